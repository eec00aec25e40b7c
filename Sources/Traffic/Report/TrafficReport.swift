import CoreModel
import FlowLogs
import Reachability
import Text

/// What flow logs say as lines: first what contradicts, then what hurts, then what can go, then what is used.
public struct TrafficReport: Sendable {
    /// A part of the list.
    public enum Part: Hashable, Sendable, CaseIterable {
        case against, rejected, notSeen, used
    }

    /// A line that may be pointed at.
    public struct Row: Sendable {
        /// What it is of.
        public enum Subject: Sendable {
            case row(TrafficRow)
            case rule(RuleUse)
        }

        /// What it is of; nil for headings and remarks.
        public var subject: Subject?
        /// The line.
        public var line: StyledLine
    }

    private let list: TrafficList
    private let words: TrafficWords
    private let time: @Sendable (Int) -> String

    /// How many rows of a part are listed where all parts are.
    private static let listed = 12

    /// A report of a list; `time` writes a point in time, given in seconds since 1970.
    public init(_ list: TrafficList, _ analyzer: Analyzer, time: @escaping @Sendable (Int) -> String) {
        self.list = list
        self.time = time
        words = TrafficWords(analyzer)
    }

    /// The lines for a width in columns; of some parts alone in full.
    public func lines(width: Int, parts: Set<Part> = []) -> [StyledLine] {
        headLines(width: width) + rows(width: width, parts: parts).map(\.line)
    }

    /// The lines of a replay over changes, whose title is given.
    public func lines(of replay: TrafficReplay, title: String, width: Int) -> [StyledLine] {
        func part(_ exchanges: [TrafficReplay.Exchange], _ what: String, _ none: String) -> [StyledLine] {
            if exchanges.isEmpty { return [StyledLine(" \(none)", .strong)] }
            let records = TrafficWords.records(TrafficReplay.records(exchanges))
            let titles = exchanges.map { words.title($0.sample) }
            let byTitle = Dictionary(grouping: exchanges.indices) { titles[$0] }
            let rows = byTitle.sorted { ($0.value.min() ?? 0) < ($1.value.min() ?? 0) }
            let lines = rows.prefix(Self.listed).flatMap { title, places in
                let count = places.count > 1 ? " (\(places.count) flows)" : ""
                return counted(
                    "   ", title + count, TrafficReplay.records(places.map { exchanges[$0] }),
                    places.compactMap { exchanges[$0].sample.flow.counts.last }.max(), width)
            }
            return [StyledLine(" \(what) \(TextCount.of(exchanges.count, "flow")), \(records)", .strong)] + lines
                + more(rows.count - Self.listed).map(\.line)
        }
        return headLines(width: width)
            + StyledLine.hanging("replayed with \(title)", .strong, width: width)
            + part(replay.cut, "would have cut", "would have cut nothing that was seen")
            + part(replay.opened, "would have let through", "would have let nothing more through")
    }

    /// The lines of some rules, a group's: how much each was used, or why that cannot be said.
    public func lines(ofRules rules: [RuleUse], title: String = "rules by use", width: Int) -> [StyledLine] {
        headLines(width: width)
            + (rules.isEmpty ? [StyledLine(" no rules", .dim)] : [self.heading(title, width).line])
            + rules.flatMap { use -> [StyledLine] in
                let lines =
                    use.use == .cannotSay
                    ? StyledLine.hanging("\(words.line(use)): cannot say", indent: 3, width: width)
                    : counted("   ", words.line(use), use.records, use.last, width)
                return lines + remark(use, width).map(\.line)
            }
    }

    /// The lines that everything begins with: of what time, and what it rests on.
    public func headLines(width: Int) -> [StyledLine] {
        [StyledLine(heading, .strong)] + StyledLine.hanging(basis, .dim, width: width)
    }

    /// "traffic of 14 days to 11-23 18:30".
    public var heading: String {
        guard let span = list.log.span else { return "traffic: no times told" }
        return "traffic of \(TrafficWords.duration(span.upperBound - span.lowerBound)) to \(time(span.upperBound))"
    }

    /// "9.8 M records, 8 of 8 interfaces logged; 12 with SKIPDATA".
    public var basis: String {
        let coverage = list.coverage
        var parts = ["\(TrafficWords.records(list.log.records)), \(coverage.logged) of \(coverage.interfaces) interfaces logged"]
        if coverage.skipData > 0 {
            let times = coverage.skipData == 1 ? "once" : "\(TrafficWords.grouped(coverage.skipData)) times"
            parts.append("SKIPDATA \(times): records were lost")
        }
        if !coverage.notLoaded.isEmpty {
            parts.append(
                "\(TextCount.of(coverage.notLoaded.count, "interface")) of the logs not loaded "
                    + "(\(TrafficWords.records(coverage.recordsNotLoaded)))")
        }
        if !coverage.loggedTwice.isEmpty { parts.append("\(TextCount.of(coverage.loggedTwice.count, "interface")) logged twice") }
        return parts.joined(separator: "; ")
    }

    /// The lines below the head, each with what it is of.
    public func rows(width: Int, parts: Set<Part> = []) -> [Row] {
        let wanted = parts.isEmpty ? Set(Part.allCases) : parts
        let limit = parts.isEmpty ? Self.listed : .max
        var rows: [Row] = []
        if wanted.contains(.against) { rows += against(width, limit) }
        if wanted.contains(.rejected) { rows += rejected(width, limit) }
        if wanted.contains(.notSeen) { rows += notSeen(width, limit) }
        if wanted.contains(.used) { rows += used(width, limit) }
        if parts.isEmpty { rows += rest(width) }
        return rows
    }

    // MARK: Parts

    private func against(_ width: Int, _ limit: Int) -> [Row] {
        if list.against.isEmpty { return [heading("nothing is against the rules", width, hasColumns: false)] }
        return [heading("against the rules", width)] + rows(list.against, width, limit, mark: "! ", withAction: true)
    }

    private func rejected(_ width: Int, _ limit: Int) -> [Row] {
        if list.rejected.isEmpty {
            let text =
                list.coverage.holdsRejects ? "nothing was rejected by groups or network ACLs" : "the logs hold no REJECT"
            return [heading(text, width, hasColumns: false)]
        }
        return [heading("rejected, and why", width)] + rows(list.rejected, width, limit, mark: "  ", withAction: false)
    }

    private func rows(_ all: [TrafficRow], _ width: Int, _ limit: Int, mark: String, withAction: Bool) -> [Row] {
        all.prefix(limit).flatMap { row -> [Row] in
            let title = counted(
                " \(mark)", words.title(row, withAction: withAction), row.records, row.last, width,
                withAction ? .fail : .plain)
            let text = words.explanation(row)
            let lines = text.isEmpty ? [] : StyledLine.hanging(text, .dim, indent: 5, hang: 0, width: width)
            return title.map { Row(subject: .row(row), line: $0) } + lines.map { Row(subject: nil, line: $0) }
        } + more(all.count - limit)
    }

    private func notSeen(_ width: Int, _ limit: Int) -> [Row] {
        let (not, open) = (list.rules(.notSeen), list.rules(.cannotSay))
        let span = list.log.span.map { " in \(TrafficWords.duration($0.upperBound - $0.lowerBound))" } ?? ""
        let coverage = "\(list.coverage.logged) of \(list.coverage.interfaces) interfaces logged"
        var rows: [Row] = []
        if !not.isEmpty {
            let text = "rules not seen\(span): \(not.count) of \(list.rules.count) (\(coverage))"
            rows.append(heading(text, width, hasColumns: false))
            rows += not.prefix(limit).flatMap { use in
                counted("   ", words.line(use), 0, nil, width).map { Row(subject: .rule(use), line: $0) }
            }
            rows += more(not.count - limit)
        }
        if !open.isEmpty {
            let text = "cannot say whether they were used: \(open.count) of \(list.rules.count)"
            rows.append(heading(text, width, hasColumns: false))
            rows += open.prefix(limit).flatMap { use -> [Row] in
                let lines = StyledLine.hanging("\(words.line(use))", indent: 3, width: width)
                return lines.map { Row(subject: .rule(use), line: $0) } + remark(use, width)
            }
            rows += more(open.count - limit)
        }
        return rows
    }

    private func used(_ width: Int, _ limit: Int) -> [Row] {
        let all = list.rules.filter { $0.records > 0 }.sorted { ($1.records, $0.rule) < ($0.records, $1.rule) }
        if all.isEmpty { return [] }
        return [heading("rules by use", width)]
            + all.prefix(limit).flatMap { use -> [Row] in
                counted("   ", words.line(use), use.records, use.last, width).map { Row(subject: .rule(use), line: $0) }
                    + remark(use, width)
            } + more(all.count - limit)
    }

    private func remark(_ use: RuleUse, _ width: Int) -> [Row] {
        let text = words.remark(use)
        if text.isEmpty { return [] }
        return StyledLine.hanging(text, .dim, indent: 5, hang: 0, width: width).map { Row(subject: nil, line: $0) }
    }

    private func rest(_ width: Int) -> [Row] {
        var texts: [String] = []
        if list.lateRecords > 0 {
            texts.append("\(TrafficWords.records(list.lateRecords)) came after the end of their connection: harmless")
        }
        if list.unknownRecords > 0 {
            let records = TrafficWords.records(list.unknownRecords)
            texts.append("of \(records) it is not known whether they ask or answer: counted for no rule")
        }
        if list.unexplainedRecords > 0 {
            texts.append("why \(TrafficWords.records(list.unexplainedRecords)) were rejected is not known")
        }
        let missing = list.coverage.missingFields
        if !missing.isEmpty {
            let names = missing.joined(separator: ", ")
            texts.append("not in every log: \(names). A log format that tells more: \(FlowLogQuery.formatToAskFor)")
        }
        if list.log.transitGateway.records > 0 {
            let count = list.log.transitGateway.records
            texts.append("\(TrafficWords.records(count)) of transit gateways say nothing of groups")
        }
        if texts.isEmpty { return [] }
        return [heading("what else", width, hasColumns: false)]
            + texts.flatMap { StyledLine.hanging($0, .plain, indent: 3, width: width) }.map { Row(subject: nil, line: $0) }
    }

    // MARK: Lines

    /// Columns of the count and the time at the end of a line.
    private static let columns = 9 + 2 + 11

    private func heading(_ text: String, _ width: Int, hasColumns: Bool = true) -> Row {
        guard hasColumns, width > Self.columns + 20 else { return Row(subject: nil, line: StyledLine(" \(text)", .strong)) }
        let left = TerminalText.padded(" \(text)", to: width - Self.columns)
        return Row(
            subject: nil,
            line: StyledLine([StyledSpan(left, .strong), StyledSpan("    times  last seen", .dim)]))
    }

    private func counted(
        _ lead: String, _ text: String, _ count: UInt64, _ last: Int?, _ width: Int, _ tone: Tone = .plain
    ) -> [StyledLine] {
        let number = TrafficWords.grouped(count)
        let times = TerminalText.padded("", to: max(0, 9 - number.count)) + number + "  " + (last.map(time) ?? "never")
        let room = max(20, width - Self.columns)
        let lines = TextWrap.broken(TerminalText.safe(text), width: room - lead.count)
        return lines.enumerated().map { place, line in
            guard place == 0 else { return StyledLine(TerminalText.padded("", to: lead.count + 2) + line, tone) }
            let left = TerminalText.padded(lead + line, to: room)
            return StyledLine([StyledSpan(left, tone), StyledSpan(times, .plain)])
        }
    }

    private func more(_ count: Int) -> [Row] {
        count > 0 ? [Row(subject: nil, line: StyledLine("   and \(count) more", .dim))] : []
    }
}
