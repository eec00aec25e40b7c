import CoreModel

/// Groups with their inline rules, and the three kinds of rule resources.
extension TerraformResources {
    /// A group with its inline rules: `aws_security_group` or `aws_default_security_group`.
    ///
    /// A data source tells attributes, never rules.
    mutating func readGroup(
        _ values: JSONValue, _ resource: TerraformResource, into collector: inout Collector
    ) throws(JSONFault) {
        var group = Group(id: collector.intern(try values.requiredText("id")))
        group.name = collector.intern(try values.text("name"))
        group.description = collector.intern(try values.text("description"))
        group.vpc = collector.intern(try values.text("vpc_id"))
        group.owner = collector.intern(try values.text("owner_id"))
        group.region = try collector.region(ofARN: try values.member("arn"))
        group.tags = try collector.terraformTags(values)
        let place = collector.builder.group(id: group.id)
        vpcOfGroup[place] = group.vpc
        if resource.type == .defaultGroup || collector.builder.text(group.name) == "default" { defaultGroups[group.vpc] = place }
        guard resource.isManaged else {
            collector.builder.describe(group)
            return
        }
        collector.builder.beginGroup(group, in: groups)
        described.append(group.id)
        try readBlocks(values, "ingress", .ingress, of: group.id, into: &collector)
        try readBlocks(values, "egress", .egress, of: group.id, into: &collector)
    }

    /// The inline blocks of a direction: a list, of which the whole or an element may be left open.
    private func readBlocks(
        _ values: JSONValue, _ key: StaticString, _ direction: Direction, of group: TextID, into collector: inout Collector
    ) throws(JSONFault) {
        switch try values.settled(key) {
        case .absent: break
        case .unknown(let unknown): collector.addUnknownRules(unknown.name, direction)
        case .known(let blocks):
            for block in try blocks.elements() {
                if let unknown = block.unknown {
                    collector.addUnknownRules(unknown.name, direction)
                } else {
                    let rules = try RuleBlock(block, "protocol", of: group, into: &collector)
                    for rule in rules.rules(direction, into: &collector) { collector.builder.addRule(rule) }
                }
            }
        }
    }

    /// `aws_security_group_rule`: one protocol and port range, many peers.
    func readGroupRule(_ values: JSONValue, into collector: inout Collector) throws(JSONFault) {
        let type = try values.required("type")
        let direction: Direction
        switch try type.text() {
        case "ingress": direction = .ingress
        case "egress": direction = .egress
        default: throw type.fault(.badValue("is neither ingress nor egress"))
        }
        try add(values, "protocol", direction, into: &collector)
    }

    /// `aws_vpc_security_group_ingress_rule` and `aws_vpc_security_group_egress_rule`: exactly one peer.
    func readRule(_ values: JSONValue, _ direction: Direction, into collector: inout Collector) throws(JSONFault) {
        try add(values, "ip_protocol", direction, into: &collector)
    }

    /// Adds the rules of a rule resource to its group; where that is left open, to each that it may be.
    private func add(
        _ values: JSONValue, _ protocolMember: StaticString, _ direction: Direction, into collector: inout Collector
    ) throws(JSONFault) {
        var owners: [TextID] = []
        var open: String?
        if case .unknown(let unknown) = try values.settled("security_group_id") {
            owners = unknown.candidates.isEmpty ? described : unknown.candidates.map { collector.builder.intern($0) }
            open = unknown.name
        } else {
            owners = [collector.intern(try values.requiredText("security_group_id"))]
        }
        for owner in owners {
            var block = try RuleBlock(values, protocolMember, of: owner, into: &collector)
            if let open { block.doubts.append(open) }
            if block.peers.isEmpty, protocolMember.description == "ip_protocol" {
                throw values.fault(.badValue("names no CIDR, prefix list or group"))
            }
            collector.builder.noteTags(try collector.terraformTags(values), ofRule: block.id)
            for rule in block.rules(direction, into: &collector) {
                collector.builder.addRule(rule, toGroup: owner, in: rules)
            }
        }
    }
}

extension Collector {
    /// Rules of which nothing is settled: any traffic, with any network or group.
    mutating func addUnknownRules(_ name: String, _ direction: Direction) {
        for peer in [builder.peer(unknownNetworks: name), builder.peer(unknownGroup: name)] {
            builder.addRule(Rule(direction: direction, traffic: .all, peer: peer))
        }
    }

    /// A group as Terraform names it: "sg-...", or "123456789012/sg-..." for another account's.
    ///
    /// In a plan an address stands for an id that is not known yet, and may have a slash in it.
    mutating func peer(groupText text: JSONText) -> Peer {
        let slash = text.bytes.firstIndex(of: UInt8(ascii: "/"))
        guard let slash, slash > 0, text.bytes[..<slash].allSatisfy(\.isDigit) else {
            return builder.peer(GroupReference(group: builder.group(id: intern(text))))
        }
        let account = builder.intern(UnsafeBufferPointer(rebasing: text.bytes[..<slash]))
        let id = builder.intern(UnsafeBufferPointer(rebasing: text.bytes[(slash + 1)...]))
        return builder.peer(GroupReference(group: builder.group(id: id), account: account))
    }
}
