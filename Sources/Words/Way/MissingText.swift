import CoreModel
import Reachability

/// What is not in the input: a thing as a whole, or something of one that is there.
extension WayText {
    /// In a clause.
    func lacks(_ missing: Stage.Missing) -> String {
        switch missing {
        case .subnet(let interface): "the subnet of \(words.names.name(of: interface)) is not in the input"
        case .routeTable(let subnet): "the route table of \(network.name(subnet)) is not in the input"
        case .networkACL(let subnet): "the network ACL of \(network.name(subnet)) is not in the input"
        case .internetGateway(let id, let vpc):
            id.isNone
                ? "which internet gateway \(words.names.name(ofVpc: vpc)) has is not in the input"
                : "whether \(network.name(id)) is attached to \(words.names.name(ofVpc: vpc)) is not in the input"
        case .natGateway(let id):
            switch lack(ofNatGateway: id) {
            case .whole: "NAT gateway \(network.name(id)) is not in the input"
            case .subnet: "which subnet NAT gateway \(network.name(id)) is in is not in the input"
            case .table: "the route table of NAT gateway \(network.name(id)) is not in the input"
            }
        case .edgeTable(let gateway): "which route table \(network.name(gateway)) uses is not in the input"
        case .interfaces(let vpc): "not all interfaces of \(words.names.name(ofVpc: vpc)) are in the input"
        case .peeringConnection(let id):
            switch lack(ofPeering: id) {
            case .whole: "peering connection \(network.name(id)) is not in the input"
            case .sides: "which VPCs peering connection \(network.name(id)) joins is not in the input"
            case .state: "whether peering connection \(network.name(id)) is active is not in the input"
            }
        case .transitGatewayAttachment(let gateway, let vpc):
            "how \(words.names.name(ofVpc: vpc)) is attached to \(network.name(gateway)) is not in the input"
        case .attachment(let id, let gateway):
            switch lack(ofAttachment: id, of: gateway) {
            case .whole: "attachment \(network.name(id)) of \(network.name(gateway)) is not in the input"
            case .subnets: "which subnets attachment \(network.name(id)) of \(network.name(gateway)) has is not in the input"
            case .zones: "the zones of the subnets of attachment \(network.name(id)) are not in the input"
            }
        case .association(let id, let gateway):
            "which route table of \(network.name(gateway)) \(network.name(id)) is associated with is not in the input"
        case .transitGatewayRoutes(let id, let owner):
            owner.isNone
                ? "the routes of \(network.name(id)) are not in the input"
                : "the routes of \(network.name(id)) are its owner's (\(inventory[owner])), and not in the input"
        case .virtualPrivateGateway(let id, let vpc):
            "whether \(network.name(id)) is attached to \(words.names.name(ofVpc: vpc)) is not in the input"
        case .references(let thing): "whether rules match across \(network.name(thing)) that name groups is not in the input"
        case .endpoint(let id):
            isTold(endpoint: id)
                ? "whether endpoint \(network.name(id)) works is not in the input"
                : "endpoint \(network.name(id)) is not in the input"
        case .listeners(let balancer): "the listeners of \(network.name(balancer)) are not all in the input"
        case .subnets(let vpc): "not all subnets of \(words.names.name(ofVpc: vpc)) are in the input"
        }
    }

    /// In the cell of a row that begins with the thing at which it matters.
    func lacking(_ missing: Stage.Missing) -> String {
        let whole = "not in the input"
        switch missing {
        // The rows are named after the subnets.
        case .routeTable, .networkACL: return whole
        case .subnet: return "its subnet is not told"
        case .internetGateway(let id, _), .virtualPrivateGateway(let id, _):
            return topology.gateways.contains { $0.id == id && !id.isNone } ? "what it is attached to is not told" : whole
        case .natGateway(let id):
            switch lack(ofNatGateway: id) {
            case .whole, .table: return whole
            case .subnet: return "its subnet is not told"
            }
        case .edgeTable: return "its route table is not told"
        case .interfaces: return "not all interfaces are told"
        case .subnets: return "not all subnets are told"
        case .peeringConnection(let id):
            switch lack(ofPeering: id) {
            case .whole: return whole
            case .sides: return "the VPCs that it joins are not told"
            case .state: return "its state is not told"
            }
        case .transitGatewayAttachment(_, let vpc): return "how \(words.names.name(ofVpc: vpc)) is attached is not told"
        case .attachment(let id, let gateway):
            let name = network.name(id)
            switch lack(ofAttachment: id, of: gateway) {
            case .whole: return "\(name) is \(whole)"
            case .subnets: return "the subnets of \(name) are not told"
            case .zones: return "the zones of \(name) are not told"
            }
        case .association(let id, _): return "the table of \(network.name(id)) is not told"
        case .transitGatewayRoutes: return "its routes are not told"
        case .references: return "whether group references match is not told"
        case .endpoint(let id): return isTold(endpoint: id) ? "its state is not told" : whole
        case .listeners: return "not all listeners are told"
        }
    }

    // MARK: Of what is there

    private enum NatGatewayLack {
        case whole, subnet
        /// The table of a regional one.
        case table
    }

    private func lack(ofNatGateway id: TextID) -> NatGatewayLack {
        guard let own = topology.natGateways.first(where: { $0.id == id }) else { return .whole }
        return own.subnet.isNone && own.isRegional != true ? .subnet : .table
    }

    private enum PeeringLack {
        case whole, sides, state
    }

    private func lack(ofPeering id: TextID) -> PeeringLack {
        guard let own = topology.peeringConnections.first(where: { $0.id == id }) else { return .whole }
        return own.sides.count < 2 ? .sides : .state
    }

    private func isTold(endpoint id: TextID) -> Bool { topology.endpoints.contains { $0.id == id } }
}
