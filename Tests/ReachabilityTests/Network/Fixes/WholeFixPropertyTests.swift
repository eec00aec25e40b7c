import CoreModel
import Testing

@testable import Reachability

/// Rules and changes of the network that are given together, on the simulator's random networks.
@Suite("Fixes of whole answers on random networks")
struct WholeFixPropertyTests {
    /// How often what was given.
    private struct Tally {
        var blocked = 0
        var rules = 0
        var network = 0
        var both = 0
        var several = 0
    }

    @Test("What is given turns a blocked answer all together, and without any one of it the answer is blocked")
    func together() throws {
        var generator = SimulatorNetworks(seed: 4_711)
        var tally = Tally()
        var faults: [String] = []
        for number in 0..<90 {
            _ = generator.next()
            if number % 3 > 0 {
                // More of what rules and entries stop together.
                generator.changeACL()
                let place = generator.network.interfaces.indices.filter { generator.network.interfaces[$0].type == nil }
                generator.network.interfaces[generator.pick(place)].groups = [generator.pick(["strict", "tight"])]
            }
            let network = generator.network
            let inventory = try NetworkSketch(network.text).inventory
            let analyzer = Analyzer(inventory)
            for _ in 0..<6 {
                let typed = TypedQuestion(generator.question(network).question)
                func question(_ analyzer: Analyzer) throws -> Question {
                    try analyzer.question(from: typed.from, to: typed.to, port: typed.port, version: typed.version)
                }
                guard let asked = try? question(analyzer) else { continue }
                let answer = analyzer.answer(asked, .everything)
                guard answer.verdict == .blocked else { continue }
                tally.blocked += 1
                if answer.fixes.isEmpty, answer.networkFixes.isEmpty { continue }
                tally.rules += answer.fixes.isEmpty ? 0 : 1
                tally.network += answer.networkFixes.isEmpty ? 0 : 1
                tally.both += answer.fixes.isEmpty || answer.networkFixes.isEmpty ? 0 : 1
                let edits = answer.fixes.map(\.edit) + answer.networkFixes.compactMap { $0.edit(in: inventory) }
                tally.several += edits.count > 1 ? 1 : 0
                func fault(_ text: String) {
                    faults.append("\(typed.from) \(typed.to) \(typed.port): \(text), of \(edits)\n\(network.text)")
                }
                if edits.count != answer.fixes.count + answer.networkFixes.count { fault("no edit for each") }
                func verdict(_ edits: [Edit]) throws -> Verdict {
                    let edited = Analyzer(inventory.applying(edits))
                    return edited.wholeVerdict(try question(edited))
                }
                if try verdict(edits) == .blocked { fault("still blocked") }
                for place in edits.indices {
                    var rest = edits
                    rest.remove(at: place)
                    if try verdict(rest) != .blocked { fault("needless: \(edits[place])") }
                }
            }
        }
        #expect(faults.isEmpty, "\(faults.count) faults: \(faults.prefix(2).joined(separator: "\n\n"))")
        // Enough of each to mean something.
        #expect(tally.blocked > 100 && tally.rules > 20 && tally.network > 20 && tally.both > 5 && tally.several > 10, "\(tally)")
    }
}
