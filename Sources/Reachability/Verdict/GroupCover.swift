import CoreModel

/// What one group's rules of a direction let through of each of several subjects, stretch by stretch.
///
/// Rules for the same traffic are taken together, so that a rule with thousands of CIDRs costs one look at each subject.
struct GroupCover: Sendable {
    /// Rules for the same traffic, as whom they let through.
    struct Peers: Sendable {
        var isEverybody = false
        var isPerhapsEverybody = false
        var networks: [ClosedRange<UInt128>] = []
        var perhapsNetworks: [ClosedRange<UInt128>] = []
        /// Groups that references name for certain, and all that is not so simple.
        var named: Set<GroupIndex> = []
        var others: [Rule] = []
        /// Loaded prefix lists, since an end may be one of them.
        var lists: Set<Int> = []
    }

    /// Up to how many subjects each is held against a rule's network by itself.
    private static let few = 8

    private let inventory: Inventory
    private let coverage: PeerCoverage
    private let asked: TrafficSet
    private let countsReferences: Bool
    private let subjects: [Subject]
    /// The subjects that carry each group.
    private let carriers: [GroupIndex: BitSet]
    /// The subjects that may carry groups that are not known.
    private let uncertain: [Int]
    /// Whether some subject is a host without groups: it may carry one that no input lists.
    private let hasHosts: Bool
    /// The first and the last address of all subjects.
    private let first: UInt128
    private let last: UInt128

    /// What rules let through of some subjects, of the traffic asked.
    init(
        _ inventory: Inventory, _ coverage: PeerCoverage, asked: TrafficSet, countsReferences: Bool, over subjects: [Subject]
    ) {
        self.inventory = inventory
        self.coverage = coverage
        self.asked = asked
        self.countsReferences = countsReferences
        self.subjects = subjects
        var carriers: [GroupIndex: BitSet] = [:]
        var uncertain: [Int] = []
        for (place, subject) in subjects.enumerated() {
            switch subject.carrier {
            case .outside: continue
            case .unknown: uncertain.append(place)
            case .groups(let groups):
                for group in groups { carriers[group, default: BitSet(count: subjects.count)].insert(place) }
                if groups.contains(where: { inventory[$0].isUnknown }) { uncertain.append(place) }
            }
        }
        first = subjects.compactMap { $0.addresses.intervals.first?.lowerBound }.min() ?? 1
        last = subjects.compactMap { $0.addresses.intervals.last?.upperBound }.max() ?? 0
        hasHosts = subjects.contains { if case .outside = $0.carrier { true } else { false } }
        self.carriers = carriers
        self.uncertain = uncertain
    }

    /// The stretches of the traffic asked that rules of a group are for, each with what they let through of the subjects.
    func rows(_ group: GroupIndex, _ direction: Direction) -> [(ClosedRange<UInt32>, CoverRow)] {
        var order: [ClosedRange<UInt32>] = []
        var byPoints: [ClosedRange<UInt32>: Peers] = [:]
        for place in inventory.places(of: group, direction) {
            let points = inventory.rules[place].traffic.points
            guard asked.overlaps(points.lowerBound, points.upperBound) else { continue }
            let rule = inventory.rules[place]
            if !mayConcern(rule.peer) { continue }
            for interval in asked.intervals where interval.overlaps(points) {
                let stretch = interval.clamped(to: points)
                if byPoints[stretch] == nil { order.append(stretch) }
                add(rule, to: &byPoints[stretch, default: Peers()])
            }
        }
        return order.compactMap { stretch in
            guard let peers = byPoints[stretch] else { return nil }
            let row = row(peers)
            return row.possible.isEmpty ? nil : (stretch, row)
        }
    }

    /// Whether a peer may be one of the subjects: most rules are about somebody else.
    private func mayConcern(_ peer: Peer) -> Bool {
        switch peer {
        case .ipv4(let bits, let length):
            guard coverage.version == .v4 else { return false }
            let range = Peer.range(ipv4: bits, prefixLength: length)
            guard range.lowerBound <= last, first <= range.upperBound else { return false }
            // Of many subjects the bounds are enough: all of them are looked at once for all networks.
            return subjects.count > Self.few || subjects.contains { $0.addresses.overlaps(range.lowerBound, range.upperBound) }
        case .group(let place):
            if !uncertain.isEmpty || hasHosts { return true }
            let reference = inventory.references[Int(place)]
            return reference.identity != .named || carriers[reference.group] != nil
        case .ipv6, .prefixList: return true
        }
    }

    private func add(_ rule: Rule, to peers: inout Peers) {
        if let network = inventory.network(of: rule.peer) {
            guard network.version == coverage.version else { return }
            switch (network.isEverything, rule.isContested) {
            case (true, false): peers.isEverybody = true
            case (true, true): peers.isPerhapsEverybody = true
            case (false, false): peers.networks.append(network.range)
            case (false, true): peers.perhapsNetworks.append(network.range)
            }
            return
        }
        if let reference = inventory.reference(of: rule.peer) {
            if !countsReferences || reference.isStale { return }
            let isPlain =
                reference.identity == .named && !rule.isContested && inventory[reference.group].isSettled
            if isPlain { peers.named.insert(reference.group) } else { peers.others.append(rule) }
            return
        }
        if case .prefixList(let place) = rule.peer, !rule.isContested,
            let entries = inventory.prefixLists[Int(place)].entries
        {
            peers.lists.insert(Int(place))
            peers.networks += entries.filter { $0.version == coverage.version }.map(\.range)
        } else {
            peers.others.append(rule)
        }
    }

    private func row(_ peers: Peers) -> CoverRow {
        if peers.isEverybody { return .whole(subjects.count, isCertain: true) }
        var row = peers.isPerhapsEverybody ? CoverRow.whole(subjects.count, isCertain: false) : CoverRow(count: subjects.count)
        for group in peers.named { if let places = carriers[group] { row.addWhole(places) } }
        if !peers.named.isEmpty { addNamed(peers.named, to: &row) }
        let networks = AddressSet(peers.networks)
        let perhaps = AddressSet(peers.perhapsNetworks)
        if networks.isEmpty, perhaps.isEmpty, peers.others.isEmpty { return row }
        for (place, subject) in subjects.enumerated() where !row.certain.contains(place) {
            if let list = subject.prefixList, peers.lists.contains(list) {
                row.add(.everything(of: subject), of: place, subject)
                continue
            }
            if networks.intersects(subject.addresses) {
                let covered = subject.addresses.intersection(networks)
                row.add(Coverage(certain: covered, possible: covered), of: place, subject)
            }
            if perhaps.intersects(subject.addresses) {
                row.add(.perhaps(subject.addresses.intersection(perhaps)), of: place, subject)
            }
            for rule in peers.others {
                row.add(coverage.coverage(of: rule, over: subject, countsReferences: countsReferences), of: place, subject)
            }
        }
        return row
    }

    /// Groups that are named plainly, over subjects that may carry one of them.
    private func addNamed(_ named: Set<GroupIndex>, to row: inout CoverRow) {
        for place in uncertain where !row.certain.contains(place) {
            let subject = subjects[place]
            guard case .unknown = subject.carrier else {
                row.add(.perhaps(subject.addresses), of: place, subject)
                continue
            }
            for group in named {
                row.add(coverage.reference(GroupReference(group: group), over: subject), of: place, subject)
            }
        }
    }
}
