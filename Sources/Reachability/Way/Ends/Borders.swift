import CoreModel

/// Where addresses are told apart: the addresses at which networks begin, and those behind them.
///
/// They are worked out when an end is cut.
struct Borders: Sendable {
    /// Ascending.
    let cuts: Lazy<[UInt128]>

    init(_ unordered: @escaping @Sendable () -> [UInt128]) {
        cuts = Lazy { Set(unordered()).sorted() }
    }

    /// The cuts of networks of a family, in no order.
    static func cuts(_ networks: [IPNetwork], _ version: IPVersion) -> [UInt128] {
        networks.flatMap { network -> [UInt128] in
            guard network.version == version else { return [] }
            let (first, last) = (network.range.lowerBound, network.range.upperBound)
            return last < version.largest ? [first, last + 1] : [first]
        }
    }

    /// The cuts that routes, entries of ACLs and blocks make in each VPC and in those that its packets may pass, and the groups of the interfaces that its routes lead to.
    ///
    /// Complexity: n log n in all of them.
    static func ofVpcs(_ index: WayIndex, _ version: IPVersion) -> [TextID: [UInt128]] {
        var networks: [TextID: [IPNetwork]] = [:]
        for table in index.inventory.topology.routeTables {
            for route in table.routes {
                switch route.destination {
                case .network(let network): networks[table.vpc, default: []].append(network)
                case .prefixList(let id):
                    if case .entries(let entries) = index.list(id) { networks[table.vpc, default: []] += entries }
                case .unknown: break
                }
                networks[table.vpc, default: []] += index.interfaces(of: route.target).flatMap {
                    index.inventory.ruleNetworks($0)
                }
            }
        }
        for acl in index.inventory.topology.networkACLs {
            networks[acl.vpc, default: []] += acl.entries.compactMap(\.network)
        }
        for vpc in index.inventory.vpcs { networks[vpc.id, default: []] += vpc.networks }
        let own = networks
        for vpc in index.inventory.vpcs.map(\.id) {
            let passed = index.transit.passed(from: vpc, index.inventory.topology) { index.blocks(ofVpc: $0) }
            for other in passed.vpcs { networks[vpc, default: []] += own[other] ?? [] }
            for table in passed.tables {
                for route in index.inventory.topology[table].routes {
                    switch route.destination {
                    case .network(let network): networks[vpc, default: []].append(network)
                    case .prefixList(let id):
                        if case .entries(let entries) = index.list(id) { networks[vpc, default: []] += entries }
                    case .unknown: break
                    }
                }
            }
        }
        return networks.mapValues { Set(cuts(Array(Set($0)), version)).sorted() }
    }
}

extension Inventory {
    /// The networks that the rules of an interface's groups name.
    fileprivate func ruleNetworks(_ interface: InterfaceIndex) -> [IPNetwork] {
        self[interface].groups.flatMap(ruleNetworks)
    }

    /// The networks that a group's rules name: CIDRs and the entries of prefix lists.
    func ruleNetworks(_ group: GroupIndex) -> [IPNetwork] {
        Direction.allCases.flatMap { rules(of: group, $0) }.flatMap { rule -> [IPNetwork] in
            let peer = self[rule].peer
            if let network = network(of: peer) { return [network] }
            return prefixList(of: peer)?.entries ?? []
        }
    }
}
