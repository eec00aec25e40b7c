import CoreModel

/// A rule of a group as a record tells it; what the record leaves out is nil.
public struct RecordedRule: Hashable, Sendable {
    /// `sgr-...`.
    public var id: String?
    /// The id of its group; of an old record the group's name.
    public var group: String
    /// Which way it looks; a record of a changed rule does not say.
    public var direction: Direction?
    /// What it lets through.
    public var traffic: Traffic?
    /// What it names.
    public var peer: EndIdentity?
    /// What its author wrote; empty where nobody wrote anything.
    public var description: String?

    /// Makes one.
    public init(
        id: String? = nil, group: String, _ direction: Direction?, _ traffic: Traffic? = nil, _ peer: EndIdentity? = nil,
        description: String? = nil
    ) {
        (self.id, self.group, self.direction) = (id, group, direction)
        (self.traffic, self.peer, self.description) = (traffic, peer, description)
    }

    /// What it is, where all of that is told.
    public var identity: RuleIdentity<EndIdentity>? {
        guard let direction, let traffic, let peer else { return nil }
        return RuleIdentity(direction, traffic, peer)
    }

    /// It as edits tell rules, where all of it but the description is told.
    public var edited: EditedRule? {
        identity.map { EditedRule(group: group, $0, description: description ?? "") }
    }
}

/// An entry of a network ACL as a record tells it; what the record leaves out is nil.
public struct RecordedEntry: Hashable, Sendable {
    /// The id of its ACL.
    public var acl: String
    /// Which way it looks.
    public var direction: Direction
    /// Its number.
    public var number: Int
    /// What becomes of the packets.
    public var action: NetworkACLEntry.Action?
    /// The protocol, with the ports or the ICMP type and code.
    public var traffic: Traffic?
    /// The far addresses.
    public var network: IPNetwork?

    /// Makes one.
    public init(
        acl: String, _ direction: Direction, _ number: Int, _ action: NetworkACLEntry.Action? = nil,
        _ traffic: Traffic? = nil, _ network: IPNetwork? = nil
    ) {
        (self.acl, self.direction, self.number) = (acl, direction, number)
        (self.action, self.traffic, self.network) = (action, traffic, network)
    }

    /// It as edits tell entries, where all of it is told.
    public var edited: EditedEntry? {
        guard let action, let traffic, let network else { return nil }
        return EditedEntry(acl: acl, direction, number, action, traffic, network)
    }
}
