import CoreModel
import Diff
import Foundation
import Testing

@testable import Reachability

/// Routes, NAT gateways and internet gateways that come and go, on random networks: every answer that turns by them is listed.
///
/// `SGSCOPE_DRILLED_NETWORKS=2000` tries as many networks.
@Suite("Ways that drills and routes turn, on random networks")
struct DrilledWaysTests {
    private static let networks = ProcessInfo.processInfo.environment["SGSCOPE_DRILLED_NETWORKS"].flatMap(Int.init)

    private struct Tally {
        var tried = 0
        var turned = 0
        var unlisted: [String] = []
    }

    @Test("Whatever turns between groups, the internet and the networks that rules name is among the ways")
    func drills() throws {
        var generator = SimulatorNetworks(seed: 90_203)
        var tally = Tally()
        for number in 0..<(Self.networks ?? 8) {
            if number % 3 == 2 { _ = generator.nextJoined() } else { _ = generator.next() }
            let network = generator.network
            let analyzer = Analyzer(try NetworkSketch(network.text).inventory)
            let asked = generator.question(network).question
            let (ipProtocol, port) = asked.ipProtocol == 17 ? (IPProtocol.udp, asked.port) : (.tcp, max(asked.port, 1))
            let points = TrafficSet(try Traffic(ipProtocol, from: port, to: port).points)
            let edits = edits(analyzer.inventory)
            guard !edits.isEmpty else { continue }
            for _ in 0..<2 {
                let own = [generator.pick(edits)] + (generator.chance(30) ? [generator.pick(edits)] : [])
                check(own, analyzer, points, &tally, network.text)
            }
        }
        if Self.networks != nil { print("\(tally.tried) tried, \(tally.turned) answers turned") }
        #expect(
            tally.unlisted.isEmpty,
            "\(tally.unlisted.count): \(tally.unlisted.prefix(Self.networks == nil ? 2 : 20).joined(separator: "\n\n"))")
        #expect(tally.turned > tally.tried / 8, "\(tally.turned) of \(tally.tried)")
    }

    /// Whatever may go, every route that may lead elsewhere, and some that may come.
    private func edits(_ inventory: Inventory) -> [Edit] {
        let topology = inventory.topology
        let gone = topology.natGateways.map(\.id) + topology.gateways.map(\.id) + topology.peeringConnections.map(\.id)
        var edits = gone.map { NetworkEdit.off(inventory[$0]) }
        let targets = topology.routeTables.flatMap(\.routes).map(\.target).filter { $0.kind != .local }.distinct()
        for (place, table) in topology.routeTables.enumerated() where !table.isAssumed {
            let routes = table.routes.filter { $0.target.kind != .local }.compactMap {
                inventory.edited($0, of: RouteTableIndex(place))
            }
            for route in routes {
                edits.append(.removeRoute(route))
                edits += targets.map { .changeRoute(route, to: EditedTarget($0.kind, inventory[$0.id])) }
            }
            for target in targets {
                let places = ["10.0.2.0/24", "10.1.0.0/16", "198.51.100.0/24", "0.0.0.0/0", "203.0.113.7/32"]
                for network in places.compactMap({ try? IPNetwork(parsing: $0) }) {
                    let target = EditedTarget(target.kind, inventory[target.id])
                    edits.append(.addRoute(EditedRoute(table: inventory[table.id], .network(network), target)))
                }
            }
        }
        return edits.map { .network($0) }
    }

    private func check(_ edits: [Edit], _ before: Analyzer, _ points: TrafficSet, _ tally: inout Tally, _ text: String) {
        let after = before.applying(edits)
        let diff = InventoryDiff(from: before, to: after)
        if diff.areWaysLimited || !diff.uncompared.isEmpty { return }
        tally.tried += 1
        let inventory = before.inventory
        // A survey says what each question by itself comes to (NetworkSurveyTests), at a tenth of the cost.
        let surveys = (before: NetworkSurvey(before), after: NetworkSurvey(after))
        let groups = inventory.loadedGroups.filter { !before.members(of: $0).isEmpty }
        var pairs: Set<[End]> = []
        for source in groups {
            for destination in groups { pairs.insert([.group(source), .group(destination)]) }
            for direction in Direction.allCases {
                for carried in before.sharingMembers(with: source) {
                    for rule in inventory.rules(of: carried, direction) {
                        guard let network = inventory.network(of: inventory[rule].peer) else { continue }
                        let far: End = network.isEverything ? .internet : .network(network)
                        pairs.insert(direction == .egress ? [.group(source), far] : [far, .group(source)])
                    }
                }
            }
        }
        for network in routed(edits, inventory) {
            for group in groups where isWider(group, than: network, points, before) {
                pairs.formUnion([[.group(group), .network(network)], [.network(network), .group(group)]])
            }
        }
        for pair in pairs {
            for version in IPVersion.allCases {
                guard pair.allSatisfy({ $0.version == nil || $0.version == version }),
                    let question = Question(
                        from: Endpoint(pair[0]), to: Endpoint(pair[1]), carrying: points, version: version),
                    let again = before.question(question, after: after.inventory)
                else { continue }
                let (was, now) = (surveys.before.verdict(question).verdict, surveys.after.verdict(again).verdict)
                if was == now { continue }
                tally.turned += 1
                let isListed = diff.ways.contains { way in
                    isEnd(way.source, pair[0], inventory) && isEnd(way.destination, pair[1], inventory)
                        && way.versions.contains(version)
                }
                if !isListed {
                    let ends = pair.map { end in end.network.map { "\($0)" } ?? before.names.name(of: end) }
                    tally.unlisted.append(
                        "\(ends[0]) -> \(ends[1]) \(version) turned from \(was) to \(now) by \(edits); \(points)\n\(text)")
                }
            }
        }
    }

    /// What routes that are edited or lead to what is gone are for, beyond the VPCs.
    private func routed(_ edits: [Edit], _ inventory: Inventory) -> Set<IPNetwork> {
        let routes = inventory.topology.routeTables.indices.flatMap { place in
            inventory.topology.routeTables[place].routes.compactMap { inventory.edited($0, of: RouteTableIndex(place)) }
        }
        let own = edits.flatMap { edit -> [EditedRoute] in
            switch edit {
            case .network(.off(let id)): routes.filter { $0.target.id == id }
            case .network(.addRoute(let route)), .network(.removeRoute(let route)), .network(.changeRoute(let route, _)): [route]
            default: []
            }
        }
        let blocks = inventory.vpcs.flatMap(\.networks)
        return Set(
            own.compactMap { route in
                guard case .network(let network) = route.destination, !network.isEverything,
                    !blocks.contains(where: { $0.contains(network) })
                else { return nil }
                return network
            })
    }

    /// Whether rules of both directions name more than a network for the traffic.
    private func isWider(_ group: GroupIndex, than network: IPNetwork, _ points: TrafficSet, _ analyzer: Analyzer) -> Bool {
        let inventory = analyzer.inventory
        return Direction.allCases.allSatisfy { direction in
            analyzer.sharingMembers(with: group).flatMap { inventory.rules(of: $0, direction) }.map { inventory[$0] }.contains {
                let named = inventory.network(of: $0.peer)
                return named != network && named?.contains(network) == true
                    && TrafficSet($0.traffic.points).isSuperset(of: points)
            }
        }
    }

    private func isEnd(_ part: FlowChange.Part, _ end: End, _ inventory: Inventory) -> Bool {
        switch end {
        case .internet: part.end.network?.isEverything ?? false
        case .network(let network): part.end.network == network
        default: part.end.group == inventory.id(of: end)
        }
    }
}

extension End {
    fileprivate var version: IPVersion? { network?.version }

    fileprivate var network: IPNetwork? { if case .network(let network) = self { network } else { nil } }
}
