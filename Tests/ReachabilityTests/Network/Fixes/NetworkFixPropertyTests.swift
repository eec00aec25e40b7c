import CoreModel
import Support
import Testing

@testable import Reachability

/// Random ACLs, routes and Block Public Access, and what is offered for questions that they stop.
@Suite("Fixes of random networks")
struct NetworkFixPropertyTests {
    private static let ends = [
        "web", "web2", "app", "app2", "open", "203.0.113.9", "198.18.0.0/15", "internet", "10.0.2.0/24", "web", "app",
        "2001:db8:ffff::1",
    ]
    private static let traffic = ["tcp 443", "tcp 443", "tcp 443 v6", "tcp 22", "udp 53", "icmp 8/0", "50", "all"]
    private static let targets = [
        "igw-1", "igw-1", "nat-1", "nat-1", "nat-gone blackhole", "igw-1 blackhole", "eigw-1", "pcx-1", "eni-fw",
    ]

    private static func routes(_ random: inout SeededRandom) -> String {
        (0..<Int.random(in: 0...2, using: &random)).map { place in
            let target = targets[Int.random(in: 0..<targets.count, using: &random)]
            let network = ["0.0.0.0/0", "203.0.113.0/24"][place]
            let told = Int.random(in: 0..<4, using: &random) == 0 ? " untold" : ""
            return "\(Int.random(in: 0..<4, using: &random) == 0 ? "::/0" : network) \(target)\(told)"
        }.joined(separator: "; ")
    }

    private static func acl(_ subnet: String, _ random: inout SeededRandom) -> String {
        let kinds = ["tcp 443", "tcp 1024-65535", "tcp 0-65535", "udp 0-65535", "icmp -", "all -", "tcp 30000-40000"]
        let blocks = ["0.0.0.0/0", "0.0.0.0/0", "10.0.1.0/24", "10.0.2.20/32", "203.0.113.0/24", "10.0.0.0/16"]
        let lines = ["in", "out"].flatMap { way in
            (0..<Int.random(in: 0...4, using: &random)).map { place in
                let action = Int.random(in: 0..<3, using: &random) == 0 ? "deny" : "allow"
                let kind = kinds[Int.random(in: 0..<kinds.count, using: &random)]
                return "  \(way) \(place * 7 + 3) \(action) \(kind) \(blocks[Int.random(in: 0..<blocks.count, using: &random)])"
            }
        }
        return (["acl acl-\(subnet) v \(subnet)"] + lines).joined(separator: "\n")
    }

    private static func sketch(_ random: inout SeededRandom) throws -> NetworkSketch {
        let tables = Sample.routes(routes(&random), a2: routes(&random), a3: routes(&random))
        let acls = ["a1", "a2", "a3"].filter { _ in Bool.random(using: &random) }.map { acl($0, &random) }
        let blocks = ["block off", "block off", "block block-ingress", "block block-bidirectional"]
        var more = [blocks[Int.random(in: 0..<blocks.count, using: &random)], "eni eni-fw a3 10.0.3.50"]
        more.append("check eni-fw \(Bool.random(using: &random) ? "on" : "off")")
        if Int.random(in: 0..<4, using: &random) == 0 { more.append("exclude a1 allow-egress") }
        if Int.random(in: 0..<4, using: &random) == 0 { more.append("igw igw-1") }
        if Int.random(in: 0..<4, using: &random) == 0 { more.append("mode a1 block-bidirectional") }
        if Int.random(in: 0..<6, using: &random) == 0 { more.append("state nat-1 failed") }
        if Int.random(in: 0..<6, using: &random) == 0 { more.append("elastic 198.51.100.9 eipalloc-9") }
        if Int.random(in: 0..<6, using: &random) == 0 { more.append("nat nat-2 a1 10.0.1.30 198.51.100.31") }
        return try Sample.environment(
            tables: tables, acls: ([Sample.openACL] + acls).joined(separator: "\n"), more: more.joined(separator: "\n"))
    }

    /// Whether something but groups stops a question on the inventory after some changes, which is read anew.
    private static func fails(_ fixes: Fixes, _ kept: [NetworkFix], _ question: String) throws -> Bool {
        let inventory = fixes.sketch.inventory
        let edited = inventory.applying(kept.compactMap { $0.edit(in: inventory) })
        let walker = Walker(edited, InventoryIndex(edited))
        return fixes.ways.entries.contains { entry in
            walker.way(from: entry.source.end, to: entry.destination.end, entry.traffic).stages.contains { $0.failsInNetwork() }
        }
    }

    @Test(
        "What is given turns every stage that fails, without any one of it something fails, and nothing is opened wider",
        arguments: 0..<20)
    func proved(seed: UInt64) throws {
        var random = SeededRandom(seed: seed &+ 9_000)
        for _ in 0..<8 {
            let sketch = try Self.sketch(&random)
            for _ in 0..<4 {
                let source = Self.ends[Int.random(in: 0..<Self.ends.count, using: &random)]
                let destination = Self.ends[Int.random(in: 0..<Self.ends.count, using: &random)]
                let traffic = Self.traffic[Int.random(in: 0..<Self.traffic.count, using: &random)]
                let question = "\(source) -> \(destination) \(traffic)"
                let fixes = try Fixes(sketch, question)
                let failed = fixes.ways.entries.contains { $0.way.stages.contains { $0.failsInNetwork() } }
                if !failed { #expect(fixes.fixes.isEmpty && fixes.none == nil) }
                if failed, fixes.fixes.isEmpty { #expect(fixes.none != nil, "\(question)") }
                if fixes.fixes.isEmpty { continue }
                #expect(fixes.none == nil)
                #expect(try !Self.fails(fixes, fixes.fixes, question), "\(question) \(fixes.lines)")
                for fix in fixes.fixes {
                    let rest = fixes.fixes.filter { $0 != fix }
                    #expect(try Self.fails(fixes, rest, question), "\(question) needless: \(fixes.lines)")
                    guard case .entry(_, let entry, _, _) = fix, entry.network.isEverything else { continue }
                    #expect(source == "internet" || destination == "internet", "\(question) \(fixes.lines)")
                }
            }
        }
    }

    @Test("Of some hundred questions many get changes, and each kind of change is among them")
    func kinds() throws {
        var random = SeededRandom(seed: 77)
        var kinds: [NetworkFix.Kind: Int] = [:]
        for _ in 0..<60 {
            let sketch = try Self.sketch(&random)
            for question in ["app -> 203.0.113.9 tcp 443", "internet -> web tcp 443", "web -> app tcp 443", "app -> web tcp 443"]
            {
                for fix in try Fixes(sketch, question).fixes { kinds[fix.kind, default: 0] += 1 }
            }
        }
        for kind in [NetworkFix.Kind.entry, .route, .exclusion, .attachment, .check] {
            #expect(kinds[kind, default: 0] > 2, "\(kind) \(kinds)")
        }
    }
}
