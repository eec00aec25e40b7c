extension GroupHolder {
    /// What takes no security groups, whoever asks.
    public enum Groupless: Hashable, Sendable, CaseIterable {
        /// Source: https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-basics.html
        case natGateway
        /// Source: https://docs.aws.amazon.com/vpc/latest/tgw/tgw-vpc-attachments.html
        case transitGatewayAttachment
        /// Source: https://docs.aws.amazon.com/vpc/latest/privatelink/gateway-load-balancer-endpoints.html
        case gatewayEndpoint
        /// Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/gateway/introduction.html
        case gatewayBalancer
        /// One that was made without groups, which it is given then or never.
        ///
        /// Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-security-groups.html
        case networkBalancer
    }
}

extension Inventory {
    /// What an interface is of that takes no groups whatever it is called, with its id; nil for what may take some.
    ///
    /// Load balancers are told apart where they are looked up.
    func groupless(_ interface: NetworkInterface) -> (kind: GroupHolder.Groupless, id: TextID)? {
        if isOfNatGateway(interface) { return (.natGateway, natGateway(of: interface)?.id ?? interface.attachment.name) }
        let endpoint = topology.endpoints.first { endpoint in
            let isDescribed = interface.attachment.kind == .endpoint && interface.attachment.name == endpoint.id
            return endpoint.kind == .gatewayLoadBalancer && (isDescribed || endpoint.interfaces.contains(interface.id))
        }
        if endpoint != nil || self[interface.type] == "gateway_load_balancer_endpoint" {
            return (.gatewayEndpoint, endpoint?.id ?? interface.attachment.name)
        }
        let attachment = transitGatewayAttachment(of: interface)
        let isDescribed = self[interface.description].hasPrefix("Network Interface for Transit Gateway Attachment ")
        guard attachment != nil || isDescribed || self[interface.type] == "transit_gateway" else { return nil }
        return (.transitGatewayAttachment, attachment?.id ?? interface.attachment.name)
    }

    /// Whether an interface is a NAT gateway's, whichever it is.
    public func isOfNatGateway(_ interface: NetworkInterface) -> Bool {
        interface.attachment.kind == .natGateway || ["nat_gateway", "natGateway"].contains(self[interface.type])
            || natGateway(of: interface) != nil
    }

    /// The NAT gateway that AWS made an interface for, by what is written on the interface or by the gateway's addresses; nil where no input
    /// tells one.
    ///
    /// One that is gone has no addresses any more.
    public func natGateway(of interface: NetworkInterface) -> NatGateway? {
        topology.natGateways.first { gateway in
            if isCalled(interface, gateway.id) { return true }
            guard gateway.state.works != false else { return false }
            let isThere = !gateway.subnet.isNone && gateway.subnet == interface.subnet
            return gateway.addresses.contains { own in
                if !own.interface.isNone { return own.interface == interface.id }
                // Where its interface is not told, it is the one with its address in its subnet.
                return isThere && own.privateAddress.map { interface.privateAddresses.contains($0) } == true
                    || own.publicAddress.map { interface.publicAddresses.contains($0) } == true
            }
        }
    }

    /// The attachment of a transit gateway that AWS made an interface for, by what is written on the interface, or as the only one of its
    /// subnet; nil where that is not told.
    public func transitGatewayAttachment(of interface: NetworkInterface) -> TransitGatewayAttachment? {
        let all = topology.transitGatewayAttachments
        if let called = all.first(where: { isCalled(interface, $0.id) }) { return called }
        guard self[interface.type] == "transit_gateway", !interface.subnet.isNone else { return nil }
        let there = all.filter { $0.kind == .vpc && $0.subnets?.contains(interface.subnet) == true }
        return there.count == 1 ? there.first : nil
    }

    /// Whether AWS wrote an id into the description of an interface.
    private func isCalled(_ interface: NetworkInterface, _ id: TextID) -> Bool { !id.isNone && interface.attachment.name == id }
}
