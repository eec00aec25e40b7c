import CoreModel
import Reachability

/// Who can reach an end in one step: for certain, and perhaps.
public struct WhoSet: Hashable, Sendable {
    /// Those of whom some can for certain: the internet, groups, networks, prefix lists.
    public private(set) var certain: [End] = []
    /// Those for whom it depends.
    public private(set) var open: [End] = []
    /// Whether rules that are not in the input may let in others.
    public private(set) var hasUnlisted = false

    /// Those whom an answer lists; whoever reaches it over others only is not among them.
    public init(_ who: Who) {
        for reacher in who.reachers where reacher.hops == 1 {
            let end = reacher.group.map(End.group) ?? .internet
            if reacher.group == nil, reacher.verdict == .depends { open.append(end) } else { certain.append(end) }
        }
        for loose in who.besides {
            let end: End
            switch (loose.end, loose.kind) {
            case (_, .otherFamily), (_, .staleRule): continue
            case (.network(let network), _): end = .network(network)
            case (.prefixList(let place), _): end = .prefixList(place)
            case (.group(let group), _): end = .group(group)
            case (.unlisted, _):
                hasUnlisted = true
                continue
            }
            if loose.verdict == .allowed { certain.append(end) } else { open.append(end) }
        }
        certain = certain.distinct()
        open = open.distinct().filter { !certain.contains($0) }
    }

    /// Who is one too many or one too few, beside those who are meant.
    func difference(meant: [(name: String, end: End?)]) -> WhoDifference {
        let ends = meant.compactMap(\.end)
        return WhoDifference(
            more: certain.filter { !ends.contains($0) },
            fewer: meant.filter { one in one.end.map { !certain.contains($0) && !open.contains($0) } ?? true }.map(\.name),
            open: open, hasUnlisted: hasUnlisted)
    }
}

/// How those who can reach an end differ from those who are meant to.
public struct WhoDifference: Hashable, Sendable {
    /// Those who can and are not meant to.
    public let more: [End]
    /// Those who are meant to and cannot, as they are called on the board.
    public let fewer: [String]
    /// Those of whom it depends whether they can.
    public let open: [End]
    /// Whether rules that are not in the input may let in others.
    public let hasUnlisted: Bool

    /// How a `who` with this difference stands: open where it rests only on what depends or is not in the input.
    public var standing: PinJudgement.Standing {
        if !more.isEmpty || !fewer.isEmpty { return .otherwise }
        return open.isEmpty && !hasUnlisted ? .asMeant : .open
    }
}
