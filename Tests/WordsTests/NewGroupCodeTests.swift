import CoreModel
import Reachability
import Support
import Testing

@testable import Words

/// Groups that come as code: AWS gives each of them rules of its own, which are taken away where they are not wanted, and never made twice.
@Suite("New groups as code")
struct NewGroupCodeTests {
    private static let world = """
        vpc v 10.0.0.0/16
        vpc w 10.1.0.0/16 2001:db8:b::/56
        group sg-1=open v
          out all - 0.0.0.0/0
        group sg-2=closed v
        group sg-3=narrow v
          out tcp 443 0.0.0.0/0
        complete
        """

    private static func code() throws -> ChangeCode {
        let inventory = try World.inventory(world)
        return ChangeCode(inventory, Names(inventory))
    }

    /// A rule that lets out: "0.0.0.0/0", "::/0", "443"; with words behind a blank.
    private static func rule(_ text: String) throws -> Edit {
        let parts = text.split(separator: " ").map(String.init)
        let isPort = parts[0] == "443"
        let network = try IPNetwork(parsing: isPort ? "0.0.0.0/0" : parts[0])
        let traffic = isPort ? try Traffic(.tcp, from: 443, to: 443) : .all
        return .add(
            EditedRule(
                group: "sg-new", RuleIdentity(.egress, traffic, .network(network)), description: parts.count > 1 ? parts[1] : ""))
    }

    private static func edits(_ vpc: String, _ rules: [String], _ knowledge: GroupKnowledge = .complete) throws -> [Edit] {
        let group = EditedGroup(
            id: "sg-new", name: "fresh", description: "Fresh", vpc: vpc, knowledge: [.ingress: .complete, .egress: knowledge])
        return [.addGroup(group)] + (try rules.map(rule))
    }

    /// What commands do, and to which networks: "create", "revoke ::/0".
    private static func done(_ text: String) -> [String] {
        text.split(separator: "\n").filter { $0.hasPrefix("aws ec2 ") }.map { line in
            let verb = line.split(separator: " ")[2].split(separator: "-")[0]
            let network = ["::/0", "0.0.0.0/0"].first { line.contains($0) }
            let isPort = line.contains("443")
            return "\(verb)" + (isPort ? " 443" : network.map { " \($0)" } ?? "")
        }
    }

    @Test(
        "As commands what AWS gives a group is revoked where it is not wanted, and not authorized again where it is",
        arguments: [
            ("v", [], ["create", "revoke 0.0.0.0/0"]), ("v", ["0.0.0.0/0"], ["create"]),
            ("v", ["443"], ["create", "revoke 0.0.0.0/0", "authorize 443"]),
            ("v", ["0.0.0.0/0", "443"], ["create", "authorize 443"]),
            // A rule with words is another one to make, and AWS takes none twice.
            ("v", ["0.0.0.0/0 words"], ["create", "revoke 0.0.0.0/0", "authorize 0.0.0.0/0"]),
            ("v", ["::/0"], ["create", "revoke 0.0.0.0/0", "authorize ::/0"]),
            // In a VPC with IPv6 it gives two.
            ("w", [], ["create", "revoke 0.0.0.0/0", "revoke ::/0"]), ("w", ["0.0.0.0/0"], ["create", "revoke ::/0"]),
            ("w", ["0.0.0.0/0", "::/0"], ["create"]), ("w", ["::/0"], ["create", "revoke 0.0.0.0/0"]),
        ] as [(String, [String], [String])])
    func commands(vpc: String, rules: [String], done: [String]) throws {
        let (code, edits) = (try Self.code(), try Self.edits(vpc, rules))
        let text = code.text(edits, as: .aws)
        #expect(Self.done(text) == done, "\(text)")
        #expect(text.hasPrefix("# the group gets an id of its own") && !text.contains("IPv6"), "\(text)")
        // What is taken back stands by then, and the group goes last.
        let back = Self.done(code.undo(edits))
        #expect(back == rules.reversed().map { "revoke \($0.split(separator: " ")[0])" } + ["delete"], "\(back)")
    }

    @Test("Where the input leaves open what AWS gives, or what is wanted, it is said and nothing is revoked for that")
    func open() throws {
        let code = try Self.code()
        let elsewhere = code.text(try Self.edits("vpc-none", ["0.0.0.0/0"]), as: .aws)
        #expect(Self.done(elsewhere) == ["create"] && elsewhere.contains("# where its VPC has a block of IPv6"), "\(elsewhere)")
        let partial = try Self.edits("v", ["443"], .partial)
        #expect(Self.done(code.text(partial, as: .aws)) == ["create", "authorize 443"])
        for (form, says) in [
            (CodeForm.aws, "that stays"), (.cloudformation, "it lets everything out"), (.terraform, "what is written alone"),
            (.pulumi, "what is written alone"),
        ] {
            let text = code.text(partial, as: form)
            #expect(text.contains(says) && !text.contains("SecurityGroupEgress:"), "\(text)")
        }
    }

    @Test(
        "A group that comes back is made as it was",
        arguments: [
            ("sg-1", ["create"]), ("sg-2", ["create", "revoke 0.0.0.0/0"]),
            ("sg-3", ["create", "revoke 0.0.0.0/0", "authorize 443"]),
        ])
    func restored(group: String, done: [String]) throws {
        let text = try Self.code().undo([.removeGroup(id: group)])
        #expect(Self.done(text) == done, "\(text)")
    }

    @Test("CloudFormation has the rule that lets everything out within the group, or one that lets nothing out in its place")
    func cloudFormation() throws {
        let code = try Self.code()
        let nothing =
            "SecurityGroupEgress: [{Description: \"Lets nothing out\", IpProtocol: \"icmp\", FromPort: 252, ToPort: 86, CidrIp: \"255.255.255.255/32\"}]"
        let cases: [(rules: [String], list: String, others: Int)] = [
            ([], nothing, 0), (["443"], nothing, 1),
            (["0.0.0.0/0"], "SecurityGroupEgress: [{IpProtocol: \"-1\", CidrIp: \"0.0.0.0/0\"}]", 0),
            (
                ["::/0 words", "0.0.0.0/0", "443"],
                "SecurityGroupEgress: [{IpProtocol: \"-1\", CidrIp: \"0.0.0.0/0\"}, {IpProtocol: \"-1\", CidrIpv6: \"::/0\", Description: \"words\"}]",
                1
            ),
        ]
        for one in cases {
            let text = code.text(try Self.edits("v", one.rules), as: .cloudformation)
            #expect(text.contains("\n    \(one.list)\n"), "\(text)")
            #expect(text.split(separator: "\n").count { $0.hasSuffix("Type: AWS::EC2::SecurityGroupEgress") } == one.others)
            #expect(text.contains("GroupName: \"fresh\"\n    GroupDescription: \"Fresh\"\n    VpcId: \"v\"\n"), "\(text)")
            #expect(text.contains("lets nothing out") == (one.list == nothing), "\(text)")
        }
    }

    @Test(
        "Terraform and Pulumi take away what AWS gives, and every wanted rule is written",
        arguments: [CodeForm.terraform, .pulumi])
    func resources(form: CodeForm) throws {
        let code = try Self.code()
        let type = form == .terraform ? "aws_vpc_security_group_egress_rule" : "aws.vpc.SecurityGroupEgressRule"
        #expect(!code.text(try Self.edits("v", []), as: form).contains(type))
        #expect(code.text(try Self.edits("v", ["0.0.0.0/0"]), as: form).contains(type))
        // An empty text is none.
        let bare = code.text([.addGroup(EditedGroup(id: "sg-new", name: "fresh"))], as: form)
        #expect(!bare.contains("\"\"") && !bare.contains("description"), "\(bare)")
    }
}
