import Diagram
import Frames

/// Hears what a session does, for a log.
public protocol SessionListener: Sendable {
    /// An event was taken: what it made the program do, and how long that took.
    func heard(_ event: Event, _ effects: [Effect], took: Duration)
    /// Work was done.
    func heard(_ result: WorkResult, took: Duration)
}

/// The explorer without a terminal: events in, frames out, and work done when it is waited for.
public struct ExplorerSession: Sendable {
    /// What the explorer has come to.
    public private(set) var state: ExplorerState
    /// What the program was asked to do, work left out.
    public private(set) var effects: [Effect] = []
    /// Whether work is held until ``finishWork()``, as if it took long; else it is done between two events.
    public var holdsWork: Bool
    /// What is held, of each kind the newest.
    public private(set) var held: [Work] = []
    private let listener: (any SessionListener)?

    /// Begins on a screen of a size.
    public init(
        _ model: ExplorerModel, size: ScreenSize, glyphs: GlyphSet = .unicode, holdsWork: Bool = false,
        listener: (any SessionListener)? = nil
    ) {
        state = ExplorerState(model: model, size: size, glyphs: glyphs)
        self.holdsWork = holdsWork
        self.listener = listener
        send(.begun)
    }

    /// Gives it an event.
    public mutating func send(_ event: Event) {
        let start = listener == nil ? nil : ContinuousClock.now
        let step = reduce(state, event)
        if let start { listener?.heard(event, step.effects, took: ContinuousClock.now - start) }
        state = step.state
        for effect in step.effects {
            switch effect {
            case .work(let work):
                held.removeAll { $0.slot == work.slot }
                if holdsWork { held.append(work) } else { run(work) }
            case .cancel(let slot): held.removeAll { $0.slot == slot }
            default: effects.append(effect)
            }
        }
    }

    /// Does all that is held, and what comes of it.
    public mutating func finishWork() {
        while !held.isEmpty { run(held.removeFirst()) }
    }

    /// What the program was asked to do since the last call.
    public mutating func takeEffects() -> [Effect] {
        defer { effects = [] }
        return effects
    }

    private mutating func run(_ work: Work) {
        let start = listener == nil ? nil : ContinuousClock.now
        let result = work.run()
        if let start { listener?.heard(result, took: ContinuousClock.now - start) }
        send(.done(result))
    }

    /// What is seen now.
    public var frame: Frame { render(state, size: state.size, glyphs: state.glyphs) }
}
