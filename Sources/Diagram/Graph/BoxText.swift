import Text

/// What stands in a box at a level of detail, and how much room it takes.
///
/// Room is kept for the selection's and the outcome's sign, whatever is selected, so that neither moves a box.
struct BoxText: Sendable {
    enum Frame: Sendable {
        /// A box with a border.
        case border
        /// `[Title]`
        case brackets
        /// The word alone.
        case word
        /// A name in a list, behind the room for its signs.
        case entry
    }

    /// Columns for the widest sign before a title or a row: `ok `.
    static let signWidth = 3
    /// Blanks between a title and what is counted behind it.
    static let countGap = 2

    /// A line below the title.
    struct Line: Sendable {
        var text: String
        /// The place among the rows of the node; nil of another line.
        var row: Int?
        /// The sign before it.
        var mark: Highlight.NodeMark?
    }

    var frame: Frame
    let shape: DiagramGraph.Shape
    var title: String
    var lines: [Line]
    /// Whether its rows leave room for signs.
    let marksRows: Bool
    var count: String
    var mark: String
    var selfFlows: [SelfFlow]

    init(_ node: DiagramGraph.Node, selfFlows: [SelfFlow], detail: DetailLevel, limit: Int) {
        frame = detail == .names ? .brackets : .border
        shape = node.shape
        title = BoxStyle.sign(shape) + Self.shortened(node.title, to: limit)
        mark = (detail == .full ? [node.mark] : [node.mark, node.rim.short]).filter { !$0.isEmpty }.joined(separator: " ")
        count = detail == .full ? node.count : ""
        marksRows = node.rows.areMarked
        lines = []
        if detail == .full {
            lines = node.lines.map { Line(text: $0) }
            lines += node.rows.texts.enumerated().map { Line(text: $0.element, row: $0.offset, mark: node.rows[$0.offset].mark) }
            lines.append(Line(text: node.rim.words))
        }
        lines = lines.filter { !$0.text.isEmpty }
        for index in lines.indices { lines[index].text = TerminalText.fitted(lines[index].text, to: limit) }
        self.selfFlows = selfFlows
    }

    /// A title in so many columns; where it has to be cut, its end stays: names of one family differ there.
    ///
    ///     chat-production-service-eu-west-1-orders    =>    chat-production-…t-1-orders
    static func shortened(_ title: String, to columns: Int) -> String {
        guard TerminalText.width(title) > columns else { return title }
        var tail = ""
        var used = 0
        for character in title.reversed() {
            used += TerminalText.clusterWidth(character)
            if used > columns * 2 / 5 { break }
            tail = String(character) + tail
        }
        return TerminalText.fitted(title, to: columns - TerminalText.width(tail)) + tail
    }

    /// The columns left and right of a box that no line may leave from.
    var inset: Int {
        switch frame {
        case .border: return 1
        case .brackets: return 2
        case .word: return 4
        case .entry: return 0
        }
    }

    /// Columns, at least.
    var width: Int {
        let mark = mark.isEmpty ? 0 : TerminalText.width(mark) + 1
        switch frame {
        case .word: return TerminalText.width(title) + 8
        case .entry: return TerminalText.width(title) + mark + StarLists.indent
        case .brackets: return TerminalText.width(title) + mark + selfWidth + 6
        case .border:
            let counted = count.isEmpty ? 0 : TerminalText.width(count) + Self.countGap
            let sign = max(mark + counted, 2) + Self.signWidth
            var inner = TerminalText.width(title) + sign + (showsSelfInTitle ? selfWidth : 0)
            for line in lines { inner = max(inner, TerminalText.width(line.text) + indent(of: line)) }
            if !showsSelfInTitle { for flow in selfFlows { inner = max(inner, flow.width + 5) } }
            // Room for a line about the flow that was asked for: "✗ 5432 from ALB SG".
            return max(inner, lines.isEmpty ? 0 : 18) + 4
        }
    }

    /// Columns for the sign before a line.
    private func indent(of line: Line) -> Int { marksRows && line.row != nil ? Self.signWidth : 0 }

    /// Whether it lists what it holds.
    var isList: Bool { lines.contains { $0.row != nil } }

    var rows: Int { 1 + lines.count + (showsSelfInTitle ? 0 : selfFlows.count) }

    /// Whether the flows of a node to itself stand behind the title; in a box with lines they have lines of their own.
    var showsSelfInTitle: Bool { lines.isEmpty }

    /// ` self 7946` for each, the longer of the two ways to write it.
    private var selfWidth: Int { selfFlows.reduce(0) { $0 + $1.width + 6 } }
}
