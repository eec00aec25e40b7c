/// A VPC endpoint of any type.
///
/// Source: https://docs.aws.amazon.com/vpc/latest/privatelink/concepts.html
public struct VpcEndpoint: Hashable, Sendable {
    /// The types.
    public enum Kind: UInt8, Hashable, Sendable, CaseIterable {
        case interface, gateway, gatewayLoadBalancer, resource, serviceNetwork, tunnel
        /// One that this version does not know, or that is not told.
        case unknown

        /// The type that AWS's word means, in whichever case it is written.
        public init(word: String) {
            self =
                switch word.lowercased() {
                case "interface": .interface
                case "gateway": .gateway
                case "gatewayloadbalancer": .gatewayLoadBalancer
                case "resource": .resource
                case "servicenetwork": .serviceNetwork
                case "tunnel": .tunnel
                default: .unknown
                }
        }

        /// AWS's word; nil for an unknown one.
        public var word: String? {
            switch self {
            case .interface: "Interface"
            case .gateway: "Gateway"
            case .gatewayLoadBalancer: "GatewayLoadBalancer"
            case .resource: "Resource"
            case .serviceNetwork: "ServiceNetwork"
            case .tunnel: "Tunnel"
            case .unknown: nil
            }
        }
    }

    /// `vpce-...`.
    public var id: TextID
    /// Its type.
    public var kind = Kind.unknown
    /// Its Name tag.
    public var name: TextID = .none
    /// The VPC it is in.
    public var vpc: TextID = .none
    /// The account that owns it.
    public var owner: TextID = .none
    /// The service, such as `com.amazonaws.eu-west-1.s3`.
    public var service: TextID = .none
    /// Its state.
    public var state = ResourceState()
    /// The route tables in which a gateway endpoint has a route.
    public var routeTables: [TextID] = []
    /// The subnets in which an endpoint that is no gateway endpoint has interfaces.
    public var subnets: [TextID] = []
    /// The ids of the interfaces that it has there.
    public var interfaces: [TextID] = []
    /// Whether its policy lets less through than everything; nil where it is not told.
    public var restricts: Bool?

    /// An endpoint of which only the id is known.
    public init(id: TextID) {
        self.id = id
    }

    /// Fills in what another input knows; state and policy are those of the later one.
    mutating func merge(_ other: VpcEndpoint) {
        if kind == .unknown { kind = other.kind }
        name.fill(other.name)
        vpc.fill(other.vpc)
        owner.fill(other.owner)
        service.fill(other.service)
        if !other.state.text.isNone || other.state.works != nil { state = other.state }
        routeTables.take(other.routeTables)
        subnets.take(other.subnets)
        interfaces.take(other.interfaces)
        restricts = other.restricts ?? restricts
    }
}

/// A firewall of AWS Network Firewall with the endpoints that routes lead to.
///
/// Source: https://docs.aws.amazon.com/network-firewall/latest/APIReference/API_DescribeFirewall.html
public struct NetworkFirewall: Hashable, Sendable {
    /// Its ARN.
    public var id: TextID
    /// Its name.
    public var name: TextID = .none
    /// The VPC it is in.
    public var vpc: TextID = .none
    /// The transit gateway that it is attached to, where it is.
    public var transitGateway: TextID = .none
    /// The subnets of its endpoints.
    public var subnets: [TextID] = []
    /// Its endpoints, `vpce-...`.
    public var endpoints: [TextID] = []

    /// A firewall of which only the ARN is known.
    public init(id: TextID) {
        self.id = id
    }

    mutating func merge(_ other: NetworkFirewall) {
        name.fill(other.name)
        vpc.fill(other.vpc)
        transitGateway.fill(other.transitGateway)
        subnets.take(other.subnets)
        endpoints.take(other.endpoints)
    }
}
