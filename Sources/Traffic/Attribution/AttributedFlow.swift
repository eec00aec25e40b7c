import CoreModel
import FlowLogs
import Reachability

/// A flow of a log held against the rules of the interface that saw it.
public struct AttributedFlow: Hashable, Sendable {
    /// What its packets are to their connection.
    public enum Role: String, Hashable, Sendable, CaseIterable {
        /// They ask: rules judge them.
        case request
        /// They answer, and pass whatever the rules say.
        case reply
        /// They come after the connection is closed, or its tracking ended.
        case late
        /// Nothing tells it; they use no rule for certain.
        case unknown
    }

    /// The flow as the log has it.
    public let flow: LoggedFlow
    /// The interface that saw it; nil where the inventory has none of its id.
    public let interface: InterfaceIndex?
    /// Which way the interface saw it; nil where neither the log nor the interface's addresses tell.
    public let direction: Direction?
    /// What it is to its connection.
    public let role: Role
    /// The port of the service, as rules see it; nil where there is none, or it is not told which of two it is.
    public let port: UInt16?
    /// Of a request, every rule of the interface that lets it through, ascending; of one that was rejected, those that would have let it
    /// through: something else rejected it.
    public let rules: [RuleIndex]
    /// Rules of which one may have let it through as well, or of a flow whose role is not known: unlisted facts, or types of ICMP, decide.
    public let perhaps: [RuleIndex]
    /// Whether nothing filters at the interface: it carries no group.
    public let isUnfiltered: Bool
    /// Why it was rejected; nil where it was let through.
    public let reason: RejectReason?
    /// The network ACL that rejected it, or may have; nil where none did.
    public let acl: ACLDecision?
    /// What of the inventory says otherwise than the log; nil where they agree, or it is not known.
    public let contradiction: Contradiction?

    /// Who is at the far end, as rules see it; nil where the direction or the address is not told.
    public var far: IPAddress? { direction.flatMap { $0 == .ingress ? flow.source : flow.destination } }

    /// Who opened the connection, and to whom; nil where the role is not known, or an address is not told.
    public var opening: (source: IPAddress, destination: IPAddress)? {
        guard let source = flow.source, let destination = flow.destination else { return nil }
        switch role {
        case .request: return (source, destination)
        case .reply, .late: return flow.service?.side == .destination ? (source, destination) : (destination, source)
        case .unknown: return nil
        }
    }
}

/// Why packets were rejected.
public enum RejectReason: String, Hashable, Sendable, CaseIterable {
    case groupIngress = "sg-ingress"
    case groupEgress = "sg-egress"
    case aclIngress = "nacl-ingress"
    case aclEgress = "nacl-egress"
    /// VPC Block Public Access.
    case publicAccess = "bpa"
    /// VPC encryption controls.
    case encryption = "ec"
    /// After the connection was closed.
    case late
    case unknown

    static func group(_ direction: Direction) -> RejectReason { direction == .ingress ? .groupIngress : .groupEgress }
    static func acl(_ direction: Direction) -> RejectReason { direction == .ingress ? .aclIngress : .aclEgress }

    /// Whether a network ACL rejected them.
    public var isACL: Bool { self == .aclIngress || self == .aclEgress }

    /// Whether a security group of the interface rejected them.
    public var isGroup: Bool { self == .groupIngress || self == .groupEgress }
}

/// What of the inventory says otherwise than a log: the record is older than a change, or newer.
public enum Contradiction: Hashable, Sendable {
    /// It was let through, and no rule lets it through now.
    case noRule
    /// It was let through, and the network ACL denies it now.
    case aclDenies
    /// It came to the interface, and something before it lets nothing come now.
    case stopped(Stage)
    /// It was rejected, and both groups and network ACLs let it through now.
    case nothingRejects
}
