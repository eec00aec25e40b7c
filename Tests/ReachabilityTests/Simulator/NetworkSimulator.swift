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
    }

    struct Answer {
        var verdict: String
        /// The codes of what fails for certain.
        var failures: Set<String>
    }

    let network: SimulatedNetwork
    var fault: SimulatorFault?

    func answer(_ question: Question) -> Answer {
        var waiting: [[Int]] = [[]]
        var answers: [Answer] = []
        while let script = waiting.popLast() {
            var run = SimulatedRun(network, fault, question, script)
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
    enum Seen { case interface(String), nobody, anybody, fromInternet }

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
    var appliances: Set<String> = []
    /// How many routes were looked for: what is open of one is decided each time anew.
    var lookups = 0

    init(
        _ network: SimulatedNetwork, _ fault: SimulatorFault?, _ question: NetworkSimulator.Question, _ script: [Int]
    ) {
        self.network = network
        self.fault = fault
        self.question = question
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

    func isInVpc(_ address: Address) -> Bool { network.blocks.contains { $0.contains(address) } }

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

    // MARK: Within the VPC

    mutating func start() {
        if case .outside = source {
            comesIn()
        } else {
            goesOut()
        }
    }

    private mutating func goesOut() {
        let (from, to) = (source.address, destination.address)
        if isReserved(source) || isReserved(destination) {
            let router = network.subnets.first { $0.name == subnet(source) }?.blocks.contains { $0.base.bits + 1 == to.bits }
            check(subnet(source) == subnet(destination) && router == true ? nil : false, "NO_POSSIBLE_DESTINATION")
            return
        }
        if mayBeUnlisted(source) { check(nil, "UNKNOWN_RESOURCE:network-interface") }
        if case .interface(let name, _) = source, let own = interface(name) {
            if own.isNat { check(false, "VPCE_INTRA_VPC_TRAFFIC") }
            groups(own, isEgress: true, far: to, seen(destination), request)
        }
        guard let own = subnet(source), !network.tables.isEmpty || !network.acls.isEmpty else {
            groupsIn(far: from, seen(source))
            return
        }
        if own == subnet(destination) {
            if fault == .aclInsideSubnet {
                acl(own, isEgress: true, far: to, request)
                acl(own, isEgress: false, far: from, request)
            }
            groupsIn(far: from, seen(source))
            return
        }
        acl(own, isEgress: true, far: to, request)
        if network.tables.isEmpty {
            if let other = subnet(destination) { acl(other, isEgress: false, far: from, request) }
            groupsIn(far: from, seen(source))
            guard answers() else { return }
            if let other = subnet(destination) { acl(other, isEgress: true, far: from, reply(clientPorts)) }
            acl(own, isEgress: false, far: to, reply(clientPorts))
            return
        }
        if let table = table(of: own) { travel(table, at: own, from, seen(source), nil) }
    }

    /// Begins the answer; false where there is none.
    mutating func answers() -> Bool {
        if isPacketOnly || fault == .replyIgnored { return false }
        let isICMP = question.ipProtocol == 1 || question.ipProtocol == 58
        if isICMP, question.port != (question.ipProtocol == 1 ? 8 : 128) { return false }
        isReply = true
        return true
    }

    /// The packet at a table, and where that leads.
    mutating func travel(
        _ table: SimulatedNetwork.Table, at own: String?, _ from: Address, _ sender: Seen, _ behind: Behind?
    ) {
        guard let hop = route(table, to: destination.address) else { return }
        switch hop {
        case .local: deliver(from, sender, behind)
        case .internet: leaveByInternetGateway(own, from, behind)
        case .egressOnly: leaveByEgressOnlyGateway(own, from)
        case .nat(let name):
            if let behind {
                let isItself = behind.nat.name == name
                check(isItself ? false : nil, isItself ? "NAT_IN_OWN_SUBNET" : "EDGE")
            } else {
                translate(by: name, from: own, from)
            }
        case .interface(let name): forward(by: name, from: own, from, sender, behind)
        case .edge: check(nil, "EDGE")
        }
    }

    private mutating func deliver(_ from: Address, _ sender: Seen, _ behind: Behind?) {
        guard let other = subnet(destination) else {
            nobody()
            groupsIn(far: from, sender)
            return
        }
        let isBeside = behind != nil && behind?.nat.subnet == other
        if !isBeside { acl(other, isEgress: false, far: from, request) }
        groupsIn(far: from, sender)
        guard answers() else { return }
        let client = behind?.address ?? source.address
        if !isBeside {
            let ports = behind == nil ? clientPorts : 1024...65535
            acl(other, isEgress: true, far: client, reply(ports))
            guard let table = table(of: other), let hop = route(table, to: client) else { return }
            guard case .local = hop else { return stopBack(hop, behind) }
        }
        guard let behind else {
            acl(subnet(source) ?? "", isEgress: false, far: destination.address, reply(clientPorts))
            return
        }
        if let own = behind.nat.subnet, own != other {
            natACL(own, isEgress: false, far: destination.address, reply(1024...65535))
        }
        comesBackThrough(behind)
    }

    /// An address in a block of the VPC that no subnet holds.
    mutating func nobody() {
        if fault == .everyAddressIsSomebody { return }
        let isOpen = network.unlisted.contains("subnets") || network.partly.contains("subnets")
        check(isOpen ? nil : false, "NO_POSSIBLE_DESTINATION")
    }

    /// The answer at something else than the way that the packet came.
    mutating func stopBack(_ hop: Hop, _ behind: Behind? = nil) {
        switch hop {
        case .nat(let name) where name != behind?.nat.name:
            if fault != .asymmetricReplyPasses { check(false, "ASYMMETRIC_REPLY") }
        case .interface(let name):
            if let own = interface(name) { sourceDestinationCheck(own) }
            if fault != .applianceIsTransparent { check(nil, "EDGE") }
        default: check(nil, "EDGE")
        }
    }

    // MARK: NAT gateways and appliances

    private mutating func translate(by name: String, from own: String?, _ from: Address) {
        guard let nat = network.nats.first(where: { $0.name == name }) else {
            check(nil, "UNKNOWN_RESOURCE:nat-gateway")
            return
        }
        if let place = nat.subnet, place == own {
            if fault != .natInOwnSubnetPasses { check(false, "NAT_IN_OWN_SUBNET") }
            return
        }
        if let place = nat.subnet { natACL(place, isEgress: false, far: from, request) }
        if ![1, 6, 17].contains(question.ipProtocol), fault != .natCarriesEverything { check(false, "PROTOCOL_RESTRICTION") }
        // Only a table that tells no states leads here.
        if nat.state != "available", fault != .natWithoutState { check(false, "BAD_STATE") }
        // NAT64 is not followed.
        if from.isIPv6 { return check(nil, "EDGE") }
        let count = fault == .oneNatAddressCounts ? 1 : nat.addresses.count
        let behind = Behind(nat: nat, address: nat.addresses[choices.choose(name, count)])
        let sender: Seen = fault == .groupsBehindNat ? seen(source) : .nobody
        guard let place = nat.subnet else {
            if let table = network.tables.first(where: { $0.name == nat.table }) {
                travel(table, at: nil, behind.address, sender, behind)
            } else {
                check(nil, "UNKNOWN_RESOURCE:nat-gateway")
            }
            return
        }
        if subnet(destination) == place {
            groupsIn(far: behind.address, sender)
            if answers() { comesBackThrough(behind) }
            return
        }
        natACL(place, isEgress: true, far: destination.address, request)
        if let table = table(of: place) { travel(table, at: place, behind.address, sender, behind) }
    }

    /// The answer from a NAT gateway on: it still bears the server's address.
    mutating func comesBackThrough(_ behind: Behind) {
        let own: SimulatedNetwork.Table?
        if let place = behind.nat.subnet {
            natACL(place, isEgress: true, far: source.address, reply(clientPorts))
            own = table(of: place)
        } else {
            own = network.tables.first { $0.name == behind.nat.table }
        }
        guard let own, let hop = route(own, to: source.address) else { return }
        guard case .local = hop else { return stopBack(hop) }
        let far = fault == .natReplyFromNat ? behind.address : destination.address
        acl(subnet(source) ?? "", isEgress: false, far: far, reply(clientPorts))
    }

    mutating func sourceDestinationCheck(_ own: SimulatedNetwork.Interface) {
        if fault == .sourceDestinationCheckIgnored || own.check == .off { return }
        check(own.check == .on ? false : nil, "ENI_SOURCE_DEST_CHECK_RESTRICTION")
    }

    /// Through an appliance, which sends the packet as it came or with its own address: closed where neither gets on.
    mutating func forward(by name: String, from own: String?, _ from: Address, _ sender: Seen, _ behind: Behind?) {
        if fault == .applianceIsTransparent { return }
        guard let appliance = interface(name), !appliances.contains(name) else { return check(nil, "EDGE") }
        if appliance.subnet != own { acl(appliance.subnet, isEgress: false, far: from, request) }
        sourceDestinationCheck(appliance)
        groups(appliance, isEgress: false, far: from, sender, request)
        let to = destination.address
        guard let address = appliance.addresses.map(\.own).first(where: { $0.isIPv6 == to.isIPv6 }) else {
            return check(nil, "EDGE")
        }
        var ends: [[(isFailure: Bool, code: String)]] = []
        for (sent, translated) in [(from, behind), (address, nil)] {
            var part = self
            part.findings = []
            part.isPacketOnly = true
            part.appliances.insert(name)
            part.groups(appliance, isEgress: true, far: to, seen(destination), request)
            if appliance.subnet == subnet(destination) {
                part.groupsIn(far: sent, .nobody)
            } else {
                part.acl(appliance.subnet, isEgress: true, far: to, request)
                if let table = part.table(of: appliance.subnet) {
                    part.travel(table, at: appliance.subnet, sent, .nobody, translated)
                }
            }
            choices = part.choices
            ends.append(part.findings)
        }
        if ends.allSatisfy({ $0.contains(where: \.isFailure) }) {
            findings += ends[0]
        } else {
            check(nil, "EDGE")
        }
    }
}
