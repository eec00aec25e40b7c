/// Collects what readers find and makes an ``Inventory`` of it.
///
/// Readers intern texts, add rules in the order they meet them, and leave every question of identity (equal copies, lists that add
/// up, later sources that replace) to ``finish()``.
public struct InventoryBuilder: Sendable {
    var inventory: Inventory
    var contributions: [Contribution] = []
    var interfaceListings = InterfaceListings()
    var owners: [InterfaceOwner] = []
    /// DNS names of interfaces by their ids.
    var dnsNames: [(name: String, interface: TextID)] = []
    /// What sets the groups of interfaces, by their ids.
    var databaseSetters: [(setter: DatabaseSetter, interface: TextID)] = []
    /// Groups whose rules AWS calls stale, each with the group that they name in vain.
    var staleReferences: Set<StaleReference> = []
    /// Rules as they came, and the contributions that brought them, those of one that came together as one run.
    var pendingRules: [Rule] = []
    var pendingRuns: [RuleRun] = []
    /// The lists that tell some rules of groups and not all.
    var parts: Set<Listing> = []
    private var referenceIDs: [GroupReference: UInt32] = [:]
    /// The reference that named each group last: the next one mostly says the same of it.
    private var lastReferences: [UInt32] = []
    private var networkIDs: [IPNetwork: UInt32] = [:]
    private var prefixListIDs: [TextID: Int] = [:]
    private var interfaceIDs: [TextID: Int] = [:]
    private var instanceIDs: [TextID: Int] = [:]
    private var vpcIDs: [TextID: Int] = [:]
    private var subnetIDs: [TextID: Int] = [:]
    /// Which argument listed each interface, VPC and subnet.
    var listers = Listers()
    /// What is read of route tables, network ACLs and gateways.
    var topology = TopologyBuilding()
    /// The contribution of each group within the list of rules that is being read.
    private var openList: [TextID: Int] = [:]
    private var openListing: Listing?

    /// What one list says of one group.
    struct Contribution: Sendable {
        var group: Group
        var listing: Listing
        var rules: Range<Int> = 0..<0
    }

    /// Rules that one contribution brought together.
    struct RuleRun: Sendable {
        var contribution: Int
        var count: Int
    }

    /// An empty builder.
    ///
    /// `label` is what the title and answers call the inventory.
    public init(label: String) {
        inventory = Inventory(
            provenance: Provenance(label: label), texts: StringTable(), groups: [], rules: [], ipv6Networks: [], references: [],
            prefixLists: [], interfaces: [], instances: [], vpcs: [], subnets: [], interfaceCoverage: .none,
            groupsByID: GroupPlaces())
    }

    /// A builder that goes on from an inventory, whose things keep their places.
    init(_ inventory: Inventory) {
        self.inventory = inventory
        func places<ID: Hashable, Place>(_ ids: [ID], _ place: (Int) -> Place) -> [ID: Place] {
            Dictionary(ids.enumerated().map { ($0.element, place($0.offset)) }) { first, _ in first }
        }
        networkIDs = places(inventory.ipv6Networks) { UInt32($0) }
        referenceIDs = places(inventory.references) { UInt32($0) }
        prefixListIDs = places(inventory.prefixLists.map(\.id)) { $0 }
        interfaceIDs = places(inventory.interfaces.map(\.id)) { $0 }
    }

    /// How often an input told when it was read.
    public private(set) var timesTold = 0
    /// Whether a listing of groups or rules was read, even an empty one.
    private(set) var hasGroupListing = false

    /// The number of a text.
    public mutating func intern(_ text: UnsafeBufferPointer<UInt8>) -> TextID { inventory.texts.intern(text) }

    /// The number of a text.
    public mutating func intern(_ text: String) -> TextID { inventory.texts.intern(text) }

    /// The text of a number.
    public func text(_ id: TextID) -> String { inventory.texts[id] }

    // MARK: Groups and rules

    /// The place of a group by its id; a new one is known by name only.
    public mutating func group(id: TextID) -> GroupIndex {
        if let known = inventory.groupsByID[id] { return known }
        let place = GroupIndex(inventory.groups.count)
        inventory.groups.append(Group(id: id))
        inventory.groupsByID[id] = place
        return place
    }

    /// Whether an id is a group's that an input described or named.
    public func knows(group id: String) -> Bool { inventory.group(id: id) != nil }

    /// The default groups that inputs described, by the ids of their VPCs.
    public func defaultGroups() -> [String: String] {
        guard let name = inventory.texts.find("default") else { return [:] }
        var result: [String: String] = [:]
        for group in inventory.groups + contributions.map(\.group) where group.name == name && !group.vpc.isNone {
            result[inventory.texts[group.vpc]] = inventory.texts[group.id]
        }
        return result
    }

    /// Says that an id stands for a VPC that the input does not settle: two of them may be one.
    public mutating func noteUnknownVpc(_ id: TextID) {
        if !id.isNone { inventory.unknownVpcs.insert(id) }
    }

    /// Fills in what an input says of a group without listing its rules (a data source, the name on an interface).
    @discardableResult
    public mutating func describe(_ group: Group) -> GroupIndex {
        let place = self.group(id: group.id)
        inventory.groups[Int(place.number)].fill(group)
        return place
    }

    /// Says that a list was read, even when it is empty.
    public mutating func noteListing(_ listing: Listing) {
        hasGroupListing = true
        if !inventory.sources.contains(listing.file) { inventory.provenance.sources.append(listing.file) }
    }

    /// Begins a group that a list describes; rules that are added next with ``addRule(_:)`` are its own.
    public mutating func beginGroup(_ group: Group, in listing: Listing) {
        noteListing(listing)
        _ = self.group(id: group.id)
        contributions.append(Contribution(group: group, listing: listing))
    }

    /// Adds a rule to the group begun last.
    public mutating func addRule(_ rule: Rule) {
        guard let owner = contributions.indices.last else { return }
        append(rule, to: owner)
    }

    /// Adds a rule of a list that tells rules without describing their groups, in any order.
    public mutating func addRule(_ rule: Rule, toGroup id: TextID, owner: TextID = .none, in listing: Listing) {
        if openListing != listing {
            openListing = listing
            openList.removeAll(keepingCapacity: true)
        }
        if let known = openList[id] {
            append(rule, to: known)
            return
        }
        var group = Group(id: id)
        group.owner = owner
        beginGroup(group, in: listing)
        openList[id] = contributions.count - 1
        append(rule, to: contributions.count - 1)
    }

    private mutating func append(_ rule: Rule, to contribution: Int) {
        pendingRules.append(rule)
        if let last = pendingRuns.indices.last, pendingRuns[last].contribution == contribution {
            pendingRuns[last].count += 1
        } else {
            pendingRuns.append(RuleRun(contribution: contribution, count: 1))
        }
    }

    /// How many rules were added.
    public var ruleCount: Int { pendingRules.count }

    /// Leaves the rules to the builder that this one is a copy of, which would else copy them all for the next one; returns how many.
    public mutating func leaveRules() -> Int {
        defer { pendingRules = [] }
        return pendingRules.count
    }

    /// Takes the first rules of the builder that went on when this one left its own.
    public mutating func takeRules(_ count: Int, of other: consuming InventoryBuilder) {
        pendingRules = other.pendingRules
        pendingRules.removeLast(pendingRules.count - count)
    }

    /// Makes room for so many rules in all, which saves copies of a million of them.
    public mutating func reserve(rules count: Int) { pendingRules.reserveCapacity(count) }

    // MARK: Peers

    /// A CIDR as a peer.
    public mutating func peer(_ network: IPNetwork) -> Peer {
        if network.version == .v4 { return Peer(ipv4: network) }
        if let known = networkIDs[network] { return .ipv6(known) }
        let place = UInt32(inventory.ipv6Networks.count)
        inventory.ipv6Networks.append(network)
        networkIDs[network] = place
        return .ipv6(place)
    }

    /// A group as a peer, with what the rule says of it.
    public mutating func peer(_ reference: GroupReference) -> Peer {
        let group = Int(reference.group.number)
        if group < lastReferences.count, Int(lastReferences[group]) < inventory.references.count,
            inventory.references[Int(lastReferences[group])] == reference
        {
            return .group(lastReferences[group])
        }
        let place: UInt32
        if let known = referenceIDs[reference] {
            place = known
        } else {
            place = UInt32(inventory.references.count)
            inventory.references.append(reference)
            referenceIDs[reference] = place
        }
        if group >= lastReferences.count {
            lastReferences.append(
                contentsOf: repeatElement(.max, count: max(group + 1, 2 * lastReferences.count) - lastReferences.count))
        }
        lastReferences[group] = place
        return .group(place)
    }

    /// A prefix list as a peer.
    public mutating func peer(prefixList id: TextID) -> Peer {
        .prefixList(UInt32(prefixList(id: id)))
    }

    /// CIDRs that the input does not settle as a peer; `name` says what is unknown, such as "parameter OfficeCidr".
    ///
    /// Without a version they may be of both families.
    public mutating func peer(unknownNetworks name: String, _ version: IPVersion? = nil) -> Peer {
        let place = prefixList(id: intern(version.map { "\(name) (\($0.name))" } ?? name))
        inventory.prefixLists[place].isUnknown = true
        inventory.prefixLists[place].version = version
        return .prefixList(UInt32(place))
    }

    /// What a permission is for where the input left it out: CIDRs of both families, groups or prefix lists.
    public mutating func peer(leftOut direction: Direction) -> Peer {
        let name = "\(direction == .ingress ? "sources" : "destinations") that are not in the input"
        let place = prefixList(id: intern(name))
        inventory.prefixLists[place].isUnknown = true
        inventory.prefixLists[place].isLeftOut = true
        return .prefixList(UInt32(place))
    }

    /// A group that the input does not settle as a peer; `name` says what is unknown.
    ///
    /// It is one of the candidates, or any group where there are none.
    public mutating func peer(unknownGroup name: String, candidates: [GroupIndex] = []) -> Peer {
        let identity = candidates.isEmpty ? GroupReference.Identity.unknown : .oneOf(candidates)
        return peer(GroupReference(group: unknownGroup(name), identity: identity))
    }

    /// What stands for groups that the input does not settle; `name` says what is unknown.
    public mutating func unknownGroup(_ name: String) -> GroupIndex {
        let place = group(id: intern(name))
        inventory.groups[Int(place.number)].isUnknown = true
        return place
    }

    // MARK: Everything else

    /// Adds what an input says of a prefix list; what is known already stays.
    public mutating func add(_ list: PrefixList) {
        let place = prefixList(id: list.id)
        inventory.prefixLists[place].name.fill(list.name)
        if let version = list.version { inventory.prefixLists[place].version = version }
        if list.isUnknown { inventory.prefixLists[place].isUnknown = true }
        if let entries = list.entries { inventory.prefixLists[place].entries = entries }
    }

    private mutating func prefixList(id: TextID) -> Int {
        if let known = prefixListIDs[id] { return known }
        inventory.prefixLists.append(PrefixList(id: id))
        prefixListIDs[id] = inventory.prefixLists.count - 1
        return inventory.prefixLists.count - 1
    }

    /// Adds what an input says of an interface; of one that is known, what is new is filled in and its groups are the later ones.
    public mutating func add(_ interface: NetworkInterface) {
        var interface = interface
        // Groups that are not told do not take the place of those that are.
        if interface.groups.contains(where: { inventory.groups[Int($0.number)].isUnknown }),
            let place = interfaceIDs[interface.id], !inventory.interfaces[place].groups.isEmpty
        {
            interface.groups = []
        }
        add(interface, to: \.interfaces, \.interfaceIDs)
    }

    /// Adds a DNS name of an interface.
    public mutating func addName(_ name: String, ofInterface id: TextID) {
        if !name.isEmpty { dnsNames.append((name, id)) }
    }

    /// The place of an interface by its id.
    func interfaceIndex(_ id: TextID) -> Int? { interfaceIDs[id] }

    /// The place of a VPC by its id.
    func vpcIndex(_ id: TextID) -> Int? { vpcIDs[id] }

    /// The place of a subnet by its id.
    func subnetIndex(_ id: TextID) -> Int? { subnetIDs[id] }

    /// Adds groups to an interface, as attachment resources of a state do.
    public mutating func attach(_ groups: [GroupIndex], toInterface id: TextID) {
        if let place = interfaceIDs[id] { inventory.interfaces[place].groups.take(groups) }
    }

    /// Adds an instance, or fills in what was not known of it.
    public mutating func add(_ instance: Instance) { add(instance, to: \.instances, \.instanceIDs) }

    /// Adds a VPC, or fills in what was not known of it.
    public mutating func add(_ vpc: Vpc) { add(vpc, to: \.vpcs, \.vpcIDs) }

    /// Adds a subnet, or fills in what was not known of it.
    public mutating func add(_ subnet: Subnet) { add(subnet, to: \.subnets, \.subnetIDs) }

    /// Adds a thing of an id that is new, else fills in what was not known of it.
    private mutating func add<Thing: Mergeable>(
        _ thing: Thing, to list: WritableKeyPath<Inventory, [Thing]>, _ places: WritableKeyPath<Self, [TextID: Int]>
    ) {
        if let place = self[keyPath: places][thing.id] {
            inventory[keyPath: list][place].merge(thing)
        } else {
            self[keyPath: places][thing.id] = inventory[keyPath: list].count
            inventory[keyPath: list].append(thing)
        }
    }

    /// Says that a complete listing of interfaces was read, even an empty one.
    public mutating func noteCompleteInterfaceListing(of scope: Scope = Scope()) {
        interfaceListings.add(scope, isComplete: true)
    }

    /// Says that a list of rules is not all of them: one page of several, or the rules that a call made.
    public mutating func notePart(_ listing: Listing) { parts.insert(listing) }

    /// Says that interfaces were listed in part only.
    public mutating func notePartialInterfaceListing(of scope: Scope = Scope()) {
        interfaceListings.add(scope, isComplete: false)
    }

    /// Says that a listing of interfaces has an interface.
    public mutating func noteListed(interface id: TextID) { interfaceListings.listed.insert(id) }

    /// Says that an instance has an interface: a listing of interfaces that lacks it does not tell all.
    public mutating func noteInterfaceOfInstance(_ interface: NetworkInterface) {
        interfaceListings.ofInstances.append(interface)
    }

    /// Says that AWS lists a group's references to another as stale: rules that name it cover nothing.
    public mutating func noteStale(of group: TextID, naming named: TextID) {
        staleReferences.insert(StaleReference(group: group, named: named))
    }

    /// Says when the data was read from AWS (ISO 8601); of several times the earliest stands.
    public mutating func noteTime(_ time: String) {
        inventory.provenance.asOf = inventory.asOf.map { min($0, time) } ?? time
        timesTold += 1
    }

    /// Says when a file that tells no time itself was last changed, in seconds since 1970; of several the earliest stands.
    public mutating func noteFile(changed seconds: Int) {
        inventory.provenance.filesOf = inventory.filesOf.map { min($0, seconds) } ?? seconds
    }

    /// Says of files that were found and are not used, in a sentence.
    public mutating func noteUnused(_ sentence: String) {
        note(sentence)
        if !inventory.unusedFiles.contains(sentence) { inventory.provenance.unusedFiles.append(sentence) }
    }

    /// Says that an input holds a layer that no verdict looks at, such as "network ACLs".
    public mutating func noteUnreadLayer(_ name: String) {
        if !inventory.unreadLayers.contains(name) { inventory.provenance.unreadLayers.append(name) }
    }

    /// Keeps a sentence for the reader of the answers.
    public mutating func note(_ sentence: String) {
        if !inventory.notices.contains(sentence) { inventory.provenance.notices.append(sentence) }
    }
}

/// A group with a group that its rules name in vain.
struct StaleReference: Hashable, Sendable {
    var group: TextID
    var named: TextID
}
