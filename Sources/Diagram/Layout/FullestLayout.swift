/// A graph laid out and drawn at the fullest of some levels of detail that fits, from the fullest down.
public struct FullestLayout: Sendable {
    /// Where everything stands.
    public private(set) var layout: Layout
    /// The layout, drawn.
    public private(set) var picture: Picture
    /// The level that fits.
    public private(set) var detail: DetailLevel

    /// Boxes above which only names are tried.
    private static let namesLimit = 400

    /// - Parameters:
    ///   - graph: What is drawn.
    ///   - options: How; its level of detail does not count.
    ///   - levels: What is tried, from the fullest down; nil for all that a graph of this size can have.
    ///   - star: The node whose neighbours are listed; nil for lines.
    ///   - columns: Columns to stay within.
    ///   - rows: Rows above which less of each box is drawn.
    public init(
        _ graph: DiagramGraph, _ options: DrawOptions, levels: [DetailLevel]? = nil, star: Star? = nil, columns: Int,
        rows: Int = .max
    ) {
        // Of very many boxes only the least can be drawn; trying more takes long and comes to the same.
        let levels = levels ?? (star != nil ? [.full] : graph.nodes.count > Self.namesLimit ? [.names] : DetailLevel.allCases)
        func drawn(_ level: DetailLevel) -> (Layout, Picture, DetailLevel) {
            let layout = Layout(graph: graph, detail: level, maxWidth: columns, star: star)
            var own = options
            own.detail = level
            return (layout, layout.draw(own), level)
        }
        (layout, picture, detail) = drawn(levels.first ?? .names)
        for level in levels.dropFirst() where picture.width > columns || picture.height > rows {
            let less = drawn(level)
            // What fits neither way is drawn with less; what is only too tall is better scrolled than too wide.
            if picture.width <= columns, less.1.width > columns { break }
            (layout, picture, detail) = less
        }
    }
}
