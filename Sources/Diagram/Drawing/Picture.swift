/// A drawn diagram: rows of terminal cells.
public struct Picture: Sendable {
    /// Its columns.
    public let width: Int
    /// Its rows.
    public let height: Int
    /// Where the boxes stand, in the order of the graph's nodes.
    public let boxes: [Box]
    /// What the nodes stand for, in the order of the graph.
    let shapes: [DiagramGraph.Shape]
    var cells: [PackedCell]
    var clusters: [String]

    /// Where a node's box stands: it is the same whatever is selected or lit.
    public struct Box: Sendable, Hashable {
        /// The node's position in the graph.
        public var node: Int
        /// The leftmost column.
        public var x: Int
        /// The topmost row.
        public var y: Int
        /// Columns.
        public var width: Int
        /// Rows.
        public var height: Int
    }

    init(width: Int, height: Int, boxes: [Box], shapes: [DiagramGraph.Shape]) {
        self.width = width
        self.height = height
        self.boxes = boxes
        self.shapes = shapes
        cells = Array(repeating: .blank, count: width * height)
        clusters = []
    }

    /// The cell at a place; blank outside the picture.
    public subscript(x: Int, y: Int) -> PictureCell {
        guard x >= 0, x < width, y >= 0, y < height else { return PictureCell(text: " ", kind: .empty, emphasis: .normal) }
        let cell = cells[y * width + x]
        return PictureCell(text: text(of: cell), kind: cell.kind, emphasis: cell.emphasis)
    }

    /// The picture as lines, blanks at their ends left out, each ended by a line feed.
    public var text: String {
        var result = ""
        for y in 0..<height {
            var row = cells[(y * width)..<((y + 1) * width)]
            while row.last?.glyph == 32 { row.removeLast() }
            for cell in row { append(cell, to: &result) }
            result += "\n"
        }
        return result
    }

    private func text(of cell: PackedCell) -> String {
        var result = ""
        append(cell, to: &result)
        return result
    }

    private func append(_ cell: PackedCell, to text: inout String) {
        if cell.glyph >= PackedCell.firstCluster {
            text += clusters[Int(cell.glyph - PackedCell.firstCluster)]
        } else if cell.glyph != 0, let scalar = Unicode.Scalar(cell.glyph) {
            text.unicodeScalars.append(scalar)
        }
    }
}

/// One column of one row of a picture.
public struct PictureCell: Sendable, Hashable {
    /// The grapheme cluster that starts here; empty in the second column of a wide one.
    public var text: String
    /// What it belongs to.
    public var kind: CellKind
    /// How it stands out.
    public var emphasis: Emphasis

    /// Makes a cell; `text` holds no control characters.
    public init(text: String, kind: CellKind, emphasis: Emphasis) {
        self.text = text
        self.kind = kind
        self.emphasis = emphasis
    }
}

/// What a cell belongs to: a node, by its position in the graph, or a net, by its position in `Layout.nets`.
public enum CellKind: Sendable, Hashable {
    /// Nothing.
    case empty
    /// The border of a node's box, and the inside where no text stands.
    case border(Int)
    /// The title row of a node.
    case title(Int)
    /// Another line of a node.
    case text(Int)
    /// A line of a net; at a crossing the one that runs down.
    case line(Int)
    /// The arrow of a net.
    case arrow(Int)
    /// The ports beside the arrow of a net.
    case label(Int)
}

/// How a cell stands out.
public enum Emphasis: UInt8, Sendable, Hashable, CaseIterable {
    /// As everything else.
    case normal
    /// Not what was asked about.
    case dim
    /// On the path asked about.
    case path
    /// The title of the selected node.
    case selected
    /// The mark of a node where the flow passes.
    case passes
    /// The mark of a node where the flow stops.
    case fails
    /// The mark of a node where it depends.
    case depends
}

/// A cell as it is stored: a large picture has millions, most of them blank.
struct PackedCell: Sendable, Hashable {
    /// Glyphs from here on are places in `Picture.clusters`; below it they are scalars, 0 the second column of a wide one.
    static let firstCluster: UInt32 = 0x110000
    static let blank = PackedCell(glyph: 32, owner: 0, tag: 0, emphasis: .normal)

    var glyph: UInt32
    var owner: Int32
    var tag: UInt8
    var emphasis: Emphasis

    var kind: CellKind {
        let owner = Int(owner)
        switch tag {
        case 1: return .border(owner)
        case 2: return .title(owner)
        case 3: return .text(owner)
        case 4: return .line(owner)
        case 5: return .arrow(owner)
        case 6: return .label(owner)
        default: return .empty
        }
    }
}

extension CellKind {
    var packed: (tag: UInt8, owner: Int32) {
        switch self {
        case .empty: return (0, 0)
        case .border(let node): return (1, Int32(node))
        case .title(let node): return (2, Int32(node))
        case .text(let node): return (3, Int32(node))
        case .line(let net): return (4, Int32(net))
        case .arrow(let net): return (5, Int32(net))
        case .label(let net): return (6, Int32(net))
        }
    }
}
