import Explorer
import Terminal

/// The one event loop: events in, frames out, one drawing for each burst of input.
struct ExplorerLoop {
    let terminal: Terminal
    let isASCII: Bool
    private let background: Background

    init(terminal: Terminal, isASCII: Bool) {
        self.terminal = terminal
        self.isASCII = isASCII
        background = Background(waker: terminal.waker)
    }

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
                if event == nil, terminal.endOfInput { return }
                for event in background.takeFinished() + (event.map { [$0] } ?? []) {
                    let step = reduce(state, event)
                    state = step.state
                    if step.effects.contains(where: { !go($0) }) { return }
                }
            } while terminal.hasPendingInput
            terminal.draw(render(state, size: state.size, glyphs: state.glyphs))
        }
    }

    /// Does what the explorer wants of the world outside; false when it wants to leave.
    private func go(_ effect: Effect) -> Bool {
        switch effect {
        case .quit: return false
        case .suspend: terminal.suspend()
        case .repaint: break
        case .work(let work): background.order(work)
        }
        return true
    }
}
