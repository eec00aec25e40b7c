import Reachability
import Text
import Words

/// A thing of the network with what there is to say of it: one or more make a page.
struct PageBlock {
    /// What it is, with its id.
    var title: String
    /// What stands at the other end of the title's line: what uses it.
    var note = ""
    var sections: [ReportSection] = []

    /// The rows for a width, without the title.
    func rows(width: Int) -> [ReportRow] {
        var writer = ReportWriter(width: width)
        writer.write(sections)
        return writer.rows
    }

    /// The title as a row, above a block that is not the first of its page.
    func heading(width: Int) -> [ReportRow] {
        let text = note.isEmpty ? title : "\(title)  (\(note))"
        return StyledLine.hanging(text, .strong, width: width).map { ReportRow(line: $0) }
    }
}

extension ReportMarks {
    /// Notes of a hop as a cell: each behind the mark of its outcome; the tone is that of the worst.
    func cell(_ notes: [HopNote]) -> ReportSection.Cell {
        let texts = notes.map { note in (note.outcome.map { "\(mark($0)) " } ?? "") + note.text }
        return .init(texts.joined(separator: "; "), notes.worst?.tone ?? .dim)
    }

    /// An entry or a route, with its notes behind it: where it decides, all of it has the tone of what it does.
    func row(_ texts: [String], _ notes: [HopNote]) -> ReportSection.Row {
        let tone = notes.worst?.tone ?? .plain
        var row = ReportSection.Row(texts.map { .init($0.glued, tone) } + [cell(notes)])
        row.decides = notes.worst
        return row
    }
}

extension [HopNote] {
    private var outcomes: [Outcome] { compactMap(\.outcome) }

    /// The worst that becomes of what passes; nil where nothing is decided.
    var worst: Outcome? { [Outcome.fail, .depends, .pass].first(where: outcomes.contains) }
}
