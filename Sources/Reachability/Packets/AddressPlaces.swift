import CoreModel

/// Which addresses inventories do not tell apart: every question that one of them is an end of has the same verdict for all of them.
///
/// Public addresses that no interface has and no VPC can have are alike between two borders of networks that rules, prefix lists, routes and entries of network
/// ACLs name; every other address is alike to itself alone.
public struct AddressPlaces: Sendable {
    /// An address, or all that are like it.
    public enum Place: Hashable, Sendable {
        case itself(IPAddress)
        /// Which stretch between borders, counted from below.
        case stretch(Int, IPVersion)
    }

    private let borders: [[UInt128]]
    private let held: Set<IPAddress>
    /// Of each inventory, by family, what its VPCs can have: a subnet may tell any of them apart.
    private let vpcs: [[AddressSet]]

    /// The places of some inventories together.
    ///
    /// Complexity: n log n in the networks of rules, lists, routes and entries.
    public init(_ analyzers: [Analyzer]) {
        var held: Set<IPAddress> = []
        var networks: [IPNetwork] = []
        for inventory in analyzers.map(\.inventory) {
            for interface in inventory.interfaces {
                held.formUnion(interface.privateAddresses + interface.publicAddresses)
                networks += interface.delegatedPrefixes
            }
            networks += inventory.rules.compactMap { inventory.network(of: $0.peer) }
            networks += inventory.prefixLists.flatMap { $0.entries ?? [] }
        }
        self.held = held
        vpcs = analyzers.map(\.index.vpcAddresses)
        let named = Set(networks)
        borders = IPVersion.allCases.map { version in
            let ofWays = analyzers.flatMap { analyzer in analyzer.walker.value.cuts(version).values.joined() }
            return Set(Borders.cuts(Array(named), version) + ofWays).sorted()
        }
    }

    /// Where an address stands.
    public func place(of address: IPAddress) -> Place {
        let slot = InventoryIndex.slot(address.version)
        guard !held.contains(address), SpecialAddresses.publicAddresses(address.version).contains(address.bits),
            !vpcs.contains(where: { $0[slot].contains(address.bits) })
        else { return .itself(address) }
        return .stretch(borders[slot].firstPlace { $0 > address.bits }, address.version)
    }
}
