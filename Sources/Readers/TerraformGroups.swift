import SecurityGroups

/// Groups with their inline rules, and the three kinds of rule resources.
extension TerraformResources {
    /// A group with its inline rules: `aws_security_group` or `aws_default_security_group`.
    ///
    /// A data source tells attributes, never rules.
    func readGroup(_ values: JSONValue, isManaged: Bool, into collector: inout Collector) throws(JSONFault) {
        var group = Group(id: collector.intern(try values.requiredText("id")))
        group.name = collector.intern(try values.text("name"))
        group.description = collector.intern(try values.text("description"))
        group.vpc = collector.intern(try values.text("vpc_id"))
        group.owner = collector.intern(try values.text("owner_id"))
        group.region = try collector.region(ofARN: try values.member("arn"))
        group.tags = try collector.terraformTags(values)
        guard isManaged else {
            collector.builder.describe(group)
            return
        }
        collector.builder.beginGroup(group, in: groups)
        for block in try values.elements("ingress") { try readBlock(block, .ingress, of: group.id, into: &collector) }
        for block in try values.elements("egress") { try readBlock(block, .egress, of: group.id, into: &collector) }
    }

    private func readBlock(
        _ block: JSONValue, _ direction: Direction, of group: TextID, into collector: inout Collector
    ) throws(JSONFault) {
        let traffic = try traffic(block, "protocol")
        let description = collector.intern(try block.text("description"))
        for peer in try peers(block, of: group, into: &collector) {
            collector.builder.addRule(Rule(description: description, direction: direction, traffic: traffic, peer: peer))
        }
    }

    /// `aws_security_group_rule`: one protocol and port range, many peers.
    func readGroupRule(_ values: JSONValue, into collector: inout Collector) throws(JSONFault) {
        let group = collector.intern(try values.requiredText("security_group_id"))
        let type = try values.required("type")
        let direction: Direction
        switch try type.text() {
        case "ingress": direction = .ingress
        case "egress": direction = .egress
        default: throw type.fault(.badValue("is neither ingress nor egress"))
        }
        var peers = try peers(values, of: group, into: &collector)
        if let source = try values.text("source_security_group_id") { peers.append(collector.peer(groupText: source)) }
        let traffic = try traffic(values, "protocol")
        let description = collector.intern(try values.text("description"))
        let id = peers.count == 1 ? collector.intern(try values.text("security_group_rule_id")) : .none
        for peer in peers {
            let rule = Rule(id: id, description: description, direction: direction, traffic: traffic, peer: peer)
            collector.builder.addRule(rule, toGroup: group, in: rules)
        }
    }

    /// `aws_vpc_security_group_ingress_rule` and `aws_vpc_security_group_egress_rule`: exactly one peer.
    func readRule(_ values: JSONValue, _ direction: Direction, into collector: inout Collector) throws(JSONFault) {
        let group = collector.intern(try values.requiredText("security_group_id"))
        let peer: Peer
        if let cidr = try filled(values, "cidr_ipv4") {
            peer = try collector.peer(cidr: cidr, .v4)
        } else if let cidr = try filled(values, "cidr_ipv6") {
            peer = try collector.peer(cidr: cidr, .v6)
        } else if let list = try values.text("prefix_list_id") {
            peer = collector.builder.peer(prefixList: collector.intern(list))
        } else if let reference = try values.text("referenced_security_group_id") {
            peer = collector.peer(groupText: reference)
        } else {
            throw values.fault(.badValue("names no CIDR, prefix list or group"))
        }
        var id = try values.text("security_group_rule_id")
        if id == nil { id = try values.text("id") }
        let rule = Rule(
            id: collector.intern(id), description: collector.intern(try values.text("description")), direction: direction,
            traffic: try traffic(values, "ip_protocol"), peer: peer)
        collector.builder.addRule(rule, toGroup: group, in: rules)
    }

    /// The peers of an inline block or an `aws_security_group_rule`; null, an empty list and an absent one all mean none.
    private func peers(_ block: JSONValue, of group: TextID, into collector: inout Collector) throws(JSONFault) -> [Peer] {
        var peers: [Peer] = []
        for cidr in try block.elements("cidr_blocks") { peers.append(try collector.peer(cidr: cidr, .v4)) }
        for cidr in try block.elements("ipv6_cidr_blocks") { peers.append(try collector.peer(cidr: cidr, .v6)) }
        for list in try block.elements("prefix_list_ids") {
            peers.append(collector.builder.peer(prefixList: collector.intern(try list.text())))
        }
        for reference in try block.elements("security_groups") { peers.append(collector.peer(groupText: try reference.text())) }
        if try block.member("self")?.boolean() == true {
            let own = GroupReference(group: collector.builder.group(id: group))
            peers.append(collector.builder.peer(own))
        }
        return peers
    }

    private func traffic(_ block: JSONValue, _ protocolMember: StaticString) throws(JSONFault) -> Traffic {
        try RuleValues.traffic(
            try block.required(protocolMember), from: try block.member("from_port"), to: try block.member("to_port"))
    }

    /// A member that is neither absent nor null nor empty text.
    private func filled(_ values: JSONValue, _ key: StaticString) throws(JSONFault) -> JSONValue? {
        try values.text(key) == nil ? nil : try values.member(key)
    }
}

extension Collector {
    /// A group as Terraform names it: "sg-...", or "123456789012/sg-..." for another account's.
    mutating func peer(groupText text: JSONText) -> Peer {
        guard let slash = text.bytes.lastIndex(of: UInt8(ascii: "/")) else {
            return builder.peer(GroupReference(group: builder.group(id: intern(text))))
        }
        let account = builder.intern(UnsafeBufferPointer(rebasing: text.bytes[..<slash]))
        let id = builder.intern(UnsafeBufferPointer(rebasing: text.bytes[(slash + 1)...]))
        return builder.peer(GroupReference(group: builder.group(id: id), account: account))
    }
}
