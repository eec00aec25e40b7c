import Foundation
import Support
import Testing

/// Screens that say what the data is worth, as the program saves them: whose it is, how old, what of it is not used.
@Suite("Screens of header and errors, as the program saves them")
struct TrustPagesTests {
    /// When the files of these tests were changed: 2026-10-01 08:00, in seconds since 1970.
    private static let changed = 1_790_841_600
    private static let day = 86_400

    /// A folder with an inventory of two accounts, whose files were changed at that time.
    private static func folder(_ name: String, more: [String: String] = [:]) throws -> Scratch {
        let scratch = try Scratch()
        let source = Places.stored.appending(path: "pages/accounts")
        for file in ["describe-security-groups.json", "describe-vpcs.json"] {
            try scratch.write("\(name)/\(file)", String(contentsOf: source.appending(path: file), encoding: .utf8))
        }
        for (file, text) in more { try scratch.write("\(name)/\(file)", text) }
        let date = Date(timeIntervalSince1970: TimeInterval(changed))
        let all = try FileManager.default.contentsOfDirectory(atPath: scratch.path(name))
        for file in all {
            try FileManager.default.setAttributes([.modificationDate: date], ofItemAtPath: scratch.path("\(name)/\(file)"))
        }
        return scratch
    }

    private static func screen(_ scratch: Scratch, _ folder: String, _ script: [String], age: Int) throws -> String {
        try scratch.write("s", (script + ["save screen.txt"]).joined(separator: "\n") + "\n")
        let run = try ProgramRun(
            line: "sgscope explore -i \(folder) --script s", in: scratch.directory,
            environment: ["SOURCE_DATE_EPOCH": "\(changed + age)", "TZ": "UTC"])
        #expect(run.status == 0, "\(run.errors)")
        return try scratch.read("screen.txt")
    }

    @Test(
        "Two accounts, old files, and files that are not used",
        arguments: [
            ("two-accounts", 3 * 3600, ["wait", "press v"]),
            ("fold-account", 3 * 3600, ["wait", "press :", "type fold account", "press Enter"]),
            ("old-files", 59 * 86_400, ["wait"]),
            ("fixes-of-two-accounts", 3600, ["press a", "type reports -> db:5432", "press Enter", "wait"]),
        ])
    func stored(_ name: String, _ age: Int, _ script: [String]) throws {
        let screen = try Self.screen(try Self.folder("shop"), "shop", script, age: age)
        try Places.expect(screen, as: "pages/trust-\(name)-80x24.txt")
    }

    @Test("Files of a folder that are empty or no JSON are named as it opens")
    func unused() throws {
        let scratch = try Self.folder(
            "shop", more: ["notes.json": "no JSON\n", "empty.json": "", "README.md": "# x\n"])
        try Places.expect(try Self.screen(scratch, "shop", ["wait"], age: 3600), as: "pages/trust-unused-files-80x24.txt")
    }

    @Test("An error that is longer than a row has two, its path shortened in the middle, what to do and what is shown to the end")
    func longError() throws {
        let folder = "accounts/production/eu-central-1/listings-of-security-groups"
        let scratch = try Self.folder(folder)
        let script = [
            "wait", "press :", "type write! \(folder)/describe-security-groups.json", "press Enter", "press r", "wait",
        ]
        let screen = try Self.screen(scratch, folder, script, age: 3600)
        #expect(screen.contains("Still showing 09:00"))
        try Places.expect(screen, as: "pages/trust-long-error-80x24.txt")
    }

    @Test("Every answer for people tells when the files were changed, marked from one day on; JSON's as_of stays null")
    func answers() throws {
        let scratch = try Self.folder("shop")
        func run(_ line: String, age: Int = 59 * Self.day) throws -> ProgramRun {
            try ProgramRun(
                line: line, in: scratch.directory, environment: ["SOURCE_DATE_EPOCH": "\(Self.changed + age)", "TZ": "UTC"])
        }
        let old = "! files of 2026-10-01 08:00Z, 59 days old\n"
        for command in ["why app db 5432", "who db 5432", "list", "rules db", "draw", "matrix", "audit", "tour"] {
            #expect(try run("sgscope \(command) -i shop").output.hasPrefix(old), "\(command)")
        }
        // Files of today are what one expects.
        #expect(try !run("sgscope list -i shop", age: 7200).output.contains("files of"))
        #expect(try run("sgscope why app db 5432 -i shop --format json").objects.first?["as_of"] is NSNull)
        let blocked = try run("sgscope why reports db 5432 -i shop").output
        #expect(blocked.contains("accounts  reports in 210987654321 -> db in 111122223333"))
        #expect(blocked.contains("# account 210987654321, us-east-1\naws ec2 authorize-security-group-egress"))
        #expect(try run("sgscope list -i shop").output.contains(/name +id +in +out +interfaces +VPC +account\n/))
        #expect(try run("sgscope draw --fold account -i shop").output.contains("+ account 210987654321"))
    }

    @Test("Help and manual begin with what the program never does, and the manual says what most commands take once")
    func help() throws {
        let promise = "sgscope only reads: it sends nothing that changes AWS."
        let help = try ProgramRun(["--help"]).output
        #expect(help.hasPrefix("OVERVIEW: \(promise)".prefix(60)))
        #expect(help.split(separator: "\n").allSatisfy { $0.count <= 80 })
        let manual = try ProgramRun(["--generate-manual"]).output
        let description = try #require(manual.range(of: ".SH DESCRIPTION\n"))
        #expect(manual[description.upperBound...].hasPrefix(promise))
        #expect(manual.components(separatedBy: ".B \\-\\-parameter <key=value>\n").count == 2)
        for heading in ["OVERVIEW:", "USAGE:", "OPTIONS:"] { #expect(!manual.contains(heading)) }
        for command in ["explore", "why", "capture"] { #expect(manual.contains(".SS \(command)\n")) }
    }

    @Test("All that was copied is printed when one leaves, in order")
    func copies() throws {
        let session = try TmuxSession(term: "vt100", command: [BuiltProgram.path])
        try session.wait(for: "ALB SG  sg-d04e9420348ae5fda")
        try session.press("y", "i")
        try session.wait(for: "printed too when you leave")
        try session.press("j", "y", "i")
        try session.wait(for: "2nd copy. All are printed")
        try session.press("q")
        try session.wait(for: "sg-d04e9420348ae5fda")
        let screen = try session.capture()
        // Where a terminal has one screen alone, the first may stand over what is left of it.
        let copies = screen.split(separator: "\n").filter { $0.hasPrefix("sg-") }
        #expect(copies.count == 2 && copies.first?.hasPrefix("sg-d04e9420348ae5fda") == true, "\(screen)")
    }
}
