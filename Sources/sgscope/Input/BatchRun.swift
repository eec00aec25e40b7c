import Glibc
import Reachability
import Readers
import CoreModel
import Text
import Words

/// `why --batch`: answers questions line by line, as they come, in constant memory.
struct BatchRun {
    let loading: Loading
    let isIPv6: Bool
    let scope: AnswerScope

    /// What a run came to.
    struct Result {
        /// How many lines gave an error.
        var errors = 0
        /// The verdicts that there were.
        var verdicts: Set<Verdict> = []
    }

    /// Answers every line of a file, or of standard input for `-`.
    func run(_ path: String) throws -> Result {
        let name = path == "-" ? "standard input" : path
        guard let file = path == "-" ? fdopen(0, "r") : fopen(path, "r") else {
            throw Failure.unreadable(Self.openError(name, errno, isStream: path == "-"))
        }
        defer { fclose(file) }
        let reader = QuestionLineReader()
        let json = AnswerJSON(loading: loading)
        var line: UnsafeMutablePointer<CChar>?
        var capacity = 0
        defer { free(line) }
        var number = 0
        var result = Result()
        while true {
            let length = getline(&line, &capacity, file)
            guard length >= 0, let start = line else { break }
            number += 1
            var bytes = [UInt8](UnsafeRawBufferPointer(start: start, count: length))
            // A mark of the byte order stands before what some programs write.
            if number == 1, bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes.removeFirst(3) }
            while let last = bytes.last, last == UInt8(ascii: "\n") || last == UInt8(ascii: "\r") { bytes.removeLast() }
            // An empty line has its answer too: who counts lines finds each where its question stood.
            do {
                let line = try reader.read(bytes, number: number, of: name)
                let answer = try answer(line, number)
                result.verdicts.insert(answer.verdict)
                Output.write(json.text(answer) + "\n", to: 1)
            } catch {
                result.errors += 1
                Output.write(JSONText.compact(.object([("error", .string(message(error)))])) + "\n", to: 1)
            }
        }
        if ferror(file) != 0 {
            throw Failure.unreadable(
                ReadError(file: name, problem: .readFailed(reason: String(cString: strerror(errno)))))
        }
        return result
    }

    private static func openError(_ name: String, _ code: Int32, isStream: Bool) -> ReadError {
        let reason = String(cString: strerror(code))
        if isStream { return ReadError(file: name, problem: .readFailed(reason: "it is closed")) }
        return ReadError(file: name, problem: code == ENOENT ? .noSuchFile : .mayNotBeOpened(reason: reason))
    }

    /// A line whose family contradicts what it asks, or that says of itself what is said of all.
    private struct Contradiction: Error {
        var message: String
    }

    private func answer(_ line: QuestionLine, _ number: Int) throws -> Answer {
        let question: Question
        do throws(QuestionError) {
            question = try loading.asking.question(
                from: line.source, to: line.destination, port: line.port, version: line.version ?? (isIPv6 ? .v6 : nil))
        } catch {
            if let behind = line.behind { throw Contradiction(message: behind.message) }
            throw error
        }
        if let missing = loading.past?.missing(question, in: loading.inventory) { throw Contradiction(message: missing) }
        if let version = line.version, version != question.version {
            let which = loading.original == nil ? "line \(number): " : ""
            let what = "ip_version is \(version.rawValue), and the ends or the protocol are \(question.version.name)'s"
            throw Contradiction(message: which + what)
        }
        return loading.analyzer.answer(question, scope)
    }

    private func message(_ error: any Error) -> String {
        switch error {
        case is ReadError where loading.original != nil: "the line is no question; without --redact this says why"
        case let error as ReadError: error.message
        case let error as QuestionError: error.message
        case let error as Contradiction: error.message
        default: "\(error)"
        }
    }
}

extension QuestionLine {
    /// What one of its parts says behind what it names; nil where none does.
    var behind: SaidBehind? { [source, destination, port].lazy.compactMap { SaidBehind(endOf: "? \($0)") }.first }
}
