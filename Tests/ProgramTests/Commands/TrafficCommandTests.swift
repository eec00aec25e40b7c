import Foundation
import Support
import Testing

/// Flow logs given to commands: how they end, and what is said of what cannot be read.
@Suite("Flow logs given to the program")
struct TrafficCommandTests {
    private static let logs = Places.tests.appending(path: "TrafficTests/Fixtures/example").path
    private static let utc = ["TZ": "UTC"]

    /// Logs that are none, each in a file of its own.
    private static func hostile(_ scratch: Scratch) throws -> [String] {
        let folder = try FileManager.default.contentsOfDirectory(atPath: logs).filter { $0.hasSuffix(".gz") }.sorted()
        let whole = try Data(contentsOf: URL(filePath: "\(logs)/\(folder[0])"))
        let files: [(String, Data)] = [
            ("cut.log.gz", Data(whole.prefix(whole.count / 2))), ("binary.log", Data((0..<4096).map { UInt8($0 & 255) })),
            ("long.log", Data(repeating: 0x61, count: 3_000_000)),
            ("columns.log", Data("version srcaddr dstaddr\n2 10.0.0.1 10.0.0.2\n".utf8)),
        ]
        return try files.map { name, data in
            try data.write(to: scratch.directory.appending(path: name))
            return scratch.path(name)
        }
    }

    @Test func `what cannot be read is one line a file and status 65, and the other files are read all the same`() throws {
        let scratch = try Scratch()
        let hostile = try Self.hostile(scratch)
        let clean = try ProgramRun(["traffic", Self.logs, "--format", "json"], environment: Self.utc)
        let run = try ProgramRun(["traffic"] + hostile + [Self.logs, "--format", "json"], environment: Self.utc)
        #expect(run.status == 65)
        #expect(run.errors.split(separator: "\n").count == 4, "\(run.errors)")
        func records(_ run: ProgramRun) throws -> Int {
            let object = try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any]
            return try #require(object?["records"] as? Int)
        }
        #expect(try records(run) > records(clean))
    }

    @Test(arguments: [["why", "api -> rds:5432"], ["rules", "rds"], ["audit"], ["draw"]])
    func `--flows says what it cannot read, prints what it can, and ends with 65`(_ words: [String]) throws {
        let scratch = try Scratch()
        let hostile = try Self.hostile(scratch)
        let flows = (hostile + [Self.logs]).flatMap { ["--flows", $0] }
        let run = try ProgramRun(words + flows, environment: Self.utc)
        #expect(run.status == 65, "\(run.errors)")
        #expect(run.errors.split(separator: "\n").count { $0.hasPrefix("sgscope: ") } >= 4, "\(run.errors)")
        #expect(!run.output.isEmpty)
    }

    @Test func `a query reads no logs, and says so of those that are given`() throws {
        let run = try ProgramRun(["traffic", Self.logs, "--sql", "duckdb"])
        #expect(run.status == 64 && run.output.isEmpty)
        #expect(run.errors.contains("--sql prints a query and reads no logs: leave \(Self.logs) out"), "\(run.errors)")
        #expect(try ProgramRun(["traffic", "--sql", "duckdb"]).output.contains("AWS's default format"))
    }

    @Test(
        "What cannot go together is wrong usage, and logs that are not there are status 66",
        arguments: [
            (["why", "api", "rds", "5432", "--redact"], 64), (["rules", "rds", "--redact"], 64),
            (["audit", "--redact"], 64), (["draw", "--redact"], 64), (["draw", "--network"], 64), (["draw", "--one-sided"], 64),
            (["explore", "--redact"], 64),
        ] as [([String], Int32)])
    func usage(_ words: [String], _ status: Int32) throws {
        let run = try ProgramRun(words + ["--flows", Self.logs])
        #expect(run.status == status, "\(run.errors)")
        #expect(run.output.isEmpty)
        let missing = try ProgramRun(words.filter { $0.hasPrefix("--") == false } + ["--flows", "no-such-logs"])
        #expect(missing.status == 66, "\(words) \(missing.status) \(missing.errors)")
        #expect(missing.errors.contains("no-such-logs: no such file"))
    }

    @Test func `the explorer says what it could not read when it is left, with status 65`() throws {
        let scratch = try Scratch()
        let hostile = try Self.hostile(scratch)
        let script = try scratch.write("play", "wait\npress T\nsave \(scratch.path("list.txt"))\n")
        let flows = (hostile + [Self.logs]).flatMap { ["--flows", $0] }
        let run = try ProgramRun(["explore", "--script", script] + flows, environment: Self.utc)
        #expect(run.status == 65)
        #expect(run.errors.split(separator: "\n").count == 4, "\(run.errors)")
        let list = try scratch.read("list.txt")
        #expect(list.contains("cut.log.gz") && list.contains("against the rules"), "\(list)")
    }

    @Test func `one record is a list of one, given as it stands or by a pipe, and a note says how to ask it`() throws {
        let record =
            "2 123456789012 eni-59687a94ea3c2b3e7 10.0.0.219 10.0.10.158 48122 5432 6 4 240 1418530010 1418530070 REJECT OK"
        for (words, input) in [([record], ""), (record.split(separator: " ").map(String.init), ""), (["-"], record + "\n")] {
            let run = try ProgramRun(["traffic"] + words, input: input, environment: Self.utc)
            #expect(run.output.contains("1 record,"), "\(run.output)\(run.errors)")
            #expect(run.output.contains("10.0.0.219") || run.output.contains("ALB SG -> RDS SG"))
            #expect(run.errors.contains("sgscope why"), "\(run.errors)")
        }
    }

    @Test func `rules that logs did not see are findings with an exception of their own, in text, JSON and SARIF`() throws {
        let later = try #require(
            try FileManager.default.contentsOfDirectory(atPath: Self.logs).first { $0.contains("T0805Z") })
        let flows = ["--flows", "\(Self.logs)/\(later)"]
        let json = try ProgramRun(["audit", "--format", "json"] + flows, environment: Self.utc)
        let object = try #require(try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [String: Any])
        let findings = try #require(object["findings"] as? [[String: Any]])
        let unseen = findings.filter { $0["finding"] as? String == "rule-not-seen" }
        let used = try #require((object["flows"] as? [[String: Any]])?.filter { $0["use"] as? String == "not-seen" })
        #expect(!unseen.isEmpty && unseen.count == used.count)
        #expect(unseen.allSatisfy { $0["severity"] as? String == "info" })
        let exception = try #require(unseen.first?["exception"] as? String)
        let sarif = try ProgramRun(["audit", "--format", "sarif"] + flows, environment: Self.utc)
        #expect(sarif.output.contains("rule-not-seen"))
        let plain = try ProgramRun(["audit", "--format", "sarif"], environment: Self.utc)
        #expect(!plain.output.contains("rule-not-seen"))
        #expect(plain.status == sarif.status)
        // Accepted in the notes it is one finding less.
        let scratch = try Scratch()
        let notes = Places.tests.deletingLastPathComponent().appending(path: "Resources/sgscope.yaml")
        var text = try String(contentsOf: notes, encoding: .utf8)
        let line = exception.replacing("say why", with: "a drill each quarter needs it")
        text =
            text.replacing("\n  exceptions:\n", with: "\n  exceptions:\n    \(line)\n")
        let file = try scratch.write("sgscope.yaml", text)
        let resources = notes.deletingLastPathComponent().path
        let accepted = try ProgramRun(
            ["audit", "--format", "json", "-i", resources, "--notes", file] + flows, environment: Self.utc)
        let after = try JSONSerialization.jsonObject(with: Data(accepted.output.utf8)) as? [String: Any]
        let told = try #require(after?["findings"] as? [[String: Any]]).filter { $0["finding"] as? String == "rule-not-seen" }
        #expect(told.count { $0["accepted"] is String } == 1, "\(accepted.errors)")
    }

    @Test(
        "A replay asks from end to end: what passed a NAT gateway or a route that is taken out is cut, once, whatever the format",
        arguments: [
            "off nat-0a7000000000000ff", "off ecs-workers", "off redis", "off 10.0.10.158", "off us-east-1a",
            "- ecs-workers out all to 0.0.0.0/0",
        ])
    func replay(_ change: String) throws {
        let set = Places.tests.appending(path: "TrafficTests/Fixtures/inline").path
        let cut = try ["v2", "custom"].map { format -> [String] in
            let run = try ProgramRun(
                ["traffic", "\(set)/\(format)", "-i", "\(set)/inventory", "--with", change], environment: Self.utc)
            let lines = run.output.split(separator: "\n").drop { !$0.hasPrefix(" would have cut") }
            #expect(run.status == 1 && lines.first?.contains("cut nothing") == false, "\(run.output)\(run.errors)")
            #expect(!lines.contains { $0.contains("NAT gateway") }, "\(lines)")
            return lines.dropFirst().prefix { $0.hasPrefix("   ") }.map { String($0.prefix(60)) }.sorted()
        }
        #expect(cut[0] == cut[1])
    }
}
