import CoreModel
import History
import Reachability

/// The list of what changed when.
struct TimeLineView: Sendable {
    /// What the answer was after each change; nil until that is worked out, and without an answer.
    var page: TimeLinePage?
    var isOpen = false
    /// Whether all changes are listed, and not those alone that touch the way.
    var showsAll = false
    /// What is filtered by; empty for nothing.
    var filter = ""
    /// The rows, newest first.
    var rows: [TimeLineRow] = []
    /// What the rows were made of.
    var key: Key?
    /// Whether the newest change that turned the answer is to be gone to as soon as it is known.
    var wantsTurn = false
    /// What is asked as soon as the earlier time is shown that it was typed with.
    var asksNext: String?
    /// The question whose verdicts somebody did not want to wait for.
    var givenUp: String?
    /// The row that is chosen, and the first that is seen.
    var scroll = ExplorerState.Scroll()

    /// What the rows depend on.
    struct Key: Hashable {
        var model: ObjectIdentifier
        var page: String?
        var showsAll: Bool
        var filter: String
    }
}

/// A row of the list.
enum TimeLineRow: Sendable {
    /// What was read.
    case read
    /// A change; with the verdicts on both sides of it where an answer stands.
    case change(Change, before: Verdict?, after: Verdict?)
    /// The oldest record, before which nothing is known.
    case oldest

    /// Whether the answer turned there.
    var isTurned: Bool {
        if case .change(_, let before?, let after?) = self { before != after } else { false }
    }
}

/// What an answer was after each change.
struct TimeLinePage: Sendable {
    /// The question, as it was typed.
    let question: String
    /// What was read, of which the changes are.
    let read: ExplorerModel
    /// Nil where the question cannot be asked of what was read.
    let line: VerdictLine?

    /// Works it out for an answer of what is shown; nil where nothing is known of changes, or nothing is wanted any more.
    init?(of answer: Answer, _ text: String, in shown: ExplorerModel, tell: (Int, Int) -> Bool) {
        let read = shown.trial?.read ?? shown.past?.read ?? shown
        guard let known = read.known else { return nil }
        (question, self.read) = (text, read)
        guard let own = shown === read ? answer.question : shown.analyzer.question(answer.question, after: read.inventory) else {
            line = nil
            return
        }
        let now = read.analyzer.answer(own, AnswerScope(looksAtNetwork: true, isFull: false))
        guard let line = known.timeLine.verdicts(of: now, by: read.analyzer, tell: tell) else { return nil }
        self.line = line
    }
}

extension ExplorerState {
    /// What is said where nothing is known of changes.
    static let withoutChanges =
        "no events: sgscope -i INVENTORY -i CLOUDTRAIL (or Config, older snapshots)"

    /// The page of the answer that stands; nil while it is not worked out.
    var timeLinePage: TimeLinePage? {
        guard let page = timeLine.page, page.read === read, page.question == answer?.text else { return nil }
        return page
    }

    /// Has what the list needs worked out, and lists it.
    mutating func followTimeLine() {
        guard timeLine.isOpen, let known = read.known else { return }
        if let text = answer?.text, timeLinePage == nil, !executor.isDoing(.timeLine(text)), !timeLine.isGivenUp(text) {
            order(.timeLine(text))
        }
        let page = timeLinePage
        let key = TimeLineView.Key(
            model: ObjectIdentifier(read), page: page?.question, showsAll: timeLine.showsAll, filter: timeLine.filter)
        if key == timeLine.key { return }
        let chosen = timeLine.rows.indices.contains(timeLine.scroll.cursor) ? timeLine.rows[timeLine.scroll.cursor] : nil
        timeLine.key = key
        timeLine.rows = TimeLineRows(known, page?.line, read, showsAll: timeLine.showsAll, filter: timeLine.filter).rows
        timeLine.scroll.cursor =
            chosen.flatMap { chosen in timeLine.rows.firstIndex { $0.isSame(chosen) || $0.isOlder(than: chosen) } } ?? 0
        if timeLine.wantsTurn, page != nil {
            timeLine.wantsTurn = false
            if let turned = timeLine.rows.firstIndex(where: \.isTurned) { timeLine.scroll.cursor = turned }
        }
    }

    mutating func take(timeLine page: TimeLinePage) { timeLine.page = page }
}

extension TimeLineView {
    /// Whether somebody cancelled what an answer was.
    func isGivenUp(_ text: String) -> Bool { givenUp == text }
}

/// The rows of the list.
struct TimeLineRows {
    let rows: [TimeLineRow]

    /// Newest first; those alone that touch the way where `showsAll` is not wanted and an answer stands.
    init(_ known: KnownChanges, _ line: VerdictLine?, _ read: ExplorerModel, showsAll: Bool, filter: String) {
        var rows: [TimeLineRow] = []
        var present: Int
        let words = known.words
        let wanted = filter.lowercased()
        func holds(_ change: Change) -> Bool {
            if wanted.isEmpty { return true }
            let texts =
                [known.whole(change.time), words.who(change), change.event ?? "", change.from ?? ""]
                + change.edits.map(words.line)
            return texts.contains { $0.lowercased().contains(wanted) }
        }
        if let line {
            present = 0
            for (place, point) in line.points.enumerated() where (showsAll || point.touches) && holds(point.change) {
                rows.append(.change(point.change, before: point.before, after: point.after))
                if place < line.present { present = rows.count }
            }
        } else {
            present = 0
            let own = known.timeLine.presentCount
            for (place, change) in known.changes.enumerated() where holds(change) {
                rows.append(.change(change, before: nil, after: nil))
                if place < own { present = rows.count }
            }
        }
        rows.insert(.read, at: present)
        self.rows = (wanted.isEmpty ? [.oldest] + rows : rows).reversed()
    }
}

extension TimeLineRow {
    /// Whether it is a change before another: what is not listed any more hands on to it.
    func isOlder(than other: TimeLineRow) -> Bool {
        guard case .change(let own, _, _) = self, case .change(let other, _, _) = other else { return false }
        return own.time < other.time
    }

    /// Whether it is of the same change, whatever the verdicts.
    func isSame(_ other: TimeLineRow) -> Bool {
        switch (self, other) {
        case (.read, .read), (.oldest, .oldest): true
        case (.change(let own, _, _), .change(let other, _, _)):
            // With an answer the edits that bear on it stand first.
            own.time == other.time && own.eventID == other.eventID && Set(own.edits) == Set(other.edits)
        default: false
        }
    }
}
