import Notes
import Text

extension NotesError: CustomStringConvertible {
    /// One line: where, what is wrong, what to do.
    public var description: String {
        let file = quoted(file, limit: 400, marks: false)
        guard let location else { return "\(file): \(message)" }
        return "\(file):\(location.line):\(location.column): \(message)"
    }

    /// What is wrong and what to do, without the place.
    public var message: String {
        switch problem {
        case .empty: return "there are no notes in this file; begin with 'environment:' or 'groups:'"
        case .notUTF8(let looksLikeUTF16):
            return "the file is \(looksLikeUTF16 ? "UTF-16" : "not UTF-8 text"); save it as UTF-8"
        case .tooLarge(let bytes, let limit):
            return "the file has \(bytes) bytes and notes may have \(limit); is it the right file?"
        case .tooDeep(let limit): return "more than \(limit) levels of nesting; notes need fewer than 10"
        case .tooManyValues(let limit): return "more than \(limit) values; split the file by environment"
        case .malformed(let what, let hint):
            return "this is not valid YAML: \(quoted(what, marks: false))" + (hint.map { "; \($0)" } ?? "")
        case .severalDocuments: return "a second document begins here; keep one, without '---' between"
        case .indicator("!"):
            return "tags (!name) are not read in notes; leave it out, or put the value in quotes if '!' is part of it"
        case .indicator(let indicator):
            return "anchors and aliases (&name, *name) are not read in notes; write the value out, "
                + "or put it in quotes if '\(indicator)' is part of it"
        case .keyIsNotText: return "a key must be text"
        case .duplicateKey(let key): return "the key \(quoted(key)) stands more than once in this mapping; keep one"
        case .unknownKey(let key, let owner, let suggestion?, _):
            return "unknown key \(quoted(key)) in \(owner); did you mean '\(suggestion)'?"
        case .unknownKey(let key, let owner, nil, let known):
            return "unknown key \(quoted(key)) in \(owner); it has \(list(known, "and"))"
        case .missingKey(let key, let owner): return "\(owner) needs '\(key)'; add it"
        case .wrongType(let what, let expected, let found): return "\(what) must be \(expected), not \(found)"
        case .duplicateTitle(let title, let kind, let first):
            return "two \(kind)s are titled \(quoted(title)), the first on line \(first.line); give one another title"
        case .notOneOf(let text, let what, let choices): return "\(what) is \(list(choices, "or")), not \(quoted(text))"
        case .unknownTitle(let title, let kind, let suggestion):
            let hint = suggestion.map { "did you mean \(quoted($0))?" } ?? "write a title that stands in this file"
            return "no \(kind) is titled \(quoted(title)); \(hint)"
        case .unknownProtocol(let text):
            return "\(quoted(text)) is no protocol; write tcp, udp, icmp, icmpv6, all, or a number from 0 to 255"
        case .badValue(let what, let why): return "\(what): \(quoted(why, limit: 200, marks: false))"
        case .emptyMatcher: return "this matcher has no condition and fits nothing; give it id, name, name-pattern or tag"
        case .cellCount(let cells, let columns):
            return "this row has \(cells) cells, the table \(columns) columns; make them the same"
        }
    }

    private func list(_ items: [String], _ conjunction: String) -> String {
        TextList.sentence(items.map { "'\($0)'" }, limit: .max, and: conjunction)
    }

    /// Text from the file, short, with its control characters shown.
    private func quoted(_ text: String, limit: Int = 60, marks: Bool = true) -> String {
        var shown = EscapedText.replacing(in: String(text.unicodeScalars.prefix(limit))) { scalar in
            switch scalar.properties.generalCategory {
            case .control, .format, .lineSeparator, .paragraphSeparator: "\\u{\(String(scalar.value, radix: 16))}"
            default: nil
            }
        }
        if text.unicodeScalars.dropFirst(limit).first != nil { shown += "..." }
        return marks ? "'\(shown)'" : shown
    }
}
