import CoreModel
import Diagram
import Map
import Testing

@testable import Reachability

/// What a map says of the network at its arrows is what `why` says of the flows behind them; where it is silent they pass.
@Suite("The network's word at the arrows of a map agrees with why")
struct MapNotesTests {
    private static func map(_ one: SurveyedNetworks.Case) -> MapGraph {
        var options = MapGraph.Options()
        (options.showsEgress, options.showsUnused) = (true, true)
        return MapGraph(one.inventory, edges: one.analyzer.edges(), names: one.analyzer.names, options: options)
    }

    @Test("Of every line of a random network")
    func lines() throws {
        var counts: [String: Int] = [:]
        for one in SurveyedNetworks.cases {
            let map = Self.map(one)
            let notes = try #require(MapNetwork(one.analyzer).notes(of: map))
            let noted = map.noted(notes)
            for (place, line) in map.lines.enumerated().filter({ $0.offset % 3 == 0 }) {
                let edge = noted.graph.edges[place]
                if edge.isDotted {
                    #expect(edge.notes.isEmpty)
                    continue
                }
                guard let source = map.subjects[edge.source].end, let target = map.subjects[edge.target].end else { continue }
                let sender = line.members.isEmpty ? source : End.interfaces(line.members)
                let isOnlySix = line.rules.allSatisfy { one.inventory.network(of: one.inventory[$0].peer)?.version == .v6 }
                let port = PortQuery(line.traffic, asked: "")
                guard !isOnlySix, let question = one.question(sender, target, port, .v4) else { continue }
                let answer = one.analyzer.answer(question, .init(looksAtNetwork: true, isFull: false))
                guard answer.groupsVerdict == .allowed, answer.way != nil else { continue }
                let said = edge.notes.notes.map(\.note.outcome)
                let wanted: [LineNote.Outcome] =
                    switch answer.verdict {
                    case .allowed: []
                    case .blocked: [.fails]
                    case .depends: [.depends]
                    }
                counts[answer.verdict.rawValue, default: 0] += 1
                #expect(
                    said == wanted,
                    "\(one.name): \(map.subjects[edge.source]) -> \(map.subjects[edge.target]) \(edge.label): why says \(answer.verdict)"
                )
                #expect(edge.notes.notes.allSatisfy { !$0.note.words.isEmpty })
            }
        }
        let (allowed, blocked, depends) = (counts["allowed"] ?? 0, counts["blocked"] ?? 0, counts["depends"] ?? 0)
        #expect(allowed > 20 && blocked > 40 && depends > 10, "\(counts)")
    }

    @Test("A line of a fold says of how many of the flows behind it")
    func folds() throws {
        var told = 0
        for one in SurveyedNetworks.cases {
            let map = Self.map(one)
            let network = MapNetwork(one.analyzer)
            let notes = try #require(network.notes(of: map))
            let single = map.noted(notes)
            for fold in [MapFold.vpc, .prefix] {
                let folded = map.folded(by: fold, one.inventory, one.analyzer.names)
                // What is known of the lines is known of every fold of them.
                #expect(notes.areComplete(for: folded))
                let drawn = folded.noted(notes)
                for (place, link) in folded.links.enumerated() where !link.isDotted {
                    let held = single.graph.edges.indices.filter { edge in
                        let (source, target) = (single.links[edge].source, single.links[edge].target)
                        return !single.links[edge].isDotted && folded.node(of: single.subjects[source]) == link.source
                            && folded.node(of: single.subjects[target]) == link.target
                    }
                    let own = held.flatMap { single.graph.edges[$0].notes.notes }
                    let said = drawn.graph.edges[place].notes
                    #expect(said.flows == held.count)
                    for outcome in LineNote.Outcome.allCases {
                        let counts = [said.notes, own].map { notes in
                            notes.filter { $0.note.outcome == outcome }.reduce(0) { $0 + $1.count }
                        }
                        #expect(counts[0] == counts[1])
                    }
                    if said.notes.contains(where: { $0.count < said.flows }) { told += 1 }
                }
            }
        }
        #expect(told > 20)
    }
}
