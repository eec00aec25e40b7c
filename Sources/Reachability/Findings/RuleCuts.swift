import CoreModel

/// Rules of groups that network ACLs leave without effect, wherever their members are.
///
/// What stays within a subnet meets no ACL: that is left to the rule. Only where every interface is listed is it told where all are.
struct RuleCuts: Sendable {
    let uses: SubnetUses
    let acls: ACLFindings
    /// The subnets of the members of each group; nil where one of them is not told, or its ACL.
    private let subnets: [[TextID]?]
    /// The addresses of what no ACL filters, by family.
    private let services: [AddressSet]

    private var inventory: Inventory { uses.inventory }

    init(uses: SubnetUses, acls: ACLFindings) {
        (self.uses, self.acls) = (uses, acls)
        var subnets: [[TextID]?] = Array(repeating: [], count: uses.inventory.groups.count)
        for interface in uses.inventory.interfaces {
            let isPlaced = uses.acls[interface.subnet] != nil && interface.addressesAreKnown && interface.openFamilies.isEmpty
            for group in interface.groups {
                let place = Int(group.number)
                if isPlaced {
                    if subnets[place]?.contains(interface.subnet) == false { subnets[place]?.append(interface.subnet) }
                } else {
                    subnets[place] = nil
                }
            }
        }
        self.subnets = subnets
        let addresses = NotFiltered.fixed.map(\.address) + uses.inventory.vpcs.compactMap(NotFiltered.resolverAddress)
        services = IPVersion.allCases.map { version in
            AddressSet(addresses.filter { $0.version == version }.map { $0.bits...$0.bits })
        }
    }

    func findings() -> [NetworkFinding] {
        guard inventory.hasCompleteInterfaceListing, !uses.acls.isEmpty else { return [] }
        let groups = inventory.loadedGroups
        return Cores.map(groups.count, least: 500) { part in
            groups[part].flatMap { group -> [NetworkFinding] in
                guard let own = subnets[Int(group.number)], !own.isEmpty,
                    // Where everything passes some member's subnet, no rule is cut.
                    !own.contains(where: isOpen), !own.allSatisfy({ !acls.closedDirections($0).isEmpty })
                else { return [] }
                return Direction.allCases.flatMap { inventory.rules(of: group, $0) }.compactMap { cut($0, own) }
            }
        }.flatMap { $0 }
    }

    private func isOpen(_ subnet: TextID) -> Bool {
        uses.acls[subnet].map { acl in IPVersion.allCases.allSatisfy { acls.isOpen(acl, $0) } } ?? true
    }

    private func cut(_ rule: RuleIndex, _ own: [TextID]) -> NetworkFinding? {
        let value = inventory[rule]
        if value.isContested { return nil }
        var stopping: [NetworkACLIndex]?
        if let network = inventory.network(of: value.peer) {
            stopping = cutting(value, network, own)
        } else if value.direction == .ingress, let reference = inventory.reference(of: value.peer), !reference.isStale,
            reference.identity == .named, inventory[reference.group].isSettled,
            let others = subnets[Int(reference.group.number)], !others.isEmpty
        {
            stopping = cutting(value, from: others, to: own)
        }
        return stopping.map { .cutRule(rule, by: $0.distinct().sorted()) }
    }

    // MARK: Networks

    /// The ACLs that stop a rule for a network, one of each subnet; nil where one of them lets something pass.
    private func cutting(_ rule: Rule, _ network: IPNetwork, _ own: [TextID]) -> [NetworkACLIndex]? {
        let version = network.version
        let asked = TrafficSet(rule.traffic.points).inFamily(version)
        var cutting: [NetworkACLIndex] = []
        var hasSome = false
        for subnet in own {
            let inner = uses.addresses(subnet, version)
            // Who has no address of the family is not concerned.
            if inner.isEmpty { continue }
            let far = AddressSet(network.range).subtracting(inner).subtracting(services[InventoryIndex.slot(version)])
            guard let acl = uses.acls[subnet], !far.isEmpty, !asked.isEmpty, !isClosed(acl, version),
                stops(acl, asked, far, version, rule.direction)
            else { return nil }
            cutting.append(acl)
            hasSome = true
        }
        return hasSome ? cutting : nil
    }

    /// Whether an ACL stops all of some traffic with some far addresses: the packets, which pass it in a direction, or what answers them.
    private func stops(
        _ acl: NetworkACLIndex, _ asked: TrafficSet, _ far: AddressSet, _ version: IPVersion, _ direction: Direction
    ) -> Bool {
        let own = inventory.topology[acl]
        return WayTraffic.pieces(asked).allSatisfy { traffic in
            if own.judge(direction, far: far, version, traffic.points).outcome == .fail { return true }
            guard let reply = traffic.replyPoints(to: .wide) else { return false }
            return own.judge(direction.other, far: far, version, reply).outcome == .fail
        }
    }

    /// Whether an ACL lets nothing of a family in, or out: then that is what is wrong, and not a rule.
    private func isClosed(_ acl: NetworkACLIndex, _ version: IPVersion) -> Bool {
        Direction.allCases.contains { acls.outcome(acl, version, $0) == .fail }
    }

    // MARK: Groups

    /// The ACLs that stop a rule between the subnets of two groups' members; nil where something passes somewhere.
    private func cutting(_ rule: Rule, from sources: [TextID], to destinations: [TextID]) -> [NetworkACLIndex]? {
        if sources.allSatisfy({ !acls.closedDirections($0).isEmpty }) { return nil }
        var cutting: [NetworkACLIndex] = []
        var hasSome = false
        for source in sources {
            for destination in destinations {
                // Within a subnet nothing is stopped; between VPCs addresses may change on the way.
                guard source != destination, let out = uses.acls[source], let into = uses.acls[destination],
                    uses.index.subnet(source)?.vpc == uses.index.subnet(destination)?.vpc
                else { return nil }
                for version in IPVersion.allCases {
                    let asked = TrafficSet(rule.traffic.points).inFamily(version)
                    let (from, to) = (uses.addresses(source, version), uses.addresses(destination, version))
                    if from.isEmpty || to.isEmpty || asked.isEmpty || isClosed(out, version) || isClosed(into, version) {
                        continue
                    }
                    hasSome = true
                    if stops(out, asked, to, version, .egress) {
                        cutting.append(out)
                    } else if stops(into, asked, from, version, .ingress) {
                        cutting.append(into)
                    } else {
                        return nil
                    }
                }
            }
        }
        return hasSome ? cutting : nil
    }
}
