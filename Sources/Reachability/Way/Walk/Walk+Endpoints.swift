import CoreModel

/// To VPC endpoints and out by virtual private gateways.
extension Walk {
    /// To the endpoint that a route leads to: the service behind a gateway endpoint, or whatever inspects what an endpoint is handed.
    ///
    /// Source: https://docs.aws.amazon.com/vpc/latest/privatelink/gateway-endpoints.html
    mutating func reach(
        _ packet: SeenPacket, endpoint id: TextID, from subnet: TextID?, _ vpc: TextID, behind nat: Nat?
    ) -> Arrival? {
        let endpoint = walker.index.transit.endpoint(id)
        if let endpoint, endpoint.state.isOpen || endpoint.state.works == false {
            pass(Stage(.vpce, id, packet, endpoint.state.isOpen ? .depends : .fail, .badState(endpoint.state)))
        }
        guard isGatewayEndpoint(id) else {
            if let endpoint, endpoint.subnets.count == 1, endpoint.subnets[0] != subnet {
                pass(walker.acls.judge(packet, at: Border(thing: endpoint.subnets[0], direction: .ingress)))
            }
            if let firewall = walker.index.transit.firewall(behind: id) {
                pass(Stage(.fw, firewall, packet, .depends, .inspectedBy(firewall)))
            } else {
                pass(Stage(.vpce, id, packet, .depends, .edge(.vpcEndpoint)))
            }
            return nil
        }
        let isProved = routed?.state == .active && (endpoint != nil || !walker.index.listsEndpoints(ofVpc: vpc))
        if endpoint?.state.works == nil, endpoint?.state.isOpen != true, !isProved {
            pass(Stage(.vpce, id, packet, .depends, .missing(.endpoint(id))))
        }
        if nat == nil, isForeign(packet, vpc) { pass(Stage(.vpce, id, packet, .fail, .foreignSource(ofVpc: vpc))) }
        if !traffic.isCarriedByGatewayEndpoint { pass(Stage(.vpce, id, packet, .fail, .endpointProtocol)) }
        guard destination.isOutside else {
            pass(Stage(.vpce, id, packet, .depends, .edge(.vpcEndpoint)))
            return nil
        }
        pass(Stage(.vpce, id, packet, .pass, .passes))
        return .out(id, .vpce, nat)
    }

    /// Whether the endpoint that the last route leads to is a gateway endpoint: by its type, else since only these are the targets of
    /// routes to prefix lists.
    func isGatewayEndpoint(_ id: TextID) -> Bool {
        if let kind = walker.index.transit.endpoint(id)?.kind, kind != .unknown { return kind == .gateway }
        return routed.map { if case .prefixList = $0.destination { true } else { false } } ?? false
    }

    /// Out by a virtual private gateway, beyond which nothing is AWS's.
    ///
    /// Source: https://docs.aws.amazon.com/vpn/latest/s2svpn/how_it_works.html
    mutating func leave(_ packet: SeenPacket, byVirtualPrivate id: TextID, _ vpc: TextID, behind nat: Nat?) {
        pass(virtualPrivateAttachment(id, packet, vpc))
        if leg == .packet, nat == nil, isForeign(packet, vpc) {
            pass(Stage(.vpn, id, packet, .fail, .foreignSource(ofVpc: vpc)))
        }
        let connections = walker.index.transit.vpnConnections(of: id)
        if packet.version == .v6 {
            pass(Stage(.vpn, id, packet, .depends, .gatewayWithoutIPv6))
        } else if let first = connections.first, connections.allSatisfy(\.isDown) {
            pass(Stage(.vpn, id, packet, .depends, .tunnelsDown(first.id)))
        } else {
            pass(Stage(.vpn, id, packet, .depends, .edge(.virtualPrivateGateway)))
        }
    }

    /// Whether a virtual private gateway is attached to a VPC; nil where it is, or an active route says so.
    private func virtualPrivateAttachment(_ id: TextID, _ packet: SeenPacket, _ vpc: TextID) -> Stage? {
        guard let attachments = walker.index.gateway(id)?.attachments else {
            return walker.index.hasActiveRoute(to: id, inVpc: vpc)
                ? nil : Stage(.vpn, id, packet, .depends, .missing(.virtualPrivateGateway(id, ofVpc: vpc)))
        }
        guard let own = attachments.first(where: { $0.vpc == vpc }) else {
            return Stage(.vpn, id, packet, .fail, .notAttached(nil))
        }
        if own.state.isOpen { return Stage(.vpn, id, packet, .depends, .badState(own.state)) }
        return own.state.works == false ? Stage(.vpn, id, packet, .fail, .notAttached(own.state)) : nil
    }

    /// Whether a packet comes from another VPC than the one that it is in, by what joins them: gateways of a VPC take nothing of it.
    func isForeign(_ packet: SeenPacket, _ vpc: TextID) -> Bool {
        guard appliances.isEmpty, let own = walker.index.vpc(of: leg == .packet ? source : destination) else { return false }
        return own != vpc
    }
}

extension WayTraffic {
    /// Whether all of it is what gateway endpoints carry: tcp and echo requests.
    ///
    /// Source: https://docs.aws.amazon.com/vpc/latest/reachability/explanation-codes.html (VPCE_GATEWAY_PROTOCOL_RESTRICTION)
    var isCarriedByGatewayEndpoint: Bool {
        switch reply {
        case .clientPort(let ipProtocol): ipProtocol == .tcp
        case .fixed(let answer): answer != points
        case .none: false
        }
    }
}
