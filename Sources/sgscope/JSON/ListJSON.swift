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
        let group = inventory[one.group]
        return .object([
            ("id", .string(inventory[group.id])), ("name", .string(inventory[group.name])),
            ("title", .string(page.text(.name, of: one.group))),
            ("vpc", .optional(group.vpc.isNone ? nil : inventory[group.vpc])),
            ("ingress_rules", count(.inbound, of: one.group)), ("egress_rules", count(.outbound, of: one.group)),
            ("interfaces", count(.interfaces, of: one.group)), ("lets_in", .optional(one.outcome.map(Self.word))),
            ("found_by", .optional(one.found?.field.word)),
        ])
    }

    /// What a column counts; null where nothing of it is known.
    private func count(_ column: GroupColumn, of group: GroupIndex) -> JSONText.Value {
        Int(page.text(column, of: group)).map { .number($0) } ?? .null
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
