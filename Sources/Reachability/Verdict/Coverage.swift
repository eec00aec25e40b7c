import CoreModel

/// Which part of the other end's addresses a side lets through: for certain, and at most.
struct Coverage: Hashable, Sendable {
    /// Let through whatever the unknown facts are.
    var certain: AddressSet
    /// Let through if the unknown facts are the right ones; holds `certain`.
    var possible: AddressSet

    static let nothing = Coverage(certain: AddressSet(), possible: AddressSet())

    static func everything(of subject: Subject) -> Coverage {
        Coverage(certain: subject.addresses, possible: subject.addresses)
    }

    static func perhaps(_ addresses: AddressSet) -> Coverage {
        Coverage(certain: AddressSet(), possible: addresses)
    }

    func union(_ other: Coverage) -> Coverage {
        Coverage(certain: certain.union(other.certain), possible: possible.union(other.possible))
    }
}

/// How far a rule's peer covers a subject, whatever protocol and ports it names.
struct PeerCoverage: Sendable {
    let inventory: Inventory
    let index: InventoryIndex
    let version: IPVersion

    /// The part of a subject's addresses that a rule's peer covers.
    ///
    /// `countsReferences` is false where an end was asked by a public address: then no rule that names a group counts.
    func coverage(of rule: Rule, over subject: Subject, countsReferences: Bool) -> Coverage {
        let found = uncontested(rule.peer, over: subject, countsReferences: countsReferences)
        return rule.isContested ? .perhaps(found.possible) : found
    }

    /// Whether it covers some of a subject, at least if the unknown facts are the right ones: no set is made for most rules.
    func mayCover(_ rule: Rule, over subject: Subject, countsReferences: Bool) -> Bool {
        if case .ipv4(let bits, let length) = rule.peer, length > 0 {
            let range = Peer.range(ipv4: bits, prefixLength: length)
            return version == .v4 && subject.addresses.overlaps(range.lowerBound, range.upperBound)
        }
        if case .group(let place) = rule.peer, case .groups(let carried) = subject.carrier,
            inventory.references[Int(place)].identity == .named
        {
            let reference = inventory.references[Int(place)]
            if !countsReferences || reference.isStale || subject.addresses.isEmpty { return false }
            return carried.contains { $0 == reference.group || inventory.groups[Int($0.number)].isUnknown }
        }
        return !uncontested(rule.peer, over: subject, countsReferences: countsReferences).possible.isEmpty
    }

    private func uncontested(_ peer: Peer, over subject: Subject, countsReferences: Bool) -> Coverage {
        if let network = inventory.network(of: peer) {
            guard network.version == version else { return .nothing }
            if network.isEverything { return .everything(of: subject) }
            let covered = subject.addresses.intersection(AddressSet(network.range))
            return Coverage(certain: covered, possible: covered)
        }
        if let reference = inventory.reference(of: peer) {
            return countsReferences ? self.reference(reference, over: subject) : .nothing
        }
        guard case .prefixList(let place) = peer else { return .nothing }
        if subject.prefixList == Int(place) { return .everything(of: subject) }
        let list = inventory.prefixLists[Int(place)]
        guard let entries = list.entries else {
            if let known = list.version, known != version { return .nothing }
            return .perhaps(subject.addresses)
        }
        let covered = subject.addresses.intersection(AddressSet(entries, version: version))
        return Coverage(certain: covered, possible: covered)
    }

    /// A reference covers the private addresses of the interfaces that carry the group, never transitively.
    func reference(_ reference: GroupReference, over subject: Subject) -> Coverage {
        if reference.isStale { return .nothing }
        switch reference.identity {
        case .named: break
        case .oneOf(let candidates):
            let each = candidates.map { self.reference(GroupReference(group: $0), over: subject) }
            return .perhaps(each.reduce(AddressSet()) { $0.union($1.possible) })
        case .unknown: return unknownGroup(over: subject)
        }
        let group = inventory[reference.group]
        switch subject.carrier {
        case .groups(let carried):
            if carried.contains(reference.group) { return .everything(of: subject) }
            return carried.contains { inventory[$0].isUnknown } ? .perhaps(subject.addresses) : .nothing
        case .outside(let mayCarryAbsentGroup):
            return mayCarryAbsentGroup && group.knowledge == .absent ? .perhaps(subject.addresses) : .nothing
        case .unknown:
            guard subject.assumption != .unloadedList, let vpc = index.vpc(group.vpc),
                var holdable = index.addresses(ofVpc: group.vpc, version)
            else {
                return .perhaps(subject.addresses)
            }
            // The resolver's address belongs to no interface of its VPC.
            if let resolver = NotFiltered.resolver(of: vpc)?.address, resolver.version == version {
                holdable = holdable.subtracting(AddressSet(resolver.bits...resolver.bits))
            }
            return .perhaps(subject.addresses.intersection(holdable))
        }
    }

    /// A reference to some group that the input does not settle: whatever carries a group may carry it.
    private func unknownGroup(over subject: Subject) -> Coverage {
        switch subject.carrier {
        case .groups(let carried): carried.isEmpty ? .nothing : .perhaps(subject.addresses)
        case .outside(let mayCarryAbsentGroup): mayCarryAbsentGroup ? .perhaps(subject.addresses) : .nothing
        case .unknown: .perhaps(subject.addresses)
        }
    }
}
