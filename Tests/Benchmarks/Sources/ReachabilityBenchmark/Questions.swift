import Environments
import Reachability
import CoreModel

/// Draws questions about an environment: the same for the same seed.
struct Questions {
    /// The kinds of questions that are drawn, each with how often in a hundred.
    enum Kind: String, CaseIterable {
        case called = "group -> group it calls"
        case groups = "group -> any group"
        case interface = "interface -> group"
        case address = "address -> group"
        case fromInternet = "internet -> group"
        case toInternet = "group -> internet"
        case toNetwork = "group -> CIDR"

        var weight: Int {
            switch self {
            case .groups: 25
            case .called: 20
            case .interface, .address: 15
            case .fromInternet, .toInternet: 10
            case .toNetwork: 5
            }
        }
    }

    private static let internet = Endpoint(.internet, asked: "internet")

    private let environment: Environment
    private let groups: [GroupIndex]
    private let kinds: [Kind]
    private let ports: [PortQuery]
    private var random: SeededRandom

    init(_ environment: Environment, _ inventory: Inventory, seed: UInt64) {
        self.environment = environment
        groups = environment.groups.compactMap { inventory.group(id: $0.id) }
        kinds = Kind.allCases.flatMap { Array(repeating: $0, count: $0.weight) }
        let texts = [
            "443", "80", "22", "5432", "8080", "9100", "80,443", "8000-8100", "53/udp", "ping", "icmp/3/4", "all", "3389",
        ]
        ports = texts.compactMap { try? PortQuery(parsing: $0) }
        random = SeededRandom(seed: seed)
    }

    /// So many questions of mixed kinds.
    mutating func mixed(_ count: Int) -> [(question: Question, kind: Kind)] {
        var result: [(Question, Kind)] = []
        while result.count < count {
            let kind = random.pick(kinds)
            if let question = question(kind) { result.append((question, kind)) }
        }
        return result
    }

    /// So many questions from group to group that are blocked, mostly within one VPC, on a port that is served.
    mutating func blocked(_ count: Int, _ analyzer: Analyzer) -> [Question] {
        var result: [Question] = []
        for _ in 0..<count * 50 where result.count < count {
            let source = random.below(groups.count)
            let destination = neighbour(of: source)
            let port = random.chance(70) ? servedPort(destination) : random.pick(ports)
            guard source != destination,
                let question = try? Question(from: end(source), to: end(destination), port: port),
                analyzer.verdict(question) == .blocked
            else { continue }
            result.append(question)
        }
        return result
    }

    /// The texts of so many questions, as people type them and as scripts do.
    mutating func texts(_ count: Int) -> [(source: String, destination: String, kind: String)] {
        (0..<count).map { number in
            let source = random.pick(environment.groups)
            let destination = random.pick(environment.groups)
            switch number % 4 {
            case 0, 1: return (source.id, destination.id, "by ids")
            case 2: return (address().description, destination.id, "by address and id")
            default: return (source.name, destination.name, "by names")
            }
        }
    }

    /// So many groups.
    mutating func someGroups(_ count: Int) -> [GroupIndex] { (0..<count).map { _ in random.pick(groups) } }

    private mutating func question(_ kind: Kind) -> Question? {
        let group = random.below(groups.count)
        switch kind {
        case .called:
            guard !environment.callees[group].isEmpty else { return nil }
            let callee = random.pick(environment.callees[group])
            let port = random.chance(80) ? servedPort(callee) : random.pick(ports)
            return make(end(group), end(callee), port, .v4)
        case .groups:
            let other = random.chance(70) ? neighbour(of: group) : random.below(groups.count)
            return make(end(group), end(other), anyPort(other), random.chance(90) ? .v4 : .v6)
        case .interface:
            let place = random.below(environment.interfaces.count)
            return make(Endpoint(.interfaces([InterfaceIndex(place)]), asked: "eni"), end(group), anyPort(group), .v4)
        case .address: return make(end(.single(address())), end(group), anyPort(group), .v4)
        case .fromInternet:
            return make(Self.internet, end(group), anyPort(group), random.chance(80) ? .v4 : .v6)
        case .toInternet: return make(end(group), Self.internet, random.pick(ports), .v4)
        case .toNetwork:
            let length = random.pick([24, 24, 28, 20])
            return make(end(group), end(IPNetwork(containing: address(), prefixLength: length)), random.pick(ports), .v4)
        }
    }

    private func make(_ source: Endpoint, _ destination: Endpoint, _ port: PortQuery, _ version: IPVersion) -> Question? {
        source == destination ? nil : try? Question(from: source, to: destination, port: port, version: version)
    }

    private func end(_ group: Int) -> Endpoint { Endpoint(.group(groups[group]), asked: environment.groups[group].name) }

    private func end(_ network: IPNetwork) -> Endpoint { Endpoint(.network(network), asked: network.description) }

    /// An interface's address, one of a VPC that nobody has, or one of the internet.
    private mutating func address() -> IPAddress {
        let interface = random.pick(environment.interfaces)
        if random.chance(60) { return interface.privateAddresses[0] }
        if random.chance(50) { return Environment.outsideAddress(&random) }
        let network = environment.networks[interface.network]
        return IPAddress(.v4, bits: network.v4.address.bits + UInt128(0xE000 + random.below(0x1000)))
    }

    private mutating func neighbour(of group: Int) -> Int {
        random.pick(environment.networks[environment.groups[group].network].groups)
    }

    private mutating func anyPort(_ group: Int) -> PortQuery { random.chance(60) ? servedPort(group) : random.pick(ports) }

    private mutating func servedPort(_ group: Int) -> PortQuery {
        let port = random.pick(environment.groups[group].ports)
        return (try? PortQuery(parsing: "\(port)")) ?? .all
    }
}
