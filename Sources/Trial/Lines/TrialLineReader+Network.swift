import CoreModel
import Documentation
import Reachability

/// Entries of network ACLs, routes, what carries which group.
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
            try accept(own)
            return [.network(.changeRoute(known, to: own.target))]
        }
        try accept(own)
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

    /// A group that interfaces carry or do not; with one of what AWS made them for all of its interfaces change, as AWS sets their groups
    /// at once.
    ///
    /// The line says what they are of, where some of them were named and a name leads to all; nil where it is as it was typed.
    func attachment(
        _ sign: Character, _ carrier: [TrialToken], _ group: [TrialToken]
    ) throws(TrialFault) -> (edits: [Edit], line: String?) {
        let text = TrialToken.name(carrier)
        if text.isEmpty { throw .lacks(.carrier, "") }
        guard let interfaces = try interfaces(text) else { throw .lacks(.carrier, text) }
        let own = try self.group(group)
        func isOpen(_ place: InterfaceIndex) -> Bool { inventory[place].groups.contains(own) == (sign == "-") }
        let named = interfaces.filter(isOpen)
        if sign == "~" { throw .unknownVerb("~") }
        if named.isEmpty { throw .carries(text, group: name(own), already: sign == "+") }
        let holders = named.map { inventory.groupHolder(of: $0) }
        let all = zip(named, holders).flatMap { $1?.interfaces ?? [$0] }.distinct()
        let open = all.filter(isOpen)
        for interface in open {
            try accept(groupsOf: interface)
            if sign == "+" { try accept(own, on: interface) }
        }
        let bare = sign == "-" ? open.filter { inventory[$0].groups.allSatisfy { $0 == own } } : []
        if !bare.isEmpty { throw .lastGroup(bare.map { writer.name(interface: $0) }.distinct(), group: name(own)) }
        let edits = open.map { interface -> Edit in
            let interface = inventory[inventory[interface].id]
            return sign == "+" ? .attach(group: id(own), interface: interface) : .detach(group: id(own), interface: interface)
        }
        if open.count == 1 || Set(interfaces).isSuperset(of: open) { return (edits, nil) }
        let whole = holders.count == 1 ? holders[0].flatMap { called($0, by: named[0]) } : nil
        return (edits, whole.map { "\(sign) \(writer.plain($0)) carries \(writer.name(own))" })
    }

    /// What leads to all interfaces of what AWS made one for, and to nothing else; nil where nothing does.
    private func called(_ holder: GroupHolder, by place: InterfaceIndex) -> String? {
        [holder.name, analyzer.names.name(of: place), holder.id ?? ""].first { name in
            let meant = name.isEmpty ? nil : (try? analyzer.resolver.resolve(name))?.kind.interfaces
            return meant.map { Set($0) } == Set(holder.interfaces)
        }
    }

    private func interfaces(_ text: String) throws(TrialFault) -> [InterfaceIndex]? {
        let found = try end(text).kind
        return found.network?.isAddress == true ? holders(of: found) : found.interfaces
    }

    /// The interfaces that have an address; nil where none in the input has it.
    func holders(of end: End) -> [InterfaceIndex]? {
        guard let network = end.network, network.isAddress else { return nil }
        let holders = inventory.interfaces.indices.filter { inventory.interfaces[$0].hasAddress(network.address) }
        return holders.isEmpty ? nil : holders.map(InterfaceIndex.init)
    }
}
