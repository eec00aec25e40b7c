import SecurityGroups

/// What makes rules of two readings the same: direction, traffic, and a peer that is the same in both; ids and descriptions are not.
struct RuleIdentity: Hashable {
    private enum Peer: Hashable {
        case network(bits: UInt128, length: Int16, version: IPVersion)
        /// By its place among the pairs.
        case group(Int)
        /// By its place among the ids.
        case list(Int)
    }

    private let direction: Direction
    private let traffic: Traffic
    private let peer: Peer
    /// A rule that counts only perhaps, or not at all, lets other things through than one that counts.
    private let isContested: Bool
    private let isStale: Bool

    /// Makes identities of the rules of one reading.
    struct Maker {
        let inventory: Inventory
        private let groups: [Int]
        private let lists: [Int]

        init(_ inventory: Inventory, groups: [Int], listNumbers: inout [String: Int]) {
            self.inventory = inventory
            self.groups = groups
            var lists: [Int] = []
            for list in inventory.prefixLists {
                let id = inventory[list.id]
                let number = listNumbers[id] ?? listNumbers.count
                listNumbers[id] = number
                lists.append(number)
            }
            self.lists = lists
        }

        func identity(_ rule: Rule) -> RuleIdentity {
            var isStale = false
            let peer: Peer
            switch rule.peer {
            case .ipv4(let bits, let length): peer = .network(bits: UInt128(bits), length: Int16(length), version: .v4)
            case .ipv6(let place):
                let network = inventory.ipv6Networks[Int(place)]
                peer = .network(bits: network.address.bits, length: Int16(network.prefixLength), version: .v6)
            case .group(let place):
                let reference = inventory.references[Int(place)]
                isStale = reference.isStale
                peer = .group(groups[Int(reference.group.number)])
            case .prefixList(let place): peer = .list(lists[Int(place)])
            }
            return RuleIdentity(
                direction: rule.direction, traffic: rule.traffic, peer: peer, isContested: rule.isContested, isStale: isStale)
        }
    }
}
