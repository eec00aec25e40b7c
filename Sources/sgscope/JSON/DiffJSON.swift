import Reachability
import Diff
import CoreModel
import Text

/// A comparison of two readings as JSON.
struct DiffJSON {
    let before: Loading
    let after: Loading

    /// Writes one line, piece by piece: a million rules may differ.
    func write(_ diff: InventoryDiff) {
        let names = DiffNames(before: diff.before, after: diff.after)
        let conditions = FlowConditions(diff)
        let head: [(String, JSONText.Value)] =
            after.head + [
                ("before", reading(before)), ("after", reading(after)),
                ("differs", .bool(!diff.isEmpty)),
                ("limited", .bool(diff.isLimited)), ("prefix_lists", .array(diff.lists.map(list))),
                ("interfaces", .array(diff.interfaces.map { interface($0, names) })),
                ("network", .array(diff.network.map(network))), ("ways_limited", .bool(diff.areWaysLimited)),
                ("uncompared_vpcs", .strings(diff.uncompared)),
            ]
        var pieces = JSONPieces(JSONText.compact(.object(head)).dropLast() + ", \"groups\": [")
        pieces.add(diff.groups) { group($0, names) }
        pieces.add("], \"flows\": [")
        pieces.add(diff.flows) { flow($0, names, conditions) }
        pieces.add("], \"ways\": [")
        pieces.add(diff.ways + diff.memberWays) { flow($0, names, conditions) }
        pieces.end("]}\n")
    }

    /// Flows and ways of a comparison, as ``write(_:)`` writes them.
    func flows(_ flows: [FlowChange], _ ways: [FlowChange], of diff: InventoryDiff) -> [(String, JSONText.Value)] {
        let names = DiffNames(before: diff.before, after: diff.after)
        let conditions = FlowConditions(diff)
        return [
            ("flows", .array(flows.map { flow($0, names, conditions) })),
            ("ways", .array(ways.map { flow($0, names, conditions) })),
        ]
    }

    private func reading(_ loading: Loading) -> JSONText.Value {
        .object([("inventory", .string(loading.inventory.label)), ("as_of", .optional(loading.inventory.asOf))])
    }

    private func group(_ change: InventoryDiff.GroupChange, _ names: DiffNames) -> JSONText.Value {
        .object([
            ("change", .string(change.kind.rawValue)), ("group", self.group(change.group, names)),
            (
                "attributes",
                .array(
                    change.attributes.map {
                        .object([
                            ("name", .string($0.attribute.rawValue)), ("before", .string($0.before)),
                            ("after", .string($0.after)),
                        ])
                    })
            ),
            ("rules", .array(change.rules.map(rule))),
        ])
    }

    private func group(_ pair: GroupPair, _ names: DiffNames) -> JSONText.Value {
        let old = pair.before.map { before.inventory[before.inventory[$0].id] }
        let new = pair.after.map { after.inventory[after.inventory[$0].id] }
        return .object([
            ("id", .string(names.id(pair))), ("name", .string(names.name(pair))), ("id_before", .optional(old)),
            ("id_after", .optional(new)),
        ])
    }

    private func rule(_ change: InventoryDiff.RuleChange) -> JSONText.Value {
        .object([
            ("change", .string(change.kind.rawValue)),
            ("before", change.before.map(AnswerJSON(loading: before).rule) ?? .null),
            ("after", change.after.map(AnswerJSON(loading: after).rule) ?? .null),
        ])
    }

    private func list(_ change: InventoryDiff.ListChange) -> JSONText.Value {
        .object([
            ("id", .string(change.id)), ("name", .string(change.name)),
            ("added", .strings(change.added.map(\.description))), ("removed", .strings(change.removed.map(\.description))),
        ])
    }

    private func interface(_ change: InventoryDiff.InterfaceChange, _ names: DiffNames) -> JSONText.Value {
        .object([
            ("change", .string(change.kind.rawValue)), ("id", .string(change.id)),
            ("added", .array(change.added.map { group($0, names) })),
            ("removed", .array(change.removed.map { group($0, names) })),
        ])
    }

    private func network(_ change: InventoryDiff.NetworkChange) -> JSONText.Value {
        .object([
            ("change", .string(change.kind.rawValue)), ("thing", .string(change.thing.rawValue)), ("id", .string(change.id)),
            ("name", .string(change.name)), ("added", .strings(change.added)), ("removed", .strings(change.removed)),
        ])
    }

    private func flow(_ flow: FlowChange, _ names: DiffNames, _ conditions: FlowConditions) -> JSONText.Value {
        .object(
            [
                ("change", .string(flow.kind.rawValue)), ("source", end(flow.source, names)),
                ("destination", end(flow.destination, names)), ("traffic", .string(flow.label)),
                (
                    "ranges",
                    .array(
                        flow.traffic.map { traffic in
                            .object([
                                ("protocol", .string(traffic.ipProtocol.description)), ("ports", .optional(traffic.selectorText)),
                            ])
                        })
                ),
                ("ip_versions", .array(flow.versions.map { .number(Int($0.rawValue)) })),
                ("before", .string(flow.before.rawValue)), ("after", .string(flow.after.rawValue)),
                ("conditions", .strings(conditions.conditions(flow))),
            ] + (flow.isWay ? [("codes", .strings(conditions.codes(flow)))] : [])
                + (flow.members.map { [("members", .strings($0.ids))] } ?? []))
    }

    private func end(_ part: FlowChange.Part, _ names: DiffNames) -> JSONText.Value {
        .object([
            ("kind", .string(part.end.word)), ("id", .string(names.id(part.end))), ("name", .string(names.text(part))),
            ("except", .strings(part.except.map(\.description))),
        ])
    }
}
