import CoreModel

/// Who can reach a destination on a port: `who DESTINATION PORT`.
public struct Who: Sendable {
    /// A group, or the internet, that can.
    public struct Reacher: Hashable, Sendable {
        /// The group; nil for the internet.
        public internal(set) var group: GroupIndex?
        /// Hops, 1 or more.
        public internal(set) var hops: Int
        /// Allowed where all of its members can, depends where some can for certain; over more than one hop always allowed.
        ///
        /// Of one hop it is what every layer says that is looked at, over more than one what groups say. The internet depends where groups
        /// let it through and another layer leaves it open.
        public internal(set) var verdict: Verdict
        /// Its members; nil where the input lists none, and for more than one hop.
        public internal(set) var members: Count?
    }

    /// How many members a group has, and how many of them can for certain.
    public struct Count: Hashable, Sendable {
        /// Those that the input lists.
        public internal(set) var all: Int
        /// Those of them that can for certain.
        public internal(set) var able: Int
    }

    /// By distance: the internet first, then groups by name.
    public internal(set) var reachers: [Reacher] = []
    /// Of groups whose members differ, the members: a row for each distinct set of groups and verdict.
    public internal(set) var members: [MemberAnswer] = []
    /// Members of such groups that no input lists.
    public internal(set) var unseen: [UnseenAnswer] = []
    /// Who is let in beside these: networks, prefix lists, groups that are not loaded or for which it depends.
    public internal(set) var besides: [LooseReach] = []
    /// Whom the groups would let through and another layer stops: the internet first, groups by name, then others.
    public internal(set) var byGroupsOnly: [Stopped] = []
    /// Whether a layer other than groups was looked at for it.
    public internal(set) var looksAtNetwork = false

    /// Somebody whom the groups would let through.
    public struct Stopped: Hashable, Sendable {
        /// Who it is: a group, the internet, a network or a prefix list.
        public internal(set) var end: End
        /// What the groups alone say: allowed, or depends.
        public internal(set) var groupsVerdict: Verdict
        /// What every layer says: blocked, and by what.
        public internal(set) var network: NetworkVerdict
    }

    /// Whether nobody at all may reach it.
    public var isNobody: Bool { reachers.isEmpty && members.isEmpty && besides.isEmpty }
}

extension Analyzer {
    /// Who can reach an end on a port, directly or over other groups.
    ///
    /// Where `scope` looks at the network the first step is judged by every layer that the input has, and further steps by the groups, over
    /// groups that have members.
    ///
    /// Complexity: a search over groups, and a verdict for each group that a rule on both sides may concern; with the network a way for
    /// each pair of kinds of members.
    public func who(
        reaches destination: Endpoint, port: PortQuery, version: IPVersion = .v4, _ scope: AnswerScope = .groups
    ) -> Who {
        let survey = NetworkSurvey(self, scope)
        var who =
            survey.looksAtNetwork
            ? WhoSearch(analyzer: self, survey: survey, destination: destination, port: port, version: version).who()
            : whoByGroups(destination, port, version)
        who.besides.removeAll { isGone($0.end) }
        return who
    }

    private func isGone(_ end: LooseReach.End) -> Bool {
        switch end {
        case .network(let network): isGone(End.network(network))
        case .group(let group): isGone(End.group(group))
        case .prefixList, .unlisted: false
        }
    }

    private func whoByGroups(_ destination: Endpoint, _ port: PortQuery, _ version: IPVersion) -> Who {
        let asked = port.points(version)
        var who = Who()
        let certain = reachers(of: destination, asked, version)
        let dependents = dependents(of: destination, port, version)
        let able = dependents.filter { row in row.members.contains { $0.verdict == .allowed } }
        for reach in certain where reach.hops == 1 {
            who.reachers.append(
                Who.Reacher(group: reach.group, hops: 1, verdict: .allowed, members: reach.group.flatMap(memberCount)))
        }
        who.reachers += able.map { row in
            let count = row.members.filter { $0.verdict == .allowed }.reduce(0) { $0 + $1.interfaces.count }
            return Who.Reacher(
                group: row.group, hops: 1, verdict: .depends,
                members: Who.Count(all: row.members.reduce(0) { $0 + $1.interfaces.count }, able: count))
        }
        who.reachers.sort { key($0.group) < key($1.group) }
        let direct = Set(able.map(\.group))
        who.reachers += certain.filter { $0.hops > 1 && !($0.group.map(direct.contains) ?? false) }.map {
            Who.Reacher(group: $0.group, hops: $0.hops, verdict: .allowed, members: nil)
        }
        who.members = able.flatMap(\.members)
        who.unseen = able.flatMap(\.unseen)
        who.besides = loose(destination, asked, version)
        who.besides += dependents.filter { !direct.contains($0.group) }.map {
            LooseReach(end: .group($0.group), kind: .dependsFor, verdict: .depends)
        }
        who.besides = who.besides.distinct()
        return who
    }

    func key(_ group: GroupIndex?) -> (Int, String, GroupIndex) {
        group.map { (1, names.name(of: $0), $0) } ?? (0, "", GroupIndex(0))
    }

    func memberCount(_ group: GroupIndex) -> Who.Count? {
        let count = index.members[Int(group.number)].count
        return count == 0 ? nil : Who.Count(all: count, able: count)
    }

    /// A group whose way depends, with its members where these differ.
    struct Dependent {
        var group: GroupIndex
        var members: [MemberAnswer]
        var unseen: [UnseenAnswer]
    }

    /// The groups whose way to an end depends, by name: every kind of interface is held against the end once.
    func dependents(of destination: Endpoint, _ port: PortQuery, _ version: IPVersion) -> [Dependent] {
        let ends = EndSubjects(inventory: inventory, index: index)
        guard case .some(let destinations, let lacking) = ends.subjects(of: destination, version) else { return [] }
        let slot = InventoryIndex.slot(version)
        var sources: [Subject] = []
        var ofKind: [Int?] = []
        for end in index.kindEnds[slot] {
            ofKind.append(end.subject == nil ? nil : sources.count)
            if let subject = end.subject { sources.append(subject) }
        }
        let order = reach(version).order
        var ofUnseen: [GroupIndex: Int] = [:]
        for group in order where index.isUnseen[slot][Int(group.number)] {
            guard let subject = ends.unseen(group, version) else { continue }
            ofUnseen[group] = sources.count
            sources.append(subject)
        }
        let crossing = cross(
            sources, destinations, port.points(version), version, mayBeSecond: false, for: .verdictsOfSources)
        let verdicts = crossing.verdicts(.egress)
        return order.compactMap { group -> Dependent? in
            let kinds = index.kinds.ofGroup[Int(group.number)]
            let lacks = !lacking.isEmpty || kinds.contains { !index.kindEnds[slot][Int($0)].lacking.isEmpty }
            let own =
                kinds.compactMap { ofKind[Int($0)].flatMap { verdicts[$0] } }
                + [ofUnseen[group].flatMap { verdicts[$0] }].compactMap { $0 }
            let mayDepend =
                own.contains(.depends) || own.contains { $0 != own.first } || lacks && own.contains { $0 != .blocked }
            let areSingle = kinds.allSatisfy {
                index.kinds.all[Int($0)].interfaces.count == 1 && !index.kinds.all[Int($0)].vpc.isNone
            }
            if mayDepend, areSingle, !lacks, !own.contains(.allowed), destination.kind != .group(group) {
                // Of members that are each judged by themselves none is able for certain.
                return Dependent(group: group, members: [], unseen: [])
            }
            // Where an interface would meet itself alone, a second one like it is meant.
            guard mayDepend || own.isEmpty || destination.kind == .group(group),
                let question = try? Question(from: Endpoint(group), to: destination, port: port, version: version),
                case .success(let (own, missing)) = cross(question), Judgement.verdict(own, missing) == .depends
            else { return nil }
            let members = MemberAnswers(analyzer: self, question: question, crossing: own, lacking: missing).answers([.egress])
            return Dependent(group: group, members: members.listed, unseen: members.unseen)
        }
    }
}
