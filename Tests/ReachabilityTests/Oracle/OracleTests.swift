import Foundation
import Reachability
import CoreModel
import Testing

/// The engine held against ``Oracle`` on generated inventories and questions.
///
/// `SGSCOPE_SEED` asks other questions, `SGSCOPE_QUESTIONS` asks more.
struct OracleTests {
    static let seed = ProcessInfo.processInfo.environment["SGSCOPE_SEED"].flatMap(UInt64.init) ?? 20_250_701
    static let questions = ProcessInfo.processInfo.environment["SGSCOPE_QUESTIONS"].flatMap(Int.init) ?? 150_000
    static let questionsPerInventory = 250

    @Test("The engine and a brute-force evaluator give the same verdict on every question of every generated inventory")
    func agreesWithTheOracle() {
        var verdicts: [Verdict: Int] = [:]
        var kinds: [OracleQuestions.EndKind: Int] = [:]
        var asked = 0
        var number: UInt64 = 0
        var disagreements = OracleDisagreements()
        while asked < Self.questions {
            let seed = Self.seed &+ number
            number += 1
            let (spec, networks) = OracleInventories.make(seed: seed)
            let inventory = spec.inventory()
            let analyzer = Analyzer(inventory)
            let oracle = Oracle(inventory)
            var maker = OracleQuestions(seed: seed, spec, networks: networks)
            for _ in 0..<Self.questionsPerInventory {
                let (written, ends) = maker.next()
                guard let question = written.question(of: inventory), let right = oracle.verdict(question) else { continue }
                asked += 1
                verdicts[right, default: 0] += 1
                for kind in ends { kinds[kind, default: 0] += 1 }
                let given = analyzer.verdict(question)
                if given != right { disagreements.add(seed: seed, spec, written) }
            }
        }
        print("\(asked) questions of \(number) inventories from seed \(Self.seed): \(verdicts)")
        print(kinds.map { "\($0.key.rawValue) \($0.value)" }.sorted().joined(separator: ", "))
        #expect(disagreements.count == 0, "\(disagreements.report)")
        for verdict in Verdict.allCases {
            #expect(verdicts[verdict, default: 0] * 5 >= asked, "\(verdict) must be the answer of at least a fifth")
        }
        for kind in OracleQuestions.EndKind.allCases {
            #expect(kinds[kind, default: 0] * 50 >= asked, "\(kind.rawValue) must be an end of at least 2 % of the questions")
        }
    }
}

/// Questions that two evaluators answer differently; the first of each sort are shrunk and told.
struct OracleDisagreements {
    private(set) var count = 0
    private var seeds: Set<UInt64> = []
    private var told: [String: String] = [:]

    mutating func add(seed: UInt64, _ spec: OracleSpec, _ question: OracleQuestion) {
        count += 1
        guard seeds.insert(seed).inserted, seeds.count < 100, told.count < 12 else { return }
        guard let first = Self.verdicts(spec, question) else { return }
        let shrinker = OracleShrinker { spec, question in Self.verdicts(spec, question).map { $0 == first } ?? false }
        let (small, simple) = shrinker.shrink(spec, question)
        let text = "\(small)\n\(simple)\nengine: \(first.engine), oracle: \(first.oracle)"
        let sort = text.filter { !$0.isNumber }
        if told[sort] == nil { told[sort] = "seed \(seed)\n\(text)" }
    }

    var report: String {
        let failing = seeds.sorted().prefix(20).map { "\($0)" }.joined(separator: " ")
        return "\(count) disagreements, seeds \(failing)\n\n" + told.values.sorted().joined(separator: "\n\n")
    }

    struct Verdicts: Equatable {
        var engine: Verdict
        var oracle: Verdict
    }

    /// What the two say where they differ; nil where they agree or the question cannot be asked.
    static func verdicts(_ spec: OracleSpec, _ written: OracleQuestion) -> Verdicts? {
        let inventory = spec.inventory()
        guard let question = written.question(of: inventory), let right = Oracle(inventory).verdict(question) else { return nil }
        let given = Analyzer(inventory).verdict(question)
        return given == right ? nil : Verdicts(engine: given, oracle: right)
    }
}
