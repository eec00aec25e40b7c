import Reachability
import CoreModel
import Text
import Words

extension GroupReport {
    /// Who reaches the group, and whom it reaches, in how many steps; nothing without an analyzer.
    var reach: [ReportSection] {
        guard let analyzer, inventory[group].knowledge != .absent else { return [] }
        return [
            section("reached", analyzer.reachers(of: group), none: words.noReach(.ingress)),
            section("reaches", analyzer.reached(from: group), none: words.noReach(.egress)),
        ]
    }

    private func section(_ label: String, _ ends: [Reach], none: @autoclosure () -> String) -> ReportSection {
        let byHops = Dictionary(grouping: ends, by: \.hops).sorted { $0.key < $1.key }
        let rows = byHops.map { hops, ends -> ReportSection.Row in
            let called = ends.map { $0.group.map(names.name) ?? "internet" }
            return .init([
                .init(TextCount.of(hops, "step"), .plain), .init(called.map(\.glued).joined(separator: ", "), .plain),
            ])
        }
        return ReportSection(label: label, rows: rows, none: rows.isEmpty ? none() : nil)
    }
}
