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
        ExplorerLoop(terminal: terminal, isASCII: shown.isASCII).run(model)
        terminal.close()
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

/// The one event loop: events in, frames out, one drawing for each burst of input.
struct ExplorerLoop {
    let terminal: Terminal
    let isASCII: Bool

    func run(_ model: ExplorerModel) {
        var state = ExplorerState(model: model, size: terminal.size, glyphs: isASCII ? .ascii : .unicode)
        terminal.draw(render(state, size: state.size, glyphs: state.glyphs))
        while true {
            // What is pending may turn out to be no event (a notice that is stale, half a key): only the first of a burst is
            // waited for, so that what it changed is drawn.
            var isFirst = true
            repeat {
                let event = terminal.nextEvent(timeoutMilliseconds: isFirst ? nil : 0)
                isFirst = false
                guard let event else {
                    if terminal.endOfInput { return }
                    continue
                }
                let step = reduce(state, event)
                state = step.state
                for effect in step.effects {
                    switch effect {
                    case .quit: return
                    case .suspend: terminal.suspend()
                    case .repaint: break
                    }
                }
            } while terminal.hasPendingInput
            terminal.draw(render(state, size: state.size, glyphs: state.glyphs))
        }
    }
}
