import CoreModel
import Testing

@testable import Readers

/// What a state, a plan, a template or a stack leaves open of what carries packets: it stays open, and is named.
@Suite("Open facts of what carries packets")
struct OpenTopologyTests {
    /// What is not known for certain, one a line: a table's routes and associations, an ACL's entries and associations.
    private static func open(_ inventory: Inventory) -> [String] {
        func name(_ knowledge: ListKnowledge) -> String? {
            switch knowledge {
            case .complete, .absent, .partial(.owner): nil
            case .partial(.unsettled(let name)): inventory[name]
            case .partial(let lack): "\(lack)"
            }
        }
        var lines: [String] = []
        for table in inventory.topology.routeTables {
            if let name = name(table.routeKnowledge) { lines.append("\(inventory[table.id]) routes: \(name)") }
            if let name = name(table.associationKnowledge) { lines.append("\(inventory[table.id]) associations: \(name)") }
            for route in table.routes {
                if case .unknown(let name) = route.destination { lines.append("\(inventory[table.id]) to: \(inventory[name])") }
            }
            for gateway in table.propagatingGateways { lines.append("\(inventory[table.id]) propagates: \(inventory[gateway])") }
        }
        for acl in inventory.topology.networkACLs {
            if let name = acl.entryKnowledge.lazy.compactMap(name).first { lines.append("\(inventory[acl.id]) entries: \(name)") }
            if let name = name(acl.associationKnowledge) { lines.append("\(inventory[acl.id]) associations: \(name)") }
        }
        return lines
    }

    /// A template with a VPC, a table and an ACL, and more resources.
    private static func template(_ more: String) -> String {
        #"""
        {"AWSTemplateFormatVersion": "2010-09-09", "Parameters": {"Ids": {"Type": "List<String>"}, "Id": {"Type": "String"}},
         "Conditions": {"C": {"Fn::Equals": [{"Ref": "Id"}, "x"]}},
         "Resources": {
          "Vpc": {"Type": "AWS::EC2::VPC", "Properties": {"CidrBlock": "10.0.0.0/16"}},
          "Subnet": {"Type": "AWS::EC2::Subnet", "Properties": {"VpcId": {"Ref": "Vpc"}, "CidrBlock": "10.0.1.0/24"}},
          "Table": {"Type": "AWS::EC2::RouteTable", "Properties": {"VpcId": {"Ref": "Vpc"}}},
          "Acl": {"Type": "AWS::EC2::NetworkAcl", "Properties": {"VpcId": {"Ref": "Vpc"}}},
          \#(more)}}
        """#
    }

    private static let main = "Vpc (main route table)"
    private static let acl = "Vpc (default network ACL)"

    @Test(
        "What a template leaves open of an id is open in every table or ACL that it may concern",
        arguments: [
            (
                #""E": {"Type": "AWS::EC2::VPCEndpoint", "Properties": {"VpcId": {"Ref": "Vpc"}, "ServiceName": "s3", "RouteTableIds": {"Ref": "Ids"}}}"#,
                ["\(main) routes: parameter Ids", "Table routes: parameter Ids"]
            ),
            (
                #""E": {"Type": "AWS::EC2::VPCEndpoint", "Properties": {"VpcId": {"Ref": "Vpc"}, "ServiceName": "s3", "RouteTableIds": [{"Ref": "Table"}, {"Fn::ImportValue": "t"}]}}"#,
                ["\(main) routes: import t", "Table routes: import t"]
            ),
            (
                #""P": {"Type": "AWS::EC2::VPNGatewayRoutePropagation", "Properties": {"VpnGatewayId": "vgw-1", "RouteTableIds": {"Ref": "Ids"}}}"#,
                ["\(main) routes: parameter Ids", "Table routes: parameter Ids"]
            ),
            (
                #""P": {"Type": "AWS::EC2::VPNGatewayRoutePropagation", "Properties": {"VpnGatewayId": {"Ref": "Id"}, "RouteTableIds": [{"Ref": "Table"}]}}"#,
                ["Table propagates: parameter Id"]
            ),
            (
                #""R": {"Type": "AWS::EC2::Route", "Properties": {"RouteTableId": {"Ref": "Id"}, "DestinationCidrBlock": "0.0.0.0/0", "GatewayId": "igw-1"}}"#,
                ["\(main) routes: parameter Id", "Table routes: parameter Id"]
            ),
            (
                #""A": {"Type": "AWS::EC2::SubnetRouteTableAssociation", "Properties": {"RouteTableId": {"Ref": "Id"}, "SubnetId": {"Ref": "Subnet"}}}"#,
                ["\(main) associations: parameter Id", "Table associations: parameter Id"]
            ),
            (
                #""A": {"Type": "AWS::EC2::SubnetRouteTableAssociation", "Condition": "C", "Properties": {"RouteTableId": {"Ref": "Table"}, "SubnetId": {"Ref": "Subnet"}}}"#,
                ["\(main) associations: condition C", "Table associations: condition C"]
            ),
            (
                #""A": {"Type": "AWS::EC2::SubnetNetworkAclAssociation", "Properties": {"NetworkAclId": {"Ref": "Id"}, "SubnetId": {"Ref": "Subnet"}}}"#,
                ["\(acl) associations: parameter Id", "Acl associations: parameter Id"]
            ),
            (
                #""N": {"Type": "AWS::EC2::NetworkAclEntry", "Properties": {"NetworkAclId": {"Ref": "Id"}, "RuleNumber": 1, "Protocol": -1, "RuleAction": "deny", "CidrBlock": "0.0.0.0/0"}}"#,
                ["\(acl) entries: parameter Id", "Acl entries: parameter Id"]
            ),
        ])
    func templates(more: String, expected: [String]) throws {
        #expect(Self.open(try Fixtures.read(text: Self.template(more))).sorted() == expected.sorted())
    }

    @Test("A gateway or an attachment that a condition decides about is there perhaps, and not for certain")
    func conditional() throws {
        let inventory = try Fixtures.read(
            text: Self.template(
                #"""
                "Gateway": {"Type": "AWS::EC2::InternetGateway"},
                "Attached": {"Type": "AWS::EC2::VPCGatewayAttachment", "Condition": "C", "Properties": {"VpcId": {"Ref": "Vpc"}, "InternetGatewayId": {"Ref": "Gateway"}}},
                "Only": {"Type": "AWS::EC2::EgressOnlyInternetGateway", "Condition": "C", "Properties": {"VpcId": {"Ref": "Vpc"}}},
                "Nat": {"Type": "AWS::EC2::NatGateway", "Condition": "C", "Properties": {"SubnetId": {"Ref": "Subnet"}, "AllocationId": "eipalloc-1"}}
                """#))
        let states = inventory.topology.gateways.flatMap { $0.attachments ?? [] }.map(\.state)
        #expect(states.count == 2 && inventory.topology.natGateways.count == 1)
        #expect(
            (states + inventory.topology.natGateways.map(\.state)).allSatisfy { $0.isOpen && inventory[$0.text] == "condition C" }
        )
    }

    @Test(
        "An ICMP entry of a template that lacks its type or code matches nobody knows what",
        arguments: [
            (#""Icmp": {"Type": 8, "Code": -1}"#, "icmp 8"), (#""Icmp": {"Type": 8}"#, "?"), (#""Icmp": {"Code": 0}"#, "?"),
            (#""Egress": false"#, "?"), (#""Icmp": {"Type": -1, "Code": -1}"#, "icmp"),
        ])
    func icmp(member: String, expected: String) throws {
        let text = Self.template(
            #""N": {"Type": "AWS::EC2::NetworkAclEntry", "Properties": {"NetworkAclId": {"Ref": "Acl"}, "RuleNumber": 1, "Protocol": 1, "RuleAction": "allow", "CidrBlock": "0.0.0.0/0", \#(member)}}"#
        )
        let acl = try #require(try Fixtures.read(text: text).topology.networkACLs.first { $0.entries.count == 1 })
        #expect(acl.entries.map { $0.traffic?.text ?? "?" } == [expected])
    }

    /// A plan that makes resources, each with what is known after apply and the expressions it is made of.
    private static func plan(_ resources: [(type: String, after: String, unknown: String, expressions: String)]) -> String {
        let all = resources.enumerated()
        let changes = all.map { number, one in
            #"{"address": "\#(one.type).r\#(number)", "type": "\#(one.type)", "name": "r\#(number)", "mode": "managed", "change": {"actions": ["create"], "before": null, "after": {\#(one.after)}, "after_unknown": {"id": true, \#(one.unknown)}}}"#
        }
        let configuration = all.map { number, one in
            #"{"address": "\#(one.type).r\#(number)", "type": "\#(one.type)", "name": "r\#(number)", "mode": "managed", "expressions": {\#(one.expressions)}}"#
        }
        return #"""
            {"format_version": "1.2", "terraform_version": "1.9.0", "planned_values": {}, "resource_changes": [\#(changes.joined(separator: ", "))],
             "configuration": {"root_module": {"resources": [\#(configuration.joined(separator: ", "))]}}}
            """#
    }

    private static let planned = [
        ("aws_vpc", #""cidr_block": "10.0.0.0/16""#, #""default_network_acl_id": true, "default_route_table_id": true"#, ""),
        ("aws_route_table", #""vpc_id": null"#, #""vpc_id": true, "route": true, "propagating_vgws": true"#, vpcReference),
        (
            "aws_network_acl", #""vpc_id": null"#, #""vpc_id": true, "subnet_ids": true, "ingress": true, "egress": true"#,
            vpcReference
        ),
    ]

    private static let vpcReference = #""vpc_id": {"references": ["aws_vpc.r0.id", "aws_vpc.r0"]}"#

    @Test(
        "What a plan knows after apply alone is open where no reference settles it, and what is only computed is absent",
        arguments: [
            // Of the resources above everything is settled.
            ([], []),
            (
                [
                    (
                        "aws_vpc_endpoint", #""vpc_endpoint_type": "Gateway", "service_name": "com.amazonaws.eu-west-1.s3""#,
                        #""route_table_ids": true"#,
                        #""route_table_ids": {"references": ["module.other.tables", "module.other"]}"#
                    )
                ], ["aws_route_table.r1 routes: aws_vpc_endpoint.r3 route_table_ids, known after apply"]
            ),
            (
                [
                    (
                        "aws_vpc_endpoint", #""vpc_endpoint_type": "Gateway", "service_name": "com.amazonaws.eu-west-1.s3""#,
                        #""route_table_ids": true"#,
                        #""route_table_ids": {"references": ["aws_route_table.r1.id", "aws_route_table.r1"]}"#
                    )
                ], []
            ),
            (
                [
                    (
                        "aws_route_table", #""vpc_id": "vpc-1""#, #""propagating_vgws": true"#,
                        #""propagating_vgws": {"references": ["aws_vpn_gateway.x.id", "aws_vpn_gateway.x"]}"#
                    )
                ], ["aws_route_table.r3 propagates: aws_route_table.r3 propagating_vgws, known after apply"]
            ),
            (
                [
                    (
                        "aws_vpn_gateway_route_propagation", #""vpn_gateway_id": "vgw-1""#, #""route_table_id": true"#,
                        #""route_table_id": {"references": ["var.table"]}, "vpn_gateway_id": {"constant_value": "vgw-1"}"#
                    )
                ], ["aws_route_table.r1 routes: aws_vpn_gateway_route_propagation.r3 route_table_id, known after apply"]
            ),
            (
                [
                    (
                        "aws_network_acl", #""vpc_id": "vpc-1""#, #""subnet_ids": true"#,
                        #""subnet_ids": {"references": ["module.other.subnets", "module.other"]}"#
                    )
                ],
                [
                    "aws_network_acl.r2 associations: aws_network_acl.r3 subnet_ids, known after apply",
                    "aws_network_acl.r3 associations: aws_network_acl.r3 subnet_ids, known after apply",
                ]
            ),
            (
                [
                    (
                        "aws_main_route_table_association", #""vpc_id": "vpc-1""#, #""route_table_id": true"#,
                        #""vpc_id": {"constant_value": "vpc-1"}, "route_table_id": {"references": ["module.other.main", "module.other"]}"#
                    )
                ],
                ["aws_route_table.r1 associations: aws_main_route_table_association.r3 route_table_id, known after apply"]
            ),
            (
                [
                    (
                        "aws_vpc_endpoint_route_table_association", #""x": null"#,
                        #""route_table_id": true, "vpc_endpoint_id": true"#,
                        #""route_table_id": {"references": ["aws_route_table.r1.id", "aws_route_table.r1"]}, "vpc_endpoint_id": {"references": ["module.other.e", "module.other"]}"#
                    )
                ],
                [
                    "aws_route_table.r1 to: the prefix list of aws_vpc_endpoint_route_table_association.r3 vpc_endpoint_id, known after apply"
                ]
            ),
        ] as [([(String, String, String, String)], [String])])
    func plans(more: [(String, String, String, String)], expected: [String]) throws {
        let all = (Self.planned + more).map { (type: $0.0, after: $0.1, unknown: $0.2, expressions: $0.3) }
        #expect(Self.open(try Fixtures.read(text: Self.plan(all))) == expected)
    }

    @Test("What a plan adopts of a VPC that it makes is that VPC's")
    func adopted() throws {
        let more = [
            (
                "aws_default_network_acl", #""ingress": [], "egress": []"#, #""vpc_id": true, "default_network_acl_id": true"#,
                #""default_network_acl_id": {"references": ["aws_vpc.r0.default_network_acl_id", "aws_vpc.r0"]}"#
            ),
            (
                "aws_default_route_table", #""route": []"#, #""vpc_id": true, "default_route_table_id": true"#,
                #""default_route_table_id": {"references": ["aws_vpc.r0.default_route_table_id", "aws_vpc.r0"]}"#
            ),
        ]
        let all = (Self.planned + more).map { (type: $0.0, after: $0.1, unknown: $0.2, expressions: $0.3) }
        let inventory = try Fixtures.read(text: Self.plan(all))
        let acl = try #require(inventory.topology.networkACLs.first { $0.isDefault })
        let table = try #require(inventory.topology.routeTables.first { $0.isMain })
        #expect([inventory[acl.vpc], inventory[table.vpc]] == ["aws_vpc.r0", "aws_vpc.r0"])
        #expect(acl.entryKnowledge == [.complete, .complete] && table.routeKnowledge == .complete)
    }

    /// A Pulumi stack's resource.
    private static func pulumi(_ type: String, _ name: String, _ outputs: String) -> String {
        #"{"urn": "urn:pulumi:dev::app::\#(type)::\#(name)", "custom": true, "id": "\#(name)", "type": "\#(type)", "outputs": {"id": "\#(name)", \#(outputs)}}"#
    }

    @Test(
        "A Pulumi preview without what does not change leaves every table and ACL open; with it, and in a new stack, it does not")
    func preview() throws {
        func read(_ step: String, _ more: String = "") throws -> [String] {
            let table =
                #"{"urn": "urn:pulumi:dev::app::aws:ec2/routeTable:RouteTable::t", "custom": true, "id": "rtb-1", "type": "aws:ec2/routeTable:RouteTable", "outputs": {"id": "rtb-1", "vpcId": "vpc-1", "routes": []}}"#
            return Self.open(
                try Fixtures.read(
                    text:
                        #"{"config": {}, "steps": [{"op": "update", "urn": "urn:pulumi:dev::app::aws:ec2/routeTable:RouteTable::t", "newState": \#(table)}\#(step)]\#(more)}"#
                ))
        }
        let stack = "urn:pulumi:dev::app::pulumi:pulumi:Stack::app-dev"
        let left = [
            "rtb-1 routes: what input.json leaves out, as it does not change",
            "rtb-1 associations: what input.json leaves out, as it does not change",
        ]
        #expect(try read("") == left)
        #expect(try read("", #", "changeSummary": {"same": 3, "update": 1}"#) == left)
        #expect(try read("", #", "changeSummary": {"update": 1}"#) == [])
        let state = #"{"urn": "\#(stack)", "type": "pulumi:pulumi:Stack"}"#
        #expect(try read(#", {"op": "create", "urn": "\#(stack)", "newState": \#(state)}"#) == [])
        #expect(try read(#", {"op": "same", "urn": "\#(stack)", "newState": \#(state)}"#) == [])
    }

    @Test("Ids that a Pulumi stack seals are open, and the provider that has CloudFormation's resources is read too")
    func pulumiStack() throws {
        let secret = #"{"4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", "ciphertext": "x"}"#
        let resources = [
            Self.pulumi("aws-native:ec2:Vpc", "vpc-1", #""cidrBlock": "10.0.0.0/16", "vpcId": "vpc-1""#),
            Self.pulumi("aws-native:ec2:Subnet", "subnet-1", #""vpcId": "vpc-1", "cidrBlock": "10.0.1.0/24""#),
            Self.pulumi("aws-native:ec2:RouteTable", "rtb-1", #""vpcId": "vpc-1", "routeTableId": "rtb-1""#),
            Self.pulumi(
                "aws-native:ec2:SubnetRouteTableAssociation", "rtbassoc-1", #""routeTableId": "rtb-1", "subnetId": "subnet-1""#),
            Self.pulumi("aws-native:ec2:InternetGateway", "igw-1", #""internetGatewayId": "igw-1""#),
            Self.pulumi("aws-native:ec2:VpcGatewayAttachment", "x", #""internetGatewayId": "igw-1", "vpcId": "vpc-1""#),
            Self.pulumi(
                "aws:ec2/route:Route", "r", #""routeTableId": "rtb-1", "destinationCidrBlock": "0.0.0.0/0", "gatewayId": "igw-1""#
            ),
            Self.pulumi(
                "aws:ec2/vpcEndpoint:VpcEndpoint", "vpce-1",
                #""vpcEndpointType": "Gateway", "serviceName": "com.amazonaws.eu-west-1.s3", "routeTableIds": ["rtb-1", \#(secret)]"#
            ),
        ]
        let inventory = try Fixtures.read(
            text: #"{"version": 3, "deployment": {"manifest": {}, "resources": [\#(resources.joined(separator: ", "))]}}"#)
        let table = try #require(inventory.topology.routeTables.first { inventory[$0.id] == "rtb-1" })
        #expect(table.subnets.map { inventory[$0] } == ["subnet-1"] && table.routes.count == 2)
        #expect(Self.open(inventory).contains("rtb-1 routes: vpce-1 routeTableIds, a sealed secret"))
        #expect(inventory.topology.gateways.map { $0.attachments?.map { inventory[$0.vpc] } } == [["vpc-1"]])
    }
}
