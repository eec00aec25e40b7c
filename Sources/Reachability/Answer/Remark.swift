import CoreModel

/// What else to know of an answer.
public enum Remark: Hashable, Sendable {
    /// Groups are stateful.
    case repliesAreLetBack
    /// How the end of a side was found.
    case found(Direction)
    /// Of resolvers only the VPC's own is not filtered.
    case otherResolversAreFiltered
    /// By the own rules of the group at an end alone the verdict is another.
    case ownRules(of: GroupIndex, Direction, Verdict)
    /// None of a group's interfaces, so many, has an address of a family that its rules name.
    case lackFamily(GroupIndex, IPVersion, interfaces: Int)
    /// The input may not list every member of the group at an end.
    case unlistedMembers(Direction)
    /// Where the end of a side is, was taken for granted.
    case assumed(Direction, Lack, Assumption)
    /// The ends are in these two VPCs.
    case twoVpcs(TextID, TextID)
    /// EC2 blocks outbound mail.
    case mailIsBlocked
    /// An end was asked by a public address.
    case askedByPublicAddress
    /// What was looked at, and what the input has beside it.
    case lookedAt
    /// The way passes what a template's VPC comes with, which no input has: its main route table, its default network ACL.
    case assumedNetwork(table: Bool, acl: Bool)
    /// What groups and the network block, they drop.
    case expectTimeout
    /// The same where only the answer is dropped.
    case packetArrives
    /// Connections that are tracked outlive a rule.
    case trackedConnections
    /// What else may be in the way, of these subnets.
    case stillFailing(subnets: [TextID])
    /// The answer comes back over another thing than the one that the packet went over; both are stateless.
    case answersElsewhere(there: TextID, back: TextID)
    /// An answer to a NAT gateway comes back over a peering connection without a route.
    case returnsToSender(nat: TextID, peering: TextID)
    /// Nothing joins two VPCs, and everything that could is listed.
    ///
    /// Source: https://docs.aws.amazon.com/vpc/latest/reachability/explanation-codes.html (DISCONNECTED_VPCS)
    case disconnected(TextID, TextID)
    /// The policy of an endpoint decides over each request; whether it lets less through than everything, nil where that is not told.
    case endpointPolicy(TextID, restricts: Bool?)
    /// What is behind an endpoint is its provider's, and not in the input.
    case providerSide(ofEndpoint: TextID)
    /// Interfaces of this endpoint answer no ping.
    case noPing(endpoint: TextID)
    /// An attachment through which an appliance is reached may send the two directions of a connection through different zones.
    ///
    /// Source: https://docs.aws.amazon.com/vpc/latest/reachability/explanation-codes.html (TGW_ATTACH_VPC_AZ_RESTRICTION)
    case noApplianceMode(attachment: TextID, of: TextID)
    /// The client's port was named; the verdict for whatever port it may open connections from.
    case clientPort(Int, otherwise: Verdict)
    /// What would do instead of the rules that are given.
    case instead(NetworkFix)
    /// By conditions of its rules a load balancer sends to one of these target groups, the default ones first.
    case severalTargetGroups(LoadBalancerIndex, [TextID])
    /// Of a load balancer's listeners the default actions are told, and not whether there are rules beside them.
    case untoldRules(LoadBalancerIndex)
    /// A target group may have more targets than the input tells.
    case untoldTargets(group: TextID)
    /// So many of all targets were not healthy when the input was read, which changes no verdict.
    ///
    /// Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-troubleshooting.html: where none is, all
    /// get connections.
    case unhealthy(Int, of: Int)
    /// What targets see of the client: its own address, which their groups and ACLs have to let in.
    case seenAsItself(LoadBalancerIndex)
    /// A load balancer opens no connection to the destination: it is none of its targets on that port.
    case noTarget(of: LoadBalancerIndex)

    /// What is not loaded of an end.
    public enum Lack: Hashable, Sendable {
        /// Addresses of its interfaces.
        case addresses
        /// An interface of it.
        case interface
        /// A member beside those that the input lists.
        case member
    }
}
