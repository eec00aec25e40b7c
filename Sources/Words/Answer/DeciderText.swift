import Reachability

extension AnswerText {
    /// What decides, in the fewest words: "back, acl isolated", "RDS SG in"; nil where it is allowed, and where nothing alone does.
    public var decider: String? {
        if answer.verdict == .allowed { return nil }
        if let way = answer.way, let place = way.deciding.first, way.stages[place].kind != .group {
            return NetworkVerdictText(inventory, areMany: false).decider(way.stages[place], losesReference: false)
        }
        let sides = answer.checks.filter { $0.outcome != .pass }
        guard let check = sides.last(where: { $0.outcome == .fail }) ?? sides.last, let group = check.component else {
            return nil
        }
        return "\(names.name(of: group)) \(check.side == .egress ? "out" : "in")"
    }
}
