import CoreModel
import Text

/// A part of a report: a label, and rows of cells below it.
struct ReportSection {
    /// A text in a tone.
    struct Cell {
        var text: String
        var tone: Tone

        init(_ text: String, _ tone: Tone) {
            self.text = text
            self.tone = tone
        }
    }

    /// One row; its cells stand in columns, the last one takes the rest of the line.
    struct Row {
        var cells: [Cell]
        var rule: RuleIndex?
        var target: End?
        /// Columns that the row is moved in by.
        var indent = 0
        /// Columns that its further lines are moved in by.
        var hang = 0

        init(_ cells: [Cell], rule: RuleIndex? = nil, target: End? = nil, indent: Int = 0, hang: Int = 0) {
            self.cells = cells
            self.rule = rule
            self.target = target
            self.indent = indent
            self.hang = hang
        }
    }

    var label: String
    /// How many there are, said behind the label.
    var count: Int?
    var rows: [Row]
}
