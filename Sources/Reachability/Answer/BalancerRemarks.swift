import CoreModel

/// Finds what else to know where an end is a load balancer.
struct BalancerRemarks {
    let walker: Walker
    let answer: Answer
    let way: WayAnswer

    private var index: WayIndex { walker.index }
    private var topology: Topology { index.inventory.topology }

    func all() -> [Remark] { behind() + asSource() }

    // MARK: As destination

    private func behind() -> [Remark] {
        guard let behind = way.behind else { return [] }
        var remarks: [Remark] = []
        for place in balancers where topology[place].kind != .classic {
            let own = behind.targets.filter { $0.balancer == place }
            let groups = (own.filter(\.isDefault) + own).map(\.group).filter { !$0.isNone }.distinct()
            if groups.count > 1 { remarks.append(.severalTargetGroups(place, groups)) }
            let ports = Set(own.map(\.listener))
            let listeners = topology[place].listeners.filter { ports.contains($0.port) }
            if topology[place].kind == .application, listeners.contains(where: { !$0.ruleKnowledge.isComplete }) {
                remarks.append(.untoldRules(place))
            }
            if own.contains(where: \.seesClient) { remarks.append(.seenAsItself(place)) }
        }
        let groups = behind.targets.filter { !$0.id.isNone }.map(\.group).distinct()
        for group in groups.compactMap(index.balancers.targetGroup).map({ topology.targetGroups[$0] })
        where !group.targetKnowledge.isComplete && group.kind != .function {
            remarks.append(.untoldTargets(group: group.id))
        }
        let targets = Dictionary(behind.targets.filter { !$0.health.isNone }.map { ([$0.group, $0.id], $0.health) }) { first, _ in
            first
        }
        let unhealthy = targets.values.filter { Self.unhealthy.contains(index.inventory[$0].lowercased()) }.count
        if unhealthy > 0 { remarks.append(.unhealthy(unhealthy, of: targets.count)) }
        return remarks
    }

    /// AWS's words for targets that get no connections while others are healthy.
    private static let unhealthy: Set<String> = [
        "unhealthy", "unhealthy.draining", "draining", "unused", "initial", "outofservice",
    ]

    /// The load balancers whose listeners the ways end at.
    private var balancers: [LoadBalancerIndex] {
        (way.behind?.targets ?? []).map(\.balancer).distinct()
    }

    // MARK: As source

    /// What a load balancer opens connections to is told by its target groups.
    private func asSource() -> [Remark] {
        let sources = way.entries.map(\.source.end).compactMap(\.interface).distinct()
        let balancers = sources.map(index.balancers.balancer)
        guard let first = balancers.first, let place = first, Set(balancers) == [place] else { return [] }
        let balancer = topology[place]
        guard balancer.listenerKnowledge.isComplete, balancer.kind != .gateway else { return [] }
        var pairs: Set<Pair> = []
        let targets = BalancerTargets(walker: walker)
        for action in balancer.listeners.flatMap(\.actions) {
            switch action {
            case .answer: continue
            case .instances(let port):
                for end in balancer.instances.flatMap(index.balancers.interfaces) { pairs.insert(Pair(.interface(end), port)) }
            case .forward(let id, _):
                guard let own = index.balancers.targetGroup(id) else { return [] }
                let group = topology.targetGroups[own]
                guard group.targetKnowledge.isComplete || group.kind == .function else { return [] }
                for target in group.targets {
                    let ends = targets.ends(of: target, group)
                    if ends.isEmpty, group.kind != .function { return [] }
                    for end in ends { pairs.insert(Pair(Place(end), target.port ?? group.port)) }
                }
            }
        }
        guard balancer.listeners.allSatisfy({ $0.ruleKnowledge.isComplete || balancer.kind != .application }) else { return [] }
        let asked = answer.question.port.points(answer.question.version)
        let isTarget = way.entries.contains { entry in
            pairs.contains { pair in
                pair.place == Place(entry.destination.end)
                    && (pair.port.map { port in
                        [IPProtocol.tcp, .udp].contains { transport in
                            (try? Traffic(transport, from: port, to: port)).map { asked.intersects(TrafficSet($0.points)) }
                                ?? false
                        }
                    } ?? true)
            }
        }
        return isTarget ? [] : [.noTarget(of: place)]
    }

    /// Where a target is: an interface, whatever its addresses are, or an address.
    private enum Place: Hashable {
        case interface(InterfaceIndex)
        case address(IPAddress)

        init(_ end: WayEnd) { self = end.interface.map(Place.interface) ?? .address(end.address) }
    }

    private struct Pair: Hashable {
        var place: Place
        var port: Int?

        init(_ place: Place, _ port: Int?) { (self.place, self.port) = (place, port) }
    }
}
