/// What is reached behind a load balancer, from the node that a packet came to.
extension NetworkSimulator {
    /// What is behind a node.
    struct Behind {
        var verdict: String
        /// By target and port, "app:8080"; "none" where the node has nothing to send to.
        var rows: [String: Answer] = [:]
        /// Whether the rows are all that may be.
        var isWhole = true
    }

    /// Nil where the destination is no node, or not for what is asked.
    func behind(_ question: Question) -> Behind? {
        guard case .interface(let node, _) = question.destination, let balancer = network.balancer(ofNode: node),
            balancer.knowledge != .untold, [6, 17].contains(question.ipProtocol)
        else { return nil }
        let listeners = balancer.listeners(question, fault)
        if listeners.isEmpty { return nil }
        var finding = Finding()
        for listener in listeners {
            let actions = fault == .rulesIgnored ? Array(listener.actions.suffix(1)) : listener.actions
            if actions.isEmpty { finding.rows["none"] = Answer(verdict: "blocked", failures: ["ELBV2_LISTENER_HAS_NO_TG"]) }
            for action in actions { take(action, node, balancer, question, &finding) }
            if listener.isCut { finding.isOpen = true }
        }
        return finding.behind(fault)
    }

    /// What was found so far.
    private struct Finding {
        var rows: [String: Answer] = [:]
        /// Those that are there if a classic load balancer crosses zones.
        var perhaps: [String: Answer] = [:]
        var answersItself = false
        /// Whether there may be more targets.
        var isOpen = false

        func behind(_ fault: SimulatorFault?) -> Behind {
            var verdicts = Set(rows.values.map(\.verdict))
            if answersItself, fault != .ownAnswerIsNothing { verdicts.insert("allowed") }
            // Either completion: without those that are perhaps there, and with them in the place of nothing.
            let others =
                perhaps.isEmpty
                ? verdicts : Set(rows.filter { $0.key != "none" }.values.map(\.verdict)).union(perhaps.values.map(\.verdict))
            let outcomes = Set([Self.verdict(verdicts), Self.verdict(others)])
            let verdict = isOpen || outcomes.count > 1 ? "depends" : outcomes.first ?? "depends"
            return Behind(verdict: verdict, rows: rows, isWhole: perhaps.isEmpty && !isOpen)
        }

        private static func verdict(_ all: Set<String>) -> String { all.count == 1 ? all.first ?? "" : "depends" }
    }

    private func take(
        _ action: SimulatedNetwork.Listener.Action, _ node: String, _ balancer: SimulatedNetwork.Balancer,
        _ question: Question, _ finding: inout Finding
    ) {
        switch action {
        case .answer: finding.answersItself = true
        case .instances(let port):
            let group = SimulatedNetwork.TargetGroup(
                name: "", kind: .instance, word: "TCP", port: port, targets: balancer.instances.map { .init(id: $0) })
            // They are told together with the listeners.
            if balancer.knowledge == .cut, fault != .partOfTargetsIsAll { finding.isOpen = true }
            send(to: group, node, balancer, question, &finding)
        case .group(let name):
            guard let group = network.targetGroups.first(where: { $0.name == name }), group.knowledge != .untold else {
                if fault == .untoldTargetsAreNone {
                    finding.rows["none"] = Answer(verdict: "blocked", failures: [])
                } else {
                    finding.isOpen = true
                }
                return
            }
            if group.knowledge == .cut, fault != .partOfTargetsIsAll { finding.isOpen = true }
            send(to: group, node, balancer, question, &finding)
        }
    }

    // MARK: Zones

    /// The zone of a subnet's name.
    private func zone(_ subnet: String?) -> String { network.subnet(subnet)?.zone ?? "" }

    /// Whether nodes send to other zones; nil where that is not told.
    private func crosses(_ group: SimulatedNetwork.TargetGroup, _ balancer: SimulatedNetwork.Balancer) -> Bool? {
        if fault == .everybodyCrossesZones { return true }
        if let own = group.crosses, fault != .targetGroupZonesIgnored { return own }
        if let own = balancer.crosses { return own }
        switch balancer.kind {
        case .application: return fault != .nobodyCrossesZones
        case .network: return false
        case .classic: return nil
        }
    }

    private func send(
        to group: SimulatedNetwork.TargetGroup, _ node: String, _ balancer: SimulatedNetwork.Balancer, _ question: Question,
        _ finding: inout Finding
    ) {
        let here = zone(network.interfaces.first { $0.name == node }?.subnet)
        let enabled = Set(balancer.nodes.map { node in zone(network.interfaces.first { $0.name == node }?.subnet) })
        let crosses = crosses(group, balancer)
        var isEmpty = true
        for target in group.targets {
            let key = "\(target.id):\(target.port ?? group.port)"
            let place =
                group.kind == .instance
                ? zone(network.interfaces.first { $0.name == target.id }?.subnet)
                : target.zone ?? zone(holder(target.id)?.subnet)
            if place != "all", place != here {
                if crosses == false { continue }
                if !enabled.contains(place), fault != .zoneWithoutNodeIsServed {
                    finding.rows[key] = Answer(
                        verdict: "blocked", failures: ["ELB_INSTALLED_AZ_RESTRICTION", "ELBV2_NO_TARGETS_IN_AZ"])
                    isEmpty = false
                    continue
                }
                if crosses == nil {
                    finding.perhaps[key] = second(target, group, node, balancer, question)
                    continue
                }
            }
            isEmpty = false
            finding.rows[key] = second(target, group, node, balancer, question)
        }
        // What a classic one does not send to is told instance by instance.
        if isEmpty, balancer.kind == .classic, crosses == false {
            for target in group.targets {
                finding.rows["\(target.id):\(group.port)"] = Answer(verdict: "blocked", failures: ["ELB_NOT_CROSSZONE"])
            }
            if !group.targets.isEmpty { return }
        }
        if isEmpty { finding.rows["none"] = Answer(verdict: "blocked", failures: ["ELBV2_NO_TARGETS_IN_AZ"]) }
    }

    // MARK: The second connection

    private func holder(_ address: String) -> SimulatedNetwork.Interface? {
        network.interfaces.first { $0.addresses.contains { $0.own == Address(address) } }
    }

    private func target(_ target: SimulatedNetwork.Target, _ group: SimulatedNetwork.TargetGroup) -> End? {
        if group.kind == .instance {
            let own = network.interfaces.first { $0.name == target.id }
            return own.map { .interface($0.name, $0.addresses.first { !$0.own.isIPv6 }?.own ?? Address("0.0.0.0")) }
        }
        let address = Address(target.id)
        if let own = holder(target.id) { return .interface(own.name, address) }
        let place = network.subnets.first { $0.isLoaded && $0.blocks.contains { $0.contains(address) } }
        return place.map { .host(subnet: $0.name, address) } ?? .outside(address)
    }

    private func second(
        _ target: SimulatedNetwork.Target, _ group: SimulatedNetwork.TargetGroup, _ node: String,
        _ balancer: SimulatedNetwork.Balancer, _ question: Question
    ) -> Answer {
        // A function is not in the network.
        if group.kind == .lambda { return Answer(verdict: "allowed", failures: []) }
        guard let end = self.target(target, group) else { return Answer(verdict: "depends", failures: []) }
        let own = network.interfaces.first { $0.name == node }
        guard let address = own?.addresses.first(where: { $0.own.isIPv6 == end.address.isIPv6 })?.own else {
            return Answer(verdict: "depends", failures: [])
        }
        var second = SimulatedRun.Second(isClassic: balancer.kind == .classic, asker: question.source)
        if showsClient(group, balancer, question, end) {
            if end == question.source, fault != .targetsReachThemselves {
                return Answer(verdict: "blocked", failures: ["TARGET_ADDRESS_RESTRICTION", "ELBV2_SOURCE_ADDRESS_PRESERVATION"])
            }
            second.client = (question.source.address, SimulatedRun(network, fault, question).clientPorts)
        }
        let port =
            fault == .targetPortIsListeners
            ? question.port : fault == .targetPortIsGroups ? group.port : target.port ?? group.port
        let own2 = Question(
            source: .interface(node, address), destination: end, ipProtocol: question.ipProtocol, port: port, code: 0)
        return answer(own2, second)
    }

    /// Whether a target sees the client's address.
    private func showsClient(
        _ group: SimulatedNetwork.TargetGroup, _ balancer: SimulatedNetwork.Balancer, _ question: Question, _ end: End
    ) -> Bool {
        guard balancer.kind == .network else { return fault == .everyBalancerShowsClient }
        if question.source.address.isIPv6 != end.address.isIPv6, fault != .familiesKeepClient { return false }
        if ["UDP", "TCP_UDP", "QUIC", "TCP_QUIC"].contains(group.word), fault != .datagramsNeedAttribute { return true }
        if let told = group.preserves, fault != .preservationAttributeIgnored { return told }
        return group.kind == .instance ? fault != .instancesSeeNode : fault == .addressesSeeClient
    }
}
