@testable import Diagram
import PictureReading
import Support
import Testing

/// Boxes that list what they hold, a line each with a sign of its own.
@Suite("Rows in boxes")
struct BoxRowTests {
    /// A random graph whose boxes list up to nine things, some with signs.
    private static func listed(seed: UInt64) -> DiagramGraph {
        var graph = Graphs.random(seed: seed, mostNodes: 8)
        var random = SeededRandom(seed: seed &+ 77)
        for node in graph.nodes.indices where graph.nodes[node].shape == .box {
            let count = Int.random(in: 0...9, using: &random)
            let isMarked = Bool.random(using: &random)
            let marks: [Highlight.NodeMark?] = [.passes, .fails, .depends, nil]
            graph.nodes[node].lines = Bool.random(using: &random) ? ["sg-\(node)"] : []
            graph.nodes[node].rows = (0..<count).map { row in
                let cells = ["10.0.\(node).\(row * 37)", "private-\(row)", "ECS task t\(node)", "also egress"]
                let mark = isMarked ? marks[Int.random(in: 0..<4, using: &random)] : nil
                return DiagramGraph.Row(Array(cells.prefix(Int.random(in: 1...4, using: &random))), mark: mark)
            }
            if count > 5 {
                graph.nodes[node].count = "\(count)+"
            } else if count > 0 {
                graph.nodes[node].count = count == 1 ? "1 member" : "\(count) members"
            }
        }
        return graph
    }

    /// What stands below the title of a box, in reading order.
    private static func lines(_ node: DiagramGraph.Node, _ glyphs: GlyphSet) -> [String] {
        let rows = zip(node.rows, node.rows.texts).map { row, text in
            row.mark.map { "\(glyphs.sign($0)) \(text)" } ?? text
        }
        return (node.lines + rows).map(collapsed)
    }

    /// A line with one blank between words: how far apart they stand is layout.
    private static func collapsed(_ line: String) -> String { line.split(separator: " ").joined(separator: " ") }

    @Test("Every row and every flow is read back, in both glyph sets and from the SVG", arguments: 0..<30)
    func readBack(batch: Int) throws {
        for seed in (batch * 8)..<(batch * 8 + 8) {
            let graph = Self.listed(seed: UInt64(seed))
            let layout = Layout(graph: graph, detail: .full, maxWidth: [nil, 80, 100][seed % 3])
            for glyphs in GlyphSet.allCases {
                let picture = layout.draw(DrawOptions(glyphs: glyphs))
                let reader = PictureReader(picture.text, glyphs: glyphs)
                let context = "seed \(seed) \(glyphs)\n\(picture.text)"
                #expect(reader.problems.isEmpty, "\(reader.problems) \(context)")
                let wanted = Graphs.flows(graph, layout, glyphs)
                #expect(
                    reader.flows == wanted,
                    "lost \(wanted.subtracting(reader.flows)) false \(reader.flows.subtracting(wanted)) \(context)")
                #expect(reader.titles.sorted() == graph.nodes.map(\.title).sorted(), "\(context)")
                for node in graph.nodes where !node.rows.isEmpty {
                    let place = try #require(reader.titles.firstIndex(of: node.title))
                    let read = reader.lines[place].filter { !$0.isEmpty && !$0.contains("source") && !$0.contains("destination") }
                    let own = read.map(Self.collapsed).filter { !$0.hasPrefix("↺") && !$0.hasPrefix("self") }
                    #expect(own == Self.lines(node, glyphs), "\(context)")
                }
                guard glyphs == .unicode else { continue }
                let svg = PictureReader(svg: SVGExport(picture, title: "rows").text)
                #expect(svg.problems.isEmpty, "SVG \(svg.problems) \(context)")
                #expect(svg.flows == reader.flows && svg.titles == reader.titles && svg.lines == reader.lines, "SVG \(context)")
            }
        }
    }

    @Test("Columns stand below each other, and a last cell takes the room that it needs")
    func columns() {
        let rows = [
            DiagramGraph.Row(["10.0.0.1", "private-0", "ECS task api"]), DiagramGraph.Row(["10.0.11.24", "db"]),
            DiagramGraph.Row(["+37 more in 3 subnets"]),
        ]
        #expect(rows.texts == ["10.0.0.1    private-0  ECS task api", "10.0.11.24  db", "+37 more in 3 subnets"])
        var graph = DiagramGraph(nodes: [.init(id: "a", title: "a")])
        graph.nodes[0].rows = rows
        #expect(graph.withCells(1).nodes[0].rows.texts == ["10.0.0.1", "10.0.11.24", "+37 more in 3 subnets"])
    }

    @Test("Boxes of a layer are as high as what they list, and their lines run down beside the higher ones")
    func uneven() {
        var graph = Graphs.parsed("web -> api|1\nweb -> jobs|2\napi -> db|3\njobs -> db|3")
        for (title, count) in [("api", 4), ("jobs", 1), ("db", 2)] {
            guard let node = graph.nodes.firstIndex(where: { $0.title == title }) else { continue }
            graph.nodes[node].rows = (0..<count).map { DiagramGraph.Row(["10.0.0.\($0)", "private-\($0)"]) }
        }
        let picture = Layout(graph: graph, detail: .full).draw()
        let heights = Dictionary(uniqueKeysWithValues: picture.boxes.map { (graph.nodes[$0.node].title, $0.height) })
        #expect(heights["api"] == 7 && heights["jobs"] == 4, "\(picture.text)")
        let reader = PictureReader(picture.text, glyphs: .unicode)
        #expect(reader.problems.isEmpty && reader.flows.count == 4, "\(reader.problems)\n\(picture.text)")
    }

    @Test("Signs, selection and what nothing was asked of stand out one by one", arguments: GlyphSet.allCases)
    func emphasis(glyphs: GlyphSet) throws {
        var graph = Graphs.parsed("web -> db|1")
        graph.nodes[0].rows = [
            DiagramGraph.Row(["10.0.0.1"], mark: .passes), DiagramGraph.Row(["10.0.0.2"], mark: .fails),
            DiagramGraph.Row(["10.0.0.3"]),
        ]
        var options = DrawOptions(glyphs: glyphs, selected: 0)
        options.highlight.nodes = [0: .depends]
        options.selectedRow = 1
        options.highlight.extraLines = [0: "1 to db"]
        let picture = Layout(graph: graph, detail: .full).draw(options)
        let box = try #require(picture.boxes.first { $0.node == 0 })
        func emphasis(_ row: Int, _ column: Int) -> Emphasis { picture[box.x + column, box.y + row].emphasis }
        #expect(emphasis(2, 2) == .passes && emphasis(3, 2) == .fails)
        let text = 2 + (glyphs == .unicode ? 2 : 3)
        #expect(emphasis(2, text) == .path && emphasis(3, text) == .selected && emphasis(4, text) == .dim)
        #expect(picture[box.x + 1, box.y + 3].text == glyphs.selection)
        #expect(!picture.text.contains("1 to db"), "a row is never replaced")
        #expect(!picture.text.split(separator: "\n")[1].contains(glyphs.selection), "one thing is selected")
    }

    @Test("Exports for other programs have the rows with their signs")
    func exports() {
        var graph = Graphs.parsed("web -> db|1")
        graph.nodes[0].rows = [
            DiagramGraph.Row(["10.0.0.1", "a"], mark: .passes), DiagramGraph.Row(["10.0.0.22", "b"], mark: .fails),
        ]
        graph.nodes[0].count = "2 members"
        #expect(DotExport(graph).text.contains(#"label="web\l2 members\l✓ 10.0.0.1   a\l✗ 10.0.0.22  b\l""#))
        #expect(MermaidExport(graph).text.contains("2 members<br/>✓ 10.0.0.1"))
    }
}
