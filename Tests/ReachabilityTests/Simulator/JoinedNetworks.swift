/// Random networks of several VPCs: three with what joins each two of them, in which some things are changed.
extension SimulatorNetworks {
    /// A network of several VPCs.
    mutating func nextJoined() -> SimulatedNetwork {
        network = SimulatedNetwork()
        let hasScene = chance(60)
        joinedScenes += hasScene ? 1 : 0
        // Some scenes are of two regions.
        let isFar = hasScene ? sceneIsFar : chance(25)
        placeJoined(isFar: isFar)
        network.acls = network.vpcs.map { .init(name: "acl-\($0.name)", vpc: $0.name, uses: ["default"], entries: openEntries) }
        network.groups = [.init(name: "open", rules: openRules)]
        network.groups += ["strict", "tight"].map { .init(name: $0, rules: rules()) }
        joinByTransitGateways(isFar: isFar)
        for (one, other) in [("v", "w"), ("v", "x"), ("w", "x")] {
            network.peerings.append(.init(name: "pcx-\(one)\(other)", vpcs: [one, other]))
            join(one, other, by: chance(50) ? "pcx-\(one)\(other)" : "")
        }
        for _ in 0..<Int.random(in: hasScene ? 0...1 : 1...3, using: &random) { changeJoined() }
        for place in network.interfaces.indices where network.interfaces[place].type == nil && chance(hasScene ? 5 : 20) {
            network.interfaces[place].groups = pick([["strict"], ["tight"], ["strict", "open"], []])
        }
        focus = []
        if hasScene { joinedScene() }
        for attachment in network.attachments where attachment.state != "available" { failAttachment(attachment.name) }
        return network
    }

    /// Three VPCs with their subnets, interfaces and tables.
    private mutating func placeJoined(isFar: Bool) {
        let account = chance(30) ? "2" : "1"
        network.vpcs = [
            .init(name: "v", blocks: [Block("10.0.0.0/16")]),
            .init(
                name: "w", account: account, region: isFar ? "us-east-1" : "eu-west-1", blocks: [Block("10.1.0.0/16")],
                gateway: "igw-w"),
            .init(name: "x", blocks: [Block("10.2.0.0/16")], gateway: "igw-x"),
        ]
        let (one, two) = isFar ? ("use1-az1", "use1-az2") : ("euw1-az1", "euw1-az2")
        let places = [
            ("a1", "v", "10.0.1.0/24", "euw1-az1"), ("a2", "v", "10.0.2.0/24", "euw1-az2"),
            ("a3", "v", "10.0.3.0/24", "euw1-az1"),
            ("b1", "w", "10.1.1.0/24", one), ("b2", "w", "10.1.2.0/24", two), ("b3", "w", "10.1.3.0/24", two),
            ("c1", "x", "10.2.1.0/24", "euw1-az1"), ("c2", "x", "10.2.2.0/24", "euw1-az1"),
            ("c3", "x", "10.2.3.0/24", "euw1-az1"),
        ]
        network.subnets = places.map { .init(name: $0.0, vpc: $0.1, zone: $0.3, blocks: [Block($0.2)]) }
        table("rtb-a1", ["a1"], chance(60) ? ["0.0.0.0/0 igw-1"] : [])
        table("rtb-a2", ["a2"], chance(60) ? ["0.0.0.0/0 nat-1"] : [])
        table("rtb-a3", ["a3"], ["0.0.0.0/0 igw-1"])
        table("rtb-b", ["main"], chance(20) ? ["0.0.0.0/0 igw-w"] : [], of: "w")
        table("rtb-b3", ["b3"], [], of: "w")
        table("rtb-c", ["main"], [], of: "x")
        table("rtb-c2", ["c2"], ["0.0.0.0/0 nat-x"], of: "x")
        table("rtb-c3", ["c3"], ["0.0.0.0/0 igw-x"], of: "x")
        interface("web", "a1", "10.0.1.10", "198.51.100.10", nil)
        interface("web2", "a1", "10.0.1.12", nil, nil)
        interface("app", "a2", "10.0.2.20", nil, nil)
        interface("eni-nat", "a3", "10.0.3.30", "198.51.100.30", nil)
        interface("db", "b1", "10.1.1.40", nil, nil)
        interface("db2", "b2", "10.1.2.41", chance(20) ? "198.51.100.41" : nil, nil)
        interface("api", "c1", "10.2.1.50", nil, nil)
        interface("eni-natx", "c3", "10.2.3.30", "198.51.100.32", nil)
        for place in network.interfaces.indices where network.interfaces[place].name.hasPrefix("eni-nat") {
            (network.interfaces[place].type, network.interfaces[place].groups) = ("nat_gateway", [])
        }
        network.nats = [
            .init(name: "nat-1", subnet: "a3", addresses: [Address("10.0.3.30")], shown: Address("198.51.100.30")),
            .init(name: "nat-x", subnet: "c3", vpc: "x", addresses: [Address("10.2.3.30")], shown: Address("198.51.100.32")),
        ]
    }

    /// A transit gateway in each region, with what is attached, and tables that know every VPC.
    private mutating func joinByTransitGateways(isFar: Bool) {
        let namings: [SimulatedNetwork.Naming] = [.on, .on, .off, .untold]
        network.transitGateways = [.init(name: "tgw-1", naming: pick(namings))]
        attach("att-v", "v", ["a3", "a2"], to: "tgw-1", "ttable-1")
        attach("att-w", "w", ["b1", "b3"], to: isFar ? "tgw-2" : "tgw-1", isFar ? "ttable-2" : "ttable-1")
        attach("att-x", "x", ["c2"], to: "tgw-1", "ttable-1")
        network.transitTables = [.init(name: "ttable-1", gateway: "tgw-1")]
        for (name, block) in [("att-v", "10.0.0.0/16"), ("att-x", "10.2.0.0/16")] {
            transitRoute(block, [name], isPropagated: true)
        }
        guard isFar else { return transitRoute("10.1.0.0/16", ["att-w"], isPropagated: true) }
        network.transitGateways.append(.init(name: "tgw-2", region: "us-east-1", naming: .on))
        network.transitTables.append(.init(name: "ttable-2", gateway: "tgw-2"))
        network.attachments.append(.init(name: "att-p", gateways: ["tgw-1", "tgw-2"]))
        network.attachments[3].associations = ["tgw-1": .table("ttable-1"), "tgw-2": .table("ttable-2")]
        transitRoute("10.1.0.0/16", ["att-p"])
        transitRoute("10.1.0.0/16", ["att-w"], isPropagated: true, in: "ttable-2")
        for block in ["10.0.0.0/16", "10.2.0.0/16"] { transitRoute(block, ["att-p"], in: "ttable-2") }
    }

    private mutating func attach(_ name: String, _ vpc: String, _ subnets: [String], to gateway: String, _ table: String) {
        network.attachments.append(
            .init(name: name, gateways: [gateway], resource: vpc, subnets: subnets, associations: [gateway: .table(table)]))
    }

    /// Puts a route into a transit gateway's table; one of the same destination and origin goes.
    mutating func transitRoute(
        _ block: String, _ attachments: [String], isPropagated: Bool = false, isBlackhole: Bool = false,
        in table: String = "ttable-1"
    ) {
        guard let place = network.transitTables.firstIndex(where: { $0.name == table }) else { return }
        let block = Block(block)
        network.transitTables[place].routes.removeAll { $0.block == block && $0.isPropagated == isPropagated }
        network.transitTables[place].routes.insert(
            .init(block: block, attachments: attachments, isPropagated: isPropagated, isBlackhole: isBlackhole),
            at: Int.random(in: 0...network.transitTables[place].routes.count, using: &random))
    }

    // MARK: Joining

    /// The tables of a VPC.
    func tables(of vpc: String) -> [String] { network.tables.filter { $0.vpc == vpc }.map(\.name) }

    /// The transit gateway that a VPC is attached to.
    func transitGateway(of vpc: String) -> String {
        network.attachments.first { $0.resource == vpc }?.gateways.first ?? "tgw-1"
    }

    /// Sends what a VPC has for another one over a peering, or over its transit gateway where that is "".
    mutating func send(_ one: String, _ other: String, by target: String) {
        for table in tables(of: one) {
            put("\(block(of: other)) \(target.isEmpty ? transitGateway(of: one) : target)", into: table)
        }
    }

    mutating func join(_ one: String, _ other: String, by target: String) {
        send(one, other, by: target)
        send(other, one, by: target)
    }

    func block(of vpc: String) -> String { network.vpc(vpc)?.blocks.first?.text ?? "" }

    mutating func drop(_ destination: String, from table: String) {
        guard let place = network.tables.firstIndex(where: { $0.name == table }) else { return }
        network.tables[place].routes.removeAll { $0.destination == .block(Block(destination)) }
    }

    mutating func changeAttachment(_ name: String, _ change: (inout SimulatedNetwork.Attachment) -> Void) {
        if let place = network.attachments.firstIndex(where: { $0.name == name }) { change(&network.attachments[place]) }
    }
}
