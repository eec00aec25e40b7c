import Support
import Testing

@testable import CoreModel

/// Stand-ins of addresses and texts.
@Suite("Stand-ins")
struct StandInTests {
    private static func standIns(_ ids: [String] = ["sg-1", "vpc-1"], blocks: [String] = []) throws -> StandIns {
        var result = StandIns()
        for id in ids { result.learn(id, .id) }
        for block in blocks { result.learn(try IPNetwork(parsing: block)) }
        result.assign()
        return result
    }

    @Test("Networks hold what they held, and nothing else", arguments: 0..<40)
    func containment(seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        let standIns = try Self.standIns(["sg-\(seed)"])
        let bases: [(IPVersion, UInt128)] = [
            (.v4, 10 << 24), (.v4, 172 << 24 | 16 << 16), (.v4, 203 << 24), (.v4, 0), (.v6, 0x2600 << 112), (.v6, 0xfd12 << 112),
        ]
        var networks: [IPNetwork] = []
        for (version, base) in bases {
            for _ in 0..<8 {
                let bits =
                    base ^ (UInt128(random.next()) & (version == .v4 ? 0x1F_FFFF : 0xFFFF_FFFF) << (version == .v4 ? 0 : 60))
                let length = random.below(version.bitWidth + 1)
                networks.append(IPNetwork(containing: IPAddress(version, bits: bits), prefixLength: length))
            }
        }
        for one in networks {
            let mapped = standIns.network(one)
            #expect(mapped.prefixLength == one.prefixLength && mapped.version == one.version)
            #expect(mapped.contains(standIns.address(one.bounds.last)))
            for other in networks {
                #expect(one.contains(other) == mapped.contains(standIns.network(other)), "\(one) \(other)")
            }
        }
    }

    @Test(
        "Addresses with a meaning of their own stay, private stays private and public stays public",
        arguments: ["127.0.0.1", "169.254.169.253", "169.254.169.254", "fd00:ec2::253", "fe80::1", "224.0.0.5", "::1"])
    func kept(text: String) throws {
        let standIns = try Self.standIns()
        let address = try IPAddress(parsing: text)
        #expect(standIns.address(address) == address)
        for range in ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "2000::/3", "fc00::/7", "0.0.0.0/0"] {
            #expect(standIns.network(try IPNetwork(parsing: range)).description == range)
        }
        let publicOnes = SpecialAddresses.publicAddresses(.v4)
        for text in ["8.8.8.8", "52.1.2.3", "11.0.0.1", "172.32.0.1", "100.128.0.1", "223.255.255.255"] {
            let mapped = standIns.address(try IPAddress(parsing: text))
            #expect(publicOnes.contains(mapped.bits), "\(text) \(mapped)")
        }
    }

    @Test("What AWS reserves in a block keeps its place")
    func reserved() throws {
        let standIns = try Self.standIns(blocks: ["10.20.0.0/16", "10.20.3.0/24"])
        for (block, offsets) in [("10.20.0.0/16", [0, 1, 2, 3, 0xFFFF]), ("10.20.3.0/24", [0, 1, 2, 3, 0xFF])] {
            let network = try IPNetwork(parsing: block)
            let mapped = standIns.network(network)
            for offset in offsets {
                let address = IPAddress(.v4, bits: network.address.bits + UInt128(offset))
                #expect(standIns.address(address).bits == mapped.address.bits + UInt128(offset))
            }
        }
    }

    @Test("Texts are numbered by kind, in their order; what comes later goes on, and what was never learned is hidden")
    func texts() throws {
        var standIns = StandIns()
        for name in ["web", "api", "default"] { standIns.learn(name, .group) }
        for id in ["sg-9", "sg-1", "eni-5", "aws_security_group.x"] { standIns.learn(id, .id) }
        standIns.learn("123456789012", .account)
        standIns.assign()
        let texts = ["web", "api", "sg-9", "sg-1", "eni-5", "aws_security_group.x", "123456789012", "default", "", "secret"]
        #expect(
            texts.map(standIns.text) == [
                "group2", "group1", "sg-2", "sg-1", "eni-1", "resource1", "000000000001", "default", "", "hidden",
            ])
        standIns.learn("another", .group)
        standIns.learn("api", .group)
        standIns.assign()
        #expect(["web", "api", "another"].map(standIns.text) == ["group2", "group1", "group3"])
        #expect(standIns.known("WEB") == "group2")
    }

    @Test("The keyed hash is SipHash-2-4")
    func sipHash() {
        // The test vector of the paper has 15 bytes; of whole words: 8 bytes 00..07 under the key 00..0f, from the reference code.
        var hash = SipHash(key: (0x0706_0504_0302_0100, 0x0f0e_0d0c_0b0a_0908))
        hash.add(0x0706_0504_0302_0100)
        #expect(hash.finish() == 0x93f5_f579_9a93_2462)
    }
}
