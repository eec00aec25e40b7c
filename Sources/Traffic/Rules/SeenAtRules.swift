import CoreModel

/// How often what rules let through was seen: of several rules each record once.
public struct SeenAtRules: Sendable {
    /// The flows that each rule let through, by their places.
    private var flows: [RuleIndex: [Int32]] = [:]
    private var records: [UInt64] = []
    private var unseen: Set<RuleIndex>

    /// What a list holds of its rules; linear in flows with the rules of each.
    public init(_ list: TrafficList) {
        unseen = Set(list.rules(.notSeen).map(\.rule))
        for flow in list.flows where flow.role == .request && flow.flow.action == .accept && !flow.rules.isEmpty {
            for rule in flow.rules { flows[rule, default: []].append(Int32(records.count)) }
            records.append(flow.flow.counts.records)
        }
    }

    /// Records of requests that any of some rules let through; 0 where none of them was used for certain, nil where that cannot be told.
    public func records(_ rules: [RuleIndex]) -> UInt64? {
        let sum =
            rules.count == 1
            ? (flows[rules[0]] ?? []).reduce(0) { $0 + records[Int($1)] }
            : Set(rules.flatMap { flows[$0] ?? [] }).reduce(0) { $0 + records[Int($1)] }
        if sum > 0 { return sum }
        return rules.allSatisfy(unseen.contains) ? 0 : nil
    }
}
