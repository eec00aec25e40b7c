import Annotations
import Notes
import Reachability
import CoreModel

/// The order of a matrix: as the notes document the flows, then from the outside in, by names.
struct MatrixOrder {
    /// The place of each group among all by name.
    private let ranks: [Int]
    private let steps: [Int]

    /// The groups that a flow begins and ends at; nil for an end that is no group.
    typealias Ends = (source: GroupIndex?, destination: GroupIndex?)

    /// Finds how many steps each group is away from the outside.
    init(_ annotations: Annotations, rows: [MatrixRow]) {
        self.init(annotations, flows: rows.count) { (rows[$0].packedSource.group, rows[$0].packedDestination.group) }
    }

    /// The same for so many flows, of each of which `ends` tells the groups.
    init(_ annotations: Annotations, flows count: Int, _ ends: (Int) -> Ends) {
        let inventory = annotations.inventory
        let names = inventory.groups.indices.map { annotations.names.name(of: GroupIndex($0)) }
        var ranks = Array(repeating: 0, count: names.count)
        for (rank, place) in names.indices.sorted(by: { names[$0] < names[$1] }).enumerated() { ranks[place] = rank }
        self.ranks = ranks
        steps = Self.steps(inventory.groups.count, flows: count, ends)
    }

    /// Steps from the internet and networks to each group along flows; groups that nothing outside leads to come last.
    ///
    /// `ends` tells the groups of each of so many flows; it is asked three times.
    static func steps(_ groups: Int, flows count: Int, _ ends: (Int) -> Ends) -> [Int] {
        var first: [Int] = []
        for flow in 0..<count {
            let own = ends(flow)
            if own.source == nil, let destination = own.destination { first.append(Int(destination.number)) }
        }
        let targets = Rows<Int32>(count: groups) { body in
            for flow in 0..<count {
                let own = ends(flow)
                guard let source = own.source, let destination = own.destination else { continue }
                body(Int(source.number), Int32(destination.number))
            }
        }
        return BreadthFirst.steps(from: first, along: targets).map { $0.map { $0 + 1 } ?? .max / 2 }
    }

    /// What a row is ordered by: 24 bytes, since there may be a million.
    private struct Key: Comparable {
        /// The documented flow; the largest number where there is none.
        let flow: Int32
        /// The numbers of the two ends, then their places among all from the outside in.
        var source: Int32
        var destination: Int32
        let from: Int32
        let to: Int32
        /// Where the row stands.
        let place: Int32

        static func < (left: Key, right: Key) -> Bool {
            (left.flow, left.source, left.destination, left.from, left.to, left.place)
                < (right.flow, right.source, right.destination, right.from, right.to, right.place)
        }

        static func == (left: Key, right: Key) -> Bool { left.place == right.place }
    }

    /// Brings rows into order; none is copied, since there may be a million.
    func sort(_ rows: inout [MatrixRow]) {
        var keys = rows.withUnsafeBufferPointer { self.keys(of: $0) }
        keys.sort()
        rows.arrange(keys.map(\.place))
    }

    private func keys(of rows: UnsafeBufferPointer<MatrixRow>) -> [Key] {
        var numbers = EndNumbers(groups: ranks.count)
        var keys: [Key] = []
        keys.reserveCapacity(rows.count)
        for place in rows.indices {
            let traffic = rows[place].traffic.first
            keys.append(
                Key(
                    flow: rows[place].flow.map { Int32($0) } ?? .max,
                    source: Int32(numbers.number(of: rows[place].packedSource)),
                    destination: Int32(numbers.number(of: rows[place].packedDestination)),
                    from: traffic?.from ?? -1, to: traffic?.to ?? -1, place: Int32(place)))
        }
        let places = self.places(of: numbers.ends)
        for place in keys.indices {
            keys[place].source = places[Int(keys[place].source)]
            keys[place].destination = places[Int(keys[place].destination)]
        }
        return keys
    }

    /// The place of each end among all, from the outside in.
    private func places(of ends: [PackedEnd]) -> [Int32] {
        let ranked = ends.indices.map { (number: $0, rank: rank(ends[$0].end)) }.sorted { $0.rank < $1.rank }
        var places = [Int32](repeating: 0, count: ranked.count)
        for (place, end) in ranked.enumerated() { places[end.number] = Int32(place) }
        return places
    }

    /// From the outside in, as ends are ordered; groups by their distance from the outside, then by name.
    struct Rank: Comparable {
        let end: End
        let step: Int
        let name: Int

        static func < (left: Rank, right: Rank) -> Bool {
            guard left.end.group != nil, right.end.group != nil else { return left.end < right.end }
            return (left.step, left.name) < (right.step, right.name)
        }
    }

    func rank(_ end: End) -> Rank {
        let place = end.group.map { Int($0.number) }
        return Rank(end: end, step: place.map { steps[$0] } ?? 0, name: place.map { ranks[$0] } ?? 0)
    }
}
