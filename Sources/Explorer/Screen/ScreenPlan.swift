/// Where everything stands on a screen of some size.
///
/// From 110 columns on the selection's pane stands beside the map, and answers below both; the walkthrough stands beside the map where
/// it cuts no word there. In less, the map has the screen with a
/// few lines about the selection below it; a pane that is opened takes the lower half, or all of a low screen.
struct ScreenPlan: Hashable, Sendable {
    static let wideColumns = 110
    /// Rows of the body from which on map and pane share a narrow screen.
    static let sharedRows = 16

    /// The list of groups, its bar included.
    var list: Area?
    /// The drawn map.
    var map: Area?
    /// The lines about the selection below the map.
    var strip: Area?
    /// The pane of the selection, its bar included.
    var details: Area?
    /// The pane of the question and its answer, its bar included.
    var answer: Area?
    /// The pane of the walkthrough, its bar included.
    var tour: Area?
    /// The pane of the traffic matrix, its bar included.
    var matrix: Area?
    /// The pane of the pinned questions, its bar included.
    var board: Area?
    /// The pane of the changes on trial, or of the form of one, its bar included.
    var trial: Area?
    /// The pane of what flow logs say, its bar included: it has the screen.
    var traffic: Area?
    /// The pane of what changed when, its bar included.
    var timeLine: Area?
    /// What one asks first of an environment, below the map.
    var overview: Area?

    /// Columns from which on list, map and pane stand side by side.
    static let threeColumns = 170

    /// The columns of the list beside a map.
    static func listWidth(_ columns: Int, _ state: ExplorerState) -> Int {
        if columns < 60 { return columns }
        return min(44, max(38, columns * 30 / 100)) + (state.model.scopes.column == nil ? 0 : Screen.placeWidth)
    }

    /// The widths of the panes, which depend on the size alone.
    static func widths(_ state: ExplorerState) -> (map: Int, details: Int, answer: Int) {
        let columns = state.size.columns
        guard columns >= wideColumns else { return (columns, columns, columns) }
        if state.list != nil, !state.isZoomed {
            let rest = columns - listWidth(columns, state) - 1
            guard columns >= threeColumns else { return (rest, rest, columns) }
            let right = min(76, max(42, columns * 30 / 100))
            return (rest - right - 1, right, columns)
        }
        let right = min(76, max(42, columns * 35 / 100))
        if state.isZoomed { return (state.focus == .map ? columns : columns - right - 1, columns, columns) }
        return (columns - right - 1, right, columns)
    }

    /// The most rows that an answer may have without scrolling, whatever it says.
    static func answerRows(_ state: ExplorerState) -> Int {
        let height = state.size.rows - 2
        guard !state.isZoomed, height >= sharedRows || state.size.columns >= wideColumns else { return height - 1 }
        if state.size.columns < wideColumns { return height - mapRows(height, state) - 1 }
        return wideAnswerRows(height, state) - 1
    }

    /// The rows of the map above a pane on a narrow screen.
    private static func mapRows(_ height: Int, _ state: ExplorerState) -> Int {
        // The ends of a question with their interfaces are what it is about.
        let most = state.drawing.scope?.asked == nil ? height / 2 : height * 3 / 5
        return min(most, max(4, state.drawnHeight(width: state.size.columns, height: most)))
    }

    /// The most rows of the answer's pane below map and pane.
    private static func wideAnswerRows(_ height: Int, _ state: ExplorerState) -> Int {
        let width = widths(state).map
        let most = state.map.levels(width: width).first ?? .names
        let full = state.network?.picture.height ?? state.map.arrangement(most, width: width).height
        return max(height * 2 / 5, height - full)
    }

    /// Columns below which the walkthrough would cut words beside the map.
    private static let tourColumns = 60

    /// The columns of the walkthrough: beside the map, or all below it.
    static func tourWidth(_ state: ExplorerState) -> Int {
        let beside = widths(state).details
        return beside < tourColumns ? state.size.columns : beside
    }

    /// A plan with nothing in it.
    init() {}

    /// The plan for a state whose map, pane and answer are there for its size.
    init(_ state: ExplorerState) {
        let body = Area(x: 0, y: 1, width: state.size.columns, height: state.size.rows - 2)
        if state.isTooSmall || body.isEmpty { return }
        let front = Self.front(state)
        if front == .traffic {
            traffic = body
            return
        }
        if state.isZoomed {
            set(state.question != nil ? .answer : state.form != nil ? .trial : state.focus, to: body, state: state)
        } else if state.size.columns >= Self.wideColumns {
            planWide(body, front: front, state: state)
        } else {
            planNarrow(body, front: front, state: state)
        }
    }

    /// The pane that is open over or below the map.
    private static func front(_ state: ExplorerState) -> ExplorerState.Pane {
        if case .question = state.prompt { return .answer }
        if case .change = state.prompt { return .trial }
        if case .find = state.prompt { return .map }
        if state.focus != .map { return state.focus }
        if state.side.isInFront, state.side.isTourOpen || state.side.isMatrixOpen {
            return state.side.isTourOpen ? .tour : .matrix
        }
        if state.answer != nil { return state.details.isOpen && state.details.isInFront ? .details : .answer }
        return state.details.isOpen ? .details : .map
    }

    private mutating func set(_ pane: ExplorerState.Pane, to area: Area, state: ExplorerState) {
        switch pane {
        case .map: splitStrip(area, state: state)
        case .list: list = area
        case .details: details = area
        case .answer: answer = area
        case .tour: tour = area
        case .matrix: matrix = area
        case .board: board = area
        case .trial: trial = area
        case .traffic: traffic = area
        case .timeLine: timeLine = area
        }
    }

    private mutating func splitStrip(_ area: Area, state: ExplorerState) {
        var rows = area.height >= Self.sharedRows ? state.network == nil ? 3 : NetworkView.stripRows : 1
        // The strip shrinks before a box loses a line.
        let isCramped = state.network == nil && state.drawing.shown.interfaces
        if isCramped, state.drawnHeight(width: area.width, height: area.height - 1) > area.height - rows { rows = 1 }
        map = Area(x: area.x, y: area.y, width: area.width, height: area.height - rows)
        strip = Area(x: area.x, y: area.y + area.height - rows, width: area.width, height: rows)
    }

    private mutating func planNarrow(_ body: Area, front: ExplorerState.Pane, state: ExplorerState) {
        if front == .list {
            splitStrip(body, state: state)
            guard let area = map else { return }
            map = nil
            list = Area(x: 0, y: area.y, width: Self.listWidth(area.width, state), height: area.height)
            let left = Self.listWidth(area.width, state) + 1
            if area.width > left { overview = Area(x: left, y: area.y, width: area.width - left, height: area.height) }
            return
        }
        if front == .map
            || (body.height < Self.sharedRows && state.focus == .map && state.question == nil && state.form == nil)
        {
            splitStrip(body, state: state)
            return
        }
        if body.height < Self.sharedRows {
            set(front, to: body, state: state)
            return
        }
        var top = Self.mapRows(body.height, state)
        // What a change would come to is read as a whole.
        if state.form != nil { top = min(top, max(5, body.height - state.formHeight)) }
        map = Area(x: 0, y: body.y, width: body.width, height: top)
        set(front, to: Area(x: 0, y: body.y + top, width: body.width, height: body.height - top), state: state)
    }

    private mutating func planWide(_ body: Area, front: ExplorerState.Pane, state: ExplorerState) {
        let widths = Self.widths(state)
        var upper = body
        let isBoardBelow = state.showsBoardBelow
        let isTrialBelow = state.showsTrialBelow
        if isTrialBelow {
            let wanted = state.form == nil ? state.trialHeight + 1 : state.formHeight
            let rows = min(max(wanted, 6), max(body.height / 2, state.form == nil ? 0 : 14))
            upper.height -= rows
            trial = Area(x: 0, y: upper.y + upper.height, width: body.width, height: rows)
        } else if isBoardBelow {
            let rows = min(max(state.boardHeight + 1, 6), body.height / 2)
            upper.height -= rows
            board = Area(x: 0, y: upper.y + upper.height, width: body.width, height: rows)
        }
        let isTimeLineBelow = !isTrialBelow && !isBoardBelow && state.showsTimeLineBelow
        if isTimeLineBelow {
            let rows = min(max(state.timeLineHeight, 8), body.height / 2)
            upper.height -= rows
            timeLine = Area(x: 0, y: upper.y + upper.height, width: body.width, height: rows)
        }
        let isBelow = isBoardBelow || isTrialBelow || isTimeLineBelow
        let isTourBelow = !isBelow && state.showsTourBeside && Self.tourWidth(state) > widths.details
        if isTourBelow, state.question == nil,
            state.focus == .tour || (state.answer == nil && !state.side.isMatrixOpen)
        {
            let rows = Self.wideAnswerRows(body.height, state)
            upper.height -= rows
            tour = Area(x: 0, y: upper.y + upper.height, width: body.width, height: rows)
        } else if !isBelow, state.answer != nil || state.question != nil {
            let wanted = (state.question == nil ? state.answer?.lines.count ?? 0 : 8) + 1
            let rows = min(max(wanted, 6), Self.wideAnswerRows(body.height, state))
            upper.height -= rows
            answer = Area(x: 0, y: upper.y + upper.height, width: body.width, height: rows)
        }
        planMatrix(body, &upper, state: state)
        defer { if state.showsTourBeside, !isTourBelow { swap(&tour, &details) } }
        var left = 0
        if state.list != nil {
            list = Area(x: 0, y: upper.y, width: Self.listWidth(body.width, state), height: upper.height)
            left = Self.listWidth(body.width, state) + 1
        }
        details = Area(x: left + widths.map + 1, y: upper.y, width: widths.details, height: upper.height)
        map = Area(x: left, y: upper.y, width: widths.map, height: upper.height)
        if state.list != nil, body.width < Self.threeColumns {
            // The map keeps to the upper half, and the pane stands below it.
            let half = upper.height / 2
            let rows = min(half, max(6, state.drawnHeight(width: widths.map, height: half)))
            map?.height = rows
            details = Area(x: left, y: upper.y + rows, width: widths.details, height: upper.height - rows)
            return
        }
        let used = state.drawnHeight(width: widths.map, height: upper.height)
        if answer == nil, matrix == nil, tour == nil, board == nil, trial == nil, timeLine == nil, upper.height - used >= 6 {
            map?.height = used
            overview = Area(x: left, y: upper.y + used + 1, width: widths.map, height: upper.height - used - 1)
        }
    }
}

extension ExplorerState {
    /// The question that is being typed.
    var question: QuestionPrompt? {
        guard case .question(let prompt) = prompt else { return nil }
        return prompt
    }

    /// The rows of the picture that is drawn in a room.
    func drawnHeight(width: Int, height: Int) -> Int {
        network?.picture.height ?? map.arrangement(map.detail(width: width, height: height), width: width).height
    }

    /// How much of each box is drawn now.
    func detail(in area: Area) -> MapDetail { map.detail(width: area.width, height: area.height) }
}
