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
        appliances = Self.appliances(inventory)
        let gateways = inventory.topology.natGateways
        let addresses =
            gateways.flatMap { $0.addresses.compactMap(\.privateAddress) } + appliances.flatMap { inventory[$0].privateAddresses }
        // One whose address is not told may send from any.
        let isAnywhere = !untold.isEmpty || gateways.contains { $0.addresses.allSatisfy { $0.privateAddress == nil } }
        if addresses.isEmpty, !isAnywhere { return }
        let carried = Set(appliances.flatMap { inventory[$0].groups })
        var letIn: [Peer: Bool] = [:]
        var taken: [GroupIndex: [ClosedRange<UInt32>]] = [:]
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
                let points = rule.traffic.points
                for own in [group] + analyzer.sharingMembers(with: group) { taken[own, default: []].append(points) }
            }
        }
        takers = taken.mapValues { TrafficSet($0) }
    }

    /// The interfaces that routes lead to and that may forward what is not addressed to them; linear in routes, and in interfaces where a
    /// route leads to any.
    static func appliances(_ inventory: Inventory) -> [InterfaceIndex] {
        let targets = inventory.topology.routeTables.flatMap(\.routes).map(\.target)
        let led = Set(targets.filter { [.networkInterface, .instance].contains($0.kind) }.map(\.id))
        if led.isEmpty { return [] }
        return inventory.interfaces.indices.filter { place in
            let own = inventory.interfaces[place]
            return own.checksSourceDestination != true && (led.contains(own.id) || led.contains(own.instance))
        }.map(InterfaceIndex.init)
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

    /// The flows whose source sends to such a group, where `isSource` says so of the source or `isDestination` of the group; until it is told
    /// to stop.
    ///
    /// Complexity: a look-up for each egress rule of every group; for each of those that are wanted the groups that its peer covers.
    func flows(
        fromWhere isSource: (GroupIndex) -> Bool, toWhere isDestination: (GroupIndex) -> Bool, _ body: (Flow) -> Bool
    ) {
        if takers.isEmpty { return }
        let all = takers.keys.sorted()
        let wanted = Set(all.filter(isDestination))
        let vpcs = Set(all.map { inventory.groups[Int($0.number)].vpc })
        var covered: [Peer: Covered] = [:]
        for source in inventory.loadedGroups {
            // Nobody stands between two of a VPC.
            let vpc = inventory.groups[Int(source.number)].vpc
            let isAside = !vpc.isNone && !diverting.contains(vpc)
            if isAside, vpcs == [vpc] { continue }
            let isWanted = isSource(source)
            if !isWanted, wanted.isEmpty { continue }
            var found: [GroupIndex: [ClosedRange<UInt32>]] = [:]
            for carried in [source] + analyzer.sharingMembers(with: source) {
                if inventory.groups[Int(carried.number)].knowledge(.egress) != .complete {
                    for taker in isWanted ? all : wanted.sorted() { found[taker] = [Traffic.allPoints] }
                    break
                }
                for place in inventory.rules(of: carried, .egress) {
                    let rule = inventory[place]
                    if covered[rule.peer] == nil {
                        let reached = analyzer.groups(coveredBy: place, among: all).filter { takers[$0] != nil }
                        covered[rule.peer] = Covered(all: reached, wanted: reached.filter(wanted.contains))
                    }
                    guard let reached = covered[rule.peer] else { continue }
                    let points = rule.traffic.points
                    for taker in isWanted ? reached.all : reached.wanted { found[taker, default: []].append(points) }
                }
            }
            for (taker, sent) in found.sorted(by: { $0.key < $1.key }) {
                if isAside, vpc == inventory.groups[Int(taker.number)].vpc { continue }
                let points = (takers[taker] ?? TrafficSet()).intersection(TrafficSet(sent))
                if points.isEmpty { continue }
                if !body(Flow(source: source, destination: taker, points: points)) { return }
            }
        }
    }

    /// The takers that a peer covers, and those of them that are wanted whoever sends.
    private struct Covered {
        var all: [GroupIndex]
        var wanted: [GroupIndex]
    }
}
