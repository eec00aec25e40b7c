import CoreModel

/// Resources of a state, from a state file or from `terraform show -json`, which differ only in where the attributes stand.
struct TerraformResources {
    /// The list of groups with their inline rules, and the list of rule resources; both of one source.
    var groups: Listing
    var rules: Listing
    var vpcOfSubnet: [TextID: TextID] = [:]
    /// The VPCs that it describes.
    var vpcs: Set<TextID> = []
    /// The subnets that give an IPv6 address to what is made in them.
    var assigningIPv6: Set<TextID> = []
    /// The lists whose entries may be resources of their own, with those found so far.
    var entries: [TextID: [IPNetwork]] = [:]
    var interfaces: Set<TextID> = []
    var vpcOfGroup: [GroupIndex: TextID] = [:]
    /// The default group of each VPC, where it is described.
    var defaultGroups: [TextID: GroupIndex] = [:]
    /// The instances of clusters, by the clusters' names.
    var clusterParts: [String: [(name: String, exactNames: [String])]] = [:]
    /// The id of the resource of the network that is being read; none for what is looked up.
    var resourceID = TextID.none
    /// What it tells of its network as a whole.
    var network = TerraformNetworkFacts()
    /// The groups that it describes with their rules.
    var described: [TextID] = []
    /// The tables that are chosen for attachments of transit gateways, by the gateways.
    var defaultTables: [(type: TerraformType, gateway: String, table: IDValue)] = []

    static func read(
        _ resources: [TerraformResource], from origin: Origin, into collector: inout Collector
    ) throws(JSONFault) {
        try read([(origin, resources)], into: &collector)
    }

    /// Reads what several files tell of one source; `lack` names what they leave out, where they do.
    static func read(
        _ parts: [(origin: Origin, resources: [TerraformResource])], lacking lack: String? = nil,
        into collector: inout Collector
    ) throws(JSONFault) {
        let document = collector.nextDocument()
        guard let first = parts.first?.origin else { return }
        var reading = TerraformResources(
            groups: first.listing(.resources, document: document), rules: first.listing(.ruleResources, document: document))
        if let lack {
            reading.network.leaveOpen(lack)
            reading.network.balancers.lack = lack
            collector.publicHolders.anyMayHaveMore()
        }
        for part in parts { collector.builder.noteListing(part.origin.listing(.resources, document: document)) }
        for turn in 0...7 {
            for part in parts {
                reading.groups = part.origin.listing(.resources, document: document)
                reading.rules = part.origin.listing(.ruleResources, document: document)
                for resource in part.resources where resource.type.turn == turn {
                    try reading.read(resource, into: &collector)
                    note(resource, part.origin, document, into: &collector)
                }
            }
        }
        reading.groups = first.listing(.resources, document: document)
        reading.rules = first.listing(.ruleResources, document: document)
        reading.finishNetwork(into: &collector)
        reading.finish(into: &collector)
    }

    /// Keeps what the code calls a thing that it makes.
    private static func note(
        _ resource: TerraformResource, _ origin: Origin, _ document: Int, into collector: inout Collector
    ) {
        guard resource.isManaged, resource.type.isNamedInCode, !resource.address.isEmpty, let tool = origin.manager?.tool,
            let id = try? resource.values.text("id")
        else { return }
        collector.builder.noteCodeName(CodeName(tool, resource.address, file: document), of: collector.intern(id))
    }

    private mutating func read(_ resource: TerraformResource, into collector: inout Collector) throws(JSONFault) {
        let values = resource.values
        switch resource.type {
        case .vpc, .defaultVpc: try readVpc(values, into: &collector)
        case .vpcBlock, .vpcIPv6Block: try readVpcBlock(values, resource.type, into: &collector)
        case .subnetBlock: try readSubnetBlock(values, into: &collector)
        case .subnet, .defaultSubnet: try readSubnet(values, into: &collector)
        case .prefixList, .awsPrefixList: try readPrefixList(values, into: &collector)
        case .prefixListEntry: try readPrefixListEntry(values, into: &collector)
        case .group, .defaultGroup: try readGroup(values, resource, into: &collector)
        case .groupRule: try readGroupRule(values, into: &collector)
        case .ingressRule: if resource.isManaged { try readRule(values, .ingress, into: &collector) }
        case .egressRule: if resource.isManaged { try readRule(values, .egress, into: &collector) }
        case .interface: try readInterface(values, isManaged: resource.isManaged, into: &collector)
        case .instance: try readInstance(values, into: &collector)
        case .groupAttachment: try readGroupAttachment(values, into: &collector)
        case .interfaceAttachment: try readInterfaceAttachment(values, into: &collector)
        case .address, .addressAssociation: try readAddress(values, into: &collector)
        case .databaseInstance, .documentInstance, .graphInstance: try readClusterInstance(values)
        case .loadBalancer, .loadBalancerAlias, .classicLoadBalancer, .database, .databaseCluster, .databaseProxy,
            .documentCluster, .graphCluster, .cache, .cacheGroup, .serverlessCache, .memoryCache, .function, .service, .endpoint,
            .warehouse, .searchDomain, .olderSearchDomain, .kubernetes, .queue, .stream, .replication, .mountTarget, .build:
            if resource.type == .endpoint {
                resourceID = resource.isManaged ? collector.intern(try values.text("id")) : .none
                try readEndpoint(values, into: &collector)
                try noteEndpoint(values, into: &collector)
                // A template's interface and routes are rewritten as things of their own.
                if values.has("has_parts") { return }
                try readEndpointRoutes(values, into: &collector)
            }
            if resource.type == .service { try readRegistration(values, into: &collector) }
            if resource.type.isBalancer {
                resourceID = resource.isManaged ? collector.intern(try values.text("id")) : .none
                if values.has("has_parts") { return try readBalancerOfTemplate(resource, into: &collector) }
            }
            try readOwner(resource, into: &collector)
        default: try readNetwork(resource, into: &collector)
        }
    }

    /// What carries and filters packets.
    private mutating func readNetwork(_ resource: TerraformResource, into collector: inout Collector) throws(JSONFault) {
        let values = resource.values
        resourceID = resource.isManaged ? collector.intern(try values.text("id")) : .none
        switch resource.type {
        case .networkACL, .defaultNetworkACL:
            if try values.member("is_assumed") == nil { collector.builder.noteUnreadLayer("network ACLs") }
            try readNetworkACL(values, resource, into: &collector)
        case .networkACLRule:
            collector.builder.noteUnreadLayer("network ACLs")
            try readNetworkACLRule(values, into: &collector)
        case .routeTable, .defaultRouteTable:
            if try values.member("is_assumed") == nil { collector.builder.noteUnreadLayer("route tables") }
            try readRouteTable(values, resource, into: &collector)
        case .route:
            collector.builder.noteUnreadLayer("route tables")
            try readRoute(values, into: &collector)
        case .routeTableAssociation: try readRouteTableAssociation(values, into: &collector)
        case .mainRouteTable: try readMainRouteTable(values, into: &collector)
        case .propagation: try readPropagation(values, into: &collector)
        case .networkACLAssociation: try readNetworkACLAssociation(values, into: &collector)
        case .internetGateway: try readGateway(values, .internet, into: &collector)
        case .egressOnlyGateway: try readGateway(values, .egressOnly, into: &collector)
        case .internetGatewayAttachment: try readGatewayAttachment(values, into: &collector)
        case .natGateway: try readNatGateway(values, into: &collector)
        case .endpointRouteTable: try readEndpointRouteTable(values, into: &collector)
        case .publicAccessOptions, .publicAccessExclusion: try readPublicAccess(values, resource.type, into: &collector)
        default: try readJoining(resource, into: &collector)
        }
    }

    /// What joins VPCs to each other and to the rest of the world.
    private mutating func readJoining(_ resource: TerraformResource, into collector: inout Collector) throws(JSONFault) {
        let values = resource.values
        switch resource.type {
        case .vpnGateway: try readGateway(values, .virtualPrivate, into: &collector)
        case .vpnGatewayAttachment: try readGatewayAttachment(values, into: &collector)
        case .peering: try readPeering(values, isManaged: resource.isManaged, into: &collector)
        case .peeringAccepter: try readPeeringAccepter(values, into: &collector)
        case .transitGateway: try readTransitGateway(values, isManaged: resource.isManaged, into: &collector)
        case .transitTable: try readTransitTable(values, isManaged: resource.isManaged, into: &collector)
        case .defaultTransitAssociation, .defaultTransitPropagation: try readDefaultTransitTable(values, resource.type)
        case .transitVpcAttachment, .transitVpcAccepter: try readTransitVpcAttachment(values, resource, into: &collector)
        case .transitPeering: try readTransitPeering(values, isAccepter: false, into: &collector)
        case .transitPeeringAccepter: try readTransitPeering(values, isAccepter: true, into: &collector)
        case .transitConnect: try readTransitConnect(values, isManaged: resource.isManaged, into: &collector)
        case .transitLookup, .transitVpnLookup, .transitDirectConnectLookup:
            try readTransitLookup(values, resource.type, into: &collector)
        case .transitRoute, .transitPrefixList: try readTransitRoute(values, into: &collector)
        case .transitAssociation: try readTransitAssociation(values, into: &collector)
        case .transitPropagation: try readTransitPropagation(values, into: &collector)
        case .vpnConnection: try readVpnConnection(values, into: &collector)
        case .vpnRoute: try readVpnRoute(values, into: &collector)
        case .customerGateway: try readCustomerGateway(values, into: &collector)
        case .directConnectGateway: try readDirectConnectGateway(values, into: &collector)
        case .directConnectAssociation: try readDirectConnectAssociation(values, into: &collector)
        case .endpointSubnet, .endpointGroup: try readEndpointPart(values, into: &collector)
        case .endpointPolicy: try readEndpointPolicy(values, into: &collector)
        case .firewall: try readFirewall(values, into: &collector)
        case .firewallEndpoint: try readFirewallEndpoint(values, into: &collector)
        default: try readBalancing(resource, into: &collector)
        }
    }

    /// What load balancers listen on and send to.
    private mutating func readBalancing(_ resource: TerraformResource, into collector: inout Collector) throws(JSONFault) {
        let values = resource.values
        switch resource.type {
        case .listener, .listenerAlias: try readListener(values, into: &collector)
        case .listenerRule, .listenerRuleAlias: try readListenerRule(values, into: &collector)
        case .targetGroup, .targetGroupAlias: try readTargetGroup(values, into: &collector)
        case .targetAttachment, .targetAttachmentAlias: try readTargetAttachment(values, into: &collector)
        case .classicAttachment: try readClassicAttachment(values, into: &collector)
        case .scalingGroup, .scalingAttachment, .scalingSource: try readRegistration(values, into: &collector)
        default: break
        }
    }

    private func finish(into collector: inout Collector) {
        for (id, networks) in entries.sorted(by: { $0.key < $1.key }) {
            var list = PrefixList(id: id)
            list.entries = networks
            collector.builder.add(list)
        }
    }
}

extension Collector {
    /// The tags of a resource, those of the provider's `default_tags` included: `{"Name": "..."}`.
    mutating func terraformTags(_ values: JSONValue) throws(JSONFault) -> [Tag] {
        var map = try values.member("tags_all")
        if map == nil { map = try values.member("tags") }
        guard let map else { return [] }
        var tags: [Tag] = []
        for (key, value) in try map.members() where !value.isNull {
            tags.append(Tag(key: intern(key), value: builder.intern(try value.text().bytes)))
        }
        return tags
    }

    mutating func terraformName(_ values: JSONValue) throws(JSONFault) -> TextID {
        var map = try values.member("tags")
        if map == nil { map = try values.member("tags_all") }
        guard let map else { return .none }
        return intern(try map.text("Name"))
    }
}
