import CoreModel

/// Walks the way of a packet and its answer between two concrete ends: in one VPC, out of it, and over what joins several.
///
/// One pure function of the inventory and the packet. Where the input leaves open which way a packet takes, each is walked: if all come
/// to the same, that is the verdict, else it depends. Past a VPN, a firewall, an appliance or what another account owns the way is not
/// followed: it depends, and the stage names the thing.
///
/// A class, since every walk and every choice that is walked holds it.
final class Walker: Sendable {
    let index: WayIndex
    let groups: SecurityGroupLayer
    /// The same, but that their rules let everything through.
    let openGroups: SecurityGroupLayer
    let acls: NetworkACLLayer
    let access: PublicAccessLayer
    private let namedAddresses: [Lazy<Set<IPAddress>>]
    private let vpcCuts: [Lazy<[TextID: [UInt128]]>]
    private let internetAddresses: [Lazy<AddressSet>]
    /// Which subnets nothing tells apart.
    let subnetClasses: Lazy<SubnetClasses>

    init(_ inventory: Inventory, _ own: InventoryIndex, _ index: WayIndex? = nil) {
        let index = index ?? WayIndex(inventory, own)
        self.index = index
        namedAddresses = IPVersion.allCases.map { version in Lazy { NamedAddresses.find(inventory, own, version) } }
        groups = SecurityGroupLayer(index: own, way: index)
        openGroups = SecurityGroupLayer(index: own, way: index, looksAtRules: false)
        (acls, access) = (NetworkACLLayer(index: index), PublicAccessLayer(index: index))
        (vpcCuts, internetAddresses) = Self.addresses(index, own)
        subnetClasses = Lazy { SubnetClasses(index) }
    }

    /// A walker of an inventory that differs from another one's in rules, routes, entries of ACLs, checks of interfaces and the groups that
    /// these carry alone.
    convenience init(_ other: Walker, after inventory: Inventory, _ own: InventoryIndex? = nil) {
        let own = own ?? other.groups.index
        self.init(inventory, own, WayIndex(other.index, after: inventory, own))
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

    /// The interfaces that have a public IPv4 address, each at the private one that it stands for.
    func interfaces(publicAddress address: IPAddress) -> [WayEnd] {
        guard address.version == .v4 else { return [] }
        return groups.index.publicHolders(in: address.bits...address.bits, .v4).compactMap { holder in
            let own = index.inventory[holder.interface]
            let known = own.publicAssociations.first { $0.publicAddress == address }?.privateAddress
            return (known ?? own.privateAddresses(.v4).first).map { .interface(holder.interface, $0) }
        }
    }

    /// What of the ways that an open choice leads to is compared.
    struct Compared {
        var isOneWay: Bool
        var isBesideGroups: Bool

        func verdict(_ way: Way) -> Verdict {
            isBesideGroups ? way.networkVerdict(isOneWay: isOneWay) : way.verdict(isOneWay: isOneWay)
        }
    }

    /// How many ways through open choices are walked.
    private static let limit = 64

    /// The way from one end to another for traffic of one kind.
    ///
    /// Of where open choices lead only the packet is compared with `isOneWay`, and with `isBesideGroups` only what everything but the
    /// groups of the ends does.
    func way(
        from source: WayEnd, to destination: WayEnd, _ traffic: WayTraffic, isOneWay: Bool = false, isBesideGroups: Bool = false
    ) -> Way {
        let compared = Compared(isOneWay: isOneWay, isBesideGroups: isBesideGroups)
        let way = directWay(from: source, to: destination, traffic, compared)
        guard case .outside(let address) = destination, !source.isOutside else { return way }
        // Only what an internet gateway lets out can come in again.
        let there = way.stages.prefix { $0.leg == .packet }
        guard let gateway = there.last, gateway.kind == .igw, gateway.outcome == .pass else { return way }
        let receivers = interfaces(publicAddress: address)
        if !receivers.isEmpty { return wayBack(into: receivers, from: source, way, traffic, compared) }
        guard let nat = index.natGateway(publicAddress: address) else { return way }
        let refusal = Stage(
            kind: .nat, component: nat, subnet: .none, leg: .packet, direction: .ingress, source: gateway.source,
            destination: gateway.destination, outcome: .fail, reason: .unsolicited)
        return Way(stages: Array(there) + [refusal])
    }

    /// A way that no public address of a loaded interface turns round; `client` is from which ports the source opens connections, where it
    /// is a loaded interface's public address.
    private func directWay(
        from source: WayEnd, to destination: WayEnd, _ traffic: WayTraffic, _ compared: Compared, client: ClientPorts? = nil
    ) -> Way {
        var waiting: [[Int]] = [[]]
        var ways: [(way: Way, forks: [Walk.Fork])] = []
        while let decisions = waiting.popLast() {
            var walk = Walk(self, source, destination, traffic, decisions)
            (walk.client, walk.isOneWay) = (client, compared.isOneWay)
            if compared.isBesideGroups { walk.groups = openGroups }
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
        guard let first = ways.first else { return Way(stages: []) }
        let verdict = compared.verdict(first.way)
        if ways.allSatisfy({ compared.verdict($0.way) == verdict }) { return first.way }
        // What comes to this and that depends: a way of which its own further course is stopped before they part does not show it.
        for (way, forks) in ways {
            let open = undecided(way, at: forks.first)
            if compared.verdict(open) == .depends { return open }
        }
        return undecided(first.way, at: first.forks.first)
    }

    /// A way up to a choice that decides and that the input does not settle.
    private func undecided(_ way: Way, at fork: Walk.Fork?) -> Way {
        guard let fork, way.stages.indices.contains(fork.stage) else { return way }
        let stage = way.stages[fork.stage]
        let open = Stage(
            kind: stage.kind, component: stage.component, subnet: stage.subnet, leg: stage.leg, direction: stage.direction,
            source: stage.source, destination: stage.destination, outcome: .depends,
            reason: fork.reason ?? (stage.kind == .nat ? .natAddressUnknown : stage.reason))
        return Way(stages: way.stages[..<fork.stage] + [open])
    }

    /// A way that leaves by an internet gateway for the public address of a loaded interface, and comes in again.
    ///
    /// There it is seen from the sender's public address.
    ///
    /// Source: https://docs.aws.amazon.com/vpc/latest/userguide/vpc-igw-internet-access.html (an internet gateway translates between the
    /// public and the private addresses of interfaces)
    private func wayBack(
        into receivers: [WayEnd], from source: WayEnd, _ way: Way, _ traffic: WayTraffic, _ compared: Compared
    ) -> Way {
        let there = way.stages.prefix { $0.leg == .packet }
        guard let gateway = there.last else { return way }
        let nat = there.last { $0.kind == .nat }.flatMap { index.natGateway($0.component) }
        let senders = nat.map { $0.addresses.compactMap(\.publicAddress) } ?? index.publicAddresses(source)
        let client = nat == nil ? index.clientPorts(source, traffic) : .wide
        let inner = senders.filter { $0.version == .v4 }.flatMap { sender in
            receivers.map { directWay(from: .outside(sender), to: $0, traffic, compared, client: client) }
        }
        let back = way.stages.dropFirst(there.count)
        // Its packet follows the one that leaves, and its answer comes before that which returns.
        let ways = inner.map { Way(stages: Array(there) + $0.stages + Array(back)) }
        let verdicts = Set(ways.map(compared.verdict))
        if let first = ways.first, verdicts.count == 1 { return first }
        // Which of several addresses it is seen from, or who has the one asked, is not told.
        let open = Stage(
            kind: .igw, component: gateway.component, subnet: .none, leg: .packet, direction: nil, source: gateway.source,
            destination: gateway.destination, outcome: .depends, reason: .edge(.internetGateway))
        return Way(stages: Array(there.dropLast()) + [open] + Array(back))
    }
}

/// One walk, with every open choice decided.
struct Walk {
    /// How a packet reached its destination: what its answer has to come back by.
    enum Arrival {
        /// Within one subnet.
        case neighbour
        /// At the destination in a VPC, behind a NAT gateway where there is one.
        case delivered(Nat?)
        /// Out of the VPC by a gateway, behind a NAT gateway where there is one.
        case out(TextID, Stage.Kind, Nat?)
        /// Into the VPC by an internet gateway.
        case comesIn(TextID)
        /// Into the VPC by an internet gateway that no input tells.
        case comesInByAny
        /// Out of the VPC; route tables are not looked at.
        case somehowOut
        /// To another VPC; route tables are not looked at.
        case somehowAcross
        /// Into the VPC; route tables are not looked at.
        case somehowIn
        /// Beyond what the input tells, behind a NAT gateway where there is one; with the virtual private gateway that it left by, if any.
        case beyond(Nat?, by: TextID?)
        /// At a service that answers whatever the rules say.
        case service
    }

    /// A NAT gateway that a packet went through.
    struct Nat {
        var gateway: NatGateway
        /// The VPC that it is in.
        var vpc: TextID
        /// Its subnet; nil for a regional one.
        var subnet: TextID?
        /// Its address within the VPC.
        var address: IPAddress
    }

    /// A choice that the input does not settle: where ways part, and why where that is not the next stage's own reason.
    struct Fork {
        var stage: Int
        var reason: Stage.Reason?
    }

    let walker: Walker
    /// What judges the groups of both ends.
    var groups: SecurityGroupLayer
    let source: WayEnd
    let destination: WayEnd
    let traffic: WayTraffic
    var stages: [Stage] = []
    var leg = Stage.Leg.packet
    /// The open choices that were met, by the stages that they are at.
    var forks: [Fork] = []
    /// Whether the leg ended where the rest is not in the input, without another address put in.
    var isBeyond = false
    /// The appliances that the packet went through.
    var appliances: Set<InterfaceIndex> = []
    /// How many possibilities the first choice that is not decided has.
    var openFork: Int?
    /// The route that was taken last.
    var routed: Route?
    /// The attachments, each of a transit gateway, by which the leg went into one.
    var passed: Set<TransitGatewayAttachment.Identity> = []
    /// The stage of the source's groups; nil where there is none.
    var egressStage: Int?
    /// Whether the answer got to the client that it was carried to.
    var isBack = false
    /// What becomes of inbound rules of the destination that name the source's groups.
    var inbound = References.kept
    /// What becomes of outbound rules of the source that name the destination's groups.
    var outbound = References.kept
    /// The peering connection that the packet came over straight to its destination from a NAT gateway's VPC; nil for none.
    var lastPeering: TextID?
    /// From which ports a source outside opens connections; nil where it may be anybody.
    var client: ClientPorts?
    /// Whether nothing has to come back.
    var isOneWay = false
    private let decisions: [Int]

    var inventory: Inventory { walker.index.inventory }

    init(_ walker: Walker, _ source: WayEnd, _ destination: WayEnd, _ traffic: WayTraffic, _ decisions: [Int]) {
        self.walker = walker
        groups = walker.groups
        self.source = source
        self.destination = destination
        self.traffic = traffic
        self.decisions = decisions
    }

    mutating func run() -> Way {
        if let stage = impossible() { return Way(stages: [stage]) }
        let arrival = source.isOutside ? comesIn() : goesOut()
        settleOutbound()
        if let arrival, traffic.reply != .none {
            (leg, passed) = (.reply, [])
            comesBack(arrival)
        }
        return Way(stages: stages)
    }

    /// Why nothing can be sent between the ends, or to the destination, wherever they are; nil where something can.
    private func impossible() -> Stage? {
        guard source.isOutside else { return nil }
        let packet = seen(from: source.address, nil, to: destination.address, nil)
        let version = source.address.version
        let hosts = SpecialAddresses.publicAddresses(version).union(SpecialAddresses.vpcAddresses(version))
        if !hosts.contains(source.address.bits) {
            return Stage(.host, .none, packet, .fail, .nobody(isSource: true))
        }
        guard destination.isOutside else { return nil }
        for end in [source, destination] {
            if let vpc = walker.index.vpc(holding: end.address) { return nobody(in: vpc, packet, isSource: end == source) }
        }
        return walker.index.natGateway(publicAddress: destination.address)
            .map { Stage(.nat, $0, packet, direction: .ingress, .fail, .unsolicited) }
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

    /// Past what is open: stages that follow whatever becomes of that, taken where one of them fails for certain.
    ///
    /// Where they come to what is open too nothing more is said.
    mutating func lookAhead(_ walk: (inout Walk) -> Void) {
        var ahead = self
        walk(&ahead)
        takeForks(of: ahead)
        if ahead.stages[stages.count...].contains(where: { $0.outcome == .fail }) { stages = ahead.stages }
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
    ///
    /// `reason` is why that is open, where the next stage does not say it.
    mutating func fork(_ count: Int, _ reason: Stage.Reason? = nil) -> Int {
        if count < 2 { return 0 }
        forks.append(Fork(stage: stages.count, reason: reason))
        if forks.count <= decisions.count { return decisions[forks.count - 1] }
        if openFork == nil { openFork = count }
        return 0
    }
}
