import Annotations
import Notes
import Reachability
import CoreModel
import Text
import Words

/// An answer as lines to read: the same in the explorer, in `why` and in a ticket.
///
/// First the sentence, then both sides, egress first, each with its mark, the rule that decides and its description, and under
/// a side that fails the nearest miss; then what helps.
public struct AnswerReport: Sendable {
    @Boxed private var answer: Answer
    private let words: AnswerText
    private let annotations: Annotations
    private let earlier: EarlierAnswer?
    /// What a flow-log record says, held against the answer; nil where none raised the question.
    public var record: String?
    /// What flow logs hold of it; nil where none are given.
    public var seen: String?

    /// A report of an answer; the notes say whether the flow is documented, and why rules are as they are.
    ///
    /// `earlier` is what another reading answered.
    public init(_ answer: Answer, annotations: Annotations, earlier: EarlierAnswer? = nil) {
        self.answer = answer
        words = AnswerText(answer, annotations.inventory, annotations.names)
        self.earlier = earlier
        self.annotations = annotations
    }

    /// The lines, none wider than `width` columns (but for names that are wider alone); `ascii` writes the marks as `ok NO ??`.
    ///
    /// Where the ladder, and what helps where it is not allowed, ends below `rows` of them, rows of it that pass fold into one.
    public func lines(width: Int, ascii: Bool, rows: Int = .max) -> [StyledLine] {
        answerLines(width: width, ascii: ascii, rows: rows).map(\.line)
    }

    /// The same with what one can go to at them.
    public func answerLines(width: Int, ascii: Bool, rows: Int = .max) -> [AnswerLine] {
        let all = lines(width: width, ascii: ascii, isFolded: false)
        return all.needed > rows ? lines(width: width, ascii: ascii, isFolded: true).lines : all.lines
    }

    /// The lines, and how many of them answer the question: to the ladder's end, and to the fix of what does not pass.
    private func lines(width: Int, ascii: Bool, isFolded: Bool) -> (lines: [AnswerLine], needed: Int) {
        let marks = ReportMarks(ascii: ascii)
        var page = ReportPage(width: max(20, width), marks: marks)
        page.sentence(answer.verdict, words.summary)
        if let places = words.places { page.row(Row(label: .accounts, text: places)) }
        for row in earlier?.rows ?? [] { page.row(row) }
        if let record { page.row(Row(label: .record, text: record)) }
        if let seen { page.row(Row(label: .logs, text: seen)) }
        if let way = words.way, !way.way.ladder.isEmpty {
            add(LadderReport(way, width: max(20, width), ascii: ascii), leg: 0, isFolded: isFolded, to: &page)
            misses(&page, way)
            behind(&page, way)
        } else {
            sides(&page)
        }
        var needed = page.lines.count
        for row in helpfulRows() {
            page.row(row)
            if row.label == .fix, answer.verdict != .allowed { needed = page.lines.count }
        }
        return (page.answerLines, needed)
    }

    /// What goes below a picture of the answer: the sentence, and the way as a ladder where there is one.
    public func way(width: Int) -> [StyledLine] {
        var page = ReportPage(width: max(20, width), marks: ReportMarks(ascii: false))
        page.sentence(answer.verdict, words.summary)
        if let way = words.way, !way.way.ladder.isEmpty {
            page.add(LadderReport(way, width: max(20, width), ascii: false).lines())
            behind(&page, way)
        }
        return page.lines
    }

    /// The report as one text, for a pipe or a ticket.
    public func text(width: Int, ascii: Bool) -> String {
        lines(width: width, ascii: ascii).map { $0.text + "\n" }.joined()
    }

    private func add(_ ladder: LadderReport, leg: Int, isFolded: Bool = false, to page: inout ReportPage) {
        page.add(ladder.header)
        for run in ladder.rows(isFolded: isFolded) {
            page.add(run.lines, stops: run.places.map { .hop(leg: leg, row: $0) })
        }
    }

    private func sides(_ page: inout ReportPage) {
        let shown = answer.checks.count > 8 ? Array(worstFirst.prefix(8)) : answer.checks
        let nameWidth = min(24, shown.map { TerminalText.width(words.name($0)) }.max() ?? 0)
        for check in shown {
            page.side(check, words, nameWidth: nameWidth, stops: station(check.side))
            if let nearest = check.nearest { page.nearest(nearest, words, nameWidth: nameWidth) }
        }
        if answer.checks.count > shown.count {
            page.row(
                Row(label: .unlabelled, text: "\(answer.checks.count - shown.count) more parts of the ends, alike", tone: .dim))
        }
    }

    /// Where the way begins, or ends, where it is one through groups and only these are looked at.
    private func station(_ side: Direction) -> [AnswerStop] {
        answer.path.isEmpty ? [] : [.station(side == .egress ? 0 : answer.path.count)]
    }

    /// What came closest below the ladder, and the codes of what decides.
    private func misses(_ page: inout ReportPage, _ way: WayText) {
        guard answer.verdict != .allowed else { return }
        let checks = way.way.stages.indices.compactMap { way.way.groupChecks[$0] }
        let nearest = checks.compactMap { check -> String? in
            guard let nearest = check.nearest, !way.isLost(check) else { return nil }
            return "\(words.name(check)): \(words.rules.line(nearest.rule)), \(FieldText.differs(nearest.failed))"
        }
        for text in nearest.distinct() { page.row(Row(label: .nearest, text: text)) }
        if let entry = way.nearestEntry {
            page.row(Row(label: .nearest, text: "\(entry.line), \(FieldText.differs(entry.failed))"))
        }
        for text in way.losingRoutes { page.row(Row(label: .routes, text: text, tone: .dim)) }
        if !way.codes.isEmpty { page.row(Row(label: .code, text: way.codes.joined(separator: ", "), tone: .dim)) }
        let kinds = way.otherKinds.enumerated().filter { !$0.element.who.isEmpty }
        if Set(kinds.map(\.element.verdict)).count > 1, memberRows().isEmpty {
            for (place, kind) in kinds.prefix(6) {
                let text = "\(kind.verdict.rawValue) \(kind.who)"
                page.row(Row(label: .way, text: text, tone: kind.verdict.tone, stops: [.kind(place)]))
            }
            if kinds.count > 6 {
                page.row(Row(label: .unlabelled, text: "\(kinds.count - 6) more ways: --format json lists them", tone: .dim))
            }
        }
    }

    /// What stands behind a load balancer: its targets, and the connection to one that it does not reach.
    private func behind(_ page: inout ReportPage, _ way: WayText) {
        guard let behind = way.behind else { return }
        let rows = behind.rows
        let order: [Verdict] = [.blocked, .depends, .allowed]
        let sorted = order.flatMap { verdict in rows.enumerated().filter { $0.element.verdict == verdict } }
        for (place, (number, row)) in sorted.prefix(6).enumerated() {
            let text = "\(row.verdict.rawValue)  \(row.text)"
            page.row(
                Row(
                    label: place == 0 ? .behind : .continued, text: text, tone: row.verdict.tone,
                    stops: row.target == nil ? [] : [.target(number)]))
        }
        if rows.count > 6 {
            page.row(Row(label: .continued, text: "\(rows.count - 6) more targets: --format json lists them", tone: .dim))
        }
        if let leg = behind.leg, leg.way.verdict != .allowed {
            add(LadderReport(leg, width: page.width, ascii: page.marks.ascii, title: behind.legTitle), leg: 1, to: &page)
        }
        for (place, fix) in behind.fixes.enumerated() {
            let warned = fix.warning.map { "   (\($0))" } ?? ""
            page.row(
                Row(label: place == 0 ? .fix : .continued, text: fix.line + warned, tone: fix.warning == nil ? .plain : .differs))
        }
    }

    private var worstFirst: [Check] {
        [Outcome.fail, .depends, .pass].flatMap { outcome in answer.checks.filter { $0.outcome == outcome } }
    }

    private typealias Row = ReportPage.Row

    private var members: MemberRowText { MemberRowText(annotations.inventory, annotations.names) }

    private func helpfulRows() -> [Row] {
        var rows = notesRows() + words.furtherConditions.map { Row(label: .condition, text: $0) }
        rows += words.findOut.map { Row(label: .findOut, text: $0) }
        rows += answer.answers.enumerated().map { place, one in
            let interface = members.interface(one.interface, answer.question.version)
            return Row(label: .interface, text: "\(one.verdict.rawValue)  \(interface)", stops: [.interface(place)])
        }
        rows += memberRows()
        if !answer.meant.isEmpty {
            rows.append(Row(label: .meant, text: answer.meant.map { "\($0.text) allowed" }.joined(separator: "    ")))
        }
        rows += wayRows() + fixRows()
        if let hit = words.way?.alsoHit { rows.append(Row(label: .alsoHit, text: hit)) }
        rows += words.remarks.map { Row(label: .unlabelled, text: $0, tone: .dim) }
        return rows + reasons()
    }

    /// What the notes say of the rules that decide.
    private func reasons() -> [Row] {
        answer.checks.filter { $0.outcome != .fail && $0.rules.count == 1 }.compactMap { check in
            check.rules.first.flatMap(annotations.why).map {
                Row(label: .why, text: "\(words.name(check)) \(words.decision(check)): \($0)")
            }
        }
    }

    private func notesRows() -> [Row] {
        guard let flow = annotations.documented(answer.question) else { return [] }
        let differs = (flow.isAllowed && answer.verdict == .blocked) || (!flow.isAllowed && answer.verdict == .allowed)
        // An interface or an address has the notes of the groups that it carries.
        let isNamed = [answer.question.source.kind, answer.question.destination.kind].allSatisfy {
            $0.group != nil || $0 == .internet
        }
        let said = flow.sentence(naming: !isNamed)
        let text = differs ? "\(said); the rules differ from the notes here" : said
        return [Row(label: .notes, text: text, tone: differs ? .differs : .plain)]
    }

    private func memberRows() -> [Row] {
        // Where all answer alike and carry nothing else, there is nothing to tell.
        let verdicts = Set(answer.members.map(\.verdict) + answer.unseen.map(\.verdict))
        guard verdicts.count > 1 || answer.members.contains(where: { !$0.also.isEmpty }) else { return [] }
        func row(_ verdict: Verdict, _ isSource: Bool, _ who: String) -> Row {
            Row(label: .member, text: "\(verdict.rawValue)  \(isSource ? "from" : "to") \(who)")
        }
        let rows = answer.members.prefix(6).enumerated().map { place, one in
            var own = row(one.verdict, one.isSource, members.who(one))
            own.stops = [.member(place)]
            return own
        }
        let more =
            answer.members.count > 6
            ? [Row(label: .unlabelled, text: "\(answer.members.count - 6) more kinds of members, by the groups that they carry")]
            : []
        return rows + more + answer.unseen.map { row($0.verdict, $0.isSource, members.who($0)) }
    }

    private func wayRows() -> [Row] {
        guard answer.verdict == .blocked, answer.check(.ingress) != nil else { return [] }
        if let way = words.wayRound {
            return [Row(label: .wayRound, text: way, stops: (1..<answer.path.count).map { .station($0) })]
        }
        return words.noWay.map { [Row(label: .unlabelled, text: "no way round: \($0)")] } ?? []
    }

    private func fixRows() -> [Row] {
        if let none = words.noFix { return [Row(label: .fix, text: none)] }
        let count = answer.fixes.count + answer.networkFixes.count
        if count == 0 { return [] }
        let isDenied = annotations.documented(answer.question).map { !$0.isAllowed } ?? false
        var rows: [Row] = []
        if count > 1 {
            let text = answer.networkFixes.isEmpty ? "fewer change nothing" : "for all of it"
            rows.append(Row(label: .fix, text: "all \(count) are needed\(answer.networkFixes.isEmpty ? "; " : " ")\(text)"))
        }
        let texts =
            answer.fixes.map(words.fix).map { ($0.line, $0.warning) }
            + answer.networkFixes.map(words.fix).map { ($0.line, $0.warning) }
        for (line, warning) in texts {
            let depends = answer.dependsWhenFixed ? "it depends then" : nil
            let warnings = [warning, depends, isDenied ? "against the notes" : nil].compactMap { $0 }
            let warned = warnings.isEmpty ? "" : "   (\(warnings.joined(separator: ", ")))"
            rows.append(
                Row(label: rows.isEmpty ? .fix : .continued, text: line + warned, tone: warnings.isEmpty ? .plain : .differs))
        }
        let notes = answer.networkFixes.compactMap { words.fix($0).note }
        rows += notes.distinct().map { Row(label: .continued, text: $0, tone: .dim) }
        return rows + words.managed.map { Row(label: .managed, text: $0) }
    }
}
