import Annotations
import Audit
import Documentation
import Notes
import Reachability
import CoreModel
import Text

/// What differs from the notes and what the audit found, by groups and by the lines between them: for marks in a diagram and for panes.
public struct ReviewMarks: Sendable {
    /// The notes held against the rules; nil where there are no notes.
    @Boxed public private(set) var check: CheckResult?
    /// What is wrong with the rules themselves and with the network.
    @Boxed public private(set) var audit: AuditResult

    let annotations: Annotations
    private var columns: [GroupIndex: [ColumnFinding]] = [:]
    /// Where the findings about each group stand in ``audit``: there may be hundreds of thousands, too many to be had twice.
    private let places: Rows<Int32>
    private var lines: [Line: [String]] = [:]
    /// How flows that end at a group differ.
    private var flows: [GroupIndex: [String]] = [:]

    /// A line of a diagram.
    private struct Line: Hashable {
        var source: End
        var destination: End
    }

    /// Checks and audits an inventory once; `edges` are made here when they are not given.
    public init(_ analyzer: Analyzer, annotations: Annotations, edges: [Edge]? = nil) {
        self.annotations = annotations
        check =
            annotations.notes == nil
            ? nil : CheckResult(analyzer, annotations: annotations, edges: edges, explainsWhatHolds: false)
        let audit = AuditResult(analyzer, annotations: annotations)
        self.audit = audit
        places = Rows(count: analyzer.inventory.groups.count) { body in
            for (place, finding) in audit.findings.enumerated() {
                if let group = finding.group { body(Int(group.number), Int32(place)) }
            }
        }
        guard let check else { return }
        for finding in check.inbound + check.outbound where finding.status != .holds {
            columns[finding.group, default: []].append(finding)
        }
        let words = CheckWords(annotations)
        for flow in check.undocumented {
            note(words.message(flow), Line(source: flow.source, destination: flow.destination))
        }
        for finding in check.flows where finding.status != .holds {
            guard let question = finding.answer?.question else { continue }
            note(words.message(finding), Line(source: question.source.kind, destination: question.destination.kind))
        }
    }

    private mutating func note(_ message: String, _ line: Line) {
        lines[line, default: []].append(message)
        if let group = line.destination.group { flows[group, default: []].append(message) }
    }

    /// Flows that a pane lists; of more it says how many.
    private static let listed = 12

    /// Whether the documented inbound or outbound of a group is not what its rules do, or a flow to it is not as documented.
    public func differs(_ group: GroupIndex) -> Bool { columns[group] != nil || flows[group] != nil }

    /// How many findings of each severity the notes do not accept, the worst first; linear in findings.
    public var openCounts: [(severity: Severity, count: Int)] {
        var counts: [Severity: Int] = [:]
        for finding in audit.findings where finding.accepted == nil { counts[finding.severity, default: 0] += 1 }
        return counts.sorted { $0.key > $1.key }.map { (severity: $0.key, count: $0.value) }
    }

    /// The findings about a group, the worst first, those that the notes accept last.
    public func findings(of group: GroupIndex) -> [AuditFinding] { Array(each(of: group)) }

    private func each(of group: GroupIndex) -> some Sequence<AuditFinding> {
        places[Int(group.number)].lazy.map { audit.findings[Int($0)] }
    }

    /// How the flows from one end to another differ from what is documented, in sentences; none where they do not.
    public func differences(from source: End, to destination: End) -> [String] {
        lines[Line(source: source, destination: destination)] ?? []
    }

    /// The sign behind a group's title: "!" where it differs from the notes, or where a finding is medium or worse.
    public func sign(of group: GroupIndex) -> String? {
        let isBad = each(of: group).contains { $0.accepted == nil && $0.severity >= .medium }
        return differs(group) || isBad ? "!" : nil
    }

    /// What is wrong with a group in few words, with its sign where it has one: "! differs from the notes, 2 findings", "1 finding"; nil
    /// where nothing is.
    public func text(of group: GroupIndex) -> String? {
        let open = each(of: group).count { $0.accepted == nil }
        let parts = [differs(group) ? "differs from the notes" : nil, open > 0 ? TextCount.of(open, "finding") : nil]
        let said = parts.compactMap { $0 }.joined(separator: ", ")
        return said.isEmpty ? nil : [sign(of: group), said].compactMap { $0 }.joined(separator: " ")
    }

    /// What a pane says of a group: how it differs from the notes, then the findings with their remedies.
    public func report(of group: GroupIndex, width: Int) -> [StyledLine] {
        let words = CheckWords(annotations)
        var lines: [StyledLine] = []
        for finding in columns[group] ?? [] {
            lines += StyledLine.hanging(
                "\(finding.direction.column) documented as \"\(finding.documented)\"; \(words.differences(finding))", .differs,
                width: width)
        }
        for message in (flows[group] ?? []).prefix(Self.listed) { lines += StyledLine.hanging(message, .differs, width: width) }
        let more = (flows[group]?.count ?? 0) - Self.listed
        if more > 0 {
            lines += StyledLine.hanging("and \(more) more flows that differ: sgscope check lists them", .differs, width: width)
        }
        for finding in each(of: group) {
            let lead = "\(finding.severity.rawValue) \(finding.kind.rawValue): \(finding.text)"
            let note = finding.note.map { "; \($0)" } ?? ""
            guard let reason = finding.accepted else {
                lines +=
                    StyledLine.hanging(lead + note, finding.severity.tone, width: width)
                    + StyledLine.hanging(finding.kind.remedy, .dim, indent: 2, width: width)
                continue
            }
            lines +=
                StyledLine.hanging("accepted \(lead)", .dim, width: width)
                + StyledLine.hanging("because: \(reason)", .dim, indent: 2, width: width)
        }
        return lines
    }
}
