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
