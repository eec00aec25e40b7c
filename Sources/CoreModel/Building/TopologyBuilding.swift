/// What the inputs tell of route tables, network ACLs and gateways, until it is settled what is one of them and what it has.
struct TopologyBuilding: Sendable {
    fileprivate(set) var tables: [Told<RouteTable>] = []
    fileprivate(set) var acls: [Told<NetworkACL>] = []
    fileprivate(set) var listings: [NetworkListing] = []
    fileprivate var listingPlaces: [NetworkListing: Int] = [:]
    fileprivate var gatewayPlaces: [TextID: Int] = [:]
    fileprivate var natPlaces: [TextID: Int] = [:]
    fileprivate var addressPlaces: [IPAddress: Int] = [:]
    fileprivate var exclusionPlaces: [TextID: Int] = [:]
}

extension InventoryBuilder {
    /// Adds what a list tells of a route table.
    ///
    /// Route resources and associations add tables of which they tell no more than that: ``ListKnowledge/Lack/owner``, or nothing.
    public mutating func add(_ table: RouteTable, in listing: Listing) {
        topology.tables.append(Told(listing: listing, element: table))
    }

    /// Adds what a list tells of a network ACL; see ``add(_:in:)-(RouteTable,_)``.
    public mutating func add(_ acl: NetworkACL, in listing: Listing) {
        topology.acls.append(Told(listing: listing, element: acl))
    }

    /// Adds a gateway, or what a further input tells of it.
    public mutating func add(_ gateway: Gateway) {
        Self.add(gateway, at: gateway.id, to: &inventory.topology.gateways, &topology.gatewayPlaces) { $0.merge($1) }
    }

    /// Adds a NAT gateway, or what a further input tells of it.
    public mutating func add(_ gateway: NatGateway) {
        Self.add(gateway, at: gateway.id, to: &inventory.topology.natGateways, &topology.natPlaces) { $0.merge($1) }
    }

    /// Adds a public address, or what a further input tells of it.
    public mutating func add(_ address: PublicAddress) {
        Self.add(address, at: address.address, to: &inventory.topology.publicAddresses, &topology.addressPlaces) { $0.merge($1) }
    }

    /// Adds an exclusion from Block Public Access; of one that is known the later counts.
    public mutating func add(_ exclusion: PublicAccessExclusion) {
        Self.add(exclusion, at: exclusion.id, to: &inventory.topology.accessExclusions, &topology.exclusionPlaces) { $0 = $1 }
    }

    /// Adds Block Public Access of an account and region; of one that is known the later counts.
    public mutating func add(_ block: PublicAccessBlock) {
        if let place = inventory.topology.accessBlocks.firstIndex(where: { $0.scope == block.scope }) {
            inventory.topology.accessBlocks[place] = block
        } else {
            inventory.topology.accessBlocks.append(block)
        }
    }

    /// Says that things of a kind were listed.
    ///
    /// `file` is the one that the listing was read from: where nothing tells its account, the groups of its folder may.
    public mutating func note(_ listing: NetworkListing, file: String) {
        var listing = listing
        listing.folder = NetworkListing.folder(ofFile: file)
        // Of listings that differ in nothing but what they are of, one says it all.
        var key = listing
        key.vpcs = []
        if let place = topology.listingPlaces[key] {
            topology.listings[place].vpcs.formUnion(listing.vpcs)
        } else {
            topology.listingPlaces[key] = topology.listings.count
            topology.listings.append(listing)
        }
    }

    private static func add<Element, Key: Hashable>(
        _ element: Element, at key: Key, to list: inout [Element], _ places: inout [Key: Int],
        merge: (inout Element, Element) -> Void
    ) {
        if let place = places[key] {
            merge(&list[place], element)
        } else {
            places[key] = list.count
            list.append(element)
        }
    }

    // MARK: Settling

    /// Settles which tables and ACLs there are and what they have, and whose the listings are.
    mutating func finishTopology() {
        let vpcs = Dictionary(inventory.subnets.filter { !$0.vpc.isNone }.map { ($0.id, $0.vpc) }) { first, _ in first }
        inventory.topology.routeTables = settled(topology.tables, vpcsOfSubnets: vpcs)
        inventory.topology.networkACLs = settled(topology.acls, vpcsOfSubnets: vpcs)
        inventory.topology.listings = listings(topology.listings)
        for acl in inventory.topology.networkACLs where acl.lacksSomething {
            inventory.topology.note(
                "\(inventory.texts[acl.id]) has an entry without a number, a direction, an action, a protocol or a CIDR: "
                    + "what rests on it depends")
        }
        noteDoubles(inventory.topology.routeTables.flatMap(\.subnets), "route tables")
        noteDoubles(inventory.topology.networkACLs.flatMap(\.subnets), "network ACLs")
    }

    private mutating func noteDoubles(_ subnets: [TextID], _ kind: String) {
        for subnet in subnets.repeated {
            inventory.topology.note(
                "\(inventory.texts[subnet]) is associated with several \(kind): which of them it uses is not known")
        }
    }
}
