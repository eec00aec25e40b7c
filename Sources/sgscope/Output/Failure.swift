import NotesFile
import ArgumentParser
import Glibc
import Live
import Readers
import Reachability
import Text
import Words

/// Why a command ends without doing its work, with the exit status that says so.
enum Failure: Error {
    case wrongUsage(String)
    /// What was asked may mean several things, or nearly something: these, as they can be pasted.
    case askedBack(String, commands: [String])
    case unreadable(ReadError)
    case badNotes(NotesError)
    /// A script of the explorer that cannot be played: where, and why.
    case badScript(String)
    case cannotWrite(String)
    /// AWS, or the aws command, did not answer.
    case noAnswer(LiveError)
    /// There is no file of a name that is written as one, and nothing is called so.
    case noFile(String)
    /// Another failure, told without what it names.
    case hidden(Int32, String)

    /// 64 wrong usage, 65 unreadable input, 66 no such file, 69 no answer from AWS, 74 (EX_IOERR) a result that cannot be written.
    var status: Int32 {
        switch self {
        case .wrongUsage, .askedBack: 64
        case .unreadable(let error): error.kind.rawValue
        case .badNotes, .badScript: 65
        case .cannotWrite: 74
        case .noFile: 66
        case .noAnswer: 69
        case .hidden(let status, _): status
        }
    }

    /// One line: what, where and what to do.
    var message: String {
        switch self {
        case .wrongUsage(let message), .askedBack(let message, _), .badScript(let message), .cannotWrite(let message),
            .hidden(_, let message):
            message
        case .unreadable(let error): error.message
        case .noFile(let path): "no file \(path), and no group of that name"
        case .badNotes(let error): error.description
        case .noAnswer(let error): "AWS was not read: " + error.reasons.joined(separator: "; ")
        }
    }

    /// Characters of a word that is shown whole: no name in AWS has as many.
    private static let longestWord = 300

    /// The line with very long words of what was typed cut short in it, so that what is wrong is seen beside them.
    private var shown: String {
        switch self {
        case .wrongUsage, .askedBack: break
        default: return message
        }
        return message.split(separator: " ", omittingEmptySubsequences: false).map { word in
            word.count > Self.longestWord ? "\(word.prefix(100))...\(word.suffix(40))" : String(word)
        }.joined(separator: " ")
    }

    /// Does work that reads inputs or notes; what cannot be read is a failure.
    static func reading<Value>(_ work: () throws -> Value) throws -> Value {
        do { return try work() } catch let error as ReadError {
            throw unreadable(error)
        } catch let error as NotesError { throw badNotes(error) }
    }

    /// Does work that finds out what was asked; what means nothing is wrong usage.
    static func asking<Value>(_ work: () throws -> Value) throws -> Value {
        do { return try work() } catch let error as QuestionError { throw wrongUsage(error.message) }
    }

    /// Prints the line on standard error and ends the program.
    func exit() -> Never {
        StandardError.line("sgscope: \(shown)")
        if case .askedBack(_, let commands) = self { for command in commands { StandardError.line("  \(command)") } }
        Glibc.exit(status)
    }
}

/// The other stream: whatever is no result.
enum StandardError {
    /// Writes a line, made safe for a terminal.
    static func line(_ text: String) {
        Output.write(TerminalText.safe(text) + "\n", to: 2)
    }
}
