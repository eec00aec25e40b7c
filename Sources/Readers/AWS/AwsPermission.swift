import CoreModel

/// Reads `IpPermissions[]`: one protocol and port range with many pairs, ranges and lists.
///
/// Each of those is a rule of its own, with its own description. This is where the time goes when a large account is read.
extension Collector {
    mutating func addPermissions(_ list: JSONValue, _ direction: Direction) throws(JSONFault) {
        for permission in try list.elements() {
            var ipProtocol, from, to, pairs, ranges, ranges4, ranges6, lists: JSONValue?
            var isLeftOut = false
            for (key, member) in try permission.members() {
                switch key {
                case "IpProtocol": ipProtocol = member
                case "FromPort": from = member
                case "ToPort": to = member
                case "UserIdGroupPairs": pairs = member
                case "IpRanges": ranges = member
                case "Ipv4Ranges": ranges4 = member
                case "Ipv6Ranges": ranges6 = member
                case "PrefixListIds": lists = member
                default: isLeftOut = isLeftOut || member.holdsSomething
                }
            }
            // The SDK for .NET and AWS Config tell the same networks twice: with descriptions, and as texts of old.
            if let ranges4, ranges4.holdsSomething || ranges4.kind == .text { ranges = ranges4 }
            guard let ipProtocol else { throw permission.fault(.missing("IpProtocol")) }
            let traffic = try RuleValues.traffic(ipProtocol, from: from, to: to)
            if let pairs, !pairs.isNull { try addPairs(pairs, direction, traffic) }
            if let ranges, !ranges.isNull { try addRanges(ranges, direction, traffic) }
            if let ranges6, !ranges6.isNull {
                try addOthers(ranges6, direction, traffic) { range, own throws(JSONFault) in
                    try own.peer(cidr: try range.required("CidrIpv6"), .v6)
                }
            }
            if let lists, !lists.isNull {
                try addOthers(lists, direction, traffic) { list, own throws(JSONFault) in
                    // The SDK for .NET calls it "Id".
                    if !list.has("PrefixListId"), let id = try list.text("Id") {
                        return own.builder.peer(prefixList: own.intern(id))
                    }
                    return own.builder.peer(prefixList: own.intern(try list.requiredText("PrefixListId")))
                }
            }
            // AWS keeps no permission that is for nobody: what it is for was cut, or stands under a name that is not read.
            let isForSomebody = [ranges, pairs, ranges6, lists].contains { $0?.holdsSomething == true }
            if isLeftOut || !isForSomebody {
                builder.addRule(Rule(direction: direction, traffic: traffic, peer: builder.peer(leftOut: direction)))
            }
        }
    }

    private mutating func addPairs(_ pairs: JSONValue, _ direction: Direction, _ traffic: Traffic) throws(JSONFault) {
        for pair in try pairs.elements() {
            var description: JSONValue?
            let peer = try peer(pair: pair, description: &description)
            builder.addRule(
                Rule(description: try intern(description), direction: direction, traffic: traffic, peer: peer))
        }
    }

    private mutating func addRanges(_ ranges: JSONValue, _ direction: Direction, _ traffic: Traffic) throws(JSONFault) {
        for range in try ranges.elements() {
            if range.kind == .text {
                builder.addRule(Rule(direction: direction, traffic: traffic, peer: try peer(cidr: range, .v4)))
                continue
            }
            var cidr, description: JSONValue?
            for (key, member) in try range.members() {
                switch key {
                case "CidrIp": cidr = member
                case "Description": description = member
                default: break
                }
            }
            guard let cidr else { throw range.fault(.missing("CidrIp")) }
            let peer = try peer(cidr: cidr, .v4)
            builder.addRule(
                Rule(description: try intern(description), direction: direction, traffic: traffic, peer: peer))
        }
    }

    /// What permissions have less often, looked up by key.
    private mutating func addOthers(
        _ list: JSONValue, _ direction: Direction, _ traffic: Traffic,
        _ peer: (JSONValue, inout Collector) throws(JSONFault) -> Peer
    ) throws(JSONFault) {
        for element in try list.elements() {
            let peer = try peer(element, &self)
            let description = intern(try element.text("Description"))
            builder.addRule(Rule(description: description, direction: direction, traffic: traffic, peer: peer))
        }
    }

    /// A group as a rule names it: `UserIdGroupPairs[]` and `ReferencedGroupInfo`.
    @inline(__always)
    mutating func peer(pair: JSONValue, description: inout JSONValue?) throws(JSONFault) -> Peer {
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
        let group = try intern(id)
        guard !group.isNone else { throw id.fault(.badValue("is empty")) }
        return builder.peer(
            GroupReference(
                group: builder.group(id: group), account: try intern(account), vpc: try intern(vpc),
                peeringConnection: try intern(connection), peeringStatus: try intern(status)))
    }
}

extension JSONValue {
    /// Whether it is a list or an object with something in it.
    fileprivate var holdsSomething: Bool {
        // Between its brackets on the tape, each a place.
        (kind == .array || kind == .object) && after > index + 2
    }
}
