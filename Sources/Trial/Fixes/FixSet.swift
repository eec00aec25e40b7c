import CoreModel
import Reachability

/// A question with what it is meant to come to.
public struct MeantQuestion: Sendable, Hashable {
    /// What is asked.
    public let question: Question
    /// What it is meant to be: allowed or blocked; what depends is meant by nobody.
    public let meant: Verdict

    /// A question that is meant to be allowed or blocked.
    public init(_ question: Question, meant: Verdict) { (self.question, self.meant) = (question, meant) }
}

/// Few edits after which every question of a set is as it is meant: proved by asking all of them again.
public struct FixSet: Sendable {
    /// The edits, in order; none where all is as meant already.
    public let edits: [Edit]
    /// What the questions come to without them, in their order.
    public let before: [Verdict]
    /// Whether it is known that fewer edits of the kinds that are looked at do not do it.
    public let isSmallest: Bool
}

/// Why no edits are given that make all questions of a set as they are meant.
public struct NoFixSet: Error, Sendable {
    /// Why one question stays as it is.
    public enum Reason: Sendable, Hashable {
        /// No change is known that opens it, and what the answer says of that.
        case notOpened(NoFix?, NoNetworkFix?)
        /// What opens it leaves something open: it depends then.
        case dependsThen
        /// No rule that lets it through can be taken out: what lets it through is not known, or is no rule.
        case notClosed
        /// Whatever makes it as it is meant makes another one otherwise, by its place.
        case against(Int)
        /// Too much had to be tried.
        case notFound
    }

    /// The questions that are not as meant, by their places, each with why.
    public let reasons: [(place: Int, reason: Reason)]
    /// What the questions come to, in their order.
    public let before: [Verdict]
}

extension Analyzer {
    /// The fixes of one question that each let it through, the answer's own among the first; proved by asking again.
    ///
    /// Complexity: an answer, and a verdict for each.
    public func fixChoices(
        of question: Question, _ scope: AnswerScope = .everything, atMost limit: Int
    ) -> [[Edit]] {
        var found: [[Edit]] = []
        for set in FixCandidates(analyzer: self, scope: scope).sets(question, meant: .allowed) where !set.isEmpty {
            if found.count == limit { break }
            if found.contains(where: { Set($0) == Set(set) }) { continue }
            let tried = applying(set)
            if let again = self.question(question, after: tried.inventory), tried.wholeVerdict(again, scope) == .allowed {
                found.append(set)
            }
        }
        return found
    }

    /// The smallest set of edits that makes every question as it is meant, none of which makes another one otherwise.
    ///
    /// Looked at are the fixes of answers, also with another group that the same members carry, and taking out rules, with narrower ones in
    /// their place where others need them; where rules alone do not do it, also taking groups off interfaces and entries of ACLs that deny. Where that is too much to try all of it, a set is given that is not known to be the smallest.
    public func fixes(
        _ wanted: [MeantQuestion], _ scope: AnswerScope = .everything
    ) throws(NoFixSet) -> FixSet {
        var search = FixSetSearch(self, wanted, scope)
        return try search.found()
    }
}
