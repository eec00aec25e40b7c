import CoreModel

/// What every layer comes to, and what decides.
public struct NetworkVerdict: Hashable, Sendable {
    /// What it comes to.
    public let verdict: Verdict
    /// The code of what decides, refined by the field that failed, as in ``WayAnswer/code(_:)``; nil where it is allowed, and where the
    /// groups alone say it.
    public let code: String?
    /// The stage that decides; nil likewise.
    public let stage: Stage?
    /// Whether a rule that names a group would let it through there, but for what lies between.
    public let losesReference: Bool
    /// Whether the groups alone say it, so that nothing else changes their verdict.
    public let isOfGroups: Bool
    /// What it comes to for some of the members that were walked between, or for others.
    public let parts: Set<Verdict>

    init(ofGroups verdict: Verdict) {
        (self.verdict, code, stage, losesReference, isOfGroups, parts) = (verdict, nil, nil, false, true, [verdict])
    }

    /// What the stage of another layer decides; `parts` are what it comes to for some members or others.
    init(_ verdict: Verdict, _ parts: Set<Verdict>, _ decider: Stage?, _ topology: Topology) {
        let stage = verdict == .allowed ? nil : decider
        (self.verdict, self.stage, losesReference, isOfGroups, self.parts) = (verdict, stage, false, false, parts)
        code = stage.flatMap { stage in
            let miss = EntryMisses(topology: topology).nearest(stage)
            return stage.code(refinedBy: miss?.failed.first.map(StageDetail.entry))
        }
    }

    /// What an explained way comes to.
    init(_ way: WayAnswer, groups: Verdict) {
        let deciding = way.verdict == .allowed ? [] : way.deciding
        let place = deciding.first { way.stages[$0].kind != .group } ?? deciding.first
        let isOfGroups =
            way.verdict == groups && deciding.allSatisfy { way.stages[$0].kind == .group && way.lostReferences.isEmpty }
        (verdict, self.isOfGroups, parts) = (way.verdict, isOfGroups, Set(way.kinds.map(\.verdict)))
        code = isOfGroups ? nil : place.flatMap(way.code)
        stage = isOfGroups ? nil : place.map { way.stages[$0] }
        losesReference = !isOfGroups && (place.map(way.lostReferences.contains) ?? false)
    }
}
