import CoreModel

/// Walks from the nodes of a load balancer to its targets.
struct BehindSearch {
    /// How many rows there are, how many connections are walked for them, and how many of these are explained.
    private static let (walked, connections, explained) = (2_000, 20_000, 12)

    let analyzer: Analyzer
    let walker: Walker
    let scope: AnswerScope
    private var seen: Set<Key> = []
    private var rows: [BehindTarget] = []
    private var legs: [Answer] = []
    private var reasons: [Reason: Int] = [:]
    private var isCut = false
    private var connectionCount = 0
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
        // Rules beside the default action are an application load balancer's alone.
        let mayHaveRules = leg.balancer.kind == .application && !listener.ruleKnowledge.isComplete
        if mayHaveRules { add(leg, .depends, .missing(.rules)) }
        if listener.actions.isEmpty, leg.balancer.kind != .classic, !mayHaveRules {
            let isWhole = listener.ruleKnowledge.isComplete
            add(leg, isWhole ? .blocked : .depends, isWhole ? .noTargetGroup : .missing(.rules))
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
            add(leg, .depends, .missing(.targets))
            return
        }
        let group = inventory.topology.targetGroups[place]
        if group.kind == .function {
            // The load balancer calls a function over no network of the VPC.
            add(leg, .allowed, nil, id: group.targets.first?.id ?? .none)
            return
        }
        if !group.targetKnowledge.isComplete { add(leg, .depends, .missing(.targets)) }
        send(leg, group, crosses: group.crossesZones ?? leg.balancer.sendsAcrossZones, isClassic: false)
    }

    /// A classic load balancer's instances.
    private mutating func instances(_ leg: Leg, _ port: Int) {
        var group = TargetGroup(id: .none)
        (group.kind, group.vpc, group.port) = (.instance, leg.balancer.vpc, port)
        group.targets = leg.balancer.instances.map { BalancerTarget($0) }
        // One listing tells both, and what tells some of the listeners alone may tell some of the instances.
        group.targetKnowledge = leg.balancer.listenerKnowledge
        if !group.targetKnowledge.isComplete { add(leg, .depends, .missing(.targets)) }
        send(leg, group, crosses: leg.balancer.crossesZones, isClassic: true)
    }

    /// The targets that a node sends to: those of its zone, and of all zones where it crosses them.
    private mutating func send(_ leg: Leg, _ group: TargetGroup, crosses: Bool?, isClassic: Bool) {
        if group.targets.isEmpty {
            if group.targetKnowledge.isComplete { add(leg, .blocked, .noTarget) }
            return
        }
        let zones = group.targets.map { targets.isInZone($0, group, of: leg.node) }
        let hasOwn = zones.contains(true)
        for (target, isWithin) in zip(group.targets, zones) {
            switch (crosses, isWithin) {
            case (true?, _), (_, true?): take(target, group, leg, isSentTo: true, isClassic: isClassic)
            case (false?, false?): continue
            // Whether it is sent to decides only where it is not reached, or where the node has nothing else.
            case (nil, _), (false?, nil): take(target, group, leg, isSentTo: hasOwn ? nil : false, isClassic: isClassic)
            }
        }
        if crosses == false, !zones.contains(where: { $0 != false }) {
            // Of a classic load balancer each instance is what it does not send to.
            guard leg.group.isNone else {
                add(leg, .blocked, .noTargetInZone(isClassic: isClassic))
                return
            }
            for target in group.targets {
                add(leg, .blocked, .noTargetInZone(isClassic: isClassic), id: target.id, port: group.port)
            }
        }
    }

    // MARK: One target

    /// A row without a way.
    private mutating func add(_ leg: Leg, _ verdict: Verdict, _ reason: BehindReason?, id: TextID = .none, port: Int? = nil) {
        guard var row = row(leg, id, port) else { return }
        (row.verdict, row.reason) = (verdict, reason)
        rows.append(row)
    }

    /// A row that is not there yet; nil where it is, or where there is no room for more.
    private mutating func row(_ leg: Leg, _ id: TextID, _ port: Int?) -> BehindTarget? {
        guard rows.count < Self.walked, connectionCount < Self.connections else {
            isCut = true
            return nil
        }
        let subnet = walker.index.subnet(of: leg.node)
        let key = Key(node: leg.interface, subnet: subnet, listener: leg.listener, group: leg.group, target: id, port: port)
        guard seen.insert(key).inserted else { return nil }
        return BehindTarget(
            balancer: leg.index, node: leg.interface, subnet: subnet ?? .none, group: leg.group, listener: leg.listener,
            isDefault: leg.isDefault, id: id, port: port, verdict: .depends)
    }

    /// A target that a node sends to: for certain, perhaps and beside others (nil), or perhaps and alone (false).
    private mutating func take(
        _ target: BalancerTarget, _ group: TargetGroup, _ leg: Leg, isSentTo: Bool?, isClassic: Bool
    ) {
        let port = target.port ?? group.port
        guard var row = row(leg, target.id, port) else { return }
        row.health = target.health
        defer { rows.append(row) }
        let places = targets.ends(of: target, group)
        guard let first = places.first else {
            row.reason = .missing(.target)
            return
        }
        row.interface = first.interface
        // Where an interface is told without its address, its subnet alone is known.
        if first.interface.map({ inventory[$0].privateAddresses(first.address.version).contains(first.address) }) ?? true {
            row.address = first.address
        }
        if places.allSatisfy({ targets.isOutsideZones(target, $0, of: leg.balancer) }) {
            (row.verdict, row.reason) = (.blocked, .zoneWithoutNode)
            return
        }
        guard let port, let traffic = try? Traffic(leg.transport, from: port, to: port),
            let piece = WayTraffic.pieces(TrafficSet(traffic.points), clientPort: question.clientPort).first
        else {
            row.reason = .missing(.target)
            return
        }
        // Between families the load balancer's own address stands.
        let keeps = targets.seesClient(group, of: leg.balancer) && first.address.version == question.version
        let ways = connections(leg, to: places, piece, keeps: keeps)
        connectionCount += ways.count
        guard
            let shown = ways.first(where: { $0.verdict == .blocked }) ?? ways.first(where: { $0.verdict == .depends })
                ?? ways.first
        else {
            row.reason = .missing(.address)
            return
        }
        row.seesClient = ways.allSatisfy(\.seesClient)
        let verdicts = Set(ways.map(\.verdict))
        row.verdict = verdicts.count == 1 ? shown.verdict : .depends
        if row.verdict != .allowed {
            if shown.isRefused {
                row.reason = .clientAddress
            } else {
                let (place, reason) = explain(shown, leg)
                (row.leg, row.reason) = (place, reason)
            }
        } else if isSentTo == false {
            (row.verdict, row.reason) = (.depends, .perhapsNotSent(isClassic: isClassic))
        } else if firstReached == nil {
            firstReached = (shown, leg)
        }
    }

    /// The connections to a target from wherever the node may be, and, where it sees the client, from whoever that may be.
    private func connections(
        _ leg: Leg, to places: [WayEnd], _ traffic: WayTraffic, keeps: Bool
    ) -> [BehindConnection] {
        guard let version = places.first?.address.version else { return [] }
        let subnet = walker.index.subnet(of: leg.node)
        return places.flatMap { place -> [BehindConnection] in
            let far = place.interface.map { End.interfaces([$0]) } ?? .network(.single(place.address))
            // Addresses that are not told are cut where something tells them apart.
            let own =
                walker.members(of: .interfaces([leg.interface]), beside: far, version) ?? [WayMember(end: leg.node, count: 1)]
            let nodes = own.map(\.end).filter { walker.index.subnet(of: $0) == subnet }
            let isTold = place.interface.map { inventory[$0].addressesAreKnown(version) } ?? true
            let ends =
                isTold ? [place] : (walker.members(of: far, beside: .interfaces([leg.interface]), version) ?? []).map(\.end)
            let clients: [WayMember?] = keeps ? (walker.members(of: question.source.kind, beside: far, version) ?? []) : [nil]
            return nodes.flatMap { node in
                ends.flatMap { end in
                    clients.map { client in
                        BehindConnection(
                            analyzer: analyzer, walker: walker, scope: scope, question: question, node: node,
                            interface: leg.interface, target: end, traffic: traffic, client: client,
                            isClassic: leg.balancer.kind == .classic)
                    }
                }
            }
        }
    }

    // MARK: Explanation

    /// Keeps a connection that explains a row: its place, where there is room for it, and what decides.
    @discardableResult
    private mutating func explain(_ connection: BehindConnection, _ leg: Leg) -> (place: Int?, reason: BehindReason) {
        let plain = connection.reason(explainedBy: nil)
        let reason = connection.deciding.map {
            Reason(group: leg.group, kind: $0.kind, component: $0.component, leg: $0.leg, code: plain.code)
        }
        if let reason, let place = reasons[reason] { return (place, connection.reason(explainedBy: legs[place])) }
        guard legs.count < Self.explained, let own = connection.answer() else { return (nil, plain) }
        if let reason { reasons[reason] = legs.count }
        legs.append(own)
        return (legs.count - 1, connection.reason(explainedBy: own))
    }

    // MARK: Zones

    /// The switches that give nodes without a target in their zone one to send to; proved by walking again.
    private func crossZones(_ entries: [Ways.Entry]) -> [NetworkFix] {
        let lacking = rows.filter { row in
            if case .noTargetInZone? = row.reason { row.verdict == .blocked } else { false }
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
