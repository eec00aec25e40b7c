/// How much of each box is drawn.
public enum DetailLevel: Sendable, Hashable, CaseIterable {
    /// A box with the title and the lines.
    case full
    /// A box with the title.
    case oneLine
    /// The title in brackets: `[ECS API SG]`.
    case names
}

/// The characters that lines, arrows and marks are made of.
public enum GlyphSet: Sendable, Hashable, CaseIterable {
    /// Box-drawing characters.
    case unicode
    /// Characters that every terminal has.
    case ascii
}

/// What is lit in a picture; when anything is, the rest is dimmed.
public struct Highlight: Sendable, Hashable {
    /// What a lit box says about the flow that was asked for.
    public enum NodeMark: Sendable, Hashable, CaseIterable {
        /// The flow passes here: `✓`, `ok`.
        case passes
        /// The flow stops here: `✗`, `NO`.
        case fails
        /// It depends: `?`, `??`.
        case depends
        /// A group on the way: `•`, `*`.
        case onTheWay
        /// Lit, and nothing more.
        case lit
    }

    /// Lit nodes.
    public var nodes: [Int: NodeMark] = [:]
    /// Lit edges; of a trunk that several sources share, only the leg from the lit source to the arrow is lit.
    public var edges: Set<Int> = []
    /// A last line for a node's full box: `"✗ 5432 from ALB SG"`; it stands in place of the last line if need be, but never of a row.
    public var extraLines: [Int: String] = [:]

    /// Nothing lit.
    public init() {}

    /// Whether nothing is lit.
    public var isEmpty: Bool { nodes.isEmpty && edges.isEmpty }
}

/// How a laid-out graph is drawn.
public struct DrawOptions: Sendable, Hashable {
    /// How much of each box is drawn; `Layout.draw` draws the level it was laid out for.
    public var detail: DetailLevel = .full
    /// The characters to draw with.
    var glyphs: GlyphSet = .unicode
    /// The columns to keep to where that is possible; `Layout.draw` keeps the width it was laid out for.
    var maxWidth: Int?
    /// The node that is drawn with `▸` before its title.
    public var selected: Int?
    /// The row of the selected node that is drawn with `▸` before it in place of the title.
    public var selectedRow: Int?
    /// Nodes that are drawn so too: the ends of what is selected between them.
    public var pointed: Set<Int> = []
    /// What is lit.
    public var highlight = Highlight()
    /// The rows that are drawn, the rest staying blank; nil for all of them.
    public var rows: Range<Int>?

    /// Whether a node has the sign of the selection.
    func isPointed(_ node: Int) -> Bool { selected == node || pointed.contains(node) }

    /// Full detail, box-drawing characters, nothing selected, nothing lit.
    public init(
        detail: DetailLevel = .full, glyphs: GlyphSet = .unicode, maxWidth: Int? = nil, selected: Int? = nil,
        highlight: Highlight = Highlight()
    ) {
        self.detail = detail
        self.glyphs = glyphs
        self.maxWidth = maxWidth
        self.selected = selected
        self.highlight = highlight
    }
}
