/// The place of something that carries or filters packets in its array of ``Topology``.
public struct TopologyIndex<Element>: Hashable, Sendable, Comparable {
    /// The place.
    public let number: UInt32

    /// Makes an index of a place.
    public init(_ place: Int) { number = UInt32(place) }

    /// By place, that is by first appearance in the inputs.
    public static func < (left: TopologyIndex, right: TopologyIndex) -> Bool { left.number < right.number }
}

/// The place of a route table in ``Topology/routeTables``.
public typealias RouteTableIndex = TopologyIndex<RouteTable>
/// The place of a network ACL in ``Topology/networkACLs``.
public typealias NetworkACLIndex = TopologyIndex<NetworkACL>
/// The place of a gateway in ``Topology/gateways``.
public typealias GatewayIndex = TopologyIndex<Gateway>
/// The place of a route table of a transit gateway in ``Topology/transitGatewayTables``.
public typealias TransitGatewayTableIndex = TopologyIndex<TransitGatewayTable>
/// The place of a load balancer in ``Topology/loadBalancers``.
public typealias LoadBalancerIndex = TopologyIndex<LoadBalancer>
/// The place of a NAT gateway in ``Topology/natGateways``.
public typealias NatGatewayIndex = TopologyIndex<NatGateway>
/// The place of an attachment in ``Topology/transitGatewayAttachments``.
public typealias TransitGatewayAttachmentIndex = TopologyIndex<TransitGatewayAttachment>
