import CoreModel

/// Finds the smallest changes of all layers together that turn what a way fails at for certain.
struct WayFixes {
    let analyzer: Analyzer
    let question: Question
    let judgement: Judgement
    let way: WayAnswer
    let scope: AnswerScope

    /// What was found: none of either kind where one of them has none.
    struct Found {
        var fixes: [Fix] = []
        var noFix: NoFix?
        var networkFixes: [NetworkFix] = []
        var noNetworkFix: NoNetworkFix?
        /// What the question comes to with all of them; nil where there are none.
        var verdict: Verdict?
        /// What would do instead of the rules.
        var insteadOfRules: [NetworkFix] = []
    }

    func found() -> Found {
        var found = Found()
        // Where it depends, nothing is opened for members that nobody has seen.
        let failing = way.entries.filter { entry in
            entry.way.verdict(isOneWay: scope.isOneWay) == .blocked && (way.verdict == .blocked || !entry.isUnseen)
        }
        guard scope.isFull else {
            (found.fixes, found.noFix) = groupFixes(failing, analyzer.walker.value)
            return found
        }
        let finder = NetworkFixFinder(
            analyzer.walker.value, from: question.source.kind, to: question.destination.kind, isOneWay: scope.isOneWay)
        (found.networkFixes, found.noNetworkFix) = finder.fixes(failing)
        if way.isOfRepresentatives, !found.networkFixes.isEmpty {
            // What would do for the subnets that were walked need not do for those that they stand for.
            (found.networkFixes, found.noNetworkFix) = ([], .manyPlaces)
        }
        // Behind what stopped them stand groups that they had not come to.
        let walker = analyzer.walker.value.applying(found.networkFixes)
        (found.fixes, found.noFix) = groupFixes(found.networkFixes.isEmpty ? failing : failing.map { walked($0, walker) }, walker)
        if found.noFix != nil || found.noNetworkFix != nil { (found.fixes, found.networkFixes) = ([], []) }
        if !found.fixes.isEmpty || !found.networkFixes.isEmpty {
            found.verdict = verdict(with: found, failing)
            if found.verdict == .blocked {
                found.noNetworkFix = remaining(with: found, failing)
                (found.fixes, found.networkFixes, found.verdict) = ([], [], nil)
            }
        }
        if !found.fixes.isEmpty { found.insteadOfRules = referencing(failing, found.networkFixes) }
        return found
    }

    /// Rules for what groups drop: as they are asked where they see the ends themselves, else by what they see.
    private func groupFixes(_ failing: [Ways.Entry], _ walker: Walker) -> ([Fix], NoFix?) {
        let stages = failing.flatMap { entry in
            entry.way.stages.filter { $0.kind == .group && $0.outcome == .fail }.map { (entry, $0) }
        }
        if stages.isEmpty { return ([], nil) }
        let explanation = WayExplanation(analyzer: analyzer, walker: walker, question: question, scope: scope)
        let kinds = way.kinds + failing.map(kind)
        if judgement.verdict == .blocked, !kinds.contains(where: explanation.isTranslated) {
            var finder = FixFinder(analyzer: analyzer, question: question, judgement: judgement)
            finder.namesForeignGroups = stages.allSatisfy { $0.1.seesGroups }
            return finder.fixes()
        }
        var fixes: [Fix] = []
        for (entry, stage) in stages {
            guard let direction = stage.direction else { continue }
            let checks = GroupStageChecks(
                analyzer: analyzer, walker: walker, question: question, shown: kind(entry), preferred: [:])
            guard let own = checks.judgement(stage) else { continue }
            var finder = FixFinder(analyzer: analyzer, question: question, judgement: own, sides: [direction])
            finder.namesForeignGroups = stage.seesGroups
            let (new, none) = finder.fixes()
            if let none { return ([], none) }
            fixes += new.filter { !fixes.contains($0) }
        }
        return (fixes, nil)
    }

    private func kind(_ entry: Ways.Entry) -> WayKind {
        WayKind(
            sources: [entry.source], destinations: [entry.destination], traffic: [entry.traffic], way: entry.way,
            verdict: entry.way.verdict)
    }

    private func walked(_ entry: Ways.Entry, _ walker: Walker) -> Ways.Entry {
        var entry = entry
        entry.way = walker.way(from: entry.source.end, to: entry.destination.end, entry.traffic, isOneWay: scope.isOneWay)
        return entry
    }

    /// Rules that name groups begin to match across the transit gateways that the ways pass, where they would let all of them through then.
    ///
    /// Source: https://docs.aws.amazon.com/vpc/latest/tgw/tgw-vpc-attachments.html#vpc-attachment-security
    private func referencing(_ failing: [Ways.Entry], _ others: [NetworkFix]) -> [NetworkFix] {
        let changed = analyzer.walker.value.applying(others)
        let passed = failing.flatMap { walked($0, changed).way.stages }.filter { $0.leg == .packet && $0.kind == .tgw }
        let topology = analyzer.inventory.topology
        var fixes: [NetworkFix] = []
        for gateway in passed.map(\.component).distinct() {
            guard let own = topology.transitGateways.first(where: { $0.id == gateway }) else { return [] }
            if own.keepsReferences != true { fixes.append(.references(gateway: gateway)) }
            let index = analyzer.walker.value.index
            let vpcs = failing.flatMap { [$0.source.end, $0.destination.end] }.compactMap { index.vpc(of: $0) }.distinct()
            fixes += topology.transitGatewayAttachments.indices.filter { place in
                let one = topology.transitGatewayAttachments[place]
                return one.gateway == gateway && one.kind == .vpc && vpcs.contains(one.resource) && one.keepsReferences == false
            }.map { .attachmentReferences(TransitGatewayAttachmentIndex($0)) }
        }
        if fixes.isEmpty || !passes(failing, analyzer.walker.value.applying(others + fixes)) { return [] }
        let finder = NetworkFixSearch(
            walker: analyzer.walker.value, original: analyzer.inventory,
            far: FarNetworks(source: question.source.kind, destination: question.destination.kind), isEverything: false,
            isOneWay: scope.isOneWay)
        return fixes.contains { finder.foreign($0) != nil } ? [] : fixes
    }

    /// What the question asked anew comes to after all changes: a way that was not among those that failed may be found instead; blocked
    /// also where one of these still fails for certain.
    private func verdict(with found: Found, _ failing: [Ways.Entry]) -> Verdict {
        let walker = walker(with: found)
        guard passes(failing, walker) else { return .blocked }
        return Analyzer(analyzer, after: walker.index.inventory, walker).wholeVerdict(question, scope)
    }

    /// Why the question stays blocked after all changes.
    private func remaining(with found: Found, _ failing: [Ways.Entry]) -> NoNetworkFix {
        let walker = walker(with: found)
        let stages = failing.flatMap { walked($0, walker).way.stages }.filter { !scope.isOneWay || $0.leg == .packet }
        if let stage = stages.first(where: { $0.outcome == .fail }) { return .stillFails(stage) }
        let judged = Analyzer(analyzer, after: walker.index.inventory, walker).judge(question)
        return judged.verdict == .blocked ? .groupsStillFail(stages.first { $0.outcome == .depends }) : .stillFails(nil)
    }

    /// The walker after all changes.
    private func walker(with found: Found) -> Walker {
        let network = analyzer.walker.value.applying(found.networkFixes)
        if found.fixes.isEmpty { return network }
        // A rule moves no index of a group or of an interface.
        return Walker(network, after: network.index.inventory.applying(found.fixes.map(\.edit)))
    }

    private func passes(_ entries: [Ways.Entry], _ walker: Walker) -> Bool {
        entries.allSatisfy { entry in
            walked(entry, walker).way.verdict(isOneWay: scope.isOneWay) != .blocked
        }
    }
}

extension Stage {
    /// Whether groups see the far end with its own groups.
    fileprivate var seesGroups: Bool { if case .groups(_, farEndBearsGroups: true) = reason { true } else { false } }
}

extension Ways.Entry {
    /// Whether an end of it is a member that no input tells.
    fileprivate var isUnseen: Bool {
        for end in [source.end, destination.end] { if case .unseen = end { return true } }
        return false
    }
}
