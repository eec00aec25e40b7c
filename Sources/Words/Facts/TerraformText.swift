import Text

/// Writes resources and values as Terraform does.
public enum TerraformText {
    /// A resource with its attributes, whose values are written already; its name is made of words.
    static func resource(_ type: String, _ words: String, _ attributes: [(String, String)]) -> String {
        "resource \"\(type)\" \"\(name(words))\" {\n\(rows(attributes))}"
    }

    /// Attributes with their equal signs below each other, as terraform fmt writes them.
    public static func rows(_ rows: [(String, String)]) -> String {
        let width = rows.map(\.0.count).max() ?? 0
        return rows.map { "  \($0.0)\(String(repeating: " ", count: width - $0.0.count)) = \($0.1)\n" }.joined()
    }

    /// A comment with the line's end: what stands in it never leaves it.
    static func comment(_ text: String) -> String { "# \(TerminalText.safe(text))\n" }

    /// A text in quotes.
    public static func quoted(_ text: String) -> String {
        if text.utf8.allSatisfy(isPlain) { return "\"\(text)\"" }
        let escaped = EscapedText.replacing(in: text) { scalar in
            switch scalar {
            case "\"": "\\\""
            case "\\": "\\\\"
            case "\n": "\\n"
            case "\r": "\\r"
            case "\t": "\\t"
            // Two of them end a line for some readers.
            case _ where scalar.properties.generalCategory == .control || [0x2028, 0x2029].contains(scalar.value):
                "\\u\(EscapedText.hex(scalar.value, digits: 4))"
            default: nil
            }
        }
        // Only before a brace do these begin something, and only there is a second one taken away.
        return "\"\(escaped.replacing("${", with: "$${").replacing("%{", with: "%%{"))\""
    }

    /// Whether a byte never is a part of what is written otherwise: printable ASCII without quotes, backslashes, `$` and `%`.
    private static func isPlain(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "$"), UInt8(ascii: "%"): false
        default: byte >= 0x20 && byte < 0x7F
        }
    }

    /// A name for a resource, made of the letters and digits of a text.
    private static func name(_ text: String) -> String {
        let words = text.lowercased().split { !($0.isASCII && ($0.isLetter || $0.isNumber)) }
        return words.joined(separator: "_")
    }
}
