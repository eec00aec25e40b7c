/// Fifty VPCs that one transit gateway joins, and peerings between neighbours, at the size of ``NetworkEnvironment`` in all.
///
/// 100 interfaces in 10 subnets each, 4 route tables of 100 routes, 2 network ACLs, a NAT gateway and a gateway endpoint; 2,500 groups of 9
/// rules, half of which name groups of the same VPC and of the next. What a VPC sends to the next goes over their peering, everything else
/// to other VPCs over the transit gateway, whose attachments are in two zones. In VPC 0 `many-a` and in VPC 25 `many-b` have 50 members.
struct JoinedEnvironment: ListedNetwork {
    static let vpcs = 50
    static let interfaces = 5_000
    static let groups = 2_500
    private static let subnetsOfVpc = 10
    private static let tablesOfVpc = 4
    private static let aclsOfVpc = 2
    private static let interfacesOfVpc = interfaces / vpcs
    private static let groupsOfVpc = groups / vpcs

    /// The VPC of an interface.
    static func vpc(ofInterface n: Int) -> Int { n / interfacesOfVpc }

    /// The VPC of a group.
    static func vpc(ofGroup n: Int) -> Int { n / groupsOfVpc }

    /// An interface of a VPC.
    static func interface(ofVpc vpc: Int, _ n: Int) -> Int { vpc * interfacesOfVpc + n % interfacesOfVpc }

    /// A group of a VPC.
    static func group(ofVpc vpc: Int, _ n: Int) -> Int { vpc * groupsOfVpc + n % groupsOfVpc }

    var plain: [(name: String, bytes: [UInt8])] {
        [
            ("groups.json", ListingText.list("SecurityGroups", (0..<Self.groups).map(group) + [many("a", 0), many("b", 25)])),
            ("interfaces.json", ListingText.list("NetworkInterfaces", (0..<Self.interfaces).map(interface))),
            ("vpcs.json", ListingText.list("Vpcs", all { ListingText.vpc("vpc-\($0)", "10.\($0).0.0/16") })),
            ("subnets.json", ListingText.list("Subnets", each(Self.subnetsOfVpc, subnet))),
        ]
    }

    var documents: [(name: String, bytes: [UInt8])] {
        plain + [
            ("tables.json", ListingText.list("RouteTables", each(Self.tablesOfVpc, table))),
            ("acls.json", ListingText.list("NetworkAcls", each(Self.aclsOfVpc, acl))),
            ("nats.json", ListingText.list("NatGateways", all(nat))),
            (
                "igws.json",
                ListingText.list("InternetGateways", all { ListingText.internetGateway("igw-\($0)", of: "vpc-\($0)") })
            ),
            ("peerings.json", ListingText.list("VpcPeeringConnections", all(peering))),
            ("gateways.json", ListingText.list("TransitGateways", [gateway])),
            ("attachments.json", ListingText.list("TransitGatewayAttachments", all(attachment))),
            ("vpc-attachments.json", ListingText.list("TransitGatewayVpcAttachments", all(vpcAttachment))),
            (
                "transit-tables.json",
                ListingText.list(
                    "TransitGatewayRouteTables",
                    [#"{"TransitGatewayRouteTableId": "tgw-rtb-1", "TransitGatewayId": "tgw-1", "State": "available"}"#])
            ), ("search-transit-gateway-routes.tgw-rtb-1.json", ListingText.list("Routes", all(transitRoute))),
            ("endpoints.json", ListingText.list("VpcEndpoints", all(endpoint))),
            ("lists.json", ListingText.list("PrefixLists", [prefixList])),
        ]
    }

    private func all(_ make: (Int) -> String) -> [String] { (0..<Self.vpcs).map(make) }

    private func each(_ count: Int, _ make: (Int, Int) -> String) -> [String] {
        (0..<Self.vpcs).flatMap { vpc in (0..<count).map { make(vpc, $0) } }
    }

    // MARK: In each VPC

    private func subnet(_ vpc: Int, _ n: Int) -> String {
        ListingText.subnet("subnet-\(vpc)-\(n)", of: "vpc-\(vpc)", zone: n % 2 == 0 ? "a" : "b", "10.\(vpc).\(n).0/24")
    }

    private func interface(_ n: Int) -> String {
        let vpc = Self.vpc(ofInterface: n), place = n % Self.interfacesOfVpc
        let subnet = place % Self.subnetsOfVpc
        var groups = ["sg-\(Self.group(ofVpc: vpc, n))"] + (n % 3 == 0 ? ["sg-\(Self.group(ofVpc: vpc, n * 7 + 1))"] : [])
        if place < 50, vpc == 0 { groups = ["sg-many-a"] }
        if place < 50, vpc == 25 { groups = ["sg-many-b"] }
        let isPublic = subnet == 0 && place >= 50
        return ListingText.interface(
            "eni-\(n)", of: "vpc-\(vpc)", in: "subnet-\(vpc)-\(subnet)", "10.\(vpc).\(subnet).\(10 + place / Self.subnetsOfVpc)",
            public: isPublic ? "198.18.\(n / 250).\(n % 250 + 1)" : nil, groups: groups)
    }

    private func group(_ n: Int) -> String {
        let vpc = Self.vpc(ofGroup: n), next = (vpc + 1) % Self.vpcs
        let rules = (0..<9).map { rule -> String in
            switch rule {
            case 0..<3: ListingText.permission(1000 + rule, group: "sg-\(Self.group(ofVpc: vpc, n * 13 + rule * 101))")
            case 3..<5: ListingText.permission(1000 + rule, group: "sg-\(Self.group(ofVpc: next, n * 13 + rule * 101))")
            default: ListingText.permission(1000 + rule, cidr: "10.\((n + rule * 7) % Self.vpcs).0.0/17")
            }
        }
        return ListingText.group("sg-\(n)", "group-\(n)", of: "vpc-\(vpc)", rules)
    }

    private func many(_ name: String, _ vpc: Int) -> String {
        ListingText.group(
            "sg-many-\(name)", "many-\(name)", of: "vpc-\(vpc)", [ListingText.permission(5432, cidr: "10.0.0.0/16")])
    }

    private func table(_ vpc: Int, _ n: Int) -> String {
        let next = (vpc + 1) % Self.vpcs, last = (vpc + Self.vpcs - 1) % Self.vpcs
        let others = (0..<Self.vpcs).filter { $0 != vpc }.map { other in
            switch other {
            case next: ListingText.route("10.\(other).0.0/16", #""VpcPeeringConnectionId": "pcx-\#(vpc)""#)
            case last: ListingText.route("10.\(other).0.0/16", #""VpcPeeringConnectionId": "pcx-\#(last)""#)
            default: ListingText.route("10.\(other).0.0/16", #""TransitGatewayId": "tgw-1""#)
            }
        }
        let far = (0..<48).map {
            ListingText.route("172.\(16 + $0 / 16).\(($0 % 16) * 16).0/20", #""TransitGatewayId": "tgw-1""#)
        }
        let target = n == 0 ? #""GatewayId": "igw-\#(vpc)""# : #""NatGatewayId": "nat-\#(vpc)""#
        let list =
            #"{"DestinationPrefixListId": "pl-s3", "GatewayId": "vpce-\#(vpc)", "Origin": "CreateRoute", "State": "active"}"#
        // Subnet 0 is the public one, with the NAT gateway.
        let subnets = n == 0 ? [0] : stride(from: n, to: Self.subnetsOfVpc, by: Self.tablesOfVpc - 1).map { $0 }
        return ListingText.table(
            "rtb-\(vpc)-\(n)", of: "vpc-\(vpc)", subnets: subnets.map { "subnet-\(vpc)-\($0)" },
            [ListingText.local("10.\(vpc).0.0/16"), ListingText.route("0.0.0.0/0", target), list] + others + far)
    }

    private func acl(_ vpc: Int, _ n: Int) -> String {
        ListingText.acl(
            "acl-\(vpc)-\(n)", of: "vpc-\(vpc)", isDefault: n == 0,
            subnets: stride(from: n, to: Self.subnetsOfVpc, by: Self.aclsOfVpc).map { "subnet-\(vpc)-\($0)" })
    }

    private func nat(_ vpc: Int) -> String {
        ListingText.nat(
            "nat-\(vpc)", of: "vpc-\(vpc)", in: "subnet-\(vpc)-0", "10.\(vpc).0.200", public: "198.51.100.\(vpc + 1)")
    }

    // MARK: Between them

    private func peering(_ vpc: Int) -> String {
        func side(_ key: String, _ vpc: Int) -> String {
            #""\#(key)": {"VpcId": "vpc-\#(vpc)", "OwnerId": "\#(ListingText.account)", "Region": "eu-west-1", "CidrBlock": "10.\#(vpc).0.0/16", "CidrBlockSet": [{"CidrBlock": "10.\#(vpc).0.0/16"}]}"#
        }
        return
            #"{"VpcPeeringConnectionId": "pcx-\#(vpc)", "Status": {"Code": "active"}, \#(side("RequesterVpcInfo", vpc)), \#(side("AccepterVpcInfo", (vpc + 1) % Self.vpcs))}"#
    }

    private var gateway: String {
        #"{"TransitGatewayId": "tgw-1", "OwnerId": "\#(ListingText.account)", "State": "available", "Options": {"SecurityGroupReferencingSupport": "enable"}}"#
    }

    private func attachment(_ vpc: Int) -> String {
        #"{"TransitGatewayAttachmentId": "tgw-attach-\#(vpc)", "TransitGatewayId": "tgw-1", "TransitGatewayOwnerId": "\#(ListingText.account)", "ResourceOwnerId": "\#(ListingText.account)", "ResourceType": "vpc", "ResourceId": "vpc-\#(vpc)", "State": "available", "Association": {"TransitGatewayRouteTableId": "tgw-rtb-1", "State": "associated"}}"#
    }

    private func vpcAttachment(_ vpc: Int) -> String {
        #"{"TransitGatewayAttachmentId": "tgw-attach-\#(vpc)", "TransitGatewayId": "tgw-1", "VpcId": "vpc-\#(vpc)", "VpcOwnerId": "\#(ListingText.account)", "State": "available", "SubnetIds": ["subnet-\#(vpc)-8", "subnet-\#(vpc)-9"], "Options": {"SecurityGroupReferencingSupport": "enable", "ApplianceModeSupport": "disable", "Ipv6Support": "disable"}}"#
    }

    private func transitRoute(_ vpc: Int) -> String {
        #"{"DestinationCidrBlock": "10.\#(vpc).0.0/16", "Type": "propagated", "State": "active", "TransitGatewayAttachments": [{"TransitGatewayAttachmentId": "tgw-attach-\#(vpc)", "ResourceType": "vpc", "ResourceId": "vpc-\#(vpc)"}]}"#
    }

    private func endpoint(_ vpc: Int) -> String {
        let tables = (0..<Self.tablesOfVpc).map { #""rtb-\#(vpc)-\#($0)""# }.joined(separator: ", ")
        return
            #"{"VpcEndpointId": "vpce-\#(vpc)", "VpcEndpointType": "Gateway", "VpcId": "vpc-\#(vpc)", "ServiceName": "com.amazonaws.eu-west-1.s3", "State": "available", "RouteTableIds": [\#(tables)], "SubnetIds": [], "NetworkInterfaceIds": [], "Groups": []}"#
    }

    private var prefixList: String {
        let cidrs = (0..<16).map { #""52.218.\#($0 * 16).0/20""# }.joined(separator: ", ")
        return #"{"PrefixListId": "pl-s3", "PrefixListName": "com.amazonaws.eu-west-1.s3", "Cidrs": [\#(cidrs)]}"#
    }
}
