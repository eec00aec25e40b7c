import CoreModel
import Testing

@testable import Readers

/// What states, plans and templates tell of what carries packets (aws-network 2.4 and 2.5).
@Suite("Resources of what carries packets")
struct NetworkResourceTests {
    /// A state of resources, each a type, a name and its attributes.
    private static func state(_ resources: [(type: String, attributes: String)]) -> String {
        let all = resources.enumerated().map { number, resource in
            #"{"mode": "managed", "type": "\#(resource.type)", "name": "r\#(number)", "instances": [{"attributes": \#(resource.attributes)}]}"#
        }
        return #"{"version": 4, "terraform_version": "1.9.0", "lineage": "x", "resources": [\#(all.joined(separator: ","))]}"#
    }

    /// Tables, one a line: what it is, its routes.
    private static func tables(_ inventory: Inventory) -> [String] {
        inventory.topology.routeTables.map { table in
            let marks = [table.isMain ? "main" : "", table.isAssumed ? "assumed" : ""].filter { !$0.isEmpty }
            let routes = table.routes.map { route in
                let target = "\(route.target.kind) \(inventory[route.target.id])"
                let mark = route.state == .blackhole ? " blackhole" : route.doubt == .none ? "" : " perhaps"
                switch route.destination {
                case .network(let network): return "\(network) \(target)\(mark)"
                case .prefixList(let id): return "\(inventory[id]) \(target)\(mark)"
                case .unknown(let name): return "?\(inventory[name]) \(target)\(mark)"
                }
            }
            let all = [inventory[table.id], inventory[table.vpc]] + marks + table.subnets.map { inventory[$0] }
            return (all + table.gateways.map { inventory[$0] }).joined(separator: " ") + ": " + routes.joined(separator: ", ")
        }
    }

    private static func entries(_ inventory: Inventory) -> [String] {
        inventory.topology.networkACLs.map { acl in
            let marks = [acl.isDefault ? "default" : "", acl.isAssumed ? "assumed" : ""].filter { !$0.isEmpty }
            let entries = acl.entries.map { entry in
                let action = entry.action.map { "\($0)" } ?? "?"
                let network = entry.network?.description ?? entry.version.map { "?\($0)" } ?? "?"
                let number = entry.number.map(String.init) ?? "?"
                return "\(number) \(entry.direction) \(action) \(entry.traffic?.text ?? "?") \(network)"
            }
            let all = [inventory[acl.id], inventory[acl.vpc]] + marks + acl.subnets.map { inventory[$0] }
            return all.joined(separator: " ") + ": " + entries.joined(separator: ", ")
        }
    }

    private static let vpc =
        #"{"id": "vpc-1", "cidr_block": "10.0.0.0/16", "owner_id": "111111111111", "main_route_table_id": "rtb-main", "default_network_acl_id": "acl-default"}"#

    @Test("A state's tables have inline routes, route resources and those of gateway endpoints, main and edge associations")
    func stateTables() throws {
        let inventory = try Fixtures.read(
            text: Self.state([
                ("aws_vpc", Self.vpc), ("aws_subnet", #"{"id": "subnet-1", "vpc_id": "vpc-1", "cidr_block": "10.0.1.0/24"}"#),
                ("aws_internet_gateway", #"{"id": "igw-1", "vpc_id": "vpc-1"}"#),
                (
                    "aws_route_table",
                    #"{"id": "rtb-1", "vpc_id": "vpc-1", "propagating_vgws": ["vgw-1"], "route": [{"cidr_block": "0.0.0.0/0", "ipv6_cidr_block": "", "gateway_id": "igw-1", "nat_gateway_id": ""}]}"#
                ),
                (
                    "aws_route",
                    #"{"id": "r", "route_table_id": "rtb-1", "destination_cidr_block": "10.9.0.0/16", "vpc_peering_connection_id": "pcx-1", "state": "blackhole", "origin": "CreateRoute"}"#
                ),
                (
                    "aws_route_table_association",
                    #"{"id": "a", "route_table_id": "rtb-1", "subnet_id": "subnet-1", "gateway_id": ""}"#
                ),
                ("aws_route_table_association", #"{"id": "b", "route_table_id": "rtb-1", "gateway_id": "igw-1"}"#),
                (
                    "aws_vpc_endpoint",
                    #"{"id": "vpce-1", "vpc_id": "vpc-1", "vpc_endpoint_type": "Gateway", "service_name": "com.amazonaws.eu-west-1.s3", "prefix_list_id": "pl-s3", "route_table_ids": ["rtb-1"]}"#
                ),
                (
                    "aws_route",
                    #"{"id": "s", "route_table_id": "rtb-elsewhere", "destination_prefix_list_id": "pl-1", "transit_gateway_id": "tgw-1"}"#
                ),
                ("aws_main_route_table_association", #"{"id": "m", "vpc_id": "vpc-2", "route_table_id": "rtb-1"}"#),
            ]))
        #expect(
            Self.tables(inventory) == [
                "rtb-1 vpc-1 main subnet-1 igw-1: 0.0.0.0/0 internetGateway igw-1, 10.9.0.0/16 peeringConnection pcx-1 blackhole, "
                    + "pl-s3 vpcEndpoint vpce-1",
                "rtb-elsewhere : pl-1 transitGateway tgw-1", "rtb-main vpc-1 main: ",
            ])
        let tables = inventory.topology.routeTables
        #expect(tables.map(\.routeKnowledge) == [.complete, .partial(.owner), .absent])
        #expect(tables.allSatisfy { !$0.listsImplicitRoutes } && tables[0].propagatingGateways.count == 1)
        #expect(inventory.topology.gateways.first?.attachments?.count == 1)
        #expect(inventory.topology.listings.isEmpty)
        #expect(inventory.looksAtRoutes(ofVpc: tables[0].vpc))
    }

    @Test("A table that a state only looks up has its subnets, and unknown routes")
    func lookedUp() throws {
        let text = Self.state([
            (
                "aws_route_table",
                #"{"id": "rtb-1", "vpc_id": "vpc-1", "routes": [], "associations": [{"main": true, "subnet_id": "", "gateway_id": ""}, {"main": false, "subnet_id": "subnet-1", "gateway_id": ""}, {"main": false, "subnet_id": "", "gateway_id": "igw-1"}]}"#
            )
        ]).replacing(#""mode": "managed""#, with: #""mode": "data""#)
        let inventory = try Fixtures.read(text: text)
        #expect(Self.tables(inventory) == ["rtb-1 vpc-1 main subnet-1 igw-1: "])
        #expect(inventory.topology.routeTables.map(\.routeKnowledge) == [.absent])
    }

    @Test("A VPC alone switches nothing on, and a default table adopts the main one")
    func main() throws {
        let alone = try Fixtures.read(text: Self.state([("aws_vpc", Self.vpc)]))
        let vpc = try #require(alone.vpcs.first?.id)
        #expect(Self.tables(alone) == ["rtb-main vpc-1 main: "] && Self.entries(alone) == ["acl-default vpc-1 default: "])
        #expect(!alone.looksAtRoutes(ofVpc: vpc) && !alone.looksAtACLs(ofVpc: vpc))
        let adopted = try Fixtures.read(
            text: Self.state([
                ("aws_vpc", Self.vpc),
                (
                    "aws_default_route_table",
                    #"{"id": "rtb-main", "vpc_id": "vpc-1", "default_route_table_id": "rtb-main", "route": []}"#
                ),
            ]))
        #expect(adopted.topology.routeTables.map(\.isMain) == [true])
        #expect(adopted.topology.routeTables.map(\.routeKnowledge) == [.complete])
        #expect(adopted.looksAtRoutes(ofVpc: adopted.vpcs[0].id))
    }

    @Test(
        "A state's ACL is sorted by number; a type that is absent is echo reply, and an adopted default ACL without blocks denies"
    )
    func stateACLs() throws {
        let inventory = try Fixtures.read(
            text: Self.state([
                (
                    "aws_network_acl",
                    #"""
                    {"id": "acl-1", "vpc_id": "vpc-1", "subnet_ids": ["subnet-1"], "egress": [], "ingress": [
                      {"rule_no": 200, "action": "deny", "protocol": "-1", "cidr_block": "0.0.0.0/0", "ipv6_cidr_block": "", "from_port": 0, "to_port": 0, "icmp_type": 0, "icmp_code": 0},
                      {"rule_no": 100, "action": "allow", "protocol": "6", "cidr_block": "10.0.0.0/8", "from_port": 443, "to_port": 443},
                      {"rule_no": 110, "action": "Allow", "protocol": "icmp", "cidr_block": "0.0.0.0/0", "from_port": 0, "to_port": 0, "icmp_type": 0, "icmp_code": 0},
                      {"rule_no": 120, "action": "allow", "protocol": "58", "cidr_block": "", "ipv6_cidr_block": "::/0", "from_port": 0, "to_port": 0, "icmp_type": -1, "icmp_code": -1}]}
                    """#
                ),
                (
                    "aws_network_acl_rule",
                    #"{"id": "x", "network_acl_id": "acl-1", "rule_number": 90, "egress": true, "protocol": "udp", "rule_action": "allow", "cidr_block": "0.0.0.0/0", "from_port": 1024, "to_port": 65535}"#
                ),
                ("aws_network_acl_association", #"{"id": "y", "network_acl_id": "acl-1", "subnet_id": "subnet-2"}"#),
                (
                    "aws_default_network_acl",
                    #"{"id": "acl-default", "vpc_id": "vpc-1", "default_network_acl_id": "acl-default", "ingress": [], "egress": [], "subnet_ids": []}"#
                ),
                (
                    "aws_network_acl_rule",
                    #"{"id": "z", "network_acl_id": "acl-elsewhere", "rule_number": 10, "egress": false, "protocol": "1", "rule_action": "allow", "cidr_block": "0.0.0.0/0", "icmp_type": "8", "icmp_code": "-1"}"#
                ),
            ]))
        #expect(
            Self.entries(inventory) == [
                "acl-1 vpc-1 subnet-1 subnet-2: 90 egress allow udp 1024-65535 0.0.0.0/0, 100 ingress allow tcp 443 10.0.0.0/8, "
                    + "110 ingress allow icmp 0/0 0.0.0.0/0, 120 ingress allow icmpv6 ::/0, 200 ingress deny all 0.0.0.0/0",
                "acl-default vpc-1 default: ", "acl-elsewhere : 10 ingress allow icmp 8 0.0.0.0/0",
            ])
        #expect(
            inventory.topology.networkACLs.map(\.entryKnowledge) == [
                [.complete, .complete], [.complete, .complete], [.partial(.owner), .partial(.owner)],
            ])
    }

    @Test("NAT gateways, addresses and Block Public Access of a state")
    func gateways() throws {
        let inventory = try Fixtures.read(
            text: Self.state([
                ("aws_subnet", #"{"id": "subnet-1", "vpc_id": "vpc-1", "cidr_block": "10.0.1.0/24"}"#),
                (
                    "aws_nat_gateway",
                    #"{"id": "nat-1", "subnet_id": "subnet-1", "connectivity_type": "public", "private_ip": "10.0.1.30", "public_ip": "198.51.100.30", "network_interface_id": "eni-nat"}"#
                ),
                (
                    "aws_nat_gateway",
                    #"{"id": "nat-2", "subnet_id": "subnet-1", "connectivity_type": "private", "private_ip": "10.0.1.31"}"#
                ),
                ("aws_egress_only_internet_gateway", #"{"id": "eigw-1", "vpc_id": "vpc-1"}"#),
                ("aws_internet_gateway", #"{"id": "igw-1", "vpc_id": ""}"#),
                ("aws_internet_gateway_attachment", #"{"id": "igw-1:vpc-1", "internet_gateway_id": "igw-1", "vpc_id": "vpc-1"}"#),
                (
                    "aws_network_interface",
                    #"{"id": "eni-1", "subnet_id": "subnet-1", "private_ip": "10.0.1.5", "private_ips": ["10.0.1.5"], "security_groups": [], "source_dest_check": false}"#
                ),
                (
                    "aws_eip",
                    #"{"id": "eipalloc-1", "network_interface": "eni-1", "private_ip": "10.0.1.5", "public_ip": "198.51.100.5"}"#
                ),
                (
                    "aws_vpc_block_public_access_options",
                    #"{"id": "eu-west-1", "internet_gateway_block_mode": "block-bidirectional", "aws_account_id": "111111111111", "aws_region": "eu-west-1"}"#
                ),
                (
                    "aws_vpc_block_public_access_exclusion",
                    #"{"id": "vpcbpa-exclude-1", "subnet_id": "subnet-1", "internet_gateway_exclusion_mode": "allow-egress"}"#
                ),
            ]))
        let topology = inventory.topology
        #expect(topology.natGateways.map(\.isPrivate) == [false, true])
        #expect(topology.natGateways.allSatisfy { inventory[$0.vpc] == "vpc-1" && $0.addresses.count == 1 })
        let attached = topology.gateways.map { gateway -> [String] in gateway.attachments?.map { inventory[$0.vpc] } ?? [] }
        #expect(attached == [["vpc-1"], ["vpc-1"]])
        #expect(topology.accessBlocks.map(\.mode) == [.bidirectional])
        #expect(topology.accessExclusions.map { inventory[$0.resource] } == ["subnet-1"])
        let interface = try #require(inventory.interfaces.first { inventory[$0.id] == "eni-1" })
        #expect(interface.checksSourceDestination == false && !interface.publicAddressesAreKnown)
        #expect(interface.publicAssociations.map(\.publicAddress.description) == ["198.51.100.5"])
    }

    private static let template = #"""
        {"Parameters": {"Cidr": {"Type": "String"}}, "Resources": {
          "Vpc": {"Type": "AWS::EC2::VPC", "Properties": {"CidrBlock": "10.0.0.0/16"}},
          "Subnet": {"Type": "AWS::EC2::Subnet", "Properties": {"VpcId": {"Ref": "Vpc"}, "CidrBlock": "10.0.1.0/24"}},
          "Table": {"Type": "AWS::EC2::RouteTable", "Properties": {"VpcId": {"Ref": "Vpc"}}},
          "Gateway": {"Type": "AWS::EC2::InternetGateway", "Properties": {}},
          "Attachment": {"Type": "AWS::EC2::VPCGatewayAttachment", "Properties": {"VpcId": {"Ref": "Vpc"}, "InternetGatewayId": {"Ref": "Gateway"}}},
          "Nat": {"Type": "AWS::EC2::NatGateway", "Properties": {"SubnetId": {"Ref": "Subnet"}, "AllocationId": "eipalloc-1"}},
          "Route": {"Type": "AWS::EC2::Route", "Properties": {"RouteTableId": {"Ref": "Table"}, "DestinationCidrBlock": "0.0.0.0/0", "GatewayId": {"Ref": "Gateway"}}},
          "Other": {"Type": "AWS::EC2::Route", "Properties": {"RouteTableId": {"Ref": "Table"}, "DestinationCidrBlock": {"Ref": "Cidr"}, "NatGatewayId": {"Ref": "Nat"}}},
          "Association": {"Type": "AWS::EC2::SubnetRouteTableAssociation", "Properties": {"SubnetId": {"Ref": "Subnet"}, "RouteTableId": {"Ref": "Table"}}},
          "Endpoint": {"Type": "AWS::EC2::VPCEndpoint", "Properties": {"VpcId": {"Ref": "Vpc"}, "ServiceName": "com.amazonaws.eu-west-1.s3", "RouteTableIds": [{"Ref": "Table"}]}},
          "Acl": {"Type": "AWS::EC2::NetworkAcl", "Properties": {"VpcId": {"Ref": "Vpc"}}},
          "Entry": {"Type": "AWS::EC2::NetworkAclEntry", "Properties": {"NetworkAclId": {"Ref": "Acl"}, "RuleNumber": 100, "Protocol": 6, "RuleAction": "allow", "CidrBlock": "0.0.0.0/0", "PortRange": {"From": "443", "To": 443}}},
          "Ping": {"Type": "AWS::EC2::NetworkAclEntry", "Properties": {"NetworkAclId": {"Ref": "Acl"}, "RuleNumber": "110", "Protocol": 1, "Egress": true, "RuleAction": "allow", "CidrBlock": {"Ref": "Cidr"}, "Icmp": {"Type": 8, "Code": -1}}},
          "AclAssociation": {"Type": "AWS::EC2::SubnetNetworkAclAssociation", "Properties": {"SubnetId": {"Ref": "Subnet"}, "NetworkAclId": {"Ref": "Acl"}}}}}
        """#

    @Test("A template's tables and ACLs, what it leaves open, and what its VPC comes with")
    func templates() throws {
        let inventory = try Fixtures.read(text: Self.template)
        #expect(
            Self.tables(inventory) == [
                "Vpc (main route table) Vpc main assumed: ",
                "Table Vpc Subnet: 0.0.0.0/0 internetGateway Gateway, ?parameter Cidr natGateway Nat, "
                    + "com.amazonaws.eu-west-1.s3 vpcEndpoint Endpoint",
            ])
        #expect(
            Self.entries(inventory) == [
                "Vpc (default network ACL) Vpc default assumed: 100 ingress allow all 0.0.0.0/0, 100 egress allow all 0.0.0.0/0, "
                    + "101 ingress allow all ::/0, 101 egress allow all ::/0",
                "Acl Vpc Subnet: 100 ingress allow tcp 443 0.0.0.0/0, 110 egress allow icmp 8 ?v4",
            ])
        #expect(inventory.topology.gateways.map { $0.attachments?.map { inventory[$0.vpc] } ?? [] } == [["Vpc"]])
        #expect(inventory.topology.natGateways.map { inventory[$0.vpc] } == ["Vpc"])
    }

    @Test("A route, an entry or an association whose owner a template leaves open may be any table's or ACL's of it")
    func open() throws {
        let text = Self.template.replacing(
            #""Route": {"Type": "AWS::EC2::Route", "Properties": {"RouteTableId": {"Ref": "Table"}"#,
            with: #""Route": {"Type": "AWS::EC2::Route", "Properties": {"RouteTableId": {"Fn::ImportValue": "elsewhere"}"#
        ).replacing(
            #""SubnetId": {"Ref": "Subnet"}, "NetworkAclId": {"Ref": "Acl"}"#,
            with: #""SubnetId": {"Fn::ImportValue": "elsewhere"}, "NetworkAclId": {"Ref": "Acl"}"#)
        let inventory = try Fixtures.read(text: text)
        let table = try #require(inventory.topology.routeTables.first { inventory[$0.id] == "Table" })
        if case .partial(.unsettled(let name)) = table.routeKnowledge {
            #expect(inventory[name].contains("elsewhere"))
        } else {
            Issue.record("\(table.routeKnowledge)")
        }
        let acl = try #require(inventory.topology.networkACLs.first { inventory[$0.id] == "Acl" })
        #expect(acl.associationKnowledge != .complete && acl.associationKnowledge != .absent)
        #expect(acl.entryKnowledge == [.complete, .complete])
    }

    @Test("A plan's routes lead to gateways that are known only after apply")
    func plan() throws {
        let text = #"""
            {"format_version": "1.2", "terraform_version": "1.9.0", "planned_values": {}, "resource_changes": [
              {"address": "aws_internet_gateway.main", "type": "aws_internet_gateway", "name": "main", "mode": "managed", "change": {"actions": ["create"], "before": null, "after": {"tags": null}, "after_unknown": {"id": true, "vpc_id": true}}},
              {"address": "aws_route_table.public", "type": "aws_route_table", "name": "public", "mode": "managed", "change": {"actions": ["create"], "before": null, "after": {"route": [{"cidr_block": "0.0.0.0/0", "nat_gateway_id": ""}], "vpc_id": "vpc-1"}, "after_unknown": {"id": true, "route": [{"gateway_id": true}], "propagating_vgws": true}}},
              {"address": "aws_route.six", "type": "aws_route", "name": "six", "mode": "managed", "change": {"actions": ["create"], "before": null, "after": {"destination_ipv6_cidr_block": "::/0", "destination_cidr_block": null}, "after_unknown": {"id": true, "route_table_id": true, "gateway_id": true}}}],
             "configuration": {"root_module": {"resources": [
              {"address": "aws_internet_gateway.main", "type": "aws_internet_gateway", "name": "main", "mode": "managed", "expressions": {"vpc_id": {"references": ["var.vpc"]}}},
              {"address": "aws_route_table.public", "type": "aws_route_table", "name": "public", "mode": "managed", "expressions": {"vpc_id": {"constant_value": "vpc-1"}, "route": [{"cidr_block": {"constant_value": "0.0.0.0/0"}, "gateway_id": {"references": ["aws_internet_gateway.main.id", "aws_internet_gateway.main"]}}]}},
              {"address": "aws_route.six", "type": "aws_route", "name": "six", "mode": "managed", "expressions": {"route_table_id": {"references": ["aws_route_table.public.id", "aws_route_table.public"]}, "gateway_id": {"references": ["aws_internet_gateway.main.id", "aws_internet_gateway.main"]}}}]}}}
            """#
        let inventory = try Fixtures.read(text: text)
        #expect(
            Self.tables(inventory) == [
                "aws_route_table.public vpc-1: 0.0.0.0/0 internetGateway aws_internet_gateway.main, "
                    + "::/0 internetGateway aws_internet_gateway.main"
            ])
    }

    @Test("A Pulumi stack tells the same")
    func pulumi() throws {
        let text = #"""
            {"version": 3, "deployment": {"manifest": {}, "resources": [
              {"urn": "urn:pulumi:dev::app::aws:ec2/routeTable:RouteTable::public", "custom": true, "id": "rtb-1", "type": "aws:ec2/routeTable:RouteTable", "outputs": {"id": "rtb-1", "vpcId": "vpc-1", "propagatingVgws": [], "routes": [{"cidrBlock": "0.0.0.0/0", "gatewayId": "igw-1", "natGatewayId": ""}]}},
              {"urn": "urn:pulumi:dev::app::aws:ec2/routeTableAssociation:RouteTableAssociation::a", "custom": true, "id": "rtbassoc-1", "type": "aws:ec2/routeTableAssociation:RouteTableAssociation", "outputs": {"id": "rtbassoc-1", "routeTableId": "rtb-1", "subnetId": "subnet-1"}},
              {"urn": "urn:pulumi:dev::app::aws:ec2/networkAcl:NetworkAcl::acl", "custom": true, "id": "acl-1", "type": "aws:ec2/networkAcl:NetworkAcl", "outputs": {"id": "acl-1", "vpcId": "vpc-1", "subnetIds": ["subnet-1"], "ingress": [{"ruleNo": 100, "action": "allow", "protocol": "tcp", "cidrBlock": "0.0.0.0/0", "fromPort": 443, "toPort": 443}], "egress": []}}]}}
            """#
        let inventory = try Fixtures.read(text: text)
        #expect(Self.tables(inventory) == ["rtb-1 vpc-1 subnet-1: 0.0.0.0/0 internetGateway igw-1"])
        #expect(Self.entries(inventory) == ["acl-1 vpc-1 subnet-1: 100 ingress allow tcp 443 0.0.0.0/0"])
    }
}
