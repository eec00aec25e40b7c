/// A text of the inventory by its number in the ``StringTable``; 0 is the empty text and stands for "not given".
public struct TextID: Hashable, Sendable, Comparable {
    let number: UInt32

    /// No text.
    public static let none = TextID(number: 0)

    /// Whether there is no text.
    public var isNone: Bool { number == 0 }

    /// By number, that is by first appearance, not by text.
    public static func < (left: TextID, right: TextID) -> Bool { left.number < right.number }
}

/// Every distinct text of an inventory once, in one run of bytes.
///
/// A million rules share a few thousand descriptions and ids; a ``TextID`` is 4 bytes and is never counted by reference.
/// The table grows while inputs are read and is not changed after.
public struct StringTable: Sendable {
    private var bytes: [UInt8] = []
    /// Where each text ends; the first is the empty one.
    private var ends: [UInt32] = [0]
    /// Open addressing over text numbers, 0 for a free slot.
    private var slots: [UInt32] = []
    private let seed = UInt64.random(in: .min ... .max)

    init() {}

    subscript(id: TextID) -> String {
        let range = byteRange(id)
        return range.isEmpty ? "" : String(decoding: bytes[range], as: UTF8.self)
    }

    /// The number of a text, which is added when it is new.
    ///
    /// Invalid UTF-8 is kept as it is and decodes with replacement characters.
    mutating func intern(_ text: UnsafeBufferPointer<UInt8>) -> TextID {
        if text.isEmpty { return .none }
        if (ends.count + 1) * 2 > slots.count { grow() }
        let slot = slot(of: text)
        if slots[slot] != 0 { return TextID(number: slots[slot]) }
        let id = TextID(number: UInt32(ends.count))
        bytes.append(contentsOf: text)
        ends.append(UInt32(bytes.count))
        slots[slot] = id.number
        return id
    }

    /// The number of a text, which is added when it is new.
    mutating func intern(_ text: String) -> TextID {
        var copy = text
        return copy.withUTF8 { intern($0) }
    }

    /// The number of a text that is in the table.
    public func find(_ text: String) -> TextID? {
        if text.isEmpty { return TextID.none }
        guard !slots.isEmpty else { return nil }
        var copy = text
        let number = copy.withUTF8 { slots[slot(of: $0)] }
        return number == 0 ? nil : TextID(number: number)
    }

    /// The slot of a text that is in the table, else the free one that it would take.
    @inline(__always)
    private func slot(of text: UnsafeBufferPointer<UInt8>) -> Int {
        let mask = slots.count - 1
        var slot = hash(text) & mask
        while slots[slot] != 0, !equals(TextID(number: slots[slot]), text) { slot = (slot + 1) & mask }
        return slot
    }

    private func byteRange(_ id: TextID) -> Range<Int> {
        let index = Int(id.number)
        guard index > 0, index < ends.count else { return 0..<0 }
        return Int(ends[index - 1])..<Int(ends[index])
    }

    private func equals(_ id: TextID, _ text: UnsafeBufferPointer<UInt8>) -> Bool {
        let range = byteRange(id)
        guard range.count == text.count else { return false }
        return bytes.withUnsafeBytes { all in
            let (own, other) = (UnsafeRawBufferPointer(rebasing: all[range]), UnsafeRawBufferPointer(text))
            var place = 0
            while place + 8 <= own.count {
                let word = own.loadUnaligned(fromByteOffset: place, as: UInt64.self)
                if word != other.loadUnaligned(fromByteOffset: place, as: UInt64.self) { return false }
                place += 8
            }
            while place < own.count {
                if own[place] != other[place] { return false }
                place += 1
            }
            return true
        }
    }

    private mutating func grow() {
        let capacity = max(1024, slots.count * 2)
        slots = Array(repeating: 0, count: capacity)
        let mask = capacity - 1
        for number in 1..<max(1, ends.count) {
            let range = byteRange(TextID(number: UInt32(number)))
            var slot = bytes.withUnsafeBufferPointer { hash(UnsafeBufferPointer(rebasing: $0[range])) } & mask
            while slots[slot] != 0 { slot = (slot + 1) & mask }
            slots[slot] = UInt32(number)
        }
    }

    /// Eight bytes at a time, multiplied and folded; from a seed of its own, so that nobody can make texts that collide.
    private func hash(_ text: UnsafeBufferPointer<UInt8>) -> Int {
        let raw = UnsafeRawBufferPointer(text)
        var value = seed ^ UInt64(truncatingIfNeeded: raw.count)
        var place = 0
        while place + 8 <= raw.count {
            value = Self.mixed(value ^ raw.loadUnaligned(fromByteOffset: place, as: UInt64.self))
            place += 8
        }
        var rest: UInt64 = 0
        while place < raw.count {
            rest = rest << 8 | UInt64(raw[place])
            place += 1
        }
        return Int(truncatingIfNeeded: Self.mixed(value ^ rest) & 0x7FFF_FFFF)
    }

    private static func mixed(_ value: UInt64) -> UInt64 {
        let product = value.multipliedFullWidth(by: 0x9E37_79B9_7F4A_7C15)
        return product.high ^ product.low
    }
}
