import CoreModel

/// Load balancers, databases, caches, functions and services of a state: what carries groups by interfaces that AWS makes for it.
///
/// A state tells their groups and subnets, never their interfaces. Source: the provider's pages of each type under
/// https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/
struct TerraformOwner {
    let kind: Attachment.Kind
    /// The attribute that people call it by.
    let name: StaticString
    /// The block that the lists stand in; nil where they are attributes of the resource itself.
    var block: StaticString?
    /// The list of its groups.
    let groups: StaticString
    /// The list of its subnets, or its one subnet; nil where the type tells a subnet group by name.
    var subnets: StaticString?
    /// Attributes that name it exactly: its ARN and its DNS names.
    var exact: [StaticString] = ["arn"]

    /// How a type tells what it carries; nil for types that carry no groups of their own.
    init?(_ type: TerraformType) {
        switch type {
        case .loadBalancer, .loadBalancerAlias, .classicLoadBalancer:
            self.init(.loadBalancer, "name", groups: "security_groups", subnets: "subnets", exact: ["arn", "dns_name"])
        case .database: self.init(.database, "identifier", groups: "vpc_security_group_ids", exact: ["arn", "address"])
        case .databaseCluster, .documentCluster, .graphCluster:
            self.init(
                .database, "cluster_identifier", groups: "vpc_security_group_ids", exact: ["arn", "endpoint", "reader_endpoint"])
        case .databaseProxy:
            self.init(
                .database, "name", groups: "vpc_security_group_ids", subnets: "vpc_subnet_ids", exact: ["arn", "endpoint"])
        case .cache: self.init(.cache, "cluster_id", groups: "security_group_ids", exact: ["arn", "cluster_address"])
        case .cacheGroup:
            self.init(
                .cache, "replication_group_id", groups: "security_group_ids",
                exact: ["arn", "primary_endpoint_address", "reader_endpoint_address", "configuration_endpoint_address"])
        case .serverlessCache: self.init(.cache, "name", groups: "security_group_ids", subnets: "subnet_ids")
        case .function:
            self.init(.function, "function_name", block: "vpc_config", groups: "security_group_ids", subnets: "subnet_ids")
        case .service:
            self.init(.task, "name", block: "network_configuration", groups: "security_groups", subnets: "subnets", exact: ["id"])
        case .endpoint: self.init(.endpoint, "id", groups: "security_group_ids", subnets: "subnet_ids")
        case .warehouse: self.init(.other, "cluster_identifier", groups: "vpc_security_group_ids", exact: ["arn", "dns_name"])
        case .searchDomain, .olderSearchDomain:
            self.init(
                .other, "domain_name", block: "vpc_options", groups: "security_group_ids", subnets: "subnet_ids",
                exact: ["arn", "endpoint"])
        case .kubernetes:
            self.init(.other, "name", block: "vpc_config", groups: "security_group_ids", subnets: "subnet_ids")
        case .queue: self.init(.other, "broker_name", groups: "security_groups", subnets: "subnet_ids")
        case .stream:
            self.init(
                .other, "cluster_name", block: "broker_node_group_info", groups: "security_groups", subnets: "client_subnets")
        case .memoryCache: self.init(.other, "name", groups: "security_group_ids")
        case .replication:
            self.init(
                .other, "replication_instance_id", groups: "vpc_security_group_ids", exact: ["replication_instance_arn"])
        case .mountTarget:
            self.init(
                .other, "file_system_id", groups: "security_groups", subnets: "subnet_id",
                exact: ["file_system_arn", "dns_name", "mount_target_dns_name"])
        case .build: self.init(.other, "name", block: "vpc_config", groups: "security_group_ids", subnets: "subnets")
        default: return nil
        }
    }

    private init(
        _ kind: Attachment.Kind, _ name: StaticString, block: StaticString? = nil, groups: StaticString,
        subnets: StaticString? = nil, exact: [StaticString] = ["arn"]
    ) {
        (self.kind, self.name, self.block, self.groups, self.subnets, self.exact) = (kind, name, block, groups, subnets, exact)
    }
}

extension TerraformResources {
    /// What a resource is that carries groups by interfaces of its own; outside of any VPC it has none.
    mutating func readOwner(_ resource: TerraformResource, into collector: inout Collector) throws(JSONFault) {
        guard let told = TerraformOwner(resource.type) else { return }
        let values = resource.values
        guard let name = try values.text(told.name)?.string, !name.isEmpty else { return }
        var owner = InterfaceOwner(kind: told.kind, name: name)
        for key in told.exact {
            if let exact = try values.text(key)?.string, !exact.isEmpty { owner.exactNames.append(exact) }
        }
        var lists = values
        if let block = told.block {
            // What a block holds is known even where one of its values is not.
            guard case .known(let blocks) = try values.settled(block) else { return }
            guard let first = try blocks.kind == .array ? blocks.elements().first : blocks else { return }
            lists = first
        }
        owner.database = resource.type.databaseSetter.map { DatabaseSetter($0, name: name) }
        owner.groups = try groups(lists, told.groups, into: &collector)
        owner.subnets = try told.subnets.map { key throws(JSONFault) in try subnets(lists, key, &collector) } ?? []
        if resource.type.isBalancer { try readNodes(resource, of: &owner, into: &collector) }
        let beside = resource.type == .endpoint ? network.endpointParts[name] : nil
        owner.subnets = (owner.subnets + (beside?.subnets ?? [])).distinct()
        let vpcs = Set(owner.subnets.map { vpcOfSubnet[$0] ?? .none }).union(owner.subnets.isEmpty ? [.none] : [])
        owner.vpc = vpcs.count == 1 ? vpcs.first ?? .none : .none
        if owner.vpc.isNone { owner.vpc = vpc(of: owner.groups, collector) }
        if resource.type == .kubernetes { owner.groups += try clusterGroup(lists, name, &collector) }
        let namesGroups = !owner.groups.isEmpty
        if !namesGroups {
            owner.carriesNoGroups = try carriesNoGroups(resource)
            if !owner.carriesNoGroups, try carriesDefaultGroup(resource) {
                owner.groups = [defaultGroup(of: owner.vpc, for: collector.builder.intern(name), &collector)]
            }
        }
        if let beside {
            if beside.replacesDefault, !namesGroups { owner.groups = [] }
            owner.groups = (owner.groups + beside.groups).distinct()
        }
        guard resource.type.isCluster else {
            if resource.type.isBalancer { try readBalancer(resource, like: owner, into: &collector) }
            collector.builder.add(owner)
            return
        }
        // A cluster's interfaces are its instances'; without any it has them itself.
        let parts = clusterParts[name] ?? []
        owner.isCluster = !parts.isEmpty
        collector.builder.add(owner)
        for part in parts {
            var own = owner
            (own.name, own.exactNames, own.isCluster) = (part.name, part.exactNames, false)
            collector.builder.add(own)
        }
    }

    /// Where the nodes of a load balancer are, which it may tell by subnet with an address of each.
    private func readNodes(
        _ resource: TerraformResource, of owner: inout InterfaceOwner, into collector: inout Collector
    ) throws(JSONFault) {
        let values = resource.values
        // Before it has an ARN it is named by what stands for its id.
        if resource.type != .classicLoadBalancer, try values.text("arn") == nil, let id = try values.text("id")?.string {
            owner.exactNames.append(id)
        }
        owner.isPrivate = try isInternal(values) == true
        var subnets: [TextID] = []
        var addresses: [IPAddress] = []
        for mapping in try values.blocks("subnet_mapping") {
            guard case .known(let mapping) = mapping else { return }
            switch try mapping.id("subnet_id") {
            case .none: continue
            case .open: return
            case .known(let subnet): subnets.append(collector.builder.intern(subnet))
            }
            if let address = try Self.address(mapping, "private_ipv4_address") { addresses.append(address) }
        }
        owner.subnets = (owner.subnets + subnets).distinct()
        if addresses.count == subnets.count { owner.addresses = addresses }
    }

    /// The group that EKS makes for a cluster, which its interfaces carry beside those that are named.
    private func clusterGroup(
        _ block: JSONValue, _ name: String, _ collector: inout Collector
    ) throws(JSONFault) -> [GroupIndex] {
        if case .known(let id) = try block.settled("cluster_security_group_id") {
            return [collector.builder.group(id: collector.intern(try id.text()))]
        }
        return [collector.builder.unknownGroup("the cluster security group of \(name)")]
    }

    /// Whether a resource that names no groups has none: network load balancers may do without, which is said when they are made.
    private func carriesNoGroups(_ resource: TerraformResource) throws(JSONFault) -> Bool {
        guard resource.type == .loadBalancer || resource.type == .loadBalancerAlias,
            let type = try resource.values.text("load_balancer_type")?.string
        else { return false }
        return type == "network" || type == "gateway"
    }

    /// Whether AWS gives a resource that names no groups the default group of its VPC.
    private func carriesDefaultGroup(_ resource: TerraformResource) throws(JSONFault) -> Bool {
        switch resource.type {
        case .loadBalancer, .loadBalancerAlias, .classicLoadBalancer, .database, .databaseCluster, .documentCluster,
            .graphCluster, .databaseProxy, .service, .mountTarget, .warehouse, .replication, .cacheGroup, .cache, .memoryCache:
            true
        case .endpoint: try resource.values.text("vpc_endpoint_type")?.string == "Interface"
        default: false
        }
    }

    /// An instance of a cluster: it has the cluster's groups.
    mutating func readClusterInstance(_ values: JSONValue) throws(JSONFault) {
        guard let cluster = try values.text("cluster_identifier")?.string,
            let name = try values.text("identifier")?.string, !name.isEmpty
        else { return }
        var part = (name: name, exactNames: [String]())
        for key in ["arn", "endpoint"] as [StaticString] {
            if let exact = try values.text(key)?.string, !exact.isEmpty { part.exactNames.append(exact) }
        }
        clusterParts[cluster, default: []].append(part)
    }

    /// A list of subnets, or one; those that are not known yet are left out.
    private func subnets(
        _ values: JSONValue, _ key: StaticString, _ collector: inout Collector
    ) throws(JSONFault) -> [TextID] {
        guard case .known(let value) = try values.settled(key) else { return [] }
        if value.kind != .array { return [collector.intern(try value.text())] }
        var found: [TextID] = []
        for id in try value.elements() {
            if id.isUnknown { return [] }
            found.append(collector.intern(try id.text()))
        }
        return found
    }

    /// The VPC of groups, where all that are described are of one.
    private func vpc(of groups: [GroupIndex], _ collector: Collector) -> TextID {
        let vpcs = Set(groups.compactMap { vpcOfGroup[$0] }.filter { !$0.isNone })
        return vpcs.count == 1 ? vpcs.first ?? .none : .none
    }
}
