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

    func run() throws {
        let loading = try input.load(files: files)
        let model = ExplorerModel(
            inventory: loading.inventory, analyzer: loading.analyzer, notes: loading.notes, isExample: loading.isExample)
        let terminal: Terminal
        do {
            terminal = try open()
        } catch {
            // Nobody is turned away at 3 a.m.: without a screen the diagram is printed, and one line says why.
            StandardError.line("sgscope: \(error.message); this is the diagram alone")
            DrawCommand.show(loading, model: model, output: shown.output())
            return
        }
        let loop = ExplorerLoop(terminal: terminal, isASCII: shown.isASCII)
        loop.run(model)
        terminal.close()
        if let text = loop.copied.text { Output.write(text.hasSuffix("\n") ? text : text + "\n", to: 1) }
        if loading.isExample {
            StandardError.line("sgscope FILE for your own: the JSON of aws ec2 describe-security-groups, or a Terraform state")
        }
    }

    private func open() throws(TerminalError) -> Terminal {
        var options = TerminalOptions(color: shown.color)
        options.forcesUTF8 = shown.unicode
        options.readsKeysFromControllingTerminal = (input.input + files).contains("-")
        return try Terminal(options: options)
    }
}
