import CoreModel
import Support

/// Makes small nasty inventories: the same for the same seed.
struct OracleInventories {
    private var random: SeededRandom
    private var spec = OracleSpec()
    /// Ids that rules and interfaces name, described or not.
    private var groupIDs: [String] = []
    /// Those of them that no interface carries.
    private var uncarried: Set<String> = []
    /// The id of a group that lets everything out for all, where there is one.
    private static let baseEgress = "sg-base"
    /// CIDRs that rules and questions draw from.
    private(set) var networks: [IPNetwork] = []

    private init(seed: UInt64) { random = SeededRandom(seed: seed) }

    /// The inventory of a seed and the CIDRs around which its boundaries lie.
    static func make(seed: UInt64) -> (spec: OracleSpec, networks: [IPNetwork]) {
        var maker = OracleInventories(seed: seed)
        maker.addVpcs()
        maker.addGroups()
        maker.addInterfaces()
        maker.collectNetworks()
        maker.addPrefixLists()
        for place in maker.spec.groups.indices { maker.addRules(to: place) }
        return (maker.spec, maker.networks)
    }

    private static func networks(_ texts: String...) -> [IPNetwork] { texts.map(OracleAddresses.network) }

    private mutating func addVpcs() {
        let fours = Self.networks(
            "10.0.0.0/16", "10.0.0.0/16", "10.0.0.0/20", "10.0.16.0/20", "10.1.0.0/16", "172.31.0.0/16", "100.64.8.0/24",
            "198.18.0.0/16")
        let sixes = Self.networks("2600:1f14:aa:1200::/56", "fd12:3456:789a::/48")
        for number in 1...(1 + random.below(3)) {
            let id = "vpc-\(number)"
            // Of one that is not loaded only its id is known, from what is in it.
            if random.chance(30) { continue }
            var blocks = [random.pick(fours)]
            if random.chance(20) { blocks.append(OracleAddresses.network("100.65.0.0/24")) }
            if random.chance(45) { blocks.append(random.pick(sixes)) }
            if random.chance(90) { spec.vpcs.append(OracleSpec.Network(id: id, blocks: blocks)) }
            if random.chance(50) { addSubnets(of: id, blocks) }
        }
    }

    private mutating func addSubnets(of vpc: String, _ blocks: [IPNetwork]) {
        for number in 0...random.below(2) {
            let inside = blocks.filter { $0.version == .v4 || random.chance(70) }.map { block in
                let base = block.range.lowerBound
                let length = block.version == .v4 ? random.pick([26, 27, 28]) : 64
                let offset = UInt128(number) << UInt128(block.version.bitWidth - length)
                return IPNetwork(containing: IPAddress(block.version, bits: base + offset), prefixLength: length)
            }
            spec.subnets.append(OracleSpec.Network(id: "subnet-\(vpc.suffix(1))\(number)", vpc: vpc, blocks: inside))
        }
    }

    private mutating func addGroups() {
        for number in 1...(2 + random.below(5)) {
            var group = OracleSpec.Group(id: "sg-\(number)", vpc: random.chance(92) ? vpcID() : "", rules: [])
            group.isPartial = random.chance(5)
            spec.groups.append(group)
        }
        if random.chance(45) {
            spec.groups.append(OracleSpec.Group(id: Self.baseEgress, vpc: random.chance(92) ? vpcID() : "", rules: []))
        }
        groupIDs = spec.groups.map(\.id)
        if random.chance(50) { uncarried = [random.pick(groupIDs)] }
        // Named, never described.
        if random.chance(60) { groupIDs.append("sg-absent") }
        if random.chance(15) { groupIDs.append("sg-other") }
    }

    private mutating func vpcID() -> String { "vpc-\(1 + random.below(3))" }

    private mutating func addInterfaces() {
        addListing()
        for number in 0..<random.below(6) {
            let vpc = vpcID()
            var interface = OracleSpec.Interface(id: "eni-\(number + 1)", vpc: vpc, addresses: [], groups: [])
            interface.addresses = addresses(in: vpc)
            if random.chance(30) { interface.prefixes = prefixes(in: vpc, number) }
            if interface.addresses.contains(where: { $0.version == .v4 }), random.chance(38) {
                interface.publicAddresses = [publicAddress()]
            }
            if interface.addresses.isEmpty, interface.prefixes.isEmpty { interface.addressesAreKnown = random.chance(60) }
            interface.groups = carried()
            if let subnet = spec.subnets.first(where: { $0.vpc == vpc }), random.chance(70) { interface.subnet = subnet.id }
            spec.interfaces.append(interface)
        }
    }

    /// Complete, none at all, or one of some VPCs.
    private mutating func addListing() {
        switch random.below(20) {
        case 0..<9: spec.isCompleteListing = true
        case 9..<13: spec.listedVpcs = random.some(1 + random.below(2), of: ["vpc-1", "vpc-2", "vpc-3"])
        default: break
        }
    }

    /// Mostly more than one group, often the one that lets everything out among them.
    private mutating func carried() -> [String] {
        let count = random.pick([0, 1, 1, 1, 2, 2, 2, 3, 3, 4])
        var ids = random.some(count, of: groupIDs.filter { !uncarried.contains($0) && random.chance(92) })
        let mayHaveBase = groupIDs.contains(Self.baseEgress) && !uncarried.contains(Self.baseEgress)
        if !ids.isEmpty, mayHaveBase, !ids.contains(Self.baseEgress), random.chance(40) { ids.append(Self.baseEgress) }
        return ids
    }

    /// One to three private addresses; now and then one that an interface of another VPC has too, or those of one family alone.
    private mutating func addresses(in vpc: String) -> [IPAddress] {
        let blocks = spec.vpcs.first { $0.id == vpc }?.blocks ?? [random.pick(Self.networks("10.0.0.0/16", "192.168.7.0/24"))]
        var result: [IPAddress] = []
        let others = spec.interfaces.filter { $0.vpc != vpc }.flatMap(\.addresses)
        let own = spec.interfaces.filter { $0.vpc == vpc }.flatMap(\.addresses)
        if let shared = others.first, random.chance(25) { result.append(shared) }
        let hasBoth = Set(blocks.map(\.version)).count == 2
        let only: IPVersion? = hasBoth && random.chance(40) ? random.pick([.v4, .v6]) : nil
        for block in blocks where random.chance(block.version == .v4 ? 95 : 80) {
            if let only, only != block.version { continue }
            for _ in 0...(random.chance(20) ? 1 : 0) {
                let address = IPAddress(block.version, bits: block.range.lowerBound + UInt128(4 + random.below(9)))
                if !result.contains(address), !own.contains(address) { result.append(address) }
            }
        }
        return result
    }

    /// A /28 or a /80 that no other interface of the VPC has.
    private mutating func prefixes(in vpc: String, _ number: Int) -> [IPNetwork] {
        let blocks = spec.vpcs.first { $0.id == vpc }?.blocks ?? Self.networks("10.0.0.0/16")
        return blocks.filter { _ in random.chance(70) }.map { block in
            let length = block.version == .v4 ? 28 : 80
            let offset = UInt128(number + 1) << UInt128(block.version.bitWidth - length)
            return IPNetwork(containing: IPAddress(block.version, bits: block.range.lowerBound + offset), prefixLength: length)
        }
    }

    private mutating func publicAddress() -> IPAddress {
        IPAddress(.v4, bits: OracleAddresses.address("203.0.113.0").bits + UInt128(1 + spec.interfaces.count * 3))
    }

    /// Addresses of members and beside them, what holds them, and ranges of note, halves of one network among them.
    private mutating func collectNetworks() {
        networks = Self.networks(
            "10.0.0.0/8", "10.0.0.0/25", "10.0.0.0/29", "10.0.0.8/29", "192.168.0.0/16", "172.16.0.0/12", "0.0.0.0/1",
            "128.0.0.0/1", "203.0.113.0/24", "203.0.113.0/30", "198.51.100.7/32", "100.64.0.0/10", "169.254.169.253/32",
            "fc00::/7", "2000::/3",
            "2600:1f14::/32", "2001:db8::/32", "::/1", "8000::/1", "fd00:ec2::253/128", "198.18.0.0/15")
        let own = spec.interfaces.flatMap { $0.addresses + $0.publicAddresses }
        networks += own.map(IPNetwork.single)
        networks += own.map { IPNetwork.single(IPAddress($0.version, bits: $0.bits + 1)) }
        let prefixes = spec.interfaces.flatMap(\.prefixes)
        networks += prefixes
        networks += prefixes.flatMap { prefix in
            [0, 1].map { half in
                let bits = prefix.range.lowerBound + UInt128(half) << UInt128(prefix.version.bitWidth - prefix.prefixLength - 1)
                return IPNetwork(containing: IPAddress(prefix.version, bits: bits), prefixLength: prefix.prefixLength + 1)
            }
        }
        networks += prefixes.map { IPNetwork.single($0.bounds.last) }
        networks += (spec.vpcs + spec.subnets).flatMap(\.blocks)
        // The first addresses of a subnet, which no interface has.
        networks += spec.subnets.flatMap(\.blocks).filter { $0.version == .v4 }.map {
            IPNetwork(containing: $0.address, prefixLength: 30)
        }
        networks += spec.subnets.flatMap(\.blocks).flatMap { block in
            [0, 1].map { half in
                let bits = block.range.lowerBound + UInt128(half) << UInt128(block.version.bitWidth - block.prefixLength - 1)
                return IPNetwork(containing: IPAddress(block.version, bits: bits), prefixLength: block.prefixLength + 1)
            }
        }
    }

    private mutating func addPrefixLists() {
        for number in 1...(1 + random.below(3)) {
            var list = OracleSpec.PrefixList(id: "pl-\(number)")
            let family: IPVersion? = random.chance(60) ? random.pick([.v4, .v4, .v6]) : nil
            if random.chance(40) { list.version = family }
            if random.chance(70) {
                list.entries = random.some(random.below(4), of: networks).filter { family == nil || $0.version == family }
            }
            spec.prefixLists.append(list)
        }
    }
}

// MARK: Rules

extension OracleInventories {
    private mutating func addRules(to place: Int) {
        let id = spec.groups[place].id
        let hasBase = groupIDs.contains(Self.baseEgress)
        if id == Self.baseEgress {
            let versions: [IPVersion] = random.chance(75) ? [.v4, .v6] : [.v4]
            spec.groups[place].rules = versions.map { rule(.egress, (-1, nil, nil), .network(.everything($0))) }
            return
        }
        // Members of one group that may reach each other.
        if random.chance(22) {
            spec.groups[place].rules.append(rule(.ingress, traffic(), .group(id)))
            if random.chance(40) { spec.groups[place].rules.append(rule(.egress, traffic(), .group(id))) }
        }
        // Most groups let everything out; some nothing, above all where another one does it for them.
        if hasBase, random.chance(55) {
            if random.chance(25) { addRule(.egress, to: place) }
        } else if random.chance(68) {
            spec.groups[place].rules.append(rule(.egress, (-1, nil, nil), .network(.everything(.v4))))
            if random.chance(40) { spec.groups[place].rules.append(rule(.egress, (-1, nil, nil), .network(.everything(.v6)))) }
        } else if random.chance(30), let only = member(of: id) {
            // One member alone may ask and be asked; it never asks itself.
            for direction in [Direction.egress, .ingress] {
                spec.groups[place].rules.append(rule(direction, (-1, nil, nil), .network(.single(only))))
            }
            return
        } else {
            for _ in 0..<random.below(4) { addRule(.egress, to: place) }
        }
        if random.chance(12) { spec.groups[place].rules.append(rule(.ingress, (-1, nil, nil), .network(.everything(.v4)))) }
        for _ in 0...random.below(7) { addRule(.ingress, to: place) }
        if random.chance(3), !spec.groups[place].isPartial {
            var copy = spec.groups[place].rules
            if !copy.isEmpty { copy.remove(at: random.below(copy.count)) }
            spec.groups[place].copy = copy
        }
    }

    /// The first address of the first interface that carries a group.
    private func member(of group: String) -> IPAddress? {
        spec.interfaces.first { $0.groups.contains(group) && !$0.addresses.isEmpty }?.addresses.first
    }

    /// A rule, or two that together cover what neither covers alone.
    private mutating func addRule(_ direction: Direction, to place: Int) {
        let traffic = traffic()
        switch random.below(10) {
        case 0:
            let whole = random.pick(networks.filter { $0.prefixLength < $0.version.bitWidth })
            let half = IPNetwork(containing: whole.address, prefixLength: whole.prefixLength + 1)
            let upper = IPNetwork(
                containing: IPAddress(whole.version, bits: half.range.upperBound + 1), prefixLength: whole.prefixLength + 1)
            for network in [half, upper] { spec.groups[place].rules.append(rule(direction, traffic, .network(network))) }
        case 1:
            let peer = peer()
            let split = 80 + random.below(12)
            spec.groups[place].rules.append(rule(direction, (6, 80, split), peer))
            spec.groups[place].rules.append(rule(direction, (6, split + (random.chance(85) ? 1 : 2), 100), peer))
        default: spec.groups[place].rules.append(rule(direction, traffic, peer()))
        }
    }

    private func rule(
        _ direction: Direction, _ traffic: (number: Int, from: Int?, to: Int?), _ peer: OracleSpec.Peer
    ) -> OracleSpec.Rule {
        OracleSpec.Rule(direction: direction, number: traffic.number, from: traffic.from, to: traffic.to, peer: peer)
    }

    private mutating func traffic() -> (number: Int, from: Int?, to: Int?) {
        let ports: [(Int, Int?, Int?)] = [
            (6, 80, 80), (6, 80, 80), (6, 80, 80), (6, 443, 443), (6, 80, 90), (6, 91, 100), (6, 85, 95), (6, 0, 65535),
            (6, nil, nil), (6, -1, -1), (6, 22, 22), (6, 53, 53), (17, 53, 53), (17, 0, 65535), (17, 123, 123),
        ]
        let others: [(Int, Int?, Int?)] = [
            (1, -1, -1), (1, 8, -1), (1, 8, 0), (1, 3, 4), (1, -1, 4), (58, -1, -1), (58, nil, nil), (58, 128, 0), (58, 128, -1),
            (50, nil, nil), (50, 0, 0), (47, -1, -1),
        ]
        if random.chance(22) { return (-1, random.chance(20) ? 80 : nil, nil) }
        return random.pick(random.chance(60) ? ports : others)
    }

    private mutating func peer() -> OracleSpec.Peer {
        switch random.below(20) {
        case 0...3: return .network(.everything(.v4))
        case 4...5: return .network(.everything(.v6))
        case 6...10: return .network(random.pick(networks))
        case 11...12: return .prefixList("pl-\(1 + random.below(4))")
        case 13...18: return .group(random.pick(groupIDs))
        default:
            let status = random.pick(["active", "active", "deleted", "pending-acceptance", ""])
            return .group(random.pick(groupIDs), peering: status, isStale: status.isEmpty && random.chance(50))
        }
    }
}
