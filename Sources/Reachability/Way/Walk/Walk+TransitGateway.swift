import CoreModel

/// Through transit gateways.
///
/// Sources: https://docs.aws.amazon.com/vpc/latest/tgw/how-transit-gateways-work.html and, for network ACLs,
/// https://docs.aws.amazon.com/vpc/latest/tgw/tgw-nacls.html
extension Walk {
    /// Where a packet comes out of a transit gateway: in a subnet of the attachment.
    struct Entry {
        var vpc: TextID
        var subnet: TextID
    }

    /// From a subnet of a VPC through a transit gateway into another; nil where it ends, which is said.
    mutating func transit(_ packet: SeenPacket, by id: TextID, from subnet: TextID?, _ vpc: TextID) -> Entry? {
        guard let own = walker.index.transit.attachment(ofVpc: vpc, to: id) else {
            pass(Stage(.tgw, id, packet, .depends, .missing(.transitGatewayAttachment(id, ofVpc: vpc))))
            return nil
        }
        let zone = enter(own, packet, from: subnet)
        if let gateway = walker.index.transit.transitGateway(id), gateway.state.isOpen || gateway.state.works == false {
            pass(Stage(.tgw, id, packet, gateway.state.isOpen ? .depends : .fail, .badState(gateway.state)))
        }
        pass(state(of: own, packet))
        if packet.version == .v6, own.carriesIPv6 == false {
            pass(Stage(.tgw, id, packet, .depends, .attachmentWithoutIPv6(own.id)))
        }
        pass(Stage(.tgw, id, packet, .pass, .passes))
        return look(packet, in: own, zone)
    }

    /// Into the attachment's subnet of the zone that a packet comes from, which comes back; nil where there is none, or it is not told.
    private mutating func enter(_ attachment: TransitGatewayAttachment, _ packet: SeenPacket, from subnet: TextID?) -> TextID? {
        if subnet == nil, let all = attachment.subnets {
            guard !all.isEmpty else {
                pass(Stage(.tgw, attachment.gateway, packet, .fail, .attachmentWithoutSubnet(attachment.id)))
                return nil
            }
            // A regional NAT gateway is in every zone.
            let own = all[fork(all.count, .attachmentZones(attachment.id))]
            pass(walker.acls.judge(packet, at: Border(thing: own, direction: .ingress)))
            return own
        }
        guard let subnet, let home = walker.index.subnet(subnet), let all = attachment.subnets else {
            pass(Stage(.tgw, attachment.gateway, packet, .depends, .missing(.attachment(attachment.id, of: attachment.gateway))))
            return nil
        }
        if all.contains(subnet) {
            pass(walker.acls.judge(packet, at: Border(thing: subnet, direction: .ingress)))
            return subnet
        }
        let same = all.filter { walker.index.areInOneZone($0, subnet) == true }
        if let own = same.first, same.count == 1 {
            pass(walker.acls.judge(packet, at: Border(thing: own, direction: .ingress)))
            return own
        }
        let zone = home.zone.isNone ? home.zoneID : home.zone
        if all.isEmpty, zone.isNone || walker.index.mayBeLocalZone(subnet) {
            pass(Stage(.tgw, attachment.gateway, packet, .fail, .attachmentWithoutSubnet(attachment.id)))
            return nil
        }
        let isKnown = same.isEmpty && all.allSatisfy { walker.index.areInOneZone($0, subnet) == false }
        // A Local Zone uses the attachment of its parent zone.
        let isCertain = isKnown && !walker.index.mayBeLocalZone(subnet)
        let reason: Stage.Reason =
            isKnown ? .attachmentZone(attachment.id, zone: zone) : .missing(.attachment(attachment.id, of: attachment.gateway))
        pass(Stage(.tgw, attachment.gateway, packet, isCertain ? .fail : .depends, reason))
        return nil
    }

    /// Whether an attachment carries packets; nil where it does.
    ///
    /// An active route to it says that it does.
    private func state(of attachment: TransitGatewayAttachment, _ packet: SeenPacket, isActive: Bool = false) -> Stage? {
        guard attachment.state.isOpen || attachment.state.works == false else { return nil }
        return Stage(
            .tgw, attachment.gateway, packet, attachment.state.isOpen || isActive ? .depends : .fail,
            .attachmentState(attachment.id, attachment.state))
    }

    /// Looks a packet up that comes by an attachment, in the table that this is associated with; `zone` is the subnet it came in by.
    private mutating func look(_ packet: SeenPacket, in attachment: TransitGatewayAttachment, _ zone: TextID?) -> Entry? {
        let gateway = attachment.gateway
        // What comes by one attachment again goes round: where that ends is not followed.
        guard passed.insert(attachment.identity).inserted else {
            pass(Stage(.tgw, gateway, packet, .depends, .edge(.transitGateway)))
            return nil
        }
        switch attachment.association {
        case .unknown:
            let isTold = inventory.topology.transitGatewayTables.contains { $0.gateway == gateway && $0.isTold }
            let owner = walker.index.transit.transitGateway(gateway)?.owner ?? .none
            let reason: Stage.Missing =
                isTold ? .association(attachment.id, of: gateway) : .transitGatewayRoutes(gateway, owner: owner)
            pass(Stage(.tgw, gateway, packet, .depends, .missing(reason)))
            return nil
        case .none:
            pass(Stage(.tgw, gateway, packet, .fail, .noAssociation(attachment.id)))
            return nil
        case .table(let id, let state):
            if state.isOpen || inventory[state.text].lowercased().hasSuffix("ing") {
                // It is being made, or taken away.
                pass(Stage(.tgw, gateway, packet, .depends, .attachmentState(attachment.id, state)))
            } else if state.works == false {
                pass(Stage(.tgw, gateway, packet, .fail, .noAssociation(attachment.id)))
            }
            guard let table = walker.index.transit.transitTable(id), inventory.topology[table].isTold else {
                let owner = walker.index.transit.transitGateway(gateway)?.owner ?? .none
                pass(Stage(.table, id, packet, .depends, .missing(.transitGatewayRoutes(id, owner: owner))))
                return nil
            }
            let own = inventory.topology[table]
            if own.state.isOpen || own.state.works == false { pass(Stage(.table, id, packet, .depends, .badState(own.state))) }
            return follow(packet, table, attachment, zone)
        }
    }

    /// Where a table of a transit gateway leads.
    private mutating func follow(
        _ packet: SeenPacket, _ table: TransitGatewayTableIndex, _ from: TransitGatewayAttachment, _ zone: TextID?
    ) -> Entry? {
        let own = inventory.topology[table]
        let choice = own.choose(packet.destination.address, list: { [walker] in walker.index.list($0) })
        func stage(_ outcome: Outcome, _ reason: Stage.Reason? = nil) -> Stage {
            Stage(.table, own.id, packet, outcome, reason ?? .transitRoute(table, choice))
        }
        switch decide(choice) {
        case .none:
            pass(stage(.fail))
            return nil
        case .unlisted, .local, .notRouted:
            pass(stage(.depends))
            return nil
        case .route(let place):
            let route = own.routes[place]
            if route.state == .blackhole {
                let works = route.hops.contains { hop in
                    walker.index.transit.attachment(hop.attachment, of: from.gateway)?.state.works == true
                }
                pass(stage(works ? .depends : .fail, .transitBlackhole(table, route: place)))
                return nil
            }
            guard !route.hops.isEmpty, route.state != .filtered else {
                pass(stage(.depends, .severalAttachments(table, route: place)))
                return nil
            }
            let hop = route.hops[fork(route.hops.count, .severalAttachments(table, route: place))]
            pass(stage(.pass))
            return go(packet, by: hop, isActive: route.state == .active, from, zone)
        }
    }

    /// Out by an attachment that a route leads to.
    private mutating func go(
        _ packet: SeenPacket, by hop: TransitGatewayRoute.Hop, isActive: Bool, _ from: TransitGatewayAttachment, _ zone: TextID?
    ) -> Entry? {
        let gateway = from.gateway
        let told = walker.index.transit.attachment(hop.attachment, of: gateway)
        let kind = told.map(\.kind).flatMap { $0 == .unknown ? nil : $0 } ?? hop.kind
        if let told { pass(state(of: told, packet, isActive: isActive)) }
        let resource = told.flatMap { $0.resource.isNone ? nil : $0.resource } ?? hop.resource
        switch kind {
        case .vpc: return goInto(resource, packet, by: told ?? hop.attachment(of: gateway), from, zone)
        case .peering:
            (inbound, outbound) = leg == .packet ? (.lost, .lost) : (inbound, outbound)
            guard !resource.isNone, let far = walker.index.transit.attachment(joining: resource, to: gateway, as: hop.attachment)
            else {
                pass(
                    Stage(
                        .tgw, gateway, packet, .depends,
                        .missing(.attachment(hop.attachment, of: resource.isNone ? gateway : resource))))
                return nil
            }
            pass(state(of: far, packet))
            pass(Stage(.tgw, resource, packet, .pass, .passes))
            return look(packet, in: far, nil)
        case .vpn:
            if let connection = walker.index.transit.vpnConnection(resource), connection.isDown {
                isBeyond = true
                pass(Stage(.tgw, gateway, packet, .depends, .tunnelsDown(connection.id)))
                return nil
            }
            fallthrough
        default:
            isBeyond = true
            pass(Stage(.tgw, gateway, packet, .depends, .attachmentEdge(hop.attachment, kind)))
            return nil
        }
    }

    /// Into a VPC by the attachment's subnet of the same zone, else by any of them.
    private mutating func goInto(
        _ vpc: TextID, _ packet: SeenPacket, by attachment: TransitGatewayAttachment, _ from: TransitGatewayAttachment,
        _ zone: TextID?
    ) -> Entry? {
        let gateway = attachment.gateway
        guard !vpc.isNone, walker.index.isLoaded(vpc) else {
            isBeyond = true
            pass(Stage(.tgw, gateway, packet, .depends, .foreignVpc(vpc, owner: attachment.resourceOwner)))
            return nil
        }
        if packet.version == .v6, attachment.carriesIPv6 == false {
            pass(Stage(.tgw, gateway, packet, .depends, .attachmentWithoutIPv6(attachment.id)))
        }
        if leg == .packet { keepReferences(gateway, from, attachment, zone) }
        guard let subnets = attachment.subnets else {
            pass(Stage(.tgw, gateway, packet, .depends, .missing(.attachment(attachment.id, of: gateway))))
            if leg == .packet, walker.index.vpc(of: destination) == vpc, keepsFromAnywhere(packet, vpc) {
                lookAhead { $0.passGroups(into: packet) }
            }
            return nil
        }
        if subnets.isEmpty {
            pass(Stage(.tgw, gateway, packet, .fail, .attachmentWithoutSubnet(attachment.id)))
            return nil
        }
        let near = zone.map { zone in subnets.filter { $0 == zone || walker.index.areInOneZone($0, zone) == true } } ?? []
        let possible = attachment.usesApplianceMode == false && near.count == 1 ? near : subnets
        return Entry(vpc: vpc, subnet: possible[fork(possible.count, .attachmentZones(attachment.id))])
    }

    /// Whether a packet stays within a VPC from whichever of its subnets, as far as tables are looked at: a table that is not told may
    /// lead it through something else.
    private func keepsFromAnywhere(_ packet: SeenPacket, _ vpc: TextID) -> Bool {
        guard walker.index.looksAtRoutes(vpc) else { return true }
        let found = walker.index.found
        let isOpen = found.openTables.contains(vpc) || found.looked[vpc]?.hasPartOfTables ?? true
        return !isOpen
            && inventory.topology.routeTables.filter { $0.vpc == vpc }.allSatisfy { table in
                let choice = table.choose(
                    packet.destination.address, vpcBlocks: walker.index.blocks(ofVpc: vpc),
                    list: { [walker] in walker.index.list($0) })
                switch choice.certain {
                case .local?: return true
                case .route(let place)?: return table.routes[place].target.kind == .local
                case RouteChoice.Possibility.none?, .unlisted?, .notRouted?, nil: return false
                }
            }
    }

    /// What becomes of group references between two attachments of a transit gateway: inbound rules may keep them, outbound rules never.
    ///
    /// Source: https://docs.aws.amazon.com/vpc/latest/tgw/tgw-vpc-attachments.html#vpc-attachment-security
    private mutating func keepReferences(
        _ gateway: TextID, _ from: TransitGatewayAttachment, _ to: TransitGatewayAttachment, _ zone: TextID?
    ) {
        outbound = .lost
        let own = walker.index.transit.transitGateway(gateway)?.keepsReferences
        let options = [own, from.kind == .vpc ? from.keepsReferences : false, to.keepsReferences]
        // Interfaces of endpoints are left out, and so is one zone.
        let isEndpoint = destination.interface.map { walker.index.type(of: $0) == "vpc_endpoint" } ?? false
        let isUnsupported =
            isEndpoint
            || [source, destination].contains { end in
                guard let subnet = walker.index.subnet(of: end).flatMap(walker.index.subnet) else { return false }
                return inventory[subnet.zoneID] == "use1-az3"
            }
        let isOpen = options.contains(nil)
        inbound = inbound.then(options.contains(false) || isUnsupported ? .lost : isOpen ? .open(gateway) : .kept)
    }
}

extension TransitGatewayTable {
    /// Whether an input tells its routes, or some of them.
    var isTold: Bool { routeKnowledge != .absent || !routes.isEmpty }
}

extension TransitGatewayRoute.Hop {
    /// What a route tells of the attachment that it leads to.
    func attachment(of gateway: TextID) -> TransitGatewayAttachment {
        var own = TransitGatewayAttachment(id: attachment, gateway: gateway)
        (own.kind, own.resource) = (kind, resource)
        return own
    }
}

extension VpnConnection {
    /// Whether no tunnel was up when the input was read.
    var isDown: Bool { !tunnels.isEmpty && !tunnels.contains(true) }
}
