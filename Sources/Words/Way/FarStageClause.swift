import Reachability
import CoreModel

/// What a stage of peerings, transit gateways, VPN gateways and endpoints does that fails or depends, as a clause of a sentence.
extension WayText {
    /// The clause; never empty.
    func farClause(_ stage: Stage) -> String {
        let thing = network.name(stage.component)
        switch stage.reason {
        case .notPeered(let vpc, let isSource):
            let address = isSource ? stage.source : stage.destination
            return "peering is not transitive: \(address) is not in \(words.names.name(ofVpc: vpc))"
        case .otherVpc(let vpc):
            return "\(thing) leads to \(words.names.name(ofVpc: vpc)), which is not where \(stage.destination) is"
        case .attachmentZone(let attachment, let zone):
            return "attachment \(network.name(attachment)) has no subnet in \(inventory[zone]), where it comes from"
        case .attachmentZones(let attachment):
            return "by which zone of attachment \(network.name(attachment)) it goes is not in the input, and they differ"
        case .noAssociation(let attachment):
            return "attachment \(network.name(attachment)) is associated with no route table of \(thing)"
        case .attachmentState(let attachment, let state):
            return "attachment \(network.name(attachment)) is \(inventory[state.text])"
        case .transitRoute(let table, _): return "\(network.name(topology[table].id)) has no route to \(stage.destination)"
        case .transitBlackhole(let table, let route):
            return
                "\(network.name(topology[table].id)) drops \(network.name(topology[table].routes[route].destination)) (blackhole)"
        case .severalAttachments(let table, let route):
            return
                "\(network.name(topology[table].id)) sends \(network.name(topology[table].routes[route].destination)) to several attachments"
        case .foreignSource(let vpc):
            return "\(thing) takes only what comes from \(words.names.name(ofVpc: vpc)), and \(stage.source) does not"
        case .endpointProtocol: return "gateway endpoint \(thing) carries tcp and ping only"
        case .tunnelsDown(let connection): return "no tunnel of \(network.name(connection)) was up when it was read"
        case .gatewayWithoutIPv6: return "a VPN at \(thing) carries no IPv6"
        case .attachmentWithoutIPv6(let attachment): return "attachment \(network.name(attachment)) carries no IPv6"
        case .attachmentEdge(let attachment, _): return "it leaves AWS by \(network.name(attachment)) of \(thing)"
        case .foreignVpc(let vpc, let owner):
            let whose = owner.isNone ? "" : " belongs to \(inventory[owner]) and"
            return "\(words.names.name(ofVpc: vpc))\(whose) is not in the input"
        case .inspectedBy(let firewall): return "firewall \(network.name(firewall)) inspects it"
        default: return "\(thing) lets it through"
        }
    }
}
