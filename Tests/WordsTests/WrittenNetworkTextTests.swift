import CoreModel
import Testing
import Words

@Suite("Addresses and CIDRs as people write them, in words")
struct WrittenNetworkTextTests {
    @Test(
        "What is written loosely is said with the network that is meant",
        arguments: [
            ("10.0.0.0/16", nil), ("10.0.0.5", nil), ("::/0", nil), ("10.0.0.5/32", nil),
            ("10.0.0.5/16", "10.0.0.5/16 has host bits set: the network 10.0.0.0/16 was asked about"),
            ("192.168.1.0/0", "192.168.1.0/0 has host bits set: the network 0.0.0.0/0 was asked about"),
            ("fd00::1/8", "fd00::1/8 has host bits set: the network fd00::/8 was asked about"),
            ("::ffff:10.0.11.24", "::ffff:10.0.11.24 is the IPv4 address 10.0.11.24"),
            ("::FFFF:a00:b18", "::FFFF:a00:b18 is the IPv4 address 10.0.11.24"),
            ("::ffff:10.0.0.0/104", "::ffff:10.0.0.0/104 is the IPv4 network 10.0.0.0/8"),
            ("::ffff:10.0.0.5/112", "::ffff:10.0.0.5/112 is the IPv4 network 10.0.0.0/16, its host bits left out"),
            ("::ffff:0:0/95", "::ffff:0:0/95 has host bits set: the network ::fffe:0:0/95 was asked about"),
        ] as [(String, String?)])
    func remarks(text: String, remark: String?) throws {
        #expect(try WrittenNetwork(parsing: text).remark == remark)
    }
}
