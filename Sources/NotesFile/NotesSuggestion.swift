/// What a mistyped word was probably meant to be.
enum Suggestion {
    /// The nearest of the known words, when it is near enough: at most a third of its letters differ.
    static func nearest(to word: String, among known: [String]) -> String? {
        let letters = Array(word.lowercased().prefix(64))
        let candidates = known.map { (word: $0, distance: distance(letters, Array($0.lowercased().prefix(64)))) }
        guard let best = candidates.min(by: { $0.distance < $1.distance }) else { return nil }
        return best.distance <= max(1, best.word.count / 3) ? best.word : nil
    }

    /// How many letters must be put in, taken out or exchanged; neighbours that changed places count once.
    private static func distance(_ left: [Character], _ right: [Character]) -> Int {
        var before: [Int] = []
        var previous = Array(0...right.count)
        for row in left.indices {
            var current = [row + 1]
            for column in right.indices {
                let isSame = left[row] == right[column]
                var least = min(previous[column + 1] + 1, current[column] + 1, previous[column] + (isSame ? 0 : 1))
                if row > 0, column > 0, left[row] == right[column - 1], left[row - 1] == right[column] {
                    least = min(least, before[column - 1] + 1)
                }
                current.append(least)
            }
            (before, previous) = (previous, current)
        }
        return previous[right.count]
    }
}
