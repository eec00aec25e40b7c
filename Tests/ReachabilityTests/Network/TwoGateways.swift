/// A VPC with subnets out by one NAT gateway (a1), by another (a2), by none (a3) and to the internet (a4); every interface is listed.
enum TwoGateways {
    /// Its sketch: addresses begin with `prefix`; `blocks` are those of the first three subnets behind it.
    static func text(_ prefix: String = "10.0", blocks: [String] = ["1.0/24", "2.0/24", "3.0/24"]) -> String {
        """
        vpc v \(prefix).0.0/16
        subnet a1 v \(prefix).\(blocks[0])
        subnet a2 v \(prefix).\(blocks[1])
        subnet a3 v \(prefix).\(blocks[2])
        subnet a4 v \(prefix).4.0/24
        table rtb-1 v a1
          \(prefix).0.0/16 local
          0.0.0.0/0 nat-1
        table rtb-2 v a2
          \(prefix).0.0/16 local
          0.0.0.0/0 nat-2
        table rtb-3 v a3
          \(prefix).0.0/16 local
        table rtb-4 v a4
          \(prefix).0.0/16 local
          0.0.0.0/0 igw-1
        acl acl-0 v default
          in 100 allow all - 0.0.0.0/0
          out 100 allow all - 0.0.0.0/0
        igw igw-1 v
        nat nat-1 a4 \(prefix).4.30 198.51.100.30
        nat nat-2 a4 \(prefix).4.31 198.51.100.31
        listed interfaces
        """
    }
}
