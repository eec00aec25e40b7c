import CoreModel

extension OracleSpec: CustomStringConvertible {
    /// A line a thing.
    var description: String {
        var lines = [isCompleteListing ? "complete interface listing" : "no complete interface listing"]
        if !listedVpcs.isEmpty { lines = ["complete interface listing of \(Self.list(listedVpcs)) alone"] }
        lines += vpcs.map { "\($0.id) \(Self.list($0.blocks))" }
        lines += subnets.map { "\($0.id) in \($0.vpc) \(Self.list($0.blocks))" }
        for group in groups {
            lines.append("\(group.id) in \(group.vpc)\(group.isPartial ? ", only some of its rules known" : "")")
            lines += group.rules.map { "    \($0)" }
            if let copy = group.copy { lines += ["  and listed again with"] + copy.map { "    \($0)" } }
        }
        lines += interfaces.map { "\($0)" }
        lines += prefixLists.map { list in
            let family = list.version.map { " (\($0.name))" } ?? ""
            return "\(list.id)\(family) \(list.entries.map { Self.list($0) } ?? "entries not loaded")"
        }
        return lines.joined(separator: "\n")
    }

    fileprivate static func list<Element>(_ elements: [Element]) -> String {
        elements.isEmpty ? "[]" : elements.map { "\($0)" }.joined(separator: ", ")
    }
}

extension OracleSpec.Rule: CustomStringConvertible {
    var description: String {
        let name = IPProtocol(number: number).map { "\($0)" } ?? "\(number)"
        let range = from.map { " \($0)" } ?? ""
        return "\(direction) \(name)\(range)\(to.map { " to \($0)" } ?? "") \(direction == .egress ? "to" : "from") \(peer)"
    }
}

extension OracleSpec.Peer: CustomStringConvertible {
    var description: String {
        switch self {
        case .network(let network): "\(network)"
        case .prefixList(let id): id
        case .group(let id, let peering, let isStale):
            id + (peering.isEmpty ? "" : " (peering \(peering))") + (isStale ? " (listed as stale)" : "")
        }
    }
}

extension OracleSpec.Interface: CustomStringConvertible {
    var description: String {
        var text = "\(id) in \(vpc)\(subnet.isEmpty ? "" : " \(subnet)") at \(OracleSpec.list(addresses))"
        if !prefixes.isEmpty { text += " prefixes \(OracleSpec.list(prefixes))" }
        if !publicAddresses.isEmpty { text += " public \(OracleSpec.list(publicAddresses))" }
        if !addressesAreKnown { text += " (addresses not known)" }
        return text + " carries \(OracleSpec.list(groups))"
    }
}

extension OracleQuestion: CustomStringConvertible {
    var description: String {
        "\(Self.text(source)) -> \(Self.text(destination)) : \(port)\(version.map { " over \($0.name)" } ?? "")"
    }

    private static func text(_ end: End) -> String {
        switch end {
        case .group(let id), .prefixList(let id): id
        case .interfaces(let ids): ids.joined(separator: "+")
        case .internet: "internet"
        case .network(let network): network.prefixLength == network.version.bitWidth ? "\(network.address)" : "\(network)"
        }
    }
}
