import CoreModel

/// Network ACLs at the borders of subnets.
final class NetworkACLLayer: StageLayer {
    let index: WayIndex

    init(index: WayIndex) { self.index = index }

    func judge(_ packet: SeenPacket, at place: Border<TextID>) -> Stage? {
        let subnet = place.thing
        guard let vpc = index.vpc(ofSubnet: subnet), index.looksAtACLs(vpc) else { return nil }
        switch index.acl(ofSubnet: subnet, vpc) {
        case .unknown:
            return Stage(
                .acl, .none, at: subnet, packet, direction: place.direction, .depends, .missing(.networkACL(ofSubnet: subnet)))
        case .one(let acl):
            let own = index.inventory.topology[acl]
            let far = packet.far(place.direction).address
            let judgement = own.judge(place.direction, far: AddressSet(far.bits...far.bits), far.version, packet.points)
            return Stage(
                .acl, own.id, at: subnet, packet, direction: place.direction, judgement.outcome, .acl(acl, judgement))
        }
    }
}

/// VPC Block Public Access at the gateway, for the subnet that talks to it.
///
/// Source: https://docs.aws.amazon.com/vpc/latest/userguide/security-vpc-bpa-basics.html
final class PublicAccessLayer: StageLayer {
    /// How a packet meets the gateway.
    enum Use: Sendable {
        /// It comes in by an internet gateway.
        case comesIn
        /// It goes out by an internet gateway from a public address of its own, or an IPv6 address.
        case goesOut
        /// It goes out behind a NAT gateway or by an egress-only gateway.
        case goesOutOnly
    }

    /// The subnet that talks to a gateway; none for a regional NAT gateway, where its VPC counts.
    struct Place: Sendable {
        var vpc: TextID
        var subnet: TextID?
        var gateway: TextID
        var kind: Stage.Kind
        var use: Use
    }

    let index: WayIndex

    init(index: WayIndex) { self.index = index }

    func judge(_ packet: SeenPacket, at place: Place) -> Stage? {
        guard index.looksAtPublicAccess(place.vpc) else { return nil }
        let modes = modes(place)
        let named = place.subnet ?? place.vpc
        let outcomes = modes.map { Self.blocks($0.mode, $0.exclusion, place.use) }
        let mode = modes.first?.mode ?? .unknown
        if outcomes.contains(nil) || Set(outcomes).count > 1 {
            return Stage(place.kind, place.gateway, packet, .depends, .changingPublicAccess(subnet: named))
        }
        guard outcomes.first == true else { return nil }
        return Stage(place.kind, place.gateway, packet, .fail, .publicAccess(mode, subnet: named))
    }

    /// The modes that may count for a place, each with what excludes it: its subnet's own, its VPC's, its account's.
    private func modes(_ place: Place) -> [(mode: GatewayBlockMode, exclusion: PublicAccessExclusion.Mode?)] {
        let block = index.inventory.accessBlock(ofVpc: place.vpc)
        let own = place.subnet.flatMap { index.subnet($0)?.blockMode } ?? index.vpc(place.vpc)?.blockMode
        let exclusions = index.inventory.topology.accessExclusions.filter {
            ($0.resource == place.subnet || $0.resource == place.vpc) && $0.state != .gone
        }
        // An exclusion of the subnet comes before one of its VPC.
        let exclusion = exclusions.first { $0.resource == place.subnet } ?? exclusions.first
        let mode = own ?? block?.mode ?? .unknown
        var result: [(mode: GatewayBlockMode, exclusion: PublicAccessExclusion.Mode?)] = [(mode, exclusion?.mode)]
        // What a subnet or a VPC tells has its exclusion in it: one that should let everything through disagrees with a mode that does not.
        if exclusion?.state == .changing || (own != nil && own != .off && exclusion?.mode == .bidirectional) {
            result.append((mode, nil))
        }
        // One that no listing has may let through what the account blocks.
        if own == nil, exclusion?.resource != place.subnet ?? place.vpc, !index.listsExclusions(ofVpc: place.vpc) {
            result.append((mode, .bidirectional))
        }
        if block?.isChanging == true, own == nil { result.append((.unknown, exclusion?.mode)) }
        return result
    }

    /// Whether a mode stops a use; nil where it is not known.
    private static func blocks(_ mode: GatewayBlockMode, _ exclusion: PublicAccessExclusion.Mode?, _ use: Use) -> Bool? {
        switch (mode, exclusion) {
        case (.off, _), (_, .bidirectional): false
        case (.unknown, _), (_, .unknown): nil
        case (.ingress, _): use != .goesOutOnly
        case (.bidirectional, .egress): use != .goesOutOnly
        case (.bidirectional, nil): true
        }
    }
}
