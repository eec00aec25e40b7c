import Diagram
import Foundation
import Measuring

/// Our time and memory as graphs grow: layout and drawing together, in this process.
struct Growth {
    struct Row {
        var name: String
        var nodes: Int
        var edges: Int
        var way: String
        var milliseconds: Double
        /// The most that the process has held so far, in megabytes.
        var peak: Double
    }

    private(set) var rows: [Row] = []

    init(_ graphs: [BenchmarkGraph]) {
        for graph in graphs.sorted(by: { $0.edges.count < $1.edges.count }) {
            for (way, width) in [("free", nil), ("120 columns", 120)] as [(String, Int?)] {
                let milliseconds = Self.milliseconds(graph.diagram, width: width)
                rows.append(
                    Row(
                        name: graph.name, nodes: graph.titles.count, edges: graph.edges.count, way: way,
                        milliseconds: milliseconds,
                        peak: Self.peak()))
            }
        }
    }

    /// The least of several runs, computed time: others may work on the machine.
    static func milliseconds(_ graph: DiagramGraph, width: Int?) -> Double {
        var least = Int64.max
        var spent: Int64 = 0
        var runs = 0
        while runs < 3 || (spent < 300_000_000 && runs < 200) {
            let start = Clock.cpu.now()
            let layout = Layout(graph: graph, detail: .oneLine, maxWidth: width)
            consume(layout.draw())
            let passed = Clock.cpu.now() - start
            least = min(least, passed)
            spent += passed
            runs += 1
        }
        return Double(least) / 1_000_000
    }

    private static func peak() -> Double {
        guard let text = try? String(contentsOfFile: "/proc/self/status", encoding: .utf8),
            let line = text.split(separator: "\n").first(where: { $0.hasPrefix("VmHWM:") }),
            let kilobytes = line.split(separator: " ").compactMap({ Double($0) }).first
        else { return .nan }
        return kilobytes / 1024
    }

    var text: String {
        var table = TextTable(["sgscope", "nodes", "edges", "width", "ms", "us/edge", "peak MB"], textColumns: [0, 3])
        for row in rows {
            table.add([
                row.name, "\(row.nodes)", "\(row.edges)", row.way, row.milliseconds.short,
                (row.milliseconds * 1000 / Double(max(1, row.edges))).short, row.peak.fixed(0),
            ])
        }
        return table.text
    }
}
