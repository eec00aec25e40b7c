import Text

extension Screen {
    /// The step of the walkthrough, or the list of steps.
    mutating func drawTour(_ area: Area) {
        if area.isEmpty { return }
        let lead = state.focus == .tour ? pointer : " "
        guard let tour = state.side.tour else {
            return drawNotice("working out the walkthrough ...", title: "\(lead) walkthrough", role: .dim, area: area)
        }
        if case .steps(let steps) = state.prompt {
            drawSteps(tour, cursor: steps.cursor, area: area)
            return
        }
        let scroll = ExplorerState.Scroll(cursor: 0, top: tour.top)
        // Which part of the text is seen matters more than the end of a long title.
        let right = position(scroll, tour.lines.count, area)
        let room = area.width - (right.isEmpty ? 0 : TerminalText.width(right) + 4)
        let titles = ["\(lead) walkthrough \(tour.title)", "\(lead) \(tour.title)"]
        let title = titles.first { TerminalText.width($0) <= room } ?? fitted(titles[1], to: room)
        drawBar(title, right: right, area: area)
        if tour.text?.request.step != tour.step {
            frame.put("writing the step ...", x: area.x + 1, y: area.y + 1, role: .dim, limit: area.x + area.width)
        }
        drawLines(tour.lines, scroll: scroll, hasFocus: false, area: area)
        guard let question = tour.question, tour.questionLines.indices.contains(question) else { return }
        let line = tour.questionLines[question]
        guard line >= tour.top, line < tour.top + area.height - 1, tour.lines.indices.contains(line) else { return }
        let y = area.y + 1 + line - tour.top
        frame.fill(Area(x: area.x, y: y, width: area.width, height: 1), role: .selected)
        frame.put(pointer, x: area.x, y: y, role: .selected, limit: area.x + 1)
        frame.put(tour.lines[line], x: area.x + 1, y: y, role: .selected, limit: area.x + area.width)
    }

    private mutating func drawSteps(_ tour: TourView, cursor: Int, area: Area) {
        let lines = tour.tour.steps.indices.map { StyledLine(tour.line(of: $0, sign: $0 == tour.step ? "*" : " ")) }
        let height = max(1, area.height - 1)
        let top = min(max(0, cursor - height / 2), max(0, lines.count - height))
        let scroll = ExplorerState.Scroll(cursor: cursor, top: top)
        drawBar("\(pointer) steps of the walkthrough", right: position(scroll, lines.count, area), area: area)
        drawLines(lines, scroll: scroll, hasFocus: true, area: area)
    }
}
