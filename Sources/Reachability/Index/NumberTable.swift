import CoreModel

/// A key of a ``NumberTable``.
protocol NumberedKey: Equatable, Sendable {
    /// Bits that mostly tell keys apart.
    var word: UInt64 { get }
}

/// Numbers for keys in the order in which they are asked for first: 0, 1, 2.
///
/// Open addressing with one multiplication a look-up, since one stands behind every rule of an index. The seed is each table's own, so that
/// nobody can make keys that collide.
struct NumberTable<Key: NumberedKey>: Sendable {
    /// The keys by their numbers.
    private(set) var keys: [Key] = []
    /// Numbers plus one, 0 for a free slot; a power of two of them.
    private var slots: [UInt32]
    private let seed = UInt64.random(in: .min ... .max)

    init() { slots = Array(repeating: 0, count: 64) }

    /// The number of a key, which gets the next one where it is new.
    mutating func number(of key: Key) -> Int {
        var slot = place(of: key.word)
        while slots[slot] != 0 {
            let number = Int(slots[slot]) - 1
            if keys[number] == key { return number }
            slot = (slot + 1) & (slots.count - 1)
        }
        keys.append(key)
        slots[slot] = UInt32(keys.count)
        if keys.count * 2 > slots.count { grow() }
        return keys.count - 1
    }

    /// Leaves nothing in it; what is small keeps its memory.
    mutating func removeAll() {
        if keys.isEmpty { return }
        keys.removeAll(keepingCapacity: true)
        if slots.count > 4096 { slots = Array(repeating: 0, count: 64) } else { for slot in slots.indices { slots[slot] = 0 } }
    }

    private mutating func grow() {
        slots = Array(repeating: 0, count: slots.count * 4)
        for (number, key) in keys.enumerated() {
            var slot = place(of: key.word)
            while slots[slot] != 0 { slot = (slot + 1) & (slots.count - 1) }
            slots[slot] = UInt32(number + 1)
        }
    }

    private func place(of word: UInt64) -> Int {
        let product = (word ^ seed).multipliedFullWidth(by: 0x9E37_79B9_7F4A_7C15)
        return Int(truncatingIfNeeded: product.high ^ product.low) & (slots.count - 1)
    }
}

extension UInt64: NumberedKey {
    var word: UInt64 { self }
}

extension IPNetwork: NumberedKey {
    var word: UInt64 {
        let bits = address.bits
        return UInt64(truncatingIfNeeded: bits) ^ UInt64(truncatingIfNeeded: bits >> 64) &* 0x9FB2_1C65_1E98_DF25
            ^ UInt64(prefixLength) << 56
    }
}
