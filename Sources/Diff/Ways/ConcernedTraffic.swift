import CoreModel
import Reachability

/// Of which traffic a difference of network ACLs may decide.
struct ConcernedTraffic {
    let before: Inventory
    let after: Inventory

    /// What the entries that differ match, and what is answered over them; nil, for all, where something else differs.
    ///
    /// Answers of tcp and udp go to a port of the client's, those of other protocols are of the same protocol (aws-network 6.2).
    func traffic(_ changes: [InventoryDiff.NetworkChange]) -> TrafficSet? {
        let (old, new) = (acls(before), acls(after))
        var traffic = TrafficSet()
        for change in changes {
            guard change.thing == .networkACL, change.kind == .changed, let was = old[change.id], let now = new[change.id],
                was.isDefault == now.isDefault, subnets(was, before) == subnets(now, after)
            else { return nil }
            for entry in Set(was.entries).symmetricDifference(now.entries) {
                guard let own = entry.traffic, let wide = Self.widened(own) else { return nil }
                traffic = traffic.union(wide)
            }
        }
        return traffic
    }

    private func acls(_ inventory: Inventory) -> [String: NetworkACL] {
        Dictionary(inventory.topology.networkACLs.map { (inventory[$0.id], $0) }) { first, _ in first }
    }

    private func subnets(_ acl: NetworkACL, _ inventory: Inventory) -> Set<String> { Set(acl.subnets.map { inventory[$0] }) }

    /// The traffic of an entry with what it carries the answers of; nil for all.
    private static func widened(_ traffic: Traffic) -> TrafficSet? {
        let own = TrafficSet(traffic.points)
        if traffic == .all { return nil }
        if traffic.ipProtocol.hasPorts {
            let clients = try? Traffic(
                traffic.ipProtocol, from: ClientPorts.wide.ports.lowerBound, to: ClientPorts.wide.ports.upperBound)
            if let clients, !own.intersects(TrafficSet(clients.points)) { return own }
        } else if !traffic.ipProtocol.isICMP {
            return own
        }
        return (try? Traffic(traffic.ipProtocol)).map { TrafficSet($0.points) }
    }
}
