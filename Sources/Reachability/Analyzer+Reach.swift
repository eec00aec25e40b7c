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
        let isOpenTo = Set(EntryFinder(analyzer: self, version: version).reached(from: .internet, nil))
        let direct = certainTraffic(from: .internet, to: Endpoint(group), version)
        var result: [Reach] = []
        var isOpen = asked.map { direct.isSuperset(of: $0) } ?? !direct.isEmpty
        if isOpen { result.append(Reach(group: nil, hops: 1)) }
        var search = finder.searchTowards(Endpoint(group), asked)
        while !search.frontier.isEmpty {
            result += search.frontier.map { Reach(group: $0, hops: search.level) }
            if !isOpen, search.frontier.contains(where: isOpenTo.contains) {
                isOpen = true
                result.append(Reach(group: nil, hops: search.level + 1))
            }
            if !search.advance() { break }
        }
        return result
    }

    /// What can be reached from a group in any number of hops, if it were compromised.
    public func reached(from group: GroupIndex, version: IPVersion = .v4) -> [Reach] {
        let sendOutside = Set(EntryFinder(analyzer: self, version: version).reaching(.internet, nil))
        var result: [Reach] = []
        var isOpen = sendOutside.contains(group)
        if isOpen { result.append(Reach(group: nil, hops: 1)) }
        var search = ReachSearch(self, reach(version), from: group, asked: nil, isBackward: false)
        _ = search.advance()
        while !search.frontier.isEmpty {
            result += search.frontier.map { Reach(group: $0, hops: search.level) }
            if !isOpen, search.frontier.contains(where: sendOutside.contains) {
                isOpen = true
                result.append(Reach(group: nil, hops: search.level + 1))
            }
            if !search.advance() { break }
        }
        return result
    }
}

extension Endpoint {
    /// Every public address.
    static let internet = Endpoint(.internet, asked: "internet")
}

/// What a rule lets in beside groups that reach for certain: networks, prefix lists, groups that are not loaded or reach in part.
public struct LooseReach: Hashable, Sendable {
    /// What it is called.
    public internal(set) var name: String
    /// Why it stands apart: "whom other rules let in", "networks", "prefix lists without entries", "groups that are not loaded", "it depends for".
    public internal(set) var kind: String
}

extension Analyzer {
    /// Who may reach a group directly beside the groups that do for certain.
    ///
    /// So that nobody takes "no group" for "nobody". `port` nil asks for any traffic at all; complexity: a test for each group.
    public func looseReachers(of group: GroupIndex, port: PortQuery? = nil, version: IPVersion = .v4) -> [LooseReach] {
        var found: [LooseReach] = []
        let asked = port?.points(version) ?? TrafficSet(Traffic.allPoints)
        if let what = UnlistedRules.text(inventory[group], .ingress) {
            found.append(LooseReach(name: what, kind: "whom other rules let in"))
        }
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
        if let port {
            found += dependents(of: group, port, version).map { LooseReach(name: names.name(of: $0), kind: "it depends for") }
        }
        var seen = Set<LooseReach>()
        return found.filter { seen.insert($0).inserted }
    }

    /// The groups whose way to a group depends, by name.
    private func dependents(of group: GroupIndex, _ port: PortQuery, _ version: IPVersion) -> [GroupIndex] {
        let asked = port.points(version)
        let index = reach(version)
        let test = HopTest(analyzer: self, index: index, asked: asked)
        guard let place = index.station(group).bounds else { return [] }
        let into = LoosePeers(self, group, .ingress, asked, version)
        return index.order.filter { other in
            guard other != group, let bounds = index.station(other).bounds, into.mayHold(other, bounds),
                LoosePeers(self, other, .egress, asked, version).mayHold(group, place), !test.allows(other, group),
                let question = try? Question(from: Endpoint(other), to: Endpoint(group), port: port, version: version)
            else { return false }
            return verdict(question) == .depends
        }
    }
}
