/// Gateways and subnets of an earlier time, as far as it is told what they were.
extension Inventory {
    mutating func takeGateway(_ fact: PastFact) {
        switch fact {
        case .attached(let id, let vpc):
            guard let place = gatewayPlace(id) else { return }
            // A gateway is attached to one VPC at a time.
            let word = topology.gateways[place].kind == .internet ? "available" : "attached"
            let state = ResourceState(text: texts.intern(word), works: true)
            topology.gateways[place].attachments = [GatewayAttachment(vpc: texts.intern(vpc), state: state)]
            revive(topology.gateways[place].id)
        case .detached(let id, let vpc):
            guard let place = gatewayPlace(id) else { return }
            let vpc = texts.intern(vpc)
            topology.gateways[place].attachments = (topology.gateways[place].attachments ?? []).filter { $0.vpc != vpc }
            fail([topology.gateways[place].id]) { $0.vpc == vpc }
        case .openGateway(let id):
            let own = texts.intern(id)
            // What AWS lists of one that is gone, such as its state, is not of then.
            topology.natGateways.removeAll { $0.id == own }
            if let place = gatewayPlace(id) { topology.gateways[place].attachments = nil }
            revive(own)
        case .openSubnets:
            for place in topology.listings.indices where topology.listings[place].kind == .subnets {
                topology.listings[place].isComplete = false
            }
        default: break
        }
    }

    /// Where a gateway stands, which comes where the input has none of its id; nil for what is none, such as a NAT gateway.
    private mutating func gatewayPlace(_ id: String) -> Int? {
        let kinds: [(String, Gateway.Kind)] = [("igw-", .internet), ("eigw-", .egressOnly), ("vgw-", .virtualPrivate)]
        let own = texts.intern(id)
        if let place = topology.gateways.firstIndex(where: { $0.id == own }) { return place }
        guard let kind = kinds.first(where: { id.hasPrefix($0.0) })?.1 else { return nil }
        topology.gateways.append(Gateway(kind, id: own))
        return topology.gateways.count - 1
    }
}
