import CoreModel

/// What an inline block or a rule resource lets through with one peer, so that two ways to write a rule can be compared.
struct InlineRule: Hashable {
    var direction: Direction
    var traffic: Traffic
    /// The CIDR as AWS keeps it, the list, or the group without the account.
    var peer: String

    /// Which way a rule resource looks; nil for what is no rule resource.
    static func direction(_ type: TerraformType, _ values: JSONValue) throws(JSONFault) -> Direction? {
        switch type {
        case .ingressRule: return .ingress
        case .egressRule: return .egress
        case .groupRule: return try values.text("type").map { "egress" ~= $0 ? .egress : .ingress }
        default: return nil
        }
    }

    /// The rules of a block or a rule resource.
    static func all(_ block: Tree, _ direction: Direction, of group: String) -> Set<InlineRule> {
        guard let traffic = traffic(block) else { return [] }
        var peers: [String] = []
        for key in lists { peers += (block[key]?.elements ?? []).compactMap(\.string) }
        for key in singles { peers += [block[key]?.string].compactMap { $0 } }
        if block["self"] == .boolean(true) { peers.append(group) }
        return Set(peers.map { InlineRule(direction: direction, traffic: traffic, peer: kept($0)) })
    }

    /// A block without some rules; nil when nothing is left of it.
    static func remove(_ gone: Set<InlineRule>, from block: Tree, _ direction: Direction, of group: String) -> Tree? {
        guard let traffic = traffic(block) else { return block }
        func isGone(_ peer: String) -> Bool {
            gone.contains(InlineRule(direction: direction, traffic: traffic, peer: kept(peer)))
        }
        var rest = block
        for key in lists {
            guard let list = block[key] else { continue }
            rest = rest.setting(key, .list(list.elements.filter { element in element.string.map { !isGone($0) } ?? true }))
        }
        if block["self"] == .boolean(true), isGone(group) { rest = rest.setting("self", .boolean(false)) }
        return isEmpty(rest) ? nil : rest
    }

    static func isEmpty(_ block: Tree) -> Bool {
        lists.allSatisfy { block[$0]?.elements.isEmpty ?? true } && block["self"] != .boolean(true)
    }

    private static let lists = ["cidr_blocks", "ipv6_cidr_blocks", "prefix_list_ids", "security_groups"]
    private static let singles = [
        "source_security_group_id", "referenced_security_group_id", "cidr_ipv4", "cidr_ipv6", "prefix_list_id",
    ]

    private static func kept(_ peer: String) -> String {
        if peer.contains("/"), let written = try? WrittenNetwork(parsing: peer) { return written.network.description }
        guard let slash = peer.firstIndex(of: "/"), slash > peer.startIndex, peer[..<slash].allSatisfy(\.isNumber) else {
            return peer
        }
        return String(peer[peer.index(after: slash)...])
    }

    private static func traffic(_ block: Tree) -> Traffic? {
        guard let name = (block["protocol"] ?? block["ip_protocol"])?.scalar, let known = IPProtocol(name) else { return nil }
        return try? Traffic(
            known, from: block["from_port"]?.scalar.flatMap { Int($0) }, to: block["to_port"]?.scalar.flatMap { Int($0) })
    }
}
