import CoreModel

extension Analyzer {
    /// The groups whose members the peer of a rule may cover; more than these, never fewer.
    ///
    /// A group that no input lists is among them only where the rule names it: it may be anywhere.
    ///
    /// - Parameter candidates: Where the rule names a CIDR or a prefix list, which groups may be among them; nil for all that are loaded.
    ///
    /// Complexity: linear in these groups where the rule names a CIDR or a prefix list.
    public func groups(coveredBy rule: RuleIndex, among candidates: [GroupIndex]? = nil) -> [GroupIndex] {
        let peer = inventory[rule].peer
        let loaded = candidates ?? inventory.loadedGroups
        if let reference = inventory.reference(of: peer) {
            switch reference.identity {
            case .named: return sharingMembers(with: reference.group)
            case .oneOf(let candidates): return candidates.flatMap(sharingMembers) + [reference.group]
            case .unknown: return loaded + [reference.group]
            }
        }
        if let network = inventory.network(of: peer) { return groups(around: [network], among: loaded) }
        guard let list = inventory.prefixList(of: peer), let entries = list.entries else { return loaded }
        return groups(around: entries, among: loaded)
    }

    /// The groups that some member of a group carries, itself included.
    public func sharingMembers(with group: GroupIndex) -> [GroupIndex] { Array(index.kinds.carriedBySome[Int(group.number)]) }

    /// The interfaces that carry a group, as far as they are loaded.
    public func members(of group: GroupIndex) -> [InterfaceIndex] { index.members[Int(group.number)] }

    /// Whether some member of a loaded group may have an address of a family.
    ///
    /// Complexity: a look at its kinds of members.
    public func hasAddress(_ group: GroupIndex, _ version: IPVersion) -> Bool {
        let (place, slot) = (Int(group.number), InventoryIndex.slot(version))
        let isAbsent =
            inventory.groups[place].ingressKnowledge == .absent && inventory.groups[place].egressKnowledge == .absent
        if inventory.groups[place].isCopy || isAbsent { return false }
        if let unseen = index.unseen[slot][place], !unseen.addresses.isEmpty { return true }
        for kind in index.kinds.ofGroup[place] {
            if let subject = index.kindEnds[slot][Int(kind)].subject, !subject.addresses.isEmpty { return true }
        }
        return false
    }

    /// Whether some member of a group may have an address of a family; of one that changes on trial took from everybody, whoever would
    /// carry it next, as of a group that nobody carries.
    public func mayHaveAddress(_ group: GroupIndex, _ version: IPVersion) -> Bool {
        if !index.gone.contains(group) { return hasAddress(group, version) }
        return EndSubjects(inventory: inventory, index: index).newcomer(group, version) != nil
    }

    /// Whether interfaces are known to have every address of a network, so that their own rules decide what it sends and takes.
    public func isHeld(_ network: IPNetwork) -> Bool { index.isHeld(network) }

    /// The groups that have members, or may have them, where these networks are.
    private func groups(around networks: [IPNetwork], among groups: [GroupIndex]) -> [GroupIndex] {
        let wanted = IPVersion.allCases.map { AddressSet(networks, version: $0) }
        return groups.filter { group in
            IPVersion.allCases.contains { version in
                guard let bounds = stations(version)[group].bounds else { return false }
                return wanted[InventoryIndex.slot(version)].intersects(AddressSet(bounds.low...bounds.high))
            }
        }
    }
}
