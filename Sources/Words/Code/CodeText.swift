import Text

/// Texts and names as code has them.
public enum CodeText {
    /// A text in double quotes, as JSON, YAML and TypeScript read it: no character of it ends it.
    public static func quoted(_ text: String) -> String {
        // These two end a line for some readers of JavaScript.
        JSONText.compact(.string(text)).replacing("\u{2028}", with: "\\u2028").replacing("\u{2029}", with: "\\u2029")
    }

    /// A text without line ends and control characters.
    public static func oneLine(_ text: String) -> String {
        String(TerminalText.safe(text).map { $0.isNewline || $0 == "\u{2028}" || $0 == "\u{2029}" ? " " : $0 })
    }

    /// The words of a name: runs of letters and digits.
    private static func words(_ text: String) -> [String] {
        text.lowercased().split { !($0.isASCII && ($0.isLetter || $0.isNumber)) }.map(String.init)
    }

    /// "rds_tcp_5432_from_alb", which does not begin with a digit.
    public static func snake(_ text: String) -> String { named(words(text).joined(separator: "_"), "_") }

    /// "rds-tcp-5432-from-alb".
    public static func kebab(_ text: String) -> String { named(words(text).joined(separator: "-"), "-") }

    /// "RdsTcp5432FromAlb".
    public static func camel(_ text: String) -> String {
        named(words(text).map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined(), "")
    }

    /// "ipProtocol", of "ip_protocol".
    public static func lowerCamel(_ key: String) -> String {
        let parts = key.split(separator: "_").map(String.init)
        let rest = parts.dropFirst().map { $0.prefix(1).uppercased() + $0.dropFirst() }
        return (parts.first ?? "") + rest.joined()
    }

    private static func named(_ name: String, _ joint: String) -> String {
        guard let first = name.first else { return "change" }
        return first.isNumber ? (joint.isEmpty ? "N\(name)" : "n\(joint)\(name)") : name
    }
}
