import SecurityGroups

/// What questions look up in an inventory, built once after loading.
///
/// Complexity: O(n log n) in interfaces, linear in everything else; rules are not touched.
struct InventoryIndex: Sendable {
    /// An address with the interface that has it.
    struct Holder: Sendable {
        var address: UInt128
        var interface: InterfaceIndex
    }

    /// The interfaces that carry each group.
    let members: [[InterfaceIndex]]
    private let privateHolders: [[Holder]]
    private let publicHolders: [[Holder]]
    private let vpcs: [TextID: Vpc]
    private let subnetAddresses: [TextID: [AddressSet]]
    private let subnetsLoaded: Set<TextID>
    private let subnets: [TextID: Subnet]
    /// The addresses of every loaded VPC, by family.
    let vpcAddresses: [AddressSet]
    /// The resolvers of all loaded VPCs, each address once.
    let resolvers: [IPAddress]

    init(_ inventory: Inventory) {
        var members: [[InterfaceIndex]] = Array(repeating: [], count: inventory.groups.count)
        var privateHolders: [[Holder]] = [[], []]
        var publicHolders: [[Holder]] = [[], []]
        for (place, interface) in inventory.interfaces.enumerated() {
            let index = InterfaceIndex(place)
            for group in interface.groups { members[Int(group.number)].append(index) }
            for address in interface.privateAddresses {
                privateHolders[Self.slot(address.version)].append(Holder(address: address.bits, interface: index))
            }
            for address in interface.publicAddresses {
                publicHolders[Self.slot(address.version)].append(Holder(address: address.bits, interface: index))
            }
        }
        self.members = members
        self.privateHolders = privateHolders.map(Self.sorted)
        self.publicHolders = publicHolders.map(Self.sorted)
        vpcs = Dictionary(inventory.vpcs.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        let byVpc = Dictionary(grouping: inventory.subnets, by: \.vpc)
        subnetsLoaded = Set(byVpc.keys)
        subnets = Dictionary(inventory.subnets.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        subnetAddresses = byVpc.mapValues { subnets in
            IPVersion.allCases.map { version in
                subnets.reduce(AddressSet()) { $0.union($1.usableAddresses(version)) }
            }
        }
        resolvers = Set(inventory.vpcs.compactMap { NotFiltered.resolver(of: $0)?.address }).sorted()
        vpcAddresses = IPVersion.allCases.map { version in
            AddressSet(inventory.vpcs.flatMap(\.networks), version: version)
        }
    }

    /// The loaded VPC of an id.
    func vpc(_ id: TextID) -> Vpc? { vpcs[id] }

    /// Where interfaces of a VPC can live by its subnets; nil when no subnet of it is loaded.
    func subnetAddresses(ofVpc id: TextID, _ version: IPVersion) -> AddressSet? {
        subnetsLoaded.contains(id) ? subnetAddresses[id]?[Self.slot(version)] : nil
    }

    /// Where interfaces of a subnet can live; nil when it is not loaded.
    func addresses(ofSubnet id: TextID, _ version: IPVersion) -> AddressSet? { subnets[id]?.usableAddresses(version) }

    /// The interfaces that have private addresses within a network, with these addresses.
    func privateHolders(in network: IPNetwork) -> ArraySlice<Holder> {
        Self.slice(privateHolders[Self.slot(network.version)], network.range)
    }

    /// The interfaces that have public addresses within a network, with these addresses.
    func publicHolders(in network: IPNetwork) -> ArraySlice<Holder> {
        Self.slice(publicHolders[Self.slot(network.version)], network.range)
    }

    /// The place of a family in arrays by family.
    static func slot(_ version: IPVersion) -> Int { version == .v4 ? 0 : 1 }

    private static func sorted(_ holders: [Holder]) -> [Holder] {
        holders.sorted { ($0.address, $0.interface) < ($1.address, $1.interface) }
    }

    private static func slice(_ holders: [Holder], _ range: ClosedRange<UInt128>) -> ArraySlice<Holder> {
        return holders[
            holders.firstPlace { $0.address >= range.lowerBound }..<holders.firstPlace { $0.address > range.upperBound }]
    }
}
