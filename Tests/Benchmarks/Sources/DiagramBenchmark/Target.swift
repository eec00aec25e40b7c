/// What our pictures have to keep to; each failure is a sentence.
enum Target {
    /// Crossings at most, and the goal beyond.
    static let crossings: [String: (most: Int, goal: Int)] = [
        "sg-lab": (2, 2), "s10": (19, 19), "s20": (55, 55), "s50": (162, 150), "s200": (1188, 1100),
    ]

    /// What our picture of a graph misses.
    static func failures(_ measures: [Measure], of graph: BenchmarkGraph, _ glyphs: String) -> [String] {
        guard let ours = measures.first else { return ["\(graph.name) \(glyphs): not drawn"] }
        var result: [String] = []
        if ours.recall?.isWhole != true { result.append("edges are lost") }
        if ours.invented != 0 { result.append("edges are invented") }
        if ours.dangling != 0 { result.append("line ends lead nowhere") }
        if ours.labels?.isWhole != true { result.append("labels are lost") }
        if ours.down?.isWhole == false { result.append("edges of an acyclic graph point up") }
        let crossings = ours.crossings ?? Int.max
        if let target = Self.crossings[graph.name] {
            if crossings > target.most { result.append("\(crossings) crossings, at most \(target.most)") }
            if crossings > target.goal { result.append("\(crossings) crossings, the goal is \(target.goal)") }
        }
        for rival in measures.dropFirst() where rival.isWholeInLayers {
            if let theirs = rival.crossings, theirs < crossings {
                result.append("\(rival.renderer) has \(theirs) crossings, we have \(crossings)")
            }
        }
        return result.map { "\(graph.name) \(glyphs): \($0)" }
    }

    /// What our times and our memory miss.
    static func failures(_ growth: Growth) -> [String] {
        var result: [String] = []
        for row in growth.rows {
            let most: Double
            switch row.edges {
            case ...10: most = 1
            case ...500: most = 50
            default: most = 500
            }
            if row.milliseconds > most {
                result.append("\(row.name): \(row.milliseconds.short) ms (\(row.way)), at most \(most.short)")
            }
            if row.peak > 100 { result.append("\(row.name): \(row.peak.fixed(0)) MB, at most 100") }
        }
        return result
    }
}
