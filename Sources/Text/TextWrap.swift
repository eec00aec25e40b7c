/// Breaks text into lines at blanks; names, ids, and ports with their protocol are never broken across lines.
public enum TextWrap {
    /// The lines, none wider than `width` columns unless one word is; at least one.
    public static func lines(_ text: String, width: Int) -> [String] {
        guard TerminalText.width(text) > width else { return [text] }
        var result: [String] = []
        var line = ""
        for word in words(text) {
            if line.isEmpty {
                line = word
            } else if TerminalText.width(line) + 1 + TerminalText.width(word) <= width {
                line += " " + word
            } else {
                result.append(line)
                line = word
            }
        }
        return result + [line]
    }

    /// As ``lines(_:width:)``, but a word that is wider than the line is broken within.
    public static func broken(_ text: String, width: Int) -> [String] {
        lines(text, width: width).flatMap { line -> [String] in
            guard TerminalText.width(line) > width else { return [line] }
            var pieces = [""]
            var used = 0
            for character in line {
                let columns = TerminalText.clusterWidth(character)
                if used + columns > width, used > 0 {
                    pieces.append("")
                    used = 0
                }
                pieces[pieces.count - 1].append(character)
                used += columns
            }
            return pieces
        }
    }

    /// The words; a protocol and its ports are one.
    private static func words(_ text: String) -> [String] {
        var result: [String] = []
        for word in text.split(separator: " ", omittingEmptySubsequences: false).map(String.init) {
            if let last = result.last, ["tcp", "udp", "icmp", "icmpv6", "port"].contains(last), word.first?.isNumber == true {
                result[result.count - 1] = "\(last) \(word)"
            } else {
                result.append(word)
            }
        }
        return result
    }
}
