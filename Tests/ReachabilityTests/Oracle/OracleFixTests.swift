import Reachability
import CoreModel
import Testing
import Words

/// Fixes held to their promise: applied to the inventory they turn the verdict, and no part of them does.
struct OracleFixTests {
    static let questions = OracleTests.questions / 40
    static let questionsPerInventory = 100

    @Test("A fix of a blocked question turns it to allowed, no part of it does, and it opens nothing to the world unasked")
    func fixesTurnTheVerdict() {
        var asked = 0
        var fixed = 0
        var number: UInt64 = 0
        var faults: [String: (count: Int, text: String)] = [:]
        while asked < Self.questions {
            let seed = OracleTests.seed &+ 1_000_000 &+ number
            number += 1
            let (spec, networks) = OracleInventories.make(seed: seed)
            let inventory = spec.inventory()
            let analyzer = Analyzer(inventory)
            var maker = OracleQuestions(seed: seed, spec, networks: networks)
            for _ in 0..<Self.questionsPerInventory {
                let written = maker.next().question
                guard let question = written.question(of: inventory) else { continue }
                asked += 1
                guard analyzer.verdict(question) == .blocked else { continue }
                let answer = analyzer.answer(question)
                if answer.fixes.isEmpty { continue }
                fixed += 1
                guard let fault = OracleFixes.fault(spec, written, question, answer, inventory, analyzer) else { continue }
                if let known = faults[fault] {
                    faults[fault] = (known.count + 1, known.text)
                } else {
                    let shrinker = OracleShrinker { OracleFixes.fault($0, $1) == fault }
                    let (small, simple) = shrinker.shrink(spec, written)
                    faults[fault] = (1, "seed \(seed)\n\(small)\n\(simple)\n\(OracleFixes.text(small, simple))")
                }
            }
        }
        print("\(fixed) fixes of \(asked) questions applied")
        let report = faults.sorted { $0.key < $1.key }.map { "\($0.value.count) times: \($0.key)\n\($0.value.text)" }
        #expect(faults.isEmpty, "\(report.joined(separator: "\n\n"))")
        #expect(fixed * 20 >= asked, "too few fixes to say anything")
    }
}

/// What is wrong with the fixes of a question.
enum OracleFixes {
    /// Nil where all is well, or where nothing is to be fixed.
    static func fault(_ spec: OracleSpec, _ written: OracleQuestion) -> String? {
        let inventory = spec.inventory()
        guard let question = written.question(of: inventory) else { return nil }
        let analyzer = Analyzer(inventory)
        return fault(spec, written, question, analyzer.answer(question), inventory, analyzer)
    }

    /// The same where the question is answered already.
    static func fault(
        _ spec: OracleSpec, _ written: OracleQuestion, _ question: Question, _ answer: Answer, _ inventory: Inventory,
        _ analyzer: Analyzer
    ) -> String? {
        let words = AnswerText(answer, of: analyzer)
        guard answer.verdict == .blocked, !answer.fixes.isEmpty else { return nil }
        if Oracle(inventory).verdict(question) != .blocked { return nil }
        let isAskedOfTheWorld = [question.source, question.destination].contains { end in
            if case .network(let network) = end.kind { return network.isEverything }
            return end.kind == .internet
        }
        if !isAskedOfTheWorld, answer.fixes.contains(where: { $0.peer.network?.isEverything ?? false }) {
            return "the fix opens a group to the world"
        }
        let opening = answer.fixes.filter { $0.peer.network?.isEverything ?? false }
        if isAskedOfTheWorld, opening.contains(where: { words.fix($0).warning == nil }) {
            return "the fix opens a group to the world without a warning"
        }
        if Set(answer.fixes).count != answer.fixes.count { return "the fix says a rule twice" }
        // Nothing chosen leaves the question as it was; of many, what leaves one out says that each is needed.
        let count = min(answer.fixes.count, 60)
        let whole = (1 << count) - 1
        for chosen in count <= 6 ? Array(0...whole) : [0] + (0..<count).map { whole & ~(1 << $0) } + [whole] {
            let part = answer.fixes.enumerated().filter { chosen & (1 << $0.offset) != 0 }.map(\.element)
            let isWhole = part.count == answer.fixes.count
            if part.contains(where: { inventory[$0.group].knowledge == .absent }) {
                return "the fix changes a group that is not loaded"
            }
            let later = inventory.applying(part.map(\.edit))
            guard let again = written.question(of: later) else { return "the question cannot be asked after the fix" }
            let oracle = Oracle(later).verdict(again)
            guard isWhole else {
                // The engine agrees with the oracle, which ``OracleTests`` shows, and costs more to make.
                if oracle == .allowed { return "a part of the fix is enough" }
                continue
            }
            let engine = Analyzer(later).verdict(again)
            if oracle != .allowed || engine != .allowed {
                return "the fix leaves it \(engine) for the engine, \(oracle.map(\.rawValue) ?? "no question") for the oracle"
            }
        }
        return nil
    }

    static func text(_ spec: OracleSpec, _ written: OracleQuestion) -> String {
        let inventory = spec.inventory()
        guard let question = written.question(of: inventory) else { return "" }
        let analyzer = Analyzer(inventory)
        let words = AnswerText(analyzer.answer(question), of: analyzer)
        return words.answer.fixes.map { "fix: \(words.fix($0).line)" }.joined(separator: "\n")
    }
}
