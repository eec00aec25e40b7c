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
        pass(walker.groups.judgeUnlisted(source, packet, .egress))
        if let nat = natGateway(at: source) { pass(Stage(.nat, nat, packet, direction: .egress, .fail, .opensNothing)) }
        if let interface = source.interface {
            if Self.opensNothing(walker.index.type(of: interface)) {
                pass(Stage(.host, inventory[interface].id, packet, direction: .egress, .fail, .opensNothing))
            }
            pass(walker.groups.judge(packet, at: Border(thing: interface, direction: .egress)))
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
            return isWithin ? .local(nil) : .somehowAcross
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
        pass(walker.groups.judgeUnlisted(destination, packet, .ingress))
        guard let interface = destination.interface else { return }
        if let gateway = Self.accepting(walker.index.type(of: interface)) {
            // Groups of these interfaces, if an input tells any, filter nothing.
            pass(Stage(gateway, inventory[interface].id, packet, direction: .ingress, .fail, .unsolicited))
            return
        }
        pass(walker.groups.judge(packet, at: Border(thing: interface, direction: .ingress)))
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

    /// Into the destination's subnet and interface.
    private mutating func arrive(_ packet: SeenPacket) {
        if let subnet = walker.index.subnet(of: destination) {
            pass(walker.acls.judge(packet, at: Border(thing: subnet, direction: .ingress)))
        } else if let interface = destination.interface,
            walker.index.vpc(of: destination).map(walker.index.looksAtNetwork) == true
        {
            pass(Stage(.host, .none, packet, .depends, .missing(.subnet(of: interface))))
        }
        passGroups(into: packet)
    }

    /// Where the table of a subnet sends a packet that leaves it.
    private mutating func leave(_ packet: SeenPacket, from subnet: TextID, _ vpc: TextID, behind nat: Nat?) -> Arrival? {
        guard let table = table(of: subnet, vpc, packet) else { return nil }
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
            forward(packet, by: target, from: subnet, vpc, behind: nat)
            return nil
        default:
            pass(Stage(Self.stage(of: target.kind), target.id, packet, .depends, .edge(target.kind)))
            return nil
        }
    }

    /// Out of an appliance: within its subnet, or where the table of its subnet leads.
    mutating func leaveAppliance(_ packet: SeenPacket, _ subnet: TextID, _ vpc: TextID, behind nat: Nat?) {
        if walker.index.subnet(of: destination) == subnet {
            passGroups(into: packet)
            return
        }
        pass(walker.acls.judge(packet, at: Border(thing: subnet, direction: .egress)))
        _ = leave(packet, from: subnet, vpc, behind: nat)
    }

    /// Within the VPC.
    private mutating func deliver(_ packet: SeenPacket, _ vpc: TextID, behind nat: Nat?) -> Arrival? {
        guard walker.index.vpc(of: destination) == vpc else {
            pass(nobody(in: vpc, packet))
            passGroups(into: packet)
            return nil
        }
        // A NAT gateway and the destination may share a subnet: no ACL stands between them.
        if nat?.subnet == nil || nat?.subnet != walker.index.subnet(of: destination) {
            arrive(packet)
        } else {
            passGroups(into: packet)
        }
        return .local(nat)
    }

    /// For an end whose address lies in a block of a VPC, and in no subnet of it.
    func nobody(in vpc: TextID, _ packet: SeenPacket, isSource: Bool = false) -> Stage {
        let isKnown = walker.index.listsSubnets(ofVpc: vpc)
        return Stage(
            .host, .none, packet, isKnown ? .fail : .depends,
            isKnown ? .nobody(isSource: isSource) : .missing(.subnets(ofVpc: vpc)))
    }

    /// Through a NAT gateway.
    private mutating func translate(_ packet: SeenPacket, by id: TextID, from subnet: TextID?, _ vpc: TextID) -> Arrival? {
        guard let gateway = walker.index.natGateway(id) else {
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
        if let own { pass(walker.acls.judge(packet, at: Border(thing: own, direction: .ingress))) }
        if gateway.state.isOpen || gateway.state.works == false {
            pass(Stage(.nat, id, packet, gateway.state.isOpen ? .depends : .fail, .badState(gateway.state)))
        }
        if gateway.hasAppliances { pass(Stage(.nat, id, packet, .depends, .edge(.natGateway))) }
        if traffic.isForeignToNat {
            pass(Stage(.nat, id, packet, .fail, .natProtocol))
        } else if !traffic.isCarriedByNat || packet.version == .v6 {
            // NAT64 is not followed.
            pass(Stage(.nat, id, packet, .depends, packet.version == .v6 ? .edge(.natGateway) : .natProtocol))
        }
        guard packet.version == .v4 else { return nil }
        if own == nil { pass(zone(of: gateway, from: subnet, packet)) }
        let addresses = gateway.addresses.compactMap(\.privateAddress).filter { $0.version == .v4 }.distinct()
        guard !addresses.isEmpty || gateway.isRegional == true else {
            pass(Stage(.nat, id, packet, .depends, .natAddressUnknown))
            return nil
        }
        // Connections go out by any of its addresses.
        let address = addresses.isEmpty ? source.address : addresses[fork(addresses.count)]
        pass(Stage(.nat, id, packet, .pass, .passes))
        let behind = seen(from: address, nil, to: destination.address, destination)
        let nat = Nat(gateway: gateway, subnet: own, address: address)
        guard let own else {
            guard let table = walker.index.table(gateway.routeTable) else {
                pass(Stage(.table, gateway.routeTable, behind, .depends, .missing(.natGateway(id))))
                return nil
            }
            return follow(table, behind, nil, vpc, behind: nat)
        }
        // To a destination in its own subnet nothing leaves that subnet.
        if walker.index.subnet(of: destination) == own {
            passGroups(into: behind)
            return .local(nat)
        }
        pass(walker.acls.judge(behind, at: Border(thing: own, direction: .egress)))
        return leave(behind, from: own, vpc, behind: nat)
    }

    /// Whether a regional NAT gateway serves the zone of the sender; nil where it does.
    private func zone(of gateway: NatGateway, from own: TextID?, _ packet: SeenPacket) -> Stage? {
        if gateway.provisionsZones == true { return nil }
        guard let subnet = own.flatMap(walker.index.subnet), !subnet.zone.isNone || !subnet.zoneID.isNone else { return nil }
        let zones = gateway.addresses.map(\.zone)
        if zones.contains(where: { $0.isNone || $0 == subnet.zone || $0 == subnet.zoneID }) || zones.isEmpty { return nil }
        let zone = subnet.zone.isNone ? subnet.zoneID : subnet.zone
        return Stage(.nat, gateway.id, packet, gateway.provisionsZones == false ? .fail : .depends, .natZone(zone))
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
