/// Where subjects stand in a map, by its nodes.
///
/// A map of which some boxes were put together keeps the table of the other one, with where each node of that went: a whole map may have
/// a hundred thousand boxes, and two tables of them are large.
struct MapPlaces: Sendable {
    private var own: [MapSubject: Int32] = [:]
    /// The table of the map before, but for folds, and the node that each of its nodes went into.
    private var before: [MapSubject: Int32] = [:]
    private var moved: [Int32] = []

    /// No places.
    init() {}

    /// The places of a map that was put together from another one, whose nodes went into some of its nodes; `folds` are those that stand in it.
    ///
    /// Complexity: linear in the nodes of the other map.
    init(_ other: MapPlaces, moved: [Int], folds: [MapSubject: Int]) {
        let nodes = moved.map { Int32($0) }
        if other.before.isEmpty {
            (before, self.moved) = (other.own, nodes)
        } else {
            (before, self.moved) = (other.before, other.moved.map { nodes[Int($0)] })
            own = other.own.filter { !$0.key.isFold }.mapValues { nodes[Int($0)] }
        }
        for (fold, place) in folds { own[fold] = Int32(place) }
    }

    /// The node of a subject; nil where it has none.
    subscript(subject: MapSubject) -> Int? {
        if let place = own[subject] { return Int(place) }
        // A fold that stands in another one is no longer there.
        if before.isEmpty || subject.isFold { return nil }
        return before[subject].map { Int(moved[Int($0)]) }
    }

    /// Says where a subject stands.
    mutating func set(_ subject: MapSubject, _ place: Int) { own[subject] = Int32(place) }
}
