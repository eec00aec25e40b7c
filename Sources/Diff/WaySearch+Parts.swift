import CoreModel
import Reachability

/// What tells addresses apart in two readings.
struct CuttingNetworks {
    /// The blocks of VPCs.
    let blocks: [IPNetwork]
    /// The networks that routes and entries of ACLs are for, each once.
    let routed: [IPNetwork]

    /// Complexity: linear in blocks, routes and entries.
    init(_ readings: [Inventory]) {
        blocks = readings.flatMap { $0.vpcs.flatMap(\.networks) }.distinct()
        routed = readings.flatMap { inventory -> [IPNetwork] in
            let topology = inventory.topology
            let destinations =
                topology.routeTables.flatMap { $0.routes.map(\.destination) }
                + topology.transitGatewayTables.flatMap { $0.routes.map(\.destination) }
            let written = destinations.distinct().flatMap { destination -> [IPNetwork] in
                switch destination {
                case .network(let network): return [network]
                case .prefixList(let id): return inventory.prefixLists.first { $0.id == id && !id.isNone }?.entries ?? []
                case .unknown: return []
                }
            }
            return written + topology.networkACLs.flatMap(\.entries).compactMap(\.network)
        }.distinct()
    }
}

extension WaySearch {
    /// Asks a network that depends in both readings part by part: of one that holds private and public addresses, or addresses that routes
    /// tell apart, a part may turn.
    ///
    /// What turns alike is one way: to the network without the parts that do not, or to those that do, whichever says less.
    mutating func searchParts(_ pair: Pair, _ traffic: [IPVersion: TrafficSet], asksMembers: Bool) {
        let isInto = pair.destination.group != nil
        let (end, other) = isInto ? (pair.source, pair.destination) : (pair.destination, pair.source)
        guard end.group == nil, let id = other.group else { return }
        for (version, points) in traffic {
            let all = parts(of: end, version)
            if all.count < 2 { continue }
            let own = all.filter { part in
                mayTurn(part, id) && !isAsked(part, within: end, of: other, isInto: isInto, points)
            }
            askedParts += own.count
            if askedParts > Self.partLimit {
                askedParts -= own.count
                isLimited = true
                continue
            }
            var turns: [FlowChange: [IPNetwork]] = [:]
            for part in own {
                let place = EndIdentity.network(part)
                let asked = isInto ? Pair(source: place, destination: other) : Pair(source: other, destination: place)
                let (found, unsettled) = turned(asked, [version: points])
                let byMembers = asksMembers && !unsettled.isEmpty ? turnedForMembers(asked, unsettled) : []
                for way in found + byMembers {
                    turns[Self.replacing(way, isInto, by: FlowChange.Part(end: end)), default: []].append(part)
                }
            }
            for (way, networks) in turns {
                let told = places(of: end, networks, version).map { Self.replacing(way, isInto, by: $0) }
                if way.members == nil { ways += told } else { ofMembers += told }
            }
        }
    }

    private static func replacing(_ way: FlowChange, _ isInto: Bool, by part: FlowChange.Part) -> FlowChange {
        var other = way
        if isInto { other.source = part } else { other.destination = part }
        return other
    }

    /// Whether packets between a group and a part may be led elsewhere in one of the readings.
    private func mayTurn(_ part: IPNetwork, _ group: String) -> Bool {
        [before, after].contains { reading in
            reading.groups[group].map { mayBeLed(.network(part), vpc: reading.vpc($0), reading.inventory) } ?? false
        }
    }

    /// Whether a part, or what is within the network and around it, is asked by itself.
    private func isAsked(
        _ part: IPNetwork, within end: EndIdentity, of other: EndIdentity, isInto: Bool, _ points: TrafficSet
    ) -> Bool {
        let shortest = end.network.map { $0.prefixLength + 1 } ?? 1
        guard shortest <= part.prefixLength else { return false }
        return (shortest...part.prefixLength).contains { length in
            let around = EndIdentity.network(IPNetwork(containing: part.address, prefixLength: length))
            let own = isInto ? Pair(source: around, destination: other) : Pair(source: other, destination: around)
            return asked[own]?[part.version]?.isSuperset(of: points) ?? false
        }
    }

    // MARK: Cutting

    /// How many parts an end may have to be told apart by routes and entries; beyond only blocks of VPCs cut it.
    private static let mostParts = 128

    /// The networks that an end consists of, cut where addresses begin to be public and where VPCs, routes and entries of ACLs begin and
    /// end; none of everything, and of a list whose entries are not told.
    private mutating func parts(of end: EndIdentity, _ version: IPVersion) -> [IPNetwork] {
        if let known = cutEnds[end]?[version] { return known }
        let space = space(of: end, version)
        var found: [IPNetwork] = []
        if !space.isEmpty {
            found = Self.cut(space, at: cutting.blocks + cutting.routed, version)
            if found.count > Self.mostParts { found = Self.cut(space, at: cutting.blocks, version) }
        }
        cutEnds[end, default: [:]][version] = found
        return found
    }

    /// The addresses of an end; none of everything, which is its public ones.
    private func space(of end: EndIdentity, _ version: IPVersion) -> AddressSet {
        switch end {
        case .network(let network):
            return network.isEverything || network.version != version ? AddressSet() : AddressSet(network.range)
        case .prefixList(let id):
            let entries = [before, after].flatMap { reading in
                reading.inventory.prefixList(id: id).flatMap { reading.inventory.prefixLists[$0].entries } ?? []
            }
            return AddressSet(entries, version: version)
        case .group: return AddressSet()
        }
    }

    private static func cut(_ space: AddressSet, at networks: [IPNetwork], _ version: IPVersion) -> [IPNetwork] {
        let own = networks.filter { $0.version == version && space.intersects($0.range) }
        let ranges = SpecialAddresses.publicAddresses(version).intervals + own.map(\.range)
        let places = ranges.flatMap { $0.upperBound < version.largest ? [$0.lowerBound, $0.upperBound + 1] : [$0.lowerBound] }
        let cuts = Set(places).sorted()
        return space.intervals.flatMap { interval -> [IPNetwork] in
            var found: [IPNetwork] = []
            var first = interval.lowerBound
            for cut in cuts where cut > interval.lowerBound && cut <= interval.upperBound {
                found += AddressSet(first...(cut - 1)).networks(version)
                first = cut
            }
            return found + AddressSet(first...interval.upperBound).networks(version)
        }
    }

    // MARK: Telling

    /// Parts of an end as few ends: the end without the others, or these alone.
    private func places(of end: EndIdentity, _ parts: [IPNetwork], _ version: IPVersion) -> [FlowChange.Part] {
        let own = AddressSet(parts, version: version)
        let rest = space(of: end, version).subtracting(own).networks(version)
        let alone = own.networks(version)
        if rest.isEmpty || end.network != nil && rest.count < alone.count {
            return [FlowChange.Part(end: end, except: rest)]
        }
        return alone.map { FlowChange.Part(end: .network($0)) }
    }
}
