import Notes
import Reachability
import CoreModel
import Text

/// A check as lines for a terminal.
public struct CheckReport: Sendable {
    private let result: CheckResult
    private let words: CheckWords

    /// Undocumented flows that are listed; JSON has them all.
    private static let listed = 60

    /// A report of a check.
    public init(_ result: CheckResult) {
        self.result = result
        words = CheckWords(result.annotations)
    }

    /// The lines, for a width in columns.
    public func lines(width: Int, ascii: Bool) -> [StyledLine] {
        let marks = ReportMarks(ascii: ascii)
        var lines = flowLines(width, marks)
        lines += columnLines("Documented inbound", result.inbound, width, marks)
        lines += columnLines("Documented outbound", result.outbound, width, marks)
        lines += undocumentedLines(width, marks)
        return lines + [StyledLine()] + verdict(width)
    }

    // MARK: Flows

    private func flowLines(_ width: Int, _ marks: ReportMarks) -> [StyledLine] {
        guard !result.flows.isEmpty else { return [] }
        let texts = result.flows.map { TerminalText.safe(words.flow($0.flow)) }
        let room = max(10, width - marks.width - 23)
        let widest = min(room, max(4, texts.map { TerminalText.width($0) }.max() ?? 0))
        var lines = [heading("Documented flows", result.flows.map(\.status), width)]
        let head = TerminalText.padded("", to: marks.width) + TerminalText.padded("flow", to: widest) + "  documented  effective"
        lines.append(StyledLine(TerminalText.fitted(head, to: width), .dim))
        for (finding, text) in zip(result.flows, texts) {
            let status =
                TerminalText.padded(finding.flow.isAllowed ? "allowed" : "denied", to: 12) + (finding.effective?.rawValue ?? "?")
            let wrapped = TextWrap.broken(text, width: widest)
            for (place, line) in wrapped.enumerated() {
                let isFirst = place == 0
                lines.append(
                    StyledLine([
                        StyledSpan(
                            TerminalText.padded(isFirst ? marks.mark(finding.outcome) : "", to: marks.width),
                            finding.outcome.tone(finding.status)),
                        StyledSpan(isFirst ? TerminalText.padded(line, to: widest) + "  " : line),
                        StyledSpan(isFirst ? status : "", finding.outcome.tone(finding.status)),
                    ]))
            }
            lines += aside(words.decision(finding), width, .dim)
            if let remark = finding.remark { lines += aside(remark, width, finding.status == .holds ? .dim : .differs) }
            if let why = finding.flow.why { lines += aside("why: \(why)", width, .dim) }
        }
        return lines
    }

    // MARK: Columns

    private func columnLines(
        _ title: String, _ findings: [ColumnFinding], _ width: Int, _ marks: ReportMarks
    ) -> [StyledLine] {
        guard !findings.isEmpty else { return [] }
        var lines = [StyledLine(), heading(title, findings.map(\.status), width)]
        let names = findings.map { TerminalText.safe(result.annotations.names.name(of: $0.group)) }
        let widest = min(width / 3, names.map { TerminalText.width($0) }.max() ?? 0)
        for (finding, name) in zip(findings, names) {
            lines.append(
                StyledLine([
                    StyledSpan(TerminalText.padded(marks.mark(finding.status.outcome), to: marks.width), finding.status.tone),
                    StyledSpan(TerminalText.padded(TerminalText.fitted(name, to: widest), to: widest) + "  "),
                    StyledSpan(
                        TerminalText.fitted(
                            TerminalText.safe("documented: \(finding.documented)"), to: width - marks.width - widest - 2)),
                ]))
            lines += aside("rules: \(finding.rules)", width, .dim)
            if finding.status != .holds { lines += aside(words.differences(finding), width, .differs) }
            if finding.status != .holds, let why = finding.why { lines += aside("why: \(why)", width, .dim) }
        }
        return lines
    }

    // MARK: What nobody documented

    private func undocumentedLines(_ width: Int, _ marks: ReportMarks) -> [StyledLine] {
        guard result.documentsFlows else {
            let text = "The notes document no flows and no inbound or outbound: there is nothing to hold against the rules."
            return StyledLine.wrapped(text, .depends, width: width)
        }
        let flows = result.undocumented
        guard !flows.isEmpty else {
            return [StyledLine(), StyledLine("Permitted and not documented: nothing", .strong)]
        }
        var lines = [StyledLine(), StyledLine("Permitted and not documented: \(flows.count)", .strong)]
        for flow in flows.prefix(Self.listed) {
            let mark = TerminalText.padded(marks.mark(Outcome.fail), to: marks.width)
            lines += StyledLine.hanging(behind: [StyledSpan(mark, .differs)], words.flow(flow), width: width)
            lines += aside(words.rules(flow.rules), width, .dim)
        }
        return lines + StyledLine.unlisted(flows.count, beyond: Self.listed)
    }

    // MARK: Parts

    private func verdict(_ width: Int) -> [StyledLine] {
        let flows = result.flows.count { $0.status == .holds }
        let inbound = result.inbound.count { $0.status == .holds }
        let outbound = result.outbound.count { $0.status == .holds }
        let counts =
            "\(flows) of \(result.flows.count) flows hold, \(inbound) of \(result.inbound.count) inbound, "
            + "\(outbound) of \(result.outbound.count) outbound; \(result.undocumented.count) undocumented."
        let open = result.flows.count(where: \.isLeftOpen)
        let told = open == 0 ? "" : " The network leaves \(TextCount.of(open, "flow")) open."
        let head =
            result.differences == 0
            ? "The notes and the rules agree: "
            : "The notes and the rules differ in \(TextCount.of(result.differences, "place")): "
        return StyledLine.wrapped(head + counts + told, result.differences == 0 ? .pass : .differs, width: width)
    }

    private func heading(_ title: String, _ statuses: [FlowFinding.Status], _ width: Int) -> StyledLine {
        let counts = FlowFinding.Status.allCases.compactMap { status -> String? in
            let count = statuses.count { $0 == status }
            guard count > 0 else { return nil }
            switch status {
            case .holds: return "\(count) hold\(count == 1 ? "s" : "")"
            case .differs: return "\(count) differ\(count == 1 ? "s" : "")"
            case .depends: return "\(count) depend\(count == 1 ? "s" : "")"
            case .unknown: return "\(count) not checked"
            }
        }
        return StyledLine(TerminalText.fitted("\(title): \(counts.joined(separator: ", "))", to: width), .strong)
    }

    private func aside(_ text: String, _ width: Int, _ tone: Tone) -> [StyledLine] {
        text.isEmpty ? [] : StyledLine.hanging(text, tone, indent: 6, hang: 0, width: width)
    }
}

extension FlowFinding {
    /// The outcome that looks the same.
    var outcome: Outcome { isLeftOpen ? .depends : status.outcome }
}

extension Outcome {
    /// The tone of a finding's row.
    fileprivate func tone(_ status: FlowFinding.Status) -> Tone { status == .differs ? .differs : tone }
}

extension FlowFinding.Status {
    /// The outcome that looks the same.
    var outcome: Outcome {
        switch self {
        case .holds: .pass
        case .differs: .fail
        case .depends, .unknown: .depends
        }
    }

    var tone: Tone { self == .differs ? .differs : outcome.tone }
}
