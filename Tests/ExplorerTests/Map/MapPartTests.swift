import Diagram
import Reachability
import CoreModel
import Support
import Testing

@testable import Explorer
@testable import Map

/// One line of a map between two things that are no folds.
private struct Flow: Hashable {
    let source: MapSubject
    let target: MapSubject
    let ports: String
}

/// Parts and folds of maps, on made-up environments: groups by team, networks that some or many of them name.
@Suite("A part or a fold of the map says nothing that the map does not")
struct MapPartTests {
    private func random(_ seed: Int, networks: Int = 12) -> Inventory {
        var random = SeededRandom(seed: UInt64(seed))
        let teams = ["pay", "web", "data", "ops"]
        let names = (0..<18).map { "\(teams[$0 % 4])-\($0)" } + ["alone"]
        var rules: [(from: String, to: String, port: Int)] = [("0.0.0.0/0", names[0], 443)]
        for _ in 0..<40 {
            rules.append(
                (
                    names.randomElement(using: &random) ?? "", names.randomElement(using: &random) ?? "",
                    .random(in: 1...4, using: &random)
                ))
        }
        for network in 0..<networks {
            for _ in 0..<Int.random(in: 1...2, using: &random) {
                let target = names[Int.random(in: 0...2, using: &random)]
                rules.append(("10.\(network).0.0/16", target, .random(in: 1...2, using: &random)))
            }
        }
        return World.inventory(groups: names, rules: rules, closed: ["ops-3"])
    }

    private func map(_ inventory: Inventory) -> MapGraph { map(Analyzer(inventory)) }

    private func map(_ analyzer: Analyzer, _ options: MapGraph.Options = MapGraph.Options()) -> MapGraph {
        MapGraph(analyzer.inventory, edges: analyzer.edges(), names: analyzer.names, options: options)
    }

    /// Every flow of a map; a fold of networks stands for each of them.
    private func flows(_ map: MapGraph) -> Set<Flow> {
        var flows: Set<Flow> = []
        for edge in map.graph.edges {
            for source in map.members[edge.source] {
                for target in map.members[edge.target] { flows.insert(Flow(source: source, target: target, ports: edge.label)) }
            }
        }
        return flows
    }

    @Test("networks in one box have exactly the flows of that box", arguments: 0..<30)
    func peers(seed: Int) {
        let analyzer = Analyzer(random(seed))
        for showsEgress in [false, true] {
            var options = MapGraph.Options()
            options.showsEgress = showsEgress
            options.showsOneSided = true
            let whole = map(analyzer, options)
            let folded = whole.foldingPeers(over: 2)
            #expect(flows(folded) == flows(whole))
            #expect(Set(folded.members.flatMap { $0 }) == Set(whole.subjects))
            #expect(folded.subjects.count <= whole.subjects.count)
            let boxes = folded.members.indices.filter { folded.members[$0].count > 1 }
            #expect(boxes.isEmpty == (folded.subjects.count == whole.subjects.count))
            #expect(boxes.allSatisfy { folded.graph.nodes[$0].shape == .stacked })
        }
    }

    @Test("few networks stay, many go into one box, and those of an opened group are drawn each")
    func peersOfOneGroup() {
        let rules = (0..<6).map { (from: "10.\($0).0.0/16", to: "web", port: $0 < 4 ? 443 : 22) }
        let inventory = World.inventory(groups: ["web"], rules: rules)
        let whole = map(inventory)
        #expect(whole.foldingPeers(over: 6).subjects.count == 7)
        let folded = whole.foldingPeers(over: 5)
        #expect(folded.graph.nodes.map(\.title).sorted() == ["2 networks", "4 networks", "web"])
        #expect(folded.graph.nodes.first { $0.title == "4 networks" }?.lines == ["10.0.0.0/16 and 3 more"])
        let web = inventory.loadedGroups[0]
        #expect(whole.foldingPeers(over: 5, except: [web]).subjects.count == 7)
        #expect(folded.node(of: .end(.network(IPNetwork(containing: IPAddress(.v4, bits: 10 << 24), prefixLength: 16)))) != nil)
    }

    @Test("what was drawn is found in the box that holds it, however often boxes are put together", arguments: 0..<10)
    func places(seed: Int) {
        let inventory = random(seed)
        let peers = map(inventory).foldingPeers(over: 2)
        let twice = peers.folded(by: .prefix, inventory, Names(inventory), limit: 40)
        for folded in [peers, twice] {
            for (node, members) in folded.members.enumerated() {
                #expect(folded.node(of: folded.subjects[node]) == node)
                #expect(members.allSatisfy { folded.node(of: $0) == node })
            }
        }
        let gone = peers.subjects.filter { $0.end == nil && !twice.subjects.contains($0) }
        #expect(gone.allSatisfy { twice.node(of: $0) == nil })
    }

    @Test("a neighbourhood counts at its rim every source and destination whose line is not drawn", arguments: 0..<30)
    func rim(seed: Int) {
        let whole = map(random(seed))
        let centre = whole.subjects[seed % whole.subjects.count]
        for (steps, drawsBetween) in [0, 1, 2, 3].flatMap({ [($0, false), ($0, true)] }) {
            let part = whole.neighbourhood(
                of: [centre], steps: steps, limit: seed % 3 == 0 ? 5 : .max, drawsBetween: drawsBetween)
            #expect(part.beyond == whole.subjects.count - part.subjects.count)
            for (node, subject) in part.subjects.enumerated() {
                let all = whole.node(of: subject) ?? -1
                let sources = Set(
                    whole.graph.edges.filter { $0.target == all && $0.source != all }.map { whole.subjects[$0.source] })
                let targets = Set(
                    whole.graph.edges.filter { $0.source == all && $0.target != all }.map { whole.subjects[$0.target] })
                let shownSources = Set(
                    part.graph.edges.filter { $0.target == node && $0.source != node }.map { part.subjects[$0.source] })
                let shownTargets = Set(
                    part.graph.edges.filter { $0.source == node && $0.target != node }.map { part.subjects[$0.target] })
                #expect(shownSources.isSubset(of: sources) && shownTargets.isSubset(of: targets))
                #expect(part.graph.nodes[node].rim.sources == sources.count - shownSources.count)
                #expect(part.graph.nodes[node].rim.destinations == targets.count - shownTargets.count)
            }
            let between = whole.graph.edges.count {
                part.node(of: whole.subjects[$0.source]) != nil && part.node(of: whole.subjects[$0.target]) != nil
            }
            #expect(between == part.graph.edges.count + part.hiddenLines)
            if drawsBetween { #expect(part.hiddenLines == 0) }
        }
    }

    @Test("a neighbourhood goes up and down, never up and then down again")
    func directions() {
        let inventory = World.inventory(
            groups: ["lb", "web", "api", "db", "other"],
            rules: [("lb", "web", 1), ("web", "api", 2), ("api", "db", 3), ("other", "db", 3), ("lb", "other", 4)])
        let whole = map(inventory)
        func around(_ name: String, _ steps: Int) -> [String] {
            let subject = whole.subjects.first { $0.group.map { inventory[inventory[$0].name] } == name }
            return subject.map { whole.neighbourhood(of: [$0], steps: steps).graph.nodes.map(\.title) } ?? []
        }
        #expect(around("web", 1) == ["api", "lb", "web"])
        #expect(around("web", 2) == ["api", "db", "lb", "web"])
        #expect(around("db", 1) == ["api", "db", "other"])
        #expect(around("db", 2) == ["api", "db", "lb", "other", "web"])
    }

    @Test("an overview has a line with a port where and only where a flow of the map has it", arguments: 0..<20)
    func overview(seed: Int) {
        let inventory = random(seed)
        let names = Names(inventory)
        let whole = map(inventory)
        for fold in [MapFold.vpc, .tier, .prefix, .tag("Team")] {
            for limit in [3, 5, 40] {
                let folded = whole.folded(by: fold, inventory, names, limit: limit)
                #expect(Set(folded.members.flatMap { $0 }) == Set(whole.subjects))
                #expect(folded.subjects.count <= max(limit, 3) + 1)
                var wanted: [[Int]: [Traffic]] = [:]
                for (number, edge) in whole.graph.edges.enumerated() {
                    let ends = [edge.source, edge.target].map { folded.node(of: whole.subjects[$0]) ?? -1 }
                    wanted[ends, default: []] += whole.lines[number].traffic
                }
                #expect(Set(folded.graph.edges.map { [$0.source, $0.target] }) == Set(wanted.keys))
                for (number, edge) in folded.graph.edges.enumerated() {
                    let shown = TrafficSet(folded.lines[number].traffic.map(\.points))
                    #expect(shown == TrafficSet((wanted[[edge.source, edge.target]] ?? []).map(\.points)))
                }
            }
        }
    }

    @Test(
        "folds are called by what their groups share",
        arguments: [
            (MapFold.prefix, ["INTERNET", "db", "pay-", "web-"]),
            (.tier, ["1 step behind", "2 steps behind", "INTERNET", "not from the internet", "open to the internet"]),
            (.vpc, ["INTERNET", "no VPC"]), (.tag("Team"), ["INTERNET", "no tag Team"]),
        ] as [(MapFold, [String])])
    func names(fold: MapFold, titles: [String]) {
        let inventory = World.inventory(
            groups: ["web-lb", "web-app", "pay-api", "pay-job", "db"],
            rules: [
                ("0.0.0.0/0", "web-lb", 443), ("web-lb", "web-app", 80), ("web-app", "pay-api", 81), ("pay-job", "db", 5432),
            ])
        let folded = map(inventory).folded(by: fold, inventory, Names(inventory))
        #expect(folded.graph.nodes.map(\.title).sorted() == titles)
    }

    @Test(
        "what a fold can be by is read as it is typed",
        arguments: [
            ("vpc", MapFold.vpc), ("VPC", .vpc), ("tier", .tier), ("prefix", .prefix), ("tag:Team", .tag("Team")), ("tag:", nil),
            ("team", nil), ("", nil),
        ] as [(String, MapFold?)])
    func parsing(text: String, fold: MapFold?) {
        #expect(MapFold(parsing: text) == fold)
    }
}
