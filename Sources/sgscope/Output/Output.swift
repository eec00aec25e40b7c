import Glibc
import Annotations
import CoreModel
import Text

/// Writes results to standard output: lines made safe, toned where the terminal shows colours.
struct Output {
    /// Whether tones are written as colours.
    let hasColor: Bool
    let isASCII: Bool
    let isTerminal: Bool
    /// Columns to wrap at: the terminal's, or 80.
    let width: Int

    func lines(_ lines: [StyledLine]) {
        var text = ""
        for line in lines {
            var drawn = ""
            for span in line.spans {
                let safe = isASCII ? Self.ascii(TerminalText.safe(span.text)) : TerminalText.safe(span.text)
                drawn += hasColor ? Self.colored(safe, span.tone) : safe
            }
            text += TerminalText.trimmed(drawn) + "\n"
        }
        Self.write(text, to: 1)
    }

    func line(_ text: String, _ tone: Tone = .plain) {
        lines([StyledLine(text, tone)])
    }

    /// Writes all of a text; a closed pipe ends the program quietly, as the signal does.
    static func write(_ text: String, to descriptor: Int32) { write(Array(text.utf8), to: descriptor) }

    /// The same for the bytes of a text.
    static func write(_ bytes: [UInt8], to descriptor: Int32) {
        if FileWriting.writeAll(bytes, to: descriptor) { return }
        if errno == EPIPE { Glibc.exit(0) }
        let reason = String(cString: strerror(errno))
        if descriptor == 1 { write("sgscope: standard output cannot be written: \(reason)\n", to: 2) }
        Glibc.exit(Failure.cannotWrite("").status)
    }

    /// The sequences of each tone: the terminal's own palette, never a background.
    private static func colored(_ text: String, _ tone: Tone) -> String {
        let codes: String
        switch tone {
        case .plain: return text
        case .strong: codes = "1"
        case .dim: codes = "2"
        case .pass: codes = "1;32"
        case .fail: codes = "1;31"
        case .depends: codes = "1;33"
        case .differs: codes = "35"
        }
        return text.isEmpty ? "" : "\u{1B}[\(codes)m\(text)\u{1B}[0m"
    }

    /// Text for a stream that is not UTF-8: other characters are written as their numbers.
    private static func ascii(_ text: String) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            result += scalar.isASCII ? String(scalar) : "\\u{\(String(scalar.value, radix: 16))}"
        }
        return result
    }
}
