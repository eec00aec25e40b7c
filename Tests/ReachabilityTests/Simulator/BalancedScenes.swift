/// Networks with a load balancer in which one of the mistakes that engines make shows.
extension SimulatorNetworks {
    private func own(_ name: String) -> NetworkSimulator.End {
        .interface(name, network.interfaces.first { $0.name == name }?.addresses.first?.own ?? Address("0.0.0.0"))
    }

    private var node6: NetworkSimulator.End {
        .interface("node1", network.interfaces.first { $0.name == "node1" }?.addresses.last?.own ?? Address("::"))
    }

    private func pairs(_ clients: [NetworkSimulator.End]) -> [(source: NetworkSimulator.End, destination: NetworkSimulator.End)] {
        balancer.nodes.flatMap { node in clients.map { ($0, own(node)) } }
    }

    private static let outside = NetworkSimulator.End.outside(Address("203.0.113.9"))
    private static let outside6 = NetworkSimulator.End.outside(Address("2001:db8:ffff::1"))

    /// Clients that get to a node.
    private var clients: [NetworkSimulator.End] {
        (balancer.isInternal ? [] : [Self.outside, Self.outside]) + [own("web2"), own("web"), own("app2"), own("far")]
    }

    /// Sets up what one of the mistakes is about, with the ends that it shows between.
    mutating func balancedScene() {
        // Each in its turn, so that none is rare.
        switch balancedScenes % 18 {
        case 0, 1:
            balance(.network, nodes: 1, word: pick(["TCP", "TLS", "UDP", "TCP_UDP"]))
            send(to: ["app"], byAddress: chance(50))
            changeTargets { [own = pick([nil, nil, true, false])] in $0.preserves = own }
            letIn(somebody(), to: ["app"])
        case 2:
            if chance(60) { balance(.network, nodes: 1) }
            let isFar = chance(30)
            send(to: [isFar ? "far" : "app"], byAddress: isFar || chance(30))
            changeTargets { [own = pick([nil, true, false])] in $0.preserves = own }
            keepOut(
                isFar ? "b1" : "a2", pick(["203.0.113.0/24", "10.0.1.5/32", "10.0.1.0/24", "10.0.1.12/32"]),
                isEgress: chance(50))
        case 3, 17:
            let isNear = chance(60)
            let target = isNear ? ("web2", "10.0.1.0/24") : ("app", "10.0.2.0/24")
            balance(pick(isNear ? [.classic, .application, .network] : [.classic, .application, .network]), nodes: 1)
            send(to: [target.0])
            changeTargets { [own = pick([nil, false])] in $0.preserves = own }
            keepOut("a1", target.1, isEgress: chance(70), chance(50) ? 8080...8080 : nil)
        case 4, 5: spread()
        case 6:
            balance(pick([.application, .network]), nodes: 1)
            send(to: ["app", "app2"])
            changeTargets { [port = pick([8081, 443])] in $0.targets[0].port = port }
            letIn(
                .block(Block("0.0.0.0/0")), ports: pick([8080...8080, 8081...8081, 443...443]), ipProtocol: pick([6, 6, -1]),
                to: ["app"])
        case 7, 8: listenOtherwise()
        case 9, 16: doSeveralThings()
        case 10: changeTables()
        case 11:
            balance(.network, nodes: 1, isInternal: true)
            send(to: chance(50) ? ["app"] : ["app", "app2"], byAddress: chance(40))
            changeTargets { [own = pick([nil, nil, true, false])] in $0.preserves = own }
            focus = [(own("app"), own("node1")), (own("app2"), own("node1"))]
            return
        case 12:
            answerPorts()
            focus = pairs([own("web2"), own("web2"), own("web")])
            return
        case 13:
            if let place = network.groups.firstIndex(where: { $0.name == "lb" }) {
                network.groups[place].rules = openRules.filter { !$0.isEgress }
                let peer: SimulatedNetwork.Rule.Peer =
                    chance(40)
                    ? .group(pick(["open", "strict"])) : .block(Block(pick(["10.0.2.0/24", "10.0.4.0/24", "0.0.0.0/0"])))
                network.groups[place].rules.append(
                    .init(isEgress: true, ipProtocol: 6, ports: pick([8080...8080, 443...443, 0...65535]), peer: peer))
            }
        case 14:
            balance(pick([.application, .network, .network]), nodes: 1, isInternal: false, word: nil)
            let isSix = chance(30)
            send(to: ["app"], byAddress: isSix)
            if isSix { changeTargets { $0.targets[0].id = "2001:db8:a:2::20" } }
            changeTargets { [own = pick([nil, true])] in $0.preserves = own }
            if chance(70) {
                let blocks = ["10.0.1.5/32", "2001:db8:ffff::/48", "203.0.113.0/24", "2001:db8:a:1::/64"]
                letIn(.block(Block(pick(blocks))), to: ["app"])
            }
            focus = [(Self.outside6, node6), (Self.outside6, node6), (Self.outside, own("node1"))]
            return
        default:
            let isClassic = balancer.kind == .classic
            send(to: [isClassic ? "app" : pick(["app", "far"])], byAddress: !isClassic)
            letIn(.group(pick(["lb", "lb", "clients"])), to: ["app", "far"])
        }
        focus = pairs(clients)
    }

    /// Nodes and targets in zones, with what is said about crossing them.
    private mutating func spread() {
        let kind = pick([Balancer.Kind.application, .network, .network, .classic])
        balance(kind, nodes: chance(75) ? 2 : 1)
        send(to: pick([["app"], ["db"], ["app", "db"], ["app", "app2", "db"]]), byAddress: kind != .classic && chance(40))
        changeTargets { [own = pick([nil, true, false])] in $0.crosses = own }
        if kind != .application { changeBalancer { [own = pick([nil, nil, true, false])] in $0.crosses = own } }
        if chance(30) { letIn(somebody(), to: [pick(["app", "db"])]) }
        if network.targetGroups[0].kind == .ip, chance(30) { changeTargets { $0.targets[0].zone = "all" } }
    }

    private mutating func listenOtherwise() {
        let knowledge = pick([SimulatedNetwork.Knowledge.whole, .whole, .cut, .untold])
        let port = pick([443, 443, 80])
        changeBalancer { own in
            own.knowledge = knowledge
            own.listeners[0].port = port
        }
        if knowledge == .untold || chance(10) { changeBalancer { $0.listeners = [] } }
    }

    /// Several things that a listener does.
    private mutating func doSeveralThings() {
        if balancer.kind == .classic { balance(.application, nodes: 1) }
        send(to: ["app"])
        network.targetGroups.append(
            .init(name: "tg2", kind: .instance, word: network.targetGroups[0].word, port: 9090, targets: [.init(id: "app2")]))
        let actions: [SimulatedNetwork.Listener.Action] = pick([
            [.group("tg2"), .group("tg")], [.group("tg"), .answer], [.answer, .group("tg")], [.answer], [.group("gone")], [],
            [.group("tg")],
        ])
        changeBalancer { $0.listeners[0].actions = actions }
        switch Int.random(in: 0..<3, using: &random) {
        case 0: changeTargets { $0.knowledge = .cut }
        case 1: changeTargets { own in (own.knowledge, own.targets) = (.untold, []) }
        default: letIn(somebody(), to: [pick(["app", "app2"])])
        }
    }

    private mutating func changeTables() {
        if chance(50) { balance(.network, nodes: 1) }
        let isFar = chance(30) && balancer.kind != .classic
        send(to: [isFar ? "far" : "app"], byAddress: isFar)
        changeTargets { [own = pick([nil, nil, true, false])] in $0.preserves = own }
        switch Int.random(in: 0..<4, using: &random) {
        case 0, 1: put("10.0.1.0/24 eni-gone blackhole", into: isFar ? "rtb-b" : "rtb-a2")
        case 2 where isFar: drop("10.0.0.0/16", from: "rtb-b")
        default: network.tables.removeAll { $0.name == (isFar ? "rtb-b" : "rtb-a2") }
        }
    }

    /// The ports that answers of targets go to.
    private mutating func answerPorts() {
        let kind = pick([Balancer.Kind.network, .network, .network, .application])
        balance(kind, nodes: 1, word: kind == .network ? "TCP" : nil)
        send(to: ["app"])
        let systems: [(SimulatedNetwork.Interface.Platform, ClosedRange<Int>)] = [
            (.linux, 32768...60999), (.linux, 32768...60999), (.windows, 49152...65535), (.linux, 40000...50000),
        ]
        let (system, ports) = pick(systems)
        if let place = network.interfaces.firstIndex(where: { $0.name == "web2" }) { network.interfaces[place].platform = system }
        changeTargets { [own = pick([nil, nil, false])] in $0.preserves = own }
        var answers = entry(90, true, "0.0.0.0/0")
        (answers.ipProtocol, answers.ports) = (6, ports)
        use(.init(name: "acl-a2", uses: ["a2"], entries: [entry(100, false, "0.0.0.0/0"), answers]))
    }
}
