import Frames

/// One line of text that is being typed, with its cursor.
struct LineEditor: Hashable, Sendable {
    /// Characters that a line may have; what is pasted beyond is dropped.
    static let limit = 2000

    private(set) var characters: [Character] = []
    /// The place in `characters` where typing goes on.
    private(set) var cursor = 0

    init(_ text: String = "") { replace(with: text) }

    var text: String { String(characters) }
    var isEmpty: Bool { characters.isEmpty }

    var head: String { String(characters[..<cursor]) }

    mutating func replace(with text: String) {
        characters = Array(Self.oneLine(text).prefix(Self.limit))
        cursor = characters.count
    }

    mutating func insert(_ text: String) {
        let added = Self.oneLine(text).prefix(max(0, Self.limit - characters.count))
        characters.insert(contentsOf: added, at: cursor)
        cursor += added.count
    }

    /// Does what an editing key does; false when the key is none.
    mutating func edit(_ key: Key) -> Bool {
        switch key {
        case .character(let character): insert(String(character))
        case .left, .control("b"): cursor = max(0, cursor - 1)
        case .right, .control("f"): cursor = min(characters.count, cursor + 1)
        case .home, .control("a"): cursor = 0
        case .end, .control("e"): cursor = characters.count
        case .backspace, .control("h"):
            if cursor > 0 { remove(cursor - 1..<cursor) }
        case .delete, .control("d"):
            if cursor < characters.count { remove(cursor..<cursor + 1) }
        case .control("u"): remove(0..<cursor)
        case .control("k"): remove(cursor..<characters.count)
        case .control("w"): remove(wordStart..<cursor)
        default: return false
        }
        return true
    }

    private var wordStart: Int {
        var place = cursor
        while place > 0, characters[place - 1] == " " { place -= 1 }
        while place > 0, characters[place - 1] != " " { place -= 1 }
        return place
    }

    private mutating func remove(_ range: Range<Int>) {
        characters.removeSubrange(range)
        cursor = range.lowerBound
    }

    /// The text with line ends and tabs as blanks and without other control characters.
    private static func oneLine(_ text: String) -> String {
        String(
            String.UnicodeScalarView(
                text.unicodeScalars.compactMap { scalar in
                    if scalar == "\n" || scalar == "\r" || scalar == "\t" { return " " }
                    return scalar.properties.generalCategory == .control ? nil : scalar
                }))
    }
}

extension String {
    /// Without blanks at its ends.
    var withoutOuterBlanks: String {
        String(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
    }
}
