import Support

/// Random small networks for the simulator: a plain one with a public subnet, one behind a NAT gateway, the gateway's own and one with the
/// main table, in which some things are changed.
struct SimulatorNetworks {
    typealias Address = SimulatedNetwork.Address
    typealias Block = SimulatedNetwork.Block

    var random: SeededRandom
    /// What client ports are drawn from, so that they change no network.
    var clientRandom: SeededRandom
    var network = SimulatedNetwork()
    /// How many networks had a scene.
    var scenes = 0
    /// How many of several VPCs had one.
    var joinedScenes = 0
    /// How many networks had a load balancer.
    var balancedScenes = 0
    /// Ends that the network's scene is about, asked more often than others.
    var focus: [(source: NetworkSimulator.End, destination: NetworkSimulator.End)] = []

    init(seed: UInt64) { (random, clientRandom) = (SeededRandom(seed: seed), SeededRandom(seed: ~seed)) }

    mutating func chance(_ percent: Int) -> Bool { Int.random(in: 0..<100, using: &random) < percent }
    mutating func pick<Element>(_ all: [Element]) -> Element { all[Int.random(in: 0..<all.count, using: &random)] }

    // MARK: The plain network

    /// A network.
    mutating func next() -> SimulatedNetwork {
        network = SimulatedNetwork()
        network.vpcs = [.init(name: SimulatedNetwork.one, blocks: [Block("10.0.0.0/16"), Block("2001:db8:a::/56")])]
        for (name, number, hasIPv6) in [("a1", 1, true), ("a2", 2, true), ("a3", 3, false), ("a4", 4, true)] {
            let own = Block("10.0.\(number).0/24")
            network.subnets.append(.init(name: name, blocks: hasIPv6 ? [own, Block("2001:db8:a:\(number)::/64")] : [own]))
        }
        table("rtb-a1", ["a1"], ["0.0.0.0/0 igw-1"] + (chance(70) ? ["::/0 igw-1"] : []))
        table("rtb-a2", ["a2"], ["0.0.0.0/0 nat-1"] + (chance(70) ? ["::/0 eigw-1"] : []))
        table("rtb-a3", ["a3"], ["0.0.0.0/0 igw-1"])
        table("rtb-main", ["main"], chance(70) ? ["0.0.0.0/0 igw-1", "::/0 igw-1"] : [])
        network.acls = [.init(name: "acl-0", uses: ["default"], entries: openEntries)]
        network.groups = [.init(name: "open", rules: openRules)] + ["strict", "tight"].map { .init(name: $0, rules: rules()) }
        interface("web", "a1", "10.0.1.10", "198.51.100.10", "2001:db8:a:1::10")
        interface("web2", "a1", "10.0.1.12", nil, "2001:db8:a:1::12")
        interface("app", "a2", "10.0.2.20", nil, "2001:db8:a:2::20")
        interface("app2", "a2", "10.0.2.21", chance(30) ? "198.51.100.21" : nil, nil)
        interface("db", "a4", "10.0.4.40", chance(50) ? "198.51.100.40" : nil, "2001:db8:a:4::40")
        interface("eni-nat", "a3", "10.0.3.30", "198.51.100.30", nil)
        network.interfaces[network.interfaces.count - 1].type = "nat_gateway"
        network.interfaces[network.interfaces.count - 1].groups = []
        network.nats = [.init(name: "nat-1", subnet: "a3", addresses: [Address("10.0.3.30")], shown: Address("198.51.100.30"))]
        // A scene shows where little else is changed.
        let hasScene = chance(70)
        if !hasScene, chance(50) { changeACL() }
        for _ in 0..<Int.random(in: hasScene ? 0...2 : 2...6, using: &random) { change() }
        for place in network.interfaces.indices where network.interfaces[place].type == nil && chance(hasScene ? 5 : 20) {
            network.interfaces[place].groups = pick([["strict"], ["tight"], ["strict", "tight"], ["strict", "open"], []])
        }
        focus = []
        if hasScene { scene() }
        return network
    }

    mutating func table(
        _ name: String, _ uses: [String], _ routes: [String], of vpc: String = SimulatedNetwork.one
    ) {
        let local = (network.vpc(vpc)?.blocks ?? []).map { "\($0.text) local" }
        network.tables.append(.init(name: name, vpc: vpc, uses: uses, routes: (local + routes).map(route)))
    }

    func route(_ text: String) -> SimulatedNetwork.Route {
        let words = text.split(separator: " ").map(String.init)
        return .init(
            destination: words[0].hasPrefix("pl-") ? .list(words[0]) : .block(Block(words[0])), target: words[1],
            isPropagated: words.contains("propagated"), isBlackhole: words.contains("blackhole"),
            isUnsettled: words.contains("unsettled"))
    }

    mutating func interface(_ name: String, _ subnet: String, _ own: String, _ shown: String?, _ own6: String?) {
        var addresses = [(own: Address(own), shown: shown.map(Address.init))]
        if let own6 { addresses.append((Address(own6), nil)) }
        network.interfaces.append(.init(name: name, subnet: subnet, addresses: addresses, groups: ["open"]))
    }

    // MARK: Entries and rules

    func entry(_ number: Int, _ isEgress: Bool, _ block: String) -> SimulatedNetwork.Entry {
        .init(
            number: number, isEgress: isEgress, allows: true, ipProtocol: -1, ports: 0...65535, type: -1, code: -1,
            block: Block(block))
    }

    var openEntries: [SimulatedNetwork.Entry] {
        [entry(100, false, "0.0.0.0/0"), entry(101, false, "::/0"), entry(100, true, "0.0.0.0/0"), entry(101, true, "::/0")]
    }

    /// What entries of ACLs are of.
    private var entryBlocks: [String] {
        if !network.balancers.isEmpty {
            return [
                "0.0.0.0/0", "0.0.0.0/0", "0.0.0.0/0", "10.0.0.0/16", "10.0.1.0/24", "10.0.2.0/24", "10.0.1.5/32", "10.0.3.0/24",
                "203.0.113.0/24", "::/0", "10.1.0.0/16",
            ]
        }
        if network.vpcs.count > 1 {
            return [
                "0.0.0.0/0", "0.0.0.0/0", "0.0.0.0/0", "10.0.0.0/16", "10.1.0.0/16", "10.2.0.0/16", "10.0.1.0/24", "10.0.2.0/24",
                "10.0.3.0/24", "10.1.1.0/24", "10.1.2.0/24", "203.0.113.0/24", "52.218.0.0/17",
            ]
        }
        return [
            "0.0.0.0/0", "0.0.0.0/0", "0.0.0.0/0", "::/0", "10.0.0.0/16", "10.0.2.0/24", "10.0.3.0/24", "10.0.1.0/24",
            "203.0.113.0/24", "2001:db8:a::/56",
        ]
    }

    /// What rules are of, where they name no group.
    private var ruleBlocks: [String] {
        if !network.balancers.isEmpty {
            return ["0.0.0.0/0", "10.0.0.0/16", "10.0.1.5/32", "203.0.113.0/24", "10.0.2.0/24", "::/0"]
        }
        return network.vpcs.count > 1
            ? ["0.0.0.0/0", "10.0.0.0/16", "10.0.3.30/32", "198.51.100.30/32", "10.1.0.0/16", "10.2.0.0/16", "52.218.0.0/17"]
            : ["0.0.0.0/0", "10.0.0.0/16", "10.0.3.30/32", "203.0.113.0/24", "::/0", "10.0.2.0/24"]
    }

    var openRules: [SimulatedNetwork.Rule] {
        [false, true].flatMap { isEgress in
            ["0.0.0.0/0", "::/0"].map {
                .init(isEgress: isEgress, ipProtocol: -1, ports: 0...65535, peer: .block(Block($0)))
            }
        }
    }

    mutating func entries() -> [SimulatedNetwork.Entry] {
        var result: [SimulatedNetwork.Entry] = []
        for isEgress in [false, true] {
            var numbers = [80, 90, 100, 110, 120]
            for _ in 0..<Int.random(in: 1...4, using: &random) {
                let number = numbers.remove(at: Int.random(in: 0..<numbers.count, using: &random))
                var own = entry(number, isEgress, pick(entryBlocks))
                own.allows = chance(75)
                own.ipProtocol = pick([-1, 6, 6, 6, 17, own.block.base.isIPv6 ? 58 : 1, 50])
                own.ports = pick([
                    443...443, 1024...65535, 1024...65535, 32768...60999, 49152...65535, 8080...8080, 0...65535, 80...80,
                ])
                if own.ipProtocol == 1 || own.ipProtocol == 58, chance(80) {
                    own.type = pick(own.ipProtocol == 1 ? [8, 0, 3] : [128, 129, 1])
                    own.code = chance(50) ? -1 : pick([0, 4])
                }
                result.append(own)
            }
            if chance(50) { result += [entry(200, isEgress, "0.0.0.0/0"), entry(201, isEgress, "::/0")] }
        }
        return chance(50) ? result.reversed() : result
    }

    mutating func rules() -> [SimulatedNetwork.Rule] {
        (0..<Int.random(in: 1...4, using: &random)).map { _ in
            let peer: SimulatedNetwork.Rule.Peer =
                chance(45) ? .group(pick(["open", "strict", "tight"])) : .block(Block(pick(ruleBlocks)))
            return .init(
                isEgress: chance(45), ipProtocol: pick([-1, -1, 6, 6, 17, 1]), ports: pick([443...443, 0...65535, 80...80]),
                peer: peer)
        }
    }

    // MARK: Changes

    /// Puts a route into a table; one of the same destination goes, but for a propagated one beside a written one.
    mutating func put(_ text: String, into name: String) {
        guard let place = network.tables.firstIndex(where: { $0.name == name }) else { return }
        let own = route(text)
        if network.tables[place].isWritten, own.isPropagated || own.isBlackhole { return }
        network.tables[place].routes.removeAll { $0.destination == own.destination && $0.isPropagated == own.isPropagated }
        network.tables[place].routes.insert(own, at: Int.random(in: 0...network.tables[place].routes.count, using: &random))
    }

    mutating func use(_ acl: SimulatedNetwork.ACL) {
        network.acls.removeAll { $0.uses == acl.uses }
        network.acls.append(acl)
    }

    /// Makes a table one that a state has: what somebody wrote alone.
    mutating func write(_ name: String) {
        guard let place = network.tables.firstIndex(where: { $0.name == name }), !network.tables[place].isWritten else { return }
        network.tables[place].uses.append("written")
        network.tables[place].routes.removeAll { $0.target == "local" || $0.isPropagated }
        for route in network.tables[place].routes.indices { network.tables[place].routes[route].isBlackhole = false }
    }

    /// Makes every route to a target a blackhole.
    mutating func fail(_ target: String) {
        for table in network.tables.indices where !network.tables[table].isWritten {
            for route in network.tables[table].routes.indices where network.tables[table].routes[route].target == target {
                network.tables[table].routes[route].isBlackhole = true
            }
        }
    }

    mutating func exclude(_ resource: String) {
        network.exclusions.removeAll { $0.resource == resource }
        network.exclusions.append((resource, pick(["allow-bidirectional", "allow-egress"])))
    }

    mutating func load(_ name: String, _ entries: [Block]?) {
        network.lists.removeAll { $0.name == name }
        network.lists.append((name, entries))
    }

    mutating func appliance() {
        if network.interfaces.contains(where: { $0.name == "eni-fw" }) { return }
        let number = pick([1, 3, 4])
        interface("eni-fw", "a\(number)", "10.0.\(number).50", chance(50) ? "198.51.100.50" : nil, nil)
        network.interfaces[network.interfaces.count - 1].check = pick([.off, .off, .off, .on, .untold])
    }

    mutating func changeACL() {
        let subnet = pick(["a1", "a2", "a3", "a4"])
        use(.init(name: "acl-\(subnet)", uses: [subnet], entries: entries()))
    }

    mutating func change() {
        let names = ["rtb-a1", "rtb-a2", "rtb-a3", "rtb-main"]
        let subnets = ["a1", "a2", "a3", "a4"]
        switch Int.random(in: 0..<30, using: &random) {
        case 29:
            network.subnets[Int.random(in: 0..<4, using: &random)].isLoaded = false
            network.unlisted.insert("subnets")
        case 26: write(pick(names))
        case 27:
            network.tables.removeAll { $0.name == "rtb-twice" }
            table("rtb-twice", [pick(subnets)], ["0.0.0.0/0 igw-1"])
        case 28:
            network.acls.removeAll { $0.name == "acl-twice" }
            network.acls.append(.init(name: "acl-twice", uses: [pick(subnets)], entries: openEntries))
        case 0...4:
            changeACL()
        case 5: put("0.0.0.0/0 " + pick(["nat-1", "nat-1", "igw-1", "nat-2", "tgw-1"]), into: pick(names))
        case 6: put(pick(["0.0.0.0/0 nat-1", "0.0.0.0/0 igw-1", "203.0.113.0/24 pcx-1"]) + " blackhole", into: pick(names))
        case 7: put(pick(["10.0.1.0/24", "10.0.2.0/24", "10.0.4.0/24"]) + " vgw-1 propagated", into: pick(names))
        case 8: put(pick(["0.0.0.0/0", "203.0.113.0/24"]) + " vgw-1 propagated", into: pick(names))
        case 9:
            let name = pick(names)
            put("203.0.113.0/24 " + pick(["igw-1", "nat-1"]), into: name)
            put("pl-1 tgw-1", into: name)
            load("pl-1", [Block(pick(["203.0.113.0/24", "203.0.112.0/20"]))])
        case 10:
            put("pl-2 " + pick(["nat-1", "igw-1", "vpce-1", "tgw-1"]), into: pick(names))
            load("pl-2", chance(60) ? nil : [Block("203.0.113.0/28")])
        case 11:
            put(
                pick(["203.0.113.0/24", "0.0.0.0/0"]) + " " + pick(["nat-1", "igw-1", "tgw-1"]) + " unsettled", into: pick(names))
        case 12:
            network.tables.removeAll { [name = pick(names)] in $0.name == name }
            if chance(50) { network.partly.insert("routeTables") }
        case 13:
            network.acls.removeAll { $0.uses == ["default"] }
            if chance(50) { use(.init(name: "acl-a1", uses: ["a1"], entries: openEntries)) }
        case 14: network.partly.insert(pick(["routeTables", "networkACLs", "subnets"]))
        case 15: network.unlisted.insert(pick(["interfaces", "interfaces", "subnets"]))
        case 16:
            network.nats[0].state = pick(["deleted", "pending"])
            if chance(60) { put("0.0.0.0/0 nat-1 blackhole", into: "rtb-a2") }
        case 17: network.nats[0].shown = nil
        case 18:
            network.nats[0].addresses.append(Address("10.0.3.31"))
            put("10.0.\(pick([1, 4])).0/24 nat-1", into: "rtb-a2")
        case 19:
            put("10.0.\(pick([1, 4])).0/24 nat-1", into: "rtb-a2")
            if let place = network.interfaces.firstIndex(where: { $0.name == pick(["web", "db"]) }) {
                network.interfaces[place].groups = pick([["strict"], ["tight"]])
            }
        case 20: put("0.0.0.0/0 nat-1", into: "rtb-a3")
        case 21:
            if network.nats.count > 1 { return }
            table("rtb-nat", [], ["0.0.0.0/0 " + pick(["igw-1", "igw-1", "tgw-1"])])
            network.nats.append(
                .init(name: "nat-2", table: "rtb-nat", addresses: [Address("10.0.9.9")], shown: Address("198.51.100.99")))
            put("0.0.0.0/0 nat-2", into: pick(["rtb-a2", "rtb-main"]))
        case 22:
            appliance()
            put(pick(["10.0.1.0/24", "10.0.4.0/24", "0.0.0.0/0", "10.0.2.0/24"]) + " eni-fw", into: pick(names))
        case 23:
            if network.tables.contains(where: { $0.name == "rtb-edge" }) { return }
            appliance()
            table("rtb-edge", ["igw-1"], chance(60) ? ["10.0.\(pick([1, 3, 4])).0/24 eni-fw"] : [])
        case 24:
            network.gateway = pick([.detached, .detached, .unlisted])
            if network.gateway == .unlisted { network.unlisted.insert("internetGateways") }
            // As AWS tells it of routes to one that is not attached.
            if network.gateway == .detached, chance(50) { fail("igw-1") }
            if network.gateway == .unlisted, chance(50) { for name in names { write(name) } }
        default:
            network.blockMode = pick(["off", "block-bidirectional", "block-bidirectional", "block-ingress", "block-ingress"])
            for resource in ["a1", "a2", "a3", "v"] where chance(20) {
                exclude(resource)
            }
            if chance(30) { network.hasFirewall = true }
        }
        if chance(12) { network.interfaces[0].addresses.insert((Address("10.0.1.11"), nil), at: 1) }
        for place in network.interfaces.indices where chance(6) {
            network.interfaces[place].platform = pick([.linux, .windows])
        }
    }
}
