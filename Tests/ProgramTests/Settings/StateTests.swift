import Foundation
import Support
import Testing

/// What the explorer keeps between runs, in files of its owner's alone.
@Suite("The state between runs", .serialized)
struct StateTests {
    /// A home of its own with an input in it.
    private final class Home {
        let folder: Scratch
        let input: String

        init() throws {
            folder = try Scratch()
            input = try folder.write(
                "env/groups.json",
                String(
                    contentsOf: Places.notes.deletingLastPathComponent().appending(path: "describe-security-groups.json"),
                    encoding: .utf8))
        }

        /// The files of the state.
        var files: [URL] {
            let place = folder.directory.appending(path: "state/sgscope")
            return ((try? FileManager.default.contentsOfDirectory(at: place, includingPropertiesForKeys: nil)) ?? [])
        }

        /// The explorer in a terminal, as it opens.
        func open(_ options: String...) throws -> TmuxSession {
            let session = try TmuxSession(
                environment: ["XDG_STATE_HOME": folder.path("state"), "XDG_CONFIG_HOME": folder.path("config"), "TZ": "UTC"],
                command: [BuiltProgram.path] + options + [input])
            try session.wait(for: "a ask")
            return session
        }

        /// Asks a question, selects redis, and leaves.
        func use(_ session: TmuxSession, question: String = "alb -> rds:5432", find: String = "redis") throws {
            try session.press("a")
            try session.type(question)
            _ = try session.settled()
            try session.press("Enter")
            try session.wait("an answer") { $0.contains("Blocked") || $0.contains("Allowed") || $0.contains("Depends") }
            try session.press("C-l", "q")
            _ = try session.settled()
            try session.type("/\(find)")
            try session.wait(for: "1 of")
            try session.press("Enter")
            _ = try session.settled()
            try session.type(":quit")
            try session.press("Enter")
            #expect(try session.exitStatus() == 0)
        }
    }

    @Test func `questions and the last place are there again in the next run, and Esc goes to the start`() throws {
        let home = try Home()
        try home.use(try home.open())
        let file = try #require(home.files.first)
        #expect(home.files.count == 1)
        let attributes = try FileManager.default.attributesOfItem(atPath: file.path)
        #expect(attributes[.posixPermissions] as? Int == 0o600)
        let above = try FileManager.default.attributesOfItem(atPath: file.deletingLastPathComponent().path)
        #expect(above[.posixPermissions] as? Int == 0o700)
        #expect(file.lastPathComponent.wholeMatch(of: /[0-9a-f]{32}\.json/) != nil)
        let again = try home.open()
        let screen = try again.wait(for: "as you left it on")
        #expect(screen.contains("▸ redis"))
        try again.press("a", "Up")
        try again.wait(for: "alb -> rds:5432")
        try again.press("Escape")
        _ = try again.settled()
        try again.type(":quit")
        try again.press("Enter")
        _ = try again.exitStatus()
        let third = try home.open()
        try third.wait(for: "as you left it on")
        try third.press("Escape")
        let start = try third.wait("the start") { $0.contains("▸ alb") }
        #expect(!start.contains("as you left it"))
    }

    @Test func `a connection that breaks loses no question`() throws {
        let home = try Home()
        let session = try home.open()
        try session.press("a")
        try session.type("alb -> rds:5432")
        _ = try session.settled()
        try session.press("Enter")
        try session.wait("an answer") { $0.contains("Blocked") }
        _ = try session.settled()
        try session.kill(SIGHUP)
        _ = try session.exitStatus()
        let written = try String(contentsOf: #require(home.files.first), encoding: .utf8)
        #expect(written.contains("alb -> rds:5432"))
    }

    @Test func `--no-state writes nothing and reads nothing, and without a question nothing is written`() throws {
        let home = try Home()
        try home.use(try home.open("--no-state"))
        #expect(!FileManager.default.fileExists(atPath: home.folder.path("state")))
        let looked = try home.open()
        try looked.press("j")
        _ = try looked.settled()
        try looked.press("q")
        _ = try looked.exitStatus()
        #expect(!FileManager.default.fileExists(atPath: home.folder.path("state")))
        try home.use(try home.open())
        let written = try String(contentsOf: #require(home.files.first), encoding: .utf8)
        let blind = try home.open("--no-state")
        _ = try blind.settled()
        #expect(try !blind.capture().contains("as you left it"))
        try blind.press("a", "Up")
        #expect(try !blind.settled().contains("alb -> rds"))
        try blind.press("Escape")
        _ = try blind.settled()
        try blind.press("q")
        _ = try blind.exitStatus()
        #expect(try String(contentsOf: #require(home.files.first), encoding: .utf8) == written)
    }

    @Test func `a script, a pipe and stand-ins keep nothing`() throws {
        let home = try Home()
        let state = ["XDG_STATE_HOME": home.folder.path("state")]
        let script = try home.folder.write(
            "script", "press a\ntype alb -> rds:5432\npress Enter\nwait\ntype :quit\npress Enter\n")
        #expect(try ProgramRun(["explore", "--script", script, home.input], environment: state).status == 0)
        #expect(try ProgramRun(["why", "-i", home.input, "alb", "rds", "5432"], environment: state).status == 1)
        try home.use(try home.open("--redact"), question: "internet -> 203.0.113.9:443", find: "group")
        #expect(!FileManager.default.fileExists(atPath: home.folder.path("state")))
    }

    /// Files that somebody else may have put there.
    private static let hostile = [
        "", "\u{0}\u{1}", "[1, 2]", #"{"version": 2, "questions": ["alb -> rds:5432"]}"#,
        #"{"version": 1, "selected": "sg-\u001b[31mx", "questions": ["\u001b]0;x\u0007 -> rds:1", "a\nb -> rds:1", "$(touch x) -> `y`"]}"#,
        "version: 1\na: &a [x, x]\nb: &b [*a, *a]\nquestions: [*b]", String(repeating: "[", count: 60_000),
        String(repeating: " ", count: 70_000),
    ]

    @Test func `a hostile state takes no effect`() throws {
        let home = try Home()
        try home.use(try home.open())
        let file = try #require(home.files.first)
        for text in Self.hostile {
            try text.write(to: file, atomically: false, encoding: .utf8)
            let session = try home.open()
            try session.press("a", "Up")
            let asked = try session.settled()
            #expect(
                !asked.contains("as you left it") && !asked.contains("touch") && !asked.contains("-> rds"), "\(text.prefix(80))")
            try session.press("Escape")
            // An escape and a letter at once are one key.
            _ = try session.settled()
            try session.press("q")
            #expect(try session.exitStatus() == 0)
        }
    }

    @Test func `a link, a folder, a pipe and what others may write are not read, and no link is written through`() throws {
        let home = try Home()
        try home.use(try home.open())
        let file = try #require(home.files.first)
        let kept = try String(contentsOf: file, encoding: .utf8)
        func lines(_ prepare: () throws -> Void) throws -> String {
            try? FileManager.default.removeItem(at: file)
            try prepare()
            let session = try home.open()
            let screen = try session.settled()
            try session.press("q")
            _ = try session.exitStatus()
            return screen
        }
        let target = try home.folder.write("target", kept)
        let link = try lines { try FileManager.default.createSymbolicLink(atPath: file.path, withDestinationPath: target) }
        #expect(link.contains("not used") && !link.contains("as you left it"))
        let pipe = try lines { #expect(mkfifo(file.path, 0o600) == 0) }
        #expect(pipe.contains("not used"))
        let open = try lines {
            try kept.write(to: file, atomically: false, encoding: .utf8)
            #expect(chmod(file.path, 0o666) == 0)
        }
        #expect(open.contains("not used"))
        // Written is a file in place of the link.
        try? FileManager.default.removeItem(at: file)
        try "mine".write(toFile: target, atomically: false, encoding: .utf8)
        try FileManager.default.createSymbolicLink(atPath: file.path, withDestinationPath: target)
        try home.use(try home.open())
        #expect(try String(contentsOfFile: target, encoding: .utf8) == "mine")
        #expect(try String(contentsOf: file, encoding: .utf8).contains("alb -> rds:5432"))
    }
}
