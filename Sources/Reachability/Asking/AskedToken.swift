/// A piece of what somebody typed as a question.
enum AskedToken: Hashable {
    /// What stands in quotes: a name, whatever else it could be.
    case quoted(String)
    /// A word; what stands right behind a colon is `behindColon`.
    case word(String, behindColon: Bool)
    /// `->` and its kin; `isTurned` is `<-`.
    case arrow(isTurned: Bool)
    /// A comma between words.
    case comma

    /// The tokens of a text, in order.
    static func tokens(of text: String, isName: @escaping (String) -> Bool) -> [AskedToken] {
        var lexer = AskedLexer(text: text, isName: isName)
        return lexer.tokens()
    }
}

/// Cuts a text into tokens.
private struct AskedLexer {
    private let characters: [Character]
    private let isName: (String) -> Bool
    private var place = 0
    private var found: [AskedToken] = []

    /// Quotation marks with what closes each.
    private static let quotes: [Character: Set<Character>] = [
        "\"": ["\""], "“": ["”", "\""], "„": ["“", "”", "\""], "«": ["»"], "`": ["`"],
    ]
    private static let arrows: [(text: [Character], isTurned: Bool)] = [
        ("->", false), ("=>", false), ("~>", false), (">>", false), ("→", false), ("⇒", false), ("➜", false), (">", false),
        ("<-", true), ("<=", true), ("←", true), ("<", true),
    ].map { (Array($0.0), $0.1) }

    init(text: String, isName: @escaping (String) -> Bool) {
        characters = Array(text)
        self.isName = isName
    }

    mutating func tokens() -> [AskedToken] {
        while place < characters.count {
            let character = characters[place]
            if character.isWhitespace {
                place += 1
            } else if let arrow = arrow(at: place) {
                found.append(.arrow(isTurned: arrow.isTurned))
                place += arrow.length
            } else if let closing = Self.quotes[character],
                let end = characters[(place + 1)...].firstIndex(where: closing.contains)
            {
                found.append(.quoted(String(characters[(place + 1)..<end])))
                place = end + 1
                if place < characters.count, characters[place] == ":" {
                    place += 1
                    add(run(), behindColon: true)
                }
            } else if character == "," {
                found.append(.comma)
                place += 1
            } else {
                add(run(), behindColon: false)
            }
        }
        return found
    }

    private func arrow(at place: Int) -> (length: Int, isTurned: Bool)? {
        for arrow in Self.arrows where characters[place...].starts(with: arrow.text) { return (arrow.text.count, arrow.isTurned) }
        return nil
    }

    /// What stands up to white space or an arrow.
    private mutating func run() -> String {
        let start = place
        while place < characters.count, !characters[place].isWhitespace, arrow(at: place) == nil { place += 1 }
        return String(characters[start..<place])
    }

    private mutating func add(_ run: String, behindColon: Bool) {
        var word = run
        var trailing: [AskedToken] = []
        while let last = word.last, "?!;.".contains(last) || last == ",", !isName(word) {
            if last == "," { trailing = [.comma] }
            word.removeLast()
        }
        while let first = word.first, "(¿".contains(first) { word.removeFirst() }
        if word.hasSuffix(")"), !isName(word) { word.removeLast() }
        defer { found += trailing }
        if word.isEmpty { return }
        if !isName(word), word.contains("://"), let link = LinkHost(in: word) {
            found.append(.word(link.host, behindColon: false))
            if let port = link.port { found.append(.word(port, behindColon: true)) }
            return
        }
        if behindColon || isName(word) {
            found.append(.word(word, behindColon: behindColon))
            return
        }
        // Where commas join more than ports, they part words.
        let pieces = word.split(separator: ",", omittingEmptySubsequences: true).map(String.init)
        let joinsPorts =
            pieces.allSatisfy { $0.allSatisfy { $0.isNumber || $0 == "-" } || $0.contains("/") }
            || word.lastIndex(of: ":").map { colon in word[colon...].contains(",") } ?? false
        if pieces.count > 1, !joinsPorts {
            for (number, piece) in pieces.enumerated() {
                if number > 0 { found.append(.comma) }
                addParts(of: piece)
            }
            return
        }
        addParts(of: word)
    }

    /// `alb:rds:5432`, `[fd00::8]:443`, `10.0.11.24:45678`: what stands behind a colon is told apart.
    private mutating func addParts(of word: String) {
        if isName(word) {
            found.append(.word(word, behindColon: false))
            return
        }
        if word.hasPrefix("["), let close = word.lastIndex(of: "]") {
            found.append(.word(String(word[...close]), behindColon: false))
            let rest = word[word.index(after: close)...]
            if rest.hasPrefix(":"), rest.count > 1 { found.append(.word(String(rest.dropFirst()), behindColon: true)) }
            return
        }
        let colons = word.count { $0 == ":" }
        let isSix = colons > 1 && word.prefix { $0 != "/" }.allSatisfy { $0.isHexDigit || ":.%".contains($0) }
        if colons == 0 || isSix {
            found.append(.word(word, behindColon: false))
            return
        }
        for (number, piece) in word.split(separator: ":").map(String.init).enumerated() {
            found.append(.word(piece, behindColon: number > 0))
        }
    }
}
