/// Text that came from outside, made safe for the formats that reports are written in.
public enum EscapedText {
    /// A cell of a CSV file (RFC 4180), quoted where it must be.
    ///
    /// A text that a spreadsheet would take for a formula (it begins with `=`, `+`, `-` or `@`, also behind blanks) gets a `'` in front,
    /// as OWASP advises: https://owasp.org/www-community/attacks/CSV_Injection. Control characters are shown, so a row is one line.
    static func csv(_ text: String) -> String {
        if isPlain(text) { return text }
        var safe = TerminalText.safe(text)
        if let first = safe.first(where: { !$0.isWhitespace }), "=+-@＝＋－＠".contains(first) { safe = "'" + safe }
        guard safe.contains(where: { ",\"'".contains($0) }) || safe.first == " " || safe.last == " " else { return safe }
        return "\"" + safe.replacing("\"", with: "\"\"") + "\""
    }

    /// Whether a cell needs nothing: printable ASCII without the separator, quotes or a formula's sign at its beginning.
    private static func isPlain(_ text: String) -> Bool {
        var isFirst = true
        for byte in text.utf8 {
            guard (0x21..<0x7F).contains(byte) || (byte == 0x20 && !isFirst), !",\"'".utf8.contains(byte) else { return false }
            if isFirst, "=+-@".utf8.contains(byte) { return false }
            isFirst = false
        }
        return text.utf8.last != 0x20
    }

    /// A row of a CSV file with its line end.
    public static func csvRow(_ cells: [String]) -> String {
        cells.map(csv).joined(separator: ",") + "\r\n"
    }

    /// Text of a Markdown document, on one line: what Markdown or HTML would obey is escaped.
    public static func markdown(_ text: String) -> String {
        var result = ""
        var before: Character = " "
        for character in TerminalText.safe(text) {
            switch character {
            case "\\", "`", "*", "[", "]", "|", "<", ">", "~": result += "\\\(character)"
            case "&": result += "&amp;"
            // Within a word an underscore is itself; at its edge it would begin emphasis.
            case "_" where !before.isLetter && !before.isNumber: result += "\\_"
            default: result.append(character)
            }
            before = character
        }
        return result.hasSuffix("_") ? result.dropLast() + "\\_" : result
    }

    /// Text that begins a paragraph or a point of a Markdown document: what would make it a heading, a list or a rule is escaped too.
    public static func markdownParagraph(_ text: String) -> String {
        let text = markdown(text)
        guard let first = text.first else { return text }
        if "#+-=".contains(first) { return "\\" + text }
        let digits = text.prefix { $0.isASCII && $0.isNumber }
        if !digits.isEmpty, let next = text.dropFirst(digits.count).first, ".)".contains(next) {
            return digits + "\\" + text.dropFirst(digits.count)
        }
        return text
    }

    /// Text or an attribute of an XML document, an HTML document included.
    ///
    /// What XML 1.0 forbids, and what a terminal would obey, is shown.
    public static func xml(_ text: String) -> String {
        replacing(in: TerminalText.safe(text)) { scalar in
            switch scalar {
            case "&": "&amp;"
            case "<": "&lt;"
            case ">": "&gt;"
            case "\"": "&quot;"
            case "'": "&#39;"
            default: nil
            }
        }
    }

    /// A text as YAML: bare where nothing of it can be taken for something else, else in double quotes.
    public static func yaml(_ text: String) -> String {
        let isBare =
            text.first?.isLetter == true && text.last != " "
            && text.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "-_./ ".contains($0)) }
            && !["null", "true", "false", "yes", "no", "on", "off", "y", "n"].contains(text.lowercased())
        if isBare { return text }
        let escaped = replacing(in: text) { scalar in
            switch scalar {
            case "\"": return "\\\""
            case "\\": return "\\\\"
            default:
                switch scalar.properties.generalCategory {
                case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse, .unassigned:
                    return "\\U" + hex(scalar.value, digits: 8)
                default: return nil
                }
            }
        }
        return "\"\(escaped)\""
    }

    /// A number in hexadecimal digits, with zeros in front up to some digits.
    public static func hex(_ number: some FixedWidthInteger, digits: Int) -> String {
        let text = String(number, radix: 16)
        return String(repeating: "0", count: max(0, digits - text.count)) + text
    }

    /// A text with some of its scalars written otherwise; `nil` leaves one as it is.
    public static func replacing(in text: String, _ escape: (Unicode.Scalar) -> String?) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            if let escaped = escape(scalar) { result += escaped } else { result.unicodeScalars.append(scalar) }
        }
        return result
    }
}
