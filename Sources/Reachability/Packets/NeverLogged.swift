import CoreModel

/// Rules for traffic that flow logs never hold: that they are not seen used says nothing.
///
/// Source: https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs-limitations.html: queries to the Amazon DNS server, Windows licence
/// activation, instance metadata, the time service and DHCP are not logged.
extension Analyzer {
    /// Whether a rule may have been written for what is never logged: for one of these services alone, for DNS or time where their
    /// addresses are among its own, or for DHCP.
    public func mayBeForUnlogged(_ index: RuleIndex) -> Bool {
        let rule = inventory[index]
        let points = TrafficSet(rule.traffic.points)
        if NeverLogged.dhcp.isSuperset(of: points) { return true }
        guard let networks = networks(of: rule.peer), !networks.isEmpty else { return false }
        if networks.allSatisfy({ network in NeverLogged.linkLocal.contains { $0.contains(network) } }) { return true }
        let resolvers = inventory.vpcs.compactMap(NotFiltered.resolver)
        return (NotFiltered.fixed + resolvers).contains { service in
            let isAlone = networks.allSatisfy { $0.isAddress && $0.address == service.address }
            let isPlain = service.kind == .resolver || service.kind == .time
            return (isAlone && service.points.intersects(points))
                || (isPlain && service.points.isSuperset(of: points) && networks.contains { $0.contains(service.address) })
        }
    }

    private func networks(of peer: Peer) -> [IPNetwork]? {
        if let network = inventory.network(of: peer) { return [network] }
        return inventory.prefixList(of: peer)?.entries
    }
}

private enum NeverLogged {
    /// Where metadata, time and the like answer.
    static let linkLocal = ["169.254.0.0/16", "fd00:ec2::/32"].compactMap { try? IPNetwork(parsing: $0) }
    static let dhcp = TrafficSet(
        [(67, 68), (546, 547)].compactMap { try? Traffic(.udp, from: $0.0, to: $0.1).points })
}
