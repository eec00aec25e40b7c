import Reachability
import CoreModel
import Support
import Testing

@testable import Diff

/// Flows that a comparison names, held against the engine's verdicts of both readings, on generated inventories.
@Suite("Flows that differ agree with the engine")
struct DiffPropertyTests {
    @Test("Between groups a flow is named where the verdict differs, and nowhere else", arguments: 0..<60)
    func groups(seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        let text = World(&random)
        var changed = text
        changed.change(&random)
        let (before, after) = (try Lab(text.text).analyzer, try Lab(changed.text).analyzer)
        let diff = InventoryDiff(from: before, to: after)
        let ids = Set([before, after].flatMap { side in side.inventory.groups.map { side.inventory[$0.id] } }).sorted()
        for source in ids {
            for destination in ids {
                for (traffic, version) in Self.questions {
                    let was = Self.verdict(before, source, destination, traffic, version)
                    let now = Self.verdict(after, source, destination, traffic, version)
                    let named = diff.flows.filter { flow in
                        Self.id(flow.source, diff) == source && Self.id(flow.destination, diff) == destination
                            && flow.versions.contains(version) && flow.points.contains(traffic.points.lowerBound)
                    }
                    let comment: Comment =
                        "\(source) -> \(destination) \(traffic.text) \(version)\n\(text.text)\n--\n\(changed.text)"
                    // Groups that nobody lists are asked where rules name them, not wherever a CIDR may hold them.
                    if named.isEmpty, [source, destination].contains("sg-other") { continue }
                    if was == now {
                        #expect(named.isEmpty, comment)
                    } else {
                        #expect(named.map(\.before) == [was] && named.map(\.after) == [now], comment)
                    }
                }
            }
        }
    }

    @Test("From and to CIDRs a flow is named where the rules for an address differ, and nowhere else", arguments: 0..<60)
    func networks(seed: UInt64) throws {
        var random = SeededRandom(seed: seed &+ 7_000)
        let text = World(&random)
        var changed = text
        changed.change(&random)
        let (before, after) = (try Lab(text.text).analyzer, try Lab(changed.text).analyzer)
        let diff = InventoryDiff(from: before, to: after)
        let ids = Set(
            [before, after].flatMap { side in side.inventory.loadedGroups.map { side.inventory[side.inventory[$0].id] } })
        for id in ids.sorted() {
            for direction in Direction.allCases {
                for address in World.addresses where Self.isByRulesAlone(id, address, [before, after]) {
                    for (traffic, version) in Self.questions where version == address.version {
                        let was = Self.letsThrough(before.inventory, id, direction, address, traffic)
                        let now = Self.letsThrough(after.inventory, id, direction, address, traffic)
                        let named = diff.flows.filter { flow in
                            let (end, group) =
                                direction == .ingress ? (flow.source, flow.destination) : (flow.destination, flow.source)
                            guard let network = end.end.network, Self.id(group, diff) == id else { return false }
                            return network.holds(address, flow.versions) && !end.except.contains { $0.contains(address) }
                                && flow.points.contains(traffic.points.lowerBound)
                        }
                        let comment: Comment = "\(id) \(direction) \(address) \(traffic.text)\n\(text.text)\n--\n\(changed.text)"
                        if was == now {
                            #expect(named.isEmpty, comment)
                        } else {
                            #expect(named.map(\.kind) == [now ? .opens : .closes], comment)
                        }
                    }
                }
            }
        }
    }

    /// Whether the rules of a group alone decide about an address: no member carries another group, the group may have an address of the
    /// family, and no interface has the address.
    ///
    /// Of the others `CommandsAgreeTests` asks.
    private static func isByRulesAlone(_ id: String, _ address: IPAddress, _ readings: [Analyzer]) -> Bool {
        readings.allSatisfy { analyzer in
            guard let group = analyzer.inventory.group(id: id) else { return true }
            let host = IPNetwork(containing: address, prefixLength: address.version.bitWidth)
            return analyzer.sharingMembers(with: group).count == 1 && analyzer.hasAddress(group, address.version)
                && !analyzer.isHeld(host)
        }
    }

    /// One point of each stretch of traffic that the generated rules tell apart.
    private static let questions: [(Traffic, IPVersion)] = {
        var result: [(Traffic, IPVersion)] = []
        for port in [0, 79, 80, 100, 101, 443, 500] {
            if let tcp = try? Traffic(.tcp, from: port, to: port) { result += [(tcp, .v4), (tcp, .v6)] }
        }
        for (ipProtocol, version) in [(IPProtocol.udp, IPVersion.v4), (.icmp, .v4), (.icmpv6, .v6)] {
            if let traffic = try? Traffic(ipProtocol, from: 8, to: ipProtocol == .udp ? 8 : 0) {
                result.append((traffic, version))
            }
        }
        return result
    }()

    private static func verdict(
        _ analyzer: Analyzer, _ source: String, _ destination: String, _ traffic: Traffic, _ version: IPVersion
    ) -> Verdict {
        let inventory = analyzer.inventory
        guard let from = inventory.group(id: source), let to = inventory.group(id: destination),
            let question = try? Question(
                from: Endpoint(.group(from), asked: source), to: Endpoint(.group(to), asked: destination),
                port: PortQuery([traffic], asked: ""), version: version)
        else { return .blocked }
        return analyzer.verdict(question)
    }

    /// Whether a rule of a group names a CIDR, or a list with one, that holds an address: told by the rules alone.
    private static func letsThrough(
        _ inventory: Inventory, _ id: String, _ direction: Direction, _ address: IPAddress, _ traffic: Traffic
    ) -> Bool {
        guard let group = inventory.group(id: id) else { return false }
        return inventory.rules(of: group, direction).contains { place in
            let rule = inventory[place]
            guard rule.traffic.points.contains(traffic.points.lowerBound) else { return false }
            if let network = inventory.network(of: rule.peer) { return network.contains(address) }
            return inventory.prefixList(of: rule.peer)?.entries?.contains { $0.contains(address) } ?? false
        }
    }

    private static func id(_ part: FlowChange.Part, _ diff: InventoryDiff) -> String? {
        part.end.group == nil ? nil : DiffNames(before: diff.before, after: diff.after).id(part.end)
    }

    /// A generated inventory, line by line.
    struct World {
        private var groups: [(name: String, rules: [String])] = []
        private var interfaces: [String] = []
        private var entries: [String]

        private static let networks = [
            "0.0.0.0/0", "0.0.0.0/1", "128.0.0.0/1", "10.0.0.0/8", "10.0.0.0/24", "10.0.0.0/25", "10.0.0.128/25", "10.0.0.16/28",
            "198.51.100.0/24", "::/0", "fd00::/8", "2001:db8::/32",
        ]
        static let addresses: [IPAddress] = [
            "0.0.0.1", "10.0.0.20", "10.0.0.40", "10.0.0.200", "10.1.0.1", "126.0.0.1", "198.51.100.7", "203.0.113.9",
            "2001:db8::1", "fd00::1", "3000::1",
        ].compactMap { try? IPAddress(parsing: $0) }

        init(_ random: inout SeededRandom) {
            let names = ["a", "b", "c", "d"].prefix(2 + random.below(3))
            entries = random.some(1 + random.below(2), of: Self.networks)
            for name in names {
                groups.append((name, (0..<(1 + random.below(5))).map { _ in "" }))
            }
            for place in groups.indices { groups[place].rules = groups[place].rules.map { _ in rule(&random) } }
            for number in 0..<random.below(5) { interfaces.append(interface(number, &random)) }
        }

        private func rule(_ random: inout SeededRandom) -> String {
            let direction = random.pick(["in", "in", "out"])
            let traffic = random.pick([
                "tcp 80", "tcp 80-100", "tcp 443", "tcp 0-500", "udp 8", "icmp 8/0", "icmpv6 -", "all -", "all -", "icmp -",
            ])
            let peers = Self.networks + Self.networks + groups.map(\.name) + groups.map(\.name) + ["pl-1", "other"]
            return "  \(direction) \(traffic) \(random.pick(peers))"
        }

        private func interface(_ number: Int, _ random: inout SeededRandom) -> String {
            let own = random.some(1 + random.below(2), of: groups.map(\.name)).joined(separator: ",")
            let four = random.below(4) == 0 ? "" : " 10.0.0.\(20 + number * 50)"
            let six = four.isEmpty || random.below(2) == 0 ? " fd00::\(number + 1)" : ""
            return "interface eni-\(number) v \(own)\(four)\(six)"
        }

        mutating func change(_ random: inout SeededRandom) {
            for _ in 0...random.below(3) {
                let group = random.below(groups.count)
                switch random.below(10) {
                case 0, 1, 2: groups[group].rules.append(rule(&random))
                case 3, 4:
                    if !groups[group].rules.isEmpty { groups[group].rules.remove(at: random.below(groups[group].rules.count)) }
                case 5:
                    if !groups[group].rules.isEmpty {
                        groups[group].rules[random.below(groups[group].rules.count)] = rule(&random)
                    }
                case 8:
                    if !groups[group].rules.isEmpty {
                        groups[group].rules[random.below(groups[group].rules.count)] += " said\(random.below(3))"
                    }
                case 6: entries = random.some(1 + random.below(2), of: Self.networks)
                case 7: interfaces = interfaces.isEmpty ? [] : interfaces.indices.map { interface($0, &random) }
                default: groups.append((random.pick(["x", "y"]) + "\(groups.count)", [rule(&random)]))
                }
            }
        }

        var text: String {
            var lines = ["vpc v 10.0.0.0/16 fd00::/56", "list pl-1 list \(entries.joined(separator: " "))"]
            for group in groups { lines += ["group \(group.name) v"] + group.rules }
            return (lines + interfaces).joined(separator: "\n")
        }
    }
}

extension IPNetwork {
    /// Whether an address lies in it; everything stands for the internet of the families given.
    fileprivate func holds(_ address: IPAddress, _ versions: [IPVersion]) -> Bool {
        isEverything ? versions.contains(address.version) : contains(address)
    }
}
