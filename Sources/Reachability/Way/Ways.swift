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
}

extension Walker {
    /// The ways between two ends for some traffic of a family.
    ///
    /// An interface is not asked to reach itself; where a group is asked and nothing else is left, a second one like its only member is
    /// meant, in that member's subnet.
    func ways(
        from source: End, to destination: End, _ asked: TrafficSet, _ version: IPVersion, isOneWay: Bool = false
    ) -> Ways {
        let ends = WayEnds(
            index: index, inventoryIndex: groups.index, version: version, named: named(version), vpcCuts: cuts(version),
            internet: internet(version))
        let borders = Borders { ends.cuts(of: source) + ends.cuts(of: destination) }
        let resolvers = index.inventory.vpcs.compactMap(NotFiltered.resolver)
        var targets = ends
        let services = (NotFiltered.fixed + resolvers).filter { $0.address.version == version && $0.points.intersects(asked) }
        targets.services = services.map(\.address)
        guard let sources = ends.members(of: source, borders: borders),
            let destinations = targets.members(of: destination, borders: borders)
        else { return Ways(entries: [], isPlaced: false, hasPairsBeyond: false) }
        let pieces = WayTraffic.pieces(asked)
        var entries: [Ways.Entry] = []
        func walk(_ from: WayEnds.Member, _ to: WayEnds.Member) {
            let own = services.first { $0.address == to.end.address }.map { service in
                pieces.flatMap { $0.cut(by: service.points) }
            }
            entries += (own ?? pieces).map { piece in
                let way = way(from: from.end, to: to.end, piece, isOneWay: isOneWay)
                return Ways.Entry(source: from, destination: to, traffic: piece, way: way)
            }
        }
        func held(_ member: WayEnds.Member) -> [WayEnds.Member] {
            interfaces(publicAddress: member.end.address).map { WayEnds.Member(end: $0, count: member.count) }
        }
        var hasPairsBeyond = false
        var left: [(WayEnds.Member, WayEnds.Member)] = []
        for from in sources {
            for to in destinations {
                if from.end.isOutside, to.end.isOutside {
                    // One that is asked by the public address of an interface is the interface, seen from outside.
                    let (senders, receivers) = (held(from), held(to))
                    for own in receivers { walk(from, own) }
                    if receivers.isEmpty { for own in senders { walk(own, to) } }
                    if senders.isEmpty, receivers.isEmpty {
                        if index.vpc(around: from.end) != nil || index.vpc(around: to.end) != nil {
                            walk(from, to)
                        } else {
                            hasPairsBeyond = true
                        }
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
        if destination.isInternet {
            // What a gateway endpoint does not carry is no part of the internet: nobody goes there by it.
            let carried = entries.filter { entry in !entry.way.stages.contains { $0.reason == .endpointProtocol } }
            if !carried.isEmpty { entries = carried }
        }
        return Ways(entries: entries, isPlaced: true, hasPairsBeyond: hasPairsBeyond)
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
    fileprivate var isInternet: Bool {
        switch self {
        case .internet: true
        case .network(let network): network.isEverything
        default: false
        }
    }
}
