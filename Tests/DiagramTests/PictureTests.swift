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

    @Test("what one reads on a dotted line")
    func dotted() throws {
        var graph = Graphs.parsed("a -> b|1\na -> c|2\nd -> c|2")
        graph.edges[1].isDotted = true
        for glyphs in GlyphSet.allCases {
            try expect(Layout(graph: graph, detail: .oneLine).draw(DrawOptions(glyphs: glyphs)), as: "dotted-\(glyphs)")
        }
    }
}
