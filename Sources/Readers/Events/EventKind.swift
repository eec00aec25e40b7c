/// The calls that are looked at, by service and name.
enum EventKind {
    case authorize(isEgress: Bool), revoke(isEgress: Bool), modifyRules, describeRules(isEgress: Bool)
    case createGroup, deleteGroup
    case modifyInterface, modifyInstance, runInstances, createInterface, deleteInterface, terminateInstances
    case createEntry, replaceEntry, deleteEntry, useACL
    case createRoute, replaceRoute, deleteRoute
    case createTable, deleteTable
    case useTable, reuseTable, leaveTable
    case attachGateway, detachGateway, deleteGateway, deleteSubnet
    case modifyList
    case otherService
    case unfollowed

    /// nil for a call that changes nothing of this kind.
    init?(_ name: JSONText, source: JSONText?) {
        if let source, !("ec2.amazonaws.com" ~= source) {
            guard let kind = Self.other(name, source) else { return nil }
            self = kind
            return
        }
        switch name {
        case "AuthorizeSecurityGroupIngress": self = .authorize(isEgress: false)
        case "AuthorizeSecurityGroupEgress": self = .authorize(isEgress: true)
        case "RevokeSecurityGroupIngress": self = .revoke(isEgress: false)
        case "RevokeSecurityGroupEgress": self = .revoke(isEgress: true)
        case "ModifySecurityGroupRules": self = .modifyRules
        case "UpdateSecurityGroupRuleDescriptionsIngress": self = .describeRules(isEgress: false)
        case "UpdateSecurityGroupRuleDescriptionsEgress": self = .describeRules(isEgress: true)
        case "CreateSecurityGroup": self = .createGroup
        case "DeleteSecurityGroup": self = .deleteGroup
        case "ModifyNetworkInterfaceAttribute": self = .modifyInterface
        case "ModifyInstanceAttribute": self = .modifyInstance
        case "RunInstances": self = .runInstances
        case "CreateNetworkInterface": self = .createInterface
        case "DeleteNetworkInterface": self = .deleteInterface
        case "TerminateInstances": self = .terminateInstances
        case "CreateNetworkAclEntry": self = .createEntry
        case "ReplaceNetworkAclEntry": self = .replaceEntry
        case "DeleteNetworkAclEntry": self = .deleteEntry
        case "ReplaceNetworkAclAssociation": self = .useACL
        case "CreateNetworkAcl", "CreateRouteTable": self = .createTable
        case "DeleteNetworkAcl", "DeleteRouteTable": self = .deleteTable
        case "CreateRoute": self = .createRoute
        case "ReplaceRoute": self = .replaceRoute
        case "DeleteRoute": self = .deleteRoute
        case "AssociateRouteTable": self = .useTable
        case "ReplaceRouteTableAssociation": self = .reuseTable
        case "DisassociateRouteTable": self = .leaveTable
        case "AttachInternetGateway", "AttachVpnGateway": self = .attachGateway
        case "DetachInternetGateway", "DetachVpnGateway": self = .detachGateway
        case "DeleteInternetGateway", "DeleteEgressOnlyInternetGateway", "DeleteNatGateway", "DeleteVpnGateway":
            self = .deleteGateway
        case "DeleteSubnet": self = .deleteSubnet
        case "ModifyManagedPrefixList", "RestoreManagedPrefixListVersion": self = .modifyList
        default:
            guard Self.isOfNetwork(name) else { return nil }
            self = .unfollowed
        }
    }

    /// Calls of other services that change what interfaces carry.
    private static func other(_ name: JSONText, _ source: JSONText) -> EventKind? {
        switch name {
        case "SetSecurityGroups", "ModifyDBInstance", "ModifyDBCluster", "UpdateService", "ModifyReplicationGroup",
            "ModifyCacheCluster",
            "UpdateClusterConfig", "ModifyMountTargetSecurityGroups", "ApplySecurityGroupsToLoadBalancer":
            return .otherService
        default: return name.hasPrefix("UpdateFunctionConfiguration") ? .otherService : nil
        }
    }

    /// Calls that change what carries packets in ways that are not followed.
    private static func isOfNetwork(_ name: JSONText) -> Bool {
        let text = name.string
        guard let verb = Self.verbs.first(where: text.hasPrefix) else { return false }
        let rest = text.dropFirst(verb.count)
        return Self.things.contains(where: rest.hasPrefix)
    }

    private static let verbs = [
        "Create", "Delete", "Attach", "Detach", "Associate", "Disassociate", "Accept", "Reject", "Modify", "Enable", "Disable",
        "Replace", "Assign", "Unassign",
    ]

    private static let things = [
        "InternetGateway", "EgressOnlyInternetGateway", "NatGateway", "VpcPeering", "TransitGateway", "VpnGateway",
        "VpnConnection", "VgwRoutePropagation", "VpcEndpoint", "Address", "NetworkInterface", "Subnet", "SubnetCidrBlock",
        "VpcCidrBlock", "Vpc", "VpcBlockPublicAccess", "PrivateIpAddresses", "Ipv6Addresses", "SecurityGroupVpc",
        "ManagedPrefixList", "RouteTable",
    ]
}
