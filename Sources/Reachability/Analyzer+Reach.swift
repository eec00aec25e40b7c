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
        let asked = port?.points(version)
        let internet = Endpoint(.internet, asked: "internet")
        let direct = certainTraffic(from: internet, to: Endpoint(group), version)
        var result: [Reach] = []
        var isOpen = asked.map { direct.isSuperset(of: $0) } ?? !direct.isEmpty
        if isOpen { result.append(Reach(group: nil, hops: 1)) }
        var search = finder.searchTowards(Endpoint(group), asked)
        while !search.frontier.isEmpty {
            result += search.frontier.map { Reach(group: $0, hops: search.level) }
            let level = search.level
            let mayOpen = isOpen ? nil : finder.firstHop(from: internet, among: search.frontier)
            let goesOn = search.advance()
            if mayOpen != nil {
                isOpen = true
                result.append(Reach(group: nil, hops: level + 1))
            }
            if !goesOn { break }
        }
        return result
    }

    /// What can be reached from a group in any number of hops, if it were compromised.
    public func reached(from group: GroupIndex, version: IPVersion = .v4) -> [Reach] {
        let index = reach(version)
        let internet = Endpoint(.internet, asked: "internet")
        var result: [Reach] = []
        var isOpen = !certainTraffic(from: Endpoint(group), to: internet, version).isEmpty
        if isOpen { result.append(Reach(group: nil, hops: 1)) }
        var search = ReachSearch(self, index, from: group, asked: nil, isBackward: false)
        _ = search.advance()
        while !search.frontier.isEmpty {
            result += search.frontier.map { Reach(group: $0, hops: search.level) }
            let level = search.level
            if !isOpen, search.frontier.contains(where: { sendsOutside($0, index, internet, version) }) {
                isOpen = true
                result.append(Reach(group: nil, hops: level + 1))
            }
            if !search.advance() { break }
        }
        return result
    }

    private func sendsOutside(_ group: GroupIndex, _ index: ReachIndex, _ internet: Endpoint, _ version: IPVersion) -> Bool {
        let station = index.station(group)
        guard station.open.egress != 0 || station.hasNetworks.egress || station.hasLists.egress else { return false }
        return !certainTraffic(from: Endpoint(group), to: internet, version).isEmpty
    }
}
