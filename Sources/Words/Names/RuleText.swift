import CoreModel
import Text

/// Writes rules, peers and lists of names the way answers show them.
public struct RuleText: Sendable {
    private let inventory: Inventory
    private let names: Names

    /// Words for the rules of an inventory.
    public init(_ inventory: Inventory, _ names: Names) {
        self.inventory = inventory
        self.names = names
    }

    /// "tcp 5432 from ECS API SG", "all to 0.0.0.0/0".
    public func line(_ index: RuleIndex) -> String {
        let rule = inventory[index]
        return "\(rule.traffic.text) \(rule.direction.preposition) \(names.name(of: rule.peer))"
    }

    /// The rule's own description; empty where it has none.
    public func quote(_ index: RuleIndex) -> String { inventory[inventory[index].description] }

    /// Several rules in one line: alike traffic is said once.
    func lines(_ rules: [RuleIndex]) -> String {
        guard let first = rules.first else { return "" }
        let sameTraffic = rules.filter { inventory[$0].traffic == inventory[first].traffic }
        if rules.count > 1, sameTraffic.count == rules.count {
            let rule = inventory[first]
            let word = rule.direction.preposition
            let peers = rules.map { names.name(of: inventory[$0].peer) }
            return "\(rule.traffic.text) \(word) \(TextList.sentence(peers, and: "and \(word)"))"
        }
        return TextList.sentence(rules.map(line))
    }

    /// Several rules of one direction, of many the first: "tcp 22 from 0.0.0.0/0, ::/0; tcp 3389 from 0.0.0.0/0".
    public func few(_ rules: [RuleIndex]) -> String {
        let direction = rules.first.map { inventory[$0].direction } ?? .ingress
        return PeersByTraffic(rules, inventory, names).text(direction, peers: 4, parts: 4)
    }

    /// The peers of rules by name, each once, in alphabetical order.
    func peers(_ rules: [RuleIndex]) -> [String] {
        rules.map { names.name(of: inventory[$0].peer) }.distinct().sorted()
    }

    /// The traffic of rules as a label: "tcp 3001", "tcp 80, 443".
    func traffic(_ rules: [RuleIndex]) -> String {
        TrafficText.sentence(rules.map { inventory[$0].traffic }.normalised)
    }

    /// Why a reference covers nothing, as a clause: what the rule says of its peering, or that AWS lists it so.
    func staleness(_ reference: GroupReference) -> String {
        let (connection, status) = (inventory[reference.peeringConnection], inventory[reference.peeringStatus])
        if status.isEmpty || status == "active" { return "AWS lists it as stale" }
        return connection.isEmpty ? "its peering is \(status)" : "peering \(connection) is \(status)"
    }
}
