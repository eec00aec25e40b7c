import CoreModel

/// Through internet gateways and egress-only internet gateways.
///
/// Source: https://docs.aws.amazon.com/vpc/latest/reachability/explanation-codes.html
extension Walk {
    /// Out by an internet gateway; `nat` is the NAT gateway that the packet comes from.
    mutating func out(_ packet: SeenPacket, by id: TextID, _ subnet: TextID?, _ vpc: TextID, behind nat: Nat?) -> Arrival? {
        pass(attachment(id, .igw, packet, vpc))
        if let stage = privateDestination(packet, id) {
            pass(stage)
            return nil
        }
        pass(publicSource(packet, id, vpc, behind: nat))
        let use: PublicAccessLayer.Use = nat == nil ? .goesOut : .goesOutOnly
        pass(walker.access.judge(packet, at: .init(vpc: vpc, subnet: subnet, gateway: id, kind: .igw, use: use)))
        pass(inspection(packet, subnet, vpc))
        if let stage = redirection(packet, by: id, vpc) {
            pass(stage)
            return nil
        }
        guard destination.isOutside else {
            pass(Stage(.igw, id, packet, .depends, .edge(.internetGateway)))
            return nil
        }
        pass(Stage(.igw, id, packet, .pass, .passes))
        return .out(id, .igw, nat)
    }

    /// Out by an egress-only internet gateway, which carries IPv6 alone.
    mutating func outOnly(_ packet: SeenPacket, by id: TextID, _ subnet: TextID?, _ vpc: TextID, behind nat: Nat?) -> Arrival? {
        pass(attachment(id, .eigw, packet, vpc))
        if packet.version == .v6, !walker.index.isPublicIPv6(packet.source.address, inVpc: vpc) {
            pass(Stage(.eigw, id, packet, .fail, .noPublicIPv6))
        }
        if let stage = privateDestination(packet, id, .eigw) {
            pass(stage)
            return nil
        }
        pass(walker.access.judge(packet, at: .init(vpc: vpc, subnet: subnet, gateway: id, kind: .eigw, use: .goesOutOnly)))
        pass(inspection(packet, subnet, vpc))
        guard destination.isOutside, !isForeign(packet, vpc) else {
            pass(Stage(.eigw, id, packet, .depends, .edge(.egressOnlyInternetGateway)))
            return nil
        }
        pass(Stage(.eigw, id, packet, .pass, .passes))
        return .out(id, .eigw, nat)
    }

    /// Whether a gateway is attached to a VPC; nil where it is.
    func attachment(_ id: TextID, _ kind: Stage.Kind, _ packet: SeenPacket, _ vpc: TextID) -> Stage? {
        guard let gateway = walker.index.gateway(id), let attachments = gateway.attachments else {
            // A route of AWS's own listing that is active says so; of a written one nobody does.
            let isActive =
                walker.index.hasActiveRoute(to: id, inVpc: vpc)
                && !walker.index.lists(kind == .igw ? .internet : .egressOnly, ofVpc: vpc)
            return isActive ? nil : Stage(kind, id, packet, .depends, .missing(.internetGateway(id, ofVpc: vpc)))
        }
        guard let own = attachments.first(where: { $0.vpc == vpc }) else {
            return Stage(kind, id, packet, .fail, .notAttached(nil))
        }
        if own.state.isOpen { return Stage(kind, id, packet, .depends, .badState(own.state)) }
        return own.state.works == false ? Stage(kind, id, packet, .fail, .notAttached(own.state)) : nil
    }

    /// What a gateway drops by its destination.
    func privateDestination(_ packet: SeenPacket, _ id: TextID, _ kind: Stage.Kind = .igw) -> Stage? {
        let address = packet.destination.address
        if SpecialAddresses.publicAddresses(address.version).contains(address.bits) { return nil }
        return Stage(kind, id, packet, .fail, .privateDestination(isShared: Self.isShared(address)))
    }

    /// A firewall before a gateway: what it lets through is not in the input.
    private func inspection(_ packet: SeenPacket, _ subnet: TextID?, _ vpc: TextID) -> Stage? {
        walker.index.inspected(subnet, vpc).map { Stage(.fw, $0, packet, .depends, .inspected) }
    }

    /// Whether the source has a public address; nil where it has.
    private func publicSource(_ packet: SeenPacket, _ id: TextID, _ vpc: TextID, behind nat: Nat?) -> Stage? {
        if nat == nil, isForeign(packet, vpc) { return Stage(.igw, id, packet, .fail, .foreignSource(ofVpc: vpc)) }
        if packet.version == .v6 {
            return walker.index.isPublicIPv6(packet.source.address, inVpc: vpc)
                ? nil : Stage(.igw, id, packet, .fail, .noPublicIPv6)
        }
        if let nat {
            switch nat.gateway.isPrivate {
            case true?: return Stage(.igw, id, packet, .fail, .privateNat)
            case nil: return Stage(.igw, id, packet, .depends, .unknownPublicAddress)
            case false?:
                let usable = nat.gateway.addresses.filter { $0.publicAddress != nil && $0.state.works != false }
                return usable.isEmpty ? Stage(.igw, id, packet, .depends, .unknownPublicAddress) : nil
            }
        }
        // An appliance may have put its own address in.
        let sender =
            appliances.first { walker.index.inventory[$0].privateAddresses.contains(packet.source.address) }
            .map { WayEnd.interface($0, packet.source.address) } ?? source
        switch walker.index.hasPublicAddress(sender) {
        case true?: return nil
        case false?: return Stage(.igw, id, packet, .fail, .noPublicSource)
        case nil: return Stage(.igw, id, packet, .depends, .unknownPublicAddress)
        }
    }

    /// Whether an address is one of those that providers share.
    static func isShared(_ address: IPAddress) -> Bool {
        SpecialAddresses.sharedAddresses(address.version).contains(address.bits)
    }

    // MARK: In

    /// In from the internet, or from a network that is not in the input.
    mutating func comesIn() -> Arrival? {
        // In a block of a loaded VPC it may be an interface that is not loaded, whose groups rules may name.
        let mayBeInVpc = !walker.index.unlistedVpcs(holding: source.address).isEmpty
        let packet = seen(from: source.address, mayBeInVpc ? source : nil, to: destination.address, destination)
        pass(groups.judgeUnlisted(source, packet, .egress))
        if isReserved(destination) {
            pass(Stage(.host, .none, packet, .fail, .nobody(isSource: false)))
            return nil
        }
        if let other = walker.index.vpc(holding: source.address), other != walker.index.vpc(of: destination),
            walker.index.listsSubnets(ofVpc: other)
        {
            pass(nobody(in: other, packet, isSource: true))
        }
        guard let vpc = walker.index.vpc(of: destination), walker.index.looksAtNetwork(vpc) else {
            let isNowhere = walker.index.vpc(of: destination) == nil && walker.index.looksAtSomeNetwork
            if isNowhere, let interface = destination.interface {
                // It may be in a VPC that is looked at.
                pass(Stage(.host, .none, packet, .depends, .missing(.subnet(of: interface))))
            }
            passGroups(into: packet)
            return isNowhere ? nil : .somehowIn
        }
        guard let subnet = walker.index.subnet(of: destination) else {
            if let interface = destination.interface {
                pass(Stage(.host, .none, packet, .depends, .missing(.subnet(of: interface))))
            }
            passGroups(into: packet)
            return nil
        }
        guard walker.index.looksAtRoutes(vpc) else {
            pass(walker.acls.judge(packet, at: Border(thing: subnet, direction: .ingress)))
            passGroups(into: packet)
            return .somehowIn
        }
        if walker.index.holds(source.address, vpc: vpc) { return comesFromNobody(packet, subnet, vpc) }
        if client == nil, isAnInterface(publicAddress: source.address) {
            // What it sends passes filters of its own, and need not leave with that address.
            pass(Stage(.igw, .none, packet, .depends, .edge(.internetGateway)))
            return nil
        }
        let isPublic = SpecialAddresses.publicAddresses(source.address.version).contains(source.address.bits)
        guard isPublic else { return comesInPrivately(packet, subnet, vpc) }
        let gateways = walker.index.internetGateways(ofVpc: vpc)
        guard let gateway = gateways.first, gateways.count == 1 else {
            return comesInByNone(packet, subnet, vpc, gateways.isEmpty)
        }
        pass(attachment(gateway.id, .igw, packet, vpc))
        pass(publicDestination(packet, gateway.id, vpc))
        pass(walker.access.judge(packet, at: .init(vpc: vpc, subnet: subnet, gateway: gateway.id, kind: .igw, use: .comesIn)))
        pass(inspection(packet, subnet, vpc))
        guard let target = edgeTarget(of: gateway.id, vpc, packet) else { return nil }
        if target.kind != .local {
            comesIn(packet, by: target, vpc)
            return nil
        }
        pass(Stage(.igw, gateway.id, packet, .pass, .passes))
        pass(walker.acls.judge(packet, at: Border(thing: subnet, direction: .ingress)))
        passGroups(into: packet)
        return .comesIn(gateway.id)
    }

    /// Whether a loaded interface that opens connections has a public address.
    private func isAnInterface(publicAddress address: IPAddress) -> Bool {
        walker.interfaces(publicAddress: address).compactMap(\.interface).contains { interface in
            // From that of a NAT gateway comes what stands behind it.
            Self.accepting(inventory[inventory[interface].type]) != .nat
        }
    }

    /// By an appliance or an endpoint that the gateway's table hands the packet to.
    private mutating func comesIn(_ packet: SeenPacket, by target: RouteTarget, _ vpc: TextID) {
        guard let interface = appliance(target) else { return stop(at: target, packet) }
        let own = inventory[interface]
        if packet.version == .v4, let address = own.privateAddresses(.v4).first {
            switch walker.index.hasPublicAddress(.interface(interface, address)) {
            case true?: break
            case false?: pass(Stage(.fw, own.id, packet, .fail, .applianceNotPublic))
            case nil: pass(Stage(.fw, own.id, packet, .depends, .unknownPublicAddress))
            }
        }
        forward(packet, by: target, from: nil, vpc, behind: nil)
    }

    /// From an address in a block of the destination's VPC that no loaded subnet holds.
    private mutating func comesFromNobody(_ packet: SeenPacket, _ subnet: TextID, _ vpc: TextID) -> Arrival? {
        pass(nobody(in: vpc, packet, isSource: true))
        pass(walker.acls.judge(packet, at: Border(thing: subnet, direction: .ingress)))
        passGroups(into: packet)
        return nil
    }

    /// No internet gateway is known to be attached: nothing comes in where all of them are listed.
    private mutating func comesInByNone(_ packet: SeenPacket, _ subnet: TextID, _ vpc: TextID, _ isNone: Bool) -> Arrival? {
        pass(publicDestination(packet, .none, vpc))
        // An active route to one says that one is attached, against its listing.
        let isKnown = isNone && walker.index.lists(.internet, ofVpc: vpc) && !walker.index.hasActiveInternetRoute(inVpc: vpc)
        if isKnown, let eigw = egressOnlyGateway(subnet, vpc) {
            pass(Stage(.eigw, eigw, packet, .fail, .unsolicited))
            return nil
        }
        let reason: Stage.Reason = isKnown ? .notAttached(nil) : .missing(.internetGateway(.none, ofVpc: vpc))
        pass(Stage(.igw, .none, packet, isKnown ? .fail : .depends, reason))
        pass(walker.acls.judge(packet, at: Border(thing: subnet, direction: .ingress)))
        passGroups(into: packet)
        return isKnown ? nil : .comesInByAny
    }

    /// The egress-only gateway that the destination's answers would leave by; it lets no connection in.
    private func egressOnlyGateway(_ subnet: TextID, _ vpc: TextID) -> TextID? {
        guard source.address.version == .v6, case .one(let table) = walker.index.table(ofSubnet: subnet, vpc) else { return nil }
        let own = inventory.topology[table]
        let choice = own.choose(
            source.address, vpcBlocks: walker.index.blocks(ofVpc: vpc), list: { [walker] in walker.index.list($0) })
        guard case .route(let place)? = choice.certain, own.routes[place].target.kind == .egressOnlyInternetGateway else {
            return nil
        }
        return own.routes[place].target.id
    }

    /// Whether something from the internet can be addressed to the destination; nil where it can.
    private func publicDestination(_ packet: SeenPacket, _ id: TextID, _ vpc: TextID) -> Stage? {
        if packet.version == .v6 {
            if !walker.index.isPublicIPv6(destination.address, inVpc: vpc) {
                return Stage(.igw, id, packet, .fail, .noPublicIPv6)
            }
            let denies = destination.interface.flatMap { inventory[$0].deniesGatewayTraffic } ?? false
            return denies ? Stage(.igw, id, packet, .fail, .deniesGatewayTraffic) : nil
        }
        switch walker.index.hasPublicAddress(destination) {
        case true?: return nil
        case false?: return Stage(.igw, id, packet, .fail, .noPublicDestination)
        case nil: return Stage(.igw, id, packet, .depends, .unknownPublicAddress)
        }
    }

    /// From a private address outside every loaded VPC: by what the destination's own table leads back to, if it does.
    private mutating func comesInPrivately(_ packet: SeenPacket, _ subnet: TextID, _ vpc: TextID) -> Arrival? {
        pass(walker.acls.judge(packet, at: Border(thing: subnet, direction: .ingress)))
        passGroups(into: packet)
        guard let table = table(of: subnet, vpc, packet) else { return nil }
        leg = .reply
        let answer = seen(from: destination.address, destination, to: source.address, nil, traffic.replyPoints(to: .wide))
        let target = route(table, answer, vpc)
        if isOneWay {
            leg = .packet
            return comesInSomehow(packet, target, vpc)
        }
        guard let target else { return nil }
        switch target.kind {
        case .local:
            // The VPC's blocks are not told, and its table says that the address is in one.
            leg = .packet
            pass(nobody(in: vpc, packet, isSource: true))
        case .internetGateway, .natGateway, .egressOnlyInternetGateway:
            leg = .packet
            let isShared = Self.isShared(source.address)
            pass(Stage(.igw, target.id, packet, .fail, .privateSource(isShared: isShared)))
        default: lead(answer, to: target, from: subnet, vpc)
        }
        return nil
    }

    /// From a private address outside every loaded VPC, where nothing has to come back: by what it comes a route back tells at most.
    private mutating func comesInSomehow(_ packet: SeenPacket, _ target: RouteTarget?, _ vpc: TextID) -> Arrival? {
        switch target?.kind {
        case .local?: pass(nobody(in: vpc, packet, isSource: true))
        case .internetGateway?, .natGateway?, .egressOnlyInternetGateway?, nil:
            pass(Stage(.edge, .none, packet, .depends, .edge(.unknown)))
        default: target.map { stop(at: $0, packet) }
        }
        return nil
    }
}
