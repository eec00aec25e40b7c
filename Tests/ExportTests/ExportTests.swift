import CoreModel
import Foundation
import Support
import Testing

@testable import Export

/// Whole groups as code: what is written, what is left out, and that it is read back as what it was.
@Suite("Groups as code")
struct ExportTests {
    /// What of the made-up inventory is never written.
    static let leftOut: Set<String> = ["default", "of-a-stack", "k8s-shared"]

    @Test("Every form is as it was when it was last looked at", arguments: ExportForm.allCases, [true, false])
    func stored(_ form: ExportForm, _ hasImports: Bool) throws {
        let endings: [ExportForm: String] = [.terraform: "tf", .cloudformation: "yaml", .pulumi: "ts"]
        for (name, inventory) in [("example", try Worlds.example()), ("hard", try Worlds.hard())] {
            let text = Worlds.export(inventory, form, withImports: hasImports).text
            let file = Worlds.stored("\(name)\(hasImports ? "" : "-new").\(endings[form] ?? "")")
            if let difference = try StoredText.difference(of: text, from: file) { Issue.record("\(difference)") }
        }
    }

    @Test("The list for an import change set is as it was when it was last looked at")
    func storedList() throws {
        let inventory = try Worlds.hard()
        let list = GroupExport(inventory, Names(inventory)).resourcesToImport()
        if let difference = try StoredText.difference(of: list.text, from: Worlds.stored("hard-resources.json")) {
            Issue.record("\(difference)")
        }
    }

    @Test("The id of a group that is written stands only where it is imported", arguments: ExportForm.allCases)
    func ids(_ form: ExportForm) throws {
        let new = Worlds.export(try Worlds.hard(), form, withImports: false).text
        let code = new.split(separator: "\n").map { line in
            line.trimmingPrefix { $0 == " " }.hasPrefix(form.comment) ? "" : String(line)
        }.joined(separator: "\n")
        // The default group, that of a stack and the controller's are not written.
        for id in ["1", "2", "3", "4", "5", "9"] { #expect(!code.contains("sg-0000000000000000\(id)"), "\(id)") }
        #expect(!code.contains("sgr-"))
        #expect(code.contains("210987654321") && code.contains("sg-0far0000000000001"))
    }

    @Test("What is left out is named, with why")
    func namesWhatIsLeftOut() throws {
        let notes = Worlds.export(try Worlds.hard(), .terraform).notes.joined(separator: "\n")
        #expect(notes.contains("left out, a default group, which AWS makes: default (sg-00000000000000006)"))
        #expect(notes.contains("the tag aws:cloudformation:stack-name says that AWS or a controller manages it"))
        #expect(notes.contains("the tag elbv2.k8s.aws/cluster says"))
        #expect(notes.contains("no import: 1 of 25 rules has no id in the input"))
    }

    @Test("A template is read back as the groups that were written")
    func readsTemplateBack() throws {
        let inventory = try Worlds.hard()
        let back = try Worlds.read(Worlds.export(inventory, .cloudformation, withImports: false).text, "template.yaml")
        var expected = Flat(inventory, except: Self.leftOut).lines
        // A template has no way to say that nothing is let out, or only what stands apart from a group, but a rule that lets nothing out.
        for name in ["1password", "${*}", "web-app"] {
            expected.insert("\(name) in vpc-0aaa1111 egress icmp 252/86 255.255.255.255/32 Lets nothing out")
        }
        #expect(Flat(back).lines == expected)
        #expect(
            Flat(try Worlds.read(Worlds.export(try Worlds.example(), .cloudformation).text, "example.yaml"))
                == Flat(try Worlds.example()))
    }

    @Test("In a template of new groups what lets everything out stands in its group, else a rule that lets nothing out")
    func newEgress() throws {
        let world = """
            vpc v 10.0.0.0/16
            group open v open
              out all - 0.0.0.0/0 words
              out tcp 443 10.0.0.0/8
            group narrow v narrow
              out tcp 443 10.0.0.0/8
            group closed v closed
            """
        let inventory = try World.inventory(world)
        let new = Worlds.export(inventory, .cloudformation, withImports: false)
        #expect(
            new.text.contains("\n      SecurityGroupEgress:\n        - IpProtocol: \"-1\"\n          CidrIp: \"0.0.0.0/0\"\n"))
        #expect(new.text.components(separatedBy: "CidrIp: \"0.0.0.0/0\"").count == 2, "\(new.text)")
        #expect(new.text.components(separatedBy: "\"Lets nothing out\"").count == 3, "\(new.text)")
        #expect(new.notes.contains { $0.hasSuffix("one that lets nothing out stands in closed, narrow") }, "\(new.notes)")
        // What is there already keeps its rules, each by its own id.
        let imported = Worlds.export(inventory, .cloudformation)
        #expect(imported.text.components(separatedBy: "\"Lets nothing out\"").count == 2, "\(imported.text)")
        #expect(imported.text.components(separatedBy: "SecurityGroupEgress:\n").count == 2, "\(imported.text)")
    }

    @Test("Groups that are asked for are written alone, and name the others by their ids")
    func only() throws {
        let text = Worlds.export(try Worlds.hard(), .terraform, only: ["sg-00000000000000002"])
        #expect(text.text.contains("resource \"aws_security_group\" \"web_app\""))
        #expect(!text.text.contains("aws_security_group\" \"protocols\""))
        #expect(text.text.contains("# sg-00000000000000001 is web app, which is not written here"))
        #expect(text.text.contains("referenced_security_group_id = \"sg-00000000000000001\""))
    }

    @Test("A template that is too large to go inline, or has too many resources, says so")
    func large() throws {
        let groups = (1...60).map { number in
            "group g\(number) v a group\n" + (1...9).map { "in tcp \($0) 10.0.0.0/8 a rule\n" }.joined()
        }
        let notes = Worlds.export(try World.inventory("vpc v 10.0.0.0/16\n" + groups.joined()), .cloudformation).notes
        #expect(notes.contains { $0.contains("bytes are more than the 51200 that go inline") })
        #expect(notes.contains { $0.contains("600 resources are more than the 500 of a template") })
    }

    @Test("One text is of one account and region: the others are named")
    func scopes() throws {
        func group(_ id: String, _ owner: String) -> String {
            """
            {"GroupId": "\(id)", "GroupName": "g\(id)", "Description": "d", "VpcId": "vpc-1", "OwnerId": "\(owner)",
             "IpPermissions": [], "IpPermissionsEgress": []}
            """
        }
        let groups = [group("sg-1", "111122223333"), group("sg-2", "111122223333"), group("sg-3", "444455556666")]
        let inventory = try Worlds.read("{\"SecurityGroups\": [\(groups.joined(separator: ", "))]}", "groups.json")
        let notes = Worlds.export(inventory, .terraform).notes
        #expect(notes.contains { $0.contains("one text is of one account and region, and this is of 444455556666") })
        let other = Worlds.export(inventory, .terraform, only: ["sg-3"])
        #expect(other.text.contains("\"gsg_3\""))
        #expect(!other.notes.contains { $0.hasPrefix("left out") })
    }

    @Test("What the input leaves open is not written, and said")
    func open() throws {
        let template = """
            Parameters: {Office: {Type: String}, Port: {Type: Number}}
            Resources:
              Web:
                Type: AWS::EC2::SecurityGroup
                Properties:
                  GroupDescription: web
                  VpcId: vpc-1
                  SecurityGroupIngress:
                    - {IpProtocol: tcp, FromPort: 22, ToPort: 22, CidrIp: !Ref Office}
                    - {IpProtocol: tcp, FromPort: !Ref Port, ToPort: !Ref Port, CidrIp: 10.0.0.0/8}
                    - {IpProtocol: tcp, FromPort: 443, ToPort: 443, CidrIp: 0.0.0.0/0}
            """
        let text = Worlds.export(try Worlds.read(template, "template.yaml"), .terraform)
        let open = text.notes.filter { $0.hasPrefix("not written of ") && $0.contains("the input leaves open parameter ") }
        #expect(open.count == 2, "\(text.notes)")
        #expect(text.text.contains("tcp/443 0.0.0.0/0"))
        #expect(!text.text.contains("10.0.0.0/8\""))
        #expect(text.notes.contains { $0.hasPrefix("no import: the input tells no AWS id of ") })
    }
}
