import CoreModel

/// What route tables do with a packet.
///
/// Source: https://docs.aws.amazon.com/vpc/latest/userguide/VPC_Route_Tables.html
extension Walk {
    /// The table of a subnet; nil where it is not told, which is said.
    mutating func table(of subnet: TextID, _ vpc: TextID, _ packet: SeenPacket) -> RouteTableIndex? {
        if case .one(let table) = walker.index.table(ofSubnet: subnet, vpc) { return table }
        pass(Stage(.table, subnet, packet, .depends, .missing(.routeTable(ofSubnet: subnet))))
        return nil
    }

    /// Whether a table keeps a packet within its VPC; where it does not the way ends there, which is said.
    mutating func staysWithin(_ vpc: TextID, by table: RouteTableIndex, _ packet: SeenPacket, behind nat: Nat? = nil) -> Bool {
        guard let target = route(table, packet, vpc) else { return false }
        if target.kind == .local || isAddressed(packet, to: target) { return true }
        stop(at: target, packet, behind: nat)
        return false
    }

    /// What the table of a gateway does with a packet that the gateway brings into its VPC: the target, `local` without a table; nil where
    /// it is not told, or nothing, which is said.
    mutating func edgeTarget(of gateway: TextID, _ vpc: TextID, _ packet: SeenPacket) -> RouteTarget? {
        switch walker.index.edgeTable(of: gateway, vpc) {
        case .one(nil): return RouteTarget(.local)
        case .one(let table?): return route(table, packet, vpc).map { isAddressed(packet, to: $0) ? RouteTarget(.local) : $0 }
        case .unknown:
            pass(Stage(.table, gateway, packet, .depends, .missing(.edgeTable(ofGateway: gateway))))
            return nil
        }
    }

    /// Where the table of a gateway hands the sender's addresses to an appliance or an endpoint that is not the sender, and that the packet
    /// did not pass.
    ///
    /// Source: https://docs.aws.amazon.com/vpc/latest/reachability/explanation-codes.html (INGRESS_RTB_TRAFFIC_REDIRECTION)
    func redirection(_ packet: SeenPacket, by gateway: TextID, _ vpc: TextID) -> Stage? {
        guard case .one(let table?) = walker.index.edgeTable(of: gateway, vpc) else { return nil }
        let own = inventory.topology[table]
        let choice = own.choose(
            packet.source.address, vpcBlocks: walker.index.blocks(ofVpc: vpc), list: { [walker] in walker.index.list($0) })
        guard case .route(let place)? = choice.certain else { return nil }
        let target = own.routes[place].target
        switch target.kind {
        case .networkInterface, .instance, .vpcEndpoint:
            // What is the sender itself gets its replies, and nothing is passed by.
            if let interface = appliance(target),
                appliances.contains(interface) || inventory[interface].hasPrivateAddress(packet.source.address)
            {
                return nil
            }
            return Stage(.igw, gateway, packet, .fail, .redirected(to: target.id))
        default: return nil
        }
    }

    /// The target that a table sends a packet to; nil where it sends it nowhere, which is said.
    mutating func route(_ table: RouteTableIndex, _ packet: SeenPacket, _ vpc: TextID) -> RouteTarget? {
        let own = walker.index.inventory.topology[table]
        let choice = own.choose(
            packet.destination.address, vpcBlocks: walker.index.blocks(ofVpc: vpc), list: { [walker] in walker.index.list($0) })
        func stage(_ outcome: Outcome, _ reason: Stage.Reason? = nil) -> Stage {
            Stage(.table, own.id, packet, outcome, reason ?? .route(table, choice))
        }
        switch decide(choice) {
        case .route(let place):
            let route = own.routes[place]
            routed = route
            switch route.state {
            case .filtered: pass(stage(.depends, .filtered(table, route: place)))
            case .blackhole:
                if let works = state(of: route.target, vpc), works.works == true {
                    pass(stage(.depends, .disagreement(table, route: place, works)))
                } else {
                    pass(stage(.fail, .blackhole(table, route: place)))
                }
            case .active, .unknown:
                if route.state == .active, let state = state(of: route.target, vpc), state.works == false {
                    pass(stage(.depends, .disagreement(table, route: place, state)))
                    return nil
                }
                pass(stage(.pass))
                // What is inspected on its way to or from an internet gateway is not followed.
                guard route.firewall.isNone else {
                    pass(Stage(.fw, route.firewall, packet, .depends, .edge(.vpcEndpoint)))
                    return nil
                }
                return route.target.kind == .none ? RouteTarget(.unknown) : route.target
            }
            return nil
        case .local:
            pass(stage(.pass))
            return RouteTarget(.local)
        case .none:
            pass(stage(.fail))
            return nil
        case .unlisted:
            pass(stage(.depends))
            return nil
        case .notRouted:
            pass(Stage(.host, .none, packet, .pass, .notFiltered))
            return nil
        }
    }

    /// The state of what attaches a VPC to a transit gateway, else of the gateway; nil where neither is told.
    private func transitState(_ id: TextID, _ vpc: TextID) -> ResourceState? {
        let own = walker.index.transit.attachment(ofVpc: vpc, to: id)?.state
        if let own, own.works == false { return own }
        let gateway = walker.index.transit.transitGateway(id)?.state
        if let gateway, gateway.works == false { return gateway }
        return own?.text.isNone == false ? own : nil
    }

    /// The state that the listing of a route's target tells; nil where it tells none.
    private func state(of target: RouteTarget, _ vpc: TextID) -> ResourceState? {
        switch target.kind {
        case .natGateway:
            guard let gateway = walker.index.natGateway(target.id), !gateway.state.text.isNone else { return nil }
            return gateway.state
        case .peeringConnection:
            guard let peering = walker.index.transit.peering(target.id), !peering.state.text.isNone else { return nil }
            return peering.state
        case .vpcEndpoint:
            guard let endpoint = walker.index.transit.endpoint(target.id), !endpoint.state.text.isNone else { return nil }
            return endpoint.state
        case .transitGateway: return transitState(target.id, vpc)
        case .internetGateway, .egressOnlyInternetGateway, .virtualPrivateGateway:
            guard let attachments = walker.index.gateway(target.id)?.attachments else { return nil }
            // One that is attached elsewhere, or nowhere, carries nothing of this VPC.
            return attachments.first { $0.vpc == vpc }?.state ?? ResourceState(works: false)
        default: return nil
        }
    }
}
