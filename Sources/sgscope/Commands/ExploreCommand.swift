import ArgumentParser
import Diagram
import Explorer
import Glibc
import Map
import Terminal

/// `sgscope explore`, and `sgscope` alone: the explorer.
struct ExploreCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explore",
        abstract: "The explorer: walk through the groups, read their rules, ask what reaches what.",
        discussion: """
            With --script it is played without a terminal, a step a line:

              # a comment
              press KEY ...    characters, or Enter Esc Tab Shift-Tab Space Up Down
                               Left Right Home End PageUp PageDown Backspace
                               Delete F1 Ctrl-d
              type TEXT        a text, key by key
              paste TEXT       a text in one piece
              resize 120x40    the columns and rows of the screen; 80x24 before
              wait             until all that is worked out, or read again, is there
              save FILE.txt    the screen as text; FILE.svg as a picture

            SGSCOPE_LOG=FILE appends what is done and how long it takes, in kinds and
            counts alone.
            """.flowing)

    @OptionGroup var input: InputOptions
    @OptionGroup var shown: OutputOptions

    @Argument(help: "Inputs, as with -i.")
    var files: [String] = []

    @Option(help: ArgumentHelp("An earlier reading to compare with: every answer tells both verdicts.", valueName: "file"))
    var before: String?

    @Option(
        help: ArgumentHelp("The board of pinned questions: sgscope-board.yaml beside the notes unless given.", valueName: "file"))
    var board: String?

    @OptionGroup var flows: FlowOptions

    @Option(help: ArgumentHelp("Play a script without a terminal, and save the screens that it says.", valueName: "file"))
    var script: String?

    @Flag(name: .customLong("no-state"), help: "Neither read nor write what is kept between runs: questions and the last place.")
    var isWithoutState = false

    func validate() throws {
        try flows.check(input)
        let readers = [script == "-", (input.input + files).contains("-"), flows.logs.contains("-")].count { $0 }
        if readers > 1 {
            throw ValidationError("standard input is one of script, input and logs; name a file for the others")
        }
    }

    func run() throws {
        FreedMemory.goesBack()
        let play = try script.map { try ScriptRun(file: $0) }
        let log = EventLog.wanted
        let state = isWithoutState || script != nil ? nil : StateFile(input: input, files: files)
        let board = board.map(Self.whole) ?? Self.lastBoard(state)
        let reading = ModelReading(input: input, files: files, before: before, board: board, logs: try flows.given)
        let mailbox = Mailbox()
        reading.start { mailbox.put($0) }
        if let play {
            defer { reading.end() }
            try end(try play.run(reading, mailbox, glyphs: shown.ascii ? .ascii : .unicode, log: log))
            return
        }
        // What is read at once is shown at once; what takes longer has a screen to say so.
        _ = mailbox.wait(milliseconds: Self.patience)
        let terminal: Terminal
        do {
            if let failure = reading.failure { throw failure }
            terminal = try open()
        } catch let error as TerminalError {
            // Nobody is turned away at 3 a.m.: without a screen the diagram is printed, and one line says why.
            let model = try mailbox.waitForModel(reading)
            StandardError.line("sgscope: \(error.message); this is the diagram alone")
            let loading = Loading(shown: model)
            DrawCommand.show(loading, whole: WholeMap(model.analyzer), output: shown.output())
            return
        }
        let loop = ExplorerLoop(terminal: terminal, isASCII: shown.isASCII, reading: reading, log: log)
        let model = try loop.waitForModel(mailbox)
        // What cannot be written is said when it is left.
        let left = model.flatMap { model in
            loop.run(model, keeping: state, keep: state.map { file in { try? file.write(kept($0, board)) } })
        }
        terminal.close()
        reading.end()
        if let state, let left { keep(left, board, in: state) }
        if let text = loop.copied.text { Output.write(text, to: 1) }
        if let left { try end(left) }
        if model?.isExample == true {
            StandardError.line("sgscope FILE for your own: the JSON of aws ec2 describe-security-groups, or a Terraform state")
        }
    }

    /// Says what could not be read of the flow logs, and ends as a command does that could not read it.
    private func end(_ left: ExplorerState) throws {
        for problem in left.flowLogProblems { StandardError.line("sgscope: \(problem)") }
        if left.flowLogStatus != 0 { throw ExitCode(left.flowLogStatus) }
    }

    /// Keeps questions and place for the next run, where anything was ever asked.
    private func keep(_ left: ExplorerState, _ board: String?, in file: StateFile) {
        let kept = kept(left, board)
        if kept.questions.isEmpty { return }
        do { try file.write(kept) } catch {
            StandardError.line("sgscope: note: \(file.path) is not written: \(error.reason); --no-state keeps nothing")
        }
    }

    /// What is kept of a state, with the board that was named.
    private func kept(_ state: ExplorerState, _ board: String?) -> Kept {
        var kept = state.kept
        kept.board = board
        return kept
    }

    /// The board that was named when this input was looked at last; nil where none was, and where it is gone.
    private static func lastBoard(_ state: StateFile?) -> String? {
        guard let kept = try? state?.read(), let board = kept.board, access(board, R_OK) == 0 else { return nil }
        return board
    }

    /// A path that means the same wherever sgscope is started.
    private static func whole(_ path: String) -> String {
        guard let real = realpath(path, nil) else { return path }
        defer { free(real) }
        return String(cString: real)
    }

    /// Milliseconds that a reading may take before a screen is opened to say what it is doing.
    private static let patience = 150

    private func open() throws(TerminalError) -> Terminal {
        var options = TerminalOptions(color: shown.colors)
        options.forcesUTF8 = shown.forcesUnicode
        options.readsKeysFromControllingTerminal = (input.input + files + flows.logs).contains("-")
        return try Terminal(options: options)
    }
}
