import CoreModel

/// Reads what interfaces belong to, so that they have the names that people know.
///
/// Sources: https://docs.aws.amazon.com/cli/latest/reference/rds/describe-db-instances.html#output and the pages beside it of
/// describe-db-clusters, elbv2 and elb describe-load-balancers, elasticache describe-cache-clusters, lambda list-functions and
/// ecs describe-tasks.
extension Collector {
    /// Reads a list by the name that its answer gives it; false when it is none of these.
    mutating func readOwners(_ key: JSONText, _ value: JSONValue) throws(JSONFault) -> Bool {
        switch key {
        case "DBInstances": try each(value, "DBInstanceIdentifier") { c, v, n throws(JSONFault) in try c.database(v, n) }
        case "DBClusters": try each(value, "DBClusterIdentifier") { c, v, n throws(JSONFault) in try c.cluster(v, n) }
        case "LoadBalancers": try each(value, "LoadBalancerName") { c, v, n throws(JSONFault) in try c.loadBalancer(v, n) }
        case "LoadBalancerDescriptions": try each(value, "LoadBalancerName") { c, v, n throws(JSONFault) in try c.classic(v, n) }
        case "CacheClusters": try each(value, "CacheClusterId") { c, v, n throws(JSONFault) in try c.cache(v, n) }
        case "Functions": try each(value, "FunctionName") { c, v, n throws(JSONFault) in try c.function(v, n) }
        case "tasks": try each(value, "taskArn") { c, v, n throws(JSONFault) in try c.task(v, n) }
        default: false
        }
    }

    /// Reads each element; many tools write such names, only these elements have the id.
    private mutating func each(
        _ list: JSONValue, _ id: StaticString,
        _ read: (inout Collector, JSONValue, String) throws(JSONFault) -> InterfaceOwner?
    ) throws(JSONFault) -> Bool {
        guard list.kind == .array else { return false }
        let elements = try list.elements()
        guard elements.allSatisfy({ $0.has(id) }) else { return false }
        for element in elements {
            if let owner = try read(&self, element, try element.requiredText(id).string) { builder.add(owner) }
        }
        return true
    }

    private mutating func database(_ value: JSONValue, _ name: String) throws(JSONFault) -> InterfaceOwner? {
        var owner = InterfaceOwner(kind: .database, name: name)
        owner.exactNames = [try value.text("DBInstanceArn"), try value.member("Endpoint")?.text("Address")].strings
        owner.groups = try groups(value, "VpcSecurityGroups", "VpcSecurityGroupId")
        let cluster = try value.text("DBClusterIdentifier")?.string ?? ""
        owner.database =
            try cluster.isEmpty ? DatabaseSetter(.instance, name: name) : setter(value, ofCluster: cluster)
        if let network = try value.member("DBSubnetGroup"), network.kind == .object {
            owner.vpc = intern(try network.text("VpcId"))
            owner.subnets = try network.elements("Subnets").map { subnet throws(JSONFault) in
                intern(try subnet.text("SubnetIdentifier"))
            }
        }
        return owner
    }

    private mutating func cluster(_ value: JSONValue, _ name: String) throws(JSONFault) -> InterfaceOwner? {
        var owner = InterfaceOwner(kind: .database, name: name)
        owner.isCluster = true
        owner.database = try setter(value, ofCluster: name)
        owner.exactNames = [try value.text("DBClusterArn"), try value.text("Endpoint"), try value.text("ReaderEndpoint")].strings
        owner.groups = try groups(value, "VpcSecurityGroups", "VpcSecurityGroupId")
        return owner
    }

    private func setter(_ value: JSONValue, ofCluster name: String) throws(JSONFault) -> DatabaseSetter {
        DatabaseSetter(.init(clusterOf: try value.text("Engine")?.string ?? ""), name: name)
    }

    private mutating func loadBalancer(_ value: JSONValue, _ name: String) throws(JSONFault) -> InterfaceOwner? {
        var owner = InterfaceOwner(kind: .loadBalancer, name: name)
        let arn = try value.text("LoadBalancerArn")
        owner.exactNames = [arn, try value.text("DNSName")].strings
        if let arn = arn.flatMap({ BalancerArn($0.string) }) { owner.description = "ELB \(arn.interfaceName)" }
        owner.vpc = intern(try value.text("VpcId"))
        owner.groups = try groups(value, "SecurityGroups")
        let kind = LoadBalancer.Kind(word: try value.text("Type")?.string ?? "")
        owner.carriesNoGroups = owner.groups.isEmpty && [.network, .gateway].contains(kind)
        var addresses: [IPAddress]? = []
        for zone in try value.elements("AvailabilityZones") where zone.kind == .object {
            let subnet = intern(try zone.text("SubnetId"))
            if !subnet.isNone { owner.subnets.append(subnet) }
            let own = try nodeAddresses(zone)
            addresses = own.isEmpty ? nil : addresses.map { $0 + own }
        }
        owner.addresses = addresses ?? []
        return owner
    }

    /// The private addresses that were chosen for a load balancer's nodes in a zone.
    private func nodeAddresses(_ zone: JSONValue) throws(JSONFault) -> [IPAddress] {
        var addresses: [IPAddress] = []
        for entry in try zone.elements("LoadBalancerAddresses") {
            if let own = try entry.member("PrivateIPv4Address") { addresses.append(try RuleValues.address(own)) }
        }
        return addresses
    }

    private mutating func classic(_ value: JSONValue, _ name: String) throws(JSONFault) -> InterfaceOwner? {
        var owner = InterfaceOwner(kind: .loadBalancer, name: name)
        owner.exactNames = [try value.text("DNSName")].strings
        owner.description = "ELB \(name)"
        owner.vpc = intern(try value.text("VPCId"))
        owner.groups = try groups(value, "SecurityGroups")
        owner.subnets = try ids(value, "Subnets")
        return owner
    }

    private mutating func cache(_ value: JSONValue, _ name: String) throws(JSONFault) -> InterfaceOwner? {
        var owner = InterfaceOwner(kind: .cache, name: name)
        owner.exactNames = [try value.text("ARN"), try value.member("ConfigurationEndpoint")?.text("Address")].strings
        for node in try value.elements("CacheNodes") {
            owner.exactNames += [try node.member("Endpoint")?.text("Address")].strings
        }
        owner.groups = try groups(value, "SecurityGroups", "SecurityGroupId")
        return owner
    }

    private mutating func function(_ value: JSONValue, _ name: String) throws(JSONFault) -> InterfaceOwner? {
        var owner = InterfaceOwner(kind: .function, name: name)
        owner.exactNames = [try value.text("FunctionArn")].strings
        // A function outside of any VPC has no interfaces.
        guard let network = try value.member("VpcConfig") else { return nil }
        owner.vpc = intern(try network.text("VpcId"))
        owner.groups = try groups(network, "SecurityGroupIds")
        owner.subnets = try ids(network, "SubnetIds")
        return owner.groups.isEmpty ? nil : owner
    }

    /// A task has one interface, told by its id; it is called after its service.
    private mutating func task(_ value: JSONValue, _ arn: String) throws(JSONFault) -> InterfaceOwner? {
        let group = try value.text("group")?.string ?? ""
        let own = arn.split(separator: "/").last.map(String.init) ?? arn
        let service = group.hasPrefix("service:") ? String(group.dropFirst("service:".count)) : own
        var owner = InterfaceOwner(kind: .task, name: service)
        owner.exactNames = [arn, own]
        for attachment in try value.elements("attachments") {
            for detail in try attachment.elements("details") {
                guard let name = try detail.text("name"), let text = try detail.text("value") else { continue }
                switch name {
                case "networkInterfaceId": owner.interfaces.append(intern(text))
                case "privateDnsName": owner.exactNames.append(text.string)
                default: break
                }
            }
        }
        return owner.interfaces.isEmpty ? nil : owner
    }

    private mutating func ids(_ value: JSONValue, _ list: StaticString) throws(JSONFault) -> [TextID] {
        try value.elements(list).map { id throws(JSONFault) in intern(try id.text()) }
    }

    private mutating func groups(_ value: JSONValue, _ list: StaticString) throws(JSONFault) -> [GroupIndex] {
        try ids(value, list).map { builder.group(id: $0) }
    }

    private mutating func groups(_ value: JSONValue, _ list: StaticString, _ id: StaticString) throws(JSONFault) -> [GroupIndex] {
        try value.elements(list).map { entry throws(JSONFault) in builder.group(id: intern(try entry.requiredText(id))) }
    }
}

extension [JSONText?] {
    fileprivate var strings: [String] { compactMap { $0?.string } }
}
