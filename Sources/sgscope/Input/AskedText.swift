import CoreModel
import Reachability
import Text
import Trial
import Words

/// What a text of the command line asks.
enum Asked {
    case flow(Question)
    /// The question that a flow-log record raises, and what it says of the packets.
    case record(Question, FlowLogRecord)
    /// Who reaches an end.
    case who(Endpoint, PortQuery)
    /// What an end reaches, on a port where one is said.
    case reaches(Endpoint, PortQuery?)

    /// The flow that is asked about; nil where it is no flow.
    var flow: Question? {
        switch self {
        case .flow(let question), .record(let question, _): question
        case .who, .reaches: nil
        }
    }
}

extension Loading {
    /// What one text asks: the strict form, words in any order, or a line of a log.
    ///
    /// How words were read is said on standard error; what would have to be guessed is wrong usage, with what to write.
    func asked(_ text: String, version: IPVersion? = nil) throws -> Asked {
        // What arguments say is taken out before the input is read.
        guard TriedQuestion(text) == nil else {
            throw Failure.wrongUsage("a change behind a question is read from arguments alone; here --with takes it")
        }
        let isStrict = (try? QuestionText(parsing: text)).map { !$0.port.isEmpty } ?? false
        if isStrict, let question = try? question(text, version: version) { return .flow(question) }
        if isStrict, let parts = try? QuestionText(parsing: text) { try checkEnds([parts.source, parts.destination]) }
        let flows = RecordFlow.flows(in: text)
        if flows.count > 1, original == nil {
            throw askedBack(
                "\(RecordFlow.askedBack(flows)) sgscope traffic - lists them all", flows.map(\.question),
                notes: flows.map(\.countText))
        }
        // A header is no part of a question: the record below it is all that is asked.
        if flows.count == 1, text.contains(where: \.isNewline) {
            let records = FlowLogText.records(in: text)
            let line = records.map(ErrorLine.init).first { $0.client != nil && $0.port != nil }
            if let line, case .record(let question, let record) = try asked(line, version) {
                // What several say of one flow need not be the same.
                return Set(records.map(\.action)).count == 1 ? .record(question, record) : .flow(question)
            }
        }
        // Names are looked up as they are typed, which are the real ones.
        let lookup = original?.analyzer ?? analyzer
        switch Result(catching: { () throws(ReadingFault) in try lookup.reading(of: text) }) {
        case .success(let reading):
            // What is no whole question may be a line of a log.
            if reading.source == nil, !reading.notUsed.isEmpty, let line = lookup.errorLine(in: text) {
                return try asked(line, version)
            }
            return try asked(reading, text, version)
        case .failure(let fault):
            if case .leftOver(let words) = fault {
                return try asked(in: text, leavingOver: words, version)
            }
            // A line that tells both ends is one, whatever arrow stands in it: "read tcp 10.0.11.24:51234->10.0.10.158:5432: i/o timeout".
            if let line = lookup.errorLine(in: text), line.client != nil { return try asked(line, version) }
            // The name of an exception stands before the address that it is about.
            if case .foreignHost(let host) = fault, !text.contains("->"), let line = lookup.errorLine(in: text),
                line.destination != host, line.origin == .line
            {
                return try asked(line, version)
            }
            // What looks strict may be a link: "api -> https://host/path".
            if case .foreignHost = fault, original == nil {
                throw askedBack(fault.message, lookup.questions(meantBy: fault, in: text))
            }
            if isStrict, case .badPort = fault {} else if isStrict { return .flow(try question(text, version: version)) }
            if let line = lookup.errorLine(in: text) { return try asked(line, version) }
            guard original == nil else { throw Failure.wrongUsage("what was typed is no one question") }
            throw askedBack(fault.message, lookup.questions(meantBy: fault, in: text))
        }
    }

    /// What a line of a log asks, which has words that no question has; any other text is not asked without what is left over.
    private func asked(in text: String, leavingOver words: [String], _ version: IPVersion?) throws -> Asked {
        if let line = (original?.analyzer ?? analyzer).errorLine(whereWordsAreLeftIn: text) { return try asked(line, version) }
        if original != nil { throw Failure.wrongUsage("what stands behind the question is not understood") }
        try checkTime(words)
        throw Failure.wrongUsage(ReadingFault.leftOver(words).message)
    }

    private func asked(_ reading: Reading, _ text: String, _ version: IPVersion?) throws -> Asked {
        if let behind = reading.behind { throw Failure.wrongUsage(behind.message) }
        let version = reading.version ?? version
        let readAs = original == nil ? reading.text(missing: "?") : "what was typed"
        if reading.kind == .reaches {
            guard let end = reading.source ?? reading.destination else {
                throw Failure.wrongUsage("whom it is about is missing in \(readAs)")
            }
            let asked = try Failure.asking { Asked.reaches(try existing(end), try reading.port.map(PortQuery.init(parsing:))) }
            say(reading, text)
            return asked
        }
        let meant = reading.port == nil && original == nil ? analyzer.questions(lackingPort: reading) : []
        if reading.kind == .who, meant.count > 1 {
            throw askedBack("several ports are open there; on which?", meant)
        }
        // Who reaches it is asked on the one port that is open there.
        guard let port = reading.port ?? (reading.kind == .who ? meant.first?.port ?? "all" : nil) else {
            throw askedBack("the PORT is missing in \(readAs); \":all\" asks for every port", meant)
        }
        let isForAll = reading.kind == .who || reading.source == nil && text.contains("->")
        guard let destination = reading.destination, isForAll || reading.source != nil else {
            throw Failure.wrongUsage(
                "an end is missing in \(readAs); sgscope who lists who reaches one, and internet is an end as well")
        }
        if isForAll {
            let asked = try Failure.asking { Asked.who(try existing(destination), try PortQuery(parsing: port)) }
            say(reading, text, port: reading.port == nil && port != "all" ? port : nil)
            return asked
        }
        let flow = try flow(from: reading.client ?? "", to: destination, port: port, version: version)
        say(reading, text)
        return .flow(flow)
    }

    /// Says how a text was read, where it was not in the strict form, and what of it was not used.
    ///
    /// `port` is one that was not said.
    private func say(_ reading: Reading, _ text: String, port: String? = nil) {
        guard original == nil else { return }
        let strict = reading.strict + (port.map { ":\($0)" } ?? "")
        if QuestionForm(strict) != QuestionForm(text) { StandardError.line("sgscope: read as \(strict)") }
        if !reading.notUsed.isEmpty { StandardError.line("sgscope: not used: \(reading.notUsed.joined(separator: ", "))") }
    }

    /// The question of three texts; where an end means several things, or nearly one, what may be meant is asked back.
    func flow(from source: String, to destination: String, port: String, version: IPVersion?) throws -> Question {
        let missing: String?
        do throws(QuestionError) {
            let question = try asking.question(from: source, to: destination, port: port, version: version)
            missing = past?.missing(question, in: inventory)
            if missing == nil { return question }
        } catch {
            guard original == nil else { throw Failure.wrongUsage(error.message) }
            let parts = QuestionText(source: source, destination: QuestionText.bracketed(destination), port: port)
            throw askedBack(error.message, analyzer.questions(meantBy: error, in: parts))
        }
        throw Failure.wrongUsage(missing ?? "an end did not exist then")
    }

    /// Says of an end that the changes on trial take away that they do, in place of looking for what is called nearly so.
    private func checkEnds(_ ends: [String]) throws {
        if trial == nil { return }
        for end in ends {
            do throws(QuestionError) { _ = try asking.end(end) } catch {
                if case .goneEnd = error { throw Failure.wrongUsage(error.message) }
            }
        }
    }

    /// `notes` say something beside each question.
    private func askedBack(_ message: String, _ meant: [QuestionText], notes: [String] = []) -> Failure {
        if meant.isEmpty { return .wrongUsage(message) }
        // What was not read from files cannot be named again; of a folder every file counts.
        let isFiles = !given.isEmpty
        let inputs = given.map { " -i " + ShellText.quoted($0) }.joined()
        let tried = (trial?.lines ?? []).map { " --with " + ShellText.quoted($0, always: true) }.joined()
        return .askedBack(
            message,
            commands: meant.prefix(12).enumerated().map { place, parts in
                var parts = parts
                let note = notes.indices.contains(place) ? "   # \(notes[place])" : ""
                if parts.port.isEmpty { parts.port = "all" }
                let question = ShellText.quoted(parts.text, always: true)
                return (isExample || isFiles ? "sgscope why\(inputs)\(tried) \(question)" : question) + note
            } + (meant.count > 12 ? ["and \(meant.count - 12) more"] : []))
    }

    private func asked(_ line: ErrorLine, _ version: IPVersion?) throws -> Asked {
        guard let source = line.client, let port = line.port, !line.destination.isEmpty else {
            guard original == nil else {
                throw Failure.wrongUsage(
                    "what was typed is a line of a log that tells a part of a question; name both ends and the port")
            }
            let end = line.destination.isEmpty ? "DESTINATION" : line.destination
            throw Failure.wrongUsage(
                "a line of a log that does not tell all of it; name what is missing: sgscope why \(line.client ?? "SOURCE") \(end) \(line.port ?? "PORT")"
            )
        }
        if original == nil { StandardError.line("sgscope: read as \(line.question)") }
        let question = try flow(from: source, to: line.destination, port: port, version: version)
        return line.record.map { .record(question, $0) } ?? .flow(question)
    }
}

/// A question's text without what does not tell readings apart.
private struct QuestionForm: Equatable {
    private let text: String

    init(_ text: String) { self.text = text.filter { !$0.isWhitespace && $0 != "\"" }.replacing("→", with: "->").lowercased() }
}
