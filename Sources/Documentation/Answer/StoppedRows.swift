import Annotations
import Reachability
import CoreModel
import Text
import Words

/// Whom the groups would let through and another layer stops, by what stops them.
struct StoppedRows {
    private let annotations: Annotations
    /// Of more that are stopped by one thing it is said how many.
    private static let shown = 40

    init(_ annotations: Annotations) { self.annotations = annotations }

    /// One sentence, hung behind its label; none where nobody is stopped.
    func lines(_ stopped: [Who.Stopped], lead: Int, width: Int) -> [StyledLine] {
        guard !stopped.isEmpty else { return [] }
        let words = NetworkVerdictText(annotations.inventory)
        let reasons = stopped.map { words.decider($0.network) ?? "" }
        let rows = reasons.distinct().map { reason in
            let ends = zip(stopped, reasons).filter { $0.1 == reason }.map(\.0)
            let shown = ends.prefix(Self.shown).map { name($0.end) + ($0.groupsVerdict == .depends ? " (in part)" : "") }
            let more = ends.count - shown.count
            let names = shown.joined(separator: ", ") + (more > 0 ? " and \(more) more" : "")
            return reason.isEmpty ? names : "\(names) - stopped at \(reason)"
        }
        let label = [StyledSpan(" by groups only: ")]
        return StyledLine.hanging(behind: label, rows.joined(separator: "; "), isWhole: true, width: max(lead + 20, width))
    }

    private func name(_ end: End) -> String { end == .internet ? "internet" : annotations.names.name(of: end) }
}
