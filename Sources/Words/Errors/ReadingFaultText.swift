import Reachability
import Text

extension ReadingFault {
    /// One line: why a text is no one question, and what to write.
    public var message: String {
        switch self {
        case .noEnd: "no end in these words: an address, a name or a group is needed, as in \"alb -> rds:5432\""
        case .manyEnds(let ends, _): "\(TextCount.word(ends.count)) ends: \(ends.joined(separator: ", ")). Which two?"
        case .manyPorts(let reading, let others):
            "read as \(reading.text(missing: "?")); not used: \(others.joined(separator: ", ")). Several ports are written 80,443"
        case .badPort(let text): Self.portMessage(text)
        case .unknownEnd(let text): "nothing is called \"\(text)\""
        case .exception(let word): "\"\(word)\" cannot be asked: ask for all of it, or for one of them"
        case .leftOver(let words):
            "not understood: \(words.joined(separator: " ")). Behind a question may stand: with CHANGE (such as with off nat-0), before, at TIME"
        case .foreignHost(let host): "\(host) is not in the data: which group or address is it?"
        case .addressOrPort(let address, let port):
            "\"\(address)\" can be read in two ways: [\(address.dropLast(port.count + 1))]:\(port), or the address [\(address)]"
        }
    }

    /// The same of a question among others, behind which nothing stands: what is said of all is given apart.
    public var messageAmongOthers: String {
        guard case .leftOver(let words) = self else { return message }
        let text = words.joined(separator: " ")
        return "not understood: \(text). Nothing stands behind a question here: a change is given with --with, a time with --at"
    }

    private static func portMessage(_ text: String) -> String {
        do throws(QuestionError) {
            _ = try PortQuery(parsing: text)
            return "\"\(text)\" stands where no port is wanted"
        } catch {
            return error.message
        }
    }
}

extension Reading {
    /// The question as it was read, with a sign where a part is missing: `? -> rds:5432`.
    public func text(missing sign: String) -> String {
        let family = version.map { " \($0)" } ?? ""
        return "\(client ?? sign) -> \(destination.map(QuestionText.bracketed) ?? sign):\(port ?? sign)\(family)"
    }
}
