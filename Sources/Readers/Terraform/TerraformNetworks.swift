import CoreModel

/// VPCs, subnets and prefix lists of a state, managed or looked up.
extension TerraformResources {
    mutating func readVpc(_ values: JSONValue, into collector: inout Collector) throws(JSONFault) {
        var vpc = Vpc(id: collector.intern(try values.requiredText("id")))
        vpc.name = try collector.terraformName(values)
        vpc.owner = collector.intern(try values.text("owner_id"))
        vpc.networks = try blocks(values)
        for association in try values.elements("cidr_block_associations") {
            if let state = try association.text("state"), !("associated" ~= state) { continue }
            if let block = try association.member("cidr_block") { vpc.networks.append(try RuleValues.network(block)) }
        }
        vpc.networks = vpc.networks.distinct()
        vpc.openFamilies = try OpenFamilies.ofVpc(values, vpc.networks)
        vpcs.insert(vpc.id)
        network.regionOfVpc[vpc.id] = try collector.region(values)
        network.ownerOfVpc[vpc.id] = vpc.owner
        for key in ["main_route_table_id", "default_route_table_id"] as [StaticString] where network.mainTables[vpc.id] == nil {
            if case .known(let table) = try values.id(key) { network.mainTables[vpc.id] = collector.builder.intern(table) }
        }
        if case .known(let acl) = try values.id("default_network_acl_id") {
            network.defaultACLs[vpc.id] = collector.builder.intern(acl)
        }
        collector.builder.add(vpc)
    }

    /// A further block of a VPC, which is a resource of its own.
    ///
    /// Of a VPC that the document does not describe it tells one block of unknown many.
    func readVpcBlock(_ values: JSONValue, _ type: TerraformType, into collector: inout Collector) throws(JSONFault) {
        guard let id = try values.text("vpc_id") else { return }
        var vpc = Vpc(id: collector.intern(id))
        vpc.networks = try blocks(values)
        vpc.openFamilies =
            try vpcs.contains(vpc.id)
            ? OpenFamilies.ofBlock(values, vpc.networks, isIPv6: type == .vpcIPv6Block) : Set(IPVersion.allCases)
        collector.builder.add(vpc)
    }

    mutating func readSubnet(_ values: JSONValue, into collector: inout Collector) throws(JSONFault) {
        var subnet = Subnet(id: collector.intern(try values.requiredText("id")))
        subnet.name = try collector.terraformName(values)
        subnet.vpc = collector.intern(try values.text("vpc_id"))
        subnet.zone = collector.intern(try values.text("availability_zone"))
        subnet.zoneID = collector.intern(try values.text("availability_zone_id"))
        subnet.owner = collector.intern(try values.text("owner_id"))
        subnet.networks = try blocks(values)
        subnet.openFamilies = try OpenFamilies.ofSubnet(values, subnet.networks)
        if try OpenFamilies.mayBe(values, "assign_ipv6_address_on_creation") { assigningIPv6.insert(subnet.id) }
        vpcOfSubnet[subnet.id] = subnet.vpc
        collector.builder.add(subnet)
    }

    /// An IPv6 block of a subnet, which is a resource of its own; of a subnet that is elsewhere it tells too little.
    func readSubnetBlock(_ values: JSONValue, into collector: inout Collector) throws(JSONFault) {
        guard let id = try values.text("subnet_id") else { return }
        var subnet = Subnet(id: collector.intern(id))
        guard vpcOfSubnet[subnet.id] != nil else { return }
        subnet.networks = try blocks(values)
        if subnet.networks.isEmpty { subnet.openFamilies = [.v6] }
        collector.builder.add(subnet)
    }

    /// The resource has `entry`, its data source `entries`, the older data source `cidr_blocks`.
    mutating func readPrefixList(_ values: JSONValue, into collector: inout Collector) throws(JSONFault) {
        var list = PrefixList(id: collector.intern(try values.requiredText("id")))
        list.name = collector.intern(try values.text("name"))
        list.version = AwsManagedPrefixLists.version(try values.text("address_family"))
        collector.builder.add(list)
        if try Self.isOpen(values) { return }
        let entries = Array(try values.elements("entry")) + Array(try values.elements("entries"))
        let blocks = try entries.map { entry throws(JSONFault) in try entry.required("cidr") } + values.elements("cidr_blocks")
        self.entries[list.id] = try blocks.map(RuleValues.network)
    }

    /// Whether the document leaves open what a list holds.
    private static func isOpen(_ values: JSONValue) throws(JSONFault) -> Bool {
        switch try values.settled("entry") {
        case .absent: return false
        case .unknown: return true
        case .known(let entries):
            for entry in try entries.elements() {
                if entry.isUnknown { return true }
                if case .unknown = try entry.settled("cidr") { return true }
            }
            return false
        }
    }

    /// An entry as a resource of its own.
    ///
    /// Of a list that is not in the state it is one of unknown many, and is not used.
    mutating func readPrefixListEntry(_ values: JSONValue, into collector: inout Collector) throws(JSONFault) {
        let list = collector.intern(try values.requiredText("prefix_list_id"))
        let network = try RuleValues.network(try values.required("cidr"))
        guard let known = entries[list], !known.contains(network) else { return }
        entries[list] = known + [network]
    }

    private func blocks(_ values: JSONValue) throws(JSONFault) -> [IPNetwork] {
        var networks: [IPNetwork] = []
        for key in ["cidr_block", "ipv6_cidr_block"] as [StaticString] {
            guard try values.text(key) != nil, let block = try values.member(key) else { continue }
            networks.append(try RuleValues.network(block))
        }
        return networks
    }
}
