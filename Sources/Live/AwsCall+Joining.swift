extension AwsCall {
    /// What joins VPCs with each other and with the world beside the internet.
    static let joining: [AwsCall] = [
        ec2("describe-vpc-peering-connections", "ec2:DescribeVpcPeeringConnections", "VpcPeeringConnections"),
        ec2("describe-transit-gateways", "ec2:DescribeTransitGateways", "TransitGateways"),
        ec2("describe-transit-gateway-attachments", "ec2:DescribeTransitGatewayAttachments", "TransitGatewayAttachments"),
        ec2(
            "describe-transit-gateway-vpc-attachments", "ec2:DescribeTransitGatewayVpcAttachments",
            "TransitGatewayVpcAttachments"),
        ec2(
            "describe-transit-gateway-peering-attachments", "ec2:DescribeTransitGatewayPeeringAttachments",
            "TransitGatewayPeeringAttachments"),
        transitGatewayTables,
        ec2("describe-vpn-gateways", "ec2:DescribeVpnGateways", "VpnGateways"),
        // The configuration of the customer's router and the keys of the tunnels are secrets: they are never asked for.
        ec2(
            "describe-vpn-connections", "ec2:DescribeVpnConnections", "VpnConnections",
            [
                "--query",
                "{VpnConnections: VpnConnections[].{\(vpnConnection), Options: Options.{\(kept("StaticRoutesOnly"))}, "
                    + "VgwTelemetry: VgwTelemetry[].{\(kept("Status"))}}}",
            ]),
        ec2("describe-customer-gateways", "ec2:DescribeCustomerGateways", "CustomerGateways"),
        directConnectGateways,
        ec2("describe-vpc-endpoints", "ec2:DescribeVpcEndpoints", "VpcEndpoints"),
        ec2("describe-prefix-lists", "ec2:DescribePrefixLists", "PrefixLists"),
        firewalls,
    ]

    private static func ec2(_ operation: String, _ action: String, _ list: String, _ arguments: [String] = []) -> AwsCall {
        AwsCall(service: "ec2", operation: operation, action: action, list: list, arguments: arguments)
    }

    private static let vpnConnection = kept(
        "VpnConnectionId", "VpnGatewayId", "TransitGatewayId", "VpnConcentratorId", "CoreNetworkArn", "CustomerGatewayId",
        "State",
        "Routes", "Tags")

    private static let transitGatewayTables = ec2(
        "describe-transit-gateway-route-tables", "ec2:DescribeTransitGatewayRouteTables", "TransitGatewayRouteTables")
    private static let directConnectGateways = AwsCall(
        service: "directconnect", operation: "describe-direct-connect-gateways",
        action: "directconnect:DescribeDirectConnectGateways", list: "directConnectGateways")
    private static let firewalls = AwsCall(
        service: "network-firewall", operation: "list-firewalls", action: "network-firewall:ListFirewalls", list: "Firewalls")

    /// The calls that are about one thing of an earlier answer.
    private static let tableParts = [
        // A search needs a filter, and this one lets everything through.
        ec2(
            "search-transit-gateway-routes", "ec2:SearchTransitGatewayRoutes", "Routes",
            ["--filters", "Name=state,Values=active,blackhole"]),
        ec2(
            "get-transit-gateway-route-table-associations", "ec2:GetTransitGatewayRouteTableAssociations", "Associations"),
        ec2(
            "get-transit-gateway-route-table-propagations", "ec2:GetTransitGatewayRouteTablePropagations",
            "TransitGatewayRouteTablePropagations"),
    ]
    private static let directConnectAssociations = AwsCall(
        service: "directconnect", operation: "describe-direct-connect-gateway-associations",
        action: "directconnect:DescribeDirectConnectGatewayAssociations", list: "directConnectGatewayAssociations")
    private static let firewall = AwsCall(
        service: "network-firewall", operation: "describe-firewall", action: "network-firewall:DescribeFirewall",
        list: "Firewall", isObject: true)

    /// The calls that an answer about what joins VPCs makes possible.
    func nextOfJoining(after answer: (_ key: String?) -> [String]) -> [AwsCall] {
        switch self {
        case Self.transitGatewayTables:
            answer("TransitGatewayRouteTableId").flatMap { table in
                Self.tableParts.map { $0.about(table, ["--transit-gateway-route-table-id", table] + $0.arguments) }
            }
        case Self.directConnectGateways:
            answer("directConnectGatewayId").map {
                Self.directConnectAssociations.about($0, ["--direct-connect-gateway-id", $0])
            }
        case Self.firewalls: answer("FirewallArn").map { Self.firewall.about($0, ["--firewall-arn", $0]) }
        default: []
        }
    }
}
