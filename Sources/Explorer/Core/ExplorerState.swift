import CoreModel
import Diagram
import Frames
import Map

/// Everything that the explorer shows and remembers; a value, changed by ``reduce(_:_:)`` alone.
public struct ExplorerState: Sendable {
    /// The parts of the screen that keys can go to.
    enum Pane: Hashable, Sendable { case list, map, details, answer, tour, matrix, board, trial, traffic, timeLine }

    /// What is being typed.
    indirect enum Prompt: Sendable {
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
        /// A change of a rule, field by field.
        case change(ChangeForm)
        /// Which of several fixes is tried.
        case fixes(FixPrompt)
        /// The list of all that the review found, of ``SidePanes/findings``.
        case findings
        /// The filter of the list of what flow logs say.
        case traffic(LineEditor)
    }

    // MARK: What is shown

    /// The inventory with its names.
    public let model: ExplorerModel
    /// Who reaches whom; nil until that is worked out.
    var flows: Flows?
    /// What differs from the notes and what the audit finds; nil until that is worked out.
    @Boxed var review: ReviewMarks? = nil
    /// What is worked out, and how far.
    @Boxed var executor = Executor()

    // MARK: The screen

    /// The terminal's size.
    public internal(set) var size: ScreenSize
    /// The characters to draw with.
    public internal(set) var glyphs: GlyphSet
    /// Where everything stands on the screen that is shown; made once an event.
    @Boxed var plan = ScreenPlan()
    /// Whether the picture is to be moved so that the selection is seen.
    var isRevealing = false
    var focus = Pane.map
    /// Whether the focused pane has the screen for itself.
    var isZoomed = false
    var prompt: Prompt?
    /// The first line of the help that is seen; nil while it is closed.
    var help: Int?
    /// What the help tells.
    var helpTopic = HelpPage.Topic.keys
    /// Who reaches what was asked last; nil where nobody asked.
    @Boxed var who: WhoPage? = nil
    /// One line about what just happened; gone with the next key.
    var message: String?
    /// What a reading of the inputs is doing; nil while there is none.
    var reading: String?
    /// The time in seconds since 1970, as far as anybody told it; nil where nothing is said of ages.
    var now: Int?
    /// How many copies were made, and are printed when the program ends.
    var copies = 0
    /// Whether the mouse selects and scrolls; while it does, the terminal copies no text with it.
    var usesMouse = false

    // MARK: The panes

    @Boxed var map = MapView(.nothing, of: MapScope(part: .alone([])))
    /// The network map; nil while the map of groups is shown.
    @Boxed var network: NetworkView? = nil
    /// What the map is to draw.
    @Boxed var drawing = MapDrawing()
    @Boxed var details = DetailsPane()
    var answering = Answering.settled(.none)
    /// The answers that Esc goes back to.
    @Boxed var returns = AnswerReturns()
    /// The list of groups; nil while it is closed.
    @Boxed var list: GroupList? = nil
    /// The walkthrough and the matrix.
    @Boxed var side = SidePanes()
    /// The pinned questions.
    @Boxed var board: BoardView
    /// The list of the changes on trial.
    @Boxed var trial = TrialView()
    /// What flow logs say.
    @Boxed var traffic = TrafficView()
    /// What changed when.
    @Boxed var timeLine = TimeLineView()
    /// What was judged of what was read; nil while that is shown.
    @Boxed var judged: JudgedReading? = nil

    // MARK: What was done

    var selection: MapSubject?
    @Boxed var trail = Trail()
    var marks = Marks()
    @Boxed var found: FindResult? = nil
    var history: [AskedQuestion] = []
    var commandHistory: [String] = []
    /// What was taken up of an earlier run.
    @Boxed var keeping = KeptPlace()
    /// Whether nobody pressed a key yet: what comes may choose what is selected.
    var isUntouched = true
    /// What is to be done outside, collected while an event is taken.
    var effects: [Effect] = []

    /// The explorer as it opens: the list where there are many groups, and the map as soon as who reaches whom is worked out.
    public init(model: ExplorerModel, size: ScreenSize, glyphs: GlyphSet = .unicode) {
        self.init(model: model, flows: nil, size: size, glyphs: glyphs, after: nil)
    }

    /// The explorer as it opens in place of one with older data.
    init(model: ExplorerModel, flows: Flows?, size: ScreenSize, glyphs: GlyphSet, after old: ExplorerState?) {
        self.model = model
        self.size = size
        self.glyphs = glyphs
        now = model.now
        board = BoardView(model.board)
        if let old {
            copies = old.copies
            executor = old.executor.emptied()
            drawing.before = old.mapsBefore
        }
        if let flows { take(flows: flows) } else { order(.flows) }
        // What completion looks up between two keys is made before.
        if !Executor.resolvesAtOnce(model) { order(.index) }
        if model.isListed {
            openList()
            set(focus: .list)
        }
        sayUnused()
        if old == nil {
            judgeBoard()
            if !model.logs.paths.isEmpty { traffic.source = .given }
            orderTraffic()
        }
        arrange()
    }

    /// The whole map; nil until it is worked out.
    public var whole: WholeMap? { flows?.whole }

    /// The selected box; nil when the selection is not drawn.
    var selectedNode: Int? { selection.flatMap { map.graph.node(of: $0) } }

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
            select(subject)
            if let place = list?.hits.firstIndex(where: { $0.group == subject.group }) { list?.scroll.cursor = place }
        }
        if litAnswer == nil || selectedNode == nil { redrawMap() }
        revealSelection()
    }

    /// Selects something and nothing more: its pane begins at the top, and no line of it is chosen.
    mutating func select(_ subject: MapSubject) {
        if subject != selection { details.restart() }
        selection = subject
        (drawing.line, drawing.row) = (nil, nil)
    }
}
