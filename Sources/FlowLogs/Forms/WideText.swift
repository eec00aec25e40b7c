/// Turns UTF-16, which the `>` of Windows PowerShell writes, into UTF-8 as it comes in pieces.
struct WideText {
    private let isBigEndian: Bool
    /// The first byte of a unit whose second has not come.
    private var half: UInt8?
    /// The first unit of two that are one character.
    private var high: UInt32?

    /// A reading where a text begins with the mark of UTF-16; nil where it does not.
    init?(beginning bytes: [UInt8]) {
        guard bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) else { return nil }
        isBigEndian = bytes[0] == 0xFE
    }

    /// A piece as UTF-8; the mark stays one.
    mutating func narrowed(_ piece: UnsafeBufferPointer<UInt8>) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(piece.count / 2 + 4)
        for byte in piece {
            guard let first = half else {
                half = byte
                continue
            }
            half = nil
            let unit = isBigEndian ? UInt32(first) << 8 | UInt32(byte) : UInt32(byte) << 8 | UInt32(first)
            if unit < 0x80 {
                result.append(UInt8(unit))
            } else if (0xD800..<0xDC00).contains(unit) {
                high = unit
                continue
            } else {
                result.append(contentsOf: Array(String(Character(scalar(unit))).utf8))
            }
            high = nil
        }
        return result
    }

    /// The character of a unit, which may be the second of two.
    private func scalar(_ unit: UInt32) -> Unicode.Scalar {
        var value = unit
        if (0xDC00..<0xE000).contains(unit), let high { value = 0x10000 + (high - 0xD800) << 10 + (unit - 0xDC00) }
        return Unicode.Scalar(value) ?? "\u{FFFD}"
    }
}
