import Annotations
import Notes
import Reachability
import CoreModel
import Text
import Words

/// Turns parts of the notes, held against the rules, into what a step shows.
struct TourParts {
    let analyzer: Analyzer
    let annotations: Annotations
    let ends: DocumentedEnds

    init(_ analyzer: Analyzer, annotations: Annotations) {
        self.analyzer = analyzer
        self.annotations = annotations
        ends = DocumentedEnds(annotations)
    }

    private var inventory: Inventory { annotations.inventory }

    func step(_ step: WalkthroughStep) -> TourStep {
        TourStep(
            title: step.title, lights: step.lights.flatMap(subjects), text: step.text, questions: step.questions.map(question),
            parts: step.shows.flatMap(parts))
    }

    /// What an end is in the diagram.
    func subjects(_ end: DocumentedEnd) -> [End] {
        switch ends.meaning(of: end) {
        case .any: [.internet] + inventory.loadedGroups.map { .group($0) }
        case .ends(let ends): ends
        }
    }

    func question(_ text: String) -> TourQuestion {
        do {
            let words = try QuestionText(parsing: text)
            let question = try analyzer.question(
                from: words.source, to: words.destination, port: words.port.isEmpty ? nil : words.port,
                version: words.version)
            let scope = AnswerScope(looksAtNetwork: true, isFull: false)
            return TourQuestion(text: text, answer: AnswerText(analyzer.answer(question, scope), of: analyzer), problem: nil)
        } catch {
            return TourQuestion(text: text, answer: nil, problem: error.message)
        }
    }

    // MARK: What a step shows

    private func parts(_ content: WalkthroughContent) -> [TourPart] {
        let notes = annotations.notes
        switch content {
        case .environment: return environment
        case .group(let title): return notes?.group(titled: title).map(group) ?? []
        case .allowedFlows: return flows(notes?.allowedFlows ?? [])
        case .deniedFlows: return flows(notes?.deniedFlows ?? [])
        case .table(let title): return notes?.table(titled: title).map(table) ?? []
        case .decision(let title): return notes?.decision(titled: title).map(decision) ?? []
        case .practices: return practices
        }
    }

    var environment: [TourPart] {
        guard let environment = annotations.notes?.environment else { return [] }
        var parts: [TourPart] = []
        if let purpose = environment.purpose { parts.append(.paragraph(lead: "Overview", purpose)) }
        if let source = environment.source { parts.append(.paragraph(lead: "Defined in", source)) }
        parts += overview
        return parts + environment.reasons.flatMap(reason)
    }

    /// The documented groups in a table: what each protects, what comes in, what goes out.
    private var overview: [TourPart] {
        let groups = (annotations.notes?.groups ?? []).filter { $0.inbound?.words != nil || $0.outbound?.words != nil }
        guard !groups.isEmpty else { return [] }
        let rows = groups.map { group in
            [group.title, group.protects ?? "", group.inbound?.words ?? "", group.outbound?.words ?? ""]
        }
        return [.table(TextTable(columns: ["Security Group", "Protects", "Inbound From", "Outbound To"], rows: rows))]
    }

    /// All that is known of a documented group: what it protects, what is documented, its rules, every reason.
    func group(_ notes: GroupNotes) -> [TourPart] {
        var parts: [TourPart] = [.heading(notes.title)]
        if let protects = notes.protects { parts.append(.paragraph(lead: "Protects", protects)) }
        for (column, direction, lead) in [(notes.inbound, Direction.ingress, "Inbound"), (notes.outbound, .egress, "Outbound")] {
            guard let words = column?.words else { continue }
            parts.append(.paragraph(lead: lead, words + difference(notes, direction)))
        }
        let groups = subjects(.group(notes.title)).compactMap(\.group)
        for group in groups { parts += rules(group) }
        for rule in notes.rules { parts += self.rule(rule) }
        return parts + notes.reasons.flatMap(reason)
    }

    /// Says behind documented words that the rules differ from them.
    private func difference(_ notes: GroupNotes, _ direction: Direction) -> String {
        let check = ColumnCheck(annotations: annotations, ends: ends)
        let findings = subjects(.group(notes.title)).compactMap(\.group).compactMap { check.finding(of: $0, direction) }
        guard let finding = findings.first(where: { $0.status == .differs }) else { return "" }
        var parts: [String] = []
        if !finding.undocumented.isEmpty { parts.append("the rules allow more: \(finding.undocumented.joined(separator: ", "))") }
        if !finding.missing.isEmpty { parts.append("no rule for \(finding.missing.joined(separator: ", "))") }
        return " (\(parts.joined(separator: "; ")))"
    }

    func rules(_ group: GroupIndex) -> [TourPart] {
        let rules = Direction.allCases.flatMap { inventory.rules(of: group, $0) }
        let shown = rules.prefix(Self.listed).map { index -> [String] in
            let rule = inventory[index]
            return [rule.direction.name, rule.traffic.text, annotations.names.name(of: rule.peer), inventory[rule.description]]
        }
        let description = inventory[inventory[group].description]
        var parts: [TourPart] = description.isEmpty ? [] : [.paragraph(lead: nil, description)]
        let lacking = Direction.allCases.compactMap { UnlistedRules(inventory[group], $0)?.text }
        let rest = lacking.isEmpty ? [] : [TourPart.paragraph(lead: "Not known", lacking.joined(separator: "; "))]
        if rules.isEmpty { return parts + (rest.isEmpty ? [.paragraph(lead: "Rules", "none")] : rest) }
        parts.append(.table(TextTable(columns: ["Rule", "Traffic", "Peer", "Description"], rows: shown)))
        if rules.count > Self.listed { parts.append(.paragraph(lead: nil, "and \(rules.count - Self.listed) more rules")) }
        return parts + rest
    }

    /// Rows of a table that are listed; beyond them it says how many more there are.
    static let listed = 40

    private func rule(_ rule: RuleNotes) -> [TourPart] {
        [.paragraph(lead: rule.subject, rule.why)] + rule.reasons.flatMap(reason)
    }

    private func reason(_ reason: Reason) -> [TourPart] { [.paragraph(lead: reason.why, ""), .points(reason.points)] }

    /// Documented flows in a table, each with what the rules do.
    func flows(_ flows: [DocumentedFlow]) -> [TourPart] {
        guard let first = flows.first else { return [] }
        let names = MatrixNames(annotations, isShort: true)
        let check = FlowCheck(analyzer: analyzer, annotations: annotations, ends: ends, scope: .everything)
        let findings = flows.map { check.finding($0, explaining: .none) }
        let hasPorts = flows.contains { $0.traffic != .everything }
        let rows = findings.map { finding -> [String] in
            let flow = finding.flow
            let ports = flow.traffic.traffic.compactMap(\.selectorText).joined(separator: ", ")
            let traffic = hasPorts ? [ports.isEmpty ? "all" : ports, "\(flow.traffic.ipProtocol)".uppercased()] : []
            let rules =
                finding.status == .holds ? finding.effective?.rawValue ?? "" : "differs: \(finding.effective?.rawValue ?? "?")"
            return [names.name(flow.source, ends), names.name(flow.destination, ends)] + traffic + [flow.why ?? "", rules]
        }
        let why = first.isAllowed ? "Why" : "Why Denied"
        let effect = check.survey.looksAtNetwork ? "In effect" : "The rules"
        let columns = ["Source", "Destination"] + (hasPorts ? ["Port", "Protocol"] : []) + [why, effect]
        return [.table(TextTable(columns: columns, rows: rows))]
    }

    private func table(_ table: UsageTable) -> [TourPart] {
        [.heading(table.title), .table(TextTable(columns: table.columns, rows: table.rows))]
    }

    /// A decision with everything that was thought about it.
    func decision(_ decision: Decision) -> [TourPart] {
        var parts: [TourPart] = [.heading(decision.title)]
        if let choice = decision.choice { parts.append(.paragraph(lead: "Choice", choice)) }
        if !decision.reasoning.isEmpty { parts += [.paragraph(lead: "Reasoning", ""), .points(decision.reasoning)] }
        if let alternative = decision.alternative { parts.append(.paragraph(lead: "Alternative considered", alternative)) }
        if let tradeOff = decision.tradeOff { parts.append(.paragraph(lead: "Trade-off", tradeOff)) }
        if let remark = decision.remark { parts.append(.paragraph(lead: nil, remark)) }
        return parts
    }

    var practices: [TourPart] {
        let practices = annotations.notes?.practices ?? []
        guard !practices.isEmpty else { return [] }
        return [
            .heading("Practices"),
            .points(practices.map { $0.text.isEmpty ? ReasonPoint($0.title) : ReasonPoint(lead: $0.title, $0.text) }),
        ]
    }
}
