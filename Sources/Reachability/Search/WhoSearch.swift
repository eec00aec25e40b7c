import CoreModel

/// Who can reach an end by every layer: the first step by the whole verdict, further steps by the groups.
struct WhoSearch {
    let analyzer: Analyzer
    let survey: NetworkSurvey
    let destination: Endpoint
    let port: PortQuery
    let version: IPVersion

    private var inventory: Inventory { analyzer.inventory }

    func who() -> Who {
        var who = Who()
        who.looksAtNetwork = true
        let asked = port.points(version)
        let certain = Set(analyzer.reachers(of: destination, asked, version).filter { $0.hops == 1 }.map(\.group))
        let dependents = analyzer.dependents(of: destination, port, version)
        addInternet(isCertain: certain.contains(nil), &who)
        let depending = Dictionary(dependents.map { ($0.group, $0) }) { first, _ in first }
        var dependsFor: [GroupIndex] = []
        for group in analyzer.reach(version).order {
            guard let question = question(from: Endpoint(group)) else { continue }
            let groups: Verdict = certain.contains(group) ? .allowed : depending[group] == nil ? .blocked : .depends
            let whole = survey.verdict(question, groups: groups)
            switch whole.verdict {
            case .allowed:
                who.reachers.append(
                    Who.Reacher(group: group, hops: 1, verdict: .allowed, members: analyzer.memberCount(group)))
            case .depends:
                let own = members(of: group, question)
                let able = own.members.filter { $0.verdict == .allowed }
                if able.isEmpty {
                    dependsFor.append(group)
                } else {
                    let count = Who.Count(
                        all: own.members.reduce(0) { $0 + $1.interfaces.count }, able: able.reduce(0) { $0 + $1.interfaces.count }
                    )
                    who.reachers.append(Who.Reacher(group: group, hops: 1, verdict: .depends, members: count))
                    who.members += own.members
                    who.unseen += own.unseen
                }
            case .blocked:
                if groups != .blocked {
                    who.byGroupsOnly.append(Who.Stopped(end: .group(group), groupsVerdict: groups, network: whole))
                }
            }
        }
        addFurther(&who, asked)
        addBesides(dependsFor, &who, asked)
        return who
    }

    private func question(from source: Endpoint) -> Question? {
        guard let question = try? Question(from: source, to: destination, port: port, version: version),
            question.version == version
        else { return nil }
        return question
    }

    private func addInternet(isCertain: Bool, _ who: inout Who) {
        guard let question = question(from: .internet) else { return }
        let groups: Verdict = isCertain ? .allowed : analyzer.verdict(question)
        let whole = survey.verdict(question, groups: groups)
        switch whole.verdict {
        case .allowed: who.reachers.append(Who.Reacher(group: nil, hops: 1, verdict: .allowed, members: nil))
        // Where the groups leave it open, the networks that they let in are listed.
        case .depends where isCertain: who.reachers.append(Who.Reacher(group: nil, hops: 1, verdict: .depends, members: nil))
        case .depends: break
        case .blocked where isCertain:
            who.byGroupsOnly.append(Who.Stopped(end: .internet, groupsVerdict: groups, network: whole))
        case .blocked: break
        }
    }

    /// The members of a group for which it depends, with the verdicts of every layer.
    private func members(
        of group: GroupIndex, _ question: Question
    ) -> (members: [MemberAnswer], unseen: [UnseenAnswer]) {
        // Of a group without members one that no input tells is all there is.
        if analyzer.index.members[Int(group.number)].isEmpty { return ([], []) }
        let judgement = analyzer.judge(question)
        guard let crossing = judgement.crossing else { return ([], []) }
        let answers = MemberAnswers(analyzer: analyzer, question: question, crossing: crossing, lacking: judgement.lacking)
        let own = answers.answers([.egress])
        guard let way = analyzer.wayAnswer(question, judgement, survey.scope) else { return (own.listed, own.unseen) }
        return (answers.whole(own.listed, way), answers.whole(own.unseen, way))
    }

    /// Those who reach it over others that reach it.
    private func addFurther(_ who: inout Who, _ asked: TrafficSet) {
        let index = analyzer.reach(version)
        let end = destination.kind.group
        let first = who.reachers.filter { $0.verdict == .allowed }.compactMap(\.group).filter { $0 != end }
        let direct = Set(who.reachers.compactMap(\.group))
        var isOpen = who.reachers.contains { $0.group == nil && $0.verdict == .allowed }
        let isOpenInPart = who.reachers.contains { $0.group == nil }
        // Where nobody reaches it, nobody has to be reached from outside.
        let isOpenTo =
            first.isEmpty || isOpen || isOpenInPart
            ? [] : Set(EntryFinder(analyzer: analyzer, version: version).reached(from: .internet, nil))
        var search = ReachSearch(analyzer, index, first: first, of: end, isBackward: true)
        search.needsMembers = true
        while !search.frontier.isEmpty {
            let between = search.frontier.filter { !analyzer.index.members[Int($0.number)].isEmpty }
            if !isOpen, !isOpenInPart, between.contains(where: isOpenTo.contains) {
                isOpen = true
                who.reachers.append(Who.Reacher(group: nil, hops: search.level + 1, verdict: .allowed, members: nil))
            }
            guard search.advance() else { break }
            let (level, found) = (search.level, search.frontier.filter { !direct.contains($0) })
            who.reachers += found.map { Who.Reacher(group: $0, hops: level, verdict: .allowed, members: nil) }
        }
        // The internet comes first within its distance.
        who.reachers = who.reachers.enumerated().sorted {
            ($0.element.hops, $0.element.group == nil ? 0 : 1, $0.offset)
                < ($1.element.hops, $1.element.group == nil ? 0 : 1, $1.offset)
        }.map(\.element)
    }

    /// Whom rules let in beside these, as far as the other layers do not stop them.
    private func addBesides(_ dependsFor: [GroupIndex], _ who: inout Who, _ asked: TrafficSet) {
        for var loose in analyzer.loose(destination, asked, version).distinct() {
            let end: End? =
                switch (loose.end, loose.kind) {
                case (.network(let network), .network): .network(network)
                case (.prefixList(let place), .prefixList(isLoaded: true)): .prefixList(place)
                default: nil
                }
            if let end, let question = question(from: Endpoint(end)) {
                let whole = survey.verdict(question)
                let groups = analyzer.verdict(question)
                if whole.verdict == .blocked, groups != .blocked {
                    who.byGroupsOnly.append(Who.Stopped(end: end, groupsVerdict: groups, network: whole))
                    continue
                }
                if whole.verdict == .depends, !whole.isOfGroups { loose.verdict = .depends }
            }
            who.besides.append(loose)
        }
        who.besides += dependsFor.map { LooseReach(end: .group($0), kind: .dependsFor, verdict: .depends) }
        who.besides = who.besides.distinct()
    }
}
