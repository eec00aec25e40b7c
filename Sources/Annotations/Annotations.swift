import Notes
import Reachability
import CoreModel

/// An inventory together with what people wrote about it: titles, reasons, documented flows.
public struct Annotations: Sendable {
    /// The inventory.
    public let inventory: Inventory
    /// The notes; nil when there are none.
    @Boxed public private(set) var notes: Notes?
    /// What everything is called, titles from the notes first.
    public let names: Names
    private let groupNotes: [GroupNotes?]
    /// Who has an address; nobody where no flow is documented.
    @Boxed private var holders: AddressHolders?

    /// Finds for each group what the notes say of it.
    public init(_ inventory: Inventory, notes: Notes?) {
        self.inventory = inventory
        self.notes = notes
        let index = notes.map(NotesIndex.init)
        let found = inventory.groups.map { group -> GroupNotes? in
            let tags = Dictionary(
                group.tags.map { (inventory[$0.key], inventory[$0.value]) }, uniquingKeysWith: { first, _ in first })
            let byName = index?.group(id: inventory[group.id], name: inventory[group.name], tags: tags)
            // A name that a tool generated says less than the Name tag beside it.
            return byName ?? tags["Name"].flatMap { index?.group(id: inventory[group.id], name: $0, tags: tags) }
        }
        groupNotes = found
        holders = notes.flatMap { $0.flows.isEmpty ? nil : AddressHolders(inventory) }
        var titles: [GroupIndex: String] = [:]
        for (place, notes) in found.enumerated() {
            if let notes, !inventory.groups[place].isCopy { titles[GroupIndex(place)] = notes.title }
        }
        names = Names(inventory, titles: titles)
    }

    /// What the notes say of a group.
    public func notes(of group: GroupIndex) -> GroupNotes? { groupNotes[Int(group.number)] }

    /// The loaded groups that each title of the notes fits; linear in groups.
    public var groupsByTitle: [String: [GroupIndex]] {
        Dictionary(grouping: inventory.loadedGroups.filter { notes(of: $0) != nil }) { notes(of: $0)?.title ?? "" }
    }

    /// Why a rule is as it is; nil when the notes do not say.
    public func why(_ rule: RuleIndex) -> String? {
        let value = inventory[rule]
        return notes(of: value.group)?.why(
            direction: value.direction, traffic: value.traffic, peerNames: peerNames(value.peer))
    }

    /// The same, each thing that the notes say of the rule apart, the narrowest first.
    public func whys(_ rule: RuleIndex) -> [String] {
        let value = inventory[rule]
        let found = notes(of: value.group)?.notes(
            direction: value.direction, traffic: value.traffic, peerNames: peerNames(value.peer))
        return found?.map(\.why) ?? []
    }

    /// Whether notes of a group's rules are about a rule of that group.
    func concerns(_ notes: RuleNotes, _ rule: RuleIndex) -> Bool {
        let value = inventory[rule]
        return notes.matches(direction: value.direction, traffic: value.traffic, peerNames: peerNames(value.peer))
    }

    /// The documented flow that speaks of a question: the narrowest that holds its ends and some of its traffic.
    ///
    /// An interface, an instance or an address stands for the groups that it carries: a flow that is denied counts where one of its
    /// interfaces carries the group, one that is allowed where every one does.
    public func documented(_ question: Question) -> DocumentedFlow? {
        guard let notes, !notes.flows.isEmpty else { return nil }
        let (sources, destinations) = (DocumentedNames(question.source, self), DocumentedNames(question.destination, self))
        for traffic in question.port.traffic {
            let named = notes.flows(from: sources.ofSome, to: destinations.ofSome, traffic: traffic)
            let fitting = named.first { flow in
                !flow.isAllowed || (sources.areAllMeant(by: flow.source) && destinations.areAllMeant(by: flow.destination))
            }
            if let fitting { return fitting }
        }
        return nil
    }

    /// Everything that a rule's peer is called.
    public func peerNames(_ peer: Peer) -> [String] { [inventory.text(of: peer)] + allNames(of: inventory.end(of: peer)) }

    /// The interfaces that an address belongs to; none where no flow is documented.
    func holders(of address: IPAddress) -> [InterfaceIndex] { holders?[address] ?? [] }

    /// Everything that an end itself is called.
    func allNames(of end: End) -> [String] {
        if let group = end.group { return allNames(of: group) }
        let list = end.prefixList.map { inventory[inventory.prefixLists[$0].name] }
        return [inventory.id(of: end), names.name(of: end), list].compactMap { $0 }
    }

    func allNames(of group: GroupIndex) -> [String] {
        [names.name(of: group), inventory[inventory[group].name], inventory[inventory[group].id]]
    }
}

extension DocumentedFlow {
    /// What the notes say, in words: allowed, or denied on purpose, and why.
    public var sentence: String { sentence(naming: false) }

    /// The same, on demand with whom the notes name: `denied on purpose (ALB SG -> RDS SG): "no need"`.
    public func sentence(naming: Bool) -> String {
        let reason = why.map { ": \"\($0)\"" } ?? ""
        let ends = naming ? " (\(source) -> \(destination))" : ""
        return (isAllowed ? "allowed" : "denied on purpose") + ends + reason
    }
}
