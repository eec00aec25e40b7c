import Text

/// Writes a graph in Graphviz's language, for `dot -Tsvg` and everything else that reads it.
///
/// Names are quoted strings in which `"`, `\` and `&` mean themselves, and never HTML-like labels.
/// Source: https://graphviz.org/doc/info/lang.html, https://graphviz.org/docs/attr-types/escString/
public struct DotExport: Sendable {
    private let content: GraphContent

    /// - Parameters:
    ///   - graph: What to write.
    ///   - highlight: What is lit.
    ///   - caption: Lines below the picture.
    public init(_ graph: DiagramGraph, highlight: Highlight = Highlight(), caption: [String] = []) {
        content = GraphContent(graph, highlight: highlight, caption: caption)
    }

    /// A whole file.
    public var text: String {
        var lines = ["digraph sgscope {"]
        let caption = Self.lines(content.caption)
        lines.append("  graph [rankdir=TB, fontname=\"monospace\", labelloc=b, labeljust=l, label=\(caption)];")
        lines.append("  node [shape=box, fontname=\"monospace\"];")
        lines.append("  edge [fontname=\"monospace\"];")
        for box in content.boxes { lines.append("  n\(box.number) [\(attributes(box))];") }
        for flow in content.flows { lines.append("  n\(flow.source) -> n\(flow.target) [\(attributes(flow))];") }
        return lines.joined(separator: "\n") + "\n}\n"
    }

    private func attributes(_ box: GraphContent.Box) -> String {
        var attributes = ["label=\(Self.lines(box.lines))"]
        var styles: [String] = []
        switch box.shape {
        case .box: break
        case .cloud: attributes.append("shape=ellipse")
        case .rounded: styles.append("rounded")
        case .braced: attributes.append("shape=note")
        case .dashed: styles.append("dashed")
        case .stacked: attributes.append("shape=box3d")
        }
        switch box.light {
        case .none: break
        case .dim: attributes += ["color=gray60", "fontcolor=gray50"]
        case .lit: attributes.append("penwidth=2.5")
        case .passes: attributes += ["penwidth=2.5", "color=forestgreen"]
        case .fails: attributes += ["penwidth=2.5", "color=red3", "fontcolor=red3"]
        case .depends: attributes += ["penwidth=2.5", "color=darkorange3"]
        }
        if !styles.isEmpty { attributes.append("style=\"\(styles.joined(separator: ","))\"") }
        return attributes.joined(separator: ", ")
    }

    private func attributes(_ flow: GraphContent.Flow) -> String {
        var attributes = ["label=\(Self.quoted(" \(flow.label)"))"]
        if flow.isDotted { attributes.append("style=dotted") }
        switch flow.light {
        case .none: if flow.isHeavy { attributes.append("penwidth=3") }
        case .dim: attributes += ["color=gray60", "fontcolor=gray50"]
        default: attributes += ["penwidth=2.5", "color=blue3"]
        }
        return attributes.joined(separator: ", ")
    }

    /// Lines, each left-aligned.
    private static func lines(_ lines: [String]) -> String { "\"\(lines.map { escaped($0) + "\\l" }.joined())\"" }

    private static func quoted(_ text: String) -> String { "\"\(escaped(text))\"" }

    /// Text in which nothing is an escape sequence, an entity or the end of the string.
    static func escaped(_ text: String) -> String {
        EscapedText.replacing(in: text) { scalar in
            switch scalar {
            case "\"": "\\\""
            case "\\": "\\\\"
            case "&": "&amp;"
            case "<": "&lt;"
            case ">": "&gt;"
            default: nil
            }
        }
    }
}
