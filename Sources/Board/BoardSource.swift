import Reachability

/// The board as it was read, with what is said of its file.
public struct BoardSource: Hashable, Sendable {
    /// The pins; none where there is no file yet.
    public var board: Board
    /// Where the file lies, or will: "sgscope-board.yaml, beside the notes"; nil where none can be kept.
    public var place: String?
    /// Whether the file is there.
    public var isThere: Bool
    /// Why a file that is there is not used.
    public var problem: String?

    /// A board with its place; without arguments one that nobody keeps.
    public init(_ board: Board = Board(), place: String? = nil, isThere: Bool = false, problem: String? = nil) {
        self.board = board
        self.place = place
        self.isThere = isThere
        self.problem = problem
    }
}

extension Pin {
    /// The same question with what is meant next when it is pinned again: as it is, otherwise, not judged, off, and from the start.
    ///
    /// - Parameter verdict: What the question comes to now; nil where it has no verdict.
    public func turned(verdict: Verdict?) -> Pin {
        var next = self
        next.line = 0
        let others = Verdict.allCases.filter { $0 != verdict && (verdict == .depends || $0 != .depends) }
        let steps: [Meant?] = (verdict.map { [.verdict($0)] } ?? []) + others.map { .verdict($0) } + [nil]
        guard let place = steps.firstIndex(of: meant) else {
            next.meant = steps.first ?? nil
            return next
        }
        if place + 1 < steps.count { next.meant = steps[place + 1] } else { next.isOff = true }
        return next
    }
}
