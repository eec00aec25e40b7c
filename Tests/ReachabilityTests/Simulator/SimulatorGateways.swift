/// In and out by the gateways of a VPC.
extension SimulatedRun {
    /// How a packet meets Block Public Access.
    enum Use { case comesIn, goesOut, goesOutOnly }

    mutating func publicAccess(_ vpc: String, _ place: String?, _ use: Use) {
        let own = network.vpc(vpc)
        guard let mode = network.blockMode, mode != "off", own?.account == "1", own?.region == "eu-west-1" else { return }
        let named = network.exclusions.first { $0.resource == place } ?? network.exclusions.first { $0.resource == vpc }
        let exclusion = (fault == .anyExclusionHelps ? network.exclusions.first : named)?.mode
        if exclusion == "allow-bidirectional" { return }
        if mode == "block-ingress" {
            let letsOut = use == .goesOutOnly || (use == .goesOut && fault == .ingressBlockLetsOut)
            check(letsOut, "VPC_BLOCK_PUBLIC_ACCESS_ENABLED")
        } else {
            check(exclusion == "allow-egress" && use == .goesOutOnly, "VPC_BLOCK_PUBLIC_ACCESS_ENABLED")
        }
    }

    /// Whether an internet gateway or an egress-only one drops the destination.
    private mutating func dropsDestination() -> Bool {
        let to = destination.address
        if to.isPublic || fault == .privateAddressesPassGateway { return false }
        check(false, "IGW_DESTINATION_ADDRESS_NOT_IN_RFC\(to.isShared ? 6598 : 1918)_EGRESS")
        return true
    }

    private mutating func firewall(_ vpc: String) {
        if network.hasFirewall, vpc == SimulatedNetwork.one, fault != .firewallIgnored { check(nil, "EDGE:firewall") }
    }

    /// Whether AWS's own listing of a table says that a target works.
    func isSaidToWork(_ target: String) -> Bool {
        network.tables.contains { table in
            !table.isWritten && table.routes.contains { $0.target == target && !$0.isBlackhole }
        }
    }

    mutating func leaveByInternetGateway(_ course: Course, _ behind: Behind?) {
        let from = course.from
        leave(course, into: nil)
        switch network.gateway {
        case _ where course.vpc != SimulatedNetwork.one, .attached: break
        case .detached: check(fault == .detachedGatewayCarries, "BAD_STATE_ATTACHMENT")
        case .unlisted: check(isSaidToWork("igw-1") ? true : nil, "UNKNOWN_RESOURCE:internet-gateway")
        }
        if dropsDestination() { return }
        if !network.isIn(course.vpc, from) {
            // Of another VPC, or of an appliance's clients.
            if fault != .gatewayCarriesOthers { check(false, "IGW_PUBLIC_IP_ASSOCIATION_FOR_EGRESS:source") }
            return
        }
        if from.isIPv6 {
            check(from.isPublic, "IGW_PUBLIC_IP_ASSOCIATION_FOR_EGRESS")
        } else if let behind {
            let isShown = behind.nat.shown != nil || fault == .privateNatReachesInternet
            check(isShown, "IGW_PUBLIC_IP_ASSOCIATION_FOR_EGRESS")
        } else {
            let appliance = network.interfaces.first { own in
                appliances.contains(own.name) && own.addresses.contains { $0.own == from }
            }
            check(isShown(appliance.map { .interface($0.name, from) } ?? source), "IGW_PUBLIC_IP_ASSOCIATION_FOR_EGRESS")
        }
        publicAccess(course.vpc, course.place, behind == nil ? .goesOut : .goesOutOnly)
        firewall(course.vpc)
        if isRedirected(course.vpc, from) { return check(false, "INGRESS_RTB_TRAFFIC_REDIRECTION") }
        guard answers() else { return }
        guard let hop = edgeHop(of: course.vpc, to: from) else { return }
        switch hop {
        case .local: comesFromOutside(behind)
        case .interface(let name): stopBack(.interface(name))
        case .nat(let name): stopBack(.nat(name))
        default: check(nil, "EDGE")
        }
    }

    /// Whether the gateway's table hands the sender's address to an appliance that the packet did not pass.
    private func isRedirected(_ vpc: String, _ from: Address) -> Bool {
        let edges = network.tables.filter { $0.vpc == vpc && $0.uses.contains(network.vpc(vpc)?.gateway ?? "") }
        guard fault != .edgeTableIgnored, edges.count == 1 else { return false }
        var copy = self
        switch copy.route(edges[0], to: from) {
        case .interface(let name)?: return !appliances.contains(name)
        default: return false
        }
    }

    mutating func leaveByEgressOnlyGateway(_ course: Course) {
        leave(course, into: nil)
        check(course.from.isPublic, "IGW_PUBLIC_IP_ASSOCIATION_FOR_EGRESS")
        if dropsDestination() { return }
        publicAccess(course.vpc, course.place, .goesOutOnly)
        firewall(course.vpc)
        if answers() { acl(subnet(source) ?? "", isEgress: false, far: destination.address, reply(clientPorts)) }
    }

    // MARK: In

    mutating func comesIn() {
        let (from, to) = (source.address, destination.address)
        if mayBeUnlisted(source) { check(nil, "UNKNOWN_RESOURCE:network-interface") }
        if isReserved(destination) { return check(false, "NO_POSSIBLE_DESTINATION") }
        guard let own = subnet(destination), let vpc = vpc(own), looksAtTables(vpc) || looksAtACLs(vpc) else {
            return groupsIn(far: from, seen(source))
        }
        if !looksAtTables(vpc) {
            acl(own, isEgress: false, far: from, request)
            groupsIn(far: from, seen(source))
            if answers() { acl(own, isEgress: true, far: from, reply(1024...65535)) }
            return
        }
        if isInVpc(from) {
            nobody()
            return comesFromPrivateNetwork(vpc, own)
        }
        if !from.isPublic { return comesFromPrivateNetwork(vpc, own) }
        if !from.isIPv6 { check(isShown(destination), "IGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS") }
        let isAttached =
            vpc != SimulatedNetwork.one || network.gateway == .attached
            || (network.gateway == .detached && fault == .detachedGatewayCarries)
        guard isAttached else { return findsNoGateway(own) }
        publicAccess(vpc, own, .comesIn)
        firewall(vpc)
        guard let hop = edgeHop(of: vpc, to: to) else { return }
        switch hop {
        case .local: break
        case .interface(let name):
            guard let appliance = interface(name) else { return check(nil, "EDGE") }
            if !from.isIPv6 { check(appliance.addresses.first { !$0.own.isIPv6 }?.shown != nil, "INGRESS_RTB_NO_PUBLIC_IP") }
            return forward(by: name, Course(vpc: vpc, place: nil, from: from, to: to, packet: request), seen(source), nil)
        default: return check(nil, "EDGE")
        }
        acl(own, isEgress: false, far: from, request)
        groupsIn(far: from, .fromInternet)
        answersInternet(own)
    }

    /// The answer to a client of the internet: it leaves by the internet gateway that the packet came by, whichever that is.
    private mutating func answersInternet(_ own: String) {
        let from = source.address
        guard answers() else { return }
        acl(own, isEgress: true, far: from, reply(1024...65535))
        guard let table = table(of: own), let back = route(table, to: from) else { return }
        switch back {
        case .internet:
            if vpc(own) == SimulatedNetwork.one, network.gateway == .detached {
                check(fault == .detachedGatewayCarries, "BAD_STATE_ATTACHMENT")
            }
        // Nothing else knows the address that the client sent to.
        case .nat, .egressOnly, .peering, .transit, .privateGateway:
            if fault != .asymmetricReplyPasses { check(false, "ASYMMETRIC_REPLY") }
        case .interface(let name): stopBack(.interface(name))
        case .endpoint(_, isOfList: true): check(false, "ASYMMETRIC_REPLY")
        case .local, .edge, .endpoint: check(nil, "EDGE")
        }
    }

    private mutating func findsNoGateway(_ own: String) {
        let from = source.address
        let isKnown = network.gateway == .detached && !network.unlisted.contains("internetGateways") && !isSaidToWork("igw-1")
        var copy = self
        if isKnown, let table = copy.table(of: own), case .egressOnly? = copy.route(table, to: from), from.isIPv6 {
            return check(false, "UNSOLICITED")
        }
        check(isKnown ? false : nil, isKnown ? "BAD_STATE_ATTACHMENT" : "UNKNOWN_RESOURCE:internet-gateway")
        acl(own, isEgress: false, far: from, request)
        groupsIn(far: from, seen(source))
        // By whichever gateway it came: what stops every answer for certain stops this one.
        if !isKnown { answersInternet(own) }
    }

    /// From a network that is not the internet: over what its answer would take.
    private mutating func comesFromPrivateNetwork(_ vpc: String, _ own: String) {
        let from = source.address
        acl(own, isEgress: false, far: from, request)
        groupsIn(far: from, seen(source))
        if network.isIn(vpc, from) { return }
        isReply = true
        var course = Course(vpc: vpc, place: own, from: destination.address, to: from, packet: reply(1024...65535))
        guard let stop = follow(&course) else { return }
        switch stop {
        case .local: nobody()
        case .internet where course.vpc == vpc, .nat where course.vpc == vpc, .egressOnly:
            isReply = false
            check(false, "IGW_SOURCE_ADDRESS_NOT_IN_RFC\(from.isShared ? 6598 : 1918)_INGRESS")
        default: stopBack(stop)
        }
    }
}
