import CoreModel

/// Finds what else to know of a way out of a VPC: over peerings and transit gateways, to endpoints.
struct JoinRemarks {
    let index: WayIndex
    let answer: Answer
    let way: WayAnswer

    private var inventory: Inventory { index.inventory }
    private var topology: Topology { inventory.topology }

    func all() -> [Remark] {
        var remarks = [answersElsewhere, returnsToSender, disconnected].compactMap { $0 }
        if answer.verdict != .blocked { remarks += endpoints() + applianceModes() }
        return remarks
    }

    // MARK: Between VPCs

    /// What carries a leg between VPCs, each thing once.
    private func carriers(_ leg: Stage.Leg) -> [TextID] {
        way.stages.filter { $0.leg == leg && [.pcx, .tgw].contains($0.kind) && $0.outcome == .pass }.map(\.component).distinct()
    }

    private var answersElsewhere: Remark? {
        let (there, back) = (carriers(.packet), carriers(.reply))
        guard let one = there.first, let other = back.first, Set(there).isDisjoint(with: back), answer.verdict != .blocked else {
            return nil
        }
        return .answersElsewhere(there: one, back: other)
    }

    private var returnsToSender: Remark? {
        guard let returned = way.stages.first(where: { $0.reason == .returnsToSender }),
            let nat = way.stages.first(where: { $0.kind == .nat && $0.leg == .packet && $0.outcome == .pass })
        else { return nil }
        return .returnsToSender(nat: nat.component, peering: returned.component)
    }

    private var disconnected: Remark? {
        guard answer.verdict == .blocked, let shown = way.shown,
            let from = shown.sources.first.flatMap({ index.vpc(of: $0.end) }),
            let to = shown.destinations.first.flatMap({ index.vpc(of: $0.end) }), from != to, !isJoined(from, to)
        else { return nil }
        func isWhole(_ kind: NetworkListing.Kind) -> Bool {
            [from, to].allSatisfy { inventory.coverage(of: kind, inVpc: $0) == .complete }
        }
        return isWhole(.peeringConnections) && isWhole(.transitGatewayAttachments) ? .disconnected(from, to) : nil
    }

    /// Whether a peering connection joins two VPCs, or both are attached to one transit gateway or to gateways that are peered.
    private func isJoined(_ one: TextID, _ other: TextID) -> Bool {
        let isPeered = topology.peeringConnections.contains { connection in
            connection.state.works != false
                && [one, other].allSatisfy { vpc in connection.sides.contains { $0.vpc == vpc } }
        }
        let all = topology.transitGatewayAttachments.filter { $0.state.works != false }
        func gateways(_ vpc: TextID) -> Set<TextID> { Set(all.filter { $0.kind == .vpc && $0.resource == vpc }.map(\.gateway)) }
        let (own, far) = (gateways(one), gateways(other))
        let peered = all.filter { $0.kind == .peering && own.contains($0.gateway) }
        // Of a peered gateway whose other side is not told the other VPC may be.
        return isPeered || !own.isDisjoint(with: far)
            || !far.isEmpty && peered.contains { $0.resource.isNone || far.contains($0.resource) }
    }

    // MARK: Endpoints

    private func endpoints() -> [Remark] {
        var remarks: [Remark] = []
        if let stage = way.stages.first(where: { $0.kind == .vpce && $0.leg == .packet && $0.outcome == .pass }) {
            remarks.append(.endpointPolicy(stage.component, restricts: index.transit.endpoint(stage.component)?.restricts))
        }
        let ends = (way.shown?.destinations ?? []).prefix(1).compactMap(\.end.interface)
        for endpoint in ends.compactMap({ index.transit.endpoint(ofInterface: inventory[$0].id) }) {
            if answer.question.port.isPing { remarks.append(.noPing(endpoint: endpoint.id)) }
            remarks.append(
                isOfAWS(endpoint)
                    ? .endpointPolicy(endpoint.id, restricts: endpoint.restricts) : .providerSide(ofEndpoint: endpoint.id))
        }
        return remarks
    }

    /// Whether an endpoint leads to a service of AWS, not to somebody's own.
    private func isOfAWS(_ endpoint: VpcEndpoint) -> Bool {
        guard endpoint.kind == .interface || endpoint.kind == .unknown else { return false }
        let name = inventory[endpoint.service]
        return name.isEmpty || !name.contains(".vpce-svc-")
    }

    // MARK: Appliances

    /// Attachments without appliance mode, in several zones, of VPCs in which the way meets an appliance or a firewall.
    private func applianceModes() -> [Remark] {
        guard let first = way.stages.firstIndex(where: { $0.kind == .tgw }) else { return [] }
        let gateways = carriers(.packet)
        let vpcs = way.stages[first...].filter { $0.kind == .fw || ($0.kind == .vpce && $0.outcome == .depends) }.compactMap(vpc)
            .filter { !$0.isNone }
        return topology.transitGatewayAttachments.filter { attachment in
            attachment.kind == .vpc && attachment.usesApplianceMode == false && (attachment.subnets?.count ?? 0) > 1
                && gateways.contains(attachment.gateway) && vpcs.contains(attachment.resource)
        }.map { .noApplianceMode(attachment: $0.id, of: $0.gateway) }
    }

    /// The VPC that an appliance, a firewall or an endpoint is in.
    private func vpc(_ stage: Stage) -> TextID? {
        if let interface = index.interface(stage.component) { return inventory[interface].vpc }
        return topology.firewalls.first { $0.id == stage.component }?.vpc ?? index.transit.endpoint(stage.component)?.vpc
    }
}
