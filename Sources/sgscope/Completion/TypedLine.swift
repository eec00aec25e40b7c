/// A line of a POSIX shell up to the cursor, as its words: quotes and backslashes are taken away, and nothing is expanded or run.
struct TypedLine {
    /// The words of the command that the cursor is in; the last one is the one that is being typed, and may be empty.
    private(set) var words: [String] = []
    /// The quotation mark that is still open at the cursor; nil where none is.
    private(set) var openQuote: Character?
    /// What of the last word stands before the part that the shell replaces: it breaks words at more signs than blanks.
    private(set) var head = ""

    /// Reads a line; `breaks` are the signs at which bash's line editor begins a new part of a word.
    init(_ line: String, breaks: String) {
        var (word, isWord) = ("", false)
        var isEscaped = false
        // Where in the word the part begins that is replaced.
        var partStart = 0
        for character in line {
            if isEscaped {
                isEscaped = false
                // Between double quotes a backslash stands for itself before most characters.
                if openQuote == "\"", !"\"\\$`".contains(character) { word.append("\\") }
                word.append(character)
                continue
            }
            switch (character, openQuote) {
            case ("\\", nil), ("\\", "\""?):
                isEscaped = true
                isWord = true
            case (_, let open?) where open == character:
                openQuote = nil
            case (_, _?): word.append(character)
            case ("'", nil), ("\"", nil):
                openQuote = character
                isWord = true
                partStart = word.count
            case (" ", nil), ("\t", nil):
                if isWord { words.append(word) }
                (word, isWord, partStart) = ("", false, 0)
            case (";", nil), ("|", nil), ("&", nil), ("(", nil), ("\n", nil):
                words = []
                (word, isWord, partStart) = ("", false, 0)
            default:
                word.append(character)
                isWord = true
                if breaks.contains(character) { partStart = word.count }
            }
        }
        words.append(word)
        head = String(word.prefix(partStart))
    }

    /// A word as it is to stand in place of the part that the shell replaces; nil where the word cannot stand there.
    func replacement(_ word: String) -> String? {
        guard word.lowercased().hasPrefix(head.lowercased()) else { return nil }
        return Self.quoted(String(word.dropFirst(head.count)), within: openQuote)
    }

    /// A text so that bash takes it for these characters and nothing else, within quotation marks that are open, or without any; nil
    /// where that cannot be.
    static func quoted(_ text: String, within quote: Character?) -> String? {
        switch quote {
        case "'"?: return text.replacing("'", with: "'\\''")
        case "\""?:
            // A sign of the shell's history cannot be quoted there.
            if text.contains("!") { return nil }
            return text.map { "\"\\$`".contains($0) ? "\\\($0)" : String($0) }.joined()
        default:
            return text.map { character in
                let isPlain = !character.isASCII || character.isLetter || character.isNumber || "_./@%+,:=-".contains(character)
                return isPlain ? String(character) : "\\\(character)"
            }.joined()
        }
    }

    /// The word at the cursor as zsh and fish hand it over: as it is typed, with a quotation mark that may be open.
    static func unquoted(_ typed: String) -> String { TypedLine(typed, breaks: "").words.joined(separator: " ") }
}
