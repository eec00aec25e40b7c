/// Why a target behind a load balancer is not reached, or what decides over that.
public enum BehindReason: Hashable, Sendable {
    /// A stage of the connection to it, with what more is known of it where the connection is explained; none where none decides.
    indirect case stage(Stage?, StageDetail?)
    /// What the load balancer sends to has no target, or no instance.
    case noTarget
    /// The node has no target in its zone, and sends to no other.
    case noTargetInZone(isClassic: Bool)
    /// Whether the node sends to it is open: its zone, or whether zones are crossed.
    case perhapsNotSent(isClassic: Bool)
    /// It is in a zone in which the load balancer has no node.
    case zoneWithoutNode
    /// The listener sends to no target group.
    case noTargetGroup
    /// It gets the client's address, which it does not take.
    case clientAddress
    /// The input lacks what would tell.
    case missing(Missing)

    /// What the input lacks.
    public enum Missing: String, Hashable, Sendable {
        case targets, rules, target, address
    }

    /// AWS's code where it has one; nil without a stage that has one.
    ///
    /// Source: https://docs.aws.amazon.com/vpc/latest/reachability/explanation-codes.html
    public var code: String? {
        switch self {
        case .stage(let stage, let detail): stage?.code(refinedBy: detail)
        case .noTarget: "ELBV2_NO_TARGETS_IN_AZ"
        case .noTargetInZone(let isClassic), .perhapsNotSent(let isClassic):
            isClassic ? "ELB_NOT_CROSSZONE" : "ELBV2_NO_TARGETS_IN_AZ"
        case .zoneWithoutNode: "ELB_INSTALLED_AZ_RESTRICTION"
        case .noTargetGroup: "ELBV2_LISTENER_HAS_NO_TG"
        case .clientAddress: "TARGET_ADDRESS_RESTRICTION"
        case .missing(let missing): "UNKNOWN_RESOURCE:\(missing.rawValue)"
        }
    }
}
