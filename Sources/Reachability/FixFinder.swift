import SecurityGroups

/// Finds the smallest rules that turn a verdict of blocked, on every side that blocks.
struct FixFinder: Sendable {
    let analyzer: Analyzer
    let question: Question
    let judgement: Judgement
    let checks: [Check]

    private var inventory: Inventory { analyzer.inventory }
    private var ends: EndText { EndText(analyzer: analyzer, question: question) }

    /// The rules, or why there are none.
    func fixes() -> (fixes: [Fix], noFix: String?) {
        guard judgement.endsWithoutAddress.isEmpty, !judgement.pairs.isEmpty else {
            return ([], "no rule turns this: an end has no \(question.version.name) address")
        }
        var fixes: [Fix] = []
        for direction in [Direction.egress, .ingress] {
            let failing = checks.filter { $0.side == direction && $0.outcome != .pass }
            for check in failing {
                guard let group = check.component, inventory[group].knowledge == .complete else {
                    return ([], "no rule turns this for certain: \(check.name): \(check.decision)")
                }
                let subject = direction == .egress ? judgement.sources : judgement.destinations
                guard let peers = peers(direction, group, subject) else {
                    return ([], "no rule turns this for certain: the addresses of the other end are not known")
                }
                for peer in peers {
                    for traffic in wanted { fixes.append(fix(group, direction, traffic, peer)) }
                }
            }
        }
        return fixes.isEmpty ? ([], nil) : (Self.distinct(fixes), nil)
    }

    /// What a new rule names on its other side.
    private enum NewPeer {
        case group(GroupIndex)
        case network(IPNetwork)
    }

    private var wanted: [Traffic] { TrafficText.traffic(question.port.points(question.version)) }

    /// A reference to a group where the other end is one, or an interface that carries one; else its CIDRs.
    private func peers(_ direction: Direction, _ group: GroupIndex, _ own: [Subject]) -> [NewPeer]? {
        let end = direction == .ingress ? question.source : question.destination
        let others = direction == .ingress ? judgement.sources : judgement.destinations
        if case .internet = end.kind { return [.network(.everything(question.version))] }
        if case .network(let network) = end.kind {
            return network.isEverything || others.allSatisfy { $0.interfaces.isEmpty }
                || others.contains { $0.isAskedByPublicAddress }
                ? [.network(network)] : perSubject(others, group) ?? [.network(network)]
        }
        if case .prefixList = end.kind { return nil }
        return perSubject(others, group)
    }

    private func perSubject(_ others: [Subject], _ group: GroupIndex) -> [NewPeer]? {
        var result: [NewPeer] = []
        for subject in others {
            if case .groups(let carried) = subject.carrier, let first = firstByName(carried), sharesVpc(subject, with: group) {
                result.append(.group(first))
            } else if subject.assumption == .none {
                result += subject.addresses.networks(question.version).map(NewPeer.network)
            } else {
                return nil
            }
        }
        return result
    }

    /// No group is referenced across VPCs: whether a peering is active is not known.
    private func sharesVpc(_ subject: Subject, with group: GroupIndex) -> Bool {
        let vpc = inventory[group].vpc
        return subject.vpc == vpc || subject.vpc.isNone || vpc.isNone
    }

    private func firstByName(_ groups: [GroupIndex]) -> GroupIndex? {
        groups.filter { inventory[$0].knowledge != .absent }.min { analyzer.names.name(of: $0) < analyzer.names.name(of: $1) }
    }

    private func fix(_ group: GroupIndex, _ direction: Direction, _ traffic: Traffic, _ peer: NewPeer) -> Fix {
        let text = FixText(analyzer: analyzer, question: question)
        let other = ends.otherEnd(of: direction).name
        var fix = Fix(
            group: group, direction: direction, traffic: traffic, peerGroup: nil, peerNetwork: nil, peer: "", text: "",
            warning: nil,
            aws: "", undo: "", terraform: "")
        switch peer {
        case .group(let named):
            fix.peerGroup = named
            fix.peer = inventory[inventory[named].id]
        case .network(let network):
            fix.peerNetwork = network
            fix.peer = network.description
            if network.isEverything {
                fix.warning = direction == .ingress ? "opens it to the internet" : "lets it out to the whole internet"
            }
        }
        let named = fix.peerGroup.map { analyzer.names.name(of: $0) } ?? fix.peer
        let preposition = RuleText.preposition(direction)
        fix.text = "\(analyzer.names.name(of: group)): \(direction.name) \(traffic.text) \(preposition) \(named)"
        let description = FixText.description(question, direction, fix.peerGroup == nil ? other : named)
        fix.aws = text.command(fix, revoke: false, description: description)
        fix.undo = text.command(fix, revoke: true, description: nil)
        fix.terraform = text.terraform(fix, description: description)
        return fix
    }

    private static func distinct(_ fixes: [Fix]) -> [Fix] {
        var seen = Set<String>()
        return fixes.filter { seen.insert($0.text + $0.peer + $0.direction.name).inserted }
    }
}
