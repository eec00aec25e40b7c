import Annotations
import Notes
import Reachability
import CoreModel
import Text

/// A walkthrough that nobody wrote: from the outside in, from the rules alone, with what the notes say of the groups.
struct TourFromInventory {
    private let annotations: Annotations
    private let parts: TourParts
    private let rows: [MatrixRow]
    /// Steps from the outside to each group.
    private let tiers: [Int]

    /// Groups of a step that are told one by one; of more their flows are enough.
    private static let described = 12
    /// Questions of a step.
    private static let asked = 3

    init(_ analyzer: Analyzer, annotations: Annotations, parts: TourParts, edges: [Edge]?) {
        self.annotations = annotations
        self.parts = parts
        let rows = TrafficMatrix(analyzer, annotations: annotations, edges: edges).rows
        self.rows = rows
        tiers = MatrixOrder.steps(annotations.inventory.groups.count, flows: rows.count) {
            (rows[$0].packedSource.group, rows[$0].packedDestination.group)
        }
    }

    var steps: [TourStep] {
        let groups = inventory.loadedGroups.sorted { name($0) < name($1) }
        let reached = groups.filter { tiers[Int($0.number)] < Int.max / 2 }
        let destinations = Set(rows.map(\.destination))
        let sources = Set(rows.map(\.source))
        let rest = groups.filter { tiers[Int($0.number)] >= Int.max / 2 }
        let callers = rest.filter { sources.contains(.group($0)) || destinations.contains(.group($0)) }
        let alone = rest.filter { !callers.contains($0) }
        var steps = [opening(groups)]
        for tier in Set(reached.map { tiers[Int($0.number)] }).sorted() {
            steps.append(step(tier, reached.filter { tiers[Int($0.number)] == tier }))
        }
        if !callers.isEmpty { steps.append(inner(callers)) }
        if !alone.isEmpty { steps.append(self.alone(alone)) }
        return steps + documented
    }

    private var inventory: Inventory { annotations.inventory }

    private func name(_ group: GroupIndex) -> String { annotations.names.name(of: group) }

    // MARK: Steps

    private func opening(_ groups: [GroupIndex]) -> TourStep {
        let rules = inventory.loadedRuleCount
        let interfaces = inventory.interfaces.count
        var text = "\(TextCount.of(groups.count, "security group")) with \(TextCount.of(rules, "rule"))"
        if interfaces > 0 { text += ", on \(TextCount.of(interfaces, "network interface"))" }
        let open = Set(rows.filter { $0.source == .internet }.map(\.destination)).count
        text +=
            ". "
            + (open == 0 ? "None is open to the internet." : "\(open) of them \(open == 1 ? "lets" : "let") the internet in.")
        return TourStep(
            title: "What this is", lights: groups.count > 60 ? [] : [.internet] + groups.map { .group($0) }, text: text,
            parts: parts.environment)
    }

    private func step(_ tier: Int, _ groups: [GroupIndex]) -> TourStep {
        let ends = Set(groups.map { End.group($0) })
        let own = rows.filter { ends.contains($0.destination) }
        let before = tier == 1 ? "the internet and named networks reach" : "these reach next"
        let title = tier == 1 ? "What is reached from outside" : "\(ordinal(tier)) tier: what these reach"
        let text =
            "\(TextCount.of(groups.count, "group")) that \(before): \(list(groups)). "
            + "\(TextCount.of(own.count, "flow")) \(own.count == 1 ? "leads" : "lead") there."
        return TourStep(
            title: title, lights: lights(own, groups), text: text, questions: questions(own),
            parts: flows(own) + descriptions(of: groups))
    }

    /// Groups that nothing outside leads to, though they call others or each other.
    private func inner(_ groups: [GroupIndex]) -> TourStep {
        let ends = Set(groups.map { End.group($0) })
        let own = rows.filter { ends.contains($0.source) || ends.contains($0.destination) }
        let verb = groups.count == 1 ? "is" : "are"
        return TourStep(
            title: "What only calls others", lights: lights(own, groups),
            text: "\(list(groups)) \(verb) not reached from outside in any number of steps.", questions: questions(own),
            parts: flows(own) + descriptions(of: groups))
    }

    private func alone(_ groups: [GroupIndex]) -> TourStep {
        TourStep(
            title: "What stands alone", lights: groups.map { .group($0) },
            text: "No rule lets anything pass between \(list(groups)) and others.", parts: descriptions(of: groups))
    }

    /// What the notes have beside groups.
    private var documented: [TourStep] {
        guard let notes = annotations.notes else { return [] }
        var steps: [TourStep] = []
        for (title, flows) in [
            ("What is meant to be allowed", notes.allowedFlows), ("What is meant to be denied", notes.deniedFlows),
        ]
        where !flows.isEmpty {
            steps.append(TourStep(title: title, parts: parts.flows(flows)))
        }
        steps += notes.decisions.map { TourStep(title: $0.title, parts: parts.decision($0)) }
        if !notes.practices.isEmpty { steps.append(TourStep(title: "The practices behind it", parts: parts.practices)) }
        return steps
    }

    // MARK: Parts

    private func lights(_ rows: [MatrixRow], _ groups: [GroupIndex]) -> [End] {
        let all = rows.flatMap { [$0.source, $0.destination] } + groups.map { .group($0) }
        return all.distinct()
    }

    private func flows(_ rows: [MatrixRow]) -> [TourPart] {
        guard !rows.isEmpty else { return [] }
        let names = MatrixNames(annotations, isShort: false)
        let table = TextTable(
            columns: ["Source", "Destination", "Port", "Protocol", "Why"],
            rows: rows.prefix(TourParts.listed).map { row in
                let descriptions = row.rules.map { inventory[inventory[$0].description] }.filter { !$0.isEmpty }
                return [
                    names.source(row), names.name(row.destination), row.ports, row.ipProtocol,
                    row.why ?? descriptions.first ?? "",
                ]
            })
        let more = rows.count - TourParts.listed
        return [.table(table)] + (more > 0 ? [.paragraph(lead: nil, "and \(more) more flows: sgscope matrix lists them")] : [])
    }

    /// The groups one by one: by their notes, or by their rules.
    private func descriptions(of groups: [GroupIndex]) -> [TourPart] {
        guard groups.count <= Self.described else { return [] }
        return groups.flatMap { group -> [TourPart] in
            if let notes = annotations.notes(of: group) { return parts.group(notes) }
            return [.heading(name(group))] + parts.rules(group)
        }
    }

    /// A few of the flows as questions to ask.
    private func questions(_ rows: [MatrixRow]) -> [TourQuestion] {
        let names = MatrixNames(annotations, isShort: false)
        return rows.filter { $0.verdict == .allowed }.lazy.compactMap { row -> TourQuestion? in
            guard let port = row.traffic.first, row.source != row.destination else { return nil }
            let source = row.source == .internet ? "internet" : names.name(row.source)
            guard port.ipProtocol.hasPorts, port.selectorText != nil else { return nil }
            let question = parts.question("\(source) -> \(names.name(row.destination)):\(PortText.text(port))")
            return question.answer == nil ? nil : question
        }.prefix(Self.asked).map { $0 }
    }

    private func list(_ groups: [GroupIndex]) -> String { TextList.few(groups.map(name), limit: 6) }

    private func ordinal(_ number: Int) -> String {
        number == 2 ? "Second" : number == 3 ? "Third" : "\(number)th"
    }
}
