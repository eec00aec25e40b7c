import CoreModel

extension Analyzer {
    /// Whether an input tells anything by which another layer than the groups may be looked at.
    public var mayLookAtNetwork: Bool { inventory.topology.tellsLayers }

    /// The layers that are looked at in a VPC; load balancers, which are looked at one by one, are not among them.
    public func layers(ofVpc vpc: TextID) -> Set<Layer> {
        let index = walker.value.index
        var layers: Set<Layer> = [.securityGroups]
        if index.looksAtACLs(vpc) { layers.insert(.networkACLs) }
        if index.looksAtRoutes(vpc) { layers.insert(.routes) }
        if index.looksAtPublicAccess(vpc), index.looksAtRoutes(vpc) { layers.insert(.publicAccess) }
        return layers
    }
}

extension Analyzer {
    /// The VPC of a subnet, also of one that only other things name; nil where nothing tells it.
    public func vpc(ofSubnet subnet: TextID) -> TextID? { walker.value.index.vpc(ofSubnet: subnet) }

    /// The route table that a subnet uses: its own, else its VPC's main one; nil where the input does not tell it, or no route of its VPC
    /// is looked at.
    public func routeTable(ofSubnet subnet: TextID) -> RouteTableIndex? {
        let index = walker.value.index
        guard let vpc = index.vpc(ofSubnet: subnet), index.looksAtRoutes(vpc),
            case .one(let table) = index.table(ofSubnet: subnet, vpc)
        else { return nil }
        return table
    }

    /// The network ACL that a subnet uses: its own, else its VPC's default one; nil as for tables.
    public func networkACL(ofSubnet subnet: TextID) -> NetworkACLIndex? {
        let index = walker.value.index
        guard let vpc = index.vpc(ofSubnet: subnet), index.looksAtACLs(vpc),
            case .one(let acl) = index.acl(ofSubnet: subnet, vpc)
        else { return nil }
        return acl
    }
}
