import CoreModel

extension Analyzer {
    /// The answer to a question with everything that explains it; by the groups alone where `scope` does not say more.
    public func answer(_ question: Question, _ scope: AnswerScope = .groups) -> Answer {
        let judgement = judge(question)
        var answer = Answer(question: question, verdict: judgement.verdict, groupsVerdict: judgement.verdict)
        if let way = wayAnswer(question, judgement, scope) {
            answer.way = way
            answer.verdict = way.verdict
        }
        // Ways are judged at once; what leads round them and what would turn them takes searches.
        let isBrief = answer.way != nil && !scope.isFull
        answer.ground = ground(judgement)
        answer.isUneven = Set(judgement.pairs.map(\.verdict)).count > 1
        answer.parted =
            (judgement.sources.count > 1 ? [.egress] : []) + (judgement.destinations.count > 1 ? [.ingress] : [])
        answer.otherFamily = otherFamily(question, scope)
        if answer.verdict == .allowed {
            let asked = question.port.points(question.version)
            answer.path = [Hop(from: question.source, to: question.destination, points: asked)]
        } else if answer.verdict == .blocked, answer.groupsVerdict == .blocked, judgement.endsWithoutAddress.isEmpty, !isBrief {
            switch PathFinder(analyzer: self, version: question.version).way(question) {
            case .hops(let hops) where answer.way == nil || hops.allSatisfy({ passes($0, question.version, scope) }):
                answer.path = hops
            case .hops: answer.noWay = .stoppedByNetwork
            case .none(let reason): answer.noWay = reason
            }
        }
        let round = answer.path.count > 1 ? answer.path.last?.from.kind.group : nil
        let first = answer.path.count > 1 ? answer.path.first?.to.kind.group : nil
        answer.checks = checks(question, judgement, ingressPreferring: round, egressPreferring: first)
        if var way = answer.way {
            let explanation = WayExplanation(analyzer: self, walker: walker.value, question: question, scope: scope)
            explanation.explain(&way, preferring: [Direction.egress: first, .ingress: round].compactMapValues { $0 })
            answer.way = way
        }
        answer.answers = interfaceAnswers(question, answer.way)
        if let crossing = judgement.crossing {
            let members = MemberAnswers(
                analyzer: self, question: question, crossing: crossing, lacking: judgement.lacking)
            (answer.members, answer.unseen) = members.answers()
            if let way = answer.way {
                answer.members = members.whole(answer.members, way)
                answer.unseen = members.whole(answer.unseen, way)
            }
        }
        switch answer.verdict {
        case .allowed: break
        case .depends:
            if answer.groupsVerdict == .depends {
                for side in Direction.allCases { answer.partial[side] = judgement.partial(side) }
                (answer.conditions, answer.findOut) = Conditions(analyzer: self, answer: answer, judgement: judgement).all()
            }
        case .blocked:
            if answer.way == nil {
                (answer.fixes, answer.noFix) = FixFinder(analyzer: self, question: question, judgement: judgement).fixes()
                answer.dependsWhenFixed = !answer.fixes.isEmpty && answer.hasOpenSide
            }
            if answer.groupsVerdict == .blocked, !isBrief { answer.meant = meant(question) }
        }
        if let way = answer.way, answer.verdict != .allowed, !isBrief {
            let found = WayFixes(analyzer: self, question: question, judgement: judgement, way: way, scope: scope).found()
            (answer.fixes, answer.noFix) = (found.fixes, found.noFix)
            (answer.networkFixes, answer.noNetworkFix) = (found.networkFixes, found.noNetworkFix)
            (answer.insteadOfRules, answer.dependsWhenFixed) = (found.insteadOfRules, found.verdict == .depends)
        }
        answer.remarks = Remarks(analyzer: self, answer: answer, judgement: judgement).all()
        return answer
    }

    /// Whether every layer lets a hop of a way round through.
    private func passes(_ hop: Hop, _ version: IPVersion, _ scope: AnswerScope) -> Bool {
        let port = PortQuery(hop.traffic, asked: "")
        guard let question = try? Question(from: hop.from, to: hop.to, port: port, version: version) else { return false }
        return wholeVerdict(question, scope) == .allowed
    }

    private func ground(_ judgement: Judgement) -> Ground {
        if !judgement.endsWithoutAddress.isEmpty { return .noAddress(judgement.endsWithoutAddress) }
        guard let first = judgement.pairs.first else { return .itself(lacking: judgement.lacking.first) }
        guard let service = first.service else { return .sides }
        // Whether the source carries groups of which none has an egress rule.
        let hasNoEgress = judgement.sources.contains { subject in
            guard case .groups(let groups) = subject.carrier, !groups.isEmpty else { return false }
            return groups.allSatisfy { inventory[$0].egress.isEmpty && inventory[$0].egressKnowledge == .complete }
        }
        return .notFiltered(service, sourceHasNoEgress: hasNoEgress)
    }

    private func checks(
        _ question: Question, _ judgement: Judgement, ingressPreferring last: GroupIndex?, egressPreferring first: GroupIndex?
    ) -> [Check] {
        if !judgement.endsWithoutAddress.isEmpty { return addresslessChecks(question, judgement) }
        return [(Direction.egress, first), (.ingress, last)].flatMap { side, preferred in
            SideChecks(
                analyzer: self, question: question, sources: judgement.sources, destinations: judgement.destinations,
                pairs: judgement.pairs, preferred: preferred
            ).checks(side)
        }
    }

    /// Both sides of a question whose ends cannot meet in the family asked.
    private func addresslessChecks(_ question: Question, _ judgement: Judgement) -> [Check] {
        [(Direction.egress, question.source), (.ingress, question.destination)].map { side, end in
            let group = end.kind.group
            let isOther = !judgement.endsWithoutAddress.contains(side)
            return Check(
                side: side, parts: [.whole], outcome: .fail, reason: .noAddress(isOther: isOther), component: group)
        }
    }

    /// The verdict over the other family; nil where an end is not known to have an address of it.
    private func otherFamily(_ question: Question, _ scope: AnswerScope) -> Verdict? {
        guard let other = question.inOtherFamily else { return nil }
        let judgement = judge(other)
        let guessed = (judgement.sources + judgement.destinations).contains {
            [.privateAddress, .openBlock].contains($0.assumption)
        }
        if !judgement.endsWithoutAddress.isEmpty || guessed { return nil }
        let brief = AnswerScope(looksAtNetwork: scope.looksAtNetwork, isOneWay: scope.isOneWay, isFull: false)
        return wayAnswer(other, judgement, brief)?.verdict ?? judgement.verdict
    }

    /// Each interface's own answer where an end is several interfaces.
    private func interfaceAnswers(_ question: Question, _ way: WayAnswer?) -> [InterfaceAnswer] {
        var answers: [InterfaceAnswer] = []
        for (end, isSource) in [(question.source, true), (question.destination, false)] {
            guard case .interfaces(let interfaces) = end.kind, interfaces.count > 1 else { continue }
            for interface in interfaces {
                let one = Endpoint(.interfaces([interface]), asked: end.asked)
                guard let own = question.replacing(one, isSource: isSource) else { continue }
                let whole = way?.verdict(of: interface, isSource: isSource)
                answers.append(InterfaceAnswer(interface: interface, verdict: whole ?? verdict(own)))
            }
        }
        return answers
    }

    /// Allowed questions that differ in one thing: the port between these ends, or the destination on this port.
    private func meant(_ question: Question) -> [QuestionText] {
        var ports: [String] = []
        let between = certainTraffic(from: question.source, to: question.destination, question.version)
        if !between.isEmpty, between.intervals != [Traffic.allPoints] {
            // One PORT has one protocol: of many the first are enough to see what was meant.
            ports += PortText.texts(between.traffic).prefix(2)
        }
        let asked = question.port.points(question.version)
        let entries = EntryFinder(analyzer: self, version: question.version)
        let others = entries.reached(from: question.source, asked, atMost: 3 - ports.count) { group in
            // A destination that takes everything says nothing of what was meant.
            question.destination.kind != .group(group)
                && certainTraffic(from: question.source, to: Endpoint(group), question.version).intervals != [Traffic.allPoints]
        }
        let (source, destination) = (askable(question.source), askable(question.destination))
        return ports.map { QuestionText(source: source, destination: destination, port: $0) }
            + others.map { QuestionText(source: source, destination: askable(Endpoint($0)), port: question.port.asked) }
    }

    /// An end as it can be typed into a question: what it is called where that leads to it, else its id or what was asked.
    private func askable(_ end: Endpoint) -> String {
        let name = names.name(of: end)
        if name.firstRange(of: "->") == nil, name.firstRange(of: "→") == nil,
            (try? EndpointResolver(inventory, directory).resolve(name))?.kind == end.kind
        {
            return name.contains(":") && end.version == .v6 ? "[\(name)]" : name
        }
        if let group = end.kind.group { return inventory[inventory[group].id] }
        return end.asked
    }
}

extension Judgement {
    /// What a side lets through of the addresses that are asked about, where that is certain and neither all of them nor none.
    fileprivate func partial(_ side: Direction) -> PartialAddresses? {
        let all = pairs.reduce(AddressSet()) { $0.union($1.peer(side).addresses) }
        let covered = pairs.reduce(AddressSet()) { result, pair in
            pair.side(side).pieces.reduce(result) { $0.union($1.coverage.possible) }
        }
        let isCertain = pairs.allSatisfy { pair in
            pair.side(side).pieces.allSatisfy { $0.coverage.certain == $0.coverage.possible }
        }
        guard isCertain, !covered.isEmpty, covered != all else { return nil }
        return PartialAddresses(covered: covered, rest: all.subtracting(covered))
    }
}

extension Question {
    /// The question with another end; nil where it cannot be asked so.
    func replacing(_ end: Endpoint, isSource: Bool) -> Question? {
        try? Question(
            from: isSource ? end : source, to: isSource ? destination : end, port: port, version: version,
            clientPort: clientPort)
    }
}
