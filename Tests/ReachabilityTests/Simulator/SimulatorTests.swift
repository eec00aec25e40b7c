import CoreModel
import Foundation
import Support
import Testing

@testable import Reachability

/// Ways through random networks against the simulator, which reads aws-network on its own.
///
/// `SGSCOPE_SIMULATOR_QUESTIONS` asks for more than a run of all tests needs, and `SGSCOPE_SEED` for others.
@Suite("Random networks against a simulator")
struct SimulatorTests {
    /// A question with what the walk answers.
    struct Case: Sendable {
        var network: Int
        var question: NetworkSimulator.Question
        var text: String
        var verdict: String
        var failures: Set<String>
        /// All codes, for the reader.
        var codes: String
        var behind: SimulatorBehind?
    }

    /// What networks are of.
    enum Kind: String, Sendable, CaseIterable {
        case oneVpc, joined, balanced

        /// How many questions a run of all tests asks.
        var questions: Int { self == .oneVpc ? 6_000 : 4_000 }

        /// How many are asked of one network: fewer where it has one load balancer, and most are about that.
        var questionsPerNetwork: Int { self == .balanced ? 5 : 10 }
    }

    /// The questions of some networks.
    struct Cases: Sendable {
        var networks: [SimulatedNetwork] = []
        var cases: [Case] = []

        init(_ count: Int, seed: UInt64, _ kind: Kind) throws {
            var generator = SimulatorNetworks(seed: seed)
            while cases.count < count {
                let network =
                    switch kind {
                    case .oneVpc: generator.next()
                    case .joined: generator.nextJoined()
                    case .balanced: generator.nextBalanced()
                    }
                let sketch = try NetworkSketch(network.text)
                let analyzer = kind == .balanced ? Analyzer(sketch.inventory) : nil
                for _ in 0..<kind.questionsPerNetwork {
                    if let analyzer {
                        let (question, words) = generator.balancedQuestion(network)
                        cases.append(try SimulatorTests.Case(networks.count, question, words, analyzer))
                        continue
                    }
                    let (question, text) = generator.question(network)
                    let way = try sketch.way(text)
                    let failing = way.stages.filter { $0.outcome == .fail }
                    cases.append(
                        Case(
                            network: networks.count, question: question, text: text, verdict: way.verdict.rawValue,
                            failures: Set(failing.compactMap(\.code)), codes: way.stages.compactMap(\.code).joined(separator: " ")
                        ))
                }
                networks.append(network)
            }
        }

        /// The first question that a simulator with a fault answers otherwise than the walk.
        func found(_ fault: SimulatorFault) -> Int? {
            cases.firstIndex { own in
                own.disagrees(NetworkSimulator(network: networks[own.network], fault: fault))
            }
        }
    }

    /// Those that faults are looked for in.
    private static let first = Result { try Cases(2_000, seed: 1, .oneVpc) }
    private static let firstJoined = Result { try Cases(2_000, seed: 1, .joined) }
    private static let firstBalanced = Result { try Cases(2_000, seed: 1, .balanced) }

    private static func first(_ kind: Kind) throws -> Cases {
        switch kind {
        case .oneVpc: try first.get()
        case .joined: try firstJoined.get()
        case .balanced: try firstBalanced.get()
        }
    }

    @Test("The walk and the simulator agree on every question", arguments: Kind.allCases)
    func agreement(kind: Kind) throws {
        let environment = ProcessInfo.processInfo.environment
        let asked = environment["SGSCOPE_SIMULATOR_QUESTIONS"].flatMap(Int.init) ?? kind.questions
        var verdicts: [String: Int] = [:]
        var behinds: [String: Int] = [:]
        var count = 0
        var seed = environment["SGSCOPE_SEED"].flatMap(UInt64.init).map { $0 &* 1_000_003 } ?? 1
        var disagreements: [String] = []
        while count < asked, disagreements.count < 5 {
            // A part at a time, so that a long run needs no more memory.
            let part = seed == 1 ? try Self.first(kind) : try Cases(min(2_000, asked - count), seed: seed, kind)
            for own in part.cases {
                let simulator = NetworkSimulator(network: part.networks[own.network])
                verdicts[own.verdict, default: 0] += 1
                if let behind = own.behind { behinds[behind.verdict, default: 0] += 1 }
                if own.disagrees(simulator), disagreements.count < 5 {
                    let (answer, behind) = (simulator.answer(own.question), simulator.behind(own.question))
                    disagreements.append(
                        """
                        \(own.text): the walk says \(own.verdict) \(own.codes), the simulator \(answer.verdict) \
                        \(answer.failures.sorted().joined(separator: " "))
                        behind it the walk says \(own.behind?.text ?? "nothing"), the simulator \(behind?.text ?? "nothing")
                        \(part.networks[own.network].text)
                        """)
                }
            }
            count += part.cases.count
            seed += 1
        }
        for text in disagreements { Issue.record("\(text)") }
        // Each verdict is asked for often enough to mean something.
        for verdict in ["allowed", "blocked", "depends"] {
            #expect(verdicts[verdict, default: 0] * 15 > count, "\(verdicts)")
            if kind == .balanced { #expect(behinds[verdict, default: 0] * 20 > count, "\(behinds)") }
        }
    }

    @Test("Every mistake that the simulator can make is found within 2,000 questions", arguments: SimulatorFault.allCases)
    func faults(fault: SimulatorFault) throws {
        #expect(try Self.first(fault.kind).found(fault) != nil)
    }
}

extension SimulatorTests.Case {
    /// What an analyzer answers over every layer, with what is behind a node.
    init(_ network: Int, _ question: NetworkSimulator.Question, _ words: [String], _ analyzer: Analyzer) throws {
        let asked = try analyzer.question(from: words[0], to: words[1], port: words[2])
        let answer = analyzer.answer(asked, AnswerScope(looksAtNetwork: true, isFull: false))
        let stages = answer.way?.stages ?? []
        let failing = stages.filter { $0.outcome == .fail }.compactMap(\.code)
        self.init(
            network: network, question: question, text: words.joined(separator: " "), verdict: answer.verdict.rawValue,
            failures: Set(failing), codes: stages.compactMap(\.code).joined(separator: " "),
            behind: answer.way?.behind.map { SimulatorBehind($0, analyzer.inventory) })
    }

    /// Whether a simulator answers otherwise: another verdict, one thing that blocks and that is another thing, or something else behind a
    /// node that is reached.
    func disagrees(_ simulator: NetworkSimulator) -> Bool {
        let answer = simulator.answer(question)
        if verdict != answer.verdict || Self.differ(failures, answer.failures) { return true }
        if verdict == "blocked" { return false }
        let expected = simulator.behind(question)
        guard let behind else { return expected != nil && verdict == "allowed" }
        return behind.disagrees(expected)
    }

    /// Whether what blocks is another thing.
    static func differ(_ failures: Set<String>, _ others: Set<String>) -> Bool {
        !failures.isEmpty && !others.isEmpty && failures.isDisjoint(with: others)
    }
}
