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
    /// The same as points, without what no family that both ends have carries.
    public internal(set) var possible = TrafficSet()
    /// What of it every member of the peer may send, where some may send more.
    public internal(set) var everyTraffic: [Traffic] = []
    /// What of it only some of the peer's members may send, by other groups that they carry.
    public internal(set) var memberTraffic: [Traffic] = []
    /// Those members; none where all may send all of it.
    public internal(set) var members: [InterfaceIndex] = []
    /// What of it passes for certain, from every member of the peer to every member of the group.
    public internal(set) var certain = TrafficSet()
    /// The ingress rules behind it.
    public internal(set) var rules: [RuleIndex]
    /// Whether no member of the peer may send any of it: listed, and drawn dotted on demand.
    public internal(set) var isOneSided: Bool

    /// "80, 443", "udp 53", "all"; tcp goes without saying.
    public var label: String { TrafficText.label(traffic) }
    /// The part that every member may send, and the part that only ``members`` may.
    public var parts: (every: [Traffic], some: [Traffic]) {
        memberTraffic.isEmpty ? (traffic, []) : (everyTraffic, memberTraffic)
    }
}
