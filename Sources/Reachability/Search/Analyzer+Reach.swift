import CoreModel

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
        let direct = certainTraffic(from: .internet, to: destination, version)
        var result: [Reach] = []
        var isOpen = direct.isEnough(asked, version)
        if isOpen { result.append(Reach(group: nil, hops: 1)) }
        if let group = destination.kind.group {
            let among = certainTraffic(from: destination, to: destination, version)
            if among.isEnough(asked, version) { result.append(Reach(group: group, hops: 1)) }
        }
        var search = finder.searchTowards(destination, asked)
        // Where nobody reaches it, nobody has to be reached from outside.
        let isOpenTo =
            isOpen || search.frontier.isEmpty
            ? [] : Set(EntryFinder(analyzer: self, version: version).reached(from: .internet, nil))
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

    /// Who it is.
    public enum End: Hashable, Sendable {
        case network(IPNetwork)
        case prefixList(Int)
        case group(GroupIndex)
        /// Whoever is let in by rules that are not in the input.
        case unlisted(UnlistedRules)
    }

    /// Who it is.
    public internal(set) var end: End
    /// Why it stands apart.
    public internal(set) var kind: Kind
    /// Whether it is let in: allowed for a network or a list with entries, else depends; a stale rule lets in nobody.
    public internal(set) var verdict: Verdict
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
        if let group = destination.kind.group { groups = [group] + groups.filter { $0 != group } }
        let unlisted = groups.compactMap { group in
            UnlistedRules(inventory[group], .ingress).map {
                LooseReach(end: .unlisted($0), kind: .unlistedRules, verdict: .depends)
            }
        }
        return unlisted
            + groups.flatMap { inventory.rules(of: $0, .ingress) }.compactMap { place in
                let rule = inventory[place]
                guard asked.intersects(TrafficSet(rule.traffic.points)) else { return nil }
                if let network = inventory.network(of: rule.peer) {
                    if network.version != version {
                        guard hasOther else { return nil }
                        return LooseReach(end: .network(network), kind: .otherFamily(network.version), verdict: .depends)
                    }
                    return network.isEverything ? nil : LooseReach(end: .network(network), kind: .network, verdict: .allowed)
                }
                if case .prefixList(let list) = rule.peer {
                    let isLoaded = inventory.prefixLists[Int(list)].entries != nil
                    return LooseReach(
                        end: .prefixList(Int(list)), kind: .prefixList(isLoaded: isLoaded),
                        verdict: isLoaded ? .allowed : .depends)
                }
                guard let reference = inventory.reference(of: rule.peer), inventory[reference.group].knowledge == .absent else {
                    return nil
                }
                return LooseReach(
                    end: .group(reference.group), kind: reference.isStale ? .staleRule : .unloadedGroup,
                    verdict: reference.isStale ? .blocked : .depends)
            }
    }
}
