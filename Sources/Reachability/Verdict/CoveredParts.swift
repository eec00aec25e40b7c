import CoreModel

/// What a side lets through of what was asked: for each traffic the addresses that pass on it.
///
/// Traffic and addresses are kept together: a port that is open to everybody and one that is open to an office are two parts.
public struct CoveredParts: Hashable, Sendable {
    /// Addresses that pass on the same traffic.
    public struct Part: Hashable, Sendable {
        /// The addresses.
        public internal(set) var addresses: AddressSet
        /// The traffic.
        public internal(set) var traffic: TrafficSet
    }

    /// What passes: what everybody may send comes first.
    public private(set) var parts: [Part] = []
    /// All addresses that are asked about.
    public let all: AddressSet
    /// All traffic that is asked about.
    public let asked: TrafficSet

    init(_ pairs: [Pair], _ side: Direction, _ asked: TrafficSet, isCertain: Bool) {
        self.asked = asked
        all = AddressSet(pairs.flatMap { $0.peer(side).addresses.intervals })
        var byPoints: [ClosedRange<UInt32>: [ClosedRange<UInt128>]] = [:]
        var cuts = Set<UInt32>()
        for pair in pairs {
            for piece in pair.side(side).pieces {
                cuts.insert(piece.points.lowerBound)
                cuts.insert(piece.points.upperBound &+ 1)
            }
        }
        let starts = cuts.sorted()
        for pair in pairs {
            for piece in pair.side(side).pieces {
                let covered = (isCertain ? piece.coverage.certain : piece.coverage.possible).intervals
                if covered.isEmpty { continue }
                let first = starts.firstPlace { $0 > piece.points.lowerBound }
                var low = piece.points.lowerBound
                for place in first...max(first, starts.count - 1) where low <= piece.points.upperBound {
                    let high = place < starts.count ? min(starts[place] - 1, piece.points.upperBound) : piece.points.upperBound
                    byPoints[low...high, default: []] += covered
                    low = high + 1
                }
            }
        }
        for (points, ranges) in byPoints.sorted(by: { $0.key.lowerBound < $1.key.lowerBound }) {
            let addresses = AddressSet(ranges)
            if let known = parts.firstIndex(where: { $0.addresses == addresses }) {
                parts[known].traffic = parts[known].traffic.union(TrafficSet(points))
            } else {
                parts.append(Part(addresses: addresses, traffic: TrafficSet(points)))
            }
        }
        // What everybody may send comes first.
        parts = parts.filter { $0.addresses == all } + parts.filter { $0.addresses != all }
    }

    /// Whether some of the addresses do not pass, on any traffic.
    var isByAddress: Bool { parts.contains { $0.addresses != all } }

    /// Whether everything that is asked passes, or nothing of it.
    var isAllOrNothing: Bool { parts.allSatisfy { $0.addresses == all && $0.traffic == asked } }
}
