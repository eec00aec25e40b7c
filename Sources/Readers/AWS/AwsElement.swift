import CoreModel

/// What one element of an AWS list is, told by the members that only it has: for lists without the name of what they list.
enum AwsElement {
    case group, rule, interface, instance, reservation, subnet, vpc, prefixList
    case network(NetworkListing.Kind)
    case balancing(AwsBalancing.Kind)

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
        } else if value.has("RouteTableId"), value.has("Routes") {
            self = .network(.routeTables)
        } else if value.has("NetworkAclId"), value.has("Entries") {
            self = .network(.networkACLs)
        } else if value.has("NatGatewayId"), value.has("NatGatewayAddresses") {
            self = .network(.natGateways)
        } else if value.has("InternetGatewayId"), value.has("Attachments") {
            self = .network(.internetGateways)
        } else if value.has("EgressOnlyInternetGatewayId"), value.has("Attachments") {
            self = .network(.egressOnlyInternetGateways)
        } else if value.has("AllocationId"), value.has("PublicIp") {
            self = .network(.addresses)
        } else if let kind = Self.joining(value) {
            self = .network(kind)
        } else if let kind = AwsBalancing.kind(ofElement: value) {
            self = .balancing(kind)
        } else {
            return nil
        }
    }

    /// What joins VPCs with each other and with the world beside the internet; nil for everything else.
    private static func joining(_ value: JSONValue) -> NetworkListing.Kind? {
        if value.has("VpcPeeringConnectionId"), value.has("RequesterVpcInfo") {
            .peeringConnections
        } else if value.has("TransitGatewayAttachmentId"), value.has("TransitGatewayId"), value.has("ResourceType") {
            .transitGatewayAttachments
        } else if value.has("TransitGatewayAttachmentId"), value.has("TransitGatewayId"), value.has("SubnetIds") {
            .transitGatewayVpcAttachments
        } else if value.has("TransitGatewayAttachmentId"), value.has("RequesterTgwInfo") {
            .transitGatewayPeeringAttachments
        } else if value.has("TransitGatewayRouteTableId"), value.has("DefaultAssociationRouteTable") {
            .transitGatewayTables
        } else if value.has("TransitGatewayId"), value.has("TransitGatewayArn") {
            .transitGateways
        } else if value.has("VpnConnectionId"), value.has("CustomerGatewayId") {
            .vpnConnections
        } else if value.has("VpnGatewayId"), value.has("VpcAttachments") {
            .vpnGateways
        } else if value.has("CustomerGatewayId"), value.has("BgpAsn") {
            .customerGateways
        } else if value.has("directConnectGatewayId"), value.has("directConnectGatewayState") {
            .directConnectGateways
        } else if value.has("VpcEndpointId"), value.has("VpcEndpointType") {
            .endpoints
        } else {
            nil
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
        case .interface: try AwsNetworkInterfaces.read(elements, from: origin, into: &collector)
        case .reservation: try AwsInstances.read(elements, from: origin, into: &collector)
        case .instance: for instance in elements { try AwsInstances.read(instance: instance, from: origin, into: &collector) }
        case .subnet: try AwsSubnets.read(elements, from: origin, into: &collector)
        case .vpc: try AwsVpcs.read(elements, from: origin, into: &collector)
        case .balancing(let kind): try AwsBalancing.read(part: elements, kind, from: origin, into: &collector)
        case .network(let kind): try AwsNetworkListings.read(part: elements, kind, from: origin, into: &collector)
        case .prefixList: try AwsManagedPrefixLists.read(elements, into: &collector)
        }
    }
}
