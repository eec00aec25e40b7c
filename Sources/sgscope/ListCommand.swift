import ArgumentParser
import Review
import SecurityGroups

/// `sgscope list [TEXT]`: the groups.
struct ListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "The groups, or those whose name, id, title, description or tags hold TEXT.")

    @OptionGroup var input: InputOptions
    @OptionGroup var shown: OutputOptions

    @Option(help: ArgumentHelp("text or json", valueName: "format"))
    var format = FactFormat.text

    @Argument(help: "What to look for; everything without it.")
    var text: String?

    func run() throws {
        let loading = try input.load()
        let found = GroupSearch(annotations: loading.annotations).groups(matching: text ?? "")
        if format == .json {
            for group in found { Output.write(JSONText.compact(row(group, loading)) + "\n", to: 1) }
        } else {
            let output = shown.output()
            loading.sayExample(output)
            output.lines(table(found, loading))
            if found.isEmpty, let text {
                StandardError.line("sgscope: nothing holds \"\(text)\"; searched names, titles, ids, descriptions and tags")
            }
        }
    }

    private func table(_ groups: [GroupIndex], _ loading: Loading) -> [StyledLine] {
        let rows = [["name", "id", "in", "out", "interfaces", "VPC"]] + groups.map { cells($0, loading) }
        let widths = rows[0].indices.map { column in rows.map { TerminalText.width($0[column]) }.max() ?? 0 }
        return rows.enumerated().map { place, row in
            let text = row.indices.map { row[$0] + String(repeating: " ", count: widths[$0] - TerminalText.width(row[$0])) }
            return StyledLine(text.joined(separator: "  "), place == 0 ? .dim : .plain)
        }
    }

    private func cells(_ index: GroupIndex, _ loading: Loading) -> [String] {
        let group = loading.inventory[index]
        let interfaces = loading.inventory.interfaces.filter { $0.groups.contains(index) }.count
        return [
            loading.annotations.names.name(of: index), loading.inventory[group.id], "\(group.ingress.count)",
            "\(group.egress.count)",
            "\(interfaces)", loading.annotations.names.name(ofVpc: group.vpc),
        ]
    }

    private func row(_ index: GroupIndex, _ loading: Loading) -> JSONText.Value {
        let cells = cells(index, loading)
        let group = loading.inventory[index]
        return .object([
            ("id", .string(cells[1])), ("name", .string(loading.inventory[group.name])), ("title", .string(cells[0])),
            ("vpc", .optional(group.vpc.isNone ? nil : loading.inventory[group.vpc])),
            ("ingress", .number(group.ingress.count)), ("egress", .number(group.egress.count)),
            ("interfaces", .number(Int(cells[4]) ?? 0)),
        ])
    }
}
