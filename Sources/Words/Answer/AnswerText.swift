import Reachability
import CoreModel
import Text

/// An answer in words: every sentence, name and command of it, each made when it is asked for.
public struct AnswerText: Sendable {
    /// The answer.
    @Boxed public private(set) var answer: Answer
    let inventory: Inventory
    let names: Names
    /// How many accounts and regions there are, where that is known already.
    private let scopeCounts: ScopeText.Counts?

    /// Words for an answer about an inventory, whose groups are called by some names.
    public init(_ answer: Answer, _ inventory: Inventory, _ names: Names) {
        self.init(answer, inventory, names, nil)
    }

    /// Words for an answer by an analyzer, which remembers what is the same for all of its answers.
    public init(_ answer: Answer, of analyzer: Analyzer) {
        self.init(answer, analyzer.inventory, analyzer.names, ScopeText.Counts(of: analyzer))
    }

    private init(_ answer: Answer, _ inventory: Inventory, _ names: Names, _ scopeCounts: ScopeText.Counts?) {
        self.answer = answer
        self.inventory = inventory
        self.names = names
        self.scopeCounts = scopeCounts
    }

    /// Words for accounts and regions; linear in groups where an answer by no analyzer is said.
    var scopes: ScopeText { scopeCounts.map { ScopeText(inventory, $0) } ?? ScopeText(inventory) }

    var question: Question { answer.question }
    var ends: EndText { EndText(inventory: inventory, names: names, question: question) }
    /// Words for the rules of the inventory.
    public var rules: RuleText { RuleText(inventory, names) }
    /// What was asked: "tcp 5432".
    var asked: String { question.port.text(question.version) }

    /// What must hold, when the verdict is depends.
    public var conditions: [String] { (answer.conditions.map { clause($0) } + (way?.conditions() ?? [])).distinct() }

    /// The conditions that ``summary`` does not say, without their "if".
    public var furtherConditions: [String] {
        let (said, isSaid) = sentence
        let own = answer.conditions.dropFirst(isSaid ? 1 : 0).map { clause($0, withoutIf: true) }
        let ofWay = way?.conditions(withoutIf: true) ?? []
        return (own + ofWay.filter { !said.contains($0) }).distinct()
    }

    /// How to find out whether it holds: commands or instructions.
    public var findOut: [String] {
        let calls = (answer.findOut.map(instruction) + (way?.findOut ?? [])).distinct()
        // What AWS says now is not what was.
        return inventory.isPast && !calls.isEmpty ? [Self.recordsOfThen] : calls
    }

    /// What would tell of an earlier time.
    private static let recordsOfThen =
        "calls tell what is there now: read a snapshot or AWS Config items of then, or older events of CloudTrail, too (-i)"

    /// What else to know.
    public var remarks: [String] {
        (answer.remarks.compactMap(text) + (way?.behind?.otherPorts ?? []) + (way?.remarks ?? [])).distinct()
    }

    /// The chain of groups that leads to the destination all the same; nil where there is none, or no group is between.
    public var wayRound: String? {
        let between = answer.path.dropLast().map { names.name(of: $0.to) }
        guard let first = answer.path.first, !between.isEmpty else { return nil }
        let chain = answer.path.reduce(names.name(of: first.from)) { "\($0) -\($1.label)-> \(names.name(of: $1.to))" }
        let groups = between.joined(separator: " and ")
        let opens = between.count == 1 ? "the second connection itself" : "the next connections themselves"
        return "not directly; through \(groups): \(chain) (\(groups) would have to open \(opens))"
    }

    /// Why there is no way round, where the flow is blocked and there is none.
    public var noWay: String? {
        switch answer.noWay {
        case .nobodyReaches: "no group reaches \(ends.name(.ingress)) on \(asked)"
        case .noChain: "no chain of groups leads from \(ends.name(.egress)) to \(ends.name(.ingress)) on \(asked)"
        case .stoppedByNetwork: "the groups would let a chain of groups through, and routes or network ACLs stop a step of it"
        case nil: nil
        }
    }

    /// A fix in words.
    public func fix(_ fix: Fix) -> FixText { FixText(fix, of: answer, inventory, names) }

    /// A change of another layer in words.
    public func fix(_ fix: NetworkFix) -> NetworkFixText { NetworkFixText(fix, inventory, names) }

    /// Why there is no fix, where one was looked for.
    public var noFix: String? {
        answer.noFix.map(text) ?? answer.noNetworkFix.map { NoNetworkFixText($0, inventory, names).text }
    }

    private func text(_ reason: NoFix) -> String {
        let (uncertain, family) = ("no rule turns this for certain:", question.version.name)
        switch reason {
        case .noAddress: return "no rule turns this: an end has no \(family) address"
        case .lacksFamily(let interface):
            return "no rule turns this for all of it: \(names.name(of: interface)) has no \(family) address"
        case .unknownAddress(let part, let side, let list):
            return "\(uncertain) \(ends.name(part, side)): \(ends.unknownAddress(prefixList: list))"
        case .unlistedRules(let group, let side):
            return "\(uncertain) \(names.name(of: group)): \(ends.unloaded(group, side))"
        case .leftOut(let rule):
            let (group, list) = (inventory[rule].group, inventory.text(of: inventory[rule].peer))
            return "\(uncertain) \(names.name(of: group)): the \(list) may be what is asked"
        case .unknownPlace(let side, let assumption):
            return "\(uncertain) \(unknownPlace(ends.name(side.other), assumption, family))"
        }
    }

    private func unknownPlace(_ name: String, _ assumption: Assumption, _ family: String) -> String {
        switch assumption {
        case .publicAddress: "the public address by which \(name) is seen is not loaded"
        case .unloadedList: "the entries of \(name) are not loaded"
        case .none, .subnet, .subnets, .vpc, .privateAddress: "neither an interface nor the VPC of \(name) is loaded"
        case .openBlock: "the \(family) block of \(name)'s VPC is not told"
        }
    }

    /// Which groups of the fix a tool manages, so that a change by hand does not last.
    public var managed: [String] {
        var managers: [String] = []
        var managed: [String: [String]] = [:]
        for group in answer.fixes.map(\.group).distinct() {
            guard let manager = inventory.manager(of: group), let consequence = manager.consequence else { continue }
            let who = "\(manager.text): \(consequence)"
            if managed[who] == nil { managers.append(who) }
            managed[who, default: []].append(names.name(of: group))
        }
        return managers.map { "\(TextList.sentence(managed[$0] ?? [])) by \($0)" }
    }
}
