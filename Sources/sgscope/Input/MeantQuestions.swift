import Board
import CoreModel
import Readers
import Reachability
import Text
import Trial
import Words

/// Reads questions with what each is meant to be, a line each: JSON as `why --batch` takes it, or `SOURCE -> DESTINATION:PORT = blocked`.
struct MeantQuestions {
    let loading: Loading
    let isIPv6: Bool

    /// The questions of a file, or of standard input for `-`; empty lines and comments are passed over.
    func read(_ path: String) throws -> [MeantQuestion] {
        let name = path == "-" ? "standard input" : path
        let bytes = try Failure.reading { try InputReader().bytes(ofFile: path) }
        let text = String(decoding: bytes, as: UTF8.self)
        var questions: [MeantQuestion] = []
        for (place, line) in text.fileLines.enumerated() {
            let own = line.trimmingPrefix { $0.isWhitespace }
            if own.isEmpty || own.hasPrefix("#") { continue }
            do {
                questions.append(try own.hasPrefix("{") ? json(String(own), place + 1, name) : plain(String(own)))
            } catch Failure.wrongUsage(let message) {
                throw Failure.wrongUsage("\(name):\(place + 1): \(message)")
            } catch Failure.askedBack(let message, let commands) {
                throw Failure.askedBack("\(name):\(place + 1): \(message)", commands: commands)
            }
        }
        if questions.isEmpty { throw Failure.wrongUsage("no question is in \(name)") }
        return questions
    }

    /// The pins of a board, the input's own where no file is named, that are flows, and meant to be allowed or blocked; who reaches an end is nothing that a few changes are looked
    /// for.
    func pinned(_ file: String, _ input: InputOptions) throws -> [MeantQuestion] {
        let isOwn = file == TypedArguments.ownBoard
        let place = BoardPlace(input, loading, named: isOwn ? nil : file, files: loading.given)
        let file = isOwn ? place.shownPath : file
        guard let board = try input.hidingWhatFails({ try place.read() }) else {
            throw Failure.wrongUsage(
                "there is no board \(file): P in the explorer pins a question, sgscope board --help says what to write; or name one"
            )
        }
        let judging = BoardJudging(loading.analyzer, words: loading.original?.analyzer, asking: loading.asking)
        let questions = board.pins.enumerated().compactMap { number, pin -> MeantQuestion? in
            guard case .verdict(let meant)? = pin.meant, meant != .depends, !pin.onlyGroups else { return nil }
            return judging.judged(pin, number: number + 1).question.map { MeantQuestion($0, meant: meant) }
        }
        if questions.isEmpty { throw Failure.wrongUsage("no pin of \(file) is a flow that is meant to be allowed or blocked") }
        if questions.count < board.pins.count, loading.original == nil {
            let left = TextCount.of(board.pins.count - questions.count, "pin")
            StandardError.line("sgscope: note: \(left) of \(file) left out: not meant to be allowed or blocked over all layers")
        }
        return questions
    }

    private func json(_ line: String, _ number: Int, _ name: String) throws -> MeantQuestion {
        let read = try Failure.reading { try QuestionLineReader().read(Array(line.utf8), number: number, of: name) }
        do {
            let question = try loading.flow(
                from: read.source, to: read.destination, port: read.port, version: read.version ?? (isIPv6 ? .v6 : nil))
            return MeantQuestion(question, meant: try meant(read.meant ?? "allowed"))
        } catch let failure as Failure {
            throw read.behind.map { Failure.wrongUsage($0.message) } ?? failure
        }
    }

    private func plain(_ line: String) throws -> MeantQuestion {
        let parts = line.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        // `=>` is an arrow.
        let isArrow = parts.count > 1 && parts[1].hasPrefix(">")
        let text = isArrow ? line : parts[0]
        let question = try loading.question(text.trimmingSuffix, version: isIPv6 ? .v6 : nil)
        return MeantQuestion(question, meant: try meant(isArrow || parts.count < 2 ? "allowed" : parts[1].trimmingSuffix))
    }

    private func meant(_ text: String) throws -> Verdict {
        guard let verdict = Verdict(rawValue: text.lowercased()), verdict != .depends else {
            throw Failure.wrongUsage("a question is meant to be allowed or blocked, not \"\(text)\"")
        }
        return verdict
    }
}

extension String {
    /// Without white space at either end.
    fileprivate var trimmingSuffix: String {
        String(drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
    }
}
