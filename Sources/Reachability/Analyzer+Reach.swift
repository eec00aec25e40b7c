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

/// What a rule lets in beside groups that reach for certain: networks, prefix lists, groups that are not loaded or reach in part.
public struct LooseReach: Hashable, Sendable {
    /// What it is called.
    public internal(set) var name: String
    /// Why it stands apart: "networks", "prefix lists without entries", "groups that are not loaded", "it depends for".
    public internal(set) var kind: String
}

extension Analyzer {
    /// Who may reach a group directly beside the groups that do for certain.
    ///
    /// So that nobody takes "no group" for "nobody". `port` nil asks for any traffic at all; complexity: a test for each group.
    public func looseReachers(of group: GroupIndex, port: PortQuery? = nil, version: IPVersion = .v4) -> [LooseReach] {
        var found: [LooseReach] = []
        let asked = port?.points(version) ?? TrafficSet(Traffic.allPoints)
        for place in inventory.rules(of: group, .ingress) {
            let rule = inventory[place]
            guard asked.intersects(TrafficSet(rule.traffic.points)) else { continue }
            let name = names.name(of: rule.peer)
            if let network = inventory.network(of: rule.peer) {
                let isInternet = network.isEverything && network.version == version
                if isInternet { continue }
                found.append(
                    LooseReach(name: name, kind: network.version == version ? "networks" : "over \(network.version.name)"))
            } else if let list = inventory.prefixList(of: rule.peer) {
                found.append(LooseReach(name: name, kind: list.entries == nil ? "prefix lists without entries" : "prefix lists"))
            } else if let reference = inventory.reference(of: rule.peer), inventory[reference.group].knowledge == .absent {
                found.append(LooseReach(name: name, kind: reference.isStale ? "stale rules" : "groups that are not loaded"))
            }
        }
        let destination = Endpoint(group)
        let query = port ?? .all
        for other in reach(version).order where other != group {
            guard mayReach(other, group, asked, version),
                let question = try? Question(from: Endpoint(other), to: destination, port: query, version: version),
                verdict(question) == .depends, port != nil
            else { continue }
            found.append(LooseReach(name: names.name(of: other), kind: "it depends for"))
        }
        var seen = Set<LooseReach>()
        return found.filter { seen.insert($0).inserted }
    }

    /// Whether any rule of a group touches what some other group sends, so that it is worth a question.
    private func mayReach(_ from: GroupIndex, _ to: GroupIndex, _ asked: TrafficSet, _ version: IPVersion) -> Bool {
        let index = reach(version)
        let out = index.station(from)
        let into = index.station(to)
        let named = inventory.rules(of: to, .ingress).contains { inventory.reference(of: inventory[$0].peer)?.group == from }
        return out.bounds != nil && (named || into.hasNetworks.ingress || into.hasLists.ingress || into.open.ingress != 0)
    }
}
