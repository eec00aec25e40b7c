import CoreModel
import Events

/// What an event did, from its request and its answer.
///
/// Names of members are those of the EC2 API with a small first letter; ModifySecurityGroupRules has them capital and wrapped. What an
/// event of a known call does not tell is an act that says so.
struct EventActs {
    let kind: EventKind
    let request: JSONValue?
    let response: JSONValue?

    init(_ kind: EventKind, request: JSONValue?, response: JSONValue?) {
        (self.kind, self.request, self.response) = (kind, request, response)
    }

    var acts: [RecordedAct] {
        switch kind {
        case .authorize(let isEgress): EventRules(request, response).authorized(isEgress ? .egress : .ingress)
        case .revoke(let isEgress): EventRules(request, response).revoked(isEgress ? .egress : .ingress)
        case .modifyRules: EventRules(request, response).modified
        case .describeRules(let isEgress): EventRules(request, response).described(isEgress ? .egress : .ingress)
        case .createGroup, .deleteGroup: group
        case .modifyInterface, .modifyInstance, .runInstances, .createInterface, .deleteInterface, .terminateInstances: carried
        case .createEntry, .replaceEntry, .deleteEntry, .useACL: EventNetwork(kind, request, response).acts
        case .createRoute, .replaceRoute, .deleteRoute: EventNetwork(kind, request, response).acts
        case .createTable, .deleteTable, .useTable, .reuseTable, .leaveTable: EventNetwork(kind, request, response).acts
        case .attachGateway, .detachGateway, .deleteGateway, .deleteSubnet: EventNetwork(kind, request, response).acts
        case .modifyList: list
        case .otherService: otherService
        case .unfollowed: [.unfollowed]
        }
    }

    private var group: [RecordedAct] {
        if case .deleteGroup = kind {
            guard let id = request?.word("groupId", "groupName") ?? response?.word("groupId") else { return [] }
            return [.deleteGroup(id)]
        }
        guard let id = response?.word("groupId") else { return [] }
        return [
            .createGroup(
                EditedGroup(
                    id: id, name: request?.word("groupName") ?? "", description: request?.word("groupDescription") ?? "",
                    vpc: request?.word("vpcId") ?? ""))
        ]
    }

    // MARK: Interfaces

    private var carried: [RecordedAct] {
        switch kind {
        case .modifyInterface:
            guard let id = request?.word("networkInterfaceId") else { return [] }
            if let groups = Self.groups(request) { return [.carry(interface: id, groups)] }
            // What it forwards, what it is attached to.
            return request?.field("sourceDestCheck") == nil ? [] : [.unfollowed]
        case .modifyInstance:
            guard let id = request?.word("instanceId") else { return [] }
            if let groups = Self.groups(request) { return [.carryInstance(id, groups)] }
            return request?.field("sourceDestCheck") == nil ? [] : [.unfollowed]
        case .createInterface:
            let own = response?.field("networkInterface") ?? response
            guard let own, let id = own.word("networkInterfaceId") else { return [] }
            return [.createInterface(id, Self.groups(own) ?? Self.groups(request) ?? [])]
        case .runInstances: return launched
        case .deleteInterface:
            guard let id = request?.word("networkInterfaceId") else { return [] }
            return [.deleteInterface(id)]
        case .terminateInstances:
            let instances = request?.field("instancesSet")?.items ?? response?.field("instancesSet")?.items ?? []
            return instances.compactMap { $0.word("instanceId") }.map { .deleteInterface($0) }
        default: return []
        }
    }

    private var launched: [RecordedAct] {
        (response?.items("instancesSet") ?? []).flatMap { instance -> [RecordedAct] in
            let interfaces = instance.items("networkInterfaceSet").compactMap { own -> RecordedAct? in
                guard let id = own.word("networkInterfaceId") else { return nil }
                return .createInterface(id, Self.groups(own) ?? Self.groups(instance) ?? [])
            }
            if !interfaces.isEmpty { return interfaces }
            guard let id = instance.word("instanceId"), let groups = Self.groups(instance) ?? Self.groups(request) else {
                return []
            }
            return [.createInterface(id, groups)]
        }
    }

    /// The ids of a set of groups; nil where there is no set.
    private static func groups(_ value: JSONValue?) -> [String]? {
        guard let set = value?.field("groupSet", "groups", "securityGroupIdSet", "groupIdSet", "groupIds") else { return nil }
        let ids = set.items.compactMap { $0.word ?? $0.word("groupId") }
        return ids.isEmpty ? nil : ids.distinct().sorted()
    }

    // MARK: Others

    private var list: [RecordedAct] {
        let own = request?.field("ModifyManagedPrefixListRequest", "RestoreManagedPrefixListVersionRequest") ?? request
        guard let own, let id = own.word("prefixListId", "PrefixListId") else { return [] }
        // The entries of an earlier version are there again, and the event does not tell them.
        if own.field("previousVersion", "PreviousVersion") != nil { return [.changeList(id, added: [], removed: [])] }
        func networks(_ entries: [JSONValue]) -> [IPNetwork?] {
            entries.map { entry in
                guard let text = entry.word("cidr", "Cidr") ?? entry.word else { return nil }
                return try? WrittenNetwork(parsing: text).network
            }
        }
        let added = networks(own.items("addEntry", "addEntrySet", "AddEntry", "addEntries"))
        let removed = networks(own.items("removeEntry", "removeEntrySet", "RemoveEntry", "removeEntries"))
        return added.isEmpty && removed.isEmpty ? [] : [.changeList(id, added: added, removed: removed)]
    }

    private var otherService: [RecordedAct] {
        guard let request else { return [] }
        guard let groups = request.field(containing: "securitygroup") ?? Self.deep(request) else { return [] }
        let ids = groups.items.compactMap { $0.word ?? $0.word("securityGroupId", "groupId") }.distinct().sorted()
        if ids.isEmpty { return [] }
        let names: [StaticString] = [
            "loadBalancerArn", "loadBalancerName", "dBInstanceIdentifier", "dBClusterIdentifier", "service", "functionName",
            "replicationGroupId", "cacheClusterId", "name", "mountTargetId",
        ]
        for name in names {
            if let word = request.word(name) { return [.carryOther(word, ids)] }
        }
        return [.carryOther("", ids)]
    }

    /// The groups of a network or VPC configuration.
    private static func deep(_ request: JSONValue) -> JSONValue? {
        for name in ["networkConfiguration", "vpcConfig", "resourcesVpcConfig"] as [StaticString] {
            guard let own = request.field(name) else { continue }
            if let groups = own.field(containing: "securitygroup") { return groups }
            if let inner = own.field("awsvpcConfiguration"), let groups = inner.field(containing: "securitygroup") {
                return groups
            }
        }
        return nil
    }
}

extension Sequence where Element: Hashable {
    /// Each element once, where it stands first.
    fileprivate func distinct() -> [Element] {
        var known: Set<Element> = []
        return filter { known.insert($0).inserted }
    }
}
