/// Lines of a file that people write, whichever system they write it on.
extension String {
    /// The lines, empty ones too, so that their places are their numbers: ends of lines are LF, CR LF and CR, and no line has one.
    ///
    /// A mark of the byte order (U+FEFF) before the first line is no part of it. Complexity: linear.
    public var fileLines: [Substring] {
        let text = unicodeScalars.first == "\u{FEFF}" ? self[unicodeScalars.index(after: startIndex)...] : self[...]
        // CR LF is one character, which is neither of its two.
        return text.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" || $0 == "\r" }
    }
}
