import CoreModel
import Testing

@testable import Readers

/// What a plan takes over of a VPC that is there already has the id that AWS gave it, whatever names it.
@Suite("Resources that a plan adopts")
struct AdoptedResourceTests {
    private static func change(_ type: String, _ after: String, _ unknown: String = "", _ expressions: String = "")
        -> SketchedPlan.Change
    {
        .init(type: type, name: "own", after: after, unknown: unknown, expressions: expressions)
    }

    private static func reference(_ key: String, _ address: String, _ attribute: String = "id") -> String {
        #""\#(key)": {"references": ["\#(address).\#(attribute)", "\#(address)"]}"#
    }

    /// A table and an ACL that are adopted, and resources that name them by their resources.
    private static func changes(_ table: String, _ acl: String) -> [SketchedPlan.Change] {
        [
            change(
                "aws_default_route_table",
                #""default_route_table_id": "rtb-1", "route": [{"cidr_block": "0.0.0.0/0", "gateway_id": "igw-1"}]"#,
                #", "vpc_id": true"#, table),
            change(
                "aws_default_network_acl", #""default_network_acl_id": "acl-1", "ingress": [], "egress": [], "subnet_ids": []"#,
                #", "vpc_id": true"#, acl),
            change(
                "aws_route", #""destination_cidr_block": "10.9.0.0/16", "vpc_peering_connection_id": "pcx-1""#,
                #", "route_table_id": true"#, reference("route_table_id", "aws_default_route_table.own")),
            change(
                "aws_route_table_association", #""subnet_id": "subnet-1""#, #", "route_table_id": true"#,
                reference("route_table_id", "aws_default_route_table.own")),
            change(
                "aws_network_acl_rule",
                #""rule_number": 100, "egress": false, "rule_action": "allow", "protocol": "-1", "cidr_block": "10.0.0.0/8""#,
                #", "network_acl_id": true"#, reference("network_acl_id", "aws_default_network_acl.own")),
        ]
    }

    private static let expected = [
        "rtb-1 vpc-1 main subnet-1", "rtb-1 0.0.0.0/0 > igw-1", "rtb-1 10.9.0.0/16 > pcx-1", "acl-1 vpc-1 default",
        "acl-1 ingress 100 allow",
    ]

    @Test("The table and the ACL of a VPC that the state has are those that the plan's routes and entries are of")
    func ofState() throws {
        let vpc =
            #""id": "vpc-1", "cidr_block": "10.0.0.0/16", "main_route_table_id": "rtb-1", "default_route_table_id": "rtb-1", "default_network_acl_id": "acl-1""#
        let changes = Self.changes(
            Self.reference("default_route_table_id", "aws_vpc.p0", "default_route_table_id"),
            Self.reference("default_network_acl_id", "aws_vpc.p0", "default_network_acl_id"))
        let plan = SketchedPlan(prior: [("aws_vpc", true, vpc)], changes: changes)
        #expect(TopologyLines.of(try Fixtures.read(text: plan.text)) == Self.expected)
    }

    @Test("Those of a VPC that is looked up alone are too, and what AWS lists of them goes when they are adopted")
    func lookedUp() throws {
        let vpc = #""id": "vpc-1", "cidr_block": "10.0.0.0/16", "main_route_table_id": "rtb-1""#
        let changes = Self.changes(
            Self.reference("default_route_table_id", "data.aws_vpc.p0", "main_route_table_id"),
            #""default_network_acl_id": {"constant_value": "acl-1"}"#)
        let plan = SketchedPlan(prior: [("aws_vpc", false, vpc)], changes: changes)
        let tables =
            #"{"RouteTables": [{"RouteTableId": "rtb-1", "VpcId": "vpc-1", "Associations": [{"Main": true}], "Routes": [{"DestinationCidrBlock": "10.0.0.0/16", "GatewayId": "local", "Origin": "CreateRouteTable"}, {"DestinationCidrBlock": "10.7.0.0/16", "GatewayId": "vgw-1", "Origin": "CreateRoute"}]}]}"#
        let acls =
            #"{"NetworkAcls": [{"NetworkAclId": "acl-1", "VpcId": "vpc-1", "IsDefault": true, "Associations": [], "Entries": [{"RuleNumber": 200, "Egress": false, "RuleAction": "allow", "Protocol": "-1", "CidrBlock": "0.0.0.0/0"}, {"RuleNumber": 32767, "Egress": false, "RuleAction": "deny", "Protocol": "-1", "CidrBlock": "0.0.0.0/0"}, {"RuleNumber": 32767, "Egress": true, "RuleAction": "deny", "Protocol": "-1", "CidrBlock": "0.0.0.0/0"}]}]}"#
        #expect(TopologyLines.of(try TopologyLines.read(tables, acls, plan.text)) == Self.expected)
        // The table's VPC is told by the lookup; that of the ACL, whose id was written, by nobody.
        #expect(TopologyLines.of(try Fixtures.read(text: plan.text)).filter { $0.contains("vpc-1") } == [Self.expected[0]])
    }

    @Test("The default group of a VPC that is there keeps its id")
    func group() throws {
        let change = Self.change("aws_default_security_group", #""vpc_id": "vpc-1", "ingress": [], "egress": []"#)
        for prior in [
            ("aws_vpc", true, #""id": "vpc-1", "default_security_group_id": "sg-1", "cidr_block": "10.0.0.0/16""#),
            ("aws_security_group", false, #""id": "sg-1", "name": "default", "vpc_id": "vpc-1""#),
        ] {
            let inventory = try Fixtures.read(text: SketchedPlan(prior: [prior], changes: [change]).text)
            #expect(inventory.loadedGroups.map { inventory[inventory[$0].id] } == ["sg-1"])
        }
        let other = ("aws_vpc", true, #""id": "vpc-2", "default_security_group_id": "sg-2", "cidr_block": "10.0.0.0/16""#)
        let inventory = try Fixtures.read(text: SketchedPlan(prior: [other], changes: [change]).text)
        #expect(inventory.loadedGroups.map { inventory[inventory[$0].id] } == ["aws_default_security_group.own"])
    }
}
