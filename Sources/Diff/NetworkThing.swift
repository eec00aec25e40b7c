extension InventoryDiff {
    /// What a thing of the network is, in AWS's words.
    public enum NetworkThing: String, Hashable, Sendable {
        case routeTable = "route-table"
        case networkACL = "network-acl"
        case internetGateway = "internet-gateway"
        case egressOnlyInternetGateway = "egress-only-internet-gateway"
        case vpnGateway = "vpn-gateway"
        case natGateway = "nat-gateway"
        case vpc
        case subnet
        case networkInterface = "network-interface"
        case publicAccess = "public-access"
        case publicAccessExclusion = "public-access-exclusion"
        case loadBalancer = "load-balancer"
        case targetGroup = "target-group"
        case peeringConnection = "vpc-peering-connection"
        case vpnConnection = "vpn-connection"
        case transitGateway = "transit-gateway"
        case transitGatewayAttachment = "transit-gateway-attachment"
        case transitGatewayTable = "transit-gateway-route-table"
        case endpoint = "vpc-endpoint"
        case firewall = "network-firewall"
    }
}
