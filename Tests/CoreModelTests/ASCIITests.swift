import CoreModel
import Testing

@Suite("ASCII and trimmed text")
struct ASCIITests {
    @Test(
        "Digits are those of ASCII alone: no sign, no blank, no other script's, and not nothing",
        arguments: [
            ("0", true), ("007", true), ("123456789012", true), ("", false), ("-1", false), ("+1", false), ("1 ", false),
            ("1a", false), ("٣", false), ("１", false), ("1\u{301}", false),
        ])
    func digits(text: String, areDigits: Bool) {
        #expect(text.isDigits == areDigits)
    }

    @Test("Letters, digits and what plain names are made of, byte by byte")
    func bytes() {
        let all = UInt8.min...UInt8.max
        let letters = Array("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ".utf8)
        let digits = Array("0123456789".utf8)
        #expect(Set(all.filter(\.isLetter)) == Set(letters))
        #expect(Set(all.filter(\.isDigit)) == Set(digits))
        #expect(Set(all.filter(\.isNameByte)) == Set(letters + digits + Array("-_".utf8)))
    }

    @Test(
        "A text loses white space and line ends at its ends, and nothing within",
        arguments: [
            ("a", "a"), (" a b ", "a b"), ("\t\r\na\n\nb\r\n", "a\n\nb"), ("", ""), (" \n\t ", ""), ("\u{A0}a\u{3000}", "a"),
        ])
    func trimmed(text: String, trimmed: String) {
        #expect(text.trimmed == trimmed)
        #expect(text.dropFirst(0).trimmed == trimmed)
    }

    @Test(
        "A packed IPv4 CIDR has the addresses of the CIDR",
        arguments: [
            "0.0.0.0/0", "10.0.0.0/8", "172.16.0.0/12", "128.0.0.0/1", "192.168.1.0/24", "10.1.2.2/31", "255.255.255.255/32",
        ])
    func packed(text: String) throws {
        let network = try IPNetwork(parsing: text)
        var builder = InventoryBuilder(label: "test")
        let peer = builder.peer(network)
        #expect(peer.ipv4 == network)
        guard case .ipv4(let bits, let length) = peer else {
            Issue.record("\(text) is not packed")
            return
        }
        #expect(Peer.range(ipv4: bits, prefixLength: length) == network.range)
        #expect(builder.peer(.everything(.v6)).ipv4 == nil)
    }

    @Test(
        "Edits between words: letters changed, added, dropped, or swapped with their neighbour",
        arguments: [
            ("", "", 0), ("", "abc", 3), ("why", "why", 0), ("wyh", "why", 1), ("wh", "why", 1), ("whyy", "why", 1),
            ("who", "why", 1),
            ("ca", "abc", 3), ("ingres", "ingress", 1), ("egress", "ingress", 2), ("データ", "デタ", 1),
        ])
    func distance(first: String, second: String, distance: Int) {
        #expect(EditDistance.between(first, second) == distance)
        #expect(EditDistance.between(second, first) == distance)
    }
}
