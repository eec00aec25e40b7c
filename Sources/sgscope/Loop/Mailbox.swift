import Explorer
import Glibc
import Synchronization

/// What the first reading of the inputs tells, until somebody looks.
final class Mailbox: Sendable {
    private struct State {
        var results: [ReadingResult] = []
        var hear: (@Sendable () -> Void)?
    }

    private let state = Mutex(State())

    func put(_ result: ReadingResult) {
        let hear = state.withLock { state in
            state.results.append(result)
            return state.hear
        }
        hear?()
    }

    /// Has a function called for whatever is put in from now on.
    func onPut(_ hear: @escaping @Sendable () -> Void) { state.withLock { $0.hear = hear } }

    func takeAll() -> [ReadingResult] {
        state.withLock { state in
            defer { state.results = [] }
            return state.results
        }
    }

    /// Waits until a reading has ended, at most so long; whether it has.
    func wait(milliseconds: Int) -> Bool {
        for _ in 0..<max(1, milliseconds) {
            if hasEnd { return true }
            usleep(1000)
        }
        return hasEnd
    }

    /// Waits for the data however long it takes.
    func waitForModel(_ reading: ModelReading) throws -> ExplorerModel {
        while true {
            for result in takeAll() { if case .read(let model, _) = result { return model } }
            if let failure = reading.failure { throw failure }
            usleep(5000)
        }
    }

    private var hasEnd: Bool {
        state.withLock { state in
            state.results.contains { result in
                if case .underWay = result { false } else { true }
            }
        }
    }
}
