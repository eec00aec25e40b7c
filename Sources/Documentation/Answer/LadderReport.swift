import Reachability
import CoreModel
import Text
import Words

/// Draws a way as a ladder: the packet goes down the left rail, its answer up the right one, a row for each thing that is passed.
///
///      there   ECS API SG: 10.0.10.8, private-0; RDS SG: 10.0.20.158, isolated-0    back
///     ✓ ║ group ECS API SG   all to 0.0.0.0/0                              tracked ▲ ✓
///     ✓ ║ acl   isolated     in 100 tcp 5432                   out 100 tcp 1024-65535 ║ ✓
struct LadderReport {
    private let words: WayText
    private let width: Int
    private let marks: ReportMarks
    private let ascii: Bool
    private let nameWidth: Int
    /// What stands above the rows instead of who goes so; nil where that does.
    private let title: String?
    private var way: WayAnswer { words.way }

    init(_ words: WayText, width: Int, ascii: Bool, title: String? = nil) {
        (self.words, self.title) = (words, title)
        // Farther apart nobody sees which sides belong together.
        let width = min(120, max(34, width))
        self.width = width
        self.ascii = ascii
        marks = ReportMarks(ascii: ascii)
        let longest = words.way.ladder.map { TerminalText.width(TerminalText.safe(words.name($0))) }.max() ?? 0
        nameWidth = min(longest, width < 100 ? min(14, width / 4) : 30)
    }

    /// The signs of a rail.
    private enum Sign: String {
        case passes = "║"
        case stops = "╳"
        case isNotReached = "┆"
        case arrives = "▼"
        case isBack = "▲"
        case none = " "

        var plain: String {
            switch self {
            case .passes: "#"
            case .stops: "X"
            case .isNotReached: ":"
            case .arrives: "v"
            case .isBack: "^"
            case .none: " "
            }
        }
    }

    private static let kindWidth = 6

    /// Columns between the rails' cells.
    private var room: Int { width - 2 * (marks.width + 2) - 1 - Self.kindWidth - nameWidth - 1 }

    /// The lines; with `isFolded` rows that pass and follow each other stand in one, never one that fails or depends.
    func lines(isFolded: Bool = false) -> [StyledLine] {
        way.ladder.isEmpty ? [] : header + rows(isFolded: isFolded).flatMap(\.lines)
    }

    /// The lines of rows, with the places of the rows that stand in them.
    func rows(isFolded: Bool) -> [(places: Range<Int>, lines: [StyledLine])] {
        runs(isFolded).map { ($0, $0.count == 1 ? row($0.lowerBound) : [folded($0)]) }
    }

    /// The rows, those together that stand in one line.
    private func runs(_ isFolded: Bool) -> [Range<Int>] {
        var runs: [Range<Int>] = []
        for place in way.ladder.indices {
            if isFolded, passes(place), let last = runs.last, passes(last.lowerBound) {
                runs[runs.count - 1] = last.lowerBound..<(place + 1)
            } else {
                runs.append(place..<(place + 1))
            }
        }
        return runs
    }

    /// Whether nothing fails or depends at a row, there or back.
    private func passes(_ place: Int) -> Bool {
        let row = way.ladder[place]
        return [row.there, row.back].allSatisfy { outcome($0) ?? .pass == .pass }
    }

    /// Several rows that pass as one: "4 pass: group orders, acl shop-app, table app-a, pcx prod-reporting".
    private func folded(_ places: Range<Int>) -> StyledLine {
        let rows = way.ladder[places]
        let names = rows.map { "\(words.word($0)) \(TerminalText.safe(words.name($0)))" }.map(TerminalText.trimmed)
        let space = Self.kindWidth + nameWidth + 1 + room
        let said = TerminalText.fitted(
            "\(rows.count) pass: \(names.joined(separator: ", "))", to: space, ending: ascii ? "~" : "…")
        let there = places.map { thereSign($0, true) }
        let back = places.map { backSign($0, true) }
        let own: (Sign?, Sign?) = (there.first { $0 == .arrives } ?? there.first, back.first { $0 == .isBack } ?? back.last)
        let sides = (
            rows.contains { $0.there != nil } ? Outcome.pass : nil,
            rows.contains { $0.back != nil || words.isTracked($0) } ? Outcome.pass : nil
        )
        func text(_ sign: Sign?) -> String { sign.map { ascii ? $0.plain : $0.rawValue } ?? " " }
        return StyledLine([
            cell(sides.0), StyledSpan(text(own.0), sides.0?.tone ?? .plain), .blank(1),
            StyledSpan(TerminalText.padded(said, to: space)), .blank(1),
            StyledSpan(text(own.1), sides.1?.tone ?? .plain), .blank(1),
            StyledSpan(sides.1.map(marks.mark) ?? "", sides.1?.tone ?? .plain),
        ]).trimmed
    }

    /// What stands above the rows: who goes so.
    var header: [StyledLine] {
        let lead = TerminalText.padded("", to: marks.width) + "there   "
        let back = words.hasReply ? "back" : ""
        let last = TerminalText.width(back)
        let space = width - TerminalText.width(lead) - last - 1
        let texts = TextWrap.broken(TerminalText.safe(title ?? words.who), width: space)
        return texts.enumerated().map { place, text in
            let isFirst = place == 0
            let start = isFirst ? lead : TerminalText.padded("", to: TerminalText.width(lead))
            let middle = TerminalText.padded(text, to: space)
            return StyledLine([StyledSpan(start, .dim), StyledSpan(middle), StyledSpan(isFirst ? " \(back)" : "", .dim)])
                .trimmed
        }
    }

    private func row(_ place: Int) -> [StyledLine] {
        let row = way.ladder[place]
        let (there, back) = texts(quoted(row), TerminalText.safe(words.back(row)))
        let name = TerminalText.padded(
            TerminalText.fitted(TerminalText.safe(words.name(row)), to: nameWidth, ending: ascii ? "~" : "…"), to: nameWidth)
        var lines: [StyledLine] = []
        for line in 0..<max(there.count, back.count) {
            let isFirst = line == 0
            let (own, other) = (line < there.count ? there[line] : "", line < back.count ? back[line] : "")
            let gap = max(0, room - TerminalText.width(own) - TerminalText.width(other))
            let sides = (outcome(row.there), outcome(row.back) ?? (words.isTracked(row) ? .pass : nil))
            lines.append(
                StyledLine(
                    [
                        cell(isFirst ? sides.0 : nil), StyledSpan(sign(place, isFirst, leg: .packet), sides.0?.tone ?? .plain),
                        .blank(1),
                        StyledSpan(TerminalText.padded(isFirst ? words.word(row) : "", to: Self.kindWidth), .dim),
                        StyledSpan(isFirst ? name : TerminalText.padded("", to: nameWidth), .strong), .blank(1),
                        StyledSpan(own, isFirst || !own.isEmpty ? tone(sides.0) : .plain), .blank(gap),
                        StyledSpan(other, tone(sides.1)), .blank(1),
                        StyledSpan(sign(place, isFirst, leg: .reply), sides.1?.tone ?? .plain), .blank(1),
                        isFirst ? StyledSpan(sides.1.map(marks.mark) ?? "", sides.1?.tone ?? .plain) : .blank(0),
                    ]
                ).trimmed)
        }
        return lines
    }

    /// What decides there, with the description of the rule where there is room for it.
    private func quoted(_ row: LadderRow) -> String {
        let (own, quote) = (TerminalText.safe(words.there(row)), TerminalText.safe(words.quote(row)))
        let whole = "\(own)   \"\(quote)\""
        let back = TerminalText.width(TerminalText.safe(words.back(row)))
        return quote.isEmpty || TerminalText.width(whole) + back + 2 > room ? own : whole
    }

    /// What decides there and back as lines: side by side where both fit, else below each other.
    ///
    /// Names are broken where they are wider than the room, which keeps the rails in their columns.
    private func texts(_ there: String, _ back: String) -> (there: [String], back: [String]) {
        if TerminalText.width(there) + TerminalText.width(back) + 2 <= room { return ([there], [back]) }
        if back.isEmpty { return (TextWrap.broken(there, width: room), [""]) }
        if there.isEmpty { return ([""], TextWrap.broken(back, width: room)) }
        let beside = room - TerminalText.width(back) - 2
        if beside * 2 >= room {
            // Only the first line has the other one beside it.
            let lines = TextWrap.lines(there, width: beside).enumerated().flatMap { place, line in
                TextWrap.broken(line, width: place == 0 ? beside : room)
            }
            return (lines, [back])
        }
        let first = TextWrap.broken(there, width: room)
        return (first, Array(repeating: "", count: first.count) + TextWrap.broken(back, width: room))
    }

    private func outcome(_ place: Int?) -> Outcome? { place.map { way.stages[$0].outcome } }

    private func tone(_ outcome: Outcome?) -> Tone { outcome.map { $0 == .pass ? .plain : $0.tone } ?? .plain }

    private func cell(_ outcome: Outcome?) -> StyledSpan {
        StyledSpan(TerminalText.padded(outcome.map(marks.mark) ?? "", to: marks.width), outcome?.tone ?? .plain)
    }

    // MARK: Rails

    private func sign(_ place: Int, _ isFirst: Bool, leg: Stage.Leg) -> String {
        let sign = leg == .packet ? thereSign(place, isFirst) : backSign(place, isFirst)
        return ascii ? sign.plain : sign.rawValue
    }

    private func thereSign(_ place: Int, _ isFirst: Bool) -> Sign {
        let rows = way.ladder
        let stop = rows.indices.first { outcome(rows[$0].there) == .fail }
        if let stop, place > stop || (place == stop && !isFirst) { return .isNotReached }
        if place == stop { return .stops }
        let last = rows.indices.last { rows[$0].there != nil }
        if place == last, isFirst { return .arrives }
        return last.map { place > $0 } ?? true ? .none : .passes
    }

    private func backSign(_ place: Int, _ isFirst: Bool) -> Sign {
        guard words.hasReply, way.stages.contains(where: { $0.leg == .reply }) || isWithinOneSubnet else { return .none }
        let rows = way.ladder
        if rows.contains(where: { outcome($0.there) == .fail }) {
            let isStop = outcome(rows[place].back) == .fail && isFirst
            return isStop ? .stops : .isNotReached
        }
        let stop = rows.indices.last { outcome(rows[$0].back) == .fail }
        if let stop, place < stop || (place == stop && !isFirst) { return .isNotReached }
        if place == stop { return .stops }
        return place == 0 && isFirst ? .isBack : .passes
    }

    /// Whether groups alone stand between, which let the answer through.
    private var isWithinOneSubnet: Bool { way.stages.allSatisfy { $0.kind == .group && $0.outcome != .fail } }
}
