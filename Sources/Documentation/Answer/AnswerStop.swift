import CoreModel
import Reachability
import Text
import Words

/// Something of an answer that one can go to: a row of its ladder, a kind of member, what stands behind a load balancer.
public enum AnswerStop: Hashable, Sendable {
    /// A row of the ladder; `leg` 1 is the second ladder, of the connection that a load balancer opens.
    case hop(leg: Int, row: Int)
    /// Members whose ways are alike, by their place in ``WayAnswer/kinds``.
    case kind(Int)
    /// Members with the same groups, by their place in ``Answer/members``.
    case member(Int)
    /// One interface of an end, by its place in ``Answer/answers``.
    case interface(Int)
    /// What stands behind a load balancer, by its place in ``BehindText/rows``.
    case target(Int)
    /// A group on the way round, by its place in ``Answer/path``: the end of that hop; 0 is where the way begins.
    case station(Int)

    /// The ladder's row that it is; nil for everything else.
    public var hop: (leg: Int, row: Int)? { if case .hop(let leg, let row) = self { (leg, row) } else { nil } }
}

/// One line of an answer, with what one can go to at it.
public struct AnswerLine: Hashable, Sendable {
    /// The line.
    public let line: StyledLine
    /// What stands in it, in order; several where rows of the ladder are folded, or a line names several groups.
    public let stops: [AnswerStop]

    /// Makes one.
    public init(_ line: StyledLine, stops: [AnswerStop] = []) { (self.line, self.stops) = (line, stops) }
}

extension AnswerText {
    /// The words of a ladder's way: of the one asked, or of the connection that a load balancer opens; nil where there is none.
    public func ladder(_ leg: Int) -> WayText? {
        let way = leg == 0 ? way : way?.behind?.leg
        return way?.way.ladder.isEmpty == false ? way : nil
    }
}
