import CoreModel
import Text
import Words

/// What is wrong with groups beside what they open: leftovers, defaults, missing words.
struct AuditHabits {
    let inventory: Inventory
    let names: Names
    private let unused: Set<GroupIndex>
    private let ignoredPorts: [GroupIndex: [IgnoredPorts]]

    init(inventory: Inventory, names: Names) {
        self.inventory = inventory
        self.names = names
        unused = inventory.unusedGroups ?? []
        ignoredPorts = Dictionary(grouping: inventory.ignoredPorts, by: \.group)
    }

    func findings(_ group: GroupIndex) -> [AuditFinding] {
        let described = inventory[group]
        let name = inventory[described.name]
        let rules = Direction.allCases.flatMap { inventory.rules(of: group, $0) }
        var findings: [AuditFinding] = []
        func add(_ kind: AuditKind, _ severity: Severity, _ rules: [RuleIndex], _ text: String) {
            findings.append(AuditFinding(kind: kind, severity: severity, group: group, rules: rules, text: text))
        }
        let stale = rules.filter { rule in
            guard case .group(let place) = inventory[rule].peer else { return false }
            return inventory.references[Int(place)].isStale
        }
        if !stale.isEmpty { add(.stale, .medium, stale, RuleText(inventory, names).few(stale)) }
        if name == "default" {
            if !rules.isEmpty { add(.defaultGroup, .medium, rules, TextCount.of(rules.count, "rule")) }
        } else if unused.contains(group) {
            add(.unused, .low, [], "no interface carries it, no rule of another group names it")
        }
        if name.lowercased().hasPrefix("launch-wizard") { add(.launchWizard, .low, [], name) }
        undescribed(group, name, rules).map { findings.append($0) }
        return findings + (ignoredPorts[group].map { ignored($0, group, rules) } ?? [])
    }

    /// Rules with ports beside a protocol that has none; of all protocols, somebody meant a port and opened everything.
    private func ignored(_ all: [IgnoredPorts], _ group: GroupIndex, _ rules: [RuleIndex]) -> [AuditFinding] {
        rules.compactMap { index in
            let rule = inventory[index]
            let written = all.first { $0.rule == RuleIdentity(rule.direction, rule.traffic, rule.peer) }?.ports
            guard let written else { return nil }
            let ports =
                written.count == 1
                ? "port \(written.lowerBound) is written" : "ports \(written.lowerBound)-\(written.upperBound) are written"
            let all = rule.traffic == .all ? "every protocol and port passes" : "all of \(rule.traffic.ipProtocol) passes"
            return AuditFinding(
                kind: .portsIgnored, severity: rule.traffic == .all ? .medium : .low, group: group, rules: [index],
                text: RuleText(inventory, names).line(index), note: "\(ports), and \(all)")
        }
    }

    /// Whether it is the rule that every new group is given: it has no author, and is an open egress.
    private func isDefault(_ rule: RuleIndex) -> Bool {
        let value = inventory[rule]
        return value.direction == .egress && value.traffic == .all && inventory.network(of: value.peer)?.isEverything == true
    }

    /// Words that tools write where nobody wrote any.
    private static let empty = ["", "managed by terraform", "managed by pulumi"]

    private func undescribed(_ group: GroupIndex, _ name: String, _ rules: [RuleIndex]) -> AuditFinding? {
        // The rules of a default group are AWS's own.
        if name == "default" { return nil }
        let silent = rules.filter { inventory[$0].description.isNone && !isDefault($0) }
        let description = inventory[inventory[group].description].lowercased()
        let isSilent = Self.empty.contains(description) || description.hasPrefix("launch-wizard")
        guard isSilent || !silent.isEmpty else { return nil }
        var parts: [String] = []
        if isSilent { parts.append(description.isEmpty ? "the group has none" : "the group's says nothing") }
        if !silent.isEmpty {
            parts.append(
                "\(silent.count) of \(TextCount.of(rules.count, "rule")): \(RuleText(inventory, names).few(silent))")
        }
        return AuditFinding(
            kind: .undescribed, severity: .low, group: group, rules: silent, text: parts.joined(separator: "; "))
    }
}
