import CoreModel

/// Peerings, VPN edges, endpoints and firewalls in the shapes of the AWS command line, for ``Snapshot/redacted()``.
extension InventoryDocuments {
    private var topology: Topology { inventory.topology }

    var peerings: Snapshot.Document {
        func side(_ side: PeeredVpc) -> Tree {
            func blocks(_ version: IPVersion, _ member: String) -> Tree {
                let own = side.networks.filter { $0.version == version }
                return .list(own.map { object([(member, .text($0.description))]) })
            }
            return object([
                ("VpcId", text(side.vpc)), ("OwnerId", text(side.owner)), ("Region", text(side.region)),
                ("CidrBlockSet", blocks(.v4, "CidrBlock")), ("Ipv6CidrBlockSet", blocks(.v6, "Ipv6CidrBlock")),
            ])
        }
        let all = topology.peeringConnections.map { connection in
            object([
                ("VpcPeeringConnectionId", text(connection.id)), ("Tags", nameTag(connection.name)),
                ("Status", object([("Code", text(connection.state.text))])), ("RequesterVpcInfo", side(connection.requester)),
                ("AccepterVpcInfo", side(connection.accepter)),
            ])
        }
        return document(
            "ec2 describe-vpc-peering-connections", "VpcPeeringConnections", all, more(.peeringConnections))
    }

    var vpnGateways: Snapshot.Document {
        let all = topology.gateways.filter { $0.kind == .virtualPrivate }.map { gateway in
            var members = [
                ("VpnGatewayId", text(gateway.id)), ("OwnerId", text(gateway.owner)), ("Tags", nameTag(gateway.name)),
            ]
            if let attachments = gateway.attachments {
                let list = attachments.map { object([("VpcId", text($0.vpc)), ("State", text($0.state.text))]) }
                members.append(("VpcAttachments", .list(list)))
            }
            return object(members)
        }
        return document("ec2 describe-vpn-gateways", "VpnGateways", all, more(.vpnGateways))
    }

    var vpnConnections: Snapshot.Document {
        let all = topology.vpnConnections.map { connection in
            // The id of a redacted gateway tells its kind no longer where the input's did not.
            let isTransit = topology.transitGateways.contains { $0.id == connection.gateway }
            return object([
                ("VpnConnectionId", text(connection.id)),
                (isTransit ? "TransitGatewayId" : "VpnGatewayId", text(connection.gateway)),
                ("CustomerGatewayId", text(connection.customerGateway)), ("State", text(connection.state.text)),
                ("Options", object([("StaticRoutesOnly", connection.isStatic.map(Tree.boolean) ?? .text(""))])),
                (
                    "Routes",
                    .list(connection.networks.map { object([("DestinationCidrBlock", .text($0.description))]) })
                ), ("VgwTelemetry", .list(connection.tunnels.map { object([("Status", .text($0 ? "UP" : "DOWN"))]) })),
                ("Tags", nameTag(connection.name)),
            ])
        }
        return document("ec2 describe-vpn-connections", "VpnConnections", all, more(.vpnConnections))
    }

    var customerGateways: Snapshot.Document {
        let all = topology.customerGateways.map { gateway in
            object([
                ("CustomerGatewayId", text(gateway.id)), ("IpAddress", text(gateway.address)), ("Tags", nameTag(gateway.name)),
            ])
        }
        return document("ec2 describe-customer-gateways", "CustomerGateways", all, more(.customerGateways))
    }

    /// The listing of Direct Connect gateways, and of each with associations those.
    var directConnectGateways: [Snapshot.Document] {
        let all = topology.directConnectGateways.map { gateway in
            object([("directConnectGatewayId", text(gateway.id)), ("directConnectGatewayName", text(gateway.name))])
        }
        let isPart = !more(.directConnectGateways).isEmpty
        let listing = document(
            "directconnect describe-direct-connect-gateways", "directConnectGateways", all,
            isPart ? [("nextToken", .text("more"))] : [])
        let associations = topology.directConnectGateways.filter { !$0.associations.isEmpty }.map { gateway in
            let elements = gateway.associations.map { association in
                object([
                    ("directConnectGatewayId", text(gateway.id)), ("associationState", text(association.state.text)),
                    ("associatedGateway", object([("id", text(association.attachment))])),
                ])
            }
            var own = document(
                "directconnect describe-direct-connect-gateway-associations", "directConnectGatewayAssociations", elements)
            own.id = inventory[gateway.id]
            return own
        }
        return [listing] + associations
    }

    var endpoints: Snapshot.Document {
        let all = topology.endpoints.map { endpoint in
            let policy = endpoint.restricts.map { restricts in
                restricts
                    ? #"{"Statement":[]}"#
                    : #"{"Statement":[{"Action":"*","Effect":"Allow","Principal":"*","Resource":"*"}]}"#
            }
            return object([
                ("VpcEndpointId", text(endpoint.id)), ("VpcEndpointType", .text(endpoint.kind.word ?? "")),
                ("VpcId", text(endpoint.vpc)), ("OwnerId", text(endpoint.owner)), ("ServiceName", text(endpoint.service)),
                ("State", text(endpoint.state.text)), ("RouteTableIds", .list(endpoint.routeTables.map(text))),
                ("SubnetIds", .list(endpoint.subnets.map(text))), ("NetworkInterfaceIds", .list(endpoint.interfaces.map(text))),
                ("PolicyDocument", .text(policy ?? "")), ("Tags", nameTag(endpoint.name)),
            ])
        }
        return document("ec2 describe-vpc-endpoints", "VpcEndpoints", all, more(.endpoints))
    }

    /// The listing of firewalls, and of each what is told beside its name.
    var firewalls: [Snapshot.Document] {
        let all = topology.firewalls.map { object([("FirewallArn", text($0.id)), ("FirewallName", text($0.name))]) }
        let told = topology.firewalls.filter { !$0.vpc.isNone || !$0.transitGateway.isNone || !$0.endpoints.isEmpty }
        let details = told.map { firewall in
            let members = [
                ("FirewallArn", text(firewall.id)), ("FirewallName", text(firewall.name)), ("VpcId", text(firewall.vpc)),
                ("TransitGatewayId", text(firewall.transitGateway)),
                ("SubnetMappings", .list(firewall.subnets.map { object([("SubnetId", text($0))]) })),
            ]
            let states = firewall.endpoints.enumerated().map { number, endpoint in
                ("zone \(number + 1)", object([("Attachment", object([("EndpointId", text(endpoint))]))]))
            }
            return Snapshot.Document(
                call: "network-firewall describe-firewall", id: inventory[firewall.id],
                output: TreeJSON.bytes(
                    object([("Firewall", object(members)), ("FirewallStatus", object([("SyncStates", object(states))]))])))
        }
        return [document("network-firewall list-firewalls", "Firewalls", all, more(.firewalls))] + details
    }
}
