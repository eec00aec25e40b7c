import Foundation
import Support
import Testing

/// A path is an input of every command, wherever it stands among the words.
@Suite("Paths as inputs")
struct InputPathTests {
    private static let groups =
        #"{"SecurityGroups": [{"GroupId": "sg-0f", "GroupName": "front", "Description": "", "IpPermissions": [{"IpProtocol": "tcp", "FromPort": 22, "ToPort": 22, "IpRanges": [{"CidrIp": "0.0.0.0/0"}]}], "IpPermissionsEgress": []}]}"#

    /// Each command with its own words, `@` where the path is.
    static let commands = [
        "list @", "list @ front", "list front @", "rules @ front", "rules front @", "who @ front 22", "who front 22 @",
        "who front:22 @", "why @ internet front 22", "why internet front 22 @", "why @ 'internet -> front:22'",
        "draw @", "draw --select front @", "matrix @", "audit --fail-on never @", "tour @", "notes init @",
        "@ why internet front 22", "@ 'internet front 22'", "-i @ rules front", "--redact @ list", "@ list",
    ]

    private static func folder() throws -> Scratch {
        let folder = try Scratch()
        try folder.write("groups.json", groups)
        try folder.write("dir/groups.json", groups)
        try folder.write("my groups.json", groups)
        return folder
    }

    @Test(arguments: commands, ["groups.json", "./groups.json", "./dir", "dir/groups.json", "'my groups.json'", "."])
    func `a file or a folder is read, and the example is not`(command: String, path: String) throws {
        let folder = try Self.folder()
        let run = try ProgramRun(line: "sgscope " + command.replacing("@", with: path), in: folder.directory)
        #expect(run.status == 0, "\(run.errors)")
        #expect(!run.output.contains("Example") && !run.output.contains("RDS"))
        if !command.contains("redact") { #expect(run.output.contains("front")) }
    }

    @Test(arguments: commands.filter { !$0.hasPrefix("-i") })
    func `a file that is missing is said to be, with 66, and nothing is answered`(command: String) throws {
        let folder = try Scratch()
        let run = try ProgramRun(line: "sgscope " + command.replacing("@", with: "gone.json"), in: folder.directory)
        #expect(run.status == 66, "\(run.errors)")
        #expect(run.output.isEmpty)
        #expect(run.errors.filter { $0 == "\n" }.count == 1)
        if !command.contains("redact") { #expect(run.errors.contains("gone.json")) }
    }

    @Test func `what is called like a path, and is not one, is what it is called`() throws {
        let folder = try Scratch()
        try folder.write("in.json", Self.groups.replacing("front", with: "web/front.json"))
        func run(_ line: String) throws -> ProgramRun { try ProgramRun(line: line, in: folder.directory) }
        #expect(try run("sgscope rules -i in.json web/front.json").status == 0)
        #expect(try run("sgscope rules in.json web/front.json").status == 0)
        #expect(try run("sgscope why -i in.json internet web/front.json 22/tcp").status == 0)
        // What the input has is never a file, though there is one.
        try folder.write("web/front.json", "{}")
        #expect(try run("sgscope rules -i in.json web/front.json").output.contains("web/front.json"))
        // An end of an unknown VPC is an unknown end, no file.
        let unknown = try run("sgscope why internet vpc-1/nobody 22")
        #expect(unknown.status == 64 && unknown.errors.contains("nothing is called"))
    }

    @Test(arguments: ["draw rds", "matrix rds"])
    func `a group where files stand is told its option`(command: String) throws {
        let folder = try Scratch()
        let run = try ProgramRun(line: "sgscope \(command)", in: folder.directory)
        #expect(run.status == 64 && run.errors.contains("--select rds"))
    }

    @Test func `the words behind the explorer's colon are commands too, unless files are called so`() throws {
        let folder = try Self.folder()
        #expect(try ProgramRun(line: "sgscope find rds", in: folder.directory).output.contains("RDS SG"))
        #expect(try ProgramRun(line: "sgscope ask alb rds 5432", in: folder.directory).status == 1)
        #expect(try ProgramRun(["network"]).output == ProgramRun(["draw", "--network"]).output)
        try FileManager.default.copyItem(
            at: folder.directory.appending(path: "groups.json"), to: folder.directory.appending(path: "find"))
        #expect(
            try ProgramRun(line: "sgscope find", in: folder.directory, environment: ["TERM": "dumb"]).output.contains("front"))
    }
}
