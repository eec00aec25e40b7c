/// What carries and filters packets between interfaces: route tables, network ACLs, gateways of every kind, endpoints,
/// public addresses, Block Public Access.
///
/// Everything names subnets, VPCs and interfaces by their ids, whether or not these are in the inventory.
public struct Topology: Hashable, Sendable {
    /// Route tables, in the order of first appearance; also those that only a route resource or an association names.
    public internal(set) var routeTables: [RouteTable] = []
    /// Network ACLs, likewise.
    public internal(set) var networkACLs: [NetworkACL] = []
    /// Internet gateways, egress-only internet gateways and virtual private gateways.
    public internal(set) var gateways: [Gateway] = []
    /// NAT gateways.
    public internal(set) var natGateways: [NatGateway] = []
    /// VPC peering connections.
    public internal(set) var peeringConnections: [PeeringConnection] = []
    /// Transit gateways.
    public internal(set) var transitGateways: [TransitGateway] = []
    /// What is attached to transit gateways; one that joins two of them is there for each.
    public internal(set) var transitGatewayAttachments: [TransitGatewayAttachment] = []
    /// Route tables of transit gateways.
    public internal(set) var transitGatewayTables: [TransitGatewayTable] = []
    /// Site-to-Site VPN connections.
    public internal(set) var vpnConnections: [VpnConnection] = []
    /// Customer gateways.
    public internal(set) var customerGateways: [CustomerGateway] = []
    /// Direct Connect gateways.
    public internal(set) var directConnectGateways: [DirectConnectGateway] = []
    /// VPC endpoints of every type.
    public internal(set) var endpoints: [VpcEndpoint] = []
    /// Firewalls of AWS Network Firewall.
    public internal(set) var firewalls: [NetworkFirewall] = []
    /// Load balancers of either generation.
    public internal(set) var loadBalancers: [LoadBalancer] = []
    /// What load balancers send to.
    public internal(set) var targetGroups: [TargetGroup] = []
    /// Elastic and other public addresses that a listing of addresses tells.
    public internal(set) var publicAddresses: [PublicAddress] = []
    /// Block Public Access of accounts, by region.
    public internal(set) var accessBlocks: [PublicAccessBlock] = []
    /// What is excluded from Block Public Access.
    public internal(set) var accessExclusions: [PublicAccessExclusion] = []
    /// What was listed, and what of it is complete.
    public internal(set) var listings: [NetworkListing] = []

    /// What is to be known of it where an answer looks at it: differing copies, replaced lists, what cannot be placed.
    public internal(set) var notices: [String] = []

    /// A topology of which nothing is known.
    init() {}

    /// Keeps a sentence for the reader of the answers that look at it.
    mutating func note(_ sentence: String) {
        if !notices.contains(sentence) { notices.append(sentence) }
    }

    /// A route table.
    public subscript(index: RouteTableIndex) -> RouteTable { routeTables[Int(index.number)] }

    /// A network ACL.
    public subscript(index: NetworkACLIndex) -> NetworkACL { networkACLs[Int(index.number)] }

    /// A route table of a transit gateway.
    public subscript(index: TransitGatewayTableIndex) -> TransitGatewayTable { transitGatewayTables[Int(index.number)] }

    /// An attachment of a transit gateway.
    public subscript(index: TransitGatewayAttachmentIndex) -> TransitGatewayAttachment {
        transitGatewayAttachments[Int(index.number)]
    }

    /// A load balancer.
    public subscript(index: LoadBalancerIndex) -> LoadBalancer { loadBalancers[Int(index.number)] }

    /// A gateway.
    public subscript(index: GatewayIndex) -> Gateway { gateways[Int(index.number)] }

    /// A NAT gateway.
    public subscript(index: NatGatewayIndex) -> NatGateway { natGateways[Int(index.number)] }
}
