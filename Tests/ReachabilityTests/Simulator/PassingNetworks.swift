import Support

/// Random networks of one VPC with an appliance on ways to and from the internet, whose group lacks rules more often than not.
extension SimulatorNetworks {
    /// Such a network, in which little else is changed.
    mutating func nextWithAppliance() -> SimulatedNetwork {
        _ = next()
        network.interfaces.removeAll { $0.name == "eni-fw" }
        let subnet = pick([1, 2, 3, 4])
        interface("eni-fw", "a\(subnet)", "10.0.\(subnet).50", chance(70) ? "198.51.100.50" : nil, nil)
        network.groups.append(.init(name: "passing", rules: passingRules()))
        network.interfaces[network.interfaces.count - 1].check = .off
        network.interfaces[network.interfaces.count - 1].groups = ["passing"]
        // The tables of other subnets lead out by it, and the gateway's leads in by it.
        for (table, own) in [("rtb-a1", 1), ("rtb-a2", 2), ("rtb-main", 4)] where own != subnet && chance(70) {
            put(pick(["0.0.0.0/0", "203.0.113.0/24"]) + " eni-fw", into: table)
        }
        network.tables.removeAll { $0.name == "rtb-edge" }
        if chance(60) { table("rtb-edge", ["igw-1"], ["10.0.\(pick([1, 4])).0/24 eni-fw"]) }
        let outside = NetworkSimulator.End.outside(Address("203.0.113.9"))
        let ends = network.interfaces.filter { ["web", "app", "db"].contains($0.name) }.compactMap { own in
            own.addresses.first.map { NetworkSimulator.End.interface(own.name, $0.own) }
        }
        focus = []
        for end in ends {
            focus.append((end, outside))
            focus.append((outside, end))
        }
        return network
    }

    /// Rules that let everything through, or lack a direction, both, or all ports but one.
    private mutating func passingRules() -> [SimulatedNetwork.Rule] {
        switch Int.random(in: 0..<5, using: &random) {
        case 0: openRules
        case 1: openRules.filter(\.isEgress)
        case 2: openRules.filter { !$0.isEgress }
        case 3: []
        default:
            openRules.map { .init(isEgress: $0.isEgress, ipProtocol: 6, ports: 22...22, peer: $0.peer) }
        }
    }
}
