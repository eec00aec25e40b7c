import Reachability
import SecurityGroups
import Text

/// Which rules differ between two readings of an inventory, group by group; ids tell what is the same.
public struct RuleChanges: Sendable {
    /// A rule that only one of the two has.
    public struct Change: Hashable, Sendable {
        /// Whether it came; it went otherwise.
        public var isAdded: Bool
        /// Its direction.
        public var direction: Direction
        /// "tcp 5432 from ECS API SG".
        public var text: String
    }

    /// What changed in each group, by its id; a group that only one of the two has is not among them.
    public let byGroup: [String: [Change]]
    /// The ids of groups that came.
    public let added: [String]
    /// The ids of groups that went.
    let removed: [String]

    /// The changes from one reading to a later one; linear in the rules of both.
    public init(from before: Analyzer, to after: Analyzer) {
        let (old, new) = (before.inventory, after.inventory)
        var byGroup: [String: [Change]] = [:]
        var added: [String] = []
        for group in new.loadedGroups {
            let id = new[new[group].id]
            guard let known = old.group(id: id), old[known].knowledge != .absent else {
                added.append(id)
                continue
            }
            let (was, now) = (RuleKey.all(of: known, in: old), RuleKey.all(of: group, in: new))
            // Of a direction that one of the two does not list nothing is known to have changed.
            let listed = Direction.allCases.filter {
                old[known].knowledge($0) != .absent && new[group].knowledge($0) != .absent
            }
            let came = Self.changes(now, missing: was, after, isAdded: true).filter { listed.contains($0.direction) }
            let went = Self.changes(was, missing: now, before, isAdded: false).filter { listed.contains($0.direction) }
            if !came.isEmpty || !went.isEmpty { byGroup[id] = went + came }
        }
        self.byGroup = byGroup
        self.added = added
        removed = old.loadedGroups.map { old[old[$0].id] }.filter { id in
            new.group(id: id).map { new[$0].knowledge == .absent } ?? true
        }
    }

    /// How many rules came or went.
    var count: Int { byGroup.values.reduce(0) { $0 + $1.count } }

    /// Whether nothing differs.
    var isEmpty: Bool { byGroup.isEmpty && added.isEmpty && removed.isEmpty }

    /// What changed, in a few words: "2 rules changed in RDS SG", "nothing changed".
    public func summary(names: Names, _ inventory: Inventory) -> String {
        if isEmpty { return "nothing changed" }
        var parts: [String] = []
        if !byGroup.isEmpty {
            let groups = byGroup.keys.compactMap { inventory.group(id: $0) }.map { names.name(of: $0) }.sorted()
            let place = groups.count > 2 ? TextCount.of(groups.count, "group") : groups.joined(separator: " and ")
            parts.append("\(TextCount.of(self.count, "rule")) changed in \(place)")
        }
        if !added.isEmpty { parts.append("\(TextCount.of(added.count, "group")) new") }
        if !removed.isEmpty { parts.append("\(TextCount.of(removed.count, "group")) gone") }
        return parts.joined(separator: ", ")
    }

    private static func changes(
        _ rules: [RuleKey: RuleIndex], missing others: [RuleKey: RuleIndex], _ analyzer: Analyzer, isAdded: Bool
    ) -> [Change] {
        rules.filter { others[$0.key] == nil }.sorted { $0.value < $1.value }.map { _, place in
            let rule = analyzer.inventory[place]
            return Change(isAdded: isAdded, direction: rule.direction, text: analyzer.text(of: place))
        }
    }
}

/// What makes a rule the same in two readings: everything but its description.
struct RuleKey: Hashable {
    private enum Peer: Hashable {
        case network(IPNetwork)
        case id(String)
    }

    private let direction: Direction
    private let traffic: Traffic
    private let peer: Peer

    init(_ rule: Rule, in inventory: Inventory) {
        direction = rule.direction
        traffic = rule.traffic
        peer = inventory.network(of: rule.peer).map(Peer.network) ?? .id(inventory.text(of: rule.peer))
    }

    /// The rules of a group.
    static func all(of group: GroupIndex, in inventory: Inventory) -> [RuleKey: RuleIndex] {
        var result: [RuleKey: RuleIndex] = [:]
        for direction in Direction.allCases {
            for place in inventory.rules(of: group, direction) { result[RuleKey(inventory[place], in: inventory)] = place }
        }
        return result
    }
}

extension Analyzer {
    /// A rule as answers write it: "tcp 5432 from ECS API SG".
    func text(of place: RuleIndex) -> String {
        let rule = inventory[place]
        return "\(rule.traffic.text) \(rule.direction.preposition) \(names.name(of: rule.peer))"
    }
}
