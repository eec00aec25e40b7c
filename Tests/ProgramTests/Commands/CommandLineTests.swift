import Foundation
import Testing

/// The command line, with the program as it is built.
@Suite("The command line")
struct CommandLineTests {
    @Test(
        "The exit status says what the answer is",
        arguments: [
            (["why", "internet", "alb", "443"], 0), (["why", "alb", "rds", "5432"], 1), (["why", "internet -> alb:443"], 0),
            (["why", "internet", "alb", "80-90"], 2), (["why", "nobody", "alb", "1"], 64), (["why", "ecs", "alb", "1"], 64),
            (["why", "alb", "rds"], 64), (["why", "alb", "rds", "99999"], 64), (["why", "--format", "xml", "a", "b", "1"], 64),
            (["--nonsense"], 64), (["wyh", "internet", "alb", "443"], 64), (["rules", "internet"], 64), (["list"], 0),
            (["--version"], 0),
            (["--help"], 0), (["why", "--help"], 0), (["-i", "no-such-file"], 66), (["no-such-file"], 66),
            (["draw", "--width", "3"], 64),
            (["why", "--notes", "no-such-file", "internet", "alb", "443"], 66), (["why", "-i", "/dev/zero", "a", "b", "1"], 65),
        ] as [([String], Int32)])
    func status(arguments: [String], status: Int32) throws {
        let run = try ProgramRun(arguments)
        #expect(run.status == status, "\(run.output)\(run.errors)")
        if status >= 64 {
            #expect(run.output.isEmpty)
            #expect(!run.errors.isEmpty)
        }
    }

    @Test(
        "An unreadable input is one clear line on standard error and nothing else",
        arguments: [
            ("", "is empty"), ("[1,2", "ends in the middle"),
            ("{\"SecurityGroups\": 5}", "$.SecurityGroups is a number, expected a list"),
            ("{\"SecurityGroups\": [{\"GroupName\": \"x\"}]}", "$.SecurityGroups[0].GroupId is missing"),
            ("\u{1}\u{2}\u{3}\u{0}", "is not"),
            ("An error occurred", "is not JSON"),
        ])
    func unreadable(text: String, words: String) throws {
        let run = try ProgramRun(["list", "-i", "-"], input: text)
        #expect(run.status == 65)
        #expect(run.output.isEmpty)
        #expect(run.errors.hasPrefix("sgscope: ") && run.errors.contains(words), "\(run.errors)")
        #expect(run.errors.filter { $0 == "\n" }.count == 1)
    }

    @Test("Nobody takes the example's answer for his own: text says so first, and an input of his own does not")
    func example() throws {
        for command in [["why", "internet", "alb", "443"], ["draw"], ["rules", "alb"], ["list"], ["who", "rds", "5432"]] {
            #expect(try ProgramRun(command).output.hasPrefix("Example environment"))
            let own = command + ["-i", Places.inputs.appending(path: "terraform-inline/aws").path]
            #expect(try !ProgramRun(own).output.contains("Example environment"))
        }
    }

    @Test("why names both sides, who is let in, and the way round")
    func why() throws {
        let run = try ProgramRun(["why", "alb", "rds", "5432"])
        try Places.expect(run.output, as: "why-alb-rds.txt")
        for words in [
            "║ group ALB SG", "╳ group RDS SG", "SG, ECS Realtime SG and ECS", "ALB SG -3001-> ECS API SG -5432->",
        ] {
            #expect(run.output.contains(words), "\(words)")
        }
    }

    @Test("JSON has exactly the keys of the contract, unknown is null and none is []")
    func json() throws {
        let object = try #require(try ProgramRun(["why", "--format", "json", "alb", "rds", "5432"]).objects.first)
        let keys = [
            "also_hit", "answers", "as_of", "behind", "checks", "conditions", "destination", "fixes", "groups_verdict",
            "inventory", "ip_version", "layers", "members", "path", "ports", "protocol", "remarks", "source", "summary",
            "verdict",
            "way", "ways",
        ]
        #expect(object.keys.sorted() == keys)
        #expect(object["inventory"] as? String == "example")
        #expect(object["as_of"] is NSNull)
        #expect((object["answers"] as? [Any])?.isEmpty == true)
        let checks = try #require(object["checks"] as? [[String: Any]])
        #expect(checks.compactMap { $0["side"] as? String } == ["egress", "ingress"])
        #expect(
            checks.compactMap { $0["stage"] as? String } == ["group", "acl", "table", "acl", "group", "acl", "table", "acl"])
        for check in checks {
            #expect(
                check.keys.sorted() == [
                    "acl_rule", "code", "component", "component_type", "direction", "hop", "layer", "leg", "nearest", "outcome",
                    "route", "rules", "side", "stage", "text", "translated",
                ])
        }
        let nearest = try #require(checks[4]["nearest"] as? [String: Any])
        #expect(nearest["failed"] as? [String] == ["source"])
        let rule = try #require(nearest["rule"] as? [String: Any])
        #expect(
            rule.keys.sorted() == ["description", "direction", "group", "id", "peer", "peer_name", "ports", "protocol", "why"])
        let path = try #require(object["path"] as? [[String: Any]])
        #expect(path.map { $0["ports"] as? String } == ["3001", "5432"])
        let fix = try #require((object["fixes"] as? [[String: Any]])?.first)
        #expect(
            fix.keys.sorted() == [
                "aws", "component", "direction", "group", "kind", "peer", "ports", "protocol", "terraform", "undo", "warning",
            ])
        #expect(fix["warning"] as? String == "against the notes")
    }

    @Test("A batch answers line by line, in order, and goes on after a line that cannot be answered")
    func batch() throws {
        let lines = [
            #"{"source": "internet", "destination": "alb", "protocol": "tcp", "port": 443, "because": "ignored"}"#,
            #"{"source": "nobody", "destination": "alb"}"#, "not json", #"{"source": "alb"}"#,
            #"{"source": "alb", "destination": "rds", "protocol": "6", "port": "5432"}"#,
            #"{"source": "203.0.113.9", "destination": "alb", "protocol": "icmp", "icmp_type": 8, "icmp_code": 0}"#,
            #"{"source": "internet", "destination": "workers"}"#,
            #"{"source": "internet", "destination": "alb", "port": 443, "ip_version": 6}"#,
        ]
        let run = try ProgramRun(["why", "--batch", "-"], input: lines.joined(separator: "\n"))
        #expect(run.status == 65)
        let answers = try run.objects
        #expect(answers.count == lines.count)
        #expect(
            answers.map { $0["verdict"] as? String ?? "error" }
                == ["allowed", "error", "error", "error", "blocked", "blocked", "blocked", "blocked"])
        #expect(answers.filter { $0["error"] != nil }.allSatisfy { $0.count == 1 })
        #expect(answers[5]["ports"] as? String == "8/0")
        #expect(answers[6]["ports"] is NSNull)
        #expect(answers[7]["ip_version"] as? Int == 6)
    }

    @Test(
        "draw shows the six groups, the internet and the page's nine edges",
        arguments: [["draw"], ["draw", "--ascii"], ["draw", "--detail", "names"]])
    func draw(arguments: [String]) throws {
        let run = try ProgramRun(arguments)
        let name = arguments.map { $0.filter { $0 != "-" } }.joined(separator: "-") + ".txt"
        try Places.expect(run.output, as: name)
        if arguments.contains("--ascii") { #expect(run.output.utf8.allSatisfy { $0 < 0x80 }) }
    }

    @Test("Without a terminal the explorer prints the diagram, and one line says why")
    func withoutTerminal() throws {
        for term in ["xterm-256color", "unknown-foo", "dumb"] {
            let run = try ProgramRun([], environment: ["TERM": term])
            #expect(run.status == 0)
            #expect(run.output.contains("ECS Workers SG"))
            #expect(run.errors.filter { $0 == "\n" }.count == 1, "\(run.errors)")
        }
    }

    @Test("In a locale without UTF-8 everything is ASCII")
    func ascii() throws {
        for arguments in [["draw"], ["why", "alb", "rds", "5432"], ["rules", "rds"]] {
            let run = try ProgramRun(arguments, environment: ["LANG": "C", "LC_ALL": "C"])
            #expect(run.output.utf8.allSatisfy { $0 < 0x80 }, "\(arguments)")
        }
    }

    @Test(
        "Names that would be obeyed by a terminal are shown",
        arguments: [["list"], ["draw", "--all"], ["rules", "sg-1"], ["why", "internet", "sg-1", "22"]])
    func hostile(arguments: [String]) throws {
        let group =
            #"{"GroupId":"sg-1","GroupName":"a\u001b[31m\u0007b\n\u202ec","Description":"d\u001b]0;x\u0007","IpPermissions":[{"IpProtocol":"tcp","FromPort":22,"ToPort":22,"IpRanges":[{"CidrIp":"0.0.0.0/0","Description":"e\u001b[2J"}]}],"IpPermissionsEgress":[]}"#
        let run = try ProgramRun(arguments + ["-i", "-"], input: "{\"SecurityGroups\":[\(group)]}")
        #expect(run.status == 0, "\(run.errors)")
        let bad = run.output.unicodeScalars.filter {
            $0.value < 0x20 && $0 != "\n" || $0.value == 0x202E || (0x7F...0x9F).contains($0.value)
        }
        #expect(bad.isEmpty)
    }

    @Test("why --before tells both verdicts and the rule that came or went between them")
    func before() throws {
        func document(_ ports: [Int]) -> String {
            let rules = ports.map { port in
                #"{"IpProtocol": "tcp", "FromPort": \#(port), "ToPort": \#(port), "IpRanges": [{"CidrIp": "203.0.113.0/24"}]}"#
            }
            return
                #"{"SecurityGroups": [{"GroupId": "sg-1", "GroupName": "db", "IpPermissions": [\#(rules.joined(separator: ", "))], "IpPermissionsEgress": []}]}"#
        }
        let scratch = try Scratch()
        let old = try scratch.write("old.json", document([22, 5432]))
        let new = try scratch.write("new.json", document([22]))
        func lines(_ port: String, _ now: String, _ before: String) throws -> String {
            try ProgramRun(["why", "-i", now, "--before", before, "203.0.113.9", "db", port]).output
        }
        let blocked = try lines("5432", new, old)
        #expect(blocked.hasPrefix("✗ Blocked"))
        #expect(blocked.contains("before    allowed, by the data of \(old)"))
        #expect(blocked.contains("since     removed: db ingress tcp 5432 from 203.0.113.0/24"))
        #expect(try lines("5432", old, new).contains("since     added: db ingress tcp 5432 from 203.0.113.0/24"))
        #expect(try lines("22", new, old).contains("before    allowed too"))
        #expect(try !lines("22", new, old).contains("since "))
        #expect(try ProgramRun(["why", "--before", "no-such-file", "alb", "rds", "1"]).status == 66)
    }
}
