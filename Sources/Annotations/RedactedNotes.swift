import Notes
import Reachability
import CoreModel

/// Notes with stand-ins, to go with an inventory that has them.
///
/// What people wrote may name anything, so all of it is replaced. What notes say of which group, and which flows are documented, stays;
/// but groups are then told apart by their ids alone, so that notes which speak of several environments at once by a pattern (`*-alb-sg`)
/// no longer keep these apart.
public enum RedactedNotes {
    /// Learns every text of the notes.
    public static func learn(_ notes: Notes, into standIns: inout StandIns) {
        var found: [(text: String, kind: StandIns.Kind)] = []
        let texts = NotesTexts { text, kind in
            if let kind { found.append((text, kind)) }
            return text
        }
        _ = texts.replaced(notes)
        for one in found { standIns.learn(one.text, one.kind) }
    }

    /// The notes for an inventory with stand-ins; `original` is as it was read, with its notes, and `analyzer` answers questions about it.
    public static func notes(
        _ notes: Notes, original: Annotations, analyzer: Analyzer, standIns: StandIns
    ) -> Notes {
        let inventory = original.inventory
        var ids: [String: [String]] = [:]
        for place in inventory.groups.indices where !inventory.groups[place].isCopy {
            let id = standIns.text(inventory[inventory.groups[place].id])
            if let own = original.notes(of: GroupIndex(place)) { ids[own.title, default: []].append(id) }
        }
        let typed = TypedEnds(original: analyzer, standIns: standIns)
        var texts = NotesTexts { text, _ in standIns.text(text) }
        texts.network = standIns.network
        texts.question = { question($0, typed) }
        // Notes that fit no group go on fitting none.
        texts.matchers = { group in
            (ids[group.title] ?? ["none"]).map { GroupMatcher(id: $0, location: group.matchers.first?.location) }
        }
        var result = texts.replaced(notes)
        result.file = notes.file.isEmpty ? "" : "notes"
        return result
    }

    private static func question(_ text: String, _ typed: TypedEnds) -> String {
        guard let parts = try? QuestionText(parsing: text) else { return "hidden" }
        func end(_ text: String) -> String {
            let asked = (try? typed.endpoint(text))?.asked ?? "hidden"
            return asked.contains(":") ? "[\(asked)]" : asked
        }
        return QuestionText(
            source: end(parts.source), destination: end(parts.destination), port: parts.port, version: parts.version
        ).text
    }
}

/// Visits every text of notes and puts another in its place.
private struct NotesTexts {
    /// What to put for a text of a kind; without a kind it names something that stands elsewhere.
    let text: (String, StandIns.Kind?) -> String
    var network: (IPNetwork) -> IPNetwork = { $0 }
    var question: (String) -> String = { $0 }
    var matchers: (GroupNotes) -> [GroupMatcher] = { $0.matchers }

    init(_ text: @escaping (String, StandIns.Kind?) -> String) { self.text = text }

    func replaced(_ notes: Notes) -> Notes {
        var result = notes
        let environment = notes.environment
        result.environment = EnvironmentNotes(
            title: words(environment.title), purpose: words(environment.purpose), source: words(environment.source),
            reasons: reasons(environment.reasons))
        result.groups = notes.groups.map(group)
        result.flows = notes.flows.map { flow in
            var flow = flow
            (flow.source, flow.destination, flow.why) = (end(flow.source), end(flow.destination), words(flow.why))
            return flow
        }
        result.tables = notes.tables.map { table in
            UsageTable(
                title: words(table.title), group: table.group.map { text($0, nil) }, columns: table.columns.map(words),
                rows: table.rows.map { $0.map(words) }, location: table.location)
        }
        result.decisions = notes.decisions.map { decision in
            var decision = decision
            (decision.title, decision.choice) = (words(decision.title), words(decision.choice))
            decision.reasoning = points(decision.reasoning)
            (decision.alternative, decision.tradeOff) = (words(decision.alternative), words(decision.tradeOff))
            decision.remark = words(decision.remark)
            return decision
        }
        result.practices = notes.practices.map { Practice(title: words($0.title), text: words($0.text), location: $0.location) }
        result.walkthrough = notes.walkthrough.map(step)
        result.exceptions = notes.exceptions.map { exception in
            var exception = exception
            exception.group = exception.group.map(end)
            exception.peer = exception.peer.map(end)
            exception.component = exception.component.map { text($0, nil) }
            exception.route = exception.route.map(route)
            exception.reason = words(exception.reason)
            return exception
        }
        return result
    }

    private func words(_ text: String) -> String { self.text(text, .words) }

    /// A route's destination: a CIDR, or a list's id.
    private func route(_ text: String) -> String {
        (try? IPNetwork(parsing: text)).map { network($0).description } ?? self.text(text, nil)
    }

    private func words(_ text: String?) -> String? { text.map { words($0) } }

    private func end(_ end: DocumentedEnd) -> DocumentedEnd {
        switch end {
        case .group(let title): .group(text(title, .group))
        case .network(let network): .network(self.network(network))
        case .prefixList(let id): .prefixList(text(id, .id))
        case .any, .internet: end
        }
    }

    private func reasons(_ reasons: [Reason]) -> [Reason] {
        reasons.map { Reason(why: words($0.why), points: points($0.points)) }
    }

    private func points(_ all: [ReasonPoint]) -> [ReasonPoint] {
        all.map { ReasonPoint(lead: words($0.lead), words($0.text), points: points($0.points)) }
    }

    private func group(_ notes: GroupNotes) -> GroupNotes {
        var result = notes
        result.title = text(notes.title, .group)
        result.matchers = matchers(notes)
        (result.protects, result.layer) = (words(notes.protects), words(notes.layer))
        (result.inbound, result.outbound) = (notes.inbound.map(traffic), notes.outbound.map(traffic))
        result.reasons = reasons(notes.reasons)
        result.rules = notes.rules.map { rule in
            var rule = rule
            rule.peer = rule.peer.map(end)
            (rule.why, rule.reasons) = (words(rule.why), reasons(rule.reasons))
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

    private func step(_ step: WalkthroughStep) -> WalkthroughStep {
        var result = step
        (result.title, result.text) = (words(step.title), words(step.text))
        result.lights = step.lights.map(end)
        result.questions = step.questions.map(question)
        result.shows = step.shows.map { content in
            switch content {
            case .group(let title): .group(text(title, nil))
            case .table(let title): .table(text(title, nil))
            case .decision(let title): .decision(text(title, nil))
            case .environment, .allowedFlows, .deniedFlows, .practices: content
            }
        }
        return result
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

    /// The same where changes are tried over what another one was read from: of what these took away that is said.
    public func tried(over read: Analyzer) -> TypedEnds { TypedEnds(original: original.tried(over: read), standIns: standIns) }

    /// The end, with its stand-in as what was asked; what is wrong with a text says nothing of it.
    public func endpoint(_ text: String) throws(QuestionError) -> Endpoint {
        if original.isGone(named: text) { throw .goneEnd(shown(text)) }
        let end: Endpoint
        do { end = try original.resolver.resolve(text) } catch { throw hidden(error) }
        guard case .network(let network) = end.kind else {
            let asked = end.kind == .internet ? end.asked : standIns.known(text) ?? standIn(end.kind)
            return Endpoint(end.kind, asked: asked, finding: end.finding, hidesText: true)
        }
        let own = standIns.network(network)
        let isSingle = network.isAddress && !text.contains("/")
        return Endpoint(
            .network(own), asked: isSingle ? own.address.description : own.description, finding: end.finding, hidesText: true)
    }

    /// What stands for a text that named something.
    private func shown(_ text: String) -> String {
        if let address = try? IPAddress(parsing: text) { return standIns.network(.single(address)).address.description }
        return standIns.known(text) ?? "what was typed"
    }

    /// What stands for the id of what has one.
    private func standIn(_ end: End) -> String { original.inventory.id(of: end).map(standIns.text) ?? "hidden" }

    /// What is wrong with an end, without what was typed and without names.
    private func hidden(_ error: QuestionError) -> QuestionError {
        switch error {
        case .unknownEnd: .unknownEnd("what was typed", close: [])
        case .ambiguousEnd(_, let candidates):
            .ambiguousEnd(
                "what was typed",
                candidates: candidates.map { EndCandidate(standIn($0.end), end: $0.end) }.sorted { $0.name < $1.name })
        case .ambiguousHost(_, let addresses):
            .ambiguousEnd("what was typed", candidates: addresses.map { EndCandidate("hidden", end: .network(.single($0))) })
        case .badAddress: .unknownEnd("what was typed", close: [])
        default: error
        }
    }
}
