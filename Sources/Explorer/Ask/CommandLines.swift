import Documentation
import Text

/// A command of a fix, broken into lines so that it does the same when the lines are pasted.
///
/// Between words a backslash ends the line. Within the quoted permission a line ends behind a comma or a brace, where the `aws`
/// shorthand passes over blanks and line ends. Only what is wider still, a long description, is broken anywhere.
struct CommandLines {
    /// A part that is kept together, and what may follow it.
    private struct Piece {
        var text: String
        var endsWord: Bool
    }

    private let pieces: [Piece]

    init(_ command: String) {
        var pieces: [Piece] = []
        var text = ""
        var (isQuoted, isDescription) = (false, false)
        for character in command {
            if character == "'" { isQuoted.toggle() }
            if character == "\"", isQuoted { isDescription.toggle() }
            if character == " ", !isQuoted {
                pieces.append(Piece(text: text, endsWord: true))
                text = ""
                continue
            }
            text.append(character)
            if isQuoted, !isDescription, character == "," || character == "{" {
                pieces.append(Piece(text: text, endsWord: false))
                text = ""
            }
        }
        self.pieces = pieces + [Piece(text: text, endsWord: false)]
    }

    /// The lines, those behind the first indented.
    ///
    /// An option stands with its value on one line where that has room for both.
    func lines(width: Int) -> [String] {
        let width = max(3, width)
        var lines: [String] = []
        var line = ""
        var endsWord = false
        for (place, piece) in pieces.enumerated() {
            let room = width - (piece.endsWord ? 2 : 0)
            let joined = line + (endsWord ? " " : "") + piece.text
            let isOption = endsWord && piece.text.hasPrefix("--")
            if line.isEmpty || TerminalText.width(isOption ? "\(line) \(whole(from: place))" : joined) <= room {
                line = joined
            } else {
                lines.append(line + (endsWord ? " \\" : ""))
                line = (width > 40 ? Self.indent : "") + piece.text
            }
            endsWord = piece.endsWord
            while TerminalText.width(line) > room {
                let start = TerminalText.fitted(line, to: room, ending: "")
                guard !start.isEmpty, start.count < line.count else { break }
                lines.append(start)
                line.removeFirst(start.count)
            }
        }
        return lines + [line]
    }

    private static let indent = "  "

    /// An option with its value, up to the next.
    private func whole(from place: Int) -> String {
        var text = ""
        for piece in pieces[place...] {
            if !text.isEmpty, piece.text.hasPrefix("--"), text.hasSuffix(" ") { break }
            text += piece.text + (piece.endsWord ? " " : "")
        }
        return text.hasSuffix(" ") ? String(text.dropLast()) : text
    }
}

extension AnswerView {
    /// The commands of the fixes below the label `run`, for the end of the answer; in little room the label stands alone.
    func commandLines(width: Int, ascii: Bool) -> [StyledLine] {
        let start = ReportMarks(ascii: ascii).width
        let label = TerminalText.padded("", to: start) + "run"
        let indent = width < 70 ? 0 : start + 10
        var result: [StyledLine] = []
        for fix in fixes {
            // The shell passes over a comment.
            let comment = fix.comment.map { [TerminalText.safe($0)] } ?? []
            for line in comment + CommandLines(TerminalText.safe(fix.aws)).lines(width: width - indent) {
                let isFirst = result.isEmpty
                if isFirst, indent == 0 { result.append(StyledLine(label, .dim)) }
                let lead = TerminalText.padded(isFirst && indent > 0 ? label : "", to: indent)
                result.append(StyledLine([StyledSpan(lead, .dim), StyledSpan(line)]))
            }
        }
        let isBroken = result.count > fixes.count
        if isBroken {
            let words = fixes.count == 1 ? "y f copies it in one line" : "y f copies them, one a line"
            result.append(StyledLine([.blank(indent), StyledSpan(words, .dim)]))
        }
        return result
    }
}
