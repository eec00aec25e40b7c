import Testing
import Traffic

/// What a record says of the rules: who asks, which rules let it through, what rejected it.
@Suite struct AttributionTests {
    static let world = """
        vpc v 10.0.0.0/16
        subnet a v 10.0.0.0/24
        subnet b v 10.0.1.0/24
        group web v
          in tcp 443 0.0.0.0/0
          out all - 0.0.0.0/0
        group db v
          in tcp 5432 web
          in tcp 5432 10.0.0.0/24
          in icmp 8 web
          in icmp 3/4 web
        interface eni-web v web 10.0.0.10 subnet=a
        interface eni-db v db 10.0.1.20 subnet=b
        interface eni-nat v - 10.0.0.99 subnet=a
        complete
        """

    @Test(arguments: [
        // Flags tell who asks; every rule that covers a request let it through, and a reply needs none.
        ("eni-db 10.0.0.10:40000 > 10.0.1.20:5432 tcp ACCEPT SYN", "request 2"),
        ("eni-db 10.0.1.20:5432 > 10.0.0.10:40000 tcp ACCEPT SYN-ACK", "reply 0"),
        // Without flags the rules tell where they cover one way round alone, whatever the ports look like.
        ("eni-db 10.0.0.10:2000 > 10.0.1.20:5432 tcp ACCEPT", "request 2"),
        ("eni-web 10.0.0.10:50051 > 10.0.1.20:40000 tcp ACCEPT", "request 1"),
        // Ports tell where rules cover both or neither.
        ("eni-nat 10.0.0.99:40000 > 198.51.100.7:443 tcp ACCEPT", "request 0"),
        ("eni-nat 198.51.100.7:443 > 10.0.0.99:40000 tcp ACCEPT", "reply 0"),
        ("eni-nat 198.51.100.7:2000 > 10.0.0.99:3000 tcp ACCEPT", "unknown 0"),
        // No rule lets it through now.
        ("eni-db 10.0.0.99:40000 > 10.0.1.20:22 tcp ACCEPT SYN", "request 0 against"),
        // A port of a service and rules that disagree: nothing is taken for certain.
        ("eni-web 198.51.100.7:40000 > 10.0.0.10:22 tcp ACCEPT", "unknown 0"),
        // Rejected: by the groups; by nothing that is known; after the close.
        ("eni-db 10.0.0.99:40000 > 10.0.1.20:22 tcp REJECT SYN", "request sg-ingress 0"),
        ("eni-db 10.0.1.20:40000 > 198.51.100.7:443 tcp REJECT SYN", "request sg-egress 0"),
        ("eni-db 10.0.0.10:40000 > 10.0.1.20:5432 tcp REJECT SYN", "request unknown 2 against"),
        ("eni-db 10.0.0.10:40000 > 10.0.1.20:5432 tcp REJECT none named", "late late 2"),
        ("eni-web 198.51.100.7:443 > 10.0.0.10:40000 tcp REJECT none", "late late 0"),
        // An answer to nobody, as victims of forged addresses send them.
        ("eni-web 198.51.100.7:443 > 10.0.0.10:40000 tcp REJECT SYN-ACK", "reply unknown 0"),
        // The log names who rejected it.
        ("eni-web 198.51.100.7:40000 > 10.0.0.10:22 tcp REJECT SYN BPA", "request bpa 0"),
        ("eni-web 10.0.1.20:40000 > 10.0.0.10:22 tcp REJECT SYN EC", "request ec 0"),
        // An interface that is not loaded has no rules to hold it against.
        ("eni-gone 10.0.0.10:40000 > 10.0.1.77:22 tcp REJECT SYN", "request unknown 0"),
        // One of two types of ICMP, and no log tells which.
        ("eni-db 10.0.0.10 > 10.0.1.20 icmp ACCEPT", "request 0"),
        ("eni-db 10.0.0.99 > 10.0.1.20 icmp REJECT", "request sg-ingress 0"),
    ])
    func `a flow is told as far as the log and the rules tell it`(_ line: String, _ told: String) throws {
        #expect(try Logs(Self.world, line).told == [told])
    }

    @Test func `the other interface's record tells what a conversation is`() throws {
        // Nothing filters at the one, and its ports tell nothing; the rules of the other cover one way round.
        let here = "eni-nat 10.0.0.99:3000 > 10.0.1.20:5432 tcp ACCEPT"
        let there = "eni-db 10.0.0.99:3000 > 10.0.1.20:5432 tcp ACCEPT"
        #expect(try Logs(Self.world, here).told == ["unknown 0"])
        #expect(try Logs(Self.world, "\(here)\n\(there)").told == ["request 0", "request 1"])
    }

    @Test func `without flags a late reject is told by what was let through before it`() throws {
        let lines = """
            eni-web 10.0.0.10:40000 > 198.51.100.7:443 tcp ACCEPT
            eni-web 198.51.100.7:443 > 10.0.0.10:40000 tcp REJECT
            """
        #expect(try Logs(Self.world, lines).told == ["request 1", "late late 0"])
        #expect(try Logs(Self.world, "eni-web 198.51.100.7:443 > 10.0.0.10:40000 tcp REJECT").told == ["unknown unknown 0"])
    }

    @Test func `who pings whom is unknown where nothing filters`() throws {
        let lines = """
            eni-nat 198.51.100.7 > 10.0.0.99 icmp ACCEPT
            eni-nat 10.0.0.99 > 198.51.100.7 icmp ACCEPT
            """
        #expect(try Logs(Self.world, lines).told == ["unknown 0", "unknown 0"])
    }

    @Test func `packets that the sender's rules cannot have let out are against the rules`() throws {
        let lines = "eni-web 10.0.1.20:40000 > 10.0.0.10:443 tcp ACCEPT SYN"
        #expect(try Logs(Self.world, lines).told == ["request 1 against"])
    }
}
