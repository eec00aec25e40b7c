import CoreModel

/// Rules that name groups of other VPCs and cannot match: what lies between keeps no groups.
///
/// Source: https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-security-groups.html and
/// https://docs.aws.amazon.com/vpc/latest/tgw/tgw-vpc-attachments.html
struct LostReferences {
    let walker: Walker
    let uses: SubnetUses

    private var inventory: Inventory { uses.inventory }

    /// How many pairs of members are walked for one rule; where there are more, nothing is said.
    private static let limit = 64
    /// How many ways are walked in all.
    private static let walks = 20_000

    func findings() -> [NetworkFinding] {
        // A reference can be lost only where VPCs are joined.
        guard inventory.vpcs.count > 1, !uses.subnets.isEmpty else { return [] }
        var members: [GroupIndex: [InterfaceIndex]] = [:]
        for (place, interface) in inventory.interfaces.enumerated() {
            for group in interface.groups { members[group, default: []].append(InterfaceIndex(place)) }
        }
        var walked = 0
        var findings: [NetworkFinding] = []
        for group in inventory.loadedGroups {
            guard let own = members[group] else { continue }
            let vpcs = Set(own.map { inventory[$0].vpc })
            for rule in Direction.allCases.flatMap({ inventory.rules(of: group, $0) }) {
                let value = inventory[rule]
                guard !value.isContested, let reference = inventory.reference(of: value.peer), !reference.isStale,
                    reference.identity == .named, inventory[reference.group].isSettled, let others = members[reference.group],
                    vpcs.isDisjoint(with: others.map { inventory[$0].vpc }), vpcs.allSatisfy(listsAll),
                    others.allSatisfy({ listsAll(inventory[$0].vpc) }), own.count * others.count <= Self.limit
                else { continue }
                walked += own.count * others.count
                if walked > Self.walks { return findings }
                let (sources, destinations) = value.direction == .ingress ? (others, own) : (own, others)
                if let over = lost(value, sources, destinations) { findings.append(.lostReference(rule, over: over)) }
            }
        }
        return findings
    }

    private func listsAll(_ vpc: TextID) -> Bool { !vpc.isNone && inventory.listsAllInterfaces(ofVpc: vpc) }

    /// What lies between all members of two groups; nil where some way keeps the groups, or leaves that open, or where none gets there.
    private func lost(_ rule: Rule, _ sources: [InterfaceIndex], _ destinations: [InterfaceIndex]) -> [TextID]? {
        var over: [TextID] = []
        for version in IPVersion.allCases {
            guard let traffic = WayTraffic.pieces(TrafficSet(rule.traffic.points).inFamily(version)).first else { continue }
            for source in sources {
                for destination in destinations {
                    guard let from = end(source, version), let to = end(destination, version) else { continue }
                    let stages = walker.way(from: from, to: to, traffic).stages.filter { $0.leg == .packet }
                    let side = inventory[rule.direction == .ingress ? destination : source].id
                    // Where it does not get there, nothing is told of what it would bear.
                    guard stages.contains(where: { $0.kind == .group && $0.direction == .ingress }) else { continue }
                    let own = stages.first { $0.kind == .group && $0.component == side && $0.direction == rule.direction }
                    guard case .groups(_, farEndBearsGroups: false)? = own?.reason else { return nil }
                    over += stages.filter { [.pcx, .tgw, .nat, .igw, .vpn, .fw].contains($0.kind) }.map(\.component)
                }
            }
        }
        return over.isEmpty ? nil : over.distinct()
    }

    private func end(_ interface: InterfaceIndex, _ version: IPVersion) -> WayEnd? {
        inventory[interface].privateAddresses(version).first.map { .interface(interface, $0) }
    }
}
