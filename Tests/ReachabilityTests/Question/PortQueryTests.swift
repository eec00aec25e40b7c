import CoreModel
import Testing
import Words

@testable import Reachability

@Suite("PORT")
struct PortQueryTests {
    @Test(
        "Every form of the contract is read",
        arguments: [
            ("5432", "tcp 5432", "5432"), ("80,443", "tcp 80, 443", "80,443"), ("443,80", "tcp 80, 443", "80,443"),
            ("5432/tcp", "tcp 5432", "5432"),
            ("53/udp", "udp 53", "53"), ("8000-8100/tcp", "tcp 8000-8100", "8000-8100"), ("icmp", "all icmp", nil),
            ("icmp/8", "icmp 8", "8"),
            ("icmp/3/4", "icmp 3/4", "3/4"), ("icmpv6/128", "icmpv6 128", "128"), ("ping", "icmp 8/0", "8/0"),
            ("all", "everything", nil),
            ("proto/50", "esp", nil), ("https", "tcp 443", "443"), ("postgres", "tcp 5432", "5432"), ("dns", "udp 53", "53"),
            ("NTP", "udp 123", "123"), ("http,https", "tcp 80, 443", "80,443"), ("tcp", "all tcp", "0-65535"),
            ("53/tcp", "tcp 53", "53"),
            ("dns/tcp", "tcp 53", "53"), ("tcp/22", "tcp 22", "22"), ("gre", "gre", nil),
        ] as [(String, String, String?)])
    func read(text: String, words: String, ports: String?) throws {
        let query = try PortQuery(parsing: text)
        #expect(query.text(.v4) == words)
        #expect(query.ports(.v4) == ports)
    }

    @Test("ping is icmpv6 between IPv6 ends")
    func ping() throws {
        #expect(try PortQuery(parsing: "ping").text(.v6) == "icmpv6 128/0")
    }

    @Test(
        "What is no PORT is refused",
        arguments: [
            "", "-1", "65536", "80-", "-80", "90-80", "80/icmp", "icmp/8/0/1", "icmp/999", "proto/256", "proto", "a b c",
            "80,,443", "80;443",
        ])
    func refused(text: String) {
        #expect(throws: QuestionError.self) { try PortQuery(parsing: text) }
    }

    @Test(
        "The one-string form splits at the arrow and the last colon",
        arguments: [
            ("alb -> rds:5432", "alb", "rds", "5432"), ("a->b:icmp/3/4", "a", "b", "icmp/3/4"),
            ("a → [fd00::1]:443", "a", "[fd00::1]", "443"),
            ("10.0.0.1 -> 10.0.0.2", "10.0.0.1", "10.0.0.2", ""), ("a -> [fd00::1]", "a", "[fd00::1]", ""),
        ])
    func oneString(text: String, source: String, destination: String, port: String) throws {
        let parts = try QuestionText(parsing: text)
        #expect([parts.source, parts.destination, parts.port] == [source, destination, port])
    }
}
