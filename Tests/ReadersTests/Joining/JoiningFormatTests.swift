import CoreModel
import Foundation
import Testing

@testable import Readers

/// The same network in every format (aws-network 2.4 and 2.5).
@Suite("Formats of what joins VPCs")
struct JoiningFormatTests {
    /// Pulumi's type of each type of Terraform.
    private static let pulumiTypes = Dictionary(
        PulumiResource.types.map { ($0.value.rawValue, $0.key) }, uniquingKeysWith: { min($0, $1) })

    /// The lists whose names are plural in Pulumi and not in Terraform.
    private static let plural = [
        "vgw_telemetry": "vgwTelemetries", "subnet_mapping": "subnetMappings", "firewall_status": "firewallStatuses",
        "attachment": "attachments", "default_action": "defaultActions", "action": "actions", "target_group": "targetGroups",
        "listener": "listeners", "load_balancer": "loadBalancers",
    ]

    private static func camelCase(_ name: String) -> String {
        if let plural = plural[name] { return plural }
        let parts = name.split(separator: "_")
        return parts.prefix(1).joined() + parts.dropFirst().map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined()
    }

    private static func camelCase(_ value: Any) -> Any {
        switch value {
        case let object as [String: Any]:
            Dictionary(
                uniqueKeysWithValues: object.map { (camelCase($0.key), $0.key == "tags" ? $0.value : camelCase($0.value)) })
        case let list as [Any]: list.map { camelCase($0) }
        default: value
        }
    }

    /// The resources as a Pulumi stack has them.
    static func pulumi(_ resources: [SketchedResources.Resource]) throws -> String {
        let all = try resources.enumerated().map { number, resource in
            let attributes = try JSONSerialization.jsonObject(with: Data("{\(resource.attributes)}".utf8))
            let outputs = try #require(camelCase(attributes) as? [String: Any])
            let type = try #require(pulumiTypes[resource.type], "\(resource.type)")
            let state: [String: Any] = [
                "urn": "urn:pulumi:dev::app::\(type)::r\(number)", "custom": true, "type": type, "outputs": outputs,
                "id": try #require(outputs["id"]),
            ]
            return String(decoding: try JSONSerialization.data(withJSONObject: state), as: UTF8.self)
        }
        return #"{"version": 3, "deployment": {"manifest": {}, "resources": [\#(all.joined(separator: ", "))]}}"#
    }

    private static let vpcs: [SketchedResources.Resource] = [
        SketchedResources.vpc, ("aws_vpc", #""id": "vpc-2", "cidr_block": "10.2.0.0/16", "owner_id": "111111111111""#),
    ]

    /// Resources of every type that all formats have.
    private static let all: [SketchedResources.Resource] =
        vpcs + [
            (
                "aws_vpc_peering_connection",
                #""id": "pcx-1", "vpc_id": "vpc-1", "peer_vpc_id": "vpc-2", "peer_owner_id": "111111111111", "peer_region": "eu-west-1", "accept_status": "active", "auto_accept": true"#
            ),
            (
                "aws_vpc_peering_connection_accepter",
                #""id": "pcx-2", "vpc_peering_connection_id": "pcx-2", "vpc_id": "vpc-1", "peer_vpc_id": "vpc-9", "peer_owner_id": "222222222222", "accept_status": "active""#
            ),
            SketchedResources.gateway(), SketchedResources.attachment("att-1", "vpc-1"),
            SketchedResources.attachment("att-2", "vpc-2", defaults: (false, false)),
            (
                "aws_ec2_transit_gateway_route_table",
                #""id": "tgw-rtb-1", "transit_gateway_id": "tgw-1", "tags": {"Name": "spokes"}"#
            ),
            (
                "aws_ec2_transit_gateway_route",
                #""id": "r1", "transit_gateway_route_table_id": "tgw-rtb-1", "destination_cidr_block": "10.7.0.0/16", "blackhole": true, "transit_gateway_attachment_id": """#
            ),
            (
                "aws_ec2_transit_gateway_prefix_list_reference",
                #""id": "r2", "transit_gateway_route_table_id": "tgw-rtb-1", "prefix_list_id": "pl-1", "blackhole": false, "transit_gateway_attachment_id": "att-1""#
            ),
            (
                "aws_ec2_transit_gateway_route_table_association",
                #""id": "r3", "transit_gateway_route_table_id": "tgw-rtb-1", "transit_gateway_attachment_id": "att-2""#
            ),
            (
                "aws_ec2_transit_gateway_route_table_propagation",
                #""id": "r4", "transit_gateway_route_table_id": "tgw-rtb-1", "transit_gateway_attachment_id": "att-1""#
            ),
            (
                "aws_ec2_transit_gateway_peering_attachment",
                #""id": "att-p", "transit_gateway_id": "tgw-1", "peer_transit_gateway_id": "tgw-2", "peer_account_id": "222222222222", "peer_region": "us-east-1", "state": "available""#
            ),
            (
                "aws_ec2_transit_gateway_connect",
                #""id": "att-c", "transit_gateway_id": "tgw-1", "transport_attachment_id": "att-1", "transit_gateway_default_route_table_association": true, "transit_gateway_default_route_table_propagation": false"#
            ),
            ("aws_vpn_gateway", #""id": "vgw-1", "vpc_id": "vpc-1""#),
            ("aws_customer_gateway", #""id": "cgw-1", "ip_address": "198.51.100.7""#),
            (
                "aws_vpn_connection",
                #""id": "vpn-1", "vpn_gateway_id": "vgw-1", "customer_gateway_id": "cgw-1", "static_routes_only": true, "routes": [{"destination_cidr_block": "192.168.0.0/16", "state": "available"}], "vgw_telemetry": [{"status": "UP"}]"#
            ),
            ("aws_vpn_connection_route", #""id": "r5", "vpn_connection_id": "vpn-1", "destination_cidr_block": "172.16.0.0/12""#),
            ("aws_dx_gateway", #""id": "dx-1", "name": "office""#),
            ("aws_dx_gateway_association", #""id": "r6", "dx_gateway_id": "dx-1", "associated_gateway_id": "vgw-1""#),
            (
                "aws_vpc_endpoint",
                #""id": "vpce-1", "vpc_id": "vpc-1", "vpc_endpoint_type": "Gateway", "service_name": "com.amazonaws.eu-west-1.s3", "state": "available", "policy": "{}", "route_table_ids": ["rtb-1"]"#
            ),
            (
                "aws_networkfirewall_firewall",
                #""id": "arn:f", "name": "f", "vpc_id": "vpc-1", "subnet_mapping": [{"subnet_id": "subnet-f"}], "firewall_status": [{"sync_states": [{"availability_zone": "eu-west-1a", "attachment": [{"endpoint_id": "vpce-f", "subnet_id": "subnet-f"}]}]}]"#
            ),
        ]

    @Test("A Pulumi stack gives what the state of the same resources gives")
    func pulumiStack() throws {
        let state = JoinedNetwork.of(try Fixtures.read(text: SketchedResources.state(Self.all)))
        #expect(JoinedNetwork.of(try Fixtures.read(text: try Self.pulumi(Self.all))) == state)
        #expect(state.count == 16 && state.contains { $0.hasPrefix("arn:f in vpc-1 [subnet-f] by [vpce-f]") }, "\(state)")
    }

    @Test("A template gives what the state of the same resources gives, but for what only AWS knows")
    func template() throws {
        let template = SketchedResources.template(
            #"""
            "vpc-1": {"Type": "AWS::EC2::VPC", "Properties": {"CidrBlock": "10.1.0.0/16"}},
            "vpc-2": {"Type": "AWS::EC2::VPC", "Properties": {"CidrBlock": "10.2.0.0/16"}},
            "pcx-1": {"Type": "AWS::EC2::VPCPeeringConnection", "Properties": {"VpcId": {"Ref": "vpc-1"}, "PeerVpcId": {"Ref": "vpc-2"}, "PeerRegion": {"Ref": "AWS::Region"}, "PeerOwnerId": {"Ref": "AWS::AccountId"}}},
            "tgw-1": {"Type": "AWS::EC2::TransitGateway", "Properties": {"SecurityGroupReferencingSupport": "enable", "TransitGatewayCidrBlocks": ["10.9.0.0/24"], "AssociationDefaultRouteTableId": "tgw-rtb-d", "PropagationDefaultRouteTableId": "tgw-rtb-d"}},
            "att-1": {"Type": "AWS::EC2::TransitGatewayAttachment", "Properties": {"TransitGatewayId": {"Ref": "tgw-1"}, "VpcId": {"Ref": "vpc-1"}, "SubnetIds": ["subnet-vpc-1"]}},
            "att-2": {"Type": "AWS::EC2::TransitGatewayVpcAttachment", "Properties": {"TransitGatewayId": {"Fn::GetAtt": ["tgw-1", "Id"]}, "VpcId": {"Ref": "vpc-2"}, "SubnetIds": ["subnet-old"], "AddSubnetIds": ["subnet-vpc-2"], "RemoveSubnetIds": ["subnet-old"], "Options": {"ApplianceModeSupport": "disable"}}},
            "tgw-rtb-1": {"Type": "AWS::EC2::TransitGatewayRouteTable", "Properties": {"TransitGatewayId": {"Ref": "tgw-1"}}},
            "r1": {"Type": "AWS::EC2::TransitGatewayRoute", "Properties": {"TransitGatewayRouteTableId": {"Ref": "tgw-rtb-1"}, "DestinationCidrBlock": "10.7.0.0/16", "Blackhole": "true"}},
            "r2": {"Type": "AWS::EC2::TransitGatewayRoute", "Properties": {"TransitGatewayRouteTableId": {"Ref": "tgw-rtb-1"}, "DestinationCidrBlock": "10.8.0.0/16", "TransitGatewayAttachmentId": {"Ref": "att-1"}}},
            "r3": {"Type": "AWS::EC2::TransitGatewayRouteTableAssociation", "Properties": {"TransitGatewayRouteTableId": {"Ref": "tgw-rtb-1"}, "TransitGatewayAttachmentId": {"Ref": "att-2"}}},
            "r4": {"Type": "AWS::EC2::TransitGatewayRouteTablePropagation", "Properties": {"TransitGatewayRouteTableId": {"Ref": "tgw-rtb-1"}, "TransitGatewayAttachmentId": {"Ref": "att-1"}}},
            "att-p": {"Type": "AWS::EC2::TransitGatewayPeeringAttachment", "Properties": {"TransitGatewayId": {"Ref": "tgw-1"}, "PeerTransitGatewayId": "tgw-2", "PeerAccountId": "222222222222", "PeerRegion": "us-east-1"}},
            "att-c": {"Type": "AWS::EC2::TransitGatewayConnect", "Properties": {"TransportTransitGatewayAttachmentId": {"Ref": "att-1"}, "Options": {"Protocol": "gre"}}},
            "vgw-1": {"Type": "AWS::EC2::VPNGateway", "Properties": {"Type": "ipsec.1"}},
            "r5": {"Type": "AWS::EC2::VPCGatewayAttachment", "Properties": {"VpcId": {"Ref": "vpc-1"}, "VpnGatewayId": {"Ref": "vgw-1"}}},
            "cgw-1": {"Type": "AWS::EC2::CustomerGateway", "Properties": {"IpAddress": "198.51.100.7", "BgpAsn": 65000, "Type": "ipsec.1"}},
            "vpn-1": {"Type": "AWS::EC2::VPNConnection", "Properties": {"VpnGatewayId": {"Ref": "vgw-1"}, "CustomerGatewayId": {"Ref": "cgw-1"}, "StaticRoutesOnly": true, "Type": "ipsec.1", "VpnTunnelOptionsSpecifications": [{"PreSharedKey": "secret"}]}},
            "r6": {"Type": "AWS::EC2::VPNConnectionRoute", "Properties": {"VpnConnectionId": {"Ref": "vpn-1"}, "DestinationCidrBlock": "172.16.0.0/12"}},
            "vpn-2": {"Type": "AWS::EC2::VPNConnection", "Properties": {"TransitGatewayId": {"Ref": "tgw-1"}, "CustomerGatewayId": {"Ref": "cgw-1"}, "Type": "ipsec.1"}},
            "vpce-1": {"Type": "AWS::EC2::VPCEndpoint", "Properties": {"VpcId": {"Ref": "vpc-1"}, "ServiceName": "com.amazonaws.eu-west-1.s3", "RouteTableIds": ["rtb-1"], "PolicyDocument": {"Statement": []}}},
            "vpce-2": {"Type": "AWS::EC2::VPCEndpoint", "Properties": {"VpcId": {"Ref": "vpc-1"}, "VpcEndpointType": "Interface", "ServiceName": "com.amazonaws.eu-west-1.sts", "SubnetIds": ["subnet-1"]}},
            "firewall": {"Type": "AWS::NetworkFirewall::Firewall", "Properties": {"FirewallName": "f", "FirewallPolicyArn": "arn:p", "VpcId": {"Ref": "vpc-1"}, "SubnetMappings": [{"SubnetId": "subnet-f"}]}}
            """#)
        let inventory = try Fixtures.read(text: template)
        #expect(
            JoinedNetwork.of(inventory) == [
                "pcx-1 vpc-1/?/? > vpc-2/?/? one region (works)", "tgw-1 of ? gives tgw-rtb-d, tgw-rtb-d references 10.9.0.0/24",
                "att-1 on tgw-1: vpc vpc-1 of ?, asks tgw-rtb-d references [subnet-vpc-1]",
                "att-2 on tgw-1: vpc vpc-2 of ?, asks tgw-rtb-1 references [subnet-vpc-2]",
                "att-p on tgw-1: peering tgw-2 of 222222222222 in us-east-1, asks ?",
                "att-p on tgw-2: peering tgw-1 of ?, asks ?",
                "vpn-2 (attachment) on tgw-1: vpn vpn-2 of ?, asks tgw-rtb-d",
                "att-c on tgw-1: connect att-1 of ?, asks tgw-rtb-d",
                "tgw-rtb-d of tgw-1: 10.1.0.0/16 > att-1 by itself, 10.2.0.0/16 > att-2 by itself; "
                    + "for att-1 vpn-2 (attachment) att-c; from att-1 att-2 vpn-2 (attachment) att-c; "
                    + "all routes, some associations, some propagations",
                "tgw-rtb-1 of tgw-1: 10.7.0.0/16 > nowhere, 10.8.0.0/16 > att-1, 10.1.0.0/16 > att-1 by itself; for att-2; from att-1; "
                    + "all routes, all associations, all propagations",
                "vgw-1 at vpc-1", "vpn-1 from vgw-1 to cgw-1 static 172.16.0.0/12", "vpn-2 from tgw-1 to cgw-1 static?",
                "cgw-1 at 198.51.100.7", "vpce-1 Gateway to com.amazonaws.eu-west-1.s3 in vpc-1 [rtb-1] [] [] restricted (works)",
                "vpce-2 Interface to com.amazonaws.eu-west-1.sts in vpc-1 [] [subnet-1] [] (works)",
                "firewall in vpc-1 [subnet-f] by []",
            ])
        #expect(!"\(inventory)".contains("secret"))
    }

    @Test(
        "What a template does not settle is open, and what a condition decides about is there perhaps",
        arguments: [
            (
                #""P": {"Type": "AWS::EC2::VPCPeeringConnection", "Condition": "C", "Properties": {"VpcId": "vpc-1", "PeerVpcId": {"Ref": "Id"}, "PeerRegion": {"Ref": "Id"}}}"#,
                ["P vpc-1/?/? > ?/?/? regions? (perhaps: condition C)"]
            ),
            (
                #""R": {"Type": "AWS::EC2::TransitGatewayRoute", "Condition": "C", "Properties": {"TransitGatewayRouteTableId": {"Ref": "T"}, "DestinationCidrBlock": {"Ref": "Id"}, "TransitGatewayAttachmentId": {"Ref": "Id"}}}"#,
                ["T of tgw-1: ?parameter Id > parameter Id perhaps; for ; from ; all routes, all associations, all propagations"]
            ),
            (
                #""R": {"Type": "AWS::EC2::TransitGatewayRoute", "Properties": {"TransitGatewayRouteTableId": {"Ref": "Id"}, "DestinationCidrBlock": "10.0.0.0/8", "TransitGatewayAttachmentId": "a"}}"#,
                ["T of tgw-1: ; for ; from ; routes open: parameter Id, all associations, all propagations"]
            ),
            (
                #""R": {"Type": "AWS::EC2::TransitGatewayRoute", "Properties": {"TransitGatewayRouteTableId": {"Ref": "T"}, "DestinationCidrBlock": "10.0.0.0/8", "Blackhole": {"Ref": "Id"}, "TransitGatewayAttachmentId": "a"}}"#,
                ["T of tgw-1: 10.0.0.0/8 > a perhaps; for ; from ; all routes, all associations, all propagations"]
            ),
            (
                #""A": {"Type": "AWS::EC2::TransitGatewayRouteTableAssociation", "Condition": "C", "Properties": {"TransitGatewayRouteTableId": {"Ref": "T"}, "TransitGatewayAttachmentId": "a"}}"#,
                ["T of tgw-1: ; for a (perhaps: condition C); from ; all routes, all associations, all propagations"]
            ),
            (
                #""A": {"Type": "AWS::EC2::TransitGatewayRouteTableAssociation", "Properties": {"TransitGatewayRouteTableId": {"Ref": "Id"}, "TransitGatewayAttachmentId": "a"}}"#,
                ["T of tgw-1: ; for ; from ; all routes, associations open: parameter Id, all propagations"]
            ),
            (
                #""Q": {"Type": "AWS::EC2::TransitGatewayRouteTablePropagation", "Condition": "C", "Properties": {"TransitGatewayRouteTableId": {"Ref": "T"}, "TransitGatewayAttachmentId": "a"}}"#,
                ["T of tgw-1: ; for ; from ; all routes, all associations, propagations open: condition C"]
            ),
            (
                #""Q": {"Type": "AWS::EC2::TransitGatewayRouteTablePropagation", "Properties": {"TransitGatewayRouteTableId": {"Ref": "T"}, "TransitGatewayAttachmentId": {"Ref": "Id"}}}"#,
                ["T of tgw-1: ; for ; from ; all routes, all associations, propagations open: parameter Id"]
            ),
            (
                #""V": {"Type": "AWS::EC2::TransitGatewayVpcAttachment", "Condition": "C", "Properties": {"TransitGatewayId": {"Ref": "G"}, "VpcId": {"Ref": "Id"}, "SubnetIds": ["s", {"Ref": "Id"}], "Options": {"Ref": "Id"}}}, "G": {"Type": "AWS::EC2::TransitGateway", "Properties": {"DefaultRouteTableAssociation": {"Ref": "Id"}, "DefaultRouteTablePropagation": "disable"}}"#,
                [
                    "G of ? gives ?, ?",
                    "V on G: vpc ? of ?, asks ? references? appliance? IPv6? subnets? (perhaps: condition C)",
                ]
            ),
            (
                #""E": {"Type": "AWS::EC2::VPCEndpoint", "Condition": "C", "Properties": {"VpcEndpointType": {"Ref": "Id"}, "VpcId": {"Ref": "Id"}, "ServiceName": {"Fn::Sub": "com.amazonaws.${AWS::Region}.s3"}, "PolicyDocument": {"Statement": [{"Effect": {"Ref": "Id"}}]}}}"#,
                ["E ? to ? in ? [] [] [] restricted? (perhaps: condition C)"]
            ),
        ] as [(String, [String])])
    func open(resource: String, expected: [String]) throws {
        let table = #""T": {"Type": "AWS::EC2::TransitGatewayRouteTable", "Properties": {"TransitGatewayId": "tgw-1"}}"#
        let text = SketchedResources.template(
            "\(table), \(resource)",
            #""Parameters": {"Id": {"Type": "String"}}, "Conditions": {"C": {"Fn::Equals": [{"Ref": "Id"}, "x"]}},"#)
        let lines = JoinedNetwork.of(try Fixtures.read(text: text))
        #expect(expected.allSatisfy(lines.contains), "\(lines)")
    }

    @Test("A gateway that a template makes has a table of its own for what is attached, whose name nobody knows")
    func unnamedTable() throws {
        let template = SketchedResources.template(
            #"""
            "G": {"Type": "AWS::EC2::TransitGateway"},
            "V": {"Type": "AWS::EC2::TransitGatewayAttachment", "Properties": {"TransitGatewayId": {"Ref": "G"}, "VpcId": "vpc-1", "SubnetIds": ["s"]}}
            """#)
        #expect(
            JoinedNetwork.of(try Fixtures.read(text: template)) == [
                "G of ? gives G (default route table), G (default route table)",
                "V on G: vpc vpc-1 of ?, asks G (default route table) references [s]",
                "G (default route table) of G: ; for V; from V; all routes, all associations, all propagations",
            ])
    }

    @Test("The provider that has CloudFormation's resources is read too")
    func nativePulumi() throws {
        func resource(_ type: String, _ name: String, _ outputs: String) -> String {
            #"{"urn": "urn:pulumi:dev::app::aws-native:ec2:\#(type)::\#(name)", "custom": true, "id": "\#(name)", "type": "aws-native:ec2:\#(type)", "outputs": {\#(outputs)}}"#
        }
        let all = [
            resource("VpcPeeringConnection", "pcx-1", #""vpcId": "vpc-1", "peerVpcId": "vpc-2""#),
            resource(
                "TransitGateway", "tgw-1",
                #""associationDefaultRouteTableId": "tgw-rtb-d", "defaultRouteTablePropagation": "disable""#),
            resource(
                "TransitGatewayVpcAttachment", "att-1",
                #""transitGatewayId": "tgw-1", "vpcId": "vpc-1", "subnetIds": ["s"], "options": {"ipv6Support": "enable"}"#),
            resource(
                "VpcEndpoint", "vpce-1",
                #""vpcId": "vpc-1", "serviceName": "com.amazonaws.eu-west-1.s3", "vpcEndpointType": "Gateway""#),
        ]
        let text = #"{"version": 3, "deployment": {"manifest": {}, "resources": [\#(all.joined(separator: ", "))]}}"#
        #expect(
            JoinedNetwork.of(try Fixtures.read(text: text)) == [
                "pcx-1 vpc-1/?/? > vpc-2/?/? one region (works)", "tgw-1 of ? gives tgw-rtb-d, ?",
                "att-1 on tgw-1: vpc vpc-1 of ?, asks tgw-rtb-d references IPv6 [s]",
                "tgw-rtb-d of tgw-1: ; for att-1; from ; all routes, some associations, some propagations",
                "vpce-1 Gateway to com.amazonaws.eu-west-1.s3 in vpc-1 [] [] [] (works)",
            ])
    }
}
