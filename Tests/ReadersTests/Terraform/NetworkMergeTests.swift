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
}
