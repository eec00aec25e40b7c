import CoreModel
import Reachability
import Words

/// What a text of the command line asks.
enum Asked {
    case flow(Question)
    /// Who reaches an end.
    case who(Endpoint, PortQuery)
}

extension Loading {
    /// What one text asks: the strict form, words in any order, or a line of a log.
    ///
    /// How words were read is said on standard error; what would have to be guessed is wrong usage, with what to write.
    func asked(_ text: String, version: IPVersion? = nil) throws -> Asked {
        let isStrict = (try? QuestionText(parsing: text)).map { !$0.port.isEmpty } ?? false
        if isStrict, let question = try? question(text, version: version) { return .flow(question) }
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
            if isStrict { return .flow(try question(text, version: version)) }
            if let line = lookup.errorLine(in: text) { return try asked(line, version) }
            throw Failure.wrongUsage(original == nil ? fault.message : "what was typed is no one question")
        }
    }

    private func asked(_ reading: Reading, _ text: String, _ version: IPVersion?) throws -> Asked {
        let version = reading.isSix.map { $0 ? IPVersion.v6 : .v4 } ?? version
        let readAs = original == nil ? reading.text(missing: "?") : "what was typed"
        if reading.kind == .reaches {
            throw Failure.wrongUsage("what an end reaches is listed by sgscope rules GROUP, and by sgscope matrix")
        }
        guard let port = reading.port ?? (reading.kind == .who ? "all" : nil) else {
            throw Failure.wrongUsage("the PORT is missing in \(readAs); \":all\" asks for every port")
        }
        let isForAll = reading.kind == .who || reading.source == nil && text.contains("->")
        guard let destination = reading.destination, isForAll || reading.source != nil else {
            throw Failure.wrongUsage(
                "an end is missing in \(readAs); sgscope who lists who reaches one, and internet is an end as well")
        }
        if original == nil {
            if QuestionForm(reading.strict) != QuestionForm(text) { StandardError.line("sgscope: read as \(reading.strict)") }
            let left = reading.notUsed + (reading.clientPort.map { ["the client's port \($0)"] } ?? [])
            if !left.isEmpty { StandardError.line("sgscope: not used: \(left.joined(separator: ", "))") }
        }
        return try Failure.asking {
            if isForAll {
                return .who(try asking.resolver.resolve(destination), try PortQuery(parsing: port))
            }
            return .flow(
                try asking.question(from: reading.source ?? "", to: destination, port: port, version: version))
        }
    }

    private func asked(_ line: ErrorLine, _ version: IPVersion?) throws -> Asked {
        guard let source = line.source, let port = line.port, !line.destination.isEmpty else {
            guard original == nil else {
                throw Failure.wrongUsage(
                    "what was typed is a line of a log that tells a part of a question; name both ends and the port")
            }
            let end = line.destination.isEmpty ? "DESTINATION" : line.destination
            throw Failure.wrongUsage(
                "a line of a log that does not tell all of it; name what is missing: sgscope why \(line.source ?? "SOURCE") \(end) \(line.port ?? "PORT")"
            )
        }
        if original == nil { StandardError.line("sgscope: read as \(line.question)") }
        return try Failure.asking {
            .flow(try asking.question(from: source, to: line.destination, port: port, version: version))
        }
    }
}

/// A question's text without what does not tell readings apart.
private struct QuestionForm: Equatable {
    private let text: String

    init(_ text: String) { self.text = text.filter { !$0.isWhitespace && $0 != "\"" }.replacing("→", with: "->").lowercased() }
}
