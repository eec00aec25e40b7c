/// What one list tells of one table or ACL.
struct Told<List: Sendable>: Sendable {
    var listing: Listing
    var element: List
    /// The id of the resource of a state that tells it; none for what AWS lists.
    var resource = TextID.none
}

extension Told where List: ToldList {
    /// Whether it describes the table or ACL itself: all of its elements, or all but what it leaves open.
    ///
    /// Resources that only add to it do not, nor does what they leave open of it.
    var describes: Bool { listing.kind != .ruleResources && element.isOfOwner }
}

/// A route table or a network ACL, of which several lists may tell: what it is called, who uses it, and its routes or entries.
protocol ToldList: Sendable {
    /// An element of it, its elements, and what is wrong where copies of it differ, in words.
    static var words: (one: String, all: String, contested: String) { get }

    init(id: TextID)
    var id: TextID { get }
    var name: TextID { get set }
    var vpc: TextID { get set }
    var owner: TextID { get set }
    var subnets: [TextID] { get }
    var associationKnowledge: ListKnowledge { get }
    var terraformStyle: TerraformStyle { get set }

    /// Whether it knows the elements as what owns them does, and not as what adds to them.
    var isOfOwner: Bool { get }
    /// Whether it tells elements that a state may write as blocks or as resources.
    var tellsElements: Bool { get }
    /// Whether copies of it disagree about an element.
    var isContested: Bool { get }

    /// Takes the elements and associations that lists of one source tell together; `copies` are those that AWS lists.
    mutating func merge(_ all: [Self], copies: [Self])
    /// Takes what only another source knows of who uses it.
    mutating func associate(_ other: Self)
    /// Takes elements that it lacks as ones that may be there, and what is open of it; false where there are no such elements.
    mutating func add(openly other: Self) -> Bool
    /// Takes what AWS lists and nobody writes, so that states and templates lack it, as elements that may be there.
    mutating func add(unwritten other: Self)
    /// Whether it tells other elements than the one that counts; one of which only some are told has no others.
    func contradicts(_ other: Self) -> Bool
}

extension InventoryBuilder {
    /// The tables or ACLs that lists tell, in the order of first appearance: of each what the last source that describes it tells, what
    /// adds up with that, and what later ones have beside it.
    ///
    /// What AWS lists is all there is; what a state or a template describes, resources of other states and templates may add to.
    mutating func settled<List: ToldList>(_ all: [Told<List>], vpcsOfSubnets vpcs: [TextID: TextID]) -> [List] {
        Self.byID(all).map { id, told in
            let source = Self.current(told)
            var list = List(id: id)
            for one in source.kept + source.earlier + source.later { list.fill(one.element) }
            let copies = source.kept.filter { $0.listing.document == nil }.map(\.element)
            list.merge(source.kept.map(\.element), copies: copies)
            note(list, source)
            let isListed = copies.contains { $0.associationKnowledge.isComplete }
            for one in (isListed ? [] : source.earlier) + source.later { list.associate(one.element) }
            if copies.isEmpty {
                for one in source.earlier where one.listing.document == nil { list.add(unwritten: one.element) }
            }
            for one in source.later {
                let isMore = list.add(openly: one.element)
                if isMore, let last = source.kept.last {
                    inventory.topology.note(
                        "\(one.listing.file) has \(List.words.one) of \(inventory.texts[id]) that \(last.listing.file) lacks: "
                            + "what rests on it depends")
                }
            }
            list.terraformStyle = TerraformStyle(told.filter(\.element.tellsElements).map(\.listing))
            if list.vpc.isNone { list.vpc = list.subnets.lazy.compactMap { vpcs[$0] }.first ?? .none }
            return list
        }
    }

    private mutating func note<List: ToldList>(_ list: List, _ source: Source<List>) {
        let text = inventory.texts[list.id]
        if let first = source.earlier.first(where: { $0.element.contradicts(list) }), let last = source.kept.last {
            inventory.topology.note(
                "\(text) is in \(first.listing.file) and in \(last.listing.file): the \(List.words.all) of \(last.listing.file) count"
            )
        }
        if list.isContested { inventory.topology.note("\(text) \(List.words.contested): what rests on the difference depends") }
    }

    /// What counts of one table or ACL, what does not count beside it, and what comes after it and does not describe it itself.
    private struct Source<List: Sendable> {
        var kept: [Told<List>]
        var earlier: [Told<List>] = []
        var later: [Told<List>] = []
    }

    private static func current<List: ToldList>(_ all: [Told<List>]) -> Source<List> {
        guard let place = all.lastIndex(where: \.describes) else { return Source(kept: all) }
        let last = all[place].listing
        var source = Source<List>(kept: [])
        for (number, one) in all.enumerated() {
            let isSame = one.listing.isSameSource(as: last) && (last.document != nil || one.listing.argument == last.argument)
            let addsUp = last.document != nil && one.listing.document != nil && !one.describes
            if isSame || addsUp {
                source.kept.append(one)
            } else if number > place {
                source.later.append(one)
            } else {
                source.earlier.append(one)
            }
        }
        return source
    }

    /// What lists tell of each id, in the order of first appearance.
    private static func byID<List: ToldList>(_ all: [Told<List>]) -> [(id: TextID, told: [Told<List>])] {
        var places: [TextID: Int] = [:]
        var result: [(id: TextID, told: [Told<List>])] = []
        for one in all {
            let key = one.element.id
            if let place = places[key] {
                result[place].told.append(one)
            } else {
                places[key] = result.count
                result.append((key, [one]))
            }
        }
        return result
    }
}

extension ToldList {
    /// Fills in attributes that a list tells.
    fileprivate mutating func fill(_ other: Self) {
        name.fill(other.name)
        vpc.fill(other.vpc)
        owner.fill(other.owner)
    }
}
