import CoreModel
import Words

/// The rules of groups as they are written, and what groups are called in them.
struct ExportedRules {
    let inventory: Inventory
    let names: Names
    /// What each group that is written is called where it is a peer.
    let labels: [String]
    private let places: [GroupIndex: Int]

    init(inventory: Inventory, names: Names, groups: [GroupIndex]) {
        self.inventory = inventory
        self.names = names
        places = Dictionary(groups.enumerated().map { ($0.element, $0.offset) }) { first, _ in first }
        let own = groups.map { inventory[inventory[$0].name] }
        let count = Dictionary(grouping: own) { $0 }.mapValues(\.count)
        var used = UniqueNames()
        labels = groups.indices.map { place in
            let group = inventory[groups[place]]
            let vpc = inventory[group.vpc]
            let isAlone = count[own[place]] == 1 || vpc.isEmpty
            let name = own[place].isEmpty ? "group" : isAlone ? own[place] : "\(own[place]) (\(vpc))"
            return used.name(name) { "\(name) \($0)" }
        }
    }

    /// The rules of a group that can be written; of the others it is remarked why not.
    func rules(of group: GroupIndex, _ remarks: inout [ExportRemark]) -> [ExportedRule] {
        var result: [ExportedRule] = []
        for direction in Direction.allCases {
            var keys: Set<String> = []
            for rule in inventory.rules(of: group, direction).map({ inventory[$0] }) {
                if let reason = reasonNotToWrite(rule) {
                    remarks.append(.notWritten(names.nameAndID(of: group), line(rule), reason))
                    continue
                }
                let own = exported(rule, of: group)
                guard keys.insert(own.key).inserted else {
                    remarks.append(.notWritten(names.nameAndID(of: group), line(rule), .twice))
                    continue
                }
                result.append(own)
            }
        }
        return result.sorted { Order($0) < Order($1) }
    }

    /// An order that does not rest on the input's: direction, protocol, ports, peer.
    private struct Order: Comparable {
        let numbers: [Int]
        let key: String

        init(_ rule: ExportedRule) {
            numbers =
                [Int(rule.direction.rawValue), Int(rule.traffic.ipProtocol.number), Int(rule.traffic.from), Int(rule.traffic.to)]
            key = rule.key
        }

        static func < (left: Order, right: Order) -> Bool {
            left.numbers == right.numbers ? left.key < right.key : left.numbers.lexicographicallyPrecedes(right.numbers)
        }
    }

    private func exported(_ rule: Rule, of group: GroupIndex) -> ExportedRule {
        let peer = peer(rule, of: group)
        let id = inventory[rule.id]
        return ExportedRule(
            direction: rule.direction, traffic: rule.traffic, peer: peer, description: inventory[rule.description],
            tags: Self.tags(inventory.tags(of: rule), inventory), importID: id.hasPrefix("sgr-") ? id : nil,
            key: "\(Self.word(rule.traffic)) \(text(peer))")
    }

    /// Tags by key, without those that AWS alone may write.
    static func tags(_ tags: [Tag], _ inventory: Inventory) -> [(key: String, value: String)] {
        tags.map { (inventory[$0.key], inventory[$0.value]) }.filter { !$0.0.lowercased().hasPrefix("aws:") }
            .sorted { $0.0 < $1.0 }
    }

    /// "tcp/443", "icmp/8/0", "all", "99".
    private static func word(_ traffic: Traffic) -> String {
        let name = traffic.ipProtocol.name ?? "\(traffic.ipProtocol.number)"
        return traffic.selectorText.map { "\(name)/\($0)" } ?? name
    }

    // MARK: Peers

    private func peer(_ rule: Rule, of group: GroupIndex) -> ExportedPeer {
        if let network = inventory.network(of: rule.peer) { return .network(network) }
        if let list = inventory.prefixList(of: rule.peer) {
            return .prefixList(id: inventory[list.id], name: inventory[list.name])
        }
        guard let reference = inventory.reference(of: rule.peer) else { return .prefixList(id: "", name: "") }
        if let place = places[reference.group] { return .exported(place) }
        let other = inventory[reference.group]
        let account = reference.account.isNone ? other.owner : reference.account
        let isOwn = account.isNone || inventory[group].owner.isNone || account == inventory[group].owner
        let id = inventory[other.id]
        let name = inventory[other.name]
        return .other(
            id: id, account: isOwn ? nil : inventory[account], name: name.isEmpty ? "" : name, isStale: reference.isStale)
    }

    /// What a peer is called where a rule is named.
    private func text(_ peer: ExportedPeer) -> String {
        switch peer {
        case .exported(let place): labels[place]
        case .other(let id, let account, _, _): account.map { "\($0)/\(id)" } ?? id
        case .network(let network): network.description
        case .prefixList(let id, _): id
        }
    }

    // MARK: What cannot be code

    private func reasonNotToWrite(_ rule: Rule) -> ExportRemark.NotWriting? {
        if rule.doubt != .none { return inventory.reason(of: rule.doubt).map { .notSettled($0) } ?? .copies }
        if let list = inventory.prefixList(of: rule.peer), list.isUnknown { return .notSettled(inventory[list.id]) }
        guard let reference = inventory.reference(of: rule.peer) else { return nil }
        let other = inventory[reference.group]
        return reference.identity != .named || other.isUnknown ? .notSettled(inventory[other.id]) : nil
    }

    private func line(_ rule: Rule) -> String {
        "\(rule.direction.name) \(rule.traffic.text) \(rule.direction.preposition) \(names.name(of: rule.peer))"
    }
}
