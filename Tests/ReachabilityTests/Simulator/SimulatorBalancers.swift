/// A node of a load balancer as destination: what it listens for.
extension SimulatedRun {
    /// The connection from a node to a target.
    struct Second {
        var isClassic: Bool
        /// The client whose address and ports targets see; nil where they see the node.
        var client: (address: Address, ports: ClosedRange<Int>)?
        /// Who the client is.
        var asker: End
    }

    /// A node listens, behind its groups.
    mutating func listen(_ name: String) {
        guard let balancer = network.balancer(ofNode: name), second == nil else { return }
        if balancer.knowledge == .untold {
            if fault == .untoldListenersAreNone { check(false, "ELBV2_LISTENERS_MISMATCH") }
            return
        }
        let code = balancer.kind == .classic ? "ELB_LISTENERS_MISMATCH" : "ELBV2_LISTENERS_MISMATCH"
        switch question.ipProtocol {
        case 6, 17:
            if fault == .listenersIgnored || !balancer.listeners(question, fault).isEmpty { return }
            let isOpen = balancer.knowledge == .cut && fault != .partOfListenersIsAll
            check(isOpen ? nil : false, isOpen ? "UNKNOWN_RESOURCE:listeners" : code)
        case 1, 58:
            if balancer.kind == .application, fault != .echoNeedsListener { return }
            check(fault == .everyBalancerAnswersEcho ? true : fault == .echoNeedsListener ? false : nil, code)
        default: check(false, code)
        }
    }

    /// The source address that the target's subnet and the target see.
    func shown(_ from: Address) -> Address { second?.client?.address ?? from }

    /// Who the target sees, as far as rules may name it: the load balancer.
    func seenBehind(_ who: Seen) -> Seen {
        guard let second else { return who }
        return fault == .balancerGroupsLost ? .nobody : fault == .clientGroupsSurvive ? seen(second.asker) : who
    }

    /// Within its own subnet a classic load balancer's node still meets the ACL on what it sends.
    mutating func judgeWithin(_ subnet: String) {
        guard let second, fault != .classicSkipsOwnACL, second.isClassic || fault == .everybodyJudgesOwnSubnet else { return }
        acl(subnet, isEgress: true, far: destination.address, request, code: "ELB_ACL_RESTRICTION")
    }

    /// The answer of a target that saw the client: it leaves the subnet to the client's address, and its load balancer takes it from there.
    mutating func answersClient(_ client: (address: Address, ports: ClosedRange<Int>), from place: String) {
        let packet = reply(fault == .clientBehindIsWide ? 1024...65535 : client.ports)
        acl(place, isEgress: true, far: fault == .aclSeesNode ? source.address : client.address, packet)
        if fault == .targetTableAskedForClient, let table = table(of: place) { _ = route(table, to: client.address) }
    }
}

extension SimulatedNetwork.Balancer {
    /// The listeners for what is asked.
    func listeners(_ question: NetworkSimulator.Question, _ fault: SimulatorFault?) -> [SimulatedNetwork.Listener] {
        listeners.filter { listener in
            let takes = Self.transports(listener.word).contains(question.ipProtocol) || fault == .listenerTransportIgnored
            return takes && listener.port == question.port
        }
    }

    /// The protocols that AWS's word stands for, by their numbers.
    private static func transports(_ word: String) -> Set<Int> {
        switch word {
        case "UDP", "QUIC": [17]
        case "TCP_UDP", "TCP_QUIC": [6, 17]
        default: [6]
        }
    }
}
