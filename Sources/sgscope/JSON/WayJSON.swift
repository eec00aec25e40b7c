import Reachability
import CoreModel
import Text
import Words

/// The whole way of an answer as JSON: its checks, its rows, the ways of other members, what else is hit.
struct WayJSON {
    private let words: WayText
    private let inventory: Inventory
    private let answerJSON: AnswerJSON
    /// 1, or 2 behind a load balancer.
    private let leg: Int
    private var way: WayAnswer { words.way }

    init(_ words: WayText, _ inventory: Inventory, _ answerJSON: AnswerJSON, leg: Int = 1) {
        self.words = words
        self.inventory = inventory
        self.answerJSON = answerJSON
        self.leg = leg
    }

    /// The second connection that is shown, behind a load balancer; nil where there is none.
    private var second: WayJSON? { words.behind?.leg.map { WayJSON($0, inventory, answerJSON, leg: 2) } }

    // MARK: Checks

    /// Every check of the way that is shown, in the order in which they are passed: those of the packet, then those of its answer; behind a
    /// load balancer then those of the connection that it opens.
    var checks: [JSONText.Value] { way.stages.indices.map(check) + (second?.checks ?? []) }

    private func check(_ place: Int) -> JSONText.Value {
        let stage = way.stages[place]
        let check = way.groupChecks[place]
        let component = check.map { $0.component.map(answerJSON.id) } ?? text(stage.component)
        let hop = way.ladder.first { $0.there == place || $0.back == place }?.hop
        var nearest = check.map(answerJSON.nearest) ?? .null
        if let miss = way.misses[place] {
            let entry = inventory.topology[miss.acl].entries[miss.entry]
            nearest = .object([("acl_rule", self.entry(entry)), ("failed", .strings(miss.failed.map(\.rawValue)))])
        }
        return .object(
            [
                ("side", .optional(check?.side.name)), ("component", .optional(component)),
                ("outcome", .string(stage.outcome.rawValue)), ("code", .optional(way.code(place))),
                ("rules", .array((check?.rules ?? []).map(answerJSON.rule))), ("nearest", nearest),
                ("text", .string(words.line(place))),
            ]
                + Self.placement(
                    stage.kind, stage.layer, stage.componentType, hop: hop ?? 0, leg: leg, isReply: stage.leg == .reply,
                    translated: translated(stage),
                    entry: decidingEntry(stage), route: route(stage)))
    }

    /// What a check has beside what it says: where it stands and what decides there.
    static func placement(
        _ kind: Stage.Kind, _ layer: Layer, _ componentType: String?, hop: Int, leg: Int = 1, isReply: Bool,
        translated: JSONText.Value = .null,
        entry: JSONText.Value = .null, route: JSONText.Value = .null
    ) -> [(String, JSONText.Value)] {
        [
            ("stage", .string(kind.rawValue)), ("layer", .string(layer.rawValue)), ("hop", .number(hop)), ("leg", .number(leg)),
            ("direction", .string(isReply ? "reply" : "packet")), ("component_type", .optional(componentType)),
            ("translated", translated), ("acl_rule", entry), ("route", route),
        ]
    }

    private func text(_ id: TextID) -> String? { id.isNone ? nil : inventory[id] }

    /// The addresses that are seen where they are not those of the ends.
    private func translated(_ stage: Stage) -> JSONText.Value {
        guard let first = way.stages.first else { return .null }
        let ends = stage.leg == .packet ? (first.source, first.destination) : (first.destination, first.source)
        if (stage.source, stage.destination) == ends { return .null }
        return .object([("source", .string("\(stage.source)")), ("destination", .string("\(stage.destination)"))])
    }

    /// The entry that decides; the last one, which denies, as number `*`.
    private func decidingEntry(_ stage: Stage) -> JSONText.Value {
        guard case .acl(let acl, let judgement) = stage.reason,
            let piece = judgement.pieces.first(where: { $0.outcome == stage.outcome }) ?? judgement.pieces.first
        else { return .null }
        switch piece.decision {
        case .entry(let place, _): return entry(inventory.topology[acl].entries[place])
        case .last:
            let everything = IPNetwork.everything(stage.source.version)
            return .object([
                ("number", .string("*")), ("action", .string("deny")), ("direction", .string((stage.direction ?? .egress).way)),
                ("protocol", .string("all")), ("ports", .string("all")), ("cidr", .string("\(everything)")),
            ])
        case .open: return .null
        }
    }

    private func entry(_ entry: NetworkACLEntry) -> JSONText.Value {
        .object([
            ("number", .optional(entry.number.map(String.init))),
            ("action", .optional(entry.action?.word)),
            ("direction", .string(entry.direction.way)), ("protocol", .optional(entry.traffic?.ipProtocol.description)),
            ("ports", .optional(entry.traffic.map { $0.selectorText ?? ($0.ipProtocol.hasPorts ? "0-65535" : "all") })),
            ("cidr", .optional(entry.network?.description)),
        ])
    }

    private func route(_ stage: Stage) -> JSONText.Value {
        let found: (RouteTableIndex, Int)?
        switch stage.reason {
        case .route(let table, let choice):
            switch choice.certain {
            case .route(let place)?: found = (table, place)
            case .local(let block)?:
                return .object([
                    ("destination", .string("\(block)")), ("target", .string("local")), ("origin", .null), ("state", .null),
                ])
            default: found = nil
            }
        case .blackhole(let table, let place), .filtered(let table, let place), .disagreement(let table, let place, _):
            found = (table, place)
        case .transitRoute(let table, let choice):
            guard case .route(let place)? = choice.certain else { return .null }
            return route(inventory.topology[table].routes[place])
        case .transitBlackhole(let table, let place), .severalAttachments(let table, let place):
            return route(inventory.topology[table].routes[place])
        default: found = nil
        }
        guard let (table, place) = found else { return .null }
        let own = inventory.topology[table].routes[place]
        return .object([
            ("destination", .string(words.network.name(own.destination))),
            ("target", .string(own.target.kind == .local ? "local" : text(own.target.id) ?? "")),
            ("origin", .optional(own.origin.word)), ("state", .optional(own.state.word)),
        ])
    }

    /// A route of a transit gateway's table: its target is the attachment, or several with commas.
    private func route(_ route: TransitGatewayRoute) -> JSONText.Value {
        let hops = route.hops.map { inventory[$0.attachment] }
        return .object([
            ("destination", .string(words.network.name(route.destination))), ("target", .string(hops.joined(separator: ","))),
            ("origin", .string(route.origin == .written ? "static" : "propagated")), ("state", .optional(route.state.word)),
        ])
    }

    // MARK: Rows and ways

    /// The rows of the ladder, source first.
    var rows: [JSONText.Value] {
        let own = way.ladder.map { row -> JSONText.Value in
            let stage = (row.there ?? row.back).map { way.stages[$0] }
            return .object([
                ("hop", .number(row.hop)), ("leg", .number(leg)), ("stage", .optional(stage?.kind.rawValue)),
                ("component", .optional(stage.flatMap { text($0.component) })), ("name", .string(words.name(row))),
                ("subnet", .optional(stage.flatMap { text($0.subnet) })),
                ("there", .optional(row.there.map { way.stages[$0].outcome.rawValue })),
                ("back", .optional(row.back.map { way.stages[$0].outcome.rawValue })),
                ("reached", .object([("there", .bool(row.isReachedThere)), ("back", .bool(row.isReachedBack))])),
                ("translated", stage.map(translated) ?? .null),
            ])
        }
        return own + (second?.rows ?? [])
    }

    /// The members that go alike, the way that is shown first.
    var ways: [JSONText.Value] {
        way.kinds.map { kind in
            .object([
                ("sources", .strings(kind.sources.flatMap(members))),
                ("destinations", .strings(kind.destinations.flatMap(members))),
                ("verdict", .string(kind.verdict.rawValue)),
                ("differs_at", .optional(kind.differsAt.map { text($0.component) ?? $0.kind.rawValue })),
            ])
        }
    }

    private func members(_ member: WayMember) -> [String] {
        if !member.interfaces.isEmpty { return member.interfaces.map { inventory[inventory[$0].id] } }
        return ["\(member.end.interface.map { inventory[inventory[$0].id] } ?? member.end.address.description)"]
    }

    /// What of a load balancer's targets is reached; null where none is the destination.
    var behind: JSONText.Value {
        guard let behind = way.behind else { return .null }
        return .object([
            ("verdict", .string(behind.verdict.rawValue)), ("targets", .array(behind.targets.map(target))),
            ("fixes", .array((words.behind?.fixes ?? []).map(fix))),
        ])
    }

    private func fix(_ fix: BehindFix) -> JSONText.Value {
        .object([
            ("text", .string(fix.line)), ("warning", .optional(fix.warning)), ("aws", .string(fix.commands.aws)),
            ("undo", .string(fix.commands.undo)), ("terraform", .string(fix.commands.terraform)),
        ])
    }

    private func target(_ target: BehindTarget) -> JSONText.Value {
        .object([
            ("id", .optional(text(target.id))), ("address", .optional(target.address.map { "\($0)" })),
            ("port", target.port.map { .number($0) } ?? .null), ("node", .string(inventory[inventory[target.node].id])),
            ("verdict", .string(target.verdict.rawValue)), ("code", .optional(target.code)),
        ])
    }

    /// Other flows that the same thing stops; null where that was not worked out.
    var alsoHit: JSONText.Value {
        guard let hit = way.alsoHit else { return .null }
        return .object([
            ("rows", .array(hit.flows.flatMap(flow))), ("more", .number(hit.more)),
            (
                "scope",
                .object([
                    ("subnets", .number(hit.subnets)), ("interfaces", .number(hit.interfaces)), ("groups", .number(hit.groups)),
                ])
            ),
        ])
    }

    private func flow(_ flow: AlsoHit.Flow) -> [JSONText.Value] {
        flow.traffic.map { traffic in
            .object([
                ("from", .string(inventory.id(of: flow.from) ?? "internet")),
                ("to", .string(inventory.id(of: flow.to) ?? "internet")),
                ("protocol", .string(traffic.ipProtocol.description)), ("ports", .ports(traffic)),
            ])
        }
    }
}

extension Stage {
    /// What the component is, in AWS's words; nil where it is nothing that AWS lists.
    fileprivate var componentType: String? {
        switch kind {
        case .group: "security-group"
        case .acl: "network-acl"
        case .table: isOfTransitGateway ? "transit-gateway-route-table" : "route-table"
        case .igw: "internet-gateway"
        case .eigw: "egress-only-internet-gateway"
        case .nat: "nat-gateway"
        case .pcx: "vpc-peering-connection"
        case .tgw: "transit-gateway"
        case .vpn: "vpn-gateway"
        case .vpce: "vpc-endpoint"
        case .fw: if case .inspectedBy = reason { "network-firewall" } else { "network-interface" }
        case .lb: "load-balancer"
        case .edge, .host: nil
        }
    }
}
