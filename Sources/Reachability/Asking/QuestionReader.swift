import CoreModel

/// Reads what people type as a question: words, arrows, ends and ports in the orders in which people write them.
///
/// What is quoted or called so as a whole is an end, then come ports, services, words that say nothing, and parts of names. Nothing is
/// dropped in silence, and where two readings are left it is said instead of chosen.
struct QuestionReader {
    private let names: AskedNames
    private var items: [AskedItem]
    private var rest: String?

    private init(_ text: String, _ names: AskedNames) {
        self.names = names
        let read = AskedItems(AskedToken.tokens(of: text, isName: names.isWhole), names)
        (items, rest) = (read.items, read.rest)
    }

    /// Reads a text; throws ``ReadingFault`` where it is no one question.
    static func read(_ text: String, _ names: AskedNames) throws(ReadingFault) -> Reading {
        var reader = QuestionReader(text, names)
        var reading = try reader.read()
        if reader.rest != nil { reading.behind = SaidBehind(endOf: text) }
        let leftOver = reader.leftOver(reading)
        if !leftOver.isEmpty { throw .leftOver(leftOver) }
        return reading
    }

    /// A port, or a word that is nothing.
    private struct Piece {
        var text: String
        var place: Int
        var isBehindColon: Bool
    }

    /// An end with what stands before it.
    private struct End {
        var text: String
        var place: Int
        var isFrom = false
        var isTo = false
        var clientPort: Int?
    }

    private mutating func read() throws(ReadingFault) -> Reading {
        var reading = Reading()
        for item in items {
            if case .family(let version) = item.kind { reading.version = version }
        }
        if let word = items.first(where: { $0.kind == .except }) { throw .exception(word.text) }
        let isWho = items.contains { $0.kind == .who }
        settleServices(isWho: isWho)
        let arrow = items.firstIndex { if case .arrow = $0.kind { true } else { false } }
        var ends: [End] = []
        var ports: [Piece] = []
        var unknown: [Piece] = []
        var anybody: [Int] = []
        var marker: AskedItem.Kind?
        for (place, item) in items.enumerated() {
            switch item.kind {
            case .end:
                ends.append(End(text: item.text, place: place, isFrom: marker == .from, isTo: marker == .to))
                marker = nil
            case .port: ports.append(Piece(text: item.text, place: place, isBehindColon: item.isBehindColon))
            case .from: marker = isAnswer(place) ? .to : .from
            // What is open to somebody is entered by him.
            case .to: marker = place > 0 && Self.isOpen(items[place - 1]) ? .from : .to
            case .arrow: marker = nil
            case .anybody:
                anybody.append(place)
                marker = nil
            case .unknown: unknown.append(Piece(text: item.text, place: place, isBehindColon: item.isBehindColon))
            case .status: reading.notUsed.append(item.text)
            case .service, .comma, .on, .who, .what, .family, .filler, .except: break
            }
        }
        takeClientPorts(&ends, &ports, arrow: arrow)
        try place(ends, anybody, arrow: arrow, into: &reading)
        if isWho { reading.kind = .who }
        // "who can the api talk to" asks what it reaches.
        if isWho, ends.count == 1, let end = ends.first, !end.isFrom, !end.isTo, isSubject(end), !hasVerb(before: end) {
            (reading.kind, reading.source, reading.destination) = (.reaches, end.text, nil)
        }
        if items.contains(where: { $0.kind == .what }), reading.kind == .flow, ends.count == 1 {
            reading.kind = .reaches
            if reading.source == nil { (reading.source, reading.destination) = (reading.destination, nil) }
        }
        if reading.kind == .who, reading.destination == nil { (reading.destination, reading.source) = (reading.source, nil) }
        try takePorts(ports, into: &reading)
        try takeUnknown(unknown, into: &reading)
        if let rest { reading.notUsed.append(rest) }
        if reading.source == nil, reading.destination == nil { throw .noEnd }
        try checkAddress(reading)
        return reading
    }

    // MARK: What is left over

    /// Words without which another question would be asked: all that are left in the strict form, and of free words those that begin as
    /// what is said of the whole does, or say that something is off.
    private func leftOver(_ reading: Reading) -> [String] {
        let words = reading.notUsed
        if words.isEmpty || reading.behind != nil { return [] }
        if isStrict { return words }
        if let rest, Self.isTrace(rest) { return [] }
        let first = words.indices.first { place in
            let word = words[place].prefix { !$0.isWhitespace }
            // Lines of logs have signs of their own.
            let isVerb = word.first?.isLetter ?? false
            return SaidBehind.begins(String(word)) || SaidBehind.isMistyped(String(word))
                || isVerb && SaidBehind.beginsChange(Array(words[place...])) || SaidBehind.saysOff(words[place...].prefix(2))
        }
        return first.map { Array(words[$0...]) } ?? []
    }

    /// Whether nothing but ends and a port stand around the arrow.
    private var isStrict: Bool {
        guard let arrow = items.firstIndex(where: { if case .arrow = $0.kind { true } else { false } }), arrow + 1 < items.count
        else { return false }
        return (items[..<arrow] + [items[arrow + 1]]).allSatisfy { item in
            switch item.kind {
            case .end, .port, .anybody: true
            default: false
            }
        }
    }

    /// Whether a line of a log goes on so: "at org.postgresql.Driver.connect(Driver.java:264)".
    private static func isTrace(_ rest: String) -> Bool {
        rest.lowercased().hasPrefix("at ")
            && rest.split(separator: " ").contains { word in
                word.contains("(") || word.first?.isLetter == true && word.dropLast().contains(".")
            }
    }

    // MARK: Services

    /// Which words are services and which are parts of names, where they can be both.
    private mutating func settleServices(isWho: Bool) {
        let hasPort = items.contains { $0.kind == .port }
        let whole = items.count { if case .end = $0.kind { true } else { $0.kind == .anybody } }
        let soft = items.indices.filter { if case .service = items[$0].kind { true } else { false } }
        let wanted = isWho || items.contains { $0.kind == .what } ? 1 : 2
        var ends = whole
        var isPortGiven = hasPort
        // From the right: what stands last is the port.
        for place in soft.reversed() {
            guard case .service(let isPart) = items[place].kind else { continue }
            let isAsked = place > 0 && items[place - 1].kind == .on || items[place].isBehindColon
            let others = soft.count { other in
                guard other < place, case .service(true) = items[other].kind else { return false }
                return true
            }
            let isPort = isAsked || !isPart || !isPortGiven && ends + others >= wanted
            if isPort, !(isPortGiven && isPart && !isAsked) {
                items[place].kind = .port
                isPortGiven = true
            } else {
                items[place].kind = .end(isWhole: false)
                ends += 1
            }
        }
    }

    // MARK: Ends

    /// A port behind a source is the client's: `1.2.3.4:51234 -> alb:443`, and where two addresses stand with a port each.
    private func takeClientPorts(
        _ ends: inout [End], _ ports: inout [Piece], arrow: Int?
    ) {
        guard ports.count(where: \.isBehindColon) > 1 || arrow != nil else { return }
        for number in ends.indices {
            guard let own = ports.firstIndex(where: { $0.isBehindColon && $0.place == ends[number].place + 1 }) else { continue }
            let isTurned = arrow.map { if case .arrow(true) = items[$0].kind { true } else { false } } ?? false
            let isSource =
                if let arrow { (ends[number].place < arrow) != isTurned } else {
                    ends[number].isFrom || number == 0 && ends.count > 1 && !ends[number].isTo && !ends[1].isFrom
                }
            let hasOther = ports.count > 1
            if isSource, hasOther, let port = UInt16(ports[own].text), port > 0 {
                ends[number].clientPort = Int(port)
                ports.remove(at: own)
            }
        }
    }

    private func place(_ ends: [End], _ anybody: [Int], arrow: Int?, into reading: inout Reading) throws(ReadingFault) {
        if ends.count > 2 { throw manyEnds(ends) }
        var (source, destination): (End?, End?)
        if let arrow {
            let arrows = items.count { if case .arrow = $0.kind { true } else { false } }
            if arrows > 1, ends.count > 1 || anybody.count > 1 { throw manyEnds(ends) }
            let left = ends.filter { $0.place < arrow }
            let right = ends.filter { $0.place > arrow }
            if left.count > 1 || right.count > 1 { throw manyEnds(ends) }
            let isTurned = if case .arrow(true) = items[arrow].kind { true } else { false }
            (source, destination) = isTurned ? (right.first, left.first) : (left.first, right.first)
            let isLeft = anybody.contains { $0 < arrow }
            let isRight = anybody.contains { $0 > arrow }
            if isTurned ? isRight : isLeft { reading.kind = .who }
            if isTurned ? isLeft : isRight { reading.kind = .reaches }
        } else {
            var open: [End] = []
            for end in ends {
                if end.isFrom, source == nil {
                    source = end
                } else if end.isTo, destination == nil {
                    destination = end
                } else {
                    open.append(end)
                }
            }
            // Two ends: the first is the source, unless a word says else; one alone is where to, but for who does something.
            for end in open {
                if source == nil, destination != nil || ends.count > 1 || isSubject(end) {
                    source = end
                } else if destination == nil {
                    destination = end
                } else {
                    throw manyEnds(ends)
                }
            }
            if let first = anybody.first, ends.count == 1, let end = ends.first {
                if first < end.place {
                    (reading.kind, source, destination) = (.who, nil, end)
                } else {
                    (reading.kind, source, destination) = (.reaches, end, nil)
                }
            }
        }
        reading.source = source?.text
        reading.clientPort = source?.clientPort
        reading.destination = destination?.text
    }

    /// Whether a lone end is who opens the connection: "can the api talk to postgres", "why can't workers connect on 5432".
    private func isSubject(_ end: End) -> Bool {
        items.indices.contains { place in
            guard place > end.place else { return false }
            switch items[place].kind {
            case .filler: return Self.verbs.contains(items[place].text.lowercased())
            case .to: return items.indices.contains(place + 1) && items[place + 1].kind == .port
            default: return false
            }
        }
    }

    private func hasVerb(before end: End) -> Bool {
        items[..<end.place].contains { $0.kind == .filler && Self.verbs.contains($0.text.lowercased()) }
    }

    /// Whether "from" names who did not answer: "why does the api get timeouts from rds", "the alb gets HTTP 504 from api".
    private func isAnswer(_ place: Int) -> Bool {
        guard place > 0 else { return false }
        let before = items[place - 1]
        let isFailure = before.kind == .status || before.kind == .filler && Self.failures.contains(before.text.lowercased())
        return isFailure && items[..<place].contains { if case .end = $0.kind { true } else { false } }
    }

    private static let failures: Set<String> = ["timeout", "timeouts", "error", "errors", "failure", "failures"]

    private static let verbs: Set<String> = [
        "reach", "talk", "talks", "connect", "connects", "get", "gets", "go", "goes", "speak", "speaks", "access",
    ]

    private func manyEnds(_ ends: [End]) -> ReadingFault {
        let ports = items.filter { $0.kind == .port }.map(\.text)
        return .manyEnds(ends.map(\.text), port: ports.count == 1 ? ports.first : nil)
    }

    // MARK: Ports and what is left

    private func takePorts(
        _ ports: [Piece], into reading: inout Reading
    ) throws(ReadingFault) {
        guard let first = ports.first(where: \.isBehindColon) ?? ports.first else { return }
        var all = ports
        reading.port = first.text
        all.removeAll { $0.place == first.place }
        // `80, 443` is a list, where nothing but commas stands between.
        var last = first.place
        var list = [first.text]
        for port in ports where port.place > first.place {
            guard items[(last + 1)..<port.place].allSatisfy({ $0.kind == .comma }), port.place > last + 1,
                port.text.allSatisfy({ $0.isNumber || $0 == "-" })
            else { continue }
            list.append(port.text)
            all.removeAll { $0.place == port.place }
            last = port.place
        }
        reading.port = list.joined(separator: ",")
        // "tcp" beside a number is its protocol, and a service beside its own number is said twice.
        for port in all where names.isProtocol(port.text) || names.isService(port.text) {
            let joined = "\(reading.port ?? "")/\(port.text)"
            if names.isProtocol(port.text), names.isPort(joined), !(reading.port ?? "").contains("/") {
                reading.port = joined
            } else {
                reading.notUsed.append(port.text)
            }
            all.removeAll { $0.place == port.place }
        }
        if !all.isEmpty { throw .manyPorts(reading, notUsed: all.map(\.text)) }
    }

    private func takeUnknown(
        _ unknown: [Piece], into reading: inout Reading
    ) throws(ReadingFault) {
        let wanted = reading.kind == .flow ? 2 : 1
        let known = [reading.source, reading.destination].compactMap { $0 }.count
        for word in unknown {
            if word.isBehindColon { throw .badPort(word.text) }
            let isNumber = word.text.allSatisfy(\.isNumber)
            if isNumber || reading.port == nil && (known == wanted || isBehindPortWord(word.place)) { throw .badPort(word.text) }
            if Self.isHost(word.text) { throw .foreignHost(word.text) }
            if known < wanted { throw .unknownEnd(word.text) }
            reading.notUsed.append(word.text)
        }
    }

    /// Whether a word says that something may be entered by whom "to" names.
    private static func isOpen(_ item: AskedItem) -> Bool {
        item.kind == .filler
            && ["open", "opened", "exposed", "accessible", "visible", "reachable"].contains(item.text.lowercased())
    }

    private func isBehindPortWord(_ place: Int) -> Bool { place > 0 && items[place - 1].kind == .on }

    /// Whether a word looks like a host's whole name.
    private static func isHost(_ word: String) -> Bool {
        word.count { $0 == "." } >= 1 && word.contains(where: \.isLetter)
            && word.allSatisfy { $0.isLetter || $0.isNumber || ".-_".contains($0) }
    }

    /// A lone IPv6 address whose last group could be a port is asked back.
    private func checkAddress(_ reading: Reading) throws(ReadingFault) {
        guard reading.port == nil, let end = reading.destination, !end.hasPrefix("["), end.count(where: { $0 == ":" }) > 1,
            end.allSatisfy({ $0.isHexDigit || $0 == ":" }), let last = end.split(separator: ":").last, last.count > 1,
            last.allSatisfy(\.isNumber), let number = Int(last), number > 0, number <= 65535, !end.hasSuffix("::\(last)")
        else { return }
        throw .addressOrPort(end, port: String(last))
    }
}
