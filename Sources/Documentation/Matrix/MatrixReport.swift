import Notes
import Reachability
import CoreModel
import Text
import Words

/// A matrix as a report: what is allowed with the reasons, then what is denied and why.
public struct MatrixReport: Sendable {
    /// The permitted flows.
    public let matrix: TrafficMatrix
    /// What is denied; nil where that is left out.
    public let denied: MatrixDenied?

    private let names: MatrixNames
    private let hasNotes: Bool

    /// A report of a matrix; `analyzer` works out what is denied, where it is given.
    public init(_ matrix: TrafficMatrix, deniedBy analyzer: Analyzer?) {
        self.matrix = matrix
        let names = MatrixNames(matrix.annotations, isShort: true)
        self.names = names
        denied = analyzer.map { MatrixDenied($0, annotations: matrix.annotations, names: names) }
        hasNotes = matrix.annotations.notes != nil
    }

    // MARK: Rows as cells

    /// What is said in the last column: the reason, and what to know of the row.
    func why(_ row: MatrixRow) -> String {
        var parts: [String] = []
        if let some = names.members(row) {
            parts.append(some)
        } else if row.verdict == .depends {
            parts.append("(depends)")
        }
        if let flow = row.flow, let notes = matrix.annotations.notes, !notes.flows[flow].isAllowed {
            parts.append("(documented as denied)")
        } else if row.isDocumented == false {
            parts.append(row.flow == nil ? "(not documented)" : "(not all of it documented)")
        }
        // A reason that the notes give for rules alike would be a guess for a flow that nobody documented.
        let isOpen = row.flow == nil && row.isDocumented == false
        let own = isOpen || !hasNotes ? description(row) : row.why
        return (parts + [own].compactMap { $0 }).joined(separator: " ")
    }

    /// Without notes the rules' own descriptions are the only reasons there are.
    private func description(_ row: MatrixRow) -> String? {
        let inventory = matrix.annotations.inventory
        return row.rules.lazy.map { inventory[inventory[$0].description] }.first { !$0.isEmpty }
    }

    private func cells(_ row: MatrixRow, _ words: NetworkVerdictText) -> [String] {
        let network = matrix.looksAtNetwork ? [matrix.network(row).map(words.text) ?? ""] : []
        return [names.source(row), names.name(row.destination), row.ports, row.ipProtocol] + network + [why(row)]
    }

    private var table: TextTable {
        let words = NetworkVerdictText(matrix.annotations.inventory)
        let network = matrix.looksAtNetwork ? ["Network"] : []
        return TextTable(
            columns: ["Source", "Destination", "Port", "Protocol"] + network + ["Why"], rows: matrix.rows.map { cells($0, words) }
        )
    }

    private var deniedTable: TextTable? {
        guard let denied, !denied.rows.isEmpty else { return nil }
        guard denied.rows.contains(where: { $0.traffic != .everything }) else {
            return TextTable(
                columns: ["Source", "Destination", "Why Denied"], rows: denied.rows.map { [$0.source, $0.destination, $0.why] })
        }
        return TextTable(
            columns: ["Source", "Destination", "Traffic", "Why Denied"],
            rows: denied.rows.map { [$0.source, $0.destination, "\($0.traffic)", $0.why] })
    }

    private var brokenText: String? {
        guard let broken = denied?.broken, broken > 0 else { return nil }
        let flows = broken == 1 ? "1 flow is" : "\(broken) flows are"
        return "\(flows) documented as denied and not certain to be: sgscope check tells more."
    }

    // MARK: Formats

    /// The lines for a terminal.
    public func lines(width: Int) -> [StyledLine] {
        guard !matrix.rows.isEmpty else { return matrix.nothingLines(width) + deniedLines(width) }
        var lines = [StyledLine("Allowed\(matrix.looksAtNetwork ? " by the groups" : ""): \(matrix.rows.count)", .strong)]
        lines += table.lines(width: width)
        return lines + matrix.lackingLines(width) + deniedLines(width)
    }

    private func deniedLines(_ width: Int) -> [StyledLine] {
        var lines: [StyledLine] = []
        if let table = deniedTable {
            lines += [StyledLine(), StyledLine("Denied, since no rule allows it: \(table.rows.count)", .strong)]
            lines += table.lines(width: width)
        }
        if let brokenText { lines += [StyledLine()] + StyledLine.wrapped(brokenText, .differs, width: width) }
        return lines
    }

    /// The two tables as Markdown.
    public var markdown: String {
        var text = "### Allowed Traffic\n\n"
        text +=
            matrix.rows.isEmpty
            ? "\(matrix.nothing)\n" : table.markdown
        if let lacking = matrix.lacking { text += "\n" + EscapedText.markdown(lacking) + "\n" }
        if let table = deniedTable { text += "\n### Denied Traffic (Implicit)\n\n" + table.markdown }
        if let brokenText { text += "\n" + EscapedText.markdown(brokenText) + "\n" }
        return text
    }

    /// One file for both: a column says whether the flow is allowed, depends or is denied.
    public var csv: String {
        let inventory = matrix.annotations.inventory
        let whole = MatrixNames(matrix.annotations, isShort: false)
        func id(_ end: End) -> String { inventory.id(of: end) ?? "internet" }
        let isWhole = matrix.looksAtNetwork
        var text = EscapedText.csvRow(
            ["effective", "source", "source_id", "destination", "destination_id", "protocol", "ports", "peers", "rules", "why"]
                + (isWhole ? ["network", "network_code"] : []))
        for row in matrix.rows {
            let peers = row.rules.map { inventory.text(of: inventory[$0].peer) }.distinct()
            let rules = row.rules.map { inventory[inventory[$0].id] }.filter { !$0.isEmpty }
            let network = matrix.network(row)
            text += EscapedText.csvRow(
                [
                    row.verdict.rawValue, whole.name(row.source), id(row.source), whole.name(row.destination),
                    id(row.destination),
                    row.protocolName, row.ports, peers.joined(separator: " "), rules.joined(separator: " "), why(row),
                ] + (isWhole ? [network?.verdict.rawValue ?? "", network?.code ?? ""] : []))
        }
        for row in denied?.rows ?? [] {
            text += EscapedText.csvRow(
                [
                    "denied", row.source, "", row.destination, "", "\(row.traffic.ipProtocol)", row.traffic.text ?? "all", "", "",
                    row.why,
                ] + (isWhole ? ["", ""] : []))
        }
        return text
    }
}

extension TrafficMatrix {
    /// What stands in place of the rows where there are none.
    var nothing: String { lacking == nil ? "No rule permits any flow." : "No rule that is in the input permits any flow." }

    /// Which groups may let in more than the rows tell, in a sentence.
    var lacking: String? {
        UnlistedRules.lacking(.ingress, in: annotations.inventory, annotations.names).map { "Not known: \($0)." }
    }

    /// The same as lines below the rows.
    func lackingLines(_ width: Int) -> [StyledLine] {
        lacking.map { text in [StyledLine()] + StyledLine.wrapped(text, .depends, width: width) } ?? []
    }

    /// The lines of a matrix without rows.
    func nothingLines(_ width: Int) -> [StyledLine] { [StyledLine(nothing)] + lackingLines(width) }
}
