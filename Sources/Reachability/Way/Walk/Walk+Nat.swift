import CoreModel

/// Through NAT gateways.
///
/// Source: https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-basics.html
extension Walk {
    /// Through a NAT gateway.
    mutating func translate(_ packet: SeenPacket, by id: TextID, from subnet: TextID?, _ vpc: TextID) -> Arrival? {
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
            if let own { lookAhead { $0.leaveByAnyAddress(packet, from: own, vpc) } }
            return nil
        }
        // Connections go out by any of its addresses.
        let address = addresses.isEmpty ? source.address : addresses[fork(addresses.count)]
        pass(Stage(.nat, id, packet, .pass, .passes))
        outbound = .lost
        let behind = seen(from: address, nil, to: destination.address, destination)
        let nat = Nat(gateway: gateway, vpc: vpc, subnet: own, address: address)
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
            return .delivered(nat)
        }
        pass(walker.acls.judge(behind, at: Border(thing: own, direction: .egress)))
        return leave(behind, from: own, vpc, behind: nat)
    }

    /// Out of the subnet of a NAT gateway whose address is not told: what is decided there by where a packet goes alone.
    private mutating func leaveByAnyAddress(_ packet: SeenPacket, from own: TextID, _ vpc: TextID) {
        if walker.index.subnet(of: destination) == own { return }
        pass(walker.acls.judge(packet, at: Border(thing: own, direction: .egress)))
        guard let table = table(of: own, vpc, packet), let target = route(table, packet, vpc), target.kind == .internetGateway
        else { return }
        pass(attachment(target.id, .igw, packet, vpc))
        pass(privateDestination(packet, target.id))
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
}
