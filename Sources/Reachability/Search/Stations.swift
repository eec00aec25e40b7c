import CoreModel

/// A group as a station of searches.
struct Station: Sendable {
    /// The first and the last of its addresses; nil where it has none of the family.
    var bounds: AddressBounds?
    /// The class of traffic that each of its members takes from everywhere, and that each sends everywhere.
    var open = ByDirection(ingress: 0, egress: 0)
    /// Whether one interface alone stands for it, or for a part of it: what shares that interface has less to cover.
    var isSole = false
    /// Whether a member has no address of the family: then no hop is certain.
    var isLacking = false
    /// Whether members with different groups may be let through by different rules, so that no rule covers all of them.
    var isMixed = false

    /// Whether it has addresses, and no member is without.
    var isWhole: Bool { bounds != nil && !isLacking }
}

/// Where every group lives over a family, and what it sends everywhere and takes from everywhere.
///
/// Complexity: one pass over rules, and one over the kinds of members of each group.
final class Stations: Sendable {
    let version: IPVersion
    /// Distinct sets of traffic; class 0 is nothing.
    let classes: [TrafficSet]
    /// The addresses of which rules hold some that matter to a hop.
    ///
    /// Those of all interfaces; of where a member may be that no input tells the first and the last, which rules that cover all of it hold.
    let addresses: AddressSet
    private let all: [Station]
    /// The class of traffic that each group's own rules take from everywhere, and send everywhere.
    private let ownOpen: ByDirection<[Int]>

    init(_ inventory: Inventory, _ index: InventoryIndex, _ version: IPVersion) {
        var builder = StationBuilder(inventory, index, version)
        builder.read()
        self.version = version
        all = builder.stations
        classes = builder.classes
        addresses = builder.addresses
        ownOpen = builder.ownOpen
    }

    /// The station of a group.
    subscript(group: GroupIndex) -> Station { all[Int(group.number)] }

    /// The traffic that a group's own rules take from everywhere, or send everywhere.
    func openTraffic(_ group: GroupIndex, _ direction: Direction) -> TrafficSet { classes[ownOpen[direction][Int(group.number)]] }
}

/// Reads what ``Stations`` hold.
private struct StationBuilder {
    private let inventory: Inventory
    private let index: InventoryIndex
    private let version: IPVersion
    private var classIDs: [TrafficSet: Int] = [TrafficSet(): 0]
    private(set) var stations: [Station]
    private(set) var classes: [TrafficSet] = [TrafficSet()]
    private(set) var addresses = AddressSet()
    private(set) var ownOpen = ByDirection<[Int]>(ingress: [], egress: [])

    init(_ inventory: Inventory, _ index: InventoryIndex, _ version: IPVersion) {
        self.inventory = inventory
        self.index = index
        self.version = version
        stations = Array(repeating: Station(), count: inventory.groups.count)
    }

    mutating func read() {
        readPlaces(inventory.loadedGroups)
        readOpen()
    }

    /// Where every group lives.
    private mutating func readPlaces(_ groups: [GroupIndex]) {
        let ends = EndSubjects(inventory: inventory, index: index)
        var occupied: [ClosedRange<UInt128>] = []
        // Members that no input tells may be at the same addresses of their VPC.
        var known: Set<AddressBounds> = []
        for group in groups {
            guard case .some(let subjects, let lacking) = ends.subjects(of: Endpoint(group), version) else { continue }
            let place = Int(group.number)
            stations[place].isLacking = !lacking.isEmpty
            stations[place].isMixed = subjects.count > 1 && subjects.contains { carriesMore($0, than: group) }
            for subject in subjects {
                guard let bounds = subject.addresses.bounds else { continue }
                let all = stations[place].bounds ?? bounds
                stations[place].bounds = AddressBounds(low: min(all.low, bounds.low), high: max(all.high, bounds.high))
                stations[place].isSole = stations[place].isSole || subject.interfaces.count == 1
                if case .unseenMember = subject.kind {
                    if known.insert(bounds).inserted { occupied += [bounds.low...bounds.low, bounds.high...bounds.high] }
                } else {
                    occupied += subject.addresses.intervals
                }
            }
        }
        addresses = AddressSet(occupied)
    }

    /// Whether members carry groups that not every member of a group does.
    private func carriesMore(_ subject: Subject, than group: GroupIndex) -> Bool {
        guard case .groups(let carried) = subject.carrier else { return false }
        return carried.count > index.kinds.carriedByEvery(version).range(Int(group.number)).count
    }

    /// What every group's own rules, and then what every member, takes from everywhere and sends everywhere.
    private mutating func readOpen() {
        for direction in Direction.allCases {
            var own: [Int] = []
            own.reserveCapacity(inventory.groups.count)
            for group in inventory.groups.indices {
                var open: [ClosedRange<UInt32>] = []
                for place in inventory.places(of: GroupIndex(group), direction) {
                    let rule = inventory.rules[place]
                    guard !rule.isContested, let points = rule.traffic.points(in: version) else { continue }
                    switch rule.peer {
                    case .ipv4(_, let length): if version == .v4, length == 0 { open.append(points) }
                    case .ipv6(let place):
                        if version == .v6, inventory.ipv6Networks[Int(place)].isEverything { open.append(points) }
                    case .group, .prefixList: continue
                    }
                }
                own.append(classID(open))
            }
            ownOpen[direction] = own
            let ofKind = index.kinds.all.map { kind in united(kind.groups.map { own[Int($0.number)] }) }
            for place in stations.indices {
                let kinds = index.kinds.ofGroup[place]
                var open =
                    index.isUnseen[InventoryIndex.slot(version)][place]
                    ? own[place] : kinds.first.map { ofKind[Int($0)] } ?? own[place]
                for kind in kinds where ofKind[Int(kind)] != open { open = common(open, ofKind[Int(kind)]) }
                stations[place].open[direction] = open
            }
        }
    }

    private mutating func united(_ ids: [Int]) -> Int {
        guard let first = ids.first else { return 0 }
        return ids.dropFirst().reduce(first) { one, other in
            one == other || other == 0 ? one : one == 0 ? other : classID(classes[one].union(classes[other]))
        }
    }

    private mutating func common(_ one: Int, _ other: Int) -> Int {
        one == 0 || other == 0 ? 0 : classID(classes[one].intersection(classes[other]))
    }

    private mutating func classID(_ open: [ClosedRange<UInt32>]) -> Int { open.isEmpty ? 0 : classID(TrafficSet(open)) }

    private mutating func classID(_ set: TrafficSet) -> Int {
        if let known = classIDs[set] { return known }
        classIDs[set] = classes.count
        classes.append(set)
        return classes.count - 1
    }
}

extension Traffic {
    /// Its points over a family; nil for the other family's ICMP.
    func points(in version: IPVersion) -> ClosedRange<UInt32>? {
        ipProtocol == (version == .v4 ? .icmpv6 : .icmp) ? nil : points
    }
}
