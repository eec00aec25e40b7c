import CoreModel
import Support
import Testing

@testable import Reachability

/// What the whole answer makes of ways through random networks, against the way itself and the simulator.
@Suite("Whole answers in random networks")
struct WholeSimulatorTests {
    /// A question of an analyzer about the ends of a simulated one; nil where no words ask for its traffic.
    private static func question(_ own: NetworkSimulator.Question, _ analyzer: Analyzer) -> Question? {
        let words = [6: "\(own.port)", 17: "\(own.port)/udp", 50: "proto/50"]
        guard let port = own.port == 8 && own.ipProtocol == 1 ? "ping" : words[own.ipProtocol] else { return nil }
        let source = own.clientPort.map { "[\(own.source.address.text)]:\($0)" } ?? own.source.address.text
        return try? analyzer.question(from: source, to: own.destination.address.text, port: port)
    }

    /// Whether a stage is one of the groups of the networks' appliance.
    private static func isOfAppliance(_ stage: Stage, _ sketch: NetworkSketch) -> Bool {
        stage.kind == .group && sketch.inventory[stage.component] == "eni-fw"
    }

    @Test(
        "What a way stops that was walked is never allowed, there and back or one way, and a survey says the same",
        arguments: 1...4)
    func neverAllowed(seed: Int) throws {
        var generator = SimulatorNetworks(seed: UInt64(seed) &* 7919)
        var faults: [String] = []
        var counts: [Verdict: Int] = [:]
        var byAppliance = 0
        for number in 0..<60 {
            var network =
                switch number % 4 {
                case 0: generator.next()
                case 1: generator.nextJoined()
                default: generator.nextWithAppliance()
                }
            // One whose attachment has lost its subnets.
            if number % 8 == 1, !network.attachments.isEmpty { network.attachments[0].subnets = [] }
            let sketch = try NetworkSketch(network.text)
            let analyzer = Analyzer(sketch.inventory)
            let survey = NetworkSurvey(analyzer)
            for _ in 0..<10 {
                let (asked, text) = generator.question(network)
                guard let question = Self.question(asked, analyzer) else { continue }
                let stages = try sketch.way(text).stages
                let whole = analyzer.wholeVerdict(question)
                let packet = analyzer.wholeVerdict(question, AnswerScope(looksAtNetwork: true, isOneWay: true))
                let simulated = NetworkSimulator(network: network).answer(asked).verdict
                counts[whole, default: 0] += 1
                let failing = stages.filter { $0.outcome == .fail }
                let isThere = failing.contains { $0.leg == .packet }
                if !failing.isEmpty, failing.allSatisfy({ Self.isOfAppliance($0, sketch) }) { byAppliance += 1 }
                let isRight =
                    (failing.isEmpty || whole != .allowed) && (!isThere || packet != .allowed)
                    && (simulated != "blocked" || whole != .allowed) && (simulated != "allowed" || whole != .blocked)
                // A client's own port is no survey's.
                let isAlike = asked.clientPort != nil || survey.verdict(question).verdict == whole
                if isRight, isAlike { continue }
                faults.append(
                    "\(text): whole \(whole), one way \(packet), survey \(survey.verdict(question).verdict), the simulator \(simulated)\n\(network.text)"
                )
            }
        }
        for fault in faults.prefix(5) { Issue.record("\(fault)") }
        #expect(byAppliance > 2, "\(byAppliance)")
        #expect([Verdict.allowed, .blocked, .depends].allSatisfy { counts[$0, default: 0] > 8 }, "\(counts)")
    }
}
