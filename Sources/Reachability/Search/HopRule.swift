import CoreModel

/// A rule as a search over groups sees it: for certain, not open to everything, and about somebody who is there.
struct HopRule: Hashable, Sendable {
    /// The other side: an end packed for a search that looks at a million of them, with all networks by number.
    enum Peer: Hashable, Sendable {
        /// A network or a prefix list that holds some of ``Stations/addresses``, by its number among the spaces of a ``ReachIndex``.
        case space(UInt32)
        /// A group; the reference is not stale.
        case group(GroupIndex)
    }

    var firstPoint: UInt32
    var lastPoint: UInt32
    var peer: Peer

    init(_ points: ClosedRange<UInt32>, _ peer: Peer) {
        firstPoint = points.lowerBound
        lastPoint = points.upperBound
        self.peer = peer
    }

    /// The traffic that it lets through.
    var points: ClosedRange<UInt32> { firstPoint...lastPoint }

    func overlaps(_ other: HopRule) -> Bool { firstPoint <= other.lastPoint && other.firstPoint <= lastPoint }

    /// Whether it lets some of the traffic of a set through.
    func overlaps(_ set: TrafficSet) -> Bool { set.overlaps(firstPoint, lastPoint) }
}

extension HopRule: NumberedKey {
    var word: UInt64 {
        let named: UInt64 =
            switch peer {
            case .space(let space): UInt64(space) << 1
            case .group(let group): UInt64(group.number) << 1 | 1
            }
        return named << 31 ^ UInt64(firstPoint) << 24 ^ UInt64(lastPoint)
    }
}

extension IntervalSet {
    /// Whether a member lies within two bounds.
    func overlaps(_ low: Bound, _ high: Bound) -> Bool {
        for interval in intervals where interval.upperBound >= low { return interval.lowerBound <= high }
        return false
    }
}
