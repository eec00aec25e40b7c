import CoreModel

/// A packet as it is seen where it is judged.
struct SeenPacket: Sendable {
    /// An end as the other one sees it here.
    struct End: Sendable {
        /// Its address.
        var address: IPAddress
        /// Who it is, where rules that name its groups still match; nil behind a gateway, a NAT gateway or a public address.
        var sender: WayEnd?
    }

    var source: End
    var destination: End
    var points: TrafficSet
    var leg: Stage.Leg

    var version: IPVersion { source.address.version }

    /// The end that is far for whoever filters in a direction: the source of what comes in, the destination of what goes out.
    func far(_ direction: Direction) -> End { direction == .ingress ? source : destination }
}

/// What filters or carries packets, and judges one where it passes with the addresses that are seen there.
protocol StageLayer: Sendable {
    /// Where the layer stands: an interface, the border of a subnet, a table.
    associatedtype Place

    /// What becomes of a packet there; nil where the layer is not looked at, so that it changes no verdict.
    func judge(_ packet: SeenPacket, at place: Place) -> Stage?
}

/// An interface or a subnet, in a direction.
struct Border<Thing: Sendable>: Sendable {
    var thing: Thing
    var direction: Direction
}

extension Stage {
    /// A stage that a packet passes as it is seen there.
    init(
        _ kind: Kind, _ component: TextID, at subnet: TextID = .none, _ packet: SeenPacket, direction: Direction? = nil,
        _ outcome: Outcome, _ reason: Reason
    ) {
        self.init(
            kind: kind, component: component, subnet: subnet, leg: packet.leg, direction: direction,
            source: packet.source.address, destination: packet.destination.address, outcome: outcome, reason: reason)
    }
}
