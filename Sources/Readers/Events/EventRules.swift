import CoreModel
import Events

/// The rules that an event authorised, revoked or changed.
struct EventRules {
    private let request: JSONValue?
    private let response: JSONValue?
    /// The group's id; of an old event its name.
    private let group: String

    init(_ request: JSONValue?, _ response: JSONValue?) {
        self.request = request
        self.response = response
        group = request?.word("groupId", "GroupId") ?? request?.word("groupName", "GroupName") ?? ""
    }

    /// The rules that came, with the ids that the answer tells.
    func authorized(_ direction: Direction) -> [RecordedAct] {
        let told = ruleSet("securityGroupRuleSet", "securityGroupRules").map { rule(item: $0, direction) }
        let asked = permissions(direction)
        if asked.isEmpty {
            let whole = told.filter { $0.identity != nil }
            return whole.isEmpty ? unclear : whole.map(RecordedAct.addRule)
        }
        return Self.named(asked, by: told).map(RecordedAct.addRule)
    }

    /// The rules that went: those of the request, and by id what only that names.
    func revoked(_ direction: Direction) -> [RecordedAct] {
        let told = ruleSet("revokedSecurityGroupRuleSet", "revokedSecurityGroupRules").map { rule(item: $0, direction) }
        // What the call names in vain was not there.
        let missing = Set(
            (response?.field(containing: "unknownippermission")?.items ?? []).flatMap {
                permission($0, direction).compactMap(\.identity)
            })
        let asked = permissions(direction).filter { $0.identity.map { !missing.contains($0) } ?? true }
        let ids = (request?.items("securityGroupRuleIds", "securityGroupRuleIdSet") ?? []).compactMap { item in
            item.word ?? item.word("securityGroupRuleId", "SecurityGroupRuleId")
        }
        var result = Self.named(asked, by: told)
        for id in ids {
            result.append(told.first { $0.id == id } ?? RecordedRule(id: id, group: group, direction))
        }
        // Some answers alone say what went.
        if result.isEmpty { result = told.filter { $0.identity != nil } }
        return result.isEmpty ? unclear : result.map(RecordedAct.removeRule)
    }

    /// The rules as they are after a change: a request in capitals, wrapped, of one rule or several.
    var modified: [RecordedAct] {
        let own = request?.field("ModifySecurityGroupRulesRequest", "modifySecurityGroupRulesRequest") ?? request
        guard let own else { return [] }
        let group = own.word("GroupId", "groupId") ?? group
        let acts = own.items("SecurityGroupRule", "SecurityGroupRules", "securityGroupRules", "securityGroupRuleSet")
            .compactMap { item -> RecordedAct? in
                guard let id = item.word("SecurityGroupRuleId", "securityGroupRuleId") else { return nil }
                guard let inner = item.field("SecurityGroupRule", "securityGroupRule") else { return nil }
                var rule = rule(item: inner, nil)
                (rule.id, rule.group) = (id, group)
                return .changeRule(rule)
            }
        return acts.isEmpty ? (group.isEmpty ? [] : [.changeSomeRule(group: group)]) : acts
    }

    /// The rules that got another description.
    func described(_ direction: Direction) -> [RecordedAct] {
        let byID = (request?.items("securityGroupRuleDescriptions", "securityGroupRuleDescriptionSet") ?? []).compactMap {
            item -> RecordedRule? in
            guard let id = item.word("securityGroupRuleId", "SecurityGroupRuleId") else { return nil }
            return RecordedRule(
                id: id, group: group, direction, description: item.word("description", "Description") ?? "")
        }
        let all = permissions(direction) + byID
        return all.map(RecordedAct.describeRule)
    }

    /// What is left where the record does not tell which rules.
    private var unclear: [RecordedAct] { group.isEmpty ? [] : [.changeSomeRule(group: group)] }

    private func ruleSet(_ names: StaticString...) -> [JSONValue] {
        for name in names {
            if let set = response?.field(name) { return set.items }
        }
        return []
    }

    /// Rules of a request with the ids of those of the answer: alike ones, then what is left where only one can be meant.
    private static func named(_ asked: [RecordedRule], by told: [RecordedRule]) -> [RecordedRule] {
        var left = told.filter { $0.id != nil }
        var result = asked
        for place in result.indices {
            guard let match = left.firstIndex(where: { $0.identity != nil && $0.identity == result[place].identity }) else {
                continue
            }
            result[place].id = left.remove(at: match).id
        }
        let open = result.indices.filter { result[$0].id == nil }
        for place in open {
            let fitting = left.indices.filter { left[$0].peer == nil && left[$0].traffic == result[place].traffic }
            let rivals = open.filter { result[$0].id == nil && result[$0].traffic == result[place].traffic }
            if fitting.count == 1, rivals.count == 1 { result[place].id = left.remove(at: fitting[0]).id }
        }
        return result
    }

    // MARK: Permissions

    private func permissions(_ direction: Direction) -> [RecordedRule] {
        guard let request else { return [] }
        let list = request.items("ipPermissions", "IpPermissions")
        if !list.isEmpty { return list.flatMap { permission($0, direction) } }
        // An old console's form has all of it flat.
        guard request.word("ipProtocol") != nil else { return [] }
        if let cidr = request.word("cidrIp"), let network = try? WrittenNetwork(parsing: cidr).network {
            return [RecordedRule(group: group, direction, traffic(request), .network(network), description: "")]
        }
        guard let name = request.word("sourceSecurityGroupId", "sourceSecurityGroupName") else { return [] }
        return [RecordedRule(group: group, direction, traffic(request), .group(name), description: "")]
    }

    /// The rules of one permission: one for each group, CIDR and list.
    private func permission(_ value: JSONValue, _ direction: Direction) -> [RecordedRule] {
        let traffic = traffic(value)
        func rule(_ peer: EndIdentity?, _ item: JSONValue) -> RecordedRule {
            RecordedRule(
                group: group, direction, traffic, peer, description: item.word("description", "Description") ?? "")
        }
        func ranges(_ items: [JSONValue], _ version: IPVersion) -> [RecordedRule] {
            items.map { item in
                let text = item.word("cidrIp", "cidrIpv6", "CidrIp", "CidrIpv6") ?? item.word ?? ""
                let network = try? WrittenNetwork(parsing: text, version: version).network
                return rule(network.map { .network($0) }, item)
            }
        }
        let pairs = value.items("groups", "userIdGroupPairs", "UserIdGroupPairs").map { item in
            rule(item.word("groupId", "GroupId", "groupName", "GroupName").map { .group($0) }, item)
        }
        let lists = value.items("prefixListIds", "PrefixListIds").map { item in
            rule((item.word("prefixListId", "PrefixListId") ?? item.word).map { .prefixList($0) }, item)
        }
        return pairs + ranges(value.items("ipRanges", "IpRanges", "ipv4Ranges"), .v4)
            + ranges(value.items("ipv6Ranges", "Ipv6Ranges"), .v6) + lists
    }

    private func traffic(_ value: JSONValue) -> Traffic? {
        guard let name = value.word("ipProtocol", "IpProtocol"), let known = IPProtocol(name) else { return nil }
        return try? Traffic(known, from: value.whole("fromPort", "FromPort"), to: value.whole("toPort", "ToPort"))
    }

    /// One rule of an answer, or of a change, where each peer has a member of its own.
    private func rule(item: JSONValue, _ direction: Direction?) -> RecordedRule {
        let isEgress = (item.field("isEgress") ?? item.field("IsEgress"))?.truth
        let own: Direction? = if let isEgress { isEgress ? .egress : .ingress } else { direction }
        return RecordedRule(
            id: item.word("securityGroupRuleId", "SecurityGroupRuleId"),
            group: item.word("groupId", "GroupId") ?? group, own, traffic(item), peer(item),
            description: item.word("description", "Description") ?? "")
    }

    private func peer(_ item: JSONValue) -> EndIdentity? {
        if let text = item.word("cidrIpv4", "CidrIpv4", "cidrIp", "CidrIp"), let network = Self.network(text, .v4) {
            return .network(network)
        }
        if let text = item.word("cidrIpv6", "CidrIpv6"), let network = Self.network(text, .v6) { return .network(network) }
        if let list = item.word("prefixListId", "PrefixListId") { return .prefixList(list) }
        if let group = item.word("referencedGroupId", "ReferencedGroupId") { return .group(group) }
        // The key of a referenced group differs by consumer.
        guard let named = item.field("referencedGroupInfo", "ReferencedGroupInfo", "referencedGroup") else { return nil }
        return (named.word ?? named.word("groupId", "GroupId")).map { .group($0) }
    }

    private static func network(_ text: String, _ version: IPVersion) -> IPNetwork? {
        try? WrittenNetwork(parsing: text, version: version).network
    }
}
