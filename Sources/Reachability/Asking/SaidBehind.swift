import CoreModel

/// What stands behind a question and is said of the whole of it: another time, changes to try, or that these are left out.
///
/// One question of the command line is asked so. Those of a file, of a board and of `--ask` are all asked of one reading.
public enum SaidBehind: Hashable, Sendable {
    /// `at yesterday 18:00`.
    case time
    /// `with off nat-0`.
    case change
    /// `before`: without the changes on trial.
    case before

    /// Words of a change that are looked at, at most.
    private static let longest = 40

    /// What a text ends in; nil for one that ends as a question does.
    public init?(endOf text: String) {
        let words = text.split(whereSeparator: \.isWhitespace).map(String.init)
        if TimedQuestion(text) != nil {
            self = .time
        } else if words.count > 1, Self.isBefore(words[words.count - 1]) {
            self = .before
        } else if words.indices.dropFirst().contains(where: { place in
            words[place].lowercased() == "with" && Self.beginsChange(Array(words[(place + 1)...].prefix(Self.longest)))
        }) {
            self = .change
        } else {
            return nil
        }
    }

    private static func isBefore(_ word: String) -> Bool {
        word.lowercased().prefix { !"?!.".contains($0) } == "before"
    }

    /// A text without a `before` at its end; nil where it has none.
    public static func withoutBefore(_ text: String) -> String? {
        guard let last = text.split(whereSeparator: \.isWhitespace).last, isBefore(String(last)) else { return nil }
        return String(text[..<last.startIndex]).trimmed
    }

    /// Whether a word begins what is said of the whole question, or what is meant so.
    static func begins(_ word: String) -> Bool {
        ["at", "before", "if", "unless", "with", "without"].contains(word.lowercased())
    }

    /// Whether a word is nearly one that changes or `before` begin with: "wth", "befor".
    static func isMistyped(_ word: String) -> Bool {
        guard (3...8).contains(word.count) else { return false }
        return ["before", "with", "without"].contains { EditDistance.between($0, word.lowercased()) == 1 }
    }

    /// Whether words say that something is off, with the verb behind it, or with nothing: "nat-9 off".
    static func saysOff(_ words: ArraySlice<String>) -> Bool {
        words.contains { word in word.lowercased().prefix { !"?!.".contains($0) } == "off" }
    }

    // MARK: Changes

    /// First words of changes that hardly follow "with" in a line of a log.
    private static let verbs: Set<String> = ["off", "accept", "exclude", "propagate", "cross-zones"]
    private static let signs: Set<Character> = ["+", "-", "~"]
    /// Words of which a change that begins with a sign has one.
    private static let keywords: Set<String> = [
        "ingress", "in", "inbound", "egress", "out", "outbound", "carries", "wears", "acl", "route", "tgw-route",
    ]

    /// Whether words begin as a change does; a sign alone also begins numbers and arrows.
    public static func beginsChange(_ words: [String]) -> Bool {
        guard let first = words.first, words.count > 1 || first.count > 1 else { return false }
        if verbs.contains(first.lowercased()) { return words.count > 1 }
        guard let sign = first.first, signs.contains(sign) else { return false }
        let rest = (first.count > 1 ? [String(first.dropFirst())] : []) + words.dropFirst()
        guard let next = rest.first, !next.hasPrefix(">"), first.count == 1 || next.first?.isNumber != true else { return false }
        return next.lowercased().hasPrefix("sgr-") || rest.contains { keywords.contains($0.lowercased()) }
    }
}
