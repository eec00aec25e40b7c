/// What carries and filters packets between interfaces: route tables, network ACLs, gateways, public addresses, Block Public Access.
///
/// Everything names subnets, VPCs and interfaces by their ids, whether or not these are in the inventory.
public struct Topology: Sendable {
    /// Route tables, in the order of first appearance; also those that only a route resource or an association names.
    public internal(set) var routeTables: [RouteTable] = []
    /// Network ACLs, likewise.
    public internal(set) var networkACLs: [NetworkACL] = []
    /// Internet gateways and egress-only internet gateways.
    public internal(set) var gateways: [Gateway] = []
    /// NAT gateways.
    public internal(set) var natGateways: [NatGateway] = []
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

    /// A gateway.
    public subscript(index: GatewayIndex) -> Gateway { gateways[Int(index.number)] }

    /// A NAT gateway.
    public subscript(index: NatGatewayIndex) -> NatGateway { natGateways[Int(index.number)] }
}
