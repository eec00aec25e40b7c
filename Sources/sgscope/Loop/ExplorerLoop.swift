import Diagram
import Explorer
import Glibc
import Terminal

/// The one event loop: events in, frames out, one drawing for each burst of input.
struct ExplorerLoop {
    let terminal: Terminal
    let isASCII: Bool
    /// What was copied last, where the terminal may have taken no copy of it: it is printed after leaving.
    let copied = LastCopy()
    private let background: Background

    private let reading: ModelReading

    init(terminal: Terminal, isASCII: Bool, reading: ModelReading) {
        self.terminal = terminal
        self.isASCII = isASCII
        self.reading = reading
        background = Background(waker: terminal.waker)
    }

    private var glyphs: GlyphSet { isASCII ? .ascii : .unicode }

    /// Shows what the first reading is doing until it is done; nil when somebody does not want to wait for it.
    func waitForModel(_ mailbox: Mailbox) throws -> ExplorerModel? {
        var screen = ReadingScreen(doing: "reading ...")
        let waker = terminal.waker
        mailbox.onPut { waker.wake() }
        while true {
            for result in mailbox.takeAll() {
                switch result {
                case .underWay(let doing): screen.doing = doing
                case .read(let model): return model
                case .failed: break
                }
            }
            if case .failure(let failure) = reading.outcome {
                terminal.close()
                throw failure
            }
            terminal.draw(screen.frame(size: terminal.size, glyphs: glyphs))
            let event = terminal.nextEvent()
            if terminal.endOfInput { return nil }
            guard let event else { continue }
            if screen.isLeave(event) { return nil }
            if event == .key(.control("z")) { terminal.suspend() }
        }
    }

    func run(_ model: ExplorerModel) {
        var state = ExplorerState(model: model, size: terminal.size, glyphs: glyphs)
        terminal.draw(render(state, size: state.size, glyphs: state.glyphs))
        background.tell(.begun)
        while true {
            // What is pending may turn out to be no event (a notice that is stale, half a key): only the first of a burst is
            // waited for, so that what it changed is drawn.
            var isFirst = true
            repeat {
                let event = terminal.nextEvent(timeoutMilliseconds: isFirst ? nil : 0)
                isFirst = false
                if event == nil, terminal.endOfInput { return }
                for event in background.takeFinished() + (event.map { [Event($0)] } ?? []) {
                    let step = reduce(state, event)
                    state = step.state
                    if step.effects.contains(where: { !go($0, state) }) { return }
                }
            } while terminal.hasPendingInput
            terminal.draw(render(state, size: state.size, glyphs: state.glyphs))
        }
    }

    /// Writes a file; what became of it.
    private static func write(_ file: FileToWrite, _ model: ExplorerModel) -> String {
        // Elsewhere a dash is standard output, which the screen has here.
        if file.path == "-" { return "standard output is this screen: give the name of a file, or copy with y" }
        let text: String
        switch file.content {
        case .text(let plain): text = plain
        case .json(let question):
            guard let json = json(question, model) else { return "\(file.path) cannot be written: the question cannot be asked" }
            text = json + "\n"
        }
        let path =
            file.path.hasPrefix("~/") ? (getenv("HOME").map { String(cString: $0) } ?? "~") + file.path.dropFirst() : file.path
        do throws(FileWriting.MakingError) {
            try FileWriting.make(Array(text.utf8), at: path, isReplacing: file.isReplacing)
        } catch {
            switch error {
            case .isThere: return "\(file.path) is there already; :write! \(file.path) replaces it"
            case .cannotBeMade(let reason): return "\(file.path) cannot be written: \(reason)"
            case .isNotWhole(let reason): return "\(file.path) is not whole: \(reason)"
            }
        }
        return "written: \(file.path), \(text.utf8.count) bytes"
    }

    /// What `why --format json` prints for a question, or `draw --format json` without one.
    private static func json(_ question: String?, _ model: ExplorerModel) -> String? {
        let loading = Loading(model.inventory, notes: model.notes, isExample: model.isExample)
        if let question { return (try? loading.answer(question)).map { AnswerJSON(loading: loading).text($0) } }
        return DrawCommand.json(loading, whole: model.whole)
    }

    /// Does what the explorer wants of the world outside; false when it wants to leave.
    private func go(_ effect: Effect, _ state: ExplorerState) -> Bool {
        switch effect {
        case .quit: return false
        case .suspend: terminal.suspend()
        case .repaint: break
        case .work(let work): background.order(work)
        case .copy(let text):
            copied.text = terminal.copy(text) ? nil : text
            if copied.text != nil { background.tell(.copyUncertain) }
        case .write(let file): background.tell(.notice(Self.write(file, state.model)))
        case .mouse(let isOn): terminal.useMouse(isOn)
        case .reread:
            let background = self.background
            reading.start(after: state.model) { background.tell(.reading($0)) }
        case .cancelReading: reading.cancel()
        }
        return true
    }
}

/// The text that was copied last and that the terminal may not have taken.
final class LastCopy {
    var text: String?
}
