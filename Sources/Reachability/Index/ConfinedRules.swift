import CoreModel

/// The groups of which every rule of a direction names a group, or a network where no group lives: whom they let through is told by who
/// names whom, without a look at what for.
///
/// Rules name offices, partners and a few groups, and hardly ever a network with members in it: so nearly every group is one of these, and
/// nearly every pair of groups has nothing between it.
/// Complexity: a look at each rule of the direction up to a group's first that is another one; 4 bytes for each that names a group.
struct ConfinedRules: Sendable {
    private let isConfined: [Bool]
    /// For each group the confined ones whose rules name it.
    private let naming: Rows<GroupIndex>

    /// None at all.
    init() { (isConfined, naming) = ([], Rows()) }

    /// `ends` is what every group is as an end, by family; `named` whom each reference of the inventory covers.
    init(_ inventory: Inventory, _ direction: Direction, ends: [[Subjects]], named: [NamedGroup]) {
        let places = ends.map { Self.places($0) }
        let (ipv4, ipv6) = (places[InventoryIndex.slot(.v4)], places[InventoryIndex.slot(.v6)])
        let isConfined: [Bool] = inventory.groups.indices.map { group in
            inventory.places(of: GroupIndex(group), direction).allSatisfy { place in
                if inventory.rules[place].isContested { return false }
                switch inventory.rules[place].peer {
                case .group(let reference):
                    switch named[Int(reference)] {
                    case .group, .nobody: return true
                    case .open, .unsettled: return false
                    }
                case .ipv4(let bits, let length): return !ipv4.intersects(Peer.range(ipv4: bits, prefixLength: length))
                case .ipv6(let network): return !ipv6.intersects(inventory.ipv6Networks[Int(network)].range)
                case .prefixList: return false
                }
            }
        }
        naming = Rows(count: inventory.groups.count) { body in
            for group in isConfined.indices where isConfined[group] {
                for place in inventory.places(of: GroupIndex(group), direction) {
                    guard case .group(let reference) = inventory.rules[place].peer,
                        case .group(let other) = named[Int(reference)]
                    else { continue }
                    body(Int(other.number), GroupIndex(group))
                }
            }
        }
        self.isConfined = isConfined
    }

    /// Where groups live over a family: no address of one is missing.
    private static func places(_ ends: [Subjects]) -> AddressSet {
        var ranges: [ClosedRange<UInt128>] = []
        // Members that no input tells are wherever others are not, most of them in the same VPC.
        var known: Set<AddressBounds> = []
        for end in ends {
            guard case .some(let subjects, _) = end else { continue }
            for subject in subjects {
                if !subject.isUnseen {
                    ranges += subject.addresses.intervals
                } else if let bounds = subject.addresses.bounds, known.insert(bounds).inserted {
                    ranges.append(bounds.low...bounds.high)
                }
            }
        }
        return AddressSet(ranges)
    }

    /// Whether the rules of a group are all of this kind.
    func areConfined(_ group: GroupIndex) -> Bool { isConfined[Int(group.number)] }

    /// Marks the groups whose rules name a group.
    func mark(naming group: GroupIndex, _ marks: inout Marks) {
        for place in naming.range(Int(group.number)) { marks.insert(Int(naming.value(at: place).number)) }
    }

    /// Whether the rules of a group let nothing through, for certain, to members with groups of which all who name them are marked.
    func letNothingThrough(_ group: GroupIndex, naming marks: Marks) -> Bool {
        isConfined[Int(group.number)] && !marks.contains(Int(group.number))
    }
}
