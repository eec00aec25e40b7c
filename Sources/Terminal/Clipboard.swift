/// How a text gets into the clipboard of the terminal, over any number of hops: OSC 52.
enum Clipboard {
    /// The bytes of a text that terminals take at most: xterm and tmux drop longer sequences.
    static let limit = 74_000

    /// The sequence for a text; nil where it is too long.
    static func sequence(_ text: String) -> [UInt8]? {
        let encoded = base64(Array(text.utf8))
        guard encoded.count <= limit else { return nil }
        return Array("\u{1B}]52;c;".utf8) + encoded + [0x07]
    }

    /// Base64 with its padding (RFC 4648, section 4).
    static func base64(_ bytes: [UInt8]) -> [UInt8] {
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
        var result: [UInt8] = []
        result.reserveCapacity((bytes.count + 2) / 3 * 4)
        for start in stride(from: 0, to: bytes.count, by: 3) {
            let group = bytes[start..<min(start + 3, bytes.count)]
            let bits = group.reduce(UInt32(0)) { $0 << 8 | UInt32($1) } << UInt32(8 * (3 - group.count))
            for place in 0..<4 {
                result.append(place <= group.count ? alphabet[Int(bits >> UInt32(18 - 6 * place)) & 0x3F] : UInt8(ascii: "="))
            }
        }
        return result
    }
}
