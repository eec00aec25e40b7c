import CoreModel

/// Walks from the nodes of a load balancer to its targets.
struct BehindSearch {
    /// How many ways from nodes to targets are walked, and how many of them are explained.
    private static let (walked, explained) = (2000, 12)

    let analyzer: Analyzer
    let walker: Walker
    let scope: AnswerScope
    private var seen: Set<Key> = []
    private var rows: [BehindTarget] = []
    private var legs: [Answer] = []
    private var reasons: [Reason: Int] = [:]
    private var isCut = false
    private var answersItself = false
    private var firstReached: (connection: BehindConnection, leg: Leg)?

    private var inventory: Inventory { walker.index.inventory }
    private var balancers: BalancerIndex { walker.index.balancers }
    private var targets: BalancerTargets { BalancerTargets(walker: walker) }

    /// What was asked.
    private let question: Question

    init(_ analyzer: Analyzer, _ walker: Walker, _ question: Question, _ scope: AnswerScope) {
        (self.analyzer, self.walker, self.question, self.scope) = (analyzer, walker, question, scope)
    }

    /// A node with what it takes, on its way to a target group.
    private struct Leg {
        var index: LoadBalancerIndex
        var balancer: LoadBalancer
        var node: WayEnd
        var interface: InterfaceIndex
        var entry: Ways.Entry
        var listener: Int?
        var transport: IPProtocol
        var group: TextID
        var isDefault: Bool
    }

    /// What tells one row from another.
    private struct Key: Hashable {
        var node: InterfaceIndex
        var subnet: TextID?
        var listener: Int?
        var group: TextID
        var target: TextID
        var port: Int?
        /// The client, where targets see its address.
        var client: WayEnd?
    }

    /// What tells one explanation from another.
    private struct Reason: Hashable {
        var group: TextID
        var kind: Stage.Kind
        var component: TextID
        var leg: Stage.Leg
        var code: String?
    }

    /// What stands behind the nodes that some ways end at; nil where none of them gets to a listener.
    ///
    /// Complexity: a walk for each node and target, and where targets see the client for each kind of client too.
    mutating func behind(_ entries: [Ways.Entry]) -> Behind? {
        for entry in entries {
            guard let interface = entry.destination.end.interface, let place = balancers.balancer(of: interface),
                entry.way.stages.contains(where: { $0.reason == .listens(place) })
            else { continue }
            let balancer = inventory.topology[place]
            for listener in balancer.listeners {
                let fitting = listener.transports.first { transport in
                    listener.points(transport).map { $0.intersects(entry.traffic.points) } ?? false
                }
                guard let transport = fitting else { continue }
                let leg = Leg(
                    index: place, balancer: balancer, node: entry.destination.end, interface: interface, entry: entry,
                    listener: listener.port, transport: transport, group: .none, isDefault: true)
                take(listener, leg)
            }
        }
        guard !rows.isEmpty || answersItself else { return nil }
        var verdicts = Set(rows.map(\.verdict))
        if answersItself { verdicts.insert(.allowed) }
        if isCut { verdicts.insert(.depends) }
        let verdict = verdicts.count == 1 ? verdicts.first ?? .depends : .depends
        if legs.isEmpty, let first = firstReached { explain(first.connection, first.leg) }
        return Behind(
            verdict: verdict, targets: rows, answersItself: answersItself, isCut: isCut, legs: legs,
            crossZones: scope.isFull ? crossZones(entries) : [])
    }

    /// Where a listener sends.
    private mutating func take(_ listener: BalancerListener, _ leg: Leg) {
        if case .partial(let lack) = listener.ruleKnowledge, lack.leavesOut { add(leg, .depends, "UNKNOWN_RESOURCE:rules") }
        if listener.actions.isEmpty, leg.balancer.kind != .classic {
            let isWhole = listener.ruleKnowledge.isComplete
            add(leg, isWhole ? .blocked : .depends, isWhole ? "ELBV2_LISTENER_HAS_NO_TG" : "UNKNOWN_RESOURCE:rules")
        }
        for action in listener.actions {
            var leg = leg
            switch action {
            case .answer: answersItself = true
            case .forward(let id, let isDefault):
                (leg.group, leg.isDefault) = (id, isDefault)
                forward(leg)
            case .instances(let port): instances(leg, port)
            }
        }
    }

    // MARK: Target groups

    private mutating func forward(_ leg: Leg) {
        guard let place = balancers.targetGroup(leg.group) else {
            add(leg, .depends, "UNKNOWN_RESOURCE:targets")
            return
        }
        let group = inventory.topology.targetGroups[place]
        if group.kind == .function {
            // The load balancer calls a function over no network of the VPC.
            add(leg, .allowed, nil, id: group.targets.first?.id ?? .none)
            return
        }
        if case .partial(let lack) = group.targetKnowledge, lack.leavesOut { add(leg, .depends, "UNKNOWN_RESOURCE:targets") }
        if group.targets.isEmpty {
            let isWhole = group.targetKnowledge.isComplete
            add(leg, isWhole ? .blocked : .depends, isWhole ? "ELBV2_NO_TARGETS_IN_AZ" : "UNKNOWN_RESOURCE:targets")
            return
        }
        let crosses = group.crossesZones ?? leg.balancer.sendsAcrossZones
        let own = group.targets.filter { crosses != false || targets.isInZone($0, group, of: leg.node) != false }
        if own.isEmpty {
            add(leg, .blocked, "ELBV2_NO_TARGETS_IN_AZ")
            return
        }
        for target in own { take(target, group, leg, target.port ?? group.port, crosses: crosses) }
    }

    /// A classic load balancer's instances.
    private mutating func instances(_ leg: Leg, _ port: Int) {
        var group = TargetGroup(id: .none)
        (group.kind, group.vpc) = (.instance, leg.balancer.vpc)
        if leg.balancer.instances.isEmpty { add(leg, .blocked, "ELB_INSTALLED_AZ_RESTRICTION") }
        for id in leg.balancer.instances {
            let target = BalancerTarget(id)
            if leg.balancer.crossesZones == false, targets.isInZone(target, group, of: leg.node) == false {
                add(leg, .blocked, "ELB_NOT_CROSSZONE", id: id, port: port)
            } else {
                take(target, group, leg, port, crosses: leg.balancer.crossesZones)
            }
        }
    }

    // MARK: One target

    /// A row without a way.
    private mutating func add(
        _ leg: Leg, _ verdict: Verdict, _ code: String?, id: TextID = .none, port: Int? = nil,
        _ change: (inout BehindTarget) -> Void = { _ in }
    ) {
        let key = Key(
            node: leg.interface, subnet: walker.index.subnet(of: leg.node), listener: leg.listener, group: leg.group, target: id,
            port: port, client: nil)
        guard rows.count < Self.walked else {
            isCut = true
            return
        }
        guard seen.insert(key).inserted else { return }
        var row = BehindTarget(
            balancer: leg.index, node: leg.interface, subnet: key.subnet ?? .none, group: leg.group, listener: leg.listener,
            isDefault: leg.isDefault, id: id, port: port, verdict: verdict, code: code)
        change(&row)
        rows.append(row)
    }

    private mutating func take(_ target: BalancerTarget, _ group: TargetGroup, _ leg: Leg, _ port: Int?, crosses: Bool?) {
        guard rows.count < Self.walked else {
            isCut = true
            return
        }
        let client = leg.entry.source.end
        var keeps = targets.seesClient(group, of: leg.balancer)
        let all = targets.ends(of: target, group)
        // Between families the load balancer's own address stands.
        if let first = all.first, first.address.version != client.address.version { keeps = false }
        let key = Key(
            node: leg.interface, subnet: walker.index.subnet(of: leg.node), listener: leg.listener, group: leg.group,
            target: target.id, port: port, client: keeps ? client : nil)
        guard seen.insert(key).inserted else { return }
        var row = BehindTarget(
            balancer: leg.index, node: leg.interface, subnet: key.subnet ?? .none, group: leg.group, listener: leg.listener,
            isDefault: leg.isDefault, id: target.id, port: port, seesClient: keeps, health: target.health, verdict: .depends)
        defer { rows.append(row) }
        guard let first = all.first else {
            row.code = "UNKNOWN_RESOURCE:target"
            return
        }
        row.interface = first.interface
        // Where an interface is told without its address, its subnet alone is known.
        if first.interface.map({ inventory[$0].privateAddresses(first.address.version).contains(first.address) }) ?? true {
            row.address = first.address
        }
        if all.allSatisfy({ targets.isOutsideZones(target, $0, of: leg.balancer) }) {
            (row.verdict, row.code) = (.blocked, "ELB_INSTALLED_AZ_RESTRICTION")
            return
        }
        if keeps, let code = refusal(first, of: leg) {
            (row.verdict, row.code) = (.blocked, code)
            return
        }
        guard let port, let traffic = try? Traffic(leg.transport, from: port, to: port),
            let piece = WayTraffic.pieces(TrafficSet(traffic.points)).first
        else {
            row.code = "UNKNOWN_RESOURCE:target"
            return
        }
        guard let node = node(leg, first.address.version) else {
            row.code = "UNKNOWN_RESOURCE:address"
            return
        }
        let ways = all.map { end in
            BehindConnection(
                analyzer: analyzer, walker: walker, scope: scope, question: question, node: node, interface: leg.interface,
                target: end, traffic: piece, client: keeps ? leg.entry.source : nil, isClassic: leg.balancer.kind == .classic)
        }
        row.seesClient = ways.allSatisfy(\.seesClient)
        let verdicts = ways.map(\.verdict)
        row.verdict = Set(verdicts).count == 1 ? verdicts[0] : .depends
        guard row.verdict == .allowed else {
            let shown = verdicts.firstIndex(of: .blocked) ?? verdicts.firstIndex(of: .depends) ?? 0
            (row.leg, row.code) = explain(ways[shown], leg)
            return
        }
        let isWithin = targets.isInZone(target, group, of: leg.node)
        if crosses == nil && isWithin != true || crosses == false && isWithin == nil {
            (row.verdict, row.code) = (.depends, leg.balancer.kind == .classic ? "ELB_NOT_CROSSZONE" : "ELBV2_NO_TARGETS_IN_AZ")
        } else if firstReached == nil {
            firstReached = (ways[0], leg)
        }
    }

    /// Why a target takes nothing that bears the client's address, whatever its filters are; nil where it may.
    ///
    /// Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/network/edit-target-group-attributes.html
    private func refusal(_ end: WayEnd, of leg: Leg) -> String? {
        guard let interface = end.interface else { return nil }
        // What comes back from the client itself is dropped by it.
        if interface == leg.entry.source.end.interface { return "TARGET_ADDRESS_RESTRICTION" }
        return ["vpc_endpoint", "network_load_balancer"].contains(walker.index.type(of: interface))
            ? "TARGET_ADDRESS_RESTRICTION" : nil
    }

    /// The node with an address of a family; nil where it has none that is told or can be taken.
    private func node(_ leg: Leg, _ version: IPVersion) -> WayEnd? {
        if leg.node.address.version == version { return leg.node }
        let own = targets.ends(of: leg.interface, version)
        return own.first { walker.index.subnet(of: $0) == walker.index.subnet(of: leg.node) } ?? own.first
    }

    // MARK: Explanation

    /// Keeps a connection that explains a row: its place, where there is room for it, and its code.
    @discardableResult
    private mutating func explain(_ connection: BehindConnection, _ leg: Leg) -> (place: Int?, code: String?) {
        let stage = connection.deciding
        let reason = stage.map {
            Reason(group: leg.group, kind: $0.kind, component: $0.component, leg: $0.leg, code: connection.plainCode)
        }
        if let reason, let place = reasons[reason] { return (place, connection.code(of: legs[place])) }
        guard legs.count < Self.explained, let own = connection.answer() else { return (nil, connection.plainCode) }
        if let reason { reasons[reason] = legs.count }
        legs.append(own)
        return (legs.count - 1, connection.code(of: own))
    }

    // MARK: Zones

    /// The switches that give nodes without a target in their zone one to send to; proved by walking again.
    private func crossZones(_ entries: [Ways.Entry]) -> [NetworkFix] {
        let lacking = rows.filter { row in
            row.verdict == .blocked && ["ELBV2_NO_TARGETS_IN_AZ", "ELB_NOT_CROSSZONE"].contains(row.code ?? "")
        }
        let fixes = lacking.compactMap { row -> NetworkFix? in
            let balancer = inventory.topology[row.balancer]
            guard let place = balancers.targetGroup(row.group) else { return .crossZone(of: balancer.id) }
            let group = inventory.topology.targetGroups[place]
            if group.targets.isEmpty { return nil }
            return .crossZone(of: group.crossesZones == false ? group.id : balancer.id)
        }.distinct()
        if fixes.isEmpty { return [] }
        let brief = AnswerScope(looksAtNetwork: scope.looksAtNetwork, isOneWay: scope.isOneWay, isFull: false)
        var search = BehindSearch(analyzer, walker.applying(fixes), question, brief)
        let after = search.behind(entries)?.targets ?? []
        let isTurned = lacking.contains { row in
            after.contains { $0.node == row.node && $0.group == row.group && !$0.id.isNone && $0.verdict != .blocked }
        }
        return isTurned ? fixes : []
    }
}

extension ListKnowledge.Lack {
    /// Whether the list is known to have more than is told: its answer was cut, or an element of it is open.
    fileprivate var leavesOut: Bool {
        switch self {
        case .page, .element, .unsettled: true
        case .localRoute, .lastEntry, .member, .owner: false
        }
    }
}
