import Foundation
import PseudoTerminal
import Testing

/// The program against an AWS on this host: moto's server, asked by the real aws command.
@Suite("Live AWS", .serialized)
struct LiveAwsTests {
    @Test("What the API made is captured in a private file, and every command and the explorer read it")
    func capture() throws {
        let moto = try MotoServer()
        let scratch = try Scratch()
        let file = scratch.path("snapshot.json")
        let run = try ProgramRun(
            ["capture", "--endpoint-url", moto.url, "--output", file], environment: AwsWorld.environment)
        #expect(run.status == 0, "\(run.errors)")
        #expect(run.errors.contains("wrote \(file): "))
        let mode = try FileManager.default.attributesOfItem(atPath: file)[.posixPermissions] as? Int
        #expect(mode == 0o600)
        #expect(try FileManager.default.contentsOfDirectory(atPath: scratch.directory.path) == ["snapshot.json"])

        let allowed = try ProgramRun(["why", "-i", file, "shop-web", "shop-database", "5432", "--format", "json"])
        #expect(allowed.status == 0, "\(allowed.output)\(allowed.errors)")
        let time = try #require(try allowed.objects.first?["as_of"] as? String)
        let read = try Date(time, strategy: .iso8601)
        #expect(abs(read.timeIntervalSinceNow) < 600)
        // The list's entries were asked for, so nothing depends. No gateway of this VPC leads to the internet.
        let groups = ["--layers", "security-groups"]
        #expect(try ProgramRun(["why", "-i", file, "203.0.113.9", "shop-web", "22"] + groups).status == 0)
        #expect(try ProgramRun(["why", "-i", file, "198.51.100.9", "shop-web", "22"] + groups).status == 1)
        #expect(try ProgramRun(["why", "-i", file, "203.0.113.9", "shop-web", "22"]).status == 1)
        // The interfaces are listed completely, so an address that none has is a host without groups.
        #expect(try ProgramRun(["why", "-i", file, "10.7.1.10", "10.7.1.20", "5432"]).status == 0)
        #expect(try ProgramRun(["why", "-i", file, "10.7.1.99", "10.7.1.20", "5432"]).status == 1)

        let session = try TmuxSession(command: [BuiltProgram.path, file])
        // Names are shown without the prefix that all share.
        try session.wait(for: "database")
        try session.wait(for: "data of")
        try session.press("q")
        #expect(try session.exitStatus() == 0)
    }

    @Test("What stands behind load balancers is captured, and told the same with stand-ins")
    func balancers() throws {
        let moto = try MotoServer(by: "moto-balancer.py")
        let scratch = try Scratch()
        var told: [[String]] = []
        for redaction in [[], ["--redact"]] {
            let file = scratch.path("snapshot\(redaction.count).json")
            let run = try ProgramRun(
                ["capture", "--endpoint-url", moto.url, "--output", file] + redaction, environment: AwsWorld.environment)
            #expect(run.status == 0, "\(run.errors)")
            // The names, or what stands for them: those of the newer generation have a type.
            let text = try String(contentsOfFile: file, encoding: .utf8)
            let names = try ["application", "network", "classic"].map { kind in
                let object = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any]
                let documents = (object?["sources"] as? [[String: Any]])?.first?["documents"] as? [[String: Any]] ?? []
                let lists = documents.compactMap { $0["output"] as? [String: Any] }.flatMap {
                    ($0["LoadBalancers"] ?? $0["LoadBalancerDescriptions"]) as? [[String: Any]] ?? []
                }
                return try #require(lists.first { ($0["Type"] as? String ?? "classic") == kind }?["LoadBalancerName"] as? String)
            }
            let questions = [(names[0], "443"), (names[0], "80"), (names[0], "8443"), (names[1], "443"), (names[2], "80")]
            told.append(
                try questions.map { name, port in
                    let answer = try ProgramRun(["why", "-i", file, "internet", name, port, "--format", "json"])
                    let object = try #require(try answer.objects.first, "\(answer.errors)")
                    guard let behind = object["behind"] as? [String: Any] else { return "\(port) nothing" }
                    let targets = (behind["targets"] as? [[String: Any]] ?? []).map { target in
                        "\(target["port"] as? Int ?? 0) \(target["verdict"] ?? "")"
                    }
                    return "\(port) \(behind["verdict"] ?? ""): " + Set(targets).sorted().joined(separator: ", ")
                })
        }
        #expect(
            told.first == [
                "443 depends: 8080 allowed, 9000 allowed, 9000 blocked", "80 allowed: ", "8443 nothing",
                "443 depends: 0 blocked, 8080 allowed", "80 allowed: 8080 allowed",
            ])
        #expect(told.last == told.first)
    }

    @Test("Two regions are read at once, into a dated file each; the folder is read as one inventory, of each the newest")
    func regions() throws {
        let moto = try MotoServer(groupsIn: ["us-east-1", "eu-west-1"])
        let scratch = try Scratch()
        let folder = scratch.path("snapshots/")
        let arguments = [
            "capture", "--endpoint-url", moto.url, "--region", "us-east-1,eu-west-1", "--output", folder + "/",
        ]
        let run = try ProgramRun(arguments, environment: AwsWorld.environment)
        #expect(run.status == 0, "\(run.errors)")
        let names = try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
        #expect(
            names.map { $0.split(separator: ".").prefix(2).joined(separator: " ") } == [
                "123456789012 eu-west-1", "123456789012 us-east-1",
            ])
        let groups = try ProgramRun(["list", "-i", folder, "--format", "json"])
        #expect(groups.output.ranges(of: "\"shop-web\"").count == 2, "\(groups.output)")

        // A day later, the groups of one region are gone.
        let first = try #require(names.first)
        let text = try scratch.read("snapshots/" + first)
        let captured = try #require(text.firstMatch(of: /"captured": "([^"]*)"/)?.output.1)
        let later = """
            {"sgscope": "snapshot", "version": 1, "captured": "2999-01-01T00:00:00Z", "sources": [{"account": "123456789012",
            "region": "eu-west-1", "captured": "2999-01-01T00:00:00Z", "documents": [{"call": "ec2 describe-security-groups",
            "output": {"SecurityGroups": []}}], "missing": []}]}
            """
        #expect(captured < "2999")
        try scratch.write("snapshots/123456789012.eu-west-1.2999-01-01T00-00-00Z.json", later)
        let newest = try ProgramRun(["list", "-i", folder, "--format", "json"])
        #expect(newest.output.ranges(of: "\"shop-web\"").count == 1)
        #expect(newest.errors.contains("1 older snapshot"))
    }

    @Test("A question is asked of AWS as it is now")
    func live() throws {
        let moto = try MotoServer()
        let live = ["--live", "--endpoint-url", moto.url]
        let question = ["internet", "shop-web", "443", "--layers", "security-groups"]
        let run = try ProgramRun(["why"] + live + question, environment: AwsWorld.environment)
        #expect(run.status == 0, "\(run.output)\(run.errors)")
        #expect(try ProgramRun(["list", "--endpoint-url", moto.url]).status == 64)
    }

    @Test(
        "An endpoint that refuses, hangs, answers 500 or garbage is one line with a remedy, and exit 69",
        arguments: [
            ("refuses", "cannot be reached: look at the network"), ("hangs", "no answer in 3 seconds"),
            ("500", "server error: try again"), ("garbage", "no answer of AWS: look at --endpoint-url"),
            ("html", "no answer of AWS: look at --endpoint-url"),
        ])
    func endpoints(kind: String, words: String) throws {
        try #require(AwsWorld.path(of: "aws") != nil, "aws is not on the PATH: pip install awscli")
        let answer: String? =
            switch kind {
            case "500": LoopbackServer.http("500 Internal Server Error", "<Response/>")
            case "garbage": LoopbackServer.http("200 OK", "hello \u{1B}[31m")
            case "html": LoopbackServer.http("200 OK", "<html><body>Sign in to the proxy</body></html>")
            default: nil
            }
        let server = kind == "refuses" ? nil : try LoopbackServer(answer: answer)
        let url = try server?.url ?? "http://127.0.0.1:\(LoopbackServer.freePort())"
        let run = try ProgramRun(
            ["list", "--live", "--endpoint-url", url] + (kind == "hangs" ? ["--timeout", "3"] : []),
            environment: AwsWorld.environment)
        #expect(run.status == 69, "\(run.output)\(run.errors)")
        #expect(run.output.isEmpty)
        #expect(run.errors.split(separator: "\n").count == 1, "\(run.errors)")
        #expect(run.errors.contains(words), "\(run.errors)")
        #expect(!run.errors.contains("\u{1B}"))
        withExtendedLifetime(server) {}
    }

    @Test("Control-C ends the reading and every command that it started", arguments: [SIGINT, SIGTERM])
    func interrupt(signal: Int32) throws {
        let scratch = try Scratch()
        // The shell waits for a child of its own, as wrappers of the aws command do.
        let environment = try AwsWorld.environment(
            scratch,
            cases: "ec2*) sleep 77 & echo $! >> \"\(scratch.path("pids"))\"; echo $$ >> \"\(scratch.path("pids"))\"; wait ;;")
        let session = try PtySession(environment: environment, command: [BuiltProgram.path, "list", "--live"])
        _ = try session.output(until: "Reading AWS: ")
        let end = Date.now + 30
        func pids() -> [Int32] { ((try? scratch.read("pids")) ?? "").split(separator: "\n").compactMap { Int32($0) } }
        while pids().count < 8, Date.now < end { Thread.sleep(forTimeInterval: 0.05) }
        #expect(pids().count >= 8)
        if signal == SIGINT { session.send("\u{03}") } else { session.kill(signal) }
        _ = session.outputToEnd()
        #expect(session.end() == .signal(signal))
        let gone = Date.now + 5
        while pids().contains(where: { kill($0, 0) == 0 }), Date.now < gone { Thread.sleep(forTimeInterval: 0.05) }
        #expect(pids().filter { kill($0, 0) == 0 } == [])
    }
}
