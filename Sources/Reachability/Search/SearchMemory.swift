/// What a search over groups marks on its way; an index keeps it from one search to the next, since making it costs more than most searches.
struct SearchMemory: Sendable {
    /// Groups that were found.
    var settled: Marks
    /// Groups that were tested with the present one of the frontier.
    var tested: Marks
    /// Groups with a rule that covers the first address of the present one.
    var coversFirst: Marks
    /// Groups that rules of one member of the present group name on its own side, and those whose rules of the other side name it.
    var named: Marks
    var naming: Marks
    /// Rules for spaces that were held against the open sides of all who live there.
    var triedRules = NumberTable<HopRule>()
    /// Classes of open traffic that were held against all others.
    var triedClasses: Marks
    /// Classes of which every group was found.
    var settledClasses: Marks
    /// The places by lowest address whose groups may not be settled yet.
    var places: UnsettledPlaces

    /// Memory for searches of an index.
    init(_ index: ReachIndex) {
        let groups = index.rank.count
        settled = Marks(count: groups)
        tested = settled
        coversFirst = settled
        named = settled
        naming = settled
        triedClasses = Marks(count: index.classes.count)
        settledClasses = triedClasses
        places = UnsettledPlaces(count: index.byLow.count)
    }

    /// Forgets the search before.
    mutating func clear() {
        settled.removeAll()
        triedRules.removeAll()
        triedClasses.removeAll()
        settledClasses.removeAll()
        places.clear()
    }
}

/// Places of which some are passed for good, so that the next one that is not is found quickly: chains are shortened on the way.
struct UnsettledPlaces: Sendable {
    /// For each place one behind which nothing before it is left; its own number where the stamp is not the present one.
    private var next: [Int32]
    private var known: Marks
    private let count: Int

    init(count: Int) {
        self.count = count
        next = Array(repeating: 0, count: count + 1)
        known = Marks(count: count + 1)
    }

    mutating func clear() { known.removeAll() }

    /// The first place from one on that does not pass a test; the number of places where there is none.
    ///
    /// What passes once passes until ``clear()``.
    mutating func first(from start: Int, passing isPassed: (Int) -> Bool) -> Int {
        let start = min(start, count)
        var place = follow(start)
        while place < count, isPassed(place) { place = follow(place + 1) }
        set(start, place)
        return place
    }

    private func follow(_ place: Int) -> Int { known.contains(place) ? Int(next[place]) : place }

    private mutating func set(_ place: Int, _ target: Int) {
        known.insert(place)
        next[place] = Int32(target)
    }
}
