import CoreModel

/// What is wrong with network ACLs by themselves.
struct ACLFindings: Sendable {
    let uses: SubnetUses
    /// What each ACL lets through of everything, by family and direction.
    private let whole: [[Outcome]]

    init(uses: SubnetUses) {
        self.uses = uses
        whole = uses.inventory.topology.networkACLs.map { acl in
            Self.keys.map { version, direction in
                acl.judge(direction, far: Self.everywhere(version), version, Self.everything(version)).outcome
            }
        }
    }

    private static let keys: [(IPVersion, Direction)] = IPVersion.allCases.flatMap { version in
        Direction.allCases.map { (version, $0) }
    }

    private static func everywhere(_ version: IPVersion) -> AddressSet { AddressSet(IPNetwork.everything(version).range) }

    private static func everything(_ version: IPVersion) -> TrafficSet { TrafficSet(Traffic.allPoints).inFamily(version) }

    /// What an ACL does with everything of a family in a direction.
    func outcome(_ acl: NetworkACLIndex, _ version: IPVersion, _ direction: Direction) -> Outcome {
        let key = Self.keys.firstIndex { $0 == (version, direction) } ?? 0
        return whole[Int(acl.number)][key]
    }

    /// Whether an ACL lets everything of a family through, in and out.
    func isOpen(_ acl: NetworkACLIndex, _ version: IPVersion) -> Bool {
        Direction.allCases.allSatisfy { outcome(acl, version, $0) == .pass }
    }

    private var topology: Topology { uses.inventory.topology }

    func findings() -> [NetworkFinding] {
        let all = topology.networkACLs.indices.map(NetworkACLIndex.init).filter { !topology[$0].isAssumed }
        return all.flatMap { acl in unreached(acl) + unanswered(acl) + withoutIPv6(acl) } + uses.subnets.compactMap(closed)
    }

    // MARK: Entries never reached

    private func unreached(_ acl: NetworkACLIndex) -> [NetworkFinding] {
        let entries = topology[acl].entries
        return entries.indices.compactMap { place in
            guard let own = Told(entries[place]) else { return nil }
            let before = entries.indices.prefix { $0 < place }.filter {
                entries[$0].direction == own.direction && Told(entries[$0])?.meets(own) ?? false
            }
            func covers(_ places: [Int]) -> Bool {
                let pieces = places.compactMap { Told(entries[$0]) }.map {
                    CoverPiece(points: $0.points, addresses: AddressSet($0.network.range))
                }
                let rest = Cover.uncovered(TrafficSet(own.points), AddressSet(own.network.range), by: pieces)
                return rest.isEmpty
            }
            guard covers(before) else { return nil }
            let alone = before.first { covers([$0]) }
            return .unreachedEntry(acl, entry: place, by: alone.map { [$0] } ?? before)
        }
    }

    /// An entry of which all is settled.
    private struct Told {
        var direction: Direction
        var points: ClosedRange<UInt32>
        var network: IPNetwork

        init?(_ entry: NetworkACLEntry) {
            guard entry.doubt == .none, entry.number != nil, entry.action != nil, let traffic = entry.traffic,
                let network = entry.network
            else { return nil }
            (direction, points, self.network) = (entry.direction, traffic.points, network)
        }

        func meets(_ other: Told) -> Bool {
            network.version == other.network.version && points.overlaps(other.points)
                && network.range.overlaps(other.network.range)
        }
    }

    // MARK: Answers

    private func unanswered(_ acl: NetworkACLIndex) -> [NetworkFinding] {
        guard let subnets = uses.ofACL[acl] else { return [] }
        let entries = topology[acl].entries
        return entries.indices.filter { isUnanswered(acl, $0, subnets) }.map { .unansweredEntry(acl, entry: $0) }
    }

    /// Whether nothing of what an entry lets through is answered, nor does it let answers through.
    private func isUnanswered(_ acl: NetworkACLIndex, _ place: Int, _ subnets: [TextID]) -> Bool {
        let own = topology[acl]
        let entry = own.entries[place]
        guard entry.action == .allow, let told = Told(entry) else { return false }
        let (version, other) = (told.network.version, told.direction.other)
        // Where nothing comes through the other way at all, that is what is wrong.
        if outcome(acl, version, other) != .depends { return false }
        let asked = TrafficSet(told.points).inFamily(version)
        let pieces = own.judge(told.direction, far: AddressSet(told.network.range), version, asked).pieces.filter {
            if case .entry(place, .allow) = $0.decision { true } else { false }
        }
        var hasSome = false
        for piece in pieces {
            // Within its only subnet nothing meets the ACL.
            let far = subnets.count == 1 ? piece.addresses.subtracting(uses.addresses(subnets[0], version)) : piece.addresses
            if far.isEmpty { continue }
            for traffic in WayTraffic.pieces(piece.points) {
                guard let reply = traffic.replyPoints(to: .wide) else { continue }
                if own.judge(other, far: far, version, reply).outcome != .fail { return false }
                if carriesReplies(own, piece.points, of: traffic, other, far, version) { return false }
                hasSome = true
            }
        }
        return hasSome
    }

    /// Whether some of what an entry lets through answers what the other direction lets through to, or from, the same addresses.
    private func carriesReplies(
        _ acl: NetworkACL, _ points: TrafficSet, of traffic: WayTraffic, _ other: Direction, _ far: AddressSet,
        _ version: IPVersion
    ) -> Bool {
        guard let first = traffic.points.intervals.first?.lowerBound else { return false }
        let base = (first >> 16) << 16
        let whole = TrafficSet(base...(base | 0xFFFF))
        return WayTraffic.pieces(whole).contains { request in
            guard let reply = request.replyPoints(to: .wide), reply.intersects(points) else { return false }
            return acl.judge(other, far: far, version, request.points).outcome != .fail
        }
    }

    // MARK: IPv6

    private func withoutIPv6(_ acl: NetworkACLIndex) -> [NetworkFinding] {
        // Of a closed subnet that is said.
        let subnets = (uses.ofACL[acl] ?? []).filter { !uses.addresses($0, .v6).isEmpty && closedDirections($0).isEmpty }
        let directions = Direction.allCases.filter {
            outcome(acl, .v4, $0) != .fail && outcome(acl, .v6, $0) == .fail
        }
        return subnets.isEmpty || directions.isEmpty ? [] : [.withoutIPv6(acl, directions, subnets: subnets)]
    }

    // MARK: Closed subnets

    /// The directions in which the ACL of a subnet lets nothing of any family through that the subnet has.
    func closedDirections(_ subnet: TextID) -> [Direction] {
        guard let acl = uses.acls[subnet], let own = uses.index.subnet(subnet), own.openFamilies.isEmpty else { return [] }
        let versions = IPVersion.allCases.filter { version in own.networks.contains { $0.version == version } }
        if versions.isEmpty { return [] }
        return Direction.allCases.filter { direction in versions.allSatisfy { outcome(acl, $0, direction) == .fail } }
    }

    private func closed(_ subnet: Subnet) -> NetworkFinding? {
        guard let acl = uses.acls[subnet.id], !topology[acl].isAssumed else { return nil }
        let directions = closedDirections(subnet.id)
        if directions.isEmpty { return nil }
        let isUsed = uses.interfaces[subnet.id] != nil ? true : uses.inventory.listsAllInterfaces(ofVpc: subnet.vpc) ? false : nil
        return .closedSubnet(subnet.id, acl, directions, isUsed: isUsed)
    }
}
