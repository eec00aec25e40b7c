import CoreModel

/// Which addresses inventories do not tell apart: every question that one of them is an end of has the same verdict for all of them.
///
/// Public addresses that no interface has and no VPC can have are alike between two borders of networks that rules, prefix lists, routes and entries of network
/// ACLs name; every other address is alike to itself alone.
public struct AddressPlaces: Sendable {
    /// An address, or all that are like it.
    public enum Place: Hashable, Sendable {
        case itself(IPAddress)
        /// Which stretch between borders.
        case stretch(AddressStretch)
    }

    private let stretches: AddressStretches
    /// Of each inventory: a subnet may tell any address apart that its VPCs can have.
    private let indexes: [InventoryIndex]

    /// The places of some inventories together.
    ///
    /// Complexity: n log n in the networks of rules, lists, routes and entries.
    public init(_ analyzers: [Analyzer]) {
        var networks: [IPNetwork] = []
        for inventory in analyzers.map(\.inventory) {
            networks += inventory.rules.compactMap { inventory.network(of: $0.peer) }
            networks += inventory.prefixLists.flatMap { $0.entries ?? [] }
        }
        let named = Array(Set(networks))
        indexes = analyzers.map(\.index)
        stretches = AddressStretches { version in
            let ofWays = analyzers.flatMap { analyzer in analyzer.walker.value.cuts(version).values.joined() }
            return Borders.cuts(named, version) + ofWays
        }
    }

    /// Where an address stands.
    public func place(of address: IPAddress) -> Place {
        let stretch = stretches.stretch(of: address)
        return stretch.isPublic && indexes.allSatisfy { $0.isOutside(address) } ? .stretch(stretch) : .itself(address)
    }
}
