import Notes
import Reachability
import CoreModel

/// Notes with stand-ins, to go with an inventory that has them.
///
/// What people wrote may name anything, so all of it is replaced. What notes say of which group, and which flows are documented, stays;
/// but groups are then told apart by their ids alone, so that notes which speak of several environments at once by a pattern (`*-alb-sg`)
/// no longer keep these apart.
public struct RedactedNotes {
    private let standIns: StandIns

    /// The notes to use.
    public let notes: Notes

    /// Learns every text of the notes.
    public static func learn(_ notes: Notes, into standIns: inout StandIns) {
        func words(_ texts: [String?]) { for text in texts { standIns.learn(text ?? "", .words) } }
        func end(_ end: DocumentedEnd?) {
            switch end {
            case .group(let title): standIns.learn(title, .group)
            case .prefixList(let id): standIns.learn(id, .id)
            case .any, .internet, .network, nil: break
            }
        }
        func reasons(_ reasons: [Reason]) {
            for reason in reasons {
                words([reason.why])
                points(reason.points)
            }
        }
        func points(_ all: [ReasonPoint]) {
            for point in all {
                words([point.lead, point.text])
                points(point.points)
            }
        }
        for group in notes.groups {
            standIns.learn(group.title, .group)
            words([group.protects, group.layer])
            for traffic in [group.inbound, group.outbound] {
                words([traffic?.words])
                for entry in traffic?.entries ?? [] { end(entry.end) }
            }
            reasons(group.reasons)
            for rule in group.rules {
                end(rule.peer)
                words([rule.why])
                reasons(rule.reasons)
            }
        }
        words([notes.environment.title, notes.environment.purpose, notes.environment.source])
        reasons(notes.environment.reasons)
        for flow in notes.flows {
            end(flow.source)
            end(flow.destination)
            words([flow.why])
        }
        for table in notes.tables { words([table.title] + table.columns + table.rows.flatMap { $0 }) }
        for decision in notes.decisions {
            words([decision.title, decision.choice, decision.alternative, decision.tradeOff, decision.remark])
            points(decision.reasoning)
        }
        for practice in notes.practices { words([practice.title, practice.text]) }
        for step in notes.walkthrough {
            words([step.title, step.text])
            for light in step.lights { end(light) }
        }
        for exception in notes.exceptions {
            end(exception.group)
            end(exception.peer)
            words([exception.reason])
        }
    }

    /// Notes for an inventory; `original` is as it was read, with its notes.
    public init(_ notes: Notes, original: Annotations, analyzer: Analyzer, standIns: StandIns) {
        self.standIns = standIns
        let inventory = original.inventory
        var ids: [String: [String]] = [:]
        for place in inventory.groups.indices where !inventory.groups[place].isCopy {
            let id = standIns.text(inventory[inventory.groups[place].id])
            if let own = original.notes(of: GroupIndex(place)) { ids[own.title, default: []].append(id) }
        }
        let replacement = Replacement(standIns: standIns, analyzer: analyzer)
        var result = notes
        result.file = notes.file.isEmpty ? "" : "notes"
        result.environment = replacement.environment(notes.environment)
        result.groups = notes.groups.map { replacement.group($0, ids: ids[$0.title] ?? []) }
        result.flows = notes.flows.map(replacement.flow)
        result.tables = notes.tables.map(replacement.table)
        result.decisions = notes.decisions.map(replacement.decision)
        result.practices = notes.practices.map {
            Practice(title: standIns.text($0.title), text: standIns.text($0.text), location: $0.location)
        }
        result.walkthrough = notes.walkthrough.map(replacement.step)
        result.exceptions = notes.exceptions.map { exception in
            var exception = exception
            exception.group = exception.group.map(replacement.end)
            exception.peer = exception.peer.map(replacement.end)
            exception.reason = standIns.text(exception.reason)
            return exception
        }
        self.notes = result
    }

    /// Replaces the parts of notes.
    private struct Replacement {
        let standIns: StandIns
        /// Answers questions about the inventory as it was read.
        let analyzer: Analyzer

        func end(_ end: DocumentedEnd) -> DocumentedEnd {
            switch end {
            case .group(let title): .group(standIns.text(title))
            case .network(let network): .network(standIns.network(network))
            case .prefixList(let id): .prefixList(standIns.text(id))
            case .any, .internet: end
            }
        }

        private func words(_ text: String?) -> String? { text.map(standIns.text) }

        func environment(_ notes: EnvironmentNotes) -> EnvironmentNotes {
            EnvironmentNotes(
                title: words(notes.title), purpose: words(notes.purpose), source: words(notes.source),
                reasons: reasons(notes.reasons))
        }

        private func reasons(_ reasons: [Reason]) -> [Reason] {
            reasons.map { Reason(why: standIns.text($0.why), points: points($0.points)) }
        }

        private func points(_ all: [ReasonPoint]) -> [ReasonPoint] {
            all.map { ReasonPoint(lead: words($0.lead), standIns.text($0.text), points: points($0.points)) }
        }

        func group(_ notes: GroupNotes, ids: [String]) -> GroupNotes {
            var result = notes
            result.title = standIns.text(notes.title)
            // Notes that fit no group go on fitting none.
            result.matchers = (ids.isEmpty ? ["none"] : ids).map {
                GroupMatcher(id: $0, location: notes.matchers.first?.location)
            }
            result.protects = words(notes.protects)
            result.layer = words(notes.layer)
            result.inbound = notes.inbound.map(traffic)
            result.outbound = notes.outbound.map(traffic)
            result.reasons = reasons(notes.reasons)
            result.rules = notes.rules.map { rule in
                var rule = rule
                rule.peer = rule.peer.map(end)
                rule.why = standIns.text(rule.why)
                rule.reasons = reasons(rule.reasons)
                return rule
            }
            return result
        }

        private func traffic(_ traffic: DocumentedTraffic) -> DocumentedTraffic {
            var result = traffic
            result.words = words(traffic.words)
            result.entries = traffic.entries.map { DocumentedPeer(end: end($0.end), traffic: $0.traffic, location: $0.location) }
            return result
        }

        func flow(_ flow: DocumentedFlow) -> DocumentedFlow {
            var result = flow
            result.source = end(flow.source)
            result.destination = end(flow.destination)
            result.why = words(flow.why)
            return result
        }

        func table(_ table: UsageTable) -> UsageTable {
            UsageTable(
                title: standIns.text(table.title), group: table.group.map(standIns.text),
                columns: table.columns.map(standIns.text),
                rows: table.rows.map { $0.map(standIns.text) }, location: table.location)
        }

        func decision(_ decision: Decision) -> Decision {
            Decision(
                title: standIns.text(decision.title), choice: words(decision.choice), reasoning: points(decision.reasoning),
                alternative: words(decision.alternative), tradeOff: words(decision.tradeOff), remark: words(decision.remark),
                location: decision.location)
        }

        func step(_ step: WalkthroughStep) -> WalkthroughStep {
            var result = step
            result.title = standIns.text(step.title)
            result.text = words(step.text)
            result.lights = step.lights.map(end)
            result.questions = step.questions.map(question)
            result.shows = step.shows.map { content in
                switch content {
                case .group(let title): .group(standIns.text(title))
                case .table(let title): .table(standIns.text(title))
                case .decision(let title): .decision(standIns.text(title))
                case .environment, .allowedFlows, .deniedFlows, .practices: content
                }
            }
            return result
        }

        private func question(_ text: String) -> String {
            guard let parts = try? QuestionText(parsing: text) else { return "hidden" }
            let typed = TypedEnds(original: analyzer, standIns: standIns)
            func end(_ text: String) -> String {
                let asked = (try? typed.endpoint(text))?.asked ?? "hidden"
                return asked.contains(":") ? "[\(asked)]" : asked
            }
            return "\(end(parts.source)) -> \(end(parts.destination))" + (parts.port.isEmpty ? "" : ":\(parts.port)")
        }
    }
}

/// Finds what people type by its real names, in an inventory that has stand-ins.
public struct TypedEnds: Sendable {
    /// Answers questions about the inventory as it was read.
    private let original: Analyzer
    private let standIns: StandIns

    /// Finds ends of the inventory that `original` is about; what it says of them are stand-ins.
    public init(original: Analyzer, standIns: StandIns) {
        self.original = original
        self.standIns = standIns
    }

    /// The end, with its stand-in as what was asked; what is wrong with a text says nothing of it.
    public func endpoint(_ text: String) throws(QuestionError) -> Endpoint {
        let end: Endpoint
        do { end = try original.resolver.resolve(text) } catch { throw hidden(error) }
        let known = standIns.known(text)
        switch end.kind {
        case .internet: return Endpoint(.internet, asked: end.asked, finding: end.finding, hidesText: true)
        case .group(let group):
            return Endpoint(
                end.kind, asked: known ?? standIns.text(original.inventory[original.inventory[group].id]),
                finding: end.finding, hidesText: true)
        case .interfaces(let interfaces):
            let first = interfaces.first.map { standIns.text(original.inventory[original.inventory[$0].id]) }
            return Endpoint(end.kind, asked: known ?? first ?? "hidden", finding: end.finding, hidesText: true)
        case .network(let network):
            let own = standIns.network(network)
            let isSingle = network.isAddress && !text.contains("/")
            return Endpoint(
                .network(own), asked: isSingle ? own.address.description : own.description, finding: end.finding, hidesText: true)
        case .prefixList(let place):
            return Endpoint(
                end.kind, asked: known ?? standIns.text(original.inventory[original.inventory.prefixLists[place].id]),
                finding: end.finding, hidesText: true)
        }
    }

    /// What is wrong with an end, without what was typed and without names.
    private func hidden(_ error: QuestionError) -> QuestionError {
        switch error {
        case .unknownEnd: .unknownEnd("what was typed", close: [])
        case .ambiguousEnd(_, let candidates): .ambiguousEnd("what was typed", candidates: candidates.map(candidate).sorted())
        case .ambiguousHost(_, let addresses):
            .ambiguousEnd("what was typed", candidates: addresses.map { _ in "hidden" })
        case .badAddress: .unknownEnd("what was typed", close: [])
        default: error
        }
    }

    /// A candidate by the ids and names in it that are known.
    private func candidate(_ text: String) -> String {
        if let end = try? original.resolver.resolve(text), case .group(let group) = end.kind {
            return standIns.text(original.inventory[original.inventory[group].id])
        }
        let bracketed = text.split(separator: "(").last.map { String($0.prefix { $0 != ")" }) }
        return bracketed.flatMap(standIns.known) ?? standIns.known(text) ?? "hidden"
    }
}
