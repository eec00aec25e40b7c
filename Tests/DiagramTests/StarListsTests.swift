@testable import Diagram
import Support
import Testing
import Text

/// Reads lists of neighbours from a picture's text: for each name what stands above it.
private struct ListReader {
    /// The words above names, by names; of each list.
    private(set) var flows: [String: [String]] = [:]
    private(set) var headings: [String] = []

    /// `names` are told from ports by their indent alone.
    init(_ text: String, columns: [Int], below firstRow: Int) {
        let rows = text.split(separator: "\n", omittingEmptySubsequences: false).map(Array.init)
        for (number, left) in columns.enumerated() {
            let right = number + 1 < columns.count ? columns[number + 1] : Int.max
            var caption = ""
            for row in rows.dropFirst(firstRow) {
                let cells = Array(row.dropFirst(left).prefix(right == .max ? row.count : right - left))
                let indent = cells.prefix { $0 == " " }.count
                let words = String(cells).split(separator: " ").joined(separator: " ")
                if words.isEmpty { continue }
                switch indent {
                case 0: headings.append(words)
                case 1: caption = words
                default:
                    // Names that stand side by side are parted by the room for their signs.
                    let names = String(cells).split(separator: "    ").map { $0.split(separator: " ").joined(separator: " ") }
                    for name in names where !name.isEmpty { flows[name, default: []].append(caption) }
                }
            }
        }
    }
}

private struct StarGraph {
    var graph = DiagramGraph(nodes: [.init(id: "hub", title: "hub", lines: ["Inbound: many"])])
    /// What stands above each name.
    var wanted: [String: String] = [:]

    init(seed: UInt64, neighbours: Int, glyphs: GlyphSet) {
        var random = SeededRandom(seed: seed)
        let ports = ["443", "80, 443", "5432", "udp 53", "8000-8100", "all"]
        for place in 1...neighbours {
            let name = "n\(place)" + String(repeating: "x", count: Int.random(in: 0...9, using: &random))
            graph.nodes.append(.init(id: name, title: name))
            let ways = Int.random(in: 0...5, using: &random)
            var words = ""
            if ways < 4 {
                let isDotted = Int.random(in: 0...4, using: &random) == 0
                let label = ports.randomElement(using: &random) ?? "1"
                graph.edges.append(.init(source: place, target: 0, label: label, isDotted: isDotted))
                words = isDotted ? "\(glyphs.line([.east, .west, .dotted])) \(label)" : label
            }
            if ways > 2 {
                let label = ports.randomElement(using: &random) ?? "1"
                graph.edges.append(.init(source: 0, target: place, label: label))
                words += words.isEmpty ? label : "; is let in on \(label)"
            }
            wanted[name] = words
        }
    }
}

@Suite("Many neighbours of one box are listed")
struct StarListsTests {
    @Test(arguments: [50, 80, 137], GlyphSet.allCases)
    func `what is listed is what a reader reads, and nothing else`(width: Int, glyphs: GlyphSet) throws {
        for seed in 1...20 {
            let made = StarGraph(seed: UInt64(seed), neighbours: 15 + seed * 3, glyphs: glyphs)
            let graph = made.graph
            let star = try #require(Star(graph, center: 0, entering: "lets in", leaving: "is let in by", back: "is let in on"))
            let layout = Layout(graph: graph, detail: .full, maxWidth: width, star: star)
            let picture = layout.draw(DrawOptions(glyphs: glyphs))
            let hub = try #require(picture.boxes.first { $0.node == 0 })
            #expect(picture.width <= width)
            let columns = Set(layout.geometry.captions.filter { !$0.heading.isEmpty }.map(\.x)).sorted()
            let reader = ListReader(picture.text, columns: columns, below: hub.y + hub.height)
            #expect(reader.flows == made.wanted.mapValues { [$0] }, "seed \(seed)\n\(picture.text)")
            let entering = Set(graph.edges.filter { $0.target == 0 }.map(\.source))
            let leaving = Set(graph.edges.filter { $0.source == 0 }.map(\.target))
            let both = entering.intersection(leaving).count
            let also = both == 0 ? "" : " (\(both) \(width > 60 ? "at left" : "above"))"
            #expect(reader.headings == ["lets in \(entering.count)", "is let in by \(leaving.count)\(also)"], "\(picture.text)")
            #expect(picture.boxes.map(\.node) == Array(graph.nodes.indices))
        }
    }

    @Test func `a box that is lit has its sign before its name, and its ports are lit with it`() throws {
        let made = StarGraph(seed: 3, neighbours: 20, glyphs: .unicode)
        let star = try #require(Star(made.graph, center: 0, entering: "in", leaving: "out", back: "out on"))
        let layout = Layout(graph: made.graph, detail: .full, maxWidth: 80, star: star)
        let edge = try #require(made.graph.edges.first)
        let node = max(edge.source, edge.target)
        var highlight = Highlight()
        (highlight.nodes, highlight.edges) = ([0: .passes, node: .fails], [0])
        let picture = layout.draw(DrawOptions(selected: node, highlight: highlight))
        #expect(
            picture.text.contains("▸✗ \(made.graph.nodes[node].title)")
                || picture.text.contains("▸✗  \(made.graph.nodes[node].title)"))
        let plain = layout.draw()
        #expect(plain.boxes == picture.boxes, "nothing moves by being lit")
    }

    @Test func `few neighbours have lines, and so has what is no star`() {
        func star(_ neighbours: Int, _ more: [DiagramGraph.Edge] = []) -> Star? {
            var graph = StarGraph(seed: 1, neighbours: neighbours, glyphs: .unicode).graph
            graph.edges += more
            return Star(graph, center: 0, entering: "in", leaving: "out", back: "out on")
        }
        #expect(star(14) == nil)
        #expect(star(15) != nil)
        #expect(star(15, [.init(source: 1, target: 2)]) == nil)
        #expect(star(15, [.init(source: 0, target: 0, label: "7946")]) != nil)
    }

    @Test func `a name that is too long for its column keeps its end`() throws {
        var graph = StarGraph(seed: 2, neighbours: 15, glyphs: .unicode).graph
        graph.nodes[1].title = "chat-production-service-eu-west-1-with-a-long-name-for-orders"
        let star = try #require(Star(graph, center: 0, entering: "in", leaving: "out", back: "out on"))
        let text = Layout(graph: graph, detail: .full, maxWidth: 60, star: star).draw().text
        #expect(text.contains("orders") && text.contains("chat-prod"))
        #expect(text.split(separator: "\n").allSatisfy { TerminalText.width(String($0)) <= 60 })
    }
}
