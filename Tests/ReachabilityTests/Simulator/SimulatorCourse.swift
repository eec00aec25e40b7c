/// A packet from table to table, and over what joins VPCs.
extension SimulatedRun {
    /// A packet on its way, there or back.
    struct Course {
        var vpc: String
        /// The subnet whose table routes it; nil where that is another table, or where it has come to its VPC.
        var place: String?
        /// The table of a regional NAT gateway.
        var table: SimulatedNetwork.Table?
        var from: Address
        var to: Address
        var packet: Packet
        /// Whether it came into its subnet out of a transit gateway, and is still to leave that.
        var isFromTransit = false

        /// Whether it left for where the input does not reach, and its answer may come from there.
        var isAtEdge = false

        init(vpc: String, place: String?, from: Address, to: Address, packet: Packet) {
            (self.vpc, self.place, self.from, self.to, self.packet) = (vpc, place, from, to, packet)
        }
    }

    /// Where tables do not lead on.
    enum Stop { case local, internet, egressOnly, endpoint, nat(String), interface(String) }

    /// Follows tables until one leads to something else than another VPC; nil where a packet gets no further, or nobody can tell.
    mutating func follow(_ course: inout Course) -> Stop? {
        // Who comes to a transit gateway by one attachment twice goes round.
        var crossed: Set<String> = []
        while true {
            guard let table = course.table ?? table(of: course.place) else { return nil }
            guard let hop = route(table, to: course.to) else {
                // Whatever it is that the route leads to, it is not in the subnet.
                leave(course, into: nil)
                return nil
            }
            switch hop {
            case .local: return .local
            case .internet: return .internet
            case .egressOnly: return .egressOnly
            case .nat(let name): return .nat(name)
            case .interface(let name): return .interface(name)
            case .peering(let name): return crossPeering(name, &course) ? .local : arrivalByFault(&course)
            case .transit(let name):
                guard crossed.insert("\(course.vpc) \(name)").inserted else {
                    check(nil, "EDGE")
                    return nil
                }
                guard crossTransit(name, &course) else { return nil }
                if fault == .attachmentTableIgnored, isInVpc(course.to) { return .local }
            case .privateGateway(let name):
                privateGateway(name, &course)
                return nil
            case .endpoint(let name, let isOfList): return endpoint(name, isOfList, course) ? .endpoint : nil
            case .edge:
                leave(course, into: nil)
                check(nil, "EDGE")
                return nil
            }
        }
    }

    /// What came out of a transit gateway leaves the attachment's subnet, unless it ends there.
    mutating func leave(_ course: Course, into subnet: String?) {
        guard course.isFromTransit, let place = course.place else { return }
        if subnet != place || fault == .transitACLWithinSubnet {
            transitACL(place, isEgress: true, far: course.to, course.packet)
        }
    }

    // MARK: Peerings

    private mutating func crossPeering(_ name: String, _ course: inout Course) -> Bool {
        leave(course, into: nil)
        let told = network.peerings.first { $0.name == name }
        let isSurelyThere = told != nil || (!network.isListed("peeringConnections") && isSaidToWork(name))
        if !isSurelyThere { check(nil, "UNKNOWN_RESOURCE:vpc-peering-connection") }
        guard let peering = told ?? untoldPeering(name) else {
            if isSurelyThere { check(nil, "UNKNOWN_RESOURCE:vpc-peering-connection") }
            return false
        }
        // Only a table that tells no states leads here.
        if peering.state != "active", fault != .pendingPeeringCarries {
            check(false, "BAD_STATE")
            return false
        }
        let other = peering.vpcs.first { $0 != course.vpc } ?? ""
        let blocks = network.vpc(other)?.blocks ?? peering.foreignBlocks
        let isTold = !blocks.isEmpty
        let isBetween = network.isIn(course.vpc, course.from) && (!isTold || blocks.contains { $0.contains(course.to) })
        if !isBetween {
            if fault == .peeringIsTransitive { return false }
            if fault == .natTakesPeering, network.nats.contains(where: { $0.vpc == other }), course.to.isPublic { return false }
            if fault == .endpointServesPeers, network.endpoints.contains(where: { $0.vpc == other && $0.kind == .gateway }),
                course.to.isPublic
            {
                return false
            }
            check(false, "PCX_REQUIRES_ADDRESS_IN_VPC_CIDR")
            return false
        }
        guard let far = network.vpc(other) else {
            check(nil, "UNKNOWN_RESOURCE:vpc")
            course.isAtEdge = true
            return false
        }
        if !isReply {
            cameByPeering = true
            if far.region != network.vpc(course.vpc)?.region, fault != .namesSurviveRegions { loseNames() }
        }
        (course.vpc, course.place, course.isFromTransit) = (other, nil, false)
        return true
    }

    /// A peering that no listing has, as far as routes tell: only its own sides can have some to it.
    private func untoldPeering(_ name: String) -> SimulatedNetwork.Peering? {
        let sides = network.vpcs.map(\.name).filter { vpc in
            network.tables.contains { $0.vpc == vpc && $0.routes.contains { $0.target == name } }
        }
        return sides.count == 2 ? SimulatedNetwork.Peering(name: name, vpcs: sides) : nil
    }

    /// With a peering that is wrongly taken for transitive: straight to the destination.
    private func arrivalByFault(_ course: inout Course) -> Stop? {
        guard fault == .peeringIsTransitive, !findings.contains(where: \.isFailure), let own = vpc(subnet(destination)) else {
            return nil
        }
        (course.vpc, course.place) = (own, nil)
        return .local
    }

    // MARK: Edges and endpoints

    private mutating func privateGateway(_ name: String, _ course: inout Course) {
        leave(course, into: nil)
        if let own = network.privateGateways.first(where: { $0.name == name }) {
            if own.vpc != course.vpc, fault != .detachedGatewayIsEdge { return check(false, "BAD_STATE_ATTACHMENT") }
            if !network.isIn(course.vpc, course.from) { check(false, "VGW_PRIVATE_IP_ASSOCIATION_FOR_EGRESS") }
        }
        check(nil, "EDGE")
        course.isAtEdge = true
    }

    /// At an endpoint that a route leads to; false where what is behind is not known, or the packet is dropped.
    private mutating func endpoint(_ name: String, _ isOfList: Bool, _ course: Course) -> Bool {
        guard let own = network.endpoints.first(where: { $0.name == name }) else {
            leave(course, into: nil)
            if isOfList { gatewayEndpoint(of: course.vpc, course) }
            check(nil, "EDGE")
            return false
        }
        // Only a table that tells no states leads here.
        if own.state != "available" { check(false, "BAD_STATE") }
        guard own.kind == .gateway else {
            leave(course, into: own.subnet)
            if let place = own.subnet, place != course.place { acl(place, isEgress: false, far: course.from, course.packet) }
            check(nil, "EDGE")
            return false
        }
        leave(course, into: nil)
        return gatewayEndpoint(of: own.vpc, course)
    }

    /// What a gateway endpoint of a VPC carries; false for whoever is not in the VPC.
    @discardableResult
    private mutating func gatewayEndpoint(of vpc: String, _ course: Course) -> Bool {
        let isCarried = question.ipProtocol == 6 || (question.ipProtocol == 1 && [0, 8].contains(question.port))
        if !isCarried, fault != .endpointCarriesEverything { check(false, "VPCE_GATEWAY_PROTOCOL_RESTRICTION") }
        if network.isIn(vpc, course.from) || fault == .endpointServesPeers { return true }
        check(false, "VPCE_GATEWAY_EGRESS_SOURCE_ADDRESS_RESTRICTION")
        return false
    }
}
