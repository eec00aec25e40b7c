import SecurityGroups

/// Finds the smallest rules that turn a verdict of blocked, on every side that blocks.
///
/// Each pair of subjects says what its sides lack: traffic that they do not let through for certain, towards addresses. A rule
/// is made for every lack, and of these rules those are dropped that the others make needless.
struct FixFinder: Sendable {
    let analyzer: Analyzer
    let question: Question
    let judgement: Judgement

    private var inventory: Inventory { analyzer.inventory }
    private var ends: EndText { EndText(analyzer: analyzer, question: question) }

    /// The rules, or why there are none.
    func fixes() -> (fixes: [Fix], noFix: String?) {
        guard judgement.endsWithoutAddress.isEmpty, !judgement.pairs.isEmpty else {
            return ([], "no rule turns this: an end has no \(question.version.name) address")
        }
        if let lacking = judgement.lacking.first {
            let name = analyzer.names.name(of: lacking)
            return ([], "no rule turns this for all of it: \(name) has no \(question.version.name) address")
        }
        var lacks: [Lack] = []
        for pair in judgement.pairs {
            for direction in [Direction.egress, .ingress] {
                switch lack(pair, direction) {
                case .success(let found): lacks += found.map { [$0] } ?? []
                case .failure(let reason): return ([], reason.text)
                }
            }
        }
        var fixes: [Fix] = []
        for lack in lacks {
            guard let peers = peers(lack) else {
                return ([], "no rule turns this for certain: \(unknownPlace(lack))")
            }
            for peer in peers {
                for traffic in wanted(lack) {
                    let fix = fix(lack.group, lack.direction, traffic, peer)
                    if !fixes.contains(where: { $0.text == fix.text && $0.group == fix.group && $0.peer == fix.peer }) {
                        fixes.append(fix)
                    }
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

    private struct Reason: Error {
        var text: String
    }

    private func lack(_ pair: Pair, _ direction: Direction) -> Result<Lack?, Reason> {
        let peer = pair.peer(direction)
        let missing = pair.side(direction).pieces.filter { !$0.coverage.certain.isSuperset(of: peer.addresses) }
        if missing.isEmpty { return .success(nil) }
        let own = direction == .egress ? judgement.sources[pair.source] : judgement.destinations[pair.destination]
        let name = ends.name(of: own, direction)
        guard case .groups(let carried) = own.carrier else {
            return .failure(Reason(text: "no rule turns this for certain: \(name): \(ends.unknownAddress(own))"))
        }
        if let absent = carried.first(where: { inventory[$0].knowledge(direction) != .complete }) {
            let why = ends.unloaded(absent, direction)
            return .failure(Reason(text: "no rule turns this for certain: \(analyzer.names.name(of: absent)): \(why)"))
        }
        if let (rule, list) = leftOut(direction, carried, TrafficSet(missing.map(\.points))) {
            let what = "\(analyzer.names.name(of: inventory[rule].group)): the \(inventory[list.id])"
            return .failure(Reason(text: "no rule turns this for certain: \(what) may be what is asked"))
        }
        let end = direction == .egress ? question.source : question.destination
        guard let group = asked(end, carried) ?? firstByName(carried) else { return .success(nil) }
        let addresses = missing.reduce(AddressSet()) { $0.union(peer.addresses.subtracting($1.coverage.certain)) }
        return .success(
            Lack(
                direction: direction, group: group, carried: carried, own: own, peer: peer,
                countsReferences: pair.countsReferences, points: TrafficSet(missing.map(\.points)), addresses: addresses))
    }

    /// A rule for some traffic of which the input left out what it is for.
    private func leftOut(_ direction: Direction, _ carried: [GroupIndex], _ points: TrafficSet) -> (RuleIndex, PrefixList)? {
        for rule in carried.flatMap({ inventory.rules(of: $0, direction) }) {
            guard let list = inventory.prefixList(of: inventory[rule].peer), list.isLeftOut else { continue }
            if points.intersects(TrafficSet(inventory[rule].traffic.points)) { return (rule, list) }
        }
        return nil
    }

    /// What is not known of the other end.
    private func unknownPlace(_ lack: Lack) -> String {
        let name = ends.otherEnd(of: lack.direction).name
        switch lack.peer.assumption {
        case .publicAddress: return "the public address by which \(name) is seen is not loaded"
        case .unloadedList: return "the entries of \(name) are not loaded"
        case .none, .subnet, .subnets, .vpc, .privateAddress: return "neither an interface nor the VPC of \(name) is loaded"
        case .openBlock: return "the \(question.version.name) block of \(name)'s VPC is not told"
        }
    }

    /// The traffic to let through in the fewest rules: what is missing, or what was asked where that is in fewer pieces.
    private func wanted(_ lack: Lack) -> [Traffic] {
        let asked = question.port.points(question.version).intervals.filter { lack.points.intersects(TrafficSet($0)) }
        let whole = TrafficText.traffic(TrafficSet(asked))
        if lack.points.intervals.count >= whole.count { return whole }
        let missing = TrafficText.traffic(lack.points)
        return missing.count < whole.count ? missing : whole
    }

    /// What a new rule names on its other side.
    private enum NewPeer {
        case group(GroupIndex)
        case network(IPNetwork)
    }

    /// A reference to a group where the other end carries one in the same VPC, else its CIDRs; nil where neither is known.
    private func peers(_ lack: Lack) -> [NewPeer]? {
        let end = lack.direction == .ingress ? question.source : question.destination
        if case .internet = end.kind { return [.network(.everything(question.version))] }
        if [.publicAddress, .unloadedList, .privateAddress, .openBlock].contains(lack.peer.assumption) {
            return [.privateAddress, .openBlock].contains(lack.peer.assumption) ? groupPeer(lack).map { [$0] } : nil
        }
        if case .network(let network) = end.kind, network.prefixLength < network.version.bitWidth { return [.network(network)] }
        return groupPeer(lack).map { [$0] } ?? lack.addresses.networks(question.version).map(NewPeer.network)
    }

    /// The group to name: one that the other end carries, in the same VPC.
    private func groupPeer(_ lack: Lack) -> NewPeer? {
        guard case .groups(let carried) = lack.peer.carrier, lack.countsReferences,
            lack.peer.vpc == lack.own.vpc || carried == lack.carried
        else { return nil }
        let end = lack.direction == .ingress ? question.source : question.destination
        return (asked(end, carried) ?? firstByName(carried)).map(NewPeer.group)
    }

    /// The group that an end was asked by.
    private func asked(_ end: Endpoint, _ carried: [GroupIndex]) -> GroupIndex? {
        if case .group(let group) = end.kind, carried.contains(group) { group } else { nil }
    }

    private func firstByName(_ groups: [GroupIndex]) -> GroupIndex? {
        groups.min { (analyzer.names.name(of: $0), $0) < (analyzer.names.name(of: $1), $1) }
    }

    private func fix(_ group: GroupIndex, _ direction: Direction, _ traffic: Traffic, _ peer: NewPeer) -> Fix {
        var fix = Fix(
            group: group, direction: direction, traffic: traffic, peerGroup: nil, peerNetwork: nil, peer: "", text: "",
            warning: traffic.ipProtocol == .all ? "every protocol and port; ask about the one that is needed" : nil,
            aws: "", undo: "", terraform: "")
        switch peer {
        case .group(let named):
            fix.peerGroup = named
            fix.peer = inventory[inventory[named].id]
        case .network(let network):
            fix.peerNetwork = network
            fix.peer = network.description
            if network.isEverything {
                let world = direction == .ingress ? "opens it to the internet" : "lets it out to the whole internet"
                fix.warning = [world, fix.warning].compactMap { $0 }.joined(separator: ", ")
            }
        }
        let named = fix.peerGroup.map { analyzer.names.name(of: $0) } ?? fix.peer
        fix.text =
            "\(analyzer.names.name(of: group)): \(direction.name) \(traffic.text) \(RuleText.preposition(direction)) \(named)"
        let address = fix.peerNetwork.flatMap { $0.prefixLength == $0.version.bitWidth ? $0.address.description : nil }
        return FixText(analyzer: analyzer, question: question).written(fix, peerName: address ?? named)
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
                guard let group = fix.peerGroup, case .groups(let carried) = lack.peer.carrier else { return false }
                return lack.countsReferences && carried.contains(group)
            }
            let networks = AddressSet(fitting.compactMap(\.peerNetwork), version: question.version)
            return byGroup || networks.isSuperset(of: lack.addresses)
        }
    }
}
