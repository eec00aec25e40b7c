import CoreModel

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
