import Text

/// What is kept of a pasted text before anybody looks at it.
enum PastedText {
    /// Characters of text, more than a line of a log has: what goes wrong stands near its beginning, or it stands nowhere.
    static let limit = 8192

    /// The beginning of a text, cut where it is too long; the cost does not grow with what is cut off.
    static func cut(_ text: String) -> String {
        let scalars = text.unicodeScalars
        guard let end = scalars.index(scalars.startIndex, offsetBy: limit, limitedBy: scalars.endIndex), end < scalars.endIndex
        else { return text }
        return String(scalars[..<end])
    }
}

extension ExplorerState {
    /// Says that a text without brackets was taken for a paste.
    mutating func say(pastedCharacters count: Int) {
        guard case .question(var question) = prompt else { return }
        question.understood = ["pasted \(TextCount.of(count, "character")): a question?"]
        prompt = .question(question)
    }
}
