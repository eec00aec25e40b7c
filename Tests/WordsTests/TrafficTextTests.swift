import Reachability
import CoreModel
import Testing
import Words

@Suite("Traffic in words")
struct TrafficTextTests {
    private static func traffic(_ ports: [String]) throws -> [Traffic] {
        try ports.flatMap { try PortQuery(parsing: $0).traffic }
    }

    @Test(
        "On an arrow tcp goes without saying and comes first; in a sentence it is said",
        arguments: [
            (["80,443"], "80, 443", "tcp 80, 443"), (["53/udp", "443"], "443, udp 53", "tcp 443, udp 53"),
            (["tcp", "53/udp"], "all tcp, udp 53", "all tcp, udp 53"), (["icmp/8/0"], "icmp 8/0", "icmp 8/0"),
            (["all", "80"], "all", "everything"), (["udp"], "udp", "udp"), (["tcp"], "all tcp", "all tcp"),
            (["tcp", "icmp", "udp"], "tcp, icmp, udp", "tcp, icmp, udp"), (["udp", "tcp"], "tcp, udp", "tcp, udp"),
        ])
    func texts(ports: [String], label: String, sentence: String) throws {
        #expect(TrafficText.label(try Self.traffic(ports)) == label)
        #expect(TrafficText.sentence(try Self.traffic(ports)) == sentence)
    }

    @Test(
        "A PORT as it is told",
        arguments: [
            ("5432", "tcp 5432", "5432"), ("80,443", "tcp 80, 443", "80, 443"), ("tcp", "all tcp", "all tcp"),
            ("53/udp", "udp 53", "udp 53"), ("all", "everything", "everything"), ("ping", "icmp 8/0", "icmp 8/0"),
        ])
    func ports(port: String, text: String, short: String) throws {
        let query = try PortQuery(parsing: port)
        #expect(query.text(.v4) == text)
        #expect(query.shortText(.v4) == short)
    }

    @Test(
        "Traffic of several protocols is told of each with its own ports, whichever comes first",
        arguments: [
            (["proto/0", "3389"], "tcp 3389, proto 0", "3389, proto 0"), (["443", "53/udp"], "tcp 443, udp 53", "443, udp 53"),
            (["icmp/8/0", "tcp"], "all tcp, icmp 8/0", "all tcp, icmp 8/0"), (["gre", "esp"], "gre, esp", "gre, esp"),
        ])
    func mixed(ports: [String], text: String, short: String) throws {
        let query = PortQuery(try Self.traffic(ports), asked: "")
        #expect(query.text(.v4) == text)
        #expect(query.shortText(.v4) == short)
    }

    @Test(
        "What is no PORT is told with what is wrong with it",
        arguments: [
            ("proto/999", "a protocol number is 0 to 255"), ("1/2/3", "it has too many slashes"),
            ("80/gre", "\"gre\" does not"), ("icmp/x", "neither a port nor an ICMP type"), ("dns,https", "it mixes tcp and udp"),
            ("99999", "port 99999 is not within 0 to 65535"), ("shop", "\"shop\" is neither a port nor a service"),
        ])
    func faults(port: String, said: String) {
        #expect {
            try PortQuery(parsing: port)
        } throws: { error in
            let message = (error as? QuestionError)?.message ?? ""
            // What is no service either is said once.
            return (message.hasPrefix("\"\(port)\" is no port: ") || message.hasPrefix(said)) && message.contains(said)
        }
    }
}
