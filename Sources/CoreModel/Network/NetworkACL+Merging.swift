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
        let lacking = other.entries.filter { entry in !entries.contains { $0.isSame(as: entry) } }
        for var entry in lacking {
            if entry.doubt == .none { entry.doubt = .copies }
            insert(entry)
        }
        return !lacking.isEmpty
    }

    func contradicts(_ other: NetworkACL) -> Bool {
        let (own, counting) = (Set(entries), Set(other.entries))
        return entryKnowledge.allSatisfy(\.isComplete) ? own != counting : !own.isSubset(of: counting)
    }

    mutating func merge(_ all: [NetworkACL], copies: [NetworkACL]) {
        subnets = all.flatMap(\.subnets).distinct()
        isDefault = all.contains(where: \.isDefault)
        isAssumed = all.contains(where: \.isAssumed)
        for one in all {
            for place in entryKnowledge.indices {
                entryKnowledge[place] = entryKnowledge[place].merged(one.entryKnowledge[place])
            }
            associationKnowledge = associationKnowledge.merged(one.associationKnowledge)
        }
        entries = all.flatMap(\.entries).distinct().enumerated().sorted { left, right in
            (left.element.number ?? -1, left.offset) < (right.element.number ?? -1, right.offset)
        }.map(\.element)
        let contested = Contested(copies.map { Set($0.entries) })
        let sameNumber = Set(entries.filter { $0.number != nil }.map(\.place).repeated)
        for place in entries.indices where entries[place].doubt == .none {
            let own = entries[place]
            if sameNumber.contains(own.place) || contested.contains(own) { entries[place].doubt = .copies }
        }
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
