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
        case .written(let written): append(written, to: &text)
        case .null: append("null", to: &text)
        case .bool(let flag): append(flag ? "true" : "false", to: &text)
        case .number(let number): append(String(number), to: &text)
        case .string(let string): quote(string, to: &text)
        case .array(let items):
            list(items, UInt8(ascii: "["), UInt8(ascii: "]"), to: &text) { write($0, to: &$1) }
        case .object(let members):
            list(members, UInt8(ascii: "{"), UInt8(ascii: "}"), to: &text) { member, text in
                text.append(UInt8(ascii: "\""))
                append(member.0, to: &text)
                text.append(UInt8(ascii: "\""))
                text.append(UInt8(ascii: ":"))
                text.append(UInt8(ascii: " "))
                write(member.1, to: &text)
            }
        case .dictionary(let members):
            list(members, UInt8(ascii: "{"), UInt8(ascii: "}"), to: &text) { member, text in
                quote(member.0, to: &text)
                text.append(UInt8(ascii: ":"))
                text.append(UInt8(ascii: " "))
                write(member.1, to: &text)
            }
        }
    }

    @inline(__always)
    private static func list<Item>(
        _ items: [Item], _ open: UInt8, _ close: UInt8, to text: inout [UInt8], _ write: (Item, inout [UInt8]) -> Void
    ) {
        text.append(open)
        for (place, item) in items.enumerated() {
            if place > 0 {
                text.append(UInt8(ascii: ","))
                text.append(UInt8(ascii: " "))
            }
            write(item, &text)
        }
        text.append(close)
    }

    /// Appends a text as it is, as one run of bytes.
    private static func append(_ string: String, to text: inout [UInt8]) {
        var string = string
        string.withUTF8 { text.append(contentsOf: $0) }
    }

    /// Escapes what JSON demands, and what a terminal would obey or reorder if the text were printed as it is.
    private static func quote(_ string: String, to text: inout [UInt8]) {
        text.append(UInt8(ascii: "\""))
        var plain = string
        let isPlain = plain.withUTF8 { bytes in
            for byte in bytes where byte < 0x20 || byte > 0x7E || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") {
                return false
            }
            text.append(contentsOf: bytes)
            return true
        }
        if !isPlain, !quoteLines(&plain, to: &text) { append(escaped(string), to: &text) }
        text.append(UInt8(ascii: "\""))
    }

    /// The same for printable ASCII with lines and quotes, as commands are, byte by byte; false, with nothing added, for all else.
    private static func quoteLines(_ string: inout String, to text: inout [UInt8]) -> Bool {
        string.withUTF8 { bytes in
            for byte in bytes where byte < 0x20 && byte != UInt8(ascii: "\n") || byte > 0x7E { return false }
            for byte in bytes {
                switch byte {
                case UInt8(ascii: "\n"):
                    text.append(UInt8(ascii: "\\"))
                    text.append(UInt8(ascii: "n"))
                case UInt8(ascii: "\""), UInt8(ascii: "\\"):
                    text.append(UInt8(ascii: "\\"))
                    text.append(byte)
                default: text.append(byte)
                }
            }
            return true
        }
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
