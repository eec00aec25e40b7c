/// JSON that is written with its keys in the order given.
public enum JSONText {
    /// A value.
    public enum Value: Sendable {
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
        var text: [UInt8] = []
        write(value, to: &text)
        return String(decoding: text, as: UTF8.self)
    }

    /// Appends the value on one line, as UTF-8.
    public static func write(_ value: Value, to text: inout [UInt8]) {
        switch value {
        case .written(let written): text += written.utf8
        case .null: text += "null".utf8
        case .bool(let flag): text += (flag ? "true" : "false").utf8
        case .number(let number): text += String(number).utf8
        case .string(let string): quote(string, to: &text)
        case .array(let items): list(items, "[", "]", to: &text) { write($0, to: &$1) }
        case .object(let members):
            list(members, "{", "}", to: &text) { member, text in
                text.append(UInt8(ascii: "\""))
                text += member.0.utf8
                text += "\": ".utf8
                write(member.1, to: &text)
            }
        case .dictionary(let members):
            list(members, "{", "}", to: &text) { member, text in
                quote(member.0, to: &text)
                text += ": ".utf8
                write(member.1, to: &text)
            }
        }
    }

    @inline(__always)
    private static func list<Item>(
        _ items: [Item], _ open: String, _ close: String, to text: inout [UInt8], _ write: (Item, inout [UInt8]) -> Void
    ) {
        text += open.utf8
        for (place, item) in items.enumerated() {
            if place > 0 { text += ", ".utf8 }
            write(item, &text)
        }
        text += close.utf8
    }

    /// Escapes what JSON demands, and what a terminal would obey or reorder if the text were printed as it is.
    private static func quote(_ string: String, to text: inout [UInt8]) {
        text.append(UInt8(ascii: "\""))
        let isPlain = string.utf8.allSatisfy {
            (0x20..<0x7F).contains($0) && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\")
        }
        if isPlain { text += string.utf8 } else { text += escaped(string).utf8 }
        text.append(UInt8(ascii: "\""))
    }

    private static func escaped(_ string: String) -> String {
        var text = ""
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
        return text
    }
}
