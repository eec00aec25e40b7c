import Foundation
import Support
import Testing

@Suite("The list on the command line")
struct ListCommandTests {
    @Test("Of an address it is said first whose it is, then who lets it in")
    func address() throws {
        let run = try ProgramRun(["list", "10.0.11.24"])
        let lines = run.output.split(separator: "\n").map(String.init)
        #expect(run.status == 0)
        #expect(
            lines.dropFirst().prefix(2) == [
                "is: an interface of ECS API SG (eni-1e659ae277f50a294, ECS task chat-dev-api-1)",
                "let in by: ALB SG, RDS SG, Redis SG",
            ])
        let nobody = try ProgramRun(["list", "10.0.11.99"])
        #expect(
            nobody.output.contains(
                "is: of no interface in this data; subnet chat-dev-private-1 (subnet-679853ca9f731cdb6) holds it"))
    }

    @Test("What is no group is said with where it is")
    func others() throws {
        let gateway = try ProgramRun(["list", "nat-0"]).output
        #expect(gateway.contains("found: NAT gateway nat-0 (nat-574e3700d76a79a01), in chat-dev-public-0"))
        let subnet = try ProgramRun(["list", "chat-dev-private-1"]).output
        #expect(subnet.contains("subnet chat-dev-private-1 (subnet-679853ca9f731cdb6)"))
        #expect(["ECS API SG", "ECS Workers SG", "Redis SG"].allSatisfy(subnet.contains))
    }

    @Test("A file is read as input, with a word about it; one that is missing is said to be missing")
    func files() throws {
        let folder = try Scratch()
        let groups =
            #"{"SecurityGroups": [{"GroupId": "sg-0f", "GroupName": "front", "Description": "", "IpPermissions": [], "IpPermissionsEgress": []}]}"#
        try folder.write("groups.json", groups)
        let read = try ProgramRun(line: "sgscope list groups.json", in: folder.directory)
        #expect(read.status == 0)
        #expect(read.errors.contains("groups.json is a file: read as input (-i)"))
        #expect(read.output.contains("front") && !read.output.contains("Example"))
        let filtered = try ProgramRun(line: "sgscope list ./groups.json nothing-such", in: folder.directory)
        #expect(filtered.status == 0 && !filtered.output.contains("sg-0f"))
        let missing = try ProgramRun(line: "sgscope list gone.json", in: folder.directory)
        #expect(missing.status == 66)
        #expect(missing.errors == "sgscope: no file gone.json, and no group of that name\n")
        #expect(missing.output.isEmpty)
        // A CIDR and a protocol have slashes, too.
        #expect(try ProgramRun(["list", "10.0.11.0/24"]).status == 0)
        #expect(try ProgramRun(["list", "53/udp"]).status == 0)
    }

    @Test(
        "Every JSON is one object that begins with the inventory",
        arguments: [
            ["list"], ["list", "10.0.11.24"], ["list", "nothing-such"], ["who", "rds", "5432"], ["who", "10.0.11.24", "3001"],
            ["who", "eni-1e659ae277f50a294", "22"], ["rules", "rds"], ["matrix"], ["audit"], ["check"], ["draw"],
            ["draw", "--network"],
            ["why", "alb", "rds", "5432"],
        ])
    func shapes(arguments: [String]) throws {
        let run = try ProgramRun(arguments + ["--format", "json"])
        #expect(run.output.hasPrefix(#"{"inventory": "example""#), "\(run.output.prefix(80))")
        let object = try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any]
        #expect(object?["inventory"] as? String == "example")
    }

    @Test("The comparison's JSON begins so as well, and the list tells what each group was found by")
    func keys() throws {
        let groups = Places.notes.deletingLastPathComponent().appending(path: "describe-security-groups.json").path
        let diff = try ProgramRun(["diff", groups, groups, "--format", "json"])
        #expect(diff.output.hasPrefix(#"{"inventory": "#))
        let list = try ProgramRun(["list", "eni-1e65", "--format", "json"])
        let object = try JSONSerialization.jsonObject(with: Data(list.output.utf8)) as? [String: Any]
        let row = (object?["groups"] as? [[String: Any]])?.first
        #expect(row?["title"] as? String == "ECS API SG" && row?["found_by"] as? String == "id")
        let found = (object?["found"] as? [[String: Any]])?.first
        #expect(found?["kind"] as? String == "interface" && found?["fits"] as? String == "prefix")
        #expect(found?["groups"] as? [String] == ["sg-f0098bf1dca3fcaa9"])
    }
}
