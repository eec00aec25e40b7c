import CoreModel

/// By which addresses ends are known outside, and from which ports they open connections.
extension WayIndex {
    /// Whether a private IPv4 address of an end has a public one; nil where that is not told.
    func hasPublicAddress(_ end: WayEnd) -> Bool? {
        switch end {
        case .outside, .unseen: return nil
        case .host(_, let subnet):
            // A complete listing would have it with an interface: without one it has no public address.
            guard let vpc = self.subnet(subnet)?.vpc, !found.unlistedPublicHolders.contains(end.address) else { return nil }
            return inventory.listsAllInterfaces(ofVpc: vpc) ? false : nil
        case .interface(let index, let address):
            let interface = inventory[index]
            if interface.publicAssociations.contains(where: { $0.privateAddress == address }) { return true }
            if found.publicHolders.contains(PublicHolder(interface: interface.id, address: address)) { return true }
            let untold = interface.publicAddresses.count > interface.publicAssociations.count
            if let isInternal = balancers.balancer(of: index).flatMap({ inventory.topology[$0].isInternal }) {
                // The scheme tells it, also where no interface is listed.
                if isInternal { return false }
                if !interface.addressesAreKnown || !interface.publicAddressesAreKnown { return true }
            }
            return interface.publicAddressesAreKnown && !untold ? false : nil
        }
    }

    /// The public IPv4 addresses of a private one of an interface, as far as they are told.
    func publicAddresses(_ end: WayEnd) -> [IPAddress] {
        guard case .interface(let index, let own) = end else { return [] }
        let interface = inventory[index]
        let listed = inventory.topology.publicAddresses.filter { $0.interface == interface.id && $0.privateAddress == own }
        return (interface.publicAssociations.filter { $0.privateAddress == own }.map(\.publicAddress) + listed.map(\.address))
            .distinct()
    }

    /// From which ports an end opens connections of some traffic: the one asked for, or those of its system.
    func clientPorts(_ end: WayEnd, _ traffic: WayTraffic) -> ClientPorts {
        traffic.clientPort.map(ClientPorts.named) ?? clientPorts(end)
    }

    /// From which ports an end opens connections.
    func clientPorts(_ end: WayEnd) -> ClientPorts {
        // What has an address of a delegated prefix is a pod, with a system of its own.
        guard let index = end.interface, inventory[index].privateAddresses.contains(end.address),
            !inventory[index].instance.isNone, let instance = found.instances[inventory[index].instance]
        else { return .wide }
        switch inventory.instances[instance].platform {
        case .linux?: return .linux
        case .windows?: return .windows
        case nil: return .wide
        }
    }
}
