import CoreModel
import Diagram
import Reachability
import Text
import Words

/// What stands on the network map beside names.
struct NetworkPageWords {
    let map: NetworkMap
    let vpc: VpcNetwork
    private let names: NetworkNames

    private var inventory: Inventory { map.analyzer.inventory }
    private var topology: Topology { inventory.topology }

    /// The ids of what differs from what was read.
    private let changed: Set<TextID>

    init(_ map: NetworkMap, _ vpc: VpcNetwork, changed: Set<TextID> = []) {
        (self.map, self.vpc, self.changed) = (map, vpc, changed)
        names = NetworkNames(map.analyzer.inventory)
    }

    /// The sign before a subnet.
    func bar(_ glyphs: GlyphSet) -> String { glyphs == .unicode ? "▌" : ":" }

    func name(_ id: TextID) -> String { TerminalText.safe(names.name(id)) }

    /// A route's destination.
    func text(_ destination: Route.Destination) -> String { TerminalText.safe(names.name(destination)) }

    // MARK: Gateways

    /// What stands behind a gateway that is a way out.
    func said(of gateway: NetworkGateway) -> String {
        var place =
            vpc.subnet(gateway.subnet).map { "in \($0.title)" } ?? (gateway.subnet.isNone ? "" : "in \(name(gateway.subnet))")
        let zones = Set(gateway.distant.compactMap { vpc.subnet($0)?.zone }).sorted()
        if !zones.isEmpty { place += ", for \(TextList.sentence(zones)) too" }
        let onward: String =
            switch gateway.onward {
            case .internet, .gateway: ""
            case .nowhere: "! no way on: its own table has none"
            case .vpcs, .beyond: onward(of: gateway)
            case .notFollowed:
                switch gateway.target.kind {
                case .natGateway: "? its own way on is not told"
                case .networkInterface, .instance, .vpcEndpoint: "what it forwards is not in AWS's data"
                default: "-> beyond the input"
                }
            }
        return [place, onward].filter { !$0.isEmpty }.joined(separator: "  ")
    }

    /// Where it leads: "-> reporting, tools and 2 more".
    func onward(of gateway: NetworkGateway) -> String {
        switch gateway.onward {
        case .internet: "-> internet"
        case .gateway(let place): "-> \(vpc.gateways[place].title)"
        case .vpcs(let ids): "-> \(TextList.few(ids.map(name), limit: 4, shown: 3))"
        case .beyond(let things): "-> \(TextList.few(things, limit: 4, shown: 3))"
        case .nowhere: "-> nothing"
        case .notFollowed: "-> beyond the input"
        }
    }

    /// What stands behind a gateway that no line leads to.
    func listed(_ gateway: NetworkGateway) -> String {
        var parts = [onward(of: gateway)]
        // Rows with the same routes are said together.
        var byRoutes: [(blocks: String, subnets: [String])] = []
        for row in gateway.joins {
            let own = vpc.rows[row]
            let routes = own.routes.joins.first { $0.target == gateway.target }?.destinations ?? []
            let blocks = TextList.few(routes.map(text), limit: 3, shown: 2)
            if let place = byRoutes.firstIndex(where: { $0.blocks == blocks }) {
                byRoutes[place].subnets.append(subnets(of: own))
            } else {
                byRoutes.append((blocks, [subnets(of: own)]))
            }
        }
        parts += byRoutes.map { "from \($0.subnets.joined(separator: ", ")): \($0.blocks)" }
        if gateway.joins.isEmpty, vpc.readsTables {
            let isSure = vpc.rows.allSatisfy { $0.tier != .unknown && !$0.routes.mayHaveMore }
            parts.append(isSure ? "no route leads to it" : "no route in the input leads to it")
        }
        return parts.filter { !$0.isEmpty }.joined(separator: "  ")
    }

    /// "app-a, app-b", or "12 subnets of table app".
    func subnets(of row: SubnetRow) -> String {
        if row.subnets.count <= 3 { return row.subnets.map(\.title).joined(separator: ", ") }
        return "\(row.subnets.count) subnets of table \(row.table.map { TerminalText.safe(names.name($0)) } ?? "not told")"
    }

    /// A row that leaves elsewhere over the other family.
    func reference(_ row: SubnetRow, _ version: IPVersion) -> String { "\(Self.family(version)) of \(subnets(of: row))" }

    static func family(_ version: IPVersion) -> String { version == .v4 ? "IPv4" : "IPv6" }

    // MARK: Rows

    /// What there is to say of a row of subnets: what sets it apart from others, and what of its routes is not drawn.
    func facts(_ row: SubnetRow, isFolded: Bool) -> [String] {
        var facts: [String] = []
        if let way = row.routes.ways.first {
            let others = row.routes.ways.dropFirst().map(\.version)
            let hasBoth = row.subnets.contains { Set($0.networks.map(\.version)).count > 1 }
            if row.routes.ways.dropFirst().contains(where: { $0.target != way.target }) {
                facts.append(Self.family(way.version))
            } else if others.isEmpty, hasBoth {
                facts.append("over \(Self.family(way.version)) alone")
            }
            if let only = way.only { facts.append("to \(only) alone") }
        }
        let alike = vpc.rows.filter { $0.tier == row.tier }
        func mark(_ id: TextID) -> String { changed.contains(id) ? " ~" : "" }
        if let table = row.table {
            let own = mark(topology[table].id)
            if isFolded || !own.isEmpty || Set(alike.map(\.table)).count > 1 {
                facts.append("table \(TerminalText.safe(names.name(table)))\(own)")
            }
        }
        if let acl = row.acl {
            let own = mark(topology[acl].id)
            if isFolded || !own.isEmpty || !topology[acl].isDefault || Set(alike.map(\.acl)).count > 1 {
                facts.append("acl \(TerminalText.safe(names.name(acl)))\(own)")
            }
        }
        if row.routes.otherRoutes > 0 { facts.append("+\(TextCount.of(row.routes.otherRoutes, "route"))") }
        if row.routes.endpointRoutes > 0 { facts.append("+\(TextCount.of(row.routes.endpointRoutes, "endpoint"))") }
        if row.routes.mayHaveMore, row.table != nil { facts.append("not all routes told") }
        return facts
    }

    /// What carries nothing although it looks as if it did, and what is not told.
    func notes(_ row: SubnetRow) -> [String] {
        var notes = row.routes.broken.map { broken in
            let route = "\(TerminalText.safe(names.name(broken.destination))) -> \(TerminalText.safe(names.name(broken.target)))"
            return switch broken.reason {
            case .blackhole: "! \(route), gone (blackhole): no way out"
            case .notWorking(let state):
                state.isNone
                    ? "! \(route), not attached: no way out" : "! \(route), \(TerminalText.safe(inventory[state])): no way out"
            case .open: "? \(route): the input leaves open whether it carries anything"
            }
        }
        if row.tier == .unknown, row.routes.broken.isEmpty, vpc.readsTables {
            notes.append(
                row.table == nil ? "? their route table is not in the input" : "? not all of their routes are in the input")
        }
        return notes
    }

    /// The address of a group in a subnet, and how many more there are: "10.0.10.8 +2".
    func address(_ resident: SubnetBox.Resident) -> String {
        let addresses = resident.interfaces.compactMap { inventory[$0].privateAddresses.first?.description }
        guard let first = addresses.first else {
            return resident.interfaces.count > 1 ? "\(resident.interfaces.count) interfaces" : ""
        }
        return resident.interfaces.count > 1 ? "\(first) +\(resident.interfaces.count - 1)" : first
    }

    // MARK: The last line

    /// What is drawn of the VPC, and what is not.
    func counts(_ drawing: NetworkPageDrawing) -> String {
        let subnets = vpc.subnets.count
        let interfaces = vpc.subnets.reduce(0) { $0 + $1.interfaces }
        var drawn = ["\(drawing.drawnSubnets) of \(TextCount.of(subnets, "subnet"))"]
        drawn.append(
            drawing.form == .folded
                ? "\(TextCount.of(interfaces, "interface")) counted"
                : "\(drawing.drawnInterfaces) of \(TextCount.of(interfaces, "interface"))")
        drawn.append(TextCount.of(vpc.gateways.count, "gateway"))
        var rest: [String] = []
        let routes = vpc.rows.reduce(0) { $0 + $1.routes.otherRoutes }
        if routes > 0 { rest.append("\(TextCount.of(routes, "route")) to some networks") }
        if vpc.endpoints > 0 { rest.append(TextCount.of(vpc.endpoints, "endpoint")) }
        if vpc.unplaced > 0 { rest.append("\(TextCount.of(vpc.unplaced, "interface")) in no subnet that is told") }
        let undrawn = rest.isEmpty ? "" : "; not drawn: \(rest.joined(separator: ", "))"
        return "drawn: \(drawn.joined(separator: ", "))\(undrawn)"
    }
}
