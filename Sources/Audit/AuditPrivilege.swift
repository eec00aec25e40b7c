import CoreModel
import Reachability
import Words

/// Rules that could be narrower, or go, without closing a flow that people say is needed.
///
/// What is offered is proved: all of it is laid over the inventory at once, and every needed flow is asked again.
struct AuditPrivilege {
    let analyzer: Analyzer
    let names: Names
    let needs: AuditNeeds

    private var inventory: Inventory { analyzer.inventory }

    /// A rule with what of it is needed.
    private struct Narrowing {
        var rule: RuleIndex
        /// What takes its place; nothing where nobody needs it.
        var pieces: [Piece]
    }

    /// A part of a rule.
    private struct Piece: Hashable {
        var traffic: Traffic
        var peer: EndIdentity
    }

    /// A finding for each rule of which less is needed.
    func findings() -> [AuditFinding] { proved.map(finding) }

    /// What puts into the place of these rules what is needed of them.
    var edits: [Edit] { edits(proved) }

    private var proved: [Narrowing] {
        var all = needs.spokenOf.filter { inventory[$0.group].isSettled && !inventory[$0.group].isCopy }.flatMap(narrowings)
        while !all.isEmpty, let broken = closed(by: all) { all.removeAll { broken.contains(inventory[$0.rule].group) } }
        return all
    }

    private func finding(_ narrowing: Narrowing) -> AuditFinding {
        let rule = inventory[narrowing.rule]
        let parts = narrowing.pieces.map { "\($0.traffic.text) \(rule.direction.preposition) \(name($0.peer))" }
        return AuditFinding(
            kind: .wider, severity: .info, group: rule.group, rules: [narrowing.rule],
            text: "\(rule.direction.name) \(RuleText(inventory, names).line(narrowing.rule))",
            note: parts.isEmpty
                ? "no flow of the notes or the board needs it" : "needed of it: \(parts.sorted().joined(separator: "; "))")
    }

    private func name(_ peer: EndIdentity) -> String { inventory.end(peer).map(names.name(of:)) ?? peer.text }

    // MARK: What is needed of a rule

    private func narrowings(_ side: AuditNeeds.Side) -> [Narrowing] {
        let flows = needs.flows(of: side)
        return inventory.rules(of: side.group, side.direction).compactMap { index -> Narrowing? in
            let rule = inventory[index]
            let isStale = inventory.reference(of: rule.peer)?.isStale ?? false
            if rule.isContested || isStale { return nil }
            let own = Piece(traffic: rule.traffic, peer: inventory.identity(of: rule.peer))
            var pieces: Set<Piece> = []
            for flow in flows {
                for traffic in flow.traffic.compactMap({ Self.shared($0, rule.traffic) }) {
                    guard let peers = peers(flow.ends(side.direction).far, of: rule) else { continue }
                    for peer in peers { pieces.insert(Piece(traffic: traffic, peer: peer)) }
                }
            }
            let whole = pieces.filter { $0.peer == own.peer }.reduce(TrafficSet()) { $0.union(TrafficSet($1.traffic.points)) }
            if whole.isSuperset(of: TrafficSet(rule.traffic.points)) { return nil }
            return Narrowing(
                rule: index, pieces: pieces.filter { piece in !pieces.contains { Self.isWithin(piece, $0, of: own) } })
        }
    }

    /// Whether a piece is a part of another one: of the same peer, or of all that the rule names.
    private static func isWithin(_ inner: Piece, _ outer: Piece, of rule: Piece) -> Bool {
        inner != outer && (inner.peer == outer.peer || outer.peer == rule.peer)
            && outer.traffic.points.contains(inner.traffic.points)
    }

    /// What two kinds of traffic have in common, where that is one kind of traffic again.
    private static func shared(_ one: Traffic, _ other: Traffic) -> Traffic? {
        if other.points.contains(one.points) { return one }
        if one.points.contains(other.points) { return other }
        guard one.points.overlaps(other.points), one.ipProtocol == other.ipProtocol, one.ipProtocol.hasPorts else { return nil }
        return try? Traffic(one.ipProtocol, from: Int(max(one.from, other.from)), to: Int(min(one.to, other.to)))
    }

    /// What of a rule's peer a flow's far end needs; nil where it needs nothing of it.
    private func peers(_ far: End?, of rule: Rule) -> [EndIdentity]? {
        let whole = [inventory.identity(of: rule.peer)]
        guard let far else { return whole }
        switch inventory.end(of: rule.peer) {
        case .group(let group): return needs.groups(at: far).contains(group) ? whole : nil
        case .prefixList: return whole
        case .interfaces: return whole
        case .internet, .network:
            guard let network = inventory.network(of: rule.peer) else { return whole }
            return peers(far, within: network, whole, of: rule)
        }
    }

    private func peers(_ far: End, within network: IPNetwork, _ whole: [EndIdentity], of rule: Rule) -> [EndIdentity]? {
        switch far {
        case .internet:
            let isPublic = SpecialAddresses.publicAddresses(network.version).intersects(network.range)
            return isPublic ? whole : nil
        case .network(let own):
            if network.contains(own) { return [.network(own)] }
            return own.contains(network) ? whole : nil
        case .prefixList: return whole
        case .interfaces(let interfaces):
            let addresses = interfaces.flatMap { inventory[$0].privateAddresses(network.version) }.filter(network.contains)
            return addresses.isEmpty ? nil : addresses.map { .network(.single($0)) }
        case .group(let group):
            // A group of the same VPC says it better than its addresses; of another VPC it may not be seen.
            let vpc = inventory[group].vpc
            let isNear = vpc == inventory[rule.group].vpc && !vpc.isNone && inventory[group].isSettled
            return network.isEverything && isNear ? [id(group)] : whole
        }
    }

    private func id(_ group: GroupIndex) -> EndIdentity { .group(inventory[inventory[group].id]) }

    // MARK: Proof

    private func edits(_ narrowings: [Narrowing]) -> [Edit] {
        narrowings.flatMap { narrowing -> [Edit] in
            let rule = inventory[narrowing.rule]
            let group = inventory[inventory[rule.group].id]
            let own = EditedRule(group: group, inventory.identity(of: rule), description: inventory[rule.description])
            return [.remove(own)]
                + narrowing.pieces.map { .add(EditedRule(group: group, RuleIdentity(rule.direction, $0.traffic, $0.peer))) }
        }
    }

    /// The groups at flows that do not come to the same with the narrowings; nil where all do.
    private func closed(by narrowings: [Narrowing]) -> Set<GroupIndex>? {
        let after = analyzer.applying(edits(narrowings))
        var broken: Set<GroupIndex> = []
        for flow in needs.flows {
            guard let source = flow.source, let destination = flow.destination else { continue }
            for version in IPVersion.allCases {
                guard let question = question(source, destination, flow.traffic, version),
                    let then = analyzer.question(question, after: after.inventory)
                else { continue }
                let verdict = analyzer.wholeVerdict(question, Self.scope)
                if verdict != .blocked, after.wholeVerdict(then, Self.scope) != verdict {
                    broken.formUnion(needs.groups(at: source) + needs.groups(at: destination))
                }
            }
        }
        let concerned = broken.intersection(narrowings.map { inventory[$0.rule].group })
        if broken.isEmpty { return nil }
        // A flow that turns for another reason: nothing is offered that is not proved.
        return concerned.isEmpty ? Set(narrowings.map { inventory[$0.rule].group }) : concerned
    }

    private static let scope = AnswerScope(looksAtNetwork: true, isFull: false)

    private func question(_ source: End, _ destination: End, _ traffic: [Traffic], _ version: IPVersion) -> Question? {
        try? Question(
            from: Endpoint(source), to: Endpoint(destination),
            port: PortQuery(traffic, asked: traffic.map(\.text).joined(separator: ", ")), version: version)
    }
}
