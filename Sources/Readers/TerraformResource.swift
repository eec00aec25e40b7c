/// The resource types of the AWS provider that say something about security groups.
///
/// Source: https://registry.terraform.io/providers/hashicorp/aws/latest/docs
enum TerraformType: String {
    case vpc = "aws_vpc"
    case defaultVpc = "aws_default_vpc"
    case vpcBlock = "aws_vpc_ipv4_cidr_block_association"
    case vpcIPv6Block = "aws_vpc_ipv6_cidr_block_association"
    case subnet = "aws_subnet"
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

    init?(_ name: JSONText) {
        guard name.hasPrefix("aws_") else { return nil }
        self.init(rawValue: name.string)
    }

    /// When it is read: what others need comes first, a group before the rule resources that add to it.
    var turn: Int {
        switch self {
        case .vpc, .defaultVpc, .vpcBlock, .vpcIPv6Block, .subnet, .defaultSubnet, .prefixList, .awsPrefixList, .group,
            .defaultGroup:
            0
        case .prefixListEntry, .groupRule, .ingressRule, .egressRule, .networkACL, .defaultNetworkACL,
            .networkACLRule, .routeTable, .defaultRouteTable, .route:
            1
        case .instance: 2
        case .interface: 3
        case .interfaceAttachment, .groupAttachment, .address, .addressAssociation: 4
        }
    }
}

/// One instance of a resource or a data source: its attributes, whichever format they come from.
struct TerraformResource {
    let type: TerraformType
    /// False for a data source, which only looks at what others made.
    let isManaged: Bool
    let values: JSONValue
}
