import CoreModel
import Documentation

/// What AWS made an interface for: the interface goes with it, and nobody detaches or deletes it otherwise.
///
/// Source: https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/requester-managed-eni.html
struct InterfaceMaker: Hashable {
    /// What it is: a NAT gateway, a VPC endpoint, a load balancer, an attachment of a transit gateway.
    var kind: FoundComponent.Kind
    /// Its id; nil of a NAT gateway that no input tells.
    var id: String?

    /// Nil for an interface that is taken away by itself, and for one of which no input tells whose it is; NAT gateways' are known by their
    /// kind.
    init?(of place: InterfaceIndex, in inventory: Inventory) {
        let interface = inventory[place]
        let topology = inventory.topology
        if let gateway = inventory.natGateway(of: interface) {
            (kind, id) = (.natGateway, inventory[gateway.id])
        } else if inventory.isOfNatGateway(interface) {
            (kind, id) = (.natGateway, nil)
        } else if let endpoint = topology.endpoints.first(where: { inventory.interfaces(of: $0).contains(place) }) {
            (kind, id) = (.endpoint, inventory[endpoint.id])
        } else if let balancer = topology.loadBalancers.first(where: { inventory.nodes(of: $0).contains(place) }) {
            (kind, id) = (.loadBalancer, inventory[balancer.id])
        } else if let attachment = inventory.transitGatewayAttachment(of: interface) {
            (kind, id) = (.transitGatewayAttachment, inventory[attachment.id])
        } else {
            return nil
        }
    }
}
