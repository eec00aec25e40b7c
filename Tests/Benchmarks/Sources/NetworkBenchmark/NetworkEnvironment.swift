import Measuring

/// One VPC at the size of a large one, as the listings that AWS gives: the same for every run.
///
/// 5,000 interfaces in 500 subnets, 200 route tables of 100 routes, 100 network ACLs of 20 entries a direction and family, 20 NAT gateways,
/// 2,500 groups of 10 rules. Two groups, `many-a` and `many-b`, have 200 members each in 40 subnets.
struct NetworkEnvironment {
    static let subnets = 500
    static let tables = 200
    static let acls = 100
    static let nats = 20
    static let groups = 2_500
    static let interfaces = 5_000

    /// The listings without those of the network: groups, interfaces, the VPC and its subnets.
    var plain: [(name: String, bytes: [UInt8])] {
        [
            ("groups.json", Self.list("SecurityGroups", (0..<Self.groups).map(group) + [many("a"), many("b")])),
            ("interfaces.json", Self.list("NetworkInterfaces", (0..<Self.interfaces).map(interface))),
            (
                "vpcs.json",
                Self.list(
                    "Vpcs",
                    [
                        #"{"VpcId": "vpc-1", "OwnerId": "111111111111", "CidrBlock": "10.0.0.0/16", "CidrBlockAssociationSet": [{"CidrBlock": "10.0.0.0/16", "CidrBlockState": {"State": "associated"}}]}"#
                    ])
            ), ("subnets.json", Self.list("Subnets", (0..<Self.subnets).map(subnet))),
        ]
    }

    /// All listings.
    var documents: [(name: String, bytes: [UInt8])] {
        plain + [
            ("tables.json", Self.list("RouteTables", (0..<Self.tables).map(table))),
            ("acls.json", Self.list("NetworkAcls", (0..<Self.acls).map(acl))),
            ("nats.json", Self.list("NatGateways", (0..<Self.nats).map(nat))),
            (
                "igws.json",
                Self.list(
                    "InternetGateways",
                    [#"{"InternetGatewayId": "igw-1", "Attachments": [{"VpcId": "vpc-1", "State": "available"}]}"#])
            ),
        ]
    }

    private static func list(_ key: String, _ elements: [String]) -> [UInt8] {
        Array("{\"\(key)\": [\(elements.joined(separator: ",\n"))]}".utf8)
    }

    /// Every address of subnet `n` begins here: 64 addresses each.
    private static func base(_ subnet: Int) -> Int { subnet * 64 }

    private static func address(_ offset: Int) -> String { "10.0.\(offset / 256).\(offset % 256)" }

    private func subnet(_ n: Int) -> String {
        #"{"SubnetId": "subnet-\#(n)", "VpcId": "vpc-1", "OwnerId": "111111111111", "AvailabilityZone": "eu-west-1\#(n % 3 == 0 ? "a" : "b")", "CidrBlock": "\#(Self.address(Self.base(n)))/26"}"#
    }

    private func interface(_ n: Int) -> String {
        let subnet = n % Self.subnets
        let own = Self.address(Self.base(subnet) + 10 + n / Self.subnets)
        var groups = ["sg-\(n % Self.groups)"] + (n % 3 == 0 ? ["sg-\((n * 7 + 1) % Self.groups)"] : [])
        // Members of the two carry nothing else: in 40 subnets they are 40 kinds, and in some of them as many with a public address.
        if subnet < 40, n / Self.subnets < 5 { groups = ["sg-many-a"] }
        if subnet >= 40, subnet < 80, n / Self.subnets < 5 { groups = ["sg-many-b"] }
        let list = groups.map { #"{"GroupId": "\#($0)"}"# }.joined(separator: ", ")
        let isPublic = subnet < Self.nats && n / Self.subnets >= 5
        let shown = isPublic ? #", "Association": {"PublicIp": "198.18.\#(n / 250).\#(n % 250 + 1)"}"# : ""
        return
            #"{"NetworkInterfaceId": "eni-\#(n)", "VpcId": "vpc-1", "OwnerId": "111111111111", "SubnetId": "subnet-\#(subnet)", "SourceDestCheck": true, "InterfaceType": "interface", "Ipv6Addresses": [], "PrivateIpAddresses": [{"PrivateIpAddress": "\#(own)", "Primary": true\#(shown)}], "Groups": [\#(list)]}"#
    }

    private static let everything =
        #"[{"IpProtocol": "-1", "IpRanges": [{"CidrIp": "0.0.0.0/0"}], "UserIdGroupPairs": []}]"#

    private func group(_ n: Int) -> String {
        let rules = (0..<9).map { rule -> String in
            let ports = #""IpProtocol": "tcp", "FromPort": \#(1000 + rule), "ToPort": \#(1000 + rule)"#
            return rule < 5
                ? #"{\#(ports), "IpRanges": [], "UserIdGroupPairs": [{"GroupId": "sg-\#((n * 13 + rule * 101) % Self.groups)"}]}"#
                : #"{\#(ports), "IpRanges": [{"CidrIp": "10.0.\#((n + rule) % 250).0/24"}], "UserIdGroupPairs": []}"#
        }.joined(separator: ", ")
        return
            #"{"GroupId": "sg-\#(n)", "GroupName": "group-\#(n)", "VpcId": "vpc-1", "OwnerId": "111111111111", "IpPermissions": [\#(rules)], "IpPermissionsEgress": \#(Self.everything)}"#
    }

    private func many(_ name: String) -> String {
        let rule =
            #"{"IpProtocol": "tcp", "FromPort": 5432, "ToPort": 5432, "IpRanges": [], "UserIdGroupPairs": [{"GroupId": "sg-many-a"}]}"#
        return
            #"{"GroupId": "sg-many-\#(name)", "GroupName": "many-\#(name)", "VpcId": "vpc-1", "OwnerId": "111111111111", "IpPermissions": [\#(name == "b" ? rule : "")], "IpPermissionsEgress": \#(Self.everything)}"#
    }

    private func table(_ n: Int) -> String {
        // Tables of the first subnets lead to the internet gateway, the others to a NAT gateway.
        let subnets = stride(from: n, to: Self.subnets, by: Self.tables).map {
            #"{"Main": false, "SubnetId": "subnet-\#($0)", "AssociationState": {"State": "associated"}}"#
        }
        let target = n < Self.nats ? #""GatewayId": "igw-1""# : #""NatGatewayId": "nat-\#(n % Self.nats)""#
        let far = (0..<98).map {
            #"{"DestinationCidrBlock": "172.\#(16 + $0 / 16).\#(($0 % 16) * 16).0/20", "VpcPeeringConnectionId": "pcx-\#($0)", "Origin": "CreateRoute", "State": "active"}"#
        }
        let local =
            #"{"DestinationCidrBlock": "10.0.0.0/16", "GatewayId": "local", "Origin": "CreateRouteTable", "State": "active"}"#
        let out = #"{"DestinationCidrBlock": "0.0.0.0/0", \#(target), "Origin": "CreateRoute", "State": "active"}"#
        return
            #"{"RouteTableId": "rtb-\#(n)", "VpcId": "vpc-1", "OwnerId": "111111111111", "PropagatingVgws": [], "Associations": [\#(subnets.joined(separator: ", "))], "Routes": [\#(([local, out] + far).joined(separator: ", "))]}"#
    }

    private func acl(_ n: Int) -> String {
        let subnets = stride(from: n, to: Self.subnets, by: Self.acls).map { #"{"SubnetId": "subnet-\#($0)"}"# }
        let entries = ["true", "false"].flatMap { egress in
            (1...8).map {
                #"{"RuleNumber": \#($0 * 10), "Egress": \#(egress), "RuleAction": "deny", "Protocol": "6", "CidrBlock": "192.0.2.\#($0 * 16)/28", "PortRange": {"From": \#(20 + $0), "To": \#(20 + $0)}}"#
            } + [
                #"{"RuleNumber": 1000, "Egress": \#(egress), "RuleAction": "allow", "Protocol": "-1", "CidrBlock": "0.0.0.0/0"}"#,
                #"{"RuleNumber": 32767, "Egress": \#(egress), "RuleAction": "deny", "Protocol": "-1", "CidrBlock": "0.0.0.0/0"}"#,
            ]
        }
        return
            #"{"NetworkAclId": "acl-\#(n)", "IsDefault": \#(n == 0), "VpcId": "vpc-1", "OwnerId": "111111111111", "Associations": [\#(subnets.joined(separator: ", "))], "Entries": [\#(entries.joined(separator: ", "))]}"#
    }

    private func nat(_ n: Int) -> String {
        #"{"NatGatewayId": "nat-\#(n)", "VpcId": "vpc-1", "SubnetId": "subnet-\#(n)", "State": "available", "ConnectivityType": "public", "NatGatewayAddresses": [{"PrivateIp": "\#(Self.address(Self.base(n) + 40))", "PublicIp": "198.51.100.\#(n + 1)"}]}"#
    }
}
