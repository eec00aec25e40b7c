/// Networks of several VPCs in which one of the mistakes that engines make shows.
extension SimulatorNetworks {
    private static let sceneCount = 24
    /// Those of two regions.
    var sceneIsFar: Bool { [6, 12].contains(joinedScenes % Self.sceneCount) }

    private func own(_ name: String) -> NetworkSimulator.End {
        .interface(name, network.interfaces.first { $0.name == name }?.addresses.first?.own ?? Address("0.0.0.0"))
    }

    /// Makes a group of one rule in each direction: what it lets in and out.
    private mutating func letThrough(_ group: String, in inward: SimulatedNetwork.Rule.Peer, out: SimulatedNetwork.Rule.Peer) {
        guard let place = network.groups.firstIndex(where: { $0.name == group }) else { return }
        network.groups[place].rules = [
            .init(isEgress: false, ipProtocol: -1, ports: 0...65535, peer: inward),
            .init(isEgress: true, ipProtocol: -1, ports: 0...65535, peer: out),
        ]
    }

    private var everybody: SimulatedNetwork.Rule.Peer { .block(Block("0.0.0.0/0")) }

    /// Sets up what one of the mistakes is about, with the ends that it shows between.
    mutating func joinedScene() {
        let outside = NetworkSimulator.End.outside(Address("203.0.113.9"))
        let service = NetworkSimulator.End.outside(Address("52.218.1.1"))
        let office = NetworkSimulator.End.outside(Address("192.168.0.9"))
        let (web, app, db, db2, api) = (own("web"), own("app"), own("db"), own("db2"), own("api"))
        // Each in its turn, so that none is rare.
        switch joinedScenes % Self.sceneCount {
        case 0:
            send("v", "x", by: "pcx-vw")
            join("w", "x", by: "pcx-wx")
            focus = [(app, api), (web, api)]
        case 1:
            for table in tables(of: "w") { put("0.0.0.0/0 pcx-vw", into: table) }
            serve("v")
            focus = [(db, outside), (db, service)]
        case 2:
            join("v", "w", by: "pcx-vw")
            for table in tables(of: "w") { drop("10.0.0.0/16", from: table) }
            focus = [(app, db), (web, db2)]
        case 3, 4:
            send("v", "w", by: joinedScenes % Self.sceneCount == 3 ? "pcx-vw" : "")
            put("10.1.0.0/16 nat-1", into: "rtb-a2")
            if chance(80) {
                for table in tables(of: "w") { for block in ["10.0.0.0/16", "0.0.0.0/0"] { drop(block, from: table) } }
            } else {
                send("w", "v", by: "")
            }
            if chance(40) { network.nats[0].shown = nil }
            carry("strict", "db")
            let peers = ["10.0.3.30/32", "10.0.3.30/32", "198.51.100.30/32", "10.0.2.0/24"]
            letThrough("strict", in: chance(20) ? .group("open") : .block(Block(pick(peers))), out: everybody)
            focus = [(app, db), (app, db2)]
        case 5:
            join("v", "w", by: "pcx-vw")
            network.peerings[0].state = "pending-acceptance"
            for table in tables(of: "v") + tables(of: "w") { write(table) }
            focus = [(app, db), (db, web)]
        case 6, 11:
            if chance(50) { join("v", "w", by: "pcx-vw") } else { join("v", "w", by: "") }
            carry("strict", "db")
            carry("tight", pick(["db2", "app"]))
            letThrough("strict", in: .group("open"), out: everybody)
            letThrough("tight", in: everybody, out: .group(pick(["open", "strict"])))
            focus = [(app, db), (web, db), (db2, web)]
        case 7:
            join("v", "w", by: "")
            changeAttachment("att-v") { $0.subnets = ["a3"] }
            changeAttachment("att-w") { $0.subnets = ["b1"] }
            if chance(70) { send("w", "v", by: "pcx-vw") }
            focus = [(app, db), (web, db2), (web, db)]
        case 8:
            join("v", "w", by: "")
            associateApart("att-v")
            focus = [(app, db), (web, api), (web, db)]
        case 9:
            join("v", "w", by: "")
            keepOut(pick(["a3", "b3"]), pick(["10.0.1.0/24", "10.1.0.0/16", "10.1.2.0/24"]), isEgress: chance(50))
            focus = [(web, db2), (web, db), (db2, web)]
        case 10:
            join("v", "w", by: "")
            changeAttachment("att-w") { $0.subnets = ["b1"] }
            keepOut("b1", pick(["10.0.0.0/16", "10.1.1.0/24"]), isEgress: chance(30))
            focus = [(web, db), (app, db), (db, web)]
        case 12:
            join("v", "w", by: "")
            drop(transit: pick([("ttable-1", "10.1.0.0/16"), ("ttable-2", "10.0.0.0/16"), ("ttable-2", "10.1.0.0/16")]))
            focus = [(web, db), (db, app)]
        case 13:
            join("v", "w", by: "")
            if chance(50) {
                transitRoute("10.1.0.0/16", chance(50) ? [] : ["att-x"], isBlackhole: chance(50))
            } else {
                transitRoute("10.1.1.0/24", [], isBlackhole: true)
            }
            focus = [(web, db), (app, db2), (app, db)]
        case 14:
            join("v", "w", by: "")
            transitRoute("10.1.0.0/16", pick([["att-w", "att-x"], ["att-x", "att-w"]]))
            focus = [(web, db), (app, db)]
        case 15, 16:
            for table in ["rtb-a1", "rtb-a2"] { put("0.0.0.0/0 tgw-1", into: table) }
            transitRoute("0.0.0.0/0", ["att-x"])
            if chance(30) { put("0.0.0.0/0 igw-x", into: "rtb-c2") }
            join("v", "x", by: "")
            changeAttachment("att-v") { $0.subnets = ["a3", "a2"] }
            if chance(40) { drop("10.0.0.0/16", from: "rtb-c3") }
            focus = [(app, outside), (web, outside)]
        case 17:
            join("v", "w", by: "")
            changeAttachment("att-w") { $0.subnets = ["b3"] }
            inspect("w")
            put("10.1.\(pick([1, 2])).0/24 vpce-fw", into: "rtb-b3")
            focus = [(web, db2), (app, db)]
        case 18:
            network.privateGateways = [("vgw-1", pick(["v", nil, "w"]))]
            for table in tables(of: "v") { put("192.168.0.0/16 vgw-1", into: table) }
            if chance(70) { for table in tables(of: "v") { write(table) } } else { fail("vgw-1") }
            focus = [(app, office), (web, office), (office, app)]
        case 19:
            serve("v")
            put("pl-s3 vpce-s3v", into: pick(["rtb-a2", "rtb-a3"]))
            focus = [(app, service), (service, web)]
        case 20:
            for table in ["rtb-a1", "rtb-a2"] { put("0.0.0.0/0 tgw-1", into: table) }
            transitRoute("0.0.0.0/0", ["att-x"])
            serve("x")
            put("pl-s3 vpce-s3x", into: "rtb-c2")
            join("v", "x", by: "")
            focus = [(app, service), (web, service)]
        case 21:
            standInterfaceEndpoint("b1")
            join("v", "w", by: pick(["pcx-vw", ""]))
            focus = [(app, own("eni-ep")), (own("eni-ep"), web), (own("eni-ep"), db2)]
        case 22:
            reachPrivateNetwork()
            focus = [(app, office), (api, office), (office, web)]
        default:
            peerWithStranger()
            let stranger = NetworkSimulator.End.outside(Address("10.9.0.5"))
            focus = [(app, stranger), (web, stranger), (stranger, web)]
        }
    }

    private mutating func drop(transit own: (table: String, block: String)) {
        guard let place = network.transitTables.firstIndex(where: { $0.name == own.table }) else { return }
        network.transitTables[place].routes.removeAll { $0.block == Block(own.block) }
    }
}
