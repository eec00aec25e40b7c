import Explorer
import Synchronization
import Terminal

/// Works things out beside the event loop, one after the other; of each kind only the newest that was ordered.
///
/// What may take seconds goes its own way, so that a pane or an answer never waits for it.
final class Background: Sendable {
    private struct Lane {
        var waiting: [Work] = []
        var isWorking = false
    }

    private struct State {
        var quick = Lane()
        var long = Lane()
        var finished: [Event] = []
    }

    private let state = Mutex(State())
    private let waker: TerminalWaker

    /// Wakes the event loop by `waker` when something is finished.
    init(waker: TerminalWaker) { self.waker = waker }

    /// Orders work; what waits of the same kind is not done any more.
    func order(_ work: Work) {
        let isLong = work.isLong
        let starts = state.withLock { state in
            Self.change(&state, isLong) { lane in
                lane.waiting.removeAll { $0.slot == work.slot }
                lane.waiting.append(work)
                defer { lane.isWorking = true }
                return !lane.isWorking
            }
        }
        if starts { Task.detached(priority: isLong ? .utility : .userInitiated) { self.work(isLong) } }
    }

    func tell(_ event: Event) {
        state.withLock { $0.finished.append(event) }
        waker.wake()
    }

    func takeFinished() -> [Event] {
        state.withLock { state in
            defer { state.finished = [] }
            return state.finished
        }
    }

    private func work(_ isLong: Bool) {
        while let next = next(isLong) { tell(.done(next.run())) }
    }

    private func next(_ isLong: Bool) -> Work? {
        state.withLock { state in
            Self.change(&state, isLong) { lane in
                if lane.waiting.isEmpty {
                    lane.isWorking = false
                    return nil
                }
                return lane.waiting.removeFirst()
            }
        }
    }

    private static func change<Value>(_ state: inout State, _ isLong: Bool, _ body: (inout Lane) -> Value) -> Value {
        isLong ? body(&state.long) : body(&state.quick)
    }
}
