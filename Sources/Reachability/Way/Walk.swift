import CoreModel

/// Walks the way of a packet and its answer between two concrete ends, in one VPC and out of it.
///
/// One pure function of the inventory and the packet. Where the input leaves open which way a packet takes, each is walked: if all come
/// to the same, that is the verdict, else it depends. Past a peering, a transit gateway, a VPN, an endpoint or an appliance the way is not
/// followed: it depends, and the stage names the thing.
///
/// A class, since every walk and every choice that is walked holds it.
final class Walker: Sendable {
    let index: WayIndex
    let groups: SecurityGroupLayer
    let acls: NetworkACLLayer
    let access: PublicAccessLayer
    private let namedAddresses: [Lazy<Set<IPAddress>>]
    private let vpcCuts: [Lazy<[TextID: [UInt128]]>]
    private let internetAddresses: [Lazy<AddressSet>]

    init(_ inventory: Inventory, _ inventoryIndex: InventoryIndex) {
        index = WayIndex(inventory, inventoryIndex)
        namedAddresses = IPVersion.allCases.map { version in Lazy { NamedAddresses.find(inventory, inventoryIndex, version) } }
        groups = SecurityGroupLayer(inventory: inventory, index: inventoryIndex, way: index)
        (acls, access) = (NetworkACLLayer(index: index), PublicAccessLayer(index: index))
        (vpcCuts, internetAddresses) = Self.addresses(index, inventoryIndex)
    }

    /// A walker of an inventory that differs from another one's in routes, entries of ACLs and checks of interfaces alone.
    init(_ other: Walker, after inventory: Inventory) {
        index = other.index.after(inventory)
        let own = other.groups.index
        namedAddresses = IPVersion.allCases.map { version in Lazy { NamedAddresses.find(inventory, own, version) } }
        groups = SecurityGroupLayer(inventory: inventory, index: own, way: index)
        (acls, access) = (NetworkACLLayer(index: index), PublicAccessLayer(index: index))
        (vpcCuts, internetAddresses) = Self.addresses(index, own)
    }

    /// What ends of a family are cut by, and the internet: it lies outside every loaded VPC's own blocks, and an interface's public
    /// address is the interface's.
    private static func addresses(
        _ index: WayIndex, _ own: InventoryIndex
    ) -> (cuts: [Lazy<[TextID: [UInt128]]>], internet: [Lazy<AddressSet>]) {
        let cuts = IPVersion.allCases.map { version in Lazy { Borders.ofVpcs(index, version) } }
        let internet = IPVersion.allCases.map { version in
            Lazy {
                let held = own.publicHolders(in: 0...version.largest, version).map(\.addresses)
                return SpecialAddresses.publicAddresses(version).subtracting(own.vpcAddresses[InventoryIndex.slot(version)])
                    .subtracting(AddressSet(held))
            }
        }
        return (cuts, internet)
    }

    /// The cuts of every VPC; worked out when they are asked for first.
    func cuts(_ version: IPVersion) -> [TextID: [UInt128]] { vpcCuts[InventoryIndex.slot(version)].value }

    /// The internet, as an end is it; worked out when it is asked for first.
    func internet(_ version: IPVersion) -> AddressSet { internetAddresses[InventoryIndex.slot(version)].value }

    /// The addresses of a family that something tells apart from others of their subnet; found when they are asked for first.
    func named(_ version: IPVersion) -> Set<IPAddress> { namedAddresses[InventoryIndex.slot(version)].value }

    /// Whether a loaded interface has a public address.
    func hasInterface(publicAddress address: IPAddress) -> Bool {
        !groups.index.publicHolders(in: address.bits...address.bits, address.version).isEmpty
    }

    /// The interface that has a public IPv4 address, at the private one that it stands for; nil where none has it.
    func interface(publicAddress address: IPAddress) -> WayEnd? {
        guard address.version == .v4, let holder = groups.index.publicHolders(in: address.bits...address.bits, .v4).first else {
            return nil
        }
        let own = index.inventory[holder.interface]
        let known = own.publicAssociations.first { $0.publicAddress == address }?.privateAddress
        return (known ?? own.privateAddresses(.v4).first).map { .interface(holder.interface, $0) }
    }

    /// How many ways through open choices are walked.
    private static let limit = 64

    /// The way from one end to another for traffic of one kind.
    func way(from source: WayEnd, to destination: WayEnd, _ traffic: WayTraffic) -> Way {
        var waiting: [[Int]] = [[]]
        var ways: [(way: Way, forks: [Int])] = []
        while let decisions = waiting.popLast() {
            var walk = Walk(self, source, destination, traffic, decisions)
            let way = walk.run()
            if let count = walk.openFork {
                if ways.count + waiting.count + count > Self.limit {
                    return undecided(way, at: walk.forks.first)
                }
                waiting += (0..<count).reversed().map { decisions + [$0] }
            } else {
                ways.append((way, walk.forks))
            }
        }
        guard let first = ways.first else { return Way(stages: [], isFollowed: false) }
        if ways.allSatisfy({ $0.way.verdict == first.way.verdict }) { return first.way }
        return undecided(first.way, at: first.forks.first)
    }

    /// A way up to a choice that decides and that the input does not settle.
    private func undecided(_ way: Way, at fork: Int?) -> Way {
        guard let fork, way.stages.indices.contains(fork) else { return way }
        let stage = way.stages[fork]
        let open = Stage(
            kind: stage.kind, component: stage.component, subnet: stage.subnet, leg: stage.leg, direction: stage.direction,
            source: stage.source, destination: stage.destination, outcome: .depends,
            reason: stage.kind == .nat ? .natAddressUnknown : stage.reason)
        return Way(stages: way.stages[..<fork] + [open], isFollowed: false)
    }
}

/// One walk, with every open choice decided.
struct Walk {
    /// How a packet reached its destination: what its answer has to come back by.
    enum Arrival {
        /// Within one subnet.
        case neighbour
        /// Within the VPC, behind a NAT gateway where there is one.
        case local(Nat?)
        /// Out of the VPC by a gateway, behind a NAT gateway where there is one.
        case out(TextID, Stage.Kind, Nat?)
        /// Into the VPC by an internet gateway.
        case comesIn(TextID)
        /// Out of the VPC; route tables are not looked at.
        case somehowOut
        /// To another VPC; route tables are not looked at.
        case somehowAcross
        /// Into the VPC; route tables are not looked at.
        case somehowIn
        /// At a service that answers whatever the rules say.
        case service
    }

    /// A NAT gateway that a packet went through.
    struct Nat {
        var gateway: NatGateway
        /// Its subnet; nil for a regional one.
        var subnet: TextID?
        /// Its address within the VPC.
        var address: IPAddress
    }

    let walker: Walker
    let source: WayEnd
    let destination: WayEnd
    let traffic: WayTraffic
    var stages: [Stage] = []
    var leg = Stage.Leg.packet
    /// The open choices that were met, by the stages that they are at.
    var forks: [Int] = []
    /// The appliances that the packet went through.
    var appliances: Set<InterfaceIndex> = []
    /// How many possibilities the first choice that is not decided has.
    var openFork: Int?
    private let decisions: [Int]

    var inventory: Inventory { walker.index.inventory }

    init(_ walker: Walker, _ source: WayEnd, _ destination: WayEnd, _ traffic: WayTraffic, _ decisions: [Int]) {
        self.walker = walker
        self.source = source
        self.destination = destination
        self.traffic = traffic
        self.decisions = decisions
    }

    mutating func run() -> Way {
        guard let arrival = source.isOutside ? comesIn() : goesOut() else { return Way(stages: stages, isFollowed: false) }
        var isFollowed = true
        if traffic.reply != .none {
            leg = .reply
            isFollowed = comesBack(arrival)
        }
        return Way(stages: stages, isFollowed: isFollowed)
    }

    // MARK: Stages

    /// Adds a stage; nil stands for a layer that is not looked at.
    ///
    /// That a thing lets a packet through is not said of one that was just said to stop it.
    mutating func pass(_ stage: Stage?) {
        guard let stage else { return }
        if stage.reason == .passes, let last = stages.last, last.kind == stage.kind, last.component == stage.component,
            last.leg == stage.leg, last.outcome != .pass
        {
            return
        }
        stages.append(stage)
    }

    /// The packet as it is seen somewhere.
    func seen(from: IPAddress, _ sender: WayEnd?, to: IPAddress, _ receiver: WayEnd?, _ points: TrafficSet? = nil) -> SeenPacket {
        SeenPacket(
            source: .init(address: from, sender: sender), destination: .init(address: to, sender: receiver),
            points: points ?? traffic.points, leg: leg)
    }

    /// Takes over the open choices that a copy of the walk met.
    mutating func takeForks(of other: Walk) {
        if other.forks.count > forks.count { forks = other.forks }
        openFork = openFork ?? other.openFork
    }

    /// What becomes of an open choice: the possibility that is walked this time.
    mutating func decide(_ choice: RouteChoice) -> RouteChoice.Possibility {
        choice.certain ?? choice.possible[fork(choice.possible.count)]
    }

    /// Which of several possibilities is walked this time; the next stage is where they part.
    mutating func fork(_ count: Int) -> Int {
        if count < 2 { return 0 }
        forks.append(stages.count)
        if forks.count <= decisions.count { return decisions[forks.count - 1] }
        if openFork == nil { openFork = count }
        return 0
    }
}
