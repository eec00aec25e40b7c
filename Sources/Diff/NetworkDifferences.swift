import CoreModel
import Reachability

/// Which things of the network differ between two readings, and whose ways they may decide over.
struct NetworkDifferences {
    private(set) var changes: [InventoryDiff.NetworkChange] = []
    /// The VPCs of which every way may be another.
    private(set) var vpcs: Set<String> = []
    /// The subnets of which every way may be another.
    private(set) var subnets: Set<String> = []
    /// The traffic of which any way may be another; nil for all.
    private(set) var traffic: TrafficSet?
    /// Whether groups of appliances in the way differ, so that no route or entry tells which ways may be others.
    private(set) var isOfAppliances = false

    /// Compares the kinds of things that both readings tell: what one of them does not tell is no difference.
    ///
    /// Complexity: linear in the things and their parts, and in what names of them are looked up in.
    init(_ before: Inventory, _ after: Inventory) {
        let (old, new) = (NetworkFacts(before).things, NetworkFacts(after).things)
        let shared = Set(before.vpcs.map { before[$0.id] }).intersection(after.vpcs.map { after[$0.id] })
        let kinds = Set(old.map(\.kind)).intersection(new.map(\.kind)).union(Self.told(before).intersection(Self.told(after)))
        let olds = Dictionary(old.map { (Key($0), $0) }) { first, _ in first }
        let news = Dictionary(new.map { (Key($0), $0) }) { first, _ in first }
        for key in Set(olds.keys).union(news.keys).sorted() where kinds.contains(key.kind) {
            let (was, now) = (olds[key], news[key])
            // Interfaces come and go: groups tell whom that concerns.
            if key.kind == .networkInterface, was == nil || now == nil { continue }
            let (earlier, later) = (was?.parts ?? [], now?.parts ?? [])
            let removed = Set(earlier).subtracting(later)
            let added = Set(later).subtracting(earlier)
            if was != nil, now != nil, removed.isEmpty, added.isEmpty { continue }
            guard let shown = now ?? was else { continue }
            // What stands in a VPC of one reading alone is another environment's.
            if was == nil || now == nil, !shown.vpcs.isEmpty, shown.vpcs.isDisjoint(with: shared) { continue }
            changes.append(
                InventoryDiff.NetworkChange(
                    kind: was == nil ? .added : now == nil ? .removed : .changed, thing: key.kind, id: key.id, name: shown.name,
                    added: later.filter(added.contains), removed: earlier.filter(removed.contains)))
            let both = [was, now].compactMap { $0 }
            if both.allSatisfy({ $0.subnets != nil }) {
                subnets.formUnion(both.flatMap { $0.subnets ?? [] })
            } else {
                vpcs.formUnion(both.flatMap(\.vpcs))
            }
        }
        widen(before)
        widen(after)
        traffic = ConcernedTraffic(before: before, after: after).traffic(changes)
    }

    private struct Key: Hashable, Comparable {
        var kind: InventoryDiff.NetworkThing
        var id: String

        init(_ thing: NetworkFacts.Thing) { (kind, id) = (thing.kind, thing.id) }

        static func < (left: Key, right: Key) -> Bool { (left.kind.rawValue, left.id) < (right.kind.rawValue, right.id) }
    }

    /// The kinds of which a reading may say that there is none: a whole network of one tool, and AWS's listings.
    private static func told(_ inventory: Inventory) -> Set<InventoryDiff.NetworkThing> {
        // One that is gone says that others would be told.
        guard !inventory.topology.routeTables.isEmpty else {
            return inventory.topology.accessExclusions.isEmpty ? [] : [.publicAccessExclusion]
        }
        return [
            .natGateway, .internetGateway, .egressOnlyInternetGateway, .peeringConnection, .endpoint,
            .transitGatewayAttachment, .loadBalancer, .targetGroup, .publicAccessExclusion,
        ]
    }

    /// Ways through a NAT gateway, an attachment, an appliance or a load balancer pass its subnet, whichever subnets they begin and end in.
    private mutating func widen(_ inventory: Inventory) {
        let topology = inventory.topology
        var passed = topology.natGateways.map { (subnet: $0.subnet, vpc: $0.vpc) }
        passed += topology.transitGatewayAttachments.flatMap { own in (own.subnets ?? []).map { ($0, own.resource) } }
        passed += topology.loadBalancers.flatMap { own in own.subnets.map { ($0, own.vpc) } }
        passed += topology.endpoints.flatMap { own in own.subnets.map { ($0, own.vpc) } }
        passed += inventory.interfaces.filter { $0.checksSourceDestination == false }.map { ($0.subnet, $0.vpc) }
        for (subnet, vpc) in passed where subnets.contains(inventory[subnet]) {
            // Of a subnet that is not loaded what stands in it tells the VPC.
            vpcs.insert(inventory[inventory.subnets.first { $0.id == subnet }?.vpc ?? vpc])
        }
        // What is joined is passed through.
        var groups = topology.peeringConnections.map { $0.sides.map { inventory[$0.vpc] } }
        groups.append(topology.transitGatewayAttachments.filter { $0.kind == .vpc }.map { inventory[$0.resource] })
        for _ in groups {
            for joined in groups where joined.contains(where: vpcs.contains) { vpcs.formUnion(joined) }
        }
        vpcs.remove("")
    }

    /// Takes in the VPCs of appliances that let through other packets than before: what passes them begins and ends there and in what is
    /// joined.
    mutating func takeIn(vpcsOfAppliances places: Set<String>, _ before: Inventory, _ after: Inventory) {
        let told = places.subtracting([""])
        if told.isEmpty { return }
        isOfAppliances = true
        traffic = nil
        vpcs.formUnion(told)
        widen(before)
        widen(after)
    }

    /// Whether the ways of an interface, or of a member of a group that no input tells, may be others.
    func concerns(subnet: String, vpc: String) -> Bool { vpcs.contains(vpc) || subnets.contains(subnet) }

    var isEmpty: Bool { changes.isEmpty && !isOfAppliances }
}
