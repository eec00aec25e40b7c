import CoreModel
import Reachability

/// Flows that groups alone would drop, and that arrive all the same, since on their way somebody puts another sender in: a NAT gateway, or an
/// appliance that a route leads to.
///
/// Groups see whom they are asked about, so that nothing of these flows shows in what groups let through between their ends.
struct TranslatedWays {
    /// A flow that may arrive so, by groups.
    struct Flow {
        let source: GroupIndex
        let destination: GroupIndex
        let points: TrafficSet
    }

    private let analyzer: Analyzer
    /// The groups that let in what a translator sends, with what of it.
    private(set) var takers: [GroupIndex: TrafficSet] = [:]
    /// The VPCs within which a route leads elsewhere than to the VPC itself: in others nobody stands between two of their own.
    private let diverting: Set<TextID>
    /// The interfaces that routes lead to and that may forward what is not addressed to them.
    let appliances: [InterfaceIndex]

    private var inventory: Inventory { analyzer.inventory }

    /// Complexity: linear in rules and interfaces.
    init(_ analyzer: Analyzer) {
        self.analyzer = analyzer
        let inventory = analyzer.inventory
        // Where a table is not loaded its routes may lead to anybody who puts another sender in.
        let untold = Set(
            inventory.interfaces.filter { own in
                !own.subnet.isNone && analyzer.routeTable(ofSubnet: own.subnet) == nil
                    && analyzer.layers(ofVpc: own.vpc).contains(.routes)
            }.map(\.vpc))
        let blocks = Dictionary(inventory.vpcs.map { ($0.id, $0.networks) }, uniquingKeysWith: +)
        diverting = Set(
            inventory.topology.routeTables.filter { table in
                guard let own = blocks[table.vpc], !own.isEmpty else { return true }
                return table.routes.contains { route in
                    guard route.target.kind != .local else { return false }
                    switch route.destination {
                    case .network(let network): return own.contains { $0.contains(network) }
                    // Those of gateway endpoints are of services of AWS.
                    case .prefixList: return route.target.kind != .vpcEndpoint
                    case .unknown: return true
                    }
                }
            }.map(\.vpc)
        ).union(untold)
        let targets = inventory.topology.routeTables.flatMap(\.routes).map(\.target)
        let led = Set(targets.filter { [.networkInterface, .instance].contains($0.kind) }.map(\.id))
        appliances =
            led.isEmpty
            ? []
            : inventory.interfaces.indices.filter { place in
                let own = inventory.interfaces[place]
                return own.checksSourceDestination != true && (led.contains(own.id) || led.contains(own.instance))
            }.map(InterfaceIndex.init)
        let gateways = inventory.topology.natGateways
        let addresses =
            gateways.flatMap { $0.addresses.compactMap(\.privateAddress) } + appliances.flatMap { inventory[$0].privateAddresses }
        // One whose address is not told may send from any.
        let isAnywhere = !untold.isEmpty || gateways.contains { $0.addresses.allSatisfy { $0.privateAddress == nil } }
        if addresses.isEmpty, !isAnywhere { return }
        let carried = Set(appliances.flatMap { inventory[$0].groups })
        var letIn: [Peer: Bool] = [:]
        for group in inventory.loadedGroups {
            for place in inventory.rules(of: group, .ingress) {
                let rule = inventory[place]
                let isOfTranslator: Bool
                if let known = letIn[rule.peer] {
                    isOfTranslator = known
                } else {
                    isOfTranslator = Self.covers(rule.peer, addresses, carried, isAnywhere: isAnywhere, inventory)
                    letIn[rule.peer] = isOfTranslator
                }
                guard isOfTranslator else { continue }
                for own in [group] + analyzer.sharingMembers(with: group) {
                    takers[own] = (takers[own] ?? TrafficSet()).union(TrafficSet(rule.traffic.points))
                }
            }
        }
    }

    private static func covers(
        _ peer: Peer, _ addresses: [IPAddress], _ carried: Set<GroupIndex>, isAnywhere: Bool, _ inventory: Inventory
    ) -> Bool {
        // Of a sender whose address is not told any group may be whose.
        if let reference = inventory.reference(of: peer) { return isAnywhere || carried.contains(reference.group) }
        let named = inventory.network(of: peer).map { [$0] } ?? inventory.prefixList(of: peer)?.entries
        guard let named else { return true }
        return isAnywhere || named.contains { network in addresses.contains(where: network.contains) }
    }

    /// The flows whose source sends to such a group, as far as `isWanted` says so of both; until it is told to stop.
    func flows(_ isWanted: (_ source: GroupIndex, _ destination: GroupIndex) -> Bool, _ body: (Flow) -> Bool) {
        if takers.isEmpty { return }
        let all = takers.keys.sorted()
        var covered: [Peer: [GroupIndex]] = [:]
        for source in inventory.loadedGroups {
            var found: [GroupIndex: TrafficSet] = [:]
            for carried in [source] + analyzer.sharingMembers(with: source) {
                if inventory[carried].knowledge(.egress) != .complete {
                    for taker in all { found[taker] = TrafficSet(Traffic.allPoints) }
                    break
                }
                for place in inventory.rules(of: carried, .egress) {
                    let rule = inventory[place]
                    let reached = covered[rule.peer] ?? analyzer.groups(coveredBy: place).filter { takers[$0] != nil }
                    covered[rule.peer] = reached
                    for taker in reached {
                        found[taker] = (found[taker] ?? TrafficSet()).union(TrafficSet(rule.traffic.points))
                    }
                }
            }
            for (taker, sent) in found.sorted(by: { $0.key < $1.key }) where isWanted(source, taker) {
                let vpc = inventory[source].vpc
                if vpc == inventory[taker].vpc, !vpc.isNone, !diverting.contains(vpc) { continue }
                let points = (takers[taker] ?? TrafficSet()).intersection(sent)
                if points.isEmpty { continue }
                if !body(Flow(source: source, destination: taker, points: points)) { return }
            }
        }
    }
}
