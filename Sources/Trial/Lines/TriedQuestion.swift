import CoreModel
import Reachability

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
            if SaidBehind.beginsChange(words[(place + 1)...].prefix(Self.longest).map(String.init)) { starts.append(place) }
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
}
