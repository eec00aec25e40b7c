import Testing

@testable import Reachability

/// The traps of aws-network 7 that name no load balancer, one row for each case and one beside it where the same thing lets through, or
/// stops.
@Suite("Traps of the network")
struct TrapTests {
    @Test("A trap is answered as AWS does, by the thing that decides and on its leg", arguments: Trap.all)
    func trap(_ trap: Trap) throws {
        let told = try trap.told()
        #expect(told == trap.answer)
    }

    /// Traps that other suites hold by their number: what listings and states say is the readers', and some need another environment.
    private static let elsewhere = [
        "T17": "TrapListingTests", "T68": "TrapListingTests", "T75": "NetworkVerdictTests", "T76": "TrapListingTests",
        "T77": "TrapListingTests",
    ]

    @Test("Every trap that names only these components has a row, and those about a block have one that is not blocked")
    func complete() {
        let numbers = [1...50, 60...82].flatMap { $0.map { "T\($0)" } }
        let rows = Dictionary(grouping: Trap.all, by: \.name)
        #expect(numbers.filter { rows[$0] == nil && Self.elsewhere[$0] == nil } == [])
        let oneSided = rows.filter { name, rows in
            name.hasPrefix("T") && rows.contains { $0.answer.hasPrefix("blocked") }
                && rows.allSatisfy { $0.answer.hasPrefix("blocked") }
        }
        #expect(oneSided.keys.sorted() == [])
    }

    @Test(
        "A whole answer refines the code by the field that failed",
        arguments: [
            (
                "T3", Sample.acl("a1", "in 100 allow tcp 443 0.0.0.0/0", "out 100 allow tcp 443 0.0.0.0/0"), "",
                "203.0.113.9 198.51.100.10 443", "blocked SUBNET_ACL_RESTRICTION:reply:port"
            ),
            (
                "T5", Sample.acl("a2", "in 100 allow tcp 1024-65535 10.0.3.0/24", Sample.out), "", "10.0.2.20 203.0.113.9 443",
                "blocked SUBNET_ACL_RESTRICTION:reply:source"
            ),
            (
                "T45", Sample.acl("a2", "in 100 allow icmp 8/-1 0.0.0.0/0", "out 100 allow icmp 8/-1 0.0.0.0/0"), "",
                "10.0.1.10 10.0.2.20 ping", "blocked SUBNET_ACL_RESTRICTION:reply:icmp-type"
            ),
            (
                "T63", Sample.openACL,
                "eni eni-fw a3 10.0.3.50\ncheck eni-fw off\ntable rtb-b v a4\n  10.0.0.0/16 local\n  10.0.1.0/24 eni-fw\n"
                    + "subnet a4 v 10.0.4.0/24\neni db a4 10.0.4.40\ngroup strict\n  in tcp 443 open\ngroups web strict",
                "10.0.4.40 10.0.1.10 443", "blocked SG_REFERENCES_NOT_PRESERVED"
            ),
            // T79: whoever has an address of a delegated prefix has its interface's groups.
            (
                "T79", Sample.openACL, "prefix app 10.0.2.64/28\ngroup strict\n  in tcp 80 0.0.0.0/0\ngroups app strict",
                "10.0.1.10 10.0.2.70 80", "allowed"
            ),
            (
                "T79", Sample.openACL, "prefix app 10.0.2.64/28\ngroup strict\n  in tcp 80 0.0.0.0/0\ngroups app strict",
                "10.0.1.10 10.0.2.70 443", "blocked ENI_SG_RULES_MISMATCH:port"
            ),
            (
                "T35", Sample.openACL, "", "203.0.113.9 198.51.100.30 443", "blocked UNSOLICITED"
            ),
        ])
    func refined(trap: String, acls: String, more: String, question: String, expected: String) throws {
        #expect(try Self.whole(Sample.text(tables: nil, acls: acls, more: more), question) == expected)
    }

    @Test(
        "Where two VPCs are joined, a whole answer says which group reference is lost on the way",
        arguments: [
            (
                "T24", Joined.pcx("region b us-east-1\n" + Joined.clients + Joined.letting(in: "clients")),
                "blocked SG_REFERENCES_NOT_PRESERVED"
            ),
            ("T24", .pcx(Joined.clients + Joined.letting(in: "clients")), "allowed"),
            (
                "T25", .tgw(a2: "10.1.0.0/16 nat-1", Joined.clients + Joined.letting(in: "clients")),
                "blocked SG_REFERENCES_NOT_PRESERVED"
            ),
            (
                "T26", .tgw("refs tgw-1 on\n" + Joined.servers + Joined.letting(outTo: "servers")),
                "blocked SG_REFERENCES_NOT_PRESERVED"
            ),
            ("T26", .tgw("refs tgw-1 on\n" + Joined.clients + Joined.letting(in: "clients")), "allowed"),
            ("T32", .tgw(transit: "tgw-table tgw-rtb-1 tgw-1 att-a,att-b"), "blocked TGW_RTB_NO_ROUTE_TO_TGW_ATTACHMENT"),
            (
                "T39", .tgw(a2: "10.1.0.0/16 nat-1", Joined.letting(in: "198.51.100.30/32")),
                "blocked ENI_SG_RULES_MISMATCH:source"
            ),
            (
                "T22", .pcx(a2: "10.1.0.0/16 pcx-9", "vpc c 10.2.0.0/16\npcx pcx-9 v c"),
                "blocked PCX_REQUIRES_ADDRESS_IN_VPC_CIDR"
            ),
        ])
    func lost(trap: String, joined: Joined, expected: String) throws {
        #expect(try Self.whole(joined.text, "10.0.2.20 10.1.1.40 443") == expected)
    }

    @Test(
        "The internet depends where an endpoint's list is a part of it that is answered otherwise, and leaves out what it does not carry",
        arguments: [
            ("pl-s3 vpce-s3; 0.0.0.0/0 nat-1", "443", "allowed"), ("pl-s3 vpce-s3", "443", "depends"), ("", "443", "blocked"),
            ("pl-s3 vpce-s3; 0.0.0.0/0 nat-1", "443/udp", "allowed"), ("pl-s3 vpce-s3", "443/udp", "blocked"),
        ])
    func internet(routes: String, port: String, verdict: String) throws {
        let text = Sample.text(
            tables: Sample.routes(a2: routes), acls: nil,
            more: "list pl-s3 52.218.0.0/17\nendpoint vpce-s3 gateway v s3 rtb-a2")
        let told = try Self.whole(text, "10.0.2.20 internet \(port)")
        #expect(told.split(separator: " ").first == "\(verdict)")
    }

    /// The verdict of a whole answer with the codes of what decides.
    private static func whole(_ text: String, _ question: String) throws -> String {
        let analyzer = Analyzer(try NetworkSketch(text).inventory)
        let words = question.split(separator: " ").map(String.init)
        let answer = analyzer.answer(try analyzer.question(from: words[0], to: words[1], port: words[2]), .everything)
        let codes = answer.way.map { way in way.deciding.compactMap { way.code($0) } } ?? []
        return ([answer.verdict.rawValue] + codes).joined(separator: " ")
    }
}
