import Diagram
import Explorer
import Frames
import Measuring

/// The explorer without a terminal: each key is reduced and its frame drawn, and the time of both is taken.
struct Session {
    private(set) var state: ExplorerState
    private let clock: Clock
    private(set) var all = Samples()
    private(set) var byKind: [String: Samples] = [:]
    private(set) var works = 0
    private(set) var longestWork: Int64 = 0

    init(model: ExplorerModel, clock: Clock) {
        state = ExplorerState(model: model, size: ScreenSize(columns: 120, rows: 40))
        self.clock = clock
    }

    mutating func reset() { (all, byKind, works, longestWork) = (Samples(), [:], 0, 0) }

    mutating func press(_ key: ScriptedKey) {
        var waiting = send(key.event, kind: key.kind)
        while let work = waiting.first {
            waiting.removeFirst()
            let start = Clock.wall.now()
            let result = work.run()
            longestWork = max(longestWork, Clock.wall.now() - start)
            works += 1
            waiting += send(.done(result), kind: "result of work")
        }
    }

    private mutating func send(_ event: Event, kind: String) -> [Work] {
        let start = clock.now()
        let step = reduce(state, event)
        state = step.state
        consume(render(state, size: state.size, glyphs: state.glyphs))
        let took = clock.now() - start
        all.add(took)
        byKind[kind, default: Samples()].add(took)
        return step.effects.compactMap { if case .work(let work) = $0 { work } else { nil } }
    }
}
