import Reachability
import CoreModel

/// What a change of rules or attachments means for every group whose members it concerns.
///
/// A group is its members with all that they carry. So the rules of a group that changed count for each group that an interface carries
/// beside it, and an interface that carries other groups than before is a change of all of them.
struct MemberChanges {
    private(set) var touched: [GroupDifferences.Side: GroupDifferences.TouchedRules]

    init(before: Analyzer, after: Analyzer, changes: GroupDifferences) {
        touched = changes.touched
        let pairs = changes.matching.pairs
        func sharing(_ place: Int) -> Set<Int> {
            let old = pairs[place].before.map {
                before.sharingMembers(with: $0).map { changes.matching.ofBefore[Int($0.number)] }
            }
            let new = pairs[place].after.map { after.sharingMembers(with: $0).map { changes.matching.ofAfter[Int($0.number)] } }
            return Set((old ?? []) + (new ?? []))
        }
        for (side, rules) in changes.touched {
            for other in sharing(side.pair) where other != side.pair {
                add(rules, to: GroupDifferences.Side(pair: other, direction: side.direction))
            }
        }
        for place in changes.moved {
            for direction in Direction.allCases {
                var rules = GroupDifferences.TouchedRules()
                for other in sharing(place) where other != place {
                    rules.before += pairs[other].before.map { before.inventory.rules(of: $0, direction) } ?? []
                    rules.after += pairs[other].after.map { after.inventory.rules(of: $0, direction) } ?? []
                }
                add(rules, to: GroupDifferences.Side(pair: place, direction: direction))
            }
        }
    }

    private mutating func add(_ rules: GroupDifferences.TouchedRules, to side: GroupDifferences.Side) {
        if rules.before.isEmpty, rules.after.isEmpty, !rules.concernsAll { return }
        var all = touched[side] ?? GroupDifferences.TouchedRules()
        all.add(rules.before, rules.after)
        all.concernsAll = all.concernsAll || rules.concernsAll
        all.isByMembers = true
        touched[side] = all
    }
}
