import CoreModel
import FlowLogs
import Reachability

/// Flows of a log held against the rules of an inventory.
///
/// A record proves what happened at one interface, on its side. Complexity: a few look-ups for each flow; rules, entries and ways are looked
/// at once for flows whose ends they do not tell apart.
public struct Attribution: Sendable {
    /// Each flow of the log, in its order.
    public let flows: [AttributedFlow]

    /// Holds a log against an analyzer's inventory.
    public init(_ log: FlowLogSet, _ analyzer: Analyzer) {
        var run = AttributionRun(log, analyzer)
        flows = run.flows()
    }
}

/// One attribution, with what it remembers.
private struct AttributionRun {
    let log: FlowLogSet
    let inventory: Inventory
    let coverage: RuleCoverage
    let stops: PacketStops
    var acls: ACLDecisions
    let seen: [SeenFlow]
    let conversations: [Conversation?]
    let roles: ConversationRoles

    init(_ log: FlowLogSet, _ analyzer: Analyzer) {
        self.log = log
        inventory = analyzer.inventory
        let inventory = analyzer.inventory
        (coverage, stops, acls) = (RuleCoverage(analyzer), PacketStops(analyzer), ACLDecisions(analyzer))
        let places = Dictionary(
            inventory.interfaces.enumerated().map { (inventory[$1.id], InterfaceIndex($0)) },
            uniquingKeysWith: { first, _ in first })
        seen = log.flows.map { flow in SeenFlow(flow, flow.interface.flatMap { places[$0] }, inventory) }
        conversations = log.flows.map(Conversation.init)
        roles = ConversationRoles(seen, conversations, coverage)
    }

    mutating func flows() -> [AttributedFlow] {
        seen.indices.map { place in
            var facts = Facts(seen[place], conversations[place])
            judge(&facts)
            return facts.attributed
        }
    }

    /// What is found of one flow.
    private struct Facts {
        let seen: SeenFlow
        let conversation: Conversation?
        var role = AttributedFlow.Role.unknown
        var port: UInt16?
        /// The points that rules judge it by as a request.
        var points: ClosedRange<UInt32>?
        var rules: [RuleIndex] = []
        var perhaps: [RuleIndex] = []
        var isUnfiltered = false
        var reason: RejectReason?
        var acl: ACLDecision?
        var contradiction: Contradiction?

        init(_ seen: SeenFlow, _ conversation: Conversation?) {
            (self.seen, self.conversation) = (seen, conversation)
            if !seen.isAccepted { reason = .unknown }
        }

        var attributed: AttributedFlow {
            AttributedFlow(
                flow: seen.flow, interface: seen.interface, direction: seen.direction, role: role, port: port, rules: rules,
                perhaps: perhaps, isUnfiltered: isUnfiltered, reason: reason, acl: acl, contradiction: contradiction)
        }
    }

    private mutating func judge(_ facts: inout Facts) {
        takeRole(&facts)
        if let told = told(facts.seen.flow.rejectReason), facts.reason != nil {
            facts.reason = told
            return
        }
        guard let interface = facts.seen.interface else { return }
        guard facts.seen.direction != nil else {
            if facts.seen.isAccepted { takeCandidates(&facts, interface, Direction.allCases) }
            return
        }
        if facts.seen.isAccepted { judgeAccepted(&facts, interface) } else { judgeRejected(&facts, interface) }
    }

    private func told(_ reason: String?) -> RejectReason? {
        switch reason?.uppercased() {
        case "BPA": .publicAccess
        case "EC": .encryption
        default: nil
        }
    }

    // MARK: Roles

    private func takeRole(_ facts: inout Facts) {
        let seen = facts.seen
        guard let conversation = facts.conversation else { return }
        guard let service = seen.flow.service else {
            facts.points = seen.servicePoints
            if seen.isAccepted {
                facts.role = roles.role(ofPortless: seen, conversation, isWholeTime: log.pairing == .all)
            }
            return
        }
        switch roles.finding(conversation) {
        case .asTaken:
            facts.role = service.side == .destination ? .request : .reply
            (facts.port, facts.points) = (service.port, seen.servicePoints)
        case .otherWay:
            guard let others = service.otherPorts, others.count == 1 else { break }
            facts.role = service.side == .destination ? .reply : .request
            (facts.port, facts.points) = (others.lowerBound, seen.otherPoints)
        case .open: facts.points = seen.addressedPoints
        }
    }

    // MARK: What was let through

    private mutating func judgeAccepted(_ facts: inout Facts, _ interface: InterfaceIndex) {
        guard let direction = facts.seen.direction, let far = facts.seen.far else { return }
        switch facts.role {
        case .request:
            guard let points = facts.points else { return }
            let covering = coverage.covering(points, at: interface, direction, far: far)
            facts.isUnfiltered = covering.filter != .rules
            (facts.rules, facts.perhaps) = (covering.certain, covering.perhaps)
            if covering.certain.isEmpty, covering.perhaps.count == 1, !covering.mayHaveMore {
                // Something let it through, and nothing else can have.
                (facts.rules, facts.perhaps) = (covering.perhaps, [])
            }
            facts.contradiction =
                covering.outcome == .fail
                ? .noRule
                : deniedNow(&facts, interface, direction, far, points)
                    ?? stopped(facts, interface, direction, points)
        case .reply, .late:
            if let points = facts.seen.addressedPoints {
                facts.contradiction = deniedNow(&facts, interface, direction, far, points)
            }
        case .unknown: takeCandidates(&facts, interface, [direction])
        }
    }

    private mutating func deniedNow(
        _ facts: inout Facts, _ interface: InterfaceIndex, _ direction: Direction, _ far: IPAddress, _ points: ClosedRange<UInt32>
    ) -> Contradiction? {
        guard let decision = acls.decision(at: inventory[interface], direction, far: far, points), decision.outcome == .fail
        else {
            return nil
        }
        facts.acl = decision
        return .aclDenies
    }

    private func stopped(
        _ facts: Facts, _ interface: InterfaceIndex, _ direction: Direction, _ points: ClosedRange<UInt32>
    ) -> Contradiction? {
        guard direction == .ingress, let source = facts.seen.flow.source, let destination = facts.seen.flow.destination else {
            return nil
        }
        return stops.stop(from: source, to: destination, at: interface, points).map(Contradiction.stopped)
    }

    /// Rules that a flow of unknown role may have used, as a request in some directions.
    private func takeCandidates(_ facts: inout Facts, _ interface: InterfaceIndex, _ directions: [Direction]) {
        guard let points = facts.seen.addressedPoints else { return }
        facts.perhaps = directions.flatMap { direction -> [RuleIndex] in
            guard let far = facts.seen.far(direction) else { return [] }
            let covering = coverage.covering(points, at: interface, direction, far: far)
            return (covering.certain + covering.perhaps).sorted()
        }
    }

    // MARK: What was rejected

    private mutating func judgeRejected(_ facts: inout Facts, _ interface: InterfaceIndex) {
        guard let direction = facts.seen.direction, let far = facts.seen.far, let points = facts.points,
            let addressed = facts.seen.addressedPoints, let conversation = facts.conversation
        else { return }
        let acl = acls.decision(at: inventory[interface], direction, far: far, facts.role == .request ? points : addressed)
        if facts.seen.flow.service == nil {
            judgePortless(&facts, interface, acl, direction, far, points, conversation)
            return
        }
        switch facts.role {
        case .request: judgeRequest(&facts, interface, acl, direction, far, points)
        case .reply: judgeReply(&facts, interface, acl, direction, far, points, conversation)
        case .late, .unknown:
            // Whichever it was, nothing but the list rejects it where the groups are asked after it.
            if direction == .ingress, acl?.rejects == true { (facts.reason, facts.acl) = (.acl(direction), acl) }
        }
    }

    private func judgeRequest(
        _ facts: inout Facts, _ interface: InterfaceIndex, _ acl: ACLDecision?, _ direction: Direction, _ far: IPAddress,
        _ points: ClosedRange<UInt32>
    ) {
        let covering = coverage.covering(points, at: interface, direction, far: far)
        facts.isUnfiltered = covering.filter != .rules
        // What comes in meets the list first, what goes out the groups.
        let isDenied = acl?.rejects ?? false
        if isDenied, direction == .ingress || covering.outcome != .fail {
            if covering.outcome == .depends, direction == .egress { return }
            (facts.reason, facts.acl, facts.rules) = (.acl(direction), acl, covering.certain)
            return
        }
        if covering.outcome == .fail {
            facts.reason = .group(direction)
            return
        }
        guard covering.outcome == .pass else { return }
        facts.rules = covering.certain
        if let acl, acl.outcome == .depends {
            // The groups let it through: what is left is the list, or that it came too late.
            if facts.seen.hasOpening == true { (facts.reason, facts.acl) = (.acl(direction), acl) }
            return
        }
        guard let conversation = facts.conversation else { return }
        switch facts.seen.hasOpening {
        case false?: (facts.role, facts.reason) = (.late, .late)
        case nil where roles.wasAccepted(before: facts.seen, conversation, sameWay: true): break
        case true?, nil: facts.contradiction = .nothingRejects
        }
    }

    private func judgeReply(
        _ facts: inout Facts, _ interface: InterfaceIndex, _ acl: ACLDecision?, _ direction: Direction, _ far: IPAddress,
        _ points: ClosedRange<UInt32>, _ conversation: Conversation
    ) {
        if acl?.rejects == true || (acl?.outcome == .depends && facts.seen.hasAnswering) {
            (facts.reason, facts.acl) = (.acl(direction), acl)
            return
        }
        guard acl.map({ $0.outcome == .pass }) ?? true else { return }
        let isKnown = roles.wasAccepted(before: facts.seen, conversation)
        if facts.seen.hasAnswering {
            // What answers a request that was let through is no late packet; without one it answers nobody here.
            if isKnown { facts.contradiction = .nothingRejects }
            return
        }
        let asked = coverage.covering(points, at: interface, direction.other, far: far).outcome
        if isKnown || (facts.seen.hasOpening == false && asked == .pass) {
            (facts.role, facts.reason) = (.late, .late)
        } else {
            facts.role = .unknown
        }
    }

    private func judgePortless(
        _ facts: inout Facts, _ interface: InterfaceIndex, _ acl: ACLDecision?, _ direction: Direction, _ far: IPAddress,
        _ points: ClosedRange<UInt32>, _ conversation: Conversation
    ) {
        // What the other way let through answers this, unless nothing of this way got through: then this answers that.
        let isAnswer =
            roles.wasAccepted(before: facts.seen, conversation, sameWay: false)
            && !roles.wasAccepted(before: facts.seen, conversation, sameWay: true)
        let covering = coverage.covering(points, at: interface, direction, far: far)
        facts.isUnfiltered = covering.filter != .rules
        switch acl?.outcome {
        case .fail?:
            if isAnswer {
                (facts.role, facts.reason, facts.acl) = (.reply, .acl(direction), acl)
            } else if direction == .ingress || covering.outcome == .pass {
                (facts.role, facts.reason, facts.acl, facts.rules) = (.request, .acl(direction), acl, covering.certain)
            } else if covering.outcome == .fail {
                (facts.role, facts.reason) = (.request, .group(direction))
            }
        case .depends?: break
        case .pass?, nil:
            // An answer would have been let through.
            if covering.outcome == .fail { (facts.role, facts.reason) = (.request, .group(direction)) }
            if covering.outcome == .pass { (facts.role, facts.contradiction) = (.request, .nothingRejects) }
        }
    }
}
