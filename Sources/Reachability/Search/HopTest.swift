import CoreModel

/// Whether a hop between two groups is allowed for certain: on some traffic, or on all that is asked.
///
/// Where each rule covers the whole other side or none of it, their traffic decides; only where rules cover parts that together
/// may be the whole, and where a shared interface leaves less to cover, the hop is judged as a question.
///
/// A class, since a copy of an analyzer costs more than most hops.
final class HopTest: Sendable {
    let analyzer: Analyzer
    let index: ReachIndex
    /// What must be allowed; nil for any traffic at all.
    let asked: TrafficSet?
    private let memberTraffic: MemberTraffic

    init(analyzer: Analyzer, index: ReachIndex, asked: TrafficSet?) {
        self.analyzer = analyzer
        self.index = index
        self.asked = asked
        memberTraffic = MemberTraffic(analyzer: analyzer, index: index, asked: asked)
    }

    func allows(_ from: GroupIndex, _ to: GroupIndex) -> Bool {
        let (source, destination) = (index.station(from), index.station(to))
        guard let sources = source.bounds, let destinations = destination.bounds, !source.isLacking, !destination.isLacking else {
            return false
        }
        if source.isMixed || destination.isMixed { return allowsMixed(from, to) }
        // An interface that carries both never asks itself, which may leave less to cover.
        let isShared = (source.isSole || destination.isSole) && index.kinds.someMember(of: from, carries: to)
        guard
            isShared
                || (mayCover(.ingress, of: to, over: sources, group: from)
                    && mayCover(.egress, of: from, over: destinations, group: to))
        else { return false }
        let out = cover(.egress, of: from, over: destinations, group: to)
        guard out.mayCover || isShared else { return false }
        let into = cover(.ingress, of: to, over: sources, group: from)
        guard into.mayCover || isShared else { return false }
        if suffices(out, into) { return true }
        guard mayPass(out, into) else { return false }
        if isShared { return isAllowedByJudgement(from, to) }
        guard out.hasParts || into.hasParts else { return false }
        guard let sent = out.hasParts ? traffic(.egress, of: from, toEveryMemberOf: to) : out.traffic,
            let taken = into.hasParts ? traffic(.ingress, of: to, toEveryMemberOf: from) : into.traffic
        else { return isAllowedByJudgement(from, to) }
        return asked.map { sent.isSuperset(of: $0) && taken.isSuperset(of: $0) } ?? sent.intersects(taken)
    }

    // MARK: Parts

    /// The traffic that a group's rules let through to each address of another's members; nil where not all are known, or not all are told.
    private func traffic(_ direction: Direction, of group: GroupIndex, toEveryMemberOf other: GroupIndex) -> TrafficSet? {
        let station = index.station(group)
        let rules = index.carried(by: group).flatMap { index.rules[index.rules($0, direction)] }
        let members = analyzer.index.members[Int(other.number)]
        if members.isEmpty || analyzer.index.isUnseen[InventoryIndex.slot(index.version)][Int(other.number)] { return nil }
        var result: TrafficSet?
        for member in members {
            let interface = analyzer.inventory[member]
            guard interface.addressesAreKnown(index.version) else { return nil }
            guard interface.delegatedPrefixes.isEmpty else { return nil }
            for address in interface.privateAddresses where address.version == index.version {
                let covering = rules.filter { rule in
                    switch rule.peer {
                    case .group(let named): interface.groups.contains(named)
                    case .space(let space): index.stretch(of: space, holding: address.bits) != nil
                    }
                }
                let here = TrafficSet(index.classes[station.open[direction]].intervals + covering.map(\.points))
                result = result.map { $0.intersection(here) } ?? here
                if result?.isEmpty == true { return TrafficSet() }
            }
        }
        return result
    }

    /// A hop between groups of which members carry different groups: by what their rules let through for certain where that suffices, not
    /// at all where that can never be enough, else by judging all of them.
    private func allowsMixed(_ from: GroupIndex, _ to: GroupIndex) -> Bool {
        var passing = memberTraffic.unknown
        memberTraffic.narrow(&passing, of: from, .egress, toAllOf: to)
        if !isEnough(passing.most) { return false }
        memberTraffic.narrow(&passing, of: to, .ingress, toAllOf: from)
        if !isEnough(passing.most) { return false }
        return isEnough(passing.least) || allowsByCommonRules(from, to) || isAllowedByJudgement(from, to, passing.most)
    }

    /// Whether what all members have in common is enough: known at once, however many members there are.
    private func allowsByCommonRules(_ from: GroupIndex, _ to: GroupIndex) -> Bool {
        let members = analyzer.index.members
        let isOneInterface = members[Int(from.number)].count == 1 && members[Int(from.number)] == members[Int(to.number)]
        guard from != to, !isOneInterface, let sources = index.station(from).bounds, let destinations = index.station(to).bounds
        else { return false }
        return suffices(
            cover(.egress, of: from, over: destinations, group: to), cover(.ingress, of: to, over: sources, group: from))
    }

    private func isEnough(_ traffic: TrafficSet) -> Bool { traffic.isEnough(asked, index.version) }

    /// Whether every member reaches every member, on nothing but some traffic where the rest is known not to pass.
    private func isAllowedByJudgement(_ from: GroupIndex, _ to: GroupIndex, _ within: TrafficSet? = nil) -> Bool {
        let traffic = within ?? asked ?? TrafficSet(Traffic.allPoints)
        return isEnough(analyzer.certainTraffic(from: Endpoint(from), to: Endpoint(to), index.version, within: traffic))
    }

    // MARK: Whole

    /// What the rules of a side cover of the other side's addresses.
    private struct Cover {
        /// The class of traffic that is open to everything.
        var open: TrafficSet?
        /// The traffic of other rules that cover all of them.
        var whole: [ClosedRange<UInt32>] = []
        /// The traffic of rules that cover a part of them.
        var part: [ClosedRange<UInt32>] = []
        /// Whether rules that cover a part reach the first and the last address.
        var low = false
        var high = false

        var hasWhole: Bool { open != nil || !whole.isEmpty }
        /// Whether parts together may cover what no rule covers alone.
        var hasParts: Bool { (low || hasWhole) && (high || hasWhole) && (low || high) }
        var mayCover: Bool { hasWhole || (low && high) }
        var traffic: TrafficSet { TrafficSet((open?.intervals ?? []) + whole) }
        var possible: TrafficSet { TrafficSet((open?.intervals ?? []) + whole + part) }
    }

    /// Whether what covers the whole of both sides is enough.
    private func suffices(_ out: Cover, _ into: Cover) -> Bool {
        guard out.hasWhole, into.hasWhole else { return false }
        if let asked { return out.traffic.isSuperset(of: asked) && into.traffic.isSuperset(of: asked) }
        if let one = out.open, let other = into.open, one.intersects(other) { return true }
        if let one = out.open, into.whole.contains(where: { one.overlaps($0.lowerBound, $0.upperBound) }) { return true }
        if let other = into.open, out.whole.contains(where: { other.overlaps($0.lowerBound, $0.upperBound) }) { return true }
        return out.whole.contains { one in into.whole.contains { one.overlaps($0) } }
    }

    /// Whether some traffic that is asked may pass both sides, if parts together cover the rest.
    private func mayPass(_ out: Cover, _ into: Cover) -> Bool {
        guard let asked else { return out.possible.intersects(into.possible) }
        return out.possible.isSuperset(of: asked) && into.possible.isSuperset(of: asked)
    }

    private func cover(_ direction: Direction, of group: GroupIndex, over bounds: AddressBounds, group other: GroupIndex)
        -> Cover
    {
        let station = index.station(group)
        var cover = Cover()
        if station.open[direction] != 0, isAsked(index.classes[station.open[direction]]) {
            cover.open = index.classes[station.open[direction]]
        }
        for carried in index.carried(by: group) {
            for place in index.rules(carried, direction) {
                let rule = index.rules[place]
                if let asked, !rule.overlaps(asked) { continue }
                switch rule.peer {
                case .group(let named):
                    if index.kinds.everyMember(of: other, carries: named, index.version) { cover.whole.append(rule.points) }
                case .space(let space):
                    let low = index.stretch(of: space, holding: bounds.low)
                    if let low, bounds.high <= low.upperBound {
                        cover.whole.append(rule.points)
                    } else if index.touches(space, bounds) {
                        cover.part.append(rule.points)
                        cover.low = cover.low || low != nil
                        cover.high = cover.high || index.stretch(of: space, holding: bounds.high) != nil
                    }
                }
            }
        }
        return cover
    }

    /// What ``cover(_:of:over:group:)`` says in `mayCover`, without a list of what covers: most hops end here.
    private func mayCover(_ direction: Direction, of group: GroupIndex, over bounds: AddressBounds, group other: GroupIndex)
        -> Bool
    {
        let station = index.station(group)
        if station.open[direction] != 0, isAsked(index.classes[station.open[direction]]) { return true }
        let carried = index.carried(by: other)
        for own in index.carried(by: group) {
            for place in index.groupRules(own, direction) {
                guard case .group(let named) = index.rules[place].peer, named == other || carried.contains(named) else {
                    continue
                }
                if asked.map(index.rules[place].overlaps) ?? true { return true }
            }
        }
        // Where no rule names a place that the other group begins in, none covers it.
        let number = Int(other.number)
        if index.around.range(number).isEmpty, index.aroundFirst.range(number).isEmpty { return false }
        var (low, high) = (false, false)
        for own in index.carried(by: group) {
            for place in index.spaceRules(own, direction) {
                let rule = index.rules[place]
                guard case .space(let space) = rule.peer, asked.map(rule.overlaps) ?? true else { continue }
                low = low || index.stretch(of: space, holding: bounds.low) != nil
                high = high || index.stretch(of: space, holding: bounds.high) != nil
                if low && high { return true }
            }
        }
        return false
    }

    private func isAsked(_ traffic: TrafficSet) -> Bool { asked.map { $0.intersects(traffic) } ?? true }

    // MARK: One member

    /// The groups that one of a group's members carries: without a rule of theirs nothing is let through for all members.
    func necessaryGroups(_ group: GroupIndex) -> ArraySlice<GroupIndex> {
        guard index.station(group).isMixed else { return index.carried(by: group) }
        if analyzer.index.isUnseen[InventoryIndex.slot(index.version)][Int(group.number)] { return [group] }
        guard let kind = index.kinds.ofGroup[Int(group.number)].first else { return [group] }
        return index.kinds.all[Int(kind)].groups[...]
    }

    // MARK: Ends that are no groups

    /// Whether an end of a question may be covered whole by one side of a group, by where the end begins and ends.
    ///
    /// `carried` are the groups of the end's interfaces; never false where the judgement says allowed. The rules are read as they
    /// stand: those about places where no group lives are not in the index.
    func mayCover(_ bounds: AddressBounds, _ carried: [GroupIndex], by direction: Direction, of group: GroupIndex) -> Bool {
        let open = index.station(group).open[direction]
        if open != 0, isAsked(index.classes[open]) { return true }
        let inventory = analyzer.inventory
        var (low, high) = (false, false)
        for place in necessaryGroups(group).flatMap({ inventory[$0].rules(direction) }) {
            let rule = inventory.rules[place]
            if rule.isContested { continue }
            if let asked, !asked.overlaps(rule.traffic.points.lowerBound, rule.traffic.points.upperBound) { continue }
            switch rule.peer {
            case .group(let reference):
                if carried.contains(inventory.references[Int(reference)].group) { return true }
            case .ipv4(let bits, let length):
                guard index.version == .v4 else { continue }
                // What is open to everything is open for some members of a mixed group only.
                if length == 0 { return true }
                let range = Peer.range(ipv4: bits, prefixLength: length)
                low = low || range.contains(bounds.low)
                high = high || range.contains(bounds.high)
            case .ipv6(let place):
                guard index.version == .v6 else { continue }
                let range = inventory.ipv6Networks[Int(place)].range
                low = low || range.contains(bounds.low)
                high = high || range.contains(bounds.high)
            case .prefixList(let list):
                for entry in inventory.prefixLists[Int(list)].entries ?? [] where entry.version == index.version {
                    low = low || entry.range.contains(bounds.low)
                    high = high || entry.range.contains(bounds.high)
                }
            }
            if low, high { return true }
        }
        return false
    }
}

extension ReachIndex {
    /// Whether a space has addresses between two bounds.
    func touches(_ space: UInt32, _ bounds: AddressBounds) -> Bool {
        firstStretch(of: space, notBefore: bounds.low).map { $0.lowerBound <= bounds.high } ?? false
    }

    /// The stretch of a space that an address lies in.
    func stretch(of space: UInt32, holding address: UInt128) -> ClosedRange<UInt128>? {
        firstStretch(of: space, notBefore: address).flatMap { $0.lowerBound <= address ? $0 : nil }
    }

    private func firstStretch(of space: UInt32, notBefore address: UInt128) -> ClosedRange<UInt128>? {
        let range = spaces.range(Int(space))
        var first = range.lowerBound
        var last = range.upperBound
        while first < last {
            let middle = (first + last) / 2
            if spaces.value(at: middle).addresses.upperBound < address { first = middle + 1 } else { last = middle }
        }
        return first < range.upperBound ? spaces.value(at: first).addresses : nil
    }
}
