import CoreModel
import Reachability
import Support
import Testing

@testable import Readers
@testable import Words

/// Changes as code: each form as it is written, the same names within one text, and texts that nobody's names end.
@Suite("Changes as code")
struct ChangeCodeTests {
    private static let world = """
        vpc v 10.0.0.0/16
        group sg-1=alb v
          out all - 0.0.0.0/0
        group sg-2=rds v
          in tcp 5432 10.0.0.0/8 office
        interface eni-1 v sg-2 10.0.0.10
        complete
        """

    private static func code(_ inventory: Inventory) -> ChangeCode { ChangeCode(inventory, Names(inventory)) }

    private static func rule(
        _ group: String = "sg-2", _ peer: EndIdentity = .group("sg-1"), _ traffic: Traffic? = nil, words: String = ""
    ) throws -> EditedRule {
        EditedRule(
            group: group, RuleIdentity(.ingress, try traffic ?? Traffic(.tcp, from: 5432, to: 5432), peer), description: words)
    }

    @Test("A rule in every form")
    func rules() throws {
        let inventory = try World.inventory(Self.world)
        let edits = [Edit.add(try Self.rule(words: "PostgreSQL from ALB"))]
        let code = Self.code(inventory)
        #expect(
            code.text(edits, as: .aws) == """
                aws ec2 authorize-security-group-ingress --group-id sg-2 --ip-permissions \
                'IpProtocol=tcp,FromPort=5432,ToPort=5432,UserIdGroupPairs=[{GroupId=sg-1,Description="PostgreSQL from ALB"}]'

                """)
        #expect(
            code.undo(edits) == """
                aws ec2 revoke-security-group-ingress --group-id sg-2 --ip-permissions \
                'IpProtocol=tcp,FromPort=5432,ToPort=5432,UserIdGroupPairs=[{GroupId=sg-1}]'

                """)
        #expect(
            code.text(edits, as: .terraform) == """
                resource "aws_vpc_security_group_ingress_rule" "rds_tcp_5432_from_alb" {
                  security_group_id            = "sg-2"
                  description                  = "PostgreSQL from ALB"
                  ip_protocol                  = "tcp"
                  from_port                    = 5432
                  to_port                      = 5432
                  referenced_security_group_id = "sg-1"
                }

                """)
        #expect(
            code.text(edits, as: .cloudformation) == """
                RdsTcp5432FromAlb:
                  Type: AWS::EC2::SecurityGroupIngress
                  Properties:
                    GroupId: "sg-2"
                    Description: "PostgreSQL from ALB"
                    IpProtocol: "tcp"
                    FromPort: 5432
                    ToPort: 5432
                    SourceSecurityGroupId: "sg-1"

                """)
        #expect(
            code.text(edits, as: .pulumi) == """
                new aws.vpc.SecurityGroupIngressRule("rds-tcp-5432-from-alb", {
                    securityGroupId: "sg-2",
                    description: "PostgreSQL from ALB",
                    ipProtocol: "tcp",
                    fromPort: 5432,
                    toPort: 5432,
                    referencedSecurityGroupId: "sg-1",
                });

                """)
    }

    @Test("What goes is a command, and in code a comment that says what to delete; names are not given twice")
    func removal() throws {
        let inventory = try World.inventory(Self.world)
        let office = try Self.rule("sg-2", .network(try IPNetwork(parsing: "10.0.0.0/8")), words: "office")
        let code = Self.code(inventory)
        #expect(code.text([.remove(office)], as: .aws).hasPrefix("aws ec2 revoke-security-group-ingress --group-id sg-2"))
        #expect(
            code.undo([.remove(office)]).contains("authorize-security-group-ingress")
                && code.undo([.remove(office)]).contains("office"))
        for form in [CodeForm.terraform, .cloudformation, .pulumi] {
            let text = code.text([.remove(office)], as: form)
            #expect(
                text.hasPrefix(form == .pulumi ? "// delete" : "# delete") && text.contains("tcp 5432 from 10.0.0.0/8"), "\(text)"
            )
        }
        let twice = [Edit.add(try Self.rule()), .add(try Self.rule("sg-2", .group("sg-1"), Traffic(.tcp, from: 5432, to: 5432)))]
        #expect(code.text(twice, as: .terraform).contains("\"rds_tcp_5432_from_alb_2\""))
    }

    @Test("The groups of an interface are set all at once, each command with those before it")
    func attachments() throws {
        let inventory = try World.inventory(Self.world)
        let code = Self.code(inventory)
        let edits: [Edit] = [.attach(group: "sg-1", interface: "eni-1"), .detach(group: "sg-2", interface: "eni-1")]
        #expect(
            code.text(edits, as: .aws) == """
                aws ec2 modify-network-interface-attribute --network-interface-id eni-1 --groups sg-2 sg-1
                aws ec2 modify-network-interface-attribute --network-interface-id eni-1 --groups sg-1

                """)
        #expect(
            code.undo(edits) == """
                aws ec2 modify-network-interface-attribute --network-interface-id eni-1 --groups sg-1 sg-2
                aws ec2 modify-network-interface-attribute --network-interface-id eni-1 --groups sg-2

                """)
        // AWS lets no interface go without a group.
        #expect(code.text([.detach(group: "sg-2", interface: "eni-1")], as: .aws).hasPrefix("# "))
    }

    @Test("The groups of an endpoint's interfaces are the endpoint's, which is told of them once")
    func endpoints() throws {
        var builder = InventoryBuilder(label: "test")
        let listing = Listing(kind: .groups, argument: 0, file: "test")
        for id in ["sg-1", "sg-2"] { builder.beginGroup(Group(id: builder.intern(id)), in: listing) }
        // Of the first its description tells whose it is, of the second the endpoint.
        for id in ["eni-1", "eni-2"] {
            var interface = NetworkInterface(id: builder.intern(id))
            interface.groups = [builder.group(id: builder.intern("sg-2"))]
            if id == "eni-1" { interface.attachment = Attachment(kind: .endpoint, name: builder.intern("vpce-1")) }
            builder.add(interface)
        }
        var endpoint = VpcEndpoint(id: builder.intern("vpce-1"))
        (endpoint.kind, endpoint.interfaces) = (.interface, [builder.intern("eni-2")])
        builder.add(endpoint)
        let code = Self.code(builder.finish())
        let edits: [Edit] = [.attach(group: "sg-1", interface: "eni-1"), .attach(group: "sg-1", interface: "eni-2")]
        func commands(_ text: String) -> [String] { text.split(separator: "\n").map(String.init).filter { $0.hasPrefix("aws ") } }
        let own = "aws ec2 modify-vpc-endpoint --vpc-endpoint-id vpce-1"
        #expect(commands(code.text(edits, as: .aws)) == ["\(own) --add-security-group-ids sg-1"])
        #expect(commands(code.undo(edits)) == ["\(own) --remove-security-group-ids sg-1"])
        #expect(code.text(edits, as: .aws).contains("also eni-2"))
        #expect(code.text(edits, as: .terraform).contains("to security_group_ids of the aws_vpc_endpoint of vpce-1"))
        // AWS lets no endpoint go without a group.
        #expect(commands(code.text([.detach(group: "sg-2", interface: "eni-2")], as: .aws)).isEmpty)
    }

    @Test(
        "No name or description leaves its place",
        arguments: [
            "\" } evil", "${var.secret} %{if}", "line\nend", "' ; rm -rf / #", "\\", "*/ //", "\u{1B}[31m", "{{x}}: - y",
            "`id`$(id)", "\u{2028}new",
        ])
    func hostile(text: String) throws {
        var builder = InventoryBuilder(label: "test")
        let listing = Listing(kind: .groups, argument: 0, file: "test")
        for (id, name) in [("sg-1", "peer \(text)"), ("sg-2", text)] {
            var group = Group(id: builder.intern(id))
            group.name = builder.intern(name)
            builder.beginGroup(group, in: listing)
        }
        let inventory = builder.finish()
        let code = Self.code(inventory)
        let rule = try Self.rule(words: text)
        let edits: [Edit] = [.add(rule), .remove(try Self.rule("sg-1", .group("sg-2"))), .removeGroup(id: "sg-2")]
        for form in CodeForm.allCases {
            let written = code.text(edits, as: form)
            #expect(!written.unicodeScalars.contains { $0.value < 32 && $0 != "\n" }, "\(form): \(written)")
            let lines = written.split(separator: "\n")
            // A line that a name began would begin neither as code does nor as a comment.
            for line in lines {
                let begins = [
                    "aws ec2", "#", "//", "resource \"", "  ", "}", "new aws.", "});", "N", "PeerAnd", "RdsTcp",
                ]
                let isName =
                    form == .cloudformation && line.hasSuffix(":") && line.dropLast().allSatisfy { $0.isLetter || $0.isNumber }
                #expect(begins.contains(where: line.hasPrefix) || isName, "\(form): \(line)")
            }
        }
        // The shell sees one word for the permissions.
        #expect(code.text([.add(rule)], as: .aws).split(separator: "\n").filter { !$0.hasPrefix("#") }.count == 1)
    }

    @Test("Entries and routes in every form")
    func network() throws {
        var builder = InventoryBuilder(label: "test")
        _ = builder.intern("acl-1")
        let inventory = builder.finish()
        let code = Self.code(inventory)
        let entry = EditedEntry(
            acl: "acl-1", .egress, 110, .allow, try Traffic(.tcp, from: 1024, to: 65535), try IPNetwork(parsing: "10.0.0.0/20"))
        let ping = EditedEntry(
            acl: "acl-1", .ingress, 120, .deny, try Traffic(.icmp, from: 8, to: 0), try IPNetwork(parsing: "::/0"))
        let route = EditedRoute(
            table: "rtb-1", .network(try IPNetwork(parsing: "10.48.0.0/16")), EditedTarget(.peeringConnection, "pcx-1"))
        let edits: [Edit] = [.network(.addEntry(entry)), .network(.addEntry(ping)), .network(.addRoute(route))]
        #expect(
            code.text(edits, as: .cloudformation) == """
                Acl1Out110:
                  Type: AWS::EC2::NetworkAclEntry
                  Properties:
                    NetworkAclId: "acl-1"
                    RuleNumber: 110
                    Egress: true
                    Protocol: 6
                    RuleAction: "allow"
                    CidrBlock: "10.0.0.0/20"
                    PortRange: {From: 1024, To: 65535}

                Acl1In120:
                  Type: AWS::EC2::NetworkAclEntry
                  Properties:
                    NetworkAclId: "acl-1"
                    RuleNumber: 120
                    Egress: false
                    Protocol: 1
                    RuleAction: "deny"
                    Ipv6CidrBlock: "::/0"
                    Icmp: {Type: 8, Code: 0}

                Rtb110480016:
                  Type: AWS::EC2::Route
                  Properties:
                    RouteTableId: "rtb-1"
                    DestinationCidrBlock: "10.48.0.0/16"
                    VpcPeeringConnectionId: "pcx-1"

                """)
        let terraform = code.text(edits, as: .terraform)
        #expect(
            terraform.contains("resource \"aws_network_acl_rule\" \"acl_1_out_110\"") && terraform.contains("icmp_type       = 8")
        )
        #expect(terraform.contains("vpc_peering_connection_id = \"pcx-1\""))
        let pulumi = code.text(edits, as: .pulumi)
        #expect(
            pulumi.contains("new aws.ec2.NetworkAclRule(\"acl-1-out-110\"")
                && pulumi.contains("    destinationCidrBlock: \"10.48.0.0/16\","))
    }

    @Test(
        "A gateway is attached by the resource of its kind",
        arguments: [
            (CodeForm.aws, "attach-internet-gateway --internet-gateway-id igw-1 ", "attach-vpn-gateway --vpn-gateway-id vgw-1 "),
            (.terraform, "resource \"aws_internet_gateway_attachment\"", "resource \"aws_vpn_gateway_attachment\""),
            (.cloudformation, "InternetGatewayId: \"igw-1\"", "VpnGatewayId: \"vgw-1\""),
            (.pulumi, "new aws.ec2.InternetGatewayAttachment(", "new aws.ec2.VpnGatewayAttachment("),
        ])
    func gateways(form: CodeForm, internet: String, vpn: String) throws {
        var builder = InventoryBuilder(label: "test")
        builder.add(Vpc(id: builder.intern("vpc-1")))
        for (kind, id) in [(Gateway.Kind.internet, "igw-1"), (.virtualPrivate, "vgw-1"), (.egressOnly, "eigw-1")] {
            builder.add(Gateway(kind, id: builder.intern(id)))
        }
        let code = Self.code(builder.finish())
        func text(_ id: String) -> String { code.text([.network(.attachGateway(id, vpc: "vpc-1"))], as: form) }
        #expect(text("igw-1").contains(internet))
        #expect(text("vgw-1").contains(vpn))
        #expect(form != .cloudformation || text("vgw-1").contains("Type: AWS::EC2::VPCGatewayAttachment"))
        // It is created in its VPC.
        #expect(text("eigw-1").hasPrefix(form == .pulumi ? "// nothing attaches" : "# nothing attaches"))
    }

    @Test("Pulumi's resources of a network are called as its stacks call them")
    func pulumiTypes() throws {
        for (terraform, pulumi) in PulumiCode.types.sorted(by: { $0.key < $1.key }) {
            let parts = pulumi.split(separator: ".").map(String.init)
            try #require(parts.count == 3, "\(pulumi)")
            // Databases, caches and functions are not read of stacks.
            guard ["ec2", "vpc", "ec2transitgateway", "lb", "elb"].contains(parts[1]) else { continue }
            let token = "aws:\(parts[1])/\(parts[2].prefix(1).lowercased())\(parts[2].dropFirst()):\(parts[2])"
            #expect(PulumiResource.types[token]?.rawValue == terraform, "\(pulumi)")
        }
    }

    @Test("A state's own names stand where its code names them, and blocks where it keeps rules inline")
    func ownNames() throws {
        func group(_ id: String, _ name: String, _ ingress: String) -> String {
            """
            {"mode":"managed","type":"aws_security_group","name":"\(name)","provider":"provider[\\"registry.terraform.io/hashicorp/aws\\"]",
             "instances":[{"attributes":{"id":"\(id)","name":"\(name)","description":"d","vpc_id":"vpc-1","ingress":\(ingress),"egress":[]}}]}
            """
        }
        func state(_ resources: [String]) -> String {
            "{\"version\":4,\"terraform_version\":\"1.9.0\",\"lineage\":\"x\",\"serial\":1,\"outputs\":{},\"resources\":[\(resources.joined(separator: ","))]}"
        }
        let block = """
            [{"cidr_blocks":["10.0.0.0/8"],"description":"","from_port":22,"ipv6_cidr_blocks":[],"prefix_list_ids":[],"protocol":"tcp",
              "security_groups":[],"self":false,"to_port":22}]
            """
        let inline = try InputReader().read(
            documents: [
                (name: "a.tfstate", bytes: Array(state([group("sg-2", "rds", block), group("sg-1", "alb", "[]")]).utf8))
            ], label: "state")
        let written = Self.code(inline).text([.add(try Self.rule())], as: .terraform)
        #expect(written.contains("ingress {") && written.contains("security_groups = [aws_security_group.alb.id]"), "\(written)")
        let resources = """
            {"mode":"managed","type":"aws_vpc_security_group_ingress_rule","name":"x","provider":"p","instances":[{"attributes":{"id":"sgr-1",
             "security_group_id":"sg-2","ip_protocol":"tcp","from_port":22,"to_port":22,"cidr_ipv4":"10.0.0.0/8"}}]}
            """
        let apart = try InputReader().read(
            documents: [
                (
                    name: "a.tfstate",
                    bytes: Array(state([group("sg-2", "rds", "[]"), group("sg-1", "alb", "[]"), resources]).utf8)
                )
            ], label: "state")
        let own = Self.code(apart).text([.add(try Self.rule())], as: .terraform)
        #expect(own.contains("security_group_id            = aws_security_group.rds.id"), "\(own)")
        #expect(own.contains("referenced_security_group_id = aws_security_group.alb.id"), "\(own)")
    }
}
