/// What groups, network ACLs and route tables do with a packet.
extension SimulatedRun {
    /// A packet as a filter sees it: an answer's port may be any of several.
    struct Packet {
        var ipProtocol: Int
        var ports: ClosedRange<Int>
        var code: Int
    }

    var request: Packet { Packet(ipProtocol: question.ipProtocol, ports: question.port...question.port, code: question.code) }

    /// The packet's answer, to a client that uses these ports.
    func reply(_ ports: ClosedRange<Int>) -> Packet {
        switch question.ipProtocol {
        case 6, 17:
            if fault == .replyToServerPort { return request }
            return Packet(ipProtocol: question.ipProtocol, ports: ports, code: 0)
        case 1 where fault != .echoAnswersWithItself: return Packet(ipProtocol: 1, ports: 0...0, code: 0)
        case 58 where fault != .echoAnswersWithItself: return Packet(ipProtocol: 58, ports: 129...129, code: 0)
        default: return request
        }
    }

    /// The ports that the source opens connections from.
    var clientPorts: ClosedRange<Int> {
        guard case .interface(let name, _) = source, fault != .clientsAreAlike else { return 1024...65535 }
        switch interface(name)?.platform {
        case .linux?: return 32768...60999
        case .windows?: return 49152...65535
        default: return 1024...65535
        }
    }

    // MARK: Groups

    mutating func groups(
        _ own: SimulatedNetwork.Interface, isEgress: Bool, far: Address, _ who: Seen, _ packet: Packet
    ) {
        if own.groups.isEmpty { return }
        var best: Bool? = false
        for group in network.groups where own.groups.contains(group.name) {
            for rule in group.rules where rule.isEgress == isEgress {
                guard rule.ipProtocol == -1 || rule.ipProtocol == packet.ipProtocol else { continue }
                if [6, 17].contains(rule.ipProtocol), !rule.ports.contains(packet.ports.lowerBound) { continue }
                switch rule.peer {
                case .block(let block): if block.contains(far) { best = true }
                case .group(let named):
                    switch who {
                    case .interface(let name): if interface(name)?.groups.contains(named) == true { best = true }
                    case .anybody: if best == false { best = nil }
                    case .fromInternet: if fault == .groupsOfTheInternet { best = true }
                    case .nobody: break
                    }
                }
            }
        }
        check(best, "ENI_SG_RULES_MISMATCH")
    }

    /// The destination's groups, where it has an interface.
    mutating func groupsIn(far: Address, _ who: Seen) {
        guard case .interface(let name, _) = destination, let own = interface(name) else {
            if mayBeUnlisted(destination) { check(nil, "UNKNOWN_RESOURCE:network-interface") }
            return
        }
        if own.isNat, fault != .natLetsConnectionsIn { check(false, "UNSOLICITED") }
        groups(own, isEgress: false, far: far, who, request)
    }

    // MARK: Network ACLs

    /// An ACL at the subnet of a NAT gateway.
    mutating func natACL(_ subnet: String, isEgress: Bool, far: Address, _ packet: Packet) {
        if fault != .natSubnetIgnored { acl(subnet, isEgress: isEgress, far: far, packet) }
    }

    mutating func acl(_ subnet: String, isEgress: Bool, far: Address, _ packet: Packet) {
        if network.acls.isEmpty { return }
        let own = network.acls.filter { $0.uses.contains(subnet) }
        let isOpen = network.partly.contains("networkACLs") && fault != .partIsComplete
        let candidates = own.isEmpty && !isOpen ? network.acls.filter { $0.uses.contains("default") } : own
        guard candidates.count == 1 else {
            if fault != .missingACLAllows { check(nil, "UNKNOWN_RESOURCE:network-acl") }
            return
        }
        var entries = candidates[0].entries
        if fault != .entriesInFileOrder { entries.sort { $0.number < $1.number } }
        if fault == .denyWins { entries = entries.filter { !$0.allows } + entries.filter(\.allows) }
        // Where an entry begins or ends its ports, the decision may change.
        var samples: Set<Int> = [packet.ports.lowerBound]
        for entry in entries {
            samples.formUnion([entry.ports.lowerBound, entry.ports.upperBound + 1].filter(packet.ports.contains))
        }
        let decisions = Set(samples.map { allows(entries, isEgress, far, packet, $0) })
        let outcome: Bool? = decisions.count == 1 ? decisions.first : fault == .holeIsNothing ? true : nil
        check(outcome, "SUBNET_ACL_RESTRICTION")
    }

    private func allows(_ entries: [SimulatedNetwork.Entry], _ isEgress: Bool, _ far: Address, _ packet: Packet, _ port: Int)
        -> Bool
    {
        for entry in entries where entry.isEgress == isEgress || fault == .directionIgnored {
            let isForAll = fault == .ipv4EntriesCoverIPv6 && far.isIPv6 && entry.block.length == 0
            guard entry.block.contains(far) || isForAll else { continue }
            guard entry.ipProtocol == -1 || entry.ipProtocol == packet.ipProtocol else { continue }
            switch entry.ipProtocol {
            case 6, 17: if !entry.ports.contains(port) { continue }
            case 1, 58:
                let isTyped = (entry.ipProtocol == 1 || entry.block.base.isIPv6) && fault != .icmpTypesIgnored
                if isTyped, entry.type != -1, entry.type != port || (entry.code != -1 && entry.code != packet.code) { continue }
            case -1: break
            default: if fault == .portsOfEveryProtocol, !entry.ports.contains(port) { continue }
            }
            return entry.allows
        }
        return fault == .lastEntryAllows
    }

    // MARK: Route tables

    /// Where a route leads.
    enum Hop {
        case local, internet, egressOnly, edge
        case nat(String), interface(String)

        init(_ target: String) {
            switch target.prefix(3) {
            case "loc": self = .local
            case "igw": self = .internet
            case "eig": self = .egressOnly
            case "nat": self = .nat(target)
            case "eni": self = .interface(target)
            default: self = .edge
            }
        }
    }

    mutating func table(of subnet: String) -> SimulatedNetwork.Table? {
        var own = network.tables.filter { $0.uses.contains(subnet) }
        if own.isEmpty, fault == .edgeTableIsSubnets { own = network.tables.filter { $0.uses.contains("igw-1") } }
        let isOpen = network.partly.contains("routeTables") && fault != .partIsComplete
        if own.isEmpty, !isOpen, fault != .mainTableIgnored { own = network.tables.filter { $0.uses.contains("main") } }
        if own.count == 1 { return own[0] }
        let isNone = fault == .missingTableIsNoRoute || (fault == .mainTableIgnored && own.isEmpty)
        check(isNone ? false : nil, isNone ? "NO_ROUTE_TO_DESTINATION" : "UNKNOWN_RESOURCE:route-table")
        return nil
    }

    /// What the table of the internet gateway does with what the gateway brings in.
    mutating func edgeHop(to address: Address) -> Hop? {
        let own = network.tables.filter { $0.uses.contains("igw-1") }
        if fault == .edgeTableIgnored { return .local }
        if own.count == 1 { return route(own[0], to: address) }
        let isOpen = network.partly.contains("routeTables") && fault != .partIsComplete
        if own.isEmpty, !isOpen { return .local }
        check(nil, "UNKNOWN_RESOURCE:route-table")
        return nil
    }

    /// Whether what a route leads to works, as its own listing tells.
    private func works(_ target: String) -> Bool? {
        switch Hop(target) {
        case .internet:
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
        let isWithin = isInVpc(address)
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
            result += network.blocks.filter { $0.contains(address) }.map { block in
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
        let works = works(winner.target)
        if winner.isBlackhole {
            check(works == true ? nil : false, "BAD_STATE_ROUTE")
            return nil
        }
        if works == false, !table.isWritten {
            check(nil, "BAD_STATE_ROUTE")
            return nil
        }
        return Hop(winner.target)
    }
}
