import CoreModel

/// Why a side lets nothing through: which of its rules come close, and in which field they fail.
struct Miss: Sendable {
    /// Every rule of the side's groups in its direction, in their order.
    var candidates: [RuleMiss]
    /// Whether the groups have no rule of either direction.
    var hasNoRulesAtAll: Bool

    /// The rule that failed on the fewest fields.
    ///
    /// Of such a tie the one that names a preferred group, then the one that lets the traffic asked through for others, then the
    /// one with the right protocol, then the first.
    func nearest(preferring group: GroupIndex?, in inventory: Inventory) -> RuleMiss? {
        let isPreferred = { (candidate: RuleMiss) in
            group != nil && inventory.reference(of: inventory[candidate.rule].peer)?.group == group
        }
        // One look at each: there may be a hundred rules.
        var nearest: (key: (Int, Int, Int, RuleIndex), candidate: RuleMiss)?
        for candidate in candidates {
            if let nearest, nearest.key.0 < candidate.failed.count { continue }
            let key = (candidate.failed.count, isPreferred(candidate) ? 0 : 1, Self.rank(candidate.failed), candidate.rule)
            if let nearest, nearest.key <= key { continue }
            nearest = (key, candidate)
        }
        return nearest?.candidate
    }

    private static func rank(_ failed: [FailedField]) -> Int {
        failed.map { field in
            switch field {
            case .source, .destination: 0
            case .port, .icmpType, .family: 1
            case .ipProtocol: 2
            }
        }.max() ?? 0
    }
}

extension Analyzer {
    /// Why the rules of groups let nothing of a question through towards some subjects.
    func miss(
        _ direction: Direction, of groups: [GroupIndex], towards peers: [Subject], countsReferences: Bool, _ question: Question
    ) -> Miss {
        let asked = question.port.points(question.version)
        let coverage = PeerCoverage(inventory: inventory, index: index, version: question.version)
        var fields = FailedFields(direction, question)
        var candidates: [RuleMiss] = []
        candidates.reserveCapacity(groups.reduce(0) { $0 + inventory.places(of: $1, direction).count })
        for group in groups {
            for place in inventory.places(of: group, direction) {
                let rule = inventory.rules[place]
                let coversPeer = peers.contains { coverage.mayCover(rule, over: $0, countsReferences: countsReferences) }
                candidates.append(
                    RuleMiss(
                        rule: RuleIndex(place),
                        failed: fields.list(trafficMiss(rule, asked, question), peerMiss(rule, direction, coversPeer, question))))
            }
        }
        let all = groups.allSatisfy { index in
            let group = inventory[index]
            return group.knowledge == .complete && group.ingress.isEmpty && group.egress.isEmpty
        }
        return Miss(candidates: candidates, hasNoRulesAtAll: all)
    }

    private func trafficMiss(_ rule: Rule, _ asked: TrafficSet, _ question: Question) -> FailedFields.OfTraffic {
        let points = rule.traffic.points
        if asked.overlaps(points.lowerBound, points.upperBound) { return .none }
        let wanted = question.port.ipProtocol(question.version)
        if rule.traffic.ipProtocol == wanted { return .ports }
        guard rule.traffic.ipProtocol.hasPorts, wanted.hasPorts else { return .ipProtocol }
        let ports = question.port.traffic.contains { $0.from <= rule.traffic.to && $0.to >= rule.traffic.from }
        return ports ? .ipProtocol : .both
    }

    private func peerMiss(
        _ rule: Rule, _ direction: Direction, _ coversPeer: Bool, _ question: Question
    ) -> FailedFields.OfPeer {
        if coversPeer { return .none }
        guard let network = inventory.network(of: rule.peer), network.version != question.version else { return .peer }
        let end = direction == .ingress ? question.source : question.destination
        // The end has no address of the rule's family, or the rule would let in only part of the other family.
        return end.version == nil && network.isEverything ? .family : .both
    }
}

/// The lists of fields in which rules of one direction fail a question: a few, which all rules share.
private struct FailedFields {
    /// What of a rule's traffic fails.
    enum OfTraffic: Int {
        case none, ports, ipProtocol
        /// The protocol and the ports.
        case both
    }

    /// What of its peer fails.
    enum OfPeer: Int {
        case none, peer, family
        /// The family, and the peer besides.
        case both
    }

    private let ports: FailedField
    private let peer: FailedField
    private var lists: [[FailedField]?] = Array(repeating: nil, count: 16)

    init(_ direction: Direction, _ question: Question) {
        ports = question.port.ipProtocol(question.version).isICMP ? .icmpType : .port
        peer = direction == .ingress ? .source : .destination
    }

    /// The fields in the order of a rule; made when they are asked for first.
    mutating func list(_ traffic: OfTraffic, _ peer: OfPeer) -> [FailedField] {
        let place = traffic.rawValue * 4 + peer.rawValue
        if let known = lists[place] { return known }
        let list = fields(traffic) + fields(peer)
        lists[place] = list
        return list
    }

    private func fields(_ traffic: OfTraffic) -> [FailedField] {
        switch traffic {
        case .none: []
        case .ports: [ports]
        case .ipProtocol: [.ipProtocol]
        // Two protocols with ports.
        case .both: [.ipProtocol, .port]
        }
    }

    private func fields(_ peer: OfPeer) -> [FailedField] {
        switch peer {
        case .none: []
        case .peer: [self.peer]
        case .family: [.family]
        case .both: [.family, self.peer]
        }
    }
}

extension [RuleMiss] {
    /// Rules that let the traffic asked through, for others.
    public var sameTraffic: [RuleIndex] { filter { $0.failed == [.source] || $0.failed == [.destination] }.map(\.rule) }

    /// Rules that let the other end through, on other traffic.
    public var samePeer: [RuleIndex] {
        filter { !$0.failed.isEmpty && !$0.failed.contains { [.source, .destination, .family].contains($0) } }.map(\.rule)
    }

    /// Rules that fail on one field alone.
    public func failing(only field: FailedField) -> [RuleIndex] { filter { $0.failed == [field] }.map(\.rule) }
}
