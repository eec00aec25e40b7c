import Diagram
import Documentation
import Text
import Map
import Reachability

/// The walkthrough, the matrix, and what the review found: what stands beside the map on demand.
struct SidePanes: Sendable {
    /// What the review says of the whole.
    var reviewSummary: [StyledLine] = []
    /// The walkthrough, kept where it was left.
    var tour: TourView?
    var isTourOpen = false
    /// The step to go to as soon as the walkthrough is there.
    var wantedStep: (title: String, place: Int)?
    var matrix: MatrixView?
    var isMatrixOpen = false
    /// All that the review found, kept where it was left.
    var findings: FindingsView?
    /// Whether its list is to be opened as soon as the review is done.
    var wantsFindings = false
    /// The column by which the list is sorted, kept when it is closed.
    var listOrder: GroupOrder?
    /// Whether walkthrough or matrix, and not the answer or the selection, is seen where only one of them is.
    var isInFront = false
}

extension ExplorerState {
    /// The panes of walkthrough and matrix that are open.
    var sidePanes: [Pane] {
        (side.isTourOpen ? [.tour] : []) + (side.isMatrixOpen ? [.matrix] : []) + (board.isOpen ? [.board] : [])
            + (trial.isOpen ? [.trial] : []) + (traffic.isOpen ? [.traffic] : []) + (timeLine.isOpen ? [.timeLine] : [])
    }

    /// Whether the walkthrough stands where else the pane of the selection does, on a wide screen.
    var showsTourBeside: Bool { side.isTourOpen && focus != .details && focus != .matrix }

    /// Another pane has the keys now: what is lit and drawn may change with it.
    mutating func focusMovedBeside() {
        switch focus {
        case .tour, .matrix: side.isInFront = true
        case .board, .trial, .traffic, .timeLine: side.isInFront = false
        case .details, .answer: side.isInFront = false
        case .map, .list: break
        }
        if side.isTourOpen || side.isMatrixOpen || board.isOpen || trial.isOpen || timeLine.isOpen { redrawMap() }
    }

    /// What Enter does in walkthrough and matrix.
    var enterWord: String? {
        switch focus {
        case .tour: side.tour?.question == nil ? "steps" : "ask"
        case .matrix: matrixCellIsEmpty ? "ask" : "open"
        case .board: boardEnterWord
        case .trial: trialEnterWord
        case .traffic: trafficEnterWord
        case .timeLine: timeLineEnterWord
        case .map, .list, .details, .answer: nil
        }
    }

    /// Whether the walkthrough says what is lit: while it has the keys, or the map has them and no answer stands.
    private var isTourLit: Bool {
        guard side.isTourOpen, question == nil else { return false }
        return focus == .tour || (focus != .matrix && focus != .board && focus != .trial && focus != .timeLine && answer == nil)
    }

    /// What is lit by the step or the cell that is looked at; nil where neither says.
    var sideHighlight: Highlight? {
        if focus == .matrix { return matrixHighlight }
        if focus == .board { return boardAnswer.map { highlight(of: $0) } ?? Highlight() }
        if focus == .trial, let answer = chosenTurned?.answer { return highlight(of: answer) }
        guard isTourLit, let tour = side.tour else { return nil }
        if let answer = tour.chosenAnswer {
            return highlight(of: answer)
        }
        return tour.highlight(in: map.graph)
    }

    /// The part of the map that must be drawn for the step or the cell to be seen in it; nil where neither says.
    var litBySide: MapScope.Part? {
        let subjects: [MapSubject]
        if focus == .matrix, side.isMatrixOpen {
            guard let cell = side.matrix?.cell else { return nil }
            subjects = [.end(cell.source), .end(cell.destination)]
        } else if focus == .board, board.isOpen {
            guard let answer = boardAnswer else { return nil }
            subjects = lit(answer)?.subjects ?? []
        } else if focus == .trial, trial.isOpen {
            guard let answer = chosenTurned?.answer else { return nil }
            subjects = lit(answer)?.subjects ?? []
        } else if isTourLit, let tour = side.tour {
            subjects = tour.chosenAnswer.flatMap { lit($0)?.subjects } ?? tour.drawn
        } else {
            return nil
        }
        var seen = Set<MapSubject>()
        let drawn = subjects.filter { flows?.map.node(of: $0) != nil && seen.insert($0).inserted }
        guard !drawn.isEmpty else { return nil }
        return drawing.hops == nil ? .whole : .alone(drawn)
    }

    /// Lights an answer in maps; nil until who reaches whom is known.
    private func lit(_ answer: Answer) -> AnswerHighlight? { flows.map { AnswerHighlight(answer, in: $0.whole) } }

    /// What of the drawn map an answer lights.
    func highlight(of answer: Answer) -> Highlight { lit(answer)?.highlight(in: map.graph, glyphs: glyphs) ?? Highlight() }

    /// The line that is chosen: with the matrix, that of its cell.
    var shownLine: MapLine? { focus == .matrix ? matrixLine : drawing.line }

    /// Boxes that are lit by a step or a cell, and are to be seen rather than the selection.
    var nodesToReveal: Set<Int> {
        guard [.tour, .matrix, .board, .trial].contains(focus), let highlight = sideHighlight else { return [] }
        return Set(highlight.nodes.keys)
    }

    /// Keeps what depends on the sizes of the panes within bounds.
    mutating func clampSidePanes() {
        if let area = plan.tour { side.tour?.clamp(height: area.height - 1) }
        if let area = plan.matrix { side.matrix?.clamp(width: area.width, height: area.height) }
    }

    /// Takes over from another reading what was open.
    mutating func reopenSidePanes(_ old: SidePanes) {
        side.isTourOpen = old.isTourOpen
        side.isMatrixOpen = old.isMatrixOpen
        side.isInFront = old.isInFront
        side.listOrder = old.listOrder
        side.findings = old.findings
        if let tour = old.tour {
            side.wantedStep = (tour.current.title, tour.step)
        }
        guard needFlows() else { return }
        if old.tour != nil { order(.tour) }
        if old.isMatrixOpen || old.matrix != nil { order(.matrix) }
    }
}

extension ScreenPlan {
    /// Gives the matrix its room on a wide screen: below the map and the pane of the selection, as an answer has it.
    mutating func planMatrix(_ body: Area, _ upper: inout Area, state: ExplorerState) {
        guard state.side.isMatrixOpen, tour == nil, board == nil, trial == nil, timeLine == nil, state.question == nil,
            state.focus == .matrix || state.answer == nil
        else {
            return
        }
        if answer != nil {
            upper = body
            answer = nil
        }
        let wanted = (state.side.matrix?.wantedHeight ?? 3) + 1
        let rows = min(max(wanted, 6), body.height / 2)
        upper.height -= rows
        matrix = Area(x: 0, y: upper.y + upper.height, width: body.width, height: rows)
    }
}

extension Picture.Box {
    /// Takes in other boxes, the nearest first, as long as all of them fit into a room.
    mutating func widen(to others: [Picture.Box], width room: Int, height roomHeight: Int) {
        let center = (x: centerX, y: centerY)
        func distance(_ box: Picture.Box) -> Int { abs(box.centerX - center.x) + abs(box.centerY - center.y) }
        for other in others.sorted(by: { (distance($0), $0.node) < (distance($1), $1.node) }) {
            let (left, top) = (min(x, other.x), min(y, other.y))
            let (right, bottom) = (max(x + width, other.x + other.width), max(y + height, other.y + other.height))
            guard right - left <= room, bottom - top <= roomHeight else { continue }
            (x, y, width, height) = (left, top, right - left, bottom - top)
        }
    }
}
