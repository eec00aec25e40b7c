/// Which route table or network ACL serves a subnet, or a gateway, before and after a change.
public struct SubnetUse: Sendable, Hashable {
    /// What serves it.
    public enum Kind: String, Sendable {
        case routeTable, networkACL
    }

    /// One of that kind.
    public enum Server: Sendable, Hashable {
        /// By its id.
        case own(String)
        /// The main route table of the VPC, which serves what is associated with none.
        case main
        /// No table of its own: a subnet uses the main one then, and what comes in by a gateway is routed by none.
        case nothing
    }

    /// What serves.
    public var kind: Kind
    /// The id of the subnet or of the gateway; nil where no record tells which it is.
    public var subnet: String?
    /// The association that the record names.
    public var association: String?
    /// The association from then on, by which it is replaced; nil where there is none, or the record does not tell it.
    public var becomes: String?
    /// What served it; nil where no record tells.
    public var before: Server?
    /// What serves it.
    public var after: Server

    /// What it is of: the subnet, or the association where that is not told.
    public var user: String { subnet ?? association ?? "" }

    /// The ids of what serves before and after, as far as they are told.
    public var servers: [String] {
        [before, after].compactMap { server in if case .own(let id)? = server { id } else { nil } }
    }

    /// What takes it back; nil where no record tells what was before, or of which association it is.
    var undoing: Undoing? {
        guard let before else { return nil }
        switch (kind, before, after) {
        case (_, .own(let old), .own): return becomes.map { .replace(kind, association: $0, by: old) }
        case (.routeTable, .own(let old), _): return subnet.map { .associate(table: old, with: $0) }
        case (.routeTable, .main, .own), (.routeTable, .nothing, .own): return becomes.map { .disassociate(association: $0) }
        default: return nil
        }
    }

    /// What takes a change back.
    enum Undoing: Hashable, Sendable {
        case replace(Kind, association: String, by: String)
        /// With a subnet, or a gateway.
        case associate(table: String, with: String)
        case disassociate(association: String)

        /// The call and its options, to be put behind `aws ec2`: each a word for a shell.
        var words: [String] {
            switch self {
            case .replace(.routeTable, let association, let table):
                ["replace-route-table-association", "--association-id", association, "--route-table-id", table]
            case .replace(.networkACL, let association, let acl):
                ["replace-network-acl-association", "--association-id", association, "--network-acl-id", acl]
            case .associate(let table, let user):
                [
                    "associate-route-table", "--route-table-id", table,
                    user.hasPrefix("subnet-") ? "--subnet-id" : "--gateway-id", user,
                ]
            case .disassociate(let association): ["disassociate-route-table", "--association-id", association]
            }
        }
    }
}
