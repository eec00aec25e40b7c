import CoreModel

/// Finds which other flows the thing stops that stops the flow asked about.
///
/// Looked at are flows that rules name: from a group, or from everywhere, to a group, and from a group to everywhere. Complexity: a look at
/// every rule, and at most ``limit`` ways that are walked.
struct AlsoHitSearch {
    let analyzer: Analyzer
    let walker: Walker
    let question: Question

    private static let limit = 1200
    private static let shownFlows = 20
    /// How many pairs of members of one flow are walked.
    private static let pairs = 16

    private var inventory: Inventory { analyzer.inventory }
    private var index: WayIndex { walker.index }

    /// What is hit; nil where only groups stop the flow, or where it is not one thing of a VPC that stops it.
    func hit(_ answer: WayAnswer) -> AlsoHit? {
        let stages = answer.stages
        let blocker = answer.deciding.map { stages[$0] }.first {
            $0.outcome == .fail && $0.kind != .group && !$0.component.isNone
        }
        guard let blocker, blocker.kind != .host, let shown = answer.shown,
            let vpc = (shown.sources + shown.destinations).compactMap({ index.vpc(of: $0.end) }).first
        else { return nil }
        let subnets = subnets(of: blocker, vpcs(of: blocker) ?? [vpc])
        let interfaces = inventory.interfaces.indices.map(InterfaceIndex.init).filter { subnets.contains(inventory[$0].subnet) }
        let groups = Set(interfaces.flatMap { inventory[$0].groups })
        var hit = AlsoHit(flows: [], more: 0, subnets: subnets.count, interfaces: interfaces.count, groups: groups.count)
        let flows = flows(candidates(groups, isBetweenVpcs: vpcs(of: blocker) != nil), blocker)
        hit.flows = Array(flows.prefix(Self.shownFlows))
        hit.more = flows.count - hit.flows.count
        return hit
    }

    /// The VPCs that something joins; nil for what belongs to one.
    private func vpcs(of blocker: Stage) -> Set<TextID>? {
        let attachments = inventory.topology.transitGatewayAttachments.filter { $0.kind == .vpc }
        if let id = blocker.attachment {
            return Self.told(attachments.filter { $0.id == id && $0.gateway == blocker.component }.map(\.resource))
        }
        switch blocker.reason {
        case .transitRoute(let table, _), .transitBlackhole(let table, _):
            // What is looked up there comes by the attachments that are associated with it.
            let own = inventory.topology[table]
            return Self.told(attachments.filter { $0.gateway == own.gateway && $0.isAssociated(with: own.id) }.map(\.resource))
        default: break
        }
        switch blocker.kind {
        case .pcx:
            let sides = index.transit.peering(blocker.component)?.sides ?? []
            return Self.told(sides.map(\.vpc))
        case .tgw: return Self.told(attachments.filter { $0.gateway == blocker.component }.map(\.resource))
        default: return nil
        }
    }

    /// The VPCs that are told: nothing else has none's.
    private static func told(_ vpcs: [TextID]) -> Set<TextID> { Set(vpcs).subtracting([.none]) }

    /// The subnets that something stands at: those that use it, or all of its VPCs for what a VPC has one of.
    private func subnets(of blocker: Stage, _ vpcs: Set<TextID>) -> Set<TextID> {
        let all = inventory.subnets.filter { subnet in
            switch blocker.reason {
            case .acl(let acl, _):
                if case .one(let own) = index.acl(ofSubnet: subnet.id, subnet.vpc) { return own == acl }
                return false
            case .route(let table, _), .blackhole(let table, _), .filtered(let table, _), .disagreement(let table, _, _):
                if case .one(let own) = index.table(ofSubnet: subnet.id, subnet.vpc) { return own == table }
                return false
            case .attachmentZone(_, let zone): return vpcs.contains(subnet.vpc) && (subnet.zone == zone || subnet.zoneID == zone)
            default: return vpcs.contains(subnet.vpc)
            }
        }
        return Set(all.map(\.id))
    }

    private struct Candidate: Hashable {
        var from: End
        var to: End
    }

    /// Flows that a rule lets in, or out to everywhere, with an end in some groups; in the order of the rules.
    ///
    /// Between VPCs rules name networks rather than groups: `isBetweenVpcs` takes these too.
    private func candidates(_ groups: Set<GroupIndex>, isBetweenVpcs: Bool) -> [(Candidate, [Traffic])] {
        var order: [Candidate] = []
        var traffic: [Candidate: [Traffic]] = [:]
        func add(_ from: End, _ to: End, _ own: Traffic) {
            let candidate = Candidate(from: from, to: to)
            if candidate.from == question.source.kind, candidate.to == question.destination.kind { return }
            if traffic[candidate] == nil { order.append(candidate) }
            traffic[candidate, default: []].append(own)
        }
        for rule in inventory.rules {
            let isOwn = groups.contains(rule.group)
            switch rule.direction {
            case .ingress:
                if let reference = inventory.reference(of: rule.peer) {
                    if isOwn || groups.contains(reference.group) {
                        add(.group(reference.group), .group(rule.group), rule.traffic)
                    }
                } else if isOwn, isEverything(rule) {
                    add(.internet, .group(rule.group), rule.traffic)
                } else if isBetweenVpcs, let network = inventory.network(of: rule.peer), network.version == question.version {
                    add(.network(network), .group(rule.group), rule.traffic)
                }
            case .egress: if isOwn, isEverything(rule) { add(.group(rule.group), .internet, rule.traffic) }
            }
        }
        return order.map { ($0, traffic[$0] ?? []) }
    }

    private func isEverything(_ rule: Rule) -> Bool {
        inventory.network(of: rule.peer).map { $0.isEverything && $0.version == question.version } ?? false
    }

    /// The flows that are stopped by the same, each once, in order of the names of their ends.
    private func flows(_ candidates: [(Candidate, [Traffic])], _ blocker: Stage) -> [AlsoHit.Flow] {
        var walked = 0
        var flows: [AlsoHit.Flow] = []
        for (candidate, traffic) in candidates {
            let asked = TrafficSet(traffic.map(\.points))
            let members = [candidate.from, candidate.to].map(members)
            var stopped = TrafficSet()
            let pieces = WayTraffic.pieces(asked, clientPort: question.clientPort)
            for from in members[0] {
                for to in members[1] where from.interface == nil || from.interface != to.interface {
                    if from.isOutside, to.isOutside { continue }
                    for piece in pieces where walked < Self.limit {
                        walked += 1
                        let way = walker.way(from: from, to: to, piece)
                        if isStopped(way, blocker) { stopped = stopped.union(piece.points) }
                    }
                }
            }
            if !stopped.isEmpty { flows.append(AlsoHit.Flow(from: candidate.from, to: candidate.to, traffic: stopped.traffic)) }
            if walked >= Self.limit { break }
        }
        let names = analyzer.names
        return flows.sorted {
            (names.name(of: $0.from), names.name(of: $0.to)) < (names.name(of: $1.from), names.name(of: $1.to))
        }
    }

    /// Some members of an end: interfaces of a group in different subnets first, one address for everywhere.
    private func members(_ end: End) -> [WayEnd] {
        switch end {
        case .group(let group):
            var subnets: Set<TextID> = []
            let all = analyzer.index.members[Int(group.number)].filter { subnets.insert(inventory[$0].subnet).inserted }
            return all.prefix(Self.pairs / 4).compactMap { interface in
                inventory[interface].privateAddresses(question.version).first.map { .interface(interface, $0) }
            }
        case .network(let network) where !network.isEverything:
            var subnets: Set<TextID> = []
            let all = inventory.interfaces.indices.compactMap { place -> WayEnd? in
                let own = inventory.interfaces[place]
                guard let address = own.privateAddresses(network.version).first(where: { network.contains($0) }),
                    subnets.insert(own.subnet).inserted
                else { return nil }
                return .interface(InterfaceIndex(place), address)
            }
            return Array(all.prefix(Self.pairs / 4))
        default:
            // An address of a documentation range is of the internet and of nobody.
            let bits: UInt128 = question.version == .v4 ? 0xC633_6401 : 0x2001_0DB8 << 96 | 1
            return [.outside(IPAddress(question.version, bits: bits))]
        }
    }

    /// Whether the groups let a way through and the same thing stops it.
    private func isStopped(_ way: Way, _ blocker: Stage) -> Bool {
        way.stages.allSatisfy { $0.kind != .group || $0.outcome == .pass }
            && way.stages.contains {
                $0.outcome == .fail && $0.kind == blocker.kind && $0.component == blocker.component
                    && $0.direction == blocker.direction && $0.attachment == blocker.attachment
            }
    }
}

extension Stage {
    /// The attachment that stops it at a transit gateway; nil where it is none.
    fileprivate var attachment: TextID? {
        switch reason {
        case .attachmentZone(let id, _), .attachmentWithoutSubnet(let id), .noAssociation(let id), .attachmentState(let id, _): id
        default: nil
        }
    }
}

extension TransitGatewayAttachment {
    fileprivate func isAssociated(with table: TextID) -> Bool {
        if case .table(table, _) = association { true } else { false }
    }
}
