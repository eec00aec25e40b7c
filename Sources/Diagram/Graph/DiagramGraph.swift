import Text

/// What a diagram draws: boxes, and the flows between them.
///
/// Nodes and edges are known by their positions in the two lists; the lists' order breaks every tie, so the same graph
/// always gives the same picture.
public struct DiagramGraph: Sendable, Hashable {
    /// The boxes.
    public var nodes: [Node]
    /// The flows; an edge whose ends are not in `nodes` is not drawn.
    public var edges: [Edge]

    /// Makes a graph.
    public init(nodes: [Node] = [], edges: [Edge] = []) {
        self.nodes = nodes
        self.edges = edges
    }

    /// One box.
    public struct Node: Sendable, Hashable {
        /// What the caller knows it by; never drawn.
        public var id: String
        /// The first line of the box.
        public var title: String
        /// Further lines, drawn at full detail: `"Inbound: ALB only"`, `"Port: 3001"`.
        public var lines: [String]
        /// What it holds, drawn at full detail below its lines, each a line with a sign of its own.
        public var rows: [Row] = []
        /// How much it holds, at the right end of the title's row at full detail: `"4 members"`; empty where nothing is counted.
        public var count = ""
        /// The same in short, for where there is no room for words: `"4"`.
        public var shortCount = ""
        /// How it is drawn.
        public var shape: Shape
        /// A sign at the right end of the title's row: `""` or `"!"`.
        public var mark: String
        /// How many of its flows' other ends are not drawn: a last line at full detail, else behind the title.
        public var rim: Rim

        /// Makes a node.
        public init(
            id: String, title: String, lines: [String] = [], shape: Shape = .box, mark: String = "", rim: Rim = Rim()
        ) {
            self.id = id
            self.title = title
            self.lines = lines
            self.shape = shape
            self.mark = mark
            self.rim = rim
        }
    }

    /// How many boxes a box has flows with that are not drawn.
    public struct Rim: Sendable, Hashable {
        /// Those that reach it.
        public var sources: Int
        /// Those that it reaches.
        public var destinations: Int

        /// Makes a rim.
        public init(sources: Int = 0, destinations: Int = 0) {
            self.sources = sources
            self.destinations = destinations
        }

        /// `"+12 sources, +1 destination"`; empty where everything is drawn.
        var words: String {
            [(sources, "source"), (destinations, "destination")].filter { $0.0 > 0 }
                .map { "+\(TextCount.of($0.0, $0.1))" }.joined(separator: ", ")
        }

        /// `"+12 in +1 out"`; empty where everything is drawn.
        var short: String {
            [(sources, "in"), (destinations, "out")].filter { $0.0 > 0 }.map { "+\($0.0) \($0.1)" }.joined(separator: " ")
        }
    }

    /// How a box is drawn, whatever it stands for.
    public enum Shape: Sendable, Hashable, CaseIterable {
        /// Round, and pinned to the top while anything leaves it; drawn as a plain word where that is enough.
        case cloud
        /// With corners.
        case box
        /// With round corners and brackets.
        case rounded
        /// With round corners and braces.
        case braced
        /// With a dashed border.
        case dashed
        /// With a heavy border: several as one box, whose flows are those of any of them.
        case stacked

        /// Whether it stands outside: at the top where it only sends, at the bottom where it is only sent to.
        var isOutside: Bool { self == .cloud || self == .rounded || self == .braced }
    }

    /// One flow: from a node, to a node, on ports.
    public struct Edge: Sendable, Hashable {
        /// The position of the node that opens the connection.
        public var source: Int
        /// The position of the node that is reached.
        public var target: Int
        /// The ports: `"80, 443"`.
        public var label: String
        /// Whether the line is dotted: a rule that only one side has.
        public var isDotted: Bool
        /// What becomes of it for another reason than the ports: behind these at the arrow.
        public var notes: LineNotes

        /// Makes an edge.
        public init(
            source: Int, target: Int, label: String = "", isDotted: Bool = false, notes: LineNotes = LineNotes()
        ) {
            self.source = source
            self.target = target
            self.label = label
            self.isDotted = isDotted
            self.notes = notes
        }
    }
}
