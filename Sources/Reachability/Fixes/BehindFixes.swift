import CoreModel

/// Finds the smallest changes that let a load balancer's node get to a target.
///
/// They are proved: the same way is walked again on the changed inventory.
struct BehindFixes {
    let analyzer: Analyzer
    let walker: Walker
    let scope: AnswerScope
    /// The connection as a question: from the node's interface to the target.
    let question: Question
    /// The client's question, where the target sees the client's address, with the client; else nil.
    let client: (question: Question, member: WayMember)?
    /// The connection, which fails.
    let shown: WayKind
    /// Walks the connection on another inventory.
    let walk: (Walker) -> Way

    /// The changes, none where none is offered; rules, and entries of network ACLs.
    func found() -> (fixes: [Fix], networkFixes: [NetworkFix]) {
        guard let traffic = shown.traffic.first else { return ([], []) }
        let failing = shown.way.stages.filter { $0.outcome == .fail && (!scope.isOneWay || $0.leg == .packet) }
        guard failing.allSatisfy({ $0.kind == .group || $0.kind == .acl }) else { return ([], []) }
        var entries = EntryFixes(walker.index.inventory, isEverything: false)
        let system = client.map { walker.index.clientPorts($0.member.end) } ?? .wide
        var fixes: [Fix] = []
        for stage in failing {
            if case .acl(let acl, let judgement) = stage.reason {
                entries.take(acl, judgement, at: stage, traffic, networks(stage), system: system)
            } else {
                fixes += rules(stage).filter { !fixes.contains($0) }
            }
        }
        guard case .success(let changes) = entries.fixes() else { return ([], []) }
        let changed = walker.applying(changes)
        let after = fixes.isEmpty ? changed : Walker(changed, after: changed.index.inventory.applying(fixes.map(\.edit)))
        if fixes.isEmpty, changes.isEmpty { return ([], []) }
        return walk(after).verdict(isOneWay: scope.isOneWay) == .blocked ? ([], []) : (fixes, changes)
    }

    /// The CIDRs that an entry names: the client's where the target sees it, else the node's subnet, or the target.
    private func networks(_ stage: Stage) -> [IPNetwork] {
        let address = stage.direction == .ingress ? stage.source : stage.destination
        guard let source = shown.sources.first, let target = shown.destinations.first, let traffic = shown.traffic.first else {
            return [.single(address)]
        }
        func named(_ question: Question, _ source: WayMember) -> [IPNetwork] {
            FarNetworks(source: question.source.kind, destination: question.destination.kind).networks(
                address, in: Ways.Entry(source: source, destination: target, traffic: traffic, way: shown.way), walker.index)
        }
        if let client, client.member.end.address == address { return named(client.question, client.member) }
        return named(question, source)
    }

    /// The rules for a stage of groups: a reference to the load balancer's group where it has one, else what is seen.
    private func rules(_ stage: Stage) -> [Fix] {
        guard let direction = stage.direction else { return [] }
        let checks = GroupStageChecks(analyzer: analyzer, walker: walker, question: question, shown: shown, preferred: [:])
        guard let judgement = checks.judgement(stage) else { return [] }
        let hasGroups = shown.sources.first?.end.interface.map { !walker.index.inventory[$0].groups.isEmpty } ?? false
        var asked = question
        if direction == .ingress, !hasGroups, let client {
            // Without groups of the load balancer's only the client can be named.
            asked =
                (try? Question(
                    from: client.question.source, to: question.destination, port: question.port, version: question.version))
                ?? question
        }
        let finder = FixFinder(analyzer: analyzer, question: asked, judgement: judgement, sides: [direction])
        return finder.fixes().fixes
    }
}
