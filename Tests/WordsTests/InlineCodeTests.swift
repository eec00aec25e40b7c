import CoreModel
import Readers
import Support
import Testing

@testable import Words

/// Changes of what a Pulumi stack keeps within a group, an ACL or a table: a resource beside it would be taken away again.
@Suite("Changes of what stands inline")
struct InlineCodeTests {
    /// A stack with a group, an ACL and a table; with `rules` the group's rule is a resource of its own.
    private static func stack(hasRules: Bool = false) throws -> Inventory {
        func resource(_ type: String, _ name: String, _ id: String, _ outputs: String) -> String {
            #"{"urn": "urn:pulumi:dev::shop::aws:\#(type)::\#(name)", "custom": true, "type": "aws:\#(type)", "id": "\#(id)", "outputs": {"id": "\#(id)", \#(outputs)}}"#
        }
        let rule = #"{"protocol": "tcp", "fromPort": 22, "toPort": 22, "cidrBlocks": ["10.0.0.0/8"], "self": false}"#
        let entry = #"{"ruleNo": 100, "action": "allow", "protocol": "-1", "cidrBlock": "0.0.0.0/0", "fromPort": 0, "toPort": 0}"#
        var all = [
            resource("ec2/vpc:Vpc", "shop", "vpc-1", #""cidrBlock": "10.0.0.0/16""#),
            resource(
                "ec2/securityGroup:SecurityGroup", "db", "sg-2",
                #""name": "rds", "description": "d", "vpcId": "vpc-1", "ingress": [\#(hasRules ? "" : rule)], "egress": []"#),
            resource(
                "ec2/securityGroup:SecurityGroup", "front", "sg-1",
                #""name": "alb", "description": "d", "vpcId": "vpc-1", "ingress": [], "egress": []"#),
            resource(
                "ec2/networkAcl:NetworkAcl", "wall", "acl-1",
                #""vpcId": "vpc-1", "subnetIds": [], "ingress": [\#(entry)], "egress": [\#(entry)]"#),
            resource(
                "ec2/routeTable:RouteTable", "ways", "rtb-1",
                #""vpcId": "vpc-1", "routes": [{"cidrBlock": "0.0.0.0/0", "gatewayId": "igw-1"}]"#),
        ]
        if hasRules {
            let own = #""securityGroupId": "sg-2", "ipProtocol": "tcp", "fromPort": 22, "toPort": 22, "cidrIpv4": "10.0.0.0/8""#
            all.append(resource("vpc/securityGroupIngressRule:SecurityGroupIngressRule", "ssh", "sgr-1", own))
        }
        let text = #"{"version": 3, "deployment": {"manifest": {}, "resources": [\#(all.joined(separator: ", "))]}}"#
        return try InputReader().read(documents: [(name: "stack.json", bytes: Array(text.utf8))], label: "stack")
    }

    private static func code(_ inventory: Inventory) -> ChangeCode { ChangeCode(inventory, Names(inventory)) }

    private static func rule() throws -> EditedRule {
        EditedRule(
            group: "sg-2", RuleIdentity(.ingress, try Traffic(.tcp, from: 5432, to: 5432), .group("sg-1")),
            description: "PostgreSQL")
    }

    @Test("A rule of a group that keeps its rules inline is an element of its list")
    func rules() throws {
        let code = Self.code(try Self.stack())
        let text = code.text([.add(try Self.rule())], as: .pulumi)
        #expect(text.hasPrefix("// in ingress of the aws.ec2.SecurityGroup of rds (sg-2), beside the others\n{\n"), "\(text)")
        #expect(text.contains("    fromPort: 5432,\n") && text.contains("    securityGroups: [\"sg-1\"],"), "\(text)")
        #expect(!text.contains("new aws."), "\(text)")
        #expect(code.text([.remove(try Self.rule())], as: .pulumi).hasPrefix("// delete the element of ingress of rds (sg-2) "))
        // A template has a resource for each rule, whatever stands inline.
        #expect(code.text([.add(try Self.rule())], as: .cloudformation).contains("Type: AWS::EC2::SecurityGroupIngress"))
    }

    @Test("Where the stack keeps rules as resources, it is one more")
    func resources() throws {
        let text = Self.code(try Self.stack(hasRules: true)).text([.add(try Self.rule())], as: .pulumi)
        #expect(text.contains("new aws.vpc.SecurityGroupIngressRule("), "\(text)")
    }

    @Test("Entries and routes are elements too")
    func network() throws {
        let code = Self.code(try Self.stack())
        let entry = EditedEntry(acl: "acl-1", .egress, 90, .deny, .all, try IPNetwork(parsing: "10.0.0.0/20"))
        let route = EditedRoute(
            table: "rtb-1", .network(try IPNetwork(parsing: "10.48.0.0/16")), EditedTarget(.peeringConnection, "pcx-1"))
        let text = code.text([.network(.addEntry(entry)), .network(.addRoute(route))], as: .pulumi)
        #expect(text.contains("// in egress of the aws.ec2.NetworkAcl of ") && text.contains("    ruleNo: 90,"), "\(text)")
        #expect(text.contains("// in routes of the aws.ec2.RouteTable of "), "\(text)")
        #expect(text.contains("    vpcPeeringConnectionId: \"pcx-1\",") && !text.contains("new aws."), "\(text)")
        let template = code.text([.network(.addEntry(entry)), .network(.addRoute(route))], as: .cloudformation)
        #expect(template.contains("Type: AWS::EC2::NetworkAclEntry") && template.contains("Type: AWS::EC2::Route"))
    }
}
