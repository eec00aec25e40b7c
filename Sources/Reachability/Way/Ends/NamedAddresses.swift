import CoreModel

/// The addresses of interfaces that a rule, an entry, a route or a list may tell apart from others of their subnet: those in a network
/// that does not hold the whole subnet.
enum NamedAddresses {
    /// Complexity: n log n in networks and interfaces, and for each network that may hold a part of a subnet linear in the addresses in it.
    static func find(_ inventory: Inventory, _ index: InventoryIndex, _ version: IPVersion) -> Set<IPAddress> {
        let homes = Homes(inventory, index, version)
        var result: Set<IPAddress> = []
        for network in networks(inventory) where network.version == version && !network.isEverything {
            if homes.areWhole(in: network) { continue }
            for holder in index.privateHolders(in: network.range, version) {
                let own = inventory[holder.interface]
                for address in own.privateAddresses(version) where network.contains(address) {
                    if !homes.isWhole(homeOf: own, with: address, in: network) { result.insert(address) }
                }
            }
        }
        return result
    }

    /// Every network that something on a way is judged by.
    private static func networks(_ inventory: Inventory) -> Set<IPNetwork> {
        var networks: Set<IPNetwork> = []
        for route in inventory.topology.routeTables.flatMap(\.routes) {
            if case .network(let network) = route.destination { networks.insert(network) }
        }
        for route in inventory.topology.transitGatewayTables.flatMap(\.routes) {
            if case .network(let network) = route.destination { networks.insert(network) }
        }
        for acl in inventory.topology.networkACLs { networks.formUnion(acl.entries.compactMap(\.network)) }
        for list in inventory.prefixLists { networks.formUnion(list.entries ?? []) }
        for rule in inventory.rules {
            if let network = inventory.network(of: rule.peer) { networks.insert(network) }
        }
        return networks
    }

    /// Where interfaces live: the blocks of their subnets, or of their VPCs where those are not told.
    private struct Homes {
        private let index: InventoryIndex
        private let version: IPVersion
        /// The shortest prefix of any of them; nil where some interface's is not told.
        private let shortest: Int?

        init(_ inventory: Inventory, _ index: InventoryIndex, _ version: IPVersion) {
            self.index = index
            self.version = version
            var lengths: Set<Int> = []
            var isTold = true
            for place in Set(inventory.interfaces.map { Place(subnet: $0.subnet, vpc: $0.vpc) }) {
                let blocks = Self.blocks(place, index, version)
                lengths.formUnion(blocks.map(\.prefixLength))
                if blocks.isEmpty { isTold = false }
            }
            shortest = isTold ? lengths.min() ?? 0 : nil
        }

        private struct Place: Hashable {
            var subnet: TextID
            var vpc: TextID
        }

        private static func blocks(_ place: Place, _ index: InventoryIndex, _ version: IPVersion) -> [IPNetwork] {
            let own = (index.subnet(place.subnet)?.networks ?? []).filter { $0.version == version }
            return own.isEmpty ? (index.vpc(place.vpc)?.networks ?? []).filter { $0.version == version } : own
        }

        /// Whether a network holds homes as a whole or not at all.
        func areWhole(in network: IPNetwork) -> Bool { shortest.map { network.prefixLength <= $0 } ?? false }

        /// Whether a network that has an address of an interface holds the whole home.
        func isWhole(homeOf interface: NetworkInterface, with address: IPAddress, in network: IPNetwork) -> Bool {
            Self.blocks(Place(subnet: interface.subnet, vpc: interface.vpc), index, version)
                .contains { $0.contains(address) && network.prefixLength <= $0.prefixLength }
        }
    }
}
