import Reachability
import Documentation
import CoreModel
import Text

struct MatrixJSON {
    private let names: Names
    private let inventory: Inventory
    private let rules: AnswerJSON
    private let head: [(String, JSONText.Value)]
    /// The groups as they are written; each stands in many rows.
    private let groups: [String]

    init(loading: Loading) {
        names = loading.annotations.names
        inventory = loading.inventory
        head = loading.head
        rules = AnswerJSON(loading: loading)
        let (names, inventory) = (names, inventory)
        groups = inventory.groups.indices.map { JSONText.compact(Self.end(.group(GroupIndex($0)), inventory, names)) }
    }

    /// Writes `{"inventory", "allowed": [ROW], "denied": [ROW]}`, a row a line, so that large ones need no memory.
    func write(_ report: MatrixReport) {
        var pieces = JSONPieces(JSONText.compact(.object(head)).dropLast() + ",\n\"allowed\": [")
        pieces.add(report.matrix.rows, aLine: true) { value($0, report.matrix) }
        pieces.add("],\n\"denied\": [")
        pieces.add(report.denied?.rows ?? [], aLine: true) { row in
            .object([
                ("source", named(row.source, row.sourceEnd)), ("destination", named(row.destination, row.destinationEnd)),
                ("protocol", .string(row.traffic.ipProtocol.description)), ("ports", .optional(row.traffic.text)),
                ("why", .string(row.why)),
            ])
        }
        pieces.end("]}\n")
    }

    private func value(_ row: MatrixRow, _ matrix: TrafficMatrix) -> JSONText.Value {
        var members: [(String, JSONText.Value)] = [
            ("source", written(row.source)), ("destination", written(row.destination)),
            ("protocol", .string(row.protocolName)), ("ports", .optional(row.range)),
            ("verdict", .string(row.verdict.rawValue)),
            ("members", .strings(row.members.map { inventory[inventory[$0].id] })),
            ("rules", .array(row.rules.map { rules.rule($0) })),
            ("why", .optional(row.why)), ("documented", row.isDocumented.map(JSONText.Value.bool) ?? .null),
        ]
        if matrix.looksAtNetwork { members.append(("network", Self.network(matrix.network(row)))) }
        return .object(members)
    }

    /// `{"verdict", "code"}`; null where no layer beside groups is looked at.
    static func network(_ verdict: NetworkVerdict?) -> JSONText.Value {
        verdict.map { .object([("verdict", .string($0.verdict.rawValue)), ("code", .optional($0.code))]) } ?? .null
    }

    /// Writes `{"inventory", "sources", "destinations", "cells"}`; a cell is what passes, or null.
    func write(_ grid: MatrixGrid) {
        let cells = grid.sources.map { source -> JSONText.Value in
            .array(
                grid.destinations.map { destination in
                    let text = grid.text(from: source, to: destination)
                    return .optional(text.isEmpty ? nil : text)
                })
        }
        let value = JSONText.Value.object(
            head + [
                ("sources", .array(grid.sources.map { end($0) })),
                ("destinations", .array(grid.destinations.map { end($0) })), ("cells", .array(cells)),
            ])
        Output.write(JSONText.compact(value) + "\n", to: 1)
    }

    /// An end that notes name; its id is null where it is anybody, several groups or nothing here.
    private func named(_ name: String, _ end: End?) -> JSONText.Value {
        .object([("id", .optional(end.flatMap(inventory.id))), ("name", .string(name))])
    }

    /// An end of a row; a group is written once.
    func written(_ source: End) -> JSONText.Value {
        source.group.map { .written(groups[Int($0.number)]) } ?? end(source)
    }

    private func end(_ end: End) -> JSONText.Value { Self.end(end, inventory, names) }

    /// An end of a row: its id, and what it is called.
    private static func end(_ end: End, _ inventory: Inventory, _ names: Names) -> JSONText.Value {
        // A network is called what it is.
        let id = inventory.id(of: end)
        let name = end.network == nil ? names.name(of: end) : id ?? ""
        return .object([("id", .optional(id)), ("name", .string(name))])
    }
}
