/// One VPC at the size of a large one, as the listings that AWS gives: the same for every run.
///
/// 5,000 interfaces in 500 subnets, 200 route tables of 100 routes, 100 network ACLs of 20 entries a direction and family, 20 NAT gateways,
/// 2,500 groups of 10 rules unless told. Two groups, `many-a` and `many-b`, have 200 members each in 40 subnets.
struct NetworkEnvironment: ListedNetwork {
    static let subnets = 500
    static let tables = 200
    static let acls = 100
    static let nats = 20
    static let interfaces = 5_000

    var groups = 2_500
    /// Whether one of its network ACLs denies a port that the others let through.
    var closesPort = false

    /// The listings without those of the network: groups, interfaces, the VPC and its subnets.
    var plain: [(name: String, bytes: [UInt8])] {
        [
            ("groups.json", ListingText.list("SecurityGroups", (0..<groups).map(group) + [many("a"), many("b")])),
            ("interfaces.json", ListingText.list("NetworkInterfaces", (0..<Self.interfaces).map(interface))),
            ("vpcs.json", ListingText.list("Vpcs", [ListingText.vpc("vpc-1", "10.0.0.0/16")])),
            ("subnets.json", ListingText.list("Subnets", (0..<Self.subnets).map(subnet))),
        ]
    }

    /// All listings.
    var documents: [(name: String, bytes: [UInt8])] {
        plain + [
            ("tables.json", ListingText.list("RouteTables", (0..<Self.tables).map(table))),
            ("acls.json", ListingText.list("NetworkAcls", (0..<Self.acls).map(acl))),
            ("nats.json", ListingText.list("NatGateways", (0..<Self.nats).map(nat))),
            ("igws.json", ListingText.list("InternetGateways", [ListingText.internetGateway("igw-1", of: "vpc-1")])),
        ]
    }

    /// Every address of subnet `n` begins here: 64 addresses each.
    private static func base(_ subnet: Int) -> Int { subnet * 64 }

    private static func address(_ offset: Int) -> String { "10.0.\(offset / 256).\(offset % 256)" }

    private func subnet(_ n: Int) -> String {
        ListingText.subnet("subnet-\(n)", of: "vpc-1", zone: n % 3 == 0 ? "a" : "b", "\(Self.address(Self.base(n)))/26")
    }

    private func interface(_ n: Int) -> String {
        let subnet = n % Self.subnets
        var carried = ["sg-\(n % groups)"] + (n % 3 == 0 ? ["sg-\((n * 7 + 1) % groups)"] : [])
        // Members of the two carry nothing else: in 40 subnets they are 40 kinds, and in some of them as many with a public address.
        if subnet < 40, n / Self.subnets < 5 { carried = ["sg-many-a"] }
        if subnet >= 40, subnet < 80, n / Self.subnets < 5 { carried = ["sg-many-b"] }
        let isPublic = subnet < Self.nats && n / Self.subnets >= 5
        return ListingText.interface(
            "eni-\(n)", of: "vpc-1", in: "subnet-\(subnet)", Self.address(Self.base(subnet) + 10 + n / Self.subnets),
            public: isPublic ? "198.18.\(n / 250).\(n % 250 + 1)" : nil, groups: carried)
    }

    private func group(_ n: Int) -> String {
        let rules = (0..<9).map { rule -> String in
            rule < 5
                ? ListingText.permission(1000 + rule, group: "sg-\((n * 13 + rule * 101) % groups)")
                : ListingText.permission(1000 + rule, cidr: "10.0.\((n + rule) % 250).0/24")
        }
        return ListingText.group("sg-\(n)", "group-\(n)", of: "vpc-1", rules)
    }

    private func many(_ name: String) -> String {
        ListingText.group(
            "sg-many-\(name)", "many-\(name)", of: "vpc-1",
            name == "b" ? [ListingText.permission(5432, group: "sg-many-a")] : [])
    }

    private func table(_ n: Int) -> String {
        // Tables of the first subnets lead to the internet gateway, the others to a NAT gateway.
        let target = n < Self.nats ? #""GatewayId": "igw-1""# : #""NatGatewayId": "nat-\#(n % Self.nats)""#
        let far = (0..<98).map {
            ListingText.route(
                "172.\(16 + $0 / 16).\(($0 % 16) * 16).0/20", #""VpcPeeringConnectionId": "pcx-\#($0)""#)
        }
        return ListingText.table(
            "rtb-\(n)", of: "vpc-1", subnets: stride(from: n, to: Self.subnets, by: Self.tables).map { "subnet-\($0)" },
            [ListingText.local("10.0.0.0/16"), ListingText.route("0.0.0.0/0", target)] + far)
    }

    private func acl(_ n: Int) -> String {
        ListingText.acl(
            "acl-\(n)", of: "vpc-1", isDefault: n == 0, denying: closesPort && n == 7 ? 1003 : nil,
            subnets: stride(from: n, to: Self.subnets, by: Self.acls).map { "subnet-\($0)" })
    }

    private func nat(_ n: Int) -> String {
        ListingText.nat(
            "nat-\(n)", of: "vpc-1", in: "subnet-\(n)", Self.address(Self.base(n) + 40), public: "198.51.100.\(n + 1)")
    }
}
