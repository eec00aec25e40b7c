import CoreModel
import Synchronization

/// Looks up which groups have rules for a network or a prefix list that an address lies in.
///
/// The first few are looked for rule by rule, since a command that asks for one or two would spend more on an index of all rules than on
/// passes over them; whoever asks more gets the index.
final class EntryLookup: Sendable {
    private let inventory: Inventory
    private let version: IPVersion
    private let index: Lazy<EntryIndex>
    private let passes = Mutex(0)

    /// An index costs about as much as so many passes.
    private static let limit = 8

    init(_ inventory: Inventory, _ version: IPVersion) {
        self.inventory = inventory
        self.version = version
        index = Lazy { EntryIndex(inventory, version) }
    }

    /// The groups with rules of a direction that name an address among others; a group may come several times.
    ///
    /// What names everything is left out, and what is in doubt.
    ///
    /// Complexity: linear in rules the first few times and when the index is made, then logarithmic in the networks that rules name.
    func groups(_ direction: Direction, naming address: UInt128) -> [GroupIndex] {
        let isFew = passes.withLock { passes in
            passes += 1
            return passes <= Self.limit
        }
        return isFew ? read(direction, address) : lookUp(direction, address)
    }

    private func lookUp(_ direction: Direction, _ address: UInt128) -> [GroupIndex] {
        let entries = index.value
        var groups: [GroupIndex] = []
        for list in inventory.prefixLists.indices where holds(list, address) { groups += entries.lists[direction][list] }
        entries.networks[direction].forEach(holding: address) { groups.append(GroupIndex(Int($0))) }
        return groups
    }

    private func read(_ direction: Direction, _ address: UInt128) -> [GroupIndex] {
        let lists = inventory.prefixLists.indices.map { holds($0, address) }
        let bits = version == .v4 ? UInt32(truncatingIfNeeded: address) : nil
        return inventory.loadedGroups.filter { group in
            inventory.places(of: group, direction).contains { place in
                let isNamed: Bool
                switch inventory.rules[place].peer {
                case .ipv4(let first, let length):
                    isNamed = length > 0 && bits.map { ($0 ^ first) >> (32 - UInt32(length)) == 0 } ?? false
                case .ipv6(let number):
                    let network = inventory.ipv6Networks[Int(number)]
                    isNamed = version == .v6 && !network.isEverything && network.range.contains(address)
                case .prefixList(let list): isNamed = lists[Int(list)]
                case .group: isNamed = false
                }
                return isNamed && inventory.rules[place].matters(over: version)
            }
        }
    }

    /// Whether a prefix list has an address, by its place.
    private func holds(_ list: Int, _ address: UInt128) -> Bool {
        (inventory.prefixLists[list].entries ?? []).contains { $0.version == version && $0.range.contains(address) }
    }
}
