import Foundation
import Testing

/// What answers say of the data they rest on, and which names of it people may type.
@Suite("Where answers come from")
struct OriginTests {
    private static let snapshot = #"""
        {"sgscope": "snapshot", "version": 1, "captured": "2026-01-20T09:14:15Z", "sources": [{"account": "123456789012",
        "region": "eu-west-1", "captured": "2026-01-20T09:14:15Z", "missing": [], "documents": [
        {"call": "ec2 describe-security-groups", "output": {"SecurityGroups": [
          {"GroupId": "sg-1", "GroupName": "web", "VpcId": "vpc-1", "OwnerId": "123456789012", "Description": "w",
           "IpPermissions": [{"IpProtocol": "tcp", "FromPort": 443, "ToPort": 443, "IpRanges": [{"CidrIp": "0.0.0.0/0"}]}],
           "IpPermissionsEgress": [{"IpProtocol": "-1", "IpRanges": [{"CidrIp": "0.0.0.0/0"}]}]}]}}]}]}
        """#

    @Test(
        "Every answer says how old its data is, where the input tells it",
        arguments: [
            ["why", "internet", "web", "443"], ["who", "web", "443"], ["list"], ["rules", "web"], ["draw"], ["matrix"], ["audit"],
            ["tour"],
        ])
    func age(command: [String]) throws {
        let scratch = try Scratch()
        let file = try scratch.write("snapshot.json", Self.snapshot)
        let run = try ProgramRun(command + ["-i", file], environment: ["SOURCE_DATE_EPOCH": "1790841600"])
        #expect(run.output.contains(/data of 2026-01-20T09:14:15Z, \d+ days old\n/), "\(run.output)\(run.errors)")
    }

    @Test("JSON says it as as_of, a picture in its caption, and a comparison of both sides")
    func machines() throws {
        let scratch = try Scratch()
        let file = try scratch.write("snapshot.json", Self.snapshot)
        let answer = try ProgramRun(["why", "internet", "web", "443", "--format", "json", "-i", file])
        #expect(try answer.objects.first?["as_of"] as? String == "2026-01-20T09:14:15Z")
        #expect(try ProgramRun(["draw", "--format", "svg", "-i", file]).output.contains("data of 2026-01-20T09:14:15Z"))
        let diff = try ProgramRun(["diff", file, file], environment: ["SOURCE_DATE_EPOCH": "1790841600"])
        #expect(diff.output.hasPrefix("before  \(file), data of 2026-01-20T09:14:15Z, "))
    }

    @Test(
        "An end is what people call it: ids, names in any case, Name tags, unique parts, what interfaces belong to",
        arguments: [
            ("chat-dev-alb-sg", "sg-d7643497f05fa8016"), ("CHAT-DEV-ALB-SG", "sg-d7643497f05fa8016"),
            ("sg-d7643497f05fa8016", "sg-d7643497f05fa8016"), ("realtime", "sg-44260420fe41b3d41"),
            ("chat-dev-vpc/default", "sg-7d18ab319bf789a76"), ("vpc-e28efaa814f5dbacd/default", "sg-a35f3b62e026a4fae"),
            ("i-ccaca23640cbfa5e3", "i-ccaca23640cbfa5e3"), ("chat-dev-ops", "eni-af43d735d65613ff4"),
            ("eni-af43d735d65613ff4", "eni-af43d735d65613ff4"),
        ])
    func names(typed: String, id: String) throws {
        let input = Places.inputs.appending(path: "terraform-rules/aws").path
        let run = try ProgramRun(["why", "internet", typed, "443", "--format", "json", "-i", input])
        let end = try #require(run.objects.first?["destination"] as? [String: Any], "\(run.errors)")
        #expect(end["id"] as? String == id)
    }

    @Test("A name that several have is wrong usage, and the candidates are listed as they can be typed")
    func ambiguous() throws {
        let input = Places.inputs.appending(path: "terraform-rules/aws").path
        for (typed, candidates) in [
            ("default", ["chat-dev-vpc", "vpc-e28efaa814f5dbacd"]), ("ecs", ["ecs-api", "ecs-realtime", "ecs-workers"]),
        ] {
            let run = try ProgramRun(["why", "internet", typed, "443", "-i", input])
            #expect(run.status == 64)
            #expect(run.output.isEmpty)
            let lines = run.errors.split(separator: "\n")
            for candidate in candidates { #expect(lines.first?.contains(candidate) == true, "\(run.errors)") }
            #expect(lines.count == candidates.count + 1)
        }
    }

    @Test("A group from a state and from the API is one group; where their rules differ, both are named and the later counts")
    func merged() throws {
        let folder = Places.inputs.appending(path: "terraform-inline")
        let (state, api) = (folder.appending(path: "terraform.tfstate").path, folder.appending(path: "aws").path)
        let both = try ProgramRun(["list", "--format", "json", "-i", state, "-i", api])
        let alone = try ProgramRun(["list", "--format", "json", "-i", api])
        #expect(
            try both.objects.compactMap { $0["id"] as? String }.sorted()
                == alone.objects.compactMap { $0["id"] as? String }.sorted())
        // The default groups are in no state.
        let diff = try ProgramRun(["diff", state, api, "--format", "json"]).objects
        let groups = try #require(diff.first?["groups"] as? [[String: Any]])
        #expect(groups.compactMap { ($0["group"] as? [String: Any])?["name"] as? String }.allSatisfy { $0.hasPrefix("default") })
        #expect(groups.count == 2)

        let scratch = try Scratch()
        let text = try String(contentsOfFile: api + "/describe-security-groups.json", encoding: .utf8)
        let drifted = try scratch.write("now.json", text.replacing("6379", with: "6380"))
        let later = try ProgramRun(["rules", "chat-dev-redis-sg", "-i", state, "-i", drifted])
        #expect(later.errors.contains("terraform.tfstate") && later.errors.contains("now.json"), "\(later.errors)")
        #expect(later.output.contains("6380") && !later.output.contains("6379"), "\(later.output)")
        let drift = try ProgramRun(["diff", state, drifted, "--ascii"])
        #expect(drift.status == 1)
        #expect(drift.output.contains("- ingress tcp 6379 from") && drift.output.contains("+ ingress tcp 6380 from"))
    }
}
