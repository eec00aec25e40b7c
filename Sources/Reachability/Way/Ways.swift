import CoreModel

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
    /// Whether some of the pairs lie beyond every VPC: nothing that is looked at stands between them.
    let hasPairsBeyond: Bool
    /// Whether of the subnets that nothing tells apart only some were walked between, the others being too many.
    var isOfRepresentatives = false
}

extension Walker {
    /// The ways between two ends for some traffic of a family.
    ///
    /// An interface is not asked to reach itself; where a group is asked and nothing else is left, a second one like its only member is
    /// meant, in that member's subnet. Of more pairs than `pairLimit` those in subnets that nothing tells apart are left out, but for some.
    func ways(
        from source: End, to destination: End, _ asked: TrafficSet, _ version: IPVersion, clientPort: Int? = nil,
        isOneWay: Bool = false, pairLimit: Int = AlikeMembers.pairLimit
    ) -> Ways {
        let services = services(asked, version)
        let (ends, borders) = (ends(version), borders(source, destination, version))
        guard var sources = ends.members(of: source, borders: borders),
            var destinations = self.ends(version, services).members(of: destination, borders: borders)
        else { return Ways(entries: [], isPlaced: false, hasPairsBeyond: false) }
        let isOfRepresentatives = sources.count * destinations.count > pairLimit
        if isOfRepresentatives {
            let (from, to) = (AlikeMembers(sources, borders, self), AlikeMembers(destinations, borders, self))
            (sources, destinations) = (from.some(near: to.subnets), to.some(near: from.subnets))
        }
        let isOfGroup = source.group != nil || destination.group != nil
        var entries: [Ways.Entry] = []
        let pieces = WayTraffic.pieces(asked, clientPort: clientPort)
        let hasPairsBeyond = pair(sources, destinations, pieces, services, isOfGroup: isOfGroup) {
            let way = way(from: $0.end, to: $1.end, $2, isOneWay: isOneWay)
            entries.append(Ways.Entry(source: $0, destination: $1, traffic: $2, way: way))
        }
        if destination.isInternet {
            // What a gateway endpoint does not carry is no part of the internet: nobody goes there by it.
            let carried = entries.filter { !$0.way.endsAtEndpointProtocol }
            if !carried.isEmpty { entries = carried }
        }
        return Ways(
            entries: entries, isPlaced: true, hasPairsBeyond: hasPairsBeyond, isOfRepresentatives: isOfRepresentatives)
    }

    /// What cuts the ends of questions over a family; `services` are addresses that answer whatever the rules say, for a destination.
    func ends(_ version: IPVersion, _ services: [NotFiltered.Service] = []) -> WayEnds {
        WayEnds(
            index: index, inventoryIndex: groups.index, version: version, named: named(version), vpcCuts: cuts(version),
            internet: internet(version), services: services.map(\.address))
    }

    /// Where addresses of two ends are told apart, by more than the network alone where groups are asked too.
    func borders(_ source: End, _ destination: End, _ version: IPVersion, isBesideGroups: Bool = false) -> Borders {
        let ends = ends(version)
        return Borders {
            ends.cuts(of: source, isBesideGroups: isBesideGroups) + ends.cuts(of: destination, isBesideGroups: isBesideGroups)
        }
    }

    /// What answers some of the traffic over a family whatever the rules say.
    func services(_ asked: TrafficSet, _ version: IPVersion) -> [NotFiltered.Service] {
        let resolvers = index.inventory.vpcs.compactMap(NotFiltered.resolver)
        return (NotFiltered.fixed + resolvers).filter { $0.address.version == version && $0.points.intersects(asked) }
    }

    /// Calls a function for every member of one end with every one of the other and each piece of the traffic between which a way leads;
    /// returns whether some pairs lie beyond every VPC.
    ///
    /// `isOfGroup` says that an end is a group: where nobody else is left, its only member means a second one like it.
    func pair(
        _ sources: [WayMember], _ destinations: [WayMember], _ pieces: [WayTraffic], _ services: [NotFiltered.Service],
        isOfGroup: Bool, _ walk: (WayMember, WayMember, WayTraffic) -> Void
    ) -> Bool {
        var hasWalked = false
        func walkAll(_ from: WayMember, _ to: WayMember) {
            hasWalked = true
            let own = services.first { $0.address == to.end.address }.map { service in
                pieces.flatMap { $0.cut(by: service.points) }
            }
            for piece in own ?? pieces { walk(from, to, piece) }
        }
        func held(_ member: WayMember) -> [WayMember] {
            interfaces(publicAddress: member.end.address).map { WayMember(end: $0, count: member.count) }
        }
        var hasPairsBeyond = false
        var left: [(WayMember, WayMember)] = []
        for from in sources {
            for to in destinations {
                if from.end.isOutside, to.end.isOutside {
                    // One that is asked by the public address of an interface is the interface, seen from outside.
                    let (senders, receivers) = (held(from), held(to))
                    for own in receivers { walkAll(from, own) }
                    if receivers.isEmpty { for own in senders { walkAll(own, to) } }
                    if senders.isEmpty, receivers.isEmpty {
                        if index.vpc(around: from.end) != nil || index.vpc(around: to.end) != nil {
                            walkAll(from, to)
                        } else {
                            hasPairsBeyond = true
                        }
                    }
                    continue
                }
                if from.end.interface == nil || from.end.interface != to.end.interface {
                    walkAll(from, to)
                } else if let second = to.second {
                    var other = to
                    other.end = second
                    walkAll(from, other)
                } else if let second = from.second {
                    var other = from
                    other.end = second
                    walkAll(other, to)
                } else {
                    left.append((from, to))
                }
            }
        }
        if !hasWalked, isOfGroup { for pair in left { walkAll(pair.0, pair.1) } }
        return hasPairsBeyond
    }
}

extension Walker {
    /// The members of an end, cut where something on its way to another end tells them apart; nil where it is not told where one is.
    func members(of end: End, beside other: End, _ version: IPVersion) -> [WayMember]? {
        let ends = WayEnds(
            index: index, inventoryIndex: groups.index, version: version, named: named(version), vpcCuts: cuts(version),
            internet: internet(version))
        return ends.members(of: end, borders: Borders { ends.cuts(of: end) + ends.cuts(of: other) })
    }
}

extension End {
    /// Whether it is the internet, by its word or as every address.
    var isInternet: Bool {
        switch self {
        case .internet: true
        case .network(let network): network.isEverything
        default: false
        }
    }
}
