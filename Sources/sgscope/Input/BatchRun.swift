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

    /// Answers every line of a file, or of standard input for `-`; returns how many lines gave an error.
    func run(_ path: String) throws -> Int {
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
        var errors = 0
        while true {
            let length = getline(&line, &capacity, file)
            guard length >= 0, let start = line else { break }
            number += 1
            var bytes = [UInt8](UnsafeRawBufferPointer(start: start, count: length))
            while let last = bytes.last, last == UInt8(ascii: "\n") || last == UInt8(ascii: "\r") { bytes.removeLast() }
            // An empty line has its answer too: who counts lines finds each where its question stood.
            switch answer(bytes, number, name, reader) {
            case .success(let answer): Output.write(json.text(answer) + "\n", to: 1)
            case .failure(let problem):
                errors += 1
                Output.write(JSONText.compact(.object([("error", .string(problem.message))])) + "\n", to: 1)
            }
        }
        if ferror(file) != 0 {
            throw Failure.unreadable(
                ReadError(file: name, problem: .readFailed(reason: String(cString: strerror(errno)))))
        }
        return errors
    }

    private static func openError(_ name: String, _ code: Int32, isStream: Bool) -> ReadError {
        let reason = String(cString: strerror(code))
        if isStream { return ReadError(file: name, problem: .readFailed(reason: "it is closed")) }
        return ReadError(file: name, problem: code == ENOENT ? .noSuchFile : .mayNotBeOpened(reason: reason))
    }

    private struct Problem: Error {
        var message: String
    }

    private func answer(_ bytes: [UInt8], _ number: Int, _ name: String, _ reader: QuestionLineReader) -> Result<Answer, Problem>
    {
        do {
            let line = try reader.read(bytes, number: number, of: name)
            let question = try loading.asking.question(
                from: line.source, to: line.destination, port: line.port, version: line.version ?? (isIPv6 ? .v6 : nil))
            if let version = line.version, version != question.version {
                let which = loading.original == nil ? "line \(number): " : ""
                let what = "ip_version is \(version.rawValue), and the ends or the protocol are \(question.version.name)'s"
                return .failure(Problem(message: which + what))
            }
            return .success(loading.analyzer.answer(question))
        } catch let error as ReadError {
            if loading.original != nil {
                return .failure(Problem(message: "the line is no question; without --redact this says why"))
            }
            return .failure(Problem(message: error.message))
        } catch let error as QuestionError {
            return .failure(Problem(message: error.message))
        } catch {
            return .failure(Problem(message: "\(error)"))
        }
    }
}
