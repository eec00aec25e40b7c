import Notes
import Reachability
import Annotations
import Diff
import Documentation
import CoreModel
import Synchronization
import Text
import Map

/// What the explorer shows: the inventory, and everything about it that is worked out once.
public final class ExplorerModel: Sendable {
    /// Boxes up to which the whole map is drawn; beyond it the neighbourhood of the chosen group.
    static let wholeMapLimit = 250
    /// Boxes of a neighbourhood.
    static let neighbourhoodLimit = 60

    /// What was read.
    public let inventory: Inventory
    /// Answers questions about it.
    public let analyzer: Analyzer
    /// What people wrote about it.
    public let notes: Notes?
    /// Whether it is the built-in example, and not the user's own account.
    public let isExample: Bool
    /// The whole map with its edges.
    public let whole: WholeMap
    let annotations: Annotations
    let references: GroupReferences
    let findable: [Findable]
    /// Whole maps by what they show.
    let drawnMaps = Mutex<[MapShown: MapGraph]>([:])
    /// What differs from the notes and what the audit finds, as soon as it was asked for.
    let reviewed = Mutex<ReviewMarks?>(nil)
    /// The walkthrough, as soon as it was asked for.
    let walkthrough = Mutex<Tour?>(nil)
    /// Looks them up.
    let finder: FindIndex
    /// Everything that can be typed as an end, in alphabetical order.
    let ends: [String]
    /// The same in lower case.
    let lowerEnds: [String]
    let endIndex: TextIndex
    /// Whether each of them is a group, or the internet, and not what carries groups.
    let isGroupEnd: [Bool]
    /// All of them, groups first.
    let groupsFirst: [String]
    /// What the whole map draws beside the flows.
    let mapOptions: MapGraph.Options
    /// What to compare with.
    let earlier: EarlierReading?
    let readAt: String?
    /// What changed since the earlier reading.
    let changes: RuleChanges?
    /// Groups that came or whose rules changed.
    let changed: [GroupIndex]
    private let changedGroups: Set<GroupIndex>
    /// Finds groups for the list.
    let search: GroupSearch
    /// The flows from the internet.
    let openToInternet: [Edge]
    /// The groups that let in most other groups, with how many that are.
    let mostUsed: [(group: GroupIndex, count: Int)]
    /// The interfaces that carry each group, by their places.
    let carriers: [GroupIndex: [Int]]
    let groupNames: Set<String>
    let groupCount: Int
    let ruleCount: Int
    /// How many groups stand on interfaces that carry more than one.
    let sharedCount: Int

    /// Works out edges, map and names; linear in groups, rules and interfaces.
    ///
    /// `readAt` is a point in time that the title shows where the data itself tells none.
    public init(
        inventory: Inventory, analyzer: Analyzer, notes: Notes?, isExample: Bool, earlier: EarlierReading? = nil,
        readAt: String? = nil
    ) {
        self.earlier = earlier
        self.readAt = readAt
        changes = earlier.map { RuleChanges(from: $0.analyzer, to: analyzer) }
        self.inventory = inventory
        self.analyzer = analyzer
        self.notes = notes
        self.isExample = isExample
        let changedIDs = changes.map { Set($0.byGroup.keys).union($0.added) } ?? []
        changed = inventory.loadedGroups.filter { changedIDs.contains(inventory[inventory[$0].id]) }
        changedGroups = Set(changed)
        var options = MapGraph.Options()
        for group in changed { options.marks[group] = "~" }
        mapOptions = options
        let whole = WholeMap(analyzer, options: options)
        self.whole = whole
        annotations = Annotations(inventory, notes: notes)
        references = GroupReferences(inventory)
        search = GroupSearch(annotations: annotations, analyzer: analyzer)
        openToInternet = whole.edges.filter { $0.source == .internet && !$0.isOneSided }
        var comers: [GroupIndex: Int] = [:]
        for edge in whole.edges {
            if let group = edge.source.group, group != edge.target { comers[edge.target, default: 0] += 1 }
        }
        mostUsed = comers.filter { $0.value > 1 }.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(5).map {
            ($0.key, $0.value)
        }
        var carriers: [GroupIndex: [Int]] = [:]
        for (place, interface) in inventory.interfaces.enumerated() {
            for group in interface.groups { carriers[group, default: []].append(place) }
        }
        self.carriers = carriers
        groupNames = Set(inventory.loadedGroups.map { analyzer.names.name(of: $0) })
        groupCount = inventory.loadedGroups.count
        ruleCount = inventory.loadedRuleCount
        sharedCount = inventory.interfaces.reduce(0) { $0 + ($1.groups.count > 1 ? $1.groups.count : 0) }
        findable = Findable.all(in: inventory, names: analyzer.names, map: whole.graph)
        finder = FindIndex(findable)
        let typeable = analyzer.resolver.completions(of: "").filter { TerminalText.safe($0) == $0 && !$0.contains("->") }
        let sorted = typeable.map { ($0.lowercased(), $0) }.sorted { $0 < $1 }
        ends = sorted.map(\.1)
        lowerEnds = sorted.map(\.0)
        endIndex = TextIndex(lowerEnds)
        let groupNames = groupNames
        isGroupEnd = ends.map { $0 == "internet" || groupNames.contains($0) }
        groupsFirst = zip(ends, isGroupEnd).filter(\.1).map(\.0) + zip(ends, isGroupEnd).filter { !$0.1 }.map(\.0)
        _ = graph(for: MapScope())
    }

    /// Groups, rules and groups on interfaces that carry several, from which on an answer may take longer than the time between two keys.
    private static let vast = (groups: 100, rules: 5000, shared: 150)

    /// Groups above which the explorer opens on the list.
    static let listedFrom = 40

    /// Whether work is done beside the event loop.
    ///
    /// What a step costs grows with groups, with rules and with how differently members of one group are equipped.
    var isVast: Bool { groupCount > Self.vast.groups || ruleCount > Self.vast.rules || sharedCount > Self.vast.shared }

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

    /// Every flow between two boxes.
    var edges: [Edge] { whole.edges }

    /// The whole map.
    var map: MapGraph { whole.graph }

    /// What a subject is called on screen.
    func name(_ subject: MapSubject) -> String { analyzer.name(of: subject) }

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
