import CoreModel

/// One thing that a packet or its answer passes, with what is checked there.
public struct Stage: Hashable, Sendable {
    /// The kinds of things.
    public enum Kind: String, Hashable, Sendable, CaseIterable {
        case group, acl, table, igw, eigw, nat, pcx, tgw, vpn, vpce, fw, lb, edge, host
    }

    /// Which of the two is on its way.
    public enum Leg: String, Hashable, Sendable {
        case packet, reply
    }

    /// What is passed.
    public let kind: Kind
    /// Its id; none where it is not told.
    public let component: TextID
    /// The subnet whose border an ACL stands at; none for everything else.
    public let subnet: TextID
    /// The packet or its answer.
    public let leg: Leg
    /// Into or out of what it belongs to; nil for what is only passed.
    public let direction: Direction?
    /// The source address as it is seen here.
    public let source: IPAddress
    /// The destination address as it is seen here.
    public let destination: IPAddress
    /// What becomes of it here.
    public let outcome: Outcome
    /// Why.
    public let reason: Reason
    /// Whether the groups are those of an appliance, which is none of the ends: they count with what is between these.
    public internal(set) var isOfAppliance = false

    /// Why a stage does what it does.
    public enum Reason: Hashable, Sendable {
        /// An interface's groups; none: it is filtered by nothing. What is seen of the far end bears its groups, or none.
        case groups([GroupIndex], farEndBearsGroups: Bool)
        /// A network ACL.
        case acl(NetworkACLIndex, NetworkACLJudgement)
        /// A route table, with what it was asked for and the route that stands for what follows.
        case route(RouteTableIndex, RouteChoice)
        /// A route that drops packets: its target is gone.
        case blackhole(RouteTableIndex, route: Int)
        /// A route in a state that AWS does not describe.
        case filtered(RouteTableIndex, route: Int)
        /// The table and the listing of a route's target disagree about whether it works.
        case disagreement(RouteTableIndex, route: Int, ResourceState)
        /// It works, and lets the packet through.
        case passes
        /// An answer goes back over the peering connection that a NAT gateway sent by, without a route.
        case returnsToSender
        /// It is in a state in which it carries nothing, or of which that is not known.
        case badState(ResourceState)
        /// It is not attached to the VPC; the attachment's state where there is one.
        case notAttached(ResourceState?)
        /// The source has no public address.
        case noPublicSource
        /// The destination has no public address: no packet from the internet can be addressed to it.
        case noPublicDestination
        /// Whether an end has a public address is not told.
        case unknownPublicAddress
        /// An internet gateway drops what goes to, or comes from, an address of RFC 1918, or of RFC 6598.
        case privateDestination(isShared: Bool)
        case privateSource(isShared: Bool)
        /// An IPv6 address that the internet does not know.
        case noPublicIPv6
        /// The interface takes nothing from internet gateways over IPv6.
        case deniesGatewayTraffic
        /// Block Public Access, with the mode that counts for the subnet.
        case publicAccess(GatewayBlockMode, subnet: TextID)
        /// Which mode counts is not settled: it is being changed.
        case changingPublicAccess(subnet: TextID)
        /// A NAT gateway carries tcp, udp and ICMP only.
        case natProtocol
        /// The route of a NAT gateway's own subnet leads to itself.
        case natInOwnSubnet
        /// A private NAT gateway reaches no internet.
        case privateNat
        /// A NAT gateway whose address is not told, or of whose addresses some come to something else than others.
        case natAddressUnknown
        /// A regional NAT gateway has no address in the zone, and takes none by itself.
        case natZone(TextID)
        /// It lets no connection in.
        case unsolicited
        /// An endpoint or a gateway opens no connections.
        case opensNothing
        /// The answer leaves by another thing than the one that the packet came by, which cannot know the connection; none is expected
        /// where the packet came by nothing that has an id.
        case asymmetric(expected: TextID)
        /// The gateway's own table hands the sender's addresses to something else, past which the gateway cannot be used.
        case redirected(to: TextID)
        /// The appliance that a gateway's table hands a packet to has no public address.
        case applianceNotPublic
        /// A firewall that is not in the input stands before it.
        case inspected
        /// It drops what is not addressed to it, or whether it does is not told.
        case sourceDestinationCheck
        /// No interface can have an address: that of the source, or that of the destination.
        case nobody(isSource: Bool)
        /// A peering connection carries only from the blocks of the VPC that the packet is in to those of the other one: not the source,
        /// or not the destination.
        case notPeered(vpc: TextID, isSource: Bool)
        /// What carries it ends in a VPC that is not the destination's.
        case otherVpc(TextID)
        /// The attachment, by its id, has no subnet in the zone that the packet comes from.
        case attachmentZone(TextID, zone: TextID)
        /// The attachment, by its id, has no subnet at all.
        case attachmentWithoutSubnet(TextID)
        /// By which of an attachment's subnets it goes is not told, by its id, and they differ.
        case attachmentZones(TextID)
        /// The attachment, by its id, is associated with no table of its transit gateway.
        case noAssociation(TextID)
        /// The attachment, by its id, is in a state in which it carries nothing, or of which that is not known.
        case attachmentState(TextID, ResourceState)
        /// A transit gateway's table, with what it was asked for and the route that stands for what follows.
        case transitRoute(TransitGatewayTableIndex, RouteChoice)
        /// A route of a transit gateway's table that drops packets.
        case transitBlackhole(TransitGatewayTableIndex, route: Int)
        /// A route of a transit gateway's table leads to several attachments, which come to different things or of which not all are told.
        case severalAttachments(TransitGatewayTableIndex, route: Int)
        /// A gateway of a VPC carries nothing that comes from elsewhere than its VPC.
        case foreignSource(ofVpc: TextID)
        /// A gateway endpoint carries tcp and echo requests alone.
        case endpointProtocol
        /// None of a VPN connection's tunnels, by its id, was up when the input was read.
        case tunnelsDown(TextID)
        /// A VPN carries no IPv6 to a virtual private gateway; Direct Connect may.
        case gatewayWithoutIPv6
        /// An attachment, by its id, is set to carry no IPv6.
        case attachmentWithoutIPv6(TextID)
        /// Past an attachment of this kind, by its id, the rest is not in the input.
        case attachmentEdge(TextID, TransitGatewayAttachment.Kind)
        /// Past it begins another VPC that is not in the input, with its owner.
        case foreignVpc(TextID, owner: TextID)
        /// A firewall inspects it, which the input tells no rules of.
        case inspectedBy(TextID)
        /// A load balancer listens for all of it, and opens a connection of its own.
        case listens(LoadBalancerIndex)
        /// A load balancer has no listener for it, or for a part of it.
        case noListener(LoadBalancerIndex, isClassic: Bool)
        /// A load balancer answers echo requests itself.
        case answersEcho(LoadBalancerIndex)
        /// A load balancer takes no such protocol, or whether it answers is not told.
        case balancerProtocol(LoadBalancerIndex, isClassic: Bool)
        /// A gateway load balancer sends what its endpoints bring to appliances, and what becomes of it there is not told.
        case gatewayBalancer(LoadBalancerIndex)
        /// What the input lacks.
        case missing(Missing)
        /// Past it the rest is not in the input.
        case edge(RouteTarget.Kind)
        /// What is at the destination is neither filtered nor routed.
        case notFiltered
    }

    /// A fact that a way needs and the input lacks.
    public enum Missing: Hashable, Sendable {
        /// The subnet of an interface.
        case subnet(of: InterfaceIndex)
        /// Which route table a subnet uses, or the table itself.
        case routeTable(ofSubnet: TextID)
        /// Which route table a gateway uses for what it brings into its VPC.
        case edgeTable(ofGateway: TextID)
        /// Which network ACL a subnet uses, or its entries.
        case networkACL(ofSubnet: TextID)
        /// An internet gateway, or which one a VPC has; none for the latter.
        case internetGateway(TextID, ofVpc: TextID)
        /// A NAT gateway.
        case natGateway(TextID)
        /// A peering connection.
        case peeringConnection(TextID)
        /// What is attached to a transit gateway of a VPC.
        case transitGatewayAttachment(TextID, ofVpc: TextID)
        /// An attachment of a transit gateway, by its id, that a route leads to.
        case attachment(TextID, of: TextID)
        /// Which table of its transit gateway an attachment, by its id, is associated with.
        case association(TextID, of: TextID)
        /// The routes of a transit gateway's table; the owner, to whom alone they are listed, none where that is not told.
        case transitGatewayRoutes(TextID, owner: TextID)
        /// A virtual private gateway, or whether it is attached to a VPC.
        case virtualPrivateGateway(TextID, ofVpc: TextID)
        /// The listeners of a load balancer.
        case listeners(of: TextID)
        /// A VPC endpoint.
        case endpoint(TextID)
        /// Whether rules that name groups match across a transit gateway, or the region of a side of a peering connection.
        case references(across: TextID)
        /// The subnets of a VPC: whether one holds an address.
        case subnets(ofVpc: TextID)
        /// The interfaces of a VPC: whether one has an address, and which groups it carries.
        case interfaces(ofVpc: TextID)
    }

    /// AWS's code where it has one, with `:reply` where it is the answer's way.
    ///
    /// Source: https://docs.aws.amazon.com/vpc/latest/reachability/explanation-codes.html
    public var code: String? {
        guard outcome != .pass else { return nil }
        return leg == .reply ? "\(plainCode):reply" : plainCode
    }

    private var plainCode: String {
        switch reason {
        case .groups: "ENI_SG_RULES_MISMATCH"
        case .acl: "SUBNET_ACL_RESTRICTION"
        case .route(_, let choice):
            choice.openings.contains { if case .prefixList = $0 { true } else { false } }
                ? "UNKNOWN_PREFIX_LIST" : outcome == .depends ? "UNKNOWN_RESOURCE:route" : "NO_ROUTE_TO_DESTINATION"
        case .blackhole, .filtered, .disagreement: "BAD_STATE_ROUTE"
        case .passes, .returnsToSender, .notFiltered: "NOT_FILTERED"
        case .badState: "BAD_STATE"
        case .notAttached: "BAD_STATE_ATTACHMENT"
        case .noPublicSource, .privateNat, .noPublicIPv6: "IGW_PUBLIC_IP_ASSOCIATION_FOR_EGRESS"
        case .noPublicDestination, .deniesGatewayTraffic: "IGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS"
        case .unknownPublicAddress: "UNKNOWN_RESOURCE:address"
        case .privateDestination(let isShared): "IGW_DESTINATION_ADDRESS_NOT_IN_RFC\(isShared ? 6598 : 1918)_EGRESS"
        case .privateSource(let isShared): "IGW_SOURCE_ADDRESS_NOT_IN_RFC\(isShared ? 6598 : 1918)_INGRESS"
        case .publicAccess, .changingPublicAccess: "VPC_BLOCK_PUBLIC_ACCESS_ENABLED"
        case .natProtocol: "PROTOCOL_RESTRICTION"
        case .natInOwnSubnet: "NAT_IN_OWN_SUBNET"
        case .natAddressUnknown: "UNKNOWN_RESOURCE:nat-gateway"
        case .natZone: "REGIONAL_NGW_ROUTE_AZ_RESTRICTION"
        case .unsolicited: "UNSOLICITED"
        case .opensNothing: "VPCE_INTRA_VPC_TRAFFIC"
        case .asymmetric: "ASYMMETRIC_REPLY"
        case .redirected: "INGRESS_RTB_TRAFFIC_REDIRECTION"
        case .applianceNotPublic: "INGRESS_RTB_NO_PUBLIC_IP"
        case .inspected: "EDGE:firewall"
        case .sourceDestinationCheck: "ENI_SOURCE_DEST_CHECK_RESTRICTION"
        case .nobody: "NO_POSSIBLE_DESTINATION"
        case .notPeered: "PCX_REQUIRES_ADDRESS_IN_VPC_CIDR"
        case .otherVpc: kind == .tgw || kind == .table ? "TGW_RTB_CANNOT_ROUTE" : "CANNOT_ROUTE"
        case .attachmentZone, .attachmentWithoutSubnet: "TGW_ROUTE_AZ_RESTRICTION"
        case .noAssociation: "TGW_ATTACH_MISSING_TGW_RTB_ASSOCIATION"
        case .attachmentState: "BAD_STATE_ATTACHMENT"
        case .transitRoute(_, let choice):
            choice.openings.contains { if case .prefixList = $0 { true } else { false } }
                ? "UNKNOWN_PREFIX_LIST"
                : outcome == .depends ? "TGW_RTB_ROUTES_ARE_UNKNOWN" : "TGW_RTB_NO_ROUTE_TO_TGW_ATTACHMENT"
        case .transitBlackhole: "TGW_RTB_BAD_STATE_ROUTE"
        case .severalAttachments, .attachmentZones, .attachmentEdge(_, .networkFunction): "TGW_RTB_ROUTES_ARE_UNKNOWN"
        case .foreignSource:
            switch kind {
            case .nat: "NGW_REQUIRES_SOURCE_IN_VPC"
            case .vpn: "VGW_PRIVATE_IP_ASSOCIATION_FOR_EGRESS"
            case .vpce: "VPCE_GATEWAY_EGRESS_SOURCE_ADDRESS_RESTRICTION"
            default: "IGW_PUBLIC_IP_ASSOCIATION_FOR_EGRESS:source"
            }
        case .endpointProtocol: "VPCE_GATEWAY_PROTOCOL_RESTRICTION"
        case .tunnelsDown: kind == .tgw ? "TGW_BAD_STATE_VPN" : "BAD_STATE_VPN"
        case .gatewayWithoutIPv6, .attachmentWithoutIPv6: "PROTOCOL_RESTRICTION"
        case .attachmentEdge(_, let kind): "EDGE:\(kind)"
        case .foreignVpc: "UNKNOWN_RESOURCE:vpc"
        case .inspectedBy: "EDGE:firewall"
        case .listens, .answersEcho: "NOT_FILTERED"
        case .balancerProtocol where outcome == .depends: "EDGE:load-balancer"
        case .noListener(_, let isClassic), .balancerProtocol(_, let isClassic):
            isClassic ? "ELB_LISTENERS_MISMATCH" : "ELBV2_LISTENERS_MISMATCH"
        case .gatewayBalancer: "EDGE:load-balancer"
        case .missing(let missing):
            switch missing {
            case .listeners: "UNKNOWN_RESOURCE:listeners"
            case .peeringConnection: "UNKNOWN_RESOURCE:vpc-peering-connection"
            case .transitGatewayAttachment, .attachment, .association: "UNKNOWN_RESOURCE:transit-gateway-attachment"
            case .transitGatewayRoutes: "TGW_RTB_ROUTES_ARE_UNKNOWN"
            case .virtualPrivateGateway: "UNKNOWN_RESOURCE:vpn-gateway"
            case .endpoint: "UNKNOWN_RESOURCE:vpc-endpoint"
            case .references: "SG_REFERENCING_SUPPORT"
            case .subnet: "UNKNOWN_RESOURCE:subnet"
            case .routeTable, .edgeTable: "UNKNOWN_RESOURCE:route-table"
            case .networkACL: "UNKNOWN_RESOURCE:network-acl"
            case .internetGateway: "UNKNOWN_RESOURCE:internet-gateway"
            case .natGateway: "UNKNOWN_RESOURCE:nat-gateway"
            case .subnets: "UNKNOWN_RESOURCE:subnets"
            case .interfaces: "UNKNOWN_RESOURCE:network-interface"
            }
        case .edge(let kind): "EDGE:\(kind)"
        }
    }
}
