import CoreModel

/// Groups that come, and the egress rules that AWS gives each of them by itself.
///
/// A new group lets everything out over IPv4, and over IPv6 where its VPC has a block of it.
/// Source: https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html
struct NewGroups {
    private let inventory: Inventory
    private let groups: [String: EditedGroup]
    private let added: Set<EditedRule>

    /// Those that edits of an inventory make.
    init(_ inventory: Inventory, _ edits: [Edit]) {
        self.inventory = inventory
        let groups = edits.compactMap { edit -> EditedGroup? in if case .addGroup(let group) = edit { group } else { nil } }
        self.groups = Dictionary(groups.map { ($0.id, $0) }) { first, _ in first }
        // Most changes make none.
        added =
            groups.isEmpty
            ? [] : Set(edits.compactMap { edit -> EditedRule? in if case .add(let rule) = edit { rule } else { nil } })
    }

    /// The same edits as AWS needs them: it takes no rule twice, and what it gives and is not wanted goes.
    func asMade(_ edits: [Edit]) -> [Edit] {
        if groups.isEmpty { return edits }
        return edits.flatMap { edit -> [Edit] in
            switch edit {
            case .add(let rule) where given(to: rule.group).contains(rule): []
            case .addGroup(let group):
                tellsEgress(group) ? [edit] + given(to: group.id).filter { !added.contains($0) }.map(Edit.remove) : [edit]
            default: [edit]
            }
        }
    }

    /// The rules of a group that let everything out over a family, which AWS could give it as well; whatever their words are.
    func wantedOfGiven(_ group: String) -> [EditedRule] {
        added.filter { $0.group == group && isLikeGiven($0) }.sorted(by: isFirst)
    }

    /// Whether a rule of a new group lets everything out over a family.
    func isLikeGiven(_ rule: EditedRule) -> Bool {
        groups[rule.group] != nil && IPVersion.allCases.contains { Self.given($0, to: rule.group).identity == rule.identity }
    }

    /// Whether all egress rules are told that a group has.
    func tellsEgress(_ group: EditedGroup) -> Bool { (group.knowledge[.egress] ?? .complete) == .complete }

    /// Whether it is told which families AWS gives a group's rules for.
    func tellsFamilies(_ group: EditedGroup) -> Bool { !blocks(group).isEmpty }

    private func blocks(_ group: EditedGroup) -> [IPNetwork] {
        inventory.vpcs.first { inventory[$0.id] == group.vpc }?.networks ?? []
    }

    /// What AWS gives a group; nothing of one that is there already.
    private func given(to id: String) -> [EditedRule] {
        guard let group = groups[id] else { return [] }
        let versions: [IPVersion] = blocks(group).contains { $0.version == .v6 } ? [.v4, .v6] : [.v4]
        return versions.map { Self.given($0, to: id) }
    }

    private static func given(_ version: IPVersion, to group: String) -> EditedRule {
        EditedRule(group: group, RuleIdentity(.egress, .all, .network(IPNetwork.everything(version))))
    }

    private func isFirst(_ one: EditedRule, _ other: EditedRule) -> Bool {
        (one.identity.peer.network?.version.rawValue ?? 0) < (other.identity.peer.network?.version.rawValue ?? 0)
    }
}
