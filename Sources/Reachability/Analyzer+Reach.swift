import SecurityGroups

/// An end that reaches, or is reached, with the number of hops.
public struct Reach: Hashable, Sendable {
    /// The group; nil for the internet.
    public internal(set) var group: GroupIndex?
    /// Hops, 1 or more.
    public internal(set) var hops: Int
}

extension Analyzer {
    /// Who can reach a group on some traffic, in any number of hops: `who DESTINATION PORT`.
    ///
    /// The internet comes first within its distance, then groups by name; `port` nil asks for any traffic at all.
    public func reachers(of group: GroupIndex, port: PortQuery? = nil, version: IPVersion = .v4) -> [Reach] {
        let finder = PathFinder(analyzer: self, version: version)
        let destination = Endpoint(group)
        var distance: [GroupIndex: Int] = [:]
        var frontier = inventory.loadedGroups.filter { candidate in
            candidate != group && arrives(finder.hop(.group(candidate), destination.kind), port, version)
        }
        let direct = arrives(finder.hop(.internet, destination.kind), port, version)
        var internet: Int? = direct ? 1 : nil
        var hops = 1
        while !frontier.isEmpty {
            for found in frontier { distance[found] = hops }
            if internet == nil, frontier.contains(where: { !finder.hop(.internet, .group($0)).isEmpty }) { internet = hops + 1 }
            hops += 1
            let last = frontier
            frontier = inventory.loadedGroups.filter { candidate in
                candidate != group && distance[candidate] == nil
                    && last.contains { !finder.hop(.group(candidate), .group($0)).isEmpty }
            }
        }
        return sorted(distance, internet, finder)
    }

    /// What can be reached from a group in any number of hops, if it were compromised.
    public func reached(from group: GroupIndex, version: IPVersion = .v4) -> [Reach] {
        let finder = PathFinder(analyzer: self, version: version)
        var distance: [GroupIndex: Int] = [:]
        var frontier = [group]
        var internet: Int?
        var hops = 1
        while !frontier.isEmpty {
            if internet == nil, frontier.contains(where: { !finder.hop(.group($0), .internet).isEmpty }) { internet = hops }
            let last = frontier
            frontier = inventory.loadedGroups.filter { candidate in
                candidate != group && distance[candidate] == nil
                    && last.contains { !finder.hop(.group($0), .group(candidate)).isEmpty }
            }
            for found in frontier { distance[found] = hops }
            hops += 1
        }
        return sorted(distance, internet, finder)
    }

    private func arrives(_ traffic: TrafficSet, _ port: PortQuery?, _ version: IPVersion) -> Bool {
        port.map { traffic.isSuperset(of: $0.points(version)) } ?? !traffic.isEmpty
    }

    private func sorted(_ distance: [GroupIndex: Int], _ internet: Int?, _ finder: PathFinder) -> [Reach] {
        let byName = finder.byName(Array(distance.keys)).map { Reach(group: $0, hops: distance[$0] ?? 1) }
        let all = (internet.map { [Reach(group: nil, hops: $0)] } ?? []) + byName
        return (1...max(1, all.map(\.hops).max() ?? 1)).flatMap { hops in all.filter { $0.hops == hops } }
    }
}
