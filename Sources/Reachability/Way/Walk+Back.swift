import CoreModel

/// The answer's way back: ACLs and tables see it as a packet of its own, groups let it through.
extension Walk {
    /// Walks it, as far as it is known.
    mutating func comesBack(_ arrival: Arrival) {
        switch arrival {
        case .neighbour, .service: return
        case .somehowOut: enter(from: destination.address, nil)
        case .somehowAcross:
            exit(to: source.address, walker.index.clientPorts(source))
            if let vpc = walker.index.vpc(of: destination), walker.index.looksAtRoutes(vpc) { return leaves(vpc) }
            enter(from: destination.address, destination)
        case .somehowIn: exit(to: source.address, clientOutside)
        case .out(let gateway, let kind, let nat): comesBackIn(by: gateway, kind, nat)
        case .comesIn(let gateway): goesBackOut(by: gateway)
        case .local(let nat): comesBackWithin(nat)
        }
    }

    /// From which ports a source outside opens connections.
    private var clientOutside: ClientPorts { client ?? .wide }

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
        let packet = seen(from: server, sender, to: source.address, source, points(walker.index.clientPorts(source)))
        pass(walker.acls.judge(packet, at: Border(thing: subnet, direction: .ingress)))
    }

    /// Through a NAT gateway back into the source's subnet.
    private mutating func passBack(_ nat: Nat) {
        let packet = seen(from: destination.address, nil, to: source.address, source, points(walker.index.clientPorts(source)))
        pass(Stage(.nat, nat.gateway.id, packet, .pass, .passes))
        guard let vpc = walker.index.vpc(of: source) else { return }
        let table: RouteTableIndex?
        if let subnet = nat.subnet {
            pass(walker.acls.judge(packet, at: Border(thing: subnet, direction: .egress)))
            table = self.table(of: subnet, vpc, packet)
        } else {
            table = walker.index.table(nat.gateway.routeTable)
        }
        guard let table, staysWithin(vpc, by: table, packet) else { return }
        enter(from: destination.address, nil)
    }

    /// Back in by the gateway that the packet went out by.
    private mutating func comesBackIn(by gateway: TextID, _ kind: Stage.Kind, _ nat: Nat?) {
        guard let vpc = walker.index.vpc(of: source) else { return }
        let near = nat?.address ?? source.address
        let ports = nat == nil ? walker.index.clientPorts(source) : .wide
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

    /// Back out to the internet: by the gateway that the packet came in by, else nothing knows the connection.
    private mutating func goesBackOut(by gateway: TextID) {
        exit(to: source.address, clientOutside)
        guard let subnet = walker.index.subnet(of: destination), let vpc = walker.index.vpc(of: destination) else { return }
        let packet = seen(from: destination.address, destination, to: source.address, nil, points(clientOutside))
        guard let table = table(of: subnet, vpc, packet), let target = route(table, packet, vpc) else { return }
        switch target.kind {
        case .internetGateway where target.id == gateway: pass(Stage(.igw, gateway, packet, .pass, .passes))
        case .internetGateway where walker.index.gateway(target.id) == nil:
            // One that no listing has: which one the VPC has the inputs do not agree on.
            pass(Stage(.igw, target.id, packet, .depends, .missing(.internetGateway(target.id, ofVpc: vpc))))
        case .internetGateway: pass(Stage(.igw, target.id, packet, .fail, .asymmetric(expected: gateway)))
        case .natGateway: pass(Stage(.nat, target.id, packet, .fail, .asymmetric(expected: gateway)))
        case .egressOnlyInternetGateway: pass(Stage(.eigw, target.id, packet, .fail, .asymmetric(expected: gateway)))
        default: stop(at: target, packet)
        }
    }

    /// Out of the destination's VPC to a source whose own VPC is not looked at.
    private mutating func leaves(_ vpc: TextID) {
        guard let subnet = walker.index.subnet(of: destination) else { return }
        let ports = walker.index.clientPorts(source)
        let packet = seen(from: destination.address, destination, to: source.address, source, points(ports))
        guard let table = table(of: subnet, vpc, packet), let target = route(table, packet, vpc) else { return }
        switch target.kind {
        // Both VPCs have the address: the answer stays in the destination's.
        case .local: pass(Stage(.host, .none, packet, .fail, .nobody(isSource: true)))
        case .internetGateway:
            pass(privateDestination(packet, target.id) ?? Stage(.igw, target.id, packet, .depends, .edge(target.kind)))
        default: stop(at: target, packet)
        }
    }

    /// Back within the VPC.
    private mutating func comesBackWithin(_ nat: Nat?) {
        guard let own = walker.index.subnet(of: destination), let vpc = walker.index.vpc(of: destination) else { return }
        let client = nat?.address ?? source.address
        let ports = nat == nil ? walker.index.clientPorts(source) : .wide
        if nat == nil || nat?.subnet != own {
            exit(to: client, ports)
            if walker.index.looksAtRoutes(vpc) {
                let packet = seen(from: destination.address, destination, to: client, source, points(ports))
                guard let table = table(of: own, vpc, packet), staysWithin(vpc, by: table, packet, behind: nat) else {
                    return
                }
            }
        }
        guard let nat else {
            enter(from: destination.address, destination)
            return
        }
        if let subnet = nat.subnet, subnet != own {
            let packet = seen(from: destination.address, destination, to: client, nil, points(.wide))
            pass(walker.acls.judge(packet, at: Border(thing: subnet, direction: .ingress)))
        }
        passBack(nat)
    }
}
