import CoreModel
import Support
import Testing

@testable import Reachability

/// Random routes, attachments and tables between two VPCs, and what is offered for questions that they stop.
@Suite("Fixes of random networks between VPCs")
struct JoinFixPropertyTests {
    private static let ends = ["app", "app2", "db", "db", "app", "open", "10.1.0.0/16", "203.0.113.9"]

    private static func routes(_ far: String, _ random: inout SeededRandom) -> String {
        let targets = [
            "tgw-1", "tgw-1", "pcx-1", "pcx-1", "pcx-2", "pcx-gone blackhole", "tgw-1 untold", "igw-1", "pcx-1 blackhole",
        ]
        let networks = ["\(far).0.0/16", "\(far).1.0/24", "10.0.0.0/8", "0.0.0.0/0", "\(far).0.0/17"]
        var used: Set<String> = []
        return (0..<Int.random(in: 0...2, using: &random)).compactMap { _ in
            let network = networks[Int.random(in: 0..<networks.count, using: &random)]
            guard used.insert(network).inserted else { return nil }
            return "\(network) \(targets[Int.random(in: 0..<targets.count, using: &random)])"
        }.joined(separator: "; ")
    }

    private static func sketch(_ random: inout SeededRandom) throws -> NetworkSketch {
        func isOneOf(_ count: Int) -> Bool { Int.random(in: 0..<count, using: &random) == 0 }
        var transit = ["tgw tgw-1"]
        for (id, vpc, subnets) in [("att-a", "v", ["ta1", "ta2"]), ("att-b", "b", ["tb1", "tb2"])] where !isOneOf(8) {
            let own = isOneOf(4) ? [subnets[Int.random(in: 0...1, using: &random)]] : subnets
            transit.append("attach \(id) tgw-1 vpc \(vpc) \(own.joined(separator: ","))")
        }
        let associated = ["att-a", "att-b"].filter { _ in !isOneOf(5) }.joined(separator: ",")
        transit.append("tgw-table tr tgw-1 \(associated.isEmpty ? "-" : associated)")
        let lines = [
            "10.0.0.0/16 att-a propagated", "10.1.0.0/16 att-b propagated", "10.1.1.0/24 att-a", "10.0.0.0/17 - blackhole",
            "10.0.0.0/8 - blackhole", "10.1.0.0/16 - blackhole",
        ]
        for (place, line) in lines.enumerated() where place < 2 ? !isOneOf(3) : isOneOf(6) {
            // Written routes hide what is propagated to the same destination.
            if line.contains("10.1.0.0/16 -"), transit.contains("  " + lines[1]) { continue }
            transit.append("  " + line)
        }
        var more = isOneOf(3) ? [] : ["pcx pcx-1 v b"]
        if isOneOf(4) { more.append("state pcx-1 pending-acceptance") }
        more += ["vpc c 10.2.0.0/16", "pcx pcx-2 v c", "eni open a2 10.0.2.21"]
        if isOneOf(4) { more.append("acl acl-t v ta1,ta2\n  in 100 allow tcp 22 0.0.0.0/0\n  out 100 allow all - 0.0.0.0/0") }
        return try JoinFixTests.world(
            app: routes("10.1", &random), db: routes("10.0", &random), tgw: transit.joined(separator: "\n"),
            more.filter { !$0.hasPrefix("state") || more.contains("pcx pcx-1 v b") }.joined(separator: "\n"))
    }

    /// Whether something but groups stops a question on the inventory after some changes, which is read anew.
    private static func fails(_ fixes: Fixes, _ kept: [NetworkFix]) -> Bool {
        let inventory = fixes.sketch.inventory
        let edited = inventory.applying(kept.compactMap { $0.edit(in: inventory) })
        let walker = Walker(edited, InventoryIndex(edited))
        return fixes.ways.entries.contains { entry in
            walker.way(from: entry.source.end, to: entry.destination.end, entry.traffic).stages.contains { $0.failsInNetwork() }
        }
    }

    @Test("What is given turns every stage that fails, and without any one of it something fails", arguments: 0..<20)
    func proved(seed: UInt64) throws {
        var random = SeededRandom(seed: seed &+ 40_000)
        for _ in 0..<8 {
            let sketch = try Self.sketch(&random)
            for _ in 0..<4 {
                let source = Self.ends[Int.random(in: 0..<Self.ends.count, using: &random)]
                let destination = Self.ends[Int.random(in: 0..<Self.ends.count, using: &random)]
                let question = "\(source) -> \(destination) \(Bool.random(using: &random) ? "tcp 443" : "udp 53")"
                let fixes = try Fixes(sketch, question)
                let failed = fixes.ways.entries.contains { $0.way.stages.contains { $0.failsInNetwork() } }
                if !failed { #expect(fixes.fixes.isEmpty && fixes.none == nil, "\(question) \(fixes.lines)") }
                if failed, fixes.fixes.isEmpty { #expect(fixes.none != nil, "\(question)") }
                if fixes.fixes.isEmpty { continue }
                #expect(!Self.fails(fixes, fixes.fixes), "\(question) \(fixes.lines)")
                for fix in fixes.fixes {
                    #expect(Self.fails(fixes, fixes.fixes.filter { $0 != fix }), "\(question) needless: \(fix) \(fixes.lines)")
                }
            }
        }
    }

    @Test("Of some hundred questions many get changes, and each kind of change is among them")
    func kinds() throws {
        var random = SeededRandom(seed: 78)
        var kinds: [NetworkFix.Kind: Int] = [:]
        var reasons: [String: Int] = [:]
        for _ in 0..<150 {
            let sketch = try Self.sketch(&random)
            for question in ["app -> db tcp 443", "app2 -> db tcp 443", "db -> app tcp 443"] {
                let found = try Fixes(sketch, question)
                for fix in found.fixes { kinds[fix.kind, default: 0] += 1 }
                if let reason = found.reason { reasons[reason, default: 0] += 1 }
            }
        }
        let expected: [NetworkFix.Kind] = [
            .entry, .route, .removal, .acceptance, .association, .propagation, .transitRoute, .transitRemoval, .attachmentSubnet,
        ]
        for kind in expected { #expect(kinds[kind, default: 0] > 2, "\(kind) \(kinds) \(reasons)") }
        // What is found nearly always does it.
        let still = reasons.filter { $0.key.hasPrefix("still") }.values.reduce(0, +)
        #expect(still * 20 < reasons.values.reduce(0, +) + kinds.values.reduce(0, +), "\(reasons)")
    }
}
