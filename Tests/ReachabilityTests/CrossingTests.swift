import CoreModel
import Support
import Testing

@testable import Reachability

/// What is looked at for less than everything says what everything does.
@Suite("Crossings")
struct CrossingTests {
    @Test("The verdicts of sources are the same where only those are looked at whom a destination may let in", arguments: 0..<120)
    func verdictsOfSources(seed: Int) {
        let (spec, networks) = OracleInventories.make(seed: UInt64(980_000 + seed))
        let inventory = spec.inventory()
        let analyzer = Analyzer(inventory)
        let ends = EndSubjects(inventory: inventory, index: analyzer.index)
        let groups = inventory.loadedGroups.map { Endpoint($0) }
        let others = networks.prefix(8).map { Endpoint(.network($0), asked: "") } + [Endpoint.internet]
        let some = inventory.rules.map(\.traffic).filter(\.ipProtocol.hasPorts).prefix(3)
        let traffic = [Traffic.allPoints] + some.map(\.points)
        for version in IPVersion.allCases {
            func subjects(_ end: Endpoint) -> [Subject] {
                guard case .some(let subjects, _) = ends.subjects(of: end, version) else { return [] }
                return subjects
            }
            let sources = groups.flatMap(subjects)
            for destination in groups + others {
                let destinations = subjects(destination)
                for points in traffic {
                    func verdicts(_ use: Crossing.Use) -> [Verdict?] {
                        analyzer.cross(sources, destinations, TrafficSet(points), version, mayBeSecond: false, for: use)
                            .verdicts(.egress)
                    }
                    #expect(verdicts(.verdictsOfSources) == verdicts(.everything), "to \(destination) over \(version)")
                }
            }
        }
    }
}
