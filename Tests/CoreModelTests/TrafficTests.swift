import Testing

@testable import CoreModel

@Suite("Protocols, ports, ICMP types")
struct TrafficTests {
    @Test(
        "A protocol's name and number are one",
        arguments: [
            ("tcp", 6), ("TCP", 6), ("6", 6), ("udp", 17), ("icmp", 1), ("icmpv6", 58), ("-1", -1), ("all", -1), ("50", 50),
            ("esp", 50),
        ])
    func protocols(text: String, number: Int) throws {
        #expect(try #require(IPProtocol(text)).number == number)
    }

    @Test("What is no protocol is none", arguments: ["", "256", "-2", "tcpp", "6.0", "0x6"])
    func noProtocols(text: String) {
        #expect(IPProtocol(text) == nil)
    }

    @Test(
        "Absent ports and -1 are all; type -1 makes the code any; other protocols have no range",
        arguments: [
            ("tcp", nil, nil, "tcp"), ("tcp", -1, -1, "tcp"), ("tcp", 0, 65535, "tcp"), ("tcp", 22, 22, "tcp 22"),
            ("udp", 8000, 8100, "udp 8000-8100"), ("tcp", 0, 0, "tcp 0"), ("icmp", 8, 0, "icmp 8/0"), ("icmp", 8, -1, "icmp 8"),
            ("icmp", -1, 5, "icmp"), ("icmp", 252, 86, "icmp 252/86"), ("icmpv6", nil, nil, "icmpv6"), ("50", 0, 0, "esp"),
            ("50", 500, 600, "esp"), ("-1", 0, 0, "all"), ("-1", nil, nil, "all"), ("6", 443, 443, "tcp 443"),
        ] as [(String, Int?, Int?, String)])
    func normalised(name: String, from: Int?, to: Int?, text: String) throws {
        #expect(try Traffic(try #require(IPProtocol(name)), from: from, to: to).text == text)
    }

    @Test(
        "Impossible ranges are refused",
        arguments: [("tcp", 70000, 70000), ("tcp", 90, 80), ("icmp", 256, 0), ("icmp", 3, 300), ("udp", -2, 5)])
    func refused(name: String, from: Int, to: Int) throws {
        let ipProtocol = try #require(IPProtocol(name))
        #expect(throws: TrafficError.self) { try Traffic(ipProtocol, from: from, to: to) }
    }

    @Test("A type with every code covers each code, and no port of the same number")
    func icmpPoints() throws {
        let type = try Traffic(.icmp, from: 3).points
        #expect(type.contains(try Traffic(.icmp, from: 3, to: 4).points.lowerBound))
        #expect(!type.contains(try Traffic(.icmp, from: 4, to: 3).points.lowerBound))
        #expect(!type.overlaps(try Traffic(.tcp, from: 3, to: 4).points))
        #expect(!type.overlaps(try Traffic(.icmpv6, from: 3, to: 4).points))
        #expect(Traffic.all.points == 0...0xFF_FFFF)
    }
}
