import Diagram
import Explorer
import Glibc
import Terminal

/// The one event loop: events in, frames out, one drawing for each burst of input.
struct ExplorerLoop {
    let terminal: Terminal
    let isASCII: Bool
    /// What was copied where the terminal may have taken no copy of it: it is printed after leaving.
    let copied = Copies()
    private let background: Background

    private let reading: ModelReading
    private let log: EventLog?

    init(terminal: Terminal, isASCII: Bool, reading: ModelReading, log: EventLog?) {
        self.log = log
        self.terminal = terminal
        self.isASCII = isASCII
        self.reading = reading
        background = Background(waker: terminal.waker, log: log)
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
                case .read(let model, _): return model
                case .failed: break
                }
            }
            if let failure = reading.failure {
                terminal.close()
                throw failure
            }
            terminal.draw(screen.frame(size: terminal.size, glyphs: glyphs))
            let event = terminal.nextEvent()
            if terminal.endOfInput { return nil }
            switch event.flatMap({ screen.meaning(of: $0) }) {
            case .leave: return nil
            case .cancel:
                reading.cancel()
                _ = mailbox.takeAll()
                screen.isCancelled = true
            case .again:
                screen = ReadingScreen(doing: "reading ...")
                reading.start { mailbox.put($0) }
            case nil: if event == .key(.control("z")) { terminal.suspend() }
            }
        }
    }

    /// Runs until somebody leaves; the state then, nil where the terminal went away.
    ///
    /// What `file` keeps of an earlier run is taken up. `keep` is given the state after each question that was asked: a connection that
    /// breaks ends the program where nobody leaves it.
    func run(
        _ model: ExplorerModel, keeping file: StateFile? = nil, keep: ((ExplorerState) -> Void)? = nil
    ) -> ExplorerState? {
        var state = ExplorerState(model: model, size: terminal.size, glyphs: glyphs)
        if let file { takeUp(file, &state) }
        if let problem = Config.own.problems.first { state = reduce(state, .notice(problem)).state }
        var asked = keep == nil ? nil : state.kept.questions
        var screen = PacedScreen()
        var keys = KeyPace()
        var clock = MinuteClock()
        terminal.draw(screen.frame(of: state, pace: .resting))
        background.tell(.begun)
        while true {
            // What is pending may turn out to be no event (a notice that is stale, half a key): only the first of a burst is
            // waited for, so that what it changed is drawn.
            var wait = screen.isBehind ? keys.millisecondsToRest : nil
            repeat {
                let event = terminal.nextEvent(timeoutMilliseconds: wait)
                wait = 0
                if event == nil, terminal.endOfInput { return nil }
                if let event { keys.note(event) }
                if let time = clock.newMinute { state = reduced(state, .time(time)).state }
                for event in background.takeFinished() + (event.map { [Event($0)] } ?? []) {
                    let step = reduced(state, event)
                    state = step.state
                    if step.effects.contains(where: { !go($0, state) }) { return state }
                    if let keep, case let questions = state.kept.questions, questions != asked {
                        asked = questions
                        keep(state)
                    }
                }
            } while terminal.hasPendingInput
            terminal.draw(screen.frame(of: state, pace: keys.pace))
            keys.noteShown()
        }
    }

    /// Takes up what was kept; what is not read is said in a line.
    private func takeUp(_ file: StateFile, _ state: inout ExplorerState) {
        do {
            if let kept = try file.read() { state.takeUp(kept, time: kept.leftAt.map(Clock.dayAndTime)) }
        } catch {
            state = reduce(state, .notice("not used: \(file.path): \(error.reason)")).state
        }
    }

    private func reduced(_ state: ExplorerState, _ event: Event) -> (state: ExplorerState, effects: [Effect]) {
        guard let log else { return reduce(state, event) }
        let start = ContinuousClock.now
        let step = reduce(state, event)
        log.note(event, step.effects, took: ContinuousClock.now - start)
        return step
    }

    /// Does what the explorer wants of the world outside; false when it wants to leave.
    private func go(_ effect: Effect, _ state: ExplorerState) -> Bool {
        switch effect {
        case .quit: return false
        case .suspend: terminal.suspend()
        case .repaint: break
        case .work(let work): background.order(work)
        case .cancel(let slot): background.cancel(slot)
        case .copy(let text):
            if !terminal.copy(text) {
                copied.add(text)
                background.tell(.copyUncertain)
            }
        case .write(let file): background.tell(.notice(TicketFile(file).write(state)))
        case .accept(let acceptance):
            switch NotesWriting.accept(acceptance) {
            case .written(let text): background.tell(.accepted(text))
            case .refused(let text):
                background.tell(.notice(text))
                return go(.copy(acceptance.line), state)
            }
        case .append(let pin): background.tell(.board(reading.append(pin)))
        case .mouse(let isOn): terminal.useMouse(isOn)
        case .reread:
            let background = self.background
            reading.start(after: state.read) { background.tell(.reading($0)) }
        case .cancelReading: reading.cancel()
        }
        return true
    }
}

/// Texts that were copied and that the terminal may not have taken, in order.
final class Copies {
    private var texts: [String] = []

    /// Takes one; the same again is not printed twice in a row.
    func add(_ text: String) {
        if texts.last != text { texts.append(text) }
    }

    /// All of them, a blank line between each and the next; nil where there is none.
    var text: String? {
        texts.isEmpty ? nil : texts.map { $0.hasSuffix("\n") ? $0 : $0 + "\n" }.joined(separator: "\n")
    }
}
