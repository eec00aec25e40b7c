/// What route tables do with a packet.
extension SimulatedRun {
    /// Where a route leads.
    enum Hop {
        case local, internet, egressOnly, edge
        case nat(String), interface(String), peering(String), transit(String), privateGateway(String)
        /// By a prefix list only the endpoints are reached that are gateways.
        case endpoint(String, isOfList: Bool)

        init(_ target: String, isOfList: Bool = false) {
            switch target.prefix(3) {
            case "loc": self = .local
            case "igw": self = .internet
            case "eig": self = .egressOnly
            case "nat": self = .nat(target)
            case "eni": self = .interface(target)
            case "pcx": self = .peering(target)
            case "tgw": self = .transit(target)
            case "vgw": self = .privateGateway(target)
            case "vpc": self = .endpoint(target, isOfList: isOfList)
            default: self = .edge
            }
        }
    }

    func looksAtTables(_ vpc: String?) -> Bool { network.tables.contains { $0.vpc == vpc } }

    mutating func table(of subnet: String?) -> SimulatedNetwork.Table? {
        let all = network.tables.filter { $0.vpc == vpc(subnet) }
        var own = all.filter { $0.uses.contains(subnet ?? "") }
        if own.isEmpty, fault == .edgeTableIsSubnets { own = all.filter { $0.uses.contains("igw-1") } }
        let isOpen = network.partly.contains("routeTables") && fault != .partIsComplete
        if own.isEmpty, !isOpen, fault != .mainTableIgnored { own = all.filter { $0.uses.contains("main") } }
        if own.count == 1 { return own[0] }
        let isNone = fault == .missingTableIsNoRoute || (fault == .mainTableIgnored && own.isEmpty)
        check(isNone ? false : nil, isNone ? "NO_ROUTE_TO_DESTINATION" : "UNKNOWN_RESOURCE:route-table")
        return nil
    }

    /// What the table of the internet gateway does with what the gateway brings in.
    mutating func edgeHop(of vpc: String, to address: Address) -> Hop? {
        let own = network.tables.filter { $0.vpc == vpc && $0.uses.contains(network.vpc(vpc)?.gateway ?? "") }
        if fault == .edgeTableIgnored { return .local }
        if own.count == 1 { return route(own[0], to: address) }
        let isOpen = network.partly.contains("routeTables") && fault != .partIsComplete
        if own.isEmpty, !isOpen { return .local }
        check(nil, "UNKNOWN_RESOURCE:route-table")
        return nil
    }

    /// Whether what a route leads to works, as its own listing tells.
    private func works(_ target: String, of vpc: String) -> Bool? {
        switch Hop(target) {
        case .peering:
            return network.peerings.first { $0.name == target }.map { $0.state == "active" || fault == .pendingPeeringCarries }
        case .transit:
            if !network.transitGateways.contains(where: { $0.name == target }) { return nil }
            let own = network.attachments.first { $0.gateways.contains(target) && $0.resource == vpc }
            return own.map { $0.state == "available" } ?? (network.isListed("transitGatewayAttachments") ? false : nil)
        case .privateGateway:
            return network.privateGateways.first { $0.name == target }.map { $0.vpc == vpc || fault == .detachedGatewayIsEdge }
        case .endpoint: return network.endpoints.first { $0.name == target }.map { $0.state == "available" }
        case .internet:
            if target != "igw-1" { return true }
            switch network.gateway {
            case .attached: return true
            case .detached: return fault == .detachedGatewayCarries
            case .unlisted: return nil
            }
        case .egressOnly: return true
        case .nat:
            guard let nat = network.nats.first(where: { $0.name == target }) else { return nil }
            return nat.state == "available" || fault == .natWithoutState
        default: return nil
        }
    }

    private struct Candidate {
        var route: SimulatedNetwork.Route
        var length: Int
        var rank: Int
    }

    /// The routes that fit an address.
    private mutating func candidates(_ table: SimulatedNetwork.Table, _ address: Address) -> [Candidate] {
        let isWithin = network.isIn(table.vpc, address)
        var result: [Candidate] = []
        for (place, route) in table.routes.enumerated() {
            let length: Int
            var rank = route.target == "local" ? 3 : route.isPropagated ? 0 : 2
            if route.isPropagated, fault == .propagatedBeatsWritten { rank = 3 }
            switch route.destination {
            case .block(let block):
                if !block.contains(address) { continue }
                length = block.length
            case .list(let name):
                rank = fault == .listBeatsWritten ? 3 : 1
                if let entries = network.lists.first(where: { $0.name == name })?.entries {
                    guard let longest = entries.filter({ $0.contains(address) }).map(\.length).max() else { continue }
                    length = fault == .listLengthIgnored ? 0 : longest
                } else {
                    // Unknown: it may have the address itself, or nothing that holds it.
                    if isWithin, !["nat", "eni", "vpc"].contains(route.target.prefix(3)) { continue }
                    if fault == .unknownListBlocks {
                        check(false, "NO_ROUTE_TO_DESTINATION")
                        return []
                    }
                    if choices.choose("\(lookups) \(table.name) \(place) list", 2) == 1 { continue }
                    length = address.isIPv6 ? 128 : 32
                }
            }
            if route.isUnsettled, fault != .unsettledRouteIsThere, choices.choose("\(lookups) \(table.name) \(place)", 2) == 1 {
                continue
            }
            result.append(Candidate(route: route, length: length, rank: rank))
        }
        if table.isWritten {
            result += (network.vpc(table.vpc)?.blocks ?? []).filter { $0.contains(address) }.map { block in
                Candidate(route: .init(destination: .block(block), target: "local"), length: block.length, rank: 3)
            }
        }
        return result
    }

    /// Where a table sends an address; nil where that is nowhere, or not known.
    mutating func route(_ table: SimulatedNetwork.Table, to address: Address) -> Hop? {
        lookups += 1
        var fitting = candidates(table, address)
        if fault == .blackholeFallsThrough { fitting.removeAll(where: \.route.isBlackhole) }
        if fitting.contains(where: { $0.route.target == "local" }), fault != .propagatedBeatsLocal {
            fitting.removeAll(where: \.route.isPropagated)
        }
        let longest = fitting.map(\.length).max()
        var best = fitting.filter { $0.length == longest }
        let rank = best.map(\.rank).max()
        best.removeAll { $0.rank != rank }
        if fault == .firstRouteWins { best = Array(fitting.prefix(1)) }
        let targets = Set(best.map(\.route.target))
        if targets.count > 1 { best = [best[choices.choose("\(lookups) \(table.name)", best.count)]] }
        guard let winner = best.first?.route else {
            check(false, "NO_ROUTE_TO_DESTINATION")
            return nil
        }
        let works = works(winner.target, of: table.vpc)
        if winner.isBlackhole {
            check(works == true ? nil : false, "BAD_STATE_ROUTE")
            return nil
        }
        if works == false, !table.isWritten {
            check(nil, "BAD_STATE_ROUTE")
            return nil
        }
        if case .list = winner.destination { return Hop(winner.target, isOfList: true) }
        let hop = Hop(winner.target)
        // What is addressed to an interface is its own, and nothing that it forwards.
        if case .interface(let name) = hop, interface(name)?.addresses.contains(where: { $0.own == address }) == true {
            return .local
        }
        return hop
    }
}
