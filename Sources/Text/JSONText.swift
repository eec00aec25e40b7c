/// JSON that is written with its keys in the order given.
public enum JSONText {
    /// A value.
    public indirect enum Value: Sendable {
        case null
        case bool(Bool)
        case number(Int)
        case string(String)
        case array([Value])
        /// Members whose keys are words of ours, which need no escape.
        case object([(String, Value)])
        /// Members whose keys are somebody's.
        case dictionary([(String, Value)])
        /// A value that was written before.
        case written(String)

        /// A text, or null.
        public static func optional(_ text: String?) -> Value { text.map(Value.string) ?? .null }

        /// Texts.
        public static func strings(_ texts: [String]) -> Value { .array(texts.map(Value.string)) }
    }

    /// The value on one line, all ASCII control characters escaped.
    public static func compact(_ value: Value) -> String {
        var text = ""
        write(value, to: &text)
        return text
    }

    /// Appends the value on one line.
    public static func write(_ value: Value, to text: inout String) {
        switch value {
        case .written(let written): text += written
        case .null: text += "null"
        case .bool(let flag): text += flag ? "true" : "false"
        case .number(let number): text += String(number)
        case .string(let string): quote(string, to: &text)
        case .array(let items): list(items, "[", "]", to: &text) { write($0, to: &$1) }
        case .object(let members):
            list(members, "{", "}", to: &text) { member, text in
                text += "\""
                text += member.0
                text += "\": "
                write(member.1, to: &text)
            }
        case .dictionary(let members):
            list(members, "{", "}", to: &text) { member, text in
                quote(member.0, to: &text)
                text += ": "
                write(member.1, to: &text)
            }
        }
    }

    @inline(__always)
    private static func list<Item>(
        _ items: [Item], _ open: String, _ close: String, to text: inout String, _ write: (Item, inout String) -> Void
    ) {
        text += open
        for (place, item) in items.enumerated() {
            if place > 0 { text += ", " }
            write(item, &text)
        }
        text += close
    }

    /// Escapes what JSON demands, and what a terminal would obey or reorder if the text were printed as it is.
    private static func quote(_ string: String, to text: inout String) {
        text += "\""
        let isPlain = string.utf8.allSatisfy {
            (0x20..<0x7F).contains($0) && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\")
        }
        if isPlain {
            text += string
            text += "\""
            return
        }
        for scalar in string.unicodeScalars {
            switch scalar {
            case "\"": text += "\\\""
            case "\\": text += "\\\\"
            case "\n": text += "\\n"
            case "\r": text += "\\r"
            case "\t": text += "\\t"
            case " "..."~": text.unicodeScalars.append(scalar)
            default:
                let category = scalar.properties.generalCategory
                if scalar.value < 0x20 || category == .control || category == .format || category == .lineSeparator
                    || category == .paragraphSeparator
                {
                    for unit in String(scalar).utf16 { text += "\\u" + EscapedText.hex(unit, digits: 4) }
                } else {
                    text.unicodeScalars.append(scalar)
                }
            }
        }
        text += "\""
    }
}
