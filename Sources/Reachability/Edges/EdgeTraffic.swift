import CoreModel

/// What the members of an edge's peer may send to the carriers of its group, of what the group's rules let in.
///
/// Complexity: mostly a look at two classes of open traffic; else the sum of both ends' distinct sets of groups, never their pairs.
struct EdgeTraffic: Sendable {
    let analyzer: Analyzer
    private let stations: [Stations]
    /// What every group is as an end, by family.
    private let ends: [[Subjects]]
    private let ipv4Egress: PlainEgress
    private let ipv6Egress: PlainEgress
    /// Who sends nothing to whom; nothing is known of that where not every edge is asked for.
    let silentSenders: SilentSenders

    /// `isOfAll` says that every edge is asked for: then it pays to put all rules in the order of their traffic once.
    init(analyzer: Analyzer, isOfAll: Bool = false) {
        self.analyzer = analyzer
        let ends = IPVersion.allCases.map(analyzer.groupEnds)
        self.ends = ends
        let (plain, named) = analyzer.plainEnds
        let rules: RulesByTraffic
        (stations, (rules, silentSenders)) = Cores.both(
            ifLarge: isOfAll ? analyzer.inventory.groups.count : 0, { IPVersion.allCases.map(analyzer.stations) },
            {
                guard isOfAll else { return (RulesByTraffic(), SilentSenders()) }
                return (
                    RulesByTraffic(analyzer.inventory, .egress),
                    SilentSenders(analyzer.inventory, plain, ends: ends, named: named)
                )
            })
        let egress = IPVersion.allCases.map { version in
            let slot = InventoryIndex.slot(version)
            return PlainEgress(
                inventory: analyzer.inventory, version: version, ends: plain[slot], named: named, rules: rules,
                isSorted: isOfAll)
        }
        (ipv4Egress, ipv6Egress) = (egress[InventoryIndex.slot(.v4)], egress[InventoryIndex.slot(.v6)])
    }

    private func stations(_ version: IPVersion) -> Stations { stations[InventoryIndex.slot(version)] }

    /// Whether some member of a group may have an address of a family.
    func hasAddress(_ group: GroupIndex, _ version: IPVersion) -> Bool { stations(version)[group].bounds != nil }

    private var inventory: Inventory { analyzer.inventory }
    private var index: InventoryIndex { analyzer.index }

    struct Sent {
        /// What some member may send to some carrier.
        var possible = TrafficSet()
        /// What every member may send.
        var byEvery = TrafficSet()
        /// What passes for certain from every member to every carrier.
        var certain = TrafficSet()
        /// The members that may send what not every member may.
        var senders: [InterfaceIndex] = []
    }

    /// Whether all that a rule lets in from a network passes for certain, as it mostly does: nothing of it is asked of anybody else.
    func passesWhole(_ rule: RuleIndex, to group: GroupIndex) -> Bool {
        let value = inventory[rule]
        guard !value.isContested, value.traffic.ipProtocol.hasPorts, let network = inventory.network(of: value.peer) else {
            return false
        }
        return hasAddress(group, network.version) && (network.isEverything || !index.isHeld(network))
    }

    /// Whether nobody of a group can have what a rule for a network lets in: no member has an address of its family.
    func isForNobody(_ rule: RuleIndex, of group: GroupIndex) -> Bool {
        guard let network = inventory.network(of: inventory[rule].peer) else { return false }
        return !hasAddress(group, network.version)
    }

    /// What a source sends of what a rule, and others for the same source, let in.
    func sent(by source: End, to group: GroupIndex, _ rule: RuleIndex, _ more: [RuleIndex] = []) -> Sent {
        if let peer = source.group, more.isEmpty {
            let all = TrafficSet(inventory[rule].traffic.points)
            return sent(byGroup: peer, to: group, all, isCertainIn: isPlain(rule) ? all : TrafficSet())
        }
        let rules = [rule] + more
        if let peer = source.group {
            let all = TrafficSet(rules.map { inventory[$0].traffic.points })
            return sent(byGroup: peer, to: group, all, isCertainIn: certainlyLetIn(rules))
        }
        if let place = source.prefixList { return sent(byList: inventory.prefixLists[place], to: group, rules) }
        var sent = Sent()
        for version in IPVersion.allCases {
            let own = rules.filter { inventory.network(of: inventory[$0].peer)?.version == version }
            let traffic = TrafficSet(own.map { inventory[$0].traffic.points }).inFamily(version)
            guard !traffic.isEmpty, let network = own.first.flatMap({ inventory.network(of: inventory[$0].peer) }) else {
                continue
            }
            let passing = self.sent(byNetwork: network, to: group, traffic)
            sent.possible = sent.possible.union(passing.possible)
            sent.certain = sent.certain.union(passing.certain.intersection(certainlyLetIn(own)))
        }
        sent.byEvery = sent.possible
        return sent
    }

    private func certainlyLetIn(_ rules: [RuleIndex]) -> TrafficSet {
        TrafficSet(rules.filter { isPlain($0) }.map { inventory[$0].traffic.points })
    }

    /// Whether it is settled what a rule says and whom it names.
    private func isPlain(_ rule: RuleIndex) -> Bool {
        let value = inventory[rule]
        guard case .group(let place) = value.peer else { return !value.isContested }
        guard case .named = inventory.references[Int(place)].identity else { return false }
        return !value.isContested
    }

    private func subjects(_ group: GroupIndex, _ slot: Int) -> [Subject] {
        guard case .some(let subjects, _) = ends[slot][Int(group.number)] else { return [] }
        return subjects
    }

    // MARK: Groups

    private func sent(byGroup peer: GroupIndex, to group: GroupIndex, _ all: TrafficSet, isCertainIn: TrafficSet) -> Sent {
        if let plain = sentPlainly(by: peer, to: group, all, isCertainIn) { return plain }
        var sent = Sent()
        var byEvery: [TrafficSet] = []
        // The subjects whose members send it, each by its family and its place in the peer's.
        var senders: [(slot: Int, place: Int)] = []
        // Looked through: they are few, and each costs more than that.
        var known: [UInt32] = []
        for version in IPVersion.allCases {
            let traffic = all.inFamily(version)
            let stations = self.stations(version)
            if traffic.isEmpty || stations[group].bounds == nil && inventory[group].knowledge != .absent { continue }
            if byEvery.isEmpty, isOpen(peer, traffic, version), !mayMeetItself(peer, group, version) {
                // What this family does not carry may pass over the other.
                let (rest, other) = (all.subtracting(traffic), version.other)
                let isLacking = !hasAddress(peer, other) || !hasAddress(group, other)
                if isLacking || rest.isEmpty || isOpen(peer, rest, other) && !mayMeetItself(peer, group, other) {
                    let passing = isLacking ? traffic : all
                    return Sent(possible: passing, byEvery: passing, certain: passing.intersection(isCertainIn))
                }
            }
            let sources = plainParts(of: peer, version)
            let destinations = plainParts(of: group, version)
            if sources.isEmpty || destinations.isEmpty { continue }
            let isLacking = self.isLacking(peer, version) || self.isLacking(group, version)
            let mayBeSecond = sources.count == 1 && destinations.count == 1 && !isLacking
            var table: SideTable?
            var certain: TrafficSet?
            for place in sources {
                let source = plainPart(place, version)
                let own =
                    sendsEverywhere(source, traffic, version) && !isOnlyOther(source, destinations, version, mayBeSecond)
                    ? (possible: traffic, certain: traffic)
                    : passing((place, peer), to: group, traffic, version, &table, mayBeSecond: mayBeSecond)
                if let place = known.firstIndex(of: source.who) {
                    byEvery[place] = byEvery[place].union(own.possible)
                } else {
                    known.append(source.who)
                    byEvery.append(own.possible)
                    senders.append((InventoryIndex.slot(version), place - sources.lowerBound))
                }
                sent.possible = sent.possible.union(own.possible)
                certain = certain.map { $0.intersection(own.certain) } ?? own.certain
            }
            sent.certain = sent.certain.union((certain ?? TrafficSet()).intersection(isCertainIn))
            if sent.possible == all, byEvery.allSatisfy({ $0 == all }) { break }
        }
        sent.byEvery = byEvery.dropFirst().reduce(byEvery.first ?? TrafficSet()) { $0.intersection($1) }
        let some = sent.possible.subtracting(sent.byEvery)
        if !some.isEmpty {
            sent.senders = zip(byEvery, senders).filter { $0.0.intersects(some) }.flatMap { _, sender in
                subjects(peer, sender.slot)[sender.place].interfaces
            }.sorted()
        }
        return sent
    }

    /// The same where each end is one subject and plain rules decide; nil where that is not so.
    private func sentPlainly(
        by peer: GroupIndex, to group: GroupIndex, _ all: TrafficSet, _ isCertainIn: TrafficSet
    ) -> Sent? {
        var sent = Sent()
        var sender: UInt32?
        for version in IPVersion.allCases {
            let sources = plainParts(of: peer, version)
            let destinations = plainParts(of: group, version)
            if sources.isEmpty || destinations.isEmpty { continue }
            let traffic = all.inFamily(version)
            if traffic.isEmpty { continue }
            guard sources.count == 1, destinations.count == 1, !isLacking(peer, version), !isLacking(group, version) else {
                return nil
            }
            let source = plainPart(sources.lowerBound, version)
            guard sender == nil || sender == source.who, let passing = plainly(source, to: group, traffic, version) else {
                return nil
            }
            sender = source.who
            if !passing.possible.isEmpty { sent.possible = sent.possible.union(passing.possible) }
            if !passing.certain.isEmpty {
                sent.certain = sent.certain.union(passing.certain.intersection(isCertainIn))
            }
            if sent.possible == all { break }
        }
        sent.byEvery = sent.possible
        return sent
    }

    // No choice of one of the two is kept: a copy of either costs more than most of its answers.

    private func plainly(
        _ source: PlainEnds.Part, to group: GroupIndex, _ traffic: TrafficSet, _ version: IPVersion
    ) -> PlainEgress.Passing? {
        version == .v4 ? ipv4Egress.passing(source, to: group, traffic) : ipv6Egress.passing(source, to: group, traffic)
    }

    private func plainParts(of group: GroupIndex, _ version: IPVersion) -> Range<Int> {
        version == .v4 ? ipv4Egress.ends.parts(of: group) : ipv6Egress.ends.parts(of: group)
    }

    private func plainPart(_ place: Int, _ version: IPVersion) -> PlainEnds.Part {
        version == .v4 ? ipv4Egress.ends[place] : ipv6Egress.ends[place]
    }

    private func isLacking(_ group: GroupIndex, _ version: IPVersion) -> Bool {
        version == .v4 ? ipv4Egress.ends.isLacking(group) : ipv6Egress.ends.isLacking(group)
    }

    /// Whether groups that every member of a group carries send some traffic everywhere.
    private func isOpen(_ group: GroupIndex, _ traffic: TrafficSet, _ version: IPVersion) -> Bool {
        let stations = self.stations(version)
        guard stations[group].bounds != nil else { return false }
        return index.kinds.carriedByEvery(version)[Int(group.number)].contains {
            stations.openTraffic($0, .egress).isSuperset(of: traffic)
        }
    }

    private func sendsEverywhere(_ source: PlainEnds.Part, _ traffic: TrafficSet, _ version: IPVersion) -> Bool {
        let stations = self.stations(version)
        for place in source.carried {
            let group = version == .v4 ? ipv4Egress.ends.group(at: place) : ipv6Egress.ends.group(at: place)
            if stations.openTraffic(group, .egress).isSuperset(of: traffic) { return true }
        }
        return false
    }

    private func sendsEverywhere(_ source: Subject, _ traffic: TrafficSet, _ version: IPVersion) -> Bool {
        guard case .groups(let groups) = source.carrier else { return false }
        let stations = self.stations(version)
        return groups.contains { stations.openTraffic($0, .egress).isSuperset(of: traffic) }
    }

    /// Whether nothing of a source's own side holds back some traffic.
    private func sendsEverything(_ source: Subject, _ traffic: TrafficSet, _ version: IPVersion) -> Bool {
        switch source.carrier {
        case .outside, .groups([]): true
        case .groups: sendsEverywhere(source, traffic, version)
        case .unknown: false
        }
    }

    /// Whether a source is the only one that it could send to.
    private func isOnlyOther(
        _ source: PlainEnds.Part, _ destinations: Range<Int>, _ version: IPVersion, _ mayBeSecond: Bool
    ) -> Bool {
        if mayBeSecond || destinations.count > 1 { return false }
        return destinations.allSatisfy { source.isSameInterface(as: plainPart($0, version)) }
    }

    /// Whether a carrier of a group is the only one, and may be the sender itself.
    private func mayMeetItself(_ peer: GroupIndex, _ group: GroupIndex, _ version: IPVersion) -> Bool {
        let isUnseen = index.isUnseen[InventoryIndex.slot(version)][Int(group.number)]
        let mayBeSender = isUnseen ? peer == group : index.kinds.someMember(of: peer, carries: group)
        if !mayBeSender { return false }
        return subjects(group, InventoryIndex.slot(version)).reduce(isUnseen ? 1 : 0) { $0 + $1.interfaces.count } < 2
    }

    /// What a source, by its place among the plain ends, sends to the carriers but itself; to one like itself where a second one is meant.
    ///
    /// `table` is made when it is needed first.
    private func passing(
        _ source: (place: Int, group: GroupIndex), to group: GroupIndex, _ traffic: TrafficSet, _ version: IPVersion,
        _ table: inout SideTable?, mayBeSecond: Bool
    ) -> (possible: TrafficSet, certain: TrafficSet) {
        let part = plainPart(source.place, version)
        let parts = plainParts(of: group, version)
        let own = mayBeSecond ? nil : parts.firstIndex { part.isSameInterface(as: plainPart($0, version)) }
        if own == nil, let passing = plainly(part, to: group, traffic, version) {
            return (passing.possible, passing.certain)
        }
        let slot = InventoryIndex.slot(version)
        let destinations = subjects(group, slot)
        var known =
            table
            ?? SideTable(
                .egress, towards: destinations, inventory,
                PeerCoverage(inventory: inventory, index: index, version: version), asked: traffic, countsReferences: true)
        table = nil
        let side = known.side(of: subjects(source.group, slot)[source.place - plainParts(of: source.group, version).lowerBound])
        table = known
        guard let own else {
            return (
                TrafficSet(side.stretches.filter { !$0.row.possible.isEmpty }.map(\.points)),
                TrafficSet(side.stretches.filter { $0.row.certain.isFull }.map(\.points))
            )
        }
        let others = destinations.indices.filter { $0 != own - parts.lowerBound }
        return (
            TrafficSet(
                side.stretches.filter { stretch in others.contains(where: stretch.row.possible.contains) }.map(\.points)),
            TrafficSet(side.stretches.filter { stretch in others.allSatisfy(stretch.row.certain.contains) }.map(\.points))
        )
    }

    // MARK: Networks

    /// A host of a network sends what it will; a network of which interfaces have every address sends what theirs may.
    private func sent(
        byNetwork network: IPNetwork, to group: GroupIndex, _ traffic: TrafficSet
    ) -> (possible: TrafficSet, certain: TrafficSet) {
        let version = network.version
        if !hasAddress(group, version) { return (TrafficSet(), TrafficSet()) }
        if network.isEverything || !index.isHeld(network) { return (traffic, traffic) }
        let ends = EndSubjects(inventory: inventory, index: index)
        guard case .some(let sources, _) = ends.subjects(of: Endpoint(.network(network), asked: ""), version) else {
            return (TrafficSet(), TrafficSet())
        }
        let carriers = subjects(group, InventoryIndex.slot(version))
        if (sources + carriers).contains(where: \.isAskedByPublicAddress) {
            let crossing = analyzer.cross(sources, carriers, traffic, version, mayBeSecond: false)
            return (crossing.possibleTraffic(), crossing.certainTraffic())
        }
        // The rule lets all of them in, so that only those are crossed whose own side may hold something back.
        let meeting = sources.filter { !carriers.allSatisfy($0.isSameInterface) }
        let held = meeting.filter { !sendsEverything($0, traffic, version) }
        if held.isEmpty { return meeting.isEmpty ? (TrafficSet(), TrafficSet()) : (traffic, traffic) }
        if let plain = sentPlainly(byEach: held, carriers, of: group, traffic, version) {
            return (held.count < meeting.count ? traffic : plain.possible, plain.certain)
        }
        let crossing = analyzer.cross(held, carriers, traffic, version, mayBeSecond: false)
        return (held.count < meeting.count ? traffic : crossing.possibleTraffic(), crossing.certainTraffic())
    }

    /// What interfaces with groups send to the carriers of one that lets all of them in, by plain rules; nil where these do not decide, and
    /// where a pair of both is judged by itself: one interface at both ends, a service that is not filtered.
    private func sentPlainly(
        byEach sources: [Subject], _ carriers: [Subject], of group: GroupIndex, _ traffic: TrafficSet, _ version: IPVersion
    ) -> PlainEgress.Passing? {
        if carriers.contains(where: { NotFiltered.mayBeService($0, index, version) }) { return nil }
        let interfaces = Set(carriers.flatMap(\.interfaces))
        var all = PlainEgress.Passing(possible: TrafficSet(), certain: traffic)
        for source in sources {
            guard case .interfaces(let own, let carried) = source.kind, !own.contains(where: interfaces.contains),
                let part = version == .v4 ? ipv4Egress.ends.part(carrying: carried) : ipv6Egress.ends.part(carrying: carried),
                let passing = plainly(part, to: group, traffic, version)
            else { return nil }
            all.possible = all.possible.union(passing.possible)
            all.certain = all.certain.intersection(passing.certain)
        }
        return all
    }

    private func sent(byList list: PrefixList, to group: GroupIndex, _ rules: [RuleIndex]) -> Sent {
        var sent = Sent()
        for version in IPVersion.allCases where hasAddress(group, version) {
            if let known = list.version, known != version { continue }
            let all = TrafficSet(rules.map { inventory[$0].traffic.points }).inFamily(version)
            guard let entries = list.entries else {
                sent.possible = sent.possible.union(all)
                continue
            }
            let own = entries.filter { $0.version == version }
            var certain = own.isEmpty ? TrafficSet() : certainlyLetIn(rules)
            for entry in own where sent.possible != all || !certain.isEmpty {
                let passing = self.sent(byNetwork: entry, to: group, all)
                sent.possible = sent.possible.union(passing.possible)
                certain = certain.intersection(passing.certain)
            }
            sent.certain = sent.certain.union(certain)
        }
        sent.byEvery = sent.possible
        return sent
    }
}

extension TrafficSet {
    /// Everything that one family carries is everything, to whoever reads it.
    public var shown: [Traffic] {
        let isEverything = IPVersion.allCases.contains { isSuperset(of: TrafficSet(Traffic.allPoints).inFamily($0)) }
        return isEverything ? [.all] : traffic
    }

    /// Whether it is all that is asked, or, where nothing is, any traffic that a family carries.
    func isEnough(_ asked: TrafficSet?, _ version: IPVersion) -> Bool { asked.map(isSuperset) ?? !inFamily(version).isEmpty }

    /// What of it one family carries: without the other family's ICMP.
    func inFamily(_ version: IPVersion) -> TrafficSet {
        let other = UInt32((version == .v4 ? IPProtocol.icmpv6 : .icmp).number) << 16
        if !overlaps(other, other | 0xFFFF) { return self }
        return subtracting(TrafficSet(other...(other | 0xFFFF)))
    }
}
