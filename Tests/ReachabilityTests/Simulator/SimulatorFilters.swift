/// What groups and network ACLs do with a packet.
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
        if let own = question.clientPort, fault != .clientPortIgnored { return own...own }
        if second != nil, fault == .nodesAreLinux { return 32768...60999 }
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
                    case .perhaps(let name):
                        if best == false, interface(name)?.groups.contains(named) == true { best = nil }
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
        let isClosed = own.type == "transit_gateway" || (own.type == "nat_gateway" && fault != .natLetsConnectionsIn)
        if isClosed { check(false, "UNSOLICITED") }
        let isNode = fault == .groupsSeeNode || second == nil
        groups(own, isEgress: false, far: isNode ? far : shown(far), seenBehind(who), request)
        listen(name)
    }

    // MARK: Network ACLs

    func looksAtACLs(_ vpc: String?) -> Bool { network.acls.contains { $0.vpc == vpc } }

    /// An ACL at the subnet of a NAT gateway.
    mutating func natACL(_ subnet: String, isEgress: Bool, far: Address, _ packet: Packet) {
        if fault != .natSubnetIgnored { acl(subnet, isEgress: isEgress, far: far, packet) }
    }

    mutating func acl(
        _ subnet: String, isEgress: Bool, far: Address, _ packet: Packet, code: String = "SUBNET_ACL_RESTRICTION"
    ) {
        if second != nil, fault == .nodeACLIgnored, subnet == self.subnet(source) { return }
        let all = network.acls.filter { $0.vpc == vpc(subnet) }
        if all.isEmpty { return }
        let own = all.filter { $0.uses.contains(subnet) }
        let isOpen = network.partly.contains("networkACLs") && fault != .partIsComplete
        let candidates = own.isEmpty && !isOpen ? all.filter { $0.uses.contains("default") } : own
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
        check(outcome, code)
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
}
