import CoreModel
import Testing

@testable import Reachability

/// Ends of which parts go otherwise than others: addresses of one interface, of one CIDR, and those that nobody tells.
@Suite("Parts of an end, over every layer")
struct WholeEndTests {
    /// One row: a sketch, a question, whether the packet alone counts, and the verdict with the codes that decide.
    struct Row: Sendable, CustomTestStringConvertible {
        var name: String
        var tables = Sample.standardTables
        var acls = Sample.openACL
        var more = ""
        var question: String
        var isOneWay = false
        var expected: String

        var testDescription: String { name }
    }

    private static let twice = "eni pod a2 10.0.2.30 10.0.2.99\ngroup pods\n  out all - 0.0.0.0/0\ngroups pod pods"
    private static let delegated = "eni node a2 10.0.2.30\nprefix node 10.0.2.64/28"
    private static let narrow = """
        eni fw a1 10.0.1.77 198.51.100.77
        check fw off
        group narrow
          in all - 0.0.0.0/0
          out all - 198.51.100.0/24
        groups fw narrow
        """
    private static func denied(_ network: String) -> String {
        Sample.acl("a1", "in 50 deny all - \(network)", Sample.into, Sample.out)
    }

    private static let rows: [Row] = [
        // A CIDR with private and public addresses.
        Row(
            name: "192.168.0.0/15 is half private", question: "web 192.168.0.0/15 443",
            expected: "depends IGW_DESTINATION_ADDRESS_NOT_IN_RFC1918_EGRESS"),
        Row(
            name: "172.0.0.0/8 is mostly public", question: "web 172.0.0.0/8 443",
            expected: "depends IGW_DESTINATION_ADDRESS_NOT_IN_RFC1918_EGRESS"),
        Row(
            name: "100.64.0.0/9 is half shared", question: "web 100.0.0.0/8 443",
            expected: "depends IGW_DESTINATION_ADDRESS_NOT_IN_RFC6598_EGRESS"),
        Row(name: "what is public alone", question: "web 172.128.0.0/9 443", expected: "allowed"),
        // Every address of an interface.
        Row(
            name: "an entry denies a secondary address", acls: denied("10.0.2.99/32"), more: twice, question: "pod web 443",
            expected: "depends SUBNET_ACL_RESTRICTION"),
        Row(
            name: "... of a group's member", acls: denied("10.0.2.99/32"), more: twice, question: "pods web 443",
            expected: "depends SUBNET_ACL_RESTRICTION"),
        Row(
            name: "... and no address of it", acls: denied("10.0.2.98/32"), more: twice, question: "pod web 443",
            expected: "allowed"),
        Row(
            name: "an entry denies all of them", acls: denied("10.0.2.0/25"), more: twice, question: "pod web 443",
            expected: "blocked SUBNET_ACL_RESTRICTION"),
        Row(
            name: "a secondary address without a public one", more: "eni two a1 10.0.1.30 198.51.100.31 10.0.1.31",
            question: "two 203.0.113.9 443", expected: "depends IGW_PUBLIC_IP_ASSOCIATION_FOR_EGRESS"),
        // Delegated prefixes.
        Row(
            name: "an entry denies half of a prefix", acls: denied("10.0.2.72/29"), more: delegated, question: "node web 443",
            expected: "depends SUBNET_ACL_RESTRICTION"),
        Row(
            name: "... asked by the prefix", acls: denied("10.0.2.72/29"), more: delegated, question: "10.0.2.64/28 web 443",
            expected: "depends SUBNET_ACL_RESTRICTION"),
        Row(
            name: "... by the other half", acls: denied("10.0.2.72/29"), more: delegated, question: "10.0.2.64/29 web 443",
            expected: "allowed"),
        Row(
            name: "... and by that half", acls: denied("10.0.2.72/29"), more: delegated, question: "10.0.2.72/29 web 443",
            expected: "blocked SUBNET_ACL_RESTRICTION"),
        // Addresses that nobody tells.
        Row(
            name: "an address anywhere in its subnet", acls: denied("10.0.2.0/25"), more: "eni anywhere a2 ?",
            question: "anywhere web 443", expected: "depends SUBNET_ACL_RESTRICTION"),
        Row(
            name: "a subnet whose block is not told", acls: denied("10.0.0.0/16"), more: "subnet a4 v untold\neni anywhere a4 ?",
            question: "anywhere web 443", expected: "depends"),
        Row(
            name: "a group that nobody carries, in a VPC with such a subnet", acls: denied("10.0.0.0/16"),
            more: "unlisted interfaces\nsubnet a4 v untold\ngroup nobody\n  out all - 0.0.0.0/0", question: "nobody web 443",
            expected: "depends"),
        Row(
            name: "a destination somewhere in a VPC",
            more: "vpc w 10.1.0.0/16\nsubnet b w 10.1.1.0/24\neni far b 10.1.1.9\neni lost -v 10.0.1.99",
            question: "far lost 443", expected: "depends UNKNOWN_RESOURCE:subnet"),
        // Beyond every VPC.
        Row(
            name: "of a CIDR one address is a NAT gateway's", question: "203.0.113.9 198.51.100.28/30 443",
            expected: "depends UNSOLICITED"),
        Row(name: "the NAT gateway's alone", question: "203.0.113.9 198.51.100.30 443", expected: "blocked UNSOLICITED"),
        // Addresses of a VPC that nobody can have, whatever the other end is.
        Row(name: "the internet to no subnet", question: "internet 10.0.200.9 443", expected: "blocked NO_POSSIBLE_DESTINATION"),
        Row(
            name: "no subnet to the internet", question: "10.0.200.9 203.0.113.9 443", expected: "blocked NO_POSSIBLE_DESTINATION"
        ),
        Row(
            name: "no subnet to no subnet", question: "10.0.200.9 10.0.200.10 443", expected: "blocked NO_POSSIBLE_DESTINATION"),
        Row(
            name: "... where not all subnets are listed", more: "unlisted subnets", question: "internet 10.0.200.9 443",
            expected: "depends UNKNOWN_RESOURCE:subnets"),
        Row(name: "beyond every VPC", question: "192.168.0.9 203.0.113.9 443", expected: "allowed"),
        Row(name: "from no host's address", question: "169.254.169.254 web 443", expected: "blocked NO_POSSIBLE_DESTINATION"),
        // A NAT gateway whose interface is not in the input.
        Row(
            name: "a NAT gateway without its interface", more: "nat nat-2 a3 10.0.3.31 198.51.100.31",
            question: "internet 198.51.100.31 443", expected: "blocked UNSOLICITED"),
        Row(
            name: "... from within", more: "nat nat-2 a3 10.0.3.31 198.51.100.31", question: "app 198.51.100.31 443",
            expected: "blocked UNSOLICITED"),
        // Of several ports one is a service.
        Row(name: "the resolver's port", question: "app 10.0.0.2 53", expected: "allowed"),
        Row(name: "... among others", question: "app 10.0.0.2 50-60", expected: "depends NO_POSSIBLE_DESTINATION"),
        Row(name: "... and others alone", question: "app 10.0.0.2 54-60", expected: "blocked NO_POSSIBLE_DESTINATION"),
        Row(
            name: "... from groups that let nothing out", more: "group shut\ngroups app shut", question: "app 10.0.0.2 50-60",
            expected: "depends SG_HAS_NO_RULES NO_POSSIBLE_DESTINATION"),
        Row(
            name: "... on that port alone", more: "group shut\ngroups app shut", question: "app 10.0.0.2 53", expected: "allowed"),
        Row(
            name: "the subnet's DHCP server", more: "group shut\ngroups app shut", question: "app 10.0.2.1 udp/67",
            expected: "allowed"),
        // An internet gateway that no listing has.
        Row(
            name: "the answer to an unlisted internet gateway", tables: Sample.routes("0.0.0.0/0 igw-9"),
            question: "203.0.113.9 web 443", expected: "depends UNKNOWN_RESOURCE:internet-gateway:reply"),
        // An appliance whose groups let a part out.
        Row(
            name: "an appliance lets a part of the internet out", tables: Sample.routes(a2: "0.0.0.0/0 eni-fw"),
            more: narrow.replacing("fw", with: "eni-fw"), question: "app internet 443",
            expected: "depends ENI_SG_RULES_MISMATCH:destination IGW_PUBLIC_IP_ASSOCIATION_FOR_EGRESS"),
        // One way only.
        Row(
            name: "from where no route leads back", tables: Sample.routes("198.51.100.0/24 igw-1"),
            question: "192.168.1.9 web 443",
            isOneWay: true, expected: "depends EDGE:unknown"),
        Row(
            name: "from where a route leads back to the internet alone", question: "192.168.1.9 web 443", isOneWay: true,
            expected: "depends EDGE:unknown"),
        Row(
            name: "... there and back", tables: Sample.routes("198.51.100.0/24 igw-1"), question: "192.168.1.9 web 443",
            expected: "blocked NO_ROUTE_TO_DESTINATION:reply"),
        Row(
            name: "from beyond a transit gateway", tables: Sample.routes("192.168.0.0/16 tgw-1"), question: "192.168.1.9 web 443",
            isOneWay: true, expected: "depends EDGE:transitGateway"),
        Row(
            name: "the answer to one of two addresses of a NAT gateway", tables: Sample.routes(a2: "10.0.1.0/24 nat-1"),
            acls: Sample.acl("a1", Sample.into, "out 50 deny all - 10.0.3.31/32", Sample.out), more: "address nat-1 10.0.3.31",
            question: "app web 443", expected: "depends UNKNOWN_RESOURCE:nat-gateway"),
        Row(
            name: "... which nobody waits for", tables: Sample.routes(a2: "10.0.1.0/24 nat-1"),
            acls: Sample.acl("a1", Sample.into, "out 50 deny all - 10.0.3.31/32", Sample.out), more: "address nat-1 10.0.3.31",
            question: "app web 443", isOneWay: true, expected: "allowed"),
        // What may be seen with another address.
        Row(
            name: "a group lets one of two addresses of a NAT gateway in", tables: Sample.routes(a2: "10.0.1.0/24 nat-1"),
            more: "address nat-1 10.0.3.31\ngroup strict\n  in tcp 443 10.0.3.30/32\ngroups web strict", question: "app web 443",
            expected: "depends UNKNOWN_RESOURCE:nat-gateway"),
        Row(
            name: "a group lets an appliance's own address in", tables: Sample.routes(a2: "10.0.1.0/24 eni-fw"),
            more: "eni eni-fw a3 10.0.3.50\ncheck eni-fw off\ngroup strict\n  in tcp 443 10.0.3.50/32\ngroups web strict",
            question: "app web 443", expected: "depends EDGE:networkInterface"),
        Row(
            name: "... and a group without a rule for it lets nobody in", tables: Sample.routes(a2: "10.0.1.0/24 tgw-1"),
            more: "group strict\n  in tcp 80 0.0.0.0/0\ngroups web strict", question: "app web 443",
            expected: "blocked UNKNOWN_RESOURCE:transit-gateway-attachment"),
        Row(
            name: "... as over a peering", tables: Sample.routes(a2: "10.0.1.0/24 pcx-1"),
            more: "group strict\n  in tcp 443 10.0.9.0/24\ngroups web strict", question: "app web 443",
            expected: "blocked UNKNOWN_RESOURCE:vpc-peering-connection"),
        // The nearest entry is one of the family.
        Row(
            name: "an entry for IPv6 is no near miss",
            acls: Sample.acl("a1", "in 90 allow tcp 443 ::/0", "in 100 allow tcp 80 0.0.0.0/0", Sample.out),
            question: "app web 443",
            expected: "blocked SUBNET_ACL_RESTRICTION:port"),
    ]

    @Test("What parts come to is what all of it comes to", arguments: rows)
    func parts(row: Row) throws {
        let sketch = try Sample.environment(tables: row.tables, acls: row.acls, more: row.more)
        let own = try sketch.whole(row.question, isOneWay: row.isOneWay)
        #expect(own == row.expected)
    }

    private static let caller = "group caller\n  out all - 0.0.0.0/0\ngroups web caller\neni web3 a1 10.0.1.13 198.51.100.13\n"

    @Test(
        "A public address of a loaded interface is met out and in at the internet gateway",
        arguments: [
            Row(name: "open", more: caller, question: "web 198.51.100.13 443", expected: "allowed"),
            Row(
                name: "by a group", more: caller + "group strict\n  in tcp 443 caller\ngroups web3 strict",
                question: "web 198.51.100.13 443", expected: "blocked SG_REFERENCES_NOT_PRESERVED"),
            Row(
                name: "by the private address", more: caller + "group strict\n  in tcp 443 10.0.1.10/32\ngroups web3 strict",
                question: "web 198.51.100.13 443", expected: "blocked ENI_SG_RULES_MISMATCH:source"),
            Row(
                name: "by the public address", more: caller + "group strict\n  in tcp 443 198.51.100.10/32\ngroups web3 strict",
                question: "web 198.51.100.13 443", expected: "allowed"),
            Row(
                name: "without one of its own", more: caller, question: "web2 198.51.100.13 443",
                expected: "blocked IGW_PUBLIC_IP_ASSOCIATION_FOR_EGRESS"),
            Row(
                name: "behind a NAT gateway", more: caller + "group strict\n  in tcp 443 198.51.100.30/32\ngroups web3 strict",
                question: "app 198.51.100.13 443", expected: "allowed"),
            Row(
                name: "... whose private address nobody sees",
                more: caller + "group strict\n  in tcp 443 10.0.3.30/32\ngroups web3 strict", question: "app 198.51.100.13 443",
                expected: "blocked ENI_SG_RULES_MISMATCH:source"),
            Row(
                name: "one of two public addresses",
                more: caller
                    + "address nat-1 10.0.3.31 198.51.100.32\ngroup strict\n  in tcp 443 198.51.100.30/32\ngroups web3 strict",
                question: "app 198.51.100.13 443", expected: "depends EDGE:internetGateway"),
            Row(
                name: "the NAT gateway's own", more: caller, question: "app 198.51.100.30 443", expected: "blocked UNSOLICITED"),
            Row(
                name: "an ACL on the way in", acls: denied("198.51.100.10/32"), more: caller, question: "web 198.51.100.13 443",
                expected: "blocked SUBNET_ACL_RESTRICTION"),
            Row(
                name: "the sender's ACL on the way back", acls: denied("198.51.100.13/32"), more: caller,
                question: "web 198.51.100.13 443", expected: "blocked SUBNET_ACL_RESTRICTION:reply"),
            Row(
                name: "an answer that leaves elsewhere", more: caller + "eni app3 a2 10.0.2.40 198.51.100.40",
                question: "web 198.51.100.40 443", expected: "blocked ASYMMETRIC_REPLY:reply"),
            Row(
                name: "from a NAT gateway's address", more: caller, question: "198.51.100.30 web3 443", expected: "allowed"),
            Row(
                name: "from an interface's", more: caller, question: "198.51.100.10 web3 443",
                expected: "depends EDGE:internetGateway"),
        ])
    func roundTrip(row: Row) throws {
        let sketch = try Sample.environment(acls: row.acls, more: row.more)
        let own = try sketch.whole(row.question)
        #expect(own == row.expected)
    }

    @Test("Rows of members have the verdict of all layers, told or not, and what the groups say of all their addresses")
    func members() throws {
        let more = Self.twice + "\ngroup strict\n  in tcp 443 10.0.2.30/32\ngroups web strict\nunlisted interfaces"
        let sketch = try Sample.environment(more: more)
        let analyzer = Analyzer(sketch.inventory)
        let answer = analyzer.answer(try analyzer.question(from: "pods", to: "strict", port: "443"), .everything)
        #expect(answer.verdict == .depends)
        #expect(answer.members.filter(\.isSource).map(\.verdict) == [.depends])
        let closed = try Sample.environment(acls: Self.denied("10.0.2.0/24"), more: more)
        let other = Analyzer(closed.inventory)
        let blocked = other.answer(try other.question(from: "pods", to: "web", port: "443"), .everything)
        #expect(blocked.unseen.allSatisfy { $0.verdict == .blocked } && !blocked.unseen.isEmpty)
    }
}

extension NetworkSketch {
    /// The verdict over every layer of `source destination port`, with the codes that decide.
    fileprivate func whole(_ question: String, isOneWay: Bool = false) throws -> String {
        let words = question.split(separator: " ").map(String.init)
        let analyzer = Analyzer(inventory)
        let answer = analyzer.answer(
            try analyzer.question(from: words[0], to: words[1], port: words[2]),
            AnswerScope(looksAtNetwork: true, isOneWay: isOneWay))
        let codes = answer.way.map { way in way.deciding.compactMap { way.code($0) } } ?? []
        return ([answer.verdict.rawValue] + codes).joined(separator: " ")
    }
}
