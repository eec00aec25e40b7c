import CoreModel
import Documentation
import Reachability
import Text

/// The groups that `list` found as JSON, with what else was found.
struct ListJSON {
    private let page: ListPage
    private var inventory: Inventory { page.loading.inventory }

    init(_ page: ListPage) { self.page = page }

    /// `{"inventory", "groups": [...], "found": [...]}`.
    var value: JSONText.Value {
        .object([
            ("inventory", .string(inventory.label)), ("groups", .array(page.groups.map(row))),
            ("found", .array(page.found.map(thing))),
        ])
    }

    private func row(_ one: Finder.Listed) -> JSONText.Value {
        let cells = page.cells(one.group)
        let group = inventory[one.group]
        return .object([
            ("id", .string(cells[1])), ("name", .string(inventory[group.name])), ("title", .string(cells[0])),
            ("vpc", .optional(group.vpc.isNone ? nil : inventory[group.vpc])),
            ("ingress_rules", Int(cells[2]).map { .number($0) } ?? .null),
            ("egress_rules", Int(cells[3]).map { .number($0) } ?? .null),
            ("interfaces", .number(Int(cells[4]) ?? 0)), ("lets_in", .optional(one.outcome.map(Self.word))),
            ("found_by", .optional(one.found?.field.word)),
        ])
    }

    /// Something that was found; where stand-ins are shown, by its kind alone.
    private func thing(_ one: Found) -> JSONText.Value {
        let groups = page.finder.groups(of: one.thing).map { inventory[inventory[$0].id] }
        let names = FoundText(page.finder, page.loading.annotations)
        return .object([
            ("kind", .string(one.thing.word)), ("name", page.isRedacted ? .null : .string(names.name(of: one.thing))),
            ("by", .string(one.field.word)), ("text", page.isRedacted ? .null : .string(one.text)),
            ("fits", .string(one.rank.word)), ("groups", .strings(groups)),
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
