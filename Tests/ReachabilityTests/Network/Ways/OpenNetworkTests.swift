import CoreModel
import Testing

@testable import Reachability

/// Layers that let everything through change no verdict: the walk and the groups' own engine are held against each other.
///
/// `SGSCOPE_SEED` asks other questions.
@Suite("A network that lets everything through")
struct OpenNetworkTests {
    private static let questions = 5_000
    private static let questionsPerInventory = 120

    @Test("leaves every verdict of the groups as it is")
    func changesNothing() {
        var asked = 0
        var walked = 0
        var number: UInt64 = 0
        var told: [String] = []
        var count = 0
        while asked < Self.questions {
            let seed = OracleTests.seed &+ 900_000 &+ number
            number += 1
            let (spec, networks) = OracleInventories.make(seed: seed)
            let inventory = spec.inventory(hasOpenNetwork: true)
            let analyzer = Analyzer(inventory)
            var maker = OracleQuestions(seed: seed, spec, networks: networks)
            for _ in 0..<Self.questionsPerInventory {
                let (written, _) = maker.next()
                guard let question = written.question(of: inventory) else { continue }
                asked += 1
                let judgement = analyzer.judge(question)
                guard let way = analyzer.wayAnswer(question, judgement, AnswerScope(looksAtNetwork: true, isFull: false)) else {
                    continue
                }
                // Where a member stands is not always told, and some addresses nobody can have: that is no matter of groups.
                let network = way.kinds.flatMap(\.way.stages).filter { $0.kind != .group }
                if !way.isPlaced || network.contains(where: { $0.outcome != .pass }) { continue }
                walked += 1
                if way.verdict == judgement.verdict { continue }
                count += 1
                if told.count < 12 {
                    let stages = way.deciding.map { "\(way.stages[$0].kind) \(way.stages[$0].reason)" }
                    told.append("seed \(seed): \(written): groups \(judgement.verdict), whole \(way.verdict): \(stages)")
                }
            }
        }
        #expect(walked * 12 > asked, "\(walked) of \(asked) were walked")
        #expect(count == 0, "\(count) of \(walked) differ:\n\(told.joined(separator: "\n"))")
    }
}
