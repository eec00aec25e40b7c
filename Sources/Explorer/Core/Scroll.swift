extension ExplorerState {
    /// A place in a list of lines.
    struct Scroll: Hashable, Sendable {
        /// The line that is selected.
        var cursor = 0
        /// The first line that is seen.
        var top = 0

        /// The same with the cursor on a line and in view.
        func clamped(lines: Int, height: Int) -> Self {
            var result = self
            result.cursor = min(max(0, cursor), max(0, lines - 1))
            let height = max(1, height)
            result.top = min(max(0, top), max(0, lines - height))
            result.top = min(max(result.top, result.cursor - height + 1), result.cursor)
            return result
        }
    }
}

/// A place in a list of items, of which each takes as many lines as it needs.
struct ItemScroll: Hashable, Sendable {
    /// The item that is chosen.
    var cursor = 0
    /// The first line that is seen.
    var top = 0

    /// Brings the cursor back to an item, and the first line to one behind which the list fills its pane.
    mutating func clamp(items: Int, lines: Int, height: Int) {
        cursor = min(max(0, cursor), max(0, items - 1))
        top = min(max(0, top), max(0, lines - max(1, height)))
    }

    /// Moves as little as brings lines into view; the first of them where the pane is too low for all.
    mutating func reveal(from first: Int, to last: Int, height: Int) { top = min(max(top, last - max(1, height) + 1), first) }
}

extension [Int] {
    /// Of places in ascending order the next behind one, or before it where `step` is negative, round and round; nil where there are none.
    func next(from place: Int, by step: Int) -> Int? {
        step > 0 ? first { $0 > place } ?? first : last { $0 < place } ?? last
    }
}
