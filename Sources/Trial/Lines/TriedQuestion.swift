import CoreModel

/// A question with the changes that it is asked with: "api -> rds:5432 with off nat-0".
///
/// Changes stand last, each behind `with`, or `and` where one stands before it.
public struct TriedQuestion: Hashable, Sendable {
    /// The question without the changes.
    public let question: String
    /// The changes as they were written.
    public let changes: [String]

    /// Words of a change that are looked at, at most.
    private static let longest = 40

    /// Nil for a text in which nothing behind `with` begins as a change does.
    public init?(_ text: String) {
        let words = Self.words(text)
        // Places of the words that changes stand behind.
        var starts: [Int] = []
        for place in words.indices.dropFirst() where words.index(after: place) < words.endIndex {
            let word = words[place].lowercased()
            guard word == "with" || word == "and" && !starts.isEmpty else { continue }
            if Self.isChange(words[(place + 1)...].prefix(Self.longest).map(String.init)) { starts.append(place) }
        }
        guard let first = starts.first else { return nil }
        question = String(text[..<words[first].startIndex]).trimmed
        changes = starts.enumerated().map { number, start in
            let end = number + 1 < starts.count ? words[starts[number + 1]].startIndex : text.endIndex
            let change = text[words[start + 1].startIndex..<end]
            return String(change.prefix(change.count - change.reversed().prefix { $0.isWhitespace || "?!".contains($0) }.count))
        }
    }

    /// The words of a text; what stands in quotes is one, and no keyword.
    private static func words(_ text: String) -> [Substring] {
        var words: [Substring] = []
        var place = text.startIndex
        while place < text.endIndex {
            if text[place].isWhitespace {
                place = text.index(after: place)
                continue
            }
            let start = place
            if text[place] == "\"" {
                place = text[text.index(after: place)...].firstIndex(of: "\"").map { text.index(after: $0) } ?? text.endIndex
            } else {
                while place < text.endIndex, !text[place].isWhitespace { place = text.index(after: place) }
            }
            words.append(text[start..<place])
        }
        return words
    }

    /// First words of changes that hardly follow "with" in a line of a log.
    private static let verbs: Set<String> = ["off", "accept", "exclude", "propagate", "cross-zones"]

    /// Whether words begin as a change does; a sign alone also begins numbers and arrows.
    private static func isChange(_ words: [String]) -> Bool {
        guard let first = words.first, words.count > 1 || first.count > 1 else { return false }
        let word = first.lowercased()
        if verbs.contains(word) { return words.count > 1 }
        guard TrialWords.signs.contains(String(first.prefix(1))) else { return false }
        let rest = (first.count > 1 ? [String(first.dropFirst())] : []) + words.dropFirst()
        guard let next = rest.first, !next.hasPrefix(">"), first.count == 1 || next.first?.isNumber != true else { return false }
        let keywords = TrialWords.directions.union(TrialWords.carries).union(TrialWords.things)
        return next.lowercased().hasPrefix("sgr-") || rest.contains { keywords.contains($0.lowercased()) }
    }
}
