import CoreModel
import FlowLogs
import Reachability

/// Which packets of a conversation ask and which answer.
///
/// In this order: TCP flags; rules that cover it one way round and not the other; ports that look like a service's. Where rules and ports
/// disagree nothing is taken for certain.
struct ConversationRoles {
    /// What is found of a conversation with ports.
    enum Finding {
        /// The port that the log takes for the service's is the service's.
        case asTaken
        /// The other one is.
        case otherWay
        case open
    }

    /// What rules say of a conversation, at all interfaces that saw it.
    private struct Sides {
        var evidence = RoleEvidence.lowerPort
        var otherPorts: ClosedRange<UInt16>?
        /// Some interface's rules cover it as it is taken, and not the other way round.
        var isForward = false
        /// And the reverse.
        var isBackward = false
    }

    /// What rules say of the packets of one way between two ends without ports.
    private struct Way {
        var mayRequest = true
        var mayReply = true
        /// Whether nothing of the other way was let through at an interface that saw it.
        var isAlone = true
    }

    private struct WayKey: Hashable {
        var conversation: Conversation
        var isToServer: Bool
    }

    private struct SeenKey: Hashable {
        var way: WayKey
        var interface: String?
    }

    private var sides: [Conversation: Sides] = [:]
    private var ways: [WayKey: Way] = [:]
    /// The earliest time at which something of a conversation was let through at an interface, by way.
    private var accepted: [SeenKey: Int] = [:]

    init(_ flows: [SeenFlow], _ conversations: [Conversation?], _ coverage: RuleCoverage) {
        for (seen, conversation) in zip(flows, conversations) {
            guard let conversation else { continue }
            if seen.flow.service != nil { note(seen, conversation) }
            guard seen.isAccepted else { continue }
            let key = Self.key(seen, conversation)
            accepted[key] = min(accepted[key] ?? .max, seen.flow.counts.first ?? .min)
        }
        for (seen, conversation) in zip(flows, conversations) where seen.isAccepted {
            guard let conversation else { continue }
            if seen.flow.service == nil {
                noteWay(seen, conversation, coverage)
            } else if sides[conversation]?.evidence != .flags {
                noteSides(seen, conversation, coverage)
            }
        }
    }

    private static func key(_ seen: SeenFlow, _ conversation: Conversation, isOtherWay: Bool = false) -> SeenKey {
        let isToServer = seen.flow.destination == conversation.server
        return SeenKey(
            way: WayKey(conversation: conversation, isToServer: isToServer != isOtherWay), interface: seen.flow.interface)
    }

    private mutating func note(_ seen: SeenFlow, _ conversation: Conversation) {
        var own = sides[conversation] ?? Sides()
        own.evidence = max(own.evidence, seen.flow.counts.evidence)
        if let ports = seen.flow.service?.otherPorts {
            own.otherPorts =
                own.otherPorts.map {
                    min($0.lowerBound, ports.lowerBound)...max($0.upperBound, ports.upperBound)
                } ?? ports
        }
        sides[conversation] = own
    }

    /// What the rules of the interface say of a flow as request and as reply; nil where nothing filters, or that is not told.
    private func outcomes(_ seen: SeenFlow, _ coverage: RuleCoverage) -> (forward: Outcome, backward: Outcome)? {
        guard let interface = seen.interface, let direction = seen.direction, let far = seen.far,
            let service = seen.servicePoints, let other = seen.otherPoints
        else { return nil }
        let asks = seen.isTowardsService == false ? direction.other : direction
        let forward = coverage.covering(service, at: interface, asks, far: far)
        if forward.filter == .noGroups { return nil }
        return (forward.outcome, coverage.covering(other, at: interface, asks.other, far: far).outcome)
    }

    private mutating func noteSides(_ seen: SeenFlow, _ conversation: Conversation, _ coverage: RuleCoverage) {
        guard let (forward, backward) = outcomes(seen, coverage) else { return }
        if forward != .fail, backward == .fail { sides[conversation]?.isForward = true }
        if forward == .fail, backward != .fail { sides[conversation]?.isBackward = true }
    }

    private mutating func noteWay(_ seen: SeenFlow, _ conversation: Conversation, _ coverage: RuleCoverage) {
        let own = Self.key(seen, conversation)
        var way = ways[own.way] ?? Way()
        if accepted[Self.key(seen, conversation, isOtherWay: true)] != nil { way.isAlone = false }
        if let (asRequest, asReply) = outcomes(seen, coverage) {
            if asRequest == .fail { way.mayRequest = false }
            if asReply == .fail { way.mayReply = false }
        }
        ways[own.way] = way
    }

    /// Which of the two ports of a conversation is the service's.
    func finding(_ conversation: Conversation) -> Finding {
        guard let own = sides[conversation], let port = conversation.port else { return .open }
        if own.evidence == .flags || (own.isForward && !own.isBackward) { return .asTaken }
        let isPlain = own.evidence >= .systemPort
        if own.isBackward, !own.isForward { return isPlain ? .open : .otherWay }
        if isPlain { return .asTaken }
        if own.isBackward { return .open }
        let others = own.otherPorts ?? 0...0
        return port < Self.firstChosenPort && others.lowerBound >= Self.firstChosenPort ? .asTaken : .open
    }

    /// What of two ends without ports a flow that was let through is.
    ///
    /// `isWholeTime` says that every record was held against its opposite: what has none answers nothing.
    func role(ofPortless seen: SeenFlow, _ conversation: Conversation, isWholeTime: Bool) -> AttributedFlow.Role {
        guard let way = ways[Self.key(seen, conversation).way] else { return .unknown }
        let mayReply = way.mayReply && !(way.isAlone && isWholeTime)
        if way.mayRequest, !mayReply { return .request }
        return mayReply && !way.mayRequest ? .reply : .unknown
    }

    /// Whether something of a conversation was let through at the interface of a flow, before the flow ended; of one way of it where one is
    /// asked for.
    func wasAccepted(before seen: SeenFlow, _ conversation: Conversation, sameWay: Bool? = nil) -> Bool {
        let keys = [true, false].filter { sameWay == nil || $0 == sameWay }.map {
            Self.key(seen, conversation, isOtherWay: !$0)
        }
        return keys.contains { key in
            guard let first = accepted[key] else { return false }
            return seen.flow.counts.last.map { first <= $0 } ?? true
        }
    }

    /// Linux's systems choose from here on, and Windows' from higher.
    private static let firstChosenPort: UInt16 = 32768
}
