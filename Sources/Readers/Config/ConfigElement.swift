/// A resource of AWS Config as the call that lists it prints it.
///
/// Config keeps what the describe calls answer, with a small first letter. Types that came later are written as CloudFormation has
/// them; of those none is read.
///
/// Source: https://github.com/awslabs/aws-config-resource-schema/tree/master/config/properties/resource-types
struct ConfigElement {
    /// The list that the call's answer has, "SecurityGroups".
    let list: String
    let value: Tree

    /// The lists by types, each with the member that tells the resource's id.
    private static let lists: [String: (list: String, id: String)] = [
        "AWS::EC2::SecurityGroup": ("SecurityGroups", "GroupId"),
        "AWS::EC2::NetworkInterface": ("NetworkInterfaces", "NetworkInterfaceId"),
        "AWS::EC2::Instance": ("Instances", "InstanceId"),
        "AWS::EC2::VPC": ("Vpcs", "VpcId"),
        "AWS::EC2::Subnet": ("Subnets", "SubnetId"),
        "AWS::EC2::RouteTable": ("RouteTables", "RouteTableId"),
        "AWS::EC2::NetworkAcl": ("NetworkAcls", "NetworkAclId"),
        "AWS::EC2::InternetGateway": ("InternetGateways", "InternetGatewayId"),
        "AWS::EC2::EgressOnlyInternetGateway": ("EgressOnlyInternetGateways", "EgressOnlyInternetGatewayId"),
        "AWS::EC2::NatGateway": ("NatGateways", "NatGatewayId"),
        "AWS::EC2::EIP": ("Addresses", "AllocationId"),
        "AWS::EC2::VPCPeeringConnection": ("VpcPeeringConnections", "VpcPeeringConnectionId"),
        "AWS::EC2::VPCEndpoint": ("VpcEndpoints", "VpcEndpointId"),
        "AWS::EC2::VPNGateway": ("VpnGateways", "VpnGatewayId"),
        "AWS::EC2::VPNConnection": ("VpnConnections", "VpnConnectionId"),
        "AWS::EC2::CustomerGateway": ("CustomerGateways", "CustomerGatewayId"),
        "AWS::ElasticLoadBalancingV2::LoadBalancer": ("LoadBalancers", "LoadBalancerName"),
        "AWS::ElasticLoadBalancing::LoadBalancer": ("LoadBalancerDescriptions", "LoadBalancerName"),
        "AWS::RDS::DBInstance": ("DBInstances", "DBInstanceIdentifier"),
        "AWS::RDS::DBCluster": ("DBClusters", "DBClusterIdentifier"),
        "AWS::Lambda::Function": ("Functions", "FunctionName"),
    ]

    /// Whether resources of a type are read.
    static func isRead(_ type: String) -> Bool { lists[type] != nil }

    /// The resource of an item; nil where the item does not tell what it was.
    init?(_ item: ConfigItem) {
        guard let form = Self.lists[item.type], let configuration = item.configuration, case .object = configuration else {
            return nil
        }
        var value = AwsSpelling.element(configuration)
        if value[form.id] == nil {
            // A query may have selected the id beside the configuration; of what has names, the item's id is another one.
            guard item.id.contains("-"), form.id.hasSuffix("Id") else { return nil }
            value = value.setting(form.id, .text(item.id))
        }
        let tags = form.list == "NetworkInterfaces" ? "TagSet" : "Tags"
        if !item.tags.isEmpty, value[tags]?.elements.isEmpty ?? true {
            value = value.setting(tags, AwsSpelling.tags(.object(item.tags)))
        }
        list = form.list
        self.value = value
    }
}
