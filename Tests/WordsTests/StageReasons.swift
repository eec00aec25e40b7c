import CoreModel
import Support
import Testing

@testable import Reachability
@testable import Words

/// Stages for every reason that there is, in a network whose things have names of a style, and the answer in which one of them decides.
struct StageReasons {
    /// The reasons, those with kinds of their own told apart; a reason that is added to `Stage` has to be added here.
    enum Label: String, CaseIterable {
        case groups, acl, noRoute, routeOfList, routeInDoubt, routeOfOneLength, routeLacking, routePropagated,
            routeOfUnknownBlocks
        case routeUnsettled, blackhole, filtered, disagreement, badState, openState, notAttached, noGateway, noPublicSource
        case noPublicDestination, unknownPublicAddress, privateDestination, privateSource, noPublicIPv6, deniesGatewayTraffic
        case publicAccess, changingPublicAccess, natProtocol, natInOwnSubnet, privateNat, natAddressUnknown, natZone, unsolicited
        case opensNothing, asymmetric, asymmetricToNothing, redirected, applianceNotPublic, inspected, checkOn, checkUnknown,
            nobody
        case missingSubnet, missingTable, missingEdgeTable, missingACL, missingGateway, missingAttachment, missingNat
        case missingSubnets, missingInterfaces, edge, unknownWayIn
        case notPeered, otherVpc, attachmentZone, attachmentWithoutSubnet, attachmentZones, noAssociation, attachmentState,
            openAttachment, transitRoute,
            openTransitRoute
        case transitBlackhole, severalAttachments, foreignSource, endpointProtocol, attachmentWithoutIPv6, tunnelsDown
        case gatewayWithoutIPv6, attachmentEdge, foreignVpc, inspectedBy
        case missingPeering, missingTransitAttachment, missingHop, missingAssociation, missingTransitRoutes, missingVpnGateway
        case missingEndpoint, missingReferences
        case noListener, noListenerAtAll, balancerProtocol, openBalancerProtocol, gatewayBalancer, missingListeners
    }

    struct Row {
        let label: Label
        let stage: Stage
        /// What the sentence has to name: ids of things, by their names where they have one.
        let named: [TextID]
    }

    let network: NamedNetwork
    let analyzer: Analyzer
    /// What app may reach of db by each family.
    private let answers: [IPVersion: Answer]
    private var inventory: Inventory { network.inventory }

    init(_ style: NamedNetwork.Style) throws {
        var plan = NamedNetwork.Plan()
        plan.entries = [
            NetworkACLEntry(number: 90, .ingress, .deny, try Traffic(.tcp, from: 22, to: 22), .everything(.v4)),
            NetworkACLEntry(number: 100, .ingress, .allow, try Traffic(.tcp, from: 5432, to: 5432), .everything(.v4)),
            NetworkACLEntry(number: 100, .egress, .allow, try Traffic(.tcp, from: 32768, to: 60999), .everything(.v4)),
        ]
        network = try NamedNetwork(style, plan)
        analyzer = Analyzer(network.inventory)
        let (app, db) = (network.inventory.groups[1], network.inventory.groups[2])
        var answers: [IPVersion: Answer] = [:]
        for version in IPVersion.allCases {
            let question = try analyzer.question(
                from: network.inventory[app.id], to: network.inventory[db.id], port: "443", version: version)
            answers[version] = analyzer.answer(question, .everything)
        }
        self.answers = answers
    }

    func id(_ text: String) -> TextID { network.ids[text] ?? .none }

    /// What a thing or a group is called.
    func name(_ id: TextID) -> String {
        let group = inventory.groups.firstIndex { $0.id == id }
        return group.map { analyzer.names.name(of: GroupIndex($0)) } ?? NetworkNames(inventory).name(id)
    }

    /// An answer that this stage alone decides, behind the groups of the source, which let it through; the words for it.
    ///
    /// `other` is what the same question comes to over the other family.
    func words(_ stage: Stage, other: Verdict? = nil) throws -> AnswerText {
        var answer = try #require(answers[stage.source.version])
        let way = try #require(answer.way)
        let shown = try #require(way.shown)
        let first = try #require(shown.way.stages.first)
        var kind = shown
        let stages = stage.kind == .group ? [stage] : [first, stage]
        kind.way = Way(stages: stages)
        kind.verdict = kind.way.verdict
        var own = way
        own.kinds = [kind]
        own.verdict = kind.verdict
        own.groupChecks = stage.kind == .group ? [:] : [0: try #require(way.groupChecks[0])]
        own.misses = [:]
        if let miss = EntryMisses(topology: inventory.topology).nearest(stage) { own.misses[stages.count - 1] = miss }
        own.ladder = Ladder(stages, inventory.topology).rows()
        answer.way = own
        answer.verdict = kind.verdict
        answer.otherFamily = other
        return AnswerText(answer, inventory, analyzer.names)
    }

    // MARK: Rows

    private func stage(
        _ kind: Stage.Kind, _ component: TextID, _ outcome: Outcome, _ reason: Stage.Reason, leg: Stage.Leg = .packet,
        subnet: TextID = .none, direction: Direction? = nil, isIPv6: Bool = false
    ) throws -> Stage {
        let ends =
            isIPv6
            ? (try IPAddress(parsing: "2001:db8:a:1::2"), try IPAddress(parsing: "2001:db8:a:2::3"))
            : (try IPAddress(parsing: "10.0.1.10"), try IPAddress(parsing: "10.0.2.10"))
        return Stage(
            kind: kind, component: component, subnet: subnet, leg: leg, direction: direction,
            source: leg == .packet ? ends.0 : ends.1, destination: leg == .packet ? ends.1 : ends.0, outcome: outcome,
            reason: reason)
    }

    func rows() throws -> [Row] {
        var rows: [Row] = []
        func add(_ label: Label, _ stage: Stage, _ named: TextID...) {
            rows.append(Row(label: label, stage: stage, named: named))
        }
        try add(
            .groups, stage(.group, id("eni 2"), .fail, .groups([GroupIndex(2)], farEndBearsGroups: true), direction: .ingress))
        for row in try aclRows() + routeRows() + gatewayRows() + missingRows() + edgeRows() + farRows() { rows.append(row) }
        return rows
    }

    private func aclRows() throws -> [Row] {
        let (acl, subnet) = (id("acl 1"), id("subnet 2"))
        let place = try #require(inventory.topology.networkACLs.firstIndex { $0.id == acl })
        let own = inventory.topology.networkACLs[place]
        let far = AddressSet(try IPNetwork(parsing: "10.0.1.10/32").range)
        func row(_ direction: Direction, _ from: Int, _ to: Int, _ leg: Stage.Leg) throws -> Row {
            let points = TrafficSet(try Traffic(.tcp, from: from, to: to).points)
            let judgement = own.judge(direction, far: far, .v4, points)
            return Row(
                label: .acl,
                stage: try stage(
                    .acl, acl, judgement.outcome, .acl(NetworkACLIndex(place), judgement), leg: leg, subnet: subnet,
                    direction: direction), named: [acl])
        }
        // Denied by an entry, by the last one, on the way back in part and wholly.
        return [
            try row(.ingress, 22, 22, .packet), try row(.ingress, 443, 443, .packet), try row(.egress, 1024, 65535, .reply),
            try row(.egress, 80, 80, .reply),
        ]
    }

    private func routeRows() throws -> [Row] {
        let table = id("rtb 1")
        let place = try #require(inventory.topology.routeTables.firstIndex { $0.id == table })
        let index = RouteTableIndex(place)
        func row(
            _ label: Label, _ outcome: Outcome, _ reason: Stage.Reason, _ leg: Stage.Leg = .packet, named: [TextID] = []
        ) throws -> Row {
            Row(label: label, stage: try stage(.table, table, outcome, reason, leg: leg), named: [table] + named)
        }
        func open(_ opening: RouteChoice.Opening) -> Stage.Reason {
            .route(index, RouteChoice(possible: [.route(0), .none], openings: [opening], losers: []))
        }
        let none = Stage.Reason.route(index, RouteChoice(possible: [.none], openings: [], losers: []))
        let state = ResourceState(text: id("deleted"), works: false)
        return [
            try row(.noRoute, .fail, none), try row(.noRoute, .fail, none, .reply),
            try row(.routeOfList, .depends, open(.prefixList(id("pl 0"))), named: [id("pl 0")]),
            try row(.routeInDoubt, .depends, open(.doubt(2))),
            try row(.routeUnsettled, .depends, open(.destination(id("resting")))),
            try row(.routeOfOneLength, .depends, open(.sameLength(0, 2))),
            try row(.routeLacking, .depends, open(.lack(.partial(.owner)))),
            try row(.routePropagated, .depends, open(.propagation)),
            try row(.routeOfUnknownBlocks, .depends, open(.vpcBlocks)),
            try row(.blackhole, .fail, .blackhole(index, route: 2)),
            try row(.blackhole, .fail, .blackhole(index, route: 2), .reply),
            Row(label: .filtered, stage: try stage(.table, table, .depends, .filtered(index, route: 2)), named: []),
            Row(
                label: .disagreement, stage: try stage(.table, table, .depends, .disagreement(index, route: 2, state)), named: []),
        ]
    }

    private func gatewayRows() throws -> [Row] {
        let (igw, eigw, nat, firewall, subnet) = (id("igw 0"), id("eigw 0"), id("nat 0"), id("eni 3"), id("subnet 0"))
        func row(
            _ label: Label, _ kind: Stage.Kind, _ component: TextID, _ outcome: Outcome, _ reason: Stage.Reason,
            _ leg: Stage.Leg = .packet, named: [TextID], isIPv6: Bool = false
        ) throws -> Row {
            Row(
                label: label, stage: try stage(kind, component, outcome, reason, leg: leg, isIPv6: isIPv6), named: named)
        }
        return [
            try row(.badState, .nat, nat, .fail, .badState(ResourceState(text: id("deleted"), works: false)), named: [nat]),
            try row(.openState, .nat, nat, .depends, .badState(ResourceState(text: id("resting"))), named: [nat]),
            try row(.notAttached, .igw, igw, .fail, .notAttached(nil), named: [igw]),
            try row(.noGateway, .igw, .none, .fail, .notAttached(nil), named: []),
            try row(.noPublicSource, .igw, igw, .fail, .noPublicSource, named: [igw]),
            try row(.noPublicDestination, .igw, igw, .fail, .noPublicDestination, named: [id("sg 2")]),
            try row(.unknownPublicAddress, .igw, igw, .depends, .unknownPublicAddress, named: []),
            try row(.privateDestination, .igw, igw, .fail, .privateDestination(isShared: false), named: [igw]),
            try row(.privateSource, .igw, igw, .fail, .privateSource(isShared: false), named: []),
            try row(.noPublicIPv6, .igw, igw, .fail, .noPublicIPv6, named: [], isIPv6: true),
            try row(.deniesGatewayTraffic, .igw, igw, .fail, .deniesGatewayTraffic, named: [id("sg 2")], isIPv6: true),
            try row(.publicAccess, .igw, igw, .fail, .publicAccess(.ingress, subnet: subnet), named: [subnet]),
            try row(
                .publicAccess, .eigw, eigw, .fail, .publicAccess(.bidirectional, subnet: subnet), named: [subnet], isIPv6: true),
            try row(.changingPublicAccess, .igw, igw, .depends, .changingPublicAccess(subnet: subnet), named: [subnet]),
            try row(.natProtocol, .nat, nat, .fail, .natProtocol, named: [nat]),
            try row(.natInOwnSubnet, .nat, nat, .fail, .natInOwnSubnet, named: [nat]),
            try row(.privateNat, .igw, igw, .fail, .privateNat, named: []),
            try row(.natAddressUnknown, .nat, nat, .depends, .natAddressUnknown, named: [nat]),
            try row(.natZone, .nat, nat, .fail, .natZone(id("eu-west-1c")), named: [nat, id("eu-west-1c")]),
            try row(.unsolicited, .nat, nat, .fail, .unsolicited, named: [nat]),
            try row(.opensNothing, .nat, nat, .fail, .opensNothing, named: [nat]),
            try row(.asymmetric, .nat, nat, .fail, .asymmetric(expected: igw), .reply, named: [nat]),
            try row(.asymmetricToNothing, .nat, nat, .fail, .asymmetric(expected: .none), .reply, named: [nat]),
            try row(.redirected, .igw, igw, .fail, .redirected(to: firewall), named: [firewall]),
            try row(.applianceNotPublic, .fw, firewall, .fail, .applianceNotPublic, named: [firewall]),
            try row(.inspected, .fw, subnet, .depends, .inspected, named: [subnet]),
            try row(.checkOn, .fw, firewall, .fail, .sourceDestinationCheck, named: [firewall]),
            try row(.checkUnknown, .fw, firewall, .depends, .sourceDestinationCheck, named: [firewall]),
            try row(.nobody, .host, .none, .fail, .nobody(isSource: false), named: []),
            try row(.unknownWayIn, .igw, .none, .depends, .edge(.internetGateway), named: []),
        ]
    }

    private func missingRows() throws -> [Row] {
        let (vpc, subnet, igw, nat) = (id("vpc 0"), id("subnet 1"), id("igw 0"), id("nat 0"))
        func row(_ label: Label, _ kind: Stage.Kind, _ component: TextID, _ missing: Stage.Missing, named: TextID) throws -> Row {
            Row(label: label, stage: try stage(kind, component, .depends, .missing(missing)), named: [named])
        }
        return [
            try row(.missingSubnet, .host, .none, .subnet(of: InterfaceIndex(1)), named: id("eni 1")),
            try row(.missingTable, .table, subnet, .routeTable(ofSubnet: subnet), named: subnet),
            try row(.missingEdgeTable, .table, igw, .edgeTable(ofGateway: igw), named: igw),
            try row(.missingACL, .acl, subnet, .networkACL(ofSubnet: subnet), named: subnet),
            try row(.missingGateway, .igw, .none, .internetGateway(.none, ofVpc: vpc), named: vpc),
            try row(.missingAttachment, .igw, igw, .internetGateway(igw, ofVpc: vpc), named: igw),
            try row(.missingNat, .nat, nat, .natGateway(nat), named: nat),
            try row(.missingSubnets, .host, .none, .subnets(ofVpc: vpc), named: vpc),
            try row(.missingInterfaces, .host, .none, .interfaces(ofVpc: vpc), named: vpc),
        ]
    }

    /// Every kind of target that a way ends at, as the walk makes its stage.
    private func edgeRows() throws -> [Row] {
        let ids: [RouteTarget.Kind: String] = [
            .peeringConnection: "pcx 0", .transitGateway: "tgw 0", .virtualPrivateGateway: "vgw 0", .vpcEndpoint: "vpce 0",
            .networkInterface: "eni 3", .instance: "eni 3", .localGateway: "lgw 0", .carrierGateway: "cagw 0",
            .coreNetwork: "core", .odbNetwork: "odb 0", .natGateway: "nat 0", .internetGateway: "igw 0",
            .egressOnlyInternetGateway: "eigw 0", .unknown: "resting",
        ]
        return try RouteTarget.Kind.allCases.filter { ![.local, .none].contains($0) }.map { target in
            let own = id(try #require(ids[target]))
            let kinds: [RouteTarget.Kind: Stage.Kind] = [
                .natGateway: .nat, .internetGateway: .igw, .egressOnlyInternetGateway: .eigw,
            ]
            let kind = kinds[target] ?? Walk.stage(of: target)
            return Row(label: .edge, stage: try stage(kind, own, .depends, .edge(target)), named: [own])
        }
    }

    /// What lies between VPCs and beyond them.
    private func farRows() throws -> [Row] { try joinRows() + transitRows() + farMissingRows() + balancerRows() }

    /// What ends at a load balancer.
    private func balancerRows() throws -> [Row] {
        let all = inventory.topology.loadBalancers
        let (door, hatch) = (id("balancer"), id("hatch 0"))
        let first = LoadBalancerIndex(try #require(all.firstIndex { $0.id == door }))
        let second = LoadBalancerIndex(try #require(all.firstIndex { $0.id == hatch }))
        return [
            try row(.noListener, .lb, door, .fail, .noListener(first, isClassic: false), named: door),
            try row(.noListenerAtAll, .lb, hatch, .fail, .noListener(second, isClassic: true), named: hatch),
            try row(.balancerProtocol, .lb, door, .fail, .balancerProtocol(first, isClassic: false), named: door),
            try row(.openBalancerProtocol, .lb, door, .depends, .balancerProtocol(first, isClassic: false), named: door),
            try row(.gatewayBalancer, .lb, door, .depends, .gatewayBalancer(first), named: door),
            try row(.missingListeners, .lb, door, .depends, .missing(.listeners(of: door)), named: door),
        ]
    }

    private func row(
        _ label: Label, _ kind: Stage.Kind, _ component: TextID, _ outcome: Outcome, _ reason: Stage.Reason,
        _ leg: Stage.Leg = .packet, named: TextID..., isIPv6: Bool = false
    ) throws -> Row {
        Row(label: label, stage: try stage(kind, component, outcome, reason, leg: leg, isIPv6: isIPv6), named: named)
    }

    private func joinRows() throws -> [Row] {
        let (pcx, vpc, other, vpce) = (id("pcx 1"), id("vpc 0"), id("vpc 1"), id("vpce 1"))
        let (vgw, igw, nat, owner, firewall) = (id("vgw 0"), id("igw 0"), id("nat 0"), id("210987654321"), id("firewall"))
        return [
            try row(.notPeered, .pcx, pcx, .fail, .notPeered(vpc: other, isSource: false), named: other),
            try row(.notPeered, .pcx, pcx, .fail, .notPeered(vpc: vpc, isSource: true), named: vpc),
            try row(.otherVpc, .pcx, pcx, .fail, .otherVpc(other), named: pcx, other),
            try row(.otherVpc, .host, .none, .fail, .otherVpc(other), named: other),
            try row(.otherVpc, .tgw, id("tgw 1"), .fail, .otherVpc(other), .reply, named: id("tgw 1"), other),
            try row(.foreignSource, .vpn, vgw, .fail, .foreignSource(ofVpc: vpc), named: vgw, vpc),
            try row(.foreignSource, .nat, nat, .fail, .foreignSource(ofVpc: vpc), named: nat),
            try row(.foreignSource, .vpce, vpce, .fail, .foreignSource(ofVpc: vpc), named: vpce, vpc),
            try row(.foreignSource, .igw, igw, .fail, .foreignSource(ofVpc: vpc), named: igw),
            try row(.endpointProtocol, .vpce, vpce, .fail, .endpointProtocol, named: vpce),
            try row(.tunnelsDown, .vpn, vgw, .depends, .tunnelsDown(id("vpn 1")), named: id("vpn 1")),
            try row(.gatewayWithoutIPv6, .vpn, vgw, .depends, .gatewayWithoutIPv6, named: vgw, isIPv6: true),
            try row(.foreignVpc, .pcx, pcx, .depends, .foreignVpc(other, owner: owner), named: other, owner),
            try row(.foreignVpc, .tgw, id("tgw 1"), .depends, .foreignVpc(other, owner: .none), named: other),
            try row(.inspectedBy, .fw, firewall, .depends, .inspectedBy(firewall), named: firewall),
        ]
    }

    private func transitRows() throws -> [Row] {
        let (gateway, table, near, far) = (id("tgw 1"), id("tgw-rtb 1"), id("tgw-attach 0"), id("tgw-attach 1"))
        let zone = id("eu-west-1c")
        let place = try #require(inventory.topology.transitGatewayTables.firstIndex { $0.id == table })
        let index = TransitGatewayTableIndex(place)
        let none = Stage.Reason.transitRoute(index, RouteChoice(possible: [.none], openings: [], losers: []))
        func open(_ opening: RouteChoice.Opening) throws -> Row {
            let choice = RouteChoice(possible: [.route(1), .none], openings: [opening], losers: [])
            return try row(.openTransitRoute, .table, table, .depends, .transitRoute(index, choice), named: table)
        }
        let deleted = ResourceState(text: id("deleted"), works: false)
        let edges: [(TransitGatewayAttachment.Kind, Int)] = [
            (.vpn, 2), (.peering, 3), (.networkFunction, 0), (.directConnectGateway, 1),
        ]
        return [
            try row(.attachmentZone, .tgw, gateway, .fail, .attachmentZone(near, zone: zone), named: near, zone),
            try row(.attachmentZone, .tgw, gateway, .fail, .attachmentZone(far, zone: zone), .reply, named: far, zone),
            try row(.attachmentWithoutSubnet, .tgw, gateway, .fail, .attachmentWithoutSubnet(far), named: far),
            try row(.attachmentZones, .tgw, gateway, .depends, .attachmentZones(far), named: far),
            try row(.noAssociation, .tgw, gateway, .fail, .noAssociation(near), named: near),
            try row(.attachmentState, .tgw, gateway, .fail, .attachmentState(far, deleted), named: far, id("deleted")),
            try row(
                .openAttachment, .tgw, gateway, .depends, .attachmentState(far, ResourceState(text: id("resting"))), named: far),
            try row(.openAttachment, .tgw, gateway, .depends, .attachmentState(near, ResourceState()), named: near),
            try row(.attachmentWithoutIPv6, .tgw, gateway, .depends, .attachmentWithoutIPv6(far), named: far, isIPv6: true),
            try row(.transitRoute, .table, table, .fail, none, named: table),
            try row(.transitRoute, .table, table, .fail, none, .reply, named: table),
            try row(.transitBlackhole, .table, table, .fail, .transitBlackhole(index, route: 0), named: table),
            try row(.severalAttachments, .table, table, .depends, .severalAttachments(index, route: 1), named: table),
            try open(.prefixList(id("pl 0"))), try open(.doubt(1)), try open(.sameLength(1, 2)), try open(.propagation),
            try open(.destination(id("resting"))), try open(.lack(.partial(.owner))),
        ]
            + (try edges.map { kind, number in
                let attachment = id("tgw-attach \(number)")
                return try row(.attachmentEdge, .tgw, gateway, .depends, .attachmentEdge(attachment, kind), named: attachment)
            })
    }

    private func farMissingRows() throws -> [Row] {
        let (pcx, vpc, gateway, far, table) = (id("pcx 1"), id("vpc 0"), id("tgw 1"), id("tgw-attach 1"), id("tgw-rtb 1"))
        let (vgw, vpce, owner) = (id("vgw 0"), id("vpce 1"), id("210987654321"))
        func missing(_ label: Label, _ kind: Stage.Kind, _ component: TextID, _ missing: Stage.Missing, _ named: TextID...) throws
            -> Row
        {
            Row(label: label, stage: try stage(kind, component, .depends, .missing(missing)), named: named)
        }
        return [
            try missing(.missingPeering, .pcx, pcx, .peeringConnection(pcx), pcx),
            try missing(.missingTransitAttachment, .tgw, gateway, .transitGatewayAttachment(gateway, ofVpc: vpc), gateway, vpc),
            try missing(.missingHop, .tgw, gateway, .attachment(far, of: gateway), far),
            try missing(.missingAssociation, .tgw, gateway, .association(far, of: gateway), far),
            try missing(.missingTransitRoutes, .table, table, .transitGatewayRoutes(table, owner: owner), table, owner),
            try missing(.missingTransitRoutes, .table, table, .transitGatewayRoutes(table, owner: .none), table),
            try missing(.missingVpnGateway, .vpn, vgw, .virtualPrivateGateway(vgw, ofVpc: vpc), vgw, vpc),
            try missing(.missingEndpoint, .vpce, vpce, .endpoint(vpce), vpce),
            Row(
                label: .missingReferences,
                stage: try stage(
                    .group, id("eni 2"), .depends, .missing(.references(across: gateway)), direction: .ingress),
                named: [gateway]),
        ]
    }
}
