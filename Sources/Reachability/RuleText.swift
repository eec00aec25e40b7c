import SecurityGroups
import Text

/// Writes rules, peers and lists of names the way answers show them.
struct RuleText: Sendable {
    let inventory: Inventory
    let names: Names

    /// "tcp 5432 from ECS API SG", "all to 0.0.0.0/0".
    func line(_ index: RuleIndex) -> String {
        let rule = inventory[index]
        return "\(rule.traffic.text) \(Self.preposition(rule.direction)) \(names.name(of: rule.peer))"
    }

    /// The rule's own description; empty where it has none.
    func quote(_ index: RuleIndex) -> String { inventory[inventory[index].description] }

    /// Several rules in one line: alike traffic is said once.
    func lines(_ rules: [RuleIndex]) -> String {
        guard let first = rules.first else { return "" }
        let sameTraffic = rules.filter { inventory[$0].traffic == inventory[first].traffic }
        if rules.count > 1, sameTraffic.count == rules.count {
            let rule = inventory[first]
            let word = Self.preposition(rule.direction)
            let peers = rules.map { names.name(of: inventory[$0].peer) }
            return "\(rule.traffic.text) \(word) \(TextList.sentence(peers, and: "and \(word)"))"
        }
        return TextList.sentence(rules.map(line))
    }

    /// The peers of rules by name, each once, in alphabetical order.
    func peers(_ rules: [RuleIndex]) -> [String] {
        rules.map { names.name(of: inventory[$0].peer) }.distinct().sorted()
    }

    /// The traffic of rules as a label: "tcp 3001", "tcp 80, 443".
    func traffic(_ rules: [RuleIndex]) -> String {
        TrafficText.sentence(TrafficText.normalised(rules.map { inventory[$0].traffic }))
    }

    /// "from" for ingress, "to" for egress.
    static func preposition(_ direction: Direction) -> String { direction.preposition }

    /// Why a reference covers nothing, as a clause: what the rule says of its peering, or that AWS lists it so.
    static func staleness(_ reference: GroupReference, in inventory: Inventory) -> String {
        let (connection, status) = (inventory[reference.peeringConnection], inventory[reference.peeringStatus])
        if status.isEmpty || status == "active" { return "AWS lists it as stale" }
        return connection.isEmpty ? "its peering is \(status)" : "peering \(connection) is \(status)"
    }
}

extension TrafficText {
    /// As ``label(_:)``, but with tcp said: "tcp 80, 443", "everything".
    static func sentence(_ traffic: [Traffic]) -> String {
        if traffic.contains(where: { $0.ipProtocol == .all }) { return "everything" }
        let text = label(traffic)
        return traffic.contains { $0.ipProtocol == .tcp } && !text.hasPrefix("all tcp") ? "tcp \(text)" : text
    }
}
