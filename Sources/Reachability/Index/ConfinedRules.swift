import CoreModel

/// The groups of which every rule of a direction names a group, or a network of which it is known who lives there: whom they let through is
/// told by who names whom, without a look at what for.
///
/// Rules name offices, partners and a few groups, and hardly ever a network with members in it: so nearly every pair of groups has nothing
/// between it.
/// Complexity: a look at each rule of the direction up to a group's first that is another one, logarithmic in the addresses of members for
/// one that names a network; 4 bytes for each that names a group.
struct ConfinedRules: Sendable {
    /// Whom rules may let through that do not name what is carried; the loosest is the least.
    enum Confinement: Comparable, Sendable {
        /// Nobody knows without a look at them.
        case open
        /// Members of groups that are spread over more than single addresses.
        case spread
        /// Nobody.
        case named
    }

    private let confinements: [Confinement]
    /// For each group the confined ones whose rules name it, or a single address of a member of it.
    private let naming: Rows<GroupIndex>
    /// Whether some members of each group are spread over more than single addresses, such as those that no input tells.
    private let areSpread: [Bool]

    /// None at all.
    init() { (confinements, naming, areSpread) = ([], Rows(), []) }

    /// `ends` is what every group is as an end, by family; `named` whom each reference of the inventory covers.
    init(_ inventory: Inventory, _ direction: Direction, ends: [[Subjects]], named: [NamedGroup]) {
        var areSpread = Array(repeating: false, count: inventory.groups.count)
        let places = ends.map { MemberPlaces($0, &areSpread) }
        let (ipv4, ipv6) = (places[InventoryIndex.slot(.v4)], places[InventoryIndex.slot(.v6)])
        let isAnyKnown = places.contains { !$0.known.isEmpty }
        // Each group whose members' addresses the rules of another one name.
        var held: [(group: GroupIndex, by: GroupIndex)] = []
        var confinements: [Confinement] = []
        confinements.reserveCapacity(inventory.groups.count)
        for number in inventory.groups.indices {
            let group = GroupIndex(number)
            var own = Confinement.named
            let first = held.count
            for place in inventory.places(of: group, direction) {
                if inventory.rules[place].isContested { own = .open }
                switch inventory.rules[place].peer {
                case .group(let reference):
                    switch named[Int(reference)] {
                    case .group, .nobody: break
                    case .open, .unsettled: own = .open
                    }
                case .ipv4(let bits, let length):
                    let range = Peer.range(ipv4: bits, prefixLength: length)
                    if own == .named, ipv4.spread.intersects(range) { own = isAnyKnown ? .spread : .open }
                    if own != .open, !ipv4.note(range, by: group, &held) { own = .open }
                case .ipv6(let network):
                    let range = inventory.ipv6Networks[Int(network)].range
                    if own == .named, ipv6.spread.intersects(range) { own = isAnyKnown ? .spread : .open }
                    if own != .open, !ipv6.note(range, by: group, &held) { own = .open }
                case .prefixList: own = .open
                }
                if own == .open { break }
            }
            if own == .open { held.removeLast(held.count - first) }
            confinements.append(own)
        }
        naming = Rows(count: inventory.groups.count) { body in
            for group in confinements.indices where confinements[group] != .open {
                for place in inventory.places(of: GroupIndex(group), direction) {
                    guard case .group(let reference) = inventory.rules[place].peer,
                        case .group(let other) = named[Int(reference)]
                    else { continue }
                    body(Int(other.number), GroupIndex(group))
                }
            }
            for pair in held { body(Int(pair.group.number), pair.by) }
        }
        (self.confinements, self.areSpread) = (confinements, areSpread)
    }

    /// Whom the rules of a group may let through.
    func confinement(of group: GroupIndex) -> Confinement { confinements[Int(group.number)] }

    /// Whether rules of a confinement let no member of a group through whom they do not name.
    func isConfined(_ confinement: Confinement, towards target: GroupIndex) -> Bool {
        areSpread[Int(target.number)] ? confinement == .named : confinement != .open
    }

    /// Marks the groups whose rules name a group, or an address of a member of it.
    func mark(naming group: GroupIndex, _ marks: inout Marks) {
        for place in naming.range(Int(group.number)) { marks.insert(Int(naming.value(at: place).number)) }
    }

    /// Whether the rules of a group let nothing through, for certain, to the members of another one; what these carry is marked.
    func letNothingThrough(_ group: GroupIndex, to target: GroupIndex, naming marks: Marks) -> Bool {
        isConfined(confinement(of: group), towards: target) && !marks.contains(Int(group.number))
    }
}

/// Where the members of all groups live over a family.
private struct MemberPlaces {
    /// A single address with a group whose member has it.
    struct Known {
        let address: UInt128
        let group: GroupIndex
    }

    /// Ascending.
    let known: [Known]
    /// No address of a group that is spread is missing.
    let spread: AddressSet

    /// A rule that names more members than so many is looked at each time.
    private static let limit = 16

    /// Says of groups that are spread that they are.
    init(_ ends: [Subjects], _ areSpread: inout [Bool]) {
        var known: [Known] = []
        var ranges: [ClosedRange<UInt128>] = []
        // Members that no input tells are wherever others are not, most of them in the same VPC.
        var places: Set<AddressBounds> = []
        for (number, end) in ends.enumerated() {
            guard case .some(let subjects, _) = end else { continue }
            for subject in subjects {
                if !subject.isUnseen, subject.addresses.intervals.allSatisfy({ $0.lowerBound == $0.upperBound }) {
                    known += subject.addresses.intervals.map { Known(address: $0.lowerBound, group: GroupIndex(number)) }
                    continue
                }
                areSpread[number] = true
                if !subject.isUnseen {
                    ranges += subject.addresses.intervals
                } else if let bounds = subject.addresses.bounds, places.insert(bounds).inserted {
                    ranges.append(bounds.low...bounds.high)
                }
            }
        }
        self.known = known.sorted { ($0.address, $0.group) < ($1.address, $1.group) }
        spread = AddressSet(ranges)
    }

    /// Notes whose members have addresses of a range that a group's rule names; false where these are too many.
    func note(_ range: ClosedRange<UInt128>, by group: GroupIndex, _ held: inout [(group: GroupIndex, by: GroupIndex)]) -> Bool {
        if known.isEmpty { return true }
        let first = known.firstPlace { $0.address >= range.lowerBound }
        var place = first
        while place < known.count, known[place].address <= range.upperBound {
            if place - first == Self.limit { return false }
            held.append((known[place].group, group))
            place += 1
        }
        return true
    }
}
