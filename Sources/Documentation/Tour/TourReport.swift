import Notes
import Reachability
import Text
import Words

/// A step of a tour as lines for a terminal: what to read, the questions with their answers, the parts.
///
/// The explorer's pane and `sgscope tour` show the same lines.
public struct TourReport: Sendable {
    private let marks: ReportMarks

    /// A report in box glyphs or in ASCII.
    public init(ascii: Bool) {
        marks = ReportMarks(ascii: ascii)
    }

    /// The lines of a step below its title and diagram.
    public func lines(_ step: TourStep, width: Int) -> [StyledLine] {
        var lines: [StyledLine] = []
        if let text = step.text { lines += StyledLine.hanging(text, .plain, hang: 0, width: width) }
        if !step.questions.isEmpty, !lines.isEmpty { lines.append(StyledLine()) }
        for question in step.questions { lines += self.lines(question, width) }
        var before: TourPart?
        for part in step.parts {
            if Self.isApart(part, from: before), !lines.isEmpty { lines.append(StyledLine()) }
            lines += self.lines(part, width)
            before = part
        }
        return lines
    }

    /// Headings, tables and questions stand apart from what is before them, and so does whatever follows a list or a table.
    private static func isApart(_ part: TourPart, from before: TourPart?) -> Bool {
        switch (part, before) {
        case (.points, .paragraph), (.points, .heading), (.table, .heading): false
        case (.heading, _), (.table, _), (_, .points), (_, .table), (_, nil): true
        case (.paragraph(let lead, let text), _): lead != nil && text.isEmpty
        case (.points, _): false
        }
    }

    private func lines(_ question: TourQuestion, _ width: Int) -> [StyledLine] {
        let asked = StyledLine.hanging(question.text, .strong, hang: 0, width: width)
        guard let words = question.answer else {
            return asked
                + StyledLine.hanging("  cannot be asked here: \(question.problem ?? "")", .depends, hang: 0, width: width)
        }
        let verdict = words.answer.verdict
        let mark = StyledSpan(TerminalText.padded("  \(marks.mark(verdict))", to: 2 + marks.width), verdict.tone)
        return asked + StyledLine.hanging(behind: [mark], words.summary, verdict.tone, rest: .plain, width: width)
    }

    private func lines(_ part: TourPart, _ width: Int) -> [StyledLine] {
        switch part {
        case .heading(let text): StyledLine.hanging(text, .strong, hang: 0, width: width)
        case .paragraph(let lead?, let text):
            text.isEmpty
                ? StyledLine.hanging(lead, .strong, hang: 0, width: width) : StyledLine.hanging("\(lead): \(text)", width: width)
        case .paragraph(nil, let text): StyledLine.hanging(text, .plain, hang: 0, width: width)
        case .points(let points): points.flatMap { lines($0, indent: 0, width) }
        case .table(let table): table.lines(width: width)
        }
    }

    private func lines(_ point: ReasonPoint, indent: Int, _ width: Int) -> [StyledLine] {
        StyledLine.hanging("- \(point.line)", indent: indent, width: width)
            + point.points.flatMap { lines($0, indent: min(indent + 2, width / 2), width) }
    }
}

/// A tour as Markdown: a section a step, with its diagram.
public struct TourMarkdown: Sendable {
    private let tour: Tour

    /// The Markdown of a tour.
    public init(_ tour: Tour) {
        self.tour = tour
    }

    /// The document, or `only` one step of it by its place; `diagram` draws a step, as plain text without trailing blanks.
    public func text(only: Int? = nil, diagram: (TourStep) -> String) -> String {
        var text = "# \(EscapedText.markdown(tour.title))\n"
        for (place, step) in tour.steps.enumerated() where only == nil || only == place {
            text += "\n## \(place + 1). \(EscapedText.markdown(step.title))\n"
            let drawn = diagram(step)
            if !drawn.isEmpty { text += "\n```text\n\(drawn)```\n" }
            if let own = step.text { text += "\n\(EscapedText.markdownParagraph(own))\n" }
            for question in step.questions { text += "\n\(self.text(question))\n" }
            for part in step.parts { text += "\n" + self.text(part) }
        }
        return text
    }

    private func text(_ question: TourQuestion) -> String {
        let asked = "**\(EscapedText.markdown(question.text))** "
        guard let words = question.answer else {
            return asked + "cannot be asked here: \(EscapedText.markdown(question.problem ?? ""))"
        }
        return "\(asked)\(ReportMarks(ascii: false).mark(words.answer.verdict)) \(EscapedText.markdown(words.summary))"
    }

    private func text(_ part: TourPart) -> String {
        switch part {
        case .heading(let text): return "### \(EscapedText.markdown(text))\n"
        case .paragraph(let lead?, let text):
            let lead = EscapedText.markdown(lead)
            return text.isEmpty ? "**\(lead)**\n" : "**\(lead)**: \(EscapedText.markdown(text))\n"
        case .paragraph(nil, let text): return EscapedText.markdownParagraph(text) + "\n"
        case .points(let points): return points.map { self.text($0, indent: "") }.joined()
        case .table(let table): return table.markdown
        }
    }

    private func text(_ point: ReasonPoint, indent: String) -> String {
        let lead = point.lead.map { "**\(EscapedText.markdown($0))**: " } ?? ""
        let text = lead.isEmpty ? EscapedText.markdownParagraph(point.text) : EscapedText.markdown(point.text)
        return "\(indent)- \(lead)\(text)\n" + point.points.map { self.text($0, indent: indent + "  ") }.joined()
    }
}
