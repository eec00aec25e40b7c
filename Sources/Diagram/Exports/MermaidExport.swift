/// Writes a graph as a Mermaid flowchart, for Markdown that renders it.
///
/// Names stand in quotes, and of ASCII only letters, digits, blanks and a few marks as themselves: everything else is an entity code, so
/// that no quote, tag, comment, directive or Markdown takes effect. Source: https://mermaid.js.org/syntax/flowchart.html#entity-codes-to-escape-characters
public struct MermaidExport: Sendable {
    /// Lines that Mermaid draws unless it is set up for more.
    public static let edgeLimit = 500

    private let content: GraphContent

    /// - Parameters:
    ///   - graph: What to write.
    ///   - highlight: What is lit.
    ///   - caption: Lines that are written as a description.
    public init(_ graph: DiagramGraph, highlight: Highlight = Highlight(), caption: [String] = []) {
        content = GraphContent(graph, highlight: highlight, caption: caption)
    }

    /// A whole diagram.
    public var text: String {
        var lines = ["flowchart TD"]
        if !content.caption.isEmpty { lines.append("  accDescr: \(Self.plain(content.caption.joined(separator: "; ")))") }
        for box in content.boxes { lines.append("  n\(box.number)\(Self.shape(box.shape, Self.label(box.lines)))") }
        for flow in content.flows {
            let arrow = flow.light.isLit || flow.light == .none && flow.isHeavy ? "==>" : flow.isDotted ? "-.->" : "-->"
            let label = flow.label.isEmpty ? "" : "|\(Self.label([flow.label]))|"
            lines.append("  n\(flow.source) \(arrow)\(label) n\(flow.target)")
        }
        lines += styles
        return lines.joined(separator: "\n") + "\n"
    }

    private var styles: [String] {
        var lines: [String] = []
        func add(_ name: String, _ style: String, _ numbers: [Int]) {
            guard !numbers.isEmpty else { return }
            lines.append("  classDef \(name) \(style)")
            lines.append("  class \(numbers.map { "n\($0)" }.joined(separator: ",")) \(name)")
        }
        add("foreign", "stroke-dasharray:4 4", content.boxes.filter { $0.shape == .dashed }.map(\.number))
        add("dim", "opacity:0.45", content.boxes.filter { $0.light == .dim }.map(\.number))
        add("lit", "stroke-width:4px", content.boxes.filter { $0.light == .lit }.map(\.number))
        add("passes", "stroke:#1a7f37,stroke-width:4px", content.boxes.filter { $0.light == .passes }.map(\.number))
        add("fails", "stroke:#cf222e,stroke-width:4px", content.boxes.filter { $0.light == .fails }.map(\.number))
        add("depends", "stroke:#bf8700,stroke-width:4px", content.boxes.filter { $0.light == .depends }.map(\.number))
        for (light, style) in [(GraphContent.Light.lit, "stroke:#0969da,stroke-width:4px"), (.dim, "opacity:0.45")] {
            let numbers = content.flows.indices.filter { content.flows[$0].light == light }
            if !numbers.isEmpty { lines.append("  linkStyle \(numbers.map(String.init).joined(separator: ",")) \(style)") }
        }
        return lines
    }

    private static func shape(_ shape: DiagramGraph.Shape, _ label: String) -> String {
        switch shape {
        case .box, .dashed: "[\(label)]"
        case .cloud: "([\(label)])"
        case .rounded: "(\(label))"
        case .braced: "[/\(label)/]"
        case .stacked: "[[\(label)]]"
        }
    }

    private static func label(_ lines: [String]) -> String { "\"\(lines.map(escaped).joined(separator: "<br/>"))\"" }

    /// Text in which nothing is syntax.
    static func escaped(_ text: String) -> String {
        var result = ""
        let scalars = Array(inert(text).unicodeScalars)
        for (place, scalar) in scalars.enumerated() {
            let next = place + 1 < scalars.count ? scalars[place + 1] : " "
            // "1. " and "- " begin a list, and "style a:#" is read as a style even in a label.
            let isHarmless = scalar == ":" ? next == " " : ".-_".unicodeScalars.contains(scalar) && next != " " && place > 0
            if !scalar.isASCII || isPlain(scalar) || isHarmless {
                result.unicodeScalars.append(scalar)
            } else {
                result += "#\(scalar.value);"
            }
        }
        return result
    }

    /// Text without what Mermaid obeys after it has read the entity codes.
    ///
    /// That are formulas between `$$`, icons as `fa:fa-car`, and the characters that stand for entity codes inside it: a blank is put
    /// in, or the ligature is taken apart.
    private static func inert(_ text: String) -> String {
        text.replacing("$$", with: "$ $").replacing("$$", with: "$ $").replacing(":fa-", with: ": fa-").replacing("ﬂ", with: "fl")
            .replacing("¶ß", with: "¶ ß")
    }

    /// Text for a place where entity codes are not read.
    private static func plain(_ text: String) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            result.unicodeScalars.append(
                !scalar.isASCII || isPlain(scalar) || ".:-_+()'".unicodeScalars.contains(scalar) ? scalar : " ")
        }
        return result
    }

    private static func isPlain(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.isAlphabetic || ("0"..."9").contains(scalar) || " ,/".unicodeScalars.contains(scalar)
    }
}
