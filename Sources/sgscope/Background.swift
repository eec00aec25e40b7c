import Explorer
import Synchronization
import Terminal

/// Works things out beside the event loop, one after the other; of each kind only the newest that was ordered.
final class Background: Sendable {
    private struct State {
        var waiting: [Work] = []
        var isWorking = false
        var finished: [Event] = []
    }

    private let state = Mutex(State())
    private let waker: TerminalWaker

    /// Wakes the event loop by `waker` when something is finished.
    init(waker: TerminalWaker) {
        self.waker = waker
    }

    /// Orders work; what waits of the same kind is not done any more.
    func order(_ work: Work) {
        let starts = state.withLock { state in
            state.waiting.removeAll { $0.slot == work.slot }
            state.waiting.append(work)
            defer { state.isWorking = true }
            return !state.isWorking
        }
        if starts { Task.detached(priority: .userInitiated) { self.work() } }
    }

    /// Hands an event to the event loop.
    func tell(_ event: Event) {
        state.withLock { $0.finished.append(event) }
        waker.wake()
    }

    /// What was finished since the last call.
    func takeFinished() -> [Event] {
        state.withLock { state in
            defer { state.finished = [] }
            return state.finished
        }
    }

    private func work() {
        while let next = next() { tell(.done(next.run())) }
    }

    private func next() -> Work? {
        state.withLock { state in
            if state.waiting.isEmpty {
                state.isWorking = false
                return nil
            }
            return state.waiting.removeFirst()
        }
    }
}
