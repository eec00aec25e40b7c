/// What an attribute that a plan knows only after apply may name, of what joins VPCs to each other and to the rest of the world.
struct JoiningReferences {
    /// Resources that it may name by one of their attributes, and what of them that attribute is.
    struct Target {
        var types: Set<TerraformType>
        var attribute = "id"
        var part: @Sendable (String) -> String = { $0 }
    }

    let targets: [Target]
    /// What it is where the configuration does not give it.
    private(set) var absent = Tree.null
    /// The attribute that says whether AWS makes what it names; nil for what somebody gives.
    private(set) var made: String?

    /// The attributes.
    static let keys: Set<String> = [
        "vpc_peering_connection_id", "peer_vpc_id", "peer_region", "peer_owner_id", "transit_gateway_id",
        "peer_transit_gateway_id", "transit_gateway_attachment_id", "transport_attachment_id", "transit_gateway_route_table_id",
        "association_default_route_table_id", "propagation_default_route_table_id", "security_group_referencing_support",
        "vpn_gateway_id", "vpn_connection_id", "customer_gateway_id", "dx_gateway_id", "associated_gateway_id",
        "vpc_endpoint_id", "policy", "load_balancer_arn", "listener_arn", "target_group_arn", "lb_target_group_arn",
        "alb_target_group_arn", "target_id", "elb",
    ]

    /// What has its ARN as its id, named by either.
    private static func arnOrID(_ types: Set<TerraformType>) -> [Target] {
        [Target(types: types, attribute: "arn"), Target(types: types)]
    }

    init(_ type: TerraformType, _ key: String) {
        switch key {
        case "vpc_peering_connection_id":
            targets = [Target(types: [.peering, .peeringAccepter]), Target(types: [.peeringAccepter], attribute: key)]
        case "peer_vpc_id": targets = [Target(types: [.vpc, .defaultVpc])]
        case "transit_gateway_id", "peer_transit_gateway_id": targets = [Target(types: [.transitGateway])]
        case "transit_gateway_attachment_id", "transport_attachment_id":
            targets = [
                Target(types: [
                    .transitVpcAttachment, .transitVpcAccepter, .transitPeering, .transitPeeringAccepter, .transitConnect,
                ]),
                Target(types: [.transitVpcAccepter, .transitPeeringAccepter], attribute: "transit_gateway_attachment_id"),
                Target(
                    types: [.vpnConnection, .directConnectAssociation], attribute: "transit_gateway_attachment_id",
                    part: TransitStandIn.attachment),
            ]
        case "transit_gateway_route_table_id":
            targets = [
                Target(types: [.transitTable]),
                Target(
                    types: [.transitGateway], attribute: "association_default_route_table_id",
                    part: TransitStandIn.defaultTable),
                Target(
                    types: [.transitGateway], attribute: "propagation_default_route_table_id",
                    part: TransitStandIn.defaultTable),
            ]
        case "vpn_gateway_id":
            targets = [
                Target(types: [.vpnGateway]), Target(types: [.vpnGatewayAttachment], attribute: key),
            ]
        case "vpn_connection_id": targets = [Target(types: [.vpnConnection])]
        case "customer_gateway_id": targets = [Target(types: [.customerGateway])]
        case "dx_gateway_id": targets = [Target(types: [.directConnectGateway])]
        case "associated_gateway_id": targets = [Target(types: [.transitGateway, .vpnGateway])]
        case "vpc_endpoint_id": targets = [Target(types: [.endpoint])]
        case "load_balancer_arn": targets = Self.arnOrID([.loadBalancer, .loadBalancerAlias])
        case "listener_arn": targets = Self.arnOrID([.listener, .listenerAlias])
        case "target_group_arn", "lb_target_group_arn", "alb_target_group_arn": targets = Self.arnOrID(PlanBalancers.groups)
        case "target_id":
            targets =
                [Target(types: [.instance])] + Self.arnOrID([.loadBalancer, .loadBalancerAlias])
                + [Target(types: [.function], attribute: "arn")]
        case "elb":
            targets = [Target(types: [.classicLoadBalancer]), Target(types: [.classicLoadBalancer], attribute: "name")]
        default: targets = []
        }
        switch (type, key) {
        case (.vpnConnection, "transit_gateway_attachment_id"): made = "transit_gateway_id"
        case (.directConnectAssociation, "transit_gateway_attachment_id"): made = "associated_gateway_id"
        // On by default, where a transit gateway's own option is off.
        // Source: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateTransitGatewayVpcAttachmentRequestOptions.html
        case (.transitVpcAttachment, "security_group_referencing_support"): absent = .text("enable")
        default: break
        }
    }
}
