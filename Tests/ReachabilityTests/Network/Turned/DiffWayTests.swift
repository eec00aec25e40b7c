import CoreModel
import Support
import Testing

@testable import Diff
@testable import Reachability

/// Ways that a comparison names, held against the verdicts over all layers of both readings, on random networks in which a route or an
/// entry of an ACL comes or goes.
@Suite("Ways that differ agree with the engine")
struct DiffWayTests {
    private static let traffic = ["tcp/443", "tcp/8080", "udp/53", "icmp/8/0"]

    @Test("Between groups a way is named where the whole verdict differs, and nowhere else", arguments: 0..<24)
    func groups(seed: UInt64) throws {
        let (before, after, text) = try Self.readings(seed)
        let diff = InventoryDiff(from: before, to: after)
        let groups = before.inventory.loadedGroups
        var changed = 0
        for source in groups {
            for destination in groups {
                for (port, version) in Self.questions {
                    let question = try Question(
                        from: Endpoint(source), to: Endpoint(destination), port: PortQuery(parsing: port), version: version)
                    let (was, now) = (before.wholeVerdict(question), after.wholeVerdict(question))
                    let named = Self.named(
                        diff, .group(before.inventory.idText(source)), .group(before.inventory.idText(destination)), question)
                    if was != now { changed += 1 }
                    let verdicts = named.map { [$0.before, $0.after] }
                    #expect(
                        verdicts == (was == now ? [] : [[was, now]]),
                        "\(before.inventory.idText(source)) -> \(before.inventory.idText(destination)) \(port) \(version): \(was), \(now)\n\(text)"
                    )
                }
            }
        }
    }

    @Test("To and from networks that rules name a way that is named differs", arguments: 0..<24)
    func networks(seed: UInt64) throws {
        let (before, after, text) = try Self.readings(seed)
        for way in InventoryDiff(from: before, to: after).ways {
            let first = try #require(way.points.intervals.first, "\(way)\n\(text)")
            guard let version = way.versions.first else { continue }
            let points = TrafficSet(first.lowerBound...first.lowerBound)
            let ends = try [way.source, way.destination].map { part in
                let network = part.end.network.map { $0.isEverything } ?? false
                return try #require(network ? Endpoint(.internet) : before.inventory.end(part.end).map { Endpoint($0) })
            }
            let question = try Question(from: ends[0], to: ends[1], port: PortQuery(points.traffic, asked: ""), version: version)
            #expect(before.wholeVerdict(question) == way.before, "\(way)\n\(text)")
            #expect(after.wholeVerdict(question) == way.after, "\(way)\n\(text)")
        }
    }

    @Test("A route that goes closes the ways over it, and is told")
    func route() throws {
        let sketch = try NetworkSketch(
            """
            vpc v 10.0.0.0/16
            subnet a1 v 10.0.1.0/24
            table rtb-1 v main,a1
              10.0.0.0/16 local
              0.0.0.0/0 igw-1
            acl acl-1 v default
              in 100 allow all - 0.0.0.0/0
              out 100 allow all - 0.0.0.0/0
            igw igw-1 v
            eni web a1 10.0.1.10 198.51.100.10
            """)
        let destination = EditedRoute.Destination.network(try IPNetwork(parsing: "0.0.0.0/0"))
        let route = EditedRoute(table: "rtb-1", destination, EditedTarget(.internetGateway, "igw-1"))
        let (before, after) = (Analyzer(sketch.inventory), Analyzer(sketch.inventory.applying([.network(.removeRoute(route))])))
        let diff = InventoryDiff(from: before, to: after)
        #expect(diff.network.map(\.removed) == [["0.0.0.0/0 -> igw-1"]])
        #expect(diff.flows.isEmpty)
        let internet = EndIdentity.network(.everything(.v4))
        #expect(diff.ways.contains { $0.kind == .closes && $0.source.end == .group("open") && $0.destination.end == internet })
        #expect(diff.ways.contains { $0.kind == .closes && $0.source.end == internet && $0.destination.end == .group("open") })
        #expect(
            FlowConditions(diff).codes(try #require(diff.ways.first { $0.source.end == .group("open") })) == [
                "NO_ROUTE_TO_DESTINATION"
            ])
    }

    // MARK: Readings

    private static let questions: [(String, IPVersion)] = traffic.flatMap { port in
        port.hasPrefix("icmp") ? [(port, IPVersion.v4)] : IPVersion.allCases.map { (port, $0) }
    }

    private static func named(_ diff: InventoryDiff, _ source: EndIdentity, _ destination: EndIdentity, _ question: Question)
        -> [FlowChange]
    {
        let points = question.port.points(question.version)
        return diff.ways.filter { way in
            way.source.end == source && way.destination.end == destination && way.versions.contains(question.version)
                && way.points.intersects(points)
        }
    }

    /// A random network, and the same with one route or one entry more or less.
    private static func readings(_ seed: UInt64) throws -> (Analyzer, Analyzer, String) {
        var generator = SimulatorNetworks(seed: seed &+ 31_000)
        let network = seed % 3 == 0 ? generator.nextJoined() : generator.next()
        let inventory = try NetworkSketch(network.text).inventory
        var random = SeededRandom(seed: seed &+ 77)
        let edit = edit(inventory, &random)
        return (Analyzer(inventory), Analyzer(inventory.applying([.network(edit)])), "\(network.text)\n\(edit)")
    }

    private static func edit(_ inventory: Inventory, _ random: inout SeededRandom) -> NetworkEdit {
        let topology = inventory.topology
        let tables = topology.routeTables.filter { !$0.subnets.isEmpty || $0.isMain }
        let acls = topology.networkACLs
        if Bool.random(using: &random), let table = tables.randomElement(using: &random) {
            let written = table.routes.filter { $0.target.kind != .local && !$0.origin.isPropagated }
            if let route = written.randomElement(using: &random), case .network(let network) = route.destination {
                return .removeRoute(
                    EditedRoute(
                        table: inventory[table.id], .network(network), EditedTarget(route.target.kind, inventory[route.target.id])
                    ))
            }
        }
        let traffic = [(try? Traffic(.tcp, from: 443, to: 443)) ?? .all, .all, (try? Traffic(.udp)) ?? .all]
        let entry = EditedEntry(
            acl: acls.randomElement(using: &random).map { inventory[$0.id] } ?? "",
            Bool.random(using: &random) ? .ingress : .egress, 1,
            .deny, traffic.randomElement(using: &random) ?? .all, .everything(Bool.random(using: &random) ? .v4 : .v6))
        return .addEntry(entry)
    }
}

extension Inventory {
    fileprivate func idText(_ group: GroupIndex) -> String { self[self[group].id] }
}
