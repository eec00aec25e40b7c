import Reachability
import CoreModel

/// The cells of what lies between VPCs and beyond them.
extension WayText {
    /// What peerings, transit gateways, VPN gateways and endpoints do with what they let through.
    func farPassing(_ stage: Stage, _ place: Int) -> String {
        switch stage.kind {
        case .pcx:
            let state = topology.peeringConnections.first { $0.id == stage.component }.map { inventory[$0.state.text] } ?? ""
            if stage.leg == .reply { return state.isEmpty ? "lets it through" : state }
            let holds = "\(stage.destination) is in its CIDRs"
            return state.isEmpty ? holds : "\(state), and \(holds)"
        case .tgw: return attachment(at: place) ?? "lets it through"
        case .vpce: return network.service(ofEndpoint: stage.component).map { "for \($0)" } ?? "lets it through"
        default: return "lets it through"
        }
    }

    /// The attachment by which a packet comes to a transit gateway, with the zone: "tgw-attach-1 (vpc-a), eu-west-1a"; nil where that is not
    /// told.
    private func attachment(at place: Int) -> String? {
        let (stage, before) = (way.stages[place], way.stages[..<place].filter { $0.leg == way.stages[place].leg })
        let tables = before.compactMap { stage -> RouteTableIndex? in
            if case .route(let table, _) = stage.reason { table } else { nil }
        }
        guard let vpc = tables.last.map({ topology[$0].vpc }),
            let own = topology.transitGatewayAttachments.first(where: {
                $0.gateway == stage.component && $0.kind == .vpc && $0.resource == vpc
            })
        else { return nil }
        // Its subnet in the zone is the last whose ACL was passed.
        let subnet = before.last { !$0.subnet.isNone }.flatMap { last in inventory.subnets.first { $0.id == last.subnet } }
        let zone = subnet.flatMap { own.subnets?.contains($0.id) == true ? $0.zone : nil } ?? .none
        return network.attachment(own.id, of: own.gateway) + (zone.isNone ? "" : ", \(inventory[zone])")
    }

    /// "10.1.0.0/16 -> tgw-attach-2 (vpc-b)", "no route to 10.1.1.40".
    func cell(_ stage: Stage, _ table: TransitGatewayTableIndex, _ choice: RouteChoice) -> String {
        let own = topology[table]
        let texts = choice.possible.prefix(stage.outcome == .depends ? 2 : 1).map { possibility in
            switch possibility {
            case .route(let place): network.text(own.routes[place], of: own.gateway)
            case .local(let block): "\(block) local"
            case .none: "no route to \(self.place(stage.destination))"
            case .unlisted: "a route not in the input"
            case .notRouted: "not routed"
            }
        }
        return texts.joined(separator: " or ")
    }

    /// The few words of what fails or depends between VPCs and beyond them.
    func farBrief(_ stage: Stage) -> String {
        switch stage.reason {
        case .notPeered(_, let isSource): return "\(isSource ? stage.source : stage.destination) is not in its CIDRs"
        case .otherVpc(let vpc): return "leads to \(network.name(vpc))"
        case .attachmentZone(let id, let zone): return "\(network.name(id)) has no subnet in \(inventory[zone])"
        case .attachmentWithoutSubnet(let id): return "\(network.name(id)) has no subnet"
        case .attachmentZones(let id): return "by a zone of \(network.name(id)) that is not told"
        case .noAssociation(let id): return "\(network.name(id)) has no route table"
        case .attachmentState(let id, let state):
            let word = state.text.isNone ? "not told" : inventory[state.text]
            return "\(network.name(id)) \(state.isOpen ? "perhaps: " : "is ")\(word)"
        case .foreignSource(let vpc): return "only from \(network.name(vpc))"
        case .endpointProtocol: return "tcp and ping only"
        case .tunnelsDown(let connection): return "no tunnel of \(network.name(connection)) up"
        case .gatewayWithoutIPv6: return "carries no IPv6"
        case .attachmentWithoutIPv6(let id): return "\(network.name(id)) carries no IPv6"
        case .returnsToSender:
            return "returned to \(way.stages.last { $0.kind == .nat }.map { network.name($0.component) } ?? "the sender")"
        case .attachmentEdge(let id, _): return "\(network.name(id)): not in AWS's data beyond here"
        case .foreignVpc(let vpc, _): return "\(network.name(vpc)) is not in the input"
        case .inspectedBy(let firewall): return "inspected by \(network.name(firewall))"
        default: return "lets it through"
        }
    }
}

extension Stage {
    /// Whether it is of a transit gateway's table, not of a VPC's.
    public var isOfTransitGateway: Bool {
        switch reason {
        case .transitRoute, .transitBlackhole, .severalAttachments, .missing(.transitGatewayRoutes): true
        default: false
        }
    }
}
