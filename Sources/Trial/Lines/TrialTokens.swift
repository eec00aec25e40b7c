/// A word of a line of a trial, or what stands in quotes: that is never a keyword.
struct TrialToken: Hashable {
    var text: String
    var isQuoted = false

    /// Whether it is one of some keywords, in whichever case.
    func isOne(of words: Set<String>) -> Bool { !isQuoted && words.contains(text.lowercased()) }

    /// Words as a name is typed: with one blank between them.
    static func name(_ tokens: some Sequence<TrialToken>) -> String { tokens.map(\.text).joined(separator: " ") }

    /// The tokens of a line; what stands behind an unquoted `#` is a comment.
    ///
    /// Within quotes `\"`, `\\`, `\n`, `\r` and `\t` stand for what they stand for elsewhere; a quote without its end goes to the line's end.
    static func tokens(of line: String) -> [TrialToken] {
        var tokens: [TrialToken] = []
        let characters = Array(line)
        var place = 0
        while place < characters.count {
            if characters[place].isWhitespace {
                place += 1
            } else if characters[place] == "#" {
                break
            } else if characters[place] == "\"" {
                var text = ""
                place += 1
                while place < characters.count, characters[place] != "\"" {
                    if characters[place] == "\\", place + 1 < characters.count {
                        place += 1
                        text.append(unescaped(characters[place]))
                    } else {
                        text.append(characters[place])
                    }
                    place += 1
                }
                place += 1
                tokens.append(TrialToken(text: text, isQuoted: true))
            } else {
                let start = place
                while place < characters.count, !characters[place].isWhitespace { place += 1 }
                tokens.append(TrialToken(text: String(characters[start..<place])))
            }
        }
        return tokens
    }

    private static func unescaped(_ character: Character) -> Character {
        switch character {
        case "n": "\n"
        case "r": "\r"
        case "t": "\t"
        default: character
        }
    }

    /// A text in quotes, which ``tokens(of:)`` reads back.
    static func quoted(_ text: String) -> String {
        var result = "\""
        // A carriage return before a line feed is one character with it.
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case "\r": result += "\\r"
            case "\t": result += "\\t"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }
}

/// The words that lines of a trial are made of.
enum TrialWords {
    static let ingress: Set<String> = ["ingress", "in", "inbound"]
    static let egress: Set<String> = ["egress", "out", "outbound"]
    static let directions = ingress.union(egress)
    static let prepositions: Set<String> = ["from", "to"]
    static let carries: Set<String> = ["carries", "wears"]
    /// What a change may begin with.
    static let signs: Set<String> = ["+", "-", "~"]
    /// Other changes, by their first word.
    static let verbs: Set<String> = [
        "off", "accept", "exclude", "attach", "forward", "address", "associate", "propagate", "extend", "references",
        "cross-zones",
    ]
    static let things: Set<String> = ["acl", "route", "tgw-route"]
    /// What a name is quoted for.
    static let all = directions.union(prepositions).union(carries).union(things).union(verbs).union(["allow", "deny", ":"])
}
