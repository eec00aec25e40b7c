import Diagram
import Text
import Map
import Frames

/// The frame of a state at a size, in box glyphs or in ASCII.
///
/// Pure, and always exactly of that size. A state that was last settled for another size is settled for this one first.
public func render(_ state: ExplorerState, size: ScreenSize, glyphs: GlyphSet) -> Frame {
    var state = state
    if state.size != size || state.glyphs != glyphs {
        state.size = size
        state.glyphs = glyphs
        state.arrange()
        state.revealSelection()
    }
    return Screen(state).frame
}

struct Screen {
    let state: ExplorerState
    let plan: ScreenPlan
    var frame: Frame

    init(_ state: ExplorerState) {
        self.state = state
        plan = state.plan
        frame = Frame(size: state.size)
        if state.isTooSmall {
            drawTooSmall()
            return
        }
        if state.help != nil {
            drawHelp()
        } else {
            draw(Title(state))
            if let area = plan.list { drawList(area) }
            if let area = plan.map { drawMap(area) }
            if let area = plan.strip { drawStrip(area) }
            if let area = plan.details { drawDetails(area) }
            if let area = plan.answer { drawAnswer(area) }
            if let area = plan.tour { drawTour(area) }
            if let area = plan.matrix { drawMatrix(area) }
            if let area = plan.board { drawBoard(area) }
            if let area = plan.trial { drawTrial(area) }
            if let area = plan.traffic { drawTraffic(area) }
            if let area = plan.timeLine { drawTimeLine(area) }
            if let area = plan.overview { drawOverview(area) }
            if state.showsFindings { drawFindings() }
        }
        if state.help == nil, case .command(let command) = state.prompt { drawCommandCandidates(command) }
        if state.help == nil, case .fixes(let fixes) = state.prompt { drawFixChoice(fixes) }
        drawBottomLine()
    }

    var model: ExplorerModel { state.model }
    var isASCII: Bool { state.glyphs == .ascii }
    var pointer: String { isASCII ? ">" : "▸" }

    private mutating func drawTooSmall() {
        let text = "sgscope needs 40x12, this is \(state.size.columns)x\(state.size.rows). q quits."
        let room = max(1, state.size.columns)
        for (row, line) in TextWrap.lines(text, width: room).enumerated() { frame.put(line, x: 0, y: row, limit: room) }
    }

    // MARK: Bottom line

    private mutating func drawBottomLine() {
        let row = state.size.rows - 1
        let columns = state.size.columns
        frame.fill(Area(x: 0, y: row, width: columns, height: 1), role: .bar)
        var start = 1
        let message =
            state.message ?? state.reading.map { "\($0)   Esc cancels" } ?? state.markText ?? state.workText
            ?? (state.isWide ? state.whyOpened : nil)
        if state.help == nil, case .find(let find) = state.prompt {
            start = drawFind(find, row: row) + 2
        } else if state.help == nil, case .command(let command) = state.prompt {
            start = drawCommandLine(command, row: row) + 2
        } else if state.help == nil, case .traffic(let filter) = state.prompt {
            frame.put("/ ", x: 1, y: row, role: .bar, limit: columns)
            start = drawInput(filter, x: 3, y: row, width: min(max(12, filter.characters.count + 2), columns - 12)) + 2
        } else if state.help == nil, case .copy = state.prompt {
            start = frame.put("copy:", x: 1, y: row, role: .bar, limit: columns) + 2
        } else if state.help == nil, case .steps(let steps) = state.prompt {
            start = frame.put("step: \(steps.typed)", x: 1, y: row, role: .bar, limit: columns) + 2
        } else if let message = state.help == nil ? message : state.message,
            state.prompt == nil || [.filter, .findings].contains(state.context) || state.form != nil && state.message != nil
        {
            start = draw(message, row: row) + 2
        }
        let keys = keys(width: columns - start - 1)
        if start == 1 {
            frame.put(keys, x: 1, y: row, role: .bar, limit: columns)
        } else {
            frame.putRight(keys + " ", after: start, y: row, role: .bar, limit: columns)
        }
    }

    /// Writes a message up to the bottom row; returns the column behind its end.
    private mutating func draw(_ message: String, row: Int) -> Int {
        let columns = state.size.columns
        var rows = MessageRows.rows(message, width: columns - 2)
        let last = rows.removeLast()
        for (place, text) in rows.suffix(max(0, row - 1)).enumerated() {
            let y = row - rows.count + place
            frame.fill(Area(x: 0, y: y, width: columns, height: 1), role: .bar)
            frame.put(text, x: 1, y: y, role: .bar, limit: columns)
        }
        return frame.put(last, x: 1, y: row, role: .bar, limit: columns)
    }

    /// The keys that are valid now: those that always are at the end, the others by rank as far as there is room.
    private func keys(width: Int) -> String {
        let words = state.validCommands.compactMap { command in
            command.bar(state).map { (rank: $0.rank, text: "\(command.keys) \($0.word)") }
        }
        let always = words.filter { $0.rank < 0 }.map(\.text)
        let ranked = words.filter { $0.rank >= 0 }.enumerated()
        var chosen = ranked.sorted { ($0.element.rank, $0.offset) < ($1.element.rank, $1.offset) }.map(\.element.text)
        while true {
            let text = (chosen + always).joined(separator: "  ")
            if TerminalText.width(text) <= width || chosen.isEmpty { return TerminalText.width(text) <= width ? text : "" }
            chosen.removeLast()
        }
    }

    private mutating func drawFind(_ find: FindPrompt, row: Int) -> Int {
        let columns = state.size.columns
        frame.put("/ ", x: 1, y: row, role: .bar, limit: columns)
        let end = drawInput(find.editor, x: 3, y: row, width: min(max(12, find.editor.characters.count + 2), 32, columns - 12))
        let count: String
        if let result = find.result {
            count = result.text
        } else {
            count = !state.executor.isRunning(.find) ? "address, name, id, port, tag or a word" : "finding ..."
        }
        // How to leave stays in sight.
        return frame.put(fitted(count, to: columns - end - 14), x: end + 2, y: row, role: .bar, limit: columns)
    }

    /// Draws what is being typed with the cursor in view; returns the column behind it.
    mutating func drawInput(_ editor: LineEditor, x: Int, y: Int, width: Int) -> Int {
        let room = max(1, width - 1)
        let typed = Array(TerminalText.safe(editor.head))
        var (start, taken) = (typed.count, 0)
        while start > 0, case let width = TerminalText.clusterWidth(typed[start - 1]), taken + width <= room {
            start -= 1
            taken += width
        }
        let head = String(typed[start...])
        let rest = TerminalText.safe(String(editor.characters[editor.cursor...]))
        frame.fill(Area(x: x, y: y, width: width, height: 1), role: .input)
        let cursor = frame.put(head, x: x, y: y, role: .input, limit: x + width)
        frame.put(rest, x: cursor, y: y, role: .input, limit: x + width)
        frame.cursor = (min(cursor, state.size.columns - 1), y)
        return x + width
    }
}
