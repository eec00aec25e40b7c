import CoreModel
import Reachability

/// The change that made an answer what it is.
public struct Turning: Sendable {
    /// The change, with the edits first that bear on the answer.
    public let change: Change
    /// What the answer was just before it.
    public let before: Verdict
}

extension TimeLine {
    /// How many states are asked at most.
    private static let limit = 300

    /// The newest change before which an answer was another; nil where none is known, or an end did not exist before.
    ///
    /// Complexity: for each change that concerns the ends an inventory and an answer, 300 at most.
    public func turning(of answer: Answer, by analyzer: Analyzer, _ scope: AnswerScope) -> Turning? {
        let concerned = groups(of: answer.question, in: analyzer.inventory)
        let brief = AnswerScope(looksAtNetwork: scope.looksAtNetwork, isOneWay: scope.isOneWay, isFull: false)
        var asked = 0
        for place in steps[..<present].indices.reversed() where concerns(steps[place], concerned, brief.looksAtNetwork) {
            if asked == Self.limit { return nil }
            asked += 1
            let step = steps[place]
            // A doubt that stands on both sides of a change did not turn anything.
            let past = past(before: place, at: step.change.time, isDoubting: false)
            let ends = [answer.question.source.kind.group, answer.question.destination.kind.group].compactMap { $0 }
            if ends.contains(where: { past.absent[analyzer.inventory[analyzer.inventory[$0].id]] != nil }) { return nil }
            guard let question = analyzer.question(answer.question, after: past.inventory) else { return nil }
            let earlier = Analyzer(past.inventory, names: Names(analyzer.names, after: past.inventory))
            let own = earlier.answer(question, brief)
            if own.verdict == answer.verdict { continue }
            let passed = answer.passed(in: analyzer.inventory).union(own.passed(in: past.inventory))
            let bearing = EditBearing(
                on: answer.question, in: [(answer.question, analyzer.inventory), (question, past.inventory)], passed: passed)
            return Turning(change: bearing.arranged(step.change, turningTo: answer.verdict), before: own.verdict)
        }
        return nil
    }

    /// Whether a step may have turned an answer that rests on some groups.
    func concerns(_ step: Step, _ groups: Set<String>, _ looksAtNetwork: Bool) -> Bool {
        let ofEdits = step.change.edits.contains { edit in
            switch edit.subject {
            case .rule(let named, _, _): groups.contains(named.group) && !edit.isOfDescription
            case .entry, .route, .use: looksAtNetwork
            case .attachment, .listEntry: true
            case .group(let id, _, _, _): groups.contains(id)
            }
        }
        return ofEdits || step.asides.contains { $0 != .unfollowed }
    }

    /// The groups of a question's ends and of whoever carries them, and all that interfaces ever carried.
    func groups(of question: Question, in inventory: Inventory) -> Set<String> {
        var result = Self.ownGroups(of: question, in: inventory)
        for step in steps {
            for edit in step.change.edits {
                guard case .attachment(_, let before, let after) = edit.subject else { continue }
                result.formUnion((before ?? []) + (after ?? []))
            }
        }
        return result
    }

    /// The groups of a question's ends and of whoever carries them in an inventory.
    static func ownGroups(of question: Question, in inventory: Inventory) -> Set<String> {
        ownGroups(of: question.source.kind, in: inventory).union(ownGroups(of: question.destination.kind, in: inventory))
    }

    /// The groups of an end and of whoever carries them in an inventory.
    static func ownGroups(of end: End, in inventory: Inventory) -> Set<String> {
        let groups = [end.group].compactMap { $0 } + members(of: end, in: inventory).flatMap(\.groups)
        return Set(groups.map { inventory[inventory[$0].id] })
    }

    /// The interfaces that are at an end.
    static func members(of end: End, in inventory: Inventory) -> [NetworkInterface] {
        if let interfaces = end.interfaces { return interfaces.map { inventory[$0] } }
        if let group = end.group { return inventory.interfaces.filter { $0.groups.contains(group) } }
        guard let network = end.network else { return [] }
        return inventory.interfaces.filter { interface in
            (interface.privateAddresses + interface.publicAddresses).contains { network.contains($0) }
        }
    }
}

extension Answer {
    /// The ids of what its packets pass.
    fileprivate func passed(in inventory: Inventory) -> Set<String> {
        Set((way?.stages ?? []).map(\.component).filter { !$0.isNone }.map { inventory[$0] })
    }
}
