import CoreModel
import Reachability

/// Where subjects stand in a map, by its nodes.
///
/// A map of which some boxes were put together keeps the table of the other one, with where each node of that went: a whole map may have
/// a hundred thousand boxes, and two tables of them are large.
struct MapPlaces: Sendable {
    private var own = Table()
    /// The table of the map before, but for folds, and the node that each of its nodes went into.
    private var before = Table()
    private var moved: [Int32] = []

    /// No places.
    init() {}

    /// The places of a map that was put together from another one, whose nodes went into some of its nodes; `folds` are those that stand in it.
    ///
    /// Complexity: linear in the nodes of the other map.
    init(_ other: MapPlaces, moved: [Int32], folds: [MapSubject: Int]) {
        if other.before.isEmpty {
            (before, self.moved) = (other.own, moved)
        } else {
            (before, self.moved) = (other.before, other.moved.map { moved[Int($0)] })
            own = other.own.moved(to: moved)
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

    /// Nodes by their subjects: a look-up stands behind both ends of each of a million lines, so that groups are found without a hash and
    /// IPv4 networks by that of one word.
    private struct Table {
        /// By the numbers of groups, -1 for one that has no node; up to the last one that has.
        private var groups: [Int32] = []
        private var networks: [UInt64: Int32] = [:]
        private var others: [MapSubject: Int32] = [:]

        var isEmpty: Bool { groups.isEmpty && networks.isEmpty && others.isEmpty }

        subscript(subject: MapSubject) -> Int32? {
            get {
                switch subject {
                case .end(.group(let group)):
                    let place = Int(group.number)
                    return place < groups.count && groups[place] >= 0 ? groups[place] : nil
                case .end(.network(let network)) where network.version == .v4: return networks[Self.word(network)]
                default: return others[subject]
                }
            }
            set {
                switch subject {
                case .end(.group(let group)):
                    let place = Int(group.number)
                    if place >= groups.count { groups += repeatElement(-1, count: place + 1 - groups.count) }
                    groups[place] = newValue ?? -1
                case .end(.network(let network)) where network.version == .v4: networks[Self.word(network)] = newValue
                default: others[subject] = newValue
                }
            }
        }

        private static func word(_ network: IPNetwork) -> UInt64 {
            UInt64(truncatingIfNeeded: network.address.bits) << 8 | UInt64(network.prefixLength)
        }

        /// The same without folds, for nodes that went elsewhere.
        func moved(to nodes: [Int32]) -> Table {
            var moved = Table()
            moved.groups = groups.map { $0 < 0 ? -1 : nodes[Int($0)] }
            moved.networks = networks.mapValues { nodes[Int($0)] }
            moved.others = others.filter { !$0.key.isFold }.mapValues { nodes[Int($0)] }
            return moved
        }
    }
}
