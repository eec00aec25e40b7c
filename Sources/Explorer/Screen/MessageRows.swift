import Text

/// A message in the rows at the bottom of the screen: one, or two where it is longer, so that its end, which says what to do, is seen.
enum MessageRows {
    /// Columns that are left of a path.
    private static let shortest = 16

    /// The rows of a width.
    ///
    /// A path is shortened in its middle where that saves a row of more than two; nothing else is left out.
    static func rows(_ message: String, width: Int) -> [String] {
        let text = TerminalText.safe(message)
        if TerminalText.width(text) <= width { return [text] }
        var words = text.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
        while true {
            let rows = TextWrap.lines(words.joined(separator: " "), width: width)
            if rows.count <= 2 { return rows }
            let paths = words.indices.filter { words[$0].contains("/") && words[$0].count > shortest }
            guard let longest = paths.max(by: { words[$0].count < words[$1].count }) else { return rows }
            words[longest] = shortened(words[longest])
        }
    }

    /// A path with a little less of its middle: what it begins with, and the file's own name, stay longest.
    private static func shortened(_ path: String) -> String {
        let sign = "..."
        let parts = path.split(separator: sign, maxSplits: 1, omittingEmptySubsequences: false)
        if parts.count == 2, path.contains("/...") || path.contains(".../") || parts[0].count + parts[1].count > shortest {
            let (head, tail) = (parts[0], parts[1])
            return head.count > 8 ? "\(head.dropLast())\(sign)\(tail)" : "\(head)\(sign)\(tail.dropFirst())"
        }
        let kept = path.count - sign.count - 1
        return "\(path.prefix(kept / 2))\(sign)\(path.suffix(kept - kept / 2))"
    }
}
