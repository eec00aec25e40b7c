/// Where a property stands in a template, by where it stands in what the template is rewritten as.
enum CloudFormationPlace {
    /// ".ingress[1].cidr_blocks[0]" as ".SecurityGroupIngress[1].CidrIp".
    static func text(_ path: String) -> String {
        let isEgress = path.hasPrefix(".egress")
        var result = ""
        for part in path.split(separator: ".") {
            let key = part.prefix { $0 != "[" }
            let property = properties[String(key)] ?? (isEgress ? egress : ingress)[String(key)]
            // What is one value in a template is a list in what it is rewritten as.
            let index = singles.contains(String(key)) ? "" : part.dropFirst(key.count)
            result += "." + (property ?? String(key)) + index
        }
        return result
    }

    private static let properties = [
        "ingress": "SecurityGroupIngress", "egress": "SecurityGroupEgress", "protocol": "IpProtocol", "from_port": "FromPort",
        "to_port": "ToPort", "cidr_blocks": "CidrIp", "ipv6_cidr_blocks": "CidrIpv6", "description": "Description",
        "name": "GroupName", "vpc_id": "VpcId", "cidr_block": "CidrBlock", "ipv6_cidr_block": "Ipv6CidrBlock",
        "private_ips": "PrivateIpAddress", "private_ip": "PrivateIpAddress", "secondary_private_ips": "PrivateIpAddress",
        "entry": "Entries", "cidr": "Cidr", "subnet_id": "SubnetId", "security_group_id": "GroupId",
        "vpc_security_group_ids": "SecurityGroupIds",
    ]
    private static let ingress = ["security_groups": "SourceSecurityGroupId", "prefix_list_ids": "SourcePrefixListId"]
    private static let egress = ["security_groups": "DestinationSecurityGroupId", "prefix_list_ids": "DestinationPrefixListId"]
    private static let singles: Set<String> = [
        "cidr_blocks", "ipv6_cidr_blocks", "security_groups", "prefix_list_ids", "private_ips", "secondary_private_ips",
    ]
}
