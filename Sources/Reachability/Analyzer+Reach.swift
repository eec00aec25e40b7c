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
    /// The group itself is among them, within one step, where its members reach each other.
    /// The internet comes first within its distance, then groups by name; `port` nil asks for any traffic at all.
    public func reachers(of group: GroupIndex, port: PortQuery? = nil, version: IPVersion = .v4) -> [Reach] {
        reachers(of: Endpoint(group), port?.points(version), version)
    }

    /// The same for any end.
    func reachers(of destination: Endpoint, _ asked: TrafficSet?, _ version: IPVersion) -> [Reach] {
        let finder = PathFinder(analyzer: self, version: version)
        let isOpenTo = Set(EntryFinder(analyzer: self, version: version).reached(from: .internet, nil))
        let direct = certainTraffic(from: .internet, to: destination, version)
        var result: [Reach] = []
        var isOpen = asked.map { direct.isSuperset(of: $0) } ?? !direct.isEmpty
        if isOpen { result.append(Reach(group: nil, hops: 1)) }
        if case .group(let group) = destination.kind {
            let among = certainTraffic(from: destination, to: destination, version)
            let isAmong = asked.map { among.isSuperset(of: $0) } ?? !among.inFamily(version).isEmpty
            if isAmong { result.append(Reach(group: group, hops: 1)) }
        }
        var search = finder.searchTowards(destination, asked)
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
    /// Why it stands apart.
    public enum Kind: Hashable, Sendable {
        case network
        case otherFamily(IPVersion)
        case prefixList(isLoaded: Bool)
        case unloadedGroup
        case unlistedRules
        case staleRule
        case dependsFor
    }

    /// What it is called.
    public internal(set) var name: String
    /// Why it stands apart.
    public internal(set) var kind: Kind
    /// Whether it is let in: allowed for a network or a list with entries, else depends; a stale rule lets in nobody.
    public internal(set) var verdict: Verdict
}

extension LooseReach.Kind {
    /// "networks", "prefix lists without entries", "groups that are not loaded", "it depends for".
    public var text: String {
        switch self {
        case .network: "networks"
        case .otherFamily(let version): "over \(version.name)"
        case .prefixList(let isLoaded): isLoaded ? "prefix lists" : "prefix lists without entries"
        case .unloadedGroup: "groups that are not loaded"
        case .unlistedRules: "whom other rules let in"
        case .staleRule: "stale rules"
        case .dependsFor: "it depends for"
        }
    }

    /// The word of JSON: "network", "prefix-list", "group", "stale-rule".
    public var word: String {
        switch self {
        case .network, .otherFamily: "network"
        case .prefixList: "prefix-list"
        case .unloadedGroup, .dependsFor: "group"
        case .unlistedRules: "unlisted-rules"
        case .staleRule: "stale-rule"
        }
    }
}

extension Analyzer {
    /// Whom the rules of an end let in beside groups that reach it for certain.
    func loose(_ destination: Endpoint, _ asked: TrafficSet, _ version: IPVersion) -> [LooseReach] {
        let ends = EndSubjects(inventory: inventory, index: index)
        guard case .some(let subjects, _) = ends.subjects(of: destination, version) else { return [] }
        let hasOther = ends.subjects(of: destination, version.other) != .noAddress
        var groups: [GroupIndex] = []
        for subject in subjects {
            if case .groups(let carried) = subject.carrier { groups += carried.filter { !groups.contains($0) } }
        }
        if case .group(let group) = destination.kind { groups = [group] + groups.filter { $0 != group } }
        let unlisted = groups.compactMap { group in
            UnlistedRules.text(inventory[group], .ingress).map { LooseReach(name: $0, kind: .unlistedRules, verdict: .depends) }
        }
        return unlisted
            + groups.flatMap { inventory.rules(of: $0, .ingress) }.compactMap { place in
                let rule = inventory[place]
                guard asked.intersects(TrafficSet(rule.traffic.points)) else { return nil }
                let name = names.name(of: rule.peer)
                if let network = inventory.network(of: rule.peer) {
                    if network.version != version {
                        guard hasOther else { return nil }
                        return LooseReach(name: name, kind: .otherFamily(network.version), verdict: .depends)
                    }
                    return network.isEverything ? nil : LooseReach(name: name, kind: .network, verdict: .allowed)
                }
                if let list = inventory.prefixList(of: rule.peer) {
                    let isLoaded = list.entries != nil
                    return LooseReach(
                        name: name, kind: .prefixList(isLoaded: isLoaded), verdict: isLoaded ? .allowed : .depends)
                }
                guard let reference = inventory.reference(of: rule.peer), inventory[reference.group].knowledge == .absent else {
                    return nil
                }
                return LooseReach(
                    name: name, kind: reference.isStale ? .staleRule : .unloadedGroup,
                    verdict: reference.isStale ? .blocked : .depends)
            }
    }
}
