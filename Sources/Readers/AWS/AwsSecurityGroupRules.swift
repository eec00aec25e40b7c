import CoreModel

/// Reads `aws ec2 describe-security-group-rules`: `SecurityGroupRules[]`, one rule each, with its id and the group's.
///
/// Source: https://docs.aws.amazon.com/cli/latest/reference/ec2/describe-security-group-rules.html#output
enum AwsSecurityGroupRules {
    /// Reads a list; the answer of a call that makes rules has the new ones only.
    static func read(
        _ rules: JSONElements, isAnswerOfChange: Bool = false, from origin: Origin, into collector: inout Collector
    ) throws(JSONFault) {
        let listing = origin.listing(isAnswerOfChange ? .ruleResources : .rules)
        collector.builder.noteListing(listing)
        for rule in rules { try read(rule, in: listing, into: &collector) }
    }

    private static func read(_ value: JSONValue, in listing: Listing, into collector: inout Collector) throws(JSONFault) {
        var id, group, owner, isEgress, ipProtocol, from, to, cidr, cidr6, list, pair, description, tags: JSONValue?
        for (key, member) in try value.members() where !member.isNull {
            switch key {
            case "SecurityGroupRuleId": id = member
            case "GroupId": group = member
            case "GroupOwnerId": owner = member
            case "IsEgress": isEgress = member
            case "IpProtocol": ipProtocol = member
            case "FromPort": from = member
            case "ToPort": to = member
            case "CidrIpv4": cidr = member
            case "CidrIpv6": cidr6 = member
            case "PrefixListId": list = member
            case "ReferencedGroupInfo": pair = member
            case "Description": description = member
            case "Tags": tags = member
            default: break
            }
        }
        guard let group else { throw value.fault(.missing("GroupId")) }
        guard let isEgress else { throw value.fault(.missing("IsEgress")) }
        guard let ipProtocol else { throw value.fault(.missing("IpProtocol")) }
        let peer: Peer
        if let cidr {
            peer = try collector.peer(cidr: cidr, .v4)
        } else if let cidr6 {
            peer = try collector.peer(cidr: cidr6, .v6)
        } else if let list {
            peer = collector.builder.peer(prefixList: try collector.intern(list))
        } else if let pair {
            var ignored: JSONValue?
            peer = try collector.peer(pair: pair, description: &ignored)
        } else {
            throw value.fault(.badValue("names no CIDR, prefix list or group"))
        }
        let groupID = try collector.intern(group)
        guard !groupID.isNone else { throw group.fault(.badValue("is empty")) }
        let rule = Rule(
            id: try collector.intern(id), description: try collector.intern(description),
            direction: try isEgress.boolean() ? .egress : .ingress,
            traffic: try RuleValues.traffic(ipProtocol, from: from, to: to), peer: peer)
        if let tags { collector.builder.noteTags(try collector.tags(tags), ofRule: rule.id) }
        collector.builder.addRule(rule, toGroup: groupID, owner: try collector.intern(owner), in: listing)
    }
}
