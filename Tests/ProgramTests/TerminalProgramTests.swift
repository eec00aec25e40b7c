import Foundation
import Testing

/// The explorer as a guest in a terminal: it comes, shows its screen, and leaves everything as it was.
@Suite("In a real terminal", .serialized)
struct TerminalProgramTests {
    private let program = BuiltProgram.path
    /// A word of the first screen, whatever its size.
    private let title = "EXAMPLE"

    @Test("it shows its screen and q gives the terminal back", arguments: ["xterm-256color", "screen", "linux", "vt100"])
    func comesAndGoes(term: String) throws {
        let session = try TmuxSession(term: term, command: [program])
        try session.wait(for: title)
        try session.press("q")
        #expect(try session.exitStatus() == 0)
        let settings = try session.settings()
        #expect(settings.before == settings.after)
        if term != "vt100" && term != "linux" { #expect(try !session.settled().contains(title)) }
    }

    @Test(
        "a signal ends it with the terminal restored, and the status says which",
        arguments: [SIGTERM, SIGHUP, SIGINT, SIGQUIT, SIGSEGV, SIGABRT, SIGILL])
    func signals(signal: Int32) throws {
        let session = try PtySession(command: [program])
        let before = session.settings
        _ = try session.output(until: title)
        #expect(session.settings != before)
        session.kill(signal)
        let last = session.outputToEnd()
        #expect(session.end() == .signal(signal))
        #expect(session.settings == before)
        for sequence in ["\u{1B}[?1049l", "\u{1B}[?25h", "\u{1B}[?2004l"] {
            #expect(last.range(of: Data(sequence.utf8)) != nil, "\(sequence.dropFirst())")
        }
    }

    @Test("Ctrl-C quits at once, even when the output is halted with Ctrl-S")
    func interrupted() throws {
        let session = try PtySession(command: [program])
        let before = session.settings
        _ = try session.output(until: title)
        session.send("\u{13}jj")
        Thread.sleep(forTimeInterval: 0.2)
        session.send("\u{03}")
        _ = session.outputToEnd()
        #expect(session.end() == .signal(SIGINT))
        #expect(session.settings == before)
    }

    @Test("a window that is closed ends it, also where SIGHUP is ignored")
    func hangup() throws {
        let session = try PtySession(command: [program])
        _ = try session.output(until: title)
        session.closeWindow()
        #expect(session.end() == .signal(SIGHUP))

        let deaf = try PtySession(command: ["sh", "-c", "trap '' HUP; exec \"$0\"", program])
        _ = try deaf.output(until: title)
        deaf.closeWindow()
        #expect(deaf.end() != .running)
    }

    @Test(
        "Ctrl-Z stops it, the shell has its terminal, fg brings the screen back, at another size and at the same",
        arguments: [true, false])
    func stopped(isResized: Bool) throws {
        let session = try TmuxSession(command: ["bash", "--norc", "-i"])
        try session.wait("to show a prompt") { $0.contains("$") }
        try session.type("stty -g >~/before; '\(program)'")
        try session.press("Enter")
        try session.wait(for: title)
        try session.press("C-z")
        try session.wait(for: "Stopped")
        try session.type("echo he''re")
        try session.press("Enter")
        try session.wait(for: "\nhere")
        if isResized { try session.resize(columns: 100, rows: 30) }
        try session.type("fg")
        try session.press("Enter")
        try session.wait("to be drawn again") { $0.contains(title) && !$0.contains("Stopped") }
        try session.press("q")
        try session.wait(for: "Stopped")
        try session.type("stty -g | cmp - ~/before && echo sa''me")
        try session.press("Enter")
        try session.wait(for: "\nsame")
    }

    @Test("while nothing happens nothing is sent")
    func idle() throws {
        let session = try PtySession(command: [program])
        _ = try session.output(until: title)
        _ = session.output(quiet: 1)
        #expect(session.output(quiet: 2, timeout: 2).isEmpty)
        session.send("q")
        _ = session.outputToEnd()
        #expect(session.end() == .exit(0))
    }

    @Test("sizes from one cell to a wall of them, keys in between, and the screen is whole again")
    func resizes() throws {
        let session = try TmuxSession(command: [program])
        try session.wait(for: title)
        let first = try session.settled()
        var seed: UInt32 = 7
        for _ in 0..<40 {
            seed = seed &* 1_664_525 &+ 1_013_904_223
            try session.resize(columns: 1 + Int(seed >> 8) % 250, rows: 1 + Int(seed >> 20) % 90)
            try session.press("Tab")
        }
        try session.resize(columns: 1, rows: 1)
        try session.resize(columns: 80, rows: 24)
        let last = try session.wait(for: title)
        #expect(last.split(separator: "\n").first == first.split(separator: "\n").first)
        try session.press("C-c")
        #expect(try session.exitStatus() == 130)
    }
}
