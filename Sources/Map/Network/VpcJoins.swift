import CoreModel
import Reachability
import Text
import Words

extension VpcJoin {
    /// Every join of an inventory: peering connections, transit gateways, virtual private gateways.
    static func all(_ analyzer: Analyzer) -> [VpcJoin] {
        let inventory = analyzer.inventory
        let names = NetworkTitles(analyzer)
        let topology = inventory.topology
        func stopped(_ state: ResourceState) -> String? { state.works == false ? inventory[state.text] : nil }
        let peerings = topology.peeringConnections.map { own in
            VpcJoin(
                target: RouteTarget(.peeringConnection, own.id), title: names.title(.peeringConnection, own.id),
                vpcs: own.sides.map(\.vpc), beyond: [], stopped: stopped(own.state))
        }
        let hubs = (topology.transitGateways.map(\.id) + topology.transitGatewayAttachments.map(\.gateway)).filter { !$0.isNone }
        let transits = hubs.distinct().map { id in
            let attachments = topology.transitGatewayAttachments.filter { $0.gateway == id && $0.state.works != false }
            let state = topology.transitGateways.first { $0.id == id }?.state ?? ResourceState()
            return VpcJoin(
                target: RouteTarget(.transitGateway, id), title: names.title(.transitGateway, id),
                vpcs: attachments.filter { $0.kind == .vpc && !$0.resource.isNone }.map(\.resource).distinct(),
                beyond: attachments.filter { $0.kind != .vpc && !$0.resource.isNone }
                    .map { names.beyond($0.kind, $0.resource) }.distinct(),
                stopped: stopped(state))
        }
        let privates = topology.gateways.filter { $0.kind == .virtualPrivate }.map { own in
            VpcJoin(
                target: RouteTarget(.virtualPrivateGateway, own.id), title: names.title(.virtualPrivateGateway, own.id),
                vpcs: (own.attachments ?? []).filter { $0.state.works != false }.map(\.vpc),
                beyond: names.beyond(gateway: own.id),
                stopped: nil)
        }
        return peerings + transits + privates
    }
}

/// What things of the network map are called: safe for a terminal, with the word for their kind.
struct NetworkTitles {
    let inventory: Inventory
    private let names: NetworkNames

    init(_ analyzer: Analyzer) {
        inventory = analyzer.inventory
        names = NetworkNames(inventory)
    }

    /// A thing's name, or its id.
    func name(_ id: TextID) -> String { TerminalText.safe(names.name(id)) }

    /// "nat nat-0"; the id alone where it has no name and begins with the word.
    func title(_ kind: RouteTarget.Kind, _ id: TextID) -> String {
        if id.isNone { return kind.word }
        let (name, word) = (name(id), kind.word)
        return name == TerminalText.safe(inventory[id]) && name.hasPrefix("\(word)-") ? name : "\(word) \(name)"
    }

    /// What is attached to a transit gateway and is no VPC: "vpn office", "tgw other".
    func beyond(_ kind: TransitGatewayAttachment.Kind, _ resource: TextID) -> String {
        switch kind {
        case .vpn: vpn(resource)
        case .directConnectGateway: "direct connect \(name(resource))"
        case .peering: title(.transitGateway, resource)
        default: "\(kind.word ?? "attachment") \(name(resource))"
        }
    }

    /// What a virtual private gateway leads to.
    func beyond(gateway id: TextID) -> [String] {
        let topology = inventory.topology
        return topology.vpnConnections.filter { $0.gateway == id }.map { vpn($0.id) }
            + topology.directConnectGateways.filter { own in
                own.associations.contains { $0.attachment == id && $0.state.works != false }
            }
            .map { "direct connect \(name($0.id))" }
    }

    private func vpn(_ id: TextID) -> String {
        let name = name(id)
        return name.hasPrefix("vpn-") ? name : "vpn \(name)"
    }
}
