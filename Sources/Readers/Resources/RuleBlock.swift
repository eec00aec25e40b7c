import CoreModel

/// An inline block or a rule resource as infrastructure tools write it: one protocol and port range, and peers of every kind.
///
/// What the document leaves open stays open: an unknown port makes the rule doubtful, an unknown CIDR a network that is unknown.
struct RuleBlock {
    var traffic: Traffic
    var peers: [(peer: Peer, open: String?)] = []
    var description: TextID
    var id: TextID = .none
    /// What decides whether the rule stands as it is told.
    var doubts: [String] = []
    /// Ports beside a protocol that has none.
    private var ignoredPorts: ClosedRange<Int>?
    /// What AWS keeps in another form.
    private var amended: [WrittenNetwork] = []
    private let group: TextID

    /// Reads a block; `group` is what `self` means.
    init(
        _ block: JSONValue, _ protocolMember: StaticString, of group: TextID, into collector: inout Collector
    ) throws(JSONFault) {
        self.group = group
        if let doubt = try block.text(TreeJSON.doubtKey) { doubts.append(doubt.string) }
        description = collector.intern(try block.text("description"))
        traffic = .all
        try readTraffic(block, protocolMember)
        try readNetworks(block, into: &collector)
        try readGroups(block, of: group, into: &collector)
        guard peers.count == 1 else { return }
        id = collector.intern(try block.text("security_group_rule_id"))
        if id.isNone, protocolMember.description == "ip_protocol" { id = collector.intern(try block.text("id")) }
    }

    /// The rules of the block, one for each peer.
    func rules(_ direction: Direction, into collector: inout Collector) -> [Rule] {
        var rules: [Rule] = []
        let preposition = direction == .ingress ? "from" : "to"
        for written in amended {
            collector.noteAmended(
                written, of: "\(collector.builder.text(group)) \(direction.name) \(traffic.text) \(preposition)")
        }
        for (peer, open) in peers {
            let reasons = doubts + (open.map { [$0] } ?? [])
            let rule = Rule(
                id: id, description: description, direction: direction, traffic: traffic, peer: peer,
                doubt: collector.doubt(reasons))
            rules.append(rule)
            if let ignoredPorts { collector.builder.noteIgnoredPorts(ignoredPorts, of: rule, inGroup: group) }
        }
        return rules
    }

    private mutating func readTraffic(_ block: JSONValue, _ protocolMember: StaticString) throws(JSONFault) {
        let name: JSONValue
        switch try block.settled(protocolMember) {
        case .known(let value): name = value
        case .absent: throw block.fault(.missing(protocolMember.description))
        case .unknown(let unknown):
            doubts.append(unknown.name)
            return
        }
        var ports: [JSONValue?] = []
        var open: [String] = []
        for key in ["from_port", "to_port"] as [StaticString] {
            switch try block.settled(key) {
            case .known(let value): ports.append(value)
            case .absent: ports.append(nil)
            case .unknown(let unknown): open.append(unknown.name)
            }
        }
        traffic = try RuleValues.traffic(name, from: open.isEmpty ? ports[0] : nil, to: open.isEmpty ? ports[1] : nil)
        // Ports of a protocol without ports decide nothing.
        if traffic.ipProtocol.hasPorts || traffic.ipProtocol.isICMP {
            doubts += open
        } else if open.isEmpty, let first = try RuleValues.port(ports[0]), case let last = try RuleValues.port(ports[1]) ?? first,
            first >= 0, first <= last, first > 0 || last > 0 && last < 65535
        {
            ignoredPorts = first...last
        }
    }

    /// CIDRs and prefix lists; null, an empty list or text and an absent one all mean none.
    private mutating func readNetworks(_ block: JSONValue, into collector: inout Collector) throws(JSONFault) {
        let members: [(key: StaticString, version: IPVersion)] = [
            ("cidr_blocks", .v4), ("cidr_ipv4", .v4), ("ipv6_cidr_blocks", .v6), ("cidr_ipv6", .v6),
        ]
        for (key, version) in members {
            for value in try values(block, key) {
                if let unknown = value.unknown {
                    peers.append((collector.builder.peer(unknownNetworks: unknown.name, version), nil))
                } else {
                    let written = try RuleValues.written(value, of: version)
                    if !written.changes.isEmpty { amended.append(written) }
                    peers.append((collector.builder.peer(written.network), nil))
                }
            }
        }
        for key in ["prefix_list_ids", "prefix_list_id"] as [StaticString] {
            for value in try values(block, key) {
                if let unknown = value.unknown {
                    peers.append((collector.builder.peer(unknownNetworks: unknown.name), nil))
                } else {
                    peers.append((collector.builder.peer(prefixList: collector.intern(try value.text())), nil))
                }
            }
        }
    }

    private mutating func readGroups(
        _ block: JSONValue, of group: TextID, into collector: inout Collector
    ) throws(JSONFault) {
        for key in ["security_groups", "source_security_group_id", "referenced_security_group_id"] as [StaticString] {
            for value in try values(block, key) {
                if let unknown = value.unknown {
                    let candidates = unknown.candidates.map { collector.builder.group(id: collector.builder.intern($0)) }
                    peers.append((collector.builder.peer(unknownGroup: unknown.name, candidates: candidates), nil))
                } else {
                    peers.append((collector.peer(groupText: try value.text()), nil))
                }
            }
        }
        let own = GroupReference(group: collector.builder.group(id: group))
        switch try block.settled("self") {
        case .absent: break
        case .known(let value): if try value.boolean() { peers.append((collector.builder.peer(own), nil)) }
        case .unknown(let unknown): peers.append((collector.builder.peer(own), unknown.name))
        }
    }

    /// The values of a member that is a list or a single value; empty text is none.
    private func values(_ block: JSONValue, _ key: StaticString) throws(JSONFault) -> [JSONValue] {
        var found: JSONValue?
        for (name, value) in try block.members() where key ~= name { found = value }
        guard let found, !found.isNull else { return [] }
        if found.isUnknown { return [found] }
        if found.kind == .array { return Array(try found.elements()) }
        return try found.text().isEmpty ? [] : [found]
    }
}

extension Collector {
    /// The doubt of a rule for which several things decide.
    mutating func doubt(_ reasons: [String]) -> Doubt {
        reasons.isEmpty ? .none : builder.doubt(reasons.distinct().joined(separator: " and "))
    }
}
