import CoreModel
import Testing

@testable import Reachability

/// What is asked of an interface holds for every one of its kind.
@Suite("Interfaces that nothing tells apart")
struct InterfaceKindTests {
    /// Two subnets, in one of which a rule, an entry and a route name an address each; a public interface and one of another group.
    private static let text = """
        vpc v 10.0.0.0/16
        subnet a1 v 10.0.1.0/24
        subnet a2 v 10.0.2.0/24
        table rtb-1 v a1
          10.0.0.0/16 local
          0.0.0.0/0 nat-1
        table rtb-2 v a2
          10.0.0.0/16 local
          0.0.0.0/0 igw-1
        acl acl-1 v a1
          in 100 allow all - 0.0.0.0/0
          out 90 deny tcp 443 10.0.1.14/32
          out 100 allow all - 0.0.0.0/0
        acl acl-2 v a2
          in 90 deny tcp 443 10.0.1.15/32
          in 100 allow all - 0.0.0.0/0
          out 100 allow all - 0.0.0.0/0
        igw igw-1 v
        nat nat-1 a2 10.0.2.30 198.51.100.30
        group app v
          in tcp 443 10.0.1.13/32
          in tcp 443 10.0.2.0/24
          out tcp 443 0.0.0.0/0
        group web v
          in tcp 443 app
          out tcp 443 0.0.0.0/0
        eni one a1 10.0.1.11
        groups one app
        eni two a1 10.0.1.12
        groups two app
        eni three a1 10.0.1.13
        groups three app
        eni four a1 10.0.1.14
        groups four app
        eni five a1 10.0.1.15
        groups five app
        eni six a1 10.0.1.16
        groups six app web
        eni seven a2 10.0.2.17
        groups seven app
        eni eight a2 10.0.2.18 198.51.100.18
        groups eight app
        eni nine a2 10.0.2.19
        groups nine app
        eni ten a2 10.0.2.20
        groups ten web
        """

    @Test func `in a subnet those are alike that carry the same groups and that nothing names by themselves`() throws {
        let inventory = try NetworkSketch(Self.text).inventory
        let kinds = InterfaceKinds(Analyzer(inventory))
        var byKind: [InterfaceKinds.Kind: [String]] = [:]
        for place in inventory.interfaces.indices.map(InterfaceIndex.init) {
            byKind[kinds.kind(of: place), default: []].append(inventory[inventory[place].id])
        }
        #expect(byKind.values.filter { $0.count > 1 }.sorted { $0[0] < $1[0] } == [["one", "two"], ["seven", "nine"]])
    }

    @Test func `those of one kind have one verdict to and from whatever there is, also on random networks`() throws {
        var generator = SimulatorNetworks(seed: 7_411)
        var texts = [Self.text]
        for number in 0..<12 {
            if number % 3 == 2 { _ = generator.nextJoined() } else { _ = generator.next() }
            texts.append(generator.network.text)
        }
        let points = TrafficSet(try Traffic(.tcp, from: 443, to: 443).points)
        for text in texts {
            let analyzer = Analyzer(try NetworkSketch(text).inventory)
            let (inventory, kinds, survey) = (analyzer.inventory, InterfaceKinds(analyzer), NetworkSurvey(analyzer))
            let all = inventory.interfaces.indices.map(InterfaceIndex.init)
            let byKind = Dictionary(grouping: all) { kinds.kind(of: $0) }.values.filter { $0.count > 1 }
            let others = [End.internet] + inventory.loadedGroups.map(End.group) + all.map { End.interfaces([$0]) }
            for alike in byKind {
                for other in others where !alike.contains(where: { other == .interfaces([$0]) }) {
                    for isSource in [true, false] {
                        let verdicts = alike.compactMap { member -> Verdict? in
                            let (near, far) = (Endpoint(.interfaces([member])), Endpoint(other))
                            return Question(
                                from: isSource ? near : far, to: isSource ? far : near, carrying: points, version: .v4
                            ).map { survey.verdict($0).verdict }
                        }
                        #expect(Set(verdicts).count == 1, "\(alike) \(other) \(isSource)\n\(text)")
                    }
                }
            }
        }
    }
}
