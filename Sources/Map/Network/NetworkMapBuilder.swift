import CoreModel
import Reachability
import Text

/// Makes the network map of an inventory.
struct NetworkMapBuilder {
    private let analyzer: Analyzer
    private let titles: NetworkTitles
    /// Every subnet that something tells, by VPC, in the order of the inputs.
    private var subnets: [TextID: [Subnet]] = [:]
    private var order: [TextID] = []
    private var residents: [TextID: [InterfaceIndex]] = [:]
    private var unplaced: [TextID: Int] = [:]
    /// The names that several groups of a VPC have.
    private var sharedNames: Set<NameInVpc> = []

    private struct NameInVpc: Hashable {
        var name: String
        var vpc: TextID
    }

    private var inventory: Inventory { analyzer.inventory }

    init(_ analyzer: Analyzer) {
        self.analyzer = analyzer
        titles = NetworkTitles(analyzer)
        order = analyzer.inventory.vpcs.map(\.id)
        collect()
    }

    private mutating func collect() {
        var known: Set<TextID> = []
        func add(_ subnet: Subnet, _ vpc: TextID) {
            guard !subnet.id.isNone, !vpc.isNone, known.insert(subnet.id).inserted else { return }
            subnets[vpc, default: []].append(subnet)
        }
        for subnet in inventory.subnets { add(subnet, subnet.vpc) }
        for table in inventory.topology.routeTables {
            for id in table.subnets { add(Subnet(id: id), table.vpc.isNone ? analyzer.vpc(ofSubnet: id) ?? .none : table.vpc) }
        }
        for (place, interface) in inventory.interfaces.enumerated() {
            if !interface.subnet.isNone {
                add(Subnet(id: interface.subnet), interface.vpc)
                residents[interface.subnet, default: []].append(InterfaceIndex(place))
            } else if !interface.groups.isEmpty {
                unplaced[interface.vpc, default: 0] += 1
            }
        }
        var names: Set<NameInVpc> = []
        for group in inventory.groups.indices.map(GroupIndex.init) {
            let own = NameInVpc(name: analyzer.names.ownName(of: group), vpc: inventory[group].vpc)
            if !names.insert(own).inserted { sharedNames.insert(own) }
        }
        let undescribed = subnets.keys.filter { !order.contains($0) }
        order += undescribed.sorted { inventory[$0] < inventory[$1] }
    }

    /// The VPCs that have subnets.
    func vpcs() -> [VpcNetwork] {
        let drawn = order.filter { subnets[$0] != nil }
        let names = Names.distinct(drawn.map { (name: titles.name($0), id: TerminalText.safe(inventory[$0])) })
        return zip(drawn, names).map(network)
    }

    private func network(_ id: TextID, _ name: String) -> VpcNetwork {
        let known = inventory.vpcs.first { $0.id == id }
        let layers = analyzer.layers(ofVpc: id)
        var network = VpcNetwork(
            id: id, name: name, networks: known?.networks ?? [], readsTables: layers.contains(.routes))
        network.endpoints = inventory.topology.endpoints.count { $0.vpc == id }
        network.unplaced = unplaced[id] ?? 0
        network.rows = rows(of: subnets[id] ?? [], id)
        let zones = Set(network.subnets.map(\.zone))
        network.zones = zones.filter { !$0.isEmpty }.sorted() + (zones.contains("") ? [""] : [])
        network.gateways = NetworkGateways(analyzer, titles, id, network.rows).all()
        return network
    }

    // MARK: Rows

    private struct RowKey: Hashable {
        var routes: SubnetRoutes
        var table: RouteTableIndex?
        var acl: NetworkACLIndex?
    }

    private func rows(of subnets: [Subnet], _ vpc: TextID) -> [SubnetRow] {
        let reading = RouteReading(analyzer: analyzer, vpc: vpc)
        var places: [RowKey: Int] = [:]
        var rows: [SubnetRow] = []
        let known = Names.distinct(
            subnets.map { subnet in
                (
                    name: subnet.name.isNone ? "" : TerminalText.safe(inventory[subnet.name]),
                    id: TerminalText.safe(inventory[subnet.id])
                )
            })
        var kept: [RouteTableIndex: [Set<IPVersion>: SubnetRoutes]] = [:]
        let sorted = zip(subnets, known).sorted { order($0.0) < order($1.0) }
        for (subnet, title) in sorted {
            let table = analyzer.routeTable(ofSubnet: subnet.id)
            let families = Self.families(of: subnet)
            let routes = table.flatMap { kept[$0]?[families] } ?? reading.routes(of: table, families)
            if let table { kept[table, default: [:]][families] = routes }
            let key = RowKey(routes: routes, table: table, acl: analyzer.networkACL(ofSubnet: subnet.id))
            let place = places[key] ?? rows.count
            if place == rows.count {
                places[key] = place
                rows.append(SubnetRow(routes: routes, table: table, acl: key.acl))
            }
            rows[place].subnets.append(box(subnet, title))
        }
        return rows.enumerated().sorted { ($0.element.tier, $0.offset) < ($1.element.tier, $1.offset) }.map(\.element)
    }

    /// The families of which a subnet has addresses, or may have.
    private static func families(of subnet: Subnet) -> Set<IPVersion> {
        subnet.networks.isEmpty ? Set(IPVersion.allCases) : Set(subnet.networks.map(\.version)).union(subnet.openFamilies)
    }

    private func order(_ subnet: Subnet) -> (String, UInt128, String) {
        let first = subnet.networks.min()
        return (inventory[subnet.zone], first?.address.bits ?? .max, inventory[subnet.id])
    }

    private func box(_ subnet: Subnet, _ title: String) -> SubnetBox {
        var box = SubnetBox(
            id: subnet.id, title: title, networks: subnet.networks, zone: TerminalText.safe(inventory[subnet.zone]))
        let own = (residents[subnet.id] ?? []).sorted { address($0) < address($1) }
        var places: [GroupIndex: Int] = [:]
        for index in own {
            let interface = inventory[index]
            if interface.groups.isEmpty {
                if ![.natGateway, .endpoint].contains(interface.attachment.kind) { box.withoutGroups += 1 }
                continue
            }
            box.interfaces += 1
            for group in interface.groups.distinct() {
                if let place = places[group] {
                    box.groups[place].interfaces.append(index)
                } else {
                    places[group] = box.groups.count
                    box.groups.append(.init(group: group, name: name(of: group), interfaces: [index]))
                }
            }
        }
        return box
    }

    /// A group's own name where no other group of its VPC has it: what tells VPCs apart says nothing on the map of one.
    private func name(of group: GroupIndex) -> String {
        let names = analyzer.names
        let (whole, own, vpc) = (names.name(of: group), names.ownName(of: group), inventory[group].vpc)
        return TerminalText.safe(whole == own || sharedNames.contains(.init(name: own, vpc: vpc)) ? whole : own)
    }

    private func address(_ index: InterfaceIndex) -> (UInt128, UInt32) {
        (inventory[index].privateAddresses.first { $0.version == .v4 }?.bits ?? .max, index.number)
    }
}

extension Names {
    /// Names that tell things apart: the id where there is none, and behind it where several have it.
    static func distinct(_ things: [(name: String, id: String)]) -> [String] {
        let counts = Dictionary(things.map { ($0.name, 1) }, uniquingKeysWith: +)
        return things.map { thing in
            thing.name.isEmpty ? thing.id : counts[thing.name] == 1 ? thing.name : "\(thing.name) (\(thing.id))"
        }
    }
}
