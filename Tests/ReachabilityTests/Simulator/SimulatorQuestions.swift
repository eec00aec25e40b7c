/// Random questions about a network.
extension SimulatorNetworks {
    private static let joinedHosts = [("a1", "10.0.1.99"), ("a2", "10.0.2.99"), ("b2", "10.1.2.99"), ("c1", "10.2.1.99")]
    private static let joinedOutside = [
        "203.0.113.9", "203.0.113.9", "52.218.1.1", "52.218.1.1", "192.168.0.9", "192.168.0.9", "10.1.200.9", "10.9.0.5",
        "10.8.0.1",
    ]

    private mutating func end(_ network: SimulatedNetwork, isIPv6: Bool) -> NetworkSimulator.End {
        let isJoined = network.vpcs.count > 1
        // Between VPCs most addresses that nobody has are not reached.
        switch Int.random(in: 0..<100, using: &random) - (isJoined ? 14 : 0) {
        case ..<62:
            let fitting = network.interfaces.flatMap { own in
                own.addresses.filter { $0.own.isIPv6 == isIPv6 }.map { (own.name, $0.own) }
            }
            let one = pick(fitting)
            return .interface(one.0, one.1)
        case 62..<72:
            let hosts =
                isJoined
                ? Self.joinedHosts
                : isIPv6
                    ? [("a1", "2001:db8:a:1::99"), ("a2", "2001:db8:a:2::99")]
                    : [("a1", "10.0.1.99"), ("a2", "10.0.2.99"), ("a3", "10.0.3.40"), ("a2", "10.0.2.1"), ("a4", "10.0.4.255")]
            let one = pick(hosts)
            // Nobody can tell that an address is in a subnet that is not loaded.
            guard network.subnets.contains(where: { $0.name == one.0 && $0.isLoaded }) else { return .outside(Address(one.1)) }
            return .host(subnet: one.0, Address(one.1))
        default:
            let addresses =
                isJoined
                ? Self.joinedOutside
                : isIPv6
                    ? ["2001:db8:ffff::1", "2001:db8:ffff::1", "2001:db8:ffff::1", "fd12::1"]
                    : [
                        "203.0.113.9", "203.0.113.9", "203.0.113.9", "203.0.113.200", "192.0.2.7", "192.168.0.9", "100.64.0.9",
                        "10.0.200.9",
                    ]
            return .outside(Address(pick(addresses)))
        }
    }

    /// A question about a network, with the text that a sketch reads.
    mutating func question(_ network: SimulatedNetwork) -> (question: NetworkSimulator.Question, text: String) {
        let isFocused = !focus.isEmpty && chance(60)
        let isIPv6 = !isFocused && network.vpcs.count == 1 && chance(25)
        var (source, destination) = isFocused ? pick(focus) : (end(network, isIPv6: isIPv6), end(network, isIPv6: isIPv6))
        while isOne(source, destination) {
            (source, destination) = (end(network, isIPv6: isIPv6), end(network, isIPv6: isIPv6))
        }
        let echo = isIPv6 ? 128 : 8
        let kinds = [
            (6, 443, 0), (6, 443, 0), (6, 443, 0), (6, 443, 0), (6, 80, 0), (17, 443, 0), (isIPv6 ? 58 : 1, echo, 0),
            (isIPv6 ? 58 : 1, echo, 0), (isIPv6 ? 58 : 1, isIPv6 ? 1 : 3, 4), (50, 0, 0),
        ]
        let kind = pick(kinds)
        let client = clientPort(of: kind.0)
        let question = NetworkSimulator.Question(
            source: source, destination: destination, ipProtocol: kind.0, port: kind.1, code: kind.2, clientPort: client)
        let ports = [6, 17].contains(kind.0) ? " \(kind.1)" : kind.0 == 50 ? "" : " \(kind.1)/\(kind.2)"
        let text = "\(source.text) -> \(destination.text) \(kind.0)\(ports)\(isIPv6 ? " v6" : "")"
        return (question, text + (client.map { " from \($0)" } ?? ""))
    }

    /// A question about a network with a load balancer, mostly to one of its nodes, with the words that an analyzer reads.
    mutating func balancedQuestion(_ network: SimulatedNetwork) -> (question: NetworkSimulator.Question, words: [String]) {
        let (source, destination) = pick(focus)
        let kinds = [(6, 443), (6, 443), (6, 443), (6, 443), (6, 443), (6, 80), (17, 443), (17, 443), (1, 8), (50, 0)]
        let (ipProtocol, port) = source.address.isIPv6 ? pick([(6, 443), (6, 443), (6, 443), (17, 443)]) : pick(kinds)
        let client = clientPort(of: ipProtocol)
        let words = [6: "\(port)", 17: "\(port)/udp", 1: "ping", 50: "proto/50"]
        return (
            NetworkSimulator.Question(
                source: source, destination: destination, ipProtocol: ipProtocol, port: port, code: 0, clientPort: client),
            [
                client.map { "[\(source.address.text)]:\($0)" } ?? source.address.text, destination.address.text,
                words[ipProtocol] ?? "",
            ]
        )
    }

    /// The client's own port, which every fifth question of tcp and udp names.
    private mutating func clientPort(of ipProtocol: Int) -> Int? {
        guard [6, 17].contains(ipProtocol), clientRandom.next() % 5 == 0 else { return nil }
        let ports = [1023, 1024, 32767, 32768, 45678, 49151, 49152, 60999, 61000, 65535]
        return ports[Int(clientRandom.next() % UInt64(ports.count))]
    }

    /// Whether two ends are one interface, or both outside.
    private func isOne(_ source: NetworkSimulator.End, _ destination: NetworkSimulator.End) -> Bool {
        switch (source, destination) {
        case (.outside, .outside): true
        case (.interface(let one, _), .interface(let other, _)): one == other
        default: source == destination
        }
    }
}

extension NetworkSimulator.End {
    var text: String {
        switch self {
        case .interface(let name, let address): "\(name)/\(address.text)"
        case .host(let subnet, let address): "\(subnet)/\(address.text)"
        case .outside(let address): address.text
        }
    }
}
