import CoreModel

/// What questions look up in an inventory, built once after loading.
///
/// Complexity: O(n log n) in interfaces, linear in everything else; rules are not touched.
struct InventoryIndex: Sendable {
    /// Addresses with the interface that has them: a single one, or those of a delegated prefix.
    struct Holder: Sendable {
        var addresses: ClosedRange<UInt128>
        var interface: InterfaceIndex
    }

    /// The interfaces that carry each group.
    private(set) var members: [[InterfaceIndex]]
    /// Interfaces with the same groups in the same VPC.
    private(set) var kinds: MemberKinds
    /// The groups that changes on trial took from everybody; see ``without(membersOf:)``.
    private(set) var gone: Set<GroupIndex> = []
    /// The subnets that are off on trial: nobody stands there.
    private(set) var off: Set<TextID> = []
    /// Whether each group may have a member that no input tells, by family: none where its VPC has no address of the family.
    private(set) var isUnseen: [[Bool]] = []
    /// That member as an end, by family and group.
    private(set) var unseen: [[Subject?]] = []
    /// What each kind is as an end, by family.
    private(set) var kindEnds: [[EndSubjects.KindEnd]] = []
    /// Whether a private address outside the CIDRs of every loaded VPC may belong to a VPC all the same, by family.
    let mayBeInUnknownVpc: [Bool]
    private let privateHolders: [[Holder]]
    private let prefixHolders: [[Holder]]
    /// For each prefix the last address of it and all before it.
    private let prefixReach: [[UInt128]]
    private let publicHolders: [[Holder]]
    private let vpcs: [TextID: Vpc]
    private var subnetAddresses: [TextID: [AddressSet?]]
    private let subnets: [TextID: Subnet]
    /// The VPC that rules name with each group.
    private let vpcsNamedByRules: [GroupIndex: TextID]
    /// The addresses of every loaded VPC, by family.
    let vpcAddresses: [AddressSet]
    /// Public IPv4 addresses that a listing of addresses gives to interfaces that are not loaded, whose groups nothing tells.
    let unlistedPublicAddresses: AddressSet
    /// The resolvers of all loaded VPCs, each address once.
    let resolvers: [IPAddress]

    init(_ inventory: Inventory) {
        var members: [[InterfaceIndex]] = Array(repeating: [], count: inventory.groups.count)
        var privateHolders: [[Holder]] = [[], []]
        var prefixHolders: [[Holder]] = [[], []]
        var publicHolders: [[Holder]] = [[], []]
        for (place, interface) in inventory.interfaces.enumerated() {
            let index = InterfaceIndex(place)
            for group in interface.groups { members[Int(group.number)].append(index) }
            for address in interface.privateAddresses {
                privateHolders[Self.slot(address.version)].append(
                    Holder(addresses: address.bits...address.bits, interface: index))
            }
            for prefix in interface.delegatedPrefixes {
                prefixHolders[Self.slot(prefix.version)].append(Holder(addresses: prefix.range, interface: index))
            }
            for address in interface.publicAddresses {
                publicHolders[Self.slot(address.version)].append(
                    Holder(addresses: address.bits...address.bits, interface: index))
            }
        }
        self.members = members
        let hasUnseen = inventory.groups.enumerated().map { place, group in
            members[place].isEmpty || !inventory.listsAllInterfaces(ofVpc: group.vpc)
        }
        kinds = MemberKinds(inventory)
        self.privateHolders = privateHolders.map(Self.sorted)
        self.prefixHolders = prefixHolders.map(Self.sorted)
        prefixReach = self.prefixHolders.map { holders in
            var last: UInt128 = 0
            return holders.map { holder in
                last = max(last, holder.addresses.upperBound)
                return last
            }
        }
        self.publicHolders = publicHolders.map(Self.sorted)
        vpcs = Dictionary(inventory.vpcs.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        // Two subnets of which no VPC is told need not be of one.
        let byVpc = Dictionary(grouping: inventory.subnets.filter { !$0.vpc.isNone }, by: \.vpc)
        subnets = Dictionary(inventory.subnets.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        subnetAddresses = byVpc.mapValues(Self.usable)
        let associated = inventory.topology.publicAddresses.filter { !$0.interface.isNone && $0.address.version == .v4 }
        let loaded = associated.isEmpty ? [] : Set(inventory.interfaces.map(\.id))
        unlistedPublicAddresses = AddressSet(
            associated.filter { !loaded.contains($0.interface) }.map { $0.address.bits...$0.address.bits })
        resolvers = Set(inventory.vpcs.compactMap { NotFiltered.resolver(of: $0)?.address }).sorted()
        vpcAddresses = IPVersion.allCases.map { version in
            AddressSet(inventory.vpcs.flatMap(\.networks), version: version)
        }
        let hasOpenVpc = inventory.vpcs.isEmpty || inventory.vpcs.contains(where: \.networks.isEmpty)
        mayBeInUnknownVpc = IPVersion.allCases.map { version in
            hasOpenVpc || inventory.vpcs.contains { $0.openFamilies.contains(version) }
                || inventory.subnets.contains { $0.openFamilies.contains(version) && version == .v6 }
        }
        vpcsNamedByRules = Dictionary(
            inventory.references.filter { !$0.vpc.isNone }.map { ($0.group, $0.vpc) }, uniquingKeysWith: { first, _ in first })
        let ends = EndSubjects(inventory: inventory, index: self)
        unseen = IPVersion.allCases.map { version in
            inventory.groups.indices.map { hasUnseen[$0] ? ends.unseen(GroupIndex($0), version) : nil }
        }
        isUnseen = unseen.map { $0.map { $0 != nil } }
        kinds.noteUnseen(isUnseen)
        kindEnds = IPVersion.allCases.map { version in kinds.all.map { ends.kind($0, version) } }
    }

    /// The same where some groups, which nobody carries, have no member that no input tells either.
    func without(membersOf gone: Set<GroupIndex>) -> InventoryIndex {
        var result = self
        result.gone = gone
        for slot in unseen.indices {
            for group in gone {
                result.unseen[slot][Int(group.number)] = nil
                result.isUnseen[slot][Int(group.number)] = false
            }
        }
        result.kinds.noteUnseen(result.isUnseen)
        return result
    }

    /// The same of an inventory in which only groups are put on interfaces or taken off them: where everything stands is kept.
    ///
    /// Complexity: linear in interfaces, without sorting them by address again.
    func afterCarrying(_ edited: Inventory, instead inventory: Inventory) -> InventoryIndex {
        var result = self
        var concerned: Set<GroupIndex> = []
        for (place, interface) in edited.interfaces.enumerated() where interface.groups != inventory.interfaces[place].groups {
            concerned.formUnion(interface.groups)
            concerned.formUnion(inventory.interfaces[place].groups)
        }
        for group in concerned { result.members[Int(group.number)] = [] }
        for (place, interface) in edited.interfaces.enumerated() {
            for group in interface.groups where concerned.contains(group) {
                result.members[Int(group.number)].append(InterfaceIndex(place))
            }
        }
        result.kinds = MemberKinds(edited)
        let ends = EndSubjects(inventory: edited, index: result)
        for version in IPVersion.allCases {
            let slot = Self.slot(version)
            for group in concerned {
                let place = Int(group.number)
                let hasUnseen = result.members[place].isEmpty || !edited.listsAllInterfaces(ofVpc: edited[group].vpc)
                result.unseen[slot][place] = hasUnseen ? ends.unseen(group, version) : nil
                result.isUnseen[slot][place] = result.unseen[slot][place] != nil
            }
            result.kindEnds[slot] = result.kinds.all.map { kind in
                let old = kind.interfaces.first.map { Int(kinds.ofInterface[Int($0.number)]) }
                guard let old, kinds.all[old].isAlike(kind) else { return ends.kind(kind, version) }
                return kindEnds[slot][old]
            }
        }
        result.kinds.noteUnseen(result.isUnseen)
        return result
    }

    /// Where interfaces in some subnets can live, by family; nil where a block of one is not told.
    private static func usable(_ subnets: [Subnet]) -> [AddressSet?] {
        IPVersion.allCases.map { version -> AddressSet? in
            if subnets.contains(where: { $0.openFamilies.contains(version) }) { return nil }
            return subnets.reduce(AddressSet()) { $0.union($1.usableAddresses(version)) }
        }
    }

    /// The same where some more subnets are off.
    func without(subnets more: Set<TextID>, in inventory: Inventory) -> InventoryIndex {
        var result = self
        result.off.formUnion(more)
        // Whoever comes, comes to a subnet that is left.
        let vpcs = Set(more.compactMap { subnets[$0]?.vpc }).subtracting([.none])
        for vpc in vpcs {
            let left = subnets.values.filter { $0.vpc == vpc && !result.off.contains($0.id) }
            if !left.isEmpty { result.subnetAddresses[vpc] = Self.usable(left) }
        }
        if vpcs.isEmpty { return result }
        let ends = EndSubjects(inventory: inventory, index: result)
        for version in IPVersion.allCases {
            let slot = Self.slot(version)
            for group in inventory.groups.indices
            where result.isUnseen[slot][group] && vpcs.contains(inventory.groups[group].vpc) {
                result.unseen[slot][group] = ends.unseen(GroupIndex(group), version)
            }
        }
        return result
    }

    /// Whether all of a network lies in subnets that are off, and in no other, and no interface is known to have it.
    ///
    /// Complexity: linear in subnets where some are off.
    func isOff(_ network: IPNetwork) -> Bool {
        if off.isEmpty { return false }
        let around = subnets.values.filter { subnet in
            subnet.networks.contains { $0.version == network.version && $0.range.overlaps(network.range) }
        }
        return !around.isEmpty && !isHeld(network)
            && around.allSatisfy { subnet in off.contains(subnet.id) && subnet.networks.contains { $0.contains(network) } }
    }

    /// The groups that somebody carries and nobody does in what was made of the inventory, by their places in the inventory; those that are
    /// not there any more are among them.
    func groupsLeft(of inventory: Inventory, by edited: Inventory, _ now: InventoryIndex) -> [GroupIndex] {
        if edited.interfaces == inventory.interfaces { return [] }
        return inventory.groups.indices.filter { place in
            if members[place].isEmpty { return false }
            let there = edited.group(id: inventory[inventory.groups[place].id])
            return there.map { now.members[Int($0.number)].isEmpty } ?? true
        }.map { GroupIndex($0) }
    }

    /// The groups without members of VPCs of which every loaded subnet is off: there is no place for one to come.
    func groupsWithoutPlace(_ inventory: Inventory) -> Set<GroupIndex> {
        if off.isEmpty { return [] }
        let standing = Set(subnets.values.filter { !off.contains($0.id) }.map(\.vpc))
        let dark = Set(subnets.values.filter { off.contains($0.id) }.map(\.vpc)).subtracting(standing)
        let places = inventory.groups.indices.filter { members[$0].isEmpty && dark.contains(inventory.groups[$0].vpc) }
        return Set(places.map { GroupIndex($0) })
    }

    /// The loaded VPC of an id.
    func vpc(_ id: TextID) -> Vpc? { vpcs[id] }

    /// The loaded subnet of an id.
    func subnet(_ id: TextID) -> Subnet? { subnets[id] }

    /// Where interfaces of a VPC can live by its subnets; nil when no subnet of it is loaded, or a block of one is not told.
    func subnetAddresses(ofVpc id: TextID, _ version: IPVersion) -> AddressSet? {
        // Written out: in debug builds of Swift 6.3 a nil within another is taken for a value.
        guard let own = subnetAddresses[id] else { return nil }
        return own[Self.slot(version)]
    }

    /// Where interfaces of a subnet can live; nil when it is not loaded, or a block of it is not told.
    func addresses(ofSubnet id: TextID, _ version: IPVersion) -> AddressSet? {
        guard let subnet = subnets[id], !subnet.openFamilies.contains(version) else { return nil }
        return subnet.usableAddresses(version)
    }

    /// The addresses that a loaded VPC has by its blocks; nil where the input does not tell them.
    ///
    /// Every VPC has an IPv4 block: one without is not told. One of which a subnet may have IPv6 addresses has a block of them.
    func addresses(ofVpc id: TextID, _ version: IPVersion) -> AddressSet? {
        guard let vpc = vpcs[id], !vpc.networks.isEmpty, !vpc.openFamilies.contains(version) else { return nil }
        let blocks = AddressSet(vpc.networks, version: version)
        let hasOpenSubnet = subnetAddresses[id].map { $0[Self.slot(version)] == nil } ?? false
        return blocks.isEmpty && (version == .v4 || hasOpenSubnet) ? nil : blocks
    }

    /// The interfaces that have private addresses within a range, with these addresses, ascending but for those of prefixes, which come
    /// last and may reach beyond the range.
    func privateHolders(in range: ClosedRange<UInt128>, _ version: IPVersion) -> [Holder] {
        let singles = Self.slice(privateHolders[Self.slot(version)], range)
        let prefixes = prefixHolders[Self.slot(version)]
        if prefixes.isEmpty { return Array(singles) }
        var holding: [Holder] = []
        var place = prefixes.firstPlace { $0.addresses.lowerBound >= range.lowerBound } - 1
        while place >= 0, prefixReach[Self.slot(version)][place] >= range.lowerBound {
            if prefixes[place].addresses.upperBound >= range.lowerBound { holding.append(prefixes[place]) }
            place -= 1
        }
        return singles + holding + Self.slice(prefixes, range)
    }

    /// The interfaces that have public addresses within a range, with these addresses.
    func publicHolders(in range: ClosedRange<UInt128>, _ version: IPVersion) -> ArraySlice<Holder> {
        Self.slice(publicHolders[Self.slot(version)], range)
    }

    /// Whether no interface has an address, and no loaded VPC can have it by its blocks.
    func isOutside(_ address: IPAddress) -> Bool {
        let (bits, version) = (address.bits, address.version)
        return !vpcAddresses[Self.slot(version)].contains(bits) && privateHolders(in: bits...bits, version).isEmpty
            && publicHolders(in: bits...bits, version).isEmpty
    }

    /// Whether interfaces are known to have every address of a network.
    ///
    /// Complexity: O(log n) for networks that are larger than the interfaces within it, else linear in these.
    func isHeld(_ network: IPNetwork) -> Bool {
        let (range, slot) = (network.range, Self.slot(network.version))
        let size = range.upperBound - range.lowerBound
        let prefixes = prefixHolders[slot]
        if prefixes.isEmpty {
            if size >= UInt128(privateHolders[slot].count + publicHolders[slot].count) { return false }
            let held = Self.slice(privateHolders[slot], range).count + Self.slice(publicHolders[slot], range).count
            if size >= UInt128(held) { return false }
        }
        let holders = privateHolders(in: range, network.version) + publicHolders(in: range, network.version)
        return AddressSet(holders.map(\.addresses)).isSuperset(of: AddressSet(range))
    }

    /// The VPC that rules name with a group that no input describes.
    func vpcNamedByRules(_ group: GroupIndex) -> TextID { vpcsNamedByRules[group] ?? .none }

    /// The place of a family in arrays by family.
    static func slot(_ version: IPVersion) -> Int { version == .v4 ? 0 : 1 }

    private static func sorted(_ holders: [Holder]) -> [Holder] {
        holders.sorted { ($0.addresses.lowerBound, $0.interface) < ($1.addresses.lowerBound, $1.interface) }
    }

    private static func slice(_ holders: [Holder], _ range: ClosedRange<UInt128>) -> ArraySlice<Holder> {
        return holders[
            holders.firstPlace {
                $0.addresses.lowerBound >= range.lowerBound
            }..<holders.firstPlace {
                $0.addresses.lowerBound > range.upperBound
            }]
    }
}
