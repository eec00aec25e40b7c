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
        // AWS writes the id of what it made an interface for into the description.
        let name = inventory[interface.attachment.name]
        func isCalled(_ id: TextID) -> Bool { !id.isNone && inventory[id] == name }
        let topology = inventory.topology
        if let gateway = Self.natGateway(of: interface, in: inventory, isCalled) {
            (kind, id) = (.natGateway, inventory[gateway.id])
        } else if Self.isOfNatGateway(interface, in: inventory) {
            (kind, id) = (.natGateway, nil)
        } else if let endpoint = topology.endpoints.first(where: { inventory.interfaces(of: $0).contains(place) }) {
            (kind, id) = (.endpoint, inventory[endpoint.id])
        } else if let balancer = topology.loadBalancers.first(where: { inventory.nodes(of: $0).contains(place) }) {
            (kind, id) = (.loadBalancer, inventory[balancer.id])
        } else if let attachment = Self.attachment(of: interface, in: inventory, isCalled) {
            (kind, id) = (.transitGatewayAttachment, inventory[attachment.id])
        } else {
            return nil
        }
    }

    /// Whether an interface is a NAT gateway's, whichever it is.
    static func isOfNatGateway(_ interface: NetworkInterface, in inventory: Inventory) -> Bool {
        interface.attachment.kind == .natGateway || ["nat_gateway", "natGateway"].contains(inventory[interface.type])
            || natGateway(of: interface, in: inventory, { _ in false }) != nil
    }

    private static func natGateway(
        of interface: NetworkInterface, in inventory: Inventory, _ isCalled: (TextID) -> Bool
    ) -> NatGateway? {
        inventory.topology.natGateways.first { gateway in
            if isCalled(gateway.id) { return true }
            let isThere = !gateway.subnet.isNone && gateway.subnet == interface.subnet
            return gateway.addresses.contains { own in
                if !own.interface.isNone { return own.interface == interface.id }
                // Where its interface is not told, it is the one with its address in its subnet.
                return isThere && own.privateAddress.map { interface.privateAddresses.contains($0) } == true
                    || own.publicAddress.map { interface.publicAddresses.contains($0) } == true
            }
        }
    }

    private static func attachment(
        of interface: NetworkInterface, in inventory: Inventory, _ isCalled: (TextID) -> Bool
    ) -> TransitGatewayAttachment? {
        let all = inventory.topology.transitGatewayAttachments
        if let called = all.first(where: { isCalled($0.id) }) { return called }
        guard inventory[interface.type] == "transit_gateway", !interface.subnet.isNone else { return nil }
        let there = all.filter { $0.kind == .vpc && $0.subnets?.contains(interface.subnet) == true }
        return there.count == 1 ? there.first : nil
    }
}
