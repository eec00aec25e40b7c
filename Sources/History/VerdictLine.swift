import CoreModel
import Reachability

/// What an answer was after each change of a time line: the change that turned it is found by reading.
public struct VerdictLine: Sendable {
    /// One change, with the verdicts on both sides of it.
    public struct Point: Sendable {
        /// The change; of one that no edit tells of it has none.
        public let change: Change
        /// Whether it may bear on the answer: it is of what the ends carry, or of what the packets pass.
        public let touches: Bool
        /// What the answer was just before it; nil where an end was not there, or nobody asked so far back.
        public let before: Verdict?
        /// What it was just after it.
        public let after: Verdict?

        /// Whether it turned the answer.
        public var isTurned: Bool { before != nil && after != nil && before != after }
    }

    /// The changes, oldest first.
    public let points: [Point]
    /// How many of them what was read has in it.
    public let present: Int
    /// The verdict by what was read.
    public let now: Verdict
    /// The verdict just after the last of these; other than ``now`` where what was read shows a change that no record tells.
    public let last: Verdict?
    /// The verdict before all of them.
    public let first: Verdict?
    /// Whether every change was asked that may have turned the answer.
    public let isWhole: Bool
}

extension TimeLine {
    /// How many states are asked at most.
    private static let asked = 300

    /// The verdicts of an answer of what was read, after each change; nil where nothing is wanted any more.
    ///
    /// Each is the one that is given as of that time (``past(at:)``), with what no record tells left open. Complexity: for each change
    /// that may concern the ends an inventory and an answer, 300 at most.
    ///
    /// - Parameter tell: Hears how many states are judged, and of how many, and says whether they are still wanted.
    public func verdicts(of answer: Answer, by analyzer: Analyzer, tell: (Int, Int) -> Bool = { _, _ in true }) -> VerdictLine? {
        let concerned = groups(of: answer.question, in: analyzer.inventory)
        let isConcerning = steps.map { concerns($0, concerned, true) }
        let count = isConcerning.count(where: \.self) + 1
        var judge = PastJudge(answer, analyzer, own: Self.ownGroups(of: answer.question, in: analyzer.inventory))
        judge.note(answer)
        var asked = 0
        // What the answer was before each step, and at last after all.
        var verdicts = [Verdict?](repeating: nil, count: steps.count + 1)
        func judged(_ place: Int, at time: Int) -> Verdict?? {
            guard asked < Self.asked else { return .some(nil) }
            asked += 1
            guard tell(asked, min(count, Self.asked)) else { return nil }
            return .some(judge.verdict(past(before: place, at: time)))
        }
        let readAt = steps.indices.contains(present - 1) ? steps[present - 1].change.time : 0
        guard let own = judged(present, at: readAt) else { return nil }
        verdicts[present] = own
        for place in steps[..<present].indices.reversed() {
            verdicts[place] = verdicts[place + 1]
            if isConcerning[place] {
                guard let own = judged(place, at: steps[place].change.time) else { return nil }
                verdicts[place] = own
            }
        }
        for place in steps.indices.dropFirst(present) {
            verdicts[place + 1] = verdicts[place]
            if isConcerning[place] {
                guard let own = judged(place + 1, at: steps[place].change.time) else { return nil }
                verdicts[place + 1] = own
            }
        }
        let bearing = EditBearing(on: answer.question, in: [(answer.question, analyzer.inventory)], passed: judge.components)
        var points: [VerdictLine.Point] = []
        var held = 0
        for (place, step) in steps.enumerated() {
            let (before, after) = (verdicts[place], verdicts[place + 1])
            let isTurned = before != nil && after != nil && before != after
            // What no edit tells of is told where it turned the answer.
            if step.change.edits.isEmpty, !isTurned { continue }
            let touches = isTurned || isConcerning[place] && judge.touches(step.change)
            let change = touches ? bearing.arranged(step.change, turningTo: isTurned ? after : nil) : step.change
            points.append(VerdictLine.Point(change: change, touches: touches, before: before, after: after))
            if place < present { held = points.count }
        }
        return VerdictLine(
            points: points, present: held, now: answer.verdict, last: verdicts[present], first: verdicts.first ?? nil,
            isWhole: count <= Self.asked)
    }
}

/// Judges one question of many inventories, and knows what its packets passed in any of them.
private struct PastJudge {
    private let answer: Answer
    private let analyzer: Analyzer
    private let ends: [String]
    private let groups: Set<String>
    private let interfaces: Set<String>
    /// The ids of what is passed.
    private(set) var components: Set<String> = []
    /// The prefix lists that rules of the groups name, and routes of what is passed.
    private var lists: Set<String> = []

    init(_ answer: Answer, _ analyzer: Analyzer, own: Set<String>) {
        (self.answer, self.analyzer, groups) = (answer, analyzer, own)
        let inventory = analyzer.inventory
        let kinds = [answer.question.source.kind, answer.question.destination.kind]
        ends = kinds.compactMap(\.group).map { inventory[inventory[$0].id] }
        var interfaces: Set<String> = []
        for kind in kinds {
            for interface in kind.interfaces ?? [] { interfaces.insert(inventory[inventory[interface].id]) }
            guard let group = kind.group else { continue }
            for interface in inventory.interfaces where interface.groups.contains(group) {
                interfaces.insert(inventory[interface.id])
            }
        }
        self.interfaces = interfaces
    }

    /// The verdict of an earlier time; nil where an end was not there.
    mutating func verdict(_ past: PastInventory) -> Verdict? {
        if ends.contains(where: { past.absent[$0] != nil }) { return nil }
        guard let question = analyzer.question(answer.question, after: past.inventory) else { return nil }
        let earlier = Analyzer(past.inventory, names: Names(analyzer.names, after: past.inventory))
        let own = earlier.answer(question, AnswerScope(looksAtNetwork: true, isFull: false))
        note(own, past.inventory)
        return own.verdict
    }

    /// Notes what the packets of an answer pass.
    mutating func note(_ answer: Answer, _ inventory: Inventory? = nil) {
        let inventory = inventory ?? analyzer.inventory
        for stage in answer.way?.stages ?? [] where !stage.component.isNone { components.insert(inventory[stage.component]) }
        if inventory.prefixLists.isEmpty { return }
        for group in groups.compactMap({ inventory.group(id: $0) }) {
            for rule in Direction.allCases.flatMap({ inventory.rules(of: group, $0) }) {
                if let list = inventory.prefixList(of: inventory[rule].peer) { lists.insert(inventory[list.id]) }
            }
        }
        for table in inventory.topology.routeTables where components.contains(inventory[table.id]) {
            for case .prefixList(let id) in table.routes.map(\.destination) { lists.insert(inventory[id]) }
        }
    }

    /// Whether a change is of what the ends carry, or of what their packets pass.
    func touches(_ change: Change) -> Bool {
        change.edits.contains { edit in
            switch edit.subject {
            case .rule(let named, _, _): groups.contains(named.group)
            case .entry(let acl, _, _, _, _): components.contains(acl)
            case .route(let table, _, _, _): components.contains(table)
            case .group(let id, _, _, _): groups.contains(id)
            case .listEntry(let list, _, _): lists.contains(list)
            case .use(let use): use.servers.contains(where: components.contains)
            case .attachment(let interface, let before, let after):
                interfaces.contains(interface) || ends.contains { (before ?? []).contains($0) || (after ?? []).contains($0) }
            }
        }
    }
}
