import CoreModel

/// The groups whose members send nothing to those of a group: known of most pairs at once, by who names whom.
///
/// It says so only where ``PlainEgress`` would of every part of both ends.
/// Complexity: made in a pass over egress rules, and one over groups and their kinds of members; a look at the groups that they carry a pair.
struct SilentSenders: Sendable {
    private let rules: ConfinedRules
    /// The groups that some member of each group carries, over either family.
    private let carried: Rows<GroupIndex>
    /// Whether plain rules, confined ones, say all that the members of each group send: to everybody, and to members at known addresses.
    private let areConfined: [Bool]
    private let areConfinedAmongKnown: [Bool]
    /// Whether plain rules say all that is sent to the members of each group.
    private let arePlain: [Bool]

    /// Nothing is known of anybody.
    init() { (rules, carried, areConfined, areConfinedAmongKnown, arePlain) = (ConfinedRules(), Rows(), [], [], []) }

    init(_ inventory: Inventory, _ plain: [PlainEnds], ends: [[Subjects]], named: [NamedGroup]) {
        let rules = ConfinedRules(inventory, .egress, ends: ends, named: named)
        var carried = Rows<GroupIndex>()
        var (areConfined, areConfinedAmongKnown, arePlain): ([Bool], [Bool], [Bool]) = ([], [], [])
        var own: [GroupIndex] = []
        for number in inventory.groups.indices {
            var (isConfined, isPlain) = (true, true)
            own.removeAll(keepingCapacity: true)
            for family in plain {
                for place in family.parts(of: GroupIndex(number)) {
                    let part = family[place]
                    isConfined = isConfined && part.isPlainSource
                    isPlain = isPlain && part.isPlainDestination
                    for place in part.carried {
                        let group = family.group(at: place)
                        if !own.contains(group) { own.append(group) }
                    }
                }
            }
            carried.append(own)
            areConfined.append(isConfined && own.allSatisfy { rules.areConfined($0) })
            areConfinedAmongKnown.append(isConfined && own.allSatisfy { rules.areConfinedAmongKnown($0) })
            arePlain.append(isPlain)
        }
        (self.rules, self.carried, self.arePlain) = (rules, carried, arePlain)
        (self.areConfined, self.areConfinedAmongKnown) = (areConfined, areConfinedAmongKnown)
    }

    /// Marks the groups that name somebody whom the members of a group carry, or an address of one; false where more than that decides what
    /// these are sent.
    func mark(sendersTo group: GroupIndex, _ marks: inout Marks) -> Bool {
        guard !arePlain.isEmpty, arePlain[Int(group.number)] else { return false }
        marks.removeAll()
        for place in carried.range(Int(group.number)) { rules.mark(naming: carried.value(at: place), &marks) }
        return true
    }

    /// Whether no member of a group sends anything to those of another one, which was marked for.
    func sendsNothing(_ group: GroupIndex, to target: GroupIndex, _ marks: Marks) -> Bool {
        guard rules.isSpread(target) ? areConfined[Int(group.number)] : areConfinedAmongKnown[Int(group.number)] else {
            return false
        }
        for place in carried.range(Int(group.number)) where marks.contains(Int(carried.value(at: place).number)) { return false }
        return true
    }
}
