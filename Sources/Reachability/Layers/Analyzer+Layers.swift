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
