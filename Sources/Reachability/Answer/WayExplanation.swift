import CoreModel

extension Analyzer {
    /// What every layer does with a question; nil where no layer but the groups is looked at in a VPC of its ends.
    func wayAnswer(_ question: Question, _ judgement: Judgement, _ scope: AnswerScope) -> WayAnswer? {
        guard scope.looksAtNetwork, inventory.topology.tellsLayers, judgement.endsWithoutAddress.isEmpty,
            !judgement.pairs.isEmpty
        else { return nil }
        return WayExplanation(analyzer: self, walker: walker.value, question: question, scope: scope).answer(judgement)
    }

    /// The verdict of every layer that the inventory has, without its explanation; there and back where `scope` does not say less.
    public func wholeVerdict(_ question: Question, _ scope: AnswerScope = .everything) -> Verdict {
        let judgement = judge(question)
        let brief = AnswerScope(looksAtNetwork: scope.looksAtNetwork, isOneWay: scope.isOneWay, isFull: false)
        return wayAnswer(question, judgement, brief)?.verdict ?? judgement.verdict
    }
}

extension Topology {
    /// Whether an input tells anything by which a layer may be looked at.
    var tellsLayers: Bool {
        !routeTables.isEmpty || !networkACLs.isEmpty || !accessBlocks.isEmpty || !listings.isEmpty
            || loadBalancers.contains { $0.listenerKnowledge != .absent }
    }
}

/// Walks the ways of a question and puts together what explains them.
struct WayExplanation {
    let analyzer: Analyzer
    let walker: Walker
    let question: Question
    let scope: AnswerScope

    private var inventory: Inventory { analyzer.inventory }
    private var index: WayIndex { walker.index }

    func answer(_ judgement: Judgement) -> WayAnswer? {
        let asked = question.port.points(question.version)
        let ways = walker.ways(
            from: question.source.kind, to: question.destination.kind, asked, question.version,
            clientPort: question.clientPort, isOneWay: scope.isOneWay)
        let vpcs = vpcs(ways)
        let meetsBalancer = ways.entries.contains { entry in entry.way.stages.contains { $0.kind == .lb } }
        let layers = Layer.allCases.filter { layer in
            layer == .securityGroups || layer == .loadBalancers && meetsBalancer || vpcs.contains { looks(at: layer, in: $0) }
        }
        guard layers.count > 1 else { return nil }
        let kinds = kinds(ways)
        var answer = WayAnswer(
            verdict: .depends, kinds: kinds, isPlaced: ways.isPlaced, isOneWay: scope.isOneWay, layers: layers)
        answer.hasUnseen = (judgement.sources + judgement.destinations).contains(where: \.isUnseen)
        answer.unseenLayers = vpcs.flatMap { vpc in
            Layer.allCases.filter { [.networkACLs, .routes].contains($0) && !looks(at: $0, in: vpc) }
                .map { UnseenLayer(vpc: vpc, layer: $0) }
        }
        (answer.sourceVerdicts, answer.destinationVerdicts) = (kinds.verdicts(\.sources), kinds.verdicts(\.destinations))
        answer.isTranslated = kinds.contains(where: isTranslated)
        answer.networkVerdicts = Set(kinds.map { $0.way.networkVerdict(isOneWay: scope.isOneWay) })
        answer.verdict = verdict(ways, answer, judgement)
        (answer.entries, answer.isOfRepresentatives) = (ways.entries, ways.isOfRepresentatives)
        if meetsBalancer {
            var search = BehindSearch(analyzer, walker, question, scope)
            answer.behind = search.behind(ways.entries)
        }
        return answer
    }

    // MARK: What is looked at

    /// The VPCs of the ends that were walked between; where none was, of whatever stands at the ends asked.
    private func vpcs(_ ways: Ways) -> [TextID] {
        let walked = ways.entries.flatMap { [$0.source.end, $0.destination.end] }.compactMap(index.vpc(around:)).distinct()
        if !walked.isEmpty { return walked }
        let ends = [question.source.kind, question.destination.kind]
        let interfaces = ends.flatMap { end -> [InterfaceIndex] in
            switch end {
            case .group(let group): analyzer.index.members[Int(group.number)]
            case .interfaces(let own): own
            case .network, .internet, .prefixList: []
            }
        }
        return (ends.compactMap(\.group).map { inventory[$0].vpc } + interfaces.map { inventory[$0].vpc })
            .filter { !$0.isNone }.distinct()
    }

    private func looks(at layer: Layer, in vpc: TextID) -> Bool { analyzer.layers(ofVpc: vpc).contains(layer) }

    // MARK: Ways that are alike

    /// What two ways have in common that are shown as one.
    private struct StageKey: Hashable {
        var kind: Stage.Kind
        var component: TextID
        var leg: Stage.Leg
        var direction: Direction?
        var outcome: Outcome
        var code: String?

        func hash(into hasher: inout Hasher) {
            // Codes follow from the rest but for a few.
            hasher.combine(kind)
            hasher.combine(component)
            hasher.combine(outcome)
        }
    }

    /// The kinds of ways, those that decide first.
    private func kinds(_ ways: Ways) -> [WayKind] {
        var places: [[StageKey]: Int] = [:]
        var kinds: [WayKind] = []
        for entry in ways.entries {
            // Groups of one way may be called otherwise than those of another that is alike.
            let key = entry.way.stages.map {
                StageKey(
                    kind: $0.kind, component: $0.kind == .group ? .none : $0.component, leg: $0.leg, direction: $0.direction,
                    outcome: $0.outcome, code: $0.code)
            }
            if let place = places[key] {
                kinds[place].add(entry)
            } else {
                places[key] = kinds.count
                kinds.append(
                    WayKind(
                        sources: [entry.source], destinations: [entry.destination], traffic: [entry.traffic], way: entry.way,
                        verdict: verdict(entry.way)))
            }
        }
        let order = kinds.map { ($0.verdict.rank, name($0)) }
        kinds = kinds.indices.sorted { order[$0] < order[$1] }.map { kinds[$0] }
        for place in kinds.indices.dropFirst() where kinds[place].verdict != kinds[0].verdict {
            let own = kinds[place].way.stages
            kinds[place].differsAt = kinds[0].way.stages.first { stage in
                stage.outcome != .pass
                    && !own.contains { $0.kind == stage.kind && $0.leg == stage.leg && $0.outcome == stage.outcome }
            }
        }
        return kinds
    }

    private func verdict(_ way: Way) -> Verdict { way.verdict(isOneWay: scope.isOneWay) }

    /// The ids of the interfaces that a kind was walked between.
    private func name(_ kind: WayKind) -> String {
        (kind.sources.prefix(1) + kind.destinations.prefix(1)).compactMap(\.end.interface).map { inventory[inventory[$0].id] }
            .joined(separator: " ")
    }

    // MARK: The verdict

    /// The verdicts of all kinds and of the members that no input tells: all alike, or it depends.
    ///
    /// A member that no input tells is let through by groups as the judgement says, and by the other layers as those that are told.
    private func verdict(_ ways: Ways, _ answer: WayAnswer, _ judgement: Judgement) -> Verdict {
        let (kinds, network) = (answer.kinds, answer.networkVerdicts)
        let isClosed = judgement.verdict == .blocked && isClosedToAll(judgement)
        guard ways.isPlaced else { return isClosed || judgement.outcome(.egress) == .fail ? .blocked : .depends }
        var verdicts = Set(kinds.map(\.verdict))
        if ways.hasPairsBeyond, !kinds.isEmpty { verdicts.insert(.allowed) }
        if let crossing = judgement.crossing {
            for side in Direction.allCases {
                let subjects = side == .egress ? crossing.sources : crossing.destinations
                guard subjects.contains(where: \.isUnseen) else { continue }
                for (subject, verdict) in zip(subjects, crossing.verdicts(side)) where subject.isUnseen {
                    guard let verdict else { continue }
                    if network.isEmpty { verdicts.insert(verdict) }
                    for own in network { verdicts.insert(verdict.worse(own)) }
                }
            }
        }
        guard let first = verdicts.first else { return judgement.verdict }
        var verdict = verdicts.count == 1 ? first : .depends
        if !answer.isTranslated {
            // Groups see the ends' own addresses: what they say of all of these counts, whichever one was walked for.
            // Only what they do not filter, for all of it or for a part, passes where they let nothing through.
            let isServed = kinds.contains { $0.verdict == .allowed && $0.way.stages.first?.reason == .notFiltered }
            if judgement.verdict == .blocked { return isServed ? verdict : .blocked }
            // But nothing is allowed of which a way that was walked is stopped.
            let isStopped = judgement.verdict == .allowed && kinds.contains { $0.verdict == .blocked }
            if network == [.allowed], !isStopped { return judgement.verdict }
            if judgement.verdict == .depends, verdict == .allowed || !network.contains(.blocked) { verdict = .depends }
        }
        if isClosed { return .blocked }
        return !judgement.lacking.isEmpty && verdict == .allowed ? .depends : verdict
    }

    /// Whether the groups of every destination have no rule for anything that is asked, whoever it seems to come from.
    private func isClosedToAll(_ judgement: Judgement) -> Bool {
        let asked = question.port.points(question.version)
        return judgement.destinations.allSatisfy { subject in
            guard case .groups(let groups) = subject.carrier, !groups.isEmpty else { return false }
            return groups.allSatisfy { group in
                inventory[group].knowledge(.ingress) == .complete
                    && !inventory.rules(of: group, .ingress).contains {
                        asked.intersects(TrafficSet(inventory[$0].traffic.points))
                    }
            }
        }
    }

    /// Whether groups on a way see another than the ends themselves, or may: past what puts another address in a way may not be followed.
    func isTranslated(_ kind: WayKind) -> Bool {
        guard let source = kind.sources.first?.end, let destination = kind.destinations.first?.end else { return false }
        return kind.way.isTranslated(from: source, to: destination)
    }

    // MARK: Explanation

    /// Adds the ladder, what decides at each stage, and what else is hit; `preferred` are groups whose rules are named among equally near
    /// misses, by the side.
    func explain(_ answer: inout WayAnswer, preferring preferred: [Direction: GroupIndex]) {
        guard let shown = answer.shown else { return }
        let stages = shown.way.stages
        answer.ladder = Ladder(stages, inventory.topology).rows()
        let misses = EntryMisses(topology: inventory.topology)
        let checks = GroupStageChecks(
            analyzer: analyzer, walker: walker, question: question, shown: shown, preferred: preferred)
        for place in stages.indices {
            switch stages[place].kind {
            case .acl: answer.misses[place] = stages[place].outcome == .pass ? nil : misses.nearest(stages[place])
            case .group:
                answer.groupChecks[place] = checks.check(stages[place])
                if checks.isLostReference(stages[place]) { answer.lostReferences.insert(place) }
            default: break
            }
        }
        answer.assumedClient = assumedClient(shown)
        if scope.isFull, answer.verdict != .allowed {
            answer.alsoHit = AlsoHitSearch(analyzer: analyzer, walker: walker, question: question).hit(answer)
        }
    }
}

extension WayExplanation {
    /// The client's system, where an ACL that lets its answers through does not let those to every client through; nil elsewhere.
    private func assumedClient(_ shown: WayKind) -> ClientPorts? {
        guard let source = shown.sources.first?.end, let traffic = shown.traffic.first,
            case .clientPort(let ipProtocol) = traffic.reply
        else { return nil }
        let client = index.clientPorts(source)
        guard client != .wide, traffic.clientPort == nil else { return nil }
        let wide = ClientPorts.wide.points(ipProtocol)
        let isAssumed = shown.way.stages.contains { stage in
            guard stage.leg == .reply, stage.outcome == .pass, case .acl(let acl, _) = stage.reason,
                let direction = stage.direction
            else { return false }
            let far = direction == .ingress ? stage.source : stage.destination
            let addresses = AddressSet(far.bits...far.bits)
            return inventory.topology[acl].judge(direction, far: addresses, far.version, wide).outcome != .pass
        }
        return isAssumed ? client : nil
    }
}

extension WayKind {
    /// Takes in another pair whose way is alike.
    fileprivate mutating func add(_ entry: Ways.Entry) {
        if !sources.contains(entry.source) { sources.append(entry.source) }
        if !destinations.contains(entry.destination) { destinations.append(entry.destination) }
        if !traffic.contains(entry.traffic) { traffic.append(entry.traffic) }
    }
}

extension Judgement {
    /// What a side does in all pairs; nil where they differ.
    fileprivate func outcome(_ side: Direction) -> Outcome? {
        let outcomes = Set(pairs.map { $0.outcome(side) })
        return outcomes.count == 1 ? outcomes.first : nil
    }
}

extension Verdict {
    /// Worse ones first: blocked, depends, allowed.
    fileprivate var rank: Int {
        switch self {
        case .blocked: 0
        case .depends: 1
        case .allowed: 2
        }
    }

    /// The worse of two.
    func worse(_ other: Verdict) -> Verdict { rank < other.rank ? self : other }
}
