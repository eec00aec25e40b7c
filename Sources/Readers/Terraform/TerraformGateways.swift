import CoreModel

/// Gateways, public addresses and Block Public Access of a state.
extension TerraformResources {
    /// `aws_internet_gateway`, `aws_egress_only_internet_gateway` and `aws_vpn_gateway`; one that names no VPC may be attached by another
    /// resource.
    mutating func readGateway(_ values: JSONValue, _ kind: Gateway.Kind, into collector: inout Collector) throws(JSONFault) {
        var gateway = Gateway(kind, id: collector.intern(try values.requiredText("id")))
        gateway.name = try collector.terraformName(values)
        gateway.owner = collector.intern(try values.text("owner_id"))
        network.gatewayKinds[gateway.id] =
            switch kind {
            case .internet: .internetGateway
            case .egressOnly: .egressOnlyInternetGateway
            case .virtualPrivate: .virtualPrivateGateway
            }
        if case .known(let vpc) = try values.id("vpc_id") {
            gateway.attachments = [try attachment(vpc, values, into: &collector)]
        }
        collector.builder.add(gateway)
    }

    /// An attachment to a VPC; one that may not be made has what decides about it as its state.
    private func attachment(
        _ vpc: String, _ values: JSONValue, into collector: inout Collector
    ) throws(JSONFault) -> GatewayAttachment {
        let doubt = collector.intern(try values.doubtName())
        return GatewayAttachment(vpc: collector.builder.intern(vpc), state: ResourceState(text: doubt, works: nil))
    }

    /// `aws_internet_gateway_attachment` and `aws_vpn_gateway_attachment`.
    func readGatewayAttachment(_ values: JSONValue, into collector: inout Collector) throws(JSONFault) {
        guard case .known(let vpc) = try values.id("vpc_id") else { return }
        for (key, kind) in [("internet_gateway_id", .internet), ("vpn_gateway_id", .virtualPrivate)]
            as [(StaticString, Gateway.Kind)]
        {
            guard case .known(let id) = try values.id(key) else { continue }
            var gateway = Gateway(kind, id: collector.builder.intern(id))
            gateway.attachments = [try attachment(vpc, values, into: &collector)]
            collector.builder.add(gateway)
        }
    }

    /// `aws_nat_gateway`.
    func readNatGateway(_ values: JSONValue, into collector: inout Collector) throws(JSONFault) {
        var gateway = NatGateway(id: collector.intern(try values.requiredText("id")))
        gateway.name = try collector.terraformName(values)
        if case .known(let subnet) = try values.id("subnet_id") { gateway.subnet = collector.builder.intern(subnet) }
        if case .known(let vpc) = try values.id("vpc_id") { gateway.vpc = collector.builder.intern(vpc) }
        gateway.vpc = gateway.vpc.isNone ? vpcOfSubnet[gateway.subnet] ?? .none : gateway.vpc
        gateway.isPrivate = try choice(values, "connectivity_type", "private")
        gateway.isRegional = try choice(values, "availability_mode", "regional")
        gateway.provisionsZones = try values.text("auto_provision_zones").map { $0.string == "enabled" }
        if case .known(let table) = try values.id("route_table_id") { gateway.routeTable = collector.builder.intern(table) }
        var address = NatAddress()
        address.privateAddress = try Self.address(values, "private_ip")
        address.publicAddress = try Self.address(values, "public_ip")
        address.isPrimary = true
        if case .known(let interface) = try values.id("network_interface_id") {
            address.interface = collector.builder.intern(interface)
        }
        if address.privateAddress != nil || address.publicAddress != nil { gateway.addresses = [address] }
        if let doubt = try values.doubtName() { gateway.state = ResourceState(text: collector.builder.intern(doubt), works: nil) }
        collector.builder.add(gateway)
    }

    /// `aws_vpc_block_public_access_options` and `aws_vpc_block_public_access_exclusion`.
    ///
    /// An exclusion whose VPC or subnet is left open may be of any VPC of the document.
    func readPublicAccess(_ values: JSONValue, _ type: TerraformType, into collector: inout Collector) throws(JSONFault) {
        func word(_ key: StaticString) throws(JSONFault) -> String {
            if case .known(let text) = try values.id(key) { text } else { "unknown" }
        }
        if type == .publicAccessOptions {
            let scope = Scope(
                account: collector.intern(try values.text("aws_account_id")),
                region: collector.intern(try values.text("aws_region")))
            collector.builder.add(
                PublicAccessBlock(
                    scope: scope, mode: GatewayBlockMode(word: try word("internet_gateway_block_mode")),
                    isChanging: try values.doubtName() != nil))
            return
        }
        let id = try values.requiredText("id").string
        let mode = PublicAccessExclusion.mode(word: try word("internet_gateway_exclusion_mode"))
        func add(_ id: String, _ resource: TextID, isCertain: Bool) {
            collector.builder.add(
                PublicAccessExclusion(
                    id: collector.builder.intern(id), resource: resource, mode: mode, state: isCertain ? .effective : .changing))
        }
        for key in ["vpc_id", "subnet_id"] as [StaticString] {
            switch try values.id(key) {
            case .none: break
            case .known(let resource):
                add(id, collector.builder.intern(resource), isCertain: try values.doubtName() == nil)
            case .open:
                for vpc in vpcs.union(vpcOfSubnet.values).subtracting([.none]).sorted() {
                    add("\(id) (\(collector.builder.text(vpc)))", vpc, isCertain: false)
                }
            }
        }
    }

    /// Whether an attribute is a word; nil where it is left open.
    private func choice(_ values: JSONValue, _ key: StaticString, _ word: String) throws(JSONFault) -> Bool? {
        switch try values.id(key) {
        case .none: false
        case .known(let text): text.lowercased() == word
        case .open: nil
        }
    }

    /// An address that is told, and is one.
    static func address(_ values: JSONValue, _ key: StaticString) throws(JSONFault) -> IPAddress? {
        guard case .known(let text) = try values.id(key) else { return nil }
        return try? IPAddress(parsing: text)
    }

    // MARK: The end

    /// Says what is only known when everything is read.
    mutating func finishNetwork(into collector: inout Collector) {
        settleDefaultTables(into: &collector)
        finishTransitGateways(into: &collector)
        finishBalancers(into: &collector)
        for (vpc, id) in network.mainTables.sorted(by: { $0.key < $1.key }) {
            var table = RouteTable(id: id)
            (table.vpc, table.isMain) = (vpc, true)
            collector.builder.add(table, in: rules)
        }
        for (vpc, id) in network.defaultACLs.sorted(by: { $0.key < $1.key }) {
            var acl = NetworkACL(id: id)
            (acl.vpc, acl.isDefault) = (vpc, true)
            collector.builder.add(acl, in: rules)
        }
        if let name = network.openTables.min() { addOpen(name, toTables: \.routeKnowledge, into: &collector) }
        if let name = network.openAssociations.min() { addOpen(name, toTables: \.associationKnowledge, into: &collector) }
        let openEntries = network.openACLs.min().map { collector.builder.intern($0) }
        let openAssociations = network.openACLAssociations.min().map { collector.builder.intern($0) }
        guard openEntries != nil || openAssociations != nil else { return }
        for id in network.acls {
            var acl = NetworkACL(id: id)
            if let openEntries { acl.entryKnowledge = Array(repeating: .partial(.unsettled(openEntries)), count: 2) }
            if let openAssociations { acl.associationKnowledge = .partial(.unsettled(openAssociations)) }
            collector.builder.add(acl, in: rules)
        }
    }

    private func addOpen(
        _ name: String, toTables knowledge: WritableKeyPath<RouteTable, ListKnowledge>, into collector: inout Collector
    ) {
        for id in network.tables {
            var table = RouteTable(id: id)
            table[keyPath: knowledge] = .partial(.unsettled(collector.builder.intern(name)))
            collector.builder.add(table, in: rules)
        }
    }
}
