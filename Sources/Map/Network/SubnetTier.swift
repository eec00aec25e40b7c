import CoreModel

/// How far subnets stand from the internet, as their route table says; names and `MapPublicIpOnLaunch` say nothing of it.
public enum SubnetTier: String, Hashable, Sendable, CaseIterable, Comparable {
    /// A route leads to an internet gateway: connections come in and go out.
    case `public`
    /// A route leads to a NAT gateway, an egress-only internet gateway or a carrier gateway, and none to an internet gateway.
    case outOnly = "out-only"
    /// The default route leads to an interface, an instance or an endpoint: what that forwards is not in AWS's data.
    case appliance
    /// Routes lead to other networks alone: over peering, transit, VPN and local gateways, or propagated ones.
    case `private`
    /// Nothing but local routes, and those of gateway endpoints.
    case isolated
    /// The input does not settle it.
    case unknown

    /// From the internet downwards.
    public static func < (left: SubnetTier, right: SubnetTier) -> Bool { left.rank < right.rank }

    private var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }

    /// The words for it on the map.
    public var words: String {
        switch self {
        case .outOnly: "out only"
        case .unknown: "not told"
        default: rawValue
        }
    }
}

/// What a subnet's table does with what leaves its VPC.
public struct SubnetRoutes: Hashable, Sendable {
    /// How far it stands from the internet.
    public internal(set) var tier = SubnetTier.unknown
    /// The ways out: the default routes, at most one of each family, that which settles the tier first; where there is none, the routes
    /// that lead to the internet for some addresses alone.
    public internal(set) var ways: [WayOut] = []
    /// Default routes that carry nothing, or of which that is not known.
    public internal(set) var broken: [BrokenRoute] = []
    /// The routes to some networks alone over what joins VPCs and other networks, by their targets.
    public internal(set) var joins: [JoinRoutes] = []
    /// Further routes to some networks alone.
    public internal(set) var otherRoutes = 0
    /// Routes of gateway endpoints.
    public internal(set) var endpointRoutes = 0
    /// Whether the table may have routes that the input does not have.
    public internal(set) var mayHaveMore = false

    /// A route by which packets leave.
    public struct WayOut: Hashable, Sendable {
        /// The family.
        public let version: IPVersion
        /// Where it leads.
        public let target: RouteTarget
        /// The destination where it is not the default route; nil for all.
        public let only: IPNetwork?
    }

    /// A default route that is none.
    public struct BrokenRoute: Hashable, Sendable {
        /// Why.
        public enum Reason: Hashable, Sendable {
            /// The table says that its target is gone.
            case blackhole
            /// The target's own listing says that it does not work, in a state as AWS calls it; none for what is not attached to the VPC.
            case notWorking(TextID)
            /// The inputs disagree about it, or leave its target or its state open.
            case open
        }

        /// Its destination, as it is written.
        public let destination: Route.Destination
        /// Where it would lead.
        public let target: RouteTarget
        /// Why it carries nothing, or may not.
        public let reason: Reason
    }

    /// Routes over one thing that joins networks.
    public struct JoinRoutes: Hashable, Sendable {
        /// It.
        public let target: RouteTarget
        /// What goes over it, in the order of the table.
        public var destinations: [Route.Destination]
    }
}
