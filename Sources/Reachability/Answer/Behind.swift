import CoreModel

/// What of a load balancer's targets is reached from its nodes, health left aside.
public struct Behind: Hashable, Sendable {
    /// Allowed where whatever node and target is reached, blocked where none is, depends where some are, or where that depends.
    public let verdict: Verdict
    /// A row for each node and target, those of one target group together.
    public let targets: [BehindTarget]
    /// Whether a listener answers itself: a redirect or a fixed response, which counts as reached.
    public let answersItself: Bool
}

/// One target behind one node.
public struct BehindTarget: Hashable, Sendable {
    /// The node.
    public let node: InterfaceIndex
    /// The target group; none of a classic load balancer's instances.
    public let group: TextID
    /// Whether connections get there without a rule's condition.
    public let isDefault: Bool
    /// The target: an instance's id, an address, an ARN; none where the node has none to send to.
    public let id: TextID
    /// Its address, where it is told.
    public let address: IPAddress?
    /// Its port, where it is told.
    public let port: Int?
    /// Whether it is reached.
    public let verdict: Verdict
    /// The code of what stops it, or of what decides; nil where it is reached.
    public let code: String?
    /// The stage that stops it, or that decides; nil where it is reached, or where no stage does.
    public let stage: Stage?
}

/// Walks from the nodes of a load balancer to its targets.
struct BehindSearch {
    /// How many ways from nodes to targets are walked at most.
    private static let limit = 2000

    let walker: Walker
    let isOneWay: Bool
    private var inventory: Inventory { walker.index.inventory }
    private var balancers: BalancerIndex { walker.index.balancers }

    init(_ walker: Walker, isOneWay: Bool) {
        self.walker = walker
        self.isOneWay = isOneWay
    }

    /// What stands behind the nodes that some ways end at; nil where none of them gets through a listener.
    ///
    /// Complexity: a walk for each node and target, and where targets see the client for each kind of client too.
    func behind(_ entries: [Ways.Entry]) -> Behind? {
        var rows: [BehindTarget] = []
        var seen: Set<Key> = []
        var answersItself = false
        var isHeard = false
        for entry in entries {
            guard let node = entry.destination.end.interface, let place = balancers.balancer(of: node),
                entry.way.stages.contains(where: { $0.reason == .listens(place) })
            else { continue }
            isHeard = true
            let balancer = inventory.topology[place]
            for listener in balancer.listeners {
                guard
                    let transport = listener.transports.first(where: { transport in
                        listener.points(transport).map { $0.intersects(entry.traffic.points) } ?? false
                    })
                else { continue }
                for action in listener.actions {
                    if seen.count > Self.limit { break }
                    switch action {
                    case .answer: answersItself = true
                    case .forward(let id, let isDefault):
                        let leg = Leg(
                            balancer: balancer, node: node, entry: entry, transport: transport, group: id, isDefault: isDefault)
                        rows += self.rows(leg, &seen)
                    case .instances(let port):
                        let leg = Leg(
                            balancer: balancer, node: node, entry: entry, transport: transport, group: .none, isDefault: true)
                        rows += instanceRows(leg, port, &seen)
                    }
                }
            }
        }
        guard isHeard, !rows.isEmpty || answersItself else { return nil }
        var verdicts = Set(rows.map(\.verdict))
        if answersItself { verdicts.insert(.allowed) }
        let verdict = verdicts.count == 1 ? verdicts.first ?? .depends : .depends
        return Behind(verdict: verdict, targets: rows, answersItself: answersItself)
    }

    /// A node with what it takes, on its way to a target group.
    private struct Leg {
        var balancer: LoadBalancer
        var node: InterfaceIndex
        var entry: Ways.Entry
        var transport: IPProtocol
        var group: TextID
        var isDefault: Bool
    }

    /// What tells one row from another.
    private struct Key: Hashable {
        var node: InterfaceIndex
        var group: TextID
        var target: TextID
        var port: Int?
        /// The client, where targets see its address.
        var client: WayEnd?
    }

    // MARK: Target groups

    private func rows(_ leg: Leg, _ seen: inout Set<Key>) -> [BehindTarget] {
        guard let place = balancers.targetGroup(leg.group) else {
            return unknown(leg, &seen)
        }
        let group = inventory.topology.targetGroups[place]
        if group.kind == .function {
            let key = Key(node: leg.node, group: group.id, target: group.id, port: nil, client: nil)
            return seen.insert(key).inserted ? [row(leg, id: group.targets.first?.id ?? group.id, verdict: .allowed)] : []
        }
        guard group.targetKnowledge != .absent else { return unknown(leg, &seen) }
        let crosses = group.crossesZones ?? leg.balancer.sendsAcrossZones
        let own = group.targets.filter { target in
            crosses != false || isInZone(target, group, of: leg.node) != false
        }
        if own.isEmpty {
            let key = Key(node: leg.node, group: group.id, target: .none, port: nil, client: nil)
            guard seen.insert(key).inserted else { return [] }
            let code = group.targets.isEmpty ? "ELBV2_LISTENER_HAS_NO_TG" : "ELBV2_NO_TARGETS_IN_AZ"
            return [row(leg, verdict: .blocked, code: code)]
        }
        return own.compactMap { target in
            let sees = seesClient(group, leg)
            let port = target.port ?? group.port
            let key = Key(
                node: leg.node, group: group.id, target: target.id, port: port, client: sees ? leg.entry.source.end : nil)
            guard seen.insert(key).inserted else { return nil }
            let isOpen = crosses == nil && isInZone(target, group, of: leg.node) != true
            return self.row(leg, target, group, port, seesClient: sees, mayNotBeSentTo: isOpen)
        }
    }

    private func unknown(_ leg: Leg, _ seen: inout Set<Key>) -> [BehindTarget] {
        let key = Key(node: leg.node, group: leg.group, target: .none, port: nil, client: nil)
        return seen.insert(key).inserted ? [row(leg, verdict: .depends, code: "UNKNOWN_RESOURCE:targets")] : []
    }

    private func row(
        _ leg: Leg, id: TextID = .none, address: IPAddress? = nil, port: Int? = nil, verdict: Verdict, code: String? = nil,
        stage: Stage? = nil
    ) -> BehindTarget {
        BehindTarget(
            node: leg.node, group: leg.group, isDefault: leg.isDefault, id: id, address: address, port: port, verdict: verdict,
            code: code ?? (verdict == .allowed ? nil : stage?.code), stage: verdict == .allowed ? nil : stage)
    }

    /// A classic load balancer's instances.
    private func instanceRows(_ leg: Leg, _ port: Int, _ seen: inout Set<Key>) -> [BehindTarget] {
        leg.balancer.instances.compactMap { id in
            let key = Key(node: leg.node, group: .none, target: id, port: port, client: nil)
            guard seen.insert(key).inserted else { return nil }
            var group = TargetGroup(id: .none)
            (group.kind, group.vpc) = (.instance, leg.balancer.vpc)
            let target = BalancerTarget(id)
            let isWithin = isInZone(target, group, of: leg.node)
            if leg.balancer.crossesZones == false, isWithin == false {
                return row(leg, id: id, port: port, verdict: .blocked, code: "ELB_NOT_CROSSZONE")
            }
            return row(
                leg, target, group, port, seesClient: false, mayNotBeSentTo: leg.balancer.crossesZones == nil && isWithin != true)
        }
    }

    // MARK: One target

    private func row(
        _ leg: Leg, _ target: BalancerTarget, _ group: TargetGroup, _ port: Int?, seesClient: Bool, mayNotBeSentTo: Bool
    ) -> BehindTarget {
        let ends = ends(of: target, group)
        guard let port, let traffic = try? Traffic(leg.transport, from: port, to: port),
            let piece = WayTraffic.pieces(TrafficSet(traffic.points)).first, let first = ends.first
        else { return row(leg, id: target.id, port: port, verdict: .depends, code: "UNKNOWN_RESOURCE:target") }
        if let code = refusal(target, first, leg, seesClient: seesClient) {
            return row(leg, id: target.id, address: first.address, port: port, verdict: .blocked, code: code)
        }
        guard let address = inventory[leg.node].privateAddresses(first.address.version).first else {
            return row(
                leg, id: target.id, address: first.address, port: port, verdict: .depends, code: "UNKNOWN_RESOURCE:address")
        }
        let ways = ends.map { end in
            seesClient
                ? walker.preservingWay(from: leg.entry.source.end, through: leg.node, address, to: end, piece)
                : walker.balancedWay(
                    from: leg.node, address, to: end, piece, isClassic: leg.balancer.kind == .classic, isOneWay: isOneWay)
        }
        let verdicts = Set(ways.map { $0.verdict(isOneWay: isOneWay) })
        let verdict = verdicts.count == 1 ? verdicts.first ?? .depends : .depends
        let counting = ways[0].stages.filter { !isOneWay || $0.leg == .packet }
        let stage = counting.first { $0.outcome == .fail } ?? counting.first { $0.outcome == .depends }
        if verdict == .allowed, mayNotBeSentTo {
            return row(leg, id: target.id, address: first.address, port: port, verdict: .depends, code: "ELB_NOT_CROSSZONE")
        }
        return row(leg, id: target.id, address: first.address, port: port, verdict: verdict, stage: stage)
    }

    /// What a target can be: an instance's interfaces, whoever has an address, the nodes of a load balancer.
    private func ends(of target: BalancerTarget, _ group: TargetGroup) -> [WayEnd] {
        switch group.kind {
        case .balancer:
            let nodes = balancers.balancer(target.id).map(balancers.nodes) ?? []
            return nodes.flatMap { node in inventory[node].privateAddresses(.v4).prefix(1).map { .interface(node, $0) } }
        case .instance:
            return balancers.interfaces(ofInstance: target.id).flatMap { interface in
                inventory[interface].privateAddresses(.v4).prefix(1).map { .interface(interface, $0) }
            }
        case .address, .unknown, .function:
            guard let address = try? IPAddress(parsing: inventory[target.id]) else { return [] }
            let holders = walker.groups.index.privateHolders(in: address.bits...address.bits, address.version).map(\.interface)
            let own = holders.filter { group.vpc.isNone || inventory[$0].vpc == group.vpc }
            if !own.isEmpty { return own.map { .interface($0, address) } }
            let subnets = inventory.subnets.filter { subnet in
                (group.vpc.isNone || subnet.vpc == group.vpc) && subnet.networks.contains { $0.contains(address) }
            }
            return subnets.isEmpty ? [.outside(address)] : subnets.map { .host(address, subnet: $0.id) }
        }
    }

    /// Whether a target is in the zone of a node; nil where that is not told. One of no zone of the VPC's is in every node's.
    private func isInZone(_ target: BalancerTarget, _ group: TargetGroup, of node: InterfaceIndex) -> Bool? {
        if inventory[target.zone].lowercased() == "all" { return true }
        let own = inventory[node].subnet
        let subnets = ends(of: target, group).compactMap(walker.index.subnet)
        if let first = subnets.first { return walker.index.areInOneZone(own, first) }
        guard let subnet = walker.index.subnet(own), !target.zone.isNone else { return nil }
        return [subnet.zone, subnet.zoneID].contains(target.zone)
    }

    /// Whether targets see the client's address: the attribute, else AWS's default.
    ///
    /// Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/network/edit-target-group-attributes.html
    private func seesClient(_ group: TargetGroup, _ leg: Leg) -> Bool {
        guard leg.balancer.kind == .network else { return false }
        let word = inventory[group.word].uppercased()
        if group.kind == .balancer || ["UDP", "TCP_UDP", "QUIC", "TCP_QUIC"].contains(word) { return true }
        return group.preservesClient ?? (group.kind == .instance)
    }

    /// Why a target takes nothing of a node, whatever its filters are; nil where it may.
    private func refusal(_ target: BalancerTarget, _ end: WayEnd, _ leg: Leg, seesClient: Bool) -> String? {
        if let zone = walker.index.subnet(of: end), inventory[target.zone].lowercased() != "all",
            !leg.balancer.subnets.isEmpty,
            leg.balancer.subnets.allSatisfy({ walker.index.areInOneZone($0, zone) == false })
        {
            return "ELB_INSTALLED_AZ_RESTRICTION"
        }
        guard seesClient else { return nil }
        // What comes back from the client itself is dropped by it.
        if end.interface != nil, end.interface == leg.entry.source.end.interface { return "TARGET_ADDRESS_RESTRICTION" }
        let types = ["vpc_endpoint", "network_load_balancer"]
        return end.interface.map { types.contains(walker.index.type(of: $0)) } == true ? "TARGET_ADDRESS_RESTRICTION" : nil
    }
}

extension Walker {
    /// The way of a connection that a load balancer's node opens with its own address.
    fileprivate func balancedWay(
        from node: InterfaceIndex, _ address: IPAddress, to target: WayEnd, _ traffic: WayTraffic, isClassic: Bool, isOneWay: Bool
    ) -> Way {
        let own = way(from: .interface(node, address), to: target, traffic, isOneWay: isOneWay)
        let subnet = index.inventory[node].subnet
        guard isClassic, !subnet.isNone, index.subnet(of: target) == subnet else { return own }
        // A classic load balancer's subnet filters what leaves a node, also for that subnet.
        let packet = SeenPacket(
            source: .init(address: address), destination: .init(address: target.address), points: traffic.points, leg: .packet)
        guard let stage = acls.judge(packet, at: Border(thing: subnet, direction: .egress)) else { return own }
        return Way(stages: [stage] + own.stages)
    }

    /// The way of a connection whose target sees the client's address, and the load balancer's groups.
    ///
    /// Its answers go back through the load balancer, whatever the target's table is.
    ///
    /// Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/network/edit-target-group-attributes.html
    fileprivate func preservingWay(
        from client: WayEnd, through node: InterfaceIndex, _ address: IPAddress, to target: WayEnd, _ traffic: WayTraffic
    ) -> Way {
        var walk = Walk(self, .interface(node, address), target, traffic, [])
        let (own, far) = (index.inventory[node].subnet, index.subnet(of: target))
        let out = walk.seen(from: address, .interface(node, address), to: target.address, target)
        if !index.inventory[node].groups.isEmpty { walk.pass(groups.judge(out, at: Border(thing: node, direction: .egress))) }
        let packet = walk.seen(from: client.address, .interface(node, client.address), to: target.address, target)
        if own != far {
            if !own.isNone { walk.pass(acls.judge(out, at: Border(thing: own, direction: .egress))) }
            if let far { walk.pass(acls.judge(packet, at: Border(thing: far, direction: .ingress))) }
        }
        walk.passGroups(into: packet)
        guard own != far, let far, let points = traffic.replyPoints(to: index.clientPorts(client)) else {
            return Way(stages: walk.stages)
        }
        walk.leg = .reply
        let answer = walk.seen(from: target.address, target, to: client.address, nil, points)
        walk.pass(acls.judge(answer, at: Border(thing: far, direction: .egress)))
        return Way(stages: walk.stages)
    }
}
