import Reachability
import CoreModel
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
        let differences = GroupDifferences(before: before.inventory, after: after.inventory)
        let names = DiffNames(before: before, after: after, differences.matching)
        var (went, came) = ([EditedRule](), [EditedRule]())
        var (added, removed) = ([String](), [String]())
        for edit in differences.edits {
            switch edit {
            case .add(let rule): came.append(rule)
            case .remove(let rule): went.append(rule)
            case .change(let old, let new):
                went.append(old)
                came.append(new)
            case .addGroup(let group): added.append(group.id)
            case .removeGroup(let id): removed.append(id)
            case .attach, .detach, .network: break
            }
        }
        (self.added, self.removed) = (added, removed)
        // Another description, or a doubt about it, makes a rule no other; the rules of a group that came go without saying.
        func key(_ rule: EditedRule) -> EditedRule { EditedRule(group: rule.group, rule.identity) }
        let both = Set(went.map(key)).intersection(came.map(key))
        let new = Set(added)
        var byGroup: [String: [Change]] = [:]
        for (rules, isAdded) in [(went, false), (came, true)] {
            for rule in rules where !both.contains(key(rule)) && !new.contains(rule.group) {
                let id = names.later(.group(rule.group)).flatMap { after.inventory.id(of: $0) } ?? rule.group
                byGroup[id, default: []].append(Change(rule, isAdded: isAdded, names))
            }
        }
        self.byGroup = byGroup
    }

    var count: Int { byGroup.values.reduce(0) { $0 + $1.count } }

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
}

extension RuleChanges.Change {
    fileprivate init(_ rule: EditedRule, isAdded: Bool, _ names: DiffNames) {
        let (direction, peer) = (rule.identity.direction, rule.identity.peer)
        let named = peer.network?.description ?? names.name(peer)
        self.init(
            isAdded: isAdded, direction: direction,
            text: "\(rule.identity.traffic.text) \(direction.preposition) \(named)")
    }
}
