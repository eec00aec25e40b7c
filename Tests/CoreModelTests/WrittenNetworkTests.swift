import Testing

@testable import CoreModel

@Suite("Addresses and CIDRs as people write them")
struct WrittenNetworkTests {
    @Test(
        "What is written loosely is the network that AWS keeps, and what was changed is known",
        arguments: [
            ("10.0.0.0/16", "10.0.0.0/16", []), ("10.0.0.5", "10.0.0.5/32", []), ("::/0", "::/0", []),
            ("10.0.0.5/16", "10.0.0.0/16", [.hostBits]), ("192.168.1.0/0", "0.0.0.0/0", [.hostBits]),
            ("10.0.0.5/32", "10.0.0.5/32", []), ("fd00::1/8", "fd00::/8", [.hostBits]),
            ("::ffff:10.0.11.24", "10.0.11.24/32", [.mapped]), ("::FFFF:a00:b18", "10.0.11.24/32", [.mapped]),
            ("::ffff:10.0.0.0/104", "10.0.0.0/8", [.mapped]),
            ("::ffff:10.0.0.5/112", "10.0.0.0/16", [.mapped, .hostBits]),
            // Wider than the addresses of IPv4: a network of IPv6.
            ("::ffff:0:0/95", "::fffe:0:0/95", [.hostBits]),
        ] as [(String, String, [WrittenNetwork.Change])])
    func read(text: String, network: String, changes: [WrittenNetwork.Change]) throws {
        let written = try WrittenNetwork(parsing: text)
        #expect(written.network.description == network)
        #expect(written.changes == changes)
    }

    @Test("Where only IPv6 is looked at, an address of IPv4 in its form stays one of IPv6")
    func mappedInIPv6() throws {
        let written = try WrittenNetwork(parsing: "::ffff:10.0.0.0/104", isBlock: true, version: .v6)
        #expect(written.network.version == .v6)
        #expect(written.changes == [])
    }

    @Test(
        "What is neither is refused",
        arguments: [
            "", "10.0.0", "10.0.0.0/33", "10.0.0.0/", "10.0.00.1", "fe80::1%eth0", "::ffff:10.0.0.1/129", "x/8", "10.0.0.0/08",
        ])
    func refused(text: String) {
        #expect(throws: AddressError.self) { try WrittenNetwork(parsing: text) }
    }

    @Test("A block needs its length, and the exact reader takes no host bits")
    func exact() {
        #expect(throws: AddressError.missingPrefixLength("10.0.0.5")) { try WrittenNetwork(parsing: "10.0.0.5", isBlock: true) }
        #expect(throws: AddressError.hostBits("10.0.0.5/16", network: "10.0.0.0/16")) { try IPNetwork(parsing: "10.0.0.5/16") }
    }
}
