import CoreModel

/// Reads what interfaces belong to, so that they have the names that people know.
///
/// Sources: https://docs.aws.amazon.com/cli/latest/reference/rds/describe-db-instances.html#output and the pages beside it of
/// describe-db-clusters, elbv2 and elb describe-load-balancers, elasticache describe-cache-clusters, lambda list-functions and
/// ecs describe-tasks.
enum AwsOwners {
    /// Reads a list by the name that its answer gives it; false when it is none of these.
    static func read(
        _ key: JSONText, _ value: JSONValue, into collector: inout Collector
    ) throws(JSONFault) -> Bool {
        switch key {
        case "DBInstances": try each(value, "DBInstanceIdentifier", &collector, database)
        case "DBClusters": try each(value, "DBClusterIdentifier", &collector, cluster)
        case "LoadBalancers": try each(value, "LoadBalancerName", &collector, loadBalancer)
        case "LoadBalancerDescriptions": try each(value, "LoadBalancerName", &collector, classicLoadBalancer)
        case "CacheClusters": try each(value, "CacheClusterId", &collector, cache)
        case "Functions": try each(value, "FunctionName", &collector, function)
        case "tasks": try each(value, "taskArn", &collector, task)
        default: false
        }
    }

    private typealias Read = (JSONValue, String, inout Collector) throws(JSONFault) -> InterfaceOwner?

    /// Reads each element; many tools write such names, only these elements have the id.
    private static func each(
        _ list: JSONValue, _ id: StaticString, _ collector: inout Collector, _ read: Read
    ) throws(JSONFault) -> Bool {
        guard list.kind == .array else { return false }
        let elements = try list.elements()
        guard elements.allSatisfy({ $0.has(id) }) else { return false }
        for element in elements {
            if let owner = try read(element, try element.requiredText(id).string, &collector) { collector.builder.add(owner) }
        }
        return true
    }

    private static func database(
        _ value: JSONValue, _ name: String, _ collector: inout Collector
    ) throws(JSONFault) -> InterfaceOwner? {
        var owner = InterfaceOwner(kind: .database, name: name)
        owner.exactNames = [try value.text("DBInstanceArn"), try value.member("Endpoint")?.text("Address")].strings
        owner.groups = try groups(value, "VpcSecurityGroups", "VpcSecurityGroupId", &collector)
        if let network = try value.member("DBSubnetGroup"), network.kind == .object {
            owner.vpc = collector.intern(try network.text("VpcId"))
            for subnet in try network.elements("Subnets") {
                owner.subnets.append(collector.intern(try subnet.text("SubnetIdentifier")))
            }
        }
        return owner
    }

    private static func cluster(
        _ value: JSONValue, _ name: String, _ collector: inout Collector
    ) throws(JSONFault) -> InterfaceOwner? {
        var owner = InterfaceOwner(kind: .database, name: name)
        owner.isCluster = true
        owner.exactNames = [try value.text("DBClusterArn"), try value.text("Endpoint"), try value.text("ReaderEndpoint")].strings
        owner.groups = try groups(value, "VpcSecurityGroups", "VpcSecurityGroupId", &collector)
        return owner
    }

    private static func loadBalancer(
        _ value: JSONValue, _ name: String, _ collector: inout Collector
    ) throws(JSONFault) -> InterfaceOwner? {
        var owner = InterfaceOwner(kind: .loadBalancer, name: name)
        owner.exactNames = [try value.text("LoadBalancerArn"), try value.text("DNSName")].strings
        owner.vpc = collector.intern(try value.text("VpcId"))
        owner.groups = try ids(value, "SecurityGroups", &collector).map { collector.builder.group(id: $0) }
        for zone in try value.elements("AvailabilityZones") where zone.kind == .object {
            let subnet = collector.intern(try zone.text("SubnetId"))
            if !subnet.isNone { owner.subnets.append(subnet) }
        }
        return owner
    }

    private static func classicLoadBalancer(
        _ value: JSONValue, _ name: String, _ collector: inout Collector
    ) throws(JSONFault) -> InterfaceOwner? {
        var owner = InterfaceOwner(kind: .loadBalancer, name: name)
        owner.exactNames = [try value.text("DNSName")].strings
        owner.vpc = collector.intern(try value.text("VPCId"))
        owner.groups = try ids(value, "SecurityGroups", &collector).map { collector.builder.group(id: $0) }
        owner.subnets = try ids(value, "Subnets", &collector)
        return owner
    }

    private static func cache(
        _ value: JSONValue, _ name: String, _ collector: inout Collector
    ) throws(JSONFault) -> InterfaceOwner? {
        var owner = InterfaceOwner(kind: .cache, name: name)
        owner.exactNames = [try value.text("ARN"), try value.member("ConfigurationEndpoint")?.text("Address")].strings
        for node in try value.elements("CacheNodes") {
            owner.exactNames += [try node.member("Endpoint")?.text("Address")].strings
        }
        owner.groups = try groups(value, "SecurityGroups", "SecurityGroupId", &collector)
        return owner
    }

    private static func function(
        _ value: JSONValue, _ name: String, _ collector: inout Collector
    ) throws(JSONFault) -> InterfaceOwner? {
        var owner = InterfaceOwner(kind: .function, name: name)
        owner.exactNames = [try value.text("FunctionArn")].strings
        // A function outside of any VPC has no interfaces.
        guard let network = try value.member("VpcConfig") else { return nil }
        owner.vpc = collector.intern(try network.text("VpcId"))
        owner.groups = try ids(network, "SecurityGroupIds", &collector).map { collector.builder.group(id: $0) }
        owner.subnets = try ids(network, "SubnetIds", &collector)
        return owner.groups.isEmpty ? nil : owner
    }

    /// A task has one interface, told by its id; it is called after its service.
    private static func task(
        _ value: JSONValue, _ arn: String, _ collector: inout Collector
    ) throws(JSONFault) -> InterfaceOwner? {
        let group = try value.text("group")?.string ?? ""
        let own = arn.split(separator: "/").last.map(String.init) ?? arn
        let service = group.hasPrefix("service:") ? String(group.dropFirst("service:".count)) : own
        var owner = InterfaceOwner(kind: .task, name: service)
        owner.exactNames = [arn, own]
        for attachment in try value.elements("attachments") {
            for detail in try attachment.elements("details") {
                guard let name = try detail.text("name"), let text = try detail.text("value") else { continue }
                switch name {
                case "networkInterfaceId": owner.interfaces.append(collector.intern(text))
                case "privateDnsName": owner.exactNames.append(text.string)
                default: break
                }
            }
        }
        return owner.interfaces.isEmpty ? nil : owner
    }

    private static func ids(
        _ value: JSONValue, _ list: StaticString, _ collector: inout Collector
    ) throws(JSONFault) -> [TextID] {
        var ids: [TextID] = []
        for id in try value.elements(list) { ids.append(collector.intern(try id.text())) }
        return ids
    }

    private static func groups(
        _ value: JSONValue, _ list: StaticString, _ id: StaticString, _ collector: inout Collector
    ) throws(JSONFault) -> [GroupIndex] {
        var groups: [GroupIndex] = []
        for entry in try value.elements(list) {
            groups.append(collector.builder.group(id: collector.intern(try entry.requiredText(id))))
        }
        return groups
    }
}

extension [JSONText?] {
    fileprivate var strings: [String] { compactMap { $0?.string } }
}
