/// Reads and writes dotted decimal IPv4 text.
enum IPv4Text {
    static func parse(_ text: String) throws(AddressError) -> UInt32 {
        if text.isEmpty { throw .empty }
        var value: UInt32 = 0
        var octets = 0
        for part in text.split(separator: ".", omittingEmptySubsequences: false) {
            guard octets < 4, part.utf8.count <= 16, part.isDigits else { throw .notAnAddress(text) }
            if part.utf8.count > 1, part.utf8.first == UInt8(ascii: "0") { throw .leadingZero(text, octet: String(part)) }
            guard let octet = UInt8(part) else { throw .octetTooLarge(text, octet: String(part)) }
            value = value << 8 | UInt32(octet)
            octets += 1
        }
        guard octets == 4 else { throw .notAnAddress(text) }
        return value
    }

    static func format(_ bits: UInt32) -> String {
        "\(bits >> 24).\(bits >> 16 & 255).\(bits >> 8 & 255).\(bits & 255)"
    }
}
