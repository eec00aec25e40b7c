import CoreModel

/// The rules of both sides, held against concrete hosts, addresses and up to 64 protocols and ports at a time.
struct OracleFlows {
    let inventory: Inventory
    let version: IPVersion
    let traffic: [OracleTraffic]
    let cells: OracleCells
    private let all: UInt64
    /// For each rule of the inventory what it lets through; nothing where the rule does not hold.
    private let letThrough: [UInt64]
    /// Which of this traffic no group filters, for each address that has a meaning of its own.
    private let services: [UInt128: UInt64]
    /// The same for AWS's own resolver.
    private let dns: UInt64

    init(inventory: Inventory, version: IPVersion, traffic: [OracleTraffic], cells: OracleCells, absentRules: Set<Int>) {
        self.inventory = inventory
        self.version = version
        self.traffic = traffic
        self.cells = cells
        all = traffic.count == 64 ? .max : (1 << UInt64(traffic.count)) - 1
        letThrough = inventory.rules.enumerated().map { place, rule in
            absentRules.contains(place) ? 0 : Self.mask(traffic) { $0.isCovered(by: rule.traffic) }
        }
        var services: [UInt128: UInt64] = [:]
        for service in OracleAddresses.services where service.address.version == version {
            services[service.address.bits, default: 0] |= Self.mask(traffic) {
                service.protocols.contains($0.number) && service.port == $0.port
            }
        }
        self.services = services
        dns = Self.mask(traffic) { [6, 17].contains($0.number) && $0.port == 53 }
    }

    /// What the rules of one end see of the other.
    private struct Seen {
        var host: OracleHost
        var address: UInt128
        /// "No rule that names a group counts" where an end was asked by a public address.
        var groupsCount = true
    }

    /// Tries every source with every destination; an interface with itself only where a second one like it stands in.
    ///
    /// An interface without an address of the family has an answer of its own, blocked: with others of its instance or of its
    /// group it depends.
    func judge(_ sources: [OraclePoint], _ destinations: [OraclePoint], withSecondOne: Bool, into tally: inout OracleTally) {
        let sourceHosts = sources.map(\.host).distinct
        let destinationHosts = destinations.map(\.host).distinct
        let egress = sourceHosts.map { host in
            destinations.map { side(host, .egress, Seen(host: $0.host, address: $0.address)) }
        }
        let ingress = destinationHosts.map { host in
            sources.map { side(host, .ingress, Seen(host: $0.host, address: $0.address)) }
        }
        let sourceRows = sources.map { sourceHosts.firstIndex(of: $0.host) ?? 0 }
        let destinationRows = destinations.map { destinationHosts.firstIndex(of: $0.host) ?? 0 }
        for (i, source) in sources.enumerated() {
            for (j, destination) in destinations.enumerated() {
                if !withSecondOne, source.isSame(as: destination) { continue }
                if source.cannotBeMet || destination.cannotBeMet {
                    tally.fails = true
                } else if source.isAskedByPublicAddress || destination.isAskedByPublicAddress {
                    judgeByPublicAddresses(source, destination, into: &tally)
                } else if isResolver(destination, of: source) {
                    let egress = side(source.host, .egress, Seen(host: .outside, address: destination.address))
                    count(egress, .everything, unfiltered(source, destination), into: &tally)
                } else {
                    count(egress[sourceRows[i]][j], ingress[destinationRows[j]][i], unfiltered(source, destination), into: &tally)
                }
                if tally.passes && tally.fails { return }
            }
        }
    }

    private func count(_ egress: OracleMask, _ ingress: OracleMask, _ unfiltered: UInt64, into tally: inout OracleTally) {
        if all & (egress.possible & ingress.possible | unfiltered) != 0 { tally.passes = true }
        if all & (egress.certain & ingress.certain | unfiltered) != all { tally.fails = true }
    }

    /// "CIDR rules see the address asked, and the other end's public address, which is unknown unless loaded".
    private func judgeByPublicAddresses(_ source: OraclePoint, _ destination: OraclePoint, into tally: inout OracleTally) {
        for from in source.publicAddresses ?? unknownAddress {
            for to in destination.publicAddresses ?? unknownAddress {
                let egress = side(source.host, .egress, Seen(host: destination.host, address: to, groupsCount: false))
                let ingress = side(destination.host, .ingress, Seen(host: source.host, address: from, groupsCount: false))
                count(egress, ingress, unfiltered(source, destination), into: &tally)
                if tally.passes && tally.fails { return }
            }
        }
    }

    /// "0.0.0.0/0 covers it, anything narrower depends": nothing at all is known of it.
    private var unknownAddress: [UInt128] { cells.representatives(of: [0...version.largest]) }

    /// "What security groups do not filter is allowed whatever the rules say, on its port".
    private func unfiltered(_ source: OraclePoint, _ destination: OraclePoint) -> UInt64 {
        // An interface never has such an address, and no list that is not loaded is taken to hold one.
        guard destination.host.isNoInterface else { return 0 }
        return services[destination.address, default: 0] | (isResolver(destination, of: source) ? dns : 0)
    }

    /// Whether an address that no interface is known to have is the base of the source's VPC plus two: AWS's own resolver.
    private func isResolver(_ destination: OraclePoint, of source: OraclePoint) -> Bool {
        guard version == .v4, destination.host.isUnlisted, !source.vpc.isNone,
            let vpc = inventory.vpcs.first(where: { $0.id == source.vpc }),
            let primary = vpc.networks.first(where: { $0.version == .v4 })
        else { return false }
        return primary.address.bits + 2 == destination.address
    }

    // MARK: A side

    /// What one end's rules let through to, or in from, what they see.
    private func side(_ host: OracleHost, _ direction: Direction, _ seen: Seen) -> OracleMask {
        switch host {
        case .outside: return .everything
        case .unknown: return OracleMask(certain: 0, possible: .max)
        case .unlisted(let isTold): return isTold ? .everything : OracleMask(certain: 0, possible: .max)
        case .carrying(let groups):
            if groups.isEmpty { return .everything }
            var result = OracleMask()
            for group in groups.map({ inventory[$0] }) {
                if group.knowledge(direction) != .complete { result.possible = .max }
                for place in direction == .egress ? group.egress : group.ingress {
                    guard letThrough[place] != 0, let isCertain = covers(inventory.rules[place].peer, seen) else { continue }
                    result.possible |= letThrough[place]
                    if isCertain { result.certain |= letThrough[place] }
                }
            }
            return result
        }
    }

    private static func mask(_ traffic: [OracleTraffic], _ isIn: (OracleTraffic) -> Bool) -> UInt64 {
        var result: UInt64 = 0
        for (bit, point) in traffic.enumerated() where isIn(point) { result |= 1 << UInt64(bit) }
        return result
    }

    /// Whether a peer covers what is seen: true for certain, false perhaps, nil never.
    private func covers(_ peer: Peer, _ seen: Seen) -> Bool? {
        if let network = inventory.network(of: peer) {
            return network.version == version && network.range.contains(seen.address) ? true : nil
        }
        if let list = inventory.prefixList(of: peer) {
            guard let entries = list.entries else { return list.version == nil || list.version == version ? false : nil }
            return entries.contains { $0.version == version && $0.range.contains(seen.address) } ? true : nil
        }
        guard let reference = inventory.reference(of: peer), seen.groupsCount else { return nil }
        let status = inventory[reference.peeringStatus]
        if reference.isStale || !(status.isEmpty || status == "active") { return nil }
        switch seen.host {
        case .carrying(let groups): return groups.contains(reference.group) ? true : nil
        case .outside: return nil
        case .unknown: return false
        case .unlisted(let isTold): return mayCarry(reference, seen.address, isTold: isTold) ? false : nil
        }
    }

    /// Whether an address that no interface is known to have may be one of an interface that carries a group.
    ///
    /// Where a listing would tell, only a group that is not in the inventory; else any group of a VPC that can hold the address.
    private func mayCarry(_ reference: GroupReference, _ address: UInt128, isTold: Bool) -> Bool {
        let group = inventory[reference.group]
        if group.knowledge == .absent { return true }
        if isTold { return false }
        guard !group.vpc.isNone, let vpc = inventory.vpcs.first(where: { $0.id == group.vpc }), !vpc.networks.isEmpty
        else { return true }
        if let primary = vpc.networks.first(where: { $0.version == .v4 }), primary.address.bits + 2 == address { return false }
        return vpc.networks.contains { $0.version == version && $0.range.contains(address) }
    }
}

extension [OracleHost] {
    /// Each host once, in the order of first appearance.
    var distinct: [OracleHost] {
        var seen = Set<OracleHost>()
        return filter { seen.insert($0).inserted }
    }
}
