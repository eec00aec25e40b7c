import Notes
import Reachability
import SecurityGroups

/// An inventory together with what people wrote about it: titles, reasons, documented flows.
public struct Annotations: Sendable {
    /// The inventory.
    public let inventory: Inventory
    /// The notes; nil when there are none.
    public let notes: Notes?
    /// What everything is called, titles from the notes first.
    public let names: Names
    private let groupNotes: [GroupNotes?]

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
        var titles: [GroupIndex: String] = [:]
        for (place, notes) in found.enumerated() {
            if let notes, !inventory.groups[place].isCopy { titles[GroupIndex(place)] = notes.title }
        }
        names = Names(inventory, titles: titles)
    }

    /// What the notes say of a group.
    public func notes(of group: GroupIndex) -> GroupNotes? { groupNotes[Int(group.number)] }

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
    public func documented(_ question: Question) -> DocumentedFlow? {
        guard let notes else { return nil }
        for traffic in question.port.traffic {
            let flows = notes.flows(
                from: allNames(of: question.source), to: allNames(of: question.destination), traffic: traffic)
            if let first = flows.first { return first }
        }
        return nil
    }

    /// Everything that a rule's peer is called.
    func peerNames(_ peer: Peer) -> [String] {
        if let reference = inventory.reference(of: peer) { return allNames(of: reference.group) }
        return [inventory.text(of: peer), names.name(of: peer)]
    }

    /// Everything that an end is called.
    private func allNames(of end: Endpoint) -> [String] {
        switch end.kind {
        case .group(let group): allNames(of: group)
        case .internet: ["internet"]
        case .network(let network): [network.description, network.address.description]
        case .prefixList(let place): [inventory[inventory.prefixLists[place].id], inventory[inventory.prefixLists[place].name]]
        case .interfaces(let interfaces):
            interfaces.count == 1 ? inventory[interfaces[0]].groups.flatMap(allNames) : []
        }
    }

    func allNames(of group: GroupIndex) -> [String] {
        [names.name(of: group), inventory[inventory[group].name], inventory[inventory[group].id]]
    }
}

extension DocumentedFlow {
    /// What the notes say, in words: allowed, or denied on purpose, and why.
    public var sentence: String {
        let reason = why.map { ": \"\($0)\"" } ?? ""
        return (isAllowed ? "allowed" : "denied on purpose") + reason
    }
}
