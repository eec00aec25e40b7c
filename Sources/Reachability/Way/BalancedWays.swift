import CoreModel

/// The ways of the connections that load balancers open to their targets.
extension Walker {
    /// The way of a connection that a load balancer's node opens with its own address.
    ///
    /// Source: https://docs.aws.amazon.com/vpc/latest/reachability/explanation-codes.html (ELB_ACL_RESTRICTION): a classic load
    /// balancer's subnet filters what leaves a node also where the target is in that subnet.
    func balancedWay(from node: WayEnd, to target: WayEnd, _ traffic: WayTraffic, isClassic: Bool, isOneWay: Bool) -> Way {
        let own = way(from: node, to: target, traffic, isOneWay: isOneWay)
        guard isClassic, let subnet = index.subnet(of: node), index.subnet(of: target) == subnet,
            own.stages.allSatisfy({ $0.reason != .notFiltered })
        else { return own }
        let packet = SeenPacket(
            source: .init(address: node.address), destination: .init(address: target.address), points: traffic.points,
            leg: .packet)
        guard let stage = acls.judge(packet, at: Border(thing: subnet, direction: .egress)) else { return own }
        let first = own.stages.prefix { $0.kind == .group && $0.direction == .egress }
        return Way(stages: first + [stage] + own.stages.dropFirst(first.count))
    }

    /// The way of a connection whose target sees the client's address, and the load balancer's groups.
    ///
    /// Its answers go back through the load balancer, whatever the target's table is. Nil where a target of another VPC is not reached over
    /// a peering connection alone, for which the client's address is not kept.
    ///
    /// Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/network/edit-target-group-attributes.html
    func preservingWay(
        from client: IPAddress, _ ports: ClientPorts, through node: WayEnd, to target: WayEnd, _ traffic: WayTraffic
    )
        -> Way?
    {
        var walk = Walk(self, node, target, traffic, [])
        let (own, far) = (index.subnet(of: node), index.subnet(of: target))
        let out = walk.seen(from: node.address, node, to: target.address, target)
        var carriers: [Stage] = []
        if let vpc = index.vpc(of: node), index.vpc(of: target) != vpc {
            let direct = way(from: node, to: target, traffic, isOneWay: true)
            carriers = direct.stages.filter { stage in
                stage.leg == .packet && stage.kind != .acl && (stage.kind != .group || stage.isOfAppliance)
            }
            if carriers.contains(where: { ![.table, .pcx].contains($0.kind) }) { return nil }
        }
        if let interface = node.interface { walk.pass(groups.judge(out, at: Border(thing: interface, direction: .egress))) }
        guard let sender = node.interface else { return nil }
        let packet = walk.seen(from: client, .interface(sender, client), to: target.address, target)
        if own != far || own == nil {
            if let own { walk.pass(acls.judge(out, at: Border(thing: own, direction: .egress))) }
            for stage in carriers { walk.pass(stage) }
            if let far { walk.pass(acls.judge(packet, at: Border(thing: far, direction: .ingress))) }
        }
        walk.passGroups(into: packet)
        guard own != far, let far, let points = traffic.replyPoints(to: ports) else { return Way(stages: walk.stages) }
        walk.leg = .reply
        let answer = walk.seen(from: target.address, target, to: client, nil, points)
        walk.pass(acls.judge(answer, at: Border(thing: far, direction: .egress)))
        return Way(stages: walk.stages)
    }
}
