import CoreModel

/// Reads `IpPermissions[]`: one protocol and port range with many pairs, ranges and lists.
///
/// Each of those is a rule of its own, with its own description. This is where the time goes when a large account is read.
enum AwsPermission {
    static func read(_ list: JSONValue, _ direction: Direction, into collector: inout Collector) throws(JSONFault) {
        for permission in try list.elements() {
            var ipProtocol, from, to, pairs, ranges, ranges6, lists: JSONValue?
            var isLeftOut = false
            for (key, member) in try permission.members() {
                switch key {
                case "IpProtocol": ipProtocol = member
                case "FromPort": from = member
                case "ToPort": to = member
                case "UserIdGroupPairs": pairs = member
                case "IpRanges": ranges = member
                case "Ipv6Ranges": ranges6 = member
                case "PrefixListIds": lists = member
                default: isLeftOut = isLeftOut || holdsSomething(member)
                }
            }
            guard let ipProtocol else { throw permission.fault(.missing("IpProtocol")) }
            let traffic = try RuleValues.traffic(ipProtocol, from: from, to: to)
            if let pairs, !pairs.isNull { try readPairs(pairs, direction, traffic, &collector) }
            if let ranges, !ranges.isNull { try readRanges(ranges, direction, traffic, &collector) }
            if let ranges6, !ranges6.isNull {
                try readOthers(ranges6, direction, traffic, &collector) { range, collector throws(JSONFault) in
                    try collector.peer(cidr: try range.required("CidrIpv6"), .v6)
                }
            }
            if let lists, !lists.isNull {
                try readOthers(lists, direction, traffic, &collector) { list, collector throws(JSONFault) in
                    collector.builder.peer(prefixList: collector.intern(try list.requiredText("PrefixListId")))
                }
            }
            // AWS keeps no permission that is for nobody: what it is for was cut, or stands under a name that is not read.
            let isForSomebody =
                holdsSomething(ranges) || holdsSomething(pairs) || holdsSomething(ranges6) || holdsSomething(lists)
            if isLeftOut || !isForSomebody {
                let peer = collector.builder.peer(leftOut: direction)
                collector.builder.addRule(Rule(direction: direction, traffic: traffic, peer: peer))
            }
        }
    }

    /// Whether a member is a list or an object with something in it.
    private static func holdsSomething(_ member: JSONValue?) -> Bool {
        guard let member, member.kind == .array || member.kind == .object else { return false }
        // Between its brackets on the tape, each a place.
        return member.after > member.index + 2
    }

    private static func readPairs(
        _ pairs: JSONValue, _ direction: Direction, _ traffic: Traffic, _ collector: inout Collector
    ) throws(JSONFault) {
        for pair in try pairs.elements() {
            var description: JSONValue?
            let peer = try AwsGroupPair.peer(pair, description: &description, into: &collector)
            collector.builder.addRule(
                Rule(description: try collector.intern(description), direction: direction, traffic: traffic, peer: peer))
        }
    }

    private static func readRanges(
        _ ranges: JSONValue, _ direction: Direction, _ traffic: Traffic, _ collector: inout Collector
    ) throws(JSONFault) {
        for range in try ranges.elements() {
            var cidr, description: JSONValue?
            for (key, member) in try range.members() {
                switch key {
                case "CidrIp": cidr = member
                case "Description": description = member
                default: break
                }
            }
            guard let cidr else { throw range.fault(.missing("CidrIp")) }
            let peer = try collector.peer(cidr: cidr, .v4)
            collector.builder.addRule(
                Rule(description: try collector.intern(description), direction: direction, traffic: traffic, peer: peer))
        }
    }

    /// What permissions have less often, looked up by key.
    private static func readOthers(
        _ list: JSONValue, _ direction: Direction, _ traffic: Traffic, _ collector: inout Collector,
        _ peer: (JSONValue, inout Collector) throws(JSONFault) -> Peer
    ) throws(JSONFault) {
        for element in try list.elements() {
            let peer = try peer(element, &collector)
            let description = collector.intern(try element.text("Description"))
            collector.builder.addRule(Rule(description: description, direction: direction, traffic: traffic, peer: peer))
        }
    }
}

/// A group as a rule names it: `UserIdGroupPairs[]` and `ReferencedGroupInfo`.
enum AwsGroupPair {
    @inline(__always)
    static func peer(
        _ pair: JSONValue, description: inout JSONValue?, into collector: inout Collector
    ) throws(JSONFault) -> Peer {
        var id, account, vpc, connection, status: JSONValue?
        for (key, member) in try pair.members() {
            switch key {
            case "GroupId": id = member
            case "UserId": account = member
            case "VpcId": vpc = member
            case "VpcPeeringConnectionId": connection = member
            case "PeeringStatus": status = member
            case "Description": description = member
            default: break
            }
        }
        guard let id else { throw pair.fault(.missing("GroupId")) }
        let group = try collector.intern(id)
        guard !group.isNone else { throw id.fault(.badValue("is empty")) }
        return collector.builder.peer(
            GroupReference(
                group: collector.builder.group(id: group), account: try collector.intern(account), vpc: try collector.intern(vpc),
                peeringConnection: try collector.intern(connection), peeringStatus: try collector.intern(status)))
    }
}
