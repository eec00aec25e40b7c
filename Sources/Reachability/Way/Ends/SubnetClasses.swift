import CoreModel

/// Which subnets nothing on a way tells apart but the addresses in them.
///
/// In one class are subnets of one VPC and zone whose tables have the same routes and whose network ACLs the same entries, with nothing in
/// them that a packet may pass on its way elsewhere. Complexity: linear in subnets, routes and entries.
struct SubnetClasses: Sendable {
    private let classes: [TextID: Int]

    /// The class of a loaded subnet; nil of any other.
    subscript(subnet: TextID) -> Int? { classes[subnet] }

    init(_ index: WayIndex) {
        let (inventory, topology) = (index.inventory, index.inventory.topology)
        let passed = Self.passed(index)
        var (tables, acls, numbers): ([RouteTable: Int], [NetworkACL: Int], [Key: Int]) = ([:], [:], [:])
        let tableClasses = topology.routeTables.map { tables.number($0.content) }
        let aclClasses = topology.networkACLs.map { acls.number($0.content) }
        var classes: [TextID: Int] = [:]
        for subnet in inventory.subnets {
            var key = Key(subnet: subnet.content, versions: Set(subnet.networks.map(\.version)))
            if case .one(let table) = index.table(ofSubnet: subnet.id, subnet.vpc) { key.table = tableClasses[Int(table.number)] }
            if case .one(let acl) = index.acl(ofSubnet: subnet.id, subnet.vpc) { key.acl = aclClasses[Int(acl.number)] }
            if passed.contains(subnet.id) { key.own = subnet.id }
            classes[subnet.id] = numbers.number(key)
        }
        self.classes = classes
    }

    private struct Key: Hashable {
        var subnet: Subnet
        var versions: Set<IPVersion>
        /// The class of its table, and of its ACL; nil where none is known to be its own.
        var table: Int?
        var acl: Int?
        /// The subnet itself, where something in it tells it apart.
        var own: TextID = .none
    }

    /// The subnets with something in them that packets may pass on their way elsewhere.
    private static func passed(_ index: WayIndex) -> Set<TextID> {
        let (inventory, topology) = (index.inventory, index.inventory.topology)
        var subnets = Set(topology.natGateways.map(\.subnet))
        for target in Set(topology.routeTables.flatMap(\.routes).map(\.target)) {
            subnets.formUnion(
                index.interfaces(of: target).compactMap { interface in
                    index.subnet(
                        of: .interface(interface, inventory[interface].privateAddresses.first ?? IPAddress(.v4, bits: 0)))
                })
        }
        for attachment in topology.transitGatewayAttachments { subnets.formUnion(attachment.subnets ?? []) }
        for endpoint in topology.endpoints { subnets.formUnion(endpoint.subnets) }
        for firewall in topology.firewalls { subnets.formUnion(firewall.subnets) }
        for balancer in topology.loadBalancers { subnets.formUnion(balancer.subnets) }
        let special = inventory.interfaces.filter { !["", "interface"].contains(inventory[$0.type]) }
        return subnets.union(special.map(\.subnet))
    }
}

extension Subnet {
    /// It without what no packet meets: its id, its name, its blocks.
    fileprivate var content: Subnet {
        var content = self
        (content.id, content.name, content.networks) = (.none, .none, [])
        return content
    }
}

extension RouteTable {
    fileprivate var content: RouteTable {
        var content = self
        (content.id, content.name, content.isMain, content.subnets, content.gateways) = (.none, .none, false, [], [])
        content.terraformStyle = .none
        return content
    }
}

extension NetworkACL {
    fileprivate var content: NetworkACL {
        var content = self
        (content.id, content.name, content.isDefault, content.subnets) = (.none, .none, false, [])
        content.terraformStyle = .none
        return content
    }
}
