import CoreModel

/// Whole verdicts of many questions: ways between ends that nothing but their groups tells apart are walked once.
///
/// It says what ``Analyzer/wholeVerdict(_:_:)`` says. Complexity: of a question that groups settle alone a look at each pair of kinds of
/// members; one whose ways put another address in, or that groups and other layers leave open for different members, is judged by itself.
///
/// A class, since it remembers what it walked; of one thread.
public final class NetworkSurvey {
    let analyzer: Analyzer
    /// What is looked at; nothing is worked out beside verdicts.
    public let scope: AnswerScope
    /// Whether what decides is told: else ways between places alike are walked once also where something stops them, and what is told as
    /// deciding may be another subnet's.
    private let tellsDeciders: Bool
    private let walker: Walker?
    /// Classes of places with what was walked between them; taken from the analyzer and given back where only verdicts are told.
    private var classes: WalkedClasses?
    private var known: [Pair: Passage] = [:]
    private var members: [MemberKey: AlikeMembers?] = [:]
    private var vpcs: [WalkedClasses.EndKey: [IPVersion: Set<TextID>]] = [:]
    private var together: [Asked: Passages?] = [:]
    /// The same from one place to ends in which nothing stands by itself.
    private var fromPlaces: [WalkedClasses.FromPlace: Passages?] = [:]
    private var alike: [Alike: NetworkVerdict] = [:]
    private var namedGroups: Set<GroupIndex>?
    private let subnets: [TextID: Int]
    /// The VPC of each group that nobody carries.
    private let nobodys: [TextID?]
    /// Where entries of network ACLs and listeners divide traffic, and where rules do.
    private(set) lazy var networkCuts = TrafficCuts.network(inventory.topology)
    private(set) lazy var ruleCuts = TrafficCuts.rules(inventory)

    /// A survey of an analyzer's inventory; of the layers that `scope` looks at.
    ///
    /// Without `tellsDeciders` only verdicts are to be asked for, at a part of the cost.
    public init(_ analyzer: Analyzer, _ scope: AnswerScope = .everything, tellsDeciders: Bool = true) {
        self.analyzer = analyzer
        self.tellsDeciders = tellsDeciders
        let index = analyzer.index
        nobodys = analyzer.inventory.groups.enumerated().map { place, group in
            index.members[place].isEmpty && !index.gone.contains(GroupIndex(place)) ? group.vpc : nil
        }
        subnets = Dictionary(analyzer.inventory.subnets.filter { !$0.vpc.isNone }.map { ($0.vpc, 1) }, uniquingKeysWith: +)
        self.scope = AnswerScope(looksAtNetwork: scope.looksAtNetwork, isOneWay: scope.isOneWay, isFull: false)
        walker = scope.looksAtNetwork && Self.isAnythingLookedAt(analyzer) ? analyzer.walker.value : nil
        classes = walker.map { walker in
            tellsDeciders ? WalkedClasses(walker) : analyzer.walked.take(isOneWay: scope.isOneWay) ?? WalkedClasses(walker)
        }
    }

    deinit {
        if !tellsDeciders, let classes { analyzer.walked.keep(classes, isOneWay: scope.isOneWay) }
    }

    /// Whether a layer other than groups is looked at in some VPC, or at some load balancer.
    private static func isAnythingLookedAt(_ analyzer: Analyzer) -> Bool {
        let topology = analyzer.inventory.topology
        guard topology.tellsLayers else { return false }
        return topology.loadBalancers.contains { $0.listenerKnowledge != .absent }
            || analyzer.walker.value.index.looksAtSomeNetwork
    }

    /// Whether the input tells any layer but the groups, and these are asked for.
    public var looksAtNetwork: Bool { walker != nil }

    private var inventory: Inventory { analyzer.inventory }

    // MARK: Verdicts

    /// The verdict of every layer, with what decides where it is not the groups alone.
    public func verdict(_ question: Question) -> NetworkVerdict {
        verdict(question, groups: analyzer.verdict(question))
    }

    /// The same where it is known what the groups alone say.
    func verdict(_ question: Question, groups: Verdict) -> NetworkVerdict {
        if analyzer.isGone(question) { return NetworkVerdict(ofGroups: .blocked) }
        let plain = NetworkVerdict(ofGroups: groups)
        guard walker != nil else { return plain }
        guard let passages = passages(question) else { return exact(question, groups) }
        if !passages.isLookedAt { return plain }
        if passages.isTranslated || passages.isServed && groups == .blocked { return exact(question, groups) }
        guard groups != .blocked else { return plain }
        var verdicts = passages.verdicts
        if passages.hasPairsBeyond { verdicts.insert(.allowed) }
        if verdicts == [.allowed] { return plain }
        if groups == .depends {
            if passages.hasPairsBeyond || verdicts.count > 1 { return exact(question, groups) }
            let verdict: Verdict = verdicts == [.blocked] ? .blocked : .depends
            return NetworkVerdict(verdict, verdicts, passages.decider, inventory.topology)
        }
        let verdict = verdicts.count > 1 ? .depends : verdicts.first ?? groups
        return NetworkVerdict(verdict, verdicts, passages.decider, inventory.topology)
    }

    /// What the layers other than groups do with what groups let through; nil where none of them is looked at.
    ///
    /// Where groups see another than the ends themselves it is the whole verdict. Nil also for a group that nobody carries in a VPC of more
    /// than 32 subnets, each of which would have to be asked for.
    public func network(_ question: Question) -> NetworkVerdict? {
        guard walker != nil, !analyzer.isGone(question),
            ![question.source, question.destination].compactMap(\.kind.group).contains(where: isAnywhere)
        else {
            return nil
        }
        if let passages = passages(question), !passages.isTranslated {
            guard passages.isLookedAt, let verdict = passages.verdict else { return nil }
            return NetworkVerdict(verdict, passages.verdicts, passages.decider, inventory.topology)
        }
        let judgement = analyzer.judge(question)
        guard analyzer.wayAnswer(question, judgement, scope) != nil else { return nil }
        return exact(question, judgement.verdict)
    }

    /// Whether nobody carries a group that may stand in very many subnets: each of them would have to be asked for.
    public func isAnywhere(_ group: GroupIndex) -> Bool {
        analyzer.index.members[Int(group.number)].isEmpty && subnets[inventory[group].vpc] ?? 0 > Self.manySubnets
    }

    private static let manySubnets = 32

    /// What carries packets between the ends of a question, from the first on their ways; none where nothing stands between, and where
    /// ways end before.
    public func carriers(_ question: Question) -> [NetworkCarrier] {
        walker == nil ? [] : passages(question)?.carriers ?? []
    }

    /// A question by itself.
    private func exact(_ question: Question, _ groups: Verdict) -> NetworkVerdict {
        let key = alikeKey(question, groups)
        if let key, let verdict = alike[key] { return verdict }
        let judgement = analyzer.judge(question)
        var verdict = NetworkVerdict(ofGroups: groups)
        if let way = analyzer.wayAnswer(question, judgement, scope) {
            verdict = NetworkVerdict(explained(way, question), groups: groups)
        }
        if let key { alike[key] = verdict }
        return verdict
    }

    private func explained(_ way: WayAnswer, _ question: Question) -> WayAnswer {
        guard way.verdict != .allowed, let walker else { return way }
        var way = way
        WayExplanation(analyzer: analyzer, walker: walker, question: question, scope: scope).explain(&way, preferring: [:])
        return way
    }

    // MARK: Ways that are alike

    /// What the layers do between all members of both ends; nil where it is not told where they are, or where nothing leads between them.
    func passages(_ question: Question) -> Passages? {
        let asked = question.port.points(question.version)
        let key = Asked(
            source: key(of: question.source.kind), destination: key(of: question.destination.kind),
            points: asked, version: question.version)
        if let known = together[key] { return known }
        let found = walked(question, asked)
        together[key] = .some(found)
        return found
    }

    private func walked(_ question: Question, _ asked: TrafficSet) -> Passages? {
        guard let walker else { return nil }
        let (source, destination) = (question.source.kind, question.destination.kind)
        let services = walker.services(asked, question.version)
        let vpcs = places(of: source, question.version, walker).union(places(of: destination, question.version, walker))
        let borders = walker.borders(source, destination, question.version, isBesideGroups: true)
        guard let sources = members(of: source, vpcs, borders, [], question.version),
            let destinations = members(of: destination, vpcs, borders, services, question.version)
        else { return nil }
        let pieces = WayTraffic.pieces(asked)
        let isOfGroup = source.group != nil || destination.group != nil
        let asking = WalkedClasses.Target(
            destination: key(of: destination), vpcs: vpcs, points: asked, version: question.version, isOfGroup: isOfGroup)
        if destination.isInternet, !tellsDeciders,
            let found = fromClasses(sources, destinations, pieces, services, asking, walker)
        {
            return found
        }
        let isPlain = !destination.isInternet && !destinations.hasInterfaces && !sources.isReduced
        guard isPlain, !sources.all.contains(where: \.end.isOutside) else {
            return walked(
                sources, destinations, pieces, services, isOfGroup: isOfGroup, leavesOutEndpoints: destination.isInternet)
        }
        // Where none of the destination's members is one of the source's, what one member comes to holds for all in its place.
        var result: Passages?
        let target = classes?.targets.number(asking) ?? 0
        for member in sources.all {
            let key = WalkedClasses.FromPlace(source: classes?.places.number(member.end) ?? 0, target: target)
            let known = fromPlaces[key]
            let own =
                known
                ?? walked(AlikeMembers(member, walker), destinations, pieces, services, isOfGroup: isOfGroup)
            if known == nil { fromPlaces[key] = .some(own) }
            guard let own else { continue }
            result = result?.union(own) ?? own
        }
        return result
    }

    /// What the layers do between the members of an end and the internet.
    ///
    /// What one comes to holds for every one of its class, whatever carries it. Nil where a member is of no class, and where what an endpoint
    /// does not carry has to be left out.
    private func fromClasses(
        _ sources: AlikeMembers, _ destinations: AlikeMembers, _ pieces: [WayTraffic], _ services: [NotFiltered.Service],
        _ asking: WalkedClasses.Target, _ walker: Walker
    ) -> Passages? {
        guard let target = classes?.targets.number(asking) else { return nil }
        var result: Passages?
        for member in sources.all {
            guard let number = classes?.places.classNumber(member.end) else { return nil }
            let key = WalkedClasses.FromPlace(source: number, target: target)
            if classes?.toInternet[key] == nil {
                guard destinations.all.allSatisfy({ classes?.places.isOutsideUnheld($0.end) ?? false }) else { return nil }
                var all: [Passage] = []
                let beyond = walker.pair([member], destinations.all, pieces, services, isOfGroup: asking.isOfGroup) {
                    all.append(passage(from: $0.end, to: $1.end, $2, walker))
                }
                classes?.toInternet[key] = WalkedClasses.ToInternet(
                    passages: Passages(all, hasPairsBeyond: beyond),
                    isWhole: !all.isEmpty && !all.contains(where: \.endsAtEndpointProtocol))
            }
            guard let own = classes?.toInternet[key], own.isWhole else { return nil }
            result = result?.union(own.passages) ?? own.passages
        }
        return result
    }

    /// What the layers do between members of both ends; `leavesOutEndpoints` says that what an endpoint does not carry is no part of it.
    private func walked(
        _ sources: AlikeMembers, _ destinations: AlikeMembers, _ pieces: [WayTraffic], _ services: [NotFiltered.Service],
        isOfGroup: Bool, leavesOutEndpoints: Bool = false
    ) -> Passages? {
        guard let walker else { return nil }
        func passages(_ sources: [WayMember], _ destinations: [WayMember]) -> (all: [Passage], hasPairsBeyond: Bool) {
            var all: [Passage] = []
            let beyond = walker.pair(sources, destinations, pieces, services, isOfGroup: isOfGroup) {
                all.append(passage(from: $0.end, to: $1.end, $2, walker))
            }
            return (all, beyond)
        }
        // Where all of those pass that nothing tells from others, the others do.
        if sources.isReduced || destinations.isReduced {
            let (some, beyond) = passages(sources.some(near: destinations.subnets), destinations.some(near: sources.subnets))
            if !some.isEmpty, some.allSatisfy({ $0.verdict == .allowed && !$0.isTranslated && $0.isLookedAt }) {
                return Passages(some, hasPairsBeyond: beyond)
            }
        }
        var (all, beyond) = passages(sources.all, destinations.all)
        if leavesOutEndpoints {
            let carried = all.filter { !$0.endsAtEndpointProtocol }
            if !carried.isEmpty { all = carried }
        }
        return all.isEmpty ? nil : Passages(all, hasPairsBeyond: beyond)
    }

    private func passage(
        from source: WayEnd, to destination: WayEnd, _ traffic: WayTraffic, _ walker: Walker
    ) -> Passage {
        let pair = Pair(
            source: classes?.places.number(source) ?? 0, destination: classes?.places.number(destination) ?? 0, traffic: traffic,
            version: source.address.version)
        if let known = known[pair] { return known }
        let alike = classes?.places.classPair(source, destination, traffic)
        if let alike, let passage = classes?.passing[alike] { return passage }
        let way = walker.way(from: source, to: destination, traffic, isOneWay: scope.isOneWay, isBesideGroups: true)
        let passage = Passage(way, from: source, to: destination, walker.index, isOneWay: scope.isOneWay)
        known[pair] = passage
        // What stops a packet is called by its own name.
        if let alike, passage.verdict == .allowed || !tellsDeciders { classes?.passing[alike] = passage }
        return passage
    }

    /// The VPCs whose networks tell the addresses of an end apart.
    private func places(of end: End, _ version: IPVersion, _ walker: Walker) -> Set<TextID> {
        let key = key(of: end)
        if let known = vpcs[key]?[version] { return known }
        let found = walker.ends(version).vpcs(of: end)
        vpcs[key, default: [:]][version] = found
        return found
    }

    /// The members of an end, which are the same whatever stands at the other end of the same VPCs.
    private func members(
        of end: End, _ vpcs: Set<TextID>, _ borders: Borders, _ services: [NotFiltered.Service], _ version: IPVersion
    ) -> AlikeMembers? {
        guard let walker else { return nil }
        let key = MemberKey(end: key(of: end), vpcs: vpcs, services: services.map(\.address), version: version)
        if let known = members[key] { return known }
        let found = walker.ends(version, services).members(of: end, borders: borders).map { AlikeMembers($0, borders, walker) }
        members[key] = .some(found)
        return found
    }

}

// MARK: Keys

extension NetworkSurvey {
    private struct Pair: Hashable {
        var source: Int32
        var destination: Int32
        var traffic: WayTraffic
        /// Places of one interface have one number in both families.
        var version: IPVersion
    }

    private struct MemberKey: Hashable {
        var end: WalkedClasses.EndKey
        /// Whose networks tell addresses apart.
        var vpcs: Set<TextID>
        var services: [IPAddress]
        var version: IPVersion
    }

    private func key(of end: End) -> WalkedClasses.EndKey {
        if let group = end.group, let vpc = nobodys[Int(group.number)] { .nobody(vpc: vpc) } else { .end(end) }
    }

    private struct Asked: Hashable {
        var source: WalkedClasses.EndKey
        var destination: WalkedClasses.EndKey
        var points: TrafficSet
        var version: IPVersion
    }

    /// A source that nothing tells from others in what is asked: a group of a VPC without members, with rules alike, that no rule names.
    private struct Alike: Hashable {
        var vpc: TextID
        var egress: Set<RuleKey>
        var groups: Verdict
        var destination: End
        var points: TrafficSet
        var version: IPVersion
    }

    private struct RuleKey: Hashable {
        var peer: Peer
        var traffic: Traffic
        var isContested: Bool
    }

    private func alikeKey(_ question: Question, _ groups: Verdict) -> Alike? {
        guard let group = question.source.kind.group, analyzer.index.members[Int(group.number)].isEmpty,
            question.destination.kind != question.source.kind, inventory[group].knowledge(.egress) == .complete,
            !groupsNamedByRules().contains(group)
        else { return nil }
        let rules = inventory.rules(of: group, .egress).map { inventory[$0] }
        return Alike(
            vpc: inventory[group].vpc,
            egress: Set(rules.map { RuleKey(peer: $0.peer, traffic: $0.traffic, isContested: $0.isContested) }), groups: groups,
            destination: question.destination.kind, points: question.port.points(question.version),
            version: question.version)
    }

    private func groupsNamedByRules() -> Set<GroupIndex> {
        if let namedGroups { return namedGroups }
        let found = Set(inventory.rules.lazy.compactMap { [inventory] in inventory.reference(of: $0.peer)?.group })
        namedGroups = found
        return found
    }
}
