@testable import Diagram
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

    /// The same with something said of some of its flows; an edge stands for one flow to three.
    static func noted(_ graph: DiagramGraph, seed: UInt64) -> DiagramGraph {
        var random = SeededRandom(seed: seed)
        let words = ["back, acl isolated", "table app-c", "", "nat nat-0a6f3d9b81c2e7540"]
        var graph = graph
        for edge in graph.edges.indices {
            graph.edges[edge].notes = LineNotes(
                (0..<Int.random(in: 1...3, using: &random)).map { _ in
                    Bool.random(using: &random)
                        ? nil
                        : LineNote(
                            Int.random(in: 0..<3, using: &random) == 0 ? .depends : .fails,
                            words[Int.random(in: 0..<words.count, using: &random)])
                })
        }
        return graph
    }

    /// What a reader must find in a picture of a graph: every flow with its ports, and what is said of all that share its arrow.
    static func flows(_ graph: DiagramGraph, _ layout: Layout, _ glyphs: GlyphSet) -> Set<PictureReader.Flow> {
        var shared = layout.nets.map { (edges: $0.legs.flatMap(\.edges), isShort: $0.notes.isShort) }
        let own = graph.edges.indices.filter { graph.edges[$0].source == graph.edges[$0].target }
        let isShort = layout.texts.contains { $0.selfFlows.contains(where: \.notes.isShort) }
        shared += Dictionary(grouping: own) { "\(graph.edges[$0].source) \(graph.edges[$0].label)" }.values.map { ($0, isShort) }
        return Set(
            shared.flatMap { edges, isShort in
                let said = said(edges.map { graph.edges[$0].notes }, isShort, glyphs)
                return edges.map { edge in
                    let ends = (graph.edges[edge].source, graph.edges[edge].target)
                    return PictureReader.Flow(
                        source: graph.nodes[ends.0].title, target: graph.nodes[ends.1].title,
                        label: [graph.edges[edge].label, said].filter { !$0.isEmpty }.joined(separator: " "))
                }
            })
    }

    /// What is said of flows that share an arrow: for one reason with its words, else how many.
    private static func said(_ notes: [LineNotes], _ isShort: Bool, _ glyphs: GlyphSet) -> String {
        let all = notes.reduce(0) { $0 + $1.flows }
        let single = notes.flatMap(\.notes).flatMap { Array(repeating: $0.note, count: $0.count) }
        func sign(_ outcome: LineNote.Outcome) -> String {
            glyphs == .unicode ? (outcome == .fails ? "✗" : "?") : outcome == .fails ? "NO" : "??"
        }
        let counts = [LineNote.Outcome.fails, .depends].map { outcome in (outcome, single.count { $0.outcome == outcome }) }
        guard Set(single).count == 1, let only = single.first else {
            return counts.filter { $0.1 > 0 }.map { "\(sign($0.0)) \($0.1) of \(all)" }.joined(separator: ", ")
        }
        let words = isShort ? "" : only.words
        if single.count == all { return [sign(only.outcome), words].filter { !$0.isEmpty }.joined(separator: " ") }
        return ["\(sign(only.outcome)) \(single.count) of \(all)", words].filter { !$0.isEmpty }.joined(separator: ": ")
    }
}

/// Files beside the tests.
enum Fixture {
    static func url(_ name: String) -> URL {
        URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Fixtures/\(name)")
    }

    static func text(_ name: String) throws -> String { try String(contentsOf: url(name), encoding: .utf8) }
}
