import CoreModel

/// What would have stopped packets before they came to the interface that saw them.
///
/// Ways between ends that routes and network ACLs do not tell apart are walked once. A class, since it remembers them; of one thread.
public final class PacketStops {
    private struct Key: Hashable {
        var source: Place
        var interface: InterfaceIndex
        var points: ClosedRange<UInt32>
    }

    /// A source, or one of those that are alike.
    private enum Place: Hashable {
        case interface(InterfaceIndex, IPAddress)
        case outside(AddressStretch)
    }

    private let analyzer: Analyzer
    private var found: [Key: Stage?] = [:]
    /// What routes and network ACLs tell apart, by the VPC.
    private var stretches: [TextID: AddressStretches] = [:]

    /// One over an analyzer's inventory.
    public init(_ analyzer: Analyzer) { self.analyzer = analyzer }

    /// What stops packets of some traffic for certain before they are seen at an interface that they are addressed to; nil where nothing
    /// does, nothing is known to, or the sender cannot be placed.
    ///
    /// `points` are of one protocol. What the interface's own groups and its subnet's ACL do is no part of it.
    public func stop(
        from source: IPAddress, to destination: IPAddress, at interface: InterfaceIndex, _ points: ClosedRange<UInt32>
    ) -> Stage? {
        let walker = analyzer.walker.value
        guard analyzer.mayLookAtNetwork || !analyzer.index.privateHolders(in: source.bits...source.bits, source.version).isEmpty,
            analyzer.inventory[interface].hasPrivateAddress(destination),
            let (end, place) = end(source, walker, analyzer.inventory[interface].vpc)
        else { return nil }
        let key = Key(source: place, interface: interface, points: points)
        if let known = found[key] { return known }
        let stops = WayTraffic.pieces(TrafficSet(points)).map { piece -> Stage? in
            let way = walker.way(from: end, to: .interface(interface, destination), piece, isOneWay: true)
            return way.stages.first { stage in
                stage.leg == .packet && stage.outcome == .fail && !isOwn(stage, interface)
            }
        }
        // What is let through of one type or code of ICMP may have been that one.
        let stop = stops.contains(nil) ? nil : stops.first ?? nil
        found[key] = stop
        return stop
    }

    private func isOwn(_ stage: Stage, _ interface: InterfaceIndex) -> Bool {
        guard stage.direction == .ingress else { return false }
        let own = analyzer.inventory[interface]
        return stage.component == own.id || (stage.kind == .acl && stage.subnet == own.subnet)
    }

    /// Where a source stands; nil where several interfaces may have its address, or where it may be one that no input lists.
    private func end(_ address: IPAddress, _ walker: Walker, _ vpc: TextID) -> (WayEnd, Place)? {
        let holders = analyzer.index.privateHolders(in: address.bits...address.bits, address.version)
        if holders.count == 1 { return (.interface(holders[0].interface, address), .interface(holders[0].interface, address)) }
        guard analyzer.index.isOutside(address) else { return nil }
        let own = stretches[vpc] ?? AddressStretches { walker.cuts($0)[vpc] ?? [] }
        stretches[vpc] = own
        return (.outside(address), .outside(own.stretch(of: address)))
    }
}
