import Frames
import Text
import Words

extension Screen {
    mutating func drawQuestion(_ question: QuestionPrompt, area: Area) {
        frame.fill(Area(x: area.x, y: area.y, width: area.width, height: 1), role: .bar)
        let start = frame.put("\(pointer) ask  ", x: area.x, y: area.y, role: .bar, limit: area.x + area.width)
        _ = drawInput(question.editor, x: start, y: area.y, width: area.x + area.width - start)
        var row = area.y + 1
        let bottom = area.y + area.height
        if let error = question.error {
            let mark = isASCII ? "NO" : "✗"
            for line in TextWrap.lines("\(mark) \(error)", width: area.width - 2) where row < bottom {
                frame.put(line, x: area.x + 1, y: row, role: .blocked, limit: area.x + area.width)
                row += 1
            }
        }
        if let reading = question.reading, question.error == nil, row < bottom {
            // The strict form, as it will be kept.
            let rest = reading.notUsed.isEmpty ? "" : "   not used: \(reading.notUsed.joined(separator: ", "))"
            frame.put(
                "= \(TerminalText.safe(reading.text(missing: "?") + rest))", x: area.x + 1, y: row, role: .strong,
                limit: area.x + area.width)
            row += 1
        }
        if let before = question.before, question.error == nil, row < bottom {
            let said = state.changes.map { before.said + TrialWords.without($0) } ?? TrialWords.nothingBefore
            for line in TextWrap.lines(TerminalText.safe(said), width: area.width - 2) where row < bottom {
                frame.put(line, x: area.x + 1, y: row, role: .strong, limit: area.x + area.width)
                row += 1
            }
        }
        for said in question.understood where question.error == nil {
            for line in TextWrap.lines(said, width: area.width - 2) where row < bottom {
                frame.put(line, x: area.x + 1, y: row, role: .strong, limit: area.x + area.width)
                row += 1
            }
        }
        if let choice = question.choice {
            drawChoice(choice, from: row, to: bottom, area: area)
            return
        }
        let hint = hints(question.part).first { TerminalText.width($0) < area.width } ?? ""
        if row < bottom {
            frame.put(
                state.answering.isAsking ? "asking ..." : hint, x: area.x + 1, y: row, role: .dim, limit: area.x + area.width)
            row += 1
        }
        guard case .typing(.answered(_, let preview), _) = state.answering, question.error == nil else {
            drawCandidates(question, from: row, to: bottom, area: area)
            return
        }
        // One row of what else could be typed, and the answer to what is.
        if !question.candidates.isEmpty, bottom - row > 5 {
            drawCandidates(question, from: row, to: row + 1, area: area)
            row += 1
        }
        let rest = Area(x: area.x, y: row - 1, width: area.width, height: bottom - row + 1)
        drawLines(preview.lines, scroll: ExplorerState.Scroll(), hasFocus: false, area: rest)
    }

    /// What can be typed in a part of a question, at length and in short.
    private func hints(_ part: QuestionPrompt.Part) -> [String] {
        switch part {
        case .source:
            ["from a group, internet, an address or CIDR, eni-..., i-...; Enter goes on", "from a group, address, internet"]
        case .destination:
            ["to a group, internet, an address or CIDR, eni-..., i-..., then :PORT", "to a group, address, then :PORT"]
        case .port:
            ["on 5432, 80,443, 53/udp, https, ping, icmp/3/4, all; nothing means all", "on 5432, 53/udp, https, ping, all"]
        }
    }

    /// What may be meant, a question a row, with the chosen one in view.
    private mutating func drawChoice(_ choice: QuestionChoice, from top: Int, to bottom: Int, area: Area) {
        let room = bottom - top
        guard room > 0 else { return }
        let limit = area.x + area.width
        let first = max(0, min(choice.chosen - room / 2, choice.questions.count - room))
        for (place, text) in choice.questions.dropFirst(first).prefix(room).enumerated() {
            let number = first + place
            let hidden = choice.questions.count - number
            if place == room - 1, hidden > 1, number != choice.chosen {
                frame.put("  +\(hidden) more", x: area.x + 1, y: top + place, role: .dim, limit: limit)
                continue
            }
            let role: Role = number == choice.chosen ? .selected : .plain
            if number == choice.chosen {
                frame.fill(Area(x: area.x, y: top + place, width: area.width, height: 1), role: role)
            }
            let mark = number == choice.chosen ? pointer : " "
            let note = choice.notes[number].isEmpty ? "" : "   \(choice.notes[number])"
            let line = "\(mark) \(fitted(text + note, to: area.width - 3))"
            frame.put(line, x: area.x + 1, y: top + place, role: role, limit: limit)
        }
    }

    /// The candidates as columns, with the chosen one in view.
    private mutating func drawCandidates(_ question: QuestionPrompt, from top: Int, to bottom: Int, area: Area) {
        let room = bottom - top
        guard room > 0, !question.candidates.isEmpty else { return }
        let widest = question.candidates.prefix(500).map { TerminalText.width($0) }.max() ?? 1
        let column = min(area.width - 1, widest + 4)
        let perRow = max(1, area.width / column)
        let first = max(0, (question.chosen ?? 0) / perRow - room + 1) * perRow
        let shown = question.candidates.dropFirst(first).prefix(perRow * room)
        for (place, text) in shown.enumerated() {
            let number = first + place
            let (x, y) = (area.x + place % perRow * column, top + place / perRow)
            let hidden = question.candidates.count - number
            if place == perRow * room - 1, hidden > 1 {
                frame.put("  +\(hidden) more", x: x, y: y, role: .dim, limit: x + column)
            } else {
                let isChosen = question.chosen == number
                let start = frame.put(
                    isChosen ? "\(pointer) " : "  ", x: x, y: y, role: isChosen ? .selected : .plain, limit: x + column)
                frame.put(text, x: start, y: y, role: isChosen ? .selected : .plain, limit: x + column - 1)
            }
        }
    }
}
