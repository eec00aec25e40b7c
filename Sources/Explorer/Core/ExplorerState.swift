import Diagram
import Map
import Frames

/// Everything that the explorer shows and remembers; a value, changed by ``reduce(_:_:)`` alone.
public struct ExplorerState: Sendable {
    /// The parts of the screen that keys can go to.
    enum Pane: Hashable, Sendable { case list, map, details, answer, tour, matrix }

    /// What is being typed.
    enum Prompt: Sendable {
        case question(QuestionPrompt)
        case find(FindPrompt)
        /// The filter of the list.
        case filter
        /// A command behind `:`.
        case command(CommandPrompt)
        /// What is to be copied.
        case copy
        /// The step of the walkthrough to go to.
        case steps(StepsPrompt)
    }

    /// A place in a list of lines.
    struct Scroll: Hashable, Sendable {
        /// The line that is selected.
        var cursor = 0
        /// The first line that is seen.
        var top = 0
    }

    /// What is shown.
    public private(set) var model: ExplorerModel
    /// The terminal's size.
    public internal(set) var size: ScreenSize
    /// The characters to draw with.
    public internal(set) var glyphs: GlyphSet

    var map: MapView
    /// What `map` draws, or will as soon as it is laid out.
    var drawnScope: MapScope
    /// What was drawn before.
    var drawnMaps = DrawnMaps()
    /// What is drawn beside the flows.
    var shown = MapShown()
    /// By what the map is folded.
    var fold: MapFold?
    /// The boxes of a fold that was opened.
    var opened: [MapSubject]?
    /// The line of the selected box that was chosen.
    var line: MapLine?
    /// The steps around the chosen box that are drawn; nil for the whole map.
    var hops: Int?
    var selection: MapSubject?
    /// Where the map opened around one group; until something else is selected.
    var opening: WholeMap.Opening?
    var focus = Pane.map
    /// Whether the pane of the selection is open where it does not stand beside the map anyway.
    var isDetailsOpen = false
    /// Whether that pane, not the answer, is seen where only one of the two is.
    var isDetailsInFront = false
    var details = Scroll()
    var detailsLines = PaneLines()
    var answer: AnswerView?
    /// The answer to the question that is being typed, as soon as it is one.
    var preview: AnswerView?
    /// The question that `preview` was asked with; nil where none is typed that could be asked.
    var previewed: String?
    /// The question whose answer is to be kept when it comes.
    var wanted: String?
    /// Where the answer stood whose question is asked again of fresh data: its answer takes its place and nothing else changes.
    var askedAgain: (scroll: Scroll, hop: Int?)?
    /// Whether the focused pane has the screen for itself.
    var isZoomed = false
    var prompt: Prompt?
    var found: FindResult?
    /// The list of groups; nil while it is closed.
    var list: GroupList?
    var markedSource: MapSubject?
    var markedDestination: MapSubject?
    var history: [AskedQuestion] = []
    var commandHistory: [String] = []
    /// Whether the mouse selects and scrolls; while it does, the terminal copies no text with it.
    var usesMouse = false
    var trail = Trail()
    /// The walkthrough, the matrix, and what the review found.
    var side = SidePanes()
    /// The first line of the help that is seen; nil while it is closed.
    var help: Int?
    /// One line about what just happened; gone with the next key.
    var message: String?
    /// What a reading of the inputs is doing; nil while there is none.
    var reading: String?
    /// Work that is under way, the newest of each kind.
    var running: [Work.Slot: Work] = [:]
    var lastWork = 0
    /// Whether it is not yet shown: everything is worked out at once.
    private(set) var isOpening = true
    /// What is to be done outside, collected while an event is taken.
    var outbox: [Effect] = []

    /// The explorer as it opens.
    public init(model: ExplorerModel, size: ScreenSize, glyphs: GlyphSet = .unicode) {
        self.init(model: model, size: size, glyphs: glyphs, after: nil)
    }

    /// The explorer as it opens in place of one with older data.
    init(model: ExplorerModel, size: ScreenSize, glyphs: GlyphSet, after old: ExplorerState?) {
        self.model = model
        self.size = size
        self.glyphs = glyphs
        let isVast = model.map.subjects.count > ExplorerModel.wholeMapLimit
        if model.isSmall { side = SidePanes(reviewSummary: model.review.summary, isReviewed: true) }
        drawnScope = MapScope(isMarked: model.isSmall)
        if isVast { drawnScope.part = .alone([]) }
        map = MapView(isVast ? MapGraph.nothing : model.graph(for: drawnScope), of: drawnScope, after: old?.wholeMap)
        selection = model.map.unused.first.map(MapSubject.group)
        arrange()
        if isVast || isMapFarTooLarge, let opening = model.whole.opening {
            self.opening = opening
            selection = opening.subject
            hops = 1
            redrawMap(after: old?.map)
        } else if let highest {
            selection = highest
        }
        arrange()
        revealSelection()
        arrange()
        if model.groupCount > ExplorerModel.listedFrom {
            openList()
            startFiltering()
            arrange()
        }
        isOpening = false
    }

    /// The whole map, where it is drawn or was lately.
    private var wholeMap: MapView? {
        let whole = MapScope(isMarked: drawnScope.isMarked)
        return map.scope == whole ? map : drawnMaps.view(of: whole)
    }

    /// Whether the map, drawn as names, is several times what the screen holds.
    private var isMapFarTooLarge: Bool {
        let width = ScreenPlan.widths(self).map
        let names = map.arrangement(.names, width: width)
        return map.graph.subjects.count > 12 && (names.width > 2 * width || names.height > 2 * max(8, size.rows - 5))
    }

    /// Of the groups that the internet reaches the one that stands highest, else the highest group.
    private var highest: MapSubject? {
        let plan = ScreenPlan.widths(self)
        let detail = map.detail(width: plan.map, height: max(1, size.rows - 2))
        let order = map.arrangement(detail, width: plan.map).boxes.sorted { ($0.y, $0.x, $0.node) < ($1.y, $1.x, $1.node) }.map(
            \.node)
        let internet = map.graph.node(of: .internet)
        let open = Set(map.graph.graph.edges.filter { $0.source == internet }.map(\.target))
        let groups = order.filter { map.graph.subjects[$0].group != nil }
        let first = groups.first { open.contains($0) } ?? groups.first ?? order.first
        return first.map { map.graph.subjects[$0] }
    }

    /// Why a large map is drawn around this group, as long as it is.
    var whyOpened: String? {
        guard let opening, litAnswer == nil, !side.isTourOpen, !side.isMatrixOpen else { return nil }
        return "opened here: most flows" + (opening.isOpen ? ", the internet reaches it" : "")
    }

    /// The selected box; nil when the selection is not drawn.
    var selectedNode: Int? { selection.flatMap(map.graph.node) }

    /// Whether the program can be used at this size.
    var isTooSmall: Bool { size.columns < 40 || size.rows < 12 }

    /// Selects something and remembers what was left; draws its neighbourhood where the whole map is too large.
    mutating func visit(_ subject: MapSubject) {
        if let selection, selection != subject { trail.leave(selection) }
        show(subject)
    }

    /// Selects something; draws its neighbourhood where the whole map is not drawn.
    mutating func show(_ subject: MapSubject) {
        if selection != subject {
            details = Scroll()
            selection = subject
            line = nil
            if let place = list?.hits.firstIndex(where: { $0.group == subject.group }) { list?.scroll.cursor = place }
        }
        if litAnswer == nil || selectedNode == nil { redrawMap() }
        revealSelection()
    }

    /// Works out what depends on the size and the content, after every event.
    mutating func arrange() {
        if opening?.subject != selection { opening = nil }
        previewAnswer()
        let plan = ScreenPlan.widths(self)
        storeMap(width: plan.map)
        let wantsRows = isWide || isDetailsOpen
        storePane(width: plan.details - 1, wantsRows: wantsRows)
        answer?.store(width: plan.answer, ascii: glyphs == .ascii)
        preview?.store(width: plan.answer, ascii: glyphs == .ascii)
        storeTour()
        let areas = ScreenPlan(self)
        details = details.clamped(lines: detailsLines.rows.count, height: areas.details.map { $0.height - 1 } ?? 1)
        if let scroll = answer?.scroll, let count = answer?.lines.count {
            answer?.scroll = scroll.clamped(lines: count, height: areas.answer.map { $0.height - 1 } ?? 1)
        }
        clampSidePanes(areas)
        if let list, let area = areas.list {
            self.list?.scroll = list.scroll.clamped(lines: list.hits.count, height: area.height - 2)
        }
        clampOffset(areas)
    }
}

extension ExplorerState.Scroll {
    /// The same with the cursor on a line and in view.
    func clamped(lines: Int, height: Int) -> Self {
        var result = self
        result.cursor = min(max(0, cursor), max(0, lines - 1))
        let height = max(1, height)
        result.top = min(max(0, top), max(0, lines - height))
        result.top = min(max(result.top, result.cursor - height + 1), result.cursor)
        return result
    }
}
