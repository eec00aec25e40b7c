import CoreModel
import Events
import History
import Text

/// The time line as the JSON of the contract: exactly these keys, all always present, newest first.
struct HistoryJSON {
    private let loading: Loading
    private let timeLine: TimeLine
    private let words: ChangeText

    init(_ timeLine: TimeLine, _ loading: Loading) {
        (self.timeLine, self.loading) = (timeLine, loading)
        words = ChangeText(timeLine.inventory, loading.annotations.names)
    }

    /// Writes `{"inventory", "known_since", "left_out", "changes"}` in one line.
    func write(_ changes: [Change]) {
        let head: [(String, JSONText.Value)] =
            loading.head + [
                ("known_since", .optional(timeLine.knownSince.map(DataDate.text(ofSeconds:)))),
                (
                    "left_out",
                    .object([
                        ("failed", .number(timeLine.failed)), ("read_only", .number(timeLine.readOnly)),
                        ("other", .number(timeLine.other)),
                    ])
                ),
            ]
        var pieces = JSONPieces(JSONText.compact(.object(head)).dropLast() + ", \"changes\": [")
        pieces.add(changes.reversed()) { change($0) }
        pieces.end("]}\n")
    }

    private func change(_ change: Change) -> JSONText.Value {
        .object([
            ("time", .string(DataDate.text(ofSeconds: change.time))), ("who", .optional(change.who)),
            ("how", .optional(change.how)), ("event", .optional(change.event)), ("event_id", .optional(change.eventID)),
            ("edits", .array(change.edits.map(edit))), ("source", .string(change.source.rawValue)),
        ])
    }

    private func edit(_ edit: ChangeEdit) -> JSONText.Value {
        let (before, after) = sides(edit.subject)
        return .object([
            ("op", .string(edit.operation.rawValue)), ("what", .string(edit.what)), ("component", .string(edit.component)),
            ("before", before), ("after", after), ("text", .string(words.line(edit))),
        ])
    }

    private func sides(_ subject: ChangeEdit.Subject) -> (before: JSONText.Value, after: JSONText.Value) {
        switch subject {
        case .rule(_, let before, let after): (before.map(rule) ?? .null, after.map(rule) ?? .null)
        case .entry(_, _, _, let before, let after): (before.map(entry) ?? .null, after.map(entry) ?? .null)
        case .route(_, let destination, let before, let after):
            (before.map { route(destination, $0) } ?? .null, after.map { route(destination, $0) } ?? .null)
        case .attachment(_, let before, let after): (before.map(groups) ?? .null, after.map(groups) ?? .null)
        case .listEntry(_, let before, let after): (before.map(listEntry) ?? .null, after.map(listEntry) ?? .null)
        case .use(let use): (use.before.map { server($0, use) } ?? .null, server(use.after, use))
        case .group(_, let before, let after, _): (before.map(group) ?? .null, after.map(group) ?? .null)
        }
    }

    /// The RULE of the contract; what no record tells is null.
    private func rule(_ rule: RecordedRule) -> JSONText.Value {
        let description = rule.description.flatMap { $0.isEmpty ? nil : $0 }
        return .object([
            ("id", .optional(rule.id)), ("group", .string(rule.group)), ("direction", .optional(rule.direction?.name)),
            ("protocol", .optional(rule.traffic?.ipProtocol.description)), ("ports", rule.traffic.map { .ports($0) } ?? .null),
            ("peer", .optional(rule.peer?.text)), ("peer_name", .optional(rule.peer.map(words.peer))),
            ("description", .optional(description)), ("why", .optional(why(rule))),
        ])
    }

    /// What the notes say of it, where it is among what was read.
    private func why(_ rule: RecordedRule) -> String? {
        let inventory = loading.inventory
        guard let identity = rule.identity, let group = inventory.group(id: rule.group) else { return nil }
        let own = inventory.rules(of: group, identity.direction).first { inventory.identity(of: inventory[$0]) == identity }
        return own.flatMap { loading.annotations.why($0) }
    }

    private func entry(_ entry: RecordedEntry) -> JSONText.Value {
        .object([
            ("direction", .string(entry.direction.name)), ("rule_number", .number(entry.number)),
            ("action", .optional(entry.action?.word)), ("protocol", .optional(entry.traffic?.ipProtocol.description)),
            ("ports", entry.traffic.map { .ports($0) } ?? .null), ("cidr", .optional(entry.network?.description)),
        ])
    }

    private func route(_ destination: EditedRoute.Destination, _ target: EditedTarget) -> JSONText.Value {
        let text: String
        switch destination {
        case .network(let network): text = network.description
        case .prefixList(let id): text = id
        }
        let own = target.kind == .local ? "local" : target.id.isEmpty ? nil : target.id
        return .object([("destination", .string(text)), ("target", .optional(own))])
    }

    private func groups(_ ids: [String]) -> JSONText.Value { .object([("groups", .strings(ids))]) }

    private func listEntry(_ network: IPNetwork) -> JSONText.Value { .object([("cidr", .string(network.description))]) }

    /// What serves a subnet; "main" is the main route table, null none.
    private func server(_ server: SubnetUse.Server, _ use: SubnetUse) -> JSONText.Value {
        let id: JSONText.Value =
            switch server {
            case .own(let id): .string(id)
            case .main: .string("main")
            case .nothing: .null
            }
        return .object([
            ("subnet", .optional(use.subnet)), (use.kind == .routeTable ? "route_table" : "network_acl", id),
        ])
    }

    private func group(_ group: EditedGroup) -> JSONText.Value {
        .object([
            ("name", .string(group.name)), ("description", .string(group.description)),
            ("vpc", .optional(group.vpc.isEmpty ? nil : group.vpc)),
        ])
    }
}
