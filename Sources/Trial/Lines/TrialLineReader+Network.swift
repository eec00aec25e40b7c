import CoreModel
import Documentation
import Reachability

/// Entries of network ACLs, routes, what carries which group, drills.
extension TrialLineReader {
    // MARK: Entries

    /// `isolated out 110 allow tcp 1024-65535 to 10.0.0.0/20`; behind `-` the number is enough.
    func entry(_ sign: Character, _ tokens: [TrialToken]) throws(TrialFault) -> [Edit] {
        guard let place = tokens.firstIndex(where: { $0.isOne(of: TrialWords.directions) }) else {
            throw .lacks(.direction, tokens.count > 1 ? tokens[1].text : "")
        }
        let acl = try things.one(TrialToken.name(tokens[..<place]), .acl, among: things.all([.networkACL]))
        let direction: Direction = tokens[place].isOne(of: TrialWords.ingress) ? .ingress : .egress
        let rest = Array(tokens[(place + 1)...])
        guard let number = rest.first.flatMap({ Int($0.text) }), (1...NetworkACLEntry.lastNumber - 1).contains(number) else {
            throw .lacks(.number, rest.first?.text ?? "")
        }
        let known = inventory.entry(acl.id, direction, number)
        if sign == "+", let known { throw .standsAlready(writer.entry(known)) }
        if sign != "+", known == nil {
            throw .noEntry(acl: acl.name.isEmpty ? acl.id : acl.name, candidates: entries(acl.id, direction))
        }
        if sign == "-", let known { return [.network(.removeEntry(known))] }
        let told = rest.dropFirst().drop { $0.isOne(of: [":"]) }
        return [.network(.addEntry(try entry(acl.id, direction, number, Array(told))))]
    }

    private func entry(
        _ acl: String, _ direction: Direction, _ number: Int, _ tokens: [TrialToken]
    ) throws(TrialFault) -> EditedEntry {
        guard let word = tokens.first, word.isOne(of: ["allow", "deny"]) else { throw .lacks(.action, tokens.first?.text ?? "") }
        guard let place = tokens.firstIndex(where: { $0.isOne(of: TrialWords.prepositions) }) else {
            throw .lacks(.preposition, "")
        }
        guard tokens[place].isOne(of: [direction == .ingress ? "from" : "to"]) else {
            throw .lacks(.preposition, tokens[place].text)
        }
        guard place + 2 == tokens.count else {
            throw .lacks(.network, TrialToken.name(tokens[(place + 1)...]))
        }
        let network = try network(tokens[place + 1].text)
        let all = try traffic(Array(tokens[1..<place]), network.version)
        guard all.count == 1 else { throw .lacks(.ports, TrialToken.name(tokens[1..<place])) }
        let action: NetworkACLEntry.Action = word.text.lowercased() == "allow" ? .allow : .deny
        return EditedEntry(acl: acl, direction, number, action, all[0], network)
    }

    private func entries(_ acl: String, _ direction: Direction) -> [String] {
        guard let place = inventory.topology.networkACLs.firstIndex(where: { inventory[$0.id] == acl }) else { return [] }
        let own = inventory.topology.networkACLs[place].entries.filter { $0.direction == direction }
        return own.compactMap { inventory.edited($0, of: NetworkACLIndex(place)) }.map(writer.entry)
    }

    // MARK: Routes

    /// `app-c 10.48.0.0/16 prod-reporting`.
    func route(_ sign: Character, _ tokens: [TrialToken]) throws(TrialFault) -> [Edit] {
        guard let place = tokens.indices.dropFirst().first(where: { destination(tokens[$0].text) != nil }),
            let to = destination(tokens[place].text)
        else { throw .lacks(tokens.isEmpty ? .table : .destination, tokens.last?.text ?? "") }
        let table = try things.one(TrialToken.name(tokens[..<place]), .table, among: things.all([.routeTable]))
        let target = TrialToken.name(tokens[(place + 1)...].filter { !$0.isOne(of: [":", "->"]) })
        let known = inventory.written(table.id, to)
        if sign != "+", known == nil {
            throw .noRoute(table: table.name.isEmpty ? table.id : table.name, candidates: routes(table.id))
        }
        let isLocal = known.map { comesWithVpc($0, of: table.id) } ?? false
        if sign == "-", let known {
            if isLocal { throw .cannotGo(writer.route(known), .localRoute) }
            return [.network(.removeRoute(known))]
        }
        if target.isEmpty { throw .lacks(.target, "") }
        let own = EditedRoute(table: table.id, to, try things.target(target, analyzer))
        // AWS sets only a route that came with the VPC back to local.
        if own.target.kind == .local, !isLocal { throw .lacks(.target, target) }
        if let known {
            if sign == "+" || known == own { throw .standsAlready(writer.route(known)) }
            return [.network(.changeRoute(known, to: own.target))]
        }
        return [.network(.addRoute(own))]
    }

    /// Whether a route came with its VPC, wherever it leads by now.
    private func comesWithVpc(_ route: EditedRoute, of table: String) -> Bool {
        if route.target.kind == .local { return true }
        guard let place = inventory.topology.routeTables.firstIndex(where: { inventory[$0.id] == table }) else { return false }
        let routes = inventory.topology.routeTables[place].routes.filter { $0.origin == .createRouteTable }
        return routes.contains { inventory.edited($0, of: RouteTableIndex(place))?.destination == route.destination }
    }

    private func destination(_ text: String) -> EditedRoute.Destination? {
        if text.hasPrefix("pl-"), inventory.prefixList(id: text) != nil || text.count > 10 { return .prefixList(text) }
        if let network = try? WrittenNetwork(parsing: text).network, text.contains("/") || text.contains(".") {
            return .network(network)
        }
        return text.lowercased() == "internet" ? .network(.everything(.v4)) : nil
    }

    private func routes(_ table: String) -> [String] {
        guard let place = inventory.topology.routeTables.firstIndex(where: { inventory[$0.id] == table }) else { return [] }
        let own = inventory.topology.routeTables[place].routes.filter { !$0.origin.isPropagated && $0.target.kind != .local }
        return own.compactMap { inventory.edited($0, of: RouteTableIndex(place)) }.map(writer.route)
    }

    // MARK: What carries which group

    func attachment(_ sign: Character, _ carrier: [TrialToken], _ group: [TrialToken]) throws(TrialFault) -> [Edit] {
        let text = TrialToken.name(carrier)
        if text.isEmpty { throw .lacks(.carrier, "") }
        guard let interfaces = try interfaces(text) else { throw .lacks(.carrier, text) }
        let own = try self.group(group)
        let open = interfaces.filter { inventory[$0].groups.contains(own) == (sign == "-") }
        if sign == "~" { throw .unknownVerb("~") }
        if open.isEmpty { throw .carries(text, group: name(own), already: sign == "+") }
        let bare = sign == "-" ? open.filter { inventory[$0].groups.allSatisfy { $0 == own } } : []
        if !bare.isEmpty { throw .lastGroup(bare.map { writer.name(interface: $0) }.distinct(), group: name(own)) }
        return open.map { interface in
            let interface = inventory[inventory[interface].id]
            return sign == "+" ? .attach(group: id(own), interface: interface) : .detach(group: id(own), interface: interface)
        }
    }

    private func interfaces(_ text: String) throws(TrialFault) -> [InterfaceIndex]? {
        let found = try end(text).kind
        return found.network?.isAddress == true ? holders(of: found) : found.interfaces
    }

    /// The interfaces that have an address; nil where none in the input has it.
    private func holders(of end: End) -> [InterfaceIndex]? {
        guard let network = end.network, network.isAddress else { return nil }
        let holders = inventory.interfaces.indices.filter { inventory.interfaces[$0].hasAddress(network.address) }
        return holders.isEmpty ? nil : holders.map(InterfaceIndex.init)
    }

    // MARK: Drills

    /// Kinds of which nothing can be gone by itself, with what of them can be changed.
    private static let kept: [FoundComponent.Kind: TrialFault.Parts] = [
        .networkACL: .entries, .transitGatewayTable: .routes, .customerGateway: .none, .directConnectGateway: .none,
        .firewall: .none, .targetGroup: .none,
    ]

    /// What a drill takes away.
    enum DrillTarget: Hashable {
        case end(Endpoint)
        case thing(TrialThings.Thing)
    }

    func drill(_ tokens: [TrialToken]) throws(TrialFault) -> TrialLine {
        let text = TrialToken.name(tokens)
        if text.isEmpty { throw .lacks(.thing, "") }
        switch try drillTarget(text) {
        case .end(let end): return try drill(end, text)
        case .thing(let thing): return try drill(thing)
        }
    }

    /// What is called so and can be gone.
    func drillTarget(_ text: String) throws(TrialFault) -> DrillTarget {
        let components = FoundComponent.all(in: inventory)
        let all = components.map { TrialThings.Thing(id: inventory[$0.id], name: inventory[$0.name], word: $0.kind.word) }
        let things = things.zones + things.subnets + all
        let called = TrialThings.called(text, among: things)
        var resolver = analyzer.resolver
        resolver.suggests = false
        let end = Result { [resolver] () throws(QuestionError) in try resolver.resolve(text) }
        let known = try? end.get()
        // What is called so as a whole comes first; a group and a gateway of one name are asked back.
        let isWhole = known.map { isCalled($0, text) } ?? false
        if called.count + (isWhole ? 1 : 0) > 1 {
            let own = known.flatMap { inventory.id(of: $0) }.map { ["\(text) (\($0))"] } ?? []
            throw .severalThings(text, candidates: called.map(\.label) + (isWhole ? own : []))
        }
        if called.isEmpty, let known, let holders = holders(of: known.kind) {
            return .end(Endpoint(.interfaces(holders), asked: text))
        }
        if called.isEmpty, isWhole || known?.kind.group != nil || known?.kind.interfaces != nil, let known { return .end(known) }
        if called.isEmpty, case .failure(let error) = end, case .ambiguousEnd = error { throw .asking(error) }
        return .thing(try self.things.one(text, .thing, among: called.isEmpty ? things : called))
    }

    private func isCalled(_ end: Endpoint, _ text: String) -> Bool {
        if inventory.id(of: end) == text { return true }
        guard end.kind.group != nil || end.kind.interfaces != nil else { return false }
        return [analyzer.names.name(of: end), end.kind.group.map { inventory[inventory[$0].name] } ?? ""]
            .contains { $0.lowercased() == text.lowercased() }
    }

    private func drill(_ end: Endpoint, _ text: String) throws(TrialFault) -> TrialLine {
        switch end.kind {
        case .group(let group):
            return TrialLine(
                text: "off \(writer.name(group))", edits: inventory.takingAway(group), drill: .group(id(group)))
        case .interfaces(let interfaces):
            let ids = interfaces.map { inventory[inventory[$0].id] }
            let named = (try? analyzer.resolver.resolve(text))?.kind
            let isCalled = named.map { $0 == end.kind || holders(of: $0) == interfaces } ?? false
            let name = isCalled ? writer.plain(text) : ids.joined(separator: " ")
            return TrialLine(text: "off \(name)", edits: ids.map { .network(.off($0)) }, drill: .interfaces(ids))
        case .internet, .network, .prefixList: throw .noThing(.thing, text, close: [])
        }
    }

    private func drill(_ thing: TrialThings.Thing) throws(TrialFault) -> TrialLine {
        let component = FoundComponent.all(in: inventory).first { inventory[$0.id] == thing.id }
        if let component, let parts = Self.kept[component.kind] {
            throw .cannotGo(thing.name.isEmpty ? thing.id : thing.name, .noDrill("a \(thing.word)", parts))
        }
        let table = inventory.topology.routeTables.first { inventory[$0.id] == thing.id }
        if table?.isMain == true { throw .cannotGo(thing.name.isEmpty ? thing.id : thing.name, .mainTable) }
        let drill: TrialLine.Drill =
            thing.word == "zone" ? .zone(thing.id) : thing.word == "subnet" ? .subnet(thing.id) : .component(thing.id)
        return TrialLine(text: "off \(writer.name(thing))", edits: [.network(.off(thing.id))], drill: drill)
    }
}

extension Inventory {
    /// What is left of a group's doing once it is gone: nobody's rules name it, and it has none.
    ///
    /// It stays on interfaces that carry no other, which would not be filtered at all without any: AWS lets no interface go without one.
    func takingAway(_ group: GroupIndex) -> [Edit] {
        let id = self[self[group].id]
        let own = Direction.allCases.flatMap { rules(of: group, $0) }.map { self[$0] }
        let naming = rules.filter { rule in rule.group != group && reference(of: rule.peer)?.group == group }
        let gone = (own + naming).map { rule in
            Edit.remove(edited(rule, of: self[self[rule.group].id], as: identity(of: rule)))
        }
        let worn = interfaces.filter { $0.groups.contains(group) && $0.groups.count > 1 }
        return gone + worn.map { .detach(group: id, interface: self[$0.id]) }
    }
}
