import CoreModel

/// Something of the network that stops packets which somebody meant to pass, or that no packet needs.
///
/// Each is a fact that ways prove: without it they change, or do not, as its case says.
public enum NetworkFinding: Hashable, Sendable {
    /// Entries of an ACL before this one decide over everything that it matches, by their places: without it no way changes.
    case unreachedEntry(NetworkACLIndex, entry: Int, by: [Int])
    /// An ACL lets this in, or out, and nothing of what answers it out, or in: no connection by it comes to anything.
    case unansweredEntry(NetworkACLIndex, entry: Int)
    /// An ACL lets IPv4 through in these directions and no IPv6, although subnets that use it have IPv6 addresses.
    case withoutIPv6(NetworkACLIndex, [Direction], subnets: [TextID])
    /// The ACL of a subnet lets nothing through in these directions, so that it has no connection with anything outside of it; whether an
    /// interface stands in it, nil where that is not told.
    case closedSubnet(TextID, NetworkACLIndex, [Direction], isUsed: Bool?)
    /// ACLs at the subnets of all members of its group let nothing of a rule pass, or nothing of what answers it, but within a subnet.
    case cutRule(RuleIndex, by: [NetworkACLIndex])
    /// A rule names a group whose members are in other VPCs, and on no way between them is the sender seen with its groups.
    case lostReference(RuleIndex, over: [TextID])
    /// A route of a VPC's table drops what it is for. The subnets that use the table, and the route that would come next.
    case blackhole(RouteTableIndex, route: Int, subnets: [TextID], next: Int?)
    /// A route of a transit gateway's table drops what it is for.
    case transitBlackhole(TransitGatewayTableIndex, route: Int)
    /// Subnets in other zones send to a NAT gateway: what stops its zone stops them.
    case distantNat(NatGatewayIndex, zone: TextID, subnets: [TextID])
    /// Packets from one VPC get to the other over a peering connection or a transit gateway, and no answer gets back; what drops it.
    case oneWay(RouteTarget, from: TextID, to: TextID, at: TextID)
    /// Subnets whose table leads to an internet gateway.
    case publicSubnets(RouteTableIndex, route: Int, subnets: [TextID])
    /// No route leads to a gateway, or it is attached to nothing: no way needs it.
    case unusedGateway(Unused)

    /// A gateway that no way needs.
    public enum Unused: Hashable, Sendable {
        /// No route leads to a NAT gateway.
        case nat(NatGatewayIndex)
        /// No route leads to a gateway, nor does it bring routes.
        case gateway(GatewayIndex)
        /// A gateway is attached to no VPC.
        case detached(GatewayIndex)
    }
}

extension Analyzer {
    /// What is wrong with the network, as far as listings tell: where absence is the evidence, only where all is listed.
    ///
    /// Complexity: linear in subnets, tables and entries, quadratic in the entries of one ACL; a look at the subnets of its group's
    /// members for each rule where ACLs stop something; a few walks for each two tables that peering connections or transit gateways join.
    public func networkFindings() -> [NetworkFinding] {
        let uses = SubnetUses(walker.value.index)
        let acls = ACLFindings(uses: uses)
        let routes = RouteFindings(uses: uses)
        return acls.findings() + RuleCuts(uses: uses, acls: acls).findings()
            + LostReferences(walker: walker.value, uses: uses).findings() + routes.findings()
            + OneWayRoutes(walker: walker.value, uses: uses).findings()
    }
}

/// Which table and which ACL every loaded subnet uses, and what stands in it.
struct SubnetUses: Sendable {
    let index: WayIndex
    /// The subnets in which layers are looked at, by place in the inventory.
    let subnets: [Subnet]
    /// The table of each; nil where it is not told, or where routes are not looked at.
    let tables: [TextID: RouteTableIndex]
    /// The ACL of each, likewise.
    let acls: [TextID: NetworkACLIndex]
    /// The subnets of each table and ACL, in order.
    let ofTable: [RouteTableIndex: [TextID]]
    let ofACL: [NetworkACLIndex: [TextID]]
    /// The interfaces of each subnet.
    let interfaces: [TextID: [InterfaceIndex]]

    var inventory: Inventory { index.inventory }

    init(_ index: WayIndex) {
        self.index = index
        var tables: [TextID: RouteTableIndex] = [:]
        var acls: [TextID: NetworkACLIndex] = [:]
        var (ofTable, ofACL): ([RouteTableIndex: [TextID]], [NetworkACLIndex: [TextID]]) = ([:], [:])
        subnets = index.inventory.subnets.filter { !$0.vpc.isNone && index.looksAtNetwork($0.vpc) }
        for subnet in subnets {
            if index.looksAtRoutes(subnet.vpc), case .one(let table) = index.table(ofSubnet: subnet.id, subnet.vpc) {
                tables[subnet.id] = table
                ofTable[table, default: []].append(subnet.id)
            }
            if index.looksAtACLs(subnet.vpc), case .one(let acl) = index.acl(ofSubnet: subnet.id, subnet.vpc) {
                acls[subnet.id] = acl
                ofACL[acl, default: []].append(subnet.id)
            }
        }
        var interfaces: [TextID: [InterfaceIndex]] = [:]
        for (place, interface) in index.inventory.interfaces.enumerated() where !interface.subnet.isNone {
            interfaces[interface.subnet, default: []].append(InterfaceIndex(place))
        }
        (self.tables, self.acls, self.ofTable, self.ofACL, self.interfaces) = (tables, acls, ofTable, ofACL, interfaces)
    }

    /// The addresses of a subnet in a family.
    func addresses(_ subnet: TextID, _ version: IPVersion) -> AddressSet {
        AddressSet((index.subnet(subnet)?.networks ?? []).filter { $0.version == version }.map(\.range))
    }
}
