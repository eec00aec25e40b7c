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
        /// The number of the item that it is of; nil for headings and remarks.
        public var item: Int?
        /// Whether it says more of the item above it.
        public var isRemark = false
        /// The line.
        public var line: StyledLine

        /// Makes a line.
        public init(item: Int? = nil, isRemark: Bool = false, line: StyledLine) {
            (self.item, self.isRemark, self.line) = (item, isRemark, line)
        }
    }

    private let list: TrafficList
    private let words: TrafficWords
    private let time: @Sendable (Int) -> String

    /// How many rows of a part are listed where all parts are.
    public static let listed = 12

    /// A report of a list; `time` writes a point in time, given in seconds since 1970.
    ///
    /// - Parameter turning: Finds the change that made an answer what it is; nil where nothing is known of changes.
    public init(
        _ list: TrafficList, _ analyzer: Analyzer, turning: KnownTurning.Finding? = nil,
        time: @escaping @Sendable (Int) -> String
    ) {
        self.list = list
        self.time = time
        words = TrafficWords(analyzer, turning: turning)
    }

    /// The lines for a width in columns; of some parts alone in full.
    public func lines(width: Int, parts: Set<Part> = []) -> [StyledLine] {
        headLines(width: width) + rows(width: width, parts: parts).map(\.line)
    }

    /// The lines of a replay over changes, whose title is given.
    public func lines(of replay: TrafficReplay, title: String, width: Int) -> [StyledLine] {
        headLines(width: width) + StyledLine.hanging("replayed with \(title)", .strong, width: width)
            + replayLines(replay, width: width)
    }

    /// The lines of what changes would have cut and let through.
    public func replayLines(_ replay: TrafficReplay, width: Int, limit: Int = Self.listed) -> [StyledLine] {
        func part(_ exchanges: [TrafficReplay.Exchange], _ what: String) -> [StyledLine] {
            let head = StyledLine(" \(what)", .strong)
            let titles = exchanges.map { words.title($0.sample) }
            let byTitle = Dictionary(grouping: exchanges.indices) { titles[$0] }
            let rows = byTitle.sorted { ($0.value.min() ?? 0) < ($1.value.min() ?? 0) }
            let lines = rows.prefix(limit).flatMap { title, places in
                let count = places.count > 1 ? " (\(places.count) flows)" : ""
                return counted(
                    "   ", title + count, TrafficReplay.records(places.map { exchanges[$0] }),
                    places.compactMap { exchanges[$0].sample.flow.counts.last }.max(), width)
            }
            return [head] + lines + more(rows.count - limit).map(\.line)
        }
        let doubtful = replay.doubtful.isEmpty ? [] : part(replay.doubtful, TrafficWords.doubtful(replay))
        return part(replay.cut, TrafficWords.cut(replay)) + doubtful + part(replay.opened, TrafficWords.opened(replay))
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
    public var basis: String { basisParts.joined(separator: "; ") }

    /// What it rests on: how many records of how many interfaces, then what else is to be known of these.
    public var basisParts: [String] {
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
        return parts
    }

    /// The lines below the head, each with what it is of.
    public func rows(width: Int, parts: Set<Part> = []) -> [Row] { rows(of: sections(parts: parts), width: width) }

    /// What is listed, with its sentences, before it is laid out for a width; of some parts alone in full.
    ///
    /// Complexity: an answer for each row of contradictions and rejects that is listed.
    public func sections(parts: Set<Part> = [], limit: Int = Self.listed) -> [TrafficSection] {
        let wanted = parts.isEmpty ? Set(Part.allCases) : parts
        let limit = parts.isEmpty ? limit : .max
        var sections: [TrafficSection] = []
        if wanted.contains(.against) { sections.append(against(limit)) }
        if wanted.contains(.rejected) { sections.append(rejected(limit)) }
        if wanted.contains(.notSeen) { sections += notSeen(limit) }
        if wanted.contains(.used) { sections += used(limit) }
        if parts.isEmpty { sections += rest }
        return sections
    }

    /// Sections laid out for a width in columns; items are numbered through all of them.
    public func rows(of sections: [TrafficSection], width: Int) -> [Row] {
        var rows: [Row] = []
        var number = 0
        for section in sections {
            rows.append(heading(section.heading, width, hasColumns: section.hasColumns))
            for item in section.items {
                let lines =
                    item.isCounted
                    ? counted(item.lead, item.title, item.count, item.last, width, item.tone)
                    : StyledLine.hanging(item.title, indent: 3, width: width)
                rows += lines.map { Row(item: number, line: $0) }
                if !item.remark.isEmpty {
                    rows += StyledLine.hanging(item.remark, .dim, indent: 5, hang: 0, width: width).map {
                        Row(isRemark: true, line: $0)
                    }
                }
                number += 1
            }
            rows += section.texts.flatMap { StyledLine.hanging($0, .plain, indent: 3, width: width) }.map { Row(line: $0) }
            rows += more(section.more)
        }
        return rows
    }

    // MARK: Parts

    private func against(_ limit: Int) -> TrafficSection {
        if list.against.isEmpty { return TrafficSection(.against, "nothing is against the rules", hasColumns: false) }
        return section(.against, "against the rules", list.against, limit, lead: " ! ", withAction: true)
    }

    private func rejected(_ limit: Int) -> TrafficSection {
        if list.rejected.isEmpty {
            let text =
                list.coverage.holdsRejects ? "nothing was rejected by groups or network ACLs" : "the logs hold no REJECT"
            return TrafficSection(.rejected, text, hasColumns: false)
        }
        return section(.rejected, "rejected, and why", list.rejected, limit, lead: "   ", withAction: false)
    }

    private func section(
        _ part: Part, _ heading: String, _ all: [TrafficRow], _ limit: Int, lead: String, withAction: Bool
    ) -> TrafficSection {
        var section = TrafficSection(part, heading)
        section.items = all.prefix(limit).map { row in
            TrafficItem(
                subject: .row(row), lead: lead, title: words.title(row, withAction: withAction), remark: words.explanation(row),
                count: row.records, last: row.last, tone: withAction ? .fail : .plain)
        }
        section.more = all.count - section.items.count
        return section
    }

    private func notSeen(_ limit: Int) -> [TrafficSection] {
        let (not, open) = (list.rules(.notSeen), list.rules(.cannotSay))
        let span = list.log.span.map { " in \(TrafficWords.duration($0.upperBound - $0.lowerBound))" } ?? ""
        let coverage = "\(list.coverage.logged) of \(list.coverage.interfaces) interfaces logged"
        var sections: [TrafficSection] = []
        if !not.isEmpty {
            let text = "rules not seen\(span): \(not.count) of \(list.rules.count) (\(coverage))"
            var section = TrafficSection(.notSeen, text, hasColumns: false)
            section.items = not.prefix(limit).map { use in
                TrafficItem(subject: .rule(use), title: words.line(use), remark: words.remark(use), count: 0, last: nil)
            }
            section.more = not.count - section.items.count
            sections.append(section)
        }
        if !open.isEmpty {
            let text = "cannot say whether they were used: \(open.count) of \(list.rules.count)"
            var section = TrafficSection(.notSeen, text, hasColumns: false)
            section.items = open.prefix(limit).map { use in
                TrafficItem(subject: .rule(use), title: words.line(use), remark: words.remark(use), isCounted: false)
            }
            section.more = open.count - section.items.count
            sections.append(section)
        }
        return sections
    }

    private func used(_ limit: Int) -> [TrafficSection] {
        let all = list.rules.filter { $0.records > 0 }.sorted { ($1.records, $0.rule) < ($0.records, $1.rule) }
        if all.isEmpty { return [] }
        var section = TrafficSection(.used, "rules by use")
        section.items = all.prefix(limit).map { use in
            TrafficItem(
                subject: .rule(use), title: words.line(use), remark: words.remark(use), count: use.records, last: use.last)
        }
        section.more = all.count - section.items.count
        return [section]
    }

    private func remark(_ use: RuleUse, _ width: Int) -> [Row] {
        let text = words.remark(use)
        if text.isEmpty { return [] }
        return StyledLine.hanging(text, .dim, indent: 5, hang: 0, width: width).map { Row(line: $0) }
    }

    private var rest: [TrafficSection] {
        var texts: [String] = []
        func records(_ count: UInt64) -> String { TrafficWords.records(count) }
        let (late, unknown, unexplained) = (list.lateRecords, list.unknownRecords, list.unexplainedRecords)
        if late > 0 {
            texts.append("\(records(late)) came after the end of \(late == 1 ? "its" : "their") connection: harmless")
        }
        if unknown > 0 {
            let ask = unknown == 1 ? "it asks or answers" : "they ask or answer"
            texts.append("of \(records(unknown)) it is not known whether \(ask): counted for no rule")
        }
        if unexplained > 0 {
            texts.append("why \(records(unexplained)) \(unexplained == 1 ? "was" : "were") rejected is not known")
        }
        let missing = list.coverage.missingFields
        if !missing.isEmpty {
            let names = missing.joined(separator: ", ")
            texts.append("not in every log: \(names). A log format that tells more: \(FlowLogQuery.formatToAskFor)")
        }
        if list.log.transitGateway.records > 0 {
            let count = list.log.transitGateway.records
            texts.append("\(records(count)) of transit gateways \(count == 1 ? "says" : "say") nothing of groups")
        }
        if texts.isEmpty { return [] }
        var section = TrafficSection(nil, "what else", hasColumns: false)
        section.texts = texts
        return [section]
    }

    // MARK: Lines

    /// Columns of the count and the time at the end of a line.
    private static let columns = 9 + 2 + 11

    private func heading(_ text: String, _ width: Int, hasColumns: Bool = true) -> Row {
        guard hasColumns, width > Self.columns + 20 else { return Row(line: StyledLine(" \(text)", .strong)) }
        let left = TerminalText.padded(" \(text)", to: width - Self.columns)
        return Row(
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
        count > 0 ? [Row(line: StyledLine("   and \(count) more", .dim))] : []
    }
}
