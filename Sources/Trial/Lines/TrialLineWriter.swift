import CoreModel
import Documentation
import Reachability

/// Writes edits as lines that ``TrialLineReader`` reads back: by names where these lead back to the same, else by ids.
struct TrialLineWriter {
    let analyzer: Analyzer
    private var inventory: Inventory { analyzer.inventory }

    init(_ analyzer: Analyzer) { self.analyzer = analyzer }

    /// The line of an edit; nil where no line says it: groups that come or go.
    func text(_ edit: Edit) -> String? {
        switch edit {
        case .add(let rule): "+ \(self.rule(rule))"
        case .remove(let rule): "- \(self.rule(rule, hasWords: false))"
        case .change(let old, let new): "~ \(rule(old, hasWords: false)) : \(changed(old, new))"
        case .attach(let group, let interface): "+ \(name(interface: interface)) carries \(name(group: group))"
        case .detach(let group, let interface): "- \(name(interface: interface)) carries \(name(group: group))"
        case .addGroup, .removeGroup: nil
        case .network(let edit): text(edit)
        }
    }

    // MARK: Rules

    /// "rds ingress tcp 5432 from alb "words"".
    func rule(_ rule: EditedRule) -> String { self.rule(rule, hasWords: true) }

    /// What a rule without words is for: "tcp 5432 from ALB SG".
    func words(_ rule: EditedRule) -> String {
        let own = rule.identity
        let peer = own.peer.group.map { id in inventory.group(id: id).map { analyzer.names.name(of: $0) } ?? id } ?? own.peer.text
        return "\(traffic(own.traffic)) \(own.direction.preposition) \(peer)"
    }

    private func rule(_ rule: EditedRule, hasWords: Bool) -> String {
        let own = rule.identity
        let words = hasWords && !rule.description.isEmpty ? " \(TrialToken.quoted(rule.description))" : ""
        return
            "\(name(group: rule.group)) \(own.direction.name) \(traffic(own.traffic)) \(own.direction.preposition) \(name(own.peer))\(words)"
    }

    private func changed(_ old: EditedRule, _ new: EditedRule) -> String {
        var parts: [String] = []
        if old.identity.traffic != new.identity.traffic
            || old.identity.peer == new.identity.peer && old.description == new.description
        {
            parts.append(traffic(new.identity.traffic))
        }
        if old.identity.peer != new.identity.peer {
            parts.append("\(new.identity.direction.preposition) \(name(new.identity.peer))")
        }
        if old.description != new.description { parts.append(TrialToken.quoted(new.description)) }
        return parts.joined(separator: " ")
    }

    /// "tcp 5432", "icmp 8/0", "all", "proto/50".
    func traffic(_ traffic: Traffic) -> String {
        if traffic.ipProtocol == .all { return "all" }
        guard traffic.ipProtocol.hasPorts || traffic.ipProtocol.isICMP else { return PortText.text(traffic) }
        // An ICMP type that is any has no selector.
        return traffic.selectorText.map { "\(traffic.ipProtocol) \($0)" } ?? "\(traffic.ipProtocol)"
    }

    // MARK: The network

    /// "acl isolated out 110 allow tcp 1024-65535 to 10.0.0.0/20".
    func entry(_ entry: EditedEntry) -> String {
        "acl \(name(entry.acl, [.networkACL])) \(entry.direction == .ingress ? "in" : "out") \(entry.number) \(allowed(entry))"
    }

    private func allowed(_ entry: EditedEntry) -> String {
        "\(entry.action == .allow ? "allow" : "deny") \(traffic(entry.traffic)) \(entry.direction.preposition) \(entry.network)"
    }

    /// "route private 0.0.0.0/0 nat-1".
    func route(_ route: EditedRoute) -> String {
        "route \(name(route.table, [.routeTable])) \(destination(route.destination)) \(target(route.target))"
    }

    private func destination(_ destination: EditedRoute.Destination) -> String {
        switch destination {
        case .network(let network): network.description
        case .prefixList(let id): id
        }
    }

    private func target(_ target: EditedTarget) -> String {
        guard target.kind != .local else { return "local" }
        let kinds = TrialThings.targets
        return FoundComponent.all(in: inventory).contains { inventory[$0.id] == target.id && kinds.contains($0.kind) }
            ? name(target.id, kinds) : plain(target.id)
    }

    private func text(_ edit: NetworkEdit) -> String? {
        switch edit {
        case .addEntry(let entry):
            return "\(inventory.entry(entry.acl, entry.direction, entry.number) == nil ? "+" : "~") \(self.entry(entry))"
        case .removeEntry(let entry):
            return "- acl \(name(entry.acl, [.networkACL])) \(entry.direction == .ingress ? "in" : "out") \(entry.number)"
        case .addRoute(let route):
            return "\(inventory.written(route.table, route.destination) == nil ? "+" : "~") \(self.route(route))"
        case .changeRoute(var route, let target):
            route.target = target
            return "~ \(self.route(route))"
        case .removeRoute(let route): return "- route \(name(route.table, [.routeTable])) \(destination(route.destination))"
        case .exclude(let resource, let mode):
            return "exclude \(plain(resource)) \(mode == .bidirectional ? "bidirectional" : "egress")"
        case .attachGateway(let id, let vpc): return "attach \(plain(id)) to \(plain(vpc))"
        case .disableSourceDestinationCheck(let id): return "forward \(plain(id))"
        case .associate(let own):
            let allocation = own.allocation.isEmpty ? "" : " \(plain(own.allocation))"
            return "address \(own.address) to \(plain(own.interface)) \(own.privateAddress)\(allocation)"
        case .acceptPeering(let id): return "accept \(plain(id))"
        case .associateAttachment(let own, let table): return "associate \(attachment(own)) to \(plain(table))"
        case .propagate(let own, let table): return "propagate \(attachment(own)) to \(plain(table))"
        case .addTransitRoute(let route):
            return
                "+ tgw-route \(plain(route.table)) \(destination(route.destination)) \(route.attachment.map(plain) ?? "blackhole")"
        case .removeTransitRoute(let route): return "- tgw-route \(plain(route.table)) \(destination(route.destination))"
        case .addSubnet(let subnet, let own): return "extend \(attachment(own)) to \(plain(subnet))"
        case .keepReferencesAcross(let id): return "references \(plain(id))"
        case .keepReferences(let own): return "references \(attachment(own))"
        case .crossZones(let id): return "cross-zones \(plain(id))"
        case .off(let id): return "off \(plain(id))"
        }
    }

    private func attachment(_ own: EditedAttachment) -> String {
        own.gateway.isEmpty ? plain(own.id) : "\(plain(own.id)) \(plain(own.gateway))"
    }

    // MARK: Names

    private func name(_ peer: EndIdentity) -> String {
        switch peer {
        case .network(let network): network.description
        case .prefixList(let id): plain(id)
        case .group(let id): name(group: id)
        }
    }

    private func name(group id: String) -> String { inventory.group(id: id).map(name) ?? plain(id) }

    /// What an interface is called where that leads back to it alone, else its id.
    private func name(interface id: String) -> String {
        inventory.interfaces.firstIndex { inventory[$0.id] == id }.map { name(interface: InterfaceIndex($0)) } ?? plain(id)
    }

    /// The same of one by its place.
    func name(interface: InterfaceIndex) -> String {
        let id = inventory[inventory[interface].id]
        let name = analyzer.names.name(of: interface)
        return (try? analyzer.resolver.resolve(name))?.kind == .interfaces([interface]) ? plain(name) : plain(id)
    }

    /// A group's name where it leads back to the group, else its id.
    func name(_ group: GroupIndex) -> String {
        let (id, name) = (inventory[inventory[group].id], analyzer.names.name(of: group))
        let isControlled = name.unicodeScalars.contains { $0.properties.generalCategory == .control }
        guard !isControlled, (try? analyzer.resolver.resolve(name))?.kind == .group(group) else { return plain(id) }
        return plain(name)
    }

    func name(_ thing: TrialThings.Thing) -> String {
        guard !thing.name.isEmpty else { return plain(thing.id) }
        let meant = try? TrialLineReader(analyzer).drillTarget(thing.name)
        return meant == .thing(thing) ? plain(thing.name) : plain(thing.id)
    }

    private func name(_ id: String, _ kinds: Set<FoundComponent.Kind>) -> String {
        let things = TrialThings(inventory: inventory).all(kinds)
        guard let own = things.first(where: { $0.id == id }), !own.name.isEmpty,
            TrialThings.called(own.name, among: things) == [own]
        else { return plain(id) }
        return plain(own.name)
    }

    /// A name as it stands in a line: in quotes where a word of it would be taken for another part.
    func plain(_ name: String) -> String { Self.plain(name) }

    static func plain(_ name: String) -> String {
        let tokens = TrialToken.tokens(of: name)
        let isPlain =
            !tokens.isEmpty && tokens.allSatisfy { !$0.isQuoted && !$0.isOne(of: TrialWords.all) }
            && tokens.map(\.text).joined(separator: " ") == name && !TrialWords.signs.contains(String(name.prefix(1)))
        return isPlain ? name : TrialToken.quoted(name)
    }
}
