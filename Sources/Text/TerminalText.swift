/// Text that came from outside, made safe for a terminal and measured in its columns.
public enum TerminalText {
    /// The terminal columns that a text takes: combining marks 0, East Asian wide characters and emoji 2.
    public static func width(_ text: String) -> Int {
        if text.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) { return text.utf8.count }
        return text.reduce(0) { $0 + clusterWidth($1) }
    }

    /// The text with everything that a terminal would obey, or that would hide or reorder text, shown instead.
    ///
    ///     TerminalText.safe("a\u{1b}[31m") == "a␛[31m"
    ///     TerminalText.safe("x\u{202e}y") == "x\\u{202e}y"
    public static func safe(_ text: String) -> String {
        if text.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) { return text }
        var result = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            switch scalar.value {
            case 0x00..<0x20: append(Unicode.Scalar(0x2400 + scalar.value), to: &result)
            case 0x7F: append("␡", to: &result)
            case 0x200C, 0x200D: result.append(scalar)
            default:
                switch scalar.properties.generalCategory {
                case .control, .format, .lineSeparator, .paragraphSeparator, .unassigned, .surrogate, .privateUse:
                    result.append(contentsOf: "\\u{\(String(scalar.value, radix: 16))}".unicodeScalars)
                case .nonspacingMark where result.isEmpty, .enclosingMark where result.isEmpty:
                    result.append(contentsOf: "◌".unicodeScalars)
                    result.append(scalar)
                default: result.append(scalar)
                }
            }
        }
        return String(result)
    }

    /// The text cut to some columns, with `ending` where something was cut.
    public static func fitted(_ text: String, to columns: Int, ending: String = "…") -> String {
        guard width(text) > columns else { return text }
        var result = ""
        var used = width(ending)
        guard used <= columns else { return padded("", to: columns) }
        for character in text {
            used += clusterWidth(character)
            if used > columns { break }
            result.append(character)
        }
        return result + ending
    }

    /// The text with blanks behind it up to some columns; as it is where it takes as many.
    public static func padded(_ text: String, to columns: Int) -> String {
        text + String(repeating: " ", count: max(0, columns - width(text)))
    }

    /// The text without the blanks at its end.
    public static func trimmed(_ text: String) -> String {
        var text = text[...]
        while text.utf8.last == 0x20 { text.removeLast() }
        return String(text)
    }

    /// The columns of one grapheme cluster: those of its widest part.
    public static func clusterWidth(_ cluster: Character) -> Int {
        var width = 0
        for scalar in cluster.unicodeScalars {
            if scalar.value == 0xFE0F { return max(width, width == 0 ? 0 : 2) }
            width = max(width, scalarWidth(scalar))
        }
        return width
    }
}

private func append(_ scalar: Unicode.Scalar?, to view: inout String.UnicodeScalarView) {
    if let scalar { view.append(scalar) }
}

private func scalarWidth(_ scalar: Unicode.Scalar) -> Int {
    let value = scalar.value
    if value < 0x300 { return value < 0x20 || (value >= 0x7F && value < 0xA0) ? 0 : 1 }
    if wideRanges.contains(where: { $0.contains(value) }) { return 2 }
    let properties = scalar.properties
    if properties.isEmojiPresentation { return 2 }
    switch properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format, .control: return 0
    default: return 1
    }
}

/// East Asian wide and fullwidth characters (Unicode's EastAsianWidth W and F) other than emoji.
private let wideRanges: [ClosedRange<UInt32>] = [
    0x1100...0x115F, 0x2329...0x232A, 0x2E80...0x3029, 0x302E...0x303E, 0x3041...0x3098, 0x309B...0xA4CF, 0xA960...0xA97F,
    0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE10...0xFE19, 0xFE30...0xFE6F, 0xFF01...0xFF60, 0xFFE0...0xFFE6, 0x16FE0...0x18DFF,
    0x1AFF0...0x1B2FF, 0x1F200...0x1F265, 0x20000...0x3FFFD,
]
