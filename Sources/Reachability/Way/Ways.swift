import CoreModel

/// The concrete ends that the two ends of a question stand for, one of those that no stage tells apart.
struct WayEnds: Sendable {
    typealias Member = WayMember

    let index: WayIndex
    let inventoryIndex: InventoryIndex
    let version: IPVersion
    /// The addresses of interfaces that something tells apart from others of their subnet; see ``NamedAddresses``.
    let named: Set<IPAddress>
    /// The cuts of every VPC; see ``Borders/ofVpcs(_:_:)``.
    let vpcCuts: [TextID: [UInt128]]
    /// The internet, without what loaded interfaces have of it.
    let internet: AddressSet
    /// The addresses of what answers the traffic asked whatever the rules say; none for a source, where nobody has them.
    var services: [IPAddress] = []

    private var inventory: Inventory { index.inventory }

    /// The members of an end; `borders` are networks that something on the way tells apart.
    ///
    /// Nil where it is not told where a member is: a group without interfaces, a prefix list without entries.
    func members(of end: End, borders: Borders) -> [Member]? {
        switch end {
        case .group(let group):
            let members = inventoryIndex.members[Int(group.number)]
            return members.isEmpty ? unseen(group, borders) : kinds(members, borders)
        case .interfaces(let interfaces): return kinds(interfaces, borders)
        case .network(let network):
            if network.version != version { return [] }
            return network.isEverything ? addresses(internet, borders) : addresses(AddressSet(network.range), borders)
        case .internet: return addresses(internet, borders)
        case .prefixList(let place):
            guard let entries = inventory.prefixLists[place].entries else { return nil }
            return addresses(AddressSet(entries, version: version), borders)
        }
    }

    /// Where addresses are told apart on the ways of an end, in no order: by routes, entries and blocks of its VPCs, and by the peers of
    /// its groups' rules.
    func cuts(of end: End) -> [UInt128] {
        var interfaces: [InterfaceIndex] = []
        var asked: [IPNetwork] = []
        switch end {
        case .group(let group): interfaces = inventoryIndex.members[Int(group.number)]
        case .interfaces(let own): interfaces = own
        case .network(let network): if !network.isEverything { asked = [network] }
        case .prefixList(let place): asked = inventory.prefixLists[place].entries ?? []
        case .internet: break
        }
        for network in asked where network.version == version {
            interfaces += inventoryIndex.privateHolders(in: network.range, version).map(\.interface)
        }
        var vpcs = Set(interfaces.map { inventory[$0].vpc })
        var groups = Set(interfaces.flatMap { inventory[$0].groups })
        if interfaces.isEmpty, let group = end.group {
            vpcs.insert(inventory[group].vpc)
            groups.insert(group)
        }
        for network in asked where network.version == version {
            func isMet(_ blocks: [IPNetwork]) -> Bool {
                blocks.contains { $0.version == version && $0.range.overlaps(network.range) }
            }
            vpcs.formUnion(inventory.subnets.filter { isMet($0.networks) }.map(\.vpc))
            vpcs.formUnion(inventory.vpcs.filter { isMet($0.networks) }.map(\.id))
        }
        var networks: [IPNetwork] = []
        for group in groups {
            for direction in Direction.allCases {
                for rule in inventory.rules(of: group, direction) { networks += peers(inventory[rule].peer) }
            }
        }
        return vpcs.flatMap { vpcCuts[$0] ?? [] } + Borders.cuts(networks, version)
    }

    private func peers(_ peer: Peer) -> [IPNetwork] {
        if let network = inventory.network(of: peer) { return [network] }
        return inventory.prefixList(of: peer)?.entries ?? []
    }

    /// The public addresses of interfaces within a range.
    private func publicHolders(_ range: ClosedRange<UInt128>) -> [ClosedRange<UInt128>] {
        inventoryIndex.publicHolders(in: range, version).map(\.addresses)
    }

    // MARK: Members

    /// What tells interfaces apart on a way, but for their addresses.
    private struct Kind: Hashable {
        var subnet: TextID
        var groups: [GroupIndex]
        var isPublic: Bool?
        var ports: ClientPorts
        var type: TextID
        var deniesGatewayTraffic: Bool?
        /// Where an entry, a route or a rule may name an address of its own, every interface is told apart.
        var address: IPAddress?
    }

    /// A member of a group that no input tells, in every loaded subnet of the group's VPC; nil where there is none.
    private func unseen(_ group: GroupIndex, _ borders: Borders) -> [Member]? {
        let vpc = inventory[group].vpc
        let subnets = vpc.isNone ? [] : inventory.subnets.filter { $0.vpc == vpc }
        let members = subnets.flatMap { subnet in
            stretches(subnet.usableAddresses(version), borders).map {
                Member(end: .unseen(group, $0, subnet: subnet.id), count: 1)
            }
        }
        return members.isEmpty ? nil : members
    }

    /// Interfaces of one kind together, with the address that they have first; those without one of the family are left out.
    ///
    /// One whose addresses are not told is anywhere in its subnet; nil where that is not told either.
    private func kinds(_ interfaces: [InterfaceIndex], _ borders: Borders) -> [Member]? {
        var places: [Kind: Int] = [:]
        var result: [Member] = []
        for interface in interfaces {
            let own = inventory[interface]
            guard let address = own.privateAddresses(version).first else {
                if own.addressesAreKnown(version) { continue }
                guard let subnet = index.subnet(own.subnet) else { return nil }
                result += stretches(subnet.usableAddresses(version), borders).map {
                    Member(end: .interface(interface, $0), count: 1, interfaces: [interface])
                }
                continue
            }
            let end = WayEnd.interface(interface, address)
            let kind = Kind(
                subnet: own.subnet, groups: own.groups.sorted(), isPublic: index.hasPublicAddress(end),
                ports: index.clientPorts(end), type: own.type, deniesGatewayTraffic: own.deniesGatewayTraffic,
                address: named.contains(address) ? address : nil)
            if let place = places[kind] {
                result[place].count += 1
                result[place].interfaces.append(interface)
                if result[place].second == nil { result[place].second = end }
            } else {
                places[kind] = result.count
                result.append(Member(end: end, count: 1, interfaces: [interface]))
            }
        }
        return result
    }

    // MARK: Addresses

    /// Addresses cut where something tells them apart: those of interfaces, those of subnets, and the rest.
    private func addresses(_ wanted: AddressSet, _ borders: Borders) -> [Member] {
        var result: [Member] = []
        var held: [ClosedRange<UInt128>] = []
        for interval in wanted.intervals {
            for holder in inventoryIndex.privateHolders(in: interval, version) {
                let own = holder.addresses.clamped(to: interval)
                held.append(own)
                result.append(Member(end: .interface(holder.interface, IPAddress(version, bits: own.lowerBound)), count: 1))
            }
        }
        // A public address of an interface stands for itself: its way is not followed.
        let shown = AddressSet(wanted.intervals.flatMap(publicHolders))
        for interval in shown.intervals {
            result += (interval.lowerBound...interval.upperBound).map {
                Member(end: .outside(IPAddress(version, bits: $0)), count: 1)
            }
        }
        var rest = wanted.subtracting(AddressSet(held)).subtracting(shown)
        for subnet in inventory.subnets {
            let blocks = AddressSet(subnet.networks, version: version)
            if !blocks.intersects(wanted) { continue }
            // No host has what AWS keeps for itself.
            let own = rest.intersection(subnet.usableAddresses(version))
            rest = rest.subtracting(blocks)
            result += stretches(own, borders).map { Member(end: .host($0, subnet: subnet.id), count: 1) }
        }
        result += stretches(rest, borders).map { Member(end: .outside($0), count: 1) }
        for address in services where wanted.contains(address.bits) && !result.contains(where: { $0.end.address == address }) {
            result.append(Member(end: .outside(address), count: 1))
        }
        if !result.isEmpty { return result }
        // Nothing was asked but what AWS keeps for itself.
        return inventory.subnets.flatMap { subnet in
            stretches(wanted.intersection(AddressSet(subnet.networks, version: version)), borders)
                .map { Member(end: .host($0, subnet: subnet.id), count: 1) }
        }
    }

    /// The first address of each stretch that no border cuts: addresses between two cuts are alike, holes between them or not.
    private func stretches(_ addresses: AddressSet, _ borders: Borders) -> [IPAddress] {
        let sorted = borders.cuts.value
        var seen: Set<Int> = []
        var result: [IPAddress] = []
        for interval in addresses.intervals {
            var place = sorted.firstPlace { $0 > interval.lowerBound }
            if seen.insert(place).inserted { result.append(IPAddress(version, bits: interval.lowerBound)) }
            while place < sorted.count, sorted[place] <= interval.upperBound {
                if seen.insert(place + 1).inserted { result.append(IPAddress(version, bits: sorted[place])) }
                place += 1
            }
        }
        return result
    }
}

/// The ways between the members of two ends.
struct Ways: Sendable {
    /// The way between two members for one piece of the traffic.
    struct Entry: Sendable {
        var source: WayEnds.Member
        var destination: WayEnds.Member
        var traffic: WayTraffic
        var way: Way
    }

    /// Every pair and piece that was walked.
    let entries: [Entry]
    /// Whether it is told where every member of both ends is.
    let isPlaced: Bool

    /// All alike: that; else it depends; nil where there is nobody to walk between.
    var verdict: Verdict? {
        guard isPlaced else { return .depends }
        guard let first = entries.first?.way.verdict else { return nil }
        return entries.allSatisfy { $0.way.verdict == first } ? first : .depends
    }
}

extension Walker {
    /// The ways between two ends for some traffic of a family.
    ///
    /// An interface is not asked to reach itself; where a group is asked and nothing else is left, a second one like its only member is
    /// meant, in that member's subnet.
    func ways(from source: End, to destination: End, _ asked: TrafficSet, _ version: IPVersion) -> Ways {
        let ends = WayEnds(
            index: index, inventoryIndex: groups.index, version: version, named: named(version), vpcCuts: cuts(version),
            internet: internet(version))
        let borders = Borders { ends.cuts(of: source) + ends.cuts(of: destination) }
        let resolvers = index.inventory.vpcs.compactMap(NotFiltered.resolver)
        var targets = ends
        targets.services = (NotFiltered.fixed + resolvers).filter { $0.address.version == version && $0.points.intersects(asked) }
            .map(\.address)
        guard let sources = ends.members(of: source, borders: borders),
            let destinations = targets.members(of: destination, borders: borders)
        else { return Ways(entries: [], isPlaced: false) }
        let pieces = WayTraffic.pieces(asked)
        var entries: [Ways.Entry] = []
        func walk(_ from: WayEnds.Member, _ to: WayEnds.Member) {
            entries += pieces.map { piece in
                Ways.Entry(source: from, destination: to, traffic: piece, way: way(from: from.end, to: to.end, piece))
            }
        }
        func held(_ member: WayEnds.Member) -> WayEnds.Member? {
            interface(publicAddress: member.end.address).map { WayEnds.Member(end: $0, count: member.count) }
        }
        var left: [(WayEnds.Member, WayEnds.Member)] = []
        for from in sources {
            for to in destinations {
                if from.end.isOutside, to.end.isOutside {
                    // One that is asked by the public address of an interface is the interface, seen from outside.
                    if let own = held(to) {
                        walk(from, own)
                    } else if let own = held(from) {
                        walk(own, to)
                    }
                    continue
                }
                if from.end.interface == nil || from.end.interface != to.end.interface {
                    walk(from, to)
                } else if let second = to.second {
                    var other = to
                    other.end = second
                    walk(from, other)
                } else if let second = from.second {
                    var other = from
                    other.end = second
                    walk(other, to)
                } else {
                    left.append((from, to))
                }
            }
        }
        if entries.isEmpty, source.group != nil || destination.group != nil {
            for pair in left { walk(pair.0, pair.1) }
        }
        return Ways(entries: entries, isPlaced: true)
    }
}
