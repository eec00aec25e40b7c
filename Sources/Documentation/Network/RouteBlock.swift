import CoreModel
import Reachability
import Text
import Words

extension PageBlock {
    /// A route table of a VPC: the longest prefix first, with the route that is taken, and why others are not.
    ///
    /// Without the words of a way it tells the routes alone.
    init(
        table index: RouteTableIndex, _ passed: [PassedRoutes] = [], _ words: WayText? = nil, analyzer: Analyzer,
        marks: ReportMarks
    ) {
        let (inventory, names) = (analyzer.inventory, NetworkNames(analyzer.inventory))
        let table = inventory.topology[index]
        title = Self.title("table", names.name(index), inventory[table.id])
        let subnets = inventory.subnets.filter { analyzer.routeTable(ofSubnet: $0.id) == index }.map { names.name($0.id) }
        let gateways = table.gateways.map { names.name($0) }
        note =
            subnets.isEmpty && !gateways.isEmpty
            ? "of \(TextList.few(gateways, limit: 3)): what it brings into the VPC" : Self.users(subnets)
        let own = passed.filter { $0.table == .vpc(index) }
        var rows = table.routes.enumerated().map { place, route in
            let notes = Self.notes(own.compactMap { words?.note(ofRoute: place, $0) }, route.state, route.doubt)
            let origin = route.origin.isPropagated ? ", propagated" : ""
            var row = RouteRow(
                route.destination, names.name(route.destination), names.title(route.target) + origin, notes, marks)
            row.row.element = .route(index, place)
            return row
        }
        if !table.listsImplicitRoutes {
            let blocks = inventory.vpcs.first { $0.id == table.vpc }?.networks ?? []
            for block in blocks where !table.routes.contains(where: { $0.destination == .network(block) }) {
                let notes = own.compactMap { words?.note(ofLocal: block, $0) }
                rows.append(RouteRow(.network(block), "\(block)", "local", notes, marks))
            }
        }
        sections = Self.sections(rows, besides: own.flatMap { words?.besides($0) ?? [] }, table.routeKnowledge, marks)
    }

    /// A route table of a transit gateway, likewise.
    init(
        table index: TransitGatewayTableIndex, _ passed: [PassedRoutes] = [], _ words: WayText? = nil, analyzer: Analyzer,
        marks: ReportMarks
    ) {
        let (inventory, names) = (analyzer.inventory, NetworkNames(analyzer.inventory))
        let table = inventory.topology[index]
        title = Self.title("table", names.name(index), inventory[table.id])
        let asking = table.associations.map { names.attachment($0.attachment, of: table.gateway) }
        note =
            "of tgw \(names.name(table.gateway))"
            + (asking.isEmpty ? "" : ", asked by \(TextList.few(asking, limit: 3, shown: 2))")
        let own = passed.filter { $0.table == .transit(index) }
        let rows = table.routes.enumerated().map { place, route in
            let notes = Self.notes(own.compactMap { words?.note(ofRoute: place, $0) }, route.state, route.doubt)
            let origin = route.origin == .propagated ? ", propagated" : ""
            let target = route.state == .blackhole ? "nothing" : names.hops(of: route, table.gateway)
            return RouteRow(route.destination, names.name(route.destination), target + origin, notes, marks)
        }
        sections = Self.sections(rows, besides: own.flatMap { words?.besides($0) ?? [] }, table.routeKnowledge, marks)
    }

    static func title(_ word: String, _ name: String, _ id: String) -> String {
        "\(word) \(name)" + (id.isEmpty || id == name ? "" : "  \(id)")
    }

    /// The notes of a way at a route; where none says what becomes of a packet, with what the route itself is.
    private static func notes(_ ofWay: [HopNote], _ state: Route.State, _ doubt: Doubt) -> [HopNote] {
        if ofWay.contains(where: { $0.outcome != nil }) { return ofWay }
        return ofWay + (state == .blackhole ? [HopNote.gone] : []) + (doubt == .none ? [] : [HopNote.unsettled])
    }

    private static func sections(
        _ rows: [RouteRow], besides: [(route: String, note: HopNote)], _ known: ListKnowledge, _ marks: ReportMarks
    ) -> [ReportSection] {
        let sorted = rows.enumerated().sorted { left, right in
            let (a, b) = (left.element.order, right.element.order)
            return (a.0, a.1, left.offset) < (b.0, b.1, right.offset)
        }
        var lines = sorted.map(\.element.row)
        lines += besides.map { marks.row([$0.route, ""], [$0.note]) }
        if !known.isComplete, besides.isEmpty {
            lines.append(.init([.init("and perhaps more: not all routes are in the input", .depends)]))
        }
        return [ReportSection(label: "routes", rows: lines, none: "none")]
    }
}

/// A route as a row, and where it stands among others: the longest prefix first, IPv4 before IPv6, then what has none.
private struct RouteRow {
    let order: (Int, Int)
    var row: ReportSection.Row

    init(_ destination: Route.Destination, _ name: String, _ target: String, _ notes: [HopNote], _ marks: ReportMarks) {
        order =
            if case .network(let network) = destination { (network.version == .v4 ? 0 : 1, -network.prefixLength) } else {
                (2, 0)
            }
        row = marks.row([name, target], notes)
    }
}
