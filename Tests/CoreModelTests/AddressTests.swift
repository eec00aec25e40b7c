import Testing

@testable import CoreModel

@Suite("Addresses and networks")
struct AddressTests {
    @Test(
        "An address is read and written in its usual form",
        arguments: [
            ("10.0.1.5", "10.0.1.5"), ("0.0.0.0", "0.0.0.0"), ("255.255.255.255", "255.255.255.255"),
            ("::", "::"), ("::1", "::1"), ("fd00:ec2::254", "fd00:ec2::254"), ("2001:DB8:0:0:1:0:0:1", "2001:db8::1:0:0:1"),
            ("2001:db8:0:1:1:1:1:1", "2001:db8:0:1:1:1:1:1"), ("::ffff:10.0.0.1", "10.0.0.1"), ("1::", "1::"),
        ])
    func readAndWritten(text: String, expected: String) throws {
        #expect(try IPAddress(parsing: text).description == expected)
    }

    @Test(
        "What is no address is refused with its reason",
        arguments: [
            ("10.0.01.5", AddressError.leadingZero("10.0.01.5", octet: "01")),
            ("10.0.0.256", .octetTooLarge("10.0.0.256", octet: "256")),
            ("10.0.0", .notAnAddress("10.0.0")), ("10.0.0.1.2", .notAnAddress("10.0.0.1.2")), ("", .empty),
            ("10.0.0.-1", .notAnAddress("10.0.0.-1")), ("fe80::1%eth0", .zone("fe80::1%eth0")),
            ("1::2::3", .notAnAddress("1::2::3")),
            ("1:2:3:4:5:6:7", .notAnAddress("1:2:3:4:5:6:7")), ("12345::", .notAnAddress("12345::")),
            (":1::", .notAnAddress(":1::")),
            ("1:2:3:4:5:6:7::8", .notAnAddress("1:2:3:4:5:6:7::8")), ("1.2.3.4::", .notAnAddress("1.2.3.4::")),
        ] as [(String, AddressError)])
    func refused(text: String, reason: AddressError) {
        #expect(throws: reason) { try IPAddress(parsing: text) }
    }

    @Test(
        "A CIDR that AWS would refuse is refused, and the network that was meant is named",
        arguments: [
            ("10.0.1.5/24", AddressError.hostBits("10.0.1.5/24", network: "10.0.1.0/24")),
            ("fd00::1/64", .hostBits("fd00::1/64", network: "fd00::/64")), ("10.0.0.0", .missingPrefixLength("10.0.0.0")),
            ("10.0.0.0/33", .badPrefixLength("10.0.0.0/33", length: "33", largest: 32)),
            ("10.0.0.0/08", .badPrefixLength("10.0.0.0/08", length: "08", largest: 32)),
            ("10.0.0.0/+8", .badPrefixLength("10.0.0.0/+8", length: "+8", largest: 32)),
            ("::/129", .badPrefixLength("::/129", length: "129", largest: 128)),
        ] as [(String, AddressError)])
    func refusedNetwork(text: String, reason: AddressError) {
        #expect(throws: reason) { try IPNetwork(parsing: text) }
    }

    @Test("The smallest and the largest networks hold what they say")
    func extremes() throws {
        #expect(try IPNetwork(parsing: "0.0.0.0/0").range == 0...UInt128(UInt32.max))
        #expect(try IPNetwork(parsing: "::/0").range == 0...UInt128.max)
        #expect(try IPNetwork(parsing: "10.0.0.7/32").range.count == 1)
        #expect(try IPNetwork(parsing: "::1/128").bounds.last.description == "::1")
    }

    @Test(
        "A set of addresses is said in the fewest networks",
        arguments: [
            (["10.0.0.0/24", "10.0.1.0/24"], ["10.0.0.0/23"]), (["10.0.1.0/24", "10.0.2.0/24"], ["10.0.1.0/24", "10.0.2.0/24"]),
            (["10.0.0.0/25", "10.0.0.128/26"], ["10.0.0.0/25", "10.0.0.128/26"]), (["0.0.0.0/1", "128.0.0.0/1"], ["0.0.0.0/0"]),
        ])
    func fewest(given: [String], expected: [String]) throws {
        let set = AddressSet(try given.map { try IPNetwork(parsing: $0) }, version: .v4)
        #expect(set.networks(.v4).map(\.description) == expected)
    }

    @Test("All of IPv6 is one network")
    func allOfSix() {
        #expect(AddressSet(IPNetwork.everything(.v6).range).networks(.v6).map(\.description) == ["::/0"])
    }

    @Test(
        "Public is all but what is private, reserved or multicast",
        arguments: [
            ("9.255.255.255", true), ("10.0.0.0", false), ("11.0.0.0", true), ("100.63.255.255", true), ("100.64.0.0", false),
            ("100.128.0.0", true), ("127.0.0.1", false), ("169.254.169.254", false), ("172.15.0.0", true),
            ("172.31.255.255", false),
            ("192.168.1.1", false), ("203.0.113.9", true), ("223.255.255.255", true), ("224.0.0.0", false), ("0.1.2.3", false),
            ("2000::", true), ("3fff:ffff::1", true), ("4000::", false), ("fd00::1", false), ("::1", false),
        ])
    func publicAddresses(text: String, isPublic: Bool) throws {
        let address = try IPAddress(parsing: text)
        #expect(SpecialAddresses.publicAddresses(address.version).contains(address.bits) == isPublic)
    }

    @Test("The first four addresses and the last of a subnet belong to no interface")
    func usable() throws {
        var subnet = Subnet(id: .none)
        subnet.networks = [try IPNetwork(parsing: "10.0.0.0/28"), try IPNetwork(parsing: "10.0.1.0/30")]
        #expect(subnet.usableAddresses(.v4).intervals == [0x0A00_0004...0x0A00_000E])
    }
}
