import CoreModel
import FlowLogs
import Reachability

/// How much every rule of an inventory was used by what logs hold, and how much the logs can tell of it.
public struct RuleUses: Sendable {
    /// Every rule of the loaded groups, group by group, ingress before egress.
    public let all: [RuleUse]

    /// The uses of rules by attributed flows.
    ///
    /// Complexity: linear in flows with the rules of each, and in rules.
    public init(_ flows: [AttributedFlow], _ log: FlowLogSet, _ analyzer: Analyzer) {
        var count = UseCount(isPaired: log.pairing == .all)
        for flow in flows where flow.flow.action == .accept { count.take(flow) }
        let places = analyzer.inventory.loadedGroups.flatMap { group in
            Direction.allCases.flatMap { analyzer.inventory.rules(of: group, $0) }
        }
        let doubts = UseDoubts(log, analyzer)
        all = places.map { rule in
            var use = count.use(of: rule)
            if use.records == 0 { use.doubts = doubts.doubts(of: rule, perhaps: count.perhaps[rule] ?? 0) }
            return use
        }
    }
}

/// What flows come to for each rule.
private struct UseCount {
    let isPaired: Bool
    var uses: [RuleIndex: RuleUse] = [:]
    var perhaps: [RuleIndex: UInt64] = [:]
    private var fars: [RuleIndex: Set<IPAddress>] = [:]
    /// Records that both of two rules let through.
    private var together: [RuleIndex: [RuleIndex: UInt64]] = [:]

    init(isPaired: Bool) { self.isPaired = isPaired }

    mutating func take(_ flow: AttributedFlow) {
        let counts = flow.flow.counts
        for rule in flow.perhaps { perhaps[rule, default: 0] += counts.records }
        guard flow.role == .request else { return }
        let isAlone = flow.rules.count == 1 && flow.perhaps.isEmpty
        for rule in flow.rules {
            var use = uses[rule] ?? RuleUse(rule)
            if isAlone { use.alone += counts.records } else { use.beside += counts.records }
            use.bytes += counts.bytes
            if isPaired { use.unanswered = (use.unanswered ?? 0) + (counts.records - min(counts.records, counts.paired)) }
            use.first = Self.combined(use.first, counts.first, min)
            use.last = Self.combined(use.last, counts.last, max)
            uses[rule] = use
            if let far = flow.far { fars[rule, default: []].insert(far) }
            guard !isAlone else { continue }
            for other in flow.rules where other != rule { together[rule, default: [:]][other, default: 0] += counts.records }
        }
    }

    private static func combined(_ one: Int?, _ other: Int?, _ choose: (Int, Int) -> Int) -> Int? {
        guard let one, let other else { return one ?? other }
        return choose(one, other)
    }

    func use(of rule: RuleIndex) -> RuleUse {
        guard var use = uses[rule] else { return RuleUse(rule) }
        use.fars = fars[rule]?.count ?? 0
        if use.alone == 0 {
            // Those that let all of it through hide it; of these the one that lets through most comes first.
            let hiding = (together[rule] ?? [:]).filter { $0.value == use.beside }.keys
            use.hiddenBy = hiding.sorted { ((uses[$1]?.records ?? 0), $0) < ((uses[$0]?.records ?? 0), $1) }
        }
        return use
    }
}

/// Why logs cannot tell that a rule was not used.
private struct UseDoubts {
    private struct Carriers {
        var count = 0
        var notLogged = 0
        var rejectsOnly = 0
        var lost: UInt64 = 0
    }

    private let analyzer: Analyzer
    private let log: FlowLogSet
    private var carriers: [GroupIndex: Carriers] = [:]

    init(_ log: FlowLogSet, _ analyzer: Analyzer) {
        self.analyzer = analyzer
        self.log = log
        let reach = LogReach(log)
        for interface in analyzer.inventory.interfaces {
            let own = reach.reach(interface, of: analyzer.inventory)
            for group in Set(interface.groups) {
                carriers[group, default: Carriers()].count += 1
                switch own {
                case .notLogged: carriers[group, default: Carriers()].notLogged += 1
                case .rejectsOnly: carriers[group, default: Carriers()].rejectsOnly += 1
                case .logged: break
                }
                carriers[group, default: Carriers()].lost += log.interfaces[analyzer.inventory[interface.id]]?.skipData ?? 0
            }
        }
    }

    func doubts(of index: RuleIndex, perhaps: UInt64) -> [RuleUse.Doubt] {
        let inventory = analyzer.inventory
        let rule = inventory[index]
        let own = carriers[rule.group] ?? Carriers()
        var doubts: [RuleUse.Doubt] = []
        if analyzer.mayBeForUnlogged(index) { doubts.append(.neverLogged) }
        if perhaps > 0 { doubts.append(.records(perhaps)) }
        if log.interfaces.isEmpty { doubts.append(.nothingLogged) }
        if own.rejectsOnly > 0 { doubts.append(.rejectsOnly(own.rejectsOnly, of: own.count)) }
        if own.notLogged > 0 { doubts.append(.notLogged(own.notLogged, of: own.count)) }
        if own.count > 0, !log.problems.isEmpty { doubts.append(.unreadLogs(log.problems.count)) }
        if !inventory.listsAllInterfaces(ofVpc: inventory[rule.group].vpc) { doubts.append(.unlistedInterfaces) }
        if own.lost > 0 { doubts.append(.lostRecords(own.lost)) }
        let isGroupAbsent = inventory.reference(of: rule.peer).map { !inventory[$0.group].isSettled } ?? false
        let isListAbsent = inventory.prefixList(of: rule.peer).map { $0.entries == nil } ?? false
        if isGroupAbsent || isListAbsent { doubts.append(.peerNotLoaded) }
        return doubts
    }
}
