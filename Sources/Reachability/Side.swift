import SecurityGroups

/// What one side of a flow lets through: for each stretch of the traffic asked about, the part of the other end's addresses.
struct Side: Hashable, Sendable {
    /// A stretch of traffic over which the same rules apply.
    struct Piece: Hashable, Sendable {
        var points: ClosedRange<UInt32>
        var coverage: Coverage
    }

    /// Why a side is judged without rules.
    enum Basis: Hashable, Sendable {
        /// By the rules of these groups.
        case rules([GroupIndex])
        /// A host or an interface without groups: filtered by nothing.
        case noGroups
        /// An address that may carry any group.
        case unknownAddress
    }

    var basis: Basis
    /// Ascending and together exactly the traffic asked about.
    var pieces: [Piece]

    /// Whether everything asked is let through, whatever the unknown facts are.
    func passes(_ peer: Subject) -> Bool {
        pieces.allSatisfy { $0.coverage.certain.isSuperset(of: peer.addresses) }
    }

    /// Whether nothing asked is let through, whatever the unknown facts are.
    var fails: Bool { pieces.allSatisfy { $0.coverage.possible.isEmpty } }
}

/// Judges one side of a pair of subjects by the rules that apply to it.
struct SideJudge: Sendable {
    let inventory: Inventory
    let peers: PeerCoverage
    let asked: TrafficSet

    func side(_ direction: Direction, of subject: Subject, towards peer: Subject, countsReferences: Bool) -> Side {
        switch subject.carrier {
        case .outside: return uniform(.noGroups, .everything(of: peer))
        case .unknown: return uniform(.unknownAddress, .perhaps(peer.addresses))
        case .groups(let groups):
            if groups.isEmpty { return uniform(.noGroups, .everything(of: peer)) }
            var parts = coveredParts(direction, groups, peer, countsReferences)
            if groups.contains(where: { inventory[$0].knowledge(direction) != .complete }) {
                parts += asked.intervals.map { ($0, .perhaps(peer.addresses)) }
            }
            return Side(basis: .rules(groups), pieces: pieces(parts, peer))
        }
    }

    private func uniform(_ basis: Side.Basis, _ coverage: Coverage) -> Side {
        Side(basis: basis, pieces: asked.intervals.map { Side.Piece(points: $0, coverage: coverage) })
    }

    /// What each rule lets through of the traffic asked, in the order of the rules.
    private func coveredParts(
        _ direction: Direction, _ groups: [GroupIndex], _ peer: Subject, _ countsReferences: Bool
    ) -> [(ClosedRange<UInt32>, Coverage)] {
        var parts: [(ClosedRange<UInt32>, Coverage)] = []
        for group in groups {
            for place in inventory[group].rules(direction) {
                let rule = inventory.rules[place]
                let points = rule.traffic.points
                guard asked.intervals.contains(where: { $0.overlaps(points) }) else { continue }
                let coverage = peers.coverage(of: rule, over: peer, countsReferences: countsReferences)
                if coverage.possible.isEmpty { continue }
                parts += asked.intervals.filter { $0.overlaps(points) }.map { ($0.clamped(to: points), coverage) }
            }
        }
        return parts
    }

    /// Cuts the traffic asked where coverage changes and unites what covers each stretch.
    private func pieces(_ parts: [(ClosedRange<UInt32>, Coverage)], _ peer: Subject) -> [Side.Piece] {
        var cuts = Set<UInt32>()
        for (points, _) in parts {
            cuts.insert(points.lowerBound)
            cuts.insert(points.upperBound + 1)
        }
        let sorted = cuts.sorted()
        return asked.intervals.flatMap { interval in
            let inner = sorted.filter { $0 > interval.lowerBound && $0 <= interval.upperBound }
            let starts = [interval.lowerBound] + inner
            return starts.indices.map { place in
                let end = place + 1 < starts.count ? starts[place + 1] - 1 : interval.upperBound
                let covering = parts.filter { $0.0.contains(starts[place]) }
                let coverage = covering.reduce(Coverage.nothing) { $0.union($1.1) }
                return Side.Piece(points: starts[place]...end, coverage: coverage)
            }
        }
    }
}
