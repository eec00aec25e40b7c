import CoreModel

/// The resource types of the AWS provider that say something about security groups.
///
/// Source: https://registry.terraform.io/providers/hashicorp/aws/latest/docs
enum TerraformType: String {
    case vpc = "aws_vpc"
    case defaultVpc = "aws_default_vpc"
    case vpcBlock = "aws_vpc_ipv4_cidr_block_association"
    case vpcIPv6Block = "aws_vpc_ipv6_cidr_block_association"
    case subnet = "aws_subnet"
    /// CloudFormation's alone: AWS::EC2::SubnetCidrBlock.
    case subnetBlock = "aws_subnet_cidr_block_association"
    case defaultSubnet = "aws_default_subnet"
    case prefixList = "aws_ec2_managed_prefix_list"
    case prefixListEntry = "aws_ec2_managed_prefix_list_entry"
    case awsPrefixList = "aws_prefix_list"
    case group = "aws_security_group"
    case defaultGroup = "aws_default_security_group"
    case groupRule = "aws_security_group_rule"
    case ingressRule = "aws_vpc_security_group_ingress_rule"
    case egressRule = "aws_vpc_security_group_egress_rule"
    case interface = "aws_network_interface"
    case instance = "aws_instance"
    case interfaceAttachment = "aws_network_interface_attachment"
    case groupAttachment = "aws_network_interface_sg_attachment"
    case address = "aws_eip"
    case addressAssociation = "aws_eip_association"
    case networkACL = "aws_network_acl"
    case defaultNetworkACL = "aws_default_network_acl"
    case networkACLRule = "aws_network_acl_rule"
    case routeTable = "aws_route_table"
    case defaultRouteTable = "aws_default_route_table"
    case route = "aws_route"
    case routeTableAssociation = "aws_route_table_association"
    case mainRouteTable = "aws_main_route_table_association"
    case propagation = "aws_vpn_gateway_route_propagation"
    case networkACLAssociation = "aws_network_acl_association"
    case internetGateway = "aws_internet_gateway"
    case internetGatewayAttachment = "aws_internet_gateway_attachment"
    case egressOnlyGateway = "aws_egress_only_internet_gateway"
    case natGateway = "aws_nat_gateway"
    case endpointRouteTable = "aws_vpc_endpoint_route_table_association"
    case endpointSubnet = "aws_vpc_endpoint_subnet_association"
    case endpointGroup = "aws_vpc_endpoint_security_group_association"
    case endpointPolicy = "aws_vpc_endpoint_policy"
    case peering = "aws_vpc_peering_connection"
    case peeringAccepter = "aws_vpc_peering_connection_accepter"
    case transitGateway = "aws_ec2_transit_gateway"
    case transitVpcAttachment = "aws_ec2_transit_gateway_vpc_attachment"
    case transitVpcAccepter = "aws_ec2_transit_gateway_vpc_attachment_accepter"
    case transitPeering = "aws_ec2_transit_gateway_peering_attachment"
    case transitPeeringAccepter = "aws_ec2_transit_gateway_peering_attachment_accepter"
    case transitConnect = "aws_ec2_transit_gateway_connect"
    /// Data sources alone.
    case transitLookup = "aws_ec2_transit_gateway_attachment"
    case transitVpnLookup = "aws_ec2_transit_gateway_vpn_attachment"
    case transitDirectConnectLookup = "aws_ec2_transit_gateway_dx_gateway_attachment"
    case transitTable = "aws_ec2_transit_gateway_route_table"
    case transitRoute = "aws_ec2_transit_gateway_route"
    case transitPrefixList = "aws_ec2_transit_gateway_prefix_list_reference"
    case transitAssociation = "aws_ec2_transit_gateway_route_table_association"
    case transitPropagation = "aws_ec2_transit_gateway_route_table_propagation"
    case defaultTransitAssociation = "aws_ec2_transit_gateway_default_route_table_association"
    case defaultTransitPropagation = "aws_ec2_transit_gateway_default_route_table_propagation"
    case vpnGateway = "aws_vpn_gateway"
    case vpnGatewayAttachment = "aws_vpn_gateway_attachment"
    case vpnConnection = "aws_vpn_connection"
    case vpnRoute = "aws_vpn_connection_route"
    case customerGateway = "aws_customer_gateway"
    case directConnectGateway = "aws_dx_gateway"
    case directConnectAssociation = "aws_dx_gateway_association"
    case firewall = "aws_networkfirewall_firewall"
    case firewallEndpoint = "aws_networkfirewall_vpc_endpoint_association"
    case publicAccessOptions = "aws_vpc_block_public_access_options"
    case publicAccessExclusion = "aws_vpc_block_public_access_exclusion"
    case loadBalancer = "aws_lb"
    case loadBalancerAlias = "aws_alb"
    case listener = "aws_lb_listener"
    case listenerAlias = "aws_alb_listener"
    case listenerRule = "aws_lb_listener_rule"
    case listenerRuleAlias = "aws_alb_listener_rule"
    case targetGroup = "aws_lb_target_group"
    case targetGroupAlias = "aws_alb_target_group"
    case targetAttachment = "aws_lb_target_group_attachment"
    case targetAttachmentAlias = "aws_alb_target_group_attachment"
    case classicLoadBalancer = "aws_elb"
    case classicAttachment = "aws_elb_attachment"
    case scalingGroup = "aws_autoscaling_group"
    case scalingAttachment = "aws_autoscaling_attachment"
    case scalingSource = "aws_autoscaling_traffic_source_attachment"
    case database = "aws_db_instance"
    case databaseCluster = "aws_rds_cluster"
    case databaseInstance = "aws_rds_cluster_instance"
    case databaseProxy = "aws_db_proxy"
    case documentCluster = "aws_docdb_cluster"
    case documentInstance = "aws_docdb_cluster_instance"
    case graphCluster = "aws_neptune_cluster"
    case graphInstance = "aws_neptune_cluster_instance"
    case cache = "aws_elasticache_cluster"
    case cacheGroup = "aws_elasticache_replication_group"
    case serverlessCache = "aws_elasticache_serverless_cache"
    case memoryCache = "aws_memorydb_cluster"
    case function = "aws_lambda_function"
    case service = "aws_ecs_service"
    case endpoint = "aws_vpc_endpoint"
    case warehouse = "aws_redshift_cluster"
    case searchDomain = "aws_opensearch_domain"
    case olderSearchDomain = "aws_elasticsearch_domain"
    case kubernetes = "aws_eks_cluster"
    case queue = "aws_mq_broker"
    case stream = "aws_msk_cluster"
    case replication = "aws_dms_replication_instance"
    case mountTarget = "aws_efs_mount_target"
    case build = "aws_codebuild_project"

    init?(_ name: JSONText) {
        guard name.hasPrefix("aws_") else { return nil }
        self.init(rawValue: name.string)
    }

    /// When it is read: what others need comes first, a group before the rule resources that add to it.
    var turn: Int {
        switch self {
        case .vpc, .defaultVpc, .subnet, .defaultSubnet, .prefixList, .awsPrefixList, .group,
            .defaultGroup, .internetGateway, .egressOnlyGateway, .vpnGateway, .transitGateway, .transitTable,
            .defaultTransitAssociation, .defaultTransitPropagation:
            0
        case .vpcBlock, .vpcIPv6Block, .subnetBlock, .prefixListEntry, .groupRule, .ingressRule, .egressRule, .networkACL,
            .defaultNetworkACL, .networkACLRule, .routeTable, .defaultRouteTable, .route, .routeTableAssociation,
            .mainRouteTable, .propagation, .networkACLAssociation, .internetGatewayAttachment, .natGateway, .publicAccessOptions,
            .publicAccessExclusion, .vpnGatewayAttachment, .vpnConnection, .vpnRoute, .customerGateway, .directConnectGateway,
            .directConnectAssociation, .peering, .transitVpcAttachment, .transitPeering, .transitLookup, .transitVpnLookup,
            .transitDirectConnectLookup, .firewall, .firewallEndpoint, .listener, .listenerAlias, .listenerRule,
            .listenerRuleAlias, .targetGroup, .targetGroupAlias, .targetAttachment, .targetAttachmentAlias, .classicAttachment,
            .scalingGroup, .scalingAttachment, .scalingSource:
            1
        // What accepts, connects or routes comes after what it names.
        case .instance, .peeringAccepter, .transitVpcAccepter, .transitPeeringAccepter, .transitConnect, .transitRoute,
            .transitPrefixList, .transitAssociation, .transitPropagation:
            2
        case .endpointSubnet, .endpointGroup: 5
        case .endpointRouteTable, .endpointPolicy: 7
        case .interface: 3
        case .interfaceAttachment, .groupAttachment, .address, .addressAssociation: 4
        // A cluster takes its instances in.
        case .databaseInstance, .documentInstance, .graphInstance: 5
        case .loadBalancer, .loadBalancerAlias, .classicLoadBalancer, .database, .databaseCluster, .databaseProxy,
            .documentCluster, .graphCluster, .cache, .cacheGroup, .serverlessCache, .memoryCache, .function, .service, .endpoint,
            .warehouse, .searchDomain, .olderSearchDomain, .kubernetes, .queue, .stream, .replication, .mountTarget, .build:
            6
        }
    }

    /// Whether code names it where it changes rules, entries or routes: it is a thing, and no part of one.
    var isNamedInCode: Bool {
        switch self {
        case .vpc, .defaultVpc, .subnet, .defaultSubnet, .group, .defaultGroup, .networkACL, .defaultNetworkACL, .routeTable,
            .defaultRouteTable, .internetGateway, .egressOnlyGateway, .natGateway, .vpnGateway, .peering, .transitGateway,
            .transitTable, .transitVpcAttachment, .endpoint, .interface, .instance:
            true
        default: false
        }
    }

    /// The attribute that names what it takes over, whose id is its own; nil for what is made anew.
    ///
    /// Source: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/default_route_table
    var adopted: StaticString? {
        switch self {
        case .defaultRouteTable: "default_route_table_id"
        case .defaultNetworkACL: "default_network_acl_id"
        default: nil
        }
    }

    /// Whether it is a load balancer of either generation.
    var isBalancer: Bool { [.loadBalancer, .loadBalancerAlias, .classicLoadBalancer].contains(self) }

    /// Whether its interfaces are those of instances that are resources of their own.
    var isCluster: Bool { [.databaseCluster, .documentCluster, .graphCluster].contains(self) }

    /// What of a database it is that sets groups; nil of what sets none, such as the instances of a cluster, and of anything else.
    var databaseSetter: DatabaseSetter.Kind? {
        switch self {
        case .database: .instance
        case .databaseCluster: .cluster
        case .documentCluster: .documentCluster
        case .graphCluster: .graphCluster
        case .databaseProxy: .proxy
        default: nil
        }
    }

    /// The blocks in which its groups stand.
    static let ownerBlocks: Set<String> = ["vpc_config", "network_configuration", "vpc_options", "broker_node_group_info"]
    /// The attributes that hold groups, of the resource itself or of such a block.
    static let groupLists: Set<String> = ["security_groups", "vpc_security_group_ids", "security_group_ids"]
    /// The attributes that hold subnets.
    static let subnetLists: Set<String> = ["subnets", "subnet_ids", "vpc_subnet_ids", "client_subnets"]
}

/// One instance of a resource or a data source: its attributes, whichever format they come from.
struct TerraformResource {
    let type: TerraformType
    /// False for a data source, which only looks at what others made.
    let isManaged: Bool
    let values: JSONValue
    /// What its code calls it, `aws_security_group.rds`; empty where that is not told.
    var address = ""
}
