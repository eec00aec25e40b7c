import CoreModel
import Map

extension ExplorerState {
    /// Whether the selection's pane stands beside the map.
    var isWide: Bool { size.columns >= ScreenPlan.wideColumns }

    /// The panes that Tab goes through.
    var panes: [Pane] {
        (list == nil ? [] : [.list]) + [.map] + (details.isOpen || isWide ? [.details] : []) + sidePanes
            + (answer == nil ? [] : [.answer])
    }

    mutating func nextPane(by step: Int) {
        let all = panes
        guard let now = all.firstIndex(of: focus) else { return }
        set(focus: all[(now + step + all.count) % all.count])
    }

    mutating func set(focus pane: Pane) {
        focus = pane
        if pane == .details || pane == .answer { details.isInFront = pane == .details }
        focusMovedBeside()
        revealSelection()
    }

    /// Opens the pane of the selection, with the cursor on the first line that leads somewhere.
    mutating func openDetails() {
        guard selection != nil else { return }
        details.page = nil
        details.isOpen = true
        set(focus: .details)
        if details.scroll == Scroll() { details.wanted = .leading }
    }

    /// Goes in: opens the pane of the selected box; on a line of a pane, goes where it leads.
    mutating func enter() {
        switch focus {
        case .map:
            if drawing.line == nil, openFold() { return }
            if let selection, drawing.line == nil { show(selection) }
            openDetails()
        case .answer: enterAnswer()
        case .list: enterListed()
        case .tour: enterTour()
        case .board: enterBoard()
        case .trial: enterTrial()
        case .traffic: enterTraffic()
        case .timeLine: enterTimeLine()
        case .matrix: enterMatrix()
        case .details:
            let rows = details.lines.rows
            let row = rows.indices.contains(details.scroll.cursor) ? rows[details.scroll.cursor] : nil
            if let stop = row?.stop {
                askFrom(stop)
            } else if let target = row?.target {
                follow(target)
            } else {
                message = "Enter follows a line that names a group, a network or a prefix list"
            }
        }
    }

    private mutating func follow(_ target: End) {
        drawing.line = nil
        details.page = nil
        let subject = MapSubject.end(target)
        if subject == selection { message = "this is \(model.name(subject)) already" } else { visit(subject) }
    }

    /// What q closes first.
    private enum Top {
        case zoom, list, answer, details, tour, matrix, board, trial, traffic, timeLine

        /// The pane as what is closed; nil of the map, which stays.
        init?(_ pane: Pane) {
            switch pane {
            case .map: return nil
            case .list: self = .list
            case .answer: self = .answer
            case .details: self = .details
            case .tour: self = .tour
            case .matrix: self = .matrix
            case .board: self = .board
            case .trial: self = .trial
            case .traffic: self = .traffic
            case .timeLine: self = .timeLine
            }
        }
    }

    private var top: Top? {
        if isZoomed { return .zoom }
        if focus == .list, model.isListed { return nil }
        if let own = Top(focus) { return own }
        if let open = sidePanes.first, side.isInFront, !isWide { return open == .tour ? .tour : .matrix }
        if answer != nil, !(details.isOpen && details.isInFront) { return .answer }
        if details.isOpen, !isWide { return .details }
        if answer != nil { return .answer }
        return sidePanes.first.flatMap(Top.init)
    }

    /// The pane that closing others leads back to.
    var home: Pane {
        traffic.isOpen ? .traffic : sidePanes.first ?? (list == nil ? .map : .list)
    }

    /// Whether there is anything to close but the map.
    var hasTop: Bool { top != nil }

    /// Closes the thing on top; false when there is only the map.
    mutating func closeTop() -> Bool {
        switch top {
        case nil: return false
        case .zoom: isZoomed = false
        case .list: toggleList()
        case .tour, .matrix:
            if top == .tour { side.isTourOpen = false } else { side.isMatrixOpen = false }
            set(focus: home)
            redrawMap()
        case .board:
            board.isOpen = false
            set(focus: answer == nil ? home : .answer)
            redrawMap()
        case .traffic:
            traffic.isOpen = false
            set(focus: answer == nil ? home : .answer)
            redrawMap()
            leavePastedRecords()
        case .trial:
            trial.isOpen = false
            set(focus: answer == nil ? home : .answer)
            redrawMap()
        case .timeLine:
            timeLine.isOpen = false
            set(focus: answer == nil ? home : .answer)
            redrawMap()
        case .answer:
            if let from = returns.takeLast() {
                answering = .settled(.answer(from))
                answer?.isRevealing = true
                set(focus: .answer)
                redrawMap()
                break
            }
            answer = nil
            redrawMap()
            set(focus: focus == .answer && details.isOpen && !isWide ? .details : home)
        case .details:
            details.isOpen = false
            let isOfMap = details.page == .item
            // Beside the map the page goes on telling of the hop.
            if isOfMap || !isWide { details.page = nil }
            set(focus: isOfMap ? .map : focus == .details && answer != nil ? .answer : home)
            details.isInFront = false
        }
        revealSelection()
        return true
    }

    /// Goes out one level; never quits.
    mutating func goOut() {
        if keeping.isAsLeft {
            goToStart()
            return
        }
        if reading != nil {
            cancelReading()
            return
        }
        if focus == .list, list?.filter.isEmpty == false {
            dropFilter()
            return
        }
        if focus == .traffic, !traffic.filter.isEmpty {
            filterTraffic("")
            return
        }
        if focus == .answer, answer?.stop != nil {
            leaveStop()
            return
        }
        if focus == .map, drawing.line != nil || drawing.row != nil {
            (drawing.line, drawing.row) = (nil, nil)
            return
        }
        if focus == .map, answer == nil, !details.isOpen || isWide, drawing.opened != nil || drawing.fold != nil {
            if drawing.opened != nil { drawing.opened = nil } else { drawing.fold = nil }
            redrawMap()
            revealSelection()
            return
        }
        if focus == .timeLine, !timeLine.filter.isEmpty {
            timeLine.filter = ""
            return
        }
        if leavesPast {
            leavePast()
            return
        }
        if closeTop() { return }
        if marks.isAny {
            marks = Marks()
        } else if found != nil {
            found = nil
        } else if executor.longest != nil {
            cancelWork()
        } else {
            message = "q quits"
        }
    }

    /// Moves the cursor of the focused pane, or the answer itself.
    mutating func scroll(by lines: Int) {
        switch focus {
        case .map: moveSelection(rows: lines)
        case .list: moveInList(to: (list?.scroll.cursor ?? 0) + lines)
        case .details: details.scroll.cursor = max(0, details.scroll.cursor + lines)
        case .answer: scrollAnswer(to: (answer?.scroll.top ?? 0) + lines)
        case .tour: side.tour?.top += lines
        case .matrix: moveInMatrix(rows: lines)
        case .board: moveInBoard(to: board.scroll.cursor + lines)
        case .trial: moveInTrial(by: lines)
        case .traffic: abs(lines) > 1 ? pageInTraffic(by: lines) : moveInTraffic(by: lines)
        case .timeLine: moveInTimeLine(to: timeLine.scroll.cursor + lines)
        }
    }

    /// Moves by pages: in a pane the lines that are seen move along with the cursor.
    mutating func page(by lines: Int) {
        if focus == .details { details.scroll.top += lines }
        scroll(by: lines)
    }

    /// Moves to the first or the last line, or box.
    mutating func scrollToEnd(last: Bool) {
        switch focus {
        case .map: selectEnd(last: last)
        case .list: moveInList(to: last ? Int.max : 0)
        case .details: details.scroll.cursor = last ? max(0, details.lines.rows.count - 1) : 0
        case .answer: scrollAnswer(to: last ? answer?.lines.count ?? 0 : 0)
        case .tour: side.tour?.top = last ? Int.max / 2 : 0
        case .matrix: moveInMatrix(rows: last ? Int.max / 2 : -Int.max / 2)
        case .board: moveInBoard(to: last ? Int.max / 2 : 0)
        case .trial: moveInTrial(to: last ? Int.max / 2 : 0)
        case .traffic:
            moveInTraffic(to: last ? Int.max / 2 : 0)
            traffic.scroll.top = last ? Int.max / 2 : 0
        case .timeLine: moveInTimeLine(to: last ? Int.max / 2 : 0)
        }
    }

    /// Scrolls the answer, which has no cursor: the sentence keeps the colour of its verdict.
    private mutating func scrollAnswer(to line: Int) {
        answer?.scroll = Scroll(cursor: max(0, line), top: max(0, line))
    }

    /// The rows that a page of the focused pane has.
    var page: Int {
        switch focus {
        case .map: max(1, plan.map?.height ?? 1)
        case .list: max(1, (plan.list?.height ?? 3) - 3)
        case .details: max(1, (plan.details?.height ?? 2) - 2)
        case .answer: max(1, (plan.answer?.height ?? 2) - 2)
        case .tour: max(1, (plan.tour?.height ?? 2) - 2)
        case .matrix: max(1, (plan.matrix?.height ?? 8) - 6)
        case .board: max(1, (plan.board?.height ?? 4) - 3)
        case .trial: max(1, (plan.trial?.height ?? 3) - 2)
        case .traffic: max(1, (plan.traffic?.height ?? 3) - 2)
        case .timeLine: max(1, timeLineRoom.rows - 1)
        }
    }

    /// Goes back, or forward, in what was looked at.
    mutating func step(back: Bool) {
        if let subject = back ? trail.back(from: selection) : trail.forward(from: selection) { show(subject) }
    }
}
