import Annotations
import Notes
import Reachability
import CoreModel
import Words

/// A documented flow held against the rules.
public struct FlowFinding: Sendable {
    /// How a documented flow and the rules stand to each other.
    public enum Status: String, Sendable, Hashable, CaseIterable {
        /// The rules do what is documented.
        case holds
        /// The rules do something else.
        case differs
        /// It cannot be said: it depends.
        case depends
        /// An end is nothing that the inventory knows.
        case unknown
    }

    /// The documented flow.
    public var flow: DocumentedFlow
    /// Whether it holds.
    public var status: Status
    /// What the rules do: the verdict of the question that decides; nil where nothing could be asked.
    public var effective: Verdict?
    /// The question that decides, answered: the first that differs, or the first.
    public var answer: Answer?
    /// How many questions it took: a flow with `any`, or over both families, is many.
    public var questions = 0
    /// What else to know: the end that is not here, other ends that differ too, members that carry more groups.
    public var remark: String?
    /// Whether the groups settle it as documented, and only other layers leave it open: told, and no difference.
    public var isLeftOpen = false
    /// Whether an end of what decides is gone with the changes on trial: nothing explains what it comes to but that.
    public var isGone = false
}

/// Holds documented flows against the rules.
///
/// A flow that is documented as allowed holds where every pair of its ends is allowed; one that is documented as denied holds only where
/// all of it, in both families, is blocked. What counts is every layer that the survey looks at.
struct FlowCheck {
    let analyzer: Analyzer
    let annotations: Annotations
    let ends: DocumentedEnds
    let survey: NetworkSurvey
    let isStrict: Bool

    /// Which findings come with an answer.
    enum Explaining { case none, differences, all }

    /// A check of an inventory with its notes, by the layers of `scope`; `isStrict` counts as different what only another layer than groups
    /// leaves open.
    init(
        analyzer: Analyzer, annotations: Annotations, ends: DocumentedEnds, scope: AnswerScope = .groups, isStrict: Bool = false
    ) {
        (self.analyzer, self.annotations, self.ends, self.isStrict) = (analyzer, annotations, ends, isStrict)
        survey = NetworkSurvey(analyzer, scope)
    }

    /// Ends that differ after which no more are looked for.
    private static let enough = 4

    private var inventory: Inventory { annotations.inventory }

    /// The finding of a documented flow, with its answer where that is wanted: it takes far longer than the status.
    func finding(_ flow: DocumentedFlow, explaining: Explaining = .all) -> FlowFinding {
        for end in [flow.source, flow.destination] where ends.meaning(of: end) == .ends([]) {
            return FlowFinding(flow: flow, status: .unknown, remark: "nothing here is called \(end)")
        }
        let wanted: Verdict = flow.isAllowed ? .allowed : .blocked
        var asked = Asked()
        ask(flow) { question in
            asked.count += 1
            if question.source.kind == .internet, asked.typical?.source.kind != .internet { asked.typical = question }
            if asked.typical == nil { asked.typical = question }
            if !flow.isAllowed, cannotPass(question) { return true }
            let verdict = survey.verdict(question)
            if verdict.verdict == wanted { return true }
            if isLeftOpen(question, verdict, wanted) {
                if asked.open == nil { asked.open = question }
                return true
            }
            asked.different.append(question)
            let isWorse = asked.worst.map { self.status(of: $0.question, $0.verdict, flow) == .depends } ?? true
            if isWorse { asked.worst = (question, verdict) }
            return asked.different.count < Self.enough
        }
        guard let shown = asked.worst?.question ?? asked.open ?? asked.typical else {
            return FlowFinding(flow: flow, status: .unknown, remark: "its ends have no addresses of one family")
        }
        let status = asked.worst.map { self.status(of: $0.question, $0.verdict, flow) } ?? .holds
        let isOpen = asked.worst == nil && asked.open != nil
        var scope = survey.scope
        // What would turn it takes searches.
        scope.isFull = status != .holds
        let gone = [shown.source, shown.destination].first { analyzer.isGone($0.kind) }
        let isExplained = gone == nil && (explaining == .all || (explaining == .differences && status != .holds))
        let answer = isExplained ? analyzer.answer(shown, scope) : nil
        let remarks = [
            gone.map { QuestionError.goneEnd(analyzer.describe($0).name).message }, more(asked.different, than: shown),
            isOpen ? Self.leftOpen : answer.flatMap { memberRemark($0, wanted) },
        ].compactMap { $0 }
        return FlowFinding(
            flow: flow, status: status, effective: asked.worst?.verdict.verdict ?? (isOpen ? .depends : wanted),
            answer: answer, questions: asked.count, remark: remarks.isEmpty ? nil : remarks.joined(separator: "; "),
            isLeftOpen: isOpen, isGone: gone != nil)
    }

    private static let leftOpen = "the groups settle it, and only the network leaves it open: no difference without --strict"

    /// Whether the groups settle a question as it is documented, and other layers do not for any of its members say otherwise.
    private func isLeftOpen(_ question: Question, _ verdict: NetworkVerdict, _ wanted: Verdict) -> Bool {
        guard !isStrict, verdict.verdict == .depends, !verdict.isOfGroups, analyzer.verdict(question) == wanted else {
            return false
        }
        return verdict.parts.isSubset(of: [wanted, .depends])
    }

    /// What came of the questions of a flow.
    private struct Asked {
        var count = 0
        var different: [Question] = []
        var worst: (question: Question, verdict: NetworkVerdict)?
        /// The first that only other layers than groups leave open.
        var open: Question?
        /// The question that says most of a flow that holds: the first, for `any` the internet.
        var typical: Question?
    }

    /// Whether a question differs from what is documented for certain: in all of its traffic, or in some.
    private func status(of question: Question, _ verdict: NetworkVerdict, _ flow: DocumentedFlow) -> FlowFinding.Status {
        guard verdict.verdict == .depends else { return .differs }
        if !verdict.isOfGroups { return .depends }
        if !flow.isAllowed { return analyzer.certainTraffic(of: question).isEmpty ? .depends : .differs }
        let asked = question.port.points(question.version)
        return analyzer.possibleTraffic(of: question).isSuperset(of: asked) ? .depends : .differs
    }

    private func more(_ different: [Question], than shown: Question) -> String? {
        let others = different.filter { $0 != shown }
        guard !others.isEmpty else { return nil }
        let names = others.map { question in
            let family = question.version == .v6 ? " over IPv6" : ""
            let names = [question.source, question.destination].map { analyzer.describe($0).name }
            return "\(names[0]) -> \(names[1])\(family)"
        }
        return "so \(different.count == Self.enough ? "does at least" : "does") \(names.joined(separator: ", "))"
    }

    private func memberRemark(_ answer: Answer, _ wanted: Verdict) -> String? {
        let members = answer.members.filter { $0.verdict != wanted }
        guard let first = members.first else { return nil }
        let rest = members.count > 1 ? " and \(members.count - 1) more like it" : ""
        return "\(first.verdict.rawValue) for \(MemberRowText(inventory, annotations.names).who(first))\(rest)"
    }

    // MARK: Questions

    /// Hands over the questions of a flow, one by one until `next` has enough.
    private func ask(_ flow: DocumentedFlow, _ next: (Question) -> Bool) {
        let versions: [IPVersion] = flow.isAllowed ? [.v4] : [.v4, .v6]
        let port = PortQuery(flow.traffic.traffic, asked: flow.traffic.description)
        let sources = endpoints(flow.source)
        let destinations = endpoints(flow.destination)
        func askAll(_ source: Bound, _ destination: Bound) -> Bool {
            families(source.version, destination.version, versions, port).allSatisfy { version in
                guard let question = try? Question(from: source.end, to: destination.end, port: port, version: version),
                    question.version == version
                else { return true }
                return next(question)
            }
        }
        if flow.isAllowed, flow.source != .any, flow.destination != .any {
            for source in sources {
                for destination in companions(of: source, among: destinations) where !askAll(source, destination) { return }
            }
            return
        }
        // Of everybody only those are asked about that some rule may let in.
        var suspects = flow.source == .any && !flow.isAllowed ? FlowSuspects(analyzer) : nil
        for destination in destinations {
            var near = sources
            if let group = destination.group, let found = suspects?.sources(of: group, flow.traffic, survey.looksAtNetwork) {
                near = sources.filter { $0.group == nil } + found.map { Bound(end: Endpoint(.group($0), asked: groupName($0))) }
            }
            for source in near where !askAll(source, destination) { return }
        }
    }

    /// The ends that a flow leads to from one of its sources: what is documented as allowed stays within an environment.
    private func companions(of source: Bound, among destinations: [Bound]) -> [Bound] {
        guard destinations.count > 1, let group = source.group else { return destinations }
        let near = Set(ends.companions(of: group, among: destinations.compactMap(\.group)))
        return destinations.filter { bound in
            guard let group = bound.group else { return true }
            return near.contains(group)
        }
    }

    /// An end with the family that it is bound to.
    private struct Bound {
        var end: Endpoint
        var version: IPVersion?

        var group: GroupIndex? { end.kind.group }
    }

    private func endpoints(_ end: DocumentedEnd) -> [Bound] {
        let asked = end.description
        switch ends.meaning(of: end) {
        case .any:
            let outside = IPVersion.allCases.map { Bound(end: Endpoint(.internet, asked: "internet"), version: $0) }
            // Who is gone is nobody any more.
            let groups = inventory.loadedGroups.filter { !analyzer.isGone(.group($0)) }
            return outside + groups.map { Bound(end: Endpoint(.group($0), asked: groupName($0))) }
        case .ends(let found):
            return found.map { found in
                // ::/0 is the internet of one family.
                let version = end.network?.version ?? inventory.version(of: found)
                return Bound(end: Endpoint(found, asked: found.group.map(groupName) ?? asked), version: version)
            }
        }
    }

    private func families(
        _ source: IPVersion?, _ destination: IPVersion?, _ usual: [IPVersion], _ port: PortQuery
    ) -> [IPVersion] {
        if port.ipProtocol == .icmpv6 { return source == .v4 || destination == .v4 ? [] : [.v6] }
        if port.ipProtocol == .icmp { return source == .v6 || destination == .v6 ? [] : [.v4] }
        switch (source, destination) {
        case (nil, nil): return usual
        case (let version?, nil), (nil, let version?): return [version]
        case (let one?, let other?): return one == other ? [one] : []
        }
    }

    private func groupName(_ group: GroupIndex) -> String { annotations.names.name(of: group) }

    /// Whether no rule of what the destination's members carry can let a flow in: none covers a member of the source, and none names
    /// a network or a list.
    ///
    /// A shortcut for flows with `any`, where most questions are of this kind; the engine would say blocked.
    private func cannotPass(_ question: Question) -> Bool {
        guard let target = question.destination.kind.group else { return false }
        let asked = question.port.points(question.version)
        return analyzer.sharingMembers(with: target).allSatisfy { carried in
            guard inventory[carried].knowledge(.ingress) == .complete else { return false }
            return inventory.rules(of: carried, .ingress).allSatisfy { place in
                let rule = inventory[place]
                guard asked.intersects(TrafficSet(rule.traffic.points)) else { return true }
                guard inventory.reference(of: rule.peer) != nil else { return false }
                guard let source = question.source.kind.group else { return question.source.kind == .internet }
                return !analyzer.groups(coveredBy: place).contains(source)
            }
        }
    }
}
