import CoreModel

/// One thing that an event did, as its record tells it.
public enum RecordedAct: Hashable, Sendable {
    /// A rule came.
    case addRule(RecordedRule)
    /// A rule went; by its id alone where traffic and peer are nil.
    case removeRule(RecordedRule)
    /// A rule became this one, which its id names; what it was no record tells.
    case changeRule(RecordedRule)
    /// A rule got another description, and nothing else changed.
    case describeRule(RecordedRule)
    /// A group came, with the egress rule that lets all out.
    case createGroup(EditedGroup)
    /// A group went, with its rules.
    case deleteGroup(String)
    /// Something of a group's rules changed, and the record does not say what.
    case changeSomeRule(group: String)
    /// An interface carries these groups from now on, and no others.
    case carry(interface: String, [String])
    /// An interface came with these groups.
    case createInterface(String, [String])
    /// The first interface of an instance carries these groups from now on, and no others.
    case carryInstance(String, [String])
    /// An interface went; the groups of instances go with theirs.
    case deleteInterface(String)
    /// Another service changed what its interfaces carry: those of this thing, and these groups.
    case carryOther(String, [String])
    /// An entry of an ACL came, or took the place of the one with its number.
    case setEntry(RecordedEntry, replaces: Bool)
    /// An entry of an ACL went.
    case removeEntry(RecordedEntry)
    /// A route came, or took the place of the one to its destination.
    case setRoute(EditedRoute, replaces: Bool)
    /// A route went.
    case removeRoute(table: String, EditedRoute.Destination)
    /// An ACL or a route table came or went, by its id; one that comes has only what AWS puts into it.
    case createTable(String)
    case deleteTable(String)
    /// What an association was of uses this ACL from now on; the association has another id then.
    case useACL(association: String, acl: String, becomes: String?)
    /// A subnet uses this table from now on.
    case useTable(subnet: String, table: String, association: String?)
    /// What comes in by a gateway is routed by this table from now on.
    case useEdgeTable(gateway: String, table: String, association: String?)
    /// What an association was of uses this table from now on; the association has another id then.
    case reuseTable(association: String, table: String, becomes: String?)
    /// What an association was of uses its VPC's main table from now on.
    case leaveTable(association: String)
    /// Entries of a prefix list came and went, nil for one that is not told; where neither is told, any of them may have.
    case changeList(String, added: [IPNetwork?], removed: [IPNetwork?])
    /// An internet gateway or a virtual private gateway was attached to a VPC, or detached from it.
    case attachGateway(String, vpc: String)
    case detachGateway(String, vpc: String)
    /// A gateway or a NAT gateway went, by its id; what it was the record does not tell.
    case deleteGateway(String)
    /// A subnet went; where it was the record does not tell.
    case deleteSubnet(String)
    /// Something else of the network changed that answers rest on and that is not followed.
    case unfollowed
}
