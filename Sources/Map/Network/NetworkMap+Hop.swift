import CoreModel
import Reachability
import Words

extension NetworkMap {
    /// What a row of an answer's ladder is on the map: a gateway, the subnet of an ACL, of a table or of an end, with the VPC that it is drawn
    /// in, where several do the one that is shown; nil where nothing is drawn of it.
    public func item(of row: LadderRow, in way: WayAnswer, shown place: Int?) -> (vpc: Int, item: NetworkItem)? {
        guard let first = row.there ?? row.back else { return nil }
        let stage = way.stages[first]
        func gateway(_ id: TextID) -> (vpc: Int, item: NetworkItem)? {
            let places = vpcs.indices.filter { vpcs[$0].gateways.contains { $0.target.id == id } }
            guard let own = places.first(where: { $0 == place }) ?? places.first else { return nil }
            return (own, .gateway(id))
        }
        func box(_ id: TextID) -> (vpc: Int, item: NetworkItem)? { self.place(ofSubnet: id).map { ($0, .subnet(id)) } }
        switch stage.kind {
        case .igw, .eigw, .nat, .pcx, .tgw, .vpn, .vpce, .edge: return gateway(stage.component)
        case .fw: return gateway(stage.component) ?? interface(stage.component)
        case .acl: return box(stage.subnet)
        case .table:
            if stage.isOfTransitGateway {
                let table = analyzer.inventory.topology.transitGatewayTables.first { $0.id == stage.component }
                return table.flatMap { gateway($0.gateway) }
            }
            return subnet(asking: stage, first, way).flatMap(box)
        case .group: return interface(stage.component) ?? end(stage, way)
        case .lb: return end(stage, way)
        case .host:
            let placed = place ?? vpcs.indices.first
            return placed.map { ($0, .internet) }
        }
    }

    /// The subnet whose table is asked: the last whose border was passed, or that of the end that sends; of several the first that has it.
    private func subnet(asking stage: Stage, _ place: Int, _ way: WayAnswer) -> TextID? {
        let before = way.stages[..<place].filter { $0.leg == stage.leg && !$0.subnet.isNone }.map(\.subnet)
        let ends = (way.shown.map { $0.sources.prefix(1) + $0.destinations.prefix(1) } ?? []).compactMap { subnet(of: $0) }
        func has(_ subnet: TextID) -> Bool {
            analyzer.routeTable(ofSubnet: subnet).map { analyzer.inventory.topology[$0].id } == stage.component
        }
        return before.reversed().first(where: has) ?? ends.first(where: has)
            ?? vpcs.lazy.flatMap(\.subnets).map(\.id).first(where: has)
    }

    private func subnet(of member: WayMember) -> TextID? {
        switch member.end {
        case .host(_, let subnet), .unseen(_, _, let subnet): subnet
        case .interface(let interface, _): analyzer.inventory[interface].subnet
        case .outside: nil
        }
    }

    /// Where the end stands that a stage belongs to.
    private func end(_ stage: Stage, _ way: WayAnswer) -> (vpc: Int, item: NetworkItem)? {
        let members = stage.direction == .egress ? way.shown?.sources : way.shown?.destinations
        guard let member = members?.first, let id = subnet(of: member), let vpc = place(ofSubnet: id) else { return nil }
        if let interface = member.end.interface { return item(of: interface) ?? (vpc, .subnet(id)) }
        return (vpc, .subnet(id))
    }

    private func interface(_ id: TextID) -> (vpc: Int, item: NetworkItem)? {
        guard !id.isNone, let place = analyzer.inventory.interfaces.firstIndex(where: { $0.id == id }) else { return nil }
        return item(of: InterfaceIndex(place))
    }

    /// The first group of an interface that is drawn in its subnet, else the subnet.
    private func item(of interface: InterfaceIndex) -> (vpc: Int, item: NetworkItem)? {
        let own = analyzer.inventory[interface]
        guard let vpc = place(ofSubnet: own.subnet) else { return nil }
        let group = vpcs[vpc].subnet(own.subnet)?.groups.first { own.groups.contains($0.group) }
        return (vpc, group.map { .group($0.group, subnet: own.subnet) } ?? .subnet(own.subnet))
    }
}
