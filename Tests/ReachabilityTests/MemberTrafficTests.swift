import CoreModel
import Support
import Testing

@testable import Reachability

/// Hops between groups whose members carry different groups, by the bounds of what passes, against the judgement of all members.
@Suite("Traffic between members that carry several groups")
struct MemberTrafficTests {
    @Test("A hop is allowed where judging all members says so", arguments: 0..<50)
    func hops(seed: Int) throws {
        let world = try Self.world(UInt64(seed))
        let analyzer = world.analyzer
        let ports = try ["443", "80-443", "53/udp"].map { try PortQuery(parsing: $0).points(.v4) }
        let tests = (ports.map(Optional.some) + [nil]).map { asked in
            HopTest(analyzer: analyzer, index: analyzer.reach(.v4), asked: asked)
        }
        for (from, to) in Self.pairs(world) {
            let judged = analyzer.certainTraffic(from: Endpoint(from), to: Endpoint(to), .v4)
            for test in tests {
                let isAllowed = judged.isEnough(test.asked, .v4)
                #expect(test.allows(from, to) == isAllowed, "\(from) to \(to) on \(String(describing: test.asked))")
            }
        }
    }

    @Test("What passes lies between its bounds, which are the same where few members have one address each", arguments: 0..<50)
    func bounds(seed: Int) throws {
        let world = try Self.world(UInt64(seed))
        let (inventory, analyzer) = (world.inventory, world.analyzer)
        let index = analyzer.reach(.v4)
        let traffic = MemberTraffic(analyzer: analyzer, index: index, asked: nil)
        let areFew = inventory.interfaces.count <= 64 && inventory.interfaceCoverage == .complete
        for (from, to) in Self.pairs(world) where index.station(from).isMixed || index.station(to).isMixed {
            var bounds = traffic.unknown
            traffic.narrow(&bounds, of: from, .egress, toAllOf: to)
            if !bounds.most.isEmpty { traffic.narrow(&bounds, of: to, .ingress, toAllOf: from) }
            let judged = analyzer.certainTraffic(from: Endpoint(from), to: Endpoint(to), .v4).inFamily(.v4)
            #expect(bounds.most.isSuperset(of: judged), "\(from) to \(to)")
            #expect(judged.isSuperset(of: bounds.least), "\(from) to \(to)")
            if areFew, ![from, to].contains(where: { analyzer.members(of: $0).isEmpty }) {
                #expect(bounds.least == bounds.most, "\(from) to \(to)")
            }
        }
    }

    /// A member of a that no listing tells may be in any of three subnets, of which one has no interface.
    @Test("Rules for each subnet let through whoever may be in any of them", arguments: [true, false])
    func subnets(hasRuleForEach: Bool) throws {
        let world = try World(
            """
            vpc v 10.0.0.0/16
            subnet s-0 v 10.0.0.0/24
            subnet s-2 v 10.0.2.0/24
            subnet s-4 v 10.0.4.0/24
            group a v
              out all - 0.0.0.0/0
            group base v
            group b v
              in tcp 443 10.0.0.0/24
              in tcp 443 \(hasRuleForEach ? "10.0.2.0/24" : "10.0.3.0/24")
              in tcp 443 10.0.4.0/24
            interface eni-1 v a,base 10.0.0.10
            interface eni-2 v a 10.0.4.10
            interface eni-3 v b 10.0.4.12
            """)
        let a = try #require(world.inventory.group(id: "a"))
        let b = try #require(world.inventory.group(id: "b"))
        #expect(try world.answer("a -> b:443").verdict == (hasRuleForEach ? .allowed : .depends))
        let reachers = world.analyzer.reachers(of: b, port: try PortQuery(parsing: "443"))
        #expect(reachers.contains(Reach(group: a, hops: 1)) == hasRuleForEach)
    }

    private static func pairs(_ world: World) -> [(GroupIndex, GroupIndex)] {
        let groups = Array(world.inventory.loadedGroups)
        return groups.flatMap { from in groups.filter { $0 != from }.map { (from, $0) } }
    }

    /// A VPC of interfaces with one to six groups, many with one in common; no address is beside another.
    private static func world(_ seed: UInt64) throws -> World {
        var random = SeededRandom(seed: seed)
        let groups = (0..<7).map { "g\($0)" }
        // Now and then more kinds of members, or addresses, than are looked at one by one.
        let count = seed % 10 == 9 ? [120, 200][Int(seed / 10 % 2)] : 4 + random.below(24)
        let hosts = (0..<count).map { "10.0.\($0 % 2 * 4).\(10 + $0 / 2 * 2)" }
        let networks = ["10.0.0.0/16", "10.0.0.0/24", "10.0.2.0/24", "10.0.4.0/24", "10.0.0.0/25", "0.0.0.0/0"]
        let traffic = ["tcp 443", "tcp 443", "tcp 80", "tcp 80-443", "tcp 400-500", "udp 53", "all -"]
        func rule(_ direction: String, _ random: inout SeededRandom) -> String {
            let single = "\(random.pick(hosts))/32"
            let peer = random.pick(groups + ["base", "base"] + networks + [single])
            return "\(direction) \(random.pick(traffic)) \(peer)"
        }
        var lines = ["vpc v 10.0.0.0/16"]
        if random.chance(50) { lines += [0, 2, 4].map { "subnet s-\($0) v 10.0.\($0).0/24" } }
        for group in groups + ["base"] {
            lines.append("group \(group) v")
            if random.chance(40) { lines.append("out all - 0.0.0.0/0") }
            for _ in 0..<random.below(4) { lines.append(rule("out", &random)) }
            for _ in 0..<(1 + random.below(5)) { lines.append(rule("in", &random)) }
            if random.chance(40) { lines += ["in tcp 443 10.0.0.0/24", "in tcp 443 10.0.4.0/24"] }
        }
        for (place, host) in hosts.enumerated() {
            var carried = random.some(1 + random.below(count == 200 ? 5 : 3), of: groups)
            if random.chance(60) { carried.append("base") }
            lines.append("interface eni-\(place) v \(carried.joined(separator: ",")) \(host)")
        }
        if random.chance(75) { lines.append("complete") }
        return try World(lines.joined(separator: "\n"))
    }
}
