import CoreModel
import Support
import Testing

@testable import Reachability

@Suite("PORTs that are written can be read")
struct PortTextTests {
    @Test(
        "Traffic is written as it is asked for",
        arguments: [
            ([(6, 443, 443)], ["443"]), ([(17, 53, 53)], ["53/udp"]), ([(6, 80, 80), (6, 443, 443)], ["80,443"]),
            ([(6, 8000, 8100), (17, 53, 53), (6, 22, 22)], ["22,8000-8100", "53/udp"]), ([(6, 0, 65535)], ["tcp"]),
            ([(17, 0, 65535), (17, 53, 53)], ["udp"]), ([(1, 8, 0)], ["icmp/8/0"]), ([(58, 128, -1)], ["icmpv6/128"]),
            ([(1, -1, -1)], ["icmp"]), ([(50, -1, -1)], ["proto/50"]), ([(-1, -1, -1)], ["all"]),
            ([(1, 3, 4), (1, 8, 0)], ["icmp/3/4", "icmp/8/0"]),
        ] as [([(Int, Int, Int)], [String])])
    func written(traffic: [(Int, Int, Int)], texts: [String]) throws {
        #expect(PortText.texts(try traffic.map { try Self.traffic($0.0, $0.1, $0.2) }) == texts)
    }

    @Test("What is written reads back as the same traffic, and the other way round")
    func inverse() throws {
        var random = SeededRandom(seed: 20_261_128)
        for _ in 0..<2000 {
            let traffic = try (0..<(1 + random.below(4))).map { _ in try Self.random(&random) }
            let texts = PortText.texts(traffic)
            let queries = try texts.map { try PortQuery(parsing: $0) }
            let asked = queries.reduce(into: TrafficSet()) { $0 = $0.union($1.points(.v4)) }
            #expect(asked == TrafficSet(traffic.map(\.points)), "\(traffic.map(\.text)) as \(texts)")
            for query in queries { #expect(PortText.texts(query.traffic).count == 1 || query.ipProtocol.isICMP) }
            let again = queries.flatMap { PortText.texts($0.traffic) }
            #expect(again == texts)
        }
    }

    @Test(
        "Traffic as answers print it is read too",
        arguments: [
            ("udp 53", "53/udp"), ("tcp 80, 443", "80,443"), ("icmp 8/0", "icmp/8/0"), ("all tcp", "tcp"),
            ("proto 50", "proto/50"),
        ])
    func printed(text: String, port: String) throws {
        #expect(try PortText.texts(PortQuery(parsing: text).traffic) == [port])
    }

    private static func traffic(_ number: Int, _ from: Int, _ to: Int) throws -> Traffic {
        try Traffic(try #require(IPProtocol(number: number)), from: from, to: to)
    }

    private static func random(_ random: inout SeededRandom) throws -> Traffic {
        switch random.below(8) {
        case 0: return .all
        case 1: return try traffic(47 + random.below(5), -1, -1)
        case 2:
            return try traffic(random.below(2) == 0 ? 1 : 58, random.below(256), random.below(3) == 0 ? -1 : random.below(256))
        case 3: return try traffic(random.below(2) == 0 ? 6 : 17, 0, 65535)
        default:
            let low = random.below(65536)
            return try traffic(random.below(2) == 0 ? 6 : 17, low, min(65535, low + random.below(200)))
        }
    }
}
