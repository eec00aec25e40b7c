import Annotations
import Words
import Notes
import Reachability
import CoreModel

/// The documented inbound or outbound of a group held against its rules.
public struct ColumnFinding: Sendable {
    /// The group.
    public var group: GroupIndex
    /// Inbound or outbound.
    public var direction: Direction
    /// What is documented, in its own words: "ECS services (5432)".
    public var documented: String
    /// What the rules say: "tcp 5432 from ECS API SG, ECS Realtime SG"; "nothing".
    public var rules: String
    /// Whether the two are the same.
    public var status: FlowFinding.Status
    /// What the rules let through that is not documented: "all to 0.0.0.0/0".
    public var undocumented: [String]
    /// The rules that do.
    public var undocumentedRules: [RuleIndex]
    /// What is documented and no rule lets through: "tcp 5432 from Batch SG".
    public var missing: [String]
    /// Why the rules are as they are, from the notes.
    public var why: String?
    /// Where it is documented.
    public var location: NotesLocation?
}

/// Holds the documented columns of groups, inbound and outbound, against their rules.
struct ColumnCheck: Sendable {
    let annotations: Annotations
    let ends: DocumentedEnds

    private var inventory: Inventory { annotations.inventory }

    /// The findings of a direction, group by group in the order of the notes.
    func findings(_ direction: Direction) -> [ColumnFinding] {
        let byTitle = annotations.groupsByTitle
        return (annotations.notes?.groups ?? []).flatMap { byTitle[$0.title] ?? [] }.compactMap { finding(of: $0, direction) }
    }

    /// The finding of a group; nil where nothing is documented.
    func finding(of group: GroupIndex, _ direction: Direction) -> ColumnFinding? {
        guard let notes = annotations.notes(of: group),
            let column = direction == .ingress ? notes.inbound : notes.outbound
        else { return nil }
        let rules = inventory.rules(of: group, direction)
        let documented = column.entries.map { Entry($0, ends.meaning(of: $0.end), of: group, ends) }
        var undocumented: [RuleIndex] = []
        var extra: [String] = []
        for rule in rules {
            let rest = rest(of: rule, after: documented)
            if rest.isEmpty { continue }
            undocumented.append(rule)
            let traffic = TrafficText.text(rest, of: TrafficSet(inventory[rule].traffic.points))
            extra.append(line(traffic, direction, annotations.names.name(of: inventory[rule].peer)))
        }
        let knowledge = inventory[group].knowledge(direction)
        // A rule that is not there may be one that is not in the input.
        let missing =
            knowledge != .complete
            ? []
            : documented.compactMap { entry -> String? in
                let rest = unmet(entry, by: rules)
                return rest.isEmpty ? nil : line(TrafficText.text(rest, of: entry.traffic), direction, "\(entry.end)")
            }
        let isPartial = knowledge != .complete && undocumented.isEmpty
        return ColumnFinding(
            group: group, direction: direction, documented: column.words ?? words(column, direction),
            rules: summary(rules, direction),
            status: !extra.isEmpty || !missing.isEmpty ? .differs : isPartial ? .depends : .holds, undocumented: extra,
            undocumentedRules: undocumented, missing: missing, why: undocumented.first.flatMap(annotations.why),
            location: column.location ?? notes.location)
    }

    /// An entry of a documented column with its end found.
    private struct Entry {
        let end: DocumentedEnd
        let isAny: Bool
        let ends: [End]
        let traffic: TrafficSet

        init(_ peer: DocumentedPeer, _ meaning: DocumentedEnds.Meaning, of group: GroupIndex, _ ends: DocumentedEnds) {
            end = peer.end
            traffic = TrafficSet(peer.traffic.traffic.map(\.points))
            isAny = meaning == .any
            let groups = meaning.ends.compactMap(\.group)
            self.ends = groups.isEmpty ? meaning.ends : ends.companions(of: group, among: groups).map(End.group)
        }
    }

    // MARK: What the rules let through and nobody documented

    private func rest(of rule: RuleIndex, after entries: [Entry]) -> TrafficSet {
        let value = inventory[rule]
        let own = TrafficSet(value.traffic.points)
        if let reference = inventory.reference(of: value.peer), reference.isStale { return TrafficSet() }
        if let network = inventory.network(of: value.peer) {
            let pieces = entries.flatMap { entry in
                entry.traffic.intervals.map { CoverPiece(points: $0, addresses: addresses(of: entry, network.version)) }
            }
            return Cover.uncovered(own, AddressSet(network.range), by: pieces)
        }
        let named = inventory.end(of: value.peer)
        return entries.filter { $0.isAny || $0.ends.contains(.internet) || $0.ends.contains(named) }.reduce(own) {
            $0.subtracting($1.traffic)
        }
    }

    /// The addresses that an entry means where a rule names networks: the internet is everything, as 0.0.0.0/0 is.
    private func addresses(of entry: Entry, _ version: IPVersion) -> AddressSet {
        (entry.isAny ? [.internet] : entry.ends).reduce(AddressSet()) { $0.union(inventory.addresses(namedBy: $1, version)) }
    }

    // MARK: What is documented and no rule lets through

    private func unmet(_ entry: Entry, by rules: [RuleIndex]) -> TrafficSet {
        if entry.isAny { return unmet(entry.traffic, .everything(.v4), by: rules) }
        if entry.ends.isEmpty { return entry.traffic }
        return entry.ends.reduce(TrafficSet()) { $0.union(unmet(entry.traffic, $1, by: rules)) }
    }

    private func unmet(_ traffic: TrafficSet, _ end: End, by rules: [RuleIndex]) -> TrafficSet {
        if let group = end.group { return unmet(traffic, group, by: rules) }
        if let network = end.network { return unmet(traffic, network, by: rules) }
        if end == .internet {
            // Either family is the internet.
            return unmet(traffic, .everything(.v4), by: rules).intersection(unmet(traffic, .everything(.v6), by: rules))
        }
        return rules.filter { inventory.end(of: inventory[$0].peer) == end }.reduce(traffic) {
            $0.subtracting(TrafficSet(inventory[$1].traffic.points))
        }
    }

    private func unmet(_ traffic: TrafficSet, _ network: IPNetwork, by rules: [RuleIndex]) -> TrafficSet {
        Cover.uncovered(traffic, AddressSet(network.range), by: pieces(rules, network.version))
    }

    /// What of the traffic with a group no rule lets through: neither one that names it, nor networks that hold all of its VPC.
    private func unmet(_ traffic: TrafficSet, _ group: GroupIndex, by rules: [RuleIndex]) -> TrafficSet {
        let naming = rules.filter { rule in
            guard let reference = inventory.reference(of: inventory[rule].peer) else { return false }
            return reference.group == group && !reference.isStale
        }
        let rest = naming.reduce(traffic) { $0.subtracting(TrafficSet(inventory[$1].traffic.points)) }
        if rest.isEmpty { return rest }
        let vpc = inventory.vpcs.first { $0.id == inventory[group].vpc }
        let networks = vpc?.networks.filter { $0.version == .v4 } ?? []
        let home = networks.isEmpty ? AddressSet(IPNetwork.everything(.v4).range) : AddressSet(networks, version: .v4)
        return Cover.uncovered(rest, home, by: pieces(rules, .v4))
    }

    private func pieces(_ rules: [RuleIndex], _ version: IPVersion) -> [CoverPiece] {
        rules.compactMap { rule in
            let value = inventory[rule]
            guard let network = inventory.network(of: value.peer), network.version == version else { return nil }
            return CoverPiece(points: value.traffic.points, addresses: AddressSet(network.range))
        }
    }

    // MARK: Words

    private func line(_ traffic: String, _ direction: Direction, _ peer: String) -> String {
        "\(traffic) \(direction.preposition) \(peer)"
    }

    private func words(_ column: DocumentedTraffic, _ direction: Direction) -> String {
        guard !column.entries.isEmpty else { return "nothing" }
        return column.entries.map { "\($0.traffic) \(direction.preposition) \($0.end)" }.joined(separator: "; ")
    }

    /// Rules of the same traffic are said once: "tcp 5432 from ECS API SG, ECS Realtime SG".
    private func summary(_ rules: [RuleIndex], _ direction: Direction) -> String {
        let found = PeersByTraffic(rules, inventory, annotations.names)
        return rules.isEmpty ? "nothing" : found.text(direction, peers: 8, parts: 6, isSorted: true)
    }
}
