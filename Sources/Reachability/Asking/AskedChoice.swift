import CoreModel

/// What a text may ask that is no one question: whole questions, of which one is chosen.
///
/// Nothing is taken for granted: they are shown, and asked back.
extension Analyzer {
    /// How many are offered at most.
    static let choiceLimit = 100

    /// The questions that parts may mean of which an end names several things, or nearly one; none where nothing is near.
    public func questions(meantBy error: QuestionError, in parts: QuestionText) -> [QuestionText] {
        let ends: [End]
        switch error {
        case .ambiguousEnd(_, let candidates): ends = candidates.map(\.end)
        case .unknownEnd(let text, _): ends = resolver.offers(for: text)
        default: return []
        }
        let client = ClientText(parts.source)
        let isWhole = client.port == nil || (try? resolver.resolve(parts.source)) != nil
        let source = isWhole ? parts.source : client.end
        let isSource = (try? resolver.resolve(source)) == nil
        return ends.prefix(Self.choiceLimit).compactMap { end -> QuestionText? in
            guard let name = typed(end) else { return nil }
            var meant = parts
            if isSource {
                meant.source = isWhole ? name : client.port.map { ClientText.text(name, port: $0) } ?? name
            } else {
                meant.destination = QuestionText.bracketed(name)
            }
            return meant
        }
    }

    /// The questions that a text may mean which is no one question; none where nothing is near.
    public func questions(meantBy fault: ReadingFault, in text: String) -> [QuestionText] {
        switch fault {
        case .noEnd, .exception, .leftOver: return []
        case .manyEnds(let ends, let port):
            guard ends.count <= 4 else { return [] }
            return ends.indices.flatMap { first in
                ends.indices.dropFirst(first + 1).map {
                    QuestionText(source: ends[first], destination: QuestionText.bracketed(ends[$0]), port: port ?? "")
                }
            }
        case .manyPorts(let reading, let others):
            guard let port = reading.port else { return [] }
            let all = [port] + others
            let isList = all.allSatisfy { $0.allSatisfy { $0.isNumber || $0 == "-" } }
            return (all + (isList ? [all.joined(separator: ",")] : [])).compactMap { own in
                var meant = reading
                meant.port = own
                return QuestionText(meant)
            }
        case .badPort(let word):
            if case .badPort(_, .noPort(_, let close?))? = portError(word) {
                return [read(text, with: close, for: word)].compactMap { $0 }
            }
            // The ports that are open there, one of which the word may mean.
            guard !word.allSatisfy(\.isNumber), let trial = read(text, with: "all", for: word) else { return [] }
            return openPorts(of: trial.destination).compactMap { read(text, with: $0, for: word) }
        case .unknownEnd(let word): return offers(for: word, in: text)
        // A host that the data does not have is likely none of its own.
        case .foreignHost(let word):
            return offers(for: word, in: text) + [read(text, with: "internet", for: word)].compactMap { $0 }
        case .addressOrPort(let address, let port):
            let head = String(address.dropLast(port.count + 1))
            return ["[\(head)]:\(port)", "[\(address)]"].compactMap { read(text, with: $0, for: address) }
        }
    }

    private func offers(for word: String, in text: String) -> [QuestionText] {
        resolver.offers(for: word).filter { $0 != .internet }.compactMap { end in
            guard let name = typed(end), let meant = read(text, with: name.contains(" ") ? "\"\(name)\"" : name, for: word) else {
                return nil
            }
            // Nobody asks whether an end reaches itself.
            return (try? resolver.resolve(meant.source).kind) == (try? resolver.resolve(meant.destination).kind) ? nil : meant
        }
    }

    /// The questions that are meant where no port is said: on what the destination's groups open, at most eight; none where that is
    /// everything or nothing.
    public func questions(lackingPort reading: Reading) -> [QuestionText] {
        guard let destination = reading.destination else { return [] }
        return openPorts(of: destination).compactMap { port in
            var meant = reading
            meant.port = port
            if meant.kind == .who {
                return QuestionText(source: "", destination: QuestionText.bracketed(destination), port: port)
            }
            return QuestionText(meant)
        }
    }

    /// The PORTs that an end's own groups open to somebody; none where it carries none.
    private func openPorts(of end: String) -> [String] {
        guard let kind = try? resolver.resolve(end).kind else { return [] }
        let groups = kind.group.map { [$0] } ?? (kind.interfaces ?? []).flatMap { inventory[$0].groups }.distinct()
        let rules = groups.flatMap { inventory.rules[inventory[$0].ingress] }.filter { $0.traffic.ipProtocol != .all }
        return Array(rules.map { PortText.text($0.traffic) }.distinct().prefix(8))
    }

    private func portError(_ word: String) -> QuestionError? {
        do throws(QuestionError) {
            _ = try PortQuery(parsing: word)
            return nil
        } catch { return error }
    }

    /// The text read with another word in it; nil where that is no flow.
    private func read(_ text: String, with other: String, for word: String) -> QuestionText? {
        var (word, other) = (word, other)
        // Of a link the host stands there, and its port.
        if let link = text.split(whereSeparator: \.isWhitespace).map(String.init).first(where: { LinkHost(in: $0)?.host == word })
        {
            other += LinkHost(in: link)?.port.map { ":\($0)" } ?? ""
            word = link
        }
        let mended = text.replacing(word, with: other, maxReplacements: 1)
        do throws(ReadingFault) {
            return QuestionText(try reading(of: mended))
        } catch {
            // A second word that is mistyped, for what is nearest to it.
            guard case .unknownEnd(let second) = error, let near = resolver.offers(for: second, limit: 1).first.flatMap(typed)
            else {
                return nil
            }
            let name = near.contains(" ") ? "\"\(near)\"" : near
            guard let reading = try? reading(of: mended.replacing(second, with: name, maxReplacements: 1)) else { return nil }
            return QuestionText(reading)
        }
    }

    /// How an end is typed.
    private func typed(_ end: End) -> String? { resolver.typeable(end, called: names.name(of: Endpoint(end))) }
}

extension QuestionText {
    /// The parts of a flow that was read, its port empty where none is said; nil where an end is missing, or it is no flow.
    public init?(_ reading: Reading) {
        guard reading.kind == .flow, let source = reading.client, let destination = reading.destination else { return nil }
        self.init(
            source: source, destination: QuestionText.bracketed(destination), port: reading.port ?? "",
            version: reading.version)
    }
}
