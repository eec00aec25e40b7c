import CoreModel

/// Reads `aws ec2 describe-security-groups`: `SecurityGroups[]`, each with its attributes and all its rules.
///
/// Source: https://docs.aws.amazon.com/cli/latest/reference/ec2/describe-security-groups.html#output
enum AwsSecurityGroups {
    static func read(_ groups: JSONElements, from origin: Origin, into collector: inout Collector) throws(JSONFault) {
        let listing = origin.listing(.groups)
        collector.builder.noteListing(listing)
        let scope = collector.scope(of: origin)
        for group in groups { try read(group, of: scope, in: listing, into: &collector) }
    }

    private static func read(
        _ value: JSONValue, of scope: Scope, in listing: Listing, into collector: inout Collector
    ) throws(JSONFault) {
        var id, name, description, vpc, owner, arn, tags, ingress, egress: JSONValue?
        for (key, member) in try value.members() {
            switch key {
            case "GroupId": id = member
            case "GroupName": name = member
            case "Description": description = member
            case "VpcId": vpc = member
            case "OwnerId": owner = member
            case "SecurityGroupArn": arn = member
            case "Tags": tags = member
            case "IpPermissions": ingress = member
            case "IpPermissionsEgress": egress = member
            default: break
            }
        }
        guard let id else { throw value.fault(.missing("GroupId")) }
        // A group without its lists would look closed: that must not be guessed.
        guard let ingress else { throw value.fault(.missing("IpPermissions")) }
        guard let egress else { throw value.fault(.missing("IpPermissionsEgress")) }
        var group = Group(id: try collector.intern(id))
        guard !group.id.isNone else { throw id.fault(.badValue("is empty")) }
        group.name = try collector.intern(name)
        group.description = try collector.intern(description)
        group.vpc = try collector.intern(vpc)
        group.owner = try collector.intern(owner)
        group.region = try collector.region(ofARN: arn)
        if group.owner.isNone { group.owner = scope.account }
        if group.region.isNone { group.region = scope.region }
        group.tags = try collector.tags(tags)
        collector.builder.beginGroup(group, in: listing)
        // The fourth SDK for .NET writes null for an empty list, beside every other member that a group has; a query that misspells a
        // name writes null too.
        let isWhole = [name, description, vpc, owner, arn, tags].allSatisfy { $0 != nil }
        if !ingress.isNull || !isWhole { try collector.addPermissions(ingress, .ingress) }
        if !egress.isNull || !isWhole { try collector.addPermissions(egress, .egress) }
    }
}

extension Collector {
    /// The region that an ARN names: its fourth part.
    mutating func region(ofARN arn: JSONValue?) throws(JSONFault) -> TextID {
        guard let arn, !arn.isNull else { return .none }
        let bytes = try arn.text().bytes
        var start = 0
        var colons = 0
        for (place, byte) in bytes.enumerated() where byte == UInt8(ascii: ":") {
            colons += 1
            if colons == 3 { start = place + 1 }
            if colons == 4 { return builder.intern(UnsafeBufferPointer(rebasing: bytes[start..<place])) }
        }
        return .none
    }

    /// `[{"Key": ..., "Value": ...}]`; absent or null is none.
    mutating func tags(_ list: JSONValue?) throws(JSONFault) -> [Tag] {
        guard let list, !list.isNull else { return [] }
        var tags: [Tag] = []
        for tag in try list.elements() {
            var name, content: JSONValue?
            for (key, member) in try tag.members() {
                switch key {
                case "Key": name = member
                case "Value": content = member
                default: break
                }
            }
            tags.append(Tag(key: try intern(name), value: try intern(content)))
        }
        return tags
    }

    /// The value of the tag `Name` in a list of tags.
    mutating func nameTag(_ list: JSONValue?) throws(JSONFault) -> TextID {
        try tag("Name", in: list)
    }

    /// The value of a tag in a list of tags.
    mutating func tag(_ wanted: StaticString, in list: JSONValue?) throws(JSONFault) -> TextID {
        guard let list, !list.isNull else { return .none }
        for tag in try list.elements() {
            if let key = try tag.text("Key"), wanted ~= key { return intern(try tag.text("Value")) }
        }
        return .none
    }
}
