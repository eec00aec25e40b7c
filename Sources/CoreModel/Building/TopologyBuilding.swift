/// What the inputs tell of route tables, network ACLs and gateways, until it is settled what is one of them and what it has.
struct TopologyBuilding: Sendable {
    /// What one list tells of one table or ACL.
    struct Told<Element: Sendable>: Sendable {
        var listing: Listing
        var element: Element
    }

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
        topology.tables.append(TopologyBuilding.Told(listing: listing, element: table))
    }

    /// Adds what a list tells of a network ACL; see ``add(_:in:)-(RouteTable,_)``.
    public mutating func add(_ acl: NetworkACL, in listing: Listing) {
        topology.acls.append(TopologyBuilding.Told(listing: listing, element: acl))
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
        listing.folder = Self.folder(file)
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

    fileprivate static func folder(_ file: String) -> String {
        file.lastIndex(of: "/").map { String(file[..<$0]) } ?? ""
    }

    // MARK: Settling

    /// Settles which tables and ACLs there are and what they have.
    mutating func finishTopology() {
        finishTables()
        finishACLs()
        finishListings()
    }

    /// Gives each listing without an account the one that all groups of its folder are of.
    private mutating func finishListings() {
        var owners: [String: Set<TextID>] = [:]
        for contribution in contributions where contribution.listing.document == nil && !contribution.group.owner.isNone {
            owners[Self.folder(contribution.listing.file), default: []].insert(contribution.group.owner)
        }
        inventory.topology.listings = topology.listings.map { listing in
            var listing = listing
            if listing.scope.account.isNone, let only = owners[listing.folder], only.count == 1 {
                listing.scope.account = only.first ?? .none
            }
            return listing
        }
        for subnet in inventory.topology.routeTables.flatMap(\.subnets).duplicates {
            inventory.topology.note(
                "\(inventory.texts[subnet]) is associated with several route tables: which of them it uses is not known")
        }
        for subnet in inventory.topology.networkACLs.flatMap(\.subnets).duplicates {
            inventory.topology.note(
                "\(inventory.texts[subnet]) is associated with several network ACLs: which of them it uses is not known")
        }
    }

    private var vpcsOfSubnets: [TextID: TextID] {
        Dictionary(inventory.subnets.filter { !$0.vpc.isNone }.map { ($0.id, $0.vpc) }) { first, _ in first }
    }

    private mutating func finishTables() {
        let vpcs = vpcsOfSubnets
        for (id, told) in Self.byID(topology.tables, \.id) {
            let (kept, replaced) = Self.current(told) { $0.routeKnowledge.isOfOwner }
            var table = RouteTable(id: id)
            for one in kept + replaced { table.fill(one.element) }
            table.merge(kept.map(\.element), copies: Self.copies(kept) { $0.routeKnowledge.isOfOwner })
            let later = Self.later(told) { $0.routeKnowledge.isOfOwner }
            let further = Self.adding(replaced, later, to: kept) { $0.associationKnowledge.isComplete }
            for one in further { table.associate(one.element) }
            for one in later where table.add(openly: one.element.routes) {
                inventory.topology.note(
                    "\(one.listing.file) has a route of \(inventory.texts[id]) that \(kept.last?.listing.file ?? "the table") lacks: "
                        + "what rests on it depends")
            }
            if let first = replaced.first(where: { $0.element.contradicts(table) }), let last = kept.last {
                let text = inventory.texts[id]
                inventory.topology.note(
                    "\(text) is in \(first.listing.file) and in \(last.listing.file): the routes of \(last.listing.file) count")
            }
            if table.routes.contains(where: { $0.doubt == .copies }) {
                inventory.topology.note(
                    "\(inventory.texts[id]) is listed several times with differing routes: what rests on the difference depends")
            }
            table.terraformStyle = Self.terraformStyle(told) { !$0.routes.isEmpty }
            if table.vpc.isNone {
                table.vpc = table.subnets.lazy.compactMap { vpcs[$0] }.first ?? .none
            }
            inventory.topology.routeTables.append(table)
        }
    }

    private mutating func finishACLs() {
        let vpcs = vpcsOfSubnets
        for (id, told) in Self.byID(topology.acls, \.id) {
            let (kept, replaced) = Self.current(told) { acl in acl.entryKnowledge.contains { $0.isOfOwner } }
            var acl = NetworkACL(id: id)
            for one in kept + replaced { acl.fill(one.element) }
            acl.merge(
                kept.map(\.element), copies: Self.copies(kept) { acl in acl.entryKnowledge.contains { $0.isOfOwner } })
            let text = inventory.texts[id]
            let later = Self.later(told) { acl in acl.entryKnowledge.contains { $0.isOfOwner } }
            let further = Self.adding(replaced, later, to: kept) { $0.associationKnowledge.isComplete }
            for one in further { acl.associate(one.element) }
            for one in later where acl.add(openly: one.element.entries) {
                inventory.topology.note(
                    "\(one.listing.file) has an entry of \(text) that \(kept.last?.listing.file ?? "the ACL") lacks: what rests on it "
                        + "depends")
            }
            if let first = replaced.first(where: { $0.element.contradicts(acl) }), let last = kept.last {
                inventory.topology.note(
                    "\(text) is in \(first.listing.file) and in \(last.listing.file): the entries of \(last.listing.file) count")
            }
            if acl.entries.contains(where: { $0.doubt == .copies }) {
                inventory.topology.note(
                    "\(text) has differing entries of one number and direction: what rests on the difference depends")
            }
            let lacksDirection = acl.entryKnowledge.contains(.partial(.element))
            if lacksDirection || acl.entries.contains(where: \.lacksSomething) {
                inventory.topology.note(
                    "\(text) has an entry without a number, a direction, an action, a protocol or a CIDR: what rests on it depends"
                )
            }
            acl.terraformStyle = Self.terraformStyle(told) { !$0.entries.isEmpty }
            if acl.vpc.isNone {
                acl.vpc = acl.subnets.lazy.compactMap { vpcs[$0] }.first ?? .none
            }
            inventory.topology.networkACLs.append(acl)
        }
    }

    /// How the states among what tells of a table or an ACL keep its list: after a refresh inline lists repeat the resources beside it.
    private static func terraformStyle<Element>(
        _ told: [TopologyBuilding.Told<Element>], hasList: (Element) -> Bool
    ) -> TerraformStyle {
        let ofStates = told.filter { $0.listing.manager?.tool == .terraform && hasList($0.element) }
        if ofStates.contains(where: { $0.listing.kind == .ruleResources }) { return .ruleResources }
        return ofStates.isEmpty ? .none : .inlineBlocks
    }

    /// What lists tell of each id, in the order of first appearance.
    private static func byID<Element>(
        _ all: [TopologyBuilding.Told<Element>], _ id: KeyPath<Element, TextID>
    ) -> [(id: TextID, told: [TopologyBuilding.Told<Element>])] {
        var places: [TextID: Int] = [:]
        var result: [(id: TextID, told: [TopologyBuilding.Told<Element>])] = []
        for one in all {
            let key = one.element[keyPath: id]
            if let place = places[key] {
                result[place].told.append(one)
            } else {
                places[key] = result.count
                result.append((key, [one]))
            }
        }
        return result
    }

    /// What counts of one table or ACL: what the last source that describes it tells, and what adds up with that.
    ///
    /// What AWS lists is all there is; what a state or a template describes, resources of other states and templates may add to.
    private static func current<Element>(
        _ all: [TopologyBuilding.Told<Element>], describes: (Element) -> Bool
    ) -> (kept: [TopologyBuilding.Told<Element>], replaced: [TopologyBuilding.Told<Element>]) {
        guard let last = all.last(where: { describes($0.element) })?.listing else { return (all, []) }
        var kept: [TopologyBuilding.Told<Element>] = []
        var replaced: [TopologyBuilding.Told<Element>] = []
        for one in all {
            let isSame = one.listing.isSameSource(as: last) && (last.document != nil || one.listing.argument == last.argument)
            let addsUp = last.document != nil && one.listing.document != nil && !describes(one.element)
            if isSame || addsUp { kept.append(one) } else { replaced.append(one) }
        }
        return (kept, replaced)
    }

    /// What further sources tell after the last one that describes a table or an ACL, and that does not describe it itself.
    private static func later<Element>(
        _ all: [TopologyBuilding.Told<Element>], describes: (Element) -> Bool
    ) -> [TopologyBuilding.Told<Element>] {
        guard let last = all.lastIndex(where: { describes($0.element) }), all[last].listing.document == nil else { return [] }
        return all[(last + 1)...].filter { $0.listing.document != nil }
    }

    /// Of what does not count, that which may know associations that what counts lacks: what comes later, and, where no listing of AWS that
    /// tells its associations counts, everything.
    private static func adding<Element>(
        _ replaced: [TopologyBuilding.Told<Element>], _ later: [TopologyBuilding.Told<Element>],
        to kept: [TopologyBuilding.Told<Element>], _ isComplete: (Element) -> Bool
    ) -> [TopologyBuilding.Told<Element>] {
        kept.contains { $0.listing.document == nil && isComplete($0.element) } ? later : replaced
    }

    /// What AWS listed of one table or ACL, which may be several copies.
    private static func copies<Element>(
        _ kept: [TopologyBuilding.Told<Element>], describes: (Element) -> Bool
    ) -> [Element] {
        kept.filter { $0.listing.document == nil && describes($0.element) }.map(\.element)
    }
}

extension ListKnowledge {
    /// Whether it is the knowledge of what describes the list itself, not of what adds to it.
    fileprivate var isOfOwner: Bool { self != .absent && self != .partial(.owner) }
}

extension Array where Element: Hashable {
    /// The elements that stand in it more than once, each once.
    fileprivate var duplicates: [Element] {
        var seen: Set<Element> = []
        var again: Set<Element> = []
        return filter { !seen.insert($0).inserted && again.insert($0).inserted }
    }
}

/// What tells one route or entry of a list from the others, and how many copies of the list have it.
private struct Shared<Key: Hashable> {
    private var counts: [Key: Int] = [:]
    private let copies: Int

    init(_ copies: [Set<Key>]) {
        self.copies = copies.count
        for copy in copies {
            for key in copy { counts[key, default: 0] += 1 }
        }
    }

    /// Whether some copies have it and others do not.
    func isContested(_ key: Key) -> Bool { counts[key].map { $0 < copies } ?? false }
}

extension RouteTable {
    /// Takes what only another source knows of who uses it.
    fileprivate mutating func associate(_ other: RouteTable) {
        subnets = (subnets + other.subnets).distinct()
        gateways = (gateways + other.gateways).distinct()
        isMain = isMain || other.isMain
    }

    /// Takes written routes that it lacks as ones that may be there; false where there are none.
    fileprivate mutating func add(openly others: [Route]) -> Bool {
        let known = Set(routes.map(\.identity))
        let lacking = others.filter { $0.isWritten && !known.contains($0.identity) }
        for var route in lacking {
            if route.doubt == .none { route.doubt = .copies }
            routes.append(route)
        }
        return !lacking.isEmpty
    }

    /// Fills in attributes that a list tells.
    fileprivate mutating func fill(_ other: RouteTable) {
        name.fill(other.name)
        vpc.fill(other.vpc)
        owner.fill(other.owner)
    }

    /// Whether it tells other written routes than the one that counts; one of which only some routes are told has no others.
    fileprivate func contradicts(_ other: RouteTable) -> Bool {
        let (own, counting) = (Set(written), Set(other.written))
        return routeKnowledge.isOfOwner && routeKnowledge.isComplete ? own != counting : !own.isSubset(of: counting)
    }

    private var written: [Route.Identity] { routes.filter(\.isWritten).map(\.identity) }

    /// Takes the routes and associations that lists of one source tell together.
    fileprivate mutating func merge(_ all: [RouteTable], copies: [RouteTable]) {
        listsImplicitRoutes = copies.contains(where: \.listsImplicitRoutes)
        subnets = all.flatMap(\.subnets).distinct()
        gateways = all.flatMap(\.gateways).distinct()
        propagatingGateways = all.flatMap(\.propagatingGateways).distinct()
        isMain = all.contains(where: \.isMain)
        isAssumed = all.contains(where: \.isAssumed)
        var places: [Route.Identity: Int] = [:]
        for one in all {
            routeKnowledge = routeKnowledge.merged(one.routeKnowledge)
            associationKnowledge = associationKnowledge.merged(one.associationKnowledge)
            for route in one.routes {
                if let place = places[route.identity] {
                    routes[place].fill(route)
                } else {
                    places[route.identity] = routes.count
                    routes.append(route)
                }
            }
        }
        let shared = Shared(copies.map { Set($0.routes.map(\.identity)) })
        let written = routes.filter { !$0.origin.isPropagated }
        let sameDestination = Set(written.map(\.destination).duplicates)
        for place in routes.indices where routes[place].doubt == .none {
            let own = routes[place]
            let isTwice = !own.origin.isPropagated && sameDestination.contains(own.destination)
            if isTwice || shared.isContested(own.identity) { routes[place].doubt = .copies }
        }
    }
}

extension Route {
    /// What two lists mean the same route by.
    fileprivate struct Identity: Hashable {
        var destination: Destination
        var target: RouteTarget
    }

    fileprivate var identity: Identity { Identity(destination: destination, target: target) }

    /// Whether somebody wrote it: every list of its table has it.
    fileprivate var isWritten: Bool { target.kind != .local && origin != .createRouteTable && !origin.isPropagated }

    /// Fills in what another list tells of the same route.
    fileprivate mutating func fill(_ other: Route) {
        if origin == .unknown { origin = other.origin }
        if state == .unknown { state = other.state }
        firewall.fill(other.firewall)
        if other.doubt == .none { doubt = .none }
    }
}

extension NetworkACL {
    /// Takes what only another source knows of who uses it.
    fileprivate mutating func associate(_ other: NetworkACL) {
        subnets = (subnets + other.subnets).distinct()
        isDefault = isDefault || other.isDefault
    }

    /// Takes entries that it lacks as ones that may be there; false where there are none.
    fileprivate mutating func add(openly others: [NetworkACLEntry]) -> Bool {
        let lacking = others.filter { other in
            !entries.contains {
                $0.place == other.place && $0.action == other.action && $0.traffic == other.traffic && $0.network == other.network
            }
        }
        for var entry in lacking {
            if entry.doubt == .none { entry.doubt = .copies }
            let place = entries.firstIndex { ($0.number ?? -1) > (entry.number ?? -1) } ?? entries.count
            entries.insert(entry, at: place)
        }
        return !lacking.isEmpty
    }

    /// Fills in attributes that a list tells.
    fileprivate mutating func fill(_ other: NetworkACL) {
        name.fill(other.name)
        vpc.fill(other.vpc)
        owner.fill(other.owner)
    }

    /// Whether it tells other entries than the one that counts; see ``RouteTable/contradicts(_:)``.
    fileprivate func contradicts(_ other: NetworkACL) -> Bool {
        let (own, counting) = (Set(entries), Set(other.entries))
        return entryKnowledge.allSatisfy(\.isComplete) ? own != counting : !own.isSubset(of: counting)
    }

    /// Takes the entries and associations that lists of one source tell together.
    fileprivate mutating func merge(_ all: [NetworkACL], copies: [NetworkACL]) {
        subnets = all.flatMap(\.subnets).distinct()
        isDefault = all.contains(where: \.isDefault)
        isAssumed = all.contains(where: \.isAssumed)
        for one in all {
            for place in entryKnowledge.indices {
                entryKnowledge[place] = entryKnowledge[place].merged(one.entryKnowledge[place])
            }
            associationKnowledge = associationKnowledge.merged(one.associationKnowledge)
        }
        entries = all.flatMap(\.entries).distinct().enumerated().sorted { left, right in
            (left.element.number ?? -1, left.offset) < (right.element.number ?? -1, right.offset)
        }.map(\.element)
        let shared = Shared(copies.map { Set($0.entries) })
        let sameNumber = Set(entries.filter { $0.number != nil }.map(\.place).duplicates)
        for place in entries.indices where entries[place].doubt == .none {
            let own = entries[place]
            if sameNumber.contains(own.place) || shared.isContested(own) { entries[place].doubt = .copies }
        }
    }
}

extension NetworkACLEntry {
    /// What is one entry's alone within its ACL.
    fileprivate struct Place: Hashable {
        var number: Int?
        var direction: Direction
    }

    fileprivate var place: Place { Place(number: number, direction: direction) }

    /// Whether it lacks what every entry has.
    fileprivate var lacksSomething: Bool { number == nil || action == nil || network == nil || traffic == nil }
}
