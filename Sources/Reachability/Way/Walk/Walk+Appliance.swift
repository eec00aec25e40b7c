import CoreModel

/// Through an appliance: an interface that a route leads to, and that may forward what is not addressed to it.
///
/// Sources: https://docs.aws.amazon.com/vpc/latest/userguide/route-table-options.html and, for its check,
/// https://docs.aws.amazon.com/vpc/latest/userguide/work-with-nat-instances.html#EIP_Disable_SrcDestCheck
extension Walk {
    /// The interface that a route leads to: by its id, or the only one of its instance.
    func appliance(_ target: RouteTarget) -> InterfaceIndex? {
        let all = walker.index.interfaces(of: target)
        return all.count == 1 ? all.first : nil
    }

    /// Whether an appliance drops what is not addressed to it; nil where it forwards.
    ///
    /// Nothing passes one whose check is on, there or back.
    func sourceDestinationCheck(_ target: RouteTarget, _ packet: SeenPacket) -> Stage? {
        guard let interface = appliance(target) else { return nil }
        switch inventory[interface].checksSourceDestination {
        case true?: return Stage(.fw, inventory[interface].id, packet, .fail, .sourceDestinationCheck)
        case false?: return nil
        case nil: return Stage(.fw, inventory[interface].id, packet, .depends, .sourceDestinationCheck)
        }
    }

    /// Where a way back leads to something that is not followed; `nat` is the NAT gateway that the packet came by.
    mutating func stop(at target: RouteTarget, _ packet: SeenPacket, behind nat: Nat? = nil) {
        if target.kind == .natGateway, leg == .reply, target.id != nat?.gateway.id {
            // It puts its own address in, which the client does not know.
            pass(Stage(.nat, target.id, packet, .fail, .asymmetric(expected: nat?.gateway.id ?? .none)))
            return
        }
        let kind = Self.stage(of: target.kind)
        if kind == .fw { pass(sourceDestinationCheck(target, packet)) }
        pass(Stage(kind, target.id, packet, .depends, .edge(target.kind)))
    }

    /// An appliance's groups, which are looked at whether those of the ends are or not.
    private mutating func passGroups(of appliance: InterfaceIndex, _ packet: SeenPacket, _ direction: Direction) {
        var stage = walker.groups.judge(packet, at: Border(thing: appliance, direction: direction))
        stage?.isOfAppliance = true
        pass(stage)
    }

    /// The interfaces that an appliance may send by: its own first, then the others of its instance.
    private func exits(of interface: InterfaceIndex) -> [InterfaceIndex] {
        let instance = inventory[interface].instance
        let all = instance.isNone ? [] : walker.index.interfaces(of: RouteTarget(.instance, instance))
        return [interface] + all.filter { $0 != interface }
    }

    /// The way on, out of an interface of an appliance: with the address that the packet came with, or with one of the interface's own.
    private func leaving(
        by exit: InterfaceIndex, from source: IPAddress, _ packet: SeenPacket, _ vpc: TextID, behind nat: Nat?
    ) -> Walk {
        var way = self
        way.appliances.insert(exit)
        let own = inventory[exit]
        // Behind an appliance nobody bears a group, whether it puts its own address in or not.
        let sent = seen(from: source, nil, to: destination.address, destination)
        if source == packet.source.address, own.checksSourceDestination == true {
            way.pass(Stage(.fw, own.id, sent, .fail, .sourceDestinationCheck))
        }
        way.passGroups(of: exit, sent, .egress)
        way.leaveAppliance(sent, own.subnet, vpc, behind: source == nat?.address ? nat : nil)
        return way
    }

    /// Whether a route leads to the interface that a packet is addressed to, which takes it and forwards nothing.
    func isAddressed(_ packet: SeenPacket, to target: RouteTarget) -> Bool {
        walker.index.interfaces(of: target).contains { inventory[$0].hasPrivateAddress(packet.destination.address) }
    }

    /// Into an appliance and out of it, by whichever interface of its instance, as it came or with the appliance's own address: what it does is not in the input.
    ///
    /// Where neither gets through it is blocked, else it depends and is not followed further.
    mutating func forward(
        _ packet: SeenPacket, by target: RouteTarget, from subnet: TextID?, _ vpc: TextID, behind nat: Nat?
    ) {
        let open = Stage(.fw, target.id, packet, .depends, .edge(target.kind))
        guard let interface = appliance(target), !appliances.contains(interface) else {
            pass(open)
            return
        }
        let own = inventory[interface]
        let exits = exits(of: interface)
        if own.subnet != subnet, !own.subnet.isNone {
            pass(walker.acls.judge(packet, at: Border(thing: own.subnet, direction: .ingress)))
        }
        pass(sourceDestinationCheck(target, packet))
        passGroups(of: interface, packet, .ingress)
        let areKnown = exits.allSatisfy { exit in
            let own = inventory[exit]
            return !own.subnet.isNone && own.addressesAreKnown(packet.version) && own.delegatedPrefixes.isEmpty
        }
        guard areKnown, !own.privateAddresses(packet.version).isEmpty else {
            pass(open)
            return
        }
        outbound = .lost
        let before = stages.count
        let ways = exits.flatMap { exit in
            ([packet.source.address] + inventory[exit].privateAddresses(packet.version)).map { source in
                leaving(by: exit, from: source, packet, exit == interface ? vpc : inventory[exit].vpc, behind: nat)
            }
        }
        for way in ways { takeForks(of: way) }
        let isClosed = ways.allSatisfy { way in way.stages[before...].contains { $0.outcome == .fail } }
        if isClosed, let first = ways.first {
            stages += first.stages[before...]
        } else {
            pass(open)
        }
    }
}
