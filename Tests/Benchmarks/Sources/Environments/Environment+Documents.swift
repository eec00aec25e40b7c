import CoreModel

/// The environment as the JSON that the AWS CLI answers, compact.
extension Environment {
    /// `describe-security-groups`: rules stand together by protocol and ports, as the API gives them.
    package func securityGroups() -> [UInt8] {
        var text = JSONBytes()
        text.list("SecurityGroups", groups.indices) { number, text in
            let group = groups[number]
            let rules = rules(of: number)
            text.raw("{\"GroupId\":\"\(group.id)\",")
            permissions("IpPermissionsEgress", rules.filter { $0.direction == .egress }, of: number, &text)
            text.raw(",\"Tags\":[{\"Key\":\"Name\",\"Value\":\"\(group.name)\"},{\"Key\":\"team\",\"Value\":\"\(group.team)\"}],")
            text.raw("\"VpcId\":\"\(networks[group.network].id)\",\"SecurityGroupArn\":\"arn:aws:ec2:\(Self.region):")
            text.raw("\(Self.account):security-group/\(group.id)\",\"OwnerId\":\"\(Self.account)\",")
            text.raw("\"GroupName\":\"\(group.name)\",\"Description\":\"\(group.tier.rawValue) of \(group.team)\",")
            permissions("IpPermissions", rules.filter { $0.direction == .ingress }, of: number, &text)
            text.raw("}")
        }
        return text.bytes
    }

    /// `describe-network-interfaces`, with what the readers look at.
    package func networkInterfaces() -> [UInt8] {
        var text = JSONBytes()
        text.list("NetworkInterfaces", interfaces) { plan, text in
            let network = networks[plan.network]
            let subnet = network.subnets[plan.subnet].id
            text.raw("{\"NetworkInterfaceId\":\"\(plan.id)\",\"Status\":\"in-use\",\"InterfaceType\":\"interface\",")
            text.raw("\"OwnerId\":\"\(Self.account)\",\"VpcId\":\"\(network.id)\",\"SubnetId\":\"\(subnet)\",")
            if let shown = plan.publicAddress { text.raw("\"Association\":{\"PublicIp\":\"\(shown)\"},") }
            let four = plan.privateAddresses[0]
            text.raw("\"PrivateIpAddress\":\"\(four)\",")
            text.raw("\"PrivateIpAddresses\":[{\"Primary\":true,\"PrivateIpAddress\":\"\(four)\"}],")
            text.array("Ipv6Addresses", plan.privateAddresses.dropFirst()) { $1.raw("{\"Ipv6Address\":\"\($0)\"}") }
            text.raw(",")
            text.array("Groups", plan.groups) { number, text in
                text.raw("{\"GroupId\":\"\(groups[number].id)\",\"GroupName\":\"\(groups[number].name)\"}")
            }
            text.raw(",\"TagSet\":[]}")
        }
        return text.bytes
    }

    /// Everything else: `describe-vpcs`, `-subnets` and `-prefix-lists`, each a document.
    package func places() -> [(name: String, bytes: [UInt8])] {
        var vpcs = JSONBytes()
        vpcs.list("Vpcs", networks) { plan, text in
            text.raw("{\"VpcId\":\"\(plan.id)\",\"OwnerId\":\"\(Self.account)\",\"CidrBlock\":\"\(plan.v4)\",")
            text.array("Ipv6CidrBlockAssociationSet", plan.v6.map { [$0] } ?? []) { $1.raw("{\"Ipv6CidrBlock\":\"\($0)\"}") }
            text.raw(",\"Tags\":[{\"Key\":\"Name\",\"Value\":\"\(plan.name)\"}]}")
        }
        var subnets = JSONBytes()
        let all = networks.flatMap { network in network.subnets.map { (network.id, $0) } }
        subnets.list("Subnets", all) { entry, text in
            let (vpc, plan) = entry
            text.raw("{\"SubnetId\":\"\(plan.id)\",\"VpcId\":\"\(vpc)\",\"AvailabilityZone\":\"\(plan.zone)\",")
            text.raw("\"CidrBlock\":\"\(plan.v4)\",")
            text.array("Ipv6CidrBlockAssociationSet", plan.v6.map { [$0] } ?? []) { $1.raw("{\"Ipv6CidrBlock\":\"\($0)\"}") }
            text.raw("}")
        }
        var lists = JSONBytes()
        lists.list("PrefixLists", prefixLists) { plan, text in
            text.raw("{\"PrefixListId\":\"\(plan.id)\",\"PrefixListName\":\"\(plan.name)\",")
            text.raw("\"AddressFamily\":\"\(plan.version.name)\",")
            text.array("Cidrs", plan.entries) { $1.raw("\"\($0)\"") }
            text.raw("}")
        }
        return [("vpcs.json", vpcs.bytes), ("subnets.json", subnets.bytes), ("prefix-lists.json", lists.bytes)]
    }

    private func permissions(_ name: String, _ rules: [RulePlan], of group: Int, _ text: inout JSONBytes) {
        var order: [Traffic] = []
        var together: [Traffic: [RulePlan]] = [:]
        for rule in rules {
            if together[rule.traffic] == nil { order.append(rule.traffic) }
            together[rule.traffic, default: []].append(rule)
        }
        text.array(name, order) { traffic, text in
            let protocolText = traffic.ipProtocol == .all ? "-1" : traffic.ipProtocol.description
            text.raw("{\"IpProtocol\":\"\(protocolText)\",")
            if traffic.ipProtocol != .all { text.raw("\"FromPort\":\(traffic.from),\"ToPort\":\(traffic.to),") }
            peers(together[traffic] ?? [], of: group, &text)
            text.raw("}")
        }
    }

    private func peers(_ rules: [RulePlan], of group: Int, _ text: inout JSONBytes) {
        func array(_ name: String, _ value: (RulePlan.Peer) -> String?) {
            let entries = rules.compactMap { rule in value(rule.peer).map { ($0, rule.description) } }
            text.array(name, entries) { entry, text in
                text.raw("{\(entry.0)")
                if !entry.1.isEmpty { text.raw(",\"Description\":\"\(entry.1)\"") }
                text.raw("}")
            }
        }
        func network(_ peer: RulePlan.Peer, _ version: IPVersion) -> IPNetwork? {
            guard case .network(let network) = peer, network.version == version else { return nil }
            return network
        }
        array("UserIdGroupPairs") { peer in
            guard case .group(let other) = peer else { return nil }
            let pair = "\"UserId\":\"\(Self.account)\",\"GroupId\":\"\(groups[other].id)\""
            guard let peering = peering(from: group, to: other) else { return pair }
            let vpc = networks[groups[other].network].id
            return pair + ",\"VpcId\":\"\(vpc)\",\"VpcPeeringConnectionId\":\"\(peering)\",\"PeeringStatus\":\"active\""
        }
        text.raw(",")
        array("IpRanges") { network($0, .v4).map { "\"CidrIp\":\"\($0)\"" } }
        text.raw(",")
        array("Ipv6Ranges") { network($0, .v6).map { "\"CidrIpv6\":\"\($0)\"" } }
        text.raw(",")
        array("PrefixListIds") { peer in
            guard case .prefixList(let list) = peer else { return nil }
            return "\"PrefixListId\":\"\(prefixLists[list].id)\""
        }
    }
}

/// Bytes of JSON, written in order; nothing in an environment needs escaping.
struct JSONBytes {
    private(set) var bytes: [UInt8] = []

    mutating func raw(_ text: String) { bytes.append(contentsOf: text.utf8) }

    /// A document of one list.
    mutating func list<Elements: Collection>(
        _ name: String, _ elements: Elements, _ write: (Elements.Element, inout JSONBytes) -> Void
    ) {
        raw("{")
        array(name, elements, write)
        raw("}\n")
    }

    /// A member that is an array.
    mutating func array<Elements: Collection>(
        _ name: String, _ elements: Elements, _ write: (Elements.Element, inout JSONBytes) -> Void
    ) {
        raw("\"\(name)\":[")
        var isFirst = true
        for element in elements {
            if !isFirst { raw(",") }
            isFirst = false
            write(element, &self)
        }
        raw("]")
    }
}
