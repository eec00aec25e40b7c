import CoreModel
import Reachability

/// Where packets go that routes which differ may lead elsewhere.
///
/// A table looks up the address that a packet goes to: that of an end, or of a NAT gateway that stands for one. What other routes of the table
/// decide of, before and after, does not differ.
struct ConcernedDestinations {
    private let before: Inventory
    private let after: Inventory
    private var addresses: [IPVersion: AddressSet] = [:]
    /// Addresses of NAT gateways that differ: who has them, or whether somebody does, is not what it was.
    private var held: Set<IPAddress> = []
    private var publicly = AddressSet()
    /// The VPCs in which nobody has an address that packets are led elsewhere by.
    private var unmet: Set<String> = []

    /// Nil where something else differs than routes, NAT gateways and internet gateways, or where it is not told whom a route is for.
    ///
    /// Complexity: linear in routes of tables that differ, squared in those of one table, and in interfaces.
    init?(before: Analyzer, after: Analyzer, _ changes: [InventoryDiff.NetworkChange]) {
        (self.before, self.after) = (before.inventory, after.inventory)
        let (old, new) = (Tables(self.before), Tables(self.after))
        for change in changes {
            switch change.thing {
            case .routeTable:
                guard let was = old.byID[change.id], let now = new.byID[change.id], was.associations == now.associations else {
                    return nil
                }
                let differing =
                    was.routes.keys.filter { now.routes[$0] == nil } + now.routes.keys.filter { was.routes[$0] == nil }
                for key in differing {
                    guard let route = was.routes[key] ?? now.routes[key], take(route, was, now) else { return nil }
                }
            case .natGateway, .internetGateway, .egressOnlyInternetGateway:
                guard takeRoutes(to: change.id, old, new) else { return nil }
                if change.thing != .natGateway { takeInternet() }
            default: return nil
            }
        }
        for inventory in [self.before, self.after] {
            for gateway in inventory.topology.natGateways {
                let own = gateway.addresses.flatMap { [$0.privateAddress, $0.publicAddress].compactMap { $0 } }
                if changes.contains(where: { $0.thing == .natGateway && $0.id == inventory[gateway.id] }) {
                    held.formUnion(own)
                }
                // An answer to one goes by a route of its own, whoever it stands for.
                if gateway.addresses.compactMap(\.privateAddress).contains(where: isMet) { return nil }
            }
        }
        findUnmet()
        let shown = [self.before, self.after].flatMap { inventory in
            inventory.interfaces.flatMap(\.publicAddresses)
                + inventory.topology.natGateways.flatMap(\.addresses).compactMap(\.publicAddress)
        }
        publicly = AddressSet(shown.filter { $0.version == .v4 }.map { $0.bits...$0.bits })
    }

    // MARK: Asking

    /// Whether a packet between a group of a VPC and a network may be led elsewhere, or goes to what has other addresses.
    func concern(_ network: IPNetwork, vpc: String) -> Bool {
        if meets(network) || meets(vpc: vpc) || isHeld(network) { return true }
        // Between two public addresses each is translated, and answers go to the sender's.
        return network.version == .v4 && publicly.intersects(network.range)
            && !publicly.intersection(addresses[.v4] ?? AddressSet()).isEmpty
    }

    /// Whether a packet to somebody in a VPC may be led elsewhere.
    func meets(vpc: String) -> Bool { !unmet.contains(vpc) }

    /// Whether a network, but everything, has an address that may be somebody else's.
    func isHeld(_ network: IPNetwork) -> Bool { !network.isEverything && held.contains(where: network.contains) }

    private func meets(_ network: IPNetwork) -> Bool { addresses[network.version]?.intersects(network.range) ?? false }

    private func isMet(_ address: IPAddress) -> Bool { addresses[address.version]?.contains(address.bits) ?? false }

    // MARK: Finding

    /// Whether there are addresses that may be somebody else's.
    var holdsSome: Bool { !held.isEmpty }

    private mutating func add(_ set: AddressSet, _ version: IPVersion) {
        addresses[version] = (addresses[version] ?? AddressSet()).union(set)
    }

    /// Takes in what a route of a table decides of; false where that is not told.
    private mutating func take(_ route: Route, _ was: Table, _ now: Table) -> Bool {
        switch route.destination {
        case .network(let network):
            let closer = was.closer(than: network).filter(Set(now.closer(than: network)).contains)
            add(AddressSet(network.range).subtracting(AddressSet(closer, version: network.version)), network.version)
            return true
        case .prefixList(let id):
            let all = [before, after].flatMap { inventory in inventory.prefixLists.filter { $0.id == id && !id.isNone } }
            guard !all.isEmpty, all.allSatisfy({ $0.entries != nil }) else { return false }
            for network in all.flatMap({ $0.entries ?? [] }) { add(AddressSet(network.range), network.version) }
            return true
        case .unknown: return false
        }
    }

    private mutating func takeRoutes(to id: String, _ old: Tables, _ new: Tables) -> Bool {
        for table in Set(old.byID.keys).union(new.byID.keys) {
            let (was, now) = (old.byID[table], new.byID[table])
            for (own, other, inventory) in [(was, now, before), (now, was, after)] {
                guard let own else { continue }
                for route in own.routes.values where inventory[route.target.id] == id {
                    if !take(route, own, other ?? own) { return false }
                }
            }
        }
        return true
    }

    /// What comes in from the internet needs no route to the gateway, and its answer goes to the internet.
    private mutating func takeInternet() {
        for version in IPVersion.allCases {
            let blocks = [before, after].flatMap { $0.vpcs.flatMap(\.networks) }
            add(SpecialAddresses.publicAddresses(version).subtracting(AddressSet(blocks, version: version)), version)
        }
    }

    private mutating func findUnmet() {
        var spaces: [String: [IPNetwork]] = [:]
        var untold: Set<String> = []
        for inventory in [before, after] {
            for vpc in inventory.vpcs {
                spaces[inventory[vpc.id], default: []] += vpc.networks
                if vpc.networks.isEmpty || !vpc.openFamilies.isEmpty { untold.insert(inventory[vpc.id]) }
            }
            for subnet in inventory.subnets { spaces[inventory[subnet.vpc]]? += subnet.networks }
            for own in inventory.interfaces {
                let hosts = own.privateAddresses.map { IPNetwork(containing: $0, prefixLength: $0.version.bitWidth) }
                spaces[inventory[own.vpc]]? += hosts + own.delegatedPrefixes
            }
        }
        unmet = Set(spaces.filter { vpc, own in !untold.contains(vpc) && !own.contains(where: meets) }.keys)
    }
}

/// The route tables of a reading, as texts that mean the same in another one.
private struct Tables {
    private(set) var byID: [String: Table] = [:]

    init(_ inventory: Inventory) {
        let facts = NetworkFacts(of: inventory)
        let blocks = Dictionary(inventory.vpcs.map { ($0.id, $0.openFamilies.isEmpty ? $0.networks : []) }) { first, _ in first }
        for table in inventory.topology.routeTables {
            byID[inventory[table.id]] = Table(
                routes: Dictionary(table.routes.map { (facts.text($0), $0) }) { first, _ in first },
                associations: Set(facts.associations(table)), implicit: table.listsImplicitRoutes ? [] : blocks[table.vpc] ?? [])
        }
    }
}

private struct Table {
    /// Its routes, by what is said of them.
    var routes: [String: Route]
    var associations: Set<String>
    /// The blocks whose local routes it has though it does not list them.
    var implicit: [IPNetwork]

    /// The networks within one that another route decides of for certain.
    func closer(than network: IPNetwork) -> [IPNetwork] {
        let written = routes.values.compactMap { route -> IPNetwork? in
            // Within a VPC no propagated one counts.
            guard case .network(let own) = route.destination, route.doubt == .none, !route.origin.isPropagated else { return nil }
            return own
        }
        return (written + implicit).filter { $0 != network && network.contains($0) }
    }
}
