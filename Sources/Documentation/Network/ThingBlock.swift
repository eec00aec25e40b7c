import Annotations
import CoreModel
import Reachability
import Text
import Words

extension PageBlock {
    /// A gateway, a peering connection, an endpoint or whatever else carries packets: what the input tells of it.
    init(thing id: TextID, word: String, _ inventory: Inventory) {
        let name = NetworkNames(inventory).name(id)
        title = Self.title(name.hasPrefix("\(word)-") ? "" : word, name, inventory[id])
        title = TerminalText.trimmed(String(title.drop { $0 == " " }))
        for fact in GatewayText(inventory).facts(id) { add(fact) }
    }

    /// Adds what is told; alike labels are said once.
    private mutating func add(_ fact: GatewayText.Fact) {
        let row = ReportSection.Row([.init(fact.text, .plain)])
        if let last = sections.last, last.label == fact.label || fact.label.isEmpty {
            sections[sections.count - 1].rows.append(row)
        } else {
            sections.append(ReportSection(label: fact.label, rows: [row]))
        }
    }

    /// A load balancer: its listeners, the target groups that they send to, and what of it all is reached.
    init(balancer index: LoadBalancerIndex, _ words: WayText?, leg: Int, _ inventory: Inventory, marks: ReportMarks) {
        let (balancer, text) = (inventory.topology[index], GatewayText(inventory))
        title = Self.title("lb", NetworkNames(inventory).name(balancer.id), inventory[balancer.id])
        note = text.kind(of: balancer)
        let asked = (words?.way.shown?.traffic ?? []).reduce(TrafficSet()) { $0.union($1.points) }
        let listeners = balancer.listeners.sorted { ($0.port ?? 0) < ($1.port ?? 0) }
        sections = listeners.map { listener in
            let takes = listener.transports.contains { transport in
                let traffic = try? Traffic(transport, from: listener.port, to: listener.port)
                return traffic.map { asked.intersects($0.points) } ?? false
            }
            let rows = text.actions(of: listener).map { ReportSection.Row([.init($0, .plain)]) }
            let note: [ReportSection.Row] = takes ? [.init([marks.cell([.taken])])] : []
            return ReportSection(label: TerminalText.safe(text.name(of: listener)), rows: note + rows, none: "sends nowhere")
        }
        if listeners.isEmpty { sections.append(ReportSection(label: "listeners", rows: [], none: "none in the input")) }
        let groups = listeners.flatMap(\.actions).compactMap { if case .forward(let group, _) = $0 { group } else { nil } }
            .distinct()
        let told = groups.compactMap { id in inventory.topology.targetGroups.first { $0.id == id } }
        sections.append(ReportSection(label: "targets", rows: told.map { .init([.init(text.text(of: $0), .plain)]) }))
        guard leg == 0, let behind = words?.behind else { return }
        let rows = behind.rows.enumerated().map { place, row in
            var own = ReportSection.Row([marks.cell([HopNote(outcome: row.verdict.outcome, text: row.text)])])
            own.stop = row.target == nil ? nil : .target(place)
            return own
        }
        sections.append(ReportSection(label: "behind it", rows: rows))
    }
}

extension PageBlock {
    /// The groups of an interface at a stage: their rules of the direction, those that decide marked, and how the others differ.
    static func groups(
        _ groups: [GroupIndex], at place: Int, _ words: WayText, _ annotations: Annotations, _ references: GroupReferences,
        marks: ReportMarks
    ) -> [PageBlock] {
        let stage = words.way.stages[place]
        let check = words.way.groupChecks[place]
        let deciding = check?.component
        let sorted = groups.filter { $0 == deciding } + groups.filter { $0 != deciding }
        return sorted.map { group in
            let report = GroupReport(group, annotations: annotations, references: references)
            let rules = report.rules(stage.direction ?? .ingress) { rule in
                check.flatMap { words.note(ofRule: rule, $0) }.map { ($0, marks.cell([$0])) }
            }
            let carriers = annotations.inventory.interfaces.filter { $0.groups.contains(group) }.count
            return PageBlock(
                title: "group \(report.shortTitle)", note: TextCount.of(carriers, "interface"), sections: [rules])
        }
    }
}
