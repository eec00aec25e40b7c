/// Networks in which one of the mistakes that engines make shows.
extension SimulatorNetworks {
    private func member(_ name: String) -> NetworkSimulator.End {
        .interface(name, network.interfaces.first { $0.name == name }?.addresses.first?.own ?? Address("0.0.0.0"))
    }

    private mutating func rule(_ group: String, _ peer: SimulatedNetwork.Rule.Peer) {
        guard let place = network.groups.firstIndex(where: { $0.name == group }) else { return }
        network.groups[place].rules.append(.init(isEgress: false, ipProtocol: -1, ports: 0...65535, peer: peer))
    }

    /// An ACL of a subnet that lets everything out, and in what these entries do.
    private mutating func letIn(_ subnet: String, _ entries: [SimulatedNetwork.Entry]) {
        use(
            .init(
                name: "acl-\(subnet)", uses: [subnet],
                entries: entries + [entry(100, true, "0.0.0.0/0"), entry(101, true, "::/0")]))
    }

    private func tcp(_ number: Int, _ ports: ClosedRange<Int>, _ block: String, allows: Bool = true) -> SimulatedNetwork.Entry {
        var own = entry(number, false, block)
        (own.ipProtocol, own.ports, own.allows) = (6, ports, allows)
        return own
    }

    /// Sets up what one of the mistakes that engines make is about, with the ends that it shows between.
    mutating func scene() {
        let outside = NetworkSimulator.End.outside(Address("203.0.113.9"))
        let (web, app, db) = (member("web"), member("app"), member("db"))
        scenes += 1
        // Each in its turn, so that none is rare.
        switch scenes % 16 {
        case 11:
            network.blockMode = pick(["block-bidirectional", "block-ingress", "block-ingress"])
            exclude(pick(["a1", "a2", "a2", "a3"]))
            for resource in ["a1", "a2", "a3", "v"] where chance(20) {
                exclude(resource)
            }
            focus = [(web, outside), (app, outside), (outside, web)]
        case 0:
            let name = pick(["web", "app"])
            if let place = network.interfaces.firstIndex(where: { $0.name == name }) {
                network.interfaces[place].platform = pick([.linux, .windows])
            }
            let ports = pick([32768...60999, 49152...65535, 40000...50000])
            letIn(network.interfaces.first { $0.name == name }?.subnet ?? "a1", [tcp(90, ports, "0.0.0.0/0")])
            focus = [(member(name), outside), (member(name), db)]
        case 1:
            var (request, answer) = (entry(90, false, "0.0.0.0/0"), entry(90, true, "0.0.0.0/0"))
            (request.ipProtocol, request.type, answer.ipProtocol, answer.type) = (1, 8, 1, pick([8, 0]))
            (request.code, answer.code) = (pick([-1, 0]), pick([-1, 0]))
            use(.init(name: "acl-a4", uses: ["a4"], entries: [request, answer]))
            focus = [(web, db), (app, db)]
        case 2:
            letIn(
                "a4", [tcp(90, 0...65535, "0.0.0.0/0", allows: false), tcp(80, 443...443, pick(["0.0.0.0/0", "10.0.2.0/24"]))])
            focus = [(web, db), (app, db)]
        case 14:
            var own = entry(90, false, "0.0.0.0/0")
            (own.ipProtocol, own.ports) = (50, 443...443)
            letIn("a4", [own])
            focus = [(web, db), (app, db)]
        case 15:
            put("10.0.4.0/24 vgw-1 propagated", into: "rtb-a2")
            focus = [(app, db), (db, app)]
        case 12:
            network.nats[0].shown = nil
            focus = [(app, outside)]
        case 3:
            letIn("a2", [tcp(90, 1024...65535, pick(["10.0.3.0/24", "203.0.113.0/24"]))])
            focus = [(app, outside)]
        case 4:
            put("0.0.0.0/0 nat-1", into: "rtb-a3")
            if network.subnets[2].isLoaded { focus = [(.host(subnet: "a3", Address("10.0.3.40")), outside)] }
        case 5, 6:
            put("10.0.1.0/24 nat-1", into: "rtb-a2")
            if chance(60) { network.nats[0].addresses = [Address("10.0.3.30"), Address("10.0.3.31")] }
            carry("strict", "web")
            network.groups.indices.forEach { if network.groups[$0].name == "strict" { network.groups[$0].rules.removeAll() } }
            rule("strict", pick([.group("open"), .block(Block("10.0.3.30/32")), .block(Block("10.0.2.0/24"))]))
            focus = [(app, web), (member("app2"), web)]
        case 7:
            carry("tight", "web")
            rule("tight", .group(pick(["open", "strict"])))
            focus = [(outside, web), (app, web)]
        case 8:
            appliance()
            if let place = network.interfaces.firstIndex(where: { $0.name == "eni-fw" }) {
                network.interfaces[place].check = pick([.on, .off])
            }
            put("\(pick(["10.0.1.0/24", "203.0.113.0/24"])) eni-fw", into: "rtb-a2")
            focus = [(app, web), (app, outside), (web, app)]
        case 9:
            network.hasFirewall = true
            focus = [(web, outside), (app, outside), (outside, web)]
        case 10:
            let name = pick([("rtb-a1", web), ("rtb-main", db)])
            put("203.0.113.0/24 nat-1 unsettled", into: name.0)
            focus = [(name.1, outside), (outside, name.1)]
        case 13:
            put("pl-1 tgw-1", into: "rtb-a1")
            put("203.0.113.0/24 igw-1", into: "rtb-a1")
            load("pl-1", [Block(pick(["203.0.113.0/24", "203.0.113.0/24", "203.0.112.0/20", "203.0.113.0/28"]))])
            focus = [(web, outside), (outside, web)]
        default:
            put("pl-1 \(pick(["tgw-1", "nat-1"]))", into: "rtb-a1")
            load("pl-1", pick([nil, [Block("203.0.113.0/24")], [Block("203.0.113.0/24")], [Block("203.0.0.0/16")]]))
            if chance(50) { put("203.0.\(pick(["113.0/24", "112.0/20"])) igw-1", into: "rtb-a1") }
            focus = [(web, outside), (outside, web)]
        }
    }
}
