import CoreModel

/// Reads `aws ec2 describe-network-acls`: `NetworkAcls[]`.
///
/// Source: https://docs.aws.amazon.com/cli/latest/reference/ec2/describe-network-acls.html#output
enum AwsNetworkACLs {
    static func read(_ acls: JSONElements, from origin: Origin, into collector: inout Collector) throws(JSONFault) {
        for value in acls {
            var acl = NetworkACL(id: collector.intern(try value.requiredText("NetworkAclId")))
            acl.name = try collector.nameTag(try value.member("Tags"))
            acl.vpc = collector.intern(try value.text("VpcId"))
            acl.owner = collector.intern(try value.text("OwnerId"))
            acl.isDefault = try value.member("IsDefault")?.boolean() ?? false
            acl.associationKnowledge = value.has("Associations") ? .complete : .partial(.member)
            for association in try value.elements("Associations") {
                acl.subnets.append(collector.intern(try association.requiredText("SubnetId")))
            }
            try readEntries(value, into: &acl)
            collector.builder.add(acl, in: origin.listing(.groups))
        }
    }

    private static func readEntries(_ value: JSONValue, into acl: inout NetworkACL) throws(JSONFault) {
        guard value.has("Entries") else {
            acl.entryKnowledge = [.partial(.member), .partial(.member)]
            return
        }
        // AWS lists the last entry of IPv4 in both directions, whatever the others are.
        var hasLast: Set<Direction> = []
        var isPlaced = true
        acl.entries.reserveCapacity(try value.member("Entries")?.count ?? 0)
        for entry in try value.elements("Entries") {
            guard let isEgress = try entry.member("Egress")?.boolean() else {
                isPlaced = false
                continue
            }
            let direction: Direction = isEgress ? .egress : .ingress
            let number = try entry.member("RuleNumber")?.integer()
            if let number, number >= NetworkACLEntry.lastNumber {
                if number == NetworkACLEntry.lastNumber { hasLast.insert(direction) }
                continue
            }
            acl.entries.append(try self.entry(entry, number, direction))
        }
        acl.entryKnowledge = Direction.allCases.map { direction in
            !isPlaced ? .partial(.element) : hasLast.contains(direction) ? .complete : .partial(.lastEntry)
        }
    }

    private static func entry(
        _ value: JSONValue, _ number: Int?, _ direction: Direction
    ) throws(JSONFault) -> NetworkACLEntry {
        var network: IPNetwork?
        for key in ["Ipv6CidrBlock", "CidrBlock"] as [StaticString] where try value.text(key) != nil {
            network = try RuleValues.network(try value.required(key))
        }
        let ports = try value.member("PortRange")
        let icmp = try value.member("IcmpTypeCode")
        let traffic = try NetworkACLValues.traffic(
            try value.member("Protocol"),
            ports: (try ports?.member("From")?.integer(), try ports?.member("To")?.integer()),
            icmp: (try icmp?.member("Type")?.integer(), try icmp?.member("Code")?.integer()), network?.version)
        let action = NetworkACLValues.action(try value.text("RuleAction")?.string ?? "")
        return NetworkACLEntry(number: number, direction, action, traffic, network)
    }
}

/// Actions and protocols of network ACLs as every format writes them.
enum NetworkACLValues {
    /// The action of a word, in whichever case; nil for no action.
    static func action(_ word: String) -> NetworkACLEntry.Action? {
        switch word.lowercased() {
        case "allow": .allow
        case "deny": .deny
        default: nil
        }
    }

    /// What a protocol lets through with ports or an ICMP type and code; nil where there is no protocol.
    static func traffic(
        _ ipProtocol: JSONValue?, ports: (from: Int?, to: Int?), icmp: (type: Int?, code: Int?), _ version: IPVersion?
    ) throws(JSONFault) -> Traffic? {
        guard let ipProtocol else { return nil }
        let name = ipProtocol.kind == .number ? ipProtocol.numberText : try ipProtocol.text().string
        guard let known = IPProtocol(name) else {
            throw ipProtocol.fault(.badValue("is \"\(name)\", no protocol; expected -1 or a number to 255"))
        }
        do {
            return try NetworkACLEntry.traffic(known, ports: ports, icmp: icmp, version)
        } catch {
            throw ipProtocol.fault(.badValue("has a range that is wrong: \(error.message)"))
        }
    }
}
