import SecurityGroups

/// The place of an error in the names that its document has.
///
/// Templates and stacks are rewritten as the attributes of a state before they are read; who wrote a template knows none of these.
struct DocumentNames {
    /// What wrote the document; nil for what names things as a state does.
    let tool: Manager.Tool?

    /// "ingress[1].cidr_blocks[0]" as "SecurityGroupIngress[1].CidrIp" of a template, "ingress[1].cidrBlocks[0]" of a stack.
    func place(_ path: String) -> String {
        switch tool {
        case .cloudFormation, .cdk: template(path)
        case .pulumi: Self.camelCase(path)
        case .terraform, nil: path
        }
    }

    private func template(_ path: String) -> String {
        let isEgress = path.hasPrefix(".egress")
        return path.split(separator: ".", omittingEmptySubsequences: false).map { part -> String in
            let name = String(part.prefix { $0 != "[" })
            let index = part.dropFirst(name.count)
            switch name {
            case "": return String(part)
            case "ingress": return "SecurityGroupIngress\(index)"
            case "egress": return "SecurityGroupEgress\(index)"
            // What is a list in a state is one value in a template.
            case "cidr_blocks", "cidr_ipv4": return "CidrIp"
            case "ipv6_cidr_blocks", "cidr_ipv6": return "CidrIpv6"
            case "protocol", "ip_protocol": return "IpProtocol"
            case "prefix_list_ids", "prefix_list_id": return isEgress ? "DestinationPrefixListId" : "SourcePrefixListId"
            case "security_groups", "source_security_group_id", "referenced_security_group_id":
                return isEgress ? "DestinationSecurityGroupId" : "SourceSecurityGroupId"
            default:
                let camel = Self.camelCase(name)
                return camel.prefix(1).uppercased() + camel.dropFirst() + index
            }
        }.joined(separator: ".")
    }

    /// "from_port" as "fromPort".
    private static func camelCase(_ path: String) -> String {
        var result = ""
        var isUpper = false
        for character in path {
            if character == "_" {
                isUpper = true
            } else {
                result += isUpper ? character.uppercased() : String(character)
                isUpper = false
            }
        }
        return result
    }
}
