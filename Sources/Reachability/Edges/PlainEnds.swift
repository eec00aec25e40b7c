import CoreModel

/// What every group is as an end of a family, as plain rules see it: one run of numbers, since a look at a ``Subject`` costs more than most
/// of what is asked of it.
///
/// Complexity: made in one pass over groups and their kinds of members.
struct PlainEnds: Sendable {
    /// A subject of a group.
    struct Part: Sendable {
        /// The same number for the same members in either family.
        let who: UInt32
        /// The same number for the same single interface, loaded or not; nil for several.
        fileprivate let single: UInt32?
        /// Where the groups that its members carry stand.
        let carried: Range<Int>
        let bounds: AddressBounds
        /// Where its addresses stand, where it has not every one between its bounds; else empty.
        fileprivate let spans: Range<Int>
        /// Whether it has every address between its bounds.
        var isGapless: Bool { spans.isEmpty }
        /// Whether it is told which groups filter it, and every rule of theirs that says what they send.
        let isPlainSource: Bool
        /// Whether it is told which groups it carries.
        let isPlainDestination: Bool

        /// As ``Subject/isSameInterface(as:)``.
        func isSameInterface(as other: Part) -> Bool { single != nil && single == other.single }
    }

    /// Members are told apart by it.
    private struct Key: Hashable {
        var carrier: Subject.Carrier
        var vpc: TextID
        var isUnseen: Bool
    }

    /// Numbers for members, which both families share.
    struct Numbers {
        private var known: [Key: UInt32] = [:]

        fileprivate mutating func number(of subject: Subject) -> UInt32 {
            let key = Key(carrier: subject.carrier, vpc: subject.vpc, isUnseen: subject.isUnseen)
            let number = known[key] ?? UInt32(known.count)
            known[key] = number
            return number
        }
    }

    private var parts = Rows<Part>()
    private var groups: [GroupIndex] = []
    private var spans: [ClosedRange<UInt128>] = []
    private var lacking: [Bool] = []

    init(_ ends: [Subjects], _ inventory: Inventory, _ numbers: inout Numbers) {
        lacking.reserveCapacity(ends.count)
        for end in ends {
            guard case .some(let subjects, let lacking) = end else {
                parts.append([Part]())
                self.lacking.append(false)
                continue
            }
            var row: [Part] = []
            for subject in subjects { row.append(part(subject, inventory, numbers.number(of: subject))) }
            parts.append(row)
            self.lacking.append(!lacking.isEmpty)
        }
    }

    private mutating func part(_ subject: Subject, _ inventory: Inventory, _ who: UInt32) -> Part {
        let first = groups.count
        var isSettled = false
        if case .groups(let carried) = subject.carrier {
            groups += carried
            isSettled = true
        }
        let own = first..<groups.count
        var single = subject.soleInterface.map { $0.number << 1 }
        if subject.isUnseen { single = groups[own].first.map { $0.number << 1 | 1 } }
        let bounds = subject.addresses.bounds
        let beginning = spans.count
        if subject.addresses.intervals.count > 1 { spans += subject.addresses.intervals }
        return Part(
            who: who, single: single, carried: own, bounds: bounds ?? AddressBounds(low: 0, high: 0),
            spans: beginning..<spans.count,
            isPlainSource: !own.isEmpty
                && own.allSatisfy { inventory.groups[Int(groups[$0].number)].egressKnowledge == .complete },
            isPlainDestination: isSettled && bounds != nil
                && !own.contains { inventory.groups[Int(groups[$0].number)].isUnknown })
    }

    /// Where the parts of a group stand, in the order of its subjects; none where it has no address.
    func parts(of group: GroupIndex) -> Range<Int> { parts.range(Int(group.number)) }

    /// A part by its place.
    subscript(place: Int) -> Part { parts.value(at: place) }

    /// A part whose members carry exactly these groups, in this order; nil where there is none.
    func part(carrying wanted: [GroupIndex]) -> Part? {
        guard let first = wanted.first else { return nil }
        return parts(of: first).lazy.map { self[$0] }.first { groups[$0.carried].elementsEqual(wanted) }
    }

    /// Whether a part, which has not every address between its bounds, has one of a range; logarithmic in its pieces.
    func meets(_ part: Part, _ range: ClosedRange<UInt128>) -> Bool {
        var (low, high) = (part.spans.lowerBound, part.spans.upperBound)
        while low < high {
            let middle = (low + high) / 2
            if spans[middle].upperBound < range.lowerBound { low = middle + 1 } else { high = middle }
        }
        return low < part.spans.upperBound && spans[low].lowerBound <= range.upperBound
    }

    /// A group that members carry, by its place.
    func group(at place: Int) -> GroupIndex { groups[place] }

    /// Whether the members of a part carry a group.
    func carry(_ group: GroupIndex, _ part: Part) -> Bool {
        for place in part.carried where groups[place] == group { return true }
        return false
    }

    /// Whether some of several interfaces of a group have no address of the family.
    func isLacking(_ group: GroupIndex) -> Bool { lacking[Int(group.number)] }
}
