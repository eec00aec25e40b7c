import Testing

@testable import Terminal

@Suite("Why no screen opens")
struct TerminalErrorTests {
    @Test(
        "a message is one line that says what and what to do",
        arguments: [
            (TerminalError.unknownTerminal(name: "foo"), "\"foo\"", "try TERM=xterm-256color"),
            (.unknownTerminal(name: ""), "TERM is not set", "try TERM=xterm-256color"),
            (.cannotAddressCursor(name: "dumb"), "\"dumb\"", "try TERM=xterm-256color"),
            (.notATerminal(.standardInput), "standard input is not a terminal", "without a pipe"),
            (.notATerminal(.standardOutput), "standard output is not a terminal", "without a pipe"),
            (.noTerminalDescriptions, "no terminal descriptions", "ncurses-base"),
        ])
    func message(error: TerminalError, what: String, remedy: String) {
        #expect(error.message.contains(what))
        #expect(error.message.contains(remedy))
        #expect(!error.message.contains("\n"))
    }

    @Test("a name from the environment cannot write to the terminal, nor fill it")
    func unsafeNames() {
        let message = TerminalError.unknownTerminal(name: "x\u{1B}[31m\u{9B}" + String(repeating: "y", count: 500)).message
        #expect(!message.unicodeScalars.contains { $0.value < 0x20 || (0x7F..<0xA0).contains($0.value) })
        #expect(message.count < 160)
    }

    @Test(
        "a terminal newer than the host's descriptions is opened as its relative",
        arguments: [
            ("xterm-kitty", "xterm-256color"), ("tmux-direct", "screen-256color"), ("alacritty", "xterm-256color"),
            ("foot-extra", "xterm-256color"),
        ])
    func relatives(name: String, relative: String) {
        #expect(TerminalNames.candidates(for: name).prefix(2) == [name, relative])
    }

    @Test("a name without relatives stands alone", arguments: ["vt100", "unknown-foo", "dumb", "linux", ""])
    func alone(name: String) {
        #expect(TerminalNames.candidates(for: name) == [name])
    }

    @Test("pastes are asked for where the terminal can mark them")
    func bracketedPaste() {
        let marking = ["xterm", "xterm-256color", "screen", "tmux-256color", "rxvt-unicode"]
        #expect(marking.allSatisfy(TerminalNames.hasBracketedPaste))
        #expect(!["vt100", "linux", "ansi", "stv52", "dumb"].contains(where: TerminalNames.hasBracketedPaste))
    }

    @Test("NO_COLOR counts when it is not empty, and --color before it")
    func colors() {
        #expect(ColorChoice.auto.wantsColor(noColor: nil))
        #expect(ColorChoice.auto.wantsColor(noColor: ""))
        #expect(!ColorChoice.auto.wantsColor(noColor: "1"))
        #expect(ColorChoice.always.wantsColor(noColor: "1"))
        #expect(!ColorChoice.never.wantsColor(noColor: nil))
    }
}
