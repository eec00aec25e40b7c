import Foundation
import Support
import Testing

/// The config file: never needed, weaker than options, and without effect where it is hostile.
@Suite("The config file")
struct ConfigTests {
    /// A config home; the file is made by `prepare`, which is given its path.
    private static func run(_ arguments: [String], _ text: String, _ more: [String: String] = [:]) throws -> ProgramRun {
        let home = try Scratch()
        try home.write("sgscope/config.yaml", text)
        return try ProgramRun(arguments, environment: ["XDG_CONFIG_HOME": home.directory.path].merging(more) { $1 })
    }

    private static let why = ["why", "alb", "rds", "5432"]

    @Test func `colours and glyphs are as it says, and options and NO_COLOR are stronger`() throws {
        let colours = "colours: always\n"
        #expect(try Self.run(Self.why, colours).output.contains("\u{1B}["))
        #expect(try !Self.run(Self.why, colours, ["NO_COLOR": "1"]).output.contains("\u{1B}["))
        #expect(try !Self.run(Self.why + ["--color", "never"], colours).output.contains("\u{1B}["))
        #expect(try !Self.run(Self.why, "").output.contains("\u{1B}["))
        let ascii = try Self.run(["draw"], "glyphs: ascii\n")
        #expect(ascii.output.utf8.allSatisfy { $0 < 0x80 })
        #expect(try Self.run(["draw", "--unicode"], "glyphs: ascii\n").output.contains("┌"))
        #expect(try Self.run(["draw"], "glyphs: utf8\n", ["LANG": "C", "LC_ALL": "C"]).output.contains("┌"))
    }

    @Test func `notes are those that it names where none lie beside the input`() throws {
        let home = try Scratch()
        try home.write("sgscope/config.yaml", "notes: mine.yaml\n")
        try home.write("sgscope/mine.yaml", String(contentsOf: Places.notes, encoding: .utf8))
        let groups = try home.write(
            "in/groups.json",
            String(
                contentsOf: Places.notes.deletingLastPathComponent().appending(path: "describe-security-groups.json"),
                encoding: .utf8))
        let config = ["XDG_CONFIG_HOME": home.directory.path]
        #expect(try ProgramRun(["rules", groups, "rds"], environment: config).output.contains("RDS SG"))
        #expect(try !ProgramRun(["rules", groups, "rds"]).output.contains("RDS SG"))
        let other = try home.write("other.yaml", "environment: {title: other}\n")
        #expect(try !ProgramRun(["rules", groups, "rds", "--notes", other], environment: config).output.contains("RDS SG"))
        try home.write("sgscope/config.yaml", "notes: gone.yaml\n")
        let gone = try ProgramRun(["rules", groups, "rds"], environment: config)
        #expect(gone.status == 0 && gone.errors.contains("are not there"))
    }

    @Test(arguments: [
        ("glyph: ascii\n", "did you mean glyphs?"), ("colours: pink\n", "auto, always or never"),
        ("nonsense: 1\n", "there are glyphs"),
        ("glyphs: [a]\n", "auto, unicode or ascii"), ("production: yes\n", "a list of account"),
        ("production: [{region: x}]\n", "a list of account"), ("profile: --debug\n", "name of a profile"),
        ("- a\n", "no list of keys"),
        ("a: [\n", "no YAML"), ("a: &a x\nb: *a\n", "anchors"), ("\u{1B}[31m: x\n", "no YAML"),
        (String(repeating: "[", count: 50_000), "no YAML"), (String(repeating: "# \n", count: 30_000), "larger than 64 kB"),
    ])
    func `what is wrong in it is one line, and everything else goes on`(text: String, words: String) throws {
        let run = try Self.run(Self.why, text)
        let plain = try ProgramRun(Self.why)
        #expect(run.status == 1 && run.output == plain.output)
        #expect(run.errors.contains(words) && run.errors.split(separator: "\n").count == 1, "\(run.errors)")
        #expect(!run.errors.contains("\u{1B}"))
    }

    @Test func `a folder, a pipe, a loop and what others may write take no effect and wait for nobody`() throws {
        let plain = try ProgramRun(Self.why).output
        func run(_ prepare: (String) throws -> Void) throws -> ProgramRun {
            let home = try Scratch()
            try home.write("sgscope/x", "")
            try prepare(home.path("sgscope/config.yaml"))
            return try ProgramRun(Self.why, environment: ["XDG_CONFIG_HOME": home.directory.path])
        }
        let hostile = [
            try run { try FileManager.default.createDirectory(atPath: $0, withIntermediateDirectories: true) },
            try run { #expect(mkfifo($0, 0o600) == 0) },
            try run { try FileManager.default.createSymbolicLink(atPath: $0, withDestinationPath: $0) },
            try run { try FileManager.default.createSymbolicLink(atPath: $0, withDestinationPath: "/dev/zero") },
            try run {
                try "colours: always".write(toFile: $0, atomically: false, encoding: .utf8)
                #expect(chmod($0, 0o666) == 0)
            },
        ]
        for run in hostile {
            #expect(run.status == 1 && run.output == plain)
            #expect(run.errors.contains("is not used") && run.errors.split(separator: "\n").count == 1, "\(run.errors)")
        }
        // A link to a file of one's own is how many keep their files.
        let linked = try run {
            try "colours: always".write(toFile: $0 + ".real", atomically: false, encoding: .utf8)
            try FileManager.default.createSymbolicLink(atPath: $0, withDestinationPath: $0 + ".real")
        }
        #expect(linked.output.contains("\u{1B}[") && linked.errors.isEmpty)
    }

    @Test(arguments: [
        ("production: [{tag: {key: Environment, value: dev}}]", true), ("production: [{tag: {key: Environment}}]", true),
        ("production: [{account: \"123456789012\"}]", true),
        ("production: [{account: \"999999999999\"}, {tag: {key: ManagedBy, value: nobody}}]", false),
        ("production: [{tag: {key: Environment, value: prod}}]", false), ("", false),
    ])
    func `the explorer says of production that it is`(text: String, isSaid: Bool) throws {
        let home = try Scratch()
        try home.write("sgscope/config.yaml", text + "\n")
        let session = try TmuxSession(
            environment: ["XDG_CONFIG_HOME": home.directory.path, "NO_COLOR": "1"], command: [BuiltProgram.path])
        let screen = try session.wait(for: "a ask")
        #expect(screen.hasPrefix(" PRODUCTION ") == isSaid)
        try session.press("q")
        #expect(try session.exitStatus() == 0)
    }
}
