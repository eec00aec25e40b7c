/// A thing of an inventory of which several inputs may tell.
protocol Mergeable {
    var id: TextID { get }

    /// Fills in what another input knows of the same thing.
    mutating func merge(_ other: Self)
}

extension TextID {
    /// Takes a text where none was known.
    mutating func fill(_ other: TextID) {
        if isNone { self = other }
    }
}

extension Array where Element: Equatable {
    /// Adds what it does not have yet, in order.
    mutating func take(_ others: [Element]) { self += others.filter { !contains($0) } }
}

extension Instance: Mergeable {
    mutating func merge(_ other: Instance) {
        name.fill(other.name)
        vpc.fill(other.vpc)
        platform = platform ?? other.platform
    }
}

extension Vpc: Mergeable {
    mutating func merge(_ other: Vpc) {
        name.fill(other.name)
        owner.fill(other.owner)
        region.fill(other.region)
        networks.take(other.networks)
        openFamilies.formUnion(other.openFamilies)
        privateBlocks.take(other.privateBlocks)
        blockMode = other.blockMode ?? blockMode
        hasFirewall = hasFirewall || other.hasFirewall
    }
}

extension Subnet: Mergeable {
    mutating func merge(_ other: Subnet) {
        name.fill(other.name)
        vpc.fill(other.vpc)
        zone.fill(other.zone)
        zoneID.fill(other.zoneID)
        owner.fill(other.owner)
        blockMode = other.blockMode ?? blockMode
        hasFirewall = hasFirewall || other.hasFirewall
        networks.take(other.networks)
        openFamilies.formUnion(other.openFamilies)
    }
}

extension NetworkInterface: Mergeable {
    mutating func merge(_ other: NetworkInterface) {
        privateAddresses.take(other.privateAddresses)
        delegatedPrefixes.take(other.delegatedPrefixes)
        publicAddresses.take(other.publicAddresses)
        automaticAddresses.take(other.automaticAddresses)
        if !other.groups.isEmpty { groups = other.groups }
        subnet.fill(other.subnet)
        vpc.fill(other.vpc)
        owner.fill(other.owner)
        instance.fill(other.instance)
        description.fill(other.description)
        name.fill(other.name)
        if attachment.kind == .unknown { attachment = other.attachment }
        addressesAreKnown = addressesAreKnown || other.addressesAreKnown
        openFamilies.formUnion(other.openFamilies)
        publicAssociations.take(other.publicAssociations)
        publicAddressesAreKnown = publicAddressesAreKnown || other.publicAddressesAreKnown
        checksSourceDestination = other.checksSourceDestination ?? checksSourceDestination
        type.fill(other.type)
        deniesGatewayTraffic = other.deniesGatewayTraffic ?? deniesGatewayTraffic
    }
}
