import CoreModel

/// What a network ACL does to packets of one family, piece by piece.
///
/// Source: https://docs.aws.amazon.com/vpc/latest/userguide/nacl-rules.html: the entry with the lowest number that matches decides, and
/// no other is looked at.
public struct NetworkACLJudgement: Hashable, Sendable {
    /// Packets that are decided alike.
    public struct Piece: Hashable, Sendable {
        /// The far addresses: sources of what enters, destinations of what leaves.
        public let addresses: AddressSet
        /// The traffic, as points (see `Traffic`).
        public let points: TrafficSet
        /// What decides.
        public let decision: Decision

        /// What becomes of them.
        public var outcome: Outcome {
            switch decision {
            case .entry(_, let action): action == .allow ? .pass : .fail
            case .last: .fail
            case .open: .depends
            }
        }
    }

    /// What decides over a piece.
    public enum Decision: Hashable, Sendable {
        /// An entry, by its place in the ACL's `entries`.
        case entry(Int, NetworkACLEntry.Action)
        /// No entry matches: the last one denies.
        case last
        /// The input does not settle it: entries that may decide, by their places, and what the list lacks.
        case open([Int], ListKnowledge)
    }

    /// The pieces; together exactly what was asked, each with something in it.
    public let pieces: [Piece]

    /// What becomes of everything that was asked: some of it allowed and some not depends.
    public var outcome: Outcome {
        guard let first = pieces.first?.outcome else { return .pass }
        return pieces.allSatisfy { $0.outcome == first } ? first : .depends
    }
}

extension NetworkACL {
    /// What its entries of a direction do to traffic with far addresses of a family.
    ///
    /// Complexity: linear in the entries and the pieces that they cut.
    public func judge(
        _ direction: Direction, far addresses: AddressSet, _ version: IPVersion, _ points: TrafficSet
    ) -> NetworkACLJudgement {
        var evaluation = NetworkACLEvaluation(knowledge: knowledge(direction))
        evaluation.rest = addresses.isEmpty || points.isEmpty ? [] : [.init(addresses: addresses, points: points, open: [])]
        for (place, entry) in entries.enumerated() where entry.direction == direction {
            if let own = entry.version, own != version { continue }
            if evaluation.rest.isEmpty { break }
            evaluation.take(entry, at: place)
        }
        return evaluation.finished()
    }
}

/// Cuts what is asked by the entries, in their order.
private struct NetworkACLEvaluation {
    /// What no entry has decided yet.
    struct Region {
        var addresses: AddressSet
        var points: TrafficSet
        /// Entries that may have decided, with what they may do.
        var open: [(place: Int, actions: Actions)]
    }

    /// What an entry may do: one of them where its action is told.
    struct Actions {
        var mayAllow: Bool
        var mayDeny: Bool

        init(_ action: NetworkACLEntry.Action?) { (mayAllow, mayDeny) = (action != .deny, action != .allow) }

        /// The one that it does; nil where it may do both.
        var certain: NetworkACLEntry.Action? { mayAllow && mayDeny ? nil : mayAllow ? .allow : .deny }

        mutating func add(_ other: Actions) {
            (mayAllow, mayDeny) = (mayAllow || other.mayAllow, mayDeny || other.mayDeny)
        }
    }

    let knowledge: ListKnowledge
    var rest: [Region] = []
    private var pieces: [NetworkACLJudgement.Piece] = []

    init(knowledge: ListKnowledge) { self.knowledge = knowledge }

    mutating func take(_ entry: NetworkACLEntry, at place: Int) {
        if rest.allSatisfy({ entry.isFar(from: $0.addresses, $0.points) }) { return }
        let actions = Actions(entry.action)
        // Whether a packet within what is known of the entry is matched for certain.
        let matches = entry.number != nil && entry.network != nil && entry.traffic != nil && entry.doubt == .none
        var next: [Region] = []
        for region in rest {
            if entry.isFar(from: region.addresses, region.points) {
                next.append(region)
                continue
            }
            let addresses = entry.network.map { region.addresses.intersection(AddressSet($0.range)) } ?? region.addresses
            let points = entry.traffic.map { region.points.intersection(TrafficSet($0.points)) } ?? region.points
            guard !addresses.isEmpty, !points.isEmpty else {
                next.append(region)
                continue
            }
            var matched = Region(addresses: addresses, points: points, open: region.open)
            if matches {
                decide(matched, place, actions)
            } else {
                matched.open.append((place, actions))
                next.append(matched)
            }
            let besides = region.addresses.subtracting(addresses)
            if !besides.isEmpty { next.append(Region(addresses: besides, points: region.points, open: region.open)) }
            let others = region.points.subtracting(points)
            if !others.isEmpty { next.append(Region(addresses: addresses, points: others, open: region.open)) }
        }
        rest = next
    }

    private mutating func decide(_ region: Region, _ place: Int, _ actions: Actions) {
        var all = actions
        for one in region.open { all.add(one.actions) }
        if let action = all.certain {
            add(region, .entry(place, action))
        } else {
            add(region, .open(region.open.map(\.place) + (actions.certain == nil ? [place] : []), knowledge))
        }
    }

    private mutating func add(_ region: Region, _ decision: NetworkACLJudgement.Decision) {
        var own = decision
        // Of a list that may have more, an entry that is not known may come first.
        if !knowledge.isComplete {
            switch decision {
            case .entry, .last: own = .open([], knowledge)
            case .open: break
            }
        }
        pieces.append(.init(addresses: region.addresses, points: region.points, decision: own))
    }

    mutating func finished() -> NetworkACLJudgement {
        for region in rest {
            let allows = region.open.filter(\.actions.mayAllow)
            add(region, allows.isEmpty ? .last : .open(allows.map(\.place), knowledge))
        }
        return NetworkACLJudgement(pieces: pieces)
    }
}

extension NetworkACLEntry {
    /// Whether no packet of some addresses and traffic can match: told without making a set, as most entries are for others.
    fileprivate func isFar(from addresses: AddressSet, _ points: TrafficSet) -> Bool {
        if let network, !addresses.intervals.contains(where: { $0.overlaps(network.range) }) { return true }
        if let traffic, !points.intervals.contains(where: { $0.overlaps(traffic.points) }) { return true }
        return false
    }
}
