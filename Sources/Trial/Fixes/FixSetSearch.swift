import CoreModel
import Reachability

/// Looks for the fewest edits that make every question of a set as it is meant.
///
/// The first question that is not as meant has to be made so by one of its candidates; each is laid over the inventory, and what is not as
/// meant then is looked at likewise. No edit takes back an earlier one. Sets are looked for by how many edits they have, so that the first
/// one that is found is a smallest of these.
struct FixSetSearch {
    private let base: Analyzer
    private let wanted: [MeantQuestion]
    private let scope: AnswerScope
    /// Inventories that may still be asked.
    private var rest = FixSetSearch.limit
    private var visited: Set<Set<Edit>> = []
    private var known: [Set<Edit>: [[Edit]]] = [:]

    /// Inventories that are asked at most; each costs a verdict a question.
    private static let limit = 3_000
    /// Edits of a set at most that is looked for by all means.
    private static let depth = 12

    init(_ base: Analyzer, _ wanted: [MeantQuestion], _ scope: AnswerScope) {
        (self.base, self.wanted) = (base, wanted)
        self.scope = AnswerScope(looksAtNetwork: scope.looksAtNetwork, isOneWay: scope.isOneWay, isFull: false)
    }

    mutating func found() throws(NoFixSet) -> FixSet {
        let before = verdicts(base)
        guard let edits = solved(before) else { throw NoFixSet(reasons: reasons(before), before: before) }
        return FixSet(edits: edits, before: before, isSmallest: isSmallest)
    }

    private var isSmallest = true

    /// The edits; nil where there are none, or too much would have to be tried.
    ///
    /// Rules that let something through are taken out; where others need them, groups are taken off interfaces, or ACLs deny it.
    private mutating func solved(_ before: [Verdict]) -> [Edit]? {
        if wrong(before).isEmpty { return [] }
        if let edits = searched() { return edits }
        guard wanted.contains(where: { $0.meant == .blocked }) else { return nil }
        (closesOtherwise, known, rest, isSmallest) = (true, [:], Self.limit / 4, true)
        return searched()
    }

    /// Whether flows are closed by what is no rule as well.
    private var closesOtherwise = false

    private mutating func searched() -> [Edit]? {
        for bound in 1...Self.depth {
            (visited, isCut) = ([], false)
            if let found = search([], base, bound) { return found }
            if rest <= 0 { break }
            // Nothing was cut off by the bound: more edits change nothing.
            if !isCut { return nil }
        }
        // Any set at all, each question by its first candidate.
        (visited, isSmallest) = ([], false)
        rest = Self.limit / 4
        return search([], base, 4 * wanted.count + Self.depth)
    }

    /// Whether a set was not followed since it has too many edits.
    private var isCut = false

    private mutating func search(_ edits: [Edit], _ analyzer: Analyzer, _ bound: Int) -> [Edit]? {
        if rest <= 0 || !visited.insert(Set(edits)).inserted { return nil }
        rest -= 1
        let verdicts = verdicts(analyzer)
        guard let place = wrong(verdicts).first else { return edits }
        for set in candidates(place, Set(edits), analyzer) {
            let new = set.filter { !edits.contains($0) }
            if new.isEmpty || new.contains(where: { Self.takesBack($0, edits) }) { continue }
            if edits.count + new.count > bound {
                isCut = true
                continue
            }
            if let found = search(edits + new, analyzer.applying(new), bound) { return found }
        }
        return nil
    }

    private mutating func candidates(_ place: Int, _ edits: Set<Edit>, _ analyzer: Analyzer) -> [[Edit]] {
        // With the same edits the same question is the first that is wrong.
        if let known = known[edits] { return known }
        guard let question = base.question(wanted[place].question, after: analyzer.inventory) else { return [] }
        let sets = FixCandidates(analyzer: analyzer, scope: scope, closesOtherwise: closesOtherwise).sets(
            question, meant: wanted[place].meant)
        known[edits] = sets
        return sets
    }

    private static func takesBack(_ edit: Edit, _ earlier: [Edit]) -> Bool {
        switch edit {
        case .add(let rule):
            earlier.contains {
                if case .remove(let old) = $0 { old.group == rule.group && old.identity == rule.identity } else { false }
            }
        case .remove(let rule):
            earlier.contains {
                if case .add(let new) = $0 { new.group == rule.group && new.identity == rule.identity } else { false }
            }
        case .network(.addEntry(let entry)):
            earlier.contains {
                guard case .network(.addEntry(let old)) = $0 else { return false }
                return old.acl == entry.acl && old.direction == entry.direction && old.network == entry.network
                    && old.traffic == entry.traffic
            }
        case .change, .addGroup, .removeGroup, .attach, .detach, .network: false
        }
    }

    // MARK: Asking

    /// What the questions come to in an inventory; one whose end is gone is blocked.
    private func verdicts(_ analyzer: Analyzer) -> [Verdict] {
        let survey = NetworkSurvey(analyzer, scope)
        return wanted.map { one in
            base.question(one.question, after: analyzer.inventory).map { survey.verdict($0).verdict } ?? .blocked
        }
    }

    private func wrong(_ verdicts: [Verdict]) -> [Int] { wanted.indices.filter { verdicts[$0] != wanted[$0].meant } }

    // MARK: Why there is none

    private func reasons(_ before: [Verdict]) -> [(place: Int, reason: NoFixSet.Reason)] {
        wrong(before).map { ($0, reason($0)) }
    }

    private static func isSolved(_ base: Analyzer, _ wanted: [MeantQuestion], _ scope: AnswerScope) -> Bool {
        var search = FixSetSearch(base, wanted, scope)
        search.rest = limit / 8
        return search.solved(search.verdicts(base)) != nil
    }

    private func reason(_ place: Int) -> NoFixSet.Reason {
        let own = wanted[place]
        if !Self.isSolved(base, [own], scope) {
            if own.meant == .blocked { return .notClosed }
            let answer = base.answer(own.question, AnswerScope(looksAtNetwork: scope.looksAtNetwork, isOneWay: scope.isOneWay))
            return answer.fixes.isEmpty && answer.networkFixes.isEmpty
                ? .notOpened(answer.noFix, answer.noNetworkFix) : .dependsThen
        }
        let other = wanted.indices.first { other in
            guard other != place else { return false }
            return !Self.isSolved(base, [own, wanted[other]], scope)
        }
        return other.map { .against($0) } ?? .notFound
    }
}
