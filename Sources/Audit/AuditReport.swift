import CoreModel
import Text

/// An audit as lines for a terminal: kind by kind, the worst first, each with why it matters and what to do.
public struct AuditReport: Sendable {
    private let result: AuditResult

    /// Findings of a kind that are listed; JSON has them all.
    private static let listed = 40

    /// A report of an audit.
    public init(_ result: AuditResult) {
        self.result = result
    }

    /// The lines, for a width in columns.
    public func lines(width: Int) -> [StyledLine] {
        var lines: [StyledLine] = []
        let open = result.open
        var first = open.startIndex
        while first < open.endIndex {
            let (kind, severity) = (open[first].kind, open[first].severity)
            // Findings are looked at where they stand: each holds texts, and there may be a hundred thousand.
            var end = first + 1
            while end < open.endIndex, open[end].kind == kind, open[end].severity == severity { end += 1 }
            lines += section(open[first..<end], width) + [StyledLine()]
            first = end
        }
        let accepted = result.accepted
        if !accepted.isEmpty {
            lines.append(StyledLine("Accepted in the notes: \(accepted.count)", .strong))
            for finding in accepted.prefix(Self.listed) {
                lines += StyledLine.hanging("\(finding.kind.rawValue): \(subject(finding))", indent: 2, hang: 4, width: width)
                lines += StyledLine.hanging("because: \(finding.accepted ?? "")", .dim, indent: 6, hang: 0, width: width)
            }
            if accepted.count > Self.listed { lines.append(StyledLine("  \(accepted.count - Self.listed) more", .dim)) }
            lines.append(StyledLine())
        }
        for text in result.notLookedAt {
            lines += StyledLine.wrapped("Not looked at: \(text).", .depends, width: width)
        }
        return lines + StyledLine.wrapped(summary, .strong, width: width)
    }

    private func section(_ findings: ArraySlice<AuditFinding>, _ width: Int) -> [StyledLine] {
        guard let first = findings.first else { return [] }
        let severity = first.severity.rawValue.uppercased() + "  "
        let title = TerminalText.fitted("\(first.kind.title): \(findings.count)", to: width - severity.count)
        let code = "  " + first.kind.rawValue
        let hasRoom = severity.count + TerminalText.width(title) + code.count <= width
        var lines = [
            StyledLine([
                StyledSpan(severity, first.severity.tone), StyledSpan(title, .strong), StyledSpan(hasRoom ? code : "", .dim),
            ])
        ]
        for finding in findings.prefix(Self.listed) {
            lines += StyledLine.hanging(subject(finding), indent: 2, hang: 4, width: width)
            if let note = finding.note { lines += StyledLine.hanging(note, .dim, indent: 6, hang: 0, width: width) }
        }
        lines += StyledLine.unlisted(findings.count, beyond: Self.listed)
        for (label, text) in [("why", first.kind.reason), ("remedy", first.kind.remedy)] {
            let lead = StyledSpan(TerminalText.padded("  \(label)", to: 10), .dim)
            lines += StyledLine.hanging(behind: [lead], text, .dim, isWhole: true, width: width)
        }
        let accept = StyledSpan(TerminalText.padded("  accept", to: 10), .dim)
        lines += StyledLine.hanging(
            behind: [accept], "in the notes, below audit: exceptions:", .dim, isWhole: true, width: width)
        for exception in findings.prefix(Self.listed).map({ result.exception(for: $0) }).distinct() {
            lines += StyledLine.hanging(exception, .dim, indent: 4, hang: 4, width: width)
        }
        return lines
    }

    private func subject(_ finding: AuditFinding) -> String {
        "\(result.name(of: finding)): \(finding.text)"
    }

    private var summary: String {
        guard !result.open.isEmpty else { return "Nothing is wrong with the rules, as far as this looks." }
        // One look at each: a finding holds texts, and there may be a hundred thousand.
        var numbers: [Severity: Int] = [:]
        for place in result.open.indices { numbers[result.findings[place].severity, default: 0] += 1 }
        let counts = Severity.allCases.reversed().compactMap { severity in
            numbers[severity].map { "\($0) \(severity.rawValue)" }
        }
        let accepted = result.accepted.isEmpty ? "" : "; \(result.accepted.count) accepted"
        return "\(TextCount.of(result.open.count, "finding")): \(counts.joined(separator: ", "))\(accepted)."
    }
}

extension Severity {
    /// The tone of a severity.
    public var tone: Tone {
        switch self {
        case .critical, .high: .fail
        case .medium: .depends
        case .low, .info: .plain
        }
    }
}
