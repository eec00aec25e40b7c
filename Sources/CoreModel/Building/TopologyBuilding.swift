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
    /// What is told of what joins VPCs to each other and to the rest of the world.
    var joining = JoiningPieces()
}

extension InventoryBuilder {
    /// Adds what a list tells of a route table.
    ///
    /// Route resources and associations add tables of which they tell no more than that: ``ListKnowledge/Lack/owner``, or nothing.
    /// `resource` is the id of the resource that tells it.
    public mutating func add(_ table: RouteTable, in listing: Listing, by resource: TextID = .none) {
        topology.tables.append(Told(listing: listing, element: table, resource: resource))
    }

    /// Adds what a list tells of a network ACL; see ``add(_:in:by:)-(RouteTable,_,_)``.
    public mutating func add(_ acl: NetworkACL, in listing: Listing, by resource: TextID = .none) {
        topology.acls.append(Told(listing: listing, element: acl, resource: resource))
    }

    /// Forgets what states told by resources of some ids: what changes them is read next, and tells which of them still stand.
    ///
    /// What AWS lists stays.
    public mutating func forget(resources ids: some Sequence<String>) {
        let resources = Set(ids.compactMap { inventory.texts.find($0) }).subtracting([.none])
        func isGone(_ listing: Listing, _ resource: TextID) -> Bool { listing.document != nil && resources.contains(resource) }
        topology.tables.removeAll { isGone($0.listing, $0.resource) }
        topology.acls.removeAll { isGone($0.listing, $0.resource) }
        topology.joining.forget(resources)
        // What is attached may be detached by then: whoever knows says so again.
        for place in inventory.topology.gateways.indices where resources.contains(inventory.topology.gateways[place].id) {
            inventory.topology.gateways[place].attachments = nil
        }
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
        placePublicAddresses()
        settleJoining()
        settleTransitGateways()
        for acl in inventory.topology.networkACLs where acl.lacksSomething {
            inventory.topology.note(
                "\(inventory.texts[acl.id]) has an entry without a number, a direction, an action, a protocol or a CIDR: "
                    + "what rests on it depends")
        }
        noteDoubles(inventory.topology.routeTables.flatMap(\.subnets), "route tables")
        noteDoubles(inventory.topology.networkACLs.flatMap(\.subnets), "network ACLs")
    }

    /// Gives interfaces the public addresses that only a listing of addresses tells of them.
    private mutating func placePublicAddresses() {
        let own = inventory.topology.publicAddresses.filter { !$0.interface.isNone }
        if own.isEmpty { return }
        let byInterface = Dictionary(grouping: own, by: \.interface)
        for place in inventory.interfaces.indices {
            for address in byInterface[inventory.interfaces[place].id] ?? [] {
                if inventory.interfaces[place].publicAddresses.contains(address.address) { continue }
                inventory.interfaces[place].publicAddresses.append(address.address)
                guard let privateAddress = address.privateAddress else { continue }
                inventory.interfaces[place].publicAssociations.append(PublicAssociation(privateAddress, address.address))
            }
        }
    }

    private mutating func noteDoubles(_ subnets: [TextID], _ kind: String) {
        for subnet in subnets.repeated {
            inventory.topology.note(
                "\(inventory.texts[subnet]) is associated with several \(kind): which of them it uses is not known")
        }
    }
}
