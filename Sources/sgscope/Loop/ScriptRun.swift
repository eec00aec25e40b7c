import Diagram
import Explorer
import Readers

/// `sgscope explore --script FILE`: the explorer without a terminal, played by a script.
struct ScriptRun {
    private let script: ExplorerScript
    /// What errors call the script.
    private let name: String

    /// Reads a script whole, before anything else is read; `-` is standard input.
    init(file: String) throws {
        name = file == "-" ? "standard input" : file
        let bytes: [UInt8]
        do { bytes = try InputReader().bytes(ofFile: file) } catch { throw Failure.unreadable(error) }
        guard let text = String(validating: bytes, as: UTF8.self) else { throw Failure.badScript("\(name) is no text in UTF-8") }
        do { script = try ExplorerScript(parsing: text) } catch {
            throw Failure.badScript("\(name):\(error.line): \(error.message)")
        }
    }

    /// Plays it on what a reading brings; what it came to.
    @discardableResult
    func run(_ reading: ModelReading, _ mailbox: Mailbox, glyphs: GlyphSet, log: EventLog?) throws -> ExplorerState {
        let model = try mailbox.waitForModel(reading)
        var session = ExplorerSession(
            model, size: ExplorerScript.firstSize, glyphs: glyphs, holdsWork: true, listener: log.map(SessionLog.init))
        var leftAt: Int?
        var isReading = false
        for (line, step) in script.steps {
            if let leftAt { throw Failure.badScript("\(name):\(line): the explorer was left in line \(leftAt)") }
            session.play(step)
            if case .save(let path) = step { try save(session, to: path) }
            if step == .wait, isReading {
                _ = mailbox.wait(milliseconds: .max)
                for result in mailbox.takeAll() { session.send(.reading(result)) }
                isReading = false
                session.finishWork()
            }
            effects: for effect in session.takeEffects() {
                switch effect {
                case .quit:
                    leftAt = line
                    break effects
                case .write(let file): session.send(.notice(TicketFile(file).write(session.state)))
                case .accept(let acceptance):
                    switch NotesWriting.accept(acceptance) {
                    case .refused(let text): session.send(.notice(text))
                    case .written(let text):
                        session.send(.accepted(text))
                        // It asks for the notes to be read again.
                        isReading = session.takeEffects().contains(.reread)
                        if isReading { reading.start(after: session.state.read) { mailbox.put($0) } }
                    }
                case .append(let pin):
                    session.send(.board(reading.append(pin)))
                case .reread:
                    isReading = true
                    reading.start(after: session.state.read) { mailbox.put($0) }
                case .cancelReading:
                    isReading = false
                    reading.cancel()
                    _ = mailbox.takeAll()
                // There is no terminal.
                case .suspend, .repaint, .copy, .mouse, .work, .cancel: break
                }
            }
        }
        return session.state
    }

    private func save(_ session: ExplorerSession, to path: String) throws {
        let frame = session.frame
        let text = path.hasSuffix(".svg") ? frame.svg(title: "sgscope: \(session.state.read.inventory.label)") : frame.text
        try FileWriting.write(Array(text.utf8), to: path)
    }
}

/// Notes in the log what a session does.
private struct SessionLog: SessionListener {
    let log: EventLog

    func heard(_ event: Event, _ effects: [Effect], took: Duration) { log.note(event, effects, took: took) }

    func heard(_ result: WorkResult, took: Duration) { log.note(result, took: took) }
}
