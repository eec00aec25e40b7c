import CoreModel

/// What of some traffic between two ends turns from one reading to the other, family by family.
struct TurnedTraffic {
    private var found: [VerdictChange: [IPVersion: TrafficSet]] = [:]

    /// Takes in what passes over a family in both readings; what of it the family does not carry is no flow.
    mutating func add(_ old: Passing, _ new: Passing, _ version: IPVersion) {
        for (change, traffic) in VerdictChange.all(from: old, to: new) {
            let own = FlowChange.carried(traffic, version)
            if !own.isEmpty { found[change, default: [:]][version] = own }
        }
    }

    /// It as flows between these ends, in no order: one over both families where both carry the same.
    func flows(from source: FlowChange.Part, to destination: FlowChange.Part, areWays: Bool = false) -> [FlowChange] {
        var flows: [FlowChange] = []
        for (change, byVersion) in found {
            let versions = IPVersion.allCases.filter { byVersion[$0] != nil }
            let isSame = Set(byVersion.values).count == 1
            for own in isSame ? [versions] : versions.map({ [$0] }) {
                guard let traffic = byVersion[own[0]] else { continue }
                flows.append(
                    FlowChange(
                        source: source, destination: destination, points: traffic, versions: own, before: change.before,
                        after: change.after, isWay: areWays))
            }
        }
        return flows
    }
}
