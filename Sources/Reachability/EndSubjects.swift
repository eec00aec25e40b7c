import SecurityGroups

/// Splits ends of questions into subjects (DESIGN: "What a verdict means", Ends).
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
                network.isEverything ? internet(version) : .some(addresses(network))
            }
        case .internet: internet(version)
        case .prefixList(let place): prefixList(place, version)
        }
    }

    /// A group: an interface that carries it and no other, wherever its members are; a subject for each VPC that they are in.
    private func group(_ group: GroupIndex, _ version: IPVersion) -> Subjects {
        let members = index.members[Int(group.number)]
        if members.isEmpty {
            let vpc = inventory[group].vpc.isNone ? vpcNamedByRules(group) : inventory[group].vpc
            let (addresses, assumption) = anywhere(inVpc: vpc, version)
            if addresses.isEmpty { return .noAddress }
            return .some([
                Subject(
                    addresses: addresses, carrier: .groups([group]), vpc: vpc, assumption: assumption, standsForGroup: true)
            ])
        }
        var places: [TextID: Int] = [:]
        var subjects: [Subject] = []
        for var member in members.compactMap({ subject(of: $0, version) }) {
            if member.vpc.isNone { member.vpc = inventory[group].vpc }
            if let known = places[member.vpc] {
                subjects[known].addresses = subjects[known].addresses.union(member.addresses)
                subjects[known].interfaces += member.interfaces
                if member.assumption != .none { subjects[known].assumption = member.assumption }
                continue
            }
            places[member.vpc] = subjects.count
            var first = member
            first.carrier = .groups([group])
            first.standsForGroup = true
            subjects.append(first)
        }
        if subjects.count > 1 { for place in subjects.indices { subjects[place].isPartOfGroup = true } }
        return subjects.isEmpty ? .noAddress : .some(subjects)
    }

    /// The VPC that rules name with a group that no input describes.
    private func vpcNamedByRules(_ group: GroupIndex) -> TextID {
        inventory.references.first { $0.group == group && !$0.vpc.isNone }?.vpc ?? .none
    }

    /// Hosts without groups at every public address.
    private func internet(_ version: IPVersion) -> Subjects {
        .some([Subject(addresses: SpecialAddresses.publicAddresses(version), carrier: .outside(mayCarryAbsentGroup: false))])
    }

    /// Where an interface of a VPC may be: in its subnets, in its CIDRs, at a private address.
    private func anywhere(inVpc id: TextID, _ version: IPVersion) -> (AddressSet, Subject.Assumption) {
        if let subnets = index.subnetAddresses(ofVpc: id, version) { return (subnets, .subnets) }
        if let vpc = index.vpc(id), !vpc.networks.isEmpty { return (AddressSet(vpc.networks, version: version), .vpc) }
        return (SpecialAddresses.vpcAddresses(version), .privateAddress)
    }

    private func interfaces(_ interfaces: [InterfaceIndex], _ version: IPVersion) -> Subjects {
        let subjects = interfaces.compactMap { subject(of: $0, version) }
        let having = Set(subjects.flatMap(\.interfaces))
        return subjects.isEmpty ? .noAddress : .some(subjects, lacking: interfaces.filter { !having.contains($0) })
    }

    func subject(of place: InterfaceIndex, _ version: IPVersion) -> Subject? {
        let interface = inventory[place]
        var subject = Subject(
            addresses: AddressSet(interface.privateAddresses(version).map { $0.bits...$0.bits }),
            carrier: .groups(interface.groups), interfaces: [place], vpc: interface.vpc)
        if !interface.addressesAreKnown {
            let own = index.addresses(ofSubnet: interface.subnet, version).map { ($0, Subject.Assumption.subnet) }
            let (addresses, assumption) = own ?? anywhere(inVpc: interface.vpc, version)
            subject.addresses = subject.addresses.union(addresses)
            subject.assumption = assumption
        }
        return subject.addresses.isEmpty ? nil : subject
    }

    /// Every address of a network: those that interfaces have, split by their groups, and the rest.
    private func addresses(_ network: IPNetwork) -> [Subject] {
        let version = network.version
        var rest = AddressSet(network.range)
        var result: [Subject] = []
        for (holders, isPublic) in [(index.privateHolders(in: network), false), (index.publicHolders(in: network), true)] {
            for group in Self.alike(holders, inventory) {
                var subject = group
                subject.isAskedByPublicAddress = isPublic
                rest = rest.subtracting(subject.addresses)
                result.append(subject)
            }
        }
        for service in NotFiltered.fixed where service.address.version == version && rest.contains(service.address.bits) {
            let single = AddressSet(service.address.bits...service.address.bits)
            rest = rest.subtracting(single)
            result.append(Subject(addresses: single, carrier: .outside(mayCarryAbsentGroup: false)))
        }
        for resolver in index.resolvers where resolver.version == version && rest.contains(resolver.bits) {
            let single = AddressSet(resolver.bits...resolver.bits)
            rest = rest.subtracting(single)
            result += unheld(single, version)
        }
        let vpcs = index.vpcAddresses[InventoryIndex.slot(version)]
        let holdable = rest.intersection(SpecialAddresses.privateAddresses(version).union(vpcs))
        result += unheld(holdable, version)
        let outside = rest.subtracting(holdable)
        if !outside.isEmpty { result.append(Subject(addresses: outside, carrier: .outside(mayCarryAbsentGroup: false))) }
        return result
    }

    /// Interfaces with the same groups in the same VPC, together; one that shares an address with another stays alone.
    private static func alike(_ holders: ArraySlice<InventoryIndex.Holder>, _ inventory: Inventory) -> [Subject] {
        struct Key: Hashable {
            var groups: [GroupIndex]
            var vpc: TextID
        }
        var places: [Key: Int] = [:]
        var result: [Subject] = []
        var addresses: [[ClosedRange<UInt128>]] = []
        for holder in holders {
            let interface = inventory[holder.interface]
            let key = Key(groups: interface.groups.sorted(), vpc: interface.vpc)
            let place = places[key] ?? result.count
            if place == result.count {
                places[key] = place
                addresses.append([])
                result.append(Subject(addresses: AddressSet(), carrier: .groups(interface.groups), vpc: interface.vpc))
            }
            addresses[place].append(holder.address...holder.address)
            // Holders come by address: an interface's own stand beside each other or far apart.
            if result[place].interfaces.last != holder.interface { result[place].interfaces.append(holder.interface) }
        }
        for place in result.indices {
            result[place].addresses = AddressSet(addresses[place])
            let all = result[place].interfaces
            if Set(all).count < all.count { result[place].interfaces = Array(Set(all)).sorted() }
        }
        return result
    }

    /// Addresses that an interface may have and none is known to: hosts without groups where interfaces are listed completely.
    private func unheld(_ addresses: AddressSet, _ version: IPVersion) -> [Subject] {
        var listed = AddressSet()
        switch inventory.interfaceCoverage {
        case .none: break
        case .complete: listed = addresses
        case .partial(let unlisted): listed = addresses.subtracting(AddressSet(unlisted, version: version))
        }
        let parts: [(AddressSet, Subject.Carrier)] = [
            (listed, .outside(mayCarryAbsentGroup: true)), (addresses.subtracting(listed), .unknown),
        ]
        return parts.filter { !$0.0.isEmpty }.map { part, carrier in
            Subject(addresses: part, carrier: carrier, vpc: vpc(holding: part, version))
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
                    addresses: AddressSet(IPNetwork.everything(version).range), carrier: .unknown, assumption: .unloadedList,
                    prefixList: place)
            ])
        }
        let subjects = AddressSet(entries, version: version).networks(version).flatMap(addresses)
        let marked = subjects.map { subject in
            var subject = subject
            subject.prefixList = place
            return subject
        }
        return marked.isEmpty ? .noAddress : .some(marked)
    }
}
