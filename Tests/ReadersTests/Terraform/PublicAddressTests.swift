import CoreModel
import Reachability
import Testing

@testable import Readers

/// Whether something from the internet can be addressed to an instance, as each format tells it.
@Suite("Public addresses of states, templates and stacks")
struct PublicAddressTests {
    private static func state(_ resources: [(type: String, attributes: String)]) -> String {
        let all = resources.enumerated().map { number, resource in
            #"{"mode": "managed", "type": "\#(resource.type)", "name": "r\#(number)", "instances": [{"attributes": \#(resource.attributes)}]}"#
        }
        return #"{"version": 4, "terraform_version": "1.9.0", "lineage": "x", "resources": [\#(all.joined(separator: ","))]}"#
    }

    private static let rules = #"[{"protocol": "-1", "from_port": 0, "to_port": 0, "cidr_blocks": ["0.0.0.0/0"]}]"#

    private static let network = [
        ("aws_vpc", #"{"id": "vpc-1", "cidr_block": "10.0.0.0/16", "owner_id": "111111111111"}"#),
        ("aws_subnet", #"{"id": "subnet-1", "vpc_id": "vpc-1", "cidr_block": "10.0.1.0/24"}"#),
        ("aws_security_group", #"{"id": "sg-1", "name": "all", "vpc_id": "vpc-1", "ingress": \#(rules), "egress": \#(rules)}"#),
        ("aws_internet_gateway", #"{"id": "igw-1", "vpc_id": "vpc-1"}"#),
        (
            "aws_route_table",
            #"{"id": "rtb-1", "vpc_id": "vpc-1", "route": [{"cidr_block": "0.0.0.0/0", "gateway_id": "igw-1"}]}"#
        ),
        ("aws_route_table_association", #"{"id": "a", "route_table_id": "rtb-1", "subnet_id": "subnet-1"}"#),
    ]

    private static func instance(_ more: String) -> (String, String) {
        (
            "aws_instance",
            #"{"id": "i-1", "subnet_id": "subnet-1", "primary_network_interface_id": "eni-1", "private_ip": "10.0.1.5", "vpc_security_group_ids": ["sg-1"]\#(more)}"#
        )
    }

    @Test(
        "An instance of a state has the address that the state tells, or one that an Elastic IP gives it; else it has none for certain",
        arguments: [
            (#", "public_ip": "198.51.100.5""#, "", "allowed"), (#", "public_ip": """#, "", "blocked"), ("", "", "depends"),
            (#", "public_ip": "", "secondary_private_ips": ["10.0.1.6"]"#, "", "depends"),
            (
                #", "public_ip": """#,
                #"{"id": "eipalloc-1", "instance": "i-1", "network_interface": "eni-1", "private_ip": "10.0.1.5", "public_ip": "198.51.100.5"}"#,
                "allowed"
            ),
            (#", "public_ip": """#, #"{"id": "eipalloc-1", "instance": "i-1", "public_ip": "198.51.100.5"}"#, "depends"),
            (
                #", "public_ip": """#, #"{"id": "eipalloc-1", "network_interface": "eni-1", "public_ip": "198.51.100.5"}"#,
                "depends"
            ),
            (#", "public_ip": """#, #"{"id": "eipalloc-1", "instance": "", "public_ip": "198.51.100.5"}"#, "blocked"),
            (#", "public_ip": """#, #"{"id": "eipalloc-1", "instance": "i-2", "public_ip": "198.51.100.5"}"#, "blocked"),
        ])
    func states(instance: String, address: String, expected: String) throws {
        let more = address.isEmpty ? [] : [("aws_eip", address)]
        let text = Self.state(Self.network + [Self.instance(instance)] + more)
        #expect(try NetworkVerdictTests.verdict(try Fixtures.read(text: text), "internet eni-1 443") == expected)
    }

    @Test("An Elastic IP of another state leaves open whether the instance has a public address")
    func elsewhere() throws {
        let own = Self.state(Self.network + [Self.instance(#", "public_ip": """#)])
        let other = Self.state([
            (
                "aws_eip_association",
                #"{"id": "x", "instance_id": "i-1", "network_interface_id": "eni-1", "private_ip_address": "10.0.1.5", "public_ip": "198.51.100.5"}"#
            )
        ])
        for texts in [[own, other], [other, own]] {
            #expect(try NetworkVerdictTests.verdict(try Fixtures.read(numbered: texts), "internet eni-1 443") == "depends")
        }
    }

    @Test("What is attached to an interface does not tell its addresses")
    func addresses() throws {
        let text = Self.state(
            Self.network + [
                ("aws_network_interface", #"{"id": "eni-2", "subnet_id": "subnet-1", "security_groups": ["sg-1"]}"#),
                ("aws_eip", #"{"id": "eipalloc-1", "network_interface": "eni-2", "public_ip": "198.51.100.6"}"#),
                ("aws_network_interface_attachment", #"{"id": "x", "network_interface_id": "eni-2", "instance_id": "i-2"}"#),
            ])
        let interface = try #require(try Fixtures.read(text: text).interfaces.first)
        #expect(!interface.addressesAreKnown && interface.publicAddresses.count == 1)
    }

    @Test("A template tells no public address: neither of an instance, nor whose an Elastic IP is")
    func templates() throws {
        let text = #"""
            {"AWSTemplateFormatVersion": "2010-09-09", "Resources": {
              "Vpc": {"Type": "AWS::EC2::VPC", "Properties": {"CidrBlock": "10.0.0.0/16"}},
              "Subnet": {"Type": "AWS::EC2::Subnet", "Properties": {"VpcId": {"Ref": "Vpc"}, "CidrBlock": "10.0.1.0/24"}},
              "Group": {"Type": "AWS::EC2::SecurityGroup", "Properties": {"GroupDescription": "all", "VpcId": {"Ref": "Vpc"}, "SecurityGroupIngress": [{"IpProtocol": "-1", "CidrIp": "0.0.0.0/0"}]}},
              "Gateway": {"Type": "AWS::EC2::InternetGateway"},
              "Attached": {"Type": "AWS::EC2::VPCGatewayAttachment", "Properties": {"VpcId": {"Ref": "Vpc"}, "InternetGatewayId": {"Ref": "Gateway"}}},
              "Table": {"Type": "AWS::EC2::RouteTable", "Properties": {"VpcId": {"Ref": "Vpc"}}},
              "Route": {"Type": "AWS::EC2::Route", "Properties": {"RouteTableId": {"Ref": "Table"}, "DestinationCidrBlock": "0.0.0.0/0", "GatewayId": {"Ref": "Gateway"}}},
              "Use": {"Type": "AWS::EC2::SubnetRouteTableAssociation", "Properties": {"RouteTableId": {"Ref": "Table"}, "SubnetId": {"Ref": "Subnet"}}},
              "Instance": {"Type": "AWS::EC2::Instance", "Properties": {"SubnetId": {"Ref": "Subnet"}, "PrivateIpAddress": "10.0.1.5", "SecurityGroupIds": [{"Ref": "Group"}]}},
              "Ip": {"Type": "AWS::EC2::EIP", "Properties": {"InstanceId": {"Ref": "Instance"}}}}}
            """#
        for template in [text, text.replacing(#""AWS::EC2::EIP""#, with: #""AWS::EC2::KeyPair""#)] {
            #expect(try NetworkVerdictTests.verdict(try Fixtures.read(text: template), "internet Group 443") == "depends")
        }
    }

    @Test("A listing of instances tells public addresses too; a --query of it that leaves them out does not")
    func instances() throws {
        var all = NetworkVerdictTests.listings
        all["interfaces"] = nil
        func read(_ addresses: String) throws -> String {
            let instance =
                #"{"InstanceId": "i-1", "VpcId": "vpc-a", "NetworkInterfaces": [{"NetworkInterfaceId": "eni-web", "SubnetId": "subnet-web", "VpcId": "vpc-a", "Groups": [{"GroupId": "sg-1"}], "PrivateIpAddress": "10.0.1.10"\#(addresses)}]}"#
            let text = #"{"Reservations": [{"Instances": [\#(instance)]}]}"#
            let documents = all.sorted { $0.key < $1.key }.map { ($0.key, $0.value) } + [("instances", text)]
            return try NetworkVerdictTests.verdict(try Fixtures.read(documents: documents), "internet eni-web 443")
        }
        let told = #", "PrivateIpAddresses": [{"PrivateIpAddress": "10.0.1.10"}]"#
        #expect(try read(told) == "blocked")
        #expect(try read("") == "depends")
        #expect(
            try read(
                #", "PrivateIpAddresses": [{"PrivateIpAddress": "10.0.1.10", "Association": {"PublicIp": "198.51.100.10"}}]"#)
                == "allowed")
    }

    @Test("A Pulumi stack tells what a state tells")
    func pulumi() throws {
        func resource(_ type: String, _ id: String, _ outputs: String) -> String {
            #"{"urn": "urn:pulumi:dev::app::\#(type)::\#(id)", "custom": true, "id": "\#(id)", "type": "\#(type)", "outputs": {"id": "\#(id)"\#(outputs)}}"#
        }
        let rules = #"[{"protocol": "-1", "fromPort": 0, "toPort": 0, "cidrBlocks": ["0.0.0.0/0"]}]"#
        func read(_ instance: String, _ more: [String] = []) throws -> String {
            let all =
                [
                    resource("aws:ec2/vpc:Vpc", "vpc-1", #", "cidrBlock": "10.0.0.0/16""#),
                    resource("aws:ec2/subnet:Subnet", "subnet-1", #", "vpcId": "vpc-1", "cidrBlock": "10.0.1.0/24""#),
                    resource(
                        "aws:ec2/securityGroup:SecurityGroup", "sg-1",
                        #", "name": "all", "vpcId": "vpc-1", "ingress": \#(rules), "egress": \#(rules)"#),
                    resource("aws:ec2/internetGateway:InternetGateway", "igw-1", #", "vpcId": "vpc-1""#),
                    resource(
                        "aws:ec2/routeTable:RouteTable", "rtb-1",
                        #", "vpcId": "vpc-1", "routes": [{"cidrBlock": "0.0.0.0/0", "gatewayId": "igw-1"}]"#),
                    resource(
                        "aws:ec2/routeTableAssociation:RouteTableAssociation", "a",
                        #", "routeTableId": "rtb-1", "subnetId": "subnet-1""#),
                    resource(
                        "aws:ec2/instance:Instance", "i-1",
                        #", "subnetId": "subnet-1", "primaryNetworkInterfaceId": "eni-1", "privateIp": "10.0.1.5", "vpcSecurityGroupIds": ["sg-1"]\#(instance)"#
                    ),
                ] + more
            let text = #"{"version": 3, "deployment": {"manifest": {}, "resources": [\#(all.joined(separator: ", "))]}}"#
            return try NetworkVerdictTests.verdict(try Fixtures.read(text: text), "internet eni-1 443")
        }
        #expect(try read(#", "publicIp": "198.51.100.5""#) == "allowed")
        #expect(try read(#", "publicIp": """#) == "blocked")
        #expect(try read("") == "depends")
        #expect(
            try read(#", "publicIp": """#, [resource("aws:ec2/eip:Eip", "eipalloc-1", #", "instance": "i-1""#)]) == "depends")
    }
}
