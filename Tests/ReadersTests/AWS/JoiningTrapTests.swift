import CoreModel
import Testing

@testable import Readers

/// Traps of aws-network 7 that are about what listings of peerings and endpoints say, and whose they are.
@Suite("Traps of listings of what joins VPCs")
struct JoiningTrapTests {
    private static let vpc = (
        "111111111111/eu-west-1/vpcs.json",
        #"{"Vpcs": [{"VpcId": "vpc-a", "OwnerId": "111111111111", "CidrBlock": "10.0.0.0/16"}]}"#
    )

    @Test(
        "An empty listing proves something to the owner of the VPC alone (T75)",
        arguments: [
            ("111111111111/eu-west-1/", ListingCoverage.complete), ("111111111111/eu-west-2/", .none),
            ("222222222222/eu-west-1/", .none), ("", .none),
        ])
    func participants(folder: String, expected: ListingCoverage) throws {
        let kinds: [(String, NetworkListing.Kind)] = [
            ("VpcPeeringConnections", .peeringConnections), ("VpcEndpoints", .endpoints), ("VpnGateways", .vpnGateways),
            ("TransitGatewayAttachments", .transitGatewayAttachments),
            ("TransitGatewayVpcAttachments", .transitGatewayVpcAttachments),
        ]
        for (list, kind) in kinds {
            let inventory = try JoiningListingTests.files([Self.vpc, (folder + "listing.json", #"{"\#(list)": []}"#)])
            let own = try #require(inventory.vpcs.first?.id)
            #expect(inventory.coverage(of: kind, inVpc: own) == expected, "\(list)")
        }
    }

    @Test("What the other side of a peering is listed tells of that peering, and not that there is no other (T75)")
    func otherSide() throws {
        let listing =
            #"{"VpcPeeringConnections": [{"VpcPeeringConnectionId": "pcx-1", "Status": {"Code": "active"}, "RequesterVpcInfo": {"VpcId": "vpc-a", "OwnerId": "111111111111"}, "AccepterVpcInfo": {"VpcId": "vpc-b", "OwnerId": "222222222222"}}]}"#
        func coverage(_ folder: String) throws -> ListingCoverage {
            let inventory = try JoiningListingTests.files([Self.vpc, (folder + "listing.json", listing)])
            return inventory.coverage(of: .peeringConnections, inVpc: try #require(inventory.vpcs.first?.id))
        }
        #expect(try coverage("222222222222/eu-west-1/") == .partial)
        #expect(try coverage("111111111111/eu-west-1/") == .complete)
    }

    @Test("A route's state and that of its peering are both kept where they differ (T69)")
    func states() throws {
        let inventory = try JoiningListingTests.files([
            (
                "tables.json",
                #"{"RouteTables": [{"RouteTableId": "rtb-1", "VpcId": "vpc-a", "Associations": [], "Routes": [{"DestinationCidrBlock": "10.1.0.0/16", "VpcPeeringConnectionId": "pcx-1", "Origin": "CreateRoute", "State": "active"}]}]}"#
            ),
            (
                "peerings.json",
                #"{"VpcPeeringConnections": [{"VpcPeeringConnectionId": "pcx-1", "Status": {"Code": "deleted"}, "RequesterVpcInfo": {"VpcId": "vpc-a"}, "AccepterVpcInfo": {"VpcId": "vpc-b"}}]}"#
            ),
        ])
        #expect(inventory.topology.routeTables.first?.routes.map(\.state) == [.active])
        #expect(inventory.topology.peeringConnections.map(\.state.works) == [false])
    }

    @Test("An endpoint in the field of gateways is an endpoint, of the type that its listing tells (T18)")
    func endpoints() throws {
        let inventory = try JoiningListingTests.files([
            (
                "tables.json",
                #"{"RouteTables": [{"RouteTableId": "rtb-1", "VpcId": "vpc-a", "Associations": [], "Routes": [{"DestinationCidrBlock": "0.0.0.0/0", "GatewayId": "vpce-1", "Origin": "CreateRoute", "State": "active"}]}]}"#
            ),
            (
                "endpoints.json",
                #"{"VpcEndpoints": [{"VpcEndpointId": "vpce-1", "VpcEndpointType": "GatewayLoadBalancer", "VpcId": "vpc-a", "State": "available", "SubnetIds": ["subnet-fw"]}]}"#
            ),
        ])
        let target = try #require(inventory.topology.routeTables.first?.routes.first?.target)
        let endpoint = try #require(inventory.topology.endpoints.first)
        #expect(target.kind == .vpcEndpoint && target.id == endpoint.id && endpoint.kind == .gatewayLoadBalancer)
    }
}
