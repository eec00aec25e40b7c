import Text

extension Screen {
    /// Draws the command line over the bottom line; returns the column behind it.
    mutating func drawCommandLine(_ command: CommandPrompt, row: Int) -> Int {
        let columns = state.size.columns
        let start = frame.put(":", x: 1, y: row, role: .bar, limit: columns)
        return drawInput(command.editor, x: start, y: row, width: min(56, max(12, columns - 38)))
    }

    /// Draws what can be typed above the bottom line, with what it does.
    mutating func drawCommandCandidates(_ command: CommandPrompt) {
        let columns = state.size.columns
        let room = min(10, max(1, state.size.rows / 3))
        if let error = command.error {
            let lines = TextWrap.lines("\(isASCII ? "NO" : "✗") \(error)", width: columns - 2)
            let instead = command.candidates.prefix(max(0, room - lines.count)).map { [StyledSpan("  \($0.text)", .strong)] }
            drawPopup(lines.map { [StyledSpan($0, .fail)] } + instead, chosen: nil)
            return
        }
        if state.isChange(command.editor.text), command.chosen == nil, state.trial.preview != nil {
            drawPopup(state.previewLines(width: columns - 2).prefix(room).map(\.spans), chosen: nil)
            return
        }
        let all = command.candidates
        guard !all.isEmpty else { return }
        let first = max(0, min((command.chosen ?? 0) - room + 2, all.count - room))
        let shown = all.dropFirst(first).prefix(room)
        let widest = (all.map { TerminalText.width($0.text) }.max() ?? 0) + 2
        var lines = shown.map { candidate in
            let gap = StyledSpan.blank(widest - TerminalText.width(candidate.text))
            return [StyledSpan(candidate.text, .strong), gap, StyledSpan(candidate.help)]
        }
        let hidden = all.count - first - shown.count
        if hidden > 0, !lines.isEmpty { lines[lines.count - 1] = [StyledSpan("... \(hidden + 1) more; go on typing", .dim)] }
        drawPopup(lines, chosen: command.chosen.map { $0 - first })
    }

    /// Lines right above the bottom line, over what stands there.
    mutating func drawPopup(_ lines: [[StyledSpan]], chosen: Int?) {
        let columns = state.size.columns
        let top = max(1, state.size.rows - 1 - lines.count)
        for (row, spans) in lines.prefix(state.size.rows - 2).enumerated() {
            let isChosen = row == chosen
            frame.fill(Area(x: 0, y: top + row, width: columns, height: 1), role: isChosen ? .selected : .plain)
            let x = frame.put(
                isChosen ? "\(pointer) " : "  ", x: 0, y: top + row, role: isChosen ? .selected : .plain, limit: columns)
            frame.put(StyledLine(spans), x: x, y: top + row, role: isChosen ? .selected : nil, limit: columns)
        }
    }
}
