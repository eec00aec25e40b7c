import CoreModel

/// Finds the entry of a network ACL that came closest to letting a packet through, where none matches it.
struct EntryMisses {
    let topology: Topology

    /// The allowing entry that fails on the fewest fields, of several the one with the lowest number; nil where an entry denies it, or where
    /// there is none to name.
    func nearest(_ stage: Stage) -> EntryMiss? {
        guard case .acl(let place, let judgement) = stage.reason, let direction = stage.direction,
            let piece = judgement.pieces.first(where: { $0.decision == .last })
        else { return nil }
        let acl = topology[place]
        let misses = acl.entries.indices.compactMap { entry -> EntryMiss? in
            let own = acl.entries[entry]
            let version = own.version ?? own.network?.version ?? stage.source.version
            guard own.direction == direction, own.action == .allow, version == stage.source.version else { return nil }
            let failed = Self.failed(own, addresses: piece.addresses, piece.points, direction)
            return failed.isEmpty ? nil : EntryMiss(acl: place, entry: entry, failed: failed)
        }
        return misses.enumerated().min { ($0.element.failed.count, $0.offset) < ($1.element.failed.count, $1.offset) }?.element
    }

    /// The fields in which an entry does not match, protocol first.
    static func failed(
        _ entry: NetworkACLEntry, addresses: AddressSet, _ points: TrafficSet, _ direction: Direction
    ) -> [FailedField] {
        var failed: [FailedField] = []
        if let traffic = entry.traffic, !points.intersects(TrafficSet(traffic.points)) {
            let asked = points.traffic
            if let first = asked.first, first.ipProtocol != traffic.ipProtocol {
                failed.append(.ipProtocol)
            } else {
                failed.append(traffic.ipProtocol.isICMP ? .icmpType : .port)
            }
        }
        if let network = entry.network, !AddressSet(network.range).intersects(addresses) {
            failed.append(direction == .ingress ? .source : .destination)
        }
        return failed
    }
}
