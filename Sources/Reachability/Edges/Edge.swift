import CoreModel

/// The peer of ingress rules and the rules' group, with everything that these rules let in.
///
/// A whole map may have a million, so it is 32 bytes.
public struct Edge: Hashable, Sendable {
    /// The peer in 8 bytes; ``source`` unpacks it.
    public let packed: PackedEnd
    /// The number of the group that lets it in; the first bit says that it is one-sided.
    @usableFromInline let place: UInt32
    /// The first ingress rule behind it.
    public let rule: RuleIndex
    /// What is let in, normalised: no entry lies within another.
    public internal(set) var traffic: [Traffic]
    /// What is not so for most edges: at most one, so that a million of the others stay small.
    var particulars: [Particulars] = []

    /// What sets an edge apart from one of a single rule of which all passes, from every member, for certain.
    struct Particulars: Hashable, Sendable {
        /// The rules but the first.
        var more: [RuleIndex] = []
        /// What does not pass for certain from every member of the peer to every member of the group.
        var uncertain = TrafficSet()
        /// The points of what passes, where no family that both ends have carries the rest; nil where all passes.
        var carried: TrafficSet?
        /// What every member may send, and what only some may; where members differ.
        var every: [Traffic] = []
        var some: [Traffic] = []
        var members: [InterfaceIndex] = []
    }

    init(
        source: End, target: GroupIndex, traffic: [Traffic], rule: RuleIndex, isOneSided: Bool, more: [RuleIndex] = []
    ) {
        packed = PackedEnd(source)
        place = target.number | (isOneSided ? Self.oneSided : 0)
        self.rule = rule
        self.traffic = traffic
        if !more.isEmpty { particulars = [Particulars(more: more)] }
    }

    @usableFromInline static var oneSided: UInt32 { 1 << 31 }

    /// The group that lets it in.
    @inlinable public var target: GroupIndex { GroupIndex(Int(place & ~Self.oneSided)) }

    /// Whether no member of the peer may send any of it: listed, and drawn dotted on demand.
    @inlinable public var isOneSided: Bool { place & Self.oneSided != 0 }

    /// The peer; a CIDR is its network's node, never the groups inside it.
    @inlinable public var source: End { packed.end }

    /// The other rules; most edges have none.
    public var more: [RuleIndex] { particulars.first?.more ?? [] }

    /// The ingress rules behind it; put together when they are asked for.
    public var rules: [RuleIndex] { [rule] + more }

    /// Whether it is one rule of which all passes, from every member and for certain, as most edges are.
    public var isWhole: Bool { particulars.isEmpty && !isOneSided && traffic.count == 1 }

    /// The members that may send what others may not, by other groups that they carry; none where all may send all of it.
    public var members: [InterfaceIndex] { particulars.first?.members ?? [] }
    /// The part that every member may send, and the part that only ``members`` may.
    public var parts: (every: [Traffic], some: [Traffic]) {
        guard let own = particulars.first, !own.some.isEmpty else { return (traffic, []) }
        return (own.every, own.some)
    }

    /// Whether there is a part that every member may send, and one that only ``members`` may; costs nothing.
    public var hasParts: (every: Bool, some: Bool) {
        guard let own = particulars.first, !own.some.isEmpty else { return (!traffic.isEmpty, false) }
        return (!own.every.isEmpty, true)
    }

    /// Whether some of a rule's traffic passes.
    public func carries(_ traffic: Traffic) -> Bool { particulars.first?.carried?.intersects(traffic.points) ?? true }

    /// Whether some traffic passes for certain wherever it passes at all, from every member to every member.
    public func isCertain(_ traffic: [Traffic]) -> Bool {
        particulars.isEmpty || !traffic.contains { particulars[0].uncertain.intersects($0.points) }
    }

    /// How many flows it is at the most: each rule's own, protocols apart, from every member or from some alone.
    ///
    /// Rules for one protocol are a flow each; those for every protocol all let the same through, a flow a protocol.
    fileprivate var mostFlows: Int {
        guard let own = particulars.first, !own.some.isEmpty else { return more.count + Self.protocols(traffic) }
        return 2 * more.count + Self.protocols(own.every) + Self.protocols(own.some)
    }

    /// How many protocols some traffic is of; traffic of one protocol stands together.
    private static func protocols(_ traffic: [Traffic]) -> Int {
        guard traffic.count > 1 else { return traffic.count }
        return 1 + zip(traffic, traffic.dropFirst()).count { $0.ipProtocol != $1.ipProtocol }
    }
}

extension Array where Element == Edge {
    /// ``Edge/hasParts`` of the edge at a place, which is not copied for it.
    public func hasParts(at place: Int) -> (every: Bool, some: Bool) { self[place].hasParts }

    /// ``Edge/parts`` of the edge at a place, which is not copied for it.
    public func parts(at place: Int) -> (every: [Traffic], some: [Traffic]) { self[place].parts }

    /// How many flows pass at the most, each rule's and each protocol's apart: room for as many is enough, and mostly not too much.
    ///
    /// Complexity: a look at each edge; nothing is made for it.
    public var mostFlows: Int {
        var count = 0
        for place in indices where !self[place].isOneSided { count += self[place].mostFlows }
        return count
    }
}
