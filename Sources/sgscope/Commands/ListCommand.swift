import ArgumentParser
import Reachability
import Documentation
import CoreModel
import Text
import Words

/// `sgscope list [TEXT]`: the groups.
struct ListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "The groups, or those that TEXT finds.",
        discussion: """
            TEXT is words that the title, name, id, description or tags hold (every word); a port, for the groups with a rule for
            it; or an end, on a port if wanted, for the groups that let it in:
              sgscope list orders              5432              53/udp
              sgscope list 10.1.2.3:5432       internet:443      "from alb on 3001"
            """)

    @OptionGroup var facts: FactOptions

    @Argument(help: "What to look for; everything without it.")
    var text: String?

    func run() throws {
        let loading = try facts.input.load()
        // What is looked for is typed by its real name; groups have the same places under their stand-ins.
        let annotations = loading.original?.annotations ?? loading.annotations
        let analyzer = loading.original?.analyzer ?? loading.analyzer
        let query = GroupQuery(text ?? "", resolver: analyzer.resolver)
        let found = GroupSearch(annotations: annotations, analyzer: analyzer).hits(for: query)
        if facts.format == .json {
            for hit in found { Output.write(JSONText.compact(row(hit, loading)) + "\n", to: 1) }
        } else {
            let output = facts.shown.output(of: loading)
            output.lines(table(found, loading))
            if found.isEmpty, let text {
                let words = "nothing holds \(loading.typed(text)); searched names, titles, ids, descriptions and tags"
                StandardError.line(
                    "sgscope: " + (query.isAboutRules ? "no group lets in \(loading.original == nil ? text : "that")" : words))
            }
        }
    }

    private func table(_ hits: [GroupSearch.Hit], _ loading: Loading) -> [StyledLine] {
        let depends = hits.contains { $0.outcome == .depends } ? [""] : []
        let rows = hits.map { hit in
            cells(hit.group, loading) + depends.map { _ in hit.outcome == .depends ? "it depends" : "" }
        }
        // As wide as it needs: whoever searches a list wants each group on one line.
        return TextTable(columns: ["name", "id", "in", "out", "interfaces", "VPC"] + depends, rows: rows).lines(width: .max)
    }

    private func cells(_ index: GroupIndex, _ loading: Loading) -> [String] {
        let group = loading.inventory[index]
        let interfaces = loading.inventory.interfaces.filter { $0.groups.contains(index) }.count
        return [
            loading.annotations.names.name(of: index), loading.inventory[group.id], UnlistedRules.count(group, .ingress),
            UnlistedRules.count(group, .egress), "\(interfaces)", loading.annotations.names.name(ofVpc: group.vpc),
        ]
    }

    private func row(_ hit: GroupSearch.Hit, _ loading: Loading) -> JSONText.Value {
        let index = hit.group
        let cells = cells(index, loading)
        let group = loading.inventory[index]
        return .object([
            ("id", .string(cells[1])), ("name", .string(loading.inventory[group.name])), ("title", .string(cells[0])),
            ("vpc", .optional(group.vpc.isNone ? nil : loading.inventory[group.vpc])),
            ("ingress", Int(cells[2]).map { .number($0) } ?? .null), ("egress", Int(cells[3]).map { .number($0) } ?? .null),
            ("interfaces", .number(Int(cells[4]) ?? 0)), ("lets_in", .optional(hit.outcome.map(Self.word))),
        ])
    }

    private static func word(_ outcome: Outcome) -> String {
        switch outcome {
        case .pass: "yes"
        case .depends: "depends"
        case .fail: "no"
        }
    }
}
