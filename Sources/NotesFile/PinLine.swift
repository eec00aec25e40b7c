import Board
import Reachability
import Text

extension Pin {
    /// The line of the board's file that says it, without the line's end.
    public var lineText: String {
        var fields: [String] = []
        if case .names? = meant, ask.hasPrefix("who ") {
            fields.append("who: \(Self.quoted(String(ask.dropFirst(4))))")
        } else {
            fields.append("ask: \(Self.quoted(ask))")
        }
        if isOff { return "- {\(fields.joined(separator: ", ")), \(onlyText)off: true}" }
        switch meant {
        case nil: break
        case .verdict(let verdict): fields.append("meant: \(verdict.rawValue)")
        case .names(let names): fields.append("meant: [\(names.map(Self.quoted).joined(separator: ", "))]")
        }
        if onlyGroups { fields.append("only: [\(Layer.securityGroups.rawValue)]") }
        if let why { fields.append("why: \(Self.quoted(why))") }
        return "- {\(fields.joined(separator: ", "))}"
    }

    private var onlyText: String { onlyGroups ? "only: [\(Layer.securityGroups.rawValue)], " : "" }

    /// A text in double quotes, whatever is in it.
    private static func quoted(_ text: String) -> String {
        let yaml = EscapedText.yaml(text)
        return yaml.hasPrefix("\"") ? yaml : "\"\(yaml)\""
    }
}
