import CoreModel

/// Where the tables of subnets send the packet, until it is at its destination or beyond what the input tells.
extension Walk {
    /// Where the table of a subnet sends a packet that leaves it.
    mutating func leave(_ packet: SeenPacket, from subnet: TextID, _ vpc: TextID, behind nat: Nat?) -> Arrival? {
        guard let table = table(of: subnet, vpc, packet) else { return nil }
        return follow(table, packet, subnet, vpc, behind: nat)
    }

    mutating func follow(
        _ table: RouteTableIndex, _ packet: SeenPacket, _ subnet: TextID?, _ vpc: TextID, behind nat: Nat?
    ) -> Arrival? {
        guard let target = route(table, packet, vpc) else { return nil }
        switch target.kind {
        case .local: return deliver(packet, from: subnet, vpc, behind: nat)
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
            if isAddressed(packet, to: target) { return deliver(packet, from: subnet, vpc, behind: nat) }
            forward(packet, by: target, from: subnet, vpc, behind: nat)
            return nil
        case .peeringConnection:
            guard let other = cross(packet, by: target.id, vpc) else { return isBeyond ? .beyond(nat, by: nil) : nil }
            lastPeering = nat != nil && vpc == nat?.vpc ? target.id : nil
            return deliver(packet, from: nil, other.vpc, behind: nat)
        case .transitGateway:
            lastPeering = nil
            guard let entry = transit(packet, by: target.id, from: subnet, vpc) else {
                return isBeyond ? .beyond(nat, by: nil) : nil
            }
            return come(packet, in: entry, behind: nat)
        case .vpcEndpoint: return reach(packet, endpoint: target.id, from: subnet, vpc, behind: nat)
        case .virtualPrivateGateway:
            leave(packet, byVirtualPrivate: target.id, vpc, behind: nat)
            return .beyond(nat, by: target.id)
        default:
            pass(Stage(Self.stage(of: target.kind), target.id, packet, .depends, .edge(target.kind)))
            return [.none, .unknown].contains(target.kind) ? nil : .beyond(nat, by: nil)
        }
    }

    /// Out of the interface of an attachment: where the table of its subnet leads, past that subnet's ACL unless it stays in it.
    private mutating func come(_ packet: SeenPacket, in entry: Entry, behind nat: Nat?) -> Arrival? {
        guard walker.index.looksAtRoutes(entry.vpc) else {
            guard walker.index.vpc(of: destination) == entry.vpc else {
                pass(Stage(.table, entry.subnet, packet, .depends, .missing(.routeTable(ofSubnet: entry.subnet))))
                return nil
            }
            if walker.index.subnet(of: destination) != entry.subnet {
                pass(walker.acls.judge(packet, at: Border(thing: entry.subnet, direction: .egress)))
            }
            return deliver(packet, from: entry.subnet, entry.vpc, behind: nat)
        }
        let next = next(after: entry, packet, local: walker.index.subnet(of: destination))
        if next != entry.subnet { pass(walker.acls.judge(packet, at: Border(thing: entry.subnet, direction: .egress))) }
        return leave(packet, from: entry.subnet, entry.vpc, behind: nat)
    }

    /// The subnet that a packet goes to which comes out of an attachment; nil where it goes to none, or where that is not told.
    ///
    /// Its ACLs are asked before its table in what is told, and only where it leaves its subnet.
    func next(after entry: Entry, _ packet: SeenPacket, local: TextID?) -> TextID? {
        var probe = self
        guard let table = probe.table(of: entry.subnet, entry.vpc, packet), let target = probe.route(table, packet, entry.vpc)
        else {
            return nil
        }
        switch target.kind {
        case .local: return local
        case .natGateway: return walker.index.natGateway(target.id)?.subnet
        case .networkInterface, .instance: return appliance(target).map { inventory[$0].subnet }
        case .vpcEndpoint:
            guard let endpoint = walker.index.transit.endpoint(target.id), endpoint.subnets.count == 1 else { return nil }
            return endpoint.subnets[0]
        default: return nil
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

    /// Into the destination's subnet and interface.
    mutating func arrive(_ packet: SeenPacket) {
        if let subnet = walker.index.subnet(of: destination) {
            pass(walker.acls.judge(packet, at: Border(thing: subnet, direction: .ingress)))
        } else if let interface = destination.interface,
            walker.index.vpc(of: destination).map(walker.index.looksAtNetwork) == true
        {
            pass(Stage(.host, .none, packet, .depends, .missing(.subnet(of: interface))))
        }
        passGroups(into: packet)
    }

    /// Within a VPC, from a subnet of it; nil where it comes from outside of it.
    private mutating func deliver(_ packet: SeenPacket, from subnet: TextID?, _ vpc: TextID, behind nat: Nat?) -> Arrival? {
        let own = walker.index.vpc(of: destination)
        guard own == vpc else {
            if own != nil, vpc != walker.index.vpc(of: source) {
                // What joins them leads to one that has the same addresses.
                pass(Stage(.host, .none, packet, .fail, .otherVpc(vpc)))
                return nil
            }
            pass(nobody(in: vpc, packet))
            passGroups(into: packet)
            return nil
        }
        // A NAT gateway or an attachment and the destination may share a subnet: no ACL stands between them.
        if subnet == nil || subnet != walker.index.subnet(of: destination) { arrive(packet) } else { passGroups(into: packet) }
        return .delivered(nat)
    }

    /// For an end whose address lies in a block of a VPC, and in no subnet of it.
    func nobody(in vpc: TextID, _ packet: SeenPacket, isSource: Bool = false) -> Stage {
        let isKnown = walker.index.listsSubnets(ofVpc: vpc)
        return Stage(
            .host, .none, packet, isKnown ? .fail : .depends,
            isKnown ? .nobody(isSource: isSource) : .missing(.subnets(ofVpc: vpc)))
    }

    static func stage(of kind: RouteTarget.Kind) -> Stage.Kind {
        switch kind {
        case .peeringConnection: .pcx
        case .transitGateway: .tgw
        case .virtualPrivateGateway: .vpn
        case .vpcEndpoint: .vpce
        case .networkInterface, .instance: .fw
        case .internetGateway: .igw
        case .egressOnlyInternetGateway: .eigw
        case .natGateway: .nat
        default: .edge
        }
    }
}
