import CoreModel

/// The groups with rules for a network or a prefix list, wherever it is: for ends of questions that are no groups.
///
/// Complexity: linear in rules, and sorting the distinct networks that they name.
struct EntryIndex: Sendable {
    /// The groups with rules of a direction for a network other than everything.
    let networks: ByDirection<NetworkLookup>
    /// For each prefix list, the groups with rules of a direction for it.
    let lists: ByDirection<Rows<GroupIndex>>

    init(_ inventory: Inventory, _ version: IPVersion) {
        let loaded = inventory.loadedGroups
        networks = ByDirection { direction in
            NetworkLookup(version) { body in
                for group in loaded {
                    for place in inventory[group].rules(direction) {
                        guard let network = Self.network(inventory.rules[place], inventory, version) else { continue }
                        body(network, group.number)
                    }
                }
            }
        }
        lists = ByDirection { direction in
            Rows(count: inventory.prefixLists.count) { body in
                for group in loaded {
                    for place in inventory[group].rules(direction) {
                        let rule = inventory.rules[place]
                        guard case .prefixList(let list) = rule.peer, rule.matters(over: version) else { continue }
                        body(Int(list), group)
                    }
                }
            }
        }
    }

    /// The network that a rule names, other than everything, where it matters over a family.
    private static func network(_ rule: Rule, _ inventory: Inventory, _ version: IPVersion) -> IPNetwork? {
        guard rule.matters(over: version) else { return nil }
        switch rule.peer {
        case .ipv4(_, let length): return version == .v4 && length > 0 ? inventory.network(of: rule.peer) : nil
        case .ipv6(let place):
            let network = inventory.ipv6Networks[Int(place)]
            return version == .v6 && !network.isEverything ? network : nil
        case .group, .prefixList: return nil
        }
    }
}

extension Rule {
    /// Whether a hop over a family may rest on it: what is in doubt lets nothing through for certain, nor does the other family's ICMP.
    func matters(over version: IPVersion) -> Bool { !isContested && traffic.points(in: version) != nil }
}
