import Foundation
import Testing

/// matrix, check, audit, tour and notes as they are run.
@Suite("Review on the command line")
struct ReviewCommandTests {
    static let rules = Places.inputs.appending(path: "terraform-rules/aws").path

    @Test(
        "The exit status says whether something was found",
        arguments: [
            (["matrix"], 0), (["matrix", "--grid"], 0), (["matrix", "--select", "rds", "--format", "csv"], 0),
            (["matrix", "--format", "xml"], 64), (["matrix", "--select", "nobody"], 64), (["check"], 1),
            (["check", "--format", "junit"], 1), (["check", "-i", Self.rules], 64),
            (["check", "-i", Self.rules, "--notes", Places.notes.path], 1), (["audit"], 1),
            (["audit", "--fail-on", "medium"], 0),
            (["audit", "--fail-on", "never", "--format", "sarif"], 0), (["audit", "-i", Self.rules, "--fail-on", "medium"], 1),
            (["audit", "--fail-on", "some"], 64), (["audit", "--rule-quota", "0"], 64), (["tour"], 0),
            (["tour", "--step", "18"], 0),
            (["tour", "--step", "19"], 64), (["tour", "--format", "markdown"], 0), (["notes", "init"], 0),
            (["notes", "init", "--output", Places.notes.path], 64),
        ] as [([String], Int32)])
    func status(arguments: [String], status: Int32) throws {
        let run = try ProgramRun(arguments)
        #expect(run.status == status, "\(run.output.prefix(500))\(run.errors)")
        #expect(run.output.isEmpty == (status >= 64))
    }

    @Test(
        "Text is what was looked at and kept", arguments: ["matrix", "matrix --grid", "check", "audit", "tour", "tour --ascii"])
    func text(command: String) throws {
        let run = try ProgramRun(command.split(separator: " ").map(String.init))
        let name = command.replacingOccurrences(of: " --", with: "-") + ".txt"
        try Places.expect(run.output, as: name)
        // In ASCII a character of the notes that is none takes more columns than it was given.
        #expect(command.hasSuffix("ascii") || run.output.split(separator: "\n").allSatisfy { $0.count <= 80 })
        #expect(run.output.hasPrefix("Example environment"))
    }

    @Test("As JSON the check says 17, 6 and 3, and differs in 3 places; the audit says 10 and what 2 are accepted for")
    func json() throws {
        let found = try #require(try ProgramRun(["check", "--format", "json"]).objects.first)
        func count(_ key: String, _ status: String) -> Int {
            (found[key] as? [[String: Any]] ?? []).count { $0["status"] as? String == status }
        }
        let differences = try #require(found["differences"] as? Int)
        #expect(differences == 3)
        let counts = [count("flows", "holds"), count("inbound", "holds"), count("outbound", "differs")]
        #expect(counts == [17, 6, 3])
        let matrix = try JSONSerialization.jsonObject(with: Data(try ProgramRun(["matrix", "--format", "json"]).output.utf8))
        let rows = try #require((matrix as? [String: Any])?["allowed"] as? [[String: Any]])
        let why = try #require(rows.first?["why"] as? String)
        #expect(rows.count == 10 && why == "HTTPS access")
        let audit = try JSONSerialization.jsonObject(with: Data(try ProgramRun(["audit", "--format", "json"]).output.utf8))
        let findings = try #require((audit as? [String: Any])?["findings"] as? [[String: Any]])
        #expect(findings.count { $0["accepted"] is NSNull } == 10 && findings.count == 12)
    }

    @Test("Findings of the network name their component, and the exceptions of all findings accept them when they are pasted")
    func exceptions() throws {
        func findings(_ arguments: [String], status: Int32) throws -> [[String: Any]] {
            let run = try ProgramRun(["audit", "-i", Self.rules, "--format", "json", "--fail-on", "info"] + arguments)
            #expect(run.status == status, "\(run.errors)")
            #expect(!run.errors.contains("warning"), "\(run.errors)")
            let top = try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any]
            return try #require(top?["findings"] as? [[String: Any]])
        }
        let open = try findings([], status: 1)
        let network = open.filter { $0["component"] is String }
        #expect(
            Set(network.map { "\($0["finding"] ?? "") \($0["component_type"] ?? "") \($0["component"] ?? "")" }) == [
                "acl-ipv6-forgotten network-acl acl-9420980e328f38db5", "acl-ipv6-forgotten network-acl acl-dd85a41756fac0a70",
                "public-subnet route-table rtb-4d3e41e7e350fa539",
            ])
        #expect(network.allSatisfy { $0["group"] is NSNull && $0["component_name"] is String })
        let lines = try open.map { try #require($0["exception"] as? String) }
        let scratch = try Scratch()
        let notes = try scratch.write(
            "notes.yaml", "audit:\n  exceptions:\n" + lines.map { "    \($0)\n" }.joined())
        let accepted = try findings(["--notes", notes], status: 0)
        #expect(accepted.count == open.count && accepted.allSatisfy { $0["accepted"] as? String == "say why" })
    }

    @Test("On the other inventory it finds what was read there: the flows, columns and ports that nobody documented")
    func differences() throws {
        let run = try ProgramRun(["check", "-i", Self.rules, "--notes", Places.notes.path, "--format", "json"])
        let found = try #require(try run.objects.first)
        let flows = try #require(found["flows"] as? [[String: Any]]).filter { $0["status"] as? String != "holds" }
        func asked(_ flow: [String: Any], _ key: String) -> String { (flow[key] as? [String: Any])?["asked"] as? String ?? "" }
        #expect(
            flows.map { "\(asked($0, "source")) -> \(asked($0, "destination")) \($0["status"] ?? "")" } == [
                // A node may stand in the private subnets, whose ACL lets nothing in from the internet.
                "internet -> ALB SG depends",
                // Port 80 is open to CloudFront's addresses alone.
                "internet -> ALB SG depends",
                // The two services call each other on 9000-9010.
                "ECS API SG -> ECS Realtime SG differs", "any -> ECS Workers SG depends",
            ])
        func groups(_ key: String) throws -> [String] {
            try #require(found[key] as? [[String: Any]]).filter { $0["status"] as? String == "differs" }
                .compactMap { $0["group_name"] as? String }
        }
        #expect(try groups("inbound") == ["ALB SG", "ECS API SG", "ECS Realtime SG", "RDS SG", "Redis SG"])
        #expect(try groups("outbound") == ["ECS Workers SG", "Redis SG"])
        let undocumented = try #require(found["undocumented"] as? [Any])
        #expect(undocumented.count == 14)
        #expect(run.errors.contains("sgscope.yaml:48:9: these notes are about ingress tcp 80 from internet of ALB SG"))
    }

    @Test("SARIF has the parts that readers of it need", arguments: [["check"], ["audit"], ["audit", "-i", Self.rules]])
    func sarif(command: [String]) throws {
        let run = try ProgramRun(command + ["--format", "sarif"])
        let log = try #require(try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any])
        let version = try #require(log["version"] as? String)
        #expect(version == "2.1.0")
        let one = try #require((log["runs"] as? [[String: Any]])?.first)
        let driver = try #require((one["tool"] as? [String: Any])?["driver"] as? [String: Any])
        let rules = try #require(driver["rules"] as? [[String: Any]]).compactMap { $0["id"] as? String }
        let results = try #require(one["results"] as? [[String: Any]])
        #expect(!results.isEmpty)
        for result in results {
            let index = try #require(result["ruleIndex"] as? Int)
            let rule = try #require(result["ruleId"] as? String)
            #expect(rules[index] == rule)
            let level = try #require(result["level"] as? String)
            #expect(["error", "warning", "note"].contains(level))
            let message = (result["message"] as? [String: Any])?["text"] as? String
            #expect(message?.isEmpty == false)
            let prints = result["partialFingerprints"] as? [String: String]
            #expect(prints?.count == 1)
        }
        let prints = results.compactMap { ($0["partialFingerprints"] as? [String: String])?["sgscope/v1"] }
        #expect(Set(prints).count == results.count)
    }

    @Test("A log holds no more results than code scanning takes, and says how many it leaves out")
    func longLog() throws {
        let groups = (0..<160).map { place in
            let pairs = (0..<160).map { #"{"GroupId":"sg-\#($0)"}"# }.joined(separator: ",")
            let rule = #"{"IpProtocol":"tcp","FromPort":443,"ToPort":443,"UserIdGroupPairs":[\#(pairs)]}"#
            return #"{"GroupId":"sg-\#(place)","GroupName":"g\#(place)","VpcId":"vpc-1","IpPermissions":[\#(rule)],"#
                + #""IpPermissionsEgress":[{"IpProtocol":"-1","IpRanges":[{"CidrIp":"0.0.0.0/0"}]}]}"#
        }
        let scratch = try Scratch()
        let notes = try scratch.write(
            "notes.yaml",
            "groups: [{title: First, match: {name: g0}}]\nflows: {allowed: [{from: First, to: First, ports: 443}]}\n")
        let input = "{\"SecurityGroups\":[\(groups.joined(separator: ","))]}"
        let run = try ProgramRun(["check", "-i", "-", "--notes", notes, "--format", "sarif"], input: input)
        let log = try #require(try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any])
        let one = try #require((log["runs"] as? [[String: Any]])?.first)
        #expect((one["results"] as? [Any])?.count == 25_000)
        let invocation = try #require((one["invocations"] as? [[String: Any]])?.first)
        let notices = invocation["toolExecutionNotifications"] as? [[String: Any]]
        let words = (notices?.first?["message"] as? [String: Any])?["text"] as? String
        #expect(words?.hasPrefix("599 more results were left out") == true, "\(words ?? "")")
    }

    @Test("JUnit is XML with a case for each documented fact, and counts that are right")
    func junit() throws {
        let xml = try ProgramRun(["check", "--format", "junit"]).output
        #expect(
            xml.hasPrefix(
                "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"sgscope check\" tests=\"30\" failures=\"3\""))
        #expect(xml.components(separatedBy: "<testcase ").count == 31)
        #expect(xml.components(separatedBy: "<failure ").count == 4)
        #expect(xml.components(separatedBy: "<testsuite ").count == xml.components(separatedBy: "</testsuite>").count)
    }

    @Test("A first notes file is written once, and holds")
    func notes() throws {
        let scratch = try Scratch()
        let file = scratch.path("notes.yaml")
        #expect(try ProgramRun(["notes", "init", "-i", Self.rules, "--output", file]).status == 0)
        #expect(try ProgramRun(["check", "-i", Self.rules, "--notes", file]).status == 0)
        #expect(try ProgramRun(["notes", "init", "-i", Self.rules, "--output", file]).status == 64)
    }
}
