extension NetworkACL: ToldList {
    static var words: (one: String, all: String, contested: String) {
        ("an entry", "entries", "has differing entries of one number and direction")
    }

    var isOfOwner: Bool { entryKnowledge.contains(where: \.isOfOwner) }

    var tellsElements: Bool { !entries.isEmpty }

    var isContested: Bool { entries.contains { $0.doubt == .copies } }

    /// Whether an entry lacks what every entry has.
    var lacksSomething: Bool { entryKnowledge.contains(.partial(.element)) || entries.contains(where: \.lacksSomething) }

    mutating func associate(_ other: NetworkACL) {
        subnets.take(other.subnets)
        isDefault = isDefault || other.isDefault
    }

    mutating func add(openly other: NetworkACL) -> Bool {
        takeKnowledge(of: other)
        let lacking = other.entries.filter { entry in !entries.contains { $0.isSame(as: entry) } }
        // Of two entries of one number at most one is there.
        let contested = Set(lacking.filter { $0.number != nil }.map(\.place))
        for place in entries.indices where entries[place].doubt == .none && contested.contains(entries[place].place) {
            entries[place].doubt = .copies
        }
        for var entry in lacking {
            if entry.doubt == .none { entry.doubt = .copies }
            insert(entry)
        }
        return !lacking.isEmpty
    }

    /// Whoever has an ACL as a resource has all its entries.
    mutating func add(unwritten other: NetworkACL) {}

    private mutating func takeKnowledge(of other: NetworkACL) {
        for place in entryKnowledge.indices {
            entryKnowledge[place] = entryKnowledge[place].merged(other.entryKnowledge[place])
        }
        associationKnowledge = associationKnowledge.merged(other.associationKnowledge)
    }

    func contradicts(_ other: NetworkACL) -> Bool {
        let (own, counting) = (Set(entries), Set(other.entries))
        return entryKnowledge.allSatisfy(\.isComplete) ? own != counting : !own.isSubset(of: counting)
    }

    mutating func merge(_ all: [NetworkACL], copies: [NetworkACL]) {
        subnets = all.flatMap(\.subnets).distinct()
        isDefault = all.contains(where: \.isDefault)
        isAssumed = all.contains(where: \.isAssumed)
        for one in all { takeKnowledge(of: one) }
        let together = all.count == 1 ? all[0].entries : all.flatMap(\.entries)
        let isSorted = zip(together, together.dropFirst()).allSatisfy { ($0.number ?? -1) <= ($1.number ?? -1) }
        entries =
            isSorted
            ? together
            : together.enumerated().sorted { left, right in
                (left.element.number ?? -1, left.offset) < (right.element.number ?? -1, right.offset)
            }.map(\.element)
        // Mostly one list tells it, with one entry of each number.
        if all.count == 1, Self.haveNumbersOfTheirOwn(entries) { return }
        entries = entries.distinct()
        let contested = Direction.allCases.map { direction in
            Contested(copies.filter { !$0.knowledge(direction).isCut }.map { Set($0.entries) })
        }
        let sameNumber = Set(entries.filter { $0.number != nil }.map(\.place).repeated)
        for place in entries.indices where entries[place].doubt == .none {
            let own = entries[place]
            if sameNumber.contains(own.place) || contested[Int(own.direction.rawValue)].contains(own) {
                entries[place].doubt = .copies
            }
        }
    }

    /// Whether entries that stand by number are each the only one of their number and direction.
    private static func haveNumbersOfTheirOwn(_ entries: [NetworkACLEntry]) -> Bool {
        var start = entries.startIndex
        for place in entries.indices {
            if entries[place].number != entries[start].number { start = place }
            for other in start..<place where entries[other].direction == entries[place].direction { return false }
        }
        return true
    }
}

extension NetworkACLEntry {
    /// What is one entry's alone within its ACL.
    fileprivate struct Place: Hashable {
        var number: Int?
        var direction: Direction
    }

    fileprivate var place: Place { Place(number: number, direction: direction) }

    /// Whether it lacks what every entry has.
    fileprivate var lacksSomething: Bool { number == nil || action == nil || network == nil || traffic == nil }
}
