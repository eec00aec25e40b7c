/// Resources of Terraform's second provider of AWS, awscc, as CloudFormation has them, which it is made of.
///
/// Source: https://registry.terraform.io/providers/hashicorp/awscc/latest/docs
enum ProviderAwscc {
    /// The types that are read.
    private static let types = [
        "awscc_ec2_security_group": "AWS::EC2::SecurityGroup",
        "awscc_ec2_security_group_ingress": "AWS::EC2::SecurityGroupIngress",
        "awscc_ec2_security_group_egress": "AWS::EC2::SecurityGroupEgress", "awscc_ec2_vpc": "AWS::EC2::VPC",
        "awscc_ec2_subnet": "AWS::EC2::Subnet", "awscc_ec2_network_interface": "AWS::EC2::NetworkInterface",
        "awscc_ec2_instance": "AWS::EC2::Instance", "awscc_ec2_prefix_list": "AWS::EC2::PrefixList",
        "awscc_rds_db_instance": "AWS::RDS::DBInstance", "awscc_lambda_function": "AWS::Lambda::Function",
    ]

    /// Whether a type is one of this provider's that is read.
    static func isRead(_ type: JSONText) -> Bool { type.hasPrefix("awscc_") && types[type.string] != nil }

    /// A managed resource with the attributes of a state; nil for another provider's.
    static func resource(_ type: JSONText, _ values: JSONValue) throws(JSONFault) -> CloudFormationResource? {
        guard let native = types[type.string] else { return nil }
        let id = try values.requiredText("id").string
        return LiveResource.resource(native, id, properties(Tree(values)))
    }

    /// "cidr_ipv_6" and "group_description" as "CidrIpv6" and "GroupDescription".
    private static func properties(_ value: Tree) -> Tree {
        switch value {
        case .object(let members):
            .object(members.filter { $0.value != .null }.map { TreeMember(AwsSpelling.name($0.key), properties($0.value)) })
        case .list(let elements): .list(elements.map(properties))
        default: value
        }
    }
}
