import Foundation
import PseudoTerminal
import Support
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

    @Test("Ctrl-S halts nothing: the next key is answered")
    func halted() throws {
        let session = try PtySession(command: [program])
        _ = try session.output(until: title)
        session.send("\u{13}")
        Thread.sleep(forTimeInterval: 0.2)
        session.send("q")
        _ = session.outputToEnd()
        #expect(session.end() == .exit(0))
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

    @Test("With standard output closed nothing is written anywhere else, and one line says what was wrong")
    func outputClosed() throws {
        let session = try PtySession(command: ["/bin/sh", "-c", "'\(program)' >&-"])
        let said = String(decoding: session.outputToEnd(), as: UTF8.self)
        #expect(said.contains("standard output cannot be written: Bad file descriptor"))
        #expect(session.end() == .exit(74))
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

    @Test(
        "y sends the text to the terminal's clipboard, and where nobody knows whether it came there it is printed too",
        arguments: [("xterm-256color", true, true), ("alacritty", true, false), ("vt100", false, true), ("linux", false, true)])
    func copying(term: String, isSent: Bool, isPrinted: Bool) throws {
        let session = try PtySession(term: term, environment: ["LANG": "C"], command: [program])
        _ = try session.output(until: title)
        session.send("yi")
        let sent = session.output()
        // sg-d04e9420348ae5fda
        #expect((sent.range(of: Data("\u{1B}]52;c;c2ctZDA0ZTk0MjAzNDhhZTVmZGE=\u{07}".utf8)) != nil) == isSent)
        session.send("q")
        let end = String(decoding: session.outputToEnd(), as: UTF8.self)
        #expect(session.end() == .exit(0))
        #expect(end.contains("sg-d04e9420348ae5fda\r\n") == isPrinted)
    }

    @Test("the mouse is told nothing of until m asks for it, and is given back however the program ends")
    func mouse() throws {
        for last in ["q", "m", "\u{03}"] {
            let session = try PtySession(command: [program])
            #expect(try session.output(until: title).range(of: Data("[?1000h".utf8)) == nil)
            session.send("m")
            _ = try session.output(until: "\u{1B}[?1000h\u{1B}[?1006h")
            session.send(last)
            #expect(try session.output(until: "\u{1B}[?1006l\u{1B}[?1000l").count > 0)
        }
    }

    @Test("w writes a file; what is there already stays")
    func writing() throws {
        let folder = try Scratch()
        let file = folder.directory.appending(path: "map.txt")
        let session = try TmuxSession(columns: 200, command: [program])
        try session.wait(for: title)
        try session.type("w")
        try session.type(file.path)
        try session.press("Enter")
        try session.wait(for: "written: ")
        let text = try String(contentsOf: file, encoding: .utf8)
        #expect(text.contains("RDS SG"))
        try session.type(":w \(file.path)")
        try session.press("Enter")
        try session.wait(for: "is there already")
        try session.type(":w \(folder.directory.path)/none/map.txt")
        try session.press("Enter")
        try session.wait(for: "No such file or directory")
        #expect(try String(contentsOf: file, encoding: .utf8) == text)
    }

    @Test("sizes from one cell to a wall of them, keys in between, and the screen is whole again")
    func resizes() throws {
        let session = try TmuxSession(command: [program])
        try session.wait(for: title)
        let first = try session.settled()
        var random = SeededRandom(seed: 7)
        for _ in 0..<40 {
            try session.resize(columns: 1 + random.below(250), rows: 1 + random.below(90))
            try session.press("Tab")
        }
        try session.resize(columns: 1, rows: 1)
        try session.resize(columns: 80, rows: 24)
        // A screen of a size before the last may be seen on the way.
        let heading = String(try #require(first.split(separator: "\n").first))
        let last = try session.wait(for: heading)
        #expect(last.hasPrefix(heading))
        try session.press("C-c")
        #expect(try session.exitStatus() == 130)
    }
}
