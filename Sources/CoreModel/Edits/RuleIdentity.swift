/// What makes two rules the same: direction, protocol, ports or ICMP type and code, and the other side; ids and descriptions are not.
///
/// Across two readings of an environment the other side is an ``EndIdentity``. While an inventory is made it is a ``Peer`` of it, with
/// all references to a group as one.
public struct RuleIdentity<Side: Hashable & Sendable>: Hashable, Sendable {
    /// Which way the rule looks.
    public var direction: Direction
    /// What it lets through.
    public var traffic: Traffic
    /// What it names.
    public var peer: Side

    /// Makes one.
    public init(_ direction: Direction, _ traffic: Traffic, _ peer: Side) {
        self.direction = direction
        self.traffic = traffic
        self.peer = peer
    }
}

extension Inventory {
    /// A rule by what is the same in another reading.
    public func identity(of rule: Rule) -> RuleIdentity<EndIdentity> {
        RuleIdentity(rule.direction, rule.traffic, identity(of: rule.peer))
    }
}
