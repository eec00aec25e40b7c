import Diagram
import Reachability
import CoreModel
import Support
import Testing

@testable import Explorer
@testable import Map

@Suite("The map")
struct MapGraphTests {
    private func map(_ inventory: Inventory, _ options: MapGraph.Options = MapGraph.Options()) -> MapGraph {
        let analyzer = Analyzer(inventory)
        return MapGraph(inventory, edges: analyzer.edges(), names: analyzer.names, options: options)
    }

    private func lines(_ map: MapGraph, _ title: String) -> [String] {
        map.graph.nodes.first { $0.title == title }?.lines ?? []
    }

    @Test("The example's boxes say what the page's picture says")
    func example() {
        let map = WholeMap(ExampleExplorer.model.analyzer).graph
        #expect(lines(map, "ALB SG") == ["Inbound: 0.0.0.0/0", "Ports: 80, 443"])
        #expect(lines(map, "ECS API SG") == ["Inbound: ALB only", "Port: 3001"])
        #expect(lines(map, "ECS Realtime SG") == ["Inbound: ALB only", "Port: 3002"])
        #expect(lines(map, "ECS Workers SG") == ["Inbound: NONE"])
        #expect(lines(map, "RDS SG") == ["Inbound: ECS only", "Port: 5432"])
        #expect(lines(map, "Redis SG") == ["Inbound: ECS only", "Port: 6379"])
        #expect(map.unused.isEmpty)
        let flows = map.graph.edges.map {
            "\(map.graph.nodes[$0.source].title) -> \(map.graph.nodes[$0.target].title) \($0.label)"
        }
        #expect(
            Set(flows) == [
                "INTERNET -> ALB SG 80, 443", "ALB SG -> ECS API SG 3001", "ALB SG -> ECS Realtime SG 3002",
                "ECS API SG -> RDS SG 5432", "ECS Realtime SG -> RDS SG 5432", "ECS Workers SG -> RDS SG 5432",
                "ECS API SG -> Redis SG 6379", "ECS Realtime SG -> Redis SG 6379", "ECS Workers SG -> Redis SG 6379",
            ])
    }

    @Test("A group that only its own rule names is counted as unused, not drawn")
    func unusedWithSelfRule() {
        let inventory = World.inventory(
            groups: ["web", "db", "default"], rules: [("web", "db", 1), ("default", "default", 2)])
        let drawn = map(inventory)
        #expect(drawn.unused.count == 1)
        #expect(!drawn.graph.nodes.contains { $0.title == "default" })
        var all = MapGraph.Options()
        all.showsUnused = true
        #expect(map(inventory, all).graph.nodes.contains { $0.title == "default" })
    }

    @Test("Two of three ECS groups are not called ECS")
    func noSharedWord() {
        let inventory = World.inventory(
            groups: ["db", "ecs api", "ecs jobs", "ecs web"], rules: [("ecs api", "db", 1), ("ecs jobs", "db", 1)])
        #expect(lines(map(inventory), "db").first == "Inbound: 2 groups")
    }

    @Test("A box and the overview say nothing of a family that a group has no address of")
    func otherFamily() throws {
        let text = "vpc v 10.0.0.0/16\ngroup ops v\n  in icmpv6 - ::/0\n  in tcp 22 10.0.0.0/8"
        let world = try World(text)
        #expect(lines(map(world.inventory), "ops") == ["Inbound: 10.0.0.0/8 only", "Port: 22"])
        #expect(try openToInternet(world.analyzer) == 0)
        let both = try World(text.replacing("10.0.0.0/16", with: "10.0.0.0/16 fd00::/56"))
        #expect(lines(map(both.inventory), "ops").first == "Inbound: ::/0 +1")
        #expect(try openToInternet(both.analyzer) == 1)
    }

    private func openToInternet(_ analyzer: Analyzer) throws -> Int {
        let model = ExplorerModel(inventory: analyzer.inventory, analyzer: analyzer, notes: nil, isExample: false)
        return try #require(Flows(model)).openToInternet.count
    }

    @Test("Many sources are counted, and with the internet among them the others are added to it")
    func counted() {
        let inventory = World.inventory(
            groups: ["front", "one", "two", "three", "four"],
            rules: [
                ("0.0.0.0/0", "front", 443), ("one", "front", 80), ("10.0.0.0/8", "front", 22), ("one", "two", 5),
                ("two", "three", 1),
                ("three", "three", 9), ("four", "four", 9), ("one", "four", 8), ("10.0.0.0/8", "four", 8),
                ("172.16.0.0/12", "four", 8),
            ])
        let map = map(inventory)
        #expect(lines(map, "front") == ["Inbound: 0.0.0.0/0 +2", "Ports: 22, 80, 443"])
        #expect(lines(map, "two") == ["Inbound: one only", "Port: 5"])
        #expect(lines(map, "three") == ["Inbound: two only", "Port: 1"])
        #expect(lines(map, "four") == ["Inbound: 1 group, 2 networks", "Port: 8"])
        #expect(map.node(of: .end(.network(.init(containing: .init(.v4, bits: 10 << 24), prefixLength: 8)))) != nil)
    }

    @Test("A box tells the group's own ingress rules, whether its peers' egress lets anything out or not")
    func oneSided() {
        let inventory = World.inventory(
            groups: ["api", "jobs", "db", "cache", "idle"],
            rules: [("jobs", "db", 5432), ("jobs", "cache", 6379), ("api", "cache", 6381), ("jobs", "jobs", 1)],
            closed: ["jobs"])
        let map = map(inventory)
        #expect(map.graph.edges.count == 1)
        #expect(lines(map, "db") == ["Inbound: jobs only", "Port: 5432"])
        #expect(lines(map, "cache") == ["Inbound: api, jobs", "Ports: 6379, 6381"])
        #expect(lines(map, "jobs") == ["Inbound: itself only"])
        #expect(lines(map, "api") == ["Inbound: NONE"])
    }

    @Test("Unused groups and egress are drawn on demand")
    func options() {
        let inventory = World.inventory(groups: ["web", "db", "old"], rules: [("web", "db", 5432)])
        #expect(map(inventory).graph.nodes.map(\.title) == ["db", "web"])
        var options = MapGraph.Options()
        options.showsUnused = true
        #expect(map(inventory, options).graph.nodes.map(\.title) == ["db", "old", "web"])
        options.showsEgress = true
        let egress = map(inventory, options)
        #expect(egress.node(of: .destination(.internet)) != nil)
        #expect(egress.graph.edges.count == 4)
    }

    @Test("A neighbourhood keeps the lines between its boxes and counts what is left out")
    func neighbourhood() {
        let map = WholeMap(ExampleExplorer.model.analyzer).graph
        let rds = map.subjects.first { ExampleExplorer.model.name($0) == "RDS SG" }
        let near = rds.map { map.neighbourhood(of: [$0], steps: 1) }
        #expect(near?.subjects.count == 4)
        #expect(near?.beyond == 3)
        #expect(near?.graph.edges.count == 3)
    }

    @Test("Boxes of groups that are not in the input say whose they are, those of prefix lists how many entries they have")
    func outsiders() throws {
        let peers = ["sg-9@210987654321", "pl-1", "pl-2", "10.0.0.0/8"]
        let rules = peers.map { "in tcp 443 \($0)\nout all - \($0)\n" }.joined()
        let inventory = try World.inventory(
            "list pl-1 com.amazonaws.us-east-1.s3 192.0.2.0/24\ngroup sg-1=web\n" + rules)
        let drawn = map(inventory)
        #expect(lines(drawn, "sg-9") == ["account 210987654321", "not in the input"])
        #expect(drawn.graph.nodes.first { $0.title == "sg-9" }?.shape == .dashed)
        #expect(lines(drawn, "s3") == ["1 entry"])
        #expect(lines(drawn, "pl-2") == ["entries not loaded"])
        var options = MapGraph.Options()
        options.showsIDs = true
        options.showsEgress = true
        let egress = map(inventory, options)
        #expect(lines(egress, "s3") == ["pl-1", "1 entry"])
        #expect(lines(egress, "web").first == "sg-1")
        // What goes out goes to boxes of its own, so that a network on both sides makes no circle.
        let titles = egress.graph.nodes.map(\.title)
        #expect(Set(titles).isSuperset(of: ["10.0.0.0/8", "10.0.0.0/8 (out)", "s3", "s3 (out)", "pl-2 (out)"]))
        #expect(
            egress.graph.edges.allSatisfy { edge in
                !egress.graph.edges.contains { $0.source == edge.target && $0.target == edge.source }
            })
    }
}
