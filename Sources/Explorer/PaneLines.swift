import Reachability
import Review
import SecurityGroups

/// The lines of the pane of a subject, kept for its width.
struct PaneLines: Sendable {
    /// What its bar says.
    private(set) var title = ""
    /// Name and id alone.
    private(set) var shortTitle = ""
    private(set) var rows: [ReportRow] = []
    /// Two lines for where there is no room for more.
    private(set) var summary: [StyledLine] = []
    private var subject: MapSubject?
    private var width = -1
    private var hasRows = false

    /// Writes the lines of a subject unless they are there; all its rows only where they are wanted.
    mutating func store(subject: MapSubject?, width: Int, model: ExplorerModel, wantsRows: Bool) {
        if subject == self.subject, width == self.width, hasRows || !wantsRows { return }
        self = PaneLines()
        self.subject = subject
        self.width = width
        hasRows = wantsRows
        guard let subject else { return }
        if let group = subject.group {
            let report = model.report(group)
            title = report.title(width: width - 21)
            shortTitle = report.shortTitle
            summary = report.summary(width: width - 1)
            if wantsRows { rows = model.changeRows(group, width: width) + report.rows(width: width, titled: title) }
        } else {
            let report = PeerReport(subject.reportedPeer, annotations: model.annotations)
            title = report.title
            shortTitle = report.title
            summary = report.summary(width: width - 1)
            if wantsRows { rows = report.rows(width: width) }
        }
    }
}

extension ExplorerModel {
    /// What changed in a group since the earlier reading, above what it is now.
    func changeRows(_ group: GroupIndex, width: Int) -> [ReportRow] {
        guard let changes, let earlier, isChanged(group) else { return [] }
        let own = changes.byGroup[inventory[inventory[group].id]] ?? []
        let lines =
            own.isEmpty
            ? ["~ new since \(earlier.time)"]
            : ["~ changed since \(earlier.time)"] + own.map { "  \($0.isAdded ? "+" : "-") \($0.direction.name) \($0.text)" }
        return lines.flatMap { TextWrap.lines($0, width: width) }.map { ReportRow(line: StyledLine($0, .differs)) }
    }
}

extension MapSubject {
    /// The peer of rules that it stands for.
    var reportedPeer: PeerReport.Subject {
        switch self {
        case .internet, .group, .anywhere, .fold: .internet
        case .network(let network), .destination(let network): .network(network)
        case .prefixList(let place), .destinationList(let place): .prefixList(place)
        }
    }
}
