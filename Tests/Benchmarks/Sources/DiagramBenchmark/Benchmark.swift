import Diagram
import Foundation
import Measuring

/// Measures everything and prints the tables.
struct Benchmark {
    private let options: Options

    init(_ options: Options) { self.options = options }

    /// Whether every rival is there and every target is met.
    func run() throws(Failure) -> Bool {
        let graphs = try options.graphs()
        var failures: [String] = []
        // First, while nothing else has been in memory.
        let growth = Growth(graphs)
        failures += Target.failures(growth)
        let rivals = Rival.allCases.filter { rival in
            let version = rival.version()
            print("\(rival.rawValue): \(version ?? "not installed (\(rival.origin))")")
            if version == nil { failures.append("\(rival.rawValue) is not installed: \(rival.origin)") }
            return version != nil
        }
        print("our time is computed time in this process, theirs passes from start to end; at most \(options.limit) s\n")
        for graph in graphs {
            for isASCII in [false, true] {
                let measures = measure(graph, isASCII: isASCII, rivals: rivals)
                let glyphs = isASCII ? "ascii" : "unicode"
                print(table(measures, "\(graph.name) \(glyphs)") + "\n")
                fflush(nil)
                failures += Target.failures(measures, of: graph, glyphs)
            }
        }
        let random = RandomGraphs(count: options.random)
        print(random.text + "\n")
        failures += random.failures
        print(growth.text + "\n")
        for failure in failures { print("missed: \(failure)") }
        if failures.isEmpty { print("every target is met") }
        return failures.isEmpty
    }

    private func measure(_ graph: BenchmarkGraph, isASCII: Bool, rivals: [Rival]) -> [Measure] {
        let diagram = graph.diagram
        let layout = Layout(graph: diagram, detail: .oneLine)
        let picture = layout.draw(DrawOptions(detail: .oneLine, glyphs: isASCII ? .ascii : .unicode))
        var result = [
            Measure(
                ourPicture: picture, layout: layout, isASCII: isASCII, graph: graph,
                milliseconds: Growth.milliseconds(diagram, width: nil))
        ]
        for rival in rivals where rival != .dot || !isASCII {
            switch rival.draw(graph, isASCII: isASCII, limit: options.limit) {
            case .ended(let output, let status, let seconds):
                if status != 0 {
                    result.append(Measure(renderer: rival.rawValue, remark: "ends with status \(status)"))
                } else if rival == .dot {
                    result.append(Measure(dot: DotLayout(output), graph: graph, seconds: seconds))
                } else {
                    result.append(
                        Measure(renderer: rival.rawValue, text: output, isASCII: isASCII, graph: graph, seconds: seconds))
                }
            case .tookTooLong: result.append(Measure(renderer: rival.rawValue, remark: "no end in \(options.limit) s"))
            case .isMissing: result.append(Measure(renderer: rival.rawValue, remark: "not installed"))
            }
        }
        return result
    }

    private func table(_ measures: [Measure], _ title: String) -> String {
        var table = TextTable(
            [
                title, "ms", "recall", "false", "dangling", "crossings", "bends", "ink", "size", "area", "labels", "down", "",
            ], textColumns: [0, 12])
        func share(_ share: Measure.Share?) -> String { share.map { "\($0.found)/\($0.wanted)" } ?? "-" }
        func number(_ number: Int?) -> String { number.map(String.init) ?? "-" }
        for measure in measures {
            let size = measure.size
            table.add([
                measure.renderer, measure.milliseconds?.short ?? "-", share(measure.recall), number(measure.invented),
                number(measure.dangling), number(measure.crossings), number(measure.bends), number(measure.ink),
                size.map { "\($0.width)x\($0.height)" } ?? "-", number(size.map { $0.width * $0.height }), share(measure.labels),
                share(measure.down), measure.remark,
            ])
        }
        return table.text
    }
}
