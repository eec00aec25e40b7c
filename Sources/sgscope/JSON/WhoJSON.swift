import Reachability
import Annotations
import CoreModel
import Text
import Words

/// Who can reach an end, as JSON.
struct WhoJSON {
    private let loading: Loading
    private var inventory: Inventory { loading.inventory }

    init(_ loading: Loading) { self.loading = loading }

    /// `{"inventory", "destination", "protocol", "ports", "ip_version", "can": [...], "members": [...], "besides": [...]}`, where the
    /// input tells layers beside groups also `"by_groups_only": [...]`.
    func value(_ who: Who, _ destination: Endpoint, _ port: PortQuery, _ version: IPVersion) -> JSONText.Value {
        let network = who.looksAtNetwork ? [("by_groups_only", JSONText.Value.array(who.byGroupsOnly.map(stopped)))] : []
        return .object(
            loading.head + [
                ("destination", .end(destination, loading)),
                ("protocol", .string(port.ipProtocol(version).description)), ("ports", .optional(port.ports(version))),
                ("ip_version", .number(Int(version.rawValue))), ("can", .array(who.reachers.map(reacher))),
                ("members", .array(who.members.map(member) + who.unseen.map(unseen))),
                ("besides", .array(who.besides.map(besides))),
            ] + network)
    }

    /// `{"inventory", "source", "protocol", "ports", "ip_version", "reaches": [...]}`, where layers beside groups were looked at also
    /// `"by_groups_only": [...]`; protocol and ports are null where no port is asked.
    func value(_ whom: Whom, _ source: Endpoint, _ port: PortQuery?, _ version: IPVersion) -> JSONText.Value {
        let network = whom.looksAtNetwork ? [("by_groups_only", JSONText.Value.array(whom.byGroupsOnly.map(stopped)))] : []
        return .object(
            loading.head + [
                ("source", .end(source, loading)),
                ("protocol", .optional(port.map { $0.ipProtocol(version).description })),
                ("ports", .optional(port.flatMap { $0.ports(version) })), ("ip_version", .number(Int(version.rawValue))),
                (
                    "reaches",
                    .array(
                        whom.reached.map { one in
                            .object([
                                ("id", .optional(one.group.map(id))),
                                ("name", .string(one.group.map { loading.annotations.names.name(of: $0) } ?? "internet")),
                                ("hops", .number(one.hops)), ("verdict", .string(one.verdict.rawValue)),
                            ])
                        })
                ),
            ] + network)
    }

    private func stopped(_ one: Who.Stopped) -> JSONText.Value {
        let name =
            one.end.network.map(\.description)
            ?? (one.end == .internet ? "internet" : loading.annotations.names.name(of: one.end))
        return .object([
            ("id", .optional(one.end == .internet ? nil : inventory.id(of: one.end))), ("name", .string(name)),
            ("groups_verdict", .string(one.groupsVerdict.rawValue)), ("verdict", .string(one.network.verdict.rawValue)),
            ("code", .optional(one.network.code)),
        ])
    }

    private func reacher(_ one: Who.Reacher) -> JSONText.Value {
        .object([
            ("id", .optional(one.group.map(id))),
            ("name", .string(one.group.map { loading.annotations.names.name(of: $0) } ?? "internet")),
            ("hops", .number(one.hops)), ("verdict", .string(one.verdict.rawValue)),
            ("members", one.members.map { .array([.number($0.all), .number($0.able)]) } ?? .null),
        ])
    }

    private func member(_ row: MemberAnswer) -> JSONText.Value {
        .object([
            ("group", .string(id(row.group))), ("with", .strings(row.also.map(id))),
            ("interfaces", .strings(row.interfaces.map { inventory[inventory[$0].id] })),
            ("verdict", .string(row.verdict.rawValue)),
        ])
    }

    private func unseen(_ one: UnseenAnswer) -> JSONText.Value {
        .object([
            ("group", .string(id(one.group))), ("with", .strings([])), ("interfaces", .strings([])),
            ("verdict", .string(one.verdict.rawValue)),
        ])
    }

    private func besides(_ loose: LooseReach) -> JSONText.Value {
        .object([
            ("name", .string(loose.name(loading.annotations.names))), ("kind", .string(loose.kind.word)),
            ("verdict", .string(loose.verdict.rawValue)),
        ])
    }

    private func id(_ group: GroupIndex) -> String { inventory[inventory[group].id] }
}
