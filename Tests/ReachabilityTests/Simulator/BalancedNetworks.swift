/// Random networks with a load balancer: a VPC with subnets in two zones, and another one that is peered with it.
extension SimulatorNetworks {
    typealias Balancer = SimulatedNetwork.Balancer

    /// A network with a load balancer.
    mutating func nextBalanced() -> SimulatedNetwork {
        network = SimulatedNetwork()
        balancedScenes += 1
        placeBalanced()
        network.acls = ["v", "w"].map { .init(name: "acl-\($0)", vpc: $0, uses: ["default"], entries: openEntries) }
        network.groups = ["open", "lb", "clients"].map { .init(name: $0, rules: openRules) }
        network.groups.append(.init(name: "strict", rules: openRules))
        balance(pick([.application, .application, .network, .network, .network, .classic]), nodes: chance(60) ? 1 : 2)
        send(to: [pick(["app", "app", "app2", "web2"])])
        focus = []
        balancedScene()
        for _ in 0..<Int.random(in: 0...1, using: &random) { changeBalanced() }
        for place in network.interfaces.indices where chance(6) { network.interfaces[place].platform = pick([.linux, .windows]) }
        return network
    }

    /// The VPCs with their subnets, interfaces and tables.
    private mutating func placeBalanced() {
        network.vpcs = [
            .init(name: "v", blocks: [Block("10.0.0.0/16"), Block("2001:db8:a::/56")]),
            .init(name: "w", blocks: [Block("10.1.0.0/16")], gateway: "igw-w"),
        ]
        for (name, number, zone) in [("a1", 1, 1), ("a2", 2, 1), ("a3", 3, 2), ("a4", 4, 2)] {
            let blocks = [Block("10.0.\(number).0/24"), Block("2001:db8:a:\(number)::/64")]
            network.subnets.append(.init(name: name, zone: "euw1-az\(zone)", blocks: blocks))
        }
        network.subnets.append(.init(name: "b1", vpc: "w", zone: "euw1-az1", blocks: [Block("10.1.1.0/24")]))
        for name in ["a1", "a3"] { table("rtb-\(name)", [name], ["0.0.0.0/0 igw-1", "::/0 igw-1", "10.1.0.0/16 pcx-1"]) }
        table("rtb-a2", ["a2"], chance(50) ? ["0.0.0.0/0 nat-1"] : [])
        table("rtb-main", ["main"], [])
        table("rtb-b", ["main"], ["10.0.0.0/16 pcx-1"], of: "w")
        // With it the routes of that VPC are looked at, whatever becomes of the other one.
        table("rtb-b0", [], [], of: "w")
        network.peerings = [.init(name: "pcx-1", vpcs: ["v", "w"])]
        interface("web", "a1", "10.0.1.10", "198.51.100.10", "2001:db8:a:1::10")
        interface("web2", "a1", "10.0.1.12", nil, nil)
        interface("app", "a2", "10.0.2.20", nil, "2001:db8:a:2::20")
        interface("app2", "a2", "10.0.2.21", nil, nil)
        interface("db", "a4", "10.0.4.40", nil, nil)
        interface("far", "b1", "10.1.1.50", nil, nil)
        interface("eni-nat", "a3", "10.0.3.30", "198.51.100.30", nil)
        network.interfaces[network.interfaces.count - 1].type = "nat_gateway"
        network.interfaces[network.interfaces.count - 1].groups = []
        for name in ["web", "web2"] { carry("clients", name) }
        network.nats = [.init(name: "nat-1", subnet: "a3", addresses: [Address("10.0.3.30")], shown: Address("198.51.100.30"))]
    }

    // MARK: The load balancer

    /// The protocols that listeners and target groups of a kind are of.
    private func words(_ kind: Balancer.Kind) -> [String] {
        switch kind {
        case .application: ["HTTPS", "HTTP"]
        case .network: ["TCP", "TCP", "TCP", "TLS", "UDP", "TCP_UDP", "QUIC"]
        case .classic: ["TCP", "SSL"]
        }
    }

    /// A load balancer in place of the one that is there, which listens on 443 and sends to `tg`, or to port 8080.
    mutating func balance(_ kind: Balancer.Kind, nodes: Int, isInternal: Bool? = nil, word: String? = nil) {
        let isInternal = isInternal ?? chance(30)
        network.interfaces.removeAll { $0.name.hasPrefix("node") }
        interface("node1", "a1", "10.0.1.5", isInternal ? nil : "198.51.100.5", "2001:db8:a:1::5")
        if nodes > 1 { interface("node2", "a3", "10.0.3.5", isInternal ? nil : "198.51.100.6", "2001:db8:a:3::5") }
        let names = nodes > 1 ? ["node1", "node2"] : ["node1"]
        var own = Balancer(
            name: "lb-1", kind: kind, isInternal: isInternal, nodes: names,
            groups: kind == .network && chance(30) ? [] : ["lb"])
        own.listeners = [
            .init(port: 443, word: word ?? pick(words(kind)), actions: [kind == .classic ? .instances(8080) : .group("tg")])
        ]
        own.crosses = kind == .application ? nil : pick([nil, nil, true, false])
        network.balancers = [own]
        for name in names { carry(own.groups, name) }
        network.targetGroups = [
            .init(
                name: "tg", kind: .instance, word: kind == .application ? "HTTP" : own.listeners[0].word, port: 8080, targets: [])
        ]
    }

    var balancer: Balancer { network.balancers[0] }

    mutating func changeBalancer(_ change: (inout Balancer) -> Void) { change(&network.balancers[0]) }

    mutating func changeTargets(_ change: (inout SimulatedNetwork.TargetGroup) -> Void) { change(&network.targetGroups[0]) }

    /// Has the load balancer send to interfaces, by their addresses where it may and `byAddress` says so.
    mutating func send(to names: [String], byAddress: Bool = false) {
        let isClassic = balancer.kind == .classic
        // An instance of another VPC can be registered by its address alone.
        let names = isClassic ? names.map { $0 == "far" ? "app" : $0 } : names
        changeBalancer { $0.instances = isClassic ? names : [] }
        let addresses = names.map { name in network.interfaces.first { $0.name == name }?.addresses[0].own.text ?? "" }
        changeTargets { group in
            group.kind = byAddress ? .ip : .instance
            group.targets = (byAddress ? addresses : names).map { .init(id: $0) }
            // Of another VPC every node sends to them.
            for place in group.targets.indices where group.targets[place].id.hasPrefix("10.1.") {
                group.targets[place].zone = "all"
            }
        }
    }

    // MARK: Groups and ACLs

    mutating func carry(_ groups: [String], _ name: String) {
        guard let place = network.interfaces.firstIndex(where: { $0.name == name }) else { return }
        network.interfaces[place].groups = groups
    }

    mutating func carry(_ group: String, _ name: String) { carry([group], name) }

    /// The group `strict` lets in from one peer, and everything out; interfaces carry it.
    mutating func letIn(
        _ peer: SimulatedNetwork.Rule.Peer, ports: ClosedRange<Int> = 0...65535, ipProtocol: Int = -1, to names: [String]
    ) {
        guard let place = network.groups.firstIndex(where: { $0.name == "strict" }) else { return }
        network.groups[place].rules =
            openRules.filter(\.isEgress) + [.init(isEgress: false, ipProtocol: ipProtocol, ports: ports, peer: peer)]
        for name in names { carry("strict", name) }
    }

    /// What a target may let in: the node, the client, one of both by a group, or the VPC.
    mutating func somebody() -> SimulatedNetwork.Rule.Peer {
        let blocks = ["10.0.1.5/32", "10.0.1.0/24", "203.0.113.0/24", "10.0.1.12/32", "10.0.0.0/16", "2001:db8:ffff::/48"]
        return chance(40) ? .group(pick(["lb", "lb", "clients", "open"])) : .block(Block(pick(blocks)))
    }

    /// An ACL of a subnet that lets through what these entries do not keep out.
    mutating func keepOut(_ subnet: String, _ block: String, isEgress: Bool, _ ports: ClosedRange<Int>? = nil) {
        var own = entry(90, isEgress, block)
        own.allows = false
        if let ports { (own.ipProtocol, own.ports) = (pick([6, 6, 17]), ports) }
        use(.init(name: "acl-\(subnet)", vpc: network.subnet(subnet)?.vpc ?? "", uses: [subnet], entries: openEntries + [own]))
    }

    // MARK: Changes

    private mutating func changeBalanced() {
        switch Int.random(in: 0..<12, using: &random) {
        case 0...2:
            let place = pick(network.subnets)
            use(.init(name: "acl-\(place.name)", vpc: place.vpc, uses: [place.name], entries: entries()))
        case 3:
            let name = pick(["lb", "strict"])
            if let place = network.groups.firstIndex(where: { $0.name == name }) { network.groups[place].rules = rules() }
        case 4: carry("strict", pick(["app", "app2", "web2", "db", "far"]))
        case 5: write(pick(["rtb-a1", "rtb-a2", "rtb-main", "rtb-a3"]))
        case 6: network.tables.removeAll { [name = pick(["rtb-a2", "rtb-main", "rtb-a3", "rtb-b"])] in $0.name == name }
        case 7: network.blockMode = pick(["off", "block-bidirectional", "block-ingress"])
        case 8: put("0.0.0.0/0 nat-1", into: "rtb-a1")
        case 9: network.unlisted.insert(pick(["interfaces", "subnets"]))
        case 10: drop("10.1.0.0/16", from: pick(["rtb-a1", "rtb-a3"]))
        default: drop("10.0.0.0/16", from: "rtb-b")
        }
    }
}
