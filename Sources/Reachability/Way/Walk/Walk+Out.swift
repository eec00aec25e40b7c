import CoreModel

/// The packet's way out of an interface: to its subnet, its VPC, or a gateway.
extension Walk {
    mutating func goesOut() -> Arrival? {
        let packet = seen(from: source.address, source, to: destination.address, destination)
        if isService(packet) {
            pass(Stage(.host, .none, packet, .pass, .notFiltered))
            return .service
        }
        if isReserved(source) || isReserved(destination) {
            let isSource = isReserved(source)
            pass(Stage(.host, .none, packet, isRouter(destination) && !isSource ? .depends : .fail, .nobody(isSource: isSource)))
            return nil
        }
        let before = stages.count
        pass(groups.judgeUnlisted(source, packet, .egress))
        if let nat = natGateway(at: source) { pass(Stage(.nat, nat, packet, direction: .egress, .fail, .opensNothing)) }
        if let interface = source.interface {
            if Self.opensNothing(walker.index.type(of: interface)) {
                pass(Stage(.host, inventory[interface].id, packet, direction: .egress, .fail, .opensNothing))
            }
            egressStage = stages.count
            pass(groups.judge(packet, at: Border(thing: interface, direction: .egress)))
        } else if case .unseen = source, stages.count > before {
            egressStage = before
        }
        if NeverRouted.contains(destination.address) {
            pass(Stage(.host, .none, packet, .pass, .notFiltered))
            return .service
        }
        guard let vpc = walker.index.vpc(of: source), walker.index.looksAtNetwork(vpc) else { return goesOutSomehow(packet) }
        guard let subnet = walker.index.subnet(of: source) else {
            if let interface = source.interface { pass(Stage(.host, .none, packet, .depends, .missing(.subnet(of: interface)))) }
            return nil
        }
        if let interface = destination.interface, walker.index.subnet(of: destination) == nil,
            walker.index.vpc(of: destination) ?? vpc == vpc
        {
            // It may be in the source's subnet, behind no ACL.
            pass(Stage(.host, .none, packet, .depends, .missing(.subnet(of: interface))))
            passGroups(into: packet)
            return nil
        }
        let isWithin = walker.index.vpc(of: destination) == vpc
        if isWithin, walker.index.subnet(of: destination) == subnet {
            passGroups(into: packet)
            return .neighbour
        }
        pass(walker.acls.judge(packet, at: Border(thing: subnet, direction: .egress)))
        // VPC Lattice is reached by no route of a table.
        if NeverRouted.lattice.contains(where: { $0.contains(destination.address) }) { return .somehowOut }
        guard walker.index.looksAtRoutes(vpc) else {
            if destination.isOutside {
                passGroups(into: packet)
                return .somehowOut
            }
            arrive(packet)
            return isWithin ? .delivered(nil) : .somehowAcross
        }
        return leave(packet, from: subnet, vpc, behind: nil)
    }

    /// Out of a VPC that is not looked at: nothing on its side changes a verdict.
    private mutating func goesOutSomehow(_ packet: SeenPacket) -> Arrival? {
        if let interface = source.interface, walker.index.vpc(of: source) == nil, walker.index.looksAtSomeNetwork {
            // It may be in a VPC that is looked at, and in the destination's subnet, behind no ACL.
            pass(Stage(.host, .none, packet, .depends, .missing(.subnet(of: interface))))
            passGroups(into: packet)
            return nil
        }
        if destination.isOutside {
            passGroups(into: packet)
            return .somehowOut
        }
        arrive(packet)
        return .somehowAcross
    }

    /// Whether all of a packet is what neither groups nor ACLs filter, at one of AWS's own addresses.
    private func isService(_ packet: SeenPacket) -> Bool {
        let address = packet.destination.address
        // The subnet's router is its DHCP server.
        if isRouter(destination), Self.dhcp.isSuperset(of: packet.points) { return true }
        if let fixed = NotFiltered.fixed.first(where: { $0.address == address }) {
            return fixed.points.isSuperset(of: packet.points)
        }
        guard let vpc = walker.index.vpc(of: source).flatMap({ walker.index.vpc($0) }),
            NotFiltered.resolverAddress(of: vpc) == address,
            let resolver = NotFiltered.resolver(of: vpc)
        else { return false }
        return resolver.points.isSuperset(of: packet.points)
    }

    private static let dhcp = (try? Traffic(.udp, from: 67, to: 68)).map { TrafficSet($0.points) } ?? TrafficSet()

    /// Whether an end is at an address that AWS keeps in its subnet: no interface has it.
    func isReserved(_ end: WayEnd) -> Bool {
        guard case .host(let address, let own) = end, let subnet = walker.index.subnet(own) else { return false }
        return subnet.networks.contains { $0.contains(address) }
            && !subnet.usableAddresses(address.version).contains(address.bits)
    }

    /// Whether an end is the router of the source's own subnet, which answers some protocols.
    private func isRouter(_ end: WayEnd) -> Bool {
        guard let own = walker.index.subnet(of: source), own == walker.index.subnet(of: end),
            let subnet = walker.index.subnet(own)
        else {
            return false
        }
        return subnet.networks.contains { $0.address.bits + 1 == end.address.bits && $0.version == end.address.version }
    }

    /// The NAT gateway that has the address of an end, where no loaded interface does.
    private func natGateway(at end: WayEnd) -> TextID? {
        guard case .host(let address, let subnet) = end else { return nil }
        return walker.index.natGateway(at: address, inVpcOf: subnet)
    }

    /// The destination's groups, where it has an interface or may have one.
    mutating func passGroups(into packet: SeenPacket) {
        if let nat = natGateway(at: destination) {
            pass(Stage(.nat, nat, packet, direction: .ingress, .fail, .unsolicited))
            return
        }
        pass(
            withReferences(packet, inbound, .ingress) { [groups, destination] in
                groups.judgeUnlisted(destination, $0, .ingress)
            })
        guard let interface = destination.interface else { return }
        if let endpoint = walker.index.transit.endpoint(ofInterface: inventory[interface].id),
            endpoint.state.isOpen || endpoint.state.works == false
        {
            pass(Stage(.vpce, endpoint.id, packet, endpoint.state.isOpen ? .depends : .fail, .badState(endpoint.state)))
        }
        if let gateway = Self.accepting(walker.index.type(of: interface)) {
            // Groups of these interfaces, if an input tells any, filter nothing.
            pass(Stage(gateway, inventory[interface].id, packet, direction: .ingress, .fail, .unsolicited))
            return
        }
        pass(
            withReferences(packet, inbound, .ingress) { [groups] in
                groups.judge($0, at: Border(thing: interface, direction: .ingress))
            })
        pass(listener(at: interface, packet))
    }

    /// What groups say of a packet whose far end they see with its groups, without them, or as the input leaves open.
    private func withReferences(
        _ packet: SeenPacket, _ references: References, _ direction: Direction, _ judge: (SeenPacket) -> Stage?
    ) -> Stage? {
        if case .kept = references { return judge(packet) }
        guard packet.far(direction).sender != nil else { return judge(packet) }
        var plain = packet
        if direction == .ingress { plain.source.sender = nil } else { plain.destination.sender = nil }
        let without = judge(plain)
        guard case .open(let thing) = references, let with = judge(packet), with.outcome != without?.outcome else {
            return without
        }
        return Stage(
            kind: with.kind, component: with.component, subnet: with.subnet, leg: with.leg, direction: direction,
            source: with.source, destination: with.destination, outcome: .depends, reason: .missing(.references(across: thing)))
    }

    /// What the source's groups say once it is known what they see of the destination.
    mutating func settleOutbound() {
        guard let place = egressStage, stages.indices.contains(place) else { return }
        if case .kept = outbound { return }
        let packet = seen(from: source.address, source, to: destination.address, destination)
        let stage = withReferences(packet, outbound, .egress) { [groups, source] packet in
            source.interface.map { groups.judge(packet, at: Border(thing: $0, direction: .egress)) }
                ?? groups.judgeUnlisted(source, packet, .egress)
        }
        if let stage { stages[place] = stage }
    }

    /// What the interfaces of gateways are, which accept nothing that is addressed to them; nil for every other type.
    static func accepting(_ type: String) -> Stage.Kind? {
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
}
