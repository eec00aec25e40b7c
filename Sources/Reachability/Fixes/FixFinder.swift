import CoreModel

/// Finds the smallest rules that turn a verdict of blocked, on every side that blocks.
///
/// Each pair of subjects says what its sides lack: traffic that they do not let through for certain, towards addresses. A rule
/// is made for every lack, and of these rules those are dropped that the others make needless.
struct FixFinder: Sendable {
    let analyzer: Analyzer
    let question: Question
    let judgement: Judgement
    /// The sides that are to let it through.
    var sides = [Direction.egress, .ingress]
    /// Whether what lies between two VPCs keeps what rules name: an active peering of one region, a transit gateway that is set to.
    var namesForeignGroups = false

    private var inventory: Inventory { analyzer.inventory }

    /// The rules, or why there are none.
    func fixes() -> (fixes: [Fix], noFix: NoFix?) {
        guard judgement.endsWithoutAddress.isEmpty, !judgement.pairs.isEmpty else { return ([], .noAddress) }
        if let lacking = judgement.lacking.first { return ([], .lacksFamily(lacking)) }
        var lacks: [Lack] = []
        for pair in judgement.pairs {
            for direction in sides {
                switch lack(pair, direction) {
                case .success(let found): lacks += found.map { [$0] } ?? []
                case .failure(let reason): return ([], reason)
                }
            }
        }
        var fixes: [Fix] = []
        for lack in lacks {
            guard let peers = peers(lack) else { return ([], .unknownPlace(lack.direction, lack.peer.assumption)) }
            for peer in peers {
                for traffic in wanted(lack) {
                    guard let fix = fix(lack.group, lack.direction, traffic, peer) else { continue }
                    if !fixes.contains(fix) { fixes.append(fix) }
                }
            }
        }
        return (withoutNeedless(fixes, lacks), nil)
    }

    /// What a side of a pair does not let through for certain.
    private struct Lack {
        var direction: Direction
        var group: GroupIndex
        var carried: [GroupIndex]
        var own: Subject
        var peer: Subject
        var countsReferences: Bool
        var points: TrafficSet
        var addresses: AddressSet
    }

    private func lack(_ pair: Pair, _ direction: Direction) -> Result<Lack?, NoFix> {
        let peer = pair.peer(direction)
        let missing = pair.side(direction).pieces.filter { !$0.coverage.certain.isSuperset(of: peer.addresses) }
        if missing.isEmpty { return .success(nil) }
        let own = direction == .egress ? judgement.sources[pair.source] : judgement.destinations[pair.destination]
        let end = direction == .egress ? question.source : question.destination
        guard case .groups(let carried) = own.carrier else {
            return .failure(.unknownAddress(EndPart(own, of: end), direction, prefixList: own.prefixList))
        }
        if let absent = carried.first(where: { inventory[$0].knowledge(direction) != .complete }) {
            return .failure(.unlistedRules(of: absent, direction))
        }
        if let rule = leftOut(direction, carried, TrafficSet(missing.map(\.points))) { return .failure(.leftOut(rule)) }
        guard let group = asked(end, carried) ?? firstByName(carried) else { return .success(nil) }
        let addresses = missing.reduce(AddressSet()) { $0.union(peer.addresses.subtracting($1.coverage.certain)) }
        return .success(
            Lack(
                direction: direction, group: group, carried: carried, own: own, peer: peer,
                countsReferences: pair.countsReferences, points: TrafficSet(missing.map(\.points)), addresses: addresses))
    }

    /// A rule for some traffic of which the input left out what it is for.
    private func leftOut(_ direction: Direction, _ carried: [GroupIndex], _ points: TrafficSet) -> RuleIndex? {
        carried.flatMap { inventory.rules(of: $0, direction) }.first { rule in
            inventory.prefixList(of: inventory[rule].peer)?.isLeftOut == true
                && points.intersects(TrafficSet(inventory[rule].traffic.points))
        }
    }

    /// The traffic to let through in the fewest rules: what is missing, or what was asked where that is in fewer pieces.
    private func wanted(_ lack: Lack) -> [Traffic] {
        let asked = question.port.points(question.version).intervals.filter { lack.points.intersects(TrafficSet($0)) }
        let whole = TrafficSet(asked).traffic
        if lack.points.intervals.count >= whole.count { return whole }
        let missing = lack.points.traffic
        return missing.count < whole.count ? missing : whole
    }

    /// A reference to a group where the other end carries one in the same VPC, else its CIDRs; nil where neither is known.
    private func peers(_ lack: Lack) -> [End]? {
        let end = lack.direction == .ingress ? question.source : question.destination
        if case .internet = end.kind { return [.network(.everything(question.version))] }
        if [.publicAddress, .unloadedList, .privateAddress, .openBlock].contains(lack.peer.assumption) {
            return [.privateAddress, .openBlock].contains(lack.peer.assumption) ? groupPeer(lack).map { [$0] } : nil
        }
        if case .network(let network) = end.kind, !network.isAddress { return [.network(network)] }
        return groupPeer(lack).map { [$0] } ?? lack.addresses.networks(question.version).map(End.network)
    }

    /// The group to name: one that the other end carries, in the same VPC, or in one of the same account across which references are kept.
    private func groupPeer(_ lack: Lack) -> End? {
        guard case .groups(let carried) = lack.peer.carrier, lack.countsReferences,
            lack.peer.vpc == lack.own.vpc || carried == lack.carried || namesForeignGroups && isOfOneAccount(lack.group, carried)
        else { return nil }
        let end = lack.direction == .ingress ? question.source : question.destination
        return (asked(end, carried) ?? firstByName(carried)).map(End.group)
    }

    /// Whether groups are of one account: a rule that names another account's has to say whose it is.
    private func isOfOneAccount(_ group: GroupIndex, _ others: [GroupIndex]) -> Bool {
        let owner = inventory[group].owner
        return !owner.isNone && others.allSatisfy { inventory[$0].owner == owner }
    }

    /// The group that an end was asked by.
    private func asked(_ end: Endpoint, _ carried: [GroupIndex]) -> GroupIndex? {
        end.kind.group.flatMap { carried.contains($0) ? $0 : nil }
    }

    private func firstByName(_ groups: [GroupIndex]) -> GroupIndex? {
        groups.min { (analyzer.names.name(of: $0), $0) < (analyzer.names.name(of: $1), $1) }
    }

    private func fix(_ group: GroupIndex, _ direction: Direction, _ traffic: Traffic, _ peer: End) -> Fix? {
        inventory.identity(of: peer).map { named in
            let rule = EditedRule(group: inventory[inventory[group].id], RuleIdentity(direction, traffic, named))
            return Fix(rule: rule, group: group, peer: peer)
        }
    }

    /// Drops every rule without which the rest still gives each pair what it lacks.
    private func withoutNeedless(_ fixes: [Fix], _ lacks: [Lack]) -> [Fix] {
        var kept = fixes
        for fix in fixes.reversed() where kept.count > 1 {
            let rest = kept.filter { $0 != fix }
            if lacks.allSatisfy({ covers(rest, $0) }) { kept = rest }
        }
        return kept
    }

    /// Whether rules give a pair what it lacks.
    private func covers(_ fixes: [Fix], _ lack: Lack) -> Bool {
        let applying = fixes.filter { $0.direction == lack.direction && lack.carried.contains($0.group) }
        return wanted(lack).allSatisfy { wanted in
            let fitting = applying.filter { TrafficSet($0.traffic.points).isSuperset(of: TrafficSet(wanted.points)) }
            let byGroup = fitting.contains { fix in
                guard let group = fix.peer.group, case .groups(let carried) = lack.peer.carrier else { return false }
                return lack.countsReferences && carried.contains(group)
            }
            let networks = AddressSet(fitting.compactMap(\.peer.network), version: question.version)
            return byGroup || networks.isSuperset(of: lack.addresses)
        }
    }
}
