import CoreModel

/// At a node of a load balancer: where its listeners end what was asked.
///
/// Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/userguide/how-elastic-load-balancing-works.html
extension Walk {
    /// Whether a load balancer takes a packet; nil where the interface is no node of one whose listeners are loaded.
    func listener(at interface: InterfaceIndex, _ packet: SeenPacket) -> Stage? {
        guard let index = walker.index.balancers.balancer(of: interface) else { return nil }
        let balancer = inventory.topology[index]
        guard balancer.listenerKnowledge != .absent, balancer.kind != .unknown else { return nil }
        let isClassic = balancer.kind == .classic
        func stage(_ outcome: Outcome, _ reason: Stage.Reason) -> Stage { Stage(.lb, balancer.id, packet, outcome, reason) }
        if walker.index.balancers.isShared(interface) { return stage(.depends, .missing(.listeners(of: balancer.id))) }
        if balancer.kind == .gateway { return stage(.depends, .gatewayBalancer(index)) }
        guard let transport = [IPProtocol.tcp, .udp].first(where: packet.points.isOf) else {
            guard traffic.isEchoRequest else { return stage(.fail, .balancerProtocol(index, isClassic: isClassic)) }
            // An application load balancer answers it itself; of the others AWS tells nothing.
            return balancer.kind == .application
                ? stage(.pass, .answersEcho(index)) : stage(.depends, .balancerProtocol(index, isClassic: isClassic))
        }
        let own = balancer.listeners.filter { $0.transports.contains(transport) || $0.transports.isEmpty }
        let certain = own.filter { !$0.transports.isEmpty && $0.port != nil }
        let open = TrafficSet(certain.compactMap { $0.points(transport) }.flatMap(\.intervals))
        if open.isSuperset(of: packet.points) { return stage(.pass, .listens(index)) }
        // A listener whose protocol is not told may be of the one asked.
        let mayListen = own.contains { listener in
            guard listener.transports.isEmpty || listener.port == nil else { return false }
            return listener.points(transport).map { $0.intersects(packet.points) } ?? true
        }
        if mayListen || !balancer.listenerKnowledge.isComplete {
            return stage(.depends, .missing(.listeners(of: balancer.id)))
        }
        return stage(open.intersects(packet.points) ? .depends : .fail, .noListener(index, isClassic: isClassic))
    }
}

extension BalancerListener {
    /// The points of its port, of a transport; nil where it has no port.
    func points(_ transport: IPProtocol) -> TrafficSet? {
        port.flatMap { try? Traffic(transport, from: $0, to: $0) }.map { TrafficSet($0.points) }
    }
}

extension TrafficSet {
    /// Whether all of it is of a protocol.
    fileprivate func isOf(_ ipProtocol: IPProtocol) -> Bool {
        let base = UInt32(ipProtocol.number) << 16
        return TrafficSet(base...(base | 0xFFFF)).isSuperset(of: self)
    }
}

extension WayTraffic {
    /// Whether all of it is echo requests.
    var isEchoRequest: Bool {
        guard case .fixed(let answer) = reply else { return false }
        return answer != points
    }
}
