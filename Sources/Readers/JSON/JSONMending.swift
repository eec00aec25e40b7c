import CoreModel

/// Mends what is JSON by its grammar and yet refused by simdjson, so that only the value concerned suffers.
///
/// A number that fits neither 64 bits nor a double becomes one that no reader takes for a port or a code; half of a surrogate pair
/// becomes the replacement character. Both keep their length, so places stay what they are.
struct JSONMending {
    private let bytes: UnsafeMutableBufferPointer<UInt8>
    private var place = 0
    private var hasMended = false

    /// Mends the bytes in place; false when there was nothing to mend.
    static func mend(_ bytes: UnsafeMutableBufferPointer<UInt8>) -> Bool {
        var mending = JSONMending(bytes: bytes)
        mending.run()
        return mending.hasMended
    }

    private init(bytes: UnsafeMutableBufferPointer<UInt8>) { self.bytes = bytes }

    private mutating func run() {
        while place < bytes.count {
            switch bytes[place] {
            case UInt8(ascii: "\""): skipString()
            case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): mendNumber()
            default: place += 1
            }
        }
    }

    // MARK: Strings

    private mutating func skipString() {
        place += 1
        while place < bytes.count, bytes[place] != UInt8(ascii: "\"") {
            if bytes[place] == UInt8(ascii: "\\") { mendEscape() } else { place += 1 }
        }
        place += 1
    }

    private mutating func mendEscape() {
        guard let unit = unit(at: place) else {
            place += 2
            return
        }
        switch unit {
        case 0xD800...0xDBFF:
            if let low = self.unit(at: place + 6), (0xDC00...0xDFFF).contains(low) {
                place += 12
                return
            }
            replaceEscape()
        case 0xDC00...0xDFFF: replaceEscape()
        default: break
        }
        place += 6
    }

    private mutating func replaceEscape() {
        for (offset, byte) in "fffd".utf8.enumerated() { bytes[place + 2 + offset] = byte }
        hasMended = true
    }

    private func unit(at start: Int) -> Int? {
        guard start + 6 <= bytes.count, bytes[start] == UInt8(ascii: "\\"), bytes[start + 1] == UInt8(ascii: "u") else {
            return nil
        }
        return Int(String(decoding: bytes[(start + 2)..<(start + 6)], as: UTF8.self), radix: 16)
    }

    // MARK: Numbers

    private mutating func mendNumber() {
        let start = place
        while place < bytes.count, Self.isNumberByte(bytes[place]) { place += 1 }
        // A shorter one fits, whatever it is.
        guard place - start >= 5 else { return }
        let text = String(decoding: bytes[start..<place], as: UTF8.self)
        guard Self.isNumber(text), !Self.fits(text) else { return }
        let huge = (text.hasPrefix("-") ? "-9e99" : "9e99").utf8
        for (offset, byte) in huge.enumerated() { bytes[start + offset] = byte }
        for offset in (start + huge.count)..<place { bytes[offset] = UInt8(ascii: " ") }
        hasMended = true
    }

    private static func isNumberByte(_ byte: UInt8) -> Bool {
        byte.isDigit || "-+.eE".utf8.contains(byte)
    }

    /// Whether a text is a number by the grammar (RFC 8259, 6).
    private static func isNumber(_ text: String) -> Bool {
        text.wholeMatch(of: /-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?/) != nil
    }

    private static func fits(_ text: String) -> Bool {
        if text.allSatisfy({ $0.isNumber || $0 == "-" }) { return Int64(text) != nil || UInt64(text) != nil }
        return Double(text)?.isFinite ?? false
    }
}
