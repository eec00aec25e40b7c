import CoreModel

/// Reads `aws ec2 describe-network-interfaces`: `NetworkInterfaces[]`.
///
/// Instances carry the same shape.
///
/// Source: https://docs.aws.amazon.com/cli/latest/reference/ec2/describe-network-interfaces.html#output
enum AwsNetworkInterfaces {
    static func read(_ interfaces: JSONElements, from origin: Origin, into collector: inout Collector) throws(JSONFault) {
        for value in interfaces {
            collector.builder.add(try interface(value, into: &collector), listedIn: origin.argument)
        }
    }

    /// One interface; where it stands below its instance, the instance is given.
    static func interface(
        _ value: JSONValue, of instance: TextID = .none, into collector: inout Collector
    ) throws(JSONFault) -> NetworkInterface {
        var interface = NetworkInterface(id: collector.intern(try value.requiredText("NetworkInterfaceId")))
        try readAddresses(value, into: &interface)
        // AWS always lists the groups, and always an address; without them a --query cut them.
        if try value.member("Groups") == nil {
            let id = collector.builder.text(interface.id)
            interface.groups = [collector.builder.unknownGroup("the groups of \(id), which are not in the input")]
        }
        interface.addressesAreKnown = addressMembers.contains { value.has($0) }
        for group in try value.elements("Groups") {
            var named = Group(id: collector.intern(try group.requiredText("GroupId")))
            named.name = collector.intern(try group.text("GroupName"))
            interface.groups.append(collector.builder.describe(named))
        }
        let tags = try value.member("TagSet")
        interface.subnet = collector.intern(try value.text("SubnetId"))
        interface.vpc = collector.intern(try value.text("VpcId"))
        interface.owner = collector.intern(try value.text("OwnerId"))
        interface.name = try collector.nameTag(tags)
        let attached = collector.intern(try value.member("Attachment")?.text("InstanceId"))
        interface.instance = instance.isNone ? attached : instance
        interface.publicAddressesAreKnown = tellsAllAddresses(value)
        interface.checksSourceDestination = try value.member("SourceDestCheck")?.boolean()
        interface.type = collector.intern(try value.text("InterfaceType"))
        interface.deniesGatewayTraffic = try value.member("DenyAllIgwTraffic")?.boolean()
        let description = try value.text("Description")
        interface.description = collector.intern(description)
        try addNames(value, of: interface.id, into: &collector)
        let clues = InterfaceClues(
            description: description?.string ?? "", type: try value.text("InterfaceType")?.string ?? "",
            requester: try value.text("RequesterId")?.string ?? "", isOfInstance: !interface.instance.isNone,
            isManaged: try value.member("RequesterManaged")?.boolean() ?? false)
        let service = try collector.tag("aws:ecs:serviceName", in: tags)
        interface.attachment = collector.attachment(clues, nameTag: service.isNone ? interface.name : service)
        return interface
    }

    /// The names that AWS's resolver knows it by.
    private static func addNames(_ value: JSONValue, of id: TextID, into collector: inout Collector) throws(JSONFault) {
        var names = [try value.text("PrivateDnsName"), try value.member("Association")?.text("PublicDnsName")]
        for entry in try value.elements("PrivateIpAddresses") {
            names += [try entry.text("PrivateDnsName"), try entry.member("Association")?.text("PublicDnsName")]
        }
        for name in Set(names.compactMap { $0?.string }).sorted() { collector.builder.addName(name, ofInterface: id) }
    }

    /// The primary address first, then the others; public ones from the associations.
    private static func readAddresses(_ value: JSONValue, into interface: inout NetworkInterface) throws(JSONFault) {
        if let primary = try value.member("PrivateIpAddress"), try !primary.text().isEmpty {
            interface.privateAddresses.append(try RuleValues.address(primary))
        }
        try readAssociation(value, into: &interface)
        for (list, member, version) in addressLists {
            for entry in try value.elements(list) {
                // An entry without its address says that there is one.
                guard let own = try entry.member(member) else {
                    interface.openFamilies.insert(version)
                    continue
                }
                let address = try RuleValues.address(own)
                if !interface.privateAddresses.contains(address) { interface.privateAddresses.append(address) }
                if version == .v4 { try readAssociation(entry, into: &interface) }
            }
        }
        for (list, member) in prefixLists {
            for entry in try value.elements(list) {
                let prefix = try RuleValues.network(try entry.required(member))
                if !interface.delegatedPrefixes.contains(prefix) { interface.delegatedPrefixes.append(prefix) }
            }
        }
    }

    private static let addressMembers: [StaticString] = ["PrivateIpAddress", "PrivateIpAddresses", "Ipv6Addresses"]

    /// Whether all addresses of an interface are told: its secondary ones stand in a list of their own.
    static func tellsAllAddresses(_ value: JSONValue) -> Bool { value.has("PrivateIpAddresses") }

    /// Where addresses stand, of both families.
    private static let addressLists: [(list: StaticString, member: StaticString, version: IPVersion)] = [
        ("PrivateIpAddresses", "PrivateIpAddress", .v4), ("Ipv6Addresses", "Ipv6Address", .v6),
    ]

    /// Where delegated prefixes stand, of both families.
    private static let prefixLists: [(list: StaticString, member: StaticString)] = [
        ("Ipv4Prefixes", "Ipv4Prefix"), ("Ipv6Prefixes", "Ipv6Prefix"),
    ]

    private static func readAssociation(_ value: JSONValue, into interface: inout NetworkInterface) throws(JSONFault) {
        guard let told = try value.member("Association"), let shown = try told.member("PublicIp"), try !shown.text().isEmpty
        else { return }
        let address = try RuleValues.address(shown)
        if !interface.publicAddresses.contains(address) { interface.publicAddresses.append(address) }
        // An account owns its Elastic addresses, `amazon` all others.
        let owner = try told.text("IpOwnerId")?.string ?? ""
        if owner.hasPrefix("amazon"), !interface.automaticAddresses.contains(address) {
            interface.automaticAddresses.append(address)
        }
        // The interface's own association is its primary address's.
        if let own = try value.member("PrivateIpAddress"), try !own.text().isEmpty {
            let association = PublicAssociation(try RuleValues.address(own), address)
            if !interface.publicAssociations.contains(association) { interface.publicAssociations.append(association) }
        }
    }
}
