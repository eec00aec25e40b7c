import Reachability
import CoreModel
import Text

/// What else to know of a way over peerings and transit gateways, and to endpoints.
extension AnswerText {
    /// A remark as one clause; nil for those of other kinds.
    func joinText(_ remark: Remark) -> String? {
        let network = NetworkNames(inventory)
        switch remark {
        case .answersElsewhere(let there, let back):
            let ways = "the packet goes over \(network.name(there)), its answer comes back over \(network.name(back))"
            return "\(ways): stateless both, routes differ"
        case .returnsToSender(let nat, let peering):
            return
                "the answer goes back over \(network.name(peering)) to NAT gateway \(network.name(nat)), which sent it, without a route"
        case .disconnected(let one, let other):
            return
                "\(network.name(one)) and \(network.name(other)) are not joined: no peering, no common transit gateway in the input "
                + "(DISCONNECTED_VPCS)"
        case .endpointPolicy(let id, let restricts):
            let own = restricts == true ? ", and it is not the default" : ""
            return "the network lets it through; the policy of endpoint \(network.name(id)) decides per request\(own)"
        case .providerSide(let id):
            return "it reaches endpoint \(network.name(id)); the provider's side is not in the input"
        case .noPing(let id): return "endpoint \(network.name(id)) answers no ping, whatever lets it through: ask for a port"
        case .noApplianceMode(let id, let gateway):
            let whose = "attachment \(network.attachment(id, of: gateway)) has no appliance mode"
            let command = NetworkFixText.command(
                "modify-transit-gateway-vpc-attachment",
                ["--transit-gateway-attachment-id", inventory[id], "--options", "ApplianceModeSupport=enable"], region: "")
            return "\(whose): answers may pass another zone's appliance (TGW_ATTACH_VPC_AZ_RESTRICTION): \(command)"
        case .instead(let change):
            let text = fix(change)
            return "or, for a rule that names the group: \(text.line): \(text.aws) (back: \(text.undo))"
        default: return nil
        }
    }
}
