import CoreModel

/// Interfaces, instances and what is attached to them.
extension TerraformResources {
    mutating func readInterface(_ values: JSONValue, isManaged: Bool, into collector: inout Collector) throws(JSONFault) {
        var interface = NetworkInterface(id: collector.intern(try values.requiredText("id")))
        let lists: [StaticString] = ["private_ips", "private_ip_list", "ipv6_addresses", "ipv6_address_list"]
        try addAddresses(values, lists, &interface)
        interface.groups = try groups(values, "security_groups", into: &collector)
        try fillNetwork(values, &interface, into: &collector)
        if isManaged, interface.groups.isEmpty {
            interface.groups = [defaultGroup(of: interface.vpc, for: interface.id, &collector)]
        }
        let description = try values.text("description")
        interface.description = collector.intern(description)
        interface.name = try collector.terraformName(values)
        for attachment in try values.elements("attachment") {
            let instance = collector.intern(try attachment.text("instance"))
            if !instance.isNone { interface.instance = instance }
        }
        for association in try values.elements("association") { try addPublic(association, &interface) }
        interface.checksSourceDestination = try sourceDestinationCheck(values)
        interface.type = collector.intern(try values.text("interface_type"))
        let clues = InterfaceClues(
            description: description?.string ?? "", type: try values.text("interface_type")?.string ?? "",
            requester: try values.text("requester_id")?.string ?? "", isOfInstance: !interface.instance.isNone, isManaged: false)
        interface.attachment = collector.attachment(clues, nameTag: interface.name)
        interfaces.insert(interface.id)
        collector.builder.addName(try values.text("private_dns_name")?.string ?? "", ofInterface: interface.id)
        collector.builder.add(interface)
    }

    /// `aws_instance` tells its primary interface; its groups and addresses are that interface's.
    mutating func readInstance(_ values: JSONValue, into collector: inout Collector) throws(JSONFault) {
        var instance = Instance(id: collector.intern(try values.requiredText("id")))
        if let state = try values.text("instance_state"), "terminated" ~= state { return }
        instance.name = try collector.terraformName(values)
        let subnet = collector.intern(try values.text("subnet_id"))
        instance.vpc = vpcOfSubnet[subnet] ?? .none
        collector.builder.add(instance)
        var id = try values.text("primary_network_interface_id")
        if id == nil { id = try values.text("network_interface_id") }
        guard let id else { return }
        var interface = NetworkInterface(id: collector.intern(id))
        try addAddresses(values, ["secondary_private_ips", "ipv6_addresses"], &interface)
        try addPublic(values, &interface)
        interface.groups = try groups(values, "vpc_security_group_ids", into: &collector)
        try fillNetwork(values, &interface, into: &collector)
        // Of an interface that is a resource of its own, that one tells them.
        if interface.groups.isEmpty, try values.elements("network_interface").first(where: { _ in true }) == nil {
            interface.groups = [defaultGroup(of: interface.vpc, for: instance.id, &collector)]
        }
        interface.instance = instance.id
        interface.checksSourceDestination = try sourceDestinationCheck(values)
        // A state has what AWS answered of the first address, before an Elastic IP came to it; a document that leaves the member out
        // tells nothing.
        if case .known = try values.settled("public_ip"), interface.privateAddresses(.v4).count <= 1 {
            collector.publicHolders.tellsAll(of: interface.id, on: instance.id)
        }
        interface.attachment = Attachment(kind: .instance)
        for key in ["private_dns", "public_dns"] as [StaticString] {
            collector.builder.addName(try values.text(key)?.string ?? "", ofInterface: interface.id)
        }
        interfaces.insert(interface.id)
        collector.builder.add(interface)
    }

    /// A group on an interface, as a resource of its own; of an interface that is not in the state it tells too little.
    func readGroupAttachment(_ values: JSONValue, into collector: inout Collector) throws(JSONFault) {
        let group = collector.builder.group(id: collector.intern(try values.requiredText("security_group_id")))
        collector.builder.attach([group], toInterface: collector.intern(try values.requiredText("network_interface_id")))
    }

    func readInterfaceAttachment(_ values: JSONValue, into collector: inout Collector) throws(JSONFault) {
        var interface = NetworkInterface(id: collector.intern(try values.requiredText("network_interface_id")))
        interface.instance = collector.intern(try values.requiredText("instance_id"))
        interface.attachment = Attachment(kind: .instance)
        interface.addressesAreKnown = false
        if interfaces.contains(interface.id) { collector.builder.add(interface) }
    }

    /// `aws_eip` and `aws_eip_association`: the public address of an interface of the state.
    ///
    /// An address whose interface or private address is not told may be any of the instance's, or any instance's.
    func readAddress(_ values: JSONValue, into collector: inout Collector) throws(JSONFault) {
        let holder = try values.id("network_interface").or(try values.id("network_interface_id"))
        guard case .known(let id) = holder else {
            switch (try values.id("instance").or(try values.id("instance_id")), holder) {
            case (.known(let instance), _): collector.publicHolders.mayHaveMore(collector.builder.intern(instance))
            case (.open, _), (_, .open): collector.publicHolders.anyMayHaveMore()
            default: break
            }
            return
        }
        var interface = NetworkInterface(id: collector.builder.intern(id))
        interface.addressesAreKnown = false
        try addPublic(values, &interface)
        var own = try Self.address(values, "private_ip")
        if own == nil { own = try Self.address(values, "private_ip_address") }
        if let own, let shown = try Self.address(values, "public_ip"), interfaces.contains(interface.id) {
            interface.publicAssociations = [PublicAssociation(own, shown)]
        } else {
            collector.publicHolders.mayHaveMore(interface.id)
        }
        if interfaces.contains(interface.id) { collector.builder.add(interface) }
    }

    // MARK: Parts

    /// What carries no group that the document names carries its VPC's default group: EC2 gives it to whoever names none.
    ///
    /// Source: https://docs.aws.amazon.com/vpc/latest/userguide/default-security-group.html
    func defaultGroup(of vpc: TextID, for id: TextID, _ collector: inout Collector) -> GroupIndex {
        if !vpc.isNone, let known = defaultGroups[vpc] { return known }
        let whose = vpc.isNone ? "the VPC of \(collector.builder.text(id))" : collector.builder.text(vpc)
        return collector.builder.unknownGroup("the default group of \(whose)")
    }

    func groups(_ values: JSONValue, _ key: StaticString, into collector: inout Collector) throws(JSONFault) -> [GroupIndex] {
        var groups: [GroupIndex] = []
        switch try values.settled(key) {
        case .absent: break
        case .unknown(let unknown): groups.append(collector.builder.unknownGroup(unknown.name))
        case .known(let list):
            for id in try list.elements() {
                if let unknown = id.unknown {
                    groups.append(collector.builder.unknownGroup(unknown.name))
                } else {
                    groups.append(collector.builder.group(id: collector.intern(try id.text())))
                }
            }
        }
        return groups
    }

    private func fillNetwork(
        _ values: JSONValue, _ interface: inout NetworkInterface, into collector: inout Collector
    ) throws(JSONFault) {
        interface.subnet = collector.intern(try values.text("subnet_id"))
        interface.owner = collector.intern(try values.text("owner_id"))
        let vpc = collector.intern(try values.text("vpc_id"))
        interface.vpc = vpc.isNone ? vpcOfSubnet[interface.subnet] ?? .none : vpc
        if interface.addressesAreKnown {
            interface.openFamilies = try OpenFamilies.ofInterface(
                values, interface.privateAddresses, subnetGivesIPv6: assigningIPv6.contains(interface.subnet))
        }
    }

    /// The primary address first.
    private func addAddresses(
        _ values: JSONValue, _ lists: [StaticString], _ interface: inout NetworkInterface
    ) throws(JSONFault) {
        var found: [JSONValue] = []
        if try values.text("private_ip") != nil, let primary = try values.member("private_ip") { found.append(primary) }
        for key in lists {
            for value in try values.elements(key) { found.append(value) }
        }
        for value in found where !value.isUnknown {
            let address = try RuleValues.address(value)
            if !interface.privateAddresses.contains(address) { interface.privateAddresses.append(address) }
        }
        for key in ["ipv4_prefixes", "ipv6_prefixes"] as [StaticString] {
            for value in try values.elements(key) where !value.isUnknown {
                let prefix = try RuleValues.network(value)
                if !interface.delegatedPrefixes.contains(prefix) { interface.delegatedPrefixes.append(prefix) }
            }
        }
        // Every interface has an address: one that is not told is not known yet.
        interface.addressesAreKnown = !interface.privateAddresses.isEmpty
    }

    private func sourceDestinationCheck(_ values: JSONValue) throws(JSONFault) -> Bool? {
        guard case .known(let value) = try values.settled("source_dest_check"), value.kind == .boolean else { return nil }
        return try value.boolean()
    }

    private func addPublic(_ values: JSONValue, _ interface: inout NetworkInterface) throws(JSONFault) {
        guard try values.text("public_ip") != nil, let value = try values.member("public_ip") else { return }
        let address = try RuleValues.address(value)
        if !interface.publicAddresses.contains(address) { interface.publicAddresses.append(address) }
        // Of an instance both are the primary interface's.
        if values.has("private_ip"), let own = try Self.address(values, "private_ip"), interface.privateAddresses.contains(own) {
            interface.publicAssociations.append(PublicAssociation(own, address))
        }
    }
}
