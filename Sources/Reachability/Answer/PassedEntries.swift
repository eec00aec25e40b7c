import CoreModel

/// What the entries of a network ACL do with a packet, or with its answer, that passes it.
public struct PassedEntries: Hashable, Sendable {
    /// The ACL.
    public let acl: NetworkACLIndex
    /// The packet or its answer.
    public let leg: Stage.Leg
    /// Into the subnet or out of it.
    public let direction: Direction
    /// The family of what passes.
    public let version: IPVersion
    /// What decides over what, the entry that does it, or the last one, and in which order: by number, the last one last.
    public let pieces: [NetworkACLJudgement.Piece]
    /// The fields in which entries differ that were looked at before the one that decides, by their places.
    public let misses: [Int: [FailedField]]

    /// The pieces that an entry decides over, or may.
    public func pieces(of entry: Int) -> [NetworkACLJudgement.Piece] {
        pieces.filter { piece in
            switch piece.decision {
            case .entry(let place, _): place == entry
            case .open(let places, _): places.contains(entry)
            case .last: false
            }
        }
    }

    /// The pieces that the last entry denies.
    public var ofLast: [NetworkACLJudgement.Piece] { pieces.filter { $0.decision == .last } }
}

extension Stage {
    /// What the entries of the ACL that it passes do; nil where it passes none, or none that is told.
    ///
    /// Complexity: linear in the entries and the pieces that they cut.
    public func entries(_ topology: Topology) -> PassedEntries? {
        guard case .acl(let index, let judgement) = reason, let direction else { return nil }
        let acl = topology[index]
        // All of them were looked at where none decides.
        let looked = judgement.pieces.map { piece in
            if case .entry(let place, _) = piece.decision { place } else { acl.entries.count }
        }.max()
        let whole = judgement.pieces.reduce(into: (addresses: AddressSet(), points: TrafficSet())) { all, piece in
            all = (all.addresses.union(piece.addresses), all.points.union(piece.points))
        }
        var misses: [Int: [FailedField]] = [:]
        for (place, entry) in acl.entries.enumerated() where entry.direction == direction && place < (looked ?? 0) {
            if let own = entry.version ?? entry.network?.version, own != source.version {
                misses[place] = [.family]
                continue
            }
            let failed = EntryMisses.failed(entry, addresses: whole.addresses, whole.points, direction)
            if !failed.isEmpty { misses[place] = failed }
        }
        return PassedEntries(
            acl: index, leg: leg, direction: direction, version: source.version, pieces: judgement.pieces, misses: misses)
    }
}
