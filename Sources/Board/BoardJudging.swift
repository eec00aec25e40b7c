import CoreModel
import Reachability

/// Judges pinned questions by an inventory: as it was read, or with changes on trial laid over it.
public struct BoardJudging: Sendable {
    /// Judges.
    private let analyzer: Analyzer
    /// Tells names from other words.
    private let words: Analyzer
    /// Finds what names mean.
    private let asking: Analyzer
    /// The groups that were not there at the time that is looked at.
    private let absent: Set<GroupIndex>

    /// Judges by an analyzer; where it has stand-ins, `words` knows the real names, and `asking` finds what they mean.
    ///
    /// Nothing passed to or from `absent`: groups that were not there at an earlier time.
    public init(_ analyzer: Analyzer, words: Analyzer? = nil, asking: Analyzer? = nil, absent: Set<GroupIndex> = []) {
        self.analyzer = analyzer
        self.absent = absent
        self.words = words ?? analyzer
        self.asking = asking ?? analyzer
    }

    /// Judges every pin.
    ///
    /// `tell` hears how many are done; where it says that nothing is wanted any more, the rest is not judged and nil comes back.
    /// Complexity: a verdict a pin, of `who` as many as there are groups that a rule may concern.
    public func judged(_ board: Board, tell: (Int, Int) -> Bool = { _, _ in true }) -> JudgedBoard? {
        var rows: [PinJudgement] = []
        for pin in board.pins {
            guard tell(rows.count, board.pins.count) else { return nil }
            rows.append(judged(pin, number: rows.count + 1))
        }
        return JudgedBoard(board, rows: rows)
    }

    /// Judges one pin.
    public func judged(_ pin: Pin, number: Int) -> PinJudgement {
        let scope = scope(of: pin)
        switch asked(pin) {
        case .failure(let fault):
            return PinJudgement(pin: pin, number: number, outcome: .unasked(fault), standing: standing(of: fault, pin.meant))
        case .success(.flow(let question)):
            let isAbsent = [question.source, question.destination].contains { $0.kind.group.map(absent.contains) ?? false }
            let verdict = isAbsent ? .blocked : analyzer.wholeVerdict(question, scope)
            return PinJudgement(
                pin: pin, number: number, outcome: .verdict(verdict, of: question), standing: standing(of: verdict, pin.meant))
        case .success(.who(let end, let port, let version)):
            let set = WhoSet(analyzer.who(reaches: end, port: port, version: version, scope))
            guard case .names(let names)? = pin.meant else {
                return PinJudgement(pin: pin, number: number, outcome: .who(set, nil), standing: .notJudged)
            }
            let meant = names.map { ($0, try? asking.resolver.resolve($0).kind) }
            let difference = set.difference(meant: meant)
            return PinJudgement(pin: pin, number: number, outcome: .who(set, difference), standing: difference.standing)
        }
    }

    /// The answer to a pinned flow with what explains it; nil where it is none, or cannot be asked.
    public func answer(to row: PinJudgement) -> Answer? {
        row.question.map { analyzer.answer($0, scope(of: row.pin)) }
    }

    private func scope(of pin: Pin) -> AnswerScope { AnswerScope(looksAtNetwork: !pin.onlyGroups, isFull: false) }

    private func standing(of verdict: Verdict, _ meant: Pin.Meant?) -> PinJudgement.Standing {
        guard case .verdict(let wanted)? = meant else { return .notJudged }
        if verdict == wanted { return .asMeant }
        return verdict == .depends ? .open : .otherwise
    }

    /// How what cannot be asked stands: nobody reaches what is gone, which is as meant where nobody is meant to.
    private func standing(of fault: PinFault, _ meant: Pin.Meant?) -> PinJudgement.Standing {
        guard let meant else { return .notJudged }
        guard fault.isGone else { return .otherwise }
        return switch meant {
        case .verdict(let wanted): wanted == .blocked ? .asMeant : .otherwise
        case .names(let names): names.isEmpty ? .asMeant : .otherwise
        }
    }

    // MARK: What is asked

    private enum Asked {
        case flow(Question)
        case who(Endpoint, PortQuery, IPVersion)
    }

    private func asked(_ pin: Pin) -> Result<Asked, PinFault> {
        let result = Result { () throws(PinFault) in try question(pin.ask) }
        guard case .success(let asked) = result else { return result }
        switch (asked, pin.meant) {
        case (.flow, .names?): return .failure(.meantOfOtherKind(isWho: false))
        case (.who, .verdict?): return .failure(.meantOfOtherKind(isWho: true))
        default: return result
        }
    }

    /// What a text asks: the strict form, or any other that is read without guessing.
    private func question(_ text: String) throws(PinFault) -> Asked {
        let strict = (try? QuestionText(parsing: text)).flatMap { $0.port.isEmpty ? nil : $0 }
        if let strict,
            let question = try? asking.question(
                from: strict.source, to: strict.destination, port: strict.port, version: strict.version)
        {
            return .flow(question)
        }
        let reading: Reading
        do { reading = try words.reading(of: text) } catch {
            if let behind = SaidBehind(endOf: text) { throw .behind(behind) }
            // Of what stands in the strict form its own parts say best what is wrong, but where words stand behind the port.
            if let strict, !Self.hasWords(behindPortOf: strict) {
                return .flow(try flow(strict.source, strict.destination, strict.port, strict.version))
            }
            throw .reading(error)
        }
        if let behind = reading.behind { throw .behind(behind) }
        if let strict, !reading.notUsed.isEmpty {
            return .flow(try flow(strict.source, strict.destination, strict.port, strict.version))
        }
        switch reading.kind {
        case .reaches: throw .reaches
        case .flow:
            guard let source = reading.client, let destination = reading.destination else { throw .noEnd }
            guard let port = reading.port else { throw .noPort }
            return .flow(try flow(source, destination, port, reading.version))
        case .who:
            guard let destination = reading.destination else { throw .noEnd }
            do throws(QuestionError) {
                let end = try asking.end(destination)
                let port = try PortQuery(parsing: reading.port ?? "all")
                return .who(end, port, IPVersion(asked: reading.version, between: [end], on: port))
            } catch { throw .question(error, isWho: true) }
        }
    }

    /// Whether what stands in the place of a port is none because of words behind it: a change that is mistyped.
    private static func hasWords(behindPortOf strict: QuestionText) -> Bool {
        strict.port.contains(where: \.isWhitespace) && (try? PortQuery(parsing: strict.port)) == nil
    }

    private func flow(_ source: String, _ destination: String, _ port: String, _ version: IPVersion?) throws(PinFault) -> Question
    {
        do { return try asking.question(from: source, to: destination, port: port, version: version) } catch {
            throw .question(error, isWho: false)
        }
    }
}
