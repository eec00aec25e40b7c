import Audit
import CoreModel
import Reachability

/// How full something is on trial that a change puts something into.
public struct TrialQuota: Sendable, Hashable {
    /// What is filled.
    public enum Place: Sendable, Hashable {
        /// The rules of a group in a direction and family.
        case rules(GroupIndex, Direction, IPVersion)
        /// The groups of an interface.
        case groups(InterfaceIndex)
        /// The entries of an ACL in a direction.
        case entries(NetworkACLIndex, Direction)
        /// The routes of a table that somebody wrote.
        case routes(RouteTableIndex)
    }

    /// What is filled, in the inventory on trial.
    public let place: Place
    /// How many it has then.
    public let used: Int
    /// How many AWS takes, if nobody asked for more.
    ///
    /// Source: https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html
    public let limit: Int

    /// Whether AWS would not take the change.
    public var isOver: Bool { used > limit }

    /// What the changes of a trial fill, each once.
    static func all(_ trial: Trial) -> [TrialQuota] {
        let inventory = trial.inventory
        let limits = AuditLimits()
        var found: [TrialQuota] = []
        for edit in trial.edits {
            switch edit {
            case .add(let rule), .change(_, to: let rule): found += quotas(rule, inventory, limits)
            case .attach(_, let interface):
                guard let place = inventory.interfaces.firstIndex(where: { inventory[$0.id] == interface }) else { continue }
                let used = inventory.interfaces[place].groups.count
                found.append(TrialQuota(place: .groups(InterfaceIndex(place)), used: used, limit: limits.groups))
            case .network(.addEntry(let entry)):
                let acls = inventory.topology.networkACLs
                guard let place = acls.firstIndex(where: { inventory[$0.id] == entry.acl }) else { continue }
                let used = acls[place].entries.count { $0.direction == entry.direction }
                found.append(TrialQuota(place: .entries(NetworkACLIndex(place), entry.direction), used: used, limit: 20))
            case .network(.addRoute(let route)):
                let tables = inventory.topology.routeTables
                guard let place = tables.firstIndex(where: { inventory[$0.id] == route.table }) else { continue }
                let used = tables[place].routes.count { !$0.origin.isPropagated && $0.origin != .createRouteTable }
                found.append(TrialQuota(place: .routes(RouteTableIndex(place)), used: used, limit: 500))
            default: continue
            }
        }
        return found.distinct()
    }

    private static func quotas(_ rule: EditedRule, _ inventory: Inventory, _ limits: AuditLimits) -> [TrialQuota] {
        guard let group = inventory.group(id: rule.group) else { return [] }
        let direction = rule.identity.direction
        let version = rule.identity.peer.network?.version ?? .v4
        let used = limits.used(group, direction, version, in: inventory)
        return [TrialQuota(place: .rules(group, direction, version), used: used, limit: limits.rules)]
    }
}
