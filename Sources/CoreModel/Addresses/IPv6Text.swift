/// Reads RFC 4291 text, writes RFC 5952 text.
enum IPv6Text {
    static func parse(_ text: String) throws(AddressError) -> UInt128 {
        if text.isEmpty { throw .empty }
        if text.utf8.contains(UInt8(ascii: "%")) { throw .zone(text) }
        let halves = text.split(separator: "::", omittingEmptySubsequences: false)
        guard halves.count <= 2 else { throw .notAnAddress(text) }
        let head = try groups(of: halves[0], in: text, mayEndInIPv4: halves.count == 1)
        guard halves.count == 2 else {
            guard head.count == 8 else { throw .notAnAddress(text) }
            return head.reduce(0) { $0 << 16 | UInt128($1) }
        }
        let tail = try groups(of: halves[1], in: text, mayEndInIPv4: true)
        guard head.count + tail.count <= 7 else { throw .notAnAddress(text) }
        let zeros = Array(repeating: UInt16(0), count: 8 - head.count - tail.count)
        return (head + zeros + tail).reduce(0) { $0 << 16 | UInt128($1) }
    }

    static func format(_ bits: UInt128) -> String {
        let groups = (0..<8).map { UInt16(truncatingIfNeeded: bits >> (112 - 16 * UInt128($0))) }
        let gap = longestZeroRun(groups)
        func hex(_ part: ArraySlice<UInt16>) -> String { part.map { String($0, radix: 16) }.joined(separator: ":") }
        guard let gap else { return hex(groups[...]) }
        return hex(groups[..<gap.lowerBound]) + "::" + hex(groups[gap.upperBound...])
    }

    private static func groups(of part: Substring, in text: String, mayEndInIPv4: Bool) throws(AddressError) -> [UInt16] {
        if part.isEmpty { return [] }
        var result: [UInt16] = []
        let pieces = part.split(separator: ":", omittingEmptySubsequences: false)
        for (index, piece) in pieces.enumerated() {
            if index == pieces.count - 1, mayEndInIPv4, piece.contains(".") {
                let embedded = try IPv4Text.parse(String(piece))
                result += [UInt16(embedded >> 16), UInt16(embedded & 0xFFFF)]
                continue
            }
            let isHex = piece.allSatisfy { $0.isASCII && $0.isHexDigit }
            guard isHex, (1...4).contains(piece.utf8.count), let group = UInt16(piece, radix: 16) else {
                throw .notAnAddress(text)
            }
            result.append(group)
        }
        guard result.count <= 8 else { throw .notAnAddress(text) }
        return result
    }

    /// The first of the longest runs of at least two zero groups.
    private static func longestZeroRun(_ groups: [UInt16]) -> Range<Int>? {
        var best: Range<Int>?
        var start: Int?
        for index in 0...groups.count {
            if index < groups.count, groups[index] == 0 {
                start = start ?? index
            } else if let begin = start {
                if index - begin >= 2, index - begin > (best?.count ?? 0) { best = begin..<index }
                start = nil
            }
        }
        return best
    }
}
