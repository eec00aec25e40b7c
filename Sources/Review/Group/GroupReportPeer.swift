import Reachability
import CoreModel
import Text

/// What there is to say of the internet, a network or a prefix list: its entries, and the rules that name it.
public struct PeerReport: Sendable {
    private let end: End
    private let annotations: Annotations
    private let rules: [RuleIndex]

    private var inventory: Inventory { annotations.inventory }

    /// Looks for the rules that name it; complexity linear in the inventory's rules.
    public init(_ end: End, annotations: Annotations) {
        self.end = end
        self.annotations = annotations
        let inventory = annotations.inventory
        let names = annotations.names
        let named = inventory.rules.indices.filter { inventory.end(of: inventory.rules[$0].peer) == end }
        rules = named.map { (name: names.name(of: inventory.rules[$0].group), rule: inventory.rules[$0], place: $0) }.sorted {
            ($0.name, $0.rule.traffic.ipProtocol, $0.rule.traffic.from, $0.place)
                < ($1.name, $1.rule.traffic.ipProtocol, $1.rule.traffic.from, $1.place)
        }.map { RuleIndex($0.place) }
    }

    /// What it is called.
    public var title: String {
        end == .internet ? "INTERNET  0.0.0.0/0 and ::/0" : TerminalText.safe(annotations.names.name(of: end))
    }

    /// The lines below the title, for a width in columns, each with the group it leads to.
    public func rows(width: Int) -> [ReportRow] {
        var writer = ReportWriter(width: width)
        writer.write([named(.ingress, "may enter"), named(.egress, "reached by")])
        if let place = end.prefixList { writer.write([entries(inventory.prefixLists[place])]) }
        return writer.rows
    }

    /// How many groups let it in, and may send to it.
    public func summary(width: Int) -> [StyledLine] {
        [(Direction.ingress, "may enter   "), (.egress, "reached by  ")].map { direction, label in
            let named = groups(direction)
            let names = named.map { annotations.names.name(of: $0) }.joined(separator: ", ")
            let room = width - TerminalText.width(label)
            let text = named.isEmpty ? "no group" : TerminalText.width(names) <= room ? names : "\(named.count) groups"
            return StyledLine([StyledSpan(label, .strong), StyledSpan(TerminalText.safe(text))])
        }
    }

    private func groups(_ direction: Direction) -> [GroupIndex] {
        var seen = Set<GroupIndex>()
        return rules.filter { inventory[$0].direction == direction }.map { inventory[$0].group }.filter {
            seen.insert($0).inserted
        }
    }

    private func named(_ direction: Direction, _ label: String) -> ReportSection {
        let rows = rules.filter { inventory[$0].direction == direction }.map { index -> ReportSection.Row in
            let rule = inventory[index]
            return .init(
                [
                    .init(annotations.names.name(of: rule.group).glued, .plain), .init(GroupReport.traffic(rule.traffic), .plain),
                    .init(inventory[rule.description], .dim),
                ], rule: index, target: .group(rule.group))
        }
        return ReportSection(label: label, count: nil, rows: rows.isEmpty ? [.init([.init("no group", .plain)])] : rows)
    }

    private func entries(_ list: PrefixList) -> ReportSection {
        guard let entries = list.entries else {
            return ReportSection(label: "entries", count: nil, rows: [.init([.init("not loaded", .depends)])])
        }
        return ReportSection(
            label: "entries", count: entries.count, rows: entries.sorted().map { .init([.init($0.description, .plain)]) })
    }
}
