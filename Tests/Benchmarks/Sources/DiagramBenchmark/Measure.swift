import Diagram
import Measuring
import PictureReading

/// What was measured of one renderer's picture of one graph.
struct Measure {
    /// So many of so many.
    struct Share {
        var found: Int
        var wanted: Int
        var isWhole: Bool { found == wanted }
    }

    var renderer: String
    var milliseconds: Double?
    /// Edges that a reader can tell from the picture.
    var recall: Share?
    /// Edges that a reader would wrongly tell.
    var invented: Int?
    var dangling: Int?
    var crossings: Int?
    var bends: Int?
    var ink: Int?
    var size: (width: Int, height: Int)?
    /// Labels that stand there whole.
    var labels: Share?
    /// Edges of an acyclic graph that point down.
    var down: Share?
    /// Why there is no picture.
    var remark = ""

    /// Whether a reader tells all edges, no other, and every one of an acyclic graph points down.
    var isWholeInLayers: Bool {
        recall?.isWhole == true && invented == 0 && dangling == 0 && down?.isWhole != false
    }

    init(renderer: String, remark: String = "") {
        self.renderer = renderer
        self.remark = remark
    }

    /// Reads a rival's picture.
    init(renderer: String, text: String, isASCII: Bool, graph: BenchmarkGraph, seconds: Double) {
        self.renderer = renderer
        let grid = TextGrid(text)
        let tracer = Tracer(grid, titles: Set(graph.titles), isASCII: isASCII)
        milliseconds = seconds * 1000
        take(pairs: tracer.pairs, of: graph)
        dangling = tracer.dangling
        crossings = tracer.crossings + tracer.hops
        takeShape(tracer, grid)
        takeLabels(tracer, wanted: graph.edges.map(\.label))
        takeDown(graph) { tracer.tops[graph.titles[$0]].map(Double.init) }
    }

    /// Reads our own picture by its own rules, which are stricter.
    init(ourPicture picture: Picture, layout: Layout, isASCII: Bool, graph: BenchmarkGraph, milliseconds: Double) {
        renderer = "sgscope"
        self.milliseconds = milliseconds
        let reader = PictureReader(picture.text, glyphs: isASCII ? .ascii : .unicode)
        let wanted = Set(
            graph.edges.map {
                PictureReader.Flow(source: graph.titles[$0.source], target: graph.titles[$0.target], label: $0.label)
            })
        recall = Share(found: reader.flows.intersection(wanted).count, wanted: wanted.count)
        invented = reader.flows.subtracting(wanted).count
        dangling = reader.problems.count
        crossings = reader.crossings
        let grid = TextGrid(picture.text)
        let tracer = Tracer(grid, titles: Set(graph.titles), isASCII: isASCII)
        takeShape(tracer, grid)
        takeLabels(tracer, wanted: layout.nets.map(\.label))
        takeDown(graph) { Double(picture.boxes[$0].y) }
    }

    /// Takes dot's geometry: it is right by itself, as it is not read from text.
    init(dot layout: DotLayout, graph: BenchmarkGraph, seconds: Double) {
        renderer = "dot"
        milliseconds = seconds * 1000
        recall = Share(found: layout.edgeCount, wanted: graph.edges.count)
        invented = 0
        dangling = 0
        crossings = layout.crossings()
        takeDown(graph) { layout.tops[graph.titles[$0]] }
    }

    private mutating func take(pairs: Set<BenchmarkGraph.Pair>, of graph: BenchmarkGraph) {
        let wanted = graph.pairs
        recall = Share(found: pairs.intersection(wanted).count, wanted: wanted.count)
        invented = pairs.subtracting(wanted).count
    }

    private mutating func takeShape(_ tracer: Tracer, _ grid: TextGrid) {
        bends = tracer.bends
        ink = tracer.ink
        size = (grid.width, grid.height)
    }

    private mutating func takeLabels(_ tracer: Tracer, wanted: [String]) {
        let counts = Dictionary(grouping: wanted.filter { !$0.isEmpty }) { $0 }.mapValues(\.count)
        let found = counts.reduce(0) { $0 + min($1.value, tracer.words[$1.key] ?? 0) }
        labels = Share(found: found, wanted: counts.values.reduce(0, +))
    }

    private mutating func takeDown(_ graph: BenchmarkGraph, top: (Int) -> Double?) {
        guard graph.isAcyclic else { return }
        let found = graph.edges.count { edge in
            guard let source = top(edge.source), let target = top(edge.target) else { return false }
            return source < target
        }
        down = Share(found: found, wanted: graph.edges.count)
    }
}
