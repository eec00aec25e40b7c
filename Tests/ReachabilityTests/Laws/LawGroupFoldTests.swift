import Reachability
import CoreModel
import Testing

/// A group means the interfaces that carry it, each with all its groups; where their answers differ, it depends.
@Suite("Laws: a group is its members")
struct LawGroupFoldTests {
    @Test("The verdict of a group is that of its members asked as interfaces, or depends where theirs differ")
    func folds() {
        var record = LawRecord()
        for seed in UInt64(3_000_000)..<3_000_100 {
            var (spec, networks) = OracleInventories.make(seed: seed)
            (spec.isCompleteListing, spec.listedVpcs) = (true, [])
            let law = LawCase(spec)
            var maker = OracleQuestions(seed: seed, spec, networks: networks)
            for _ in 0..<50 {
                let written = maker.next().question
                for parts in Self.parts(written, law) {
                    record.hold(seed, spec) { judge in
                        let answers = parts.compactMap { law.verdict($0, judge) }
                        guard let whole = law.verdict(written, judge), let first = answers.first else { return nil }
                        let fold = answers.allSatisfy { $0 == first } ? first : .depends
                        if fold == whole, answers.count == parts.count { return (whole, nil) }
                        let text = zip(parts, answers).map { "  \($0) is \($1)" }.joined(separator: "\n")
                        return (whole, "\(written) is \(whole)\n\(text)")
                    }
                }
            }
        }
        record.check()
        #expect(record.least() > 200, "each verdict must be met")
    }

    /// A question of a group in as many as it has members, once for each end that is a group.
    ///
    /// A member is not asked to reach itself while the group has another: it is left out where it is all of the other end. Where it
    /// is all of both ends the other one must be a group, for which a second one like it stands.
    private static func parts(_ written: OracleQuestion, _ law: LawCase) -> [[OracleQuestion]] {
        var found: [[OracleQuestion]] = []
        for isSource in [true, false] {
            let (own, other) = isSource ? (written.source, written.destination) : (written.destination, written.source)
            guard case .group(let id) = own else { continue }
            let members = law.members(of: id)
            let only = law.only(other, of: written)
            var asked = members
            if let only, members.contains(where: { only == .loaded($0) }) {
                if members.count > 1 {
                    asked = members.filter { only != .loaded($0) }
                } else if case .group = other {
                    // The second one stands in for the member asked as an interface, too.
                } else {
                    continue
                }
            }
            let parts = asked.map { place -> OracleQuestion in
                let end = OracleQuestion.End.interfaces([law.spec.interfaces[place].id])
                return isSource ? written.asking(source: end) : written.asking(destination: end)
            }
            if !parts.isEmpty { found.append(parts) }
        }
        return found
    }
}
