/// Sends one packet and its answer through a network, hop by hop, by the plainest reading of aws-network: the walk's opposite number, with
/// which it shares no code.
///
/// A check comes to yes, no or unknown. Where the network leaves a hop open, every completion is tried.
struct NetworkSimulator {
    typealias Address = SimulatedNetwork.Address

    /// Who is at an end.
    enum End: Hashable {
        case interface(String, Address)
        case host(subnet: String, Address)
        case outside(Address)

        var address: Address {
            switch self {
            case .interface(_, let address), .host(_, let address), .outside(let address): address
            }
        }
    }

    /// One packet.
    struct Question {
        var source: End
        var destination: End
        var ipProtocol: Int
        /// The port of tcp and udp, the type of ICMP.
        var port: Int
        var code: Int
        /// The port that the client opens the connection from; nil where it is not said.
        var clientPort: Int?
    }

    struct Answer {
        var verdict: String
        /// The codes of what fails for certain.
        var failures: Set<String>
    }

    let network: SimulatedNetwork
    var fault: SimulatorFault?

    func answer(_ question: Question) -> Answer { answer(question, nil) }

    /// The answer for a connection, which may be one from a load balancer's node to a target.
    func answer(_ question: Question, _ second: SimulatedRun.Second?) -> Answer {
        var waiting: [[Int]] = [[]]
        var answers: [Answer] = []
        while let script = waiting.popLast() {
            var run = SimulatedRun(network, fault, question, script, second)
            run.start()
            if let count = run.choices.open {
                waiting += (0..<count).map { script + [$0] }
            } else {
                answers.append(run.answer)
            }
        }
        let verdicts = Set(answers.map(\.verdict))
        let failures = answers.reduce(into: Set()) { $0.formUnion($1.failures) }
        return Answer(verdict: verdicts.count == 1 ? answers[0].verdict : "depends", failures: failures)
    }
}

/// The run of one packet and its answer in one completion of what the network leaves open.
struct SimulatedRun {
    typealias Address = SimulatedNetwork.Address
    typealias End = NetworkSimulator.End

    /// What is decided of open choices, and which one was met that is not.
    struct Choices {
        var script: [Int]
        var made: [String: Int] = [:]
        var open: Int?

        mutating func choose(_ name: String, _ count: Int) -> Int {
            if count < 2 { return 0 }
            if let made = made[name] { return made }
            let place = made.count
            if place >= script.count, open == nil { open = count }
            made[name] = place < script.count ? script[place] : 0
            return made[name] ?? 0
        }
    }

    /// Who is at an address, as far as rules that name groups see it.
    enum Seen {
        case interface(String), nobody, anybody, fromInternet
        /// An interface of which nobody can tell whether rules may name its groups.
        case perhaps(String)
    }

    /// The NAT gateway that a packet went through, with the address that it took.
    struct Behind {
        var nat: SimulatedNetwork.Nat
        var address: Address
    }

    let network: SimulatedNetwork
    let fault: SimulatorFault?
    let question: NetworkSimulator.Question
    var findings: [(isFailure: Bool, code: String)] = []
    var choices: Choices
    var isReply = false
    var isPacketOnly = false
    /// Whether rules may name the groups of the other end, as far as the packet came: those of the source, and those of the destination.
    var namesSource: Bool? = true
    var namesDestination: Bool? = true
    /// Whether the source's groups are still to be asked: what they may name is known when the packet has come through.
    var owesEgress = false
    /// Whether the packet came over a peering.
    var cameByPeering = false
    var appliances: Set<String> = []
    /// What a connection from a load balancer's node is about; nil for every other one.
    let second: Second?
    /// How many routes were looked for: what is open of one is decided each time anew.
    var lookups = 0

    init(
        _ network: SimulatedNetwork, _ fault: SimulatorFault?, _ question: NetworkSimulator.Question, _ script: [Int] = [],
        _ second: Second? = nil
    ) {
        self.network = network
        self.fault = fault
        self.question = question
        self.second = second
        choices = Choices(script: script)
    }

    var answer: NetworkSimulator.Answer {
        let failures = Set(findings.filter(\.isFailure).map(\.code))
        let verdict = !failures.isEmpty ? "blocked" : findings.isEmpty ? "allowed" : "depends"
        return NetworkSimulator.Answer(verdict: verdict, failures: failures)
    }

    /// Notes what a check comes to; nil for what is not known.
    mutating func check(_ outcome: Bool?, _ code: String) {
        if outcome == true { return }
        findings.append((outcome == false, isReply ? code + ":reply" : code))
    }

    var source: End { question.source }
    var destination: End { question.destination }

    // MARK: Ends

    func subnet(_ end: End) -> String? {
        switch end {
        case .interface(let name, _): interface(name)?.subnet
        case .host(let subnet, _): subnet
        case .outside: nil
        }
    }

    func interface(_ name: String) -> SimulatedNetwork.Interface? { network.interfaces.first { $0.name == name } }

    func vpc(_ subnet: String?) -> String? { network.subnet(subnet)?.vpc }

    func isInVpc(_ address: Address) -> Bool { network.vpcs.contains { network.isIn($0.name, address) } }

    /// The first four addresses of a subnet and its last one are AWS's.
    func isReserved(_ end: End) -> Bool {
        guard fault != .everyAddressIsSomebody, case .host(let name, let address) = end,
            let block = network.subnets.first(where: { $0.name == name })?.blocks.first(where: { $0.contains(address) })
        else { return false }
        let offset = address.bits - block.base.bits
        return offset < 4 || offset == (UInt128(1) << ((address.isIPv6 ? 128 : 32) - block.length)) - 1
    }

    /// Whether an end may be an interface that the input does not have.
    func mayBeUnlisted(_ end: End) -> Bool {
        if fault == .unlistedHostIsPlain || !network.unlisted.contains("interfaces") { return false }
        switch end {
        case .interface: return false
        case .host: return true
        case .outside(let address): return isInVpc(address)
        }
    }

    func seen(_ end: End) -> Seen {
        if case .interface(let name, _) = end { return .interface(name) }
        return mayBeUnlisted(end) ? .anybody : .nobody
    }

    /// Whether an address has a public one.
    func isShown(_ end: End) -> Bool? {
        switch end {
        case .outside: return nil
        case .host: return network.unlisted.contains("interfaces") ? nil : false
        case .interface(let name, let address):
            let own = interface(name)?.addresses ?? []
            if fault == .publicAddressOfInterface { return own.contains { $0.shown != nil } }
            return own.contains { $0.own == address && $0.shown != nil }
        }
    }
}
