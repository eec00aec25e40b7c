import Diagram
import Support
import Testing

@Suite("What a layout keeps to")
struct LayoutTests {
    @Test("the example fits a terminal, with two crossings", arguments: DetailLevel.allCases)
    func example(detail: DetailLevel) throws {
        var graph = try Graphs.example()
        for index in graph.nodes.indices { graph.nodes[index].lines = Array(graph.nodes[index].lines.prefix(1)) }
        let layout = Layout(graph: graph, detail: detail, maxWidth: 80)
        let picture = layout.draw()
        let rows: [DetailLevel: Int] = [.full: 19, .oneLine: 16, .names: 10]
        #expect(layout.crossings == 2)
        #expect(picture.width <= 78)
        #expect(picture.height <= rows[detail] ?? 0)
    }

    @Test("crossings stay few", arguments: [("s10", 19), ("s20", 55), ("s50", 150), ("s200", 1100)])
    func crossings(name: String, most: Int) throws {
        #expect(Layout(graph: try Graphs.stored("\(name).labdag"), detail: .oneLine).crossings <= most)
    }

    @Test("What is outside and is only reached stands at the bottom, whoever reaches it")
    func bottom() {
        let graph = DiagramGraph(
            nodes: [
                .init(id: "a", title: "a"), .init(id: "b", title: "b"), .init(id: "c", title: "c"),
                .init(id: "out", title: "ANYWHERE (out)", shape: .cloud), .init(id: "list", title: "list", shape: .braced),
            ],
            edges: [
                .init(source: 0, target: 1, label: "1"), .init(source: 1, target: 2, label: "2"), .init(source: 0, target: 3),
                .init(source: 0, target: 4, label: "443"),
            ])
        let text = Layout(graph: graph, detail: .oneLine).draw().text
        let rows = text.split(separator: "\n")
        let row = { (title: String) in rows.firstIndex { $0.contains(title) } ?? -1 }
        #expect(row("ANYWHERE (out)") >= row(" c ") && row(" list ") >= row(" c "), "\(text)")
    }

    @Test("flows point down, the internet stands at the top, a source beside its siblings")
    func layers() throws {
        let graph = try Graphs.example()
        let boxes = Layout(graph: graph, detail: .full).draw().boxes
        for edge in graph.edges { #expect(boxes[edge.source].y < boxes[edge.target].y) }
        #expect(boxes[0].y == 0)
        #expect(boxes[5].y == boxes[2].y, "ECS Workers beside ECS API")
        for seed in stride(from: 1, to: 200, by: 2) {
            let random = Graphs.random(seed: UInt64(seed))
            let boxes = Layout(graph: random, detail: .names).draw().boxes
            let internet = random.nodes.firstIndex { $0.shape == .cloud }
            for edge in random.edges where edge.source != edge.target && edge.target != internet {
                #expect(boxes[edge.source].y < boxes[edge.target].y, "seed \(seed)")
            }
        }
    }

    @Test("neither the selection nor the path moves a box, and the same graph gives the same picture")
    func stillness() throws {
        let graph = try Graphs.example()
        for detail in DetailLevel.allCases {
            let layout = Layout(graph: graph, detail: detail, maxWidth: 80)
            let plain = layout.draw()
            #expect(Layout(graph: graph, detail: detail, maxWidth: 80).draw().text == plain.text)
            for glyphs in GlyphSet.allCases {
                for selected in graph.nodes.indices {
                    let picture = layout.draw(
                        DrawOptions(detail: detail, glyphs: glyphs, selected: selected, highlight: Pictures.path))
                    #expect(picture.boxes == plain.boxes)
                    #expect(picture.width == plain.width && picture.height == plain.height)
                }
            }
        }
    }

    @Test("some rows alone are those rows of the whole picture", arguments: 0..<20)
    func someRows(seed: Int) {
        let layout = Layout(graph: Graphs.random(seed: UInt64(seed), mostNodes: 30), detail: DetailLevel.allCases[seed % 3])
        var options = DrawOptions(selected: 0)
        options.highlight.edges = [0]
        options.highlight.nodes = [0: .passes]
        let whole = layout.draw(options)
        for top in [-3, 0, whole.height / 3, whole.height / 2, whole.height - 1, whole.height + 2] {
            options.rows = top..<(top + 7)
            let part = layout.draw(options)
            #expect(part.width == whole.width && part.height == whole.height && part.boxes == whole.boxes)
            for y in 0..<whole.height where (top..<(top + 7)).contains(y) {
                #expect((0..<whole.width).allSatisfy { part[$0, y] == whole[$0, y] }, "row \(y)")
            }
        }
    }

    @Test("boxes do not overlap, and stand in the order of the nodes")
    func boxes() {
        for seed in 0..<100 {
            let graph = Graphs.random(seed: UInt64(seed))
            let picture = Layout(graph: graph, detail: .oneLine, maxWidth: 60).draw()
            #expect(picture.boxes.map(\.node) == Array(graph.nodes.indices))
            for (index, one) in picture.boxes.enumerated() {
                #expect(one.x >= 0 && one.x + one.width <= picture.width && one.y + one.height <= picture.height)
                for other in picture.boxes[..<index] {
                    let apart =
                        one.x >= other.x + other.width || other.x >= one.x + one.width || one.y >= other.y + other.height
                        || other.y >= one.y + one.height
                    #expect(apart, "seed \(seed)")
                }
            }
        }
    }

    @Test("an empty graph is an empty picture, and edges to nowhere are not drawn")
    func nothing() {
        #expect(Layout(graph: DiagramGraph(), detail: .full).draw().text.isEmpty)
        var graph = Graphs.parsed("a")
        graph.edges = [.init(source: 0, target: 7), .init(source: -1, target: 0)]
        #expect(Layout(graph: graph, detail: .names).draw().text == "  [a]\n")
    }

    @Test("what would upset a terminal is shown, not passed on")
    func hostile() {
        var graph = DiagramGraph()
        graph.nodes = [
            .init(id: "a", title: "a\u{1b}[2J", lines: ["x\ny", "\u{202e}evil"], mark: "!"),
            .init(id: "b", title: "\u{200b}\u{301}"),
        ]
        graph.edges = [.init(source: 0, target: 1, label: "80\u{7}")]
        for detail in DetailLevel.allCases {
            let text = Layout(graph: graph, detail: detail).draw().text
            let isSafe = text.unicodeScalars.allSatisfy {
                $0 == "\n" || ($0.properties.generalCategory != .control && $0.properties.generalCategory != .format)
            }
            #expect(isSafe && text.contains("a␛[2J") && text.contains("80␇"), "\(text)")
        }
    }
}

@Suite("What is lit")
struct HighlightTests {
    @Test("the path is lit, the rest is dimmed", arguments: DetailLevel.allCases)
    func emphasis(detail: DetailLevel) throws {
        let graph = try Graphs.example()
        let layout = Layout(graph: graph, detail: detail, maxWidth: 80)
        let picture = layout.draw(DrawOptions(detail: detail, highlight: Pictures.path))
        let lit = Set(
            layout.nets.indices.filter { net in layout.nets[net].legs.contains { !Pictures.path.edges.isDisjoint(with: $0.edges) }
            })
        for y in 0..<picture.height {
            for x in 0..<picture.width {
                let cell = picture[x, y]
                switch cell.kind {
                case .arrow(let net), .label(let net): #expect(cell.emphasis == (lit.contains(net) ? .path : .dim))
                case .line(let net):
                    if cell.emphasis == .path, !"╪═".contains(cell.text) { #expect(lit.contains(net), "\(cell)") }
                case .text(let node), .border(let node):
                    #expect(cell.emphasis == (Pictures.path.nodes[node] == nil ? .dim : .path))
                case .title(let node):
                    let outcomes: [Emphasis] = [.path, .passes, .fails]
                    #expect(Pictures.path.nodes[node] == nil ? cell.emphasis == .dim : outcomes.contains(cell.emphasis))
                case .empty: #expect(cell.text == " ")
                }
            }
        }
    }

    @Test("nothing lit, nothing dimmed; the selected title stands out")
    func plain() throws {
        let picture = Layout(graph: try Graphs.example(), detail: .full).draw(DrawOptions(selected: 2))
        for y in 0..<picture.height {
            for x in 0..<picture.width {
                let isTitle = picture[x, y].kind == .title(2)
                #expect(picture[x, y].emphasis == (isTitle ? .selected : .normal))
            }
        }
        #expect(picture.text.contains("▸ ECS API SG"))
    }

    @Test("an arm that is not on the path is never doubled")
    func arms() throws {
        let doubleArms: [Character: String] = [
            "═": "EW", "║": "NS", "╔": "ES", "╗": "WS", "╚": "NE", "╝": "NW", "╠": "NES", "╣": "NWS", "╦": "EWS", "╩": "NEW",
            "╬": "NESW", "╟": "NS", "╢": "NS", "╫": "NS", "╥": "S", "╨": "N", "╞": "E", "╡": "W", "╤": "EW", "╧": "EW", "╪": "EW",
        ]
        for seed in 0..<150 {
            let graph = Graphs.random(seed: UInt64(seed))
            guard let first = graph.edges.indices.first(where: { graph.edges[$0].source != graph.edges[$0].target }) else {
                continue
            }
            var options = DrawOptions(detail: .names)
            options.highlight.edges = [first]
            let picture = Layout(graph: graph, detail: .names).draw(options)
            func arms(_ x: Int, _ y: Int) -> String { picture[x, y].text.first.flatMap { doubleArms[$0] } ?? "" }
            // One lit flow is one line: at each cell at most two doubled arms, but where it crosses itself never.
            for y in 0..<picture.height {
                for x in 0..<picture.width where !arms(x, y).isEmpty {
                    #expect(arms(x, y).count <= 2, "seed \(seed) at \(x),\(y)\n\(picture.text)")
                    if arms(x, y).contains("E"), case .line = picture[x + 1, y].kind {
                        #expect(picture[x + 1, y].emphasis == .path, "seed \(seed) at \(x),\(y)\n\(picture.text)")
                    }
                }
            }
        }
    }

    @Test("only the leg of the lit source is lit")
    func leg() {
        var options = DrawOptions(detail: .names)
        options.highlight.edges = [1]
        let text = Layout(graph: Graphs.parsed("a -> t|1\nb -> t|1\nc -> t|1"), detail: .names).draw(options).text
        #expect(
            text == """
                  [a]       [b]       [c]
                   ╞═════════╨─────────┘
                   ▼ 1
                   [t]

                """, "\(text)")
    }
}

@Suite("Circles")
struct CircleTests {
    /// The fewest flows that any order of the nodes turns upward, by trying all sets of nodes that may stand above the others.
    private func fewestTurned(_ graph: DiagramGraph) -> Int {
        let flows = Set(graph.edges.filter { $0.source != $0.target }.map { [$0.source, $0.target] })
        var fewest = [Int](repeating: Int.max, count: 1 << graph.nodes.count)
        fewest[0] = 0
        for above in fewest.indices {
            for node in graph.nodes.indices where above & (1 << node) == 0 {
                // The node comes next: what leads from it to those above is turned.
                let turned = flows.count { $0[0] == node && above & (1 << $0[1]) != 0 }
                let next = above | (1 << node)
                fewest[next] = min(fewest[next], fewest[above] + turned)
            }
        }
        return fewest.last ?? 0
    }

    @Test("hardly more flows run upward than have to, and none without a circle")
    func few() {
        var drawn = 0
        var fewest = 0
        for seed in 0..<150 {
            var random = SeededRandom(seed: UInt64(seed))
            let count = Int.random(in: 3...9, using: &random)
            var graph = DiagramGraph(nodes: (0..<count).map { .init(id: "n\($0)", title: "n\($0)") })
            for source in 0..<count {
                for target in 0..<count where source != target && Int.random(in: 0..<4, using: &random) == 0 {
                    graph.edges.append(.init(source: source, target: target, label: "443"))
                }
            }
            let turned = Layout(graph: graph, detail: .names).nets.filter(\.isUpward).reduce(0) { $0 + $1.legs.count }
            let least = fewestTurned(graph)
            #expect(turned >= least && (least > 0 || turned == 0), "seed \(seed): \(turned) turned, \(least) have to be")
            drawn += turned
            fewest += least
        }
        #expect(Double(drawn) <= Double(fewest) * 1.2, "\(drawn) turned, \(fewest) have to be")
    }

    @Test("the way inward from the internet points down, whatever calls back")
    func inward() {
        let graph = Graphs.parsed(
            "INTERNET -> alb|443\nalb -> web|80\nweb -> api|8080\napi -> db|5432\ndb -> alb|22\napi -> alb|22\nweb -> alb|22")
        let boxes = Layout(graph: graph, detail: .names).draw().boxes
        #expect(boxes.map(\.y) == boxes.map(\.y).sorted())
    }
}
