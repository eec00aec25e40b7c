import CoreModel
import Reachability

/// The networks and prefix lists that what differs of the network is for: destinations of routes, and CIDRs of ACL entries.
///
/// A rule may name more than one of these: packets to a network behind a virtual private gateway leave a group that lets out everything, and no
/// answer to everything tells that they turn.
struct RoutedNetworks {
    /// One of them, with its addresses; nil of a list whose entries are not told.
    private struct Place: Hashable {
        var end: EndIdentity
        var networks: [IPNetwork]?
        var versions: [IPVersion]
    }

    private var places: [Place] = []

    /// Whether there are none.
    var isEmpty: Bool { places.isEmpty }

    /// Those that lie beyond the VPCs of both readings at least in part; within these groups tell who is where.
    ///
    /// Complexity: linear in routes and entries of both readings.
    init(before: Inventory, after: Inventory, _ changes: [InventoryDiff.NetworkChange]) {
        if changes.isEmpty { return }
        let blocks = [before, after].flatMap { $0.vpcs.flatMap(\.networks) }
        let differing = Differing(changes, [before, after])
        var found: Set<Place> = []
        for inventory in [before, after] {
            for place in differing.destinations(inventory).compactMap({ Self.place($0, inventory) }) {
                let isWithin = place.networks?.allSatisfy { own in blocks.contains { $0.contains(own) } } ?? false
                if !isWithin { found.insert(place) }
            }
        }
        places = found.sorted { $0.end.text < $1.end.text }
    }

    /// Those that are a part of what a rule names, with the families to ask in.
    func within(_ named: [IPNetwork]) -> [(EndIdentity, IPVersion)] {
        places.flatMap { place in
            place.versions.filter { version in
                guard let networks = place.networks else { return named.contains { $0.isEverything && $0.version == version } }
                return networks.contains { own in
                    own.version == version && named.contains { $0.contains(own) && place.end != .network($0) }
                }
            }.map { (place.end, $0) }
        }
    }

    private static func place(_ destination: Route.Destination, _ inventory: Inventory) -> Place? {
        switch destination {
        case .network(let network):
            if network.isEverything { return nil }
            return Place(end: .network(network), networks: [network], versions: [network.version])
        case .prefixList(let id):
            guard let list = inventory.prefixLists.first(where: { $0.id == id }), !id.isNone else { return nil }
            let versions = list.entries.map { Set($0.map(\.version)) } ?? Set(IPVersion.allCases)
            return Place(
                end: .prefixList(inventory[id]), networks: list.entries, versions: IPVersion.allCases.filter(versions.contains))
        case .unknown: return nil
        }
    }
}

/// What of tables and ACLs differs, or leads to what does.
private struct Differing {
    private let ids: Set<String>
    /// The parts of a table or an ACL that differ, by its id.
    private let parts: [String: Set<String>]
    /// The VPCs in which some subnets or gateways have another table than before.
    private var vpcs: Set<String> = []
    /// The transit gateways of which the gateway itself or an attachment differs.
    private var transitGateways: Set<String> = []

    init(_ changes: [InventoryDiff.NetworkChange], _ readings: [Inventory]) {
        ids = Set(changes.map(\.id))
        parts = Dictionary(changes.map { ($0.id, Set($0.added + $0.removed)) }) { $0.union($1) }
        for inventory in readings {
            let facts = NetworkFacts(of: inventory)
            for table in inventory.topology.routeTables where differ(facts.associations(table), of: inventory[table.id]) {
                vpcs.insert(inventory[table.vpc])
            }
            let topology = inventory.topology
            transitGateways.formUnion(topology.transitGateways.map { inventory[$0.id] }.filter(ids.contains))
            for attachment in topology.transitGatewayAttachments where ids.contains(facts.id(of: attachment)) {
                transitGateways.insert(inventory[attachment.gateway])
            }
            for table in topology.transitGatewayTables where differ(facts.associations(table), of: inventory[table.id]) {
                transitGateways.insert(inventory[table.gateway])
            }
        }
        vpcs.remove("")
        transitGateways.remove("")
    }

    /// Whether some parts of a thing differ.
    private func differ(_ own: [String], of id: String) -> Bool {
        guard let parts = parts[id] else { return false }
        return own.contains(where: parts.contains)
    }

    /// What the routes and entries of a reading are for that differ, or whose packets go where something does.
    func destinations(_ inventory: Inventory) -> [Route.Destination] {
        let (facts, topology) = (NetworkFacts(of: inventory), inventory.topology)
        var found: [Route.Destination] = []
        for table in topology.routeTables {
            let isOther = vpcs.contains(inventory[table.vpc])
            for route in table.routes
            where isOther || ids.contains(inventory[route.target.id]) || differ([facts.text(route)], of: inventory[table.id]) {
                found.append(route.destination)
            }
        }
        for table in topology.transitGatewayTables {
            let isOther = transitGateways.contains(inventory[table.gateway])
            for route in table.routes
            where isOther || differ([facts.text(route, of: table.gateway)], of: inventory[table.id]) {
                found.append(route.destination)
            }
        }
        for connection in topology.vpnConnections
        where [connection.id, connection.gateway].contains(where: { ids.contains(inventory[$0]) }) {
            found += connection.networks.map { .network($0) }
        }
        for acl in topology.networkACLs {
            let isOther = differ(facts.associations(acl), of: inventory[acl.id])
            for entry in acl.entries where isOther || differ([facts.text(entry)], of: inventory[acl.id]) {
                if let network = entry.network { found.append(.network(network)) }
            }
        }
        return found
    }
}
