import Annotations
import Notes
import Reachability
import CoreModel

/// The order of a matrix: as the notes document the flows, then from the outside in, by names.
struct MatrixOrder {
    /// The place of each group among all by name.
    private let ranks: [Int]
    private let steps: [Int]

    /// Finds how many steps each group is away from the outside.
    init(_ annotations: Annotations, rows: [MatrixRow]) {
        let inventory = annotations.inventory
        let names = inventory.groups.indices.map { annotations.names.name(of: GroupIndex($0)) }
        var ranks = Array(repeating: 0, count: names.count)
        for (rank, place) in names.indices.sorted(by: { names[$0] < names[$1] }).enumerated() { ranks[place] = rank }
        self.ranks = ranks
        steps = Self.steps(inventory.groups.count, rows.map { ($0.source, $0.destination) })
    }

    /// Steps from the internet and networks to each group along flows; groups that nothing outside leads to come last.
    static func steps(_ count: Int, _ flows: [(source: End, destination: End)]) -> [Int] {
        var first: [Int] = []
        for flow in flows where flow.source.group == nil {
            if let destination = flow.destination.group { first.append(Int(destination.number)) }
        }
        let targets = Rows<Int32>(count: count) { body in
            for flow in flows {
                guard let source = flow.source.group, let destination = flow.destination.group else { continue }
                body(Int(source.number), Int32(destination.number))
            }
        }
        return BreadthFirst.steps(from: first, along: targets).map { $0.map { $0 + 1 } ?? .max / 2 }
    }

    private struct Key: Comparable {
        let flow: Int
        /// The places of the two ends among all, from the outside in.
        let source: Int
        let destination: Int
        let traffic: (Int32, Int32)
        let place: Int

        static func < (left: Key, right: Key) -> Bool {
            (left.flow, left.source, left.destination, left.traffic.0, left.traffic.1, left.place)
                < (right.flow, right.source, right.destination, right.traffic.0, right.traffic.1, right.place)
        }

        static func == (left: Key, right: Key) -> Bool { left.place == right.place }
    }

    /// Brings rows into order; none is copied, since there may be a million.
    func sort(_ rows: inout [MatrixRow]) {
        var distinct = Set<End>()
        for row in rows {
            distinct.insert(row.source)
            distinct.insert(row.destination)
        }
        let ends = distinct.map { (end: $0, rank: rank($0)) }.sorted { $0.rank < $1.rank }
        let places = Dictionary(uniqueKeysWithValues: ends.enumerated().map { ($1.end, $0) })
        let keys = rows.enumerated().map { place, row in
            Key(
                flow: row.flow ?? Int.max, source: places[row.source] ?? 0, destination: places[row.destination] ?? 0,
                traffic: (row.traffic.first?.from ?? -1, row.traffic.first?.to ?? -1), place: place)
        }
        var order = keys.sorted().map(\.place)
        for start in order.indices {
            var place = start
            while order[place] != start {
                let next = order[place]
                rows.swapAt(place, next)
                order[place] = place
                place = next
            }
            order[place] = place
        }
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
