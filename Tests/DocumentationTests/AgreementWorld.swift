import Support

/// A generated inventory as ``Lab`` reads it, and a later reading of it in which something differs.
///
/// Members carry several groups, some groups none has, listings are complete or not; both families, lists with and without entries,
/// groups that are not loaded, and references over a peering that is gone.
struct AgreementWorld {
    private struct Group {
        var name: String
        var vpc: String
        var rules: [String]
    }

    private var groups: [Group] = []
    private var interfaces: [String] = []
    private var entries: [String]
    private let isComplete: Bool
    private var random: SeededRandom

    /// v has both families, w one.
    private static let vpcs = ["vpc v 10.0.0.0/16 fd00::/56", "vpc w 10.1.0.0/16"]
    private static let networks = [
        "0.0.0.0/0", "0.0.0.0/0", "::/0", "10.0.0.0/8", "10.0.0.0/24", "10.0.0.0/25", "10.0.0.20/32", "10.1.0.0/16",
        "198.51.100.0/24", "fd00::/8", "fd00::1/128", "2001:db8::/32",
    ]
    private static let traffic = [
        "tcp 80", "tcp 80", "tcp 80-100", "tcp 443", "tcp 0-500", "udp 53", "icmp 8/0", "icmpv6 -", "all -", "all -", "50 -",
    ]

    init(seed: UInt64) {
        random = SeededRandom(seed: seed)
        entries = random.some(1 + random.below(2), of: Self.networks)
        isComplete = random.below(2) == 0
        for name in ["a", "b", "c", "d"].prefix(2 + random.below(3)) {
            groups.append(Group(name: name, vpc: random.below(6) == 0 ? "w" : "v", rules: []))
        }
        let hasBase = random.below(2) == 0
        for place in groups.indices {
            groups[place].rules = (0..<random.below(5)).map { _ in rule() }
            if random.below(hasBase ? 4 : 2) == 0 { groups[place].rules.append("  out all - 0.0.0.0/0") }
            if random.below(5) == 0 { groups[place].rules.append("  in \(random.pick(Self.traffic)) \(groups[place].name)") }
        }
        if hasBase {
            let rules = ["  out all - 0.0.0.0/0", "  out all - ::/0"].prefix(1 + random.below(2))
            groups.append(Group(name: "base", vpc: "v", rules: Array(rules)))
        }
        for number in 0..<random.below(6) { interfaces.append(interface(number)) }
    }

    private mutating func rule() -> String {
        let direction = random.pick(["in", "in", "in", "out"])
        let peers = Self.networks + groups.map(\.name) + groups.map(\.name) + groups.map(\.name) + ["pl-1", "pl-2", "other"]
        var peer = random.pick(peers)
        if groups.contains(where: { $0.name == peer }), random.below(8) == 0 { peer += "@pcx-1=deleted@stale" }
        return "  \(direction) \(random.pick(Self.traffic)) \(peer)"
    }

    private mutating func interface(_ number: Int) -> String {
        let vpc = random.below(6) == 0 ? "w" : "v"
        var own = random.some(1 + random.below(3), of: groups.map(\.name).filter { $0 != "base" })
        if groups.last?.name == "base", random.below(3) > 0 { own.append("base") }
        let last = 20 + number * 50
        let four = vpc == "w" ? " 10.1.0.\(last)" : random.below(5) == 0 ? "" : " 10.0.0.\(last)"
        let six = vpc == "v" && (four.isEmpty || random.below(2) == 0) ? " fd00::\(number + 1)" : ""
        return "interface eni-\(number) \(vpc) \(own.joined(separator: ","))\(four)\(six)"
    }

    /// The same with one to three things changed.
    var changed: AgreementWorld {
        var later = self
        for _ in 0...later.random.below(3) { later.change() }
        return later
    }

    private mutating func change() {
        let place = random.below(groups.count)
        switch random.below(7) {
        case 0, 1, 2: groups[place].rules.append(rule())
        case 3, 4: if !groups[place].rules.isEmpty { groups[place].rules.remove(at: random.below(groups[place].rules.count)) }
        case 5: entries = random.some(1 + random.below(2), of: Self.networks)
        default: interfaces = interfaces.indices.map { interface($0) }
        }
    }

    var text: String {
        var lines = Self.vpcs + ["list pl-1 list \(entries.joined(separator: " "))", "list pl-2 unloaded"]
        for group in groups { lines += ["group \(group.name) \(group.vpc)"] + group.rules }
        return (lines + interfaces + (isComplete ? ["complete"] : [])).joined(separator: "\n")
    }
}
