import CoreModel

/// What was read, beside changes that are tried: what these take away is gone, and no stranger takes its place.
final class BeforeChanges: Sendable {
    private let inventory: Inventory
    private let index: InventoryIndex
    private let directory: NameDirectory

    init(_ inventory: Inventory, _ index: InventoryIndex, _ directory: NameDirectory) {
        (self.inventory, self.index, self.directory) = (inventory, index, directory)
    }

    /// The groups that somebody carried and nobody does in the inventory after the changes, by their places there.
    func goneGroups(in edited: Inventory, _ now: InventoryIndex) -> Set<GroupIndex> {
        let left = index.groupsLeft(of: inventory, by: edited, now)
        return Set(left.compactMap { edited.group(id: inventory[inventory[$0].id]) })
    }

    /// Finds what a text named.
    var resolver: EndpointResolver {
        var resolver = EndpointResolver(inventory, directory)
        resolver.suggests = false
        return resolver
    }

    /// Whether an interface had an address.
    func held(_ network: IPNetwork) -> Bool { network.isAddress && index.isHeld(network) }

    /// Whether a text named something of which nothing is left in the inventory after the changes: what it is a part of the name of then
    /// is something else.
    func named(_ text: String, goneFrom edited: Inventory, _ now: InventoryIndex) -> Bool {
        guard let end = try? resolver.resolve(text) else { return false }
        switch end.kind {
        case .group(let group): return edited.group(id: inventory[inventory[group].id]) == nil
        case .interfaces(let interfaces):
            let ids = Set(interfaces.compactMap { edited.texts.find(inventory[inventory[$0].id]) })
            return !edited.interfaces.contains { ids.contains($0.id) }
        case .network(let network): return held(network) && !now.isHeld(network)
        case .internet, .prefixList: return false
        }
    }
}

extension Analyzer {
    /// The analyzer of changes that are tried over what another one read: whoever these leave without an interface is gone in it, and in
    /// what comes of it by further edits.
    ///
    /// Where the other one is of tried changes itself, what was read is what these were laid over.
    public func tried(over read: Analyzer) -> Analyzer {
        after(read.before ?? BeforeChanges(read.inventory, read.index, read.directory))
    }

    /// The groups that somebody carries here and nobody does in what changes made of it, by their places here; those that are not there any
    /// more are among them.
    ///
    /// Complexity: linear in groups where interfaces changed, else what comparing these costs.
    public func groupsLeft(by edited: Analyzer) -> [GroupIndex] {
        index.groupsLeft(of: inventory, by: edited.inventory, edited.index)
    }

    /// The groups that somebody carried in what was read and nobody does with the changes that are tried.
    public var goneGroups: Set<GroupIndex> { index.gone }

    /// Whether an end is gone with the changes that are tried: a group that these took from everybody, the address of an interface that they
    /// took away and that no other has, or what lies in subnets that are off.
    ///
    /// Nothing passes to or from it any more: what would be said of a member to come, or of another host there, is not said of it.
    public func isGone(_ end: End) -> Bool {
        switch end {
        case .group(let group): index.gone.contains(group)
        case .network(let network):
            before.map { $0.held(network) && !index.isHeld(network) || index.isOff(network) } ?? false
        case .interfaces, .internet, .prefixList: false
        }
    }

    /// Whether a text named something in what was read of which nothing is left with the changes that are tried.
    public func isGone(named text: String) -> Bool { before?.named(text, goneFrom: inventory, index) ?? false }

    /// Whether an end of a question is gone.
    public func isGone(_ question: Question) -> Bool { isGone(question.source.kind) || isGone(question.destination.kind) }

    /// The end of a question that a text names; throws ``QuestionError/goneEnd(_:)`` of one that the changes that are tried took away.
    public func end(_ text: String) throws(QuestionError) -> Endpoint {
        // What people type by other names is not found by those of what was read.
        if !isAskedByOtherNames, isGone(named: text) { throw .goneEnd(text.trimmed) }
        let end = try resolver.resolve(text)
        if isGone(end.kind) { throw .goneEnd(names.name(of: end)) }
        return end
    }
}
