import SecurityGroups

/// The peer of ingress rules and the rules' group, with everything that these rules let in (DESIGN: "edge, matrix row").
public struct Edge: Hashable, Sendable {
    /// Where an edge begins.
    public enum Source: Hashable, Sendable {
        /// 0.0.0.0/0 or ::/0.
        case internet
        /// Another CIDR: its network's node, never the groups inside it.
        case network(IPNetwork)
        /// A group, loaded or only named.
        case group(GroupIndex)
        /// A prefix list, by its place in ``Inventory/prefixLists``.
        case prefixList(Int)
    }

    /// The peer.
    public internal(set) var source: Source
    /// The group that lets it in.
    public internal(set) var target: GroupIndex
    /// What is let in, normalised: no entry lies within another.
    public internal(set) var traffic: [Traffic]
    /// The ingress rules behind it.
    public internal(set) var rules: [RuleIndex]
    /// Whether the peer's own egress lets none of it out: listed, and drawn dotted on demand.
    public internal(set) var isOneSided: Bool

    /// "80, 443", "udp 53", "all"; tcp goes without saying.
    public var label: String { TrafficText.label(traffic) }
}
