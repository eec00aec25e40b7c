import CoreModel
import Support
import Testing
import Words

@testable import Reachability

/// What a verdict means, sentence by sentence, and the bugs that other tools have.
@Suite("Verdicts")
struct VerdictTests {
    private static let base = """
        vpc v 10.0.0.0/16 fd00:1::/56
        vpc w 10.1.0.0/16
        subnet s v 10.0.1.0/24
        group web v
          in tcp 443 0.0.0.0/0
          in tcp 80-90 0.0.0.0/0
          out all - 0.0.0.0/0
        group app v
          in tcp 3000 web
          in icmp 3/4 0.0.0.0/0
          in icmp 8 10.0.0.0/8
          in 50 0-0 10.1.0.0/16
          in tcp 9000 app
          out tcp 5432 db
        group db v
          in tcp 5432 app
          in tcp 6000 10.0.0.16/28
          in tcp 6000 10.0.0.32/28
          in tcp 6001 10.0.2.0/25
          in tcp 6001 10.0.2.128/25
          in tcp 7000 pl-loaded
          in tcp 7001 pl-open
          in tcp 22 sg-gone
          in tcp 23 sg-stale@pcx-1=deleted
          in tcp 24 sg-peer@pcx-2=active
          in tcp 443 ::/0
          in tcp 444 0.0.0.0/0
        group silent v
        list pl-loaded 203.0.113.0/24
        list pl-open unloaded
        interface eni-web v web 10.0.0.10 public=198.51.100.10
        interface eni-app v app 10.0.0.20
        interface eni-two v app,db 10.0.0.21
        interface eni-db v db 10.0.0.30 fd00:1::30
        interface eni-nat v - 10.0.0.40 public=198.51.100.40
        interface eni-b1 v app 10.0.0.50 instance=i-b
        interface eni-b2 v silent 10.0.0.51 instance=i-b
        complete
        """

    @Test(
        "A question has the verdict of section 4",
        arguments: [
            // Both sides are needed.
            ("web -> app:3000", "allowed"), ("app -> db:5432", "allowed"), ("web -> db:5432", "blocked"),
            ("app -> web:443", "blocked"),
            ("silent -> web:443", "blocked"), ("web -> silent:443", "blocked"),
            // Ports: each bound is inside, its neighbour is not; a range is covered or partly covered.
            ("internet -> web:80", "allowed"), ("internet -> web:90", "allowed"), ("internet -> web:79", "blocked"),
            ("internet -> web:91", "blocked"), ("internet -> web:80-90", "allowed"), ("internet -> web:85-95", "depends"),
            ("internet -> web:443,80", "allowed"), ("internet -> web:443,22", "depends"), ("internet -> web:80/udp", "blocked"),
            ("internet -> web:all", "depends"),
            // ICMP type and code are no ports; a code left out asks for all.
            ("203.0.113.1 -> app:icmp/3/4", "allowed"), ("203.0.113.1 -> app:icmp/3", "depends"),
            ("203.0.113.1 -> app:3", "blocked"),
            ("203.0.113.1 -> app:3-4", "blocked"), ("eni-nat -> app:ping", "allowed"), ("203.0.113.1 -> app:ping", "blocked"),
            ("eni-nat -> app:icmp", "depends"),
            // Protocols by number; a range of another protocol is ignored.
            ("10.1.0.5 -> app:proto/50", "allowed"), ("10.1.0.5 -> app:esp", "allowed"), ("10.1.0.5 -> app:proto/51", "blocked"),
            ("internet -> web:443/tcp", "allowed"),
            // Self references: two members; never by being in the group alone. One of db carries app too, and may send to the other.
            ("app -> app:9000", "blocked"), ("db -> db:5432", "depends"),
            // A CIDR covers whole ends, parts of them, or nothing; several rules cover together.
            ("10.0.0.60 -> db:6000", "blocked"), ("10.0.0.16/28 -> db:6000", "depends"), ("10.0.0.22 -> db:6000", "allowed"),
            ("10.0.0.0/25 -> db:6000", "depends"), ("10.0.2.0/24 -> db:6001", "allowed"), ("10.0.2.0/23 -> db:6001", "depends"),
            // Prefix lists: loaded, not loaded.
            ("203.0.113.7 -> db:7000", "allowed"), ("203.0.114.7 -> db:7000", "blocked"), ("203.0.113.7 -> db:7001", "depends"),
            ("internet -> db:7000", "depends"),
            // A group that is not loaded is not deleted; a stale reference covers nothing.
            ("sg-gone -> db:22", "depends"), ("sg-stale -> db:23", "blocked"), ("sg-peer -> db:24", "depends"),
            ("web -> db:22", "blocked"),
            ("10.0.0.99 -> db:22", "depends"), ("203.0.113.9 -> db:22", "blocked"),
            // Interfaces: the union of their groups; none: filtered by nothing.
            ("eni-two -> db:5432", "allowed"), ("eni-two -> eni-db:5432", "allowed"), ("eni-nat -> web:443", "allowed"),
            ("203.0.113.7 -> eni-two:7000", "allowed"), ("web -> eni-nat:12345", "allowed"),
            ("eni-app -> eni-two:9000", "blocked"),
            // An instance is all its interfaces.
            ("i-b -> db:5432", "depends"), ("internet -> i-b:443", "blocked"),
            // Asked by a public address, no rule that names a group counts.
            ("198.51.100.10 -> app:3000", "blocked"), ("web -> 198.51.100.10:443", "allowed"),
            ("10.0.0.10 -> app:3000", "allowed"),
            // An address that no interface has is a host without groups.
            ("10.0.0.77 -> web:443", "allowed"), ("web -> 10.0.0.77:9999", "allowed"), ("10.0.0.77 -> app:3000", "blocked"),
            // Families never meet, and 0.0.0.0/0 is not ::/0; of db one member has no IPv6 address.
            ("::1 -> web:443", "blocked"), ("2001:db8::1 -> db:443", "depends"), ("2001:db8::1 -> eni-db:443", "allowed"),
            ("203.0.113.1 -> db:443", "blocked"),
            ("2001:db8::1 -> db:444", "blocked"), ("203.0.113.1 -> db:444", "allowed"),
            ("2001:db8::1 -> 10.0.0.30:443", "blocked"), ("2001:db8::1 -> web:443", "blocked"),
            // What security groups do not filter.
            ("silent -> 169.254.169.254:80", "allowed"), ("silent -> 169.254.169.254:81", "blocked"),
            ("silent -> 10.0.0.2:53/udp", "allowed"),
            ("silent -> 10.0.0.2:53", "allowed"), ("silent -> 10.1.0.2:53/udp", "blocked"),
            ("silent -> 169.254.169.123:ntp", "allowed"),
            ("silent -> 169.254.170.2:80", "allowed"), ("silent -> 169.254.169.251:1688", "allowed"),
            ("silent -> 8.8.8.8:53/udp", "blocked"),
            ("silent -> 169.254.169.253:dns", "allowed"),
        ])
    func section4(question: String, verdict: String) throws {
        #expect(try World(Self.base).answer(question).verdict.rawValue == verdict)
    }

    @Test(
        "Without a complete listing a private address may carry any group, a public one is an outside host",
        arguments: [
            ("10.0.0.99 -> web:443", "depends"), ("10.0.0.99 -> app:3000", "depends"), ("10.0.0.99 -> silent:1", "blocked"),
            ("203.0.113.9 -> web:443", "allowed"), ("203.0.113.9 -> app:3000", "blocked"), ("web -> 10.0.0.99:1", "depends"),
            ("silent -> 10.0.0.99:1", "blocked"), ("10.0.0.20 -> db:5432", "allowed"),
        ])
    func withoutListing(question: String, verdict: String) throws {
        let world = try World(Self.base.replacing("complete", with: ""))
        #expect(try world.answer(question).verdict.rawValue == verdict)
    }

    @Test(
        "A group without members is anywhere in its subnets, its VPC, or at some private address",
        arguments: [
            ("subnet s v 10.0.1.0/24", "10.0.1.4/30", "depends"), ("subnet s v 10.0.1.0/24", "10.0.1.0/24", "allowed"),
            ("subnet s v 10.0.1.0/24", "10.0.0.0/24", "blocked"), ("subnet s v 10.0.1.0/24", "10.0.1.0/30", "blocked"),
            ("subnet s v 10.0.1.0/24", "10.0.1.255/32", "blocked"), ("", "10.0.0.0/16", "allowed"),
            ("", "10.0.0.0/17", "depends"),
        ])
    func withoutMembers(subnet: String, network: String, verdict: String) throws {
        let world = try World(
            """
            vpc v 10.0.0.0/16
            \(subnet)
            group a v
              out all - 0.0.0.0/0
            group b v
              in tcp 1 \(network)
            """)
        #expect(try world.answer("a -> b:1").verdict.rawValue == verdict)
    }

    @Test(
        "An interface whose addresses are not known is somewhere in its own subnet",
        arguments: [
            ("subnet=s", "10.0.1.0/24", "allowed"), ("subnet=s", "10.0.2.0/24", "blocked"),
            ("subnet=s", "10.0.1.0/25", "depends"),
            ("", "10.0.2.0/24", "depends"), ("subnet=elsewhere", "10.0.2.0/24", "depends"),
        ])
    func ownSubnet(subnet: String, network: String, verdict: String) throws {
        let world = try World(
            """
            vpc v 10.0.0.0/16
            subnet s v 10.0.1.0/24
            subnet t v 10.0.2.0/24
            group a v
              out all - 0.0.0.0/0
            group b v
              in tcp 1 \(network)
            interface eni-1 v a unknown \(subnet)
            interface eni-2 v b 10.0.2.9
            complete
            """)
        let answer = try world.answer("a -> b:1")
        #expect(answer.verdict.rawValue == verdict)
        let lacks = answer.remarks.compactMap { if case .assumed(.egress, let lack, _) = $0 { lack } else { nil } }
        #expect(lacks == [.addresses])
    }

    @Test("Where neither members nor VPC are known, only 0.0.0.0/0 or all of private space is certain")
    func unknownVpc() throws {
        let world = try World(
            """
            group a
              out all - 0.0.0.0/0
            group b
              in tcp 1 0.0.0.0/0
              in tcp 2 10.0.0.0/8
              in tcp 3 203.0.113.0/24
            """)
        #expect(try world.answer("a -> b:1").verdict == .allowed)
        #expect(try world.answer("a -> b:2").verdict == .depends)
        #expect(try world.answer("a -> b:3").verdict == .blocked)
        #expect(try world.answer("a -> b:2").remarks.contains(.assumed(.egress, .interface, .privateAddress)))
    }

    @Test("A group to itself means two members: the rule must name the group or hold them")
    func selfReference() throws {
        let world = try World(
            """
            vpc v 10.0.0.0/16
            group a v
              in tcp 1 a
              in tcp 2 10.0.0.4/32
              out tcp 1 a
              out tcp 2 10.0.0.4/32
            interface eni-1 v a 10.0.0.4
            interface eni-2 v a 10.0.0.5
            complete
            """)
        #expect(try world.answer("a -> a:1").verdict == .allowed)
        // 10.0.0.4 alone may send and be sent to, and it never asks itself.
        #expect(try world.answer("a -> a:2").verdict == .blocked)
    }

    @Test("Each side lets something through, but never the same: blocked")
    func neverTheSame() throws {
        let world = try World(
            """
            vpc v 10.0.0.0/16
            group a v
              out tcp 80 0.0.0.0/0
            group b v
              in tcp 443 0.0.0.0/0
            """)
        let answer = try world.answer("a -> b:80,443")
        #expect(answer.verdict == .blocked)
        #expect(answer.checks.map(\.outcome) == [.depends, .depends])
        #expect(AnswerText(answer, of: world.analyzer).summary.contains("never the same"))
    }

    @Test("An address that interfaces of two VPCs have is both")
    func overlapping() throws {
        let world = try World(
            """
            vpc v 10.0.0.0/16
            vpc w 10.0.0.0/16
            group a v
              in tcp 1 0.0.0.0/0
            group b w
            interface eni-1 v a 10.0.0.4
            interface eni-2 w b 10.0.0.4
            complete
            """)
        #expect(try world.answer("internet -> 10.0.0.4:1").verdict == .depends)
        #expect(try world.answer("internet -> v/10.0.0.4:1").verdict == .allowed)
        #expect(try world.answer("internet -> w/10.0.0.4:1").verdict == .blocked)
    }

    @Test(
        "Questions that mean nothing are refused in words",
        arguments: [
            ("a -> nobody:1", "nothing is called \"nobody\"; sgscope list shows all groups"),
            ("a -> b:http,ntp", "mixes tcp and udp"),
            ("a -> b:70000", "not within 0 to 65535"), ("a -> 10.0.0.5/36:1", "it must be 0 to 32"),
            ("fd00::1 -> fd00::2:icmp", "icmpv6"), ("eni-1 -> eni-1:1", "both ends"), ("a b 1", "is no question"),
            ("grp -> b:1", "is two: grp-a, grp-b"),
            ("a -> b:htps", "did you mean https?"), ("a -> b:zzzzz", "neither a port nor a service"), ("bb -> b:1", "Close: b"),
        ])
    func refused(question: String, words: String) throws {
        let world = try World("group a\ngroup b\ngroup grp-a\ngroup grp-b\ninterface eni-1 v a 10.0.0.4")
        do {
            _ = try world.answer(question)
            Issue.record("answered \(question)")
        } catch let error as QuestionError {
            #expect(error.message.contains(words), "\(error.message)")
        }
    }
}

extension String {
    /// The text with every occurrence of a part replaced.
    func replacing(_ part: String, with other: String) -> String {
        split(separator: part, omittingEmptySubsequences: false).joined(separator: other)
    }
}
