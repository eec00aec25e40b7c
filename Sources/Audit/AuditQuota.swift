import CoreModel
import Words

/// How far groups and interfaces are from AWS's quotas.
///
/// By default a group has 60 inbound and 60 outbound rules for each family, and an interface 5 groups.
/// Source: https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html
struct AuditQuota {
    let inventory: Inventory
    let names: Names
    let limits: AuditLimits

    func findings(_ group: GroupIndex) -> [AuditFinding] {
        Direction.allCases.flatMap { direction -> [AuditFinding] in
            let rules = inventory.rules(of: group, direction)
            // A rule with a prefix list counts as many as the list may have.
            guard rules.count * 100 >= limits.rules * limits.nearPercent || rules.contains(where: hasList) else { return [] }
            return IPVersion.allCases.compactMap { finding(group, direction, rules, $0) }
        }
    }

    private func hasList(_ rule: RuleIndex) -> Bool { if case .prefixList = inventory[rule].peer { true } else { false } }

    private func finding(
        _ group: GroupIndex, _ direction: Direction, _ rules: [RuleIndex], _ version: IPVersion
    ) -> AuditFinding? {
        let used = limits.used(group, direction, version, in: inventory)
        var isLeast = false
        var lists: [String] = []
        for rule in rules {
            let peer = inventory[rule].peer
            guard let list = inventory.prefixList(of: peer), list.version.map({ $0 == version }) ?? true else { continue }
            let weight = Self.weight(of: list, named: inventory[list.name])
            isLeast = isLeast || !weight.isExact
            lists.append("\(names.name(of: peer)) counts \(weight.isExact ? "" : "at least ")\(weight.count)")
        }
        guard used * 100 >= limits.rules * limits.nearPercent else { return nil }
        let severity: Severity = used > limits.rules ? .high : used == limits.rules ? .medium : .low
        return AuditFinding(
            kind: .ruleQuota, severity: severity, group: group, rules: [],
            text: "\(isLeast ? "at least " : "")\(used) of \(limits.rules) \(direction.column) \(version.name) rules",
            note: lists.isEmpty ? nil : lists.joined(separator: ", "))
    }

    /// How many rules a prefix list counts as: the weight of AWS's own, at least its entries for others.
    ///
    /// Source: https://docs.aws.amazon.com/vpc/latest/userguide/working-with-aws-managed-prefix-lists.html
    static func weight(of list: PrefixList, named name: String) -> (count: Int, isExact: Bool) {
        if name.hasPrefix("com.amazonaws."), let known = weights.first(where: { name.hasSuffix($0.ending) }) {
            return (known.weight, true)
        }
        return (max(1, list.entries?.count ?? 1), false)
    }

    private static let weights: [(ending: String, weight: Int)] = [
        (".global.cloudfront.origin-facing", 55), (".ipv6.cloudfront.origin-facing", 55), (".s3express", 6), (".s3", 1),
        (".dynamodb", 1), (".ec2-instance-connect", 2), (".global.groundstation", 5), (".route53-healthchecks", 25),
        (".vpc-lattice", 10),
    ]

    func interfaces() -> [AuditFinding] {
        inventory.interfaces.indices.compactMap { place -> AuditFinding? in
            let interface = inventory.interfaces[place]
            guard let first = interface.groups.first, interface.groups.count >= limits.groups else { return nil }
            let called = MemberRowText(inventory, names).interface(InterfaceIndex(place))
            return AuditFinding(
                kind: .interfaceQuota, severity: interface.groups.count > limits.groups ? .medium : .low, group: first, rules: [],
                text: "\(interface.groups.count) of \(limits.groups) groups on \(called)")
        }
    }
}

/// The quotas that an account has.
public struct AuditLimits: Sendable, Hashable {
    /// Rules of a group in a direction and family.
    public var rules = 60
    /// Groups of an interface.
    public var groups = 5
    /// Percent of a quota from which on a finding is made.
    var nearPercent = 80

    /// AWS's defaults.
    public init() {}

    /// How many rules of a direction and family a group has: one that names a prefix list counts as many as the list may have, at least its
    /// entries where that is not told.
    public func used(_ group: GroupIndex, _ direction: Direction, _ version: IPVersion, in inventory: Inventory) -> Int {
        inventory.places(of: group, direction).reduce(0) { count, place in
            switch inventory.rules[place].peer {
            case .ipv4: return count + (version == .v4 ? 1 : 0)
            case .ipv6: return count + (version == .v6 ? 1 : 0)
            case .group: return count + 1
            case .prefixList(let place):
                let list = inventory.prefixLists[Int(place)]
                guard list.version.map({ $0 == version }) ?? true else { return count }
                return count + AuditQuota.weight(of: list, named: inventory[list.name]).count
            }
        }
    }
}
