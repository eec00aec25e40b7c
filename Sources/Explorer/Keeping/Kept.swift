import CoreModel
import Documentation
import Reachability
import Text

/// What the explorer leaves for the next run on the same input: a value that is written and read elsewhere.
public struct Kept: Hashable, Sendable {
    /// What is shown where the map of groups may be.
    public enum View: String, Sendable, CaseIterable {
        /// The map of groups.
        case groups
        /// The network map.
        case network
        /// The list.
        case list
    }

    /// Questions beyond which the earliest are forgotten.
    public static let limit = 100

    /// What was asked, the latest last, each in its strict form.
    public var questions: [String] = []
    /// What was shown.
    public var view = View.groups
    /// The id of the group that was selected; nil where none was.
    public var selected: String?
    /// When it was left, in seconds since 1970; nil where that is not told.
    public var leftAt: Int?
    /// The file of pinned questions; nil where none was.
    public var board: String?

    /// Nothing kept yet.
    public init() {}

    /// Adds a question that was kept; false where the text is none in its strict form, or has what no line may have.
    public mutating func add(_ question: String) -> Bool {
        guard question.utf8.count <= 400, TerminalText.safe(question) == question,
            let parts = try? QuestionText(parsing: question), !parts.port.isEmpty, !parts.source.isEmpty
        else { return false }
        questions.append(question)
        if questions.count > Self.limit { questions.removeFirst() }
        return true
    }
}

extension ExplorerState {
    /// What is left for the next run: where somebody is now, and what was asked in this run and before.
    public var kept: Kept {
        var kept = Kept()
        for question in recallable { _ = kept.add(question) }
        kept.view = network != nil ? .network : list != nil && focus == .list ? .list : .groups
        kept.selected = selection?.group.map { model.inventory[model.inventory[$0].id] }
        kept.leftAt = now
        return kept
    }

    /// What can be asked again by going up in the line of questions, the latest last.
    var recallable: [String] {
        let own = Set(history.map(\.text))
        return keeping.questions.filter { !own.contains($0) } + history.map(\.text)
    }

    /// Takes up what an earlier run left: its questions, and its place, as long as nobody did anything; `time` says when that was.
    ///
    /// A group that is not there any more, and a view that has nothing to show, are left out.
    public mutating func takeUp(_ kept: Kept, time: String?) {
        keeping.questions = kept.questions
        guard isUntouched else { return }
        let group = kept.selected.flatMap { model.inventory.group(id: $0) }
        let isNetwork = kept.view == .network && !model.inventory.subnets.isEmpty && !model.isListed
        // A network map of very many groups is not made before the first screen. Where it would begin anyway nothing is said.
        guard group != nil || isNetwork else { return }
        if let group {
            selection = .group(group)
            if let place = list?.hits.firstIndex(where: { $0.group == group }) { list?.scroll.cursor = place }
            keeping.isAsLeft = true
        }
        if isNetwork {
            toggleNetwork()
            keeping.isAsLeft = true
        } else if kept.view == .list, list == nil {
            openList()
            set(focus: .list)
        } else if kept.view == .groups, list != nil {
            set(focus: .map)
        }
        message = "as you left it\(time.map { " on \($0)" } ?? ""): Esc for the start"
        redrawMap()
        revealSelection()
        arrange()
    }

    /// Leaves the place of an earlier run for the one where the explorer begins.
    mutating func goToStart() {
        let old = self
        keeping.isAsLeft = false
        guard flows != nil else {
            // What is being worked out is waited for, and chooses.
            selection = nil
            return
        }
        self = ExplorerState(model: model, flows: flows, size: size, glyphs: glyphs, after: old)
        effects = old.effects + Work.Slot.allCases.filter(old.executor.isRunning).map(Effect.cancel) + effects
        keeping.questions = old.keeping.questions
        (history, commandHistory, usesMouse) = (old.history, old.commandHistory, old.usesMouse)
    }
}

/// What was taken up of an earlier run.
struct KeptPlace: Sendable {
    /// What was asked then.
    var questions: [String] = []
    /// Whether the explorer is where that run left it, and nobody pressed a key.
    var isAsLeft = false
}
