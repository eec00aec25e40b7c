/// What filters or carries a flow, as far as it is looked at: answers, their JSON and their remarks tell these and no others.
public enum Layer: String, Hashable, Sendable, CaseIterable {
    /// The rules of security groups.
    case securityGroups = "security-groups"
    /// The entries of network ACLs.
    case networkACLs = "network-acls"
    /// Route tables, with the gateways that routes lead to.
    case routes
    /// VPC Block Public Access.
    case publicAccess = "public-access"
    /// Load balancers, as destinations.
    case loadBalancers = "load-balancers"
}

extension Stage.Kind {
    /// The layer that a stage is of; what only forwards is part of the routes.
    public var layer: Layer {
        switch self {
        case .group: .securityGroups
        case .acl: .networkACLs
        case .lb: .loadBalancers
        case .table, .igw, .eigw, .nat, .pcx, .tgw, .vpn, .vpce, .fw, .edge, .host: .routes
        }
    }
}

extension Stage {
    /// The layer that it is of: Block Public Access is checked at a gateway.
    public var layer: Layer {
        switch reason {
        case .publicAccess, .changingPublicAccess: .publicAccess
        default: kind.layer
        }
    }
}
