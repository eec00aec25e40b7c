import CoreModel

/// What lets a part of the traffic through for a part of the addresses of one family.
public struct CoverPiece: Sendable {
    /// Points of traffic, one after the other (``TrafficSet``).
    var points: ClosedRange<UInt32>
    /// The addresses that they are let through for.
    var addresses: AddressSet

    /// A rectangle of traffic and addresses.
    public init(points: ClosedRange<UInt32>, addresses: AddressSet) {
        self.points = points
        self.addresses = addresses
    }
}

/// Sets of traffic and addresses together: rectangles of which several may cover what none covers alone.
public enum Cover {
    /// The part of some traffic for which pieces together do not hold all of some addresses; empty where they do.
    ///
    /// Quadratic in the pieces that hold a part of the addresses.
    public static func uncovered(_ traffic: TrafficSet, _ addresses: AddressSet, by pieces: [CoverPiece]) -> TrafficSet {
        var rest = traffic
        var partial: [CoverPiece] = []
        for piece in pieces where rest.intersects(TrafficSet(piece.points)) {
            if piece.addresses.isSuperset(of: addresses) {
                rest = rest.subtracting(TrafficSet(piece.points))
            } else if piece.addresses.intersects(addresses) {
                partial.append(piece)
            }
        }
        guard partial.count > 1, !rest.isEmpty else { return rest }
        var open: [ClosedRange<UInt32>] = []
        for interval in rest.intervals {
            for part in elementary(interval, partial) {
                let covering = partial.filter { $0.points.contains(part.lowerBound) }
                let held = AddressSet(covering.flatMap(\.addresses.intervals))
                if !held.isSuperset(of: addresses) { open.append(part) }
            }
        }
        return TrafficSet(open)
    }

    /// An interval cut where pieces begin and end, so that each piece holds all or nothing of each part.
    private static func elementary(_ interval: ClosedRange<UInt32>, _ pieces: [CoverPiece]) -> [ClosedRange<UInt32>] {
        var starts: Set<UInt32> = [interval.lowerBound]
        for piece in pieces {
            if interval.contains(piece.points.lowerBound) { starts.insert(piece.points.lowerBound) }
            if piece.points.upperBound < interval.upperBound, piece.points.upperBound >= interval.lowerBound {
                starts.insert(piece.points.upperBound + 1)
            }
        }
        let sorted = starts.sorted()
        return sorted.indices.map { place in
            sorted[place]...(place + 1 < sorted.count ? sorted[place + 1] - 1 : interval.upperBound)
        }
    }
}
