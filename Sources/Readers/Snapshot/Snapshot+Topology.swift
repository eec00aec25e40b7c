import CoreModel

/// What carries and filters packets in the shapes of the AWS command line, for ``Snapshot/redacted()``.
extension InventoryDocuments {
    private var topology: Topology { inventory.topology }

    /// The listings that were read; a kind that nobody listed is not written as if there were none of it.
    var topologyDocuments: [Snapshot.Document] { NetworkListing.Kind.allCases.filter(isListed).flatMap(documents) }

    private func documents(of kind: NetworkListing.Kind) -> [Snapshot.Document] {
        switch kind {
        case .subnets: []
        case .routeTables: [document("ec2 describe-route-tables", "RouteTables", topology.routeTables.map(table), more(kind))]
        case .networkACLs: [document("ec2 describe-network-acls", "NetworkAcls", topology.networkACLs.map(acl), more(kind))]
        case .internetGateways: [gateways("ec2 describe-internet-gateways", "InternetGateway", .internet, kind)]
        case .egressOnlyInternetGateways:
            [gateways("ec2 describe-egress-only-internet-gateways", "EgressOnlyInternetGateway", .egressOnly, kind)]
        case .natGateways: [document("ec2 describe-nat-gateways", "NatGateways", topology.natGateways.map(nat), more(kind))]
        case .addresses:
            [document("ec2 describe-addresses", "Addresses", topology.publicAddresses.map(address), more(kind))]
        case .publicAccessOptions: options.map { [$0] } ?? []
        case .publicAccessExclusions:
            [
                document(
                    "ec2 describe-vpc-block-public-access-exclusions", "VpcBlockPublicAccessExclusions",
                    topology.accessExclusions.map(exclusion), more(kind))
            ]
        case .peeringConnections: [peerings]
        case .transitGateways: [transitGateways]
        case .transitGatewayAttachments: [transitGatewayAttachments]
        case .transitGatewayVpcAttachments: [transitGatewayVpcAttachments]
        case .transitGatewayPeeringAttachments: [transitGatewayPeeringAttachments]
        case .transitGatewayTables: transitGatewayTables
        case .vpnGateways: [vpnGateways]
        case .vpnConnections: [vpnConnections]
        case .customerGateways: [customerGateways]
        case .directConnectGateways: directConnectGateways
        case .endpoints: [endpoints]
        case .firewalls: firewalls
        }
    }

    /// Whether things of a kind were listed.
    func isListed(_ kind: NetworkListing.Kind) -> Bool { topology.listings.contains { $0.kind == kind } }

    /// A mark that a listing is a part, where it is.
    func more(_ kind: NetworkListing.Kind) -> [(String, Tree)] {
        topology.listings.contains { $0.kind == kind && !$0.isComplete } ? [("NextToken", .text("more"))] : []
    }

    /// Block Public Access as a VPC or a subnet tells it.
    func blockStates(_ mode: GatewayBlockMode?) -> Tree {
        mode.map { object([("InternetGatewayBlockMode", .text($0.word))]) } ?? .text("")
    }

    // MARK: Route tables

    private func table(_ table: RouteTable) -> Tree {
        let main: [Tree] = table.isMain ? [object([("Main", .boolean(true))])] : []
        let subnets = table.subnets.map { object([("Main", .boolean(false)), ("SubnetId", text($0))]) }
        let gateways = table.gateways.map { object([("Main", .boolean(false)), ("GatewayId", text($0))]) }
        var members: [(String, Tree)] = [
            ("RouteTableId", text(table.id)), ("VpcId", text(table.vpc)), ("OwnerId", text(table.owner)),
            ("Tags", nameTag(table.name)),
            ("PropagatingVgws", .list(table.propagatingGateways.map { object([("GatewayId", text($0))]) })),
        ]
        if table.associationKnowledge.isComplete { members.append(("Associations", .list(main + subnets + gateways))) }
        if table.routeKnowledge != .partial(.member) { members.append(("Routes", .list(table.routes.map(route)))) }
        return object(members)
    }

    private func route(_ route: Route) -> Tree {
        var members: [(String, Tree)] = []
        switch route.destination {
        case .network(let network):
            let key = network.version == .v4 ? "DestinationCidrBlock" : "DestinationIpv6CidrBlock"
            members.append((key, .text(network.description)))
        case .prefixList(let id): members.append(("DestinationPrefixListId", text(id)))
        case .unknown: break
        }
        if let member = Self.member(of: route.target.kind) {
            members.append((member, route.target.kind == .local ? .text("local") : text(route.target.id)))
        }
        if let origin = route.origin.word { members.append(("Origin", .text(origin))) }
        if let state = route.state.word { members.append(("State", .text(state))) }
        if !route.firewall.isNone { members.append(("IgwFirewall", object([("FirewallArn", text(route.firewall))]))) }
        return object(members)
    }

    private static func member(of kind: RouteTarget.Kind) -> String? {
        switch kind {
        case .local, .internetGateway, .virtualPrivateGateway, .vpcEndpoint, .unknown: "GatewayId"
        case .natGateway: "NatGatewayId"
        case .transitGateway: "TransitGatewayId"
        case .peeringConnection: "VpcPeeringConnectionId"
        case .networkInterface: "NetworkInterfaceId"
        case .instance: "InstanceId"
        case .egressOnlyInternetGateway: "EgressOnlyInternetGatewayId"
        case .localGateway: "LocalGatewayId"
        case .carrierGateway: "CarrierGatewayId"
        case .coreNetwork: "CoreNetworkArn"
        case .odbNetwork: "OdbNetworkArn"
        case .none: nil
        }
    }

    // MARK: Network ACLs

    private func acl(_ acl: NetworkACL) -> Tree {
        var members: [(String, Tree)] = [
            ("NetworkAclId", text(acl.id)), ("VpcId", text(acl.vpc)), ("OwnerId", text(acl.owner)),
            ("IsDefault", .boolean(acl.isDefault)), ("Tags", nameTag(acl.name)),
        ]
        if acl.associationKnowledge.isComplete {
            members.append(("Associations", .list(acl.subnets.map { object([("SubnetId", text($0))]) })))
        }
        if acl.knowledge(.ingress) != .partial(.member) {
            let last = Direction.allCases.filter { acl.knowledge($0).isComplete }.map { direction in
                NetworkACLEntry(number: NetworkACLEntry.lastNumber, direction, .deny, .all, .everything(.v4))
            }
            // An entry without a direction says that some entry is not told.
            let untold: [Tree] = acl.entryKnowledge.contains(.partial(.element)) ? [object([])] : []
            members.append(("Entries", .list((acl.entries + last).map(entry) + untold)))
        }
        return object(members)
    }

    private func entry(_ entry: NetworkACLEntry) -> Tree {
        var members: [(String, Tree)] = [("Egress", .boolean(entry.direction == .egress))]
        if let number = entry.number { members.append(("RuleNumber", .number("\(number)"))) }
        if let action = entry.action { members.append(("RuleAction", .text(action.word))) }
        if let network = entry.network {
            members.append((network.version == .v4 ? "CidrBlock" : "Ipv6CidrBlock", .text(network.description)))
        }
        guard let traffic = entry.traffic else { return object(members) }
        members.append(("Protocol", .text("\(traffic.ipProtocol.number)")))
        func range(_ first: String, _ last: String) -> Tree {
            object([(first, .number("\(traffic.from)")), (last, .number("\(traffic.to)"))])
        }
        if traffic.ipProtocol.hasPorts { members.append(("PortRange", range("From", "To"))) }
        if traffic.ipProtocol.isICMP { members.append(("IcmpTypeCode", range("Type", "Code"))) }
        return object(members)
    }

    // MARK: Gateways and addresses

    private func gateways(
        _ call: String, _ name: String, _ kind: Gateway.Kind, _ listing: NetworkListing.Kind
    ) -> Snapshot.Document {
        let all = topology.gateways.filter { $0.kind == kind }.map { gateway in
            var members: [(String, Tree)] = [
                (name + "Id", text(gateway.id)), ("OwnerId", text(gateway.owner)), ("Tags", nameTag(gateway.name)),
            ]
            if let attachments = gateway.attachments {
                let list = attachments.map { object([("VpcId", text($0.vpc)), ("State", text($0.state.text))]) }
                members.append(("Attachments", .list(list)))
            }
            return object(members)
        }
        return document(call, name + "s", all, more(listing))
    }

    private func nat(_ gateway: NatGateway) -> Tree {
        let addresses = gateway.addresses.map { address in
            object([
                ("PrivateIp", .text(address.privateAddress?.description ?? "")),
                ("PublicIp", .text(address.publicAddress?.description ?? "")),
                ("NetworkInterfaceId", text(address.interface)), ("AvailabilityZone", text(address.zone)),
                ("IsPrimary", .boolean(address.isPrimary)), ("Status", text(address.state.text)),
            ])
        }
        return object([
            ("NatGatewayId", text(gateway.id)), ("VpcId", text(gateway.vpc)), ("SubnetId", text(gateway.subnet)),
            ("State", text(gateway.state.text)), ("Tags", nameTag(gateway.name)),
            ("ConnectivityType", .text(gateway.isPrivate == true ? "private" : "public")),
            ("AvailabilityMode", .text(gateway.isRegional == true ? "regional" : "zonal")),
            ("AutoProvisionZones", .text(gateway.provisionsZones.map { $0 ? "enabled" : "disabled" } ?? "")),
            ("RouteTableId", text(gateway.routeTable)),
            ("AttachedAppliances", .list(gateway.hasAppliances ? [object([("Type", .text("network-firewall-proxy"))])] : [])),
            ("NatGatewayAddresses", .list(addresses)),
        ])
    }

    private func address(_ address: PublicAddress) -> Tree {
        object([
            ("PublicIp", .text(address.address.description)), ("AllocationId", text(address.allocation)),
            ("NetworkInterfaceId", text(address.interface)),
            ("PrivateIpAddress", .text(address.privateAddress?.description ?? "")),
        ])
    }

    // MARK: Block Public Access

    private var options: Snapshot.Document? {
        guard let block = topology.accessBlocks.first else { return nil }
        let value = object([
            ("AwsAccountId", text(block.scope.account)), ("AwsRegion", text(block.scope.region)),
            ("InternetGatewayBlockMode", .text(block.mode.word)),
            ("State", .text(block.isChanging ? "update-in-progress" : "update-complete")),
        ])
        return Snapshot.Document(
            call: "ec2 describe-vpc-block-public-access-options",
            output: TreeJSON.bytes(object([("VpcBlockPublicAccessOptions", value)])))
    }

    private func exclusion(_ exclusion: PublicAccessExclusion) -> Tree {
        let state: String =
            switch exclusion.state {
            case .effective: "create-complete"
            case .gone: "delete-complete"
            case .changing: "update-in-progress"
            }
        return object([
            ("ExclusionId", text(exclusion.id)), ("ResourceArn", text(exclusion.resource)),
            ("InternetGatewayExclusionMode", .text(exclusion.mode.word)), ("State", .text(state)),
        ])
    }
}
