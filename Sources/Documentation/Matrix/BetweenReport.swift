import CoreModel
import Reachability
import Text
import Words

/// What is between named networks and groups, as a table.
public struct BetweenReport: Sendable {
    private let between: BetweenNetworks
    private var inventory: Inventory { between.annotations.inventory }

    /// A report.
    public init(_ between: BetweenNetworks) { self.between = between }

    private func ends(_ row: BetweenRow) -> [(name: String, id: String)] {
        let group = (between.annotations.names.name(of: row.group), inventory[inventory[row.group].id])
        let ends = [(row.network.name, row.network.network.description), group]
        return row.isInbound ? ends : ends.reversed()
    }

    private var table: TextTable {
        let words = NetworkVerdictText(inventory)
        let network = between.looksAtNetwork ? ["Network", "Carried by"] : []
        return TextTable(
            columns: ["Source", "Destination", "Traffic", "Groups"] + network,
            rows: between.rows.map { row in
                let more = between.looksAtNetwork ? [row.whole.map(words.text) ?? "", words.carriers(row.carriers)] : []
                return ends(row).map(\.name) + [TrafficText.text(scattered: row.traffic), row.verdict.rawValue] + more
            })
    }

    private static let nothing = "The groups let nothing through between these networks and any group."

    /// The lines for a terminal.
    public func lines(width: Int) -> [StyledLine] {
        between.rows.isEmpty ? StyledLine.wrapped(Self.nothing, width: width) : table.lines(width: width)
    }

    /// The table as Markdown.
    public var markdown: String { between.rows.isEmpty ? Self.nothing + "\n" : table.markdown }

    /// The table as CSV, with ids and codes.
    public var csv: String {
        let words = NetworkVerdictText(inventory)
        var text = EscapedText.csvRow([
            "groups", "source", "source_id", "destination", "destination_id", "protocol", "ports", "network", "network_code",
            "carried_by",
        ])
        for row in between.rows {
            let ends = ends(row).flatMap { [$0.name, $0.id] }
            text += EscapedText.csvRow(
                [row.verdict.rawValue] + ends + [
                    row.ipProtocol, row.ports ?? "all", row.whole?.verdict.rawValue ?? "", row.whole?.code ?? "",
                    words.carriers(row.carriers),
                ])
        }
        return text
    }
}

extension BetweenRow {
    /// The protocol: "tcp", "all".
    public var ipProtocol: String { traffic.first.map { "\($0.ipProtocol)" } ?? "all" }

    /// The ports: "443, 8000-8100"; nil for all.
    public var ports: String? {
        let texts = traffic.map(\.selectorText)
        return texts.contains(nil) ? nil : texts.compactMap { $0 }.joined(separator: ", ")
    }
}
