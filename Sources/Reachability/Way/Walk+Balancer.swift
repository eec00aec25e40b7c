import CoreModel

/// At a node of a load balancer: where its listeners end what was asked.
///
/// Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/userguide/how-elastic-load-balancing-works.html
extension Walk {
    /// Whether a load balancer takes a packet; nil where the interface is no node of one whose listeners are loaded.
    func listener(at interface: InterfaceIndex, _ packet: SeenPacket) -> Stage? {
        guard let index = walker.index.balancers.balancer(of: interface) else { return nil }
        let balancer = inventory.topology[index]
        guard balancer.listenerKnowledge != .absent, balancer.kind != .gateway, balancer.kind != .unknown else { return nil }
        func stage(_ outcome: Outcome, _ reason: Stage.Reason) -> Stage { Stage(.lb, balancer.id, packet, outcome, reason) }
        let transports = [IPProtocol.tcp, .udp].filter { packet.points.isOf($0) }
        guard let transport = transports.first else {
            if traffic.isEchoRequest {
                // An application load balancer answers it itself; of the others AWS tells nothing.
                return balancer.kind == .application ? stage(.pass, .answersEcho(index)) : stage(.depends, .balancerProtocol(index))
            }
            return stage(.fail, .balancerProtocol(index))
        }
        let own = balancer.listeners.filter { $0.transports.contains(transport) || $0.transports.isEmpty }
        let certain = own.filter { !$0.transports.isEmpty && $0.port != nil }
        let open = TrafficSet(certain.compactMap { $0.points(transport) }.flatMap(\.intervals))
        if open.isSuperset(of: packet.points) { return stage(.pass, .listens(index)) }
        if own.count > certain.count || !balancer.listenerKnowledge.isComplete {
            return stage(.depends, .missing(.listeners(of: balancer.id)))
        }
        return stage(open.intersects(packet.points) ? .depends : .fail, .noListener(index))
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
