import Measuring

/// The tables of what was measured.
enum Report {
    /// One environment: what it is, then a row for each measurement and those of its parts.
    static func table(_ results: Results) -> String {
        var table = TextTable(["", "unit", "runs", "median", "p99", "max", "cpu %", "target", ""], textColumns: [0, 1, 7, 8])
        for metric in Metric.allCases {
            guard let runs = results.runs[metric] else { continue }
            let targets = Target.allCases.filter { $0.metric == metric }
            let verdicts = targets.map { $0.isMet(results).map { $0 ? "met" : "NOT MET" } ?? "" }
            let row = row(metric.title, metric, runs.all, metric.count, unended: runs.unended)
            let share = runs.share.map { ($0 * 100).fixed(0) } ?? ""
            table.add(row + [share, targets.first?.text ?? "", verdicts.first ?? ""])
            for (target, verdict) in zip(targets, verdicts).dropFirst() {
                table.add(["", "", "", "", "", "", "", target.text, verdict])
            }
            for label in runs.byLabel.keys.sorted() {
                guard let samples = runs.byLabel[label] else { continue }
                table.add(self.row("  " + label, metric, samples, samples.count))
            }
        }
        return heading(results) + "\n\n" + table.text + "\n" + notes(results)
    }

    /// How the costs grow from size to size: medians, and by how much ten times the groups multiply them.
    static func growth(_ all: [Results]) -> String {
        var heads = [all.first?.flavour.rawValue ?? ""]
        for (place, results) in all.enumerated() { heads += (place > 0 ? ["x"] : []) + ["\(results.size) groups"] }
        var table = TextTable(heads)
        for metric in Metric.allCases where all.contains(where: { $0.runs[metric] != nil }) {
            var row = ["\(metric.title), \(metric.unit.name)"]
            for (place, results) in all.enumerated() {
                let median = results.runs[metric]?.all.median
                if place > 0 { row.append(factor(all[place - 1].runs[metric]?.all.median, median)) }
                row.append(median.map { ($0 / metric.unit.nanoseconds).short } ?? (results.runs[metric] == nil ? "" : "-"))
            }
            table.add(row)
        }
        for (fact, title) in [(Fact.heapPerRule, "inventory, bytes a rule"), (.indexPerRule, "index, bytes a rule")] {
            if !all.contains(where: { $0.facts[fact] != nil }) { continue }
            var row = [title]
            for (place, results) in all.enumerated() {
                if place > 0 { row.append(factor(all[place - 1].facts[fact], results.facts[fact])) }
                row.append(results.facts[fact].map { $0.fixed(0) } ?? "")
            }
            table.add(row)
        }
        return "Growth of the medians\n\n" + table.text
    }

    private static func factor(_ before: Double?, _ after: Double?) -> String {
        guard let before, let after, before > 0 else { return "" }
        return (after / before).fixed(1)
    }

    private static func heading(_ results: Results) -> String {
        var parts = ["\(results.size) groups, \(results.flavour.rawValue)"]
        let facts = results.facts
        if let rules = facts[.rules] { parts.append("\(rules.fixed(0)) rules") }
        if let references = facts[.references] { parts.append("\(references.fixed(0)) of them name groups") }
        if let interfaces = facts[.interfaces] { parts.append("\(interfaces.fixed(0)) interfaces") }
        if let json = facts[.jsonBytes] { parts.append("\((json / 1_000_000).short) MB of JSON") }
        return parts.joined(separator: ", ")
    }

    private static func row(
        _ title: String, _ metric: Metric, _ samples: Samples, _ wanted: Int, unended: Double? = nil
    ) -> [String] {
        func cell(_ value: Double?) -> String { value.map { ($0 / metric.unit.nanoseconds).short } ?? "-" }
        let runs = samples.count < wanted ? "\(samples.count) of \(wanted)" : "\(samples.count)"
        let largest = unended.map { "> " + cell(max($0, samples.largest ?? 0)) } ?? cell(samples.largest)
        return [title, metric.unit.name, runs, cell(samples.median), cell(samples.percentile(99)), largest]
    }

    private static func notes(_ results: Results) -> String {
        let facts = results.facts
        var lines: [String] = []
        if let allowed = facts[.allowed], let blocked = facts[.blocked], let depends = facts[.depends] {
            lines.append("verdicts: \(allowed.fixed(0)) % allowed, \(blocked.fixed(0)) % blocked, \(depends.fixed(0)) % depends")
        }
        if let heap = facts[.heapPerRule], let index = facts[.indexPerRule], let resident = facts[.residentBytes] {
            lines.append(
                "memory: \(heap.fixed(0)) bytes a rule for the inventory, \(index.fixed(0)) for the index; "
                    + "\((resident / 1_000_000).short) MB resident for both")
        }
        if results.runs[.edges]?.all.count == 0, let estimated = results.estimatedEdges {
            lines.append("edges() was not waited for: by edges(into:) about \((estimated / 1_000_000_000).short) s")
        }
        return lines.map { "\n" + $0 }.joined()
    }
}
