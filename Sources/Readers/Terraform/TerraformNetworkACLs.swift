import CoreModel

/// Network ACLs, their entries and associations of a state.
extension TerraformResources {
    /// `aws_network_acl` and `aws_default_network_acl`, with their inline entries.
    ///
    /// On adoption of a default ACL all entries go: without blocks it denies all.
    mutating func readNetworkACL(_ values: JSONValue, _ resource: TerraformResource, into collector: inout Collector)
        throws(JSONFault)
    {
        var acl = NetworkACL(id: try ownID(values, "default_network_acl_id", into: &collector))
        acl.name = try collector.terraformName(values)
        acl.vpc = collector.intern(try values.text("vpc_id"))
        acl.owner = collector.intern(try values.text("owner_id"))
        acl.isDefault = resource.type == .defaultNetworkACL
        acl.isAssumed = try values.member("is_assumed")?.boolean() ?? false
        if acl.isDefault, !acl.vpc.isNone, network.defaultACLs[acl.vpc] == nil { network.defaultACLs[acl.vpc] = acl.id }
        network.acls.append(acl.id)
        for subnet in try values.ids("subnet_ids") {
            switch subnet {
            case .known(let id): acl.subnets.append(collector.builder.intern(id))
            case .open(let name): network.openACLAssociations.insert(name)
            }
        }
        guard resource.isManaged else {
            collector.builder.add(acl, in: groups, by: resourceID)
            return
        }
        acl.entryKnowledge = [.complete, .complete]
        for (direction, key) in [(Direction.ingress, "ingress"), (.egress, "egress")] as [(Direction, StaticString)] {
            switch try values.settled(key) {
            case .absent: break
            case .unknown(let unknown):
                acl.entryKnowledge[Int(direction.rawValue)] = .partial(.unsettled(collector.builder.intern(unknown.name)))
            case .known(let blocks):
                for block in try blocks.elements() {
                    if let unknown = block.unknown {
                        acl.entryKnowledge[Int(direction.rawValue)] = .partial(.unsettled(collector.builder.intern(unknown.name)))
                    } else {
                        acl.entries.append(try entry(block, direction, "rule_no", "action", into: &collector))
                    }
                }
            }
        }
        collector.builder.add(acl, in: groups, by: resourceID)
    }

    /// `aws_network_acl_rule`; one whose ACL is left open may be any ACL's.
    mutating func readNetworkACLRule(_ values: JSONValue, into collector: inout Collector) throws(JSONFault) {
        let isEgress = try OpenFamilies.mayBe(values, "egress")
        let entry = try self.entry(values, isEgress ? .egress : .ingress, "rule_number", "rule_action", into: &collector)
        switch try values.id("network_acl_id").orOpen("the network ACL of an entry") {
        case .open(let name): network.openACLs.insert(name)
        case .known(let id):
            var acl = NetworkACL(id: collector.builder.intern(id))
            acl.entries = [entry]
            acl.entryKnowledge = [.partial(.owner), .partial(.owner)]
            if case .unknown(let unknown) = try values.settled("egress") {
                acl.entryKnowledge = Array(repeating: .partial(.unsettled(collector.builder.intern(unknown.name))), count: 2)
            }
            collector.builder.add(acl, in: rules, by: resourceID)
        }
    }

    /// `aws_network_acl_association`.
    mutating func readNetworkACLAssociation(_ values: JSONValue, into collector: inout Collector) throws(JSONFault) {
        if let doubt = try values.doubtName() {
            network.openACLAssociations.insert(doubt)
            return
        }
        switch (try values.id("network_acl_id"), try values.id("subnet_id")) {
        case (.known(let id), .known(let subnet)):
            var acl = NetworkACL(id: collector.builder.intern(id))
            acl.subnets = [collector.builder.intern(subnet)]
            collector.builder.add(acl, in: rules, by: resourceID)
        case (.open(let name), _), (_, .open(let name)): network.openACLAssociations.insert(name)
        case (.known(let id), .none): network.openACLAssociations.insert("what is associated with \(id)")
        case (.none, _): break
        }
    }

    /// An entry; what cannot be read of it is left open.
    private func entry(
        _ values: JSONValue, _ direction: Direction, _ number: StaticString, _ action: StaticString,
        into collector: inout Collector
    ) throws(JSONFault) -> NetworkACLEntry {
        var network: IPNetwork?
        var version: IPVersion?
        for (key, family) in [("cidr_block", IPVersion.v4), ("ipv6_cidr_block", .v6)] as [(StaticString, IPVersion)] {
            switch try values.id(key) {
            case .none: break
            case .open: version = version == nil ? family : nil
            case .known(let text): network = try? WrittenNetwork(parsing: text, isBlock: true).network
            }
        }
        var word = ""
        if case .known(let text) = try values.id(action) { word = text }
        var entry = NetworkACLEntry(
            number: try values.number(number), direction, NetworkACLValues.action(word),
            try traffic(values, network?.version ?? version), network, version: version)
        if let doubt = try values.doubtName() { entry.doubt = collector.builder.doubt(doubt) }
        return entry
    }

    /// The protocol, a name or a number, with ports, or with type and code, which are 0 where they are absent: echo reply, not any.
    ///
    /// Source: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/default_network_acl
    private func traffic(_ values: JSONValue, _ version: IPVersion?) throws(JSONFault) -> Traffic? {
        guard case .known(let value) = try values.settled("protocol") else { return nil }
        guard let known = IPProtocol(value.kind == .number ? value.numberText : try value.text().string) else { return nil }
        let decides: [StaticString] =
            known.hasPorts ? ["from_port", "to_port"] : known.isICMP ? ["icmp_type", "icmp_code"] : []
        for key in decides {
            if case .unknown = try values.settled(key) { return nil }
        }
        return try? NetworkACLEntry.traffic(
            known, ports: (try values.number("from_port"), try values.number("to_port")),
            icmp: (try values.number("icmp_type") ?? 0, try values.number("icmp_code") ?? 0), version)
    }
}
