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
    }

    /// What networks are of.
    enum Kind: String, Sendable, CaseIterable {
        case oneVpc, joined

        /// How many questions a run of all tests asks.
        var questions: Int { self == .oneVpc ? 6_000 : 4_000 }
    }

    /// The questions of some networks.
    struct Cases: Sendable {
        var networks: [SimulatedNetwork] = []
        var cases: [Case] = []

        static let questionsPerNetwork = 10

        init(_ count: Int, seed: UInt64, _ kind: Kind) throws {
            var generator = SimulatorNetworks(seed: seed)
            while cases.count < count {
                let network = kind == .joined ? generator.nextJoined() : generator.next()
                let sketch = try NetworkSketch(network.text)
                for _ in 0..<Self.questionsPerNetwork {
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
                let answer = NetworkSimulator(network: networks[own.network], fault: fault).answer(own.question)
                return own.disagrees(answer)
            }
        }
    }

    /// Those that faults are looked for in.
    private static let first = Result { try Cases(2_000, seed: 1, .oneVpc) }
    private static let firstJoined = Result { try Cases(2_000, seed: 1, .joined) }

    private static func first(_ kind: Kind) throws -> Cases { try (kind == .joined ? firstJoined : first).get() }

    @Test("The walk and the simulator agree on every question", arguments: Kind.allCases)
    func agreement(kind: Kind) throws {
        let environment = ProcessInfo.processInfo.environment
        let asked = environment["SGSCOPE_SIMULATOR_QUESTIONS"].flatMap(Int.init) ?? kind.questions
        var verdicts: [String: Int] = [:]
        var count = 0
        var seed = environment["SGSCOPE_SEED"].flatMap(UInt64.init).map { $0 &* 1_000_003 } ?? 1
        var disagreements: [String] = []
        while count < asked, disagreements.count < 5 {
            // A part at a time, so that a long run needs no more memory.
            let part = seed == 1 ? try Self.first(kind) : try Cases(min(2_000, asked - count), seed: seed, kind)
            for own in part.cases {
                let answer = NetworkSimulator(network: part.networks[own.network]).answer(own.question)
                verdicts[own.verdict, default: 0] += 1
                if own.disagrees(answer), disagreements.count < 5 {
                    disagreements.append(
                        """
                        \(own.text): the walk says \(own.verdict) \(own.codes), the simulator \(answer.verdict) \
                        \(answer.failures.sorted().joined(separator: " "))
                        \(part.networks[own.network].text)
                        """)
                }
            }
            count += part.cases.count
            seed += 1
        }
        for text in disagreements { Issue.record("\(text)") }
        // Each verdict is asked for often enough to mean something.
        for verdict in ["allowed", "blocked", "depends"] { #expect(verdicts[verdict, default: 0] * 15 > count, "\(verdicts)") }
    }

    @Test("Every mistake that the simulator can make is found within 2,000 questions", arguments: SimulatorFault.allCases)
    func faults(fault: SimulatorFault) throws {
        #expect(try Self.first(fault.isOfJoining ? .joined : .oneVpc).found(fault) != nil)
    }
}

extension SimulatorTests.Case {
    /// Whether an answer is another one: another verdict, or one thing that blocks and that is another thing.
    func disagrees(_ answer: NetworkSimulator.Answer) -> Bool {
        if verdict != answer.verdict { return true }
        return !failures.isEmpty && !answer.failures.isEmpty && Set(failures).isDisjoint(with: answer.failures)
    }
}
