import CoreModel

/// VPCs of which one sends to the other over a peering connection or a transit gateway, and no answer gets back.
///
/// Hosts of the subnets of two tables are walked between, one subnet for each table and zone: what their ACLs do plays no part.
struct OneWayRoutes {
    let walker: Walker
    let uses: SubnetUses

    private var inventory: Inventory { uses.inventory }
    private var topology: Topology { inventory.topology }

    /// How many ways are walked in all.
    private static let limit = 20_000

    /// A subnet with its table.
    private struct Place {
        var subnet: Subnet
        var table: RouteTableIndex
    }

    /// Subnets of one table in one zone, which are alike.
    private struct Kind: Hashable {
        var table: RouteTableIndex
        var zone: TextID
    }

    func findings() -> [NetworkFinding] {
        let byVpc = Dictionary(grouping: places()) { $0.subnet.vpc }.sorted { $0.key < $1.key }
        var findings: [NetworkFinding] = []
        var walked = 0
        for (from, all) in byVpc {
            let sources = all.filter { !holdsNat($0.subnet.id) }
            for target in sources.flatMap({ joins($0.table) }).distinct() {
                for (to, destinations) in byVpc where to != from {
                    let outcome = outcome(sources, destinations, by: target, &walked)
                    // Of what is not walked to its end nothing is said.
                    if walked > Self.limit { return findings }
                    if case .dropped(let at)? = outcome { findings.append(.oneWay(target, from: from, to: to, at: at)) }
                }
            }
        }
        return findings
    }

    /// What becomes of all answers between subnets of two VPCs; nil where no packet gets from one to the other by a target.
    private func outcome(
        _ sources: [Place], _ destinations: [Place], by target: RouteTarget, _ walked: inout Int
    ) -> Outcome? {
        var outcome: Outcome?
        for source in sources where joins(source.table).contains(target) {
            for destination in destinations {
                walked += 1
                if walked > Self.limit { return nil }
                guard let own = self.outcome(source.subnet, destination.subnet, by: target) else { continue }
                // One answer that may come back is enough.
                if own == .returns { return own }
                outcome = outcome ?? own
            }
        }
        return outcome
    }

    /// A subnet for each table and zone of every VPC.
    private func places() -> [Place] {
        var seen: Set<Kind> = []
        return uses.subnets.compactMap { subnet in
            guard let table = uses.tables[subnet.id], subnet.usableAddresses(.v4).intervals.first != nil,
                seen.insert(Kind(table: table, zone: subnet.zone)).inserted
            else { return nil }
            return Place(subnet: subnet, table: table)
        }
    }

    /// The peering connections and transit gateways that a table leads to.
    private func joins(_ table: RouteTableIndex) -> [RouteTarget] {
        topology[table].routes.filter { route in
            route.state != .blackhole && [.peeringConnection, .transitGateway].contains(route.target.kind)
        }.map(\.target).distinct()
    }

    /// Whether a NAT gateway stands in a subnet: to its address answers return without a route.
    private func holdsNat(_ subnet: TextID) -> Bool { topology.natGateways.contains { $0.subnet == subnet } }

    private enum Outcome: Equatable {
        /// An answer comes back, or may.
        case returns
        /// Something drops it.
        case dropped(TextID)
    }

    /// What becomes of the answers between two subnets; nil where packets do not get from one to the other by a target.
    private func outcome(_ source: Subnet, _ destination: Subnet, by target: RouteTarget) -> Outcome? {
        guard let traffic = Self.traffic, let from = host(source), let to = host(destination) else { return nil }
        let stages = walker.way(from: from, to: to, traffic).stages.filter { ![.acl, .group].contains($0.kind) }
        let there = stages.filter { $0.leg == .packet }
        guard there.allSatisfy({ $0.outcome == .pass }),
            there.first(where: { [.pcx, .tgw].contains($0.kind) })?.component == target.id
        else { return nil }
        let back = stages.filter { $0.leg == .reply }
        guard let drop = back.first(where: { $0.outcome != .pass }) else { return .returns }
        return drop.outcome == .fail ? .dropped(drop.component) : .returns
    }

    private func host(_ subnet: Subnet) -> WayEnd? {
        guard let last = subnet.usableAddresses(.v4).intervals.first?.upperBound else { return nil }
        return .host(IPAddress(.v4, bits: last), subnet: subnet.id)
    }

    private static let traffic = (try? Traffic(.tcp, from: 443, to: 443)).flatMap {
        WayTraffic.pieces(TrafficSet($0.points)).first
    }
}
