/// Transit gateways: by which subnets a packet enters and leaves them, and which of their tables it meets.
extension SimulatedRun {
    /// An ACL at the subnet of an attachment.
    mutating func transitACL(_ subnet: String, isEgress: Bool, far: Address, _ packet: Packet) {
        if fault != .transitACLIgnored { acl(subnet, isEgress: isEgress, far: far, packet) }
    }

    /// Over a transit gateway into the subnet of another attachment; false where it gets no further, or nobody can tell.
    mutating func crossTransit(_ name: String, _ course: inout Course) -> Bool {
        leave(course, into: nil)
        guard let gateway = network.transitGateways.first(where: { $0.name == name }) else {
            check(nil, "UNKNOWN_RESOURCE:transit-gateway")
            return false
        }
        guard let own = network.attachments.first(where: { $0.gateways.contains(name) && $0.resource == course.vpc }) else {
            check(network.isListed("transitGatewayAttachments") ? false : nil, "BAD_STATE_ATTACHMENT")
            return false
        }
        // Only a table that tells no states leads here.
        if own.state != "available" {
            check(false, "BAD_STATE_ATTACHMENT")
            return false
        }
        guard enterTransit(own, course) else { return false }
        var (here, came) = (gateway, own)
        var isNamed: Bool? = gateway.naming.and(own.naming)
        for _ in 0..<3 {
            guard let next = nextAttachment(here, came, course.to) else { return false }
            if next.resource == nil {
                // To the transit gateway at its other end.
                guard
                    let other = network.transitGateways.first(where: { $0.name != here.name && next.gateways.contains($0.name) })
                else {
                    check(nil, "UNKNOWN_RESOURCE:transit-gateway")
                    return false
                }
                (here, came, isNamed) = (other, next, false)
                continue
            }
            guard let resource = network.vpc(next.resource) else {
                check(nil, "EDGE")
                return false
            }
            if !isReply { keepNames(isNamed.and(next.naming)) }
            // By no subnet it comes out nowhere.
            if next.subnets.isEmpty {
                check(false, "TGW_ROUTE_AZ_RESTRICTION")
                return false
            }
            let exit = next.subnets[choices.choose("\(lookups) exit", next.subnets.count)]
            if fault == .farZoneIsAsked, let zone = network.subnet(subnet(destination))?.zone, !isReply,
                !next.subnets.contains(where: { network.subnet($0)?.zone == zone })
            {
                check(false, "TGW_ROUTE_AZ_RESTRICTION")
            }
            (course.vpc, course.place, course.table, course.isFromTransit) = (resource.name, exit, nil, true)
            return true
        }
        check(nil, "EDGE")
        return false
    }

    /// Keeps what rules may name across a transit gateway: groups of the sender in rules that let in, if that is on, and nothing in others.
    private mutating func keepNames(_ isOn: Bool?) {
        var isOn = isOn
        // Interfaces of endpoints are left out of it.
        if case .interface(let name, _) = destination, interface(name)?.type == "vpc_endpoint" { isOn = false }
        if fault != .namesIgnoreOptions {
            namesSource = isOn == false || namesSource == false ? false : isOn == nil ? nil : namesSource
        }
        if fault != .outboundNamesSurviveTransit { namesDestination = false }
    }

    /// Into a transit gateway by the attachment's subnet in the zone of the sender's.
    private mutating func enterTransit(_ own: SimulatedNetwork.Attachment, _ course: Course) -> Bool {
        let zone = network.subnet(course.place)?.zone
        var entries = own.subnets.filter { network.subnet($0)?.zone == zone }
        // A regional NAT gateway is in every zone.
        if course.place == nil || (entries.isEmpty && fault == .zonesIgnored) { entries = own.subnets }
        if entries.isEmpty {
            check(false, "TGW_ROUTE_AZ_RESTRICTION")
            return false
        }
        let entry = entries[choices.choose("\(lookups) entry", entries.count)]
        transitACL(entry, isEgress: false, far: course.from, course.packet)
        return true
    }

    /// Where the table of an attachment sends an address.
    private mutating func nextAttachment(
        _ gateway: SimulatedNetwork.TransitGateway, _ came: SimulatedNetwork.Attachment, _ to: Address
    ) -> SimulatedNetwork.Attachment? {
        guard let table = transitTable(gateway, came) else { return nil }
        let best = transitRoutes(table, to)
        guard !best.isEmpty else {
            if fault == .transitPeeringLearns,
                let learned = network.attachments.first(where: { $0.resource == nil && $0.gateways.contains(gateway.name) }),
                learned.name != came.name
            {
                return learned
            }
            check(false, "TGW_RTB_NO_ROUTE_TO_TGW_ATTACHMENT")
            return nil
        }
        let winner = best[choices.choose("\(lookups) transit", best.count)]
        let hops = winner.attachments
        let count = fault == .oneHopOfEqualCostCounts ? min(1, hops.count) : hops.count
        let next = count == 0 ? nil : network.attachments.first { $0.name == hops[choices.choose("\(lookups) hop", count)] }
        if winner.isBlackhole {
            // Unless what it led to works, as its own listing tells.
            check(next?.state == "available" ? nil : false, "TGW_RTB_BAD_STATE_ROUTE")
            return nil
        }
        guard let next else {
            check(nil, "UNKNOWN_RESOURCE:transit-gateway-attachment")
            return nil
        }
        if next.state != "available" {
            check(nil, "TGW_RTB_BAD_STATE_ROUTE")
            return nil
        }
        return next
    }

    /// The table that what comes in by an attachment is looked up in.
    private mutating func transitTable(_ gateway: SimulatedNetwork.TransitGateway, _ came: SimulatedNetwork.Attachment)
        -> SimulatedNetwork.TransitTable?
    {
        lookups += 1
        if fault == .associationIsPropagation {
            let found = network.transitTables.first { table in
                table.gateway == gateway.name
                    && table.routes.contains { $0.isPropagated && $0.attachments.contains(came.name) }
            }
            if let found { return found }
        }
        switch came.associations[gateway.name] ?? .none {
        case .table(let name):
            if let found = network.transitTables.first(where: { $0.name == name && $0.isLoaded }) { return found }
            check(nil, "TGW_RTB_ROUTES_ARE_UNKNOWN")
        case .untold: check(nil, "TGW_RTB_ROUTES_ARE_UNKNOWN")
        case .none: check(false, "TGW_ATTACH_MISSING_TGW_RTB_ASSOCIATION")
        }
        return nil
    }

    /// The routes of a table that win for an address.
    private func transitRoutes(_ table: SimulatedNetwork.TransitTable, _ to: Address) -> [SimulatedNetwork.TransitRoute] {
        var fitting = table.routes.filter { $0.block.contains(to) }
        if fault == .transitBlackholeFallsThrough { fitting.removeAll(where: \.isBlackhole) }
        if fault == .firstTransitRouteWins { return Array(fitting.prefix(1)) }
        let longest = fitting.map(\.block.length).max()
        fitting.removeAll { $0.block.length != longest }
        func rank(_ route: SimulatedNetwork.TransitRoute) -> Int {
            route.isPropagated == (fault == .propagatedBeatsStaticInTransit) ? 1 : 0
        }
        let best = fitting.map(rank).max()
        return fitting.filter { rank($0) == best }
    }
}

extension SimulatedNetwork.Naming {
    /// Whether it is on here and there; nil where that is not told.
    func and(_ other: Self) -> Bool? { Bool?.some(true).and(self).and(other) }
}

extension Bool? {
    /// Whether it is on here and there; nil where that is not told.
    func and(_ other: SimulatedNetwork.Naming) -> Bool? {
        switch (self, other) {
        case (false?, _), (_, .off): false
        case (nil, _), (_, .untold): nil
        default: true
        }
    }
}
