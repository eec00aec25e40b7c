import CoreModel

/// Security groups at an interface: egress of what it sends, ingress of what it is sent; answers are let through.
///
/// A class, as the other layers, since every stage of a walk asks one.
final class SecurityGroupLayer: StageLayer {
    let index: InventoryIndex
    let way: WayIndex

    private let inventory: Inventory
    private let looksAtRules: Bool

    /// Where rules are not looked at, groups let everything through: for what layers beside them do.
    init(index: InventoryIndex, way: WayIndex, looksAtRules: Bool = true) {
        (self.index, self.way, inventory) = (index, way, way.inventory)
        self.looksAtRules = looksAtRules
    }

    func judge(_ packet: SeenPacket, at place: Border<InterfaceIndex>) -> Stage? {
        let interface = inventory[place.thing]
        let own = Subject(
            kind: .interfaces([place.thing], carrying: interface.groups),
            addresses: AddressSet(interface.privateRanges(packet.version)))
        return judge(packet, place.direction, own, interface.groups, interface.id)
    }

    private func judge(
        _ packet: SeenPacket, _ direction: Direction, _ own: Subject, _ groups: [GroupIndex], _ component: TextID
    ) -> Stage {
        let far = packet.far(direction)
        let reason = Stage.Reason.groups(groups, farEndBearsGroups: far.sender != nil)
        func stage(_ outcome: Outcome) -> Stage { Stage(.group, component, packet, direction: direction, outcome, reason) }
        if groups.isEmpty || !looksAtRules { return stage(.pass) }
        var table = SideTable(
            direction, towards: [subject(far)], inventory,
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
        case .unseen(let group, _, let subnet)?:
            return Subject(
                kind: .unseenMember(carrying: [group]), addresses: addresses, vpc: way.subnet(subnet)?.vpc ?? inventory[group].vpc
            )
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

    /// The side of an end that no interface has: where not every interface is listed one may have it, with groups of its own; a member of a
    /// group that no input tells has that group.
    func judgeUnlisted(_ end: WayEnd, _ packet: SeenPacket, _ direction: Direction) -> Stage? {
        let vpc: TextID?
        switch end {
        case .interface: vpc = nil
        case .unseen(let group, _, _):
            return judge(packet, direction, subject(.init(address: end.address, sender: end)), [group], inventory[group].id)
        case .host(_, let subnet):
            vpc = way.subnet(subnet).flatMap { inventory.listsAllInterfaces(ofVpc: $0.vpc) ? nil : $0.vpc }
        case .outside(let address):
            // Resolvers are nobody's interfaces.
            vpc = way.unlistedVpcs(holding: address).first { id in
                way.vpc(id).flatMap(NotFiltered.resolver)?.address != address
            }
        }
        return vpc.map { Stage(.group, .none, packet, direction: direction, .depends, .missing(.interfaces(ofVpc: $0))) }
    }
}
