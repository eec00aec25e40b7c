import CoreModel
import Reachability

/// What the network map draws of an inventory: its VPCs, and what joins them.
///
/// Everything is read from route tables, associations and listings; what these do not tell is said to be not told.
public struct NetworkMap: Sendable {
    /// Answers questions about the inventory.
    public let analyzer: Analyzer
    /// The VPCs that have subnets, in the order of the inputs.
    public let vpcs: [VpcNetwork]
    /// What joins VPCs with each other and with other networks.
    public let joins: [VpcJoin]

    /// Works out the map.
    ///
    /// Complexity: linear in subnets, interfaces and routes.
    public init(_ analyzer: Analyzer) {
        self.analyzer = analyzer
        let builder = NetworkMapBuilder(analyzer)
        vpcs = builder.vpcs()
        joins = VpcJoin.all(analyzer)
    }

    /// The place of a VPC; nil where it has no subnet in the input.
    public func place(ofVpc id: TextID) -> Int? { vpcs.firstIndex { $0.id == id } }

    /// The VPC that a subnet is drawn in; nil where none is.
    public func place(ofSubnet id: TextID) -> Int? { vpcs.firstIndex { $0.subnet(id) != nil } }

    /// The joins of a VPC.
    public func joins(ofVpc id: TextID) -> [VpcJoin] { joins.filter { $0.vpcs.contains(id) } }
}

/// A peering connection or a transit gateway with the VPCs that it joins, or what joins a VPC with networks beyond AWS.
///
/// It says what is attached; which subnets send over it is for their tables to say.
public struct VpcJoin: Sendable {
    /// What a route to it names.
    public let target: RouteTarget
    /// What it is called, with the word for its kind: "pcx prod-reporting".
    public let title: String
    /// The VPCs that it joins, whether or not the input has them.
    public let vpcs: [TextID]
    /// What else it leads to: VPN connections, Direct Connect gateways, other transit gateways.
    public let beyond: [String]
    /// The state in which it carries nothing, as AWS calls it; nil where it works, as far as the input tells.
    public let stopped: String?
}
