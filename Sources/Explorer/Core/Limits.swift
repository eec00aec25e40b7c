import Map

/// The sizes from which on the explorer does things otherwise, each with what changes there.
enum Limits {
    // MARK: What is worked out at once, and what beside the event loop (``Executor``)

    /// Up to here a step between two keys is worked out at once: what it costs grows with groups, with rules, and with how
    /// differently members of one group are equipped.
    static let quick = InventorySize(groups: 100, rules: 5_000, shared: 150)
    /// Up to here review, walkthrough and matrix are worked out at once, too.
    static let small = InventorySize(groups: 60, rules: 1_000, shared: 150)
    /// Rules up to which a group's pane is written between two keys in an inventory that is not quick.
    static let paneRules = 250

    /// Pinned questions up to which they are judged at once, in an inventory that is small.
    static let pins = 40
    /// Pinned questions up to which each is lit in the map when it is gone to.
    static let litPins = 200

    // MARK: What is drawn

    /// Groups above which the explorer opens on the list.
    static let listedFrom = 40
    /// Boxes up to which the whole map is drawn; beyond it the neighbourhood of the chosen group.
    static let wholeMap = 250
    /// Boxes of a neighbourhood.
    static let neighbourhood = 60
    /// Names in the lists of a box with many neighbours.
    static let listedNeighbours = 1_000
    /// Boxes up to which every level of detail is tried; larger maps are drawn as names.
    static let everyDetail = 40
    /// Boxes below which the whole map is drawn however large its picture is.
    static let alwaysWhole = 12
    /// Boxes that are drawn for one step of the walkthrough, where not the whole map is.
    static let stepBoxes = 40
    /// Flows up to which the network is asked about all that a map draws.
    static let notedFlows = 2_000
    /// Lines of a box that lists interfaces; the ends of a question have up to ``MemberList/Limit/asked``.
    static let memberRows = MemberList.Limit.usual
    /// Steps around a box beyond which the whole map is drawn.
    static let steps = 5

    /// What is offered for a text that is being typed, at most.
    static let completions = 500
    /// Bytes of a question that is read in words while it is typed.
    static let typedQuestion = 160

    // MARK: What is remembered

    /// Questions, and commands, that the arrow keys bring back.
    static let asked = 200
    /// Places to go back to.
    static let trail = 100
    /// Answers to go back to, from those that were asked from them.
    static let returns = 5
    /// Maps that stand where they stood when one goes back to them.
    static let drawnMaps = 8
}

/// How large an inventory is, by what the explorer's work costs.
struct InventorySize: Hashable, Sendable {
    var groups: Int
    var rules: Int
    /// Groups on interfaces that carry more than one.
    var shared: Int

    /// Whether it is no larger than another in any respect.
    func fits(_ limit: InventorySize) -> Bool {
        groups <= limit.groups && rules <= limit.rules && shared <= limit.shared
    }
}
