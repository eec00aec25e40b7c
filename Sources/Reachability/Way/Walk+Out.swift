import CoreModel

/// The packet's way out of an interface: to its subnet, its VPC, or a gateway.
extension Walk {
    mutating func goesOut() -> Arrival? {
        let packet = seen(from: source.address, source, to: destination.address, destination)
        if isService(packet) {
            pass(Stage(.host, .none, packet, .pass, .notFiltered))
            return .service
        }
        if let interface = source.interface {
            if Self.opensNothing(inventory[inventory[interface].type]) {
                pass(Stage(.host, inventory[interface].id, packet, direction: .egress, .fail, .opensNothing))
            }
            pass(walker.groups.judge(packet, at: Border(thing: interface, direction: .egress)))
        }
        if NeverRouted.contains(destination.address) {
            pass(Stage(.host, .none, packet, .pass, .notFiltered))
            return .service
        }
        guard let vpc = index.vpc(of: source), index.looksAtNetwork(vpc) else {
            // Where the source's VPC is not looked at, nothing on its side changes a verdict.
            if destination.isOutside { return .somehowOut }
            arrive(packet)
            return .somehowAcross
        }
        guard let subnet = index.subnet(of: source) else {
            if let interface = source.interface { pass(Stage(.host, .none, packet, .depends, .missing(.subnet(of: interface)))) }
            return nil
        }
        let isWithin = index.vpc(of: destination) == vpc
        if isWithin, index.subnet(of: destination) == subnet {
            passGroups(into: packet)
            return .neighbour
        }
        pass(acls.judge(packet, at: Border(thing: subnet, direction: .egress)))
        // VPC Lattice is reached by no route of a table.
        if NeverRouted.lattice.contains(where: { $0.contains(destination.address) }) { return .somehowOut }
        guard index.looksAtRoutes(vpc) else {
            if destination.isOutside { return .somehowOut }
            arrive(packet)
            return isWithin ? .local(nil) : .somehowAcross
        }
        return leave(packet, from: subnet, vpc, behind: nil)
    }

    /// Whether all of a packet is what neither groups nor ACLs filter, at one of AWS's own addresses.
    private func isService(_ packet: SeenPacket) -> Bool {
        var services = NotFiltered.fixed
        if let vpc = index.vpc(of: source), let own = index.vpc(vpc) {
            services += [NotFiltered.resolver(of: own)].compactMap { $0 }
        }
        return services.contains { $0.address == packet.destination.address && $0.points.isSuperset(of: packet.points) }
    }

    /// The destination's groups, where it has an interface.
    mutating func passGroups(into packet: SeenPacket) {
        guard let interface = destination.interface else { return }
        let isGateway = Self.accepting(inventory[inventory[interface].type])
        if let isGateway { pass(Stage(isGateway, inventory[interface].id, packet, direction: .ingress, .fail, .unsolicited)) }
        pass(walker.groups.judge(packet, at: Border(thing: interface, direction: .ingress)))
    }

    /// What the interfaces of gateways are, which accept nothing that is addressed to them; nil for every other type.
    private static func accepting(_ type: String) -> Stage.Kind? {
        switch type {
        case "nat_gateway", "natGateway": .nat
        case "transit_gateway": .tgw
        default: nil
        }
    }

    /// Whether interfaces of a type open no connections: those of gateways and of endpoints.
    private static func opensNothing(_ type: String) -> Bool {
        ["nat_gateway", "natGateway", "transit_gateway", "vpc_endpoint", "gateway_load_balancer_endpoint"].contains(type)
    }

    /// Into the destination's subnet and interface.
    private mutating func arrive(_ packet: SeenPacket) {
        if let subnet = index.subnet(of: destination) { pass(acls.judge(packet, at: Border(thing: subnet, direction: .ingress))) }
        passGroups(into: packet)
    }

    /// Where the table of a subnet sends a packet that leaves it.
    private mutating func leave(_ packet: SeenPacket, from subnet: TextID, _ vpc: TextID, behind nat: Nat?) -> Arrival? {
        guard case .one(let table) = index.table(ofSubnet: subnet, vpc) else {
            pass(Stage(.table, subnet, packet, .depends, .missing(.routeTable(ofSubnet: subnet))))
            return nil
        }
        return follow(table, packet, subnet, vpc, behind: nat)
    }

    private mutating func follow(
        _ table: RouteTableIndex, _ packet: SeenPacket, _ subnet: TextID?, _ vpc: TextID, behind nat: Nat?
    ) -> Arrival? {
        guard let target = route(table, packet, vpc) else { return nil }
        switch target.kind {
        case .local: return deliver(packet, vpc, behind: nat)
        case .internetGateway: return out(packet, by: target.id, subnet, vpc, behind: nat)
        case .egressOnlyInternetGateway: return outOnly(packet, by: target.id, subnet, vpc, behind: nat)
        case .natGateway:
            if let nat {
                // From one NAT gateway to another nothing comes back.
                let isItself = nat.gateway.id == target.id
                pass(Stage(.nat, target.id, packet, isItself ? .fail : .depends, isItself ? .natInOwnSubnet : .edge(.natGateway)))
                return nil
            }
            return translate(packet, by: target.id, from: subnet, vpc)
        case .networkInterface, .instance:
            forward(packet, by: target, from: subnet, vpc)
            return nil
        default:
            pass(Stage(Self.stage(of: target.kind), target.id, packet, .depends, .edge(target.kind)))
            return nil
        }
    }

    /// Out of an appliance: within its subnet, or where the table of its subnet leads.
    mutating func leaveAppliance(_ packet: SeenPacket, _ subnet: TextID, _ vpc: TextID) {
        if index.subnet(of: destination) == subnet {
            passGroups(into: packet)
            return
        }
        pass(acls.judge(packet, at: Border(thing: subnet, direction: .egress)))
        _ = leave(packet, from: subnet, vpc, behind: nil)
    }

    /// The target that a table sends a packet to; nil where it sends it nowhere, which is said.
    mutating func route(_ table: RouteTableIndex, _ packet: SeenPacket, _ vpc: TextID) -> RouteTarget? {
        let own = inventory.topology[table]
        let choice = own.choose(packet.destination.address, vpcBlocks: index.blocks(ofVpc: vpc), list: index.list)
        func stage(_ outcome: Outcome, _ reason: Stage.Reason? = nil) -> Stage {
            Stage(.table, own.id, packet, outcome, reason ?? .route(table, choice))
        }
        switch decide(choice) {
        case .route(let place):
            let route = own.routes[place]
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

    /// The state that the listing of a route's target tells; nil where it tells none.
    private func state(of target: RouteTarget, _ vpc: TextID) -> ResourceState? {
        switch target.kind {
        case .natGateway:
            guard let gateway = index.natGateway(target.id), !gateway.state.text.isNone else { return nil }
            return gateway.state
        case .internetGateway, .egressOnlyInternetGateway:
            guard let attachments = index.gateway(target.id)?.attachments else { return nil }
            // One that is attached elsewhere, or nowhere, carries nothing of this VPC.
            return attachments.first { $0.vpc == vpc }?.state ?? ResourceState(works: false)
        default: return nil
        }
    }

    /// Within the VPC.
    private mutating func deliver(_ packet: SeenPacket, _ vpc: TextID, behind nat: Nat?) -> Arrival? {
        guard index.vpc(of: destination) == vpc else {
            // The address lies in a block of the VPC, and in no subnet of it.
            let isKnown = inventory.coverage(of: .subnets, inVpc: vpc) == .complete
            pass(Stage(.host, .none, packet, isKnown ? .fail : .depends, isKnown ? .nobody : .missing(.subnets(ofVpc: vpc))))
            return nil
        }
        // A NAT gateway and the destination may share a subnet: no ACL stands between them.
        if nat?.subnet == nil || nat?.subnet != index.subnet(of: destination) {
            arrive(packet)
        } else {
            passGroups(into: packet)
        }
        return .local(nat)
    }

    /// Through a NAT gateway.
    private mutating func translate(_ packet: SeenPacket, by id: TextID, from subnet: TextID?, _ vpc: TextID) -> Arrival? {
        guard let gateway = index.natGateway(id) else {
            pass(Stage(.nat, id, packet, .depends, .missing(.natGateway(id))))
            return nil
        }
        let own = gateway.subnet.isNone ? nil : gateway.subnet
        if own == nil, gateway.isRegional != true {
            pass(Stage(.nat, id, packet, .depends, .missing(.natGateway(id))))
            return nil
        }
        if let own, own == subnet {
            pass(Stage(.nat, id, packet, .fail, .natInOwnSubnet))
            return nil
        }
        if let own { pass(acls.judge(packet, at: Border(thing: own, direction: .ingress))) }
        if gateway.state.works == false { pass(Stage(.nat, id, packet, .fail, .badState(gateway.state))) }
        if gateway.hasAppliances { pass(Stage(.nat, id, packet, .depends, .edge(.natGateway))) }
        if traffic.isForeignToNat {
            pass(Stage(.nat, id, packet, .fail, .natProtocol))
        } else if !traffic.isCarriedByNat || packet.version == .v6 {
            // NAT64 is not followed.
            pass(Stage(.nat, id, packet, .depends, packet.version == .v6 ? .edge(.natGateway) : .natProtocol))
        }
        guard packet.version == .v4 else { return nil }
        let addresses = gateway.addresses.compactMap(\.privateAddress).filter { $0.version == .v4 }
        guard let address = addresses.first ?? (gateway.isRegional == true ? source.address : nil) else {
            pass(Stage(.nat, id, packet, .depends, .natAddressUnknown))
            return nil
        }
        pass(Stage(.nat, id, packet, .pass, .passes))
        let behind = seen(from: address, nil, to: destination.address, destination)
        let nat = Nat(gateway: gateway, subnet: own, address: address)
        guard let own else {
            guard let table = index.table(gateway.routeTable) else {
                pass(Stage(.table, gateway.routeTable, behind, .depends, .missing(.natGateway(id))))
                return nil
            }
            return follow(table, behind, nil, vpc, behind: nat)
        }
        // To a destination in its own subnet nothing leaves that subnet.
        if index.subnet(of: destination) == own {
            passGroups(into: behind)
            return .local(nat)
        }
        pass(acls.judge(behind, at: Border(thing: own, direction: .egress)))
        return leave(behind, from: own, vpc, behind: nat)
    }

    static func stage(of kind: RouteTarget.Kind) -> Stage.Kind {
        switch kind {
        case .peeringConnection: .pcx
        case .transitGateway: .tgw
        case .virtualPrivateGateway: .vpn
        case .vpcEndpoint: .vpce
        case .networkInterface, .instance: .fw
        default: .edge
        }
    }
}
