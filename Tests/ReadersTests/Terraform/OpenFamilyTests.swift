import Reachability
import Readers
import CoreModel
import Testing
import Words

/// A block or an address that is known only after apply, or when a stack is deployed, is not the same as none.
@Suite("IPv6 and IPv4 blocks that an input leaves open")
struct OpenFamilyTests {
    private static func answer(
        _ text: String, as name: String, to destination: String, _ version: IPVersion = .v6, from source: String = "internet",
        port: String = "28"
    ) throws -> Answer {
        let analyzer = Analyzer(try Fixtures.read(text: text, name: name))
        return analyzer.answer(try analyzer.question(from: source, to: destination, port: port, version: version))
    }

    private static let web =
        "Web: {Type: AWS::EC2::SecurityGroup, Properties: {GroupDescription: w, VpcId: !Ref V, SecurityGroupIngress: "
        + "[{IpProtocol: tcp, FromPort: 28, ToPort: 28, CidrIpv6: '::/0'}, {IpProtocol: tcp, FromPort: 29, ToPort: 29, "
        + "CidrIp: 0.0.0.0/0}]}}"

    /// What a template says of its VPC's blocks, of its subnet, and of the box in it; and whether the box may be reached by IPv6.
    private static let templates: [(blocks: String, subnet: String, box: String, verdict: Verdict)] = [
        ("AmazonProvidedIpv6CidrBlock: true", "Ipv6CidrBlock: !Select [0, !GetAtt V.Ipv6CidrBlocks]", "", .allowed),
        (
            "AmazonProvidedIpv6CidrBlock: 'true'",
            "AssignIpv6AddressOnCreation: true, Ipv6CidrBlock: !Select [0, !Cidr [!Select [0, !GetAtt V.Ipv6CidrBlocks], 4, 64]]",
            "", .allowed
        ),
        ("Ipv6IpamPoolId: ipam-1", "Ipv6IpamPoolId: ipam-1, Ipv6NetmaskLength: 64", "Ipv6AddressCount: 1", .allowed),
        ("Ipv6CidrBlock: !Ref P", "Ipv6CidrBlock: !Ref P", "Ipv6AddressCount: 1", .allowed),
        ("Ipv6CidrBlock: '2600:1f00::/56'", "Ipv6CidrBlock: !Ref P", "", .allowed),
        ("Ipv6CidrBlock: '2600:1f00::/56'", "Ipv6CidrBlock: '2600:1f00::/64'", "", .allowed),
        ("AmazonProvidedIpv6CidrBlock: true", "Ipv6Native: true, AssignIpv6AddressOnCreation: true", "", .allowed),
        (
            "AmazonProvidedIpv6CidrBlock: true", "AssignIpv6AddressOnCreation: true, CidrBlock: 10.0.0.0/24",
            "PrivateIpAddress: 10.0.0.9", .allowed
        ),
        ("AmazonProvidedIpv6CidrBlock: true", "CidrBlock: 10.0.0.0/24", "", .blocked),
        ("CidrBlock: 10.1.0.0/16", "CidrBlock: 10.0.0.0/24", "", .blocked),
    ]

    @Test("An instance of a template has an IPv6 address where its subnet may give it one", arguments: templates)
    func template(_ given: (blocks: String, subnet: String, box: String, verdict: Verdict)) throws {
        let box = given.box.isEmpty ? "" : ", \(given.box)"
        let text = """
            Parameters: {P: {Type: String}}
            Resources:
              V: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16}}
              More: {Type: AWS::EC2::VPCCidrBlock, Properties: {VpcId: !Ref V, \(given.blocks)}}
              N: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref V, \(given.subnet)}}
              \(Self.web)
              Box: {Type: AWS::EC2::Instance, Properties: {SubnetId: !Ref N, SecurityGroupIds: [!Ref Web]\(box)}}
            """
        #expect(try Self.answer(text, as: "t.yaml", to: "Box").verdict == given.verdict)
    }

    @Test("A block of a subnet may be a resource of its own; a load balancer is in any of its subnets")
    func subnetBlock() throws {
        let text = """
            Resources:
              V: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16}}
              More: {Type: AWS::EC2::VPCCidrBlock, Properties: {VpcId: !Ref V, AmazonProvidedIpv6CidrBlock: true}}
              N: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref V, CidrBlock: 10.0.0.0/24}}
              O: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref V, CidrBlock: 10.0.1.0/24}}
              Six: {Type: AWS::EC2::SubnetCidrBlock, Properties: {SubnetId: !Ref N, Ipv6CidrBlock: !Select [0, !GetAtt V.Ipv6CidrBlocks]}}
              \(Self.web)
              LB: {Type: AWS::ElasticLoadBalancingV2::LoadBalancer, Properties: {Name: shop, IpAddressType: dualstack, Subnets: [!Ref N, !Ref O], SecurityGroups: [!Ref Web]}}
            """
        let answer = try Self.answer(text, as: "t.yaml", to: "shop")
        #expect(answer.verdict == .allowed)
        #expect(answer.remarks.contains { if case .assumed(.ingress, _, .openBlock) = $0 { true } else { false } })
        #expect(try Self.answer(text, as: "t.yaml", to: "shop", .v4, port: "29").verdict == .allowed)
    }

    @Test("A narrower rule than every address is not sure to name what has an open block")
    func narrower() throws {
        let text = """
            Resources:
              V: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16}}
              More: {Type: AWS::EC2::VPCCidrBlock, Properties: {VpcId: !Ref V, AmazonProvidedIpv6CidrBlock: true}}
              N: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref V, CidrBlock: 10.0.0.0/24, Ipv6CidrBlock: !Select [0, !GetAtt V.Ipv6CidrBlocks]}}
              Db: {Type: AWS::EC2::SecurityGroup, Properties: {GroupDescription: d, VpcId: !Ref V, SecurityGroupIngress: [{IpProtocol: tcp, FromPort: 28, ToPort: 28, CidrIpv6: '2600:1f00::/56'}]}}
              \(Self.web)
              Box: {Type: AWS::EC2::Instance, Properties: {SubnetId: !Ref N, SecurityGroupIds: [!Ref Web]}}
              Store: {Type: AWS::EC2::Instance, Properties: {SubnetId: !Ref N, SecurityGroupIds: [!Ref Db]}}
            """
        #expect(try Self.answer(text, as: "t.yaml", to: "Store", from: "Box").verdict == .depends)
    }

    @Test("An IPv4 block that a template leaves open is some block", arguments: ["CidrBlock: !Ref P", "Ipv4IpamPoolId: ipam-1"])
    func openIPv4(_ block: String) throws {
        let text = """
            Parameters: {P: {Type: String}}
            Resources:
              V: {Type: AWS::EC2::VPC, Properties: {\(block)}}
              More: {Type: AWS::EC2::VPCCidrBlock, Properties: {VpcId: !Ref V, Ipv6CidrBlock: '2600:1f00::/56'}}
              N: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref V, \(block)}}
              \(Self.web)
              Box: {Type: AWS::EC2::Instance, Properties: {SubnetId: !Ref N, SecurityGroupIds: [!Ref Web]}}
            """
        #expect(try Self.answer(text, as: "t.yaml", to: "Box", .v4, port: "29").verdict == .allowed)
        #expect(try Self.answer(text, as: "t.yaml", to: "Box").verdict == .blocked)
    }

    /// What a plan says of its VPC, its subnet and the box's own addresses, each with what is known after apply.
    private static let plans:
        [(vpc: (String, String), subnet: (String, String), box: (String, String), more: String, verdict: Verdict)] = [
            // Every new VPC's block is computed: only one that asks for it gets it.
            ((#""a": 1"#, #""ipv6_cidr_block": true"#), (#""a": 1"#, ""), (#""a": 1"#, #""ipv6_addresses": true"#), "", .blocked),
            (
                (#""assign_generated_ipv6_cidr_block": true"#, #""ipv6_cidr_block": true"#),
                (#""assign_ipv6_address_on_creation": true"#, #""ipv6_cidr_block": true"#),
                (#""a": 1"#, #""ipv6_addresses": true, "private_ip": true"#), "", .allowed
            ),
            (
                (#""assign_generated_ipv6_cidr_block": true"#, #""ipv6_cidr_block": true"#),
                (#""assign_ipv6_address_on_creation": true"#, #""ipv6_cidr_block": true"#),
                (#""private_ip": "10.0.1.9""#, #""ipv6_addresses": true"#), "", .allowed
            ),
            (
                (#""a": 1"#, ""), (#""ipv6_native": true"#, #""ipv6_cidr_block": true"#),
                (#""a": 1"#, #""ipv6_addresses": true"#),
                #""assign_generated_ipv6_cidr_block": true"#, .allowed
            ),
        ]

    @Test("What a plan knows after apply counts as possibly there", arguments: plans)
    func plan(
        _ given: (vpc: (String, String), subnet: (String, String), box: (String, String), more: String, verdict: Verdict)
    ) throws {
        func change(_ type: String, _ after: [String], _ unknown: [String]) -> String {
            #"{"address": "\#(type).x", "mode": "managed", "type": "\#(type)", "name": "x", "change": {"actions": ["create"], "before": null, "after": {\#(after.filter { !$0.isEmpty }.joined(separator: ", "))}, "after_unknown": {\#((["\"id\": true"] + unknown).filter { !$0.isEmpty }.joined(separator: ", "))}}}"#
        }
        func expressions(_ type: String, _ members: String) -> String {
            #"{"address": "\#(type).x", "mode": "managed", "type": "\#(type)", "name": "x", "expressions": {\#(members)}}"#
        }
        let ofVpc = #""vpc_id": {"references": ["aws_vpc.x.id", "aws_vpc.x"]}"#
        let ingress =
            #""name": "web", "egress": [], "ingress": [{"protocol": "tcp", "from_port": 28, "to_port": 28, "cidr_blocks": [], "ipv6_cidr_blocks": ["::/0"], "prefix_list_ids": [], "security_groups": [], "self": false, "description": ""}]"#
        var changes = [
            change("aws_vpc", [#""cidr_block": "10.0.0.0/16""#, given.vpc.0], [given.vpc.1]),
            change("aws_subnet", [#""cidr_block": "10.0.1.0/24""#, given.subnet.0], [#""vpc_id": true"#, given.subnet.1]),
            change("aws_security_group", [ingress], [#""vpc_id": true"#]),
            change(
                "aws_instance", [given.box.0],
                [#""subnet_id": true, "vpc_security_group_ids": true"#, given.box.1]),
        ]
        if !given.more.isEmpty {
            changes.append(
                change(
                    "aws_vpc_ipv6_cidr_block_association", [given.more], [#""vpc_id": true, "ipv6_cidr_block": true"#]))
        }
        let configured = [
            expressions("aws_vpc", #""cidr_block": {}"#), expressions("aws_subnet", ofVpc),
            expressions("aws_security_group", ofVpc + #", "ingress": {}"#),
            expressions(
                "aws_instance",
                #""subnet_id": {"references": ["aws_subnet.x.id", "aws_subnet.x"]}, "vpc_security_group_ids": {"references": ["aws_security_group.x.id", "aws_security_group.x"]}"#
            ),
            expressions("aws_vpc_ipv6_cidr_block_association", ofVpc),
        ]
        let text =
            #"{"format_version": "1.2", "resource_changes": [\#(changes.joined(separator: ", "))], "configuration": {"root_module": {"resources": [\#(configured.joined(separator: ", "))]}}}"#
        #expect(try Self.answer(text, as: "plan.json", to: "aws_security_group.x").verdict == given.verdict)
    }
}
