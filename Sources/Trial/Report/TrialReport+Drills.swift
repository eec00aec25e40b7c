import CoreModel
import Reachability
import Text
import Words

/// What is said of a group that is taken away: who wears it, who names it, and what nobody knows.
extension TrialReport {
    func drills() -> [Row] { effect.groupDrills.flatMap(rows) }

    private func rows(_ drill: GroupDrill) -> [Row] {
        let (inventory, names) = (effect.trial.base.inventory, effect.trial.base.names)
        let name = names.name(of: drill.group)
        var rows = [Row(.worn, text: worn(drill, name), tone: drill.worn.isEmpty ? .dim : .strong)]
        if !drill.onlyGroupOf.isEmpty {
            let text = TextList.few(drill.onlyGroupOf.map { names.name(of: $0) }.distinct(), limit: 4)
            rows.append(
                Row(
                    nil,
                    text:
                        "\(TextCount.of(drill.onlyGroupOf.count, "interface")) \(drill.onlyGroupOf.count == 1 ? "carries" : "carry") no other group, "
                        + "and AWS lets none go without one: \(text)", tone: .fail))
        }
        if drill.naming.isEmpty {
            rows.append(Row(.named, text: "no rule of another group in the input names it", tone: .dim))
        } else {
            let groups = drill.naming.map { names.name(of: inventory[$0].group) }.distinct()
            let rules = TextCount.of(drill.naming.count, "rule")
            rows.append(
                Row(
                    .named,
                    text: "by \(rules) of \(TextList.few(groups, limit: 4)): AWS deletes no group that a rule names",
                    tone: .strong))
        }
        return TrialReport.together(rows + drill.doubts.map { Row(.notKnown, text: text($0, name), tone: .depends) })
    }

    private func worn(_ drill: GroupDrill, _ name: String) -> String {
        if drill.worn.isEmpty { return "no interface in the input carries \(name)" }
        let names = effect.trial.base.names
        let who = TextList.few(drill.worn.map { names.name(of: $0) }.distinct(), limit: 4)
        return "\(name) by \(TextCount.of(drill.worn.count, "interface")): \(who)"
    }

    private func text(_ doubt: GroupDrill.Doubt, _ name: String) -> String {
        let names = effect.trial.base.names
        switch doubt {
        case .interfaces: return "who else carries \(name): no complete listing of interfaces of its VPC is in the input"
        case .rules(let groups):
            let list = TextList.few(groups.map { names.name(of: $0) }, limit: 4)
            return "whether rules of \(list) name it: not all of their rules are in the input"
        case .joinedVpcs(let vpcs):
            return "whether rules in \(TextList.few(vpcs.map { names.name(ofVpc: $0) }, limit: 4)), joined by a peering, name it"
        case .templates:
            return "launch templates, services and functions that put \(name) on what they make later: no input tells them"
        }
    }
}
