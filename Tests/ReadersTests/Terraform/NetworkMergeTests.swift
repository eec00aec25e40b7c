import CoreModel
import Testing

@testable import Readers

/// A listing and a state that tell of one table or ACL: what only one of them knows of it is kept.
@Suite("What carries packets in a listing and a state")
struct NetworkMergeTests {
    private static let tables =
        #"{"RouteTables": [{"RouteTableId": "rtb-1", "VpcId": "vpc-1", "OwnerId": "111111111111", "Associations": [{"Main": false, "RouteTableAssociationId": "rtbassoc-1", "RouteTableId": "rtb-1", "SubnetId": "subnet-1"}], "Routes": [{"DestinationCidrBlock": "10.0.0.0/16", "GatewayId": "local", "Origin": "CreateRouteTable", "State": "active"}]}]}"#
    private static let acls =
        #"{"NetworkAcls": [{"NetworkAclId": "acl-1", "VpcId": "vpc-1", "OwnerId": "111111111111", "IsDefault": true, "Associations": [{"NetworkAclId": "acl-1", "SubnetId": "subnet-1"}], "Entries": [{"Egress": false, "RuleNumber": 32767, "RuleAction": "deny", "Protocol": "-1", "CidrBlock": "0.0.0.0/0"}]}]}"#

    private static func state(_ type: String, _ attributes: String) -> String {
        #"{"version": 4, "terraform_version": "1.9.0", "lineage": "x", "resources": [{"mode": "managed", "type": "\#(type)", "name": "r", "instances": [{"attributes": \#(attributes)}]}]}"#
    }

    @Test("The associations of a table that only the listing knows stay, whichever is read last", arguments: [false, true])
    func associations(stateFirst: Bool) throws {
        let state = Self.state(
            "aws_route_table",
            #"{"id": "rtb-1", "vpc_id": "vpc-1", "propagating_vgws": [], "route": [{"cidr_block": "0.0.0.0/0", "nat_gateway_id": "nat-1"}]}"#
        )
        let documents = [(name: "describe-route-tables.json", text: Self.tables), (name: "terraform.tfstate", text: state)]
        let inventory = try Fixtures.read(documents: stateFirst ? documents.reversed() : documents)
        #expect(inventory.topology.routeTables.map { table in table.subnets.map { inventory[$0] } } == [["subnet-1"]])
    }

    @Test("The subnets of an ACL and that it is the default stay, whichever is read last", arguments: [false, true])
    func subnetsOfAnACL(stateFirst: Bool) throws {
        let state = Self.state("aws_network_acl", #"{"id": "acl-1", "vpc_id": "vpc-1", "ingress": [], "egress": []}"#)
        let documents = [(name: "describe-network-acls.json", text: Self.acls), (name: "terraform.tfstate", text: state)]
        let inventory = try Fixtures.read(documents: stateFirst ? documents.reversed() : documents)
        #expect(inventory.topology.networkACLs.map { acl in acl.subnets.map { inventory[$0] } } == [["subnet-1"]])
        #expect(inventory.topology.networkACLs.map(\.isDefault) == [true])
    }

    // MARK: What is open beside what AWS lists

    private static let listed = [
        "rtb-1 vpc-1 subnet-1", "rtb-1 10.0.0.0/16 > local", "acl-1 vpc-1 default subnet-1", "acl-1 ingress 100 allow",
    ]
    private static let fullACLs =
        #"{"NetworkAcls": [{"NetworkAclId": "acl-1", "VpcId": "vpc-1", "OwnerId": "111111111111", "IsDefault": true, "Associations": [{"NetworkAclId": "acl-1", "SubnetId": "subnet-1"}], "Entries": [{"Egress": false, "RuleNumber": 100, "RuleAction": "allow", "Protocol": "-1", "CidrBlock": "0.0.0.0/0"}, {"Egress": false, "RuleNumber": 32767, "RuleAction": "deny", "Protocol": "-1", "CidrBlock": "0.0.0.0/0"}, {"Egress": true, "RuleNumber": 32767, "RuleAction": "deny", "Protocol": "-1", "CidrBlock": "0.0.0.0/0"}]}]}"#

    private static let elsewhere = #"{"references": ["module.other.id", "module.other"]}"#
    private static let aclRule = #""rule_action": "deny", "protocol": "-1", "cidr_block": "0.0.0.0/0""#

    /// A plan that looks rtb-1 up and makes one resource.
    private static func plan(_ type: String, _ after: String, _ unknown: String, _ expressions: String) -> String {
        SketchedPlan(
            prior: [("aws_route_table", false, #""id": "rtb-1", "route_table_id": "rtb-1", "vpc_id": "vpc-1""#)],
            changes: [.init(type: type, name: "r", after: after, unknown: unknown, expressions: expressions)]
        ).text
    }

    @Test(
        "What AWS lists stays where a later document leaves something open of it, which is doubted",
        arguments: [
            (
                "aws_route", #""destination_cidr_block": "0.0.0.0/0", "gateway_id": "igw-1""#, #", "route_table_id": true"#,
                #""route_table_id": \#(elsewhere)"#, ["rtb-1 routes open: aws_route.r route_table_id, known after apply"]
            ),
            (
                "aws_route_table_association", #""subnet_id": "subnet-2""#, #", "route_table_id": true"#,
                #""route_table_id": \#(elsewhere)"#,
                ["rtb-1 associations open: aws_route_table_association.r route_table_id, known after apply"]
            ),
            (
                "aws_vpn_gateway_route_propagation", #""route_table_id": "rtb-1", "vpn_gateway_id": "vgw-1""#, "", "",
                ["rtb-1 < vgw-1 ?"]
            ),
            (
                "aws_network_acl_rule", #""network_acl_id": "acl-1", "rule_number": 90, \#(aclRule)"#, #", "egress": true"#,
                #""egress": {"references": ["var.egress"]}"#,
                [
                    "acl-1 egress open: aws_network_acl_rule.r egress, known after apply", "acl-1 egress 90 deny ?",
                    "acl-1 ingress open: aws_network_acl_rule.r egress, known after apply",
                ]
            ),
        ])
    func open(type: String, after: String, unknown: String, expressions: String, more: [String]) throws {
        let plan = Self.plan(type, after, unknown, expressions)
        let inventory = try TopologyLines.read(Self.tables, Self.fullACLs, plan)
        #expect(Set(TopologyLines.of(inventory)) == Set(Self.listed + more))
        // What AWS lists later is all there is.
        let later = try TopologyLines.read(plan, Self.tables, Self.fullACLs)
        #expect(Set(TopologyLines.of(later)) == Set(Self.listed))
    }

    @Test("Of an entry that AWS lists and one of its number that a later document has, either may be there")
    func sameNumber() throws {
        let rule = Self.plan(
            "aws_network_acl_rule", #""network_acl_id": "acl-1", "rule_number": 100, "egress": false, \#(Self.aclRule)"#, "", "")
        let lines = TopologyLines.of(try TopologyLines.read(Self.fullACLs, rule))
        #expect(lines.filter { $0.contains("100") } == ["acl-1 ingress 100 allow ?", "acl-1 ingress 100 deny ?"])
    }

    @Test("A document that only looks a table up and leaves routes open does not take the place of another's table")
    func twoDocuments() throws {
        let state = Self.state(
            "aws_route_table",
            #"{"id": "rtb-1", "vpc_id": "vpc-1", "route": [{"cidr_block": "0.0.0.0/0", "nat_gateway_id": "nat-1"}]}"#)
        let plan = Self.plan(
            "aws_route", #""destination_cidr_block": "10.0.0.0/8", "gateway_id": "vgw-1""#, #", "route_table_id": true"#,
            #""route_table_id": \#(Self.elsewhere)"#)
        #expect(
            TopologyLines.of(try TopologyLines.read(state, plan)) == [
                "rtb-1 vpc-1", "rtb-1 0.0.0.0/0 > nat-1", "rtb-1 routes open: aws_route.r route_table_id, known after apply",
            ])
    }

    @Test("The routes of gateway endpoints and propagated ones, which no resource of a table has, may be there beside it")
    func unwritten() throws {
        let route = #""Origin": "CreateRoute", "State": "active"}"#
        let tables =
            #"{"RouteTables": [{"RouteTableId": "rtb-1", "VpcId": "vpc-1", "Associations": [], "Routes": [{"DestinationCidrBlock": "10.0.0.0/16", "GatewayId": "local", "Origin": "CreateRouteTable"}, {"DestinationPrefixListId": "pl-1", "GatewayId": "vpce-1", \#(route), {"DestinationCidrBlock": "10.8.0.0/16", "VpcPeeringConnectionId": "pcx-1", \#(route), {"DestinationCidrBlock": "10.7.0.0/16", "GatewayId": "vgw-1", "Origin": "EnableVgwRoutePropagation"}]}]}"#
        let state = Self.state(
            "aws_route_table",
            #"{"id": "rtb-1", "vpc_id": "vpc-1", "route": [{"cidr_block": "0.0.0.0/0", "nat_gateway_id": "nat-1"}]}"#)
        #expect(
            TopologyLines.of(try TopologyLines.read(tables, state)) == [
                "rtb-1 vpc-1", "rtb-1 0.0.0.0/0 > nat-1", "rtb-1 pl-1 > vpce-1 ?", "rtb-1 10.7.0.0/16 > vgw-1 ?",
            ])
    }

    @Test("A gateway that one of two conditions attaches is attached to neither VPC for certain, nor to none")
    func attachments() throws {
        func attachment(_ vpc: String, _ condition: String) -> String {
            #"{"Type": "AWS::EC2::VPCGatewayAttachment", "Condition": "\#(condition)", "Properties": {"VpcId": "\#(vpc)", "InternetGatewayId": "igw-1"}}"#
        }
        let template =
            #"{"AWSTemplateFormatVersion": "2010-09-09", "Parameters": {"P": {"Type": "String"}}, "Conditions": {"C": {"Fn::Equals": [{"Ref": "P"}, "x"]}, "D": {"Fn::Not": [{"Condition": "C"}]}}, "Resources": {"A": \#(attachment("vpc-1", "C")), "B": \#(attachment("vpc-2", "D"))}}"#
        func states(_ inventory: Inventory) -> [String] {
            inventory.topology.gateways.flatMap { $0.attachments ?? [] }.map {
                "\(inventory[$0.vpc]) \($0.state.isOpen ? "open" : inventory[$0.state.text])"
            }
        }
        #expect(states(try Fixtures.read(text: template)) == ["vpc-1 open", "vpc-2 open"])
        let listing =
            #"{"InternetGateways": [{"InternetGatewayId": "igw-1", "Attachments": [{"VpcId": "vpc-1", "State": "available"}]}]}"#
        #expect(states(try TopologyLines.read(listing, template)) == ["vpc-1 available", "vpc-2 open"])
    }

    @Test("A plan that is read after its state takes away what it destroys, and leaves what another state made")
    func stateAndPlan() throws {
        let resources = [
            (
                "aws_route",
                #""id": "r-1", "route_table_id": "rtb-1", "destination_cidr_block": "0.0.0.0/0", "gateway_id": "igw-1""#
            ),
            ("aws_route_table_association", #""id": "rtbassoc-1", "route_table_id": "rtb-1", "subnet_id": "subnet-1""#),
            (
                "aws_network_acl_rule",
                #""id": "nacl-1", "network_acl_id": "acl-1", "egress": false, "rule_number": 100, "rule_action": "allow", "protocol": "-1", "cidr_block": "0.0.0.0/0""#
            ),
            ("aws_internet_gateway", #""id": "igw-1", "vpc_id": "vpc-1""#),
        ]
        let table = ("aws_route_table", #""id": "rtb-1", "vpc_id": "vpc-1", "route": []"#)
        func state(_ resources: [(String, String)]) -> String {
            let all = resources.enumerated().map { number, one in
                #"{"mode": "managed", "type": "\#(one.0)", "name": "r\#(number)", "instances": [{"attributes": {\#(one.1)}}]}"#
            }
            return
                #"{"version": 4, "terraform_version": "1.9.0", "lineage": "x", "resources": [\#(all.joined(separator: ", "))]}"#
        }
        let other = state([
            (
                "aws_route",
                #""id": "r-2", "route_table_id": "rtb-1", "destination_cidr_block": "10.8.0.0/16", "vpc_peering_connection_id": "pcx-1""#
            )
        ])
        let prior = ([table] + resources).map { (type: $0.0, isManaged: true, values: $0.1) }
        let destroyed = resources.enumerated().map { number, one in
            SketchedPlan.Change(type: one.0, name: "p\(number + 1)", after: "", before: one.1)
        }
        let plan = SketchedPlan(prior: prior, changes: destroyed).text
        let inventory = try TopologyLines.read(state([table] + resources), other, plan)
        #expect(TopologyLines.of(inventory) == ["rtb-1 vpc-1", "rtb-1 10.8.0.0/16 > pcx-1"])
        #expect(inventory.topology.gateways.allSatisfy { $0.attachments == nil })
        // A plan that changes nothing leaves all of it.
        let same = try TopologyLines.read(state([table] + resources), other, SketchedPlan(prior: prior).text)
        #expect(
            TopologyLines.of(same) == [
                "rtb-1 vpc-1 subnet-1", "rtb-1 10.8.0.0/16 > pcx-1", "rtb-1 0.0.0.0/0 > igw-1", "acl-1",
                "acl-1 ingress 100 allow", "acl-1 ingress open: owner", "acl-1 egress open: owner",
            ])
        #expect(same.topology.gateways.map { $0.attachments?.count } == [1])
    }
}
