import CoreModel

/// The rules of one of two readings by what is the same in both: groups by the ids of a matching, which may pair different ones.
struct MatchedRules {
    private let inventory: Inventory
    private let groups: [String]
    private let lists: [String]

    /// What makes two rules let the same through: one that counts only perhaps, or not at all, is another than one that counts.
    struct Key: Hashable {
        let identity: RuleIdentity<EndIdentity>
        let isContested: Bool
        let isStale: Bool
    }

    /// `places` are those of the reading's groups among the pairs.
    init(_ inventory: Inventory, _ matching: GroupMatching, _ places: [Int]) {
        self.inventory = inventory
        groups = places.map { matching.ids[$0] }
        lists = inventory.prefixLists.map { inventory[$0.id] }
    }

    func key(_ rule: Rule) -> Key {
        Key(
            identity: identity(rule), isContested: rule.isContested,
            isStale: inventory.reference(of: rule.peer)?.isStale ?? false)
    }

    /// A rule as an edit of the earlier reading tells it.
    func edited(_ rule: Rule) -> EditedRule {
        inventory.edited(rule, of: groups[Int(rule.group.number)], as: identity(rule))
    }

    private func identity(_ rule: Rule) -> RuleIdentity<EndIdentity> {
        let peer: EndIdentity =
            switch rule.peer {
            case .ipv4, .ipv6: .network(inventory.network(of: rule.peer) ?? .everything(.v4))
            case .group(let place): .group(groups[Int(inventory.references[Int(place)].group.number)])
            case .prefixList(let place): .prefixList(lists[Int(place)])
            }
        return RuleIdentity(rule.direction, rule.traffic, peer)
    }
}
