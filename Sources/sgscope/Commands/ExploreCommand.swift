import ArgumentParser
import Diagram
import Explorer
import Terminal

/// `sgscope explore`, and `sgscope` alone: the explorer.
struct ExploreCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explore",
        abstract: "The explorer: walk through the groups, read their rules, ask what reaches what.")

    @OptionGroup var input: InputOptions
    @OptionGroup var shown: OutputOptions

    @Argument(help: "Inputs, as with -i.")
    var files: [String] = []

    @Option(help: ArgumentHelp("An earlier reading to compare with: every answer tells both verdicts.", valueName: "file"))
    var before: String?

    func run() throws {
        let reading = ModelReading(input: input, files: files, before: before)
        let mailbox = Mailbox()
        reading.start { mailbox.put($0) }
        // What is read at once is shown at once; what takes longer has a screen to say so.
        _ = mailbox.wait(milliseconds: Self.patience)
        let terminal: Terminal
        do {
            if case .failure(let failure) = reading.outcome { throw failure }
            terminal = try open()
        } catch let error as TerminalError {
            // Nobody is turned away at 3 a.m.: without a screen the diagram is printed, and one line says why.
            let model = try mailbox.waitForModel(reading)
            StandardError.line("sgscope: \(error.message); this is the diagram alone")
            let loading = Loading(model.inventory, notes: model.notes, isExample: model.isExample)
            DrawCommand.show(loading, whole: model.whole, output: shown.output())
            return
        }
        let loop = ExplorerLoop(terminal: terminal, isASCII: shown.isASCII, reading: reading)
        let model = try loop.waitForModel(mailbox)
        if let model { loop.run(model) }
        terminal.close()
        reading.end()
        if let text = loop.copied.text { Output.write(text.hasSuffix("\n") ? text : text + "\n", to: 1) }
        if model?.isExample == true {
            StandardError.line("sgscope FILE for your own: the JSON of aws ec2 describe-security-groups, or a Terraform state")
        }
    }

    /// Milliseconds that a reading may take before a screen is opened to say what it is doing.
    private static let patience = 150

    private func open() throws(TerminalError) -> Terminal {
        var options = TerminalOptions(color: shown.color)
        options.forcesUTF8 = shown.unicode
        options.readsKeysFromControllingTerminal = (input.input + files).contains("-")
        return try Terminal(options: options)
    }
}
