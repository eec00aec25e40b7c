import Dispatch
import Glibc
import Live
import Readers
import Synchronization
import Text

/// Stops a reading of live AWS from another thread.
final class Stop: Sendable {
    private struct State {
        var isStopped = false
        var act: (@Sendable () -> Void)?
    }

    private let state = Mutex(State())

    /// Stops what is under way, and what begins later.
    func stop() {
        let act = state.withLock { state in
            state.isStopped = true
            return state.act
        }
        act?()
    }

    /// Has a function called when it is stopped.
    func onStop(_ act: @escaping @Sendable () -> Void) {
        let isStopped = state.withLock { state in
            state.act = act
            return state.isStopped
        }
        if isStopped { act() }
    }
}

/// Reads live AWS and waits for it, on a thread that may wait.
enum LiveRun {
    /// The snapshot; throws ``Failure``.
    static func snapshot(
        _ options: LiveOptions, stop: Stop, progress: @escaping @Sendable (LiveProgress) -> Void
    ) throws -> Snapshot {
        let done = DispatchSemaphore(value: 0)
        let outcome = Mutex<Result<Snapshot, LiveError>?>(nil)
        let task = Task.detached {
            let result: Result<Snapshot, LiveError>
            do throws(LiveError) { result = .success(try await LiveReader(options, progress: progress).read()) } catch {
                result = .failure(error)
            }
            outcome.withLock { $0 = result }
            done.signal()
        }
        stop.onStop { task.cancel() }
        done.wait()
        switch outcome.withLock({ $0 }) {
        case .success(let snapshot): return snapshot
        case .failure(let error): throw Failure.noAnswer(error)
        case nil: throw Failure.noAnswer(LiveError(reasons: ["stopped"], isCancelled: true))
        }
    }

    /// The same for a command: with its progress on the terminal, and a signal that ends the commands before the program.
    static func snapshot(_ arguments: LiveArguments, isRedacted: Bool = false) throws -> Snapshot {
        let stop = Stop()
        let signals = SignalStop(stop)
        let line = ProgressLine()
        let result = Result {
            try snapshot(arguments.options(mayAsk: isatty(0) == 1), stop: stop) { progress in
                line.show(isRedacted ? "\(progress.done) of \(progress.known) calls" : progress.text)
            }
        }
        line.clear()
        signals.end()
        return try result.get()
    }
}

/// Stops a reading when the program is told to end, and ends it then as the signal would have.
private struct SignalStop {
    /// The signal that came.
    private final class Caught: Sendable {
        let number = Mutex<Int32?>(nil)
    }

    private static let numbers = [SIGINT, SIGTERM, SIGHUP, SIGQUIT]
    private let caught = Caught()
    private let sources: [any DispatchSourceSignal]

    init(_ stop: Stop) {
        let caught = self.caught
        sources = Self.numbers.map { number in
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
            source.setEventHandler {
                caught.number.withLock { $0 = number }
                stop.stop()
            }
            source.resume()
            return source
        }
    }

    func end() {
        for source in sources { source.cancel() }
        for number in Self.numbers { signal(number, SIG_DFL) }
        if let number = caught.number.withLock({ $0 }) { raise(number) }
    }
}

/// One line on standard error that says what is under way, where that is a terminal; nothing elsewhere.
private final class ProgressLine: Sendable {
    private let isShown: Bool
    private let last = Mutex("")

    init() {
        let isDumb = getenv("TERM").map { ["", "dumb"].contains(String(cString: $0)) } ?? true
        isShown = isatty(2) == 1 && !isDumb
    }

    func show(_ text: String) {
        guard isShown else { return }
        let isNew = last.withLock { last in
            defer { last = text }
            return last != text
        }
        if isNew { Output.write("\r\u{1B}[KReading AWS: \(TerminalText.safe(String(text.prefix(60))))", to: 2) }
    }

    func clear() {
        if isShown, last.withLock({ !$0.isEmpty }) { Output.write("\r\u{1B}[K", to: 2) }
    }
}
