import Frames

/// What of a screen is sent while keys follow each other, and what when they rest.
///
/// The pane that has the keys changes with each of them. What follows it, such as the pane that tells of the box that is selected on the
/// map, stands as it is until the keys rest, unless all of it costs little. A pane that stands keeps every cell, its bar with the name of
/// what it tells of included, so that no screen says of one thing what is true of another.
///
/// The explorer itself knows no time: whoever sends frames says how the keys go.
public struct PacedScreen: Sendable {
    /// How the keys go.
    public enum Pace: Sendable {
        /// Nobody pressed one for a while.
        case resting
        /// One was pressed after a rest.
        case first
        /// They follow each other.
        case following
    }

    /// How long no key must have come for the keys to rest.
    public static let rest = Duration.milliseconds(200)

    private var shown: (frame: Frame, leader: Leader?, step: Int?)?
    /// Whether something on the screen waits for the keys to rest.
    public private(set) var isBehind = false

    /// Begins with nothing on the screen.
    public init() {}

    /// What is to be shown of a state now.
    public mutating func frame(of state: ExplorerState, pace: Pace) -> Frame {
        var frame = render(state, size: state.size, glyphs: state.glyphs)
        let leader = Leader(state)
        isBehind = false
        if pace != .resting, let shown, let leader, leader == shown.leader, shown.frame.size == frame.size {
            let budget = Self.budget(frame.size)
            if frame.cost(after: shown.frame) > budget {
                let all = frame
                frame.keep(outside: [leader.area, leader.answer].compactMap { $0 }, of: shown.frame)
                // Who leafs through the walkthrough reads no step: its title does.
                let leafs = pace == .following && leader.pane == .tour && state.side.tour?.step != shown.step
                if leafs, frame.cost(after: shown.frame) > budget { frame.blank(leader.area) }
                isBehind = frame != all
            }
        }
        shown = (frame, leader, state.side.tour?.step)
        return frame
    }

    /// The bytes that a change of the screen may cost while keys follow each other.
    private static func budget(_ size: ScreenSize) -> Int {
        size.columns < ScreenPlan.wideColumns ? 300 : 600
    }
}

/// The pane that has the keys, where others follow it; as long as it is the same, they may wait.
private struct Leader: Equatable {
    let pane: ExplorerState.Pane
    let area: Area
    /// The pane of the answer, which tells of what was asked, and not of what is selected.
    let answer: Area?
    private let isNetwork: Bool
    /// The first line that is seen of what is told on the network map: who moves it does so to read on.
    private let top: Int?
    private let model: ExplorerModel

    /// Nil where all is shown at once: what is typed stands over other panes, and who opened a pane is there to read it.
    init?(_ state: ExplorerState) {
        if state.isTooSmall || state.help != nil { return nil }
        switch state.prompt {
        case .question, .command, .findings, .change, .fixes: return nil
        case .find: pane = .map
        case .filter, .copy, .steps, .traffic, nil: pane = state.focus
        }
        let area: Area?
        switch pane {
        case .map: area = state.plan.map
        case .list: area = state.plan.list
        case .tour: area = state.plan.tour
        case .matrix: area = state.plan.matrix
        case .board: area = state.plan.board
        case .trial: area = state.plan.trial
        case .traffic: area = state.plan.traffic
        case .timeLine: area = state.plan.timeLine
        case .details, .answer: area = nil
        }
        guard let area else { return nil }
        self.area = area
        answer = state.plan.answer
        (isNetwork, top, model) = (state.network != nil, state.network?.detailsTop, state.model)
    }
}

extension Frame {
    /// Takes what is outside some areas as it stands in another frame of the same size, but for the first line and the last.
    fileprivate mutating func keep(outside areas: [Area], of earlier: Frame) {
        for y in 1..<max(1, size.rows - 1) {
            var x = 0
            while x < size.columns {
                if let area = areas.first(where: { $0.contains(x, y) }) {
                    x = area.x + area.width
                } else {
                    cells[y * size.columns + x] = earlier.cells[y * size.columns + x]
                    x += 1
                }
            }
        }
    }

    /// Leaves of a pane its bar alone.
    fileprivate mutating func blank(_ area: Area) {
        for y in (area.y + 1)..<max(area.y + 1, area.y + area.height) {
            for x in area.x..<(area.x + area.width) { cells[y * size.columns + x] = .blank }
        }
    }

    /// About the bytes that turn another frame of the same size into this one, rather too many than too few.
    func cost(after earlier: Frame) -> Int {
        var cost = 0
        for row in 0..<size.rows {
            let start = row * size.columns
            // Where the last change ended, and how what was sent last looked.
            var (end, role) = (Int.min / 2, Role.plain)
            for place in start..<(start + size.columns) where cells[place] != earlier.cells[place] {
                let gap = place - end
                // A short gap is sent again, over a longer one the cursor goes.
                cost += gap <= Self.shortGap ? gap - 1 : Self.cursorBytes
                if cells[place].role != role { cost += Self.lookBytes }
                cost += cells[place].text.utf8.count
                (end, role) = (place, cells[place].role)
            }
        }
        return cost
    }

    private static let shortGap = 6
    private static let cursorBytes = 7
    private static let lookBytes = 8
}

extension Area {
    fileprivate func contains(_ column: Int, _ row: Int) -> Bool {
        (x..<max(x, x + width)).contains(column) && (y..<max(y, y + height)).contains(row)
    }
}
