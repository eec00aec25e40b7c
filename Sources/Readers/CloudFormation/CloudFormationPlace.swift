/// Where a property stands in a template, by where it stands in what the template is rewritten as.
enum CloudFormationPlace {
    /// ".ingress[1].cidr_blocks[0]" as ".SecurityGroupIngress[1].CidrIp"; `isEgress` of an egress rule that is a resource of its own.
    static func text(_ path: String, isEgress: Bool) -> String {
        let end = isEgress || path.hasPrefix(".egress") ? "Destination" : "Source"
        var result = ""
        for part in path.split(separator: ".") {
            let key = part.prefix { $0 != "[" }
            let property = properties[String(key)] ?? far[String(key)].map { end + $0 }
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
    /// What tells in its name at which end it is.
    private static let far = ["security_groups": "SecurityGroupId", "prefix_list_ids": "PrefixListId"]
    private static let singles: Set<String> = [
        "cidr_blocks", "ipv6_cidr_blocks", "security_groups", "prefix_list_ids", "private_ips", "secondary_private_ips",
    ]
}
