import Reachability
import CoreModel

/// Finds the flows that open or close because rules differ.
struct FlowSearch {
    private(set) var flows: [FlowChange] = []
    /// Whether so much differs that groups were only compared where rules name them.
    private(set) var isLimited = false
    /// What depends by the groups in both readings: which members can may have become another.
    private(set) var unsettled: [Unsettled] = []

    /// Traffic between two ends that depends before and after.
    struct Unsettled {
        var source: FlowChange.Part
        var destination: FlowChange.Part
        var points: TrafficSet
        var version: IPVersion

        /// Whether an end is the internet, or part of it.
        var isOfInternet: Bool { source.isOfInternet || destination.isOfInternet }
        /// Whether an end is not all that would be asked in its name.
        var isOfPart: Bool { source.isPartial || destination.isPartial }
    }

    private let before: Analyzer
    private let after: Analyzer
    private let changes: GroupDifferences
    /// The rules of every group that may decide otherwise: its own, and those of groups that its members carry too.
    let touched: [GroupDifferences.Side: GroupDifferences.TouchedRules]
    private var pairs: [GroupPair] { changes.matching.pairs }

    /// A group as an end of a flow, by its place among the pairs.
    private func part(_ pair: Int) -> FlowChange.Part { FlowChange.Part(end: .group(changes.matching.ids[pair])) }

    /// Two groups, by their places among the pairs.
    private struct Ends: Hashable, Comparable {
        var source: Int
        var destination: Int

        static func < (left: Ends, right: Ends) -> Bool {
            (left.source, left.destination) < (right.source, right.destination)
        }
    }

    /// Pairs of groups that are asked, at most; each costs four judgements.
    private static let limit = 200_000

    init(before: Analyzer, after: Analyzer, changes: GroupDifferences) {
        self.before = before
        self.after = after
        self.changes = changes
        touched = MemberChanges(before: before, after: after, changes: changes).touched
        for side in changes.touched.keys.sorted() {
            searchNetworks(side)
            searchLists(side)
        }
        searchMembersNetworks()
        searchGroups()
    }

    // MARK: CIDRs and prefix lists

    private func side(_ analyzer: Analyzer, _ group: GroupIndex?, _ version: IPVersion) -> (Inventory, GroupIndex)? {
        guard let group, analyzer.inventory[group].knowledge != .absent else { return nil }
        guard analyzer.hasAddress(group, version) else { return nil }
        return (analyzer.inventory, group)
    }

    private mutating func searchNetworks(_ place: GroupDifferences.Side) {
        let pair = pairs[place.pair]
        var both: [NetworkFlowSearch.Found: Int] = [:]
        for version in IPVersion.allCases {
            let search = NetworkFlowSearch(
                before: side(before, pair.before, version), after: side(after, pair.after, version), place.direction, version)
            for found in search.found {
                let parts = AddressSet(found.network.range).subtracting(AddressSet(found.except, version: version))
                    .networks(version)
                if parts.count <= 8, isByMembers(place) || isHeld(found.network) {
                    appendAsked(found.network, except: found.except, parts, found.traffic, place)
                    continue
                }
                // Everything of both families is one internet.
                let isEverything = found.network.isEverything && found.except.isEmpty
                let end = FlowChange.Part(end: .network(found.network), except: found.except)
                if isEverything {
                    var key = found
                    key.network = .everything(.v4)
                    if version == .v6, let known = both[key] {
                        flows[known].versions.append(.v6)
                        continue
                    }
                    both[key] = flows.count
                }
                append(end, place, found.traffic, [version], found.change)
            }
        }
    }

    /// Whether members of a group carry others too, whose rules may let the same through.
    private func isByMembers(_ side: GroupDifferences.Side) -> Bool {
        let pair = pairs[side.pair]
        return pair.before.map { before.sharingMembers(with: $0).count > 1 } ?? false
            || pair.after.map { after.sharingMembers(with: $0).count > 1 } ?? false
    }

    /// Whether interfaces have every address of a network: then theirs is the other side.
    private func isHeld(_ network: IPNetwork) -> Bool {
        !network.isEverything && (before.isHeld(network) || after.isHeld(network))
    }

    /// A difference of rules where more than these rules decides: both sides are asked, part by part.
    private mutating func appendAsked(
        _ network: IPNetwork, except: [IPNetwork] = [], _ parts: [IPNetwork], _ asked: TrafficSet, _ place: GroupDifferences.Side
    ) {
        let pair = pairs[place.pair]
        func together(_ analyzer: Analyzer, _ group: GroupIndex?) -> Passing {
            let all = parts.map { passing(analyzer, group, $0, place.direction, asked) }
            return all.dropFirst().reduce(all.first ?? Passing()) { one, other in
                Passing(
                    certain: one.certain.intersection(other.certain), possible: one.possible.union(other.possible))
            }
        }
        let version = network.version
        let (old, new) = (together(before, pair.before), together(after, pair.after))
        let (end, group) = (FlowChange.Part(end: .network(network), except: except), part(place.pair))
        let isInto = place.direction == .ingress
        note(isInto ? end : group, isInto ? group : end, old, new, version)
        for (change, traffic) in VerdictChange.all(from: old, to: new) {
            let own = FlowChange.carried(traffic, version)
            if !own.isEmpty { append(end, place, own, [version], change) }
        }
    }

    private mutating func searchLists(_ place: GroupDifferences.Side) {
        let pair = pairs[place.pair]
        let old = unloaded(before, pair.before, place.direction)
        let new = unloaded(after, pair.after, place.direction)
        for id in Set(old.keys).union(new.keys).sorted() {
            for (change, traffic) in VerdictChange.all(from: old[id] ?? Passing(), to: new[id] ?? Passing()) {
                append(FlowChange.Part(end: .prefixList(id)), place, traffic, IPVersion.allCases, change)
            }
        }
    }

    /// What is let through to and from prefix lists whose entries are not loaded.
    private func unloaded(_ analyzer: Analyzer, _ group: GroupIndex?, _ direction: Direction) -> [String: Passing] {
        guard let group else { return [:] }
        let inventory = analyzer.inventory
        let families = IPVersion.allCases.filter { analyzer.hasAddress(group, $0) }
        var result: [String: Passing] = [:]
        for place in inventory.rules(of: group, direction) {
            let rule = inventory[place]
            guard let list = inventory.prefixList(of: rule.peer), list.entries == nil else { continue }
            let all = TrafficSet(rule.traffic.points)
            let points = families.filter { list.version == nil || list.version == $0 }.reduce(TrafficSet()) {
                $0.union(FlowChange.carried(all, $1))
            }
            let own = Passing(certain: rule.isContested ? TrafficSet() : points, possible: points)
            result[inventory[list.id]] = (result[inventory[list.id]] ?? Passing()).union(own)
        }
        return result
    }

    /// Networks that rules of the other groups of a group's members name, for groups whose own rules say nothing new of them.
    private mutating func searchMembersNetworks() {
        let known = Set(flows.map { [$0.source, $0.destination] })
        for side in touched.keys.sorted() {
            guard let rules = touched[side], rules.isByMembers else { continue }
            var asked: [IPNetwork: TrafficSet] = [:]
            for (analyzer, own) in [(before, rules.before), (after, rules.after)] {
                for rule in own {
                    guard let network = analyzer.inventory.network(of: analyzer.inventory[rule].peer) else { continue }
                    let points = TrafficSet(analyzer.inventory[rule].traffic.points)
                    asked[network] = asked[network].map { $0.union(points) } ?? points
                }
            }
            let group = part(side.pair)
            for (network, traffic) in asked.sorted(by: { $0.key < $1.key }) {
                let end = FlowChange.Part(end: .network(network))
                let ends = side.direction == .ingress ? [end, group] : [group, end]
                if known.contains(ends) { continue }
                appendAsked(network, [network], traffic, side)
            }
        }
    }

    private func passing(
        _ analyzer: Analyzer, _ group: GroupIndex?, _ network: IPNetwork, _ direction: Direction, _ traffic: TrafficSet
    ) -> Passing {
        guard let group else { return Passing() }
        let (outside, own) = (Endpoint(.network(network)), Endpoint(.group(group)))
        let (source, destination) = direction == .ingress ? (outside, own) : (own, outside)
        return passing(analyzer, source, destination, traffic, network.version)
    }

    private mutating func append(
        _ end: FlowChange.Part, _ place: GroupDifferences.Side, _ traffic: TrafficSet, _ versions: [IPVersion],
        _ change: VerdictChange
    ) {
        let group = part(place.pair)
        let isInto = place.direction == .ingress
        flows.append(
            FlowChange(
                source: isInto ? end : group, destination: isInto ? group : end, points: traffic,
                versions: versions, before: change.before, after: change.after))
    }

    // MARK: Groups

    private mutating func searchGroups() {
        var asked: [Ends: TrafficSet] = [:]
        // What rules name by id first: that is asked whatever the limit.
        for isNamed in [true, false] {
            for side in touched.keys.sorted() {
                guard let rules = touched[side] else { continue }
                for (analyzer, places, own) in [
                    (before, changes.matching.ofBefore, rules.before), (after, changes.matching.ofAfter, rules.after),
                ] {
                    collect(own, side, analyzer, places, isNamed: isNamed, concernsAll: rules.concernsAll, into: &asked)
                }
                if asked.count > Self.limit {
                    isLimited = true
                    if !isNamed { break }
                }
            }
        }
        for (ends, traffic) in asked.sorted(by: { $0.key < $1.key }) { search(ends, traffic) }
    }

    private func collect(
        _ rules: [RuleIndex], _ side: GroupDifferences.Side, _ analyzer: Analyzer, _ places: [Int], isNamed: Bool,
        concernsAll: Bool, into asked: inout [Ends: TrafficSet]
    ) {
        let inventory = analyzer.inventory
        func ask(_ other: GroupIndex, _ traffic: TrafficSet) {
            let place = places[Int(other.number)]
            let ends =
                side.direction == .ingress
                ? Ends(source: place, destination: side.pair) : Ends(source: side.pair, destination: place)
            asked[ends] = asked[ends].map { $0.union(traffic) } ?? traffic
        }
        var byPeer: [Peer: [ClosedRange<UInt32>]] = [:]
        var firsts: [Peer: RuleIndex] = [:]
        for rule in rules {
            let value = inventory[rule]
            guard (inventory.reference(of: value.peer) != nil) == isNamed else { continue }
            byPeer[value.peer, default: []].append(value.traffic.points)
            if firsts[value.peer] == nil { firsts[value.peer] = rule }
        }
        for (peer, points) in byPeer {
            guard let rule = firsts[peer] else { continue }
            for group in analyzer.groups(coveredBy: rule) { ask(group, TrafficSet(points)) }
        }
        if concernsAll, !isNamed {
            for group in inventory.loadedGroups { ask(group, TrafficSet(Traffic.allPoints)) }
        }
    }

    private mutating func search(_ ends: Ends, _ traffic: TrafficSet) {
        let (source, destination) = (pairs[ends.source], pairs[ends.destination])
        var turned = TurnedTraffic()
        for version in IPVersion.allCases {
            let old = passing(before, source.before, destination.before, traffic, version)
            let new = passing(after, source.after, destination.after, traffic, version)
            note(part(ends.source), part(ends.destination), old, new, version)
            turned.add(old, new, version)
        }
        flows += turned.flows(from: part(ends.source), to: part(ends.destination))
    }

    private mutating func note(
        _ source: FlowChange.Part, _ destination: FlowChange.Part, _ old: Passing, _ new: Passing, _ version: IPVersion
    ) {
        let points = FlowChange.carried(old.depending.intersection(new.depending), version)
        if points.isEmpty { return }
        unsettled.append(Unsettled(source: source, destination: destination, points: points, version: version))
    }

    /// What the engine lets through between two groups; nothing where one of them is not there, or has no address of the family.
    private func passing(
        _ analyzer: Analyzer, _ source: GroupIndex?, _ destination: GroupIndex?, _ traffic: TrafficSet, _ version: IPVersion
    ) -> Passing {
        guard let source, let destination, analyzer.hasAddress(source, version), analyzer.hasAddress(destination, version) else {
            return Passing()
        }
        return passing(analyzer, Endpoint(.group(source)), Endpoint(.group(destination)), traffic, version)
    }

    private func passing(
        _ analyzer: Analyzer, _ source: Endpoint, _ destination: Endpoint, _ traffic: TrafficSet, _ version: IPVersion
    ) -> Passing {
        guard let question = Question(from: source, to: destination, carrying: traffic, version: version) else {
            return Passing()
        }
        let (certain, possible) = analyzer.passing(question)
        return Passing(certain: certain, possible: possible)
    }
}
