import CoreModel

/// Collects what network ACLs drop, and makes the entries that let it through.
struct EntryFixes {
    /// One ACL in one direction.
    private struct Place: Hashable {
        var acl: NetworkACLIndex
        var direction: Direction
    }

    /// Traffic with far addresses that an entry is to let through.
    private struct Wanted {
        var network: IPNetwork
        var traffic: Traffic
        /// The lowest number of an entry that denies a part of it.
        var denier: Int?
        var clients: ClientPorts?

        func covers(_ other: Wanted) -> Bool {
            network.contains(other.network) && TrafficSet(traffic.points).isSuperset(of: TrafficSet(other.traffic.points))
        }
    }

    /// What was dropped of traffic with one CIDR.
    private struct Lack: Hashable {
        var points: TrafficSet
        var denier: Int?
        var clients: ClientPorts?
    }

    /// How many entries of a direction AWS takes, if nobody asked for more.
    ///
    /// Source: https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html
    static let limit = 20

    private let inventory: Inventory
    /// Whether every protocol was asked: one entry for all is then what is wanted there and back.
    private let isEverything: Bool
    private var places: [Place] = []
    private var lacks: [Place: [IPNetwork: Set<Lack>]] = [:]

    init(_ inventory: Inventory, isEverything: Bool) {
        self.inventory = inventory
        self.isEverything = isEverything
    }

    /// Takes what an ACL drops at a stage of a way; `system` is from which ports the way's source opens connections.
    mutating func take(
        _ acl: NetworkACLIndex, _ judged: NetworkACLJudgement, at stage: Stage, _ traffic: WayTraffic, _ networks: [IPNetwork],
        system: ClientPorts
    ) {
        guard let direction = stage.direction else { return }
        let judgement = ofEveryPort(judged, acl, stage, traffic, system)
        let entries = inventory.topology[acl].entries
        let deniers = judgement.pieces.compactMap { piece -> Int? in
            if case .entry(let place, .deny) = piece.decision { entries[place].number } else { nil }
        }
        let points = TrafficSet(judgement.pieces.flatMap(\.points.intervals))
        var clients: ClientPorts?
        if stage.leg == .reply, case .clientPort(let ipProtocol) = traffic.reply {
            clients = ClientPorts.systems.first { $0.points(ipProtocol) == points }
        }
        let place = Place(acl: acl, direction: direction)
        if lacks[place] == nil { places.append(place) }
        for network in networks {
            lacks[place, default: [:]][network, default: []].insert(Lack(points: points, denier: deniers.min(), clients: clients))
        }
    }

    /// What an ACL drops of the answers to every port of the client's system, where the question names one: the next connection is opened
    /// from another.
    private func ofEveryPort(
        _ judged: NetworkACLJudgement, _ acl: NetworkACLIndex, _ stage: Stage, _ traffic: WayTraffic, _ system: ClientPorts
    ) -> NetworkACLJudgement {
        guard stage.leg == .reply, let named = traffic.clientPort, case .clientPort(let ipProtocol) = traffic.reply,
            let direction = stage.direction,
            TrafficSet(judged.pieces.flatMap(\.points.intervals)) == ClientPorts.named(named).points(ipProtocol)
        else { return judged }
        let far = direction == .ingress ? stage.source : stage.destination
        let all = inventory.topology[acl].judge(
            direction, far: AddressSet(far.bits...far.bits), far.version, system.points(ipProtocol))
        let dropped = NetworkACLJudgement(pieces: all.pieces.filter { $0.outcome == .fail })
        let has = dropped.pieces.contains { $0.points.isSuperset(of: ClientPorts.named(named).points(ipProtocol)) }
        return has ? dropped : judged
    }

    /// The entries, in the order in which the ACLs were met.
    func fixes() -> Result<[NetworkFix], NoNetworkFix> {
        var fixes: [NetworkFix] = []
        for place in places {
            let wanted = wanted(lacks[place] ?? [:])
            let acl = inventory.topology[place.acl]
            let own = acl.entries.filter { $0.direction == place.direction }
            if own.count + wanted.count > Self.limit {
                return .failure(.tooManyEntries(place.acl, place.direction, count: own.count))
            }
            var used = Set(own.compactMap(\.number))
            // An entry whose number is not told may have any.
            let isTold = own.allSatisfy { $0.number != nil }
            for one in wanted {
                guard isTold, let number = Self.number(below: one.denier, used) else {
                    return .failure(.noFreeNumber(place.acl, place.direction))
                }
                used.insert(number)
                let entry = EditedEntry(
                    acl: inventory[acl.id], place.direction, number, .allow, one.traffic, one.network)
                fixes.append(.entry(place.acl, entry, overrides: one.denier, clients: one.clients))
            }
        }
        return .success(fixes)
    }

    /// The fewest entries: each CIDR with the traffic that it lacks, without what others cover.
    private func wanted(_ lacks: [IPNetwork: Set<Lack>]) -> [Wanted] {
        var all: [Wanted] = []
        for (network, own) in lacks.sorted(by: { $0.key < $1.key }) {
            let points = TrafficSet(own.flatMap(\.points.intervals))
            let exact = points.traffic
            // One for each protocol there is would be none that AWS takes.
            all += (isEverything && exact.count > Self.limit ? [Traffic.all] : exact).map { traffic in
                let points = TrafficSet(traffic.points)
                let met = own.filter { $0.points.intersects(points) }
                return Wanted(
                    network: network, traffic: traffic, denier: met.compactMap(\.denier).min(),
                    clients: met.first { $0.points == points }?.clients)
            }
        }
        var kept: [Wanted] = []
        for (place, one) in all.enumerated() {
            let wider = all.indices.first { other in
                other != place && all[other].covers(one) && (!one.covers(all[other]) || other < place)
            }
            if wider == nil { kept.append(one) }
        }
        for place in kept.indices {
            let within = all.filter { kept[place].covers($0) }
            kept[place].denier = within.compactMap(\.denier).min()
        }
        return kept
    }

    /// The highest free number below an entry that denies; where only the last one does, the next free multiple of ten above all others.
    private static func number(below denier: Int?, _ used: Set<Int>) -> Int? {
        if let denier { return (1..<max(denier, 1)).last { !used.contains($0) } }
        // An ACL without entries begins where people begin.
        guard let last = used.max() else { return 100 }
        let next = (last / 10 + 1) * 10
        if next < NetworkACLEntry.lastNumber { return next }
        return last + 1 < NetworkACLEntry.lastNumber ? last + 1 : nil
    }
}
