import Explorer
import Synchronization
import Terminal

/// Works things out beside the event loop, one after the other; of each kind only the newest that was ordered.
///
/// What may take seconds goes its own way, so that a pane or an answer never waits for it.
final class Background: Sendable {
    private struct Lane {
        var waiting: [Work] = []
        var current: Work?
        var isWorking = false
    }

    private struct State {
        var quick = Lane()
        var long = Lane()
        var finished: [Event] = []
    }

    private let state = Mutex(State())
    private let waker: TerminalWaker
    private let log: EventLog?

    /// Wakes the event loop by `waker` when something is finished.
    init(waker: TerminalWaker, log: EventLog?) {
        self.waker = waker
        self.log = log
    }

    /// Orders work; what waits of the same kind is not done any more, and what is under way is not wanted.
    func order(_ work: Work) {
        let isLong = work.isLong
        let starts = state.withLock { state in
            Self.change(&state, isLong) { lane in
                Self.drop(work.slot, &lane)
                lane.waiting.append(work)
                defer { lane.isWorking = true }
                return !lane.isWorking
            }
        }
        if starts { Task.detached(priority: isLong ? .utility : .userInitiated) { self.work(isLong) } }
    }

    /// Nothing is wanted of a kind of work any more.
    func cancel(_ slot: Work.Slot) {
        state.withLock { state in
            for isLong in [true, false] { Self.change(&state, isLong) { Self.drop(slot, &$0) } }
        }
    }

    /// Hands an event to the event loop.
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

    /// Time between two reports of how far some work is.
    private static let reportEvery = Duration.milliseconds(100)

    private func work(_ isLong: Bool) {
        while let next = next(isLong) {
            let start = ContinuousClock.now
            var told = start
            let result = next.run { progress in
                if ContinuousClock.now - told > Self.reportEvery {
                    told = .now
                    tell(.progress(progress))
                }
                return isWanted(next, isLong)
            }
            log?.note(result, took: ContinuousClock.now - start)
            tell(.done(result))
        }
    }

    private func isWanted(_ work: Work, _ isLong: Bool) -> Bool {
        state.withLock { state in Self.change(&state, isLong) { $0.current == work } }
    }

    private func next(_ isLong: Bool) -> Work? {
        state.withLock { state in
            Self.change(&state, isLong) { lane in
                lane.current = lane.waiting.isEmpty ? nil : lane.waiting.removeFirst()
                lane.isWorking = lane.current != nil
                return lane.current
            }
        }
    }

    private static func drop(_ slot: Work.Slot, _ lane: inout Lane) {
        lane.waiting.removeAll { $0.slot == slot }
        if lane.current?.slot == slot { lane.current = nil }
    }

    private static func change<Value>(_ state: inout State, _ isLong: Bool, _ body: (inout Lane) -> Value) -> Value {
        isLong ? body(&state.long) : body(&state.quick)
    }
}
