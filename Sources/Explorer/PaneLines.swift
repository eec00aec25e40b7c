import Reachability
import Review
import SecurityGroups

/// The lines of the pane of a subject, kept for its width.
struct PaneLines: Sendable {
    private(set) var title = ""
    private(set) var rows: [ReportRow] = []
    private(set) var summary: [StyledLine] = []
    private var subject: MapSubject?
    private var width = -1

    /// Writes the lines of a subject unless they are there.
    mutating func store(subject: MapSubject?, width: Int, model: ExplorerModel) {
        if subject == self.subject, width == self.width { return }
        self.subject = subject
        self.width = width
        guard let subject else {
            (title, rows, summary) = ("", [], [])
            return
        }
        if let group = subject.group {
            let report = GroupReport(group, annotations: model.annotations, references: model.references)
            (title, rows, summary) = (report.title, report.rows(width: width), report.summary(width: width - 1))
        } else {
            let report = PeerReport(subject.reportedPeer, annotations: model.annotations)
            (title, rows, summary) = (report.title, report.rows(width: width), report.summary(width: width - 1))
        }
    }
}

extension MapSubject {
    /// The peer of rules that it stands for.
    var reportedPeer: PeerReport.Subject {
        switch self {
        case .internet, .group: .internet
        case .anywhere: .internet
        case .network(let network): .network(network)
        case .prefixList(let place): .prefixList(place)
        }
    }
}
