import Foundation
import FoundationXML
import Support
import Testing

@Suite("The explorer without a terminal, and its log")
struct ScriptProgramTests {
    @Test("A script saves screens as text and as SVG, and nothing is printed")
    func saves() throws {
        let folder = try Scratch()
        try folder.write(
            "ask.script", "resize 120x40\npress a\ntype alb -> rds:5432\npress Enter\nwait\nsave a.txt\nsave a.svg\n")
        let run = try ProgramRun(line: "sgscope explore --script ask.script", in: folder.directory)
        #expect(run.status == 0 && run.output.isEmpty && run.errors.isEmpty, "\(run.errors)")
        let text = try String(contentsOfFile: folder.path("a.txt"), encoding: .utf8)
        #expect(text.contains("✗ Blocked") && text.contains("EXAMPLE"))
        #expect(text.split(separator: "\n", omittingEmptySubsequences: false).count == 41)
        #expect(XMLParser(data: try Data(contentsOf: URL(filePath: folder.path("a.svg")))).parse())
        let ascii = try ProgramRun(line: "sgscope explore --ascii --script ask.script; cat a.txt", in: folder.directory)
        #expect(ascii.output.contains("NO Blocked") && ascii.output.allSatisfy(\.isASCII))
    }

    @Test("A file that the explorer writes is written, and inputs are read again at wait")
    func works() throws {
        let folder = try Scratch()
        let groups = Places.tests.deletingLastPathComponent().appending(path: "Resources/describe-security-groups.json").path
        let script =
            ":w map.txt".map { "press \($0 == " " ? "Space" : String($0))" } + [
                "press Enter", "save w.txt", "press r", "wait", "save r.txt",
            ]
        try folder.write("s", script.joined(separator: "\n"))
        let run = try ProgramRun(line: "sgscope explore -i '\(groups)' --script s", in: folder.directory)
        #expect(run.status == 0, "\(run.errors)")
        #expect(try String(contentsOfFile: folder.path("map.txt"), encoding: .utf8).contains("ALB"))
        #expect(try String(contentsOfFile: folder.path("w.txt"), encoding: .utf8).contains("written: map.txt"))
        #expect(try String(contentsOfFile: folder.path("r.txt"), encoding: .utf8).contains("nothing changed"))
    }

    @Test(
        "What is wrong with a script is one line with its number, and the status says what kind of wrong it is",
        arguments: [
            ("explore --script s", "wait\npress Return\n", 65, "s:2: \"Return\" is no key"),
            ("explore --script none", "", 66, "none"),
            ("explore --script s", "press q\nwait\n", 65, "s:2: the explorer was left in line 1"),
            ("explore --script s", "save no/such/folder/a.txt\n", 74, "cannot be written"),
            ("explore --script - -i -", "", 64, "standard input is one of script, input and logs"),
            ("explore --script", "", 64, "--script"),
        ] as [(String, String, Int32, String)])
    func errors(arguments: String, script: String, status: Int32, message: String) throws {
        let folder = try Scratch()
        try folder.write("s", script)
        let run = try ProgramRun(line: "sgscope \(arguments)", in: folder.directory)
        #expect(run.status == status)
        #expect(run.errors.contains(message), "\(run.errors)")
        #expect(run.output.isEmpty)
    }

    @Test("A script can come on standard input")
    func standardInput() throws {
        let folder = try Scratch()
        let run = try ProgramRun(line: "printf 'save a.txt\\n' | sgscope explore --script - && cat a.txt", in: folder.directory)
        #expect(run.status == 0 && run.output.contains("RDS SG"))
    }

    @Test(
        "The log has events, effects, work with times and what inputs were taken for, and nothing of what is in them or was typed"
    )
    func log() throws {
        let folder = try Scratch()
        let resources = Places.tests.deletingLastPathComponent().appending(path: "Resources").path
        try folder.write("s", "press a\ntype alb -> rds:5432\npress Enter\nwait\npress r\nwait\n")
        let inputs = ["groups", "group-rules"].map { "-i '\(resources)/describe-security-\($0).json'" }.joined(separator: " ")
        let run = try ProgramRun(
            line: "sgscope explore \(inputs) --script s", in: folder.directory, environment: ["SGSCOPE_LOG": "log"])
        #expect(run.status == 0 && run.errors.isEmpty, "\(run.errors)")
        let log = try String(contentsOfFile: folder.path("log"), encoding: .utf8)
        for wanted in [
            "input 1 of 2: answer of AWS", "read: 6 groups, 16 rules", "event key enter", "event key character", "effect reread",
        ] {
            #expect(log.contains(wanted), "\(wanted)")
        }
        for secret in ["sg-", "alb", "rds", "ALB", "5432", "10.0.", "describe", "chat"] {
            #expect(!log.contains(secret), "\(secret)")
        }
        for line in log.split(separator: "\n") {
            #expect(line.firstMatch(of: #/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z \d+ /#) != nil, "\(line)")
        }
        // It is appended to, by every command.
        _ = try ProgramRun(line: "sgscope why \(inputs) alb rds 5432", in: folder.directory, environment: ["SGSCOPE_LOG": "log"])
        let more = try String(contentsOfFile: folder.path("log"), encoding: .utf8)
        #expect(more.hasPrefix(log) && more.utf8.count > log.utf8.count)
    }

    @Test("A log that cannot be written is one line of warning, and the command does its work")
    func unwritable() throws {
        let folder = try Scratch()
        try folder.write("s", "save a.txt")
        let run = try ProgramRun(
            line: "sgscope explore --script s", in: folder.directory, environment: ["SGSCOPE_LOG": "/no/such/folder/log"])
        #expect(run.status == 0)
        #expect(run.errors.split(separator: "\n").count == 1 && run.errors.contains("SGSCOPE_LOG"))
    }
}
