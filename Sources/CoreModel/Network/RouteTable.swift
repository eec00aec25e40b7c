/// A route table with its routes and what is associated with it.
public struct RouteTable: Hashable, Sendable {
    /// `rtb-...`.
    public var id: TextID
    /// Its Name tag.
    public var name: TextID = .none
    /// The VPC it is of.
    public var vpc: TextID = .none
    /// The account that owns it, which is its VPC's.
    public var owner: TextID = .none
    /// Whether subnets of its VPC without an association of their own use it.
    public var isMain = false
    /// Whether no input has it: what a template's VPC comes with, with the local routes alone.
    public var isAssumed = false
    /// The subnets that are associated with it by name.
    public var subnets: [TextID] = []
    /// The internet and virtual private gateways whose packets it routes into the VPC (edge associations).
    public var gateways: [TextID] = []
    /// The gateways that propagate routes into it.
    public var propagatingGateways: [TextID] = []
    /// Its routes, as the inputs list them.
    public var routes: [Route] = []
    /// Whether its local and propagated routes are among ``routes``; states and templates have what somebody wrote alone.
    public var listsImplicitRoutes = true
    /// How much of its routes is known.
    public var routeKnowledge = ListKnowledge.absent
    /// How much of its associations is known.
    public var associationKnowledge = ListKnowledge.absent
    /// How a state keeps its routes.
    public var terraformStyle = TerraformStyle.none

    /// A table of which only the id is known.
    public init(id: TextID) {
        self.id = id
    }
}

/// One route: a destination and where its packets go.
public struct Route: Hashable, Sendable {
    /// The destination.
    public var destination: Destination
    /// Where its packets go.
    public var target: RouteTarget
    /// How it came into the table.
    public var origin: Origin
    /// Whether its target works, as the table says.
    public var state: State
    /// The firewall that inspects what it carries to or from an internet gateway (`IgwFirewall`); none for most.
    public var firewall: TextID
    /// Why what rests on it depends: copies of its table disagree about it, or the input does not settle it.
    public var doubt: Doubt

    /// Makes a route.
    public init(
        _ destination: Destination, _ target: RouteTarget, origin: Origin = .unknown, state: State = .unknown,
        firewall: TextID = .none, doubt: Doubt = .none
    ) {
        self.destination = destination
        self.target = target
        self.origin = origin
        self.state = state
        self.firewall = firewall
        self.doubt = doubt
    }

    /// What a packet's destination must lie in.
    public enum Destination: Hashable, Sendable {
        /// A CIDR of either family.
        case network(IPNetwork)
        /// A prefix list by its id: a route for each of its entries.
        case prefixList(TextID)
        /// What the input leaves open, by its name.
        case unknown(TextID)
    }

    /// How a route came into its table.
    public enum Origin: UInt8, Hashable, Sendable {
        /// The input does not tell.
        case unknown
        /// With the table: the local routes.
        case createRouteTable
        /// Somebody made it.
        case createRoute
        /// A virtual private gateway propagates it.
        case propagation
        /// A route server advertises it.
        case advertisement

        /// Whether nobody wrote it into the table: it loses against what somebody wrote of the same length.
        public var isPropagated: Bool { self == .propagation || self == .advertisement }

        /// AWS's word; nil where the input does not tell.
        public var word: String? {
            switch self {
            case .unknown: nil
            case .createRouteTable: "CreateRouteTable"
            case .createRoute: "CreateRoute"
            case .propagation: "EnableVgwRoutePropagation"
            case .advertisement: "Advertisement"
            }
        }
    }

    /// What the table says of the route's target.
    public enum State: UInt8, Hashable, Sendable {
        /// The input does not tell.
        case unknown
        case active
        /// The target is gone or does not work: packets are dropped.
        case blackhole
        /// AWS lists this state and does not describe it.
        case filtered

        /// AWS's word; nil where the input does not tell.
        public var word: String? {
            switch self {
            case .unknown: nil
            case .active: "active"
            case .blackhole: "blackhole"
            case .filtered: "filtered"
            }
        }
    }
}

/// Where a route sends packets.
public struct RouteTarget: Hashable, Sendable {
    /// The kinds of targets.
    public enum Kind: UInt8, Hashable, Sendable, CaseIterable {
        /// The VPC itself.
        case local
        case internetGateway, egressOnlyInternetGateway, virtualPrivateGateway, natGateway, transitGateway
        case peeringConnection, networkInterface, instance
        /// Of any type: gateway endpoints have a prefix list as destination, Gateway Load Balancer and firewall endpoints a CIDR.
        case vpcEndpoint
        case localGateway, carrierGateway, coreNetwork, odbNetwork
        /// None is told, as of some blackholes.
        case none
        /// The input leaves it open, or it is of a kind that this version does not know.
        case unknown
    }

    /// What it is.
    public var kind: Kind
    /// Its id or ARN; none for `local`.
    public var id: TextID

    /// Makes a target.
    public init(_ kind: Kind, _ id: TextID = .none) {
        self.kind = kind
        self.id = id
    }

    /// The kind that an id in a route's `GatewayId` is of: AWS writes endpoints there too.
    public init(gateway id: String, _ text: TextID) {
        switch id {
        case "local": self.init(.local)
        case let id where id.hasPrefix("igw-"): self.init(.internetGateway, text)
        case let id where id.hasPrefix("vgw-"): self.init(.virtualPrivateGateway, text)
        case let id where id.hasPrefix("vpce-"): self.init(.vpcEndpoint, text)
        case let id where id.hasPrefix("eigw-"): self.init(.egressOnlyInternetGateway, text)
        default: self.init(.unknown, text)
        }
    }
}
