import Reachability
import CoreModel
import Text

/// The cells of the ladder's rows.
extension WayText {
    /// What a row is called: "group", "acl", "table".
    public func word(_ row: LadderRow) -> String { kind(row)?.rawValue ?? "" }

    /// What a row passes; nil where nothing does.
    public func kind(_ row: LadderRow) -> Stage.Kind? { stage(row)?.kind }

    /// The stage that a row is named after: the packet's, else its answer's.
    private func stage(_ row: LadderRow) -> Stage? { (row.there ?? row.back).map { way.stages[$0] } }

    /// The name of what is passed.
    public func name(_ row: LadderRow) -> String {
        guard let place = row.there ?? row.back else { return "" }
        return name(way.stages[place], place)
    }

    /// The name of what a stage passes.
    func name(_ stage: Stage, _ place: Int) -> String {
        if stage.kind == .group { return way.groupChecks[place].map(words.name) ?? stage.direction.map { end($0) } ?? "" }
        switch stage.reason {
        case .acl(let acl, _): return network.name(acl)
        case .route(let table, _), .blackhole(let table, _), .filtered(let table, _), .disagreement(let table, _, _):
            return network.name(table)
        case .missing(.networkACL(let subnet)), .missing(.routeTable(let subnet)): return "of \(network.name(subnet))"
        default:
            if case .nobody(isSource: true) = stage.reason { return end(.egress) }
            return stage.component.isNone ? end(stage.leg == .packet ? .ingress : .egress) : network.name(stage.component)
        }
    }

    /// What decides over the packet at a row; empty where it passes nothing.
    public func there(_ row: LadderRow) -> String { row.there.map(cell) ?? "" }

    /// The description of the rule that decides over the packet at a row of groups; empty where there is none.
    public func quote(_ row: LadderRow) -> String { row.there.flatMap { way.groupChecks[$0] }.map(words.quote) ?? "" }

    /// What decides over the answer at a row; "tracked" for a group, which lets answers through.
    public func back(_ row: LadderRow) -> String {
        if let place = row.back { return cell(place) }
        return isTracked(row) ? "tracked" : ""
    }

    /// Whether a row's groups let the answer through, whatever their rules are.
    public func isTracked(_ row: LadderRow) -> Bool { row.back == nil && stage(row)?.kind == .group && hasReply }

    /// Whether what is asked is answered.
    public var hasReply: Bool { way.shown?.traffic.contains { $0.reply != .none } ?? false }

    /// What decides at a stage, in the fewest words.
    func cell(_ place: Int) -> String {
        let stage = way.stages[place]
        if let check = way.groupChecks[place] { return words.decision(check) }
        switch stage.reason {
        case .acl(let acl, let judgement): return cell(stage, topology[acl], judgement)
        case .route(let table, let choice): return cell(stage, topology[table], choice)
        case .blackhole(let table, let route): return "\(network.text(topology[table].routes[route])), gone"
        case .filtered(let table, let route): return "\(network.text(topology[table].routes[route])), filtered"
        case .disagreement(let table, let route, _): return "\(network.text(topology[table].routes[route])): listings differ"
        case .transitRoute(let table, let choice): return cell(stage, table, choice)
        case .transitBlackhole(let table, let route), .severalAttachments(let table, let route):
            return network.text(topology[table].routes[route], of: topology[table].gateway)
        case .passes: return passing(stage, place)
        case .listens(let balancer), .noListener(let balancer, _), .answersEcho(let balancer), .balancerProtocol(let balancer, _),
            .gatewayBalancer(let balancer):
            return balancerCell(stage, balancer)
        case .missing(let missing): return lacking(missing)
        case .notFiltered: return "neither filtered nor routed"
        default: return brief(stage) ?? farBrief(stage)
        }
    }

    /// "in 100 tcp 5432", "out 90 denies tcp 443", "nothing for tcp 1024-65535".
    private func cell(_ stage: Stage, _ acl: NetworkACL, _ judgement: NetworkACLJudgement) -> String {
        let way = (stage.direction ?? .egress).way
        let own = judgement.pieces.filter { $0.outcome == stage.outcome }
        guard let piece = own.first ?? judgement.pieces.first else { return "" }
        if stage.outcome == .depends, judgement.pieces.count > 1 {
            let allowed = judgement.pieces.filter { $0.outcome == .pass }.reduce(TrafficSet()) { $0.union($1.points) }
            return allowed.isEmpty ? "\(way) open in part" : "\(way) only \(TrafficText.sentence(allowed.traffic))"
        }
        switch piece.decision {
        case .entry(let place, let action):
            let entry = acl.entries[place]
            let number = entry.number.map(String.init) ?? "?"
            let numbers = Set(
                own.compactMap { if case .entry(let place, _) = $0.decision { acl.entries[place].number } else { nil } })
            let shown = numbers.count > 1 ? numbers.sorted().map(String.init).joined(separator: ", ") : number
            let verb = action == .deny ? " denies" : ""
            return "\(way) \(shown)\(verb) \(entry.traffic?.text ?? "some traffic")"
        case .last: return "nothing for \(TrafficText.sentence(piece.points.traffic))"
        case .open: return "\(way): not settled"
        }
    }

    /// "10.0.0.0/16 local", "0.0.0.0/0 -> nat-0", "no route to 10.1.1.40".
    private func cell(_ stage: Stage, _ table: RouteTable, _ choice: RouteChoice) -> String {
        if stage.outcome != .depends, let certain = choice.certain { return text(certain, stage, table) }
        return choice.possible.prefix(2).map { text($0, stage, table) }.joined(separator: " or ")
    }

    private func text(_ possibility: RouteChoice.Possibility, _ stage: Stage, _ table: RouteTable) -> String {
        switch possibility {
        case .route(let place): network.text(table.routes[place])
        case .local(let block): "\(block) local"
        case .none: "no route to \(self.place(stage.destination))"
        case .unlisted: "a route not in the input"
        case .notRouted: "not routed"
        }
    }

    /// What a gateway does with what it lets through: "10.0.2.20 becomes 10.0.3.30".
    private func passing(_ stage: Stage, _ place: Int) -> String {
        let stages = way.stages
        if [.pcx, .tgw, .vpn, .vpce, .table].contains(stage.kind) { return farPassing(stage, place) }
        if stage.leg == .reply { return "turned back" }
        switch stage.kind {
        case .nat:
            let behind = stages.first { $0.leg == .packet && $0.source != stage.source && $0.destination == stage.destination }
            return behind.map { "\(stage.source) becomes \($0.source)" } ?? "the source becomes its own"
        case .igw:
            let isInbound = comesIn(stage)
            let addresses = isInbound ? ownPublicAddresses : publicAddresses
            guard stage.source.version == .v4, !addresses.isEmpty else { return "to and from the internet" }
            let shown = TextList.sentence(addresses.map(\.description), and: "or")
            return isInbound ? "\(shown) becomes \(stage.destination)" : "\(stage.source) becomes \(shown)"
        default: return "lets it through"
        }
    }

    /// The few words of what fails or depends at a gateway; nil for what lies between VPCs or beyond them.
    private func brief(_ stage: Stage) -> String? {
        switch stage.reason {
        case .badState(let state): state.isOpen ? "perhaps: \(inventory[state.text])" : "is \(inventory[state.text])"
        case .notAttached: "not attached"
        case .noPublicSource: "\(stage.source) has no public address"
        case .noPublicDestination: "\(stage.destination) has no public address"
        case .unknownPublicAddress: "public address not told"
        case .privateDestination, .privateSource: "drops private addresses"
        case .noPublicIPv6: "no public IPv6 address"
        case .deniesGatewayTraffic: "DenyAllIgwTraffic"
        case .publicAccess(let mode, _): "Block Public Access: \(mode.word)"
        case .changingPublicAccess: "Block Public Access not settled"
        case .natProtocol: "tcp, udp and icmp only"
        case .natInOwnSubnet: "its route leads to itself"
        case .privateNat: "private: no internet"
        case .natAddressUnknown: "its address is not told"
        case .natZone(let zone): "no address in \(inventory[zone])"
        case .redirected: "its table hands them elsewhere"
        case .applianceNotPublic: "no public address"
        case .inspected: "a firewall stands before it"
        case .unsolicited: "lets no connection in"
        case .opensNothing: "opens no connections"
        case .asymmetric(let expected) where expected.isNone: "not by what it came by"
        case .asymmetric(let expected): "not by \(network.name(expected))"
        case .sourceDestinationCheck: "source/dest check \(stage.outcome == .fail ? "on" : "not told")"
        case .nobody(let isSource): "nobody has \(isSource ? stage.source : stage.destination)"
        case .edge: "not in AWS's data beyond here"
        default: nil
        }
    }
}
