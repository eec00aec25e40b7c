import CoreModel

/// Which interfaces of an inventory nothing tells apart on any way: what is asked of one holds for every one of its kind.
///
/// Of one kind are interfaces with the same groups in the same subnet, at addresses of which no rule, route or entry names one by itself. What
/// has a public address, delegated prefixes, addresses that are not told, or packets of others to pass on, is of a kind of its own.
public struct InterfaceKinds: Sendable {
    private let inventory: Inventory
    private let ends: [WayEnds]
    /// What routes lead to.
    private let targeted: Set<InterfaceIndex>

    /// What interfaces of a kind have in common.
    public struct Kind: Hashable, Sendable {
        /// The interface that is alone of its kind.
        fileprivate let alone: InterfaceIndex?
        /// What tells it apart from others, at each of its addresses, by family.
        fileprivate let places: [[WayEnds.Kind]]
    }

    /// Complexity: linear in routes.
    public init(_ analyzer: Analyzer) {
        inventory = analyzer.inventory
        let walker = analyzer.walker.value
        ends = IPVersion.allCases.map { walker.ends($0) }
        let targets = Set(inventory.topology.routeTables.flatMap { $0.routes.map(\.target) })
        targeted = Set(targets.flatMap { walker.index.interfaces(of: $0) })
    }

    /// The kind of an interface.
    ///
    /// Complexity: a look-up for each of its addresses.
    public func kind(of interface: InterfaceIndex) -> Kind {
        let own = inventory[interface]
        let isTold = IPVersion.allCases.allSatisfy { own.addressesAreKnown($0) }
        let isPlain =
            isTold && own.delegatedPrefixes.isEmpty && own.publicAddresses.isEmpty && own.checksSourceDestination != false
            && !targeted.contains(interface)
        if !isPlain { return Kind(alone: interface, places: []) }
        return Kind(
            alone: nil,
            places: ends.map { ends in
                own.privateAddresses(ends.version).map { ends.kind(of: interface, at: $0) }
            })
    }
}
