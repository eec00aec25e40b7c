@testable import Reachability

/// The environment of aws-network's traps, as far as it is one VPC; ``Joined`` has the other one too.
enum Sample {
    static let standardTables = """
        table rtb-a1 v a1
          10.0.0.0/16 local
          2001:db8:a::/56 local
          0.0.0.0/0 igw-1
        table rtb-a2 v a2
          10.0.0.0/16 local
          2001:db8:a::/56 local
          0.0.0.0/0 nat-1
        table rtb-a3 v a3
          10.0.0.0/16 local
          2001:db8:a::/56 local
          0.0.0.0/0 igw-1
        table rtb-main v main
          10.0.0.0/16 local
        """

    static let openACL = """
        acl acl-0 v default
          in 100 allow all - 0.0.0.0/0
          in 101 allow all - ::/0
          out 100 allow all - 0.0.0.0/0
          out 101 allow all - ::/0
        """

    /// The environment; `tables` and `acls` stand in place of its own, `more` beside it.
    static func environment(
        tables: String? = nil, acls: String? = nil, nat: String = publicNat, more: String = ""
    ) throws -> NetworkSketch {
        try NetworkSketch(text(tables: tables, acls: acls, nat: nat, more: more))
    }

    static let publicNat = "nat nat-1 a3 10.0.3.30 198.51.100.30"

    static func text(tables: String?, acls: String?, nat: String = publicNat, more: String) -> String {
        """
        vpc v 10.0.0.0/16 2001:db8:a::/56
        subnet a1 v 10.0.1.0/24 2001:db8:a:1::/64
        subnet a2 v 10.0.2.0/24 2001:db8:a:2::/64
        subnet a3 v 10.0.3.0/24
        \(tables ?? standardTables)
        \(acls ?? openACL)
        igw igw-1 v
        eigw eigw-1 v
        \(nat)
        eni web a1 10.0.1.10 198.51.100.10 2001:db8:a:1::10
        eni web2 a1 10.0.1.12
        eni app a2 10.0.2.20 2001:db8:a:2::20
        eni app2 a2 10.0.2.21
        eni eni-nat a3 10.0.3.30 198.51.100.30
        type eni-nat nat_gateway
        groups eni-nat
        \(more)
        """
    }

    /// The open ACL, and one of a subnet alone.
    static func acl(_ subnet: String, _ entries: String...) -> String {
        let lines = entries.map { "  " + $0 }.joined(separator: "\n")
        return openACL + "\nacl acl-1 v \(subnet)\n" + lines
    }

    static let out = "out 100 allow all - 0.0.0.0/0"
    static let into = "in 100 allow all - 0.0.0.0/0"

    /// One table for the subnets that lead to the internet gateway, the NAT gateway's among them.
    static let publicTable = """
        table rtb-public v a1,a3
          10.0.0.0/16 local
          0.0.0.0/0 igw-1
        table rtb-a2 v a2
          10.0.0.0/16 local
          0.0.0.0/0 nat-1
        """

    static func routes(
        _ a1: String = "0.0.0.0/0 igw-1", a2: String = "0.0.0.0/0 nat-1", a3: String = "0.0.0.0/0 igw-1", more: String = ""
    ) -> String {
        [("a1", a1), ("a2", a2), ("a3", a3)].map { name, routes in
            let lines = routes.split(separator: ";").map { "  " + $0.trimmingPrefix { $0 == " " } }
            return "table rtb-\(name) v \(name)\n  10.0.0.0/16 local\n  2001:db8:a::/56 local\n" + lines.joined(separator: "\n")
        }.joined(separator: "\n") + "\n" + more
    }
}
