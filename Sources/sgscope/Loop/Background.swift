import Explorer
import Synchronization
import Terminal

/// Works things out beside the event loop, those of a lane one after the other; of each kind only the newest that was ordered.
final class Background: Sendable {
    /// The work of a lane.
    private struct Queue {
        var waiting: [Work] = []
        var current: Work?
        var isWorking = false

        mutating func drop(_ slot: Work.Slot) {
            waiting.removeAll { $0.slot == slot }
            if current?.slot == slot { current = nil }
        }

        mutating func takeNext() -> Work? {
            current = waiting.isEmpty ? nil : waiting.removeFirst()
            isWorking = current != nil
            return current
        }
    }

    private struct State {
        var queues: [Work.Lane: Queue] = [:]
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
        let lane = work.lane
        let starts = state.withLock { state in
            state.queues[lane, default: Queue()].drop(work.slot)
            state.queues[lane, default: Queue()].waiting.append(work)
            defer { state.queues[lane]?.isWorking = true }
            return state.queues[lane]?.isWorking == false
        }
        if starts { Task.detached(priority: Self.priority(lane)) { self.work(lane) } }
    }

    /// One for each lane, since the threads of a priority are as few as the cores.
    private static func priority(_ lane: Work.Lane) -> TaskPriority {
        switch lane {
        case .asked: .high
        case .shown: .medium
        case .long, .logs: .low
        }
    }

    /// Nothing is wanted of a kind of work any more.
    func cancel(_ slot: Work.Slot) {
        state.withLock { state in
            for lane in Work.Lane.allCases { state.queues[lane]?.drop(slot) }
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

    private func work(_ lane: Work.Lane) {
        while let next = next(lane) {
            let start = ContinuousClock.now
            var told = start
            let result = next.run { progress in
                if ContinuousClock.now - told > Self.reportEvery {
                    told = .now
                    tell(.progress(progress))
                }
                return state.withLock { $0.queues[lane]?.current == next }
            }
            log?.note(result, took: ContinuousClock.now - start)
            tell(.done(result))
        }
    }

    private func next(_ lane: Work.Lane) -> Work? { state.withLock { $0.queues[lane]?.takeNext() } }
}
