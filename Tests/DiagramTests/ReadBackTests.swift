import Diagram
import PictureReading
import Testing

/// Draws a graph in every way, and expects to read the same graph from each picture.
private func expectReadBack(
    _ graph: DiagramGraph, details: [DetailLevel] = DetailLevel.allCases, widths: [Int?] = [nil, 80],
    highlight: Highlight = Highlight(), _ name: String
) {
    for detail in details {
        for width in widths {
            let layout = Layout(graph: graph, detail: detail, maxWidth: width)
            for glyphs in GlyphSet.allCases {
                let options = DrawOptions(detail: detail, glyphs: glyphs, highlight: highlight)
                let picture = layout.draw(options)
                let text = picture.text
                let reader = PictureReader(text, glyphs: glyphs)
                let wanted = Graphs.flows(graph, layout, glyphs)
                let context = "\(name) \(detail) \(glyphs) width \(width ?? 0)"
                if glyphs == .unicode, graph.nodes.count <= 60 {
                    let svg = PictureReader(svg: SVGExport(picture, title: name).text)
                    #expect(svg.problems.isEmpty, "SVG of \(context): \(svg.problems.prefix(4))\n\(text.prefix(6000))")
                    #expect(svg.flows == reader.flows && svg.titles == reader.titles, "SVG of \(context)\n\(text.prefix(6000))")
                    #expect(svg.crossings == reader.crossings && svg.arrowCount == reader.arrowCount, "SVG of \(context)")
                }
                #expect(reader.problems.isEmpty, "\(context): \(reader.problems.prefix(4))\n\(text.prefix(6000))")
                let (missing, invented) = (wanted.subtracting(reader.flows), reader.flows.subtracting(wanted))
                #expect(
                    missing.isEmpty && invented.isEmpty,
                    "\(context): missing \(missing.sorted()) invented \(invented.sorted())\n\(text.prefix(6000))")
                #expect(reader.titles.sorted() == graph.nodes.map(\.title).sorted(), "\(context)")
                #expect(reader.arrowCount == layout.nets.count, "\(context): arrows\n\(text.prefix(6000))")
                #expect(reader.crossings == layout.crossings, "\(context): crossings\n\(text.prefix(6000))")
            }
        }
    }
}

/// The shapes that layouts get wrong.
private let difficultShapes: [(name: String, text: String)] = [
    ("chain", "a -> b|1\nb -> c|2\nc -> d|3"),
    ("fan-in", lines(12) { "s\($0) -> hub|443" }),
    ("fan-out", lines(12) { "hub -> t\($0)|443" }),
    ("K(3,3)", "a -> x|1\na -> y|2\na -> z|3\nb -> x|1\nb -> y|2\nb -> z|3\nc -> x|1\nc -> y|2\nc -> z|3"),
    ("K(3,3) with a port for each", "a -> x|1\na -> y|2\na -> z|3\nb -> x|4\nb -> y|5\nb -> z|6\nc -> x|7\nc -> y|8\nc -> z|9"),
    ("a diamond with a long edge", "a -> b|1\na -> c|2\nb -> d|3\nc -> d|4\na -> d|5\nd -> e|6\na -> e|7"),
    ("two components", "a -> b|1\nc -> d|2\nc -> e|3\nalone\nlonely"),
    ("a circle", "a -> b|1\nb -> c|2\nc -> a|3"),
    ("two ways", "a -> b|1\nb -> a|2"),
    ("a circle with a tail", "INTERNET -> a|1\na -> b|2\nb -> c|3\nc -> a|4\nc -> b|5\nb -> d|6\nd -> INTERNET|443"),
    ("itself", "a -> a|7946\na -> b|1\nb -> b|7946\nb -> b|7947"),
    ("no ports", "a -> b\nb -> c\na -> c"),
    ("many ports", "a -> b|1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11\nc -> b|80\nd -> b|22"),
    ("one node", "a"),
]

private func lines(_ count: Int, _ line: (Int) -> String) -> String { (1...count).map(line).joined(separator: "\n") }

@Suite("What is drawn is what a reader reads")
struct ReadBackTests {
    @Test("the example, lit or not")
    func example() throws {
        expectReadBack(try Graphs.example(), widths: [nil, 60, 78, 80, 120], "example")
        expectReadBack(try Graphs.example(), highlight: Pictures.path, "example, lit")
    }

    @Test(
        "the shapes that layouts get wrong",
        arguments: difficultShapes)
    func shape(name: String, text: String) {
        expectReadBack(Graphs.parsed(text), widths: [nil, 60, 100], name)
    }

    @Test("stored graphs of 10 to 200 nodes", arguments: ["s10", "s20", "s50", "s200", "g10", "g20", "g50", "g200"])
    func stored(name: String) throws {
        let graph = try Graphs.stored("\(name).labdag")
        expectReadBack(
            graph, details: graph.nodes.count > 100 ? [.names, .full] : DetailLevel.allCases,
            widths: graph.nodes.count > 100 ? [nil] : [nil, 120], name)
    }

    @Test("random graphs, in every way", arguments: [0, 1, 830])
    func random(batch: Int) {
        for seed in (batch * 10)..<(batch * 10 + 10) {
            expectReadBack(Graphs.random(seed: UInt64(seed)), widths: [nil, 30, 60], "seed \(seed)")
        }
    }

    @Test("random graphs with something said at their arrows, in every way", arguments: 0..<8)
    func noted(batch: Int) {
        for seed in (batch * 10)..<(batch * 10 + 10) {
            let graph = Graphs.noted(Graphs.random(seed: UInt64(seed), mostNodes: 10), seed: UInt64(seed))
            expectReadBack(graph, details: [DetailLevel.allCases[seed % 3]], widths: [nil, 60], "noted, seed \(seed)")
        }
    }

    @Test("Where there is no room for words the sign stays, and the ports give way to it last")
    func notesWithoutRoom() {
        var graph = Graphs.parsed("a -> b|80, 443, 8000-8080")
        graph.edges[0].notes = LineNotes([LineNote(.fails, "back, acl isolated")])
        func drawn(_ width: Int, _ glyphs: GlyphSet = .unicode) -> String {
            Layout(graph: graph, detail: .names, maxWidth: width).draw(DrawOptions(detail: .names, glyphs: glyphs)).text
        }
        #expect(drawn(80).contains("▼ 80, 443, 8000-8080 ✗ back, acl isolated"))
        #expect(drawn(80, .ascii).contains("v 80, 443, 8000-8080 NO back, acl isolated"))
        #expect(drawn(40).contains("▼ 80, 443, 8000-8080 ✗"))
        #expect(!drawn(40).contains("isolated"))
        #expect(drawn(30).contains("… ✗"))
        let long = LineNote(.depends, "table chat-production-eu-west-1-private-application-c")
        graph.edges[0].notes = LineNotes([long])
        #expect(drawn(100).contains("? table chat-produ…plication-c"), "\(drawn(100))")
    }

    @Test("a thousand random graphs, each in one of the ways, some with a lit path", arguments: 0..<10)
    func manyRandom(batch: Int) {
        for seed in (1000 + batch * 100)..<(1100 + batch * 100) {
            let graph = Graphs.random(seed: UInt64(seed), mostNodes: 9)
            var highlight = Highlight()
            if seed % 5 == 0, let edge = graph.edges.indices.first {
                highlight.edges = [edge]
                highlight.nodes[graph.edges[edge].source] = .passes
                highlight.nodes[graph.edges[edge].target] = .fails
            }
            expectReadBack(
                graph, details: [DetailLevel.allCases[seed % 3]], widths: [[nil, 30, 60, 100][seed % 4]], highlight: highlight,
                "seed \(seed)")
        }
    }
}
