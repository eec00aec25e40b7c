import Diagram
import Testing

/// Stored pictures: text files in Fixtures/pictures.
///
/// To store them anew, run the tests with `SGSCOPE_RECORD=1`, then look
/// at every picture that has changed.
@Suite("Pictures look as they did when somebody last looked at them")
struct PictureTests {
    private func expect(_ picture: Picture, as name: String) throws { try Pictures.expect(picture.text, as: "\(name).txt") }

    @Test(
        "the example at every level, in both glyph sets, with and without a path", arguments: DetailLevel.allCases,
        GlyphSet.allCases)
    func example(detail: DetailLevel, glyphs: GlyphSet) throws {
        let layout = Layout(graph: try Graphs.example(), detail: detail, maxWidth: 80)
        var options = DrawOptions(detail: detail, glyphs: glyphs)
        try expect(layout.draw(options), as: "example-\(detail)-\(glyphs)")
        options.highlight = Pictures.path
        options.selected = 4
        try expect(layout.draw(options), as: "example-\(detail)-\(glyphs)-path")
    }

    @Test(
        "what is rare",
        arguments: [
            ("circle", "INTERNET -> web|443\nweb -> app|8080\napp -> db|5432\ndb -> web|9100\napp -> app|7946"),
            (
                "inward",
                "INTERNET -> alb|443\nalb -> web|80\nweb -> api|8080\napi -> web|9000\napi -> db|5432\ndb -> alb|22\n"
                    + "bastion -> api|22\nbastion -> db|22\nbastion -> web|22\napi -> INTERNET|443"
            ),
            ("diamond", "a -> b|1\na -> c|2\nb -> d|3\nc -> d|4\na -> d|5\nd -> e|6\na -> e|7"),
            ("parts", "a -> b|1\nc -> d|2\nc -> e|3\nalone\nlonely"),
            ("mesh", "a -> x|1\na -> y|2\na -> z|3\nb -> x|1\nb -> y|2\nb -> z|3\nc -> x|1\nc -> y|2\nc -> z|3"),
            ("wide", "負荷分散 -> アプリケーション|8080\nアプリケーション -> データベース|5432\n한국어 -> データベース|5432"),
            (
                "long",
                "a-security-group-with-forty-characters-01 -> a-security-group-with-forty-characters-02|443\n"
                    + "a-security-group-with-forty-characters-01 -> a-security-group-with-forty-characters-03|443"
            ),
        ])
    func rare(name: String, text: String) throws {
        for detail in [DetailLevel.oneLine, .names] {
            try expect(Layout(graph: Graphs.parsed(text), detail: detail, maxWidth: 100).draw(), as: "\(name)-\(detail)")
        }
    }

    @Test("a layer of forty sources wraps into a terminal's width")
    func wrapped() throws {
        let sources = (1...40).map { "service-\($0) -> database|5432" }.joined(separator: "\n")
        let picture = Layout(graph: Graphs.parsed(sources), detail: .names, maxWidth: 80).draw()
        #expect(picture.width <= 80)
        try expect(picture, as: "wrapped-names")
    }

    @Test("the example fits 80 x 24 and 120 x 40 whole, with full boxes", arguments: [(80, 24), (120, 40)])
    func exampleFits(columns: Int, rows: Int) throws {
        let picture = Layout(graph: try Graphs.example(), detail: .full, maxWidth: columns).draw()
        #expect(picture.width <= columns && picture.height <= rows)
        try expect(picture, as: "example-\(columns)x\(rows)")
    }

    @Test("forty groups in a mesh fit 160 x 50, as one-line boxes or as names", arguments: [DetailLevel.oneLine, .names])
    func mesh(detail: DetailLevel) throws {
        let graph = try Graphs.stored("mesh40.labdag")
        #expect(graph.nodes.count >= 38)
        let picture = Layout(graph: graph, detail: detail, maxWidth: 160).draw()
        #expect(picture.width <= 160 && picture.height <= 50)
        try expect(picture, as: "mesh40-\(detail)")
    }

    @Test("a shop with a bastion and its monitoring", arguments: [(DetailLevel.oneLine, 120), (.names, 80)])
    func shop(detail: DetailLevel, columns: Int) throws {
        let picture = Layout(graph: try Graphs.stored("shop.labdag"), detail: detail, maxWidth: columns).draw()
        #expect(picture.width <= columns)
        try expect(picture, as: "shop-\(detail)-\(columns)")
    }

    @Test("names of forty characters keep their ends where they have to be cut, in both glyph sets", arguments: [80, 40])
    func longNames(columns: Int) throws {
        let name = "a-security-group-with-forty-characters-0"
        let graph = Graphs.parsed(
            "\(name)1 -> \(name)2|443\n\(name)1 -> \(name)3|443\n\(name)2 -> \(name)4|5432\n\(name)3 -> \(name)4|5432\n"
                + "\(name)5 -> \(name)4|5432")
        for glyphs in GlyphSet.allCases {
            let picture = Layout(graph: graph, detail: .names, maxWidth: columns).draw(DrawOptions(glyphs: glyphs))
            #expect(picture.width <= columns)
            for number in 1...5 {
                #expect(picture.text.contains("characters-0\(number)") || picture.text.contains("s-0\(number)"))
            }
            if glyphs == .ascii { #expect(picture.text.utf8.allSatisfy { $0 < 0x80 }, "\(picture.text)") }
            try expect(picture, as: "long-names-\(columns)-\(glyphs)")
        }
    }

    @Test("what one reads on a dotted line")
    func dotted() throws {
        var graph = Graphs.parsed("a -> b|1\na -> c|2\nd -> c|2")
        graph.edges[1].isDotted = true
        for glyphs in GlyphSet.allCases {
            try expect(Layout(graph: graph, detail: .oneLine).draw(DrawOptions(glyphs: glyphs)), as: "dotted-\(glyphs)")
        }
    }
}
