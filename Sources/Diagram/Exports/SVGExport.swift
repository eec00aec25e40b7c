import Text

/// Writes a picture as SVG: the same cells, for documents.
///
/// Lines, borders and arrows are drawn as shapes, so that they join whatever the font; where lines meet stands a dot, and a box of one
/// row is a box. Texts keep to their columns in any monospaced font. Colours follow the reader's light or dark scheme. Text is escaped
/// after it was made safe.
public struct SVGExport: Sendable {
    static let cell = (width: 8, height: 18)
    private static let margin = 12
    /// What a page of paper holds, unless somebody wants another size.
    public static let page = (columns: 160, rows: 60)

    /// Cells of a row that have another ground than the page.
    public struct Bar: Hashable, Sendable {
        /// What the ground is.
        public enum Look: Hashable, Sendable {
            /// That of text, and text that of the page.
            case reversed
            /// A shade of the page.
            case input
        }

        let row: Int
        let columns: Range<Int>
        let look: Look

        /// Makes one.
        public init(row: Int, columns: Range<Int>, look: Look) {
            self.row = row
            self.columns = columns
            self.look = look
        }
    }

    private let width: Int
    private let height: Int
    private let cell: @Sendable (Int, Int) -> PictureCell
    private let bars: [Bar]
    private let title: String
    /// What the nodes of a picture stand for; empty where the cells are a screen's.
    private let shapes: [DiagramGraph.Shape]

    /// - Parameters:
    ///   - picture: What to write.
    ///   - title: What it shows, for screen readers and tooltips.
    ///   - caption: Lines below the picture; the rails of a ladder are drawn as lines.
    public init(_ picture: Picture, title: String, caption: [StyledLine] = []) {
        let rows = caption.map(CaptionRow.init)
        width = max(picture.width, rows.map(\.cells.count).max() ?? 0)
        height = picture.height + (rows.isEmpty ? 0 : rows.count + 1)
        cell = { x, y in
            y <= picture.height ? picture[x, y] : rows[y - picture.height - 1][x]
        }
        bars = []
        shapes = picture.shapes
        self.title = TerminalText.safe(title)
    }

    /// Cells row by row, as a terminal shows them.
    ///
    /// - Parameters:
    ///   - columns: Cells of a row.
    ///   - cells: All of them; what stands in a bar is text.
    ///   - bars: Where the ground is another than the page.
    ///   - title: What it shows, for screen readers and tooltips.
    public init(columns: Int, cells: [PictureCell], bars: [Bar], title: String) {
        (width, height) = (columns, columns == 0 ? 0 : cells.count / columns)
        cell = { cells[$1 * columns + $0] }
        self.bars = bars
        shapes = []
        self.title = TerminalText.safe(title)
    }

    /// A document of its own, ended by a line feed.
    public var text: String {
        let width = self.width * Self.cell.width + 2 * Self.margin
        let height = self.height * Self.cell.height + 2 * Self.margin
        var shapes = SVGLines()
        var texts: [String] = []
        for y in 0..<self.height { draw(row: y, &shapes, &texts) }
        var result = """
            <svg xmlns="http://www.w3.org/2000/svg" width="\(width)" height="\(height)" viewBox="0 0 \(width) \(height)" role="img">
            <title>\(EscapedText.xml(title))</title>
            <style>\(Self.style)\(bars.isEmpty ? "" : Self.barStyle)</style>
            <rect class="page" width="\(width)" height="\(height)"/>
            <g transform="translate(\(Self.margin) \(Self.margin))">

            """
        for bar in bars {
            let (x, y) = (bar.columns.lowerBound * Self.cell.width, bar.row * Self.cell.height)
            result += "<rect class=\"\(bar.look == .reversed ? "r" : "i")\" x=\"\(x)\" y=\"\(y)\" "
            result += "width=\"\(bar.columns.count * Self.cell.width)\" height=\"\(Self.cell.height)\"/>\n"
        }
        result += shapes.elements.joined(separator: "\n") + "\n"
        result += texts.joined(separator: "\n") + "\n</g>\n</svg>\n"
        return result
    }

    // MARK: Cells

    private func draw(row y: Int, _ shapes: inout SVGLines, _ texts: inout [String]) {
        var run = ""
        var (start, end) = (0, 0)
        var style = ""
        func flush() {
            guard !run.isEmpty else { return }
            texts += pieces(run, x: start, y: y, kind: style)
            run = ""
        }
        let own = bars.filter { $0.row == y }
        for x in 0..<width {
            let cell = cell(x, y)
            let bar = own.first { $0.columns.contains(x) }
            // The second column of a wide character.
            if cell.text.isEmpty {
                end = x + 1
                continue
            }
            if cell.text != " ", bar == nil,
                isBracket(cell, x, y, &shapes) || shapes.add(cell, x: x, y: y, isDoubled: isDoubled(cell, x, y))
            {
                flush()
                continue
            }
            let kind = bar?.look == .reversed ? "on" : Self.textClass(cell)
            if x != end || kind != style { flush() }
            if run.isEmpty {
                if cell.text == " " { continue }
                (start, style) = (x, kind)
            }
            run += cell.text
            end = x + 1
        }
        flush()
    }

    /// Whether the line that leads to an arrow is double.
    private func isDoubled(_ arrow: PictureCell, _ x: Int, _ y: Int) -> Bool {
        guard case .arrow = arrow.kind else { return false }
        let next = arrow.text == "▼" ? y - 1 : y + 1
        guard (0..<height).contains(next), let scalar = cell(x, next).text.unicodeScalars.first else { return false }
        return LineShape(scalar)?.double.isSuperset(of: .vertical) ?? false
    }

    /// Whether a cell is a bracket of a box of one row; at the left one the box is drawn.
    private func isBracket(_ cell: PictureCell, _ x: Int, _ y: Int, _ shapes: inout SVGLines) -> Bool {
        guard case .border(let node) = cell.kind, self.shapes.indices.contains(node) else { return false }
        func isBorder(_ x: Int, _ y: Int) -> Bool {
            (0..<height).contains(y) && (0..<width).contains(x) && self.cell(x, y).kind == .border(node)
        }
        func isBox(_ x: Int) -> Bool { isBorder(x, y) || (x < width && self.cell(x, y).kind == .title(node)) }
        if isBorder(x, y - 1) || isBorder(x, y + 1) { return false }
        if x > 0, isBox(x - 1) { return x + 1 == width || !isBox(x + 1) }
        var end = x
        while isBox(end + 1) { end += 1 }
        shapes.addBox(self.shapes[node], cell.emphasis, columns: x...end, y: y)
        return true
    }

    /// The words of a line, where more than one blank stands between them as elements of their own.
    private func pieces(_ line: String, x: Int, y: Int, kind: String) -> [String] {
        var result: [String] = []
        var column = x
        var word = ""
        var start = x
        var blanks = 0
        func element() {
            guard !word.isEmpty else { return }
            let width = TerminalText.width(word) * Self.cell.width
            result.append(
                "<text class=\"\(kind)\" x=\"\(start * Self.cell.width)\" y=\"\(y * Self.cell.height + 13)\" textLength=\"\(width)\">"
                    + "\(EscapedText.xml(word))</text>")
            word = ""
        }
        for character in line {
            if character == " " {
                blanks += 1
            } else {
                if blanks > 1 { element() } else if blanks == 1, !word.isEmpty { word += " " }
                if word.isEmpty { start = column }
                word.append(character)
                blanks = 0
            }
            column += TerminalText.clusterWidth(character)
        }
        element()
        return result
    }

    private static func textClass(_ cell: PictureCell) -> String {
        let emphasis = SVGLines.style(cell.emphasis)
        if case .title = cell.kind { return emphasis + " b" }
        return emphasis
    }

    private static let barStyle = """
        .r{fill:#1f2328}.on{fill:#fff}.i{fill:#e6eaef}\
        @media(prefers-color-scheme:dark){.r{fill:#e6edf3}.on{fill:#0d1117}.i{fill:#21262d}}
        """

    /// Colours with at least 4.5:1 contrast to the page, but for what is dimmed; presentation alone, so that readers of SVG without
    /// media queries show the light ones.
    private static let style = """
        :root{color-scheme:light dark}\
        text{font:13px ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono","Liberation Mono",monospace;white-space:pre}\
        path.l{fill:none;stroke-linecap:square}.b{font-weight:600}.page{fill:#fff}\
        .n{fill:#1f2328}.d{fill:#818b98}.p,.s{fill:#0550ae}.ok{fill:#116329}.no{fill:#a40e26}.q{fill:#7d4e00}\
        .l.n{stroke:#57606a}.l.d{stroke:#b5bcc4}.l.p,.l.s{stroke:#0969da}.l.ok{stroke:#116329}.l.no{stroke:#a40e26}.l.q{stroke:#7d4e00}\
        @media(prefers-color-scheme:dark){.page{fill:#0d1117}\
        .n{fill:#e6edf3}.d{fill:#7d8590}.p,.s{fill:#79c0ff}.ok{fill:#56d364}.no{fill:#ff7b72}.q{fill:#e3b341}\
        .l.n{stroke:#8b949e}.l.d{stroke:#484f58}.l.p,.l.s{stroke:#58a6ff}.l.ok{stroke:#56d364}.l.no{stroke:#ff7b72}.l.q{stroke:#e3b341}}
        """
}
