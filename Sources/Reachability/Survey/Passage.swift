import CoreModel

/// What carries packets out of a VPC or into one: a gateway, a peering connection, what stands at the edge of what the input tells.
public struct NetworkCarrier: Hashable, Sendable {
    /// The kind of stage that it is.
    public let kind: Stage.Kind
    /// Its id.
    public let id: TextID

    /// What a stage passes; nil for what filters or routes.
    init?(_ stage: Stage) {
        switch stage.kind {
        case .igw, .eigw, .nat, .pcx, .tgw, .vpn, .vpce, .fw, .lb, .edge: (kind, id) = (stage.kind, stage.component)
        case .group, .acl, .table, .host: return nil
        }
    }
}

/// What the layers other than groups do on the ways between two ends, whatever the groups of these ends are.
struct Passage: Hashable, Sendable {
    /// What they come to.
    var verdict: Verdict
    /// Whether groups see another than the ends themselves, so that what these say of the ends may not be what counts.
    var isTranslated: Bool
    /// Whether it is what groups do not filter.
    var isServed: Bool
    /// Whether it ends at a gateway endpoint that does not carry the protocol.
    var endsAtEndpointProtocol: Bool
    /// Whether a layer other than groups was looked at.
    var isLookedAt: Bool
    /// The first stage that decides; nil where all of them pass.
    var decider: Stage?
    /// What carries the packet, in the order of the way.
    var carriers: [NetworkCarrier]

    init(_ way: Way, from source: WayEnd, to destination: WayEnd, _ index: WayIndex, isOneWay: Bool) {
        let counting = way.stages.filter { $0.kind != .group && (!isOneWay || $0.leg == .packet) }
        verdict = counting.verdict
        isTranslated = way.isTranslated(from: source, to: destination)
        isServed = way.stages.first?.reason == .notFiltered
        endsAtEndpointProtocol = way.endsAtEndpointProtocol
        let vpcs = [source, destination].compactMap(index.vpc(around:))
        isLookedAt = way.stages.contains { $0.kind == .lb } || vpcs.contains { index.looksAtNetwork($0) }
        decider = counting.first { $0.outcome == .fail } ?? counting.first { $0.outcome == .depends }
        carriers = way.stages.filter { $0.leg == .packet && !$0.component.isNone }.compactMap(NetworkCarrier.init).distinct()
    }
}

/// What the layers other than groups do between all members of two ends.
struct Passages: Hashable, Sendable {
    /// What they come to for some members or others.
    private(set) var verdicts: Set<Verdict> = []
    /// Whether groups see another than the ends themselves on some way.
    private(set) var isTranslated = false
    /// Whether some of it is what groups do not filter, and gets there.
    private(set) var isServed = false
    /// Whether a layer other than groups was looked at.
    private(set) var isLookedAt = false
    /// Whether some of the pairs lie beyond every VPC.
    private(set) var hasPairsBeyond: Bool
    /// What carries packets, in the order of the ways.
    private(set) var carriers: [NetworkCarrier] = []
    private var deciders: [Verdict: Stage] = [:]

    init(_ all: [Passage], hasPairsBeyond: Bool) {
        self.hasPairsBeyond = hasPairsBeyond
        for one in all {
            verdicts.insert(one.verdict)
            isTranslated = isTranslated || one.isTranslated
            isServed = isServed || one.isServed && one.verdict == .allowed
            isLookedAt = isLookedAt || one.isLookedAt
            for carrier in one.carriers where !carriers.contains(carrier) { carriers.append(carrier) }
            if deciders[one.verdict] == nil { deciders[one.verdict] = one.decider }
        }
    }

    /// These and others.
    func union(_ other: Passages) -> Passages {
        var union = self
        union.verdicts.formUnion(other.verdicts)
        union.isTranslated = isTranslated || other.isTranslated
        union.isServed = isServed || other.isServed
        union.isLookedAt = isLookedAt || other.isLookedAt
        union.hasPairsBeyond = hasPairsBeyond || other.hasPairsBeyond
        for carrier in other.carriers where !carriers.contains(carrier) { union.carriers.append(carrier) }
        union.deciders.merge(other.deciders) { own, _ in own }
        return union
    }

    /// What all come to where they are alike, else depends; nil where nothing was walked.
    var verdict: Verdict? { verdicts.count > 1 ? .depends : verdicts.first }

    /// What stops it, else what it depends on.
    var decider: Stage? { deciders[.blocked] ?? deciders[.depends] }
}
