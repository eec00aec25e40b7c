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
            guard partBudget.take(own.count) else {
                isLimited = true
                continue
            }
            let asked = Asked(end: end, other: other, isInto: isInto, points: points, version: version)
            searchParts(own, asked, within: space(of: end, version), asksMembers: asksMembers)
        }
    }

    /// Asks what of a network rules differ in, beside those that say more or less of another part of it.
    mutating func searchPart(
        _ source: FlowChange.Part, _ destination: FlowChange.Part, _ points: TrafficSet, _ version: IPVersion
    ) {
        let own = FlowChange.carried(points, version)
        if destination.end.group != nil {
            search(source, of: destination.end, isInto: true, own, version)
        } else {
            search(destination, of: source.end, isInto: false, own, version)
        }
    }

    private mutating func search(
        _ part: FlowChange.Part, of other: EndIdentity, isInto: Bool, _ points: TrafficSet, _ version: IPVersion
    ) {
        guard let network = part.end.network, network.version == version else { return }
        let whole = network.isEverything ? SpecialAddresses.publicAddresses(version) : AddressSet(network.range)
        let space = whole.subtracting(AddressSet(part.except, version: version))
        if space.isEmpty || isUncompared(other) { return }
        // What turns for the internet as a whole is told so.
        if network.isEverything, turnsWhole(part.end, of: other, isInto: isInto, points, version) { return }
        if isAnywhere(other) {
            isLimited = true
            return
        }
        let choices = [cutting.blocks + cutting.routed, cutting.blocks, []].lazy.map { Self.cut(space, at: $0, version) }
        guard let all = choices.first(where: { $0.count <= Self.mostParts }), partBudget.take(all.count) else {
            isLimited = true
            return
        }
        let own = all.filter { !isAsked($0, within: part.end, of: other, isInto: isInto, points) }
        let asked = Asked(end: part.end, other: other, isInto: isInto, points: points, version: version)
        searchParts(own, asked, within: whole, asksMembers: true)
    }

    private func turnsWhole(
        _ end: EndIdentity, of other: EndIdentity, isInto: Bool, _ points: TrafficSet, _ version: IPVersion
    ) -> Bool {
        let own = ways.filter { way in
            let (far, near) = isInto ? (way.source, way.destination) : (way.destination, way.source)
            return near.end == other && far.end.isEverything && far.except.isEmpty && way.versions.contains(version)
        }
        return own.reduce(TrafficSet()) { $0.union($1.points) }.isSuperset(of: points)
    }

    /// What is asked of parts of an end.
    private struct Asked {
        var end: EndIdentity
        var other: EndIdentity
        var isInto: Bool
        var points: TrafficSet
        var version: IPVersion
    }

    /// Asks parts of an end, which consists of `whole`, each by itself; what turns alike is told together.
    private mutating func searchParts(_ parts: [IPNetwork], _ all: Asked, within whole: AddressSet, asksMembers: Bool) {
        var turns: [FlowChange: [IPNetwork]] = [:]
        for part in parts {
            let place = EndIdentity.network(part)
            let asked =
                all.isInto ? Pair(source: place, destination: all.other) : Pair(source: all.other, destination: place)
            let (found, unsettled) = turned(asked, [all.version: all.points])
            let byMembers = asksMembers && !unsettled.isEmpty ? turnedForMembers(asked, unsettled) : []
            for way in found + byMembers {
                turns[Self.replacing(way, all.isInto, by: FlowChange.Part(end: all.end)), default: []].append(part)
            }
        }
        for (way, networks) in turns {
            let told = places(of: all.end, networks, all.version, within: whole).map {
                Self.replacing(way, all.isInto, by: $0)
            }
            if way.members == nil { ways += told } else { ofMembers += told }
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

    /// Parts of an end, which consists of `whole`, as few ends: the end without the others, or these alone.
    private func places(
        of end: EndIdentity, _ parts: [IPNetwork], _ version: IPVersion, within whole: AddressSet
    ) -> [FlowChange.Part] {
        let own = AddressSet(parts, version: version)
        let rest = whole.subtracting(own).networks(version)
        let alone = own.networks(version)
        if rest.isEmpty || end.network != nil && rest.count < alone.count {
            return [FlowChange.Part(end: end, except: rest)]
        }
        return alone.map { FlowChange.Part(end: .network($0)) }
    }
}
