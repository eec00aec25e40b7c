/// What is changed in networks of several VPCs.
extension SimulatorNetworks {
    mutating func changeJoined() {
        let tables = network.tables.map(\.name)
        let vpcs = [("v", "w"), ("w", "v"), ("v", "x"), ("x", "v"), ("w", "x"), ("x", "w")]
        let attachments = network.attachments.map(\.name)
        switch Int.random(in: 0..<24, using: &random) {
        case 0...3: changeJoinedACL()
        case 4:
            let (one, other) = pick(vpcs)
            drop(block(of: other), from: pick(self.tables(of: one)))
        case 5:
            let (one, other) = pick(vpcs)
            send(one, other, by: "")
        case 6:
            let (one, other) = pick(vpcs)
            fail(pick(["pcx-vw", "pcx-vx", transitGateway(of: one)]))
            if chance(30) { put("\(block(of: other)) pcx-vw", into: pick(self.tables(of: one))) }
        case 7: failPeering()
        case 8:
            let (one, other) = pick(vpcs)
            let part = Block(block(of: other)).base.text.replacing(".0.0", with: ".\(pick([1, 2])).0/24")
            put("\(part) \(pick([transitGateway(of: one), "pcx-vw", "pcx-wx"]))", into: pick(self.tables(of: one)))
        case 9:
            let places = ["att-v": ["a1", "a2", "a3"], "att-w": ["b1", "b2", "b3"], "att-x": ["c1", "c2", "c3"]]
            let name = pick(["att-v", "att-w", "att-x"])
            let own = places[name] ?? []
            let kept = own.filter { _ in chance(60) }
            setSubnets(name, kept.isEmpty ? [own[0]] : kept)
        case 10:
            let (name, state) = (pick(attachments), pick(["pending", "deleted", "failed"]))
            changeAttachment(name) { $0.state = state }
        case 11:
            let name = pick(attachments)
            let association: SimulatedNetwork.Attachment.Association = chance(60) ? .none : .untold
            changeAttachment(name) { own in for gateway in own.gateways { own.associations[gateway] = association } }
        case 12: associateApart(pick(["att-v", "att-x"]))
        case 13: transitRoute(pick(["10.0.0.0/16", "10.1.0.0/16", "10.1.1.0/24", "10.2.0.0/16"]), [], isBlackhole: true)
        case 14: transitRoute(pick(["10.1.0.0/16", "10.1.2.0/24", "0.0.0.0/0"]), ["att-x"])
        case 15:
            let table = pick(network.transitTables.indices.map { $0 })
            if chance(30) {
                network.transitTables[table].isLoaded = false
            } else if !network.transitTables[table].routes.isEmpty {
                network.transitTables[table].routes.removeFirst()
            }
        case 16:
            let (name, naming) = (pick(["att-v", "att-w", "att-x"]), pick([SimulatedNetwork.Naming.off, .untold]))
            changeAttachment(name) { $0.naming = naming }
        case 17: put("0.0.0.0/0 " + pick(["tgw-1", "nat-1", "igw-1", "pcx-vw"]), into: pick(self.tables(of: "v")))
        case 18: reachPrivateNetwork()
        case 19: serve(pick(["v", "w", "x"]))
        case 20: inspect(pick(["v", "w", "x"]))
        case 21: standInterfaceEndpoint(pick(["b1", "c1", "a2"]))
        case 22: peerWithStranger()
        default:
            switch Int.random(in: 0..<6, using: &random) {
            case 0: network.tables.removeAll { [name = pick(tables)] in $0.name == name }
            case 1: write(pick(tables))
            case 2: network.unlisted.insert(pick(["interfaces", "peeringConnections", "transitGatewayAttachments", "subnets"]))
            case 3:
                network.nats[0].state = pick(["deleted", "pending"])
                fail("nat-1")
            case 4: network.nats[0].shown = nil
            default:
                network.peerings.removeAll { [name = pick(["pcx-vw", "pcx-vx"])] in $0.name == name }
                if chance(50) { network.unlisted.insert("peeringConnections") }
            }
        }
        for place in network.interfaces.indices where chance(5) {
            network.interfaces[place].platform = pick([.linux, .windows])
        }
    }

    mutating func changeJoinedACL() {
        let place = pick(network.subnets)
        use(.init(name: "acl-\(place.name)", vpc: place.vpc, uses: [place.name], entries: entries()))
    }

    mutating func setSubnets(_ name: String, _ subnets: [String]) {
        // One in each zone, as AWS has it.
        var zones: Set<String> = []
        let own = subnets.filter { zones.insert(network.subnet($0)?.zone ?? "").inserted }
        changeAttachment(name) { $0.subnets = own }
    }

    /// Makes a peering one that does not work, with what AWS tells of routes to it, or does not.
    mutating func failPeering() {
        let place = Int.random(in: 0..<network.peerings.count, using: &random)
        network.peerings[place].state = pick(["pending-acceptance", "deleted", "expired"])
        let peering = network.peerings[place]
        switch Int.random(in: 0..<3, using: &random) {
        case 0: fail(peering.name)
        case 1: for table in network.tables where peering.vpcs.contains(table.vpc) { write(table.name) }
        default: break
        }
    }

    /// Makes every route of transit gateways to an attachment a blackhole.
    mutating func failAttachment(_ name: String) {
        for table in network.transitTables.indices {
            for route in network.transitTables[table].routes.indices
            where network.transitTables[table].routes[route].attachments.contains(name) {
                network.transitTables[table].routes[route].isBlackhole = true
            }
        }
    }

    /// Gives an attachment a table of its own, which knows less.
    mutating func associateApart(_ name: String) {
        if network.transitTables.contains(where: { $0.name == "ttable-3" }) { return }
        network.transitTables.append(.init(name: "ttable-3", gateway: "tgw-1"))
        changeAttachment(name) { $0.associations["tgw-1"] = .table("ttable-3") }
        let other = name == "att-v" ? "att-x" : "att-v"
        transitRoute(pick(["10.2.0.0/16", "10.1.0.0/16", "10.0.0.0/16"]), [other], in: "ttable-3")
    }

    /// A way to a network that is neither AWS's nor the internet, from the first VPC.
    mutating func reachPrivateNetwork() {
        if chance(50) {
            if network.privateGateways.isEmpty { network.privateGateways.append(("vgw-1", pick(["v", "v", "w", nil]))) }
            for table in tables(of: "v") where chance(80) {
                put("192.168.0.0/16 vgw-1" + pick(["", " propagated", " blackhole"]), into: table)
            }
            if chance(30) { for table in tables(of: "v") { write(table) } }
        } else {
            let (name, resource) = pick([("att-vpn", "vpn-1"), ("att-dx", "dxgw-1")])
            if !network.attachments.contains(where: { $0.name == name }) {
                network.attachments.append(
                    .init(
                        name: name, gateways: ["tgw-1"], resource: resource, naming: .on,
                        associations: ["tgw-1": .table("ttable-1")]))
            }
            transitRoute("192.168.0.0/16", [name], isPropagated: chance(50), isBlackhole: chance(20))
            for vpc in ["v", "x"] { for table in tables(of: vpc) { put("192.168.0.0/16 tgw-1", into: table) } }
        }
    }

    /// A gateway endpoint, in some tables of a VPC.
    mutating func serve(_ vpc: String) {
        if network.endpoints.contains(where: { $0.vpc == vpc && $0.kind == .gateway }) { return }
        let name = "vpce-s3\(vpc)"
        network.endpoints.append(.init(name: name, vpc: vpc, kind: .gateway, state: chance(90) ? "available" : "deleted"))
        load("pl-s3", [Block("52.218.0.0/17")])
        for table in tables(of: vpc) where chance(70) { put("pl-s3 \(name)", into: table) }
    }

    /// An endpoint with a firewall behind it, in the way from one VPC to others.
    mutating func inspect(_ vpc: String) {
        if network.endpoints.contains(where: { $0.name == "vpce-fw" }) { return }
        let place = pick(network.subnets.filter { $0.vpc == vpc }).name
        network.endpoints.append(.init(name: "vpce-fw", vpc: vpc, kind: .balancer, subnet: place))
        let destination = pick(["0.0.0.0/0", "10.1.0.0/16", "10.0.0.0/16", "10.1.2.0/24", "10.2.1.0/24"])
        put("\(destination) vpce-fw", into: pick(tables(of: vpc)))
    }

    mutating func standInterfaceEndpoint(_ subnet: String) {
        if network.interfaces.contains(where: { $0.name == "eni-ep" }) { return }
        let base = network.subnet(subnet)?.blocks[0].base
        interface("eni-ep", subnet, Address(isIPv6: false, bits: (base?.bits ?? 0) + 60).text, nil, nil)
        network.interfaces[network.interfaces.count - 1].type = "vpc_endpoint"
        let vpc = network.subnet(subnet)?.vpc ?? ""
        network.endpoints.append(.init(name: "vpce-if", vpc: vpc, kind: .interface, subnet: subnet, interface: "eni-ep"))
    }

    /// A peering with a VPC that is not in the input.
    mutating func peerWithStranger() {
        if network.peerings.contains(where: { $0.name == "pcx-9" }) { return }
        network.peerings.append(
            .init(
                name: "pcx-9", vpcs: ["v", "stranger"],
                foreignBlocks: pick([[], [Block("10.9.0.0/16")], [Block("10.9.128.0/17")]])))
        for table in tables(of: "v") { put("10.9.0.0/16 pcx-9", into: table) }
    }
}
