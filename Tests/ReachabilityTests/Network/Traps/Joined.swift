/// The environment of aws-network's traps with its second VPC: "v" and "b", what joins them, and the routes over one of these.
///
/// In zone a stand web, web2, the NAT gateway and db; in zone b app and db2. The transit gateway has subnets of its own in both zones:
/// ta1 and ta2 in v, tb1 and tb2 in b.
struct Joined: Sendable {
    /// The environment, for ``NetworkSketch``.
    let text: String

    /// Routes of subnets' tables stand in place of their own, `transit` in place of the tables of the transit gateway, `more` beside all.
    private init(
        over link: String, a1: String?, a2: String?, a3: String?, b1: String?, b2: String?, ta: String, tb: String,
        transit: String?,
        more: String
    ) {
        let there = "10.1.0.0/16 \(link); 2001:db8:b::/56 \(link); "
        let back = "10.0.0.0/16 \(link); 2001:db8:a::/56 \(link)"
        let tables = Sample.routes(
            a1 ?? there + "0.0.0.0/0 igw-1", a2: a2 ?? there + "0.0.0.0/0 nat-1", a3: a3 ?? there + "0.0.0.0/0 igw-1",
            more: [
                Self.table("ta", "v", "10.0.0.0/16 local; 2001:db8:a::/56 local; \(ta)", of: "ta1,ta2"),
                Self.table("tb", "b", "10.1.0.0/16 local; 2001:db8:b::/56 local; \(tb)", of: "tb1,tb2"),
                Self.table("b1", "b", "10.1.0.0/16 local; 2001:db8:b::/56 local; \(b1 ?? back)"),
                Self.table("b2", "b", "10.1.0.0/16 local; 2001:db8:b::/56 local; \(b2 ?? back)"),
            ].joined(separator: "\n"))
        text = Sample.text(
            tables: tables, acls: Sample.openACL, more: [Self.ground, transit ?? Self.oneTable, more].joined(separator: "\n"))
    }

    /// Over the peering connection.
    static func pcx(
        a1: String? = nil, a2: String? = nil, a3: String? = nil, b1: String? = nil, b2: String? = nil, ta: String = "",
        tb: String = "", transit: String? = nil, _ more: String = ""
    ) -> Joined {
        Joined(over: "pcx-1", a1: a1, a2: a2, a3: a3, b1: b1, b2: b2, ta: ta, tb: tb, transit: transit, more: more)
    }

    /// Over the transit gateway.
    static func tgw(
        a1: String? = nil, a2: String? = nil, a3: String? = nil, b1: String? = nil, b2: String? = nil, ta: String = "",
        tb: String = "", transit: String? = nil, _ more: String = ""
    ) -> Joined {
        Joined(over: "tgw-1", a1: a1, a2: a2, a3: a3, b1: b1, b2: b2, ta: ta, tb: tb, transit: transit, more: more)
    }

    private static let ground = """
        vpc b 10.1.0.0/16 2001:db8:b::/56
        subnet b1 b 10.1.1.0/24 2001:db8:b:1::/64
        subnet b2 b 10.1.2.0/24 2001:db8:b:2::/64
        subnet ta1 v 10.0.8.0/28
        subnet ta2 v 10.0.8.16/28
        subnet tb1 b 10.1.8.0/28
        subnet tb2 b 10.1.8.16/28
        zone eu-west-1a euw1-az1 a1 a3 ta1 b1 tb1
        zone eu-west-1b euw1-az2 a2 ta2 b2 tb2
        acl acl-b b default
          in 100 allow all - 0.0.0.0/0
          in 101 allow all - ::/0
          out 100 allow all - 0.0.0.0/0
          out 101 allow all - ::/0
        eni db b1 10.1.1.40 2001:db8:b:1::40
        eni db2 b2 10.1.2.40 2001:db8:b:2::40
        pcx pcx-1 v b
        tgw tgw-1
        attach att-a tgw-1 vpc v ta1,ta2
        attach att-b tgw-1 vpc b tb1,tb2
        """

    /// One table for both VPCs, to which both propagate.
    private static let oneTable = transit()

    /// The one table with further lines.
    static func transit(_ lines: String...) -> String {
        table(
            [
                "10.0.0.0/16 att-a propagated", "10.1.0.0/16 att-b propagated", "2001:db8:a::/56 att-a propagated",
                "2001:db8:b::/56 att-b propagated",
            ] + lines)
    }

    /// The one table with other lines.
    static func table(_ lines: [String], of attachments: String = "att-a,att-b") -> String {
        "tgw-table tgw-rtb-1 tgw-1 \(attachments)\n" + lines.map { "  \($0)" }.joined(separator: "\n")
    }

    private static func table(_ name: String, _ vpc: String, _ routes: String, of uses: String? = nil) -> String {
        let lines = routes.split(separator: ";").map { $0.trimmingPrefix { $0 == " " } }.filter { !$0.isEmpty }.map { "  \($0)" }
        return "table rtb-\(name) \(vpc) \(uses ?? name)\n" + lines.joined(separator: "\n")
    }

    /// An ACL of subnets of a VPC beside the open ones: what its entries do not say is allowed.
    static func acl(_ vpc: String, _ subnets: String, _ entries: String...) -> String {
        let lines = (entries + ["in 100 allow all - 0.0.0.0/0", "out 100 allow all - 0.0.0.0/0"]).map { "  \($0)" }
        return "acl acl-1 \(vpc) \(subnets)\n" + lines.joined(separator: "\n") + "\n"
    }

    /// A group of an interface that lets tcp 443 of a peer in.
    static func letting(in peer: String, of interface: String = "db") -> String {
        "group strict\n  in tcp 443 \(peer)\ngroups \(interface) strict\n"
    }

    /// A group of an interface that lets tcp 443 to a peer out, and everything in.
    static func letting(outTo peer: String, of interface: String = "app") -> String {
        "group strict\n  in all - 0.0.0.0/0\n  out tcp 443 \(peer)\ngroups \(interface) strict\n"
    }

    /// A group that app carries and nobody else, open both ways; "servers" is that of db.
    static let clients = "group clients v\n  in all - 0.0.0.0/0\n  out all - 0.0.0.0/0\ngroups app clients\n"
    static let servers = "group servers b\n  in all - 0.0.0.0/0\n  out all - 0.0.0.0/0\ngroups db servers\n"
}
