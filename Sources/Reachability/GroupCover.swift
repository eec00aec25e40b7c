import SecurityGroups

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

    let inventory: Inventory
    let coverage: PeerCoverage
    let asked: TrafficSet
    let countsReferences: Bool

    init(_ inventory: Inventory, _ coverage: PeerCoverage, asked: TrafficSet, countsReferences: Bool) {
        self.inventory = inventory
        self.coverage = coverage
        self.asked = asked
        self.countsReferences = countsReferences
    }

    /// The stretches of the traffic asked that rules of a group are for, each with what they let through of the subjects.
    func rows(_ group: GroupIndex, _ direction: Direction, over subjects: [Subject]) -> [(ClosedRange<UInt32>, CoverRow)] {
        var order: [ClosedRange<UInt32>] = []
        var byPoints: [ClosedRange<UInt32>: Peers] = [:]
        for place in inventory[group].rules(direction) {
            let rule = inventory.rules[place]
            let points = rule.traffic.points
            for interval in asked.intervals where interval.overlaps(points) {
                let stretch = interval.clamped(to: points)
                if byPoints[stretch] == nil { order.append(stretch) }
                add(rule, to: &byPoints[stretch, default: Peers()])
            }
        }
        return order.compactMap { stretch in
            guard let peers = byPoints[stretch] else { return nil }
            let row = row(peers, over: subjects)
            return row.possible.isEmpty ? nil : (stretch, row)
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
                reference.identity == .named && !rule.isContested && inventory[reference.group].knowledge != .absent
                && !inventory[reference.group].isUnknown
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

    private func row(_ peers: Peers, over subjects: [Subject]) -> CoverRow {
        if peers.isEverybody { return .whole(subjects.count, isCertain: true) }
        var row = peers.isPerhapsEverybody ? CoverRow.whole(subjects.count, isCertain: false) : CoverRow(count: subjects.count)
        let networks = AddressSet(peers.networks)
        let perhaps = AddressSet(peers.perhapsNetworks)
        for (place, subject) in subjects.enumerated() {
            if isWhole(peers, subject) {
                row.add(.everything(of: subject), of: place, subject)
                continue
            }
            if !networks.isEmpty {
                let covered = subject.addresses.intersection(networks)
                row.add(Coverage(certain: covered, possible: covered), of: place, subject)
            }
            if !perhaps.isEmpty { row.add(.perhaps(subject.addresses.intersection(perhaps)), of: place, subject) }
            for rule in peers.others {
                row.add(coverage.coverage(of: rule, over: subject, countsReferences: countsReferences), of: place, subject)
            }
            if !peers.named.isEmpty { addNamed(peers.named, to: &row, place, subject) }
        }
        return row
    }

    private func isWhole(_ peers: Peers, _ subject: Subject) -> Bool {
        if let list = subject.prefixList, peers.lists.contains(list) { return true }
        guard case .groups(let carried) = subject.carrier, !peers.named.isEmpty else { return false }
        return carried.contains(where: peers.named.contains)
    }

    /// Groups that are named plainly, over a subject that carries none of them for certain.
    private func addNamed(_ named: Set<GroupIndex>, to row: inout CoverRow, _ place: Int, _ subject: Subject) {
        switch subject.carrier {
        case .outside: return
        case .groups(let carried):
            if carried.contains(where: { inventory[$0].isUnknown }) { row.add(.perhaps(subject.addresses), of: place, subject) }
        case .unknown:
            for group in named {
                let found = coverage.reference(GroupReference(group: group), over: subject)
                row.add(found, of: place, subject)
            }
        }
    }
}
