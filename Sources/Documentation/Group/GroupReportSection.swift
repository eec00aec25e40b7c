import CoreModel
import Reachability
import Text

/// A part of a report: a label, and rows of cells below it.
struct ReportSection {
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
        var stop: AnswerStop?
        /// What is decided here of what passes.
        var decides: Outcome?
        /// The entry or the route that it is about.
        var element: ReportRow.Element?
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

    /// A section of some rows; where there are none, of one that says so.
    init(label: String, count: Int? = nil, rows: [Row], none: String? = nil, _ tone: Tone = .plain) {
        self.label = label
        self.count = count
        self.rows = rows.isEmpty ? none.map { [Row([Cell($0, tone)])] } ?? [] : rows
    }
}

extension ReportSection.Row {
    /// A rule by the group that has it, with its traffic in words; it leads to the group.
    init(ofGroupBehind index: RuleIndex, _ traffic: String, _ inventory: Inventory, _ names: Names) {
        let rule = inventory[index]
        self.init(
            [
                .init(names.name(of: rule.group).glued, .plain), .init(traffic, .plain),
                .init(inventory[rule.description], .dim),
            ], rule: index, target: .group(rule.group))
    }
}
