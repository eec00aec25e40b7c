import CoreModel
import Support
import Testing

@testable import Reachability

/// The port that a client opens its connection from, where a question names it (aws-network, 6.2).
@Suite("A client's port that is named")
struct ClientPortTests {
    @Test(
        "Answers go to that port alone, whatever the client's system is",
        arguments: [
            ("instance app linux", 45678, "32768-60999", "allowed"), ("instance app linux", 61000, "32768-60999", "blocked"),
            ("instance app linux", 61000, "61000-61001", "allowed"), ("instance app windows", 45678, "49152-65535", "blocked"),
            ("", 1023, "1024-65535", "blocked"), ("", 65535, "1024-65535", "allowed"),
        ])
    func decides(more: String, port: Int, ports: String, verdict: String) throws {
        let acl = Sample.acl("a2", "in 100 allow tcp \(ports) 0.0.0.0/0", Sample.out)
        let question = "app -> web tcp 443 from \(port)"
        #expect(try Sample.environment(acls: acl, more: more).way(question).verdict.rawValue == verdict)
        // The far subnet sees it, too.
        let other = Sample.acl("a1", Sample.into, "out 100 allow tcp \(ports) 0.0.0.0/0")
        #expect(try Sample.environment(acls: other, more: more).way(question).verdict.rawValue == verdict)
    }

    @Test("Behind a NAT gateway the far side sees the gateway's port, the client's own subnet the client's")
    func translated() throws {
        func verdict(_ acls: String) throws -> String {
            try Sample.environment(acls: acls).way("app -> 203.0.113.9 tcp 443 from 45678").verdict.rawValue
        }
        #expect(try verdict(Sample.acl("a2", "in 100 allow tcp 45678 0.0.0.0/0", Sample.out)) == "allowed")
        #expect(try verdict(Sample.acl("a2", "in 100 allow tcp 45679 0.0.0.0/0", Sample.out)) == "blocked")
        // What enters the gateway's subnet from the internet goes to any port that it may have chosen.
        #expect(
            try verdict(Sample.acl("a3", "in 100 allow tcp 443 10.0.2.0/24", "in 110 allow tcp 45678 0.0.0.0/0", Sample.out))
                == "depends")
    }

    @Test("Of tcp and udp alone; an echo has none, and is answered as ever")
    func others() throws {
        let acl = Sample.acl("a2", "in 100 allow icmp 0/0 0.0.0.0/0", Sample.out)
        let sketch = try Sample.environment(acls: acl)
        #expect(try sketch.way("app -> web icmp 8/0 from 45678").verdict == .allowed)
        #expect(try sketch.way("app -> web udp 53 from 45678").verdict == .blocked)
        let source = Endpoint(try sketch.questionEnd("app")), destination = Endpoint(try sketch.questionEnd("web"))
        #expect(throws: QuestionError.clientPortWithoutPorts(45678, "ping")) {
            try Question(from: source, to: destination, port: PortQuery(parsing: "ping"), clientPort: 45678)
        }
    }

    @Test("An entry that is offered lets through the answers to every connection of the client, not to this one alone")
    func fix() throws {
        let acls = Sample.acl("a2", "in 100 allow tcp 443 0.0.0.0/0")
        func lines(_ port: Int) throws -> [String] {
            try Fixes(Sample.environment(acls: acls, more: "instance web linux"), "web -> app tcp 443 from \(port)").lines
        }
        #expect(try lines(45678) == ["acl-1 out 100 tcp 32768-60999 10.0.1.10/32 linux"])
        // A port that its system does not choose by itself.
        #expect(try lines(2000) == ["acl-1 out 100 tcp 2000 10.0.1.10/32"])
    }

    @Test(
        "It stands behind the source, where nothing is called so whole",
        arguments: [
            ("10.0.11.24:45678", "10.0.11.24", 45678), ("[fd00::5]:45678", "[fd00::5]", 45678), ("api:1", "api", 1),
            (" api:65535 ", "api", 65535), ("api", "api", nil), ("api:0", "api:0", nil), ("api:65536", "api:65536", nil),
            ("api:https", "api:https", nil), ("fd00::5", "fd00::5", nil), ("fd00::5:443", "fd00::5:443", nil),
            (":443", ":443", nil), ("", "", nil), ("a:b:443", "a:b:443", nil), ("api:", "api:", nil), ("api:+1", "api:+1", nil),
        ] as [(String, String, Int?)])
    func text(text: String, end: String, port: Int?) {
        let client = ClientText(text)
        #expect(client.end == end && client.port == port)
        if let port { #expect(ClientText(ClientText.text(end, port: port)) == client) }
    }
}
