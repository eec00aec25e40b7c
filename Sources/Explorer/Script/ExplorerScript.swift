import Frames
import Text

/// What `sgscope explore --script FILE` plays: a step a line, for tests, demonstrations and pictures.
///
///     # what stops alb on its way to rds
///     resize 120x40
///     press a
///     type alb -> rds:5432
///     press Enter
///     wait
///     save blocked.svg
public struct ExplorerScript: Sendable {
    /// What a line has done.
    public enum Step: Hashable, Sendable {
        /// Keys are pressed, one after the other.
        case press([Key])
        /// A text is typed, key by key.
        case type(String)
        /// A text is pasted in one piece.
        case paste(String)
        /// The screen gets a size; 80x24 before.
        case resize(ScreenSize)
        /// Everything is waited for that is worked out, or read again, beside the keys.
        case wait
        /// The screen is saved as text or, where the name ends in .svg, as a picture.
        case save(String)
    }

    /// The steps with the lines that they stand in, the first 1.
    public let steps: [(line: Int, step: Step)]

    /// Reads a script whole; throws for the first line that is no step.
    ///
    /// Blank lines, and lines that begin with `#`, are passed over.
    public init(parsing text: String) throws(ScriptError) {
        var steps: [(line: Int, step: Step)] = []
        for (number, line) in text.fileLines.enumerated() {
            let words = line.drop { $0 == " " || $0 == "\t" }
            if words.isEmpty || words.first == "#" { continue }
            let word = words.prefix { $0 != " " && $0 != "\t" }
            // One blank stands behind the word; what follows it is text as it is.
            let rest = words.dropFirst(word.count + 1)
            do throws(ScriptError.Problem) {
                steps.append((number + 1, try Self.step(String(word), String(rest))))
            } catch {
                throw ScriptError(line: number + 1, problem: error)
            }
        }
        self.steps = steps
    }

    /// The size of the screen before the first `resize`.
    public static let firstSize = ScreenSize(columns: 80, rows: 24)

    /// Columns and rows of the largest screen.
    public static let largest = 1000

    private static func step(_ word: String, _ rest: String) throws(ScriptError.Problem) -> Step {
        let argument = rest.withoutOuterBlanks
        switch word {
        case "press":
            if argument.isEmpty { throw .missing("press", "a key") }
            var keys: [Key] = []
            for name in argument.split(whereSeparator: { $0 == " " || $0 == "\t" }) {
                guard let key = Key(scripted: String(name)) else { throw .unknownKey(String(name)) }
                keys.append(key)
            }
            return .press(keys)
        case "type", "paste":
            if rest.isEmpty { throw .missing(word, "a text") }
            return word == "type" ? .type(rest) : .paste(rest)
        case "resize":
            let sides = argument.split(separator: "x", omittingEmptySubsequences: false).map { Int($0) }
            guard sides.count == 2, let columns = sides[0], let rows = sides[1], (1...largest).contains(columns),
                (1...largest).contains(rows)
            else { throw .badSize(argument) }
            return .resize(ScreenSize(columns: columns, rows: rows))
        case "wait":
            guard argument.isEmpty else { throw .tooMuch("wait") }
            return .wait
        case "save":
            guard argument.hasSuffix(".txt") || argument.hasSuffix(".svg") else { throw .badFile(argument) }
            return .save(argument)
        default: throw .unknownWord(word)
        }
    }
}

/// Why a script cannot be played: the line, counted from 1, and what is wrong in it.
public struct ScriptError: Error, Hashable, Sendable {
    /// What is wrong in a line.
    public enum Problem: Error, Hashable, Sendable {
        case unknownWord(String)
        case unknownKey(String)
        /// A word without what must stand behind it.
        case missing(String, String)
        case tooMuch(String)
        case badSize(String)
        case badFile(String)
    }

    /// The line, the first 1.
    public let line: Int
    /// What is wrong in it.
    public let problem: Problem

    /// What is wrong, and what to write.
    public var message: String {
        switch problem {
        case .unknownWord(let word): "\"\(word)\" is no word of a script: press, type, paste, resize, wait, save"
        case .unknownKey(let name):
            "\"\(name)\" is no key: a character, \(Key.scriptedNames.joined(separator: ", ")), F1 to F12, Ctrl-a"
        case .missing(let word, let what): "\(word) needs \(what)"
        case .tooMuch(let word): "nothing stands behind \(word)"
        case .badSize(let text): "\"\(text)\" is no size: COLUMNSxROWS, as 120x40, each at most \(ExplorerScript.largest)"
        case .badFile(let text): "save \"\(text)\": the name of the file ends in .txt or .svg"
        }
    }
}

extension Key {
    static let byScriptedName: [(name: String, key: Key)] = [
        ("Enter", .enter), ("Esc", .escape), ("Tab", .tab), ("Shift-Tab", .backTab), ("Space", .character(" ")), ("Up", .up),
        ("Down", .down), ("Left", .left), ("Right", .right), ("Home", .home), ("End", .end), ("PageUp", .pageUp),
        ("PageDown", .pageDown), ("Backspace", .backspace), ("Delete", .delete),
    ]

    /// The names of keys that are no characters.
    static var scriptedNames: [String] { byScriptedName.map(\.name) }

    /// The key of a name in a script: `Enter`, `F1`, `Ctrl-d`, or a character; nil where there is none.
    init?(scripted name: String) {
        if let known = Self.byScriptedName.first(where: { $0.name == name }) {
            self = known.key
        } else if name.count == 1, let character = name.first {
            self = .character(character)
        } else if name.hasPrefix("F"), let number = Int(name.dropFirst()), (1...12).contains(number) {
            self = .function(number)
        } else if name.hasPrefix("Ctrl-"), name.count == 6, let letter = name.last, letter.isLowercase, letter.isASCII {
            self = .control(letter)
        } else {
            return nil
        }
    }
}

extension ExplorerSession {
    /// Does what a step says; what is saved is for whoever plays it to write.
    public mutating func play(_ step: ExplorerScript.Step) {
        switch step {
        case .press(let keys): for key in keys { send(.key(key)) }
        case .type(let text): for character in text { send(.key(.character(character))) }
        case .paste(let text): send(.paste(text))
        case .resize(let size): send(.resize(size))
        case .wait: finishWork()
        case .save: break
        }
    }
}
