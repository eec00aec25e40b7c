import Text

extension Screen {
    /// Draws the help, over everything but the bottom line.
    mutating func drawHelp() {
        let columns = state.size.columns
        let help = HelpPage(state)
        let (lines, room) = (help.lines, help.room)
        let top = min(max(0, state.help ?? 0), max(0, lines.count - room))
        frame.fill(Area(x: 0, y: 0, width: columns, height: 1), role: .bar)
        var end = frame.put(" \(help.title)", x: 0, y: 0, role: .bar, limit: columns)
        let banners = state.changes.map(TrialWords.banners) ?? state.model.past?.banners ?? []
        if let banner = banners.first(where: { $0.count + end + 20 <= columns }) {
            end = frame.put("  \(banner)", x: end, y: 0, role: .bar, limit: columns)
        }
        if lines.count > room {
            frame.putRight(
                "lines \(top + 1)-\(min(lines.count, top + room)) of \(lines.count) ", after: end + 2, y: 0, role: .bar,
                limit: columns)
        }
        for (row, line) in lines.dropFirst(top).prefix(room).enumerated() {
            frame.put(line, x: 1, y: row + 1, limit: columns)
        }
    }
}

/// The help: the commands that are valid now, from the table, then what the signs mean and what can be typed; or the glossary.
struct HelpPage {
    /// What is told.
    enum Topic: Sendable {
        case keys, words, who
    }

    private let state: ExplorerState

    /// What stands above it.
    var title: String {
        switch state.helpTopic {
        case .keys: "the keys that are valid now"
        case .words: "what the words and signs mean"
        case .who: state.who?.title ?? ""
        }
    }

    init(_ state: ExplorerState) { self.state = state }

    /// The lines that are seen at once.
    var room: Int { max(1, state.size.rows - 2) }

    /// Whether it is longer than the screen.
    var isLonger: Bool { lines.count > room }

    /// Its lines.
    var lines: [StyledLine] {
        switch state.helpTopic {
        case .keys: keys
        case .words: words
        case .who: state.who?.lines ?? []
        }
    }

    /// The glossary; on a wide screen its lines are no longer than one reads at ease.
    private var words: [StyledLine] {
        Glossary.entries(ascii: state.glyphs == .ascii).flatMap { entry in
            layOut([.entry(entry.word, entry.meaning)], keys: 10, width: min(state.size.columns - 2, 100))
        }
    }

    /// The keys, in two columns where there is room.
    private var keys: [StyledLine] {
        let width = state.size.columns
        let room = width - 2
        let commands = state.validCommands(in: .screen)
        let sections = [Command.Section.moving, .asking, .trying, .taking, .looking, .program].map { section($0, commands) }
        var lines = TextWrap.lines(Program.promise, width: room).map { StyledLine($0, .dim) }
        if width >= 76 {
            let half = width >= 110 ? 58 : 40
            let columns = columns(sections, half - 2, room - half)
            lines += (0..<max(columns.0.count, columns.1.count)).map { row in
                var line = row < columns.0.count ? columns.0[row] : StyledLine()
                guard row < columns.1.count else { return line }
                line.spans.append(.blank(half - TerminalText.width(line.text)))
                line.spans += columns.1[row].spans
                return line
            }
        } else {
            lines += layOut(sections.flatMap { $0 }, width: room)
        }
        lines.append(StyledLine())
        for entry in legend { lines += layOut([.entry(entry.word, entry.meaning)], keys: 10, width: room) }
        return lines
    }

    /// Sections in two columns of some widths, in their order, divided where both together are least high.
    private func columns(_ sections: [[Item]], _ left: Int, _ right: Int) -> ([StyledLine], [StyledLine]) {
        let divided = (1...max(1, sections.count)).map { count in
            (
                layOut(sections.prefix(count).flatMap { $0 }, width: left),
                layOut(sections.dropFirst(count).flatMap { $0 }, width: right)
            )
        }
        return divided.min { max($0.0.count, $0.1.count) < max($1.0.count, $1.1.count) } ?? ([], [])
    }

    private enum Item {
        case heading(String)
        case entry(String, String)
    }

    private func section(_ section: Command.Section, _ commands: [Command]) -> [Item] {
        let own = commands.filter { $0.section == section && !$0.keys.isEmpty }
        return own.isEmpty ? [] : [.heading(section.rawValue)] + own.map { .entry($0.keys, $0.help) }
    }

    private func layOut(_ items: [Item], keys: Int? = nil, width: Int) -> [StyledLine] {
        let widest = items.map { item in if case .entry(let keys, _) = item { TerminalText.width(keys) } else { 0 } }.max() ?? 0
        let column = keys ?? widest + 2
        return items.flatMap { item -> [StyledLine] in
            switch item {
            case .heading(let text): return [StyledLine(text, .strong)]
            case .entry(let keys, let text):
                let gap = StyledSpan.blank(column - TerminalText.width(keys))
                return StyledLine.hanging(behind: [StyledSpan(" \(keys)", .strong), gap], text, isWhole: true, width: width)
            }
        }
    }

    private var legend: [(word: String, meaning: String)] {
        let typed: [(word: String, meaning: String)] = [
            ("question", "SOURCE -> DESTINATION:PORT, as alb -> rds:5432; a paste opens it"),
            (
                "an end",
                "internet, a group, 10.0.1.5, 10.0.0.0/16, eni-..., i-..., pl-..., what carries groups by its name"
            ),
            ("a port", "5432  80,443  53/udp  8000-8100  https  ping  icmp/3/4  proto/50  all"),
        ]
        return Legend.entries(ascii: state.glyphs == .ascii) + typed
    }
}
