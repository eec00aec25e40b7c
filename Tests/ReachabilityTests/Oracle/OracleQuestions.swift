import CoreModel
import Support

/// Makes questions about a generated inventory: every kind of end, every form of port.
struct OracleQuestions {
    /// The kinds of ends that are told apart when they are counted.
    enum EndKind: String, CaseIterable, Hashable {
        case group, groupWithoutMember = "group that no interface carries", groupNotLoaded = "group not loaded"
        case interface, interfaces, ownAddress = "address of an interface", prefixAddress = "address of a delegated prefix"
        case publicAddress = "public address of an interface", strangeAddress = "address of none", service = "service address"
        case network, everything = "0.0.0.0/0 or ::/0", internet, prefixList = "prefix list"
    }

    /// Kinds as often as they are to be asked.
    private static let mixture: [EndKind] =
        EndKind.allCases + [
            .group, .group, .group, .group, .group, .group, .groupWithoutMember, .prefixAddress, .interface, .interface,
            .ownAddress, .strangeAddress, .network, .network,
        ]

    private var random: SeededRandom
    private let spec: OracleSpec
    private let networks: [IPNetwork]
    private let groups: [String]
    private let absent: [String]

    init(seed: UInt64, _ spec: OracleSpec, networks: [IPNetwork]) {
        random = SeededRandom(seed: seed ^ 0x5DEE_CE66_D1CE_4E5B)
        self.spec = spec
        self.networks = networks
        groups = spec.groups.map(\.id)
        let named = spec.groups.flatMap { $0.rules + ($0.copy ?? []) }.compactMap { rule in
            if case .group(let id, _, _) = rule.peer { id } else { nil }
        }
        absent = Set(named + spec.interfaces.flatMap(\.groups)).subtracting(groups).sorted()
    }

    /// A question, with the kinds of its two ends.
    mutating func next() -> (question: OracleQuestion, kinds: [EndKind]) {
        let source = end()
        let destination = end()
        var question = OracleQuestion(source: source.0, destination: destination.0, port: port())
        if random.chance(14) { question.version = .v6 }
        return (question, [source.1, destination.1])
    }

    private mutating func end() -> (OracleQuestion.End, EndKind) {
        while true {
            let kind = random.pick(Self.mixture)
            if let end = end(of: kind) { return (end, kind) }
        }
    }

    private mutating func end(of kind: EndKind) -> OracleQuestion.End? {
        switch kind {
        case .group: return .group(random.pick(groups))
        case .groupWithoutMember:
            let carried = Set(spec.interfaces.flatMap(\.groups))
            let others = groups.filter { !carried.contains($0) }
            return others.isEmpty ? nil : .group(random.pick(others))
        case .groupNotLoaded: return absent.isEmpty ? nil : .group(random.pick(absent))
        case .interface: return spec.interfaces.isEmpty ? nil : .interfaces([random.pick(spec.interfaces).id])
        case .interfaces:
            if spec.interfaces.count < 2 { return nil }
            return .interfaces(random.some(2 + random.below(2), of: spec.interfaces.map(\.id)))
        case .ownAddress: return single(spec.interfaces.flatMap(\.addresses))
        case .prefixAddress:
            let prefixes = spec.interfaces.flatMap(\.prefixes)
            if prefixes.isEmpty { return nil }
            let prefix = random.pick(prefixes)
            let bits = random.pick([prefix.range.lowerBound, prefix.range.upperBound, prefix.range.lowerBound + 3])
            return .network(.single(IPAddress(prefix.version, bits: bits)))
        case .publicAddress: return single(spec.interfaces.flatMap(\.publicAddresses))
        case .strangeAddress: return strange()
        case .service: return service()
        case .network: return .network(network())
        case .everything: return .network(.everything(random.chance(75) ? .v4 : .v6))
        case .internet: return .internet
        case .prefixList: return .prefixList(random.pick(spec.prefixLists).id)
        }
    }

    private mutating func single(_ addresses: [IPAddress]) -> OracleQuestion.End? {
        addresses.isEmpty ? nil : .network(.single(random.pick(addresses)))
    }

    /// Beside a boundary, inside or outside of it, or one of those that are nobody's.
    private mutating func strange() -> OracleQuestion.End {
        let own = Set(spec.interfaces.flatMap { $0.addresses + $0.publicAddresses })
        while true {
            let network = random.pick(networks)
            let range = network.range
            let edges = [range.lowerBound, range.upperBound, range.upperBound &+ 1, range.lowerBound + 9]
            let address = IPAddress(network.version, bits: random.pick(edges))
            if !own.contains(address), random.chance(address.version == .v4 ? 100 : 60) { return .network(.single(address)) }
        }
    }

    private mutating func service() -> OracleQuestion.End {
        var addresses = OracleAddresses.services.map(\.address)
        addresses += spec.vpcs.flatMap(\.blocks).map { IPAddress($0.version, bits: $0.range.lowerBound + 2) }
        let own = Set(spec.interfaces.flatMap(\.addresses))
        return single(addresses.filter { !own.contains($0) }) ?? .internet
    }

    private mutating func network() -> IPNetwork {
        let chosen = random.pick(networks.filter { $0.prefixLength < $0.version.bitWidth })
        switch random.below(4) {
        case 0: return IPNetwork(containing: chosen.address, prefixLength: max(1, chosen.prefixLength - 1))
        case 1: return IPNetwork(containing: chosen.address, prefixLength: chosen.prefixLength + 1)
        default: return chosen
        }
    }

    private mutating func port() -> String {
        let common = ["80", "80", "80/tcp", "443", "80,443", "80-90", "85-100", "79-91", "80-100", "22", "tcp", "all"]
        let odd = [
            "1688", "53", "53/udp", "53/udp", "123/udp", "udp", "120-130/udp", "all", "icmp", "icmp/8", "icmp/8/0", "icmp/3/4",
            "icmp/5/1", "ping", "icmpv6", "icmpv6/128", "icmpv6/128/0", "proto/50", "esp", "proto/47", "proto/6", "proto/99",
            "proto/1", "0-65535/tcp",
        ]
        return random.pick(random.chance(45) ? common : odd)
    }
}
