import Foundation
import PseudoTerminal
import Support
import Testing

/// The explorer in every terminal that is met, and through what a terminal goes through.
@Suite("The explorer in every terminal", .serialized)
struct EveryTerminalTests {
    private let program = BuiltProgram.path

    @Test(
        "It shows the map and gives the terminal back as it was",
        arguments: ["xterm-256color", "xterm", "screen-256color", "tmux-256color", "linux", "vt100"], ["C", "C.UTF-8"])
    func terminals(term: String, locale: String) throws {
        let session = try PtySession(term: term, environment: ["LANG": locale], command: [program])
        let before = session.settings
        let screen = try session.output(until: "RDS SG")
        let text = String(decoding: screen, as: UTF8.self)
        #expect(text.contains("┌") == (locale == "C.UTF-8"))
        session.send("jla")
        _ = session.output()
        session.send("alb -> rds:5432\r")
        _ = try session.output(until: "locked")
        session.send("qqqq")
        _ = session.outputToEnd()
        #expect(session.end() == .exit(0))
        #expect(before.isEmpty || session.settings == before || session.settings.isEmpty)
    }

    @Test(
        "Where there is no screen to be had, the plain diagram is printed and one line says why",
        arguments: ["dumb", "no-such-terminal", nil])
    func plain(term: String?) throws {
        let session = try PtySession(term: term, command: [program])
        let text = String(decoding: session.outputToEnd(), as: UTF8.self)
        #expect(session.end() == .exit(0))
        #expect(text.contains("RDS SG") && text.contains("5432"))
        #expect(text.contains("this is the diagram alone"))
        #expect(!text.contains("\u{1B}[?1049h"))
    }

    @Test("300 sizes from 1x1 to 300x100 while keys arrive: then the screen is the one of a fresh start")
    func storm() throws {
        let session = try TmuxSession(command: [program])
        try session.wait(for: "RDS SG")
        var random = SeededRandom(seed: 11)
        for number in 0..<300 {
            try session.resize(columns: 1 + random.below(300), rows: 1 + random.below(100))
            if number % 3 == 0 {
                try session.press(["j", "l", "a", "Escape", "?", "Escape", "/", "Escape", "v", "v"][number / 3 % 10])
            }
        }
        try session.resize(columns: 80, rows: 24)
        // What is open last may cover the first line, and a key right behind Escape is Alt with that key.
        for _ in 0..<6 {
            _ = try session.settled()
            try session.press("Escape")
        }
        try session.wait(for: "EXAMPLE chat-dev, built in")
        _ = try session.settled()
        let fresh = try TmuxSession(command: [program])
        try fresh.wait(for: "RDS SG")
        for terminal in [session, fresh] {
            try terminal.press("G")
            try terminal.wait(for: "▸ Redis SG")
            try terminal.press("g")
            try terminal.wait(for: "▸ INTERNET")
        }
        #expect(try session.settled() == (try fresh.settled()))
        try session.press("q")
        #expect(try session.exitStatus() == 0)
    }

    @Test("5,000 random keys with a fixed seed: it lives, draws what a fresh start draws, and gives the terminal back")
    func randomKeys() throws {
        // Left out: what leaves, stops, writes files or fills the clipboard. Both sessions go out of everything at the end.
        let keys = "jjkkhhllasdxpnNvz+-<>HJKLgGoOfeib/?[]m \t\r\u{7F}\u{1B}\u{15}\u{04}\u{0C}0123456789rct"
        let letters = Array(keys)
        var random = SeededRandom(seed: 42)
        let session = try PtySession(command: [program])
        let before = session.settings
        _ = try session.output(until: "RDS SG")
        // A few at a time: more at once would be a paste.
        for _ in 0..<1250 {
            session.send(String((0..<4).map { _ in random.pick(letters) }))
            _ = session.output(quiet: 0.02)
        }
        session.send(String(repeating: "\u{1B}", count: 12))
        _ = session.output(quiet: 3)
        #expect(session.end(timeout: 0.1) == .running)
        session.send("\u{0C}")
        _ = try session.output(until: "EXAMPLE chat-dev")
        session.send("\u{03}")
        _ = session.outputToEnd()
        #expect(session.end() == .signal(SIGINT))
        #expect(before.isEmpty || session.settings == before || session.settings.isEmpty)
    }
}
