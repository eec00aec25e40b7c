import CoreModel

/// Draws the rules of one group.
struct RuleMaker {
    private let environment: Environment
    private let number: Int
    private let group: Environment.GroupPlan
    private let network: Environment.Network
    private var random: SeededRandom
    private var made: [RulePlan] = []
    private var seen = Set<RulePlan>()

    init(environment: Environment, group: Int) {
        self.environment = environment
        number = group
        self.group = environment.groups[group]
        network = environment.networks[self.group.network]
        random = SeededRandom(seed: SeededRandom.mix(environment.seed &+ UInt64(group) &* 0x9E37_79B9))
    }

    mutating func rules() -> [RulePlan] {
        addEgress()
        addCallers()
        addUsual()
        if environment.flavour == .dense {
            let whole = IPNetwork(containing: IPAddress(.v4, bits: UInt128(10 << 24)), prefixLength: 8)
            add(.ingress, tcp(group.ports.first ?? 443), .network(whole), "from everywhere inside")
        }
        while made.count < Environment.rulesPerGroup { addFilling() }
        return made.filter { $0.direction == .ingress } + made.filter { $0.direction == .egress }
    }

    private mutating func add(_ direction: Direction, _ traffic: Traffic, _ peer: RulePlan.Peer, _ description: String) {
        let rule = RulePlan(direction: direction, traffic: traffic, peer: peer, description: description)
        if made.count < Environment.rulesPerGroup, seen.insert(rule).inserted { made.append(rule) }
    }

    // MARK: Egress

    private mutating func addEgress() {
        let everything = RulePlan.Peer.network(.everything(.v4))
        guard group.restrictsEgress else {
            add(.egress, .all, everything, "Allow all outbound")
            if network.v6 != nil { add(.egress, .all, .network(.everything(.v6)), "Allow all outbound") }
            return
        }
        for callee in environment.callees[number].prefix(20) {
            for port in environment.groups[callee].ports {
                add(.egress, tcp(port), .group(callee), "to \(environment.groups[callee].name)")
            }
        }
        if random.chance(60) { add(.egress, tcp(443), everything, "APIs of others") }
        add(.egress, Self.traffic(.udp, 53), .network(network.v4), "DNS")
        add(.egress, tcp(443), .prefixList(0), "S3")
        if random.chance(30) { add(.egress, tcp(5432), .network(network.subnets[9].v4), "databases") }
    }

    // MARK: Ingress

    private mutating func addCallers() {
        for caller in environment.callers[number] {
            for port in group.ports {
                add(.ingress, tcp(port), .group(caller), "\(environment.groups[caller].name) to \(group.name)")
            }
        }
        let own = network.groups
        if own[0] != number { add(.ingress, tcp(22), .group(own[0]), "SSH from the bastion") }
        if own.count > 1, own[1] != number { add(.ingress, tcp(9100), .group(own[1]), "metrics") }
        if random.chance(30) { add(.ingress, .all, .group(number), "members among themselves") }
    }

    private mutating func addUsual() {
        let everything = [RulePlan.Peer.network(.everything(.v4)), .network(.everything(.v6))]
        let isOpen = group.tier == .edge ? random.chance(60) : random.chance(1)
        if isOpen {
            for port in group.ports {
                add(.ingress, tcp(port), everything[0], "from the internet")
                if network.v6 != nil { add(.ingress, tcp(port), everything[1], "from the internet") }
            }
        }
        if group.tier == .edge { add(.ingress, tcp(443), .prefixList(1 + random.below(3)), "the CDN") }
        if random.chance(60) { add(.ingress, Self.traffic(.icmp, nil), .network(network.v4), "ping") }
        if random.chance(15) { add(.ingress, Self.traffic(.icmp, 3, 4), everything[0], "path MTU") }
        if network.v6 != nil, random.chance(30) { add(.ingress, Self.traffic(.icmpv6, nil), everything[1], "neighbours") }
        if random.chance(15) { add(.ingress, tcp(group.ports.first ?? 443), .network(network.v4), "health checks") }
    }

    /// Offices, partners and single hosts, on few ports, as long lists are in practice.
    private mutating func addFilling() {
        let own = group.ports.first ?? 443
        let traffic =
            switch random.below(20) {
            case 0..<9: tcp(own)
            case 9..<14: tcp(random.pick([22, 80, 443, 3389, 5432, 8080]))
            case 14..<16: Self.traffic(.tcp, 8000, 8100)
            case 16: Self.traffic(.tcp, 30000, 32767)
            case 17: Self.traffic(.udp, random.pick([53, 123, 161, 514]))
            case 18: Self.traffic(.udp, 1024, 65535)
            default: random.chance(50) ? Self.traffic(.icmp, 8, 0) : Self.traffic(.icmp, nil)
            }
        switch random.below(20) {
        case 0..<6: add(.ingress, traffic, .network(random.pick(environment.offices)), "office")
        case 6..<13: add(.ingress, traffic, .network(.single(Environment.outsideAddress(&random))), "partner")
        case 13..<15:
            let partner = IPNetwork(containing: Environment.outsideAddress(&random), prefixLength: 24)
            add(.ingress, traffic, .network(partner), "")
        case 15: add(.ingress, traffic, .network(.single(host(in: network))), "a host")
        case 16:
            let other = random.pick(environment.networks)
            let part = IPNetwork(containing: host(in: other), prefixLength: 24)
            add(.ingress, traffic, .network(part), "a part of \(other.name)")
        case 17:
            let list = random.below(environment.prefixLists.count)
            add(.ingress, traffic, .prefixList(list), environment.prefixLists[list].name)
        default:
            let length = random.pick([48, 64, 128])
            let wide = IPNetwork(containing: Environment.outsideAddress6(&random), prefixLength: length)
            add(.ingress, traffic, .network(wide), "office over IPv6")
        }
    }

    private mutating func host(in network: Environment.Network) -> IPAddress {
        IPAddress(.v4, bits: random.pick(network.subnets).v4.address.bits + UInt128(4 + random.below(250)))
    }

    // MARK: Traffic

    private func tcp(_ port: Int) -> Traffic { Self.traffic(.tcp, port) }

    private static func traffic(_ ipProtocol: IPProtocol, _ from: Int?, _ to: Int? = nil) -> Traffic {
        (try? Traffic(ipProtocol, from: from, to: to ?? (ipProtocol.hasPorts ? from : nil))) ?? .all
    }
}
