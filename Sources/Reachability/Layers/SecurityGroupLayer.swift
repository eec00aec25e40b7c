import CoreModel

/// Security groups at an interface: egress of what it sends, ingress of what it is sent; answers are let through.
struct SecurityGroupLayer: StageLayer {
    let inventory: Inventory
    let index: InventoryIndex
    let way: WayIndex

    func judge(_ packet: SeenPacket, at place: Border<InterfaceIndex>) -> Stage? {
        let interface = inventory[place.thing]
        let far = packet.far(place.direction)
        let reason = Stage.Reason.groups(interface.groups, farEndBearsGroups: far.sender != nil)
        func stage(_ outcome: Outcome) -> Stage {
            Stage(.group, interface.id, packet, direction: place.direction, outcome, reason)
        }
        if interface.groups.isEmpty { return stage(.pass) }
        let own = Subject(
            kind: .interfaces([place.thing], carrying: interface.groups),
            addresses: AddressSet(interface.privateRanges(packet.version)))
        var table = SideTable(
            place.direction, towards: [subject(far)], inventory,
            PeerCoverage(inventory: inventory, index: index, version: packet.version), asked: packet.points,
            countsReferences: far.sender != nil)
        let side = table.side(of: own)
        if side.isClosed { return stage(.fail) }
        return stage(side.stretches.allSatisfy { $0.row.certain.contains(0) } ? .pass : .depends)
    }

    /// Who is at the far end, as far as rules see it.
    func subject(_ far: SeenPacket.End) -> Subject {
        let addresses = AddressSet(far.address.bits...far.address.bits)
        switch far.sender {
        case .interface(let interface, _)?:
            let own = inventory[interface]
            return Subject(kind: .interfaces([interface], carrying: own.groups), addresses: addresses, vpc: own.vpc)
        case .host(_, let subnet)?:
            let vpc = way.subnet(subnet)?.vpc ?? .none
            let isPlain = inventory.listsAllInterfaces(ofVpc: vpc)
            return Subject(kind: isPlain ? .hosts(mayCarryAbsentGroup: true) : .unknown, addresses: addresses, vpc: vpc)
        case .outside(let address)?:
            // In a block of a VPC, and in no subnet that is loaded.
            let vpcs = way.unlistedVpcs(holding: address)
            if vpcs.isEmpty { return Subject(kind: .hosts(mayCarryAbsentGroup: false), addresses: addresses) }
            return Subject(kind: .unknown, addresses: addresses, vpc: vpcs.count == 1 ? vpcs[0] : .none)
        case nil: return Subject(kind: .hosts(mayCarryAbsentGroup: false), addresses: addresses)
        }
    }

    /// The side of an end that no interface has: where not every interface is listed one may have it, with groups of its own.
    func judgeUnlisted(_ end: WayEnd, _ packet: SeenPacket, _ direction: Direction) -> Stage? {
        let vpc: TextID?
        switch end {
        case .interface: vpc = nil
        case .host(_, let subnet):
            vpc = way.subnet(subnet).flatMap { inventory.listsAllInterfaces(ofVpc: $0.vpc) ? nil : $0.vpc }
        case .outside(let address): vpc = way.unlistedVpcs(holding: address).first
        }
        return vpc.map { Stage(.group, .none, packet, direction: direction, .depends, .missing(.interfaces(ofVpc: $0))) }
    }
}
