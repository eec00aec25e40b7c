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
        steps = Self.steps(inventory.groups.count, rows.indices.map { (rows[$0].source.group, rows[$0].destination.group) })
    }

    /// Steps from the internet and networks to each group along flows; groups that nothing outside leads to come last.
    ///
    /// An end that is no group is nil.
    static func steps(_ count: Int, _ flows: [(source: GroupIndex?, destination: GroupIndex?)]) -> [Int] {
        var first: [Int] = []
        for flow in flows where flow.source == nil {
            if let destination = flow.destination { first.append(Int(destination.number)) }
        }
        let targets = Rows<Int32>(count: count) { body in
            for flow in flows {
                guard let source = flow.source, let destination = flow.destination else { continue }
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

    /// Numbers for ends in the order in which they come; a group, which most are, is found without a hash.
    private struct EndNumbers {
        private(set) var ends: [End] = []
        /// -1 for a group that did not come yet.
        private var ofGroups: [Int]
        private var others: [End: Int] = [:]

        init(groups count: Int) { ofGroups = Array(repeating: -1, count: count) }

        mutating func number(_ end: End) -> Int {
            if let group = end.group {
                let place = Int(group.number)
                if ofGroups[place] < 0 {
                    ofGroups[place] = ends.count
                    ends.append(end)
                }
                return ofGroups[place]
            }
            if let known = others[end] { return known }
            others[end] = ends.count
            ends.append(end)
            return ends.count - 1
        }
    }

    /// Brings rows into order; none is copied, since there may be a million.
    func sort(_ rows: inout [MatrixRow]) {
        var numbers = EndNumbers(groups: ranks.count)
        let named = rows.indices.map { place in
            (source: numbers.number(rows[place].source), destination: numbers.number(rows[place].destination))
        }
        let ends = numbers.ends.indices.map { (number: $0, rank: rank(numbers.ends[$0])) }.sorted { $0.rank < $1.rank }
        var places = [Int](repeating: 0, count: ends.count)
        for (place, end) in ends.enumerated() { places[end.number] = place }
        let keys = rows.indices.map { place in
            let traffic = rows[place].traffic.first
            return Key(
                flow: rows[place].flow ?? Int.max, source: places[named[place].source],
                destination: places[named[place].destination], traffic: (traffic?.from ?? -1, traffic?.to ?? -1), place: place)
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
