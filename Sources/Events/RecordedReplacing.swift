import CoreModel

/// What takes the place of the texts in records, by what each of them is.
public struct RecordedReplacing {
    /// What a text in a record is.
    public enum Kind: Sendable {
        /// The id of a thing.
        case id
        /// An id, or the name of a group, a load balancer, a database.
        case name
        /// What an author wrote.
        case words
        /// Who called.
        case caller
        /// An account.
        case account
    }

    private let text: (String, Kind) -> String
    private let network: (IPNetwork) -> IPNetwork

    /// Texts and networks are handed to these, each as often as it stands there.
    public init(text: @escaping (String, Kind) -> String, network: @escaping (IPNetwork) -> IPNetwork) {
        (self.text, self.network) = (text, network)
    }

    /// An event.
    public func event(_ event: RecordedEvent) -> RecordedEvent {
        var own = event
        own.id = id(event.id)
        own.who = event.who.map(caller)
        own.how = event.how.map(tool)
        own.from = event.from.map(origin)
        own.account = event.account.map { text($0, .account) }
        own.acts = event.acts.map(act)
        return own
    }

    /// Who called; services of AWS and the account's root stay.
    public func caller(_ who: String) -> String {
        who == "root" || who.hasSuffix(".amazonaws.com") || who == "AWS Internal" ? who : text(who, .caller)
    }

    /// The tools that everybody has stay.
    private func tool(_ how: String) -> String {
        let known: Set<String> = ["console", "aws-cli", "terraform", "cloudformation", "Boto3", "Botocore", "AWS"]
        return known.contains(how) || how.hasPrefix("aws-sdk") || how.hasSuffix(".amazonaws.com") ? how : "tool"
    }

    private func origin(_ from: String) -> String {
        if let own = try? IPAddress(parsing: from) {
            let length = own.version == .v4 ? 32 : 128
            return network(IPNetwork(containing: own, prefixLength: length)).address.description
        }
        return from.hasSuffix(".amazonaws.com") || from == "AWS Internal" ? from : "hidden"
    }

    private func id(_ id: String) -> String { id.isEmpty ? id : text(id, .id) }

    private func act(_ act: RecordedAct) -> RecordedAct {
        switch act {
        case .addRule(let own): .addRule(rule(own))
        case .removeRule(let own): .removeRule(rule(own))
        case .changeRule(let own): .changeRule(rule(own))
        case .describeRule(let own): .describeRule(rule(own))
        case .createGroup(let own): .createGroup(group(own))
        case .deleteGroup(let own): .deleteGroup(id(own))
        case .changeSomeRule(let own): .changeSomeRule(group: id(own))
        case .carry(let interface, let groups): .carry(interface: id(interface), groups.map(id))
        case .createInterface(let interface, let groups): .createInterface(id(interface), groups.map(id))
        case .carryInstance(let instance, let groups): .carryInstance(id(instance), groups.map(id))
        case .deleteInterface(let own): .deleteInterface(id(own))
        case .carryOther(let thing, let groups): .carryOther(text(thing, .name), groups.map(id))
        case .setEntry(let own, let replaces): .setEntry(entry(own), replaces: replaces)
        case .removeEntry(let own): .removeEntry(entry(own))
        case .setRoute(let own, let replaces): .setRoute(route(own), replaces: replaces)
        case .removeRoute(let table, let own): .removeRoute(table: id(table), destination(own))
        case .createTable(let own): .createTable(id(own))
        case .deleteTable(let own): .deleteTable(id(own))
        case .useACL(let association, let acl, let becomes):
            .useACL(association: id(association), acl: id(acl), becomes: becomes.map(id))
        case .useTable(let subnet, let table, let association):
            .useTable(subnet: id(subnet), table: id(table), association: association.map(id))
        case .useEdgeTable(let gateway, let table, let association):
            .useEdgeTable(gateway: id(gateway), table: id(table), association: association.map(id))
        case .reuseTable(let association, let table, let becomes):
            .reuseTable(association: id(association), table: id(table), becomes: becomes.map(id))
        case .leaveTable(let association): .leaveTable(association: id(association))
        case .changeList(let list, let added, let removed):
            .changeList(id(list), added: added.map { $0.map(network) }, removed: removed.map { $0.map(network) })
        case .attachGateway(let gateway, let vpc): .attachGateway(id(gateway), vpc: id(vpc))
        case .detachGateway(let gateway, let vpc): .detachGateway(id(gateway), vpc: id(vpc))
        case .deleteGateway(let own): .deleteGateway(id(own))
        case .deleteSubnet(let own): .deleteSubnet(id(own))
        case .unfollowed: .unfollowed
        }
    }

    private func rule(_ rule: RecordedRule) -> RecordedRule {
        var own = rule
        own.id = rule.id.map(id)
        // Old records name the group.
        own.group = text(rule.group, rule.group.hasPrefix("sg-") ? .id : .name)
        own.description = rule.description.map { $0.isEmpty ? $0 : text($0, .words) }
        own.peer = rule.peer.map(peer)
        return own
    }

    private func peer(_ peer: EndIdentity) -> EndIdentity {
        switch peer {
        case .network(let own): .network(network(own))
        case .group(let own): .group(id(own))
        case .prefixList(let own): .prefixList(id(own))
        }
    }

    private func entry(_ entry: RecordedEntry) -> RecordedEntry {
        var own = entry
        own.acl = id(entry.acl)
        own.network = entry.network.map(network)
        return own
    }

    private func route(_ route: EditedRoute) -> EditedRoute {
        EditedRoute(
            table: id(route.table), destination(route.destination), EditedTarget(route.target.kind, id(route.target.id)))
    }

    private func destination(_ destination: EditedRoute.Destination) -> EditedRoute.Destination {
        switch destination {
        case .network(let own): .network(network(own))
        case .prefixList(let own): .prefixList(id(own))
        }
    }

    private func group(_ group: EditedGroup) -> EditedGroup {
        EditedGroup(
            id: id(group.id), name: group.name.isEmpty ? "" : text(group.name, .name),
            description: group.description.isEmpty ? "" : text(group.description, .words), vpc: id(group.vpc),
            knowledge: group.knowledge)
    }
}

extension EventRecords {
    /// Hands all texts of the events that are kept to something.
    public func read(by replacing: RecordedReplacing) { for event in events { _ = replacing.event(event) } }
}

extension StandIns {
    /// Keeps what events tell.
    public mutating func learn(_ records: EventRecords) {
        var found: [(String, RecordedReplacing.Kind)] = []
        records.read(
            by: RecordedReplacing(
                text: {
                    found.append(($0, $1))
                    return $0
                }, network: { $0 }))
        for (text, kind) in found {
            switch kind {
            case .id: learn(text, .id)
            case .name: learn(text, .group)
            case .words: learn(text, .words)
            case .caller: learn(text, .caller)
            case .account: learn(text, .account)
            }
        }
    }

    /// What takes the place of texts in records.
    public var ofRecords: RecordedReplacing {
        RecordedReplacing(text: { text, _ in self.text(text) }, network: { self.network($0) })
    }
}

extension EventRecords {
    /// The same with stand-ins.
    public func redacted(_ standIns: StandIns) -> EventRecords {
        let replacing = standIns.ofRecords
        return mapping { replacing.event($0) }
    }
}

extension DatedInventory {
    /// The same with stand-ins.
    public func redacted(_ standIns: StandIns) -> DatedInventory {
        DatedInventory(
            time: time, source: source, inventory.redacted(standIns), isWhole: isWhole, deleted: deleted.map(standIns.text))
    }
}
