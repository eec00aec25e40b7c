import CoreModel
import Support
import Testing

@testable import Reachability

/// Edges by plain rules in the order of their traffic, against edges by all rules and against the judgement of every pair.
@Suite("Edges")
struct EdgeTests {
    private static func analyzer(_ seed: UInt64) -> Analyzer {
        Analyzer(OracleInventories.make(seed: seed).spec.inventory())
    }

    @Test("An edge is small, since a whole map may have a million")
    func small() { #expect(MemoryLayout<Edge>.stride <= 32) }

    @Test("All edges are those into each group", arguments: 0..<240)
    func ofEachGroup(seed: Int) {
        let analyzer = Self.analyzer(UInt64(700_000 + seed))
        let each = analyzer.inventory.loadedGroups.flatMap { analyzer.edges(into: $0) }
        #expect(analyzer.edges() == each)
    }

    @Test(
        "Members are known at once to send nothing where none of their rules may mean the other group's members",
        arguments: [
            // What b has, whether it is known of a, and of c: nobody carries it, and a member may stand anywhere in the VPC.
            ("", true, true), ("out tcp 80 c", true, false), ("out tcp 80 far", false, false),
            ("out tcp 80 c@stale", true, true), ("out tcp 80 10.9.0.0/16", true, true), ("out all - ::/0", true, true),
            ("out tcp 80 10.0.0.19/32", true, false), ("out tcp 80 10.0.0.12/32", true, false),
            ("out tcp 80 a", false, true), ("out tcp 81 a", false, true),
            // The member of a carries base too.
            ("out tcp 80 base", false, true), ("out tcp 80 10.0.0.11/32", false, false),
            ("out tcp 80 10.0.0.10/31", false, false), ("out tcp 80 0.0.0.0/0", false, false),
        ])
    func silent(rules: String, isKnownOfA: Bool, isKnownOfC: Bool) throws {
        let world = try World(
            """
            vpc v 10.0.0.0/16
            group a v x
             in tcp 80 b
            group base v x
            group c v x
             in tcp 80 b
            group b v x
             \(rules)
            interface eni-1 v a,base 10.0.0.11
            interface eni-2 v b 10.0.0.12
            complete
            """)
        let (inventory, analyzer) = (world.inventory, world.analyzer)
        let b = try #require(inventory.group(id: "b"))
        let silent = EdgeTraffic(analyzer: analyzer, isOfAll: true).silentSenders
        var marks = Marks(count: inventory.groups.count)
        for (id, isKnown) in [("a", isKnownOfA), ("c", isKnownOfC)] {
            let group = try #require(inventory.group(id: id))
            let isPlain = silent.mark(sendersTo: group, &marks)
            #expect(isPlain)
            #expect(silent.sendsNothing(b, to: group, marks) == isKnown, "\(id)")
        }
        #expect(analyzer.edges() == inventory.loadedGroups.flatMap { analyzer.edges(into: $0) })
    }

    @Test("What interfaces send that have every address of a network is what judging every pair of them says")
    func ofHeldNetworks() {
        var asked = 0
        for seed in 0..<240 {
            let analyzer = Self.analyzer(UInt64(710_000 + seed))
            let inventory = analyzer.inventory
            let traffic = EdgeTraffic(analyzer: analyzer, isOfAll: true)
            for group in inventory.loadedGroups {
                for place in inventory.places(of: group, .ingress) {
                    let rule = inventory.rules[place]
                    guard !rule.isContested, let network = inventory.network(of: rule.peer),
                        let crossing = Self.crossing(analyzer, network, group, TrafficSet(rule.traffic.points))
                    else { continue }
                    asked += 1
                    let sent = traffic.sent(by: End(named: network), to: group, RuleIndex(place))
                    let about = "seed \(seed): \(network) to \(inventory[inventory[group].id]) \(rule.traffic.text)"
                    #expect(sent.possible == crossing.possibleTraffic(), "\(about)")
                    #expect(sent.certain == crossing.certainTraffic(), "\(about)")
                }
            }
        }
        #expect(asked > 50)
    }

    /// Every interface in a network with every carrier of a group; nil where others may have its addresses, and where one interface, or a service,
    /// is judged by itself.
    private static func crossing(
        _ analyzer: Analyzer, _ network: IPNetwork, _ group: GroupIndex, _ traffic: TrafficSet
    ) -> Crossing? {
        let version = network.version
        let asked = traffic.inFamily(version)
        let ends = EndSubjects(inventory: analyzer.inventory, index: analyzer.index)
        guard !network.isEverything, analyzer.index.isHeld(network), !asked.isEmpty,
            case .some(let sources, _) = ends.subjects(of: Endpoint(.network(network), asked: ""), version),
            case .some(let carriers, _) = analyzer.groupEnds(version)[Int(group.number)]
        else { return nil }
        let isShared = !Set(sources.flatMap(\.interfaces)).isDisjoint(with: carriers.flatMap(\.interfaces))
        if isShared || carriers.contains(where: { NotFiltered.mayBeService($0, analyzer.index, version) }) { return nil }
        return analyzer.cross(sources, carriers, asked, version, mayBeSecond: false)
    }
}
