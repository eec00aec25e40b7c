import SecurityGroups
import Text

extension Analyzer {
    /// The answer to a question with everything that explains it.
    public func answer(_ question: Question) -> Answer {
        let judgement = judge(question)
        var answer = Answer(question: question, verdict: judgement.verdict)
        answer.otherFamily = otherFamily(question)
        if answer.verdict == .allowed {
            let ends = EndText(analyzer: self, question: question)
            let asked = question.port.points(question.version)
            answer.path = [Hop(from: ends.hopEnd(question.source), to: ends.hopEnd(question.destination), points: asked)]
        } else if answer.verdict == .blocked, judgement.endsWithoutAddress.isEmpty {
            switch PathFinder(analyzer: self, version: question.version).way(question) {
            case .hops(let hops): answer.path = hops
            case .nobodyReaches: answer.noWay = noWay(question, isReached: false)
            case .noChain: answer.noWay = noWay(question, isReached: true)
            }
        }
        let round = answer.path.count > 1 ? answer.path.last?.from.group : nil
        let first = answer.path.count > 1 ? answer.path.first?.to.group : nil
        answer.checks = checks(question, judgement, ingressPreferring: round, egressPreferring: first)
        answer.answers = interfaceAnswers(question)
        if let crossing = judgement.crossing {
            let members = MemberAnswers(
                analyzer: self, question: question, crossing: crossing, lacking: judgement.lacking)
            (answer.members, answer.unseen) = members.answers()
        }
        if answer.verdict == .depends {
            let members = MemberText(
                analyzer: self, question: question, members: answer.members, unseen: answer.unseen)
            let conditions = Conditions(
                analyzer: self, question: question, judgement: judgement, checks: answer.checks,
                memberDifferences: members.difference()
            ).all()
            answer.conditions = conditions.conditions
            answer.findOut = conditions.findOut
        }
        if answer.verdict == .blocked {
            let found = FixFinder(analyzer: self, question: question, judgement: judgement).fixes()
            (answer.fixes, answer.noFix) = (found.fixes, found.noFix)
            answer.managed = managed(answer.fixes)
            answer.meant = meant(question)
        }
        answer.remarks = Remarks(analyzer: self, question: question, judgement: judgement, verdict: answer.verdict).all()
        answer.summary = Summary(analyzer: self, answer: answer, judgement: judgement).sentence()
        return answer
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
        let ends = EndText(analyzer: self, question: question)
        return [(Direction.egress, question.source), (.ingress, question.destination)].map { side, end in
            let lacks = judgement.endsWithoutAddress.contains(side)
            let other = ends.name(of: side == .egress ? question.destination : question.source)
            let decision = lacks ? "no \(question.version.name) address" : "\(other) has no \(question.version.name) address"
            var component: GroupIndex?
            if case .group(let group) = end.kind { component = group }
            let name = component.map { names.nameAndID(of: $0) } ?? ends.name(of: end)
            return Check(
                side: side, component: component, name: ends.name(of: end), outcome: .fail,
                code: .mismatch(.family), rules: [], nearest: nil, decision: decision, quote: "",
                text: "\(name): \(decision)")
        }
    }

    /// The verdict over the other family; nil where an end is not known to have an address of it.
    private func otherFamily(_ question: Question) -> Verdict? {
        guard let other = question.inOtherFamily else { return nil }
        let judgement = judge(other)
        let guessed = (judgement.sources + judgement.destinations).contains {
            [.privateAddress, .openBlock].contains($0.assumption)
        }
        return judgement.endsWithoutAddress.isEmpty && !guessed ? judgement.verdict : nil
    }

    /// Each interface's own answer where an end is several interfaces.
    private func interfaceAnswers(_ question: Question) -> [InterfaceAnswer] {
        var answers: [InterfaceAnswer] = []
        for (end, isSource) in [(question.source, true), (question.destination, false)] {
            guard case .interfaces(let interfaces) = end.kind, interfaces.count > 1 else { continue }
            for interface in interfaces {
                let one = Endpoint(.interfaces([interface]), asked: end.asked)
                guard let own = question.replacing(one, isSource: isSource) else { continue }
                answers.append(InterfaceAnswer(interface: interface, verdict: verdict(own)))
            }
        }
        return answers
    }

    /// Who undoes a change by hand to the groups that a fix changes.
    private func managed(_ fixes: [Fix]) -> [String] {
        var seen = Set<GroupIndex>()
        var managers: [String] = []
        var managed: [String: [String]] = [:]
        for group in fixes.map(\.group) where seen.insert(group).inserted {
            guard let manager = inventory.manager(of: group), let consequence = manager.consequence else { continue }
            let who = "\(manager.text): \(consequence)"
            if managed[who] == nil { managers.append(who) }
            managed[who, default: []].append(names.name(of: group))
        }
        return managers.map { who in
            "\(TextList.sentence(managed[who] ?? [])) by \(who)"
        }
    }

    /// Why there is no way round: nobody takes the last hop, or nobody leads to those who do.
    private func noWay(_ question: Question, isReached: Bool) -> String {
        let ends = EndText(analyzer: self, question: question)
        let asked = question.port.text(question.version)
        let destination = ends.name(of: question.destination)
        guard isReached else { return "no group reaches \(destination) on \(asked)" }
        return "no chain of groups leads from \(ends.name(of: question.source)) to \(destination) on \(asked)"
    }

    /// Allowed questions that differ in one thing: the port between these ends, or the destination on this port.
    private func meant(_ question: Question) -> [String] {
        let ends = EndText(analyzer: self, question: question)
        var found: [String] = []
        let source = askable(question.source, ends)
        let destination = askable(question.destination, ends)
        let between = certainTraffic(from: question.source, to: question.destination, question.version)
        if !between.isEmpty, between.intervals != [Traffic.allPoints] {
            // One PORT has one protocol: of many the first are enough to see what was meant.
            found += PortText.texts(TrafficText.traffic(between)).prefix(2).map { "\(source) -> \(destination):\($0)" }
        }
        let asked = question.port.points(question.version)
        let entries = EntryFinder(analyzer: self, version: question.version)
        let others = entries.reached(from: question.source, asked, atMost: 3 - found.count) { group in
            // A destination that takes everything says nothing of what was meant.
            question.destination.kind != .group(group)
                && certainTraffic(from: question.source, to: Endpoint(group), question.version).intervals != [Traffic.allPoints]
        }
        found += others.map { "\(source) -> \(askable(Endpoint($0), ends)):\(question.port.asked)" }
        return found
    }

    /// An end as it can be typed into a question: what it is called where that leads to it, else its id or what was asked.
    private func askable(_ end: Endpoint, _ ends: EndText) -> String {
        let name = ends.name(of: end)
        if name.firstRange(of: "->") == nil, name.firstRange(of: "→") == nil,
            (try? EndpointResolver(inventory, directory).resolve(name))?.kind == end.kind
        {
            return name.contains(":") && end.version == .v6 ? "[\(name)]" : name
        }
        if case .group(let group) = end.kind { return inventory[inventory[group].id] }
        return end.asked
    }
}

extension Question {
    /// The question with another end; nil where it cannot be asked so.
    func replacing(_ end: Endpoint, isSource: Bool) -> Question? {
        try? Question(from: isSource ? end : source, to: isSource ? destination : end, port: port, version: version)
    }
}
