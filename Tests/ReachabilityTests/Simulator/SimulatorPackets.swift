/// A packet from its source to its destination.
extension SimulatedRun {
    mutating func start() {
        if case .outside = source {
            comesIn()
        } else {
            goesOut()
            askEgress()
        }
    }

    private mutating func goesOut() {
        let (from, to) = (source.address, destination.address)
        if isReserved(source) || isReserved(destination) {
            let router = network.subnet(subnet(source))?.blocks.contains { $0.base.bits + 1 == to.bits }
            check(subnet(source) == subnet(destination) && router == true ? nil : false, "NO_POSSIBLE_DESTINATION")
            return
        }
        if mayBeUnlisted(source) { check(nil, "UNKNOWN_RESOURCE:network-interface") }
        if case .interface(let name, _) = source, let own = interface(name) {
            if own.type != nil, fault != .endpointOpensConnections || own.type == "nat_gateway" {
                check(false, "VPCE_INTRA_VPC_TRAFFIC")
            }
            owesEgress = true
        }
        guard let own = subnet(source), looksAtTables(vpc(own)) || looksAtACLs(vpc(own)) else {
            groupsIn(far: from, seen(source))
            return
        }
        if own == subnet(destination) {
            if fault == .aclInsideSubnet {
                acl(own, isEgress: true, far: to, request)
                acl(own, isEgress: false, far: from, request)
            }
            judgeWithin(own)
            groupsIn(far: from, seen(source))
            return
        }
        acl(own, isEgress: true, far: to, request)
        if !looksAtTables(vpc(own)) {
            if let other = subnet(destination) { acl(other, isEgress: false, far: from, request) }
            groupsIn(far: from, seen(source))
            guard answers() else { return }
            if let other = subnet(destination) { acl(other, isEgress: true, far: from, reply(clientPorts)) }
            acl(own, isEgress: false, far: to, reply(clientPorts))
            return
        }
        pass(Course(vpc: vpc(own) ?? "", place: own, from: from, to: to, packet: request), seen(source), nil)
    }

    /// Asks the source's groups, once.
    mutating func askEgress() {
        guard owesEgress, case .interface(let name, _) = source, let own = interface(name) else { return }
        owesEgress = false
        if second != nil, fault == .balancerEgressIgnored { return }
        let wasReply = isReply
        isReply = false
        groups(own, isEgress: true, far: destination.address, sight(seen(destination), namesDestination), request)
        isReply = wasReply
    }

    /// Whoever is at the other end, as far as rules may name it.
    func sight(_ who: Seen, _ isNamed: Bool?) -> Seen {
        switch (who, isNamed) {
        case (_, true?), (.anybody, nil): who
        case (.interface(let name), nil): .perhaps(name)
        default: .nobody
        }
    }

    /// Through what does not keep references.
    mutating func loseNames() { (namesSource, namesDestination) = (false, false) }

    /// The packet from a table on, and where that leads.
    mutating func pass(_ start: Course, _ sender: Seen, _ behind: Behind?) {
        var course = start
        guard let stop = follow(&course) else {
            if course.isAtEdge, answers() { comesFromOutside(behind) }
            return
        }
        switch stop {
        case .local: deliver(course, sender, behind)
        case .internet: leaveByInternetGateway(course, behind)
        case .egressOnly: leaveByEgressOnlyGateway(course)
        case .endpoint:
            if answers() { comesFromOutside(behind) }
        case .nat(let name):
            if let behind {
                let isItself = behind.nat.name == name
                check(isItself ? false : nil, isItself ? "NAT_IN_OWN_SUBNET" : "EDGE")
            } else {
                translate(by: name, course)
            }
        case .interface(let name): forward(by: name, course, sender, behind)
        }
    }

    private mutating func deliver(_ course: Course, _ sender: Seen, _ behind: Behind?) {
        guard let other = subnet(destination) else {
            leave(course, into: nil)
            nobody()
            groupsIn(far: course.from, sight(sender, namesSource))
            return
        }
        leave(course, into: other)
        if course.place != other || (course.isFromTransit && fault == .transitACLWithinSubnet) {
            acl(other, isEgress: false, far: fault == .aclSeesNode ? course.from : shown(course.from), request)
        }
        groupsIn(far: course.from, sight(sender, namesSource))
        guard answers() else { return }
        if let client = second?.client { answersClient(client, from: other) } else { comesBack(from: other, behind) }
    }

    /// An address in a block of a VPC that no subnet holds.
    mutating func nobody() {
        if fault == .everyAddressIsSomebody { return }
        let isOpen = network.unlisted.contains("subnets") || network.partly.contains("subnets")
        check(isOpen ? nil : false, "NO_POSSIBLE_DESTINATION")
    }

    // MARK: NAT gateways and appliances

    /// Through a NAT gateway, which everything but what came over a transit gateway has to be of the VPC of.
    private mutating func translate(by name: String, _ course: Course) {
        guard let nat = network.nats.first(where: { $0.name == name }) else {
            check(nil, "UNKNOWN_RESOURCE:nat-gateway")
            return
        }
        leave(course, into: nat.subnet)
        loseNamesBehindNat()
        if let place = nat.subnet, place == course.place {
            if fault != .natInOwnSubnetPasses { check(false, "NAT_IN_OWN_SUBNET") }
            return
        }
        if course.isFromTransit, fault == .natRefusesTransit { return check(false, "NGW_REQUIRES_SOURCE_IN_VPC") }
        if let place = nat.subnet { natACL(place, isEgress: false, far: course.from, request) }
        if ![1, 6, 17].contains(question.ipProtocol), fault != .natCarriesEverything { check(false, "PROTOCOL_RESTRICTION") }
        // Only a table that tells no states leads here.
        if nat.state != "available", fault != .natWithoutState { check(false, "BAD_STATE") }
        // NAT64 is not followed.
        if course.from.isIPv6 { return check(nil, "EDGE") }
        let count = fault == .oneNatAddressCounts ? 1 : nat.addresses.count
        let behind = Behind(nat: nat, address: nat.addresses[choices.choose(name, count)])
        let sender: Seen = fault == .groupsBehindNat ? seen(source) : .nobody
        let isShown = fault == .natShowsElasticAddress && !destination.address.isPublic
        let from = isShown ? nat.shown ?? behind.address : behind.address
        var next = Course(vpc: nat.vpc, place: nat.subnet, from: from, to: course.to, packet: request)
        guard let place = nat.subnet else {
            next.table = network.tables.first { $0.name == nat.table }
            if next.table == nil { return check(nil, "UNKNOWN_RESOURCE:nat-gateway") }
            return pass(next, sender, behind)
        }
        if subnet(destination) == place {
            groupsIn(far: from, sender)
            if answers() { comesBackThrough(behind) }
            return
        }
        natACL(place, isEgress: true, far: course.to, request)
        pass(next, sender, behind)
    }

    private mutating func loseNamesBehindNat() {
        if fault != .groupsBehindNat { loseNames() }
    }

    mutating func sourceDestinationCheck(_ own: SimulatedNetwork.Interface) {
        if fault == .sourceDestinationCheckIgnored || own.check == .off { return }
        check(own.check == .on ? false : nil, "ENI_SOURCE_DEST_CHECK_RESTRICTION")
    }

    /// Through an appliance, which sends the packet as it came or with an address of its own: closed where none of it gets on.
    mutating func forward(by name: String, _ course: Course, _ sender: Seen, _ behind: Behind?) {
        if fault == .applianceIsTransparent { return }
        guard let appliance = interface(name), !appliances.contains(name) else { return check(nil, "EDGE") }
        leave(course, into: appliance.subnet)
        if appliance.subnet != course.place { acl(appliance.subnet, isEgress: false, far: course.from, request) }
        sourceDestinationCheck(appliance)
        groups(appliance, isEgress: false, far: course.from, sight(sender, namesSource), request)
        loseNames()
        let to = destination.address
        let addresses = appliance.addresses.map(\.own).filter { $0.isIPv6 == to.isIPv6 }
        if addresses.isEmpty { return check(nil, "EDGE") }
        var ends: [[(isFailure: Bool, code: String)]] = []
        for (sent, translated) in [(course.from, behind)] + addresses.map({ ($0, nil) }) {
            var part = self
            (part.findings, part.isPacketOnly, part.owesEgress) = ([], true, false)
            part.appliances.insert(name)
            part.groups(appliance, isEgress: true, far: to, seen(destination), request)
            if appliance.subnet == subnet(destination) {
                part.groupsIn(far: sent, .nobody)
            } else {
                part.acl(appliance.subnet, isEgress: true, far: to, request)
                let next = Course(vpc: vpc(appliance.subnet) ?? "", place: appliance.subnet, from: sent, to: to, packet: request)
                part.pass(next, .nobody, translated)
            }
            choices = part.choices
            ends.append(part.findings)
        }
        if ends.allSatisfy({ $0.contains(where: \.isFailure) }) {
            findings += ends[0]
        } else {
            check(nil, "EDGE")
        }
    }
}
