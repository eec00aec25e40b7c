/// A listing of one kind of things that carry or filter packets, and whether it is all of them.
public struct NetworkListing: Hashable, Sendable {
    /// What is listed.
    public enum Kind: UInt8, Hashable, Sendable, CaseIterable {
        case subnets, routeTables, networkACLs, internetGateways, egressOnlyInternetGateways, natGateways, addresses
        case publicAccessOptions, publicAccessExclusions
        case peeringConnections, transitGateways
        /// Attachments of every kind with their route tables; those of VPCs and of other transit gateways are also listed apart, with more.
        case transitGatewayAttachments, transitGatewayVpcAttachments, transitGatewayPeeringAttachments
        case transitGatewayTables, vpnGateways, vpnConnections, customerGateways, directConnectGateways
        case endpoints, firewalls

        /// Whether an account that only takes part in a shared VPC is listed them too.
        ///
        /// Source: https://docs.aws.amazon.com/vpc/latest/userguide/vpc-sharing-service-behavior.html
        public var isListedToParticipants: Bool {
            switch self {
            case .routeTables, .networkACLs, .internetGateways: true
            // Of subnets only those that are shared with it.
            case .subnets, .egressOnlyInternetGateways, .natGateways, .addresses, .publicAccessOptions, .publicAccessExclusions,
                .peeringConnections, .transitGateways, .transitGatewayAttachments, .transitGatewayVpcAttachments,
                .transitGatewayPeeringAttachments, .transitGatewayTables, .vpnGateways, .vpnConnections, .customerGateways,
                .directConnectGateways, .endpoints, .firewalls:
                false
            }
        }
    }

    /// What is listed.
    public var kind: Kind
    /// Whose it is; without an account it is nobody's.
    public var scope: Scope
    /// Whether it is all that the account is listed in the region.
    public var isComplete: Bool
    /// The VPCs that something in it is of.
    public var vpcs: Set<TextID>
    /// Whether it was asked for and not given.
    public var isRefused = false
    /// The folder of the file that it was read from, for what does not tell its account.
    var folder: String

    /// Makes a listing.
    public init(_ kind: Kind, of scope: Scope, isComplete: Bool, vpcs: Set<TextID> = [], folder: String = "") {
        self.kind = kind
        self.scope = scope
        self.isComplete = isComplete
        self.vpcs = vpcs
        self.folder = folder
    }
}

/// How much of one kind of things in one VPC the listings tell.
public enum ListingCoverage: UInt8, Hashable, Sendable {
    /// No listing tells anything of it.
    case none
    /// What is listed is there; there may be more.
    case partial
    /// What is not listed is not there.
    case complete
}

extension Inventory {
    /// How far listings tell what of a kind is in a VPC.
    ///
    /// A listing is of a VPC where something in it is of the VPC, or where it is of the VPC's owner in its region. An account that
    /// does not own the VPC is listed some kinds of its things only: an empty listing of another kind proves nothing. One page of several
    /// makes all listings of its kind, account and region partial.
    public func coverage(of kind: NetworkListing.Kind, inVpc vpc: TextID) -> ListingCoverage {
        let own = scope(ofVpc: vpc)
        let regions = Set(topology.listings.map(\.scope.region) + vpcs.map(\.region)).subtracting([.none])
        let concerned = topology.listings.filter { listing in
            guard listing.kind == kind else { return false }
            if listing.vpcs.contains(vpc) { return true }
            guard !own.account.isNone, listing.scope.account == own.account else { return false }
            if listing.scope.region.isNone || own.region.isNone { return regions.count <= 1 }
            return listing.scope.region == own.region
        }
        if concerned.isEmpty { return .none }
        let tells = concerned.contains { listing in
            listing.scope.account == own.account && !own.account.isNone
                || kind.isListedToParticipants && listing.vpcs.contains(vpc)
        }
        return tells && concerned.allSatisfy(\.isComplete) ? .complete : .partial
    }

    /// Whether the route tables of a VPC are looked at: one of it is known, or its owner's listing is empty.
    ///
    /// Where they are not, they change no verdict.
    public func looksAtRoutes(ofVpc vpc: TextID) -> Bool {
        topology.routeTables.contains { $0.vpc == vpc && $0.isTold } || coverage(of: .routeTables, inVpc: vpc) == .complete
            || isRefused(.routeTables, ofVpc: vpc)
    }

    /// Whether the network ACLs of a VPC are looked at; see ``looksAtRoutes(ofVpc:)``.
    public func looksAtACLs(ofVpc vpc: TextID) -> Bool {
        topology.networkACLs.contains { $0.vpc == vpc && $0.isTold } || coverage(of: .networkACLs, inVpc: vpc) == .complete
            || isRefused(.networkACLs, ofVpc: vpc)
    }

    /// Whether Block Public Access is looked at in a VPC: its owner's options are loaded, or the VPC or a subnet of it tells its mode.
    public func looksAtPublicAccess(ofVpc vpc: TextID) -> Bool {
        if vpcs.contains(where: { $0.id == vpc && $0.blockMode != nil }) { return true }
        if subnets.contains(where: { $0.vpc == vpc && $0.blockMode != nil }) { return true }
        return accessBlock(ofVpc: vpc) != nil || isRefused(.publicAccessOptions, ofVpc: vpc)
    }

    /// Whether the listing of a kind was asked for in a VPC's account and region and not given: what it would tell is looked at, and open.
    public func isRefused(_ kind: NetworkListing.Kind, ofVpc vpc: TextID) -> Bool {
        let own = scope(ofVpc: vpc)
        return topology.listings.contains { listing in
            listing.kind == kind && listing.isRefused
                && (own.account.isNone || listing.scope.account.isNone || listing.scope.account == own.account)
                && (own.region.isNone || listing.scope.region.isNone || listing.scope.region == own.region)
        }
    }

    /// Block Public Access of a VPC's owner in its region; nil where it is not loaded.
    public func accessBlock(ofVpc vpc: TextID) -> PublicAccessBlock? {
        let own = scope(ofVpc: vpc)
        let zones = own.region.isNone ? subnets.filter { $0.vpc == vpc && !$0.zone.isNone }.map { texts[$0.zone] } : []
        let candidates = topology.accessBlocks.filter { block in
            // A zone's name begins with that of its region.
            (block.scope.account == own.account || own.account.isNone)
                && (block.scope.region.isNone || zones.allSatisfy { $0.hasPrefix(texts[block.scope.region]) })
        }
        let exact = candidates.filter { $0.scope.region == own.region }
        return exact.isEmpty && candidates.count == 1 && (own.region.isNone || candidates[0].scope.region.isNone)
            ? candidates[0] : exact.count == 1 ? exact[0] : nil
    }

    /// The account and the region of a VPC, as it says itself or as its route tables and ACLs do; none where nothing tells.
    public func scope(ofVpc vpc: TextID) -> Scope {
        let known = vpcs.first { $0.id == vpc }
        var scope = Scope(account: known?.owner ?? .none, region: known?.region ?? .none)
        if scope.account.isNone {
            scope.account = topology.routeTables.first { $0.vpc == vpc && !$0.owner.isNone }?.owner ?? .none
        }
        if scope.account.isNone {
            scope.account = topology.networkACLs.first { $0.vpc == vpc && !$0.owner.isNone }?.owner ?? .none
        }
        if scope.region.isNone { scope.region = groups.first { $0.vpc == vpc && !$0.region.isNone }?.region ?? .none }
        return scope
    }
}

extension RouteTable {
    /// Whether an input has it, or something that belongs to it: more than its id as that of a VPC's main table.
    var isTold: Bool { !isAssumed && (routeKnowledge != .absent || !subnets.isEmpty || !gateways.isEmpty) }
}

extension NetworkACL {
    /// Whether an input has it, or something that belongs to it: more than its id as that of a VPC's default ACL.
    var isTold: Bool { !isAssumed && (entryKnowledge.contains { $0 != .absent } || !subnets.isEmpty) }
}
