import Documentation
import CoreModel
import Text
import Map

struct PaneRequest: Hashable, Sendable {
    var subject: MapSubject?
    /// The page of a hop, or of something of the network map, in place of the subject's own report.
    var page: PageRequest?
    /// A line of the map, in place of the subject's own report, with what is behind it.
    var line: MapLine?
    var drawn: MapGraph.Line?
    /// What a fold holds.
    var members: [MapSubject] = []
    var width: Int
    /// Whether all rows are wanted, and not the summary alone.
    var wantsRows: Bool
    /// Whether they tell who reaches whom, which takes longer than the rest.
    var withReach = true
    /// Whether they tell what differs from the notes, and what the audit found.
    var isReviewed = false
}

/// The lines of a pane, kept for its width.
struct PaneLines: Sendable {
    /// What its bar says.
    private(set) var title = ""
    /// Name and id alone.
    private(set) var shortTitle = ""
    private(set) var rows: [ReportRow] = []
    /// What stands at the other end of its bar.
    private(set) var note = ""
    /// Two lines for where there is no room for more.
    private(set) var summary: [StyledLine] = []
    private(set) var request: PaneRequest?

    init() {}

    /// What stands there until the lines of something are written.
    init(waitingFor title: String) {
        (self.title, shortTitle) = (title, title)
        summary = [StyledLine("reading the rules ...", .dim)]
    }

    /// The lines of a page.
    init(_ request: PaneRequest, title: String, note: String, rows: [ReportRow]) {
        (self.request, self.title, self.note, self.rows, shortTitle) = (request, title, note, rows, title)
        summary = rows.prefix(2).map(\.line)
    }

    /// Writes the lines that are wanted.
    init(_ request: PaneRequest, model: ExplorerModel, review: ReviewMarks?) {
        self.request = request
        let width = request.width
        guard let subject = request.subject else { return }
        if let line = request.line, let drawn = request.drawn {
            rows = LineReport(model: model, line: line, drawn: drawn, review: review).rows(width: width)
            title = "\(model.name(line.source)) -> \(model.name(line.target))"
            shortTitle = title
            summary = rows.prefix(2).map(\.line)
        } else if case .fold(_, let name) = subject {
            title = TerminalText.safe(name)
            shortTitle = title
            rows = model.foldRows(request.members, width: width)
            summary = rows.prefix(2).map(\.line)
        } else if let group = subject.group {
            let report = model.report(group, withReach: request.withReach && request.wantsRows)
            title = report.title(width: width - 21)
            shortTitle = report.shortTitle
            summary = report.summary(width: width - 1)
            if request.wantsRows {
                rows = model.changeRows(group, width: width)
                rows += model.reviewed(
                    report.rows(width: width, titled: title), of: group, by: review,
                    withFindings: request.withReach, width: width)
                rows += model.changedRows(group, width: width)
            }
        } else if let end = subject.end {
            let report = PeerReport(end, annotations: model.annotations)
            title = report.title
            shortTitle = report.title
            summary = report.summary(width: width - 1)
            if request.wantsRows { rows = report.rows(width: width) }
        }
    }

    /// Whether they are what is wanted.
    func fits(_ wanted: PaneRequest) -> Bool {
        guard var own = request else { return false }
        if own.wantsRows { own.wantsRows = wanted.wantsRows }
        if own.withReach || !wanted.wantsRows { own.withReach = wanted.withReach }
        return own == wanted
    }
}

extension ExplorerState {
    /// Has the lines of the pane written unless they are there.
    mutating func storePane(width: Int, wantsRows: Bool) {
        if storePage(width: width) { return }
        var wanted = PaneRequest(subject: selection, width: width, wantsRows: wantsRows, isReviewed: review != nil)
        let line = shownLine
        if let line, let place = map.graph.line(line) { (wanted.line, wanted.drawn) = (line, map.graph.lines[place]) }
        if case .fold = selection, let node = selectedNode { wanted.members = map.graph.members[node] }
        if details.lines.fits(wanted) || executor.isDoing(.pane(wanted)) || order(.pane(wanted)) { return }
        // What is quickly said is said at once; who reaches whom follows when it is worked out.
        var quick = wanted
        quick.withReach = false
        if details.lines.fits(quick) { return }
        if Executor.isQuick(.pane(quick), of: model) {
            take(pane: PaneLines(quick, model: model, review: review))
        } else {
            details.lines = PaneLines(waitingFor: line.map(title) ?? selection.map(model.name) ?? "")
        }
    }

    mutating func take(pane lines: PaneLines) {
        guard shownPage == nil, lines.request?.subject == selection, lines.request?.line == shownLine || shownLine == nil else {
            return
        }
        details.lines = lines
    }
}

extension ExplorerModel {
    /// What changed in a group since the earlier reading, above what it is now.
    func changeRows(_ group: GroupIndex, width: Int) -> [ReportRow] {
        guard let changes, let earlier, isChanged(group) else { return [] }
        let own = changes.byGroup[inventory[inventory[group].id]] ?? []
        let lines =
            own.isEmpty
            ? [trial == nil ? "~ new since \(earlier.time)" : "~ who carries it is changed on trial"]
            : [trial == nil ? "~ changed since \(earlier.time)" : "~ changed on trial"]
                + own.map { "  \($0.isAdded ? "+" : "-") \($0.direction.name) \($0.text)" }
        return lines.flatMap { ReportRow.wrapped($0, .differs, width: width) }
    }
}
