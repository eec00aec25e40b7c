import CoreModel

/// The answer's way back: ACLs and tables see it as a packet of its own, groups let it through.
extension Walk {
    /// Who an answer goes to: the source, or a NAT gateway that stands for it.
    struct Client {
        var vpc: TextID
        /// Nil where it is in none, or where that is not told.
        var subnet: TextID?
    }

    /// Walks it, as far as it is known.
    mutating func comesBack(_ arrival: Arrival) {
        switch arrival {
        case .neighbour, .service: return
        case .somehowOut: enter(from: destination.address, nil)
        case .somehowAcross:
            exit(to: source.address, sourcePorts)
            if let vpc = walker.index.vpc(of: destination), walker.index.looksAtRoutes(vpc) { return leaves(vpc) }
            enter(from: destination.address, destination)
        case .somehowIn: exit(to: source.address, clientOutside)
        case .out(let gateway, let kind, let nat): comesBackIn(by: gateway, kind, nat)
        case .comesIn(let gateway): goesBackOut(by: gateway)
        case .comesInByAny: lookAhead { $0.goesBackOut(by: nil) }
        case .delivered(let nat): comesBackFrom(nat)
        case .beyond(let nat, let gateway): comesBackFromBeyond(nat, gateway)
        }
    }

    /// From which ports a source outside opens connections.
    private var clientOutside: ClientPorts { client ?? traffic.clientPort.map(ClientPorts.named) ?? .wide }

    /// From which ports the source opens connections.
    private var sourcePorts: ClientPorts { walker.index.clientPorts(source, traffic) }

    /// The points of an answer to a client.
    private func points(_ client: ClientPorts) -> TrafficSet { traffic.replyPoints(to: client) ?? TrafficSet() }

    /// Out of the destination's subnet, to whoever the destination takes for the client.
    private mutating func exit(to client: IPAddress, _ ports: ClientPorts) {
        guard let subnet = walker.index.subnet(of: destination) else { return }
        let packet = seen(from: destination.address, destination, to: client, source, points(ports))
        pass(walker.acls.judge(packet, at: Border(thing: subnet, direction: .egress)))
    }

    /// Into the source's subnet: it comes from the destination's address, whatever is between them.
    private mutating func enter(from server: IPAddress, _ sender: WayEnd?) {
        guard let subnet = walker.index.subnet(of: source) else { return }
        let packet = seen(from: server, sender, to: source.address, source, points(sourcePorts))
        pass(walker.acls.judge(packet, at: Border(thing: subnet, direction: .ingress)))
    }

    // MARK: Between subnets

    /// From a subnet to a client, over whatever its table leads by; `own` is nil for a regional NAT gateway, whose table is given.
    ///
    /// `server` is the NAT gateway that stands for the client, where one does.
    private mutating func carry(
        _ packet: SeenPacket, from own: TextID?, _ vpc: TextID, by told: RouteTableIndex? = nil, to client: Client,
        behind server: Nat?
    ) {
        if let own { pass(walker.acls.judge(packet, at: Border(thing: own, direction: .egress))) }
        guard walker.index.looksAtRoutes(vpc) else { return reach(client, packet, from: nil) }
        guard let table = told ?? own.flatMap({ table(of: $0, vpc, packet) }) else { return }
        if returnsToSender(packet, table, vpc, server) { return reach(client, packet, from: nil) }
        if mayReturnToSender(packet, table, vpc, server) { return }
        follow(table, packet, from: own, vpc, to: client, behind: server)
    }

    private mutating func follow(
        _ table: RouteTableIndex, _ packet: SeenPacket, from own: TextID?, _ vpc: TextID, to client: Client, behind server: Nat?
    ) {
        guard let target = route(table, packet, vpc) else { return }
        switch target.kind {
        case .local: deliver(packet, in: vpc, from: own, to: client)
        case .networkInterface where isAddressed(packet, to: target), .instance where isAddressed(packet, to: target):
            deliver(packet, in: vpc, from: own, to: client)
        case .peeringConnection:
            guard let other = cross(packet, by: target.id, vpc) else { return }
            deliver(packet, in: other.vpc, from: nil, to: client)
        case .transitGateway:
            guard let entry = transit(packet, by: target.id, from: own, vpc) else { return }
            guard walker.index.looksAtRoutes(entry.vpc) else {
                if entry.subnet != client.subnet {
                    pass(walker.acls.judge(packet, at: Border(thing: entry.subnet, direction: .egress)))
                }
                return deliver(packet, in: entry.vpc, from: entry.subnet, to: client)
            }
            let next = next(after: entry, packet, local: entry.vpc == client.vpc ? client.subnet : nil)
            if next != entry.subnet { pass(walker.acls.judge(packet, at: Border(thing: entry.subnet, direction: .egress))) }
            guard let table = self.table(of: entry.subnet, entry.vpc, packet) else { return }
            follow(table, packet, from: entry.subnet, entry.vpc, to: client, behind: server)
        case .internetGateway, .egressOnlyInternetGateway:
            pass(
                privateDestination(packet, target.id, target.kind == .internetGateway ? .igw : .eigw)
                    ?? Stage(Self.stage(of: target.kind), target.id, packet, .depends, .edge(target.kind)))
        case .virtualPrivateGateway: leave(packet, byVirtualPrivate: target.id, vpc, behind: nil)
        default: stop(at: target, packet, behind: server)
        }
    }

    /// At the client, or at whoever has its address in another VPC.
    private mutating func deliver(_ packet: SeenPacket, in vpc: TextID, from own: TextID?, to client: Client) {
        guard vpc == client.vpc else {
            if client.vpc.isNone { return pass(nobody(in: vpc, packet)) }
            pass(Stage(.host, .none, packet, .fail, .otherVpc(vpc)))
            return
        }
        reach(client, packet, from: own)
    }

    /// Into the client's subnet, unless it comes from that.
    private mutating func reach(_ client: Client, _ packet: SeenPacket, from own: TextID?) {
        isBack = true
        guard let subnet = client.subnet, subnet != own else { return }
        pass(walker.acls.judge(packet, at: Border(thing: subnet, direction: .ingress)))
    }

    /// Whether an answer to a NAT gateway that sent over a peering comes back by it without a route: where the table has none.
    ///
    /// Source: https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-basics.html
    private mutating func returnsToSender(_ packet: SeenPacket, _ table: RouteTableIndex, _ vpc: TextID, _ server: Nat?) -> Bool {
        guard let server, let lastPeering, walker.index.vpc(of: destination) == vpc else { return false }
        let choice = inventory.topology[table].choose(
            packet.destination.address, vpcBlocks: walker.index.blocks(ofVpc: vpc), list: { [walker] in walker.index.list($0) })
        guard choice.certain == RouteChoice.Possibility.none, server.vpc != vpc else { return false }
        pass(Stage(.pcx, lastPeering, packet, .pass, .returnsToSender))
        return true
    }

    /// Whether such an answer may come back by the connection although the table has a route to something else: what AWS does then it does
    /// not tell, so that it depends, which is said.
    private mutating func mayReturnToSender(_ packet: SeenPacket, _ table: RouteTableIndex, _ vpc: TextID, _ server: Nat?) -> Bool
    {
        guard let server, let lastPeering, walker.index.vpc(of: destination) == vpc, server.vpc != vpc else { return false }
        var probe = self
        if let target = probe.route(table, packet, vpc) {
            if [.local, .peeringConnection].contains(target.kind) { return false }
        } else {
            guard case .blackhole? = probe.stages.last?.reason else { return false }
        }
        pass(Stage(.pcx, lastPeering, packet, .depends, .edge(.peeringConnection)))
        return true
    }

    // MARK: Through gateways

    /// Through a NAT gateway back to the source.
    private mutating func passBack(_ nat: Nat) {
        let packet = seen(from: destination.address, nil, to: source.address, source, points(sourcePorts))
        pass(Stage(.nat, nat.gateway.id, packet, .pass, .passes))
        guard let vpc = walker.index.vpc(of: source) else { return }
        let table = nat.subnet == nil ? walker.index.table(nat.gateway.routeTable) : nil
        if nat.subnet == nil, table == nil { return }
        passed = []
        carry(
            packet, from: nat.subnet, nat.vpc, by: table, to: Client(vpc: vpc, subnet: walker.index.subnet(of: source)),
            behind: nil)
    }

    /// Back in by the gateway or the endpoint that the packet went out by.
    private mutating func comesBackIn(by gateway: TextID, _ kind: Stage.Kind, _ nat: Nat?) {
        guard let vpc = nat?.vpc ?? walker.index.vpc(of: source) else { return }
        let near = nat?.address ?? source.address
        let ports = nat == nil ? sourcePorts : .wide
        let packet = seen(from: destination.address, nil, to: near, nil, points(ports))
        if kind == .igw {
            guard let target = edgeTarget(of: gateway, vpc, packet) else { return }
            if target.kind != .local {
                stop(at: target, packet)
                return
            }
        }
        guard let nat else {
            enter(from: destination.address, nil)
            return
        }
        if let subnet = nat.subnet { pass(walker.acls.judge(packet, at: Border(thing: subnet, direction: .ingress))) }
        passBack(nat)
    }

    /// Back out to the internet: by the gateway that the packet came in by, else nothing knows the connection; nil where any may be that.
    private mutating func goesBackOut(by gateway: TextID?) {
        exit(to: source.address, clientOutside)
        guard let subnet = walker.index.subnet(of: destination), let vpc = walker.index.vpc(of: destination) else { return }
        let packet = seen(from: destination.address, destination, to: source.address, nil, points(clientOutside))
        guard let table = table(of: subnet, vpc, packet), let target = route(table, packet, vpc) else { return }
        switch target.kind {
        case .internetGateway where gateway == nil: pass(attachment(target.id, .igw, packet, vpc))
        case .internetGateway where target.id == gateway: pass(Stage(.igw, target.id, packet, .pass, .passes))
        case .internetGateway where walker.index.gateway(target.id) == nil:
            // One that no listing has: which one the VPC has the inputs do not agree on.
            pass(Stage(.igw, target.id, packet, .depends, .missing(.internetGateway(target.id, ofVpc: vpc))))
        case .vpcEndpoint where isGatewayEndpoint(target.id):
            pass(Stage(.vpce, target.id, packet, .fail, .asymmetric(expected: gateway ?? .none)))
        case .internetGateway, .natGateway, .egressOnlyInternetGateway, .transitGateway, .peeringConnection,
            .virtualPrivateGateway:
            pass(Stage(Self.stage(of: target.kind), target.id, packet, .fail, .asymmetric(expected: gateway ?? .none)))
        default: stop(at: target, packet)
        }
    }

    /// Out of the destination's VPC to a source whose own VPC is not looked at.
    private mutating func leaves(_ vpc: TextID) {
        guard let subnet = walker.index.subnet(of: destination) else { return }
        let ports = sourcePorts
        let packet = seen(from: destination.address, destination, to: source.address, source, points(ports))
        guard let table = table(of: subnet, vpc, packet) else { return }
        let client = Client(vpc: walker.index.vpc(of: source) ?? .none, subnet: walker.index.subnet(of: source))
        follow(table, packet, from: subnet, vpc, to: client, behind: nil)
    }

    /// Back from a destination in a VPC, to the NAT gateway that stands for the source where one does.
    private mutating func comesBackFrom(_ nat: Nat?) {
        guard let own = walker.index.subnet(of: destination), let vpc = walker.index.vpc(of: destination) else { return }
        guard let nat else {
            let packet = seen(
                from: destination.address, destination, to: source.address, source, points(sourcePorts))
            let client = Client(vpc: walker.index.vpc(of: source) ?? .none, subnet: walker.index.subnet(of: source))
            return carry(packet, from: own, vpc, to: client, behind: nil)
        }
        let packet = seen(from: destination.address, destination, to: nat.address, nil, points(.wide))
        if nat.vpc != vpc || nat.subnet != own {
            isBack = false
            carry(packet, from: own, vpc, to: Client(vpc: nat.vpc, subnet: nat.subnet), behind: nat)
            guard isBack else { return }
        }
        passBack(nat)
    }

    /// Back from beyond what the input tells: whichever way it comes, it enters the client's subnet from the server's address.
    private mutating func comesBackFromBeyond(_ nat: Nat?, _ gateway: TextID?) {
        guard let own = nat.map(\.subnet) ?? walker.index.subnet(of: source) else { return }
        // What comes out of an attachment in the client's own subnet passes no ACL.
        if walker.index.transit.hasAttachment(inSubnet: own) { return }
        let ports = nat == nil ? sourcePorts : .wide
        let packet = seen(from: destination.address, nil, to: nat?.address ?? source.address, nil, points(ports))
        if let gateway, let vpc = nat?.vpc ?? walker.index.vpc(of: source) {
            guard let target = edgeTarget(of: gateway, vpc, packet) else { return }
            if target.kind != .local { return stop(at: target, packet) }
        }
        guard let nat else { return enter(from: destination.address, nil) }
        pass(walker.acls.judge(packet, at: Border(thing: own, direction: .ingress)))
        passBack(nat)
    }

    // MARK: To somebody whose place is not told

    /// Where an answer to an address outside every loaded VPC leads from a table's route; nothing brings it back.
    mutating func lead(_ packet: SeenPacket, to target: RouteTarget, from own: TextID?, _ vpc: TextID) {
        let nobody = Client(vpc: .none, subnet: nil)
        switch target.kind {
        case .peeringConnection:
            guard let other = cross(packet, by: target.id, vpc) else { return }
            pass(self.nobody(in: other.vpc, packet))
        case .transitGateway:
            guard let entry = transit(packet, by: target.id, from: own, vpc) else { return }
            guard walker.index.looksAtRoutes(entry.vpc) else {
                pass(Stage(.table, entry.subnet, packet, .depends, .missing(.routeTable(ofSubnet: entry.subnet))))
                return
            }
            guard let table = table(of: entry.subnet, entry.vpc, packet) else { return }
            follow(table, packet, from: entry.subnet, entry.vpc, to: nobody, behind: nil)
        case .virtualPrivateGateway: leave(packet, byVirtualPrivate: target.id, vpc, behind: nil)
        default: stop(at: target, packet)
        }
    }
}
