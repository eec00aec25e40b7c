import CoreModel

/// The places of the ends of many questions, by number: those that nothing but their groups tells apart have one.
struct SurveyPlaces: Sendable {
    private let walker: Walker
    private var numbers: [Place: Int32] = [:]
    private var placed: [WayEnd: Int32] = [:]
    private var classPlaces: [WayEnd: ClassNumber?] = [:]
    private var classNumbers: [ClassPlace: Int32] = [:]
    private var ownPlaces: Set<InterfaceIndex>?

    init(_ walker: Walker) { self.walker = walker }

    private var inventory: Inventory { walker.index.inventory }

    /// How many ends were looked at.
    var count: Int { max(placed.count, classPlaces.count) }

    /// Two places of one VPC, or one of a VPC and one outside of every one, by what tells them apart; nil where an end is elsewhere, where its
    /// subnet is not told, and where the one outside is a public address of what is loaded.
    mutating func classPair(_ source: WayEnd, _ destination: WayEnd, _ traffic: WayTraffic) -> ClassPair? {
        switch (classPlace(source), classPlace(destination)) {
        case (let one?, let other?):
            guard one.vpc == other.vpc else { return nil }
            return ClassPair(
                source: one.number, destination: other.number, isOneSubnet: one.subnet == other.subnet, traffic: traffic)
        case (let one?, nil):
            return outsideNumber(destination).map {
                ClassPair(source: one.number, destination: $0, isOneSubnet: false, traffic: traffic)
            }
        case (nil, let other?):
            return outsideNumber(source).map {
                ClassPair(source: $0, destination: other.number, isOneSubnet: false, traffic: traffic)
            }
        case (nil, nil): return nil
        }
    }

    /// A number for an address outside, which is no class's.
    private mutating func outsideNumber(_ end: WayEnd) -> Int32? { isOutsideUnheld(end) ? -1 - number(end) : nil }

    /// Whether an end is an address outside that nothing loaded has.
    func isOutsideUnheld(_ end: WayEnd) -> Bool {
        guard case .outside(let address) = end else { return false }
        return walker.interfaces(publicAddress: address).isEmpty && walker.index.natGateway(publicAddress: address) == nil
    }

    /// The number of the class of an end's place; nil where it is in no VPC, or its subnet is not told.
    mutating func classNumber(_ end: WayEnd) -> Int32? { classPlace(end)?.number }

    private mutating func classPlace(_ end: WayEnd) -> ClassNumber? {
        if let known = classPlaces[end] { return known }
        var found: ClassNumber?
        if let subnet = walker.index.subnet(of: end), let vpc = walker.index.vpc(of: end),
            let place = classPlace(end, subnet, vpc)
        {
            found = ClassNumber(number: classNumbers.number(place), subnet: subnet, vpc: vpc)
        }
        classPlaces[end] = .some(found)
        return found
    }

    private mutating func classPlace(_ end: WayEnd, _ subnet: TextID, _ vpc: TextID) -> ClassPlace? {
        let version = end.address.version
        guard let number = walker.subnetClasses.value[subnet] else { return nil }
        let cut = (walker.cuts(version)[vpc] ?? []).firstPlace { $0 > end.address.bits }
        switch place(end) {
        case .interface(var kind, let vpc, let isFiltered, let own):
            kind.subnet = .none
            let place = Place.interface(kind, vpc: vpc, isFiltered: isFiltered, own: own)
            return ClassPlace(place: place, subnets: number, cut: cut, version: version)
        case .unseen: return ClassPlace(place: nil, subnets: number, cut: cut, version: version)
        case .end: return nil
        }
    }

    /// A number that all ends have which only their groups tell apart.
    mutating func number(_ end: WayEnd) -> Int32 {
        if let known = placed[end] { return known }
        let place = place(end)
        let number = numbers.number(place)
        placed[end] = number
        return number
    }

    private mutating func place(_ end: WayEnd) -> Place {
        switch end {
        case .interface(let interface, let address):
            var kind = walker.ends(address.version).kind(of: interface, at: address)
            let isFiltered = !kind.groups.isEmpty
            kind.groups = []
            let isOwn = passedInterfaces().contains(interface)
            return .interface(kind, vpc: inventory[interface].vpc, isFiltered: isFiltered, own: isOwn ? interface : nil)
        case .unseen(_, let address, let subnet): return .unseen(address, subnet: subnet)
        case .host, .outside: return .end(end)
        }
    }

    /// The interfaces that some route leads to: others are not taken for them.
    private mutating func passedInterfaces() -> Set<InterfaceIndex> {
        if let ownPlaces { return ownPlaces }
        let found = Set(inventory.topology.routeTables.flatMap(\.routes).flatMap { walker.index.interfaces(of: $0.target) })
        ownPlaces = found
        return found
    }

    /// Where an end stands and what it is, whatever its groups are.
    private enum Place: Hashable, Sendable {
        case interface(WayEnds.Kind, vpc: TextID, isFiltered: Bool, own: InterfaceIndex?)
        case unseen(IPAddress, subnet: TextID)
        case end(WayEnd)
    }

    /// Where an end of a VPC stands, but for which of several subnets of a class that is; no place of a member that no input tells.
    private struct ClassPlace: Hashable {
        var place: Place?
        var subnets: Int
        var cut: Int
        var version: IPVersion
    }

    private struct ClassNumber {
        var number: Int32
        var subnet: TextID
        var vpc: TextID
    }

    struct ClassPair: Hashable {
        fileprivate var source: Int32
        fileprivate var destination: Int32
        fileprivate var isOneSubnet: Bool
        fileprivate var traffic: WayTraffic
    }
}
