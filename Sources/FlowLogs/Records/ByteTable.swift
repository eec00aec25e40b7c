/// Texts as bytes, each with a place, in the order in which they were seen first.
struct ByteTable {
    private var bytes: [UInt8] = []
    private var ends: [Int] = []
    /// The upper half of a text's hash and its place plus 1; 0 is free.
    ///
    /// A power of 2, at most half full.
    private var slots: [UInt64]
    private let seed: UInt64

    init(seed: UInt64) {
        self.seed = seed
        slots = Array(repeating: 0, count: 64)
    }

    /// How many.
    var count: Int { ends.count }

    /// The text of a place.
    subscript(place: Int) -> String { String(decoding: bytes[(place == 0 ? 0 : ends[place - 1])..<ends[place]], as: UTF8.self) }

    /// The place of a text, which is added where it is new.
    mutating func index(of text: UnsafeBufferPointer<UInt8>) -> UInt32 {
        let hash = Mixing.hash(text, seed: seed)
        var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
        while slots[slot] != 0 {
            if slots[slot] >> 32 == hash >> 32, isText(slots[slot], text) { return Self.place(slots[slot]) }
            slot = (slot + 1) & (slots.count - 1)
        }
        let place = UInt64(ends.count)
        bytes.append(contentsOf: text)
        ends.append(bytes.count)
        slots[slot] = (hash >> 32) << 32 | (place + 1)
        if ends.count * 2 > slots.count { grow() }
        return UInt32(truncatingIfNeeded: place)
    }

    /// The place of a text; nil where it is not there.
    func place(of text: UnsafeBufferPointer<UInt8>) -> UInt32? {
        let hash = Mixing.hash(text, seed: seed)
        var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
        while slots[slot] != 0 {
            if slots[slot] >> 32 == hash >> 32, isText(slots[slot], text) { return Self.place(slots[slot]) }
            slot = (slot + 1) & (slots.count - 1)
        }
        return nil
    }

    /// The place plus 1 of one of few texts; 0 where there are more of them than are kept, 255.
    mutating func smallIndex(of text: UnsafeBufferPointer<UInt8>) -> UInt8 {
        if ends.count < 255, text.count <= 64 { return UInt8(truncatingIfNeeded: index(of: text) + 1) }
        return place(of: text).map { UInt8(truncatingIfNeeded: $0 + 1) } ?? 0
    }

    private static func place(_ slot: UInt64) -> UInt32 { UInt32(truncatingIfNeeded: slot) - 1 }

    private func isText(_ slot: UInt64, _ text: UnsafeBufferPointer<UInt8>) -> Bool {
        let place = Int(Self.place(slot))
        let start = place == 0 ? 0 : ends[place - 1]
        guard ends[place] - start == text.count else { return false }
        for index in text.indices where bytes[start + index] != text[index] { return false }
        return true
    }

    private mutating func grow() {
        var next = [UInt64](repeating: 0, count: slots.count * 2)
        var start = 0
        for (place, end) in ends.enumerated() {
            let hash = bytes[start..<end].withUnsafeBufferPointer { Mixing.hash($0, seed: seed) }
            var slot = Int(truncatingIfNeeded: hash) & (next.count - 1)
            while next[slot] != 0 { slot = (slot + 1) & (next.count - 1) }
            next[slot] = (hash >> 32) << 32 | UInt64(place + 1)
            start = end
        }
        slots = next
    }
}

/// Mixes numbers so that tables fill evenly; with a seed that nobody knows, so that a log cannot be made to fill one place.
enum Mixing {
    /// Two numbers as one, every bit of which depends on every bit of them.
    @inline(__always)
    static func mix(_ left: UInt64, _ right: UInt64) -> UInt64 {
        let product = (left ^ 0x9E37_79B9_7F4A_7C15).multipliedFullWidth(by: right ^ 0xD1B5_4A32_D192_ED03)
        return product.high ^ product.low
    }

    /// The hash of some bytes.
    @inline(__always)
    static func hash(_ bytes: UnsafeBufferPointer<UInt8>, seed: UInt64) -> UInt64 {
        var hash = seed ^ UInt64(truncatingIfNeeded: bytes.count)
        let raw = UnsafeRawBufferPointer(bytes)
        var place = 0
        while place + 8 <= raw.count {
            hash = mix(hash, raw.loadUnaligned(fromByteOffset: place, as: UInt64.self))
            place += 8
        }
        var tail: UInt64 = 0
        while place < raw.count {
            tail = tail << 8 | UInt64(raw[place])
            place += 1
        }
        return mix(hash, tail ^ seed)
    }
}
