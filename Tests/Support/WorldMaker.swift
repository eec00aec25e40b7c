import CoreModel

/// Builds an inventory line by line of the grammar of ``World``, and out of names that no such line could hold.
struct WorldMaker {
    var builder: InventoryBuilder
    let listing = Listing(kind: .groups, argument: 0, file: "test")
    private let idPrefix: String

    init(label: String, idPrefix: String = "") {
        builder = InventoryBuilder(label: label)
        self.idPrefix = idPrefix
    }

    mutating func add(_ words: [String]) throws {
        let least = ["in": 4, "out": 4, "interface": 4, "subnet": 3, "complete": 1]
        guard words.count >= least[words[0], default: 2] else { throw Self.failure(words) }
        switch words[0] {
        case "vpc":
            var vpc = Vpc(id: builder.intern(words[1]))
            vpc.networks = try words.dropFirst(2).map { try IPNetwork(parsing: $0) }
            builder.add(vpc)
        case "subnet":
            var subnet = Subnet(id: builder.intern(words[1]))
            subnet.vpc = builder.intern(words[2])
            subnet.networks = try words.dropFirst(3).map { try IPNetwork(parsing: $0) }
            builder.add(subnet)
        case "group": addGroup(words)
        case "in", "out": try addRule(words)
        case "list":
            var list = PrefixList(id: builder.intern(words[1]))
            let entries = words.dropFirst(2).filter { $0.contains("/") }
            if !entries.isEmpty { list.entries = try entries.map { try IPNetwork(parsing: $0) } }
            if words.count > 2, !words[2].contains("/"), words[2] != "unloaded" { list.name = builder.intern(words[2]) }
            builder.add(list)
        case "interface": try addInterface(words)
        case "complete": builder.noteCompleteInterfaceListing()
        default: throw Self.failure(words)
        }
    }

    private static func failure(_ words: [String]) -> World.Failure { .line(words.joined(separator: " ")) }

    /// A group of which everything is listed.
    mutating func beginGroup(id: String, name: String, vpc: String? = nil, description: String = "") {
        var group = Group(id: builder.intern(id))
        group.name = builder.intern(name)
        if let vpc { group.vpc = builder.intern(vpc) }
        group.description = builder.intern(description)
        builder.beginGroup(group, in: listing)
    }

    private mutating func addGroup(_ words: [String]) {
        let parts = words[1].split(separator: "=", maxSplits: 1).map(String.init)
        beginGroup(
            id: parts.count == 2 ? parts[0] : idPrefix + words[1], name: parts.last ?? "",
            vpc: words.count > 2 && words[2] != "-" ? words[2] : nil,
            description: words.dropFirst(3).joined(separator: " "))
    }

    private mutating func addRule(_ words: [String]) throws {
        guard let ipProtocol = IPProtocol(words[1]) else { throw Self.failure(words) }
        let numbers = words[2] == "-" ? [] : words[2].split(separator: ipProtocol.isICMP ? "/" : "-").map { Int($0) }
        guard numbers.count <= 2, !numbers.contains(nil) else { throw Self.failure(words) }
        let ends = numbers.compactMap { $0 }
        let to = ipProtocol.isICMP ? (ends.count > 1 ? ends[1] : nil) : ends.last
        addRule(
            words[0] == "in" ? .ingress : .egress, try Traffic(ipProtocol, from: ends.first, to: to), try peer(words[3]),
            words.dropFirst(4).joined(separator: " "))
    }

    /// A rule of the group that was begun last.
    mutating func addRule(_ direction: Direction, _ traffic: Traffic, _ peer: Peer, _ description: String = "") {
        builder.addRule(Rule(description: builder.intern(description), direction: direction, traffic: traffic, peer: peer))
    }

    private mutating func peer(_ text: String) throws -> Peer {
        if text.hasPrefix("pl-") { return builder.peer(prefixList: builder.intern(text)) }
        if text.contains("/") { return builder.peer(try IPNetwork(parsing: text)) }
        let parts = text.split(separator: "@").map(String.init)
        var reference = GroupReference(group: builder.group(id: builder.intern(idPrefix + parts[0])))
        for mark in parts.dropFirst() {
            if mark == "stale" {
                reference.isStale = true
            } else if mark.hasPrefix("pcx-") {
                let peering = mark.split(separator: "=").map(String.init)
                reference.peeringConnection = builder.intern(peering[0])
                if peering.count == 2 { reference.peeringStatus = builder.intern(peering[1]) }
            } else if mark.allSatisfy(\.isNumber) {
                reference.account = builder.intern(mark)
            } else {
                throw World.Failure.line(text)
            }
        }
        return builder.peer(reference)
    }

    private mutating func addInterface(_ words: [String]) throws {
        var interface = NetworkInterface(id: builder.intern(words[1]))
        if words[2] != "-" { interface.vpc = builder.intern(words[2]) }
        let groups = words[3] == "-" ? [] : words[3].split(separator: ",")
        interface.groups = groups.map { builder.group(id: builder.intern(idPrefix + $0)) }
        for word in words.dropFirst(4) {
            let parts = word.split(separator: "=", maxSplits: 1).map(String.init)
            switch (parts[0], parts.count == 2 ? parts[1] : "") {
            case ("unknown", ""): interface.addressesAreKnown = false
            case (let address, ""): interface.privateAddresses.append(try IPAddress(parsing: address))
            case ("public", let address): interface.publicAddresses.append(try IPAddress(parsing: address))
            case ("prefix", let network): interface.delegatedPrefixes.append(try IPNetwork(parsing: network))
            case ("subnet", let id): interface.subnet = builder.intern(id)
            case ("instance", let id): interface.instance = builder.intern(id)
            case ("rds", let name): interface.attachment = Attachment(kind: .database, name: builder.intern(name))
            case ("service", let name): interface.attachment = Attachment(kind: .other, name: builder.intern(name))
            case ("elb", let name): interface.attachment = Attachment(kind: .loadBalancer, name: builder.intern(name))
            default: throw Self.failure(words)
            }
        }
        builder.add(interface)
    }
}
