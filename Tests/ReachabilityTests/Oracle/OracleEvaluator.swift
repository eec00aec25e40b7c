import Reachability
import CoreModel

/// Decides a question by trying everything it could mean by the contract's text, with no code of the engine.
///
/// Every source host at every address meets every destination host at every address with every protocol and port, where one stands
/// for all that no boundary in the inventory tells apart, in every completion of the facts that are not loaded. Allowed: all pass.
/// Blocked: none does. Depends: some pass and some fail.
///
/// Most open facts are yes or no, are independent of each other and only ever add: a group that is not loaded may have a rule that
/// covers this flow, a prefix list may contain this address, an address may carry this group. Then a flow passes in some completion
/// exactly when it passes with every open fact true, and fails in some exactly when it fails with every one false, so these two
/// completions stand for all. Facts of another kind, an address out of many or one of several copies of a group, are enumerated, and
/// so are the members of a group: each has an answer of its own.
struct Oracle {
    let inventory: Inventory
    private let cells: [IPVersion: OracleCells]
    private let trafficPoints: OracleTrafficPoints
    /// For each choice among the copies of groups that are listed with differing rules, the rules that do not hold in it.
    private let worlds: [Set<Int>]
    private let memory = OracleMemory()

    init(_ inventory: Inventory) {
        self.inventory = inventory
        cells = [.v4: OracleCells(inventory, .v4), .v6: OracleCells(inventory, .v6)]
        trafficPoints = OracleTrafficPoints(inventory)
        worlds = OracleCopies(inventory).worlds
    }

    /// The verdict; nil where the question is whether an interface reaches itself and nothing else.
    func verdict(_ question: Question) -> Verdict? {
        let sources = points(question.source, question.version)
        let destinations = points(question.destination, question.version)
        if sources.isEmpty || destinations.isEmpty { return .blocked }
        let isAlone = sources.allSatisfy { source in destinations.allSatisfy(source.isSame) }
        if isAlone, !question.source.isGroup, !question.destination.isGroup { return nil }
        var tally = OracleTally()
        for flows in flows(question.port, question.version) {
            // "A group to itself with one member, or to that member asked as an interface or address, means a second one like it".
            flows.judge(sources, destinations, withSecondOne: isAlone, into: &tally)
            if tally.passes && tally.fails { return .depends }
        }
        if tally.passes { return .allowed }
        return tally.fails ? .blocked : nil
    }

    /// The points of an end.
    private func points(_ end: Endpoint, _ version: IPVersion) -> [OraclePoint] {
        let key = OracleMemory.End(kind: end.kind, version: version)
        if let known = memory.points[key] { return known }
        let found = cells[version].map { OracleEnds(inventory: inventory, version: version, cells: $0).points(end) } ?? []
        memory.points[key] = found
        return found
    }

    /// What is asked for in each world, up to 64 protocols and ports at a time.
    private func flows(_ port: PortQuery, _ version: IPVersion) -> [OracleFlows] {
        let key = OracleMemory.Port(port: port, version: version)
        if let known = memory.flows[key] { return known }
        guard let cells = cells[version] else { return [] }
        let traffic = trafficPoints.points(port, version)
        let found = worlds.flatMap { absentRules in
            stride(from: 0, to: traffic.count, by: 64).map { start in
                OracleFlows(
                    inventory: inventory, version: version, traffic: Array(traffic[start..<min(start + 64, traffic.count)]),
                    cells: cells, absentRules: absentRules)
            }
        }
        memory.flows[key] = found
        return found
    }
}

/// What the questions of one inventory have in common, made once.
private final class OracleMemory {
    struct End: Hashable {
        var kind: CoreModel.End
        var version: IPVersion
    }

    struct Port: Hashable {
        var port: PortQuery
        var version: IPVersion
    }

    var points: [End: [OraclePoint]] = [:]
    var flows: [Port: [OracleFlows]] = [:]
}

extension Endpoint {
    fileprivate var isGroup: Bool {
        if case .group = kind { true } else { false }
    }
}

extension Oracle {
    /// The interfaces that an end is or may be, and whether it is others besides; nothing where it has no address of the family.
    func interfaces(of end: Endpoint, _ version: IPVersion) -> (named: Set<OracleInterface>, hasOthers: Bool) {
        let points = points(end, version)
        return (Set(points.compactMap(\.interface)), points.contains { $0.interface == nil })
    }
}

/// What became of the combinations so far.
struct OracleTally {
    var passes = false
    var fails = false
}

/// Which protocols and ports of a batch pass: for certain, and with every open fact true.
struct OracleMask {
    var certain: UInt64 = 0
    var possible: UInt64 = 0

    static let everything = OracleMask(certain: .max, possible: .max)
}

/// A group that copies of a listing disagree about has the rules of one of them.
struct OracleCopies {
    var worlds: [Set<Int>] = [[]]

    init(_ inventory: Inventory) {
        for group in inventory.groups where !group.isCopy {
            let id = inventory[group.id]
            let copies = inventory.groups.filter { $0.isCopy && inventory[$0.id].hasPrefix("\(id)#") }
            if copies.isEmpty { continue }
            worlds = worlds.flatMap { world in
                copies.map { copy in
                    let own = (Array(copy.ingress) + Array(copy.egress)).map { inventory.rules[$0] }
                    let missing = (Array(group.ingress) + Array(group.egress)).filter { place in
                        let rule = inventory.rules[place]
                        return !own.contains {
                            ($0.direction, $0.traffic, $0.peer) == (rule.direction, rule.traffic, rule.peer)
                        }
                    }
                    return world.union(missing)
                }
            }
        }
    }
}
