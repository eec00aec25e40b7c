import Documentation
import CoreModel
import Text
import Map
import Frames

extension Screen {
    /// The lines about the selection below the map.
    mutating func drawStrip(_ area: Area) {
        if area.isEmpty || drawNetworkDetails(area) { return }
        if let member = state.memberText {
            drawBar("\(pointer) \(member)", right: "", area: area)
            drawSummary(area)
            return
        }
        let whyOpened = state.whyOpened.map { "  (\($0))" } ?? ""
        var title = state.selection == nil ? "" : "\(pointer) \(state.details.lines.shortTitle)\(notDrawn)"
        if state.shownLine == nil, let place = state.selection.flatMap({ place(of: $0) }), !place.isEmpty {
            title += "  \(place)"
        }
        if let review = state.reviewText, TerminalText.width(title + review + whyOpened) + 2 <= area.width {
            title += "  \(review)"
        }
        if TerminalText.width(title + whyOpened) <= area.width { title += whyOpened }
        drawBar(title, right: state.selection.map(attached) ?? "", area: area)
        drawSummary(area)
    }

    private mutating func drawSummary(_ area: Area) {
        for (row, line) in state.details.lines.summary.prefix(area.height - 1).enumerated() {
            frame.put(line, x: area.x + 1, y: area.y + 1 + row, limit: area.x + area.width)
        }
    }

    mutating func drawDetails(_ area: Area) {
        if area.isEmpty || drawNetworkDetails(area) { return }
        if state.shownPage != nil {
            drawPage(area)
            return
        }
        let isReading = state.executor.isRunning(.pane)
        let rows = isReading ? [ReportRow(line: StyledLine("reading the rules ...", .dim))] : state.details.lines.rows
        let title = state.selection == nil ? "nothing selected" : state.details.lines.title + notDrawn
        drawBar(
            "\(state.focus == .details ? pointer : " ") \(title)", right: position(state.details.scroll, rows.count, area),
            area: area)
        drawLines(
            rows.map(\.line), scroll: state.details.scroll, hasFocus: state.focus == .details && state.prompt == nil, area: area)
    }

    /// The page of a hop, or of something of the network map.
    private mutating func drawPage(_ area: Area) {
        let (lines, hasFocus) = (state.details.lines, state.focus == .details)
        let place = position(state.details.scroll, lines.rows.count, area)
        drawBar("\(hasFocus ? pointer : " ") \(lines.title)", right: place.isEmpty ? lines.note : place, area: area)
        drawLines(
            lines.rows.map(\.line), scroll: state.details.scroll, hasFocus: hasFocus && state.prompt == nil, area: area)
    }

    /// The question with its answer, or with what can be typed.
    mutating func drawAnswer(_ area: Area) {
        if area.isEmpty { return }
        if let question = state.question {
            drawQuestion(question, area: area)
        } else if let answer = state.answer {
            let hasFocus = state.focus == .answer
            drawBar(
                "\(hasFocus ? pointer : " ") ask  \(answer.heading)", right: position(answer.scroll, answer.lines.count, area),
                area: area)
            drawLines(answer.lines, scroll: answer.scroll, hasFocus: false, chosen: answer.chosenLines, area: area)
        } else if state.answering.isAsking {
            drawBar("  asking again ...", right: "", area: area)
        }
    }

    /// What one asks first of an environment: what is open to the internet, and what was asked before.
    mutating func drawOverview(_ area: Area) {
        var row = area.y
        let limit = area.x + area.width
        for (title, lines) in overview where row + 1 < area.y + area.height {
            drawBar(" \(title)", right: "", area: Area(x: area.x, y: row, width: area.width, height: 1))
            row += 1
            for line in lines.flatMap({ wrapped($0, width: area.width - 1) }) where row < area.y + area.height {
                frame.put(line, x: area.x + 1, y: row, limit: limit)
                row += 1
            }
            row += 1
        }
    }

    /// A line in one tone over several rows; what has several tones stays as it is.
    private func wrapped(_ line: StyledLine, width: Int) -> [StyledLine] {
        guard line.spans.count == 1, let only = line.spans.first else { return [line] }
        return StyledLine.wrapped(only.text, only.tone, width: max(10, width))
    }

    private var overview: [(String, [StyledLine])] {
        let open = state.flows?.openToInternet ?? []
        var openLines =
            open.prefix(8).map { edge in
                StyledLine([StyledSpan(model.names.name(of: edge.target), .strong), StyledSpan(" on \(edge.label)")])
            } + (open.count > 8 ? [StyledLine("and \(open.count - 8) more", .dim)] : [])
        if openLines.isEmpty { openLines = [state.flows == nil ? StyledLine(state.withoutFlows, .dim) : StyledLine("nothing")] }
        let used = (state.flows?.mostUsed ?? []).map { group, count in
            StyledLine([StyledSpan(model.name(.group(group)), .strong), StyledSpan(" lets in \(count) groups")])
        }
        let marks = ReportMarks(ascii: isASCII)
        let isJudging = state.executor.isRunning(.verdicts)
        let asked = state.history.reversed().map { question -> StyledLine in
            let was = question.was.map { "   was \($0.rawValue)" } ?? ""
            guard let verdict = question.verdict else {
                let why =
                    isJudging
                    ? "   judged anew ..." : "   cannot be asked of this data\(question.was == nil ? "" : ",\(was.dropFirst(2))")"
                return StyledLine([StyledSpan("- \(question.text)"), StyledSpan(why, .dim)])
            }
            let mark = StyledSpan("\(marks.mark(verdict)) ", verdict.tone)
            let turned = question.was.map { StyledSpan("\(marks.mark($0))\(isASCII ? ">" : "→")", .differs) }
            return StyledLine((turned.map { [$0] } ?? []) + [mark, StyledSpan(question.text)])
        }
        let notices = model.inventory.notices.map { StyledLine("! \($0)") }
        return sideOverview + [
            ("open to the internet", openLines)
        ] + (state.list == nil || used.isEmpty ? [] : [("most used", used)]) + [
            (
                "asked before",
                asked.isEmpty ? [StyledLine("nothing yet; a asks: SOURCE -> DESTINATION:PORT, or paste one", .dim)] : asked
            )
        ] + (notices.isEmpty ? [] : [("about the input", notices)])
    }

    // MARK: Parts

    mutating func drawBar(_ text: String, right: String, area: Area) {
        frame.fill(Area(x: area.x, y: area.y, width: area.width, height: 1), role: .bar)
        let limit = area.x + area.width
        let end = frame.put(fitted(text, to: area.width), x: area.x, y: area.y, role: .bar, limit: limit)
        if !right.isEmpty { frame.putRight("\(right) ", after: end + 2, y: area.y, role: .bar, limit: limit) }
    }

    /// A pane that has nothing to show but a line that says why.
    mutating func drawNotice(_ text: String, title: String, role: Role = .plain, area: Area) {
        drawBar(title, right: "", area: area)
        frame.put(text, x: area.x + 1, y: area.y + 1, role: role, limit: area.x + area.width)
    }

    /// A text made safe and cut to some columns.
    func fitted(_ text: String, to columns: Int) -> String {
        TerminalText.fitted(TerminalText.safe(text), to: columns, ending: isASCII ? "~" : "…")
    }

    mutating func drawLines(
        _ lines: [StyledLine], scroll: ExplorerState.Scroll, hasFocus: Bool, chosen: Range<Int>? = nil, area: Area
    ) {
        for row in 0..<max(0, area.height - 1) {
            let number = scroll.top + row
            guard number < lines.count else { return }
            let isSelected = chosen?.contains(number) ?? (hasFocus && number == scroll.cursor)
            let y = area.y + 1 + row
            if isSelected {
                frame.fill(Area(x: area.x, y: y, width: area.width, height: 1), role: .selected)
                frame.put(pointer, x: area.x, y: y, role: .selected, limit: area.x + 1)
            }
            frame.put(lines[number], x: area.x + 1, y: y, role: isSelected ? .selected : nil, limit: area.x + area.width)
        }
    }

    func position(_ scroll: ExplorerState.Scroll, _ count: Int, _ area: Area) -> String {
        let shown = area.height - 1
        return count > shown ? "lines \(scroll.top + 1)-\(min(count, scroll.top + shown)) of \(count)" : ""
    }

    /// Why the selection is not drawn.
    private var notDrawn: String {
        guard state.selectedNode == nil, state.flows != nil else { return "" }
        if state.executor.isRunning(.map) { return "  (drawing ...)" }
        let isUnused = state.selection?.group.map { state.flows?.map.unused.contains($0) == true } ?? false
        return isUnused ? "  (not drawn: nothing uses it)" : "  (not drawn here; Enter shows it)"
    }

    /// The account, or the region, of a group where there are several.
    private func place(of subject: MapSubject) -> String? {
        guard model.scopes.column != nil, let group = subject.group else { return nil }
        return model.scopes.name(model.inventory.scope(of: group))
    }

    /// What carries the selected group: "2 interfaces: load balancer chat-dev-alb".
    private func attached(_ subject: MapSubject) -> String {
        guard let group = subject.group else { return "" }
        let carriers = model.carriers[group] ?? []
        guard let first = carriers.first else { return "" }
        let name = model.names.name(of: InterfaceIndex(first))
        let names = Set(carriers.prefix(50).map { model.names.name(of: InterfaceIndex($0)) })
        let count = TextCount.of(carriers.count, "interface")
        return names.count == 1 ? "\(count): \(name)" : count
    }
}
