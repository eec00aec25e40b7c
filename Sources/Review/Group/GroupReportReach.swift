import Reachability
import CoreModel
import Text

extension GroupReport {
    /// Who reaches the group, and whom it reaches, in how many steps; nothing without an analyzer.
    var reach: [ReportSection] {
        guard let analyzer, inventory[group].knowledge != .absent else { return [] }
        return [
            section("reached", analyzer.reachers(of: group), none: none(.ingress, "by")),
            section("reaches", analyzer.reached(from: group), none: none(.egress, "")),
        ]
    }

    /// What stands where no group is reached for certain: rules for networks, lists and groups not loaded may still let some in.
    private func none(_ side: Direction, _ by: String) -> String {
        let lead = by.isEmpty ? "" : "\(by) "
        if inventory[group].knowledge(side) == .absent { return "not known: its \(side.name) rules are not in the input" }
        if inventory[group].knowledge(side) == .partial {
            return "\(lead)no group for certain: perhaps not all of its \(side.name) rules are in the input"
        }
        let others = carriedToo(side)
        if !others.isEmpty {
            return "\(lead)no group for certain: members differ by what else they carry (sgscope who and why tell which)"
        }
        if inventory[group].rules(side).isEmpty { return "\(lead)nobody: no \(side.name) rules" }
        return "\(lead)no group for certain; what its rules let \(side == .ingress ? "in" : "out") stands above"
    }

    private func section(_ label: String, _ ends: [Reach], none: @autoclosure () -> String) -> ReportSection {
        let byHops = Dictionary(grouping: ends, by: \.hops).sorted { $0.key < $1.key }
        let rows = byHops.map { hops, ends -> ReportSection.Row in
            let called = ends.map { $0.group.map(names.name) ?? "internet" }
            return .init([
                .init(TextCount.of(hops, "step"), .plain), .init(called.map(\.glued).joined(separator: ", "), .plain),
            ])
        }
        return ReportSection(label: label, count: nil, rows: rows.isEmpty ? [.init([.init(none(), .plain)])] : rows)
    }
}
