import CoreModel
import Support
import Testing

@testable import Reachability

/// Findings of random networks, each held against ways that are walked: without what it names they change, or do not, as it says.
@Suite("Findings of random networks")
struct NetworkFindingPropertyTests {
    /// A network, and ways between some of its ends.
    private struct Subject {
        let inventory: Inventory
        let walker: Walker
        let ends: [IPVersion: [WayEnd]]
        let text: String

        init(_ text: String) throws {
            self.text = text
            let inventory = try NetworkSketch(text + "\nlisted routeTables").inventory
            self.inventory = inventory
            walker = Walker(inventory, InventoryIndex(inventory))
            var ends: [IPVersion: [WayEnd]] = [:]
            for version in IPVersion.allCases {
                ends[version] = inventory.interfaces.indices.compactMap { place in
                    inventory.interfaces[place].privateAddresses(version).first.map { .interface(InterfaceIndex(place), $0) }
                }
            }
            for address in ["203.0.113.9", "198.18.0.1", "10.0.2.99", "10.9.9.9", "2001:db8:ffff::1"] {
                let own = try IPAddress(parsing: address)
                ends[own.version, default: []].append(.outside(own))
            }
            self.ends = ends
        }

        /// Ways between all ends for some traffic.
        static let traffic: [WayTraffic] = [
            traffic(.tcp, 443), traffic(.tcp, 80), traffic(.tcp, 50000), traffic(.udp, 443), traffic(.icmp, 8),
            traffic(.icmpv6, 128),
            IPProtocol(number: 50).flatMap { traffic($0, nil) },
        ].compactMap { $0 }

        private static func traffic(_ ipProtocol: IPProtocol, _ port: Int?) -> WayTraffic? {
            let traffic = try? Traffic(ipProtocol, from: port, to: ipProtocol.isICMP ? 0 : port)
            return traffic.flatMap { WayTraffic.pieces(TrafficSet($0.points)).first }
        }

        func pairs(_ random: inout SeededRandom, _ count: Int) -> [(WayEnd, WayEnd, WayTraffic)] {
            (0..<count).compactMap { _ in
                let own = ends[Int.random(in: 0..<3, using: &random) == 0 ? .v6 : .v4] ?? []
                guard own.count > 1 else { return nil }
                let (from, to) = (random.pick(own), random.pick(own))
                guard from != to, !(from.isOutside && to.isOutside) else { return nil }
                let traffic = random.pick(Self.traffic)
                let isForeign =
                    Self.isOnly(traffic, .icmp) && from.address.version == .v6
                    || Self.isOnly(traffic, .icmpv6) && from.address.version == .v4
                return isForeign ? nil : (from, to, traffic)
            }
        }

        private static func isOnly(_ traffic: WayTraffic, _ ipProtocol: IPProtocol) -> Bool {
            traffic.points.intervals.allSatisfy { $0.lowerBound >> 16 == UInt32(ipProtocol.number) }
        }

        func way(_ pair: (WayEnd, WayEnd, WayTraffic)) -> Way { walker.way(from: pair.0, to: pair.1, pair.2) }

        func subnet(_ end: WayEnd) -> TextID? { walker.index.subnet(of: end) }
    }

    /// Whether ways stay as they are on the inventory after a change.
    private static func isSame(
        _ subject: Subject, _ edit: Edit, _ random: inout SeededRandom, but isMeant: (WayEnd, WayEnd) -> Bool = { _, _ in false }
    ) -> Bool {
        let edited = subject.inventory.applying([edit])
        let walker = Walker(edited, InventoryIndex(edited))
        return subject.pairs(&random, 40).allSatisfy { pair in
            isMeant(pair.0, pair.1) || walker.way(from: pair.0, to: pair.1, pair.2).verdict == subject.way(pair).verdict
        }
    }

    private static func prove(_ finding: NetworkFinding, _ subject: Subject, _ random: inout SeededRandom) throws -> Bool {
        let inventory = subject.inventory
        let topology = inventory.topology
        switch finding {
        case .unreachedEntry(let acl, let place, _):
            let edited = try #require(inventory.edited(topology[acl].entries[place], of: acl))
            return isSame(subject, .network(.removeEntry(edited)), &random)
        case .unansweredEntry(let acl, let place):
            let entry = topology[acl].entries[place]
            guard let network = entry.network, let traffic = entry.traffic else { return false }
            return subject.pairs(&random, 50).allSatisfy { pair in
                // Connections by the entry: from afar, or to it.
                let (own, far) = entry.direction == .ingress ? (pair.1, pair.0) : (pair.0, pair.1)
                guard let subnet = subject.subnet(own), subnet != subject.subnet(far), network.contains(far.address),
                    case .one(let used) = subject.walker.index.acl(ofSubnet: subnet, subject.walker.index.vpc(of: own) ?? .none),
                    used == acl,
                    TrafficSet(traffic.points).isSuperset(of: pair.2.points), pair.2.reply != .none,
                    // Another entry may decide over this packet.
                    topology[acl].judge(
                        entry.direction, far: AddressSet(far.address.bits...far.address.bits), far.address.version, pair.2.points
                    ).pieces.allSatisfy({ if case .entry(place, _) = $0.decision { true } else { false } })
                else { return true }
                return subject.way(pair).verdict != .allowed
            }
        case .withoutIPv6(_, let directions, let subnets):
            return subject.pairs(&random, 50).allSatisfy { pair in
                guard pair.0.address.version == .v6, pair.2.reply != .none, subject.subnet(pair.0) != subject.subnet(pair.1),
                    [pair.0, pair.1].contains(where: { end in subject.subnet(end).map(subnets.contains) ?? false })
                else { return true }
                return directions.isEmpty || subject.way(pair).verdict != .allowed
            }
        case .closedSubnet(let closed, _, _, _):
            return subject.pairs(&random, 50).allSatisfy { pair in
                guard pair.2.reply != .none, (subject.subnet(pair.0) == closed) != (subject.subnet(pair.1) == closed) else {
                    return true
                }
                return subject.way(pair).verdict != .allowed
            }
        case .cutRule(let index, _), .lostReference(let index, _):
            let rule = inventory[index]
            let edit = Edit.remove(
                inventory.edited(rule, of: inventory[inventory[rule.group].id], as: inventory.identity(of: rule)))
            return isSame(subject, edit, &random) { subject.subnet($0) == subject.subnet($1) }
        case .blackhole(let table, let place, let subnets, _):
            let route = topology[table].routes[place]
            guard case .network(let network) = route.destination else { return true }
            return subject.pairs(&random, 50).allSatisfy { pair in
                guard let own = subject.subnet(pair.0), subnets.contains(own), network.contains(pair.1.address),
                    subject.subnet(pair.1) != own
                else { return true }
                let choice = topology[table].choose(
                    pair.1.address, vpcBlocks: subject.walker.index.blocks(ofVpc: topology[table].vpc),
                    list: subject.walker.index.list)
                return choice.certain != .route(place) || subject.way(pair).verdict == .blocked
            }
        case .transitBlackhole(let table, let place): return topology[table].routes[place].state == .blackhole
        case .distantNat(let nat, _, let subnets):
            // Some of what leaves these subnets passes it.
            let outside = (subject.ends[.v4] ?? []).filter(\.isOutside)
            return subnets.allSatisfy { subnet in
                let last = subject.walker.index.subnet(subnet)?.usableAddresses(.v4).intervals.first?.upperBound ?? 0
                return outside.contains { end in
                    subject.walker.way(from: .host(IPAddress(.v4, bits: last), subnet: subnet), to: end, Subject.traffic[0])
                        .stages
                        .contains { $0.component == topology[nat].id }
                }
            }
        case .oneWay(let target, let from, let to, _):
            return subject.pairs(&random, 80).allSatisfy { pair in
                guard subject.walker.index.vpc(of: pair.0) == from, subject.walker.index.vpc(of: pair.1) == to,
                    pair.2.reply != .none
                else { return true }
                let way = subject.way(pair)
                let first = way.stages.first { $0.kind == .pcx || $0.kind == .tgw || $0.kind == .nat }
                return first?.component != target.id || way.verdict != .allowed
            }
        case .publicSubnets(let table, let place, _): return topology[table].routes[place].target.kind == .internetGateway
        case .unusedGateway(let unused):
            let id =
                switch unused {
                case .nat(let nat): topology[nat].id
                case .gateway(let gateway), .detached(let gateway): topology[gateway].id
                }
            return subject.pairs(&random, 40).allSatisfy { pair in
                let way = subject.way(pair)
                return way.verdict != .allowed || !way.stages.contains { $0.component == id }
            }
        }
    }

    private static func name(_ finding: NetworkFinding) -> String { String("\(finding)".prefix { $0.isLetter }) }

    @Test("Each finding of a random VPC is so")
    func oneVpc() throws {
        var generator = SimulatorNetworks(seed: 19)
        var random = SeededRandom(seed: 19)
        var tally: [String: Int] = [:]
        for number in 0..<30 {
            _ = generator.next()
            generator.changeACL()
            if number % 3 == 0 { generator.changeACL() }
            let subject = try Subject(generator.network.text)
            for finding in Analyzer(subject.inventory).networkFindings() {
                tally[Self.name(finding), default: 0] += 1
                #expect(
                    try Self.prove(finding, subject, &random),
                    "\(NetworkFindingTests.words(finding, subject.inventory))\n\(subject.text)")
            }
        }
        for name in [
            "unreachedEntry", "unansweredEntry", "withoutIPv", "closedSubnet", "publicSubnets", "unusedGateway",
        ] {
            #expect(tally[name, default: 0] > 2, "\(name) \(tally)")
        }
    }

    @Test("Each finding of random VPCs that are joined is so")
    func joined() throws {
        var generator = SimulatorNetworks(seed: 7)
        var random = SeededRandom(seed: 7)
        var tally: [String: Int] = [:]
        for _ in 0..<26 {
            _ = generator.nextJoined()
            let subject = try Subject(generator.network.text)
            for finding in Analyzer(subject.inventory).networkFindings() {
                tally[Self.name(finding), default: 0] += 1
                #expect(
                    try Self.prove(finding, subject, &random),
                    "\(NetworkFindingTests.words(finding, subject.inventory))\n\(subject.text)")
            }
        }
        for name in ["oneWay", "publicSubnets", "distantNat", "blackhole"] {
            #expect(tally[name, default: 0] > 2, "\(name) \(tally)")
        }
    }

    @Test("Rules of random groups that ACLs cut, or that name groups which are not seen, change no way outside of subnets")
    func rules() throws {
        var generator = SimulatorNetworks(seed: 23)
        var random = SeededRandom(seed: 23)
        var cuts = 0
        for _ in 0..<24 {
            _ = generator.next()
            for _ in 0..<3 { generator.changeACL() }
            for place in generator.network.interfaces.indices where generator.network.interfaces[place].type == nil {
                generator.network.interfaces[place].groups = [random.pick(["strict", "tight"])]
            }
            let subject = try Subject(generator.network.text)
            for finding in Analyzer(subject.inventory).networkFindings() {
                guard case .cutRule = finding else { continue }
                cuts += 1
                #expect(
                    try Self.prove(finding, subject, &random),
                    "\(NetworkFindingTests.words(finding, subject.inventory))\n\(subject.text)")
            }
        }
        #expect(cuts > 2, "\(cuts)")
    }
}
