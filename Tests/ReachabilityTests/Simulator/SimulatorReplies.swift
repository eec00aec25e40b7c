/// An answer from the destination to its source: a packet of its own, which tables and ACLs judge anew.
extension SimulatedRun {
    /// Begins the answer; false where there is none.
    mutating func answers() -> Bool {
        askEgress()
        if isPacketOnly || fault == .replyIgnored || (second != nil && fault == .targetAnswerIgnored) { return false }
        if !isAnswered { return false }
        isReply = true
        return true
    }

    /// Whether an answer is awaited: of ICMP to echo requests alone.
    var isAnswered: Bool {
        switch question.ipProtocol {
        case 1: question.port == 8
        case 58: question.port == 128
        default: true
        }
    }

    private static let natPorts = 1024...65535

    /// The answer from the destination's subnet on.
    mutating func comesBack(from place: String, _ behind: Behind?) {
        let goal = behind == nil ? subnet(source) : behind?.nat.subnet
        if behind != nil, goal == place { return comesOn(behind) }
        let client = behind?.address ?? source.address
        let packet = reply(behind == nil ? clientPorts : Self.natPorts)
        acl(place, isEgress: true, far: client, packet)
        if fault == .peeringNeedsNoRouteBack, cameByPeering { return }
        if fault == .targetTableIgnored, second != nil {
            if let goal, goal != place { acl(goal, isEgress: false, far: destination.address, packet) }
            return
        }
        // What comes from a NAT gateway over a peering is answered to where it came from, even without a route.
        if let behind, cameByPeering, fault != .returnToSenderNeedsRoute, lacksRoute(place, to: client) {
            if let goal { natACL(goal, isEgress: false, far: destination.address, packet) }
            return comesBackThrough(behind)
        }
        // Whether a route to something else takes it from there AWS does not tell.
        if behind != nil, cameByPeering, fault != .returnToSenderNeedsRoute, leadsElsewhere(place, to: client) {
            return check(nil, "EDGE:peeringConnection")
        }
        var course = Course(vpc: vpc(place) ?? "", place: place, from: destination.address, to: client, packet: packet)
        guard let stop = follow(&course) else { return }
        guard case .local = stop else { return stopBack(stop, behind) }
        guard enters(goal, course, behind != nil) else { return }
        comesOn(behind)
    }

    /// Whether the table of a subnet has nothing for an address.
    private func lacksRoute(_ subnet: String, to address: Address) -> Bool {
        var copy = self
        copy.findings = []
        guard let table = copy.table(of: subnet), copy.route(table, to: address) == nil else { return false }
        return copy.findings.contains { $0.code == "NO_ROUTE_TO_DESTINATION:reply" } && copy.choices.open == nil
    }

    /// Whether the table of a subnet sends an address to something that is no peering connection.
    private func leadsElsewhere(_ subnet: String, to address: Address) -> Bool {
        var copy = self
        copy.findings = []
        guard let table = copy.table(of: subnet) else { return false }
        // A route to what is gone is one, too.
        guard let hop = copy.route(table, to: address) else {
            return copy.findings.contains { $0.code == "BAD_STATE_ROUTE:reply" && $0.isFailure }
        }
        switch hop {
        case .local, .peering: return false
        default: return true
        }
    }

    /// The answer enters the subnet of a client or of a NAT gateway; false where it is in another VPC.
    private mutating func enters(_ goal: String?, _ course: Course, _ isNat: Bool) -> Bool {
        guard let goal else { return true }
        guard vpc(goal) == course.vpc else {
            check(false, "NO_ROUTE_TO_DESTINATION")
            return false
        }
        leave(course, into: goal)
        if goal == course.place { return true }
        if isNat {
            natACL(goal, isEgress: false, far: course.from, course.packet)
        } else {
            acl(goal, isEgress: false, far: course.from, course.packet)
        }
        return true
    }

    private mutating func comesOn(_ behind: Behind?) {
        if let behind { comesBackThrough(behind) }
    }

    /// The answer of somebody beyond the VPC's own gateways, which brought the packet there.
    mutating func comesFromOutside(_ behind: Behind?) {
        let far = destination.address
        guard let behind else { return acl(subnet(source) ?? "", isEgress: false, far: far, reply(clientPorts)) }
        if let place = behind.nat.subnet { natACL(place, isEgress: false, far: far, reply(Self.natPorts)) }
        comesBackThrough(behind)
    }

    /// The answer from a NAT gateway on: it still bears the server's address.
    mutating func comesBackThrough(_ behind: Behind) {
        let far = fault == .natReplyFromNat ? behind.address : destination.address
        var course = Course(
            vpc: behind.nat.vpc, place: behind.nat.subnet, from: far, to: source.address, packet: reply(clientPorts))
        if let place = behind.nat.subnet {
            natACL(place, isEgress: true, far: source.address, course.packet)
        } else {
            course.table = network.tables.first { $0.name == behind.nat.table }
            if course.table == nil { return }
        }
        if fault == .natNeedsNoRouteBack, behind.nat.vpc != vpc(subnet(source)) { return }
        guard let stop = follow(&course) else { return }
        guard case .local = stop else { return stopBack(stop) }
        _ = enters(subnet(source), course, false)
    }

    /// The answer at something that does not lead to a client in a VPC.
    mutating func stopBack(_ stop: Stop, _ behind: Behind? = nil) {
        switch stop {
        case .nat(let name) where name != behind?.nat.name:
            if fault != .asymmetricReplyPasses { check(false, "ASYMMETRIC_REPLY") }
        case .interface(let name):
            if let own = interface(name) { sourceDestinationCheck(own) }
            if fault != .applianceIsTransparent { check(nil, "EDGE") }
        case .internet where !source.address.isPublic: check(false, "IGW_DESTINATION_ADDRESS_NOT_IN_RFC1918_EGRESS")
        default: check(nil, "EDGE")
        }
    }
}
