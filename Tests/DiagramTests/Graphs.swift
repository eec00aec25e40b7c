import Diagram
import Foundation
import PictureReading
import Support

/// The graphs that the tests draw.
enum Graphs {
    /// A graph from lines `A -> B|ports`; a line without an arrow is a node alone.
    static func parsed(_ text: String) -> DiagramGraph {
        var graph = DiagramGraph()
        var places: [String: Int] = [:]
        func place(_ title: String) -> Int {
            if let place = places[title] { return place }
            places[title] = graph.nodes.count
            let shape: DiagramGraph.Shape = title.uppercased() == "INTERNET" ? .cloud : .box
            graph.nodes.append(.init(id: title, title: shape == .cloud ? "INTERNET" : title, shape: shape))
            return graph.nodes.count - 1
        }
        for line in text.split(separator: "\n") {
            let parts = line.split(separator: "|", maxSplits: 1).map(String.init)
            let ends = parts[0].components(separatedBy: " -> ")
            let source = place(ends[0])
            guard ends.count > 1 else { continue }
            let target = place(ends[1])
            graph.edges.append(.init(source: source, target: target, label: parts.count > 1 ? parts[1] : ""))
        }
        return graph
    }

    /// A stored graph.
    static func stored(_ name: String) throws -> DiagramGraph { parsed(try Fixture.text(name)) }

    /// The example environment, as the program draws it.
    static func example() throws -> DiagramGraph {
        var graph = try stored("sg-lab.dag")
        let lines = [
            "ALB": ["Inbound: 0.0.0.0/0", "Ports: 80, 443"], "ECS API": ["Inbound: ALB only", "Port: 3001"],
            "ECS Realtime": ["Inbound: ALB only", "Port: 3002"], "ECS Workers": ["Inbound: NONE"],
            "RDS": ["Inbound: ECS only", "Port: 5432"], "Redis": ["Inbound: ECS only", "Port: 6379"],
        ]
        for index in graph.nodes.indices where graph.nodes[index].shape == .box {
            let title = graph.nodes[index].title
            graph.nodes[index].lines = lines[title] ?? []
            graph.nodes[index].mark = ["ALB", "RDS", "Redis"].contains(title) ? "!" : ""
            graph.nodes[index].title = title + " SG"
        }
        for index in graph.edges.indices where graph.edges[index].label == "443,80" { graph.edges[index].label = "80, 443" }
        return graph
    }

    /// A random graph; circles, repeated edges, edges to oneself and nodes without edges happen.
    static func random(seed: UInt64, mostNodes: Int = 14) -> DiagramGraph {
        var random = SeededRandom(seed: seed)
        let count = Int.random(in: 1...mostNodes, using: &random)
        let shapes: [DiagramGraph.Shape] = [.rounded, .braced, .dashed, .stacked]
        let ports = ["443", "80, 443", "5432", "udp 53", "", "8000-8100", "icmp 8/0", "all"]
        var graph = DiagramGraph()
        for index in 0..<count {
            let title = "n\(index)" + String(repeating: "x", count: Int.random(in: 0...12, using: &random))
            let lines = (0..<Int.random(in: 0...2, using: &random)).map { "line \($0)" }
            let shape = Int.random(in: 0..<3, using: &random) == 0 ? shapes.randomElement(using: &random) ?? .box : .box
            var rim = DiagramGraph.Rim()
            if Int.random(in: 0..<4, using: &random) == 0 { rim.sources = 3 }
            if Int.random(in: 0..<4, using: &random) == 0 { rim.destinations = 1 }
            graph.nodes.append(
                .init(id: title, title: title, lines: lines, shape: shape, mark: Bool.random(using: &random) ? "!" : "", rim: rim)
            )
        }
        if seed % 3 == 0 { graph.nodes[0] = .init(id: "internet", title: "INTERNET", shape: .cloud) }
        let allowsCircles = seed % 2 == 0
        for _ in 0..<Int.random(in: 0...(count * 5 / 2), using: &random) {
            var source = Int.random(in: 0..<count, using: &random)
            var target = Int.random(in: 0..<count, using: &random)
            if !allowsCircles, source > target { swap(&source, &target) }
            let label = ports[Int.random(in: 0..<ports.count, using: &random)]
            graph.edges.append(
                .init(source: source, target: target, label: label, isDotted: Int.random(in: 0..<8, using: &random) == 0))
        }
        return graph
    }

    /// What a reader must find in any picture of a graph.
    static func flows(_ graph: DiagramGraph) -> Set<PictureReader.Flow> {
        Set(
            graph.edges.map {
                PictureReader.Flow(
                    source: graph.nodes[$0.source].title, target: graph.nodes[$0.target].title, label: $0.label)
            })
    }
}

/// Files beside the tests.
enum Fixture {
    static func url(_ name: String) -> URL {
        URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Fixtures/\(name)")
    }

    static func text(_ name: String) throws -> String { try String(contentsOf: url(name), encoding: .utf8) }
}
