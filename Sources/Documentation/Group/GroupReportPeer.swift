import Annotations
import Reachability
import CoreModel
import Text
import Words

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
        let (inventory, names) = (annotations.inventory, annotations.names)
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
            let named = rules(direction).map { inventory[$0].group }.distinct()
            let names = named.map { annotations.names.name(of: $0) }.joined(separator: ", ")
            let room = width - TerminalText.width(label)
            let text = named.isEmpty ? "no group" : TerminalText.width(names) <= room ? names : "\(named.count) groups"
            return StyledLine([StyledSpan(label, .strong), StyledSpan(TerminalText.safe(text))])
        }
    }

    private func rules(_ direction: Direction) -> [RuleIndex] { rules.filter { inventory[$0].direction == direction } }

    private func named(_ direction: Direction, _ label: String) -> ReportSection {
        let rows = rules(direction).map { rule in
            ReportSection.Row(
                ofGroupBehind: rule, TrafficText.named(inventory[rule].traffic), inventory, annotations.names)
        }
        return ReportSection(label: label, rows: rows, none: "no group")
    }

    private func entries(_ list: PrefixList) -> ReportSection {
        let rows = list.entries?.sorted().map { ReportSection.Row([.init($0.description, .plain)]) }
        return ReportSection(
            label: "entries", count: rows?.count, rows: rows ?? [], none: rows == nil ? "not loaded" : nil, .depends)
    }
}
