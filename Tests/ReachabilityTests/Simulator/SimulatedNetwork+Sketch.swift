extension SimulatedNetwork {
    /// The network as text that ``NetworkSketch`` reads.
    var text: String {
        var lines = vpcs.flatMap { vpc in
            [
                "vpc \(vpc.name) " + vpc.blocks.map(\.text).joined(separator: " "), "owner \(vpc.name) \(vpc.account)",
                "region \(vpc.name) \(vpc.region)",
            ]
        }
        for subnet in subnets {
            let blocks = subnet.blocks.map(\.text).joined(separator: " ")
            lines.append(
                subnet.isLoaded ? "subnet \(subnet.name) \(subnet.vpc) \(blocks)" : "unloaded \(subnet.name) \(subnet.vpc)")
            if !subnet.zone.isEmpty { lines.append("zone \(zoneName(subnet.zone)) \(subnet.zone) \(subnet.name)") }
        }
        for table in tables {
            lines.append("table \(table.name) \(table.vpc) " + (table.uses.isEmpty ? "-" : table.uses.joined(separator: ",")))
            lines += table.routes.map { "  " + $0.text }
        }
        for acl in acls {
            lines.append("acl \(acl.name) \(acl.vpc) " + (acl.uses.isEmpty ? "-" : acl.uses.joined(separator: ",")))
            lines += acl.entries.map { "  " + $0.text }
        }
        // Every sketch has a group that lets everything through.
        for group in groups where group.name != "open" {
            lines.append("group \(group.name)")
            lines += group.rules.map { "  " + $0.text }
        }
        lines += interfaces.flatMap(\.lines) + balancingLines
        for nat in nats {
            let first = nat.addresses.first.map(\.text) ?? ""
            let shown = nat.shown.map { " " + $0.text } ?? ""
            lines.append(
                nat.subnet.map { "nat \(nat.name) \($0) \(first)\(shown)" }
                    ?? "regional \(nat.name) \(nat.vpc) \(nat.table ?? "-") \(first)\(shown)")
            lines += nat.addresses.dropFirst().map { "address \(nat.name) \($0.text)" }
            if nat.state != "available" { lines.append("state \(nat.name) \(nat.state)") }
        }
        lines += lists.map { "list \($0.name) " + ($0.entries ?? []).map(\.text).joined(separator: " ") }
        switch gateway {
        case .attached: lines.append("igw igw-1 v")
        case .detached: lines.append("igw igw-1")
        case .unlisted: break
        }
        lines.append("eigw eigw-1 v")
        lines += vpcs.dropFirst().map { "igw \($0.gateway) \($0.name)" }
        lines += joiningLines
        if let blockMode { lines.append("block \(blockMode)") }
        lines += exclusions.map { "exclude \($0.resource) \($0.mode)" }
        if hasFirewall { lines.append("firewall v") }
        if !unlisted.isEmpty { lines.append("unlisted " + unlisted.sorted().joined(separator: " ")) }
        if !partly.isEmpty { lines.append("partly " + partly.sorted().joined(separator: " ")) }
        return lines.joined(separator: "\n")
    }
}

extension SimulatedNetwork.Route {
    var text: String {
        let place =
            switch destination {
            case .block(let block): block.text
            case .list(let name): name
            }
        let flags = [(isPropagated, "propagated"), (isBlackhole, "blackhole"), (isUnsettled, "unsettled")]
        return ([place, target] + flags.filter(\.0).map(\.1)).joined(separator: " ")
    }
}

extension SimulatedNetwork.Entry {
    var text: String {
        let range =
            switch ipProtocol {
            case 1, 58: type < 0 ? "-" : "\(type)/\(code)"
            case -1: "-"
            default: "\(ports.lowerBound)-\(ports.upperBound)"
            }
        let name = ipProtocol == -1 ? "all" : "\(ipProtocol)"
        return "\(isEgress ? "out" : "in") \(number) \(allows ? "allow" : "deny") \(name) \(range) \(block.text)"
    }
}

extension SimulatedNetwork.Rule {
    var text: String {
        let name = ipProtocol == -1 ? "all" : "\(ipProtocol)"
        let range = ipProtocol == 6 || ipProtocol == 17 ? "\(ports.lowerBound)-\(ports.upperBound)" : "-"
        let far =
            switch peer {
            case .block(let block): block.text
            case .group(let group): group
            }
        return "\(isEgress ? "out" : "in") \(name) \(range) \(far)"
    }
}

extension SimulatedNetwork.Interface {
    var lines: [String] {
        var lines = [
            "eni \(name) \(subnet) "
                + addresses.map { $0.own.text + ($0.shown.map { " " + $0.text } ?? "") }
                .joined(separator: " ")
        ]
        lines.append((["groups", name] + groups).joined(separator: " "))
        if let type { lines.append("type \(name) \(type)") }
        if check != .untold { lines.append("check \(name) \(check.rawValue)") }
        if platform != .untold { lines.append("instance \(name) \(platform.rawValue)") }
        return lines
    }
}
