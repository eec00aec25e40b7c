/// A source with the port that its connections are opened from: `10.0.11.24:45678`, `[fd00::5]:45678`, `api:45678`.
public struct ClientText: Hashable, Sendable {
    /// The end without the port.
    public let end: String
    /// The port; nil where none stands behind the last colon, or an IPv6 address without brackets may end there.
    public let port: Int?

    /// Takes a source apart.
    public init(_ text: String) {
        let text = text.trimmed
        let colon = text.lastIndex(of: ":")
        let head = colon.map { text[..<$0] } ?? ""
        let isWhole = !head.isEmpty && (!head.contains(":") || head.hasPrefix("[") && head.hasSuffix("]"))
        let digits = colon.map { text[text.index(after: $0)...] } ?? ""
        if isWhole, !digits.isEmpty, digits.count <= 5, digits.allSatisfy({ $0.isASCII && $0.isNumber }), let port = Int(digits),
            (1...65535).contains(port)
        {
            (end, self.port) = (String(head), port)
        } else {
            (end, self.port) = (text, nil)
        }
    }

    /// An end with a port behind it, as it is read back.
    public static func text(_ end: String, port: Int) -> String {
        "\(QuestionText.bracketed(end)):\(port)"
    }
}
