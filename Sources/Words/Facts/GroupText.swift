import Reachability
import CoreModel
import Text

/// What is said of a group and its rules in a report of it.
public struct GroupText: Sendable {
    private let group: GroupIndex
    private let inventory: Inventory
    private let names: Names
    private let analyzer: Analyzer?

    /// Words for a group; an analyzer counts members that no input lists too.
    public init(_ group: GroupIndex, _ inventory: Inventory, _ names: Names, _ analyzer: Analyzer?) {
        self.group = group
        self.inventory = inventory
        self.names = names
        self.analyzer = analyzer
    }

    /// What is not known of its rules of a direction, below those that are; nil where all are.
    public func lack(_ direction: Direction) -> String? {
        switch inventory[group].knowledge(direction) {
        case .complete: nil
        case .partial: "and perhaps more: only some of its rules are in the input"
        case .absent where inventory[group].knowledge == .absent:
            "not known: the group is only named, its rules are not in the input"
        case .absent: UnlistedRules(inventory[group], direction).map { "not known: \($0.text)" }
        }
    }

    /// What stands in one line for rules of a direction of which none is known; nil where some are.
    public func nothing(_ direction: Direction) -> String? {
        switch inventory[group].knowledge(direction) {
        case .absent: "not known: its rules are not in the input"
        case _ where !inventory[group].rules(direction).isEmpty: nil
        case .partial: "not known: only some of its rules are in the input"
        case .complete: noRules(direction)
        }
    }

    /// What it means that it has no rules of a direction: nothing, unless its members carry other groups that have some.
    public func noRules(_ direction: Direction) -> String {
        let others = carriedToo(direction)
        if others.isEmpty { return "none: nothing may \(direction == .ingress ? "come in" : "go out")" }
        let named = TextList.few(others.map { names.name(of: $0) }, limit: 2, shown: 2)
        return "none of its own: members also carry \(named), whose \(direction.name) rules count for them"
    }

    /// What stands where no group is reached for certain: rules for networks, lists and groups not loaded may still let some in.
    public func noReach(_ side: Direction) -> String {
        let lead = side == .ingress ? "by " : ""
        switch inventory[group].knowledge(side) {
        case .absent: return "not known: its \(side.name) rules are not in the input"
        case .partial: return "\(lead)no group for certain: \(UnlistedRules.some(side).text)"
        case .complete where !carriedToo(side).isEmpty:
            return "\(lead)no group for certain: members differ by what else they carry (sgscope who and why tell which)"
        case .complete where inventory[group].rules(side).isEmpty: return "\(lead)nobody: no \(side.name) rules"
        case .complete: return "\(lead)no group for certain; what its rules let \(side.way) stands above"
        }
    }

    /// What is said where no interface is known to carry it.
    public static func noCarriers(isKnown: Bool) -> String {
        isKnown ? "nothing: no interface carries it" : "not known: no listing of interfaces is in the input"
    }

    /// The other groups with rules of a direction, or with rules that are not known, that some member carries; by name.
    private func carriedToo(_ direction: Direction) -> [GroupIndex] {
        let sharing =
            analyzer?.sharingMembers(with: group)
            ?? inventory.interfaces.filter { $0.groups.contains(group) }.flatMap(\.groups).distinct()
        return sharing.filter {
            $0 != group && (!inventory[$0].rules(direction).isEmpty || inventory[$0].knowledge(direction) != .complete)
        }.sorted { names.name(of: $0) < names.name(of: $1) }
    }

    /// What else to know of a rule: a stale or foreign reference, copies that disagree, a list that is not loaded.
    public func remarks(_ rule: Rule) -> [String] {
        var remarks: [String] = []
        if let reference = inventory.reference(of: rule.peer) {
            if reference.isStale { remarks.append("(stale: covers nothing)") }
            if reference.identity != .named {
                remarks.append("(not settled by the input)")
            } else if inventory[reference.group].knowledge == .absent {
                let account = inventory[reference.account]
                remarks.append(account.isEmpty ? "(not in the input)" : "(account \(account), not in the input)")
            }
        }
        if let list = inventory.prefixList(of: rule.peer), list.entries == nil, !list.isLeftOut {
            remarks.append(list.isUnknown ? "(not settled by the input)" : "(entries not loaded)")
        }
        if let reason = inventory.reason(of: rule.doubt) { remarks.append("(perhaps: \(reason) decides)") }
        if rule.doubt == .copies { remarks.append("(in some copies of the group only)") }
        return remarks
    }
}
