import Reachability
import Annotations
import CoreModel
import Text

/// A group with its rules as JSON, for `rules --format json`.
struct GroupJSON {
    let loading: Loading

    private var inventory: Inventory { loading.inventory }

    func text(_ index: GroupIndex) -> String { JSONText.compact(value(index)) }

    private func value(_ index: GroupIndex) -> JSONText.Value {
        let group = inventory[index]
        let rules = AnswerJSON(loading: loading)
        let notes = loading.annotations.notes(of: index)
        // What is not known is null, not an empty list.
        func list(_ direction: Direction) -> JSONText.Value {
            if group.knowledge(direction) == .absent { return .null }
            return .array(inventory.rules(of: index, direction).map(rules.rule))
        }
        return .object(
            loading.head + [
                ("id", .string(inventory[group.id])),
                ("name", .string(inventory[group.name])), ("title", .string(loading.annotations.names.name(of: index))),
                ("description", optional(group.description)), ("vpc", optional(group.vpc)), ("owner", optional(group.owner)),
                ("region", optional(group.region)),
                ("tags", .dictionary(group.tags.map { (inventory[$0.key], .string(inventory[$0.value])) })),
                ("protects", .optional(notes?.protects)),
                ("ingress", list(.ingress)), ("egress", list(.egress)),
                ("referenced_by", .array(references(to: index).map(rules.rule))),
                ("interfaces", .array(interfaces(of: index))),
                ("reached_by", .array(loading.analyzer.reachers(of: index).map(reach))),
                ("reaches", .array(loading.analyzer.reached(from: index).map(reach))),
            ])
    }

    private func optional(_ text: TextID) -> JSONText.Value { .optional(text.isNone ? nil : inventory[text]) }

    private func references(to index: GroupIndex) -> [RuleIndex] {
        inventory.loadedGroups.filter { $0 != index }.flatMap { group in
            Direction.allCases.flatMap { inventory.rules(of: group, $0) }
        }.filter { inventory.reference(of: inventory[$0].peer)?.group == index }
    }

    private func interfaces(of index: GroupIndex) -> [JSONText.Value] {
        inventory.interfaces.indices.filter { inventory.interfaces[$0].groups.contains(index) }.map { place in
            let interface = inventory.interfaces[place]
            return .object([
                ("id", .string(inventory[interface.id])),
                ("name", .string(loading.annotations.names.name(of: InterfaceIndex(place)))),
                ("addresses", .strings(interface.addressTexts)),
            ])
        }
    }

    private func reach(_ reach: Reach) -> JSONText.Value {
        .object([
            ("id", .optional(reach.group.map { inventory[inventory[$0].id] })),
            ("name", .string(reach.group.map { loading.annotations.names.name(of: $0) } ?? "internet")),
            ("hops", .number(reach.hops)),
        ])
    }
}
