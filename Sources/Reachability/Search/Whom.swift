import CoreModel

/// Whom an end can reach: "what can 10.0.11.24 reach on 5432".
public struct Whom: Sendable {
    /// A group, or the internet, that is reached.
    public struct Reached: Hashable, Sendable {
        /// The group; nil for the internet.
        public internal(set) var group: GroupIndex?
        /// Hops, 1 or more.
        public internal(set) var hops: Int
        /// Allowed or depends; over more than one hop always allowed, by groups alone.
        public internal(set) var verdict: Verdict
    }

    /// By distance: the internet first, then groups by name.
    public internal(set) var reached: [Reached] = []
    /// Whom the groups would let it reach and another layer stops: the internet first, groups by name.
    public internal(set) var byGroupsOnly: [Who.Stopped] = []
    /// Whether a layer other than groups was looked at for the first step.
    public internal(set) var looksAtNetwork = false
    /// Whether there are layers beside groups that were not looked at, since no port is asked.
    public internal(set) var leavesNetwork = false
}

extension Analyzer {
    /// Whom an end reaches, directly or over other groups; on any traffic where no port is asked, then by the groups alone.
    ///
    /// Where a port is asked and `scope` looks at the network, the first step is judged by every layer that the input has; further steps
    /// are the groups' over groups that have members, on any traffic. Complexity: a verdict for each group, and a search over groups.
    public func whom(
        isReachedFrom source: Endpoint, port: PortQuery?, version: IPVersion = .v4, _ scope: AnswerScope = .groups
    ) -> Whom {
        WhomSearch(analyzer: self, survey: NetworkSurvey(self, scope), source: source, port: port, version: version).whom()
    }
}

/// Whom an end reaches: the first step by the whole verdict, further steps by the groups.
private struct WhomSearch {
    let analyzer: Analyzer
    let survey: NetworkSurvey
    let source: Endpoint
    let port: PortQuery?
    let version: IPVersion

    func whom() -> Whom {
        var whom = Whom()
        whom.looksAtNetwork = port != nil && survey.looksAtNetwork
        whom.leavesNetwork = port == nil && survey.looksAtNetwork
        let asked = port.map { $0.points(version) }
        let certain = Set(EntryFinder(analyzer: analyzer, version: version).reached(from: source, asked))
        add(.internet, isCertain: analyzer.certainTraffic(from: source, to: .internet, version).isEnough(asked, version), &whom)
        for group in analyzer.reach(version).order { add(Endpoint(group), isCertain: certain.contains(group), &whom) }
        addFurther(&whom)
        return whom
    }

    /// Adds an end where it is reached in one step; where no port is asked for certain on some traffic.
    private func add(_ end: Endpoint, isCertain: Bool, _ whom: inout Whom) {
        guard let port else {
            if isCertain { whom.reached.append(Whom.Reached(group: end.kind.group, hops: 1, verdict: .allowed)) }
            return
        }
        guard let question = try? Question(from: source, to: end, port: port, version: version), question.version == version
        else { return }
        let groups = isCertain ? Verdict.allowed : analyzer.verdict(question)
        if groups == .blocked, !survey.looksAtNetwork { return }
        let whole = survey.looksAtNetwork ? survey.verdict(question, groups: groups) : nil
        let verdict = whole?.verdict ?? groups
        if verdict != .blocked {
            whom.reached.append(Whom.Reached(group: end.kind.group, hops: 1, verdict: verdict))
        } else if let whole, groups != .blocked {
            whom.byGroupsOnly.append(Who.Stopped(end: end.kind, groupsVerdict: groups, network: whole))
        }
    }

    /// Adds those that are reached over others.
    private func addFurther(_ whom: inout Whom) {
        let own = source.kind.group
        let first = whom.reached.filter { $0.verdict == .allowed }.compactMap(\.group).filter { $0 != own }
        if first.isEmpty { return }
        let direct = Set(whom.reached.map(\.group))
        var isOpen = direct.contains(nil)
        let sendOutside = isOpen ? [] : Set(EntryFinder(analyzer: analyzer, version: version).reaching(.internet, nil))
        var search = ReachSearch(analyzer, analyzer.reach(version), first: first, of: own, isBackward: false)
        search.needsMembers = true
        while !search.frontier.isEmpty {
            let between = search.frontier.filter { !analyzer.index.members[Int($0.number)].isEmpty }
            if !isOpen, between.contains(where: sendOutside.contains) {
                isOpen = true
                whom.reached.append(Whom.Reached(group: nil, hops: search.level + 1, verdict: .allowed))
            }
            guard search.advance() else { break }
            let found = search.frontier.filter { !direct.contains($0) && $0 != own }
            whom.reached += found.map { Whom.Reached(group: $0, hops: search.level, verdict: .allowed) }
        }
    }
}
