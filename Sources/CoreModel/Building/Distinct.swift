extension Sequence where Element: Hashable {
    /// The elements in their order, each once.
    ///
    /// Complexity: O(n).
    public func distinct() -> [Element] {
        var seen = Set<Element>()
        return filter { seen.insert($0).inserted }
    }

    /// The elements that stand in it more than once, each once.
    var repeated: [Element] {
        var seen = Set<Element>()
        var again = Set<Element>()
        return filter { !seen.insert($0).inserted && again.insert($0).inserted }
    }
}
