import CoreModel

/// Splits ends of questions into subjects.
struct EndSubjects: Sendable {
    let inventory: Inventory
    let index: InventoryIndex

    func subjects(of endpoint: Endpoint, _ version: IPVersion) -> Subjects {
        switch endpoint.kind {
        case .group(let group): self.group(group, version)
        case .interfaces(let interfaces): self.interfaces(interfaces, version)
        case .network(let network):
            if network.version != version {
                .noAddress
            } else {
                network.isEverything ? internet(version) : .some(addresses(AddressSet(network.range), version))
            }
        case .internet: internet(version)
        case .prefixList(let place): prefixList(place, version)
        }
    }

    /// What interfaces of one kind are as an end: nil where none has an address of the family.
    struct KindEnd: Hashable, Sendable {
        var subject: Subject?
        /// Those of them that have no address of the family.
        var lacking: [InterfaceIndex]
    }

    /// A group: its members with all that they carry, a subject for each kind, and one that no input tells where there may be one.
    private func group(_ group: GroupIndex, _ version: IPVersion) -> Subjects {
        var subjects: [Subject] = []
        var lacking: [InterfaceIndex] = []
        for kind in index.kinds.ofGroup[Int(group.number)] {
            let end = index.kindEnds[InventoryIndex.slot(version)][Int(kind)]
            lacking += end.lacking
            guard var subject = end.subject else { continue }
            if subject.vpc.isNone { subject.vpc = inventory[group].vpc }
            subjects.append(subject)
        }
        if let one = index.unseen[InventoryIndex.slot(version)][Int(group.number)] { subjects.append(one) }
        return subjects.isEmpty ? .noAddress : .some(subjects, lacking: lacking)
    }

    /// A group by its own rules alone: an interface that carries nothing else, where its members are; nil without an address.
    func alone(_ group: GroupIndex, _ version: IPVersion) -> Subject? {
        let members = index.kinds.ofGroup[Int(group.number)].compactMap {
            index.kindEnds[InventoryIndex.slot(version)][Int($0)].subject
        }
        guard let first = members.first else { return index.members[Int(group.number)].isEmpty ? unseen(group, version) : nil }
        return Subject(
            kind: .interfaces(members.flatMap(\.interfaces), carrying: [group]),
            addresses: AddressSet(members.flatMap(\.addresses.intervals)),
            vpc: first.vpc.isNone ? inventory[group].vpc : first.vpc,
            assumption: members.first { $0.assumption != .none }?.assumption ?? .none)
    }

    /// A member of a group that no input tells: with this group and no other, anywhere in its VPC; nil of a group that is gone.
    func unseen(_ group: GroupIndex, _ version: IPVersion) -> Subject? {
        index.gone.contains(group) ? nil : newcomer(group, version)
    }

    /// The same of any group, as if somebody came who carries it.
    func newcomer(_ group: GroupIndex, _ version: IPVersion) -> Subject? {
        let vpc = inventory[group].vpc.isNone ? index.vpcNamedByRules(group) : inventory[group].vpc
        let (addresses, assumption) = anywhere(inVpc: vpc, version)
        if addresses.isEmpty { return nil }
        return Subject(kind: .unseenMember(carrying: [group]), addresses: addresses, vpc: vpc, assumption: assumption)
    }

    /// The interfaces of a kind together.
    func kind(_ kind: MemberKind, _ version: IPVersion) -> KindEnd {
        var ranges: [ClosedRange<UInt128>] = []
        var end = KindEnd(subject: nil, lacking: [])
        var having: [InterfaceIndex] = []
        var assumption = Assumption.none
        for place in kind.interfaces {
            guard let one = subject(of: place, version) else {
                end.lacking.append(place)
                continue
            }
            having.append(place)
            ranges += one.addresses.intervals
            if one.assumption != .none { assumption = one.assumption }
        }
        if having.isEmpty { return end }
        end.subject = Subject(
            kind: .interfaces(having, carrying: kind.groups), addresses: AddressSet(ranges), vpc: kind.vpc, assumption: assumption
        )
        return end
    }

    /// Hosts without groups at every public address.
    private func internet(_ version: IPVersion) -> Subjects {
        .some([Subject(kind: .hosts(mayCarryAbsentGroup: false), addresses: SpecialAddresses.publicAddresses(version))])
    }

    /// Where an interface of a VPC may be: in its subnets, in its CIDRs, at a private address.
    private func anywhere(inVpc id: TextID, _ version: IPVersion) -> (AddressSet, Assumption) {
        if let subnets = index.subnetAddresses(ofVpc: id, version) { return (subnets, .subnets) }
        if let blocks = index.addresses(ofVpc: id, version) { return (blocks, .vpc) }
        let somewhere = SpecialAddresses.vpcAddresses(version)
        guard let vpc = index.vpc(id), !vpc.networks.isEmpty else { return (somewhere, .privateAddress) }
        return (somewhere.union(AddressSet(vpc.networks, version: version)), .openBlock)
    }

    private func interfaces(_ interfaces: [InterfaceIndex], _ version: IPVersion) -> Subjects {
        let subjects = interfaces.compactMap { subject(of: $0, version) }
        let having = Set(subjects.flatMap(\.interfaces))
        return subjects.isEmpty ? .noAddress : .some(subjects, lacking: interfaces.filter { !having.contains($0) })
    }

    func subject(of place: InterfaceIndex, _ version: IPVersion) -> Subject? {
        let interface = inventory[place]
        var subject = Subject(
            kind: .interfaces([place], carrying: interface.groups), addresses: AddressSet(interface.privateRanges(version)),
            vpc: interface.vpc)
        if !interface.addressesAreKnown(version) {
            let own = index.addresses(ofSubnet: interface.subnet, version).map { ($0, Assumption.subnet) }
            let (addresses, assumption) = own ?? anywhere(inVpc: interface.vpc, version)
            subject.addresses = subject.addresses.union(addresses)
            subject.assumption = assumption
        }
        return subject.addresses.isEmpty ? nil : subject
    }

    /// Every address of a set: those that interfaces have, split by their groups, and the rest.
    private func addresses(_ wanted: AddressSet, _ version: IPVersion) -> [Subject] {
        let held = heldByInterfaces(wanted, version)
        var result = held.subjects
        var rest = wanted.subtracting(held.addresses)
        for service in NotFiltered.fixed where service.address.version == version && rest.contains(service.address.bits) {
            let single = AddressSet(service.address.bits...service.address.bits)
            rest = rest.subtracting(single)
            result.append(Subject(kind: .hosts(mayCarryAbsentGroup: false), addresses: single))
        }
        for resolver in index.resolvers where resolver.version == version && rest.contains(resolver.bits) {
            let single = AddressSet(resolver.bits...resolver.bits)
            rest = rest.subtracting(single)
            result += unheld(single, version)
        }
        let inVpcs = rest.intersection(index.vpcAddresses[InventoryIndex.slot(version)])
        let privateOnes = rest.subtracting(inVpcs).intersection(SpecialAddresses.privateAddresses(version))
        if index.mayBeInUnknownVpc[InventoryIndex.slot(version)] {
            result += unheld(inVpcs.union(privateOnes), version)
        } else {
            result += unheld(inVpcs, version)
            if !privateOnes.isEmpty {
                // Another network's. Where interfaces are listed completely it may carry a group that the inventory only names.
                let hasListing = inventory.interfaceCoverage != .none
                result.append(Subject(kind: .hosts(mayCarryAbsentGroup: hasListing), addresses: privateOnes))
            }
        }
        var outside = rest.subtracting(inVpcs).subtracting(privateOnes)
        if version == .v4, outside.intersects(index.unlistedPublicAddresses) {
            let unlisted = outside.intersection(index.unlistedPublicAddresses)
            outside = outside.subtracting(unlisted)
            result.append(Subject(kind: .unknown, addresses: unlisted))
        }
        if !outside.isEmpty { result.append(Subject(kind: .hosts(mayCarryAbsentGroup: false), addresses: outside)) }
        return result
    }

    /// Interfaces with the same groups in the same VPC, together: by their private addresses, then those asked by public ones.
    private func heldByInterfaces(_ wanted: AddressSet, _ version: IPVersion) -> (subjects: [Subject], addresses: AddressSet) {
        let all = [false, true].flatMap { held(wanted, version, byPublicAddress: $0) }
        let subjects = all.map { held in
            let own = index.kinds.all[held.kind]
            // Holders come by address: an interface's own stand beside each other or far apart.
            let distinct = Set(held.interfaces)
            let interfaces = distinct.count < held.interfaces.count ? distinct.sorted() : held.interfaces
            return Subject(
                kind: held.isPublic
                    ? .publicInterfaces(interfaces, carrying: own.groups) : .interfaces(interfaces, carrying: own.groups),
                addresses: AddressSet(held.ranges), vpc: own.vpc)
        }
        return (subjects, AddressSet(all.map(\.ranges).joined()))
    }

    /// Interfaces of one kind with those of their addresses that are wanted.
    private struct Held {
        var kind: Int
        var isPublic: Bool
        var interfaces: [InterfaceIndex] = []
        var ranges: [ClosedRange<UInt128>] = []
    }

    private func held(_ wanted: AddressSet, _ version: IPVersion, byPublicAddress isPublic: Bool) -> [Held] {
        var found: [Held] = []
        var places: [UInt32: Int] = [:]
        for interval in wanted.intervals {
            let holders =
                isPublic ? Array(index.publicHolders(in: interval, version)) : index.privateHolders(in: interval, version)
            for holder in holders {
                let kind = index.kinds.ofInterface[Int(holder.interface.number)]
                let place = places[kind] ?? found.count
                if place == found.count {
                    places[kind] = place
                    found.append(Held(kind: Int(kind), isPublic: isPublic))
                }
                found[place].ranges.append(holder.addresses.clamped(to: interval))
                if found[place].interfaces.last != holder.interface { found[place].interfaces.append(holder.interface) }
            }
        }
        return found
    }

    /// Addresses that an interface may have and none is known to: hosts without groups where interfaces are listed completely.
    private func unheld(_ addresses: AddressSet, _ version: IPVersion) -> [Subject] {
        var listed = AddressSet()
        switch inventory.interfaceCoverage {
        case .none: break
        case .complete: listed = addresses
        case .partial(let unlisted): listed = addresses.subtracting(AddressSet(unlisted, version: version))
        }
        let parts: [(AddressSet, Subject.Kind)] = [
            (listed, .hosts(mayCarryAbsentGroup: true)), (addresses.subtracting(listed), .unknown),
        ]
        return parts.filter { !$0.0.isEmpty }.map { part, kind in
            Subject(kind: kind, addresses: part, vpc: vpc(holding: part, version))
        }
    }

    /// The VPC whose CIDRs hold all of some addresses; of several with the same resolver any, else none.
    private func vpc(holding addresses: AddressSet, _ version: IPVersion) -> TextID {
        let holding = inventory.vpcs.filter { AddressSet($0.networks, version: version).isSuperset(of: addresses) }
        guard let first = holding.first else { return .none }
        let resolver = NotFiltered.resolver(of: first)?.address
        return holding.allSatisfy { NotFiltered.resolver(of: $0)?.address == resolver } ? first.id : .none
    }

    private func prefixList(_ place: Int, _ version: IPVersion) -> Subjects {
        let list = inventory.prefixLists[place]
        guard let entries = list.entries else {
            if let known = list.version, known != version { return .noAddress }
            return .some([
                Subject(
                    kind: .unknown, addresses: AddressSet(IPNetwork.everything(version).range), assumption: .unloadedList,
                    prefixList: place)
            ])
        }
        let marked = addresses(AddressSet(entries, version: version), version).map { subject in
            var subject = subject
            subject.prefixList = place
            return subject
        }
        return marked.isEmpty ? .noAddress : .some(marked)
    }
}
