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
        plan = ScreenPlan(state)
        frame = Frame(size: state.size)
        if state.isTooSmall {
            drawTooSmall()
            return
        }
        if state.help != nil {
            drawHelp()
        } else {
            drawTitle()
            if let area = plan.list { drawList(area) }
            if let area = plan.map { drawMap(area) }
            if let area = plan.strip { drawStrip(area) }
            if let area = plan.details { drawDetails(area) }
            if let area = plan.answer { drawAnswer(area) }
            if let area = plan.tour { drawTour(area) }
            if let area = plan.matrix { drawMatrix(area) }
            if let area = plan.overview { drawOverview(area) }
        }
        if state.help == nil, case .command(let command) = state.prompt { drawCommandCandidates(command) }
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

    // MARK: Title

    private mutating func drawTitle() {
        let columns = state.size.columns
        frame.fill(Area(x: 0, y: 0, width: columns, height: 1), role: .bar)
        let room = columns - 1
        let first = TerminalText.width(facts.first ?? "") + 3
        let widths = titles.map { TerminalText.width(TerminalText.safe($0)) }
        let place = widths.firstIndex { $0 + first <= room } ?? widths.firstIndex { $0 <= room } ?? titles.count - 1
        let label = titles[place]
        let end = frame.put(
            fitted(label, to: room), x: 1, y: 0, role: .bar, limit: columns)
        var facts = facts
        while !facts.isEmpty {
            if frame.putRight(facts.joined(separator: "  ") + " ", after: end + 2, y: 0, role: .bar, limit: columns) { return }
            facts.removeLast()
        }
    }

    /// The title from long to short; none of them lets the example pass for the user's own account.
    private var titles: [String] {
        let environment = model.notes?.environment.title ?? ""
        if model.isExample {
            let name = environment.isEmpty ? "" : " \(environment)"
            return [
                "sgscope  EXAMPLE\(name), built in: not your account", "EXAMPLE\(name): not your account",
                "EXAMPLE: not your account",
            ]
        }
        let label = model.inventory.label
        let both = environment.isEmpty || environment == label ? label : "\(environment)  \(label)"
        return ["sgscope  \(both)", both, environment.isEmpty ? label : environment]
    }

    /// What is counted in the title, the most wanted first.
    private var facts: [String] {
        let inventory = model.inventory
        var facts = [model.groupsText(plan.map == nil ? model.map : state.map.graph)]
        if let time = model.time { facts.append(inventory.asOf == nil ? "read \(time)" : "data of \(Self.toTheMinute(time))") }
        facts.append(TextCount.of(model.ruleCount, "rule"))
        if !inventory.vpcs.isEmpty { facts.append(TextCount.of(inventory.vpcs.count, "VPC")) }
        if !inventory.interfaces.isEmpty { facts.append(TextCount.of(inventory.interfaces.count, "interface")) }
        return facts
    }

    /// "2026-11-24 01:53Z" of "2026-11-24T01:53:49Z"; any other text as it is.
    private static func toTheMinute(_ time: String) -> String {
        guard time.utf8.count == 20, time.hasSuffix("Z"), time.contains("T") else { return time }
        return time.prefix(16).replacing("T", with: " ") + "Z"
    }

    // MARK: Bottom line

    private mutating func drawBottomLine() {
        let row = state.size.rows - 1
        let columns = state.size.columns
        frame.fill(Area(x: 0, y: row, width: columns, height: 1), role: .bar)
        var start = 1
        let message =
            state.message ?? state.reading.map { "\($0)   Esc cancels" } ?? state.markText
            ?? (state.running[.review] == nil ? nil : "reviewing the rules ...") ?? (state.isWide ? state.whyOpened : nil)
        if state.help == nil, case .find(let find) = state.prompt {
            start = drawFind(find, row: row) + 2
        } else if state.help == nil, case .command(let command) = state.prompt {
            start = drawCommandLine(command, row: row) + 2
        } else if state.help == nil, case .copy = state.prompt {
            start = frame.put("copy:", x: 1, y: row, role: .bar, limit: columns) + 2
        } else if state.help == nil, case .steps(let steps) = state.prompt {
            start = frame.put("step: \(steps.typed)", x: 1, y: row, role: .bar, limit: columns) + 2
        } else if state.prompt == nil || state.context == .filter, state.help == nil, let message {
            start = frame.put(fitted(message, to: columns - 1), x: 1, y: row, role: .bar, limit: columns) + 2
        }
        let keys = keys(width: columns - start - 1)
        if start == 1 {
            frame.put(keys, x: 1, y: row, role: .bar, limit: columns)
        } else {
            frame.putRight(keys + " ", after: start, y: row, role: .bar, limit: columns)
        }
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
        let end = drawInput(find.editor, x: 3, y: row, width: min(32, columns - 12))
        let count: String
        if let result = find.result {
            count = result.hits.isEmpty ? "nothing" : "\(result.place + 1) of \(result.hits.count)"
        } else {
            count = state.running[.find] == nil ? "name, id, description or tag" : "finding ..."
        }
        return frame.put(count, x: end + 2, y: row, role: .bar, limit: columns)
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
