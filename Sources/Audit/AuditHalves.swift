import CoreModel
import Reachability
import Words

/// Rules that let nothing through for want of somebody on the other side: of a rule there, of a carrier, of an entry in a list.
struct AuditHalves {
    let analyzer: Analyzer
    let names: Names
    let carriers: AuditCarriers

    private var inventory: Inventory { analyzer.inventory }

    /// Rules whose other half is missing, where it is told what carries what: a member may carry a group that has it.
    func halves() -> [AuditFinding] {
        guard inventory.hasCompleteInterfaceListing else { return [] }
        return analyzer.halfRules().compactMap { half -> AuditFinding? in
            let rule = inventory[half.rule]
            let kinds = [carriers[rule.group].kind, carriers[half.peer].kind]
            // What nobody carries is found as such.
            if kinds.contains(.nobody) || kinds.contains(.unknown) { return nil }
            let (own, peer) = (names.name(of: rule.group), names.name(of: half.peer))
            let missing =
                rule.direction == .ingress
                ? "\(peer) sends no such thing: add egress \(rule.traffic.text) to \(own) there, or remove this rule"
                : "\(peer) lets no such thing in: add ingress \(rule.traffic.text) from \(own) there, or remove this rule"
            // What load balancers and endpoints are for, somebody waits for.
            let isWaitedFor = kinds.contains(.balancers) || kinds.contains(.endpoints)
            return AuditFinding(
                kind: .halfRule, severity: isWaitedFor ? .medium : .low, group: rule.group, rules: [half.rule],
                text: RuleText(inventory, names).line(half.rule), note: missing)
        }
    }

    /// Rules of a group for nobody: one finding a direction and peer.
    func nobody(_ group: GroupIndex) -> [AuditFinding] { Direction.allCases.flatMap { nobody(group, $0) } }

    private func nobody(_ group: GroupIndex, _ direction: Direction) -> [AuditFinding] {
        // No rule of a group that nobody carries does anything.
        if carriers[group].kind == .nobody { return [] }
        var order: [Peer] = []
        var rules: [Peer: [RuleIndex]] = [:]
        for rule in inventory.rules(of: group, direction) {
            let peer = inventory[rule].peer
            guard isNobody(peer, of: group) else { continue }
            if rules[peer] == nil { order.append(peer) }
            rules[peer, default: []].append(rule)
        }
        return order.map { peer in
            let own = rules[peer] ?? []
            let isList = inventory.prefixList(of: peer) != nil
            return AuditFinding(
                kind: .nobodyLetIn, severity: .low, group: group, rules: own,
                text: RuleText(inventory, names).few(own),
                note: isList ? "the list has no entries" : "no interface carries \(names.name(of: peer))")
        }
    }

    private func isNobody(_ peer: Peer, of group: GroupIndex) -> Bool {
        if let list = inventory.prefixList(of: peer) {
            return list.entries?.isEmpty == true && !list.isUnknown && !list.isLeftOut
        }
        guard let reference = inventory.reference(of: peer), !reference.isStale, reference.identity == .named,
            inventory[reference.group].isSettled, reference.group != group
        else { return false }
        return carriers[reference.group].kind == .nobody
    }
}
