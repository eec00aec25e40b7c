import Reachability
import CoreModel
import Text

/// What differs between two readings: groups, rules, prefix lists, what interfaces carry, and the flows that open or close because of it.
///
/// Flows are what the engine says of both readings, not what the text of the rules looks like: a rule that another one holds already
/// opens nothing, and one to 0.0.0.0/0 opens a way for every group.
public struct InventoryDiff: Sendable {
    /// Whether something came, went, or is there with a difference.
    public enum Kind: String, Sendable {
        case added, removed, changed
    }

    /// A rule that came, went or changed.
    public struct RuleChange: Sendable, Hashable {
        /// Whether it came, went or changed.
        public var kind: Kind
        /// The rule before; nil where it came.
        public var before: RuleIndex?
        /// The rule after; nil where it went.
        public var after: RuleIndex?
        /// Whether its description alone differs.
        public var isDescription = false
    }

    /// An attribute of a group that differs.
    public struct AttributeChange: Sendable, Hashable {
        /// What of a group it is.
        public enum Attribute: String, Sendable, Hashable {
            case name
            case description
            case vpc = "VPC"
        }

        /// Whether it is the name, the description or the VPC.
        public var attribute: Attribute
        /// Its text in the earlier reading.
        public var before: String
        /// Its text in the later one.
        public var after: String
    }

    /// A group that came, went or changed.
    public struct GroupChange: Sendable, Hashable {
        /// The group in both readings; of one of them alone where it came or went.
        public var group: GroupPair
        /// Whether it came, went or changed.
        public var kind: Kind
        /// Its attributes that differ.
        public var attributes: [AttributeChange]
        /// Its rules that differ; those of a group that came or went are all of them.
        public var rules: [RuleChange]
    }

    /// A prefix list with other entries than before.
    public struct ListChange: Sendable, Hashable {
        /// Its id.
        public var id: String
        /// Its name.
        public var name: String
        /// The entries that came.
        public var added: [IPNetwork]
        /// The entries that went.
        public var removed: [IPNetwork]
    }

    /// An interface that carries other groups than before, or that changes on trial take away.
    public struct InterfaceChange: Sendable, Hashable {
        /// Changed where both readings have it; removed where the changes on trial take it away.
        public var kind = Kind.changed
        /// Its id.
        public var id: String
        /// The groups that it carries now and did not before.
        public var added: [GroupPair]
        /// The groups that it carried before and does not now.
        public var removed: [GroupPair]
    }

    /// A thing of the network that came, went, or has other parts than before.
    public struct NetworkChange: Sendable, Hashable {
        /// Whether it came, went or has other parts.
        public var kind: Kind
        /// What kind of thing it is: a table, an ACL, a gateway.
        public var thing: NetworkThing
        /// Its id.
        public var id: String
        /// Its name; its id where it has none.
        public var name: String
        /// What it has now and had not before: routes, entries, associations, states.
        public var added: [String]
        /// What it had before and has not now.
        public var removed: [String]
    }

    /// The earlier reading.
    public let before: Analyzer
    /// The later one.
    public let after: Analyzer
    /// Groups that differ, by name.
    public let groups: [GroupChange]
    /// Prefix lists that both readings have loaded and that differ.
    public let lists: [ListChange]
    /// Interfaces that both readings have and that carry other groups, and those that changes on trial take away.
    public let interfaces: [InterfaceChange]
    /// Things of the network that differ, of the kinds that both readings tell, by kind and id.
    public let network: [NetworkChange]
    /// The flows that open or close by the groups: what opens first, then by their ends' names.
    public let flows: [FlowChange]
    /// The flows that open or close by the verdict over all layers, likewise; none where no other layer than the groups is looked at.
    public let ways: [FlowChange]
    /// What opens or closes over all layers for some members alone, where the way of the whole group depends before and after.
    public let memberWays: [FlowChange]
    /// Whether so much differs that flows between groups were asked only where rules name them.
    public let isLimited: Bool
    /// Whether so much differs that not every way was asked that may be another.
    public let areWaysLimited: Bool
    /// The ids of the VPCs whose ways are not compared, since a layer is looked at in one of the readings alone.
    public let uncompared: [String]
    /// The later reading as flows are judged in it: without the groups that nobody carries any more on trial.
    let judged: Analyzer
    /// The ids of these groups.
    let gone: Set<String>

    /// Compares two readings; `taken` is what is taken away of the later one where it is on trial.
    ///
    /// Interfaces that come and go between two readings are no difference: groups tell whom that concerns. Those that are taken away are
    /// told, and what passed to or from groups that nobody carries any more closes.
    ///
    /// Complexity: linear in rules, and two judgements for each pair of groups that rules which differ may concern.
    public init(from before: Analyzer, to after: Analyzer, without taken: TakenAway? = nil) {
        self.before = before
        self.after = after
        let changes = GroupDifferences(before: before.inventory, after: after.inventory, gone: taken?.interfaces ?? [])
        let names = DiffNames(before: before, after: after, changes.matching)
        groups = changes.groups.map { (names.name($0.group), $0) }.sorted { $0.0 < $1.0 }.map(\.1)
        lists = changes.lists
        interfaces = changes.interfaces
        let gone = taken?.ids(changes.matching, before: before.inventory, after: after.inventory) ?? []
        // Else a group without members would be said to stay as open as it was, of a member that it might have.
        let judged = gone.isEmpty ? after : after.applying(taken?.removals ?? [])
        let judgedChanges =
            gone.isEmpty
            ? changes
            : GroupDifferences(before: before.inventory, after: judged.inventory, gone: taken?.interfaces ?? [])
        (self.gone, self.judged) = (gone, judged)
        let search = FlowSearch(before: before, after: judged, changes: judgedChanges)
        flows = Self.sorted(Self.settled(search.flows, gone), names)
        isLimited = search.isLimited
        let differences = NetworkDifferences(before.inventory, after.inventory)
        network = differences.changes
        let ways = WaySearch(before: before, after: judged, judgedChanges, differences, search)
        self.ways = Self.sorted(Self.settled(ways.ways, gone), names)
        memberWays = Self.sorted(Self.settled(ways.ofMembers, gone), names)
        (areWaysLimited, uncompared) = (ways.isLimited, ways.uncompared.sorted())
    }

    /// Flows of which those to or from whom nobody is any more close: nothing is left open of a group that rules still name.
    private static func settled(_ flows: [FlowChange], _ gone: Set<String>) -> [FlowChange] {
        if gone.isEmpty { return flows }
        return flows.compactMap { flow in
            guard flow.isOf(gone) else { return flow }
            if flow.before == .blocked { return nil }
            var closed = flow
            closed.after = .blocked
            return closed
        }
    }

    /// What opens first, then by the names of the ends.
    private static func sorted(_ flows: [FlowChange], _ names: DiffNames) -> [FlowChange] {
        let kinds = FlowChange.Kind.allCases
        return flows.map { flow in
            let ends = (names.text(flow.destination), names.text(flow.source))
            return ((kinds.firstIndex(of: flow.kind) ?? 0, ends.0, ends.1, flow.label), flow)
        }.sorted { $0.0 < $1.0 }.map(\.1)
    }

    /// Whether another layer than the groups may be looked at in one of the readings.
    public var comparesWays: Bool { before.mayLookAtNetwork || after.mayLookAtNetwork }

    /// The flows by the groups that over all layers do not open or close, or do so otherwise.
    public var flowsInVain: [FlowChange] {
        let effects = Set(ways.map(\.effect))
        return flows.filter { !effects.contains($0.effect) }
    }

    /// Whether nothing differs.
    public var isEmpty: Bool {
        groups.isEmpty && lists.isEmpty && interfaces.isEmpty && network.isEmpty && flows.isEmpty && ways.isEmpty
            && memberWays.isEmpty
    }
}

/// What things are called that may be in one of two readings only: as the later one calls them, where it has them.
public struct DiffNames: Sendable {
    private let before: Analyzer
    private let after: Analyzer

    private let pairs: [String: GroupPair]

    /// Names of two readings.
    public init(before: Analyzer, after: Analyzer) {
        self.init(before: before, after: after, GroupMatching(before: before.inventory, after: after.inventory))
    }

    init(before: Analyzer, after: Analyzer, _ matching: GroupMatching) {
        self.before = before
        self.after = after
        pairs = Dictionary(uniqueKeysWithValues: zip(matching.ids, matching.pairs))
    }

    /// A group's name.
    public func name(_ pair: GroupPair) -> String {
        if let group = pair.after, pair.before == nil || after.inventory[group].knowledge != .absent {
            return after.names.name(of: group)
        }
        return pair.before.map { before.names.name(of: $0) } ?? ""
    }

    /// A group's id; that of the later reading where it has one from AWS or the earlier has none.
    public func id(_ pair: GroupPair) -> String {
        let new = pair.after.map { after.inventory[after.inventory[$0].id] }
        let old = pair.before.map { before.inventory[before.inventory[$0].id] }
        if let new, new.hasPrefix("sg-") || old == nil { return new }
        return old ?? new ?? ""
    }

    /// The id of an end; of a group as for its pair.
    public func id(_ end: EndIdentity) -> String { pair(end).map(id) ?? end.text }

    /// What an end is called.
    public func name(_ end: EndIdentity) -> String {
        if let pair = pair(end) { return name(pair) }
        let known = [after, before].lazy.compactMap { reading in
            reading.inventory.end(end).map { reading.names.name(of: $0) }
        }
        return known.first ?? end.text
    }

    /// What an end of a flow is called, with the addresses that the flow is not of: "10.8.0.0/15 without 10.9.0.0/16".
    public func text(_ part: FlowChange.Part) -> String {
        let (whole, except) = (name(part.end), part.except)
        if except.isEmpty { return whole }
        return "\(whole) without \(TextList.few(except.map(\.description), limit: 3, shown: 3))"
    }

    /// What an end is in the later reading; nil where it is not there.
    func later(_ end: EndIdentity) -> End? {
        guard let pair = pair(end) else { return after.inventory.end(end) }
        return pair.after.map(End.group)
    }

    /// What an end is in the earlier reading; nil where it is not there.
    func earlier(_ end: EndIdentity) -> End? {
        guard let pair = pair(end) else { return before.inventory.end(end) }
        return pair.before.map(End.group)
    }

    private func pair(_ end: EndIdentity) -> GroupPair? { end.group.flatMap { pairs[$0] } }
}
