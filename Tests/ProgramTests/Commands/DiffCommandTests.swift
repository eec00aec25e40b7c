import Foundation
import Testing

/// The program's comparison of two inputs, and of the two sides of a plan.
@Suite("sgscope diff")
struct DiffCommandTests {
    private static let plan = Places.stored.appending(path: "plan-open.json").path

    @Test("A plan that opens the database to the internet is named, and exit 1")
    func plan() throws {
        let run = try ProgramRun(["diff", "--plan", Self.plan, "--ascii"])
        #expect(run.status == 1, "\(run.errors)")
        #expect(run.errors.isEmpty, "\(run.errors)")
        #expect(run.output.contains("+ ingress tcp 5432 from 0.0.0.0/0   \"temporary, for the migration\""), "\(run.output)")
        #expect(run.output.contains("  opens      internet, alb, rds, redis -> rds: 5432\n"), "\(run.output)")
        #expect(run.output.hasSuffix("1 group changed, 1 rule added. 4 flows open, 3 ways open.\n"))
    }

    @Test("As JSON it has the flow's ends, ranges and both verdicts")
    func json() throws {
        let run = try ProgramRun(["diff", "--plan", Self.plan, "--format", "json"])
        #expect(run.status == 1)
        let object = try #require(run.objects.first)
        #expect(object["differs"] as? Bool == true)
        let flows = try #require(object["flows"] as? [[String: Any]])
        let flow = try #require(flows.first { ($0["source"] as? [String: Any])?["kind"] as? String == "internet" })
        #expect(flow["change"] as? String == "opens")
        #expect(flow["before"] as? String == "blocked")
        #expect(flow["after"] as? String == "allowed")
        #expect((flow["destination"] as? [String: Any])?["id"] as? String == "sg-e9ec91ed1f04d6569")
        let ranges = try #require(flow["ranges"] as? [[String: String]])
        #expect(ranges == [["protocol": "tcp", "ports": "5432"]])
    }

    @Test("A plan comes by a pipe too, as terraform show -json writes it")
    func pipe() throws {
        let run = try ProgramRun(["diff", "--plan", "-"], input: try String(contentsOfFile: Self.plan, encoding: .utf8))
        #expect(run.status == 1, "\(run.errors)")
        #expect(run.output.contains("standard input, after it is applied"))
    }

    @Test("What does not differ is exit 0; what is no plan, or one file alone, is wrong usage")
    func none() throws {
        let same = try ProgramRun(["diff", Self.plan, Self.plan])
        #expect(same.status == 0)
        #expect(same.output.hasSuffix("Nothing differs.\n"))
        let example = Places.tests.deletingLastPathComponent().appending(path: "Resources/describe-security-groups.json").path
        let noPlan = try ProgramRun(["diff", "--plan", example])
        #expect(noPlan.status == 64)
        #expect(noPlan.errors.contains("is no plan"))
        #expect(try ProgramRun(["diff", Self.plan]).status == 64)
        #expect(try ProgramRun(["diff", Self.plan, "/nowhere.json"]).status == 66)
    }

    private static func groups(_ all: [String]) -> String { "{\"SecurityGroups\": [\(all.joined(separator: ", "))]}" }

    private static func group(_ name: String, ingress: String = "[]", egress: String = "[]") -> String {
        """
        {"GroupId": "sg-\(name)", "GroupName": "\(name)", "Description": "\(name)", "VpcId": "vpc-1", "OwnerId": "123456789012",
         "IpPermissions": \(ingress), "IpPermissionsEgress": \(egress)}
        """
    }

    private static func open(_ port: Int, words: String = "") -> String {
        let description = words.isEmpty ? "" : ", \"Description\": \"\(words)\""
        let range = "{\"CidrIp\": \"10.0.0.0/8\"\(description)}"
        return "[{\"IpProtocol\": \"tcp\", \"FromPort\": \(port), \"ToPort\": \(port), \"IpRanges\": [\(range)]}]"
    }

    @Test(
        "A rule has the description in code that it has there, and none where it has none: what is made differs no more",
        arguments: ["aws", "terraform", "cloudformation", "pulumi"])
    func described(form: String) throws {
        let folder = try Scratch()
        let before = try folder.write("before.json", Self.groups([Self.group("web")]))
        for words in ["", "the office"] {
            let after = try folder.write("after.json", Self.groups([Self.group("web", ingress: Self.open(443, words: words))]))
            let run = try ProgramRun(["diff", before, after, "--as", form])
            #expect(run.status == 1 && run.output.contains("443"), "\(run.output)\(run.errors)")
            #expect(run.output.lowercased().contains("description") == !words.isEmpty, "\(run.output)")
            #expect(run.output.contains("the office") == !words.isEmpty, "\(run.output)")
        }
        // A change that is tried is what somebody typed.
        let typed = ["--with", "+ web in 443 from 10.0.0.0/8", "--as", form]
        let tried = try ProgramRun(["trial", before] + typed)
        #expect(tried.output.contains("443") && !tried.output.lowercased().contains("description"), "\(tried.output)")
        #expect(try ProgramRun(["diff", "-i", before] + typed).output == tried.output)
    }

    @Test("As lines it reads back: what no line says is a comment, and is told on standard error")
    func lines() throws {
        let folder = try Scratch()
        let before = try folder.write("before.json", Self.groups([Self.group("web", ingress: Self.open(22)), Self.group("old")]))
        let after = try folder.write(
            "after.json", Self.groups([Self.group("web", ingress: Self.open(443)), Self.group("new", ingress: Self.open(80))]))
        let run = try ProgramRun(["diff", before, after, "--as", "line"])
        #expect(run.status == 1)
        for text in ["a new group new", "+ new ingress tcp 80 from 10.0.0.0/8", "without the group sg-old"] {
            #expect(run.output.contains("# no line says: \(text)\n"), "\(run.output)")
            #expect(run.errors.contains("sgscope: note: no line says: \(text)\n"), "\(run.errors)")
        }
        let changes = try folder.write("changes.txt", run.output)
        let again = try ProgramRun(["trial", before, "--with", changes, "--as", "line"])
        #expect(again.status == 0 && again.errors.isEmpty, "\(again.errors)")
        #expect(again.output == run.output.split(separator: "\n").filter { !$0.hasPrefix("#") }.map { "\($0)\n" }.joined())
        #expect(again.output.contains("- web ingress tcp 22 from 10.0.0.0/8") || again.output.contains("~ web ingress tcp 22"))
    }
}
