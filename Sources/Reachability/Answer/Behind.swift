import CoreModel

/// What of a load balancer's targets is reached from its nodes, health left aside.
///
/// It changes no verdict: the question ends at the listener.
public struct Behind: Sendable {
    /// Allowed where whatever node and target is reached, blocked where none is, depends where some are, or where that depends.
    public let verdict: Verdict
    /// A row for each node and target, in the order of nodes, listeners, rules and targets.
    public let targets: [BehindTarget]
    /// Whether a listener answers by a rule or by default itself: a redirect or a fixed response, which counts as reached.
    public let answersItself: Bool
    /// Whether there are more nodes and targets than were walked.
    public let isCut: Bool
    /// The second connections that are explained, from a node to a target.
    ///
    /// Of targets that are not reached one for each reason, at most 12; where all are, the first. Their ``Answer/way`` has one kind of way,
    /// whose source is the client where the target sees its address; those that fail for certain have their fixes.
    public let legs: [Answer]
    /// What gives nodes without a target in their zone one to send to; none where nothing is lacking so.
    public let crossZones: [NetworkFix]

    /// The targets that are not reached for certain.
    public var unreached: [BehindTarget] { targets.filter { $0.verdict == .blocked } }
}

/// One target behind one node.
public struct BehindTarget: Hashable, Sendable {
    /// The load balancer.
    public let balancer: LoadBalancerIndex
    /// The node.
    public let node: InterfaceIndex
    /// The subnet that the node is in; none where that is not told.
    public let subnet: TextID
    /// The target group's ARN; none of a classic load balancer's instances.
    public let group: TextID
    /// The port that the load balancer listens on.
    public let listener: Int?
    /// Whether connections get there without a rule's condition.
    public let isDefault: Bool
    /// The target: an instance's id, an address, an ARN; none where the node has none to send to.
    public let id: TextID
    /// Its address, where it is told.
    public internal(set) var address: IPAddress?
    /// Its port, where it is told.
    public internal(set) var port: Int?
    /// Its interface, where that is loaded.
    public internal(set) var interface: InterfaceIndex?
    /// Whether it sees the client's address, and not the node's.
    public internal(set) var seesClient = false
    /// AWS's word for its health when the input was read; none where it is not told.
    public internal(set) var health = TextID.none
    /// Whether it is reached.
    public internal(set) var verdict: Verdict
    /// What stops it, or what decides; nil where it is reached.
    public internal(set) var reason: BehindReason?
    /// The place of what explains it in ``Behind/legs``; nil where none does.
    public internal(set) var leg: Int?

    /// The code of what stops it, or of what decides; nil where it is reached.
    public var code: String? { reason?.code }
}
