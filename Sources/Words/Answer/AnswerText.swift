import Reachability
import CoreModel
import Text

/// An answer in words: every sentence, name and command of it, each made when it is asked for.
public struct AnswerText: Sendable {
    /// The answer.
    public let answer: Answer
    private let inventory: Inventory
    private let names: Names

    /// Words for an answer about an inventory, whose groups are called by some names.
    public init(_ answer: Answer, _ inventory: Inventory, _ names: Names) {
        self.answer = answer
        self.inventory = inventory
        self.names = names
    }

    /// Words for an answer by an analyzer.
    public init(_ answer: Answer, of analyzer: Analyzer) { self.init(answer, analyzer.inventory, analyzer.names) }

    // MARK: The whole

    /// One sentence that begins with the verdict and stands alone; at most 160 characters.
    public var summary: String { Summary(answer: answer, inventory: inventory, names: names).sentence().text }

    /// What must hold, when the verdict is depends.
    public var conditions: [String] { answer.conditions.map { conditionText.clause($0) }.distinct() }

    /// The conditions that ``summary`` does not say, without their "if".
    public var furtherConditions: [String] {
        let isSaid = Summary(answer: answer, inventory: inventory, names: names).sentence().saysCondition
        return answer.conditions.dropFirst(isSaid ? 1 : 0).map { conditionText.clause($0, withoutIf: true) }.distinct()
    }

    /// How to find out whether it holds: commands or instructions.
    public var findOut: [String] { answer.findOut.map(conditionText.instruction).distinct() }

    /// What else to know.
    public var remarks: [String] {
        answer.remarks.compactMap(RemarkText(answer: answer, inventory: inventory, names: names).sentence)
    }

    private var conditionText: ConditionText { ConditionText(answer: answer, inventory: inventory, names: names) }

    // MARK: Sides

    private var checkText: CheckText { CheckText(answer: answer, inventory: inventory, names: names) }

    /// What the end of a side is called: the group's name, "internet", an address, an interface.
    public func name(_ check: Check) -> String { checkText.name(check) }

    /// What decides, without the name: "tcp 5432 from ECS API SG", "no rule names ALB SG".
    public func decision(_ check: Check) -> String { checkText.decision(check) }

    /// The deciding rule's own description; empty where there is none.
    public func quote(_ check: Check) -> String { checkText.quote(check) }

    /// The whole line of a side: name and id, decision, description, nearest miss.
    public func line(_ check: Check) -> String { checkText.line(check) }

    /// A rule: "tcp 3001 from ALB SG".
    public func line(_ rule: RuleIndex) -> String { RuleText(inventory, names).line(rule) }

    // MARK: What helps

    /// Why there is no way round, where the flow is blocked and there is none.
    public var noWay: String? {
        let (source, destination) = (names.name(of: answer.question.source), names.name(of: answer.question.destination))
        let asked = answer.question.port.text(answer.question.version)
        return answer.noWay.map { reason in
            switch reason {
            case .nobodyReaches: "no group reaches \(destination) on \(asked)"
            case .noChain: "no chain of groups leads from \(source) to \(destination) on \(asked)"
            }
        }
    }

    /// A fix in words.
    public func fix(_ fix: Fix) -> FixText { FixText(fix, of: answer, inventory, names) }

    /// Why there is no fix, where one was looked for.
    public var noFix: String? { answer.noFix.map(text) }

    private func text(_ reason: NoFix) -> String {
        let ends = EndText(inventory: inventory, names: names, question: answer.question)
        let family = answer.question.version.name
        switch reason {
        case .noAddress: return "no rule turns this: an end has no \(family) address"
        case .lacksFamily(let interface):
            return "no rule turns this for all of it: \(names.name(of: interface)) has no \(family) address"
        case .unknownAddress(let part, let side, let list):
            return "no rule turns this for certain: \(ends.name(part, side)): \(ends.unknownAddress(prefixList: list))"
        case .unlistedRules(let group, let side):
            return "no rule turns this for certain: \(names.name(of: group)): \(ends.unloaded(group, side))"
        case .leftOut(let rule):
            let list = inventory.prefixList(of: inventory[rule].peer).map { inventory[$0.id] } ?? ""
            let group = names.name(of: inventory[rule].group)
            return "no rule turns this for certain: \(group): the \(list) may be what is asked"
        case .unknownPlace(let side, let assumption):
            return "no rule turns this for certain: \(unknownPlace(ends.name(side.other), assumption, family))"
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
