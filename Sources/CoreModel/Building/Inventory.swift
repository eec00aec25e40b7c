/// Everything read from the inputs: groups, rules, and where present interfaces, instances, VPCs, subnets, prefix lists.
///
/// Groups and rules stand by index in contiguous storage and texts are interned, so that 10,000 groups with 1,000,000 rules stay
/// small. It is made by ``InventoryBuilder`` and never changed.
public struct Inventory: Sendable {
    /// Where it comes from.
    @Boxed var provenance: Provenance
    /// Every text.
    public internal(set) var texts: StringTable
    /// Every group that is described or named, in the order of first appearance; see ``loadedGroups``.
    public internal(set) var groups: [Group]
    /// Every rule, group by group, ingress before egress.
    public internal(set) var rules: [Rule]
    /// IPv6 CIDRs that rules name.
    public internal(set) var ipv6Networks: [IPNetwork]
    /// Ports that inputs write into rules whose protocol has none.
    public internal(set) var ignoredPorts: [IgnoredPorts] = []
    /// Groups as rules name them.
    public internal(set) var references: [GroupReference]
    /// Prefix lists, loaded or only named.
    public internal(set) var prefixLists: [PrefixList]
    /// Network interfaces.
    public internal(set) var interfaces: [NetworkInterface]
    /// Instances.
    public internal(set) var instances: [Instance]
    /// VPCs that are described.
    public internal(set) var vpcs: [Vpc]
    /// Subnets that are described.
    public internal(set) var subnets: [Subnet]
    /// What carries and filters packets: route tables, network ACLs, gateways; no verdict looks at it.
    @Boxed public internal(set) var topology = Topology()
    /// How far complete listings of interfaces are among the inputs (describe-network-interfaces without a NextToken).
    public internal(set) var interfaceCoverage: InterfaceCoverage
    /// The VPCs whose interfaces no complete listing tells; nil where there is no complete listing at all.
    var unlistedVpcs: Set<TextID>?
    /// Ids that stand for VPCs which the input does not settle, such as that of an import; see ``isUnknown(vpc:)``.
    var unknownVpcs: Set<TextID> = []
    /// The interfaces of DNS names and ARNs, in lower case.
    var exactNames: [String: [InterfaceIndex]] = [:]
    /// What may set the groups of the interfaces of databases.
    var databaseSetters: [InterfaceIndex: Set<DatabaseSetter>] = [:]
    /// The interfaces of load balancers, databases, caches, functions and tasks by their names, in order of their names.
    public internal(set) var ownerNames: [(name: String, interfaces: [InterfaceIndex])] = []
    var groupsByID: GroupPlaces
    /// What the code of inputs calls things, by their ids.
    var codeNames: [TextID: CodeName] = [:]
    /// The tags of rules that have some, by the rules' ids.
    var ruleTags: [TextID: [Tag]] = [:]

    /// A group.
    @inlinable
    public subscript(index: GroupIndex) -> Group { groups[Int(index.number)] }

    /// A rule.
    @inlinable
    public subscript(index: RuleIndex) -> Rule { rules[Int(index.number)] }

    /// An interface.
    @inlinable
    public subscript(index: InterfaceIndex) -> NetworkInterface { interfaces[Int(index.number)] }

    /// A text; empty for ``TextID/none``.
    public subscript(text: TextID) -> String { texts[text] }

    /// The groups that inputs describe, in order of first appearance.
    ///
    /// Those that only rules or interfaces name are left out, and so are the copies of an id (`id#1`).
    public var loadedGroups: [GroupIndex] {
        // Asked for very often: a group is looked at where it stands, and not copied.
        var loaded: [GroupIndex] = []
        loaded.reserveCapacity(groups.count)
        for place in groups.indices where !groups[place].isCopy {
            let isAbsent = groups[place].ingressKnowledge == .absent && groups[place].egressKnowledge == .absent
            if !isAbsent { loaded.append(GroupIndex(place)) }
        }
        return loaded
    }

    /// Whether the interfaces of every account and region of the inventory are listed completely.
    public var hasCompleteInterfaceListing: Bool { interfaceCoverage == .complete }

    /// Whether an id stands for a VPC that the input does not settle, such as a parameter's: it may be any VPC, of any other id.
    public func isUnknown(vpc id: TextID) -> Bool { unknownVpcs.contains(id) }

    /// Whether every interface of a VPC is listed: none that is not in ``interfaces`` is there.
    public func listsAllInterfaces(ofVpc id: TextID) -> Bool {
        // A VPC that is not told may be any of them.
        unlistedVpcs.map { id.isNone ? $0.isEmpty : !$0.contains(id) } ?? false
    }

    /// How many rules the loaded groups have.
    public var loadedRuleCount: Int {
        loadedGroups.reduce(0) { $0 + self[$1].ingress.count + self[$1].egress.count }
    }

    /// The group of an id, loaded or only named.
    public func group(id: String) -> GroupIndex? {
        texts.find(id).flatMap { groupsByID[$0] }
    }

    /// The rules of a group in a direction, by their places.
    public func rules(of group: GroupIndex, _ direction: Direction) -> [RuleIndex] {
        places(of: group, direction).map(RuleIndex.init)
    }

    /// Where the rules of a group in a direction stand in ``rules``; the group is looked at where it stands, and not copied.
    public func places(of group: GroupIndex, _ direction: Direction) -> Range<Int> {
        direction == .ingress ? groups[Int(group.number)].ingress : groups[Int(group.number)].egress
    }

    /// Whether a group is loaded and known to be one, as ``Group/isSettled``; the group is not copied for that.
    public func isSettled(_ group: GroupIndex) -> Bool {
        let place = Int(group.number)
        if groups[place].isUnknown { return false }
        return groups[place].ingressKnowledge != .absent || groups[place].egressKnowledge != .absent
    }

    /// The value of a group's tag; nil when it has none of that key.
    public func tag(_ key: String, of group: GroupIndex) -> String? {
        guard let wanted = texts.find(key) else { return nil }
        return self[group].tags.first { $0.key == wanted }.map { texts[$0.value] }
    }

    /// The CIDR that a rule names; nil when it names a group or a prefix list.
    public func network(of peer: Peer) -> IPNetwork? {
        if case .ipv6(let place) = peer { ipv6Networks[Int(place)] } else { peer.ipv4 }
    }

    /// The group reference that a rule names; nil when it names something else.
    public func reference(of peer: Peer) -> GroupReference? {
        guard case .group(let place) = peer else { return nil }
        return references[Int(place)]
    }

    /// The prefix list that a rule names; nil when it names something else.
    public func prefixList(of peer: Peer) -> PrefixList? {
        guard case .prefixList(let place) = peer else { return nil }
        return prefixLists[Int(place)]
    }

    /// The id, CIDR or list id that a rule names, as the API writes it.
    public func text(of peer: Peer) -> String {
        switch peer {
        case .ipv4, .ipv6: network(of: peer)?.description ?? ""
        case .group(let place): texts[groups[Int(references[Int(place)].group.number)].id]
        case .prefixList(let place): texts[prefixLists[Int(place)].id]
        }
    }
}
