import Annotations
import Board
import CoreModel
import Diff
import Documentation
import Map
import Notes
import Reachability
import Text
import Trial
import Words

/// What the explorer opens with: the inventory, its names and the list of its groups.
///
/// What takes longer is work: who reaches whom (``Flows``), the review, the walkthrough, the matrix; each is absent from the state
/// until it comes.
public final class ExplorerModel: Sendable {
    /// What was read.
    public let inventory: Inventory
    /// Answers questions about it.
    public let analyzer: Analyzer
    /// What people wrote about it.
    public let notes: Notes?
    /// The pinned questions as they were read with it.
    let board: BoardSource
    /// The flow logs that were given with it.
    let logs: GivenFlowLogs
    /// Whether it is the built-in example, and not the user's own account.
    public let isExample: Bool
    /// The inputs as they were given; empty where not all of them can be named again.
    let inputs: [String]
    /// Whether its owner calls it production: the title says so.
    public let isProduction: Bool
    let annotations: Annotations
    let references: GroupReferences
    /// Everything that can be typed as an end, in alphabetical order, groups first.
    let groupsFirst: [String]
    /// The changes that are laid over what was read; nil where this is what was read.
    let trial: TrialOfReading?
    /// The groups that were not there at the earlier time that it is of.
    let absent: Set<GroupIndex>
    /// The earlier time that it is of; nil where it is as it was read.
    let past: PastOfReading?
    /// What is known of how what was read changed; nil where nothing is, of an earlier time and on trial.
    let known: KnownChanges?
    /// What to compare with.
    let earlier: EarlierReading?
    let readAt: String?
    /// When it was read, in seconds since 1970: what is told of the data's age begins there; nil where none is told.
    let now: Int?
    /// Names accounts and regions where there are several.
    let scopes: ScopeText
    /// What changed since the earlier reading.
    let changes: RuleChanges?
    /// Groups that came or whose rules changed.
    let changed: [GroupIndex]
    private let changedGroups: Set<GroupIndex>
    /// Finds whatever is looked for.
    let finder: Finder
    private let network: Lazy<NetworkMap>
    private let unused: Lazy<Set<GroupIndex>?>
    /// The interfaces that carry each group, by their places.
    let carriers: [GroupIndex: [Int]]
    /// What the columns of the list say of each group.
    let groupFacts: GroupFacts
    /// How large the inventory is, which decides what is worked out at once.
    let size: InventorySize

    /// Makes names and list; linear in groups, rules and interfaces.
    ///
    /// `readAt` is a point in time that the title shows where the data itself tells none, and `now` the time of the reading in seconds
    /// since 1970, by which the data has an age. `board` are the pinned questions that were read with it, and `logs` flow logs to be held
    /// against it.
    public convenience init(
        inventory: Inventory, analyzer: Analyzer, notes: Notes?, isExample: Bool, earlier: EarlierReading? = nil,
        readAt: String? = nil, now: Int? = nil, isProduction: Bool = false, board: BoardSource = BoardSource(),
        inputs: [String] = [], logs: GivenFlowLogs = .none, known: KnownChanges? = nil
    ) {
        self.init(
            inventory: inventory, analyzer: analyzer, notes: notes, isExample: isExample, earlier: earlier, readAt: readAt,
            now: now, isProduction: isProduction, board: board, inputs: inputs, logs: logs, trial: nil, known: known)
    }

    /// What was read with changes laid over it; what it is compared with is what was read.
    convenience init(_ trial: TrialOfReading) {
        let read = trial.read
        self.init(
            inventory: trial.changes.inventory, analyzer: trial.changes.analyzer, notes: read.notes, isExample: read.isExample,
            earlier: EarlierReading(withoutTrial: read.analyzer), readAt: read.readAt, now: read.now,
            isProduction: read.isProduction, board: read.board, inputs: read.inputs, logs: read.logs, trial: trial)
    }

    /// What was read as of an earlier time; it is compared with nothing.
    convenience init(_ past: PastOfReading) {
        let read = past.read
        let names = Annotations(past.past.inventory, notes: read.notes).names
        self.init(
            inventory: past.past.inventory, analyzer: Analyzer(past.past.inventory, names: names), notes: read.notes,
            isExample: read.isExample, earlier: nil, readAt: read.readAt, now: read.now, isProduction: read.isProduction,
            board: read.board, inputs: read.inputs, logs: read.logs, trial: nil, past: past)
    }

    private init(
        inventory: Inventory, analyzer: Analyzer, notes: Notes?, isExample: Bool, earlier: EarlierReading?, readAt: String?,
        now: Int?, isProduction: Bool, board: BoardSource, inputs: [String], logs: GivenFlowLogs, trial: TrialOfReading?,
        past: PastOfReading? = nil, known: KnownChanges? = nil
    ) {
        self.logs = logs
        self.trial = trial
        (self.past, self.known) = (past, known)
        absent = Set(past?.past.absent.keys.compactMap { inventory.group(id: $0) } ?? [])
        self.inputs = inputs
        self.board = board
        self.isProduction = isProduction
        self.now = now
        scopes = ScopeText(inventory)
        self.earlier = earlier
        self.readAt = readAt
        changes = earlier.map { RuleChanges(from: $0.analyzer, to: analyzer) }
        self.inventory = inventory
        self.analyzer = analyzer
        self.notes = notes
        self.isExample = isExample
        let changedIDs = changes.map { Set($0.byGroup.keys).union($0.added) } ?? []
        let tried = Set(trial?.changes.changedGroups ?? [])
        changed = inventory.loadedGroups.filter { changedIDs.contains(inventory[inventory[$0].id]) || tried.contains($0) }
        changedGroups = Set(changed)
        annotations = Annotations(inventory, notes: notes)
        references = GroupReferences(inventory)
        finder = Finder(annotations: annotations, analyzer: analyzer)
        network = Lazy { NetworkMap(analyzer) }
        unused = Lazy { inventory.unusedGroups }
        var carriers: [GroupIndex: [Int]] = [:]
        for (place, interface) in inventory.interfaces.enumerated() {
            for group in interface.groups { carriers[group, default: []].append(place) }
        }
        self.carriers = carriers
        groupFacts = GroupFacts(annotations)
        size = InventorySize(
            groups: inventory.loadedGroups.count, rules: inventory.loadedRuleCount,
            shared: inventory.interfaces.reduce(0) { $0 + ($1.groups.count > 1 ? $1.groups.count : 0) })
        let typeable = analyzer.resolver.completions(of: "").filter { TerminalText.safe($0) == $0 && !$0.contains("->") }
        let sorted = typeable.map { ($0.lowercased(), $0) }.sorted { $0 < $1 }
        let groupNames = Set(inventory.loadedGroups.map { analyzer.names.name(of: $0) })
        let isGroup = sorted.map { $0.1 == "internet" || groupNames.contains($0.1) }
        groupsFirst =
            zip(sorted, isGroup).filter(\.1).map(\.0.1) + zip(sorted, isGroup).filter { !$0.1 }.map(\.0.1)
    }

    /// The network map; made when it is asked for first.
    var networkMap: NetworkMap { network.value }

    /// The groups that nothing uses, worked out when they are asked for first; nil where nobody knows.
    var unusedGroups: Set<GroupIndex>? { unused.value }

    /// The groups of the input.
    var groupCount: Int { size.groups }

    /// Whether the explorer opens on the list, which nothing closes then.
    var isListed: Bool { groupCount > Limits.listedFrom }

    /// When the data was read, as the title and comparisons say it.
    public var time: String? { inventory.asOf ?? readAt }

    /// What stands for something of another reading here; nil where it is gone.
    func subject(for subject: MapSubject, of other: ExplorerModel) -> MapSubject? {
        switch subject {
        case .end(let end): inventory.end(end, of: other.inventory).map(MapSubject.end)
        case .destination(let end): inventory.end(end, of: other.inventory).map(MapSubject.destination)
        case .fold: subject
        }
    }

    /// Whether a group came, or its rules changed, since the earlier reading.
    func isChanged(_ group: GroupIndex) -> Bool { changedGroups.contains(group) }

    var names: Names { analyzer.names }

    /// What a subject is called on screen.
    func name(_ subject: MapSubject) -> String { analyzer.name(of: subject) }

    /// What an end stands for: a network or a group itself, and the groups of the interfaces that it is or that have its address.
    func subjects(of end: Endpoint) -> [MapSubject] {
        if let interfaces = end.kind.interfaces {
            return interfaces.flatMap { inventory[$0].groups }.distinct().map(MapSubject.group)
        }
        guard let network = end.kind.network, network.isAddress else { return [.end(end.kind)] }
        return [.end(end.kind)] + groups(holding: network.address)
    }

    /// The groups of the interfaces that an address belongs to, by itself or by a delegated prefix.
    func groups(holding address: IPAddress) -> [MapSubject] {
        inventory.interfaces.filter { $0.hasAddress(address) }.flatMap(\.groups).distinct().map(MapSubject.group)
    }

    /// The report of a group, with who reaches whom if wanted.
    func report(_ group: GroupIndex, withReach: Bool = true) -> GroupReport {
        GroupReport(group, annotations: annotations, references: references, analyzer: withReach ? analyzer : nil)
    }
}

extension ExplorerModel: Hashable {
    /// A model is itself alone.
    public static func == (left: ExplorerModel, right: ExplorerModel) -> Bool { left === right }

    /// By identity.
    public func hash(into hasher: inout Hasher) { hasher.combine(ObjectIdentifier(self)) }
}
