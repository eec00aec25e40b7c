import CoreModel
import Events

/// What an event did to network ACLs and route tables.
struct EventNetwork {
    private let kind: EventKind
    private let request: JSONValue?
    private let response: JSONValue?

    var acts: [RecordedAct] {
        switch kind {
        case .createEntry, .replaceEntry, .deleteEntry: entry
        case .createRoute, .replaceRoute, .deleteRoute: route
        case .createTable:
            (response?.field("networkAcl")?.word("networkAclId") ?? response?.field("routeTable")?.word("routeTableId"))
                .map { [.createTable($0)] } ?? []
        case .deleteTable: request?.word("networkAclId", "routeTableId").map { [.deleteTable($0)] } ?? []
        case .useACL:
            if let association = request?.word("associationId"), let acl = request?.word("networkAclId") {
                [.useACL(association: association, acl: acl, becomes: response?.word("newAssociationId"))]
            } else {
                []
            }
        case .useTable:
            if let table = request?.word("routeTableId"), let subnet = request?.word("subnetId") {
                [.useTable(subnet: subnet, table: table, association: response?.word("associationId"))]
            } else if let table = request?.word("routeTableId"), let gateway = request?.word("gatewayId") {
                [.useEdgeTable(gateway: gateway, table: table, association: response?.word("associationId"))]
            } else {
                []
            }
        case .reuseTable:
            if let association = request?.word("associationId"), let table = request?.word("routeTableId") {
                [.reuseTable(association: association, table: table, becomes: response?.word("newAssociationId"))]
            } else {
                []
            }
        case .leaveTable: request?.word("associationId").map { [.leaveTable(association: $0)] } ?? []
        case .attachGateway, .detachGateway, .deleteGateway, .deleteSubnet: gateway
        default: []
        }
    }

    init(_ kind: EventKind, _ request: JSONValue?, _ response: JSONValue?) {
        self.kind = kind
        self.request = request
        self.response = response
    }

    // MARK: Gateways and subnets

    /// What a call did to a gateway or a subnet; one that does not tell its id is not followed.
    private var gateway: [RecordedAct] {
        // The request of some calls stands in an object of the call's name.
        let asked = [
            request, request?.field("DeleteNatGatewayRequest"), request?.field("DeleteEgressOnlyInternetGatewayRequest"),
        ].compactMap { $0 }
        func id(_ own: JSONValue) -> String? {
            own.word("natGatewayId", "NatGatewayId", "internetGatewayId", "egressOnlyInternetGatewayId", "vpnGatewayId")
                ?? own.word("EgressOnlyInternetGatewayId")
        }
        if case .deleteSubnet = kind { return request?.word("subnetId").map { [.deleteSubnet($0)] } ?? [.unfollowed] }
        guard let gateway = asked.compactMap(id).first else { return [.unfollowed] }
        if case .deleteGateway = kind { return [.deleteGateway(gateway)] }
        guard let vpc = request?.word("vpcId") else { return [.unfollowed] }
        if case .attachGateway = kind { return [.attachGateway(gateway, vpc: vpc)] }
        return [.detachGateway(gateway, vpc: vpc)]
    }

    // MARK: Entries

    private var entry: [RecordedAct] {
        guard let acl = request?.word("networkAclId"), let number = request?.whole("ruleNumber") else { return [] }
        let direction: Direction = request?.field("egress")?.truth == true ? .egress : .ingress
        if case .deleteEntry = kind { return [.removeEntry(RecordedEntry(acl: acl, direction, number))] }
        let network = (request?.word("ipv6CidrBlock", "cidrBlock")).flatMap { try? WrittenNetwork(parsing: $0).network }
        let action = request?.word("ruleAction").flatMap(NetworkACLValues.action)
        let entry = RecordedEntry(acl: acl, direction, number, action, traffic(network?.version), network)
        if case .replaceEntry = kind { return [.setEntry(entry, replaces: true)] }
        return [.setEntry(entry, replaces: false)]
    }

    private func traffic(_ version: IPVersion?) -> Traffic? {
        guard let name = request?.word("aclProtocol", "protocol", "ipProtocol"), let known = IPProtocol(name) else { return nil }
        let ports = request?.field("portRange")
        let icmp = request?.field("icmpTypeCode")
        return try? NetworkACLEntry.traffic(
            known, ports: (ports?.whole("from", "From"), ports?.whole("to", "To")),
            icmp: (icmp?.whole("type", "Type"), icmp?.whole("code", "Code")), version)
    }

    // MARK: Routes

    private var route: [RecordedAct] {
        guard let table = request?.word("routeTableId"), let destination else { return [] }
        if case .deleteRoute = kind { return [.removeRoute(table: table, destination)] }
        let route = EditedRoute(table: table, destination, target)
        if case .replaceRoute = kind { return [.setRoute(route, replaces: true)] }
        return [.setRoute(route, replaces: false)]
    }

    private var destination: EditedRoute.Destination? {
        if let list = request?.word("destinationPrefixListId") { return .prefixList(list) }
        guard let text = request?.word("destinationIpv6CidrBlock", "destinationCidrBlock"),
            let network = try? WrittenNetwork(parsing: text).network
        else { return nil }
        return .network(network)
    }

    private var target: EditedTarget {
        let kinds: [(StaticString, RouteTarget.Kind)] = [
            ("natGatewayId", .natGateway), ("transitGatewayId", .transitGateway), ("vpcPeeringConnectionId", .peeringConnection),
            ("networkInterfaceId", .networkInterface), ("vpcEndpointId", .vpcEndpoint),
            ("egressOnlyInternetGatewayId", .egressOnlyInternetGateway), ("localGatewayId", .localGateway),
            ("carrierGatewayId", .carrierGateway), ("coreNetworkArn", .coreNetwork), ("odbNetworkArn", .odbNetwork),
            ("instanceId", .instance),
        ]
        if request?.field("localTarget")?.truth == true { return EditedTarget(.local) }
        if let gateway = request?.word("gatewayId") {
            let target = RouteTarget(gateway: gateway, .none)
            return target.kind == .local ? EditedTarget(.local) : EditedTarget(target.kind, gateway)
        }
        for (name, kind) in kinds {
            if let id = request?.word(name) { return EditedTarget(kind, id) }
        }
        return EditedTarget(.unknown)
    }
}
