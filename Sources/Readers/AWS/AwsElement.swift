/// What one element of an AWS list is, told by the members that only it has: for lists without the name of what they list.
enum AwsElement {
    case group, rule, interface, instance, reservation, subnet, vpc, prefixList

    init?(_ value: JSONValue) {
        guard value.kind == .object else { return nil }
        if value.has("SecurityGroupRuleId") {
            self = .rule
        } else if value.has("GroupId"), value.has("IpPermissions") || value.has("IpPermissionsEgress") {
            self = .group
        } else if value.has("NetworkInterfaceId"), value.has("PrivateIpAddresses") || value.has("Groups") {
            self = .interface
        } else if value.has("ReservationId"), value.has("Instances") {
            self = .reservation
        } else if value.has("InstanceId"), value.has("NetworkInterfaces") {
            self = .instance
        } else if value.has("SubnetId"), value.has("CidrBlock") {
            self = .subnet
        } else if value.has("VpcId"), value.has("CidrBlock") {
            self = .vpc
        } else if value.has("PrefixListId"), value.has("PrefixListName") {
            self = .prefixList
        } else {
            return nil
        }
    }

    /// Reads a list of such elements.
    ///
    /// A list of interfaces or rules without its frame may have been filtered, so it is not taken for complete.
    func read(_ elements: JSONElements, from origin: Origin, into collector: inout Collector) throws(JSONFault) {
        switch self {
        case .group: try AwsSecurityGroups.read(elements, from: origin, into: &collector)
        case .rule:
            try AwsSecurityGroupRules.read(elements, from: origin, into: &collector)
            collector.builder.notePart(origin.listing(.rules))
            collector.noteRulesWithoutFrame(in: origin)
        case .interface: try AwsNetworkInterfaces.read(elements, into: &collector)
        case .reservation: try AwsInstances.read(elements, into: &collector)
        case .instance: for instance in elements { try AwsInstances.read(instance: instance, into: &collector) }
        case .subnet: try AwsSubnets.read(elements, into: &collector)
        case .vpc: try AwsVpcs.read(elements, from: origin, into: &collector)
        case .prefixList: try AwsManagedPrefixLists.read(elements, into: &collector)
        }
    }
}
