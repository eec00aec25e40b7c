import CoreModel

/// Things of AWS as rows with names in small letters and underscores: what Ansible's `*_info` modules return, and what Steampipe and
/// CloudQuery have in their tables.
///
/// A row is the describe call's element under other names, with the account and the region beside it; what is nested is JSON, in a
/// database that has no such type a text that holds it.
///
/// Sources: https://docs.ansible.com/ansible/latest/collections/amazon/aws/ec2_security_group_info_module.html,
/// https://hub.steampipe.io/plugins/turbot/aws/tables/aws_vpc_security_group,
/// https://hub.cloudquery.io/plugins/source/cloudquery/aws/tables/aws_ec2_security_groups
enum RowListing {
    /// What a row tells of; nil for a row of something else.
    private static func isRow(_ value: JSONValue) -> Bool {
        guard value.kind == .object else { return false }
        return value.has("group_id") && (value.has("ip_permissions") || value.has("ip_permissions_egress"))
            || value.has("security_group_rule_id") && value.has("is_egress")
            || value.has("network_interface_id") && (value.has("groups") || value.has("private_ip_addresses"))
            || value.has("cidr_block") && (value.has("subnet_id") || value.has("vpc_id"))
    }

    /// Reads an object that is a row, or that has a list of them; false where it is neither.
    static func read(_ root: JSONValue, from origin: Origin, into collector: inout Collector) throws(JSONFault) -> Bool {
        guard root.kind == .object else { return false }
        if isRow(root) {
            try read([(root, "$")], from: origin, into: &collector)
            return true
        }
        for key in ["rows", "security_groups", "network_interfaces", "subnets", "vpcs"] as [StaticString] {
            guard let list = try root.member(key), list.kind == .array else { continue }
            let elements = try list.elements()
            guard let first = elements.first else {
                // A module that found nothing.
                guard key.description == "security_groups", root.has("changed") else { continue }
                collector.builder.noteListing(origin.listing(.groups))
                return true
            }
            guard isRow(first) else { continue }
            try read(elements.enumerated().map { ($1, "$.\(key)[\($0)]") }, from: origin, into: &collector)
            return true
        }
        return try readPlays(root, from: origin, into: &collector)
    }

    /// Reads a list of rows; false where the first is none.
    static func read(
        _ elements: JSONElements, from origin: Origin, into collector: inout Collector
    ) throws(JSONFault) -> Bool {
        guard let first = elements.first, isRow(first) else { return false }
        try read(elements.enumerated().map { ($1, "$[\($0)]") }, from: origin, into: &collector)
        return true
    }

    /// What Ansible's callback `json` writes of a run: the modules' results by play, task and host.
    private static func readPlays(
        _ root: JSONValue, from origin: Origin, into collector: inout Collector
    ) throws(JSONFault) -> Bool {
        guard let plays = try root.member("plays"), plays.kind == .array else { return false }
        var isKnown = false
        for play in try plays.elements() where play.kind == .object {
            for task in try play.elements("tasks") where task.kind == .object {
                guard let hosts = try task.member("hosts"), hosts.kind == .object else { continue }
                for (_, result) in try hosts.members() where result.kind == .object && !result.has("plays") {
                    if try read(result, from: origin, into: &collector) { isKnown = true }
                }
            }
        }
        return isKnown
    }

    // MARK: Rows

    private struct Place: Hashable {
        var account: String?
        var region: String?
        var kind: Int
    }

    private static func read(
        _ rows: [(value: JSONValue, place: String)], from origin: Origin, into collector: inout Collector
    ) throws(JSONFault) {
        var batches: [(place: Place, elements: [Tree], paths: [String])] = []
        var numbers: [Place: Int] = [:]
        for row in rows where isRow(row.value) {
            let tree = Tree(row.value)
            let element = element(tree)
            let kind =
                element["SecurityGroupRuleId"] != nil
                ? 1 : element["NetworkInterfaceId"] != nil ? 2 : element["GroupId"] != nil ? 0 : 3
            let place = Place(
                account: tree["account_id"]?.scalar ?? origin.account, region: tree["region"]?.string ?? origin.region, kind: kind
            )
            let number = numbers[place] ?? batches.count
            if number == batches.count {
                numbers[place] = number
                batches.append((place, [], []))
            }
            batches[number].elements.append(element)
            batches[number].paths.append(row.place)
        }
        for batch in batches {
            var own = origin
            own.account = batch.place.account
            own.region = batch.place.region
            do {
                try TreeReading.read(.list(batch.elements), at: "$") { list throws(JSONFault) in
                    let elements = try list.elements()
                    guard let first = elements.first, let kind = AwsElement(first) else { return }
                    try kind.read(elements, from: own, into: &collector)
                }
            } catch {
                throw JSONFault(told: place(error.whole, batch.paths), problem: error.problem)
            }
        }
    }

    /// The element that a row stands for.
    private static func element(_ row: Tree) -> Tree {
        var members: [TreeMember] = []
        for member in row.members where member.key != "tags" && member.key != "tags_src" {
            members.append(TreeMember(member.key, nested(member.value)))
        }
        if let tags = row["tags_src"] ?? row["tags"] { members.append(TreeMember("tags", nested(tags))) }
        var element = AwsSpelling.element(.object(members))
        for key in ["IpPermissions", "IpPermissionsEgress"] {
            // A column without anything in it is a group without rules; one that was not selected is not there.
            if case .null? = element.members.last(where: { $0.key == key })?.value { element = element.setting(key, .list([])) }
        }
        if element["SecurityGroupArn"] == nil, let arn = element["Arn"] { element = element.setting("SecurityGroupArn", arn) }
        if element["NetworkInterfaceId"] != nil, element["TagSet"] == nil, let tags = element["Tags"] {
            element = element.setting("TagSet", tags)
        }
        if element["Attachment"] == nil, let instance = element["AttachedInstanceId"] {
            element = element.setting("Attachment", .object([TreeMember("InstanceId", instance)]))
        }
        if element["SecurityGroupRuleId"] != nil, element["ReferencedGroupInfo"] == nil, let group = element["ReferencedGroupId"]
        {
            let pairs = [
                ("UserId", "ReferencedUserId"), ("VpcId", "ReferencedVpcId"), ("PeeringStatus", "ReferencedPeeringStatus"),
                ("VpcPeeringConnectionId", "ReferencedVpcPeeringConnectionId"),
            ]
            let info = [TreeMember("GroupId", group)] + pairs.compactMap { key, own in element[own].map { TreeMember(key, $0) } }
            element = element.setting("ReferencedGroupInfo", .object(info))
        }
        return element
    }

    /// A value, of a text that holds JSON what it holds.
    private static func nested(_ value: Tree) -> Tree {
        guard let text = value.string, let first = text.first, first == "[" || first == "{" else { return value }
        return Tree(json: text) ?? value
    }

    /// "$[3].IpPermissions[0]" as "$.rows[3].ip_permissions[0]".
    private static func place(_ path: String, _ places: [String]) -> String {
        guard path.hasPrefix("$["), let end = path.firstIndex(of: "]"),
            let number = Int(path[path.index(path.startIndex, offsetBy: 2)..<end]), places.indices.contains(number)
        else { return places.first ?? path }
        return places[number] + path[path.index(after: end)...]
    }
}
