import Diagram
import Foundation
import FoundationXML
import Testing
import Text

/// What is written for other programs, as text; `DrawTests` gives the DOT to Graphviz.
///
/// The other two readers are no part of the tests, and are asked by hand when an export changes. The SVG, light and dark, by
/// `chromium --headless --no-sandbox --screenshot=a.png example.svg`, with `--force-dark-mode` for the latter. The Mermaid by Mermaid
/// itself (the wheel of PyPI's nicegui holds it, in elements/mermaid/dist) in a page that calls `mermaid.render`, with its security
/// level at `loose`: with every name of `hostile` as a box nothing runs, no element is made, and the labels read as the names.
@Suite("Exports")
struct ExportTests {
    /// What other people's names may hold.
    static let hostile: [String] = [
        "\u{1B}[31mred\u{1B}]0;title\u{7}", "a\u{202E}txt.exe", "two\nlines\r\n", "</text><script>hacked=1</script>",
        "\"];evil [shape=star];\"", "\\N\\G\\l\\", "&amp;&lt;b&gt;", "]]><!--", "`**bold**` _x_",
        "%%{init: {\"theme\":\"dark\"}}%%",
        "\"]; click n0 call alert()", "end", "1. first", "- item", "style x:#fff;", "#quot;", "<img src=x onerror=hacked=1>",
        "javascript:alert(1)", "负荷分散 ÅÅ", "\u{200D}\u{FEFF}\u{0}", "a|b", "<<b>html</b>>", "subgraph x", "classDef a fill:#f00;",
        "$$$x$$", "fas:fa-car", "\u{FB02}°°35¶ß",
    ]

    /// A box for each hostile name, and a flow that has it as its ports.
    static var hostileGraph: DiagramGraph {
        var graph = DiagramGraph(nodes: [.init(id: "internet", title: "INTERNET", shape: .cloud)])
        let shapes = DiagramGraph.Shape.allCases
        for (number, name) in hostile.enumerated() {
            graph.nodes.append(.init(id: name, title: name, lines: [name], shape: shapes[number % shapes.count], mark: name))
            graph.edges.append(.init(source: 0, target: number + 1, label: name, isDotted: number % 3 == 0))
        }
        return graph
    }

    private static func highlight(_ graph: DiagramGraph) -> Highlight {
        var highlight = Highlight()
        highlight.nodes = [0: .passes, 1: .fails, 2: .depends, 3: .onTheWay, 4: .lit]
        highlight.edges = [0, 1]
        highlight.extraLines = [1: hostile[3]]
        return highlight
    }

    static var allTexts: [(name: String, text: String)] {
        let graph = hostileGraph
        let lit = highlight(graph)
        let options = DrawOptions(detail: .full, selected: 2, highlight: lit)
        let picture = Layout(graph: graph, detail: .full, maxWidth: 200).draw(options)
        let caption = hostile
        return [
            ("svg", SVGExport(picture, title: hostile[3], caption: caption.map { StyledLine($0) }).text),
            ("dot", DotExport(graph, highlight: lit, caption: caption).text),
            ("mermaid", MermaidExport(graph, highlight: lit, caption: caption).text),
        ]
    }

    @Test("hold nothing that a terminal would obey or that would hide or reorder text", arguments: allTexts)
    func safe(name: String, text: String) {
        for scalar in text.unicodeScalars where scalar != "\n" {
            let category = scalar.properties.generalCategory
            #expect(
                category != .control && category != .lineSeparator && category != .paragraphSeparator, "\(name) \(scalar.value)")
            if category == .format { #expect(scalar.value == 0x200D, "\(name) \(scalar.value)") }
        }
    }

    @Test("as SVG are XML in which names are text alone, every one of them whole")
    func svg() throws {
        let text = try #require(Self.allTexts.first { $0.name == "svg" }?.text)
        let reader = XMLContent()
        let parser = XMLParser(data: Data(text.utf8))
        parser.delegate = reader
        #expect(parser.parse(), "\(String(describing: parser.parserError))")
        #expect(reader.elements == ["svg", "title", "style", "rect", "g", "path", "text"])
        #expect(
            reader.attributes == [
                "xmlns", "width", "height", "viewBox", "role", "class", "transform", "stroke-width", "stroke-dasharray", "d", "x",
                "y", "textLength",
            ])
        #expect(reader.texts.contains { $0.hasPrefix("</text><script>hacked=1</script>") })
        #expect(reader.texts.contains { $0.contains("%%{init: {\"theme\":\"dark\"}}%%") })
        #expect(reader.texts.contains { $0.contains("负荷分散 ÅÅ") })
    }

    @Test("as DOT keep every name inside its quotes", arguments: hostile)
    func dot(name: String) throws {
        let graph = DiagramGraph(nodes: [.init(id: "a", title: name, lines: [name])], edges: [])
        let lines = DotExport(graph, caption: [name]).text.split(separator: "\n")
        #expect(lines.count == 6, "\(lines)")
        // Outside of strings stands the program's own text alone.
        let outside = lines.map { line -> String in
            var result = ""
            var (isInside, isEscaped) = (false, false)
            for scalar in line.unicodeScalars {
                if isEscaped {
                    isEscaped = false
                } else if isInside, scalar == "\\" {
                    isEscaped = true
                } else if scalar == "\"" {
                    isInside.toggle()
                } else if !isInside {
                    result.unicodeScalars.append(scalar)
                }
            }
            #expect(!isInside)
            return result
        }
        #expect(outside[4] == "  n0 [label=];")
        #expect(outside[1] == "  graph [rankdir=TB, fontname=, labelloc=b, labeljust=l, label=];")
    }

    @Test("as Mermaid keep every name inside its quotes, and of ASCII only what means nothing there", arguments: hostile)
    func mermaid(name: String) throws {
        let graph = DiagramGraph(
            nodes: [.init(id: "a", title: name), .init(id: "b", title: "b")], edges: [.init(source: 0, target: 1, label: name)])
        let lines = MermaidExport(graph).text.split(separator: "\n")
        #expect(lines.count == 4, "\(lines)")
        for line in lines.dropFirst() {
            let parts = line.unicodeScalars.split(separator: "\"", omittingEmptySubsequences: false)
            #expect(parts.count == (line.contains("-->") || line.contains("[") ? 3 : 1), "\(line)")
            guard parts.count == 3 else { continue }
            let decoded = String(parts[1]).replacing(/#([0-9]+);/) { code in
                Int(code.1).flatMap(Unicode.Scalar.init).map(String.init) ?? ""
            }
            #expect(!decoded.contains("$$") && !decoded.contains(":fa-") && !decoded.contains("\u{FB02}"), "\(line)")
            let codes = String(parts[1]).replacing(/#[0-9]+;/, with: "")
            #expect(!codes.contains { "\"<>&#;`*%{}[]()|\\~$@!?=+^'".contains($0) }, "\(line)")
        }
    }

    @Test("of the example are what they were when somebody last looked at them", arguments: ["svg", "dot", "mermaid"])
    func example(format: String) throws {
        let graph = try Graphs.example()
        let picture = Layout(graph: graph, detail: .full, maxWidth: 80).draw(DrawOptions(selected: 4, highlight: Pictures.path))
        let caption = ["Blocked: RDS SG lets tcp 5432 in only from ECS."]
        let text =
            switch format {
            case "svg": SVGExport(picture, title: "Example", caption: caption.map { StyledLine($0) }).text
            case "dot": DotExport(graph, highlight: Pictures.path, caption: caption).text
            default: MermaidExport(graph, highlight: Pictures.path, caption: caption).text
            }
        try Pictures.expect(text, as: "example.\(format)")
    }

    @Test("as SVG draw every line of the picture: the strokes end where the picture's cells end")
    func strokes() throws {
        let layout = Layout(graph: try Graphs.example(), detail: .full, maxWidth: 80)
        for options in [DrawOptions(), DrawOptions(highlight: Pictures.path)] {
            let picture = layout.draw(options)
            let text = SVGExport(picture, title: "").text
            for y in 0..<picture.height {
                for x in 0..<picture.width {
                    guard case .line = picture[x, y].kind else { continue }
                    #expect(!text.contains(">\(picture[x, y].text)<"), "a line was written as text: \(picture[x, y].text)")
                }
            }
        }
    }
}

/// What an XML parser finds in a document.
private final class XMLContent: NSObject, XMLParserDelegate {
    var elements: Set<String> = []
    var attributes: Set<String> = []
    var texts: [String] = []

    func parser(
        _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
        attributes: [String: String]
    ) {
        elements.insert(name)
        self.attributes.formUnion(attributes.keys)
        texts.append("")
    }

    func parser(_ parser: XMLParser, foundCharacters text: String) { texts[texts.count - 1] += text }
}
