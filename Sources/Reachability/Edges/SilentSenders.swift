import CoreModel

/// The groups whose members send nothing to those of a group: known of most pairs at once, by who names whom.
///
/// It says so only where ``PlainEgress`` would of every part of both ends.
/// Complexity: made in a pass over egress rules, and one over groups and their kinds of members; a look at the groups that they carry a pair.
struct SilentSenders: Sendable {
    private let rules: ConfinedRules
    /// The groups that some member of each group carries, over either family.
    private let carried: Rows<GroupIndex>
    /// The loosest that the groups are which members of each group carry; open where plain rules do not say all that these send.
    private let confinements: [ConfinedRules.Confinement]
    /// Whether plain rules say all that is sent to the members of each group.
    private let arePlain: [Bool]

    /// Nothing is known of anybody.
    init() { (rules, carried, confinements, arePlain) = (ConfinedRules(), Rows(), [], []) }

    init(_ inventory: Inventory, _ plain: [PlainEnds], ends: [[Subjects]], named: [NamedGroup]) {
        let rules = ConfinedRules(inventory, .egress, ends: ends, named: named)
        var carried = Rows<GroupIndex>()
        var confinements: [ConfinedRules.Confinement] = []
        var arePlain: [Bool] = []
        var own: [GroupIndex] = []
        for number in inventory.groups.indices {
            var (isPlainSource, isPlainDestination) = (true, true)
            own.removeAll(keepingCapacity: true)
            for family in plain {
                for place in family.parts(of: GroupIndex(number)) {
                    let part = family[place]
                    isPlainSource = isPlainSource && part.isPlainSource
                    isPlainDestination = isPlainDestination && part.isPlainDestination
                    for place in part.carried {
                        let group = family.group(at: place)
                        if !own.contains(group) { own.append(group) }
                    }
                }
            }
            carried.append(own)
            let loosest = own.reduce(ConfinedRules.Confinement.named) { min($0, rules.confinement(of: $1)) }
            confinements.append(isPlainSource ? loosest : .open)
            arePlain.append(isPlainDestination)
        }
        (self.rules, self.carried, self.confinements, self.arePlain) = (rules, carried, confinements, arePlain)
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
        guard rules.isConfined(confinements[Int(group.number)], towards: target) else { return false }
        for place in carried.range(Int(group.number)) where marks.contains(Int(carried.value(at: place).number)) { return false }
        return true
    }
}
