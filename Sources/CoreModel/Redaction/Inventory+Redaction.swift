extension StandIns {
    /// Learns every text and block of an inventory.
    public mutating func learn(_ inventory: Inventory) {
        func text(_ id: TextID) -> String { inventory[id] }
        for group in inventory.groups {
            learn(Self.plain(text(group.id), group), group.isUnknown ? .unknown : .id)
            learn(text(group.name), .group)
            learn(text(group.description), .words)
            learn(text(group.vpc), .id)
            learnOwner(text(group.owner))
            learn(group.tags, of: inventory)
        }
        for rule in inventory.rules {
            learn(text(rule.id), .id)
            learn(text(rule.description), .words)
        }
        for (_, tags) in inventory.ruleTags.sorted(by: { $0.key < $1.key }) { learn(tags, of: inventory) }
        for reference in inventory.references { learnOwner(text(reference.account)) }
        learn(inventory.references, of: inventory, [(\.vpc, .id), (\.peeringConnection, .id)])
        for list in inventory.prefixLists {
            if !list.isLeftOut { learn(text(list.id), list.isUnknown ? .unknown : .id) }
            learn(text(list.name), .list)
        }
        for owner in inventory.interfaces.map(\.owner) + inventory.vpcs.map(\.owner) + inventory.subnets.map(\.owner) {
            learnOwner(text(owner))
        }
        learn(
            inventory.interfaces, of: inventory,
            [
                (\.id, .id), (\.subnet, .id), (\.vpc, .id), (\.instance, .id), (\.description, .words), (\.name, .host),
                (\.attachment.name, .service),
            ])
        learn(inventory.instances, of: inventory, [(\.id, .id), (\.name, .host), (\.vpc, .id)])
        learn(inventory.vpcs, of: inventory, [(\.id, .id), (\.name, .vpc)])
        learn(inventory.subnets, of: inventory, [(\.id, .id), (\.name, .subnet), (\.vpc, .id)])
        for block in inventory.vpcs.flatMap(\.networks) + inventory.subnets.flatMap(\.networks) { learn(block) }
        learn(inventory.topology, of: inventory)
        for (name, _) in inventory.ownerNames { learn(name, .service) }
        for unknown in inventory.unknowns { learn(unknown, .unknown) }
    }

    /// Learns the keys and values of tags.
    private mutating func learn(_ tags: [Tag], of inventory: Inventory) {
        for tag in tags {
            if !Self.isKept(key: inventory[tag.key]) { learn(inventory[tag.key], .tag) }
            learn(inventory[tag.value], inventory[tag.key] == "Name" ? .group : .tag)
        }
    }

    /// Learns texts of things, each with what it is.
    private mutating func learn<Thing>(_ things: [Thing], of inventory: Inventory, _ texts: [(KeyPath<Thing, TextID>, Kind)]) {
        for thing in things {
            for (text, kind) in texts { learn(inventory[thing[keyPath: text]], kind) }
        }
    }

    mutating func learnOwner(_ owner: String) { learn(owner, owner.isDigits ? .account : .host) }

    /// An id without the number of a copy.
    fileprivate static func plain(_ id: String, _ group: Group) -> String {
        guard group.isCopy, let mark = id.lastIndex(of: "#") else { return id }
        return String(id[..<mark])
    }

    /// Tag keys that everybody has and that tell nothing.
    fileprivate static func isKept(key: String) -> Bool {
        key == "Name" || key.hasPrefix("aws:") || saysManager(key)
    }

    private static func saysManager(_ key: String) -> Bool {
        let key = key.lowercased()
        return Manager.habits.contains(key) || key == Manager.flag
    }

    /// The value of a tag that says which tool manages a group, cut down to the tool; nil for any other.
    fileprivate static func tool(key: String, value: String) -> String? {
        guard saysManager(key) else { return nil }
        let word = value.lowercased()
        return word == "true" || word == "false" ? word : Manager.Tool(namedIn: word)?.words.first
    }
}

extension Inventory {
    /// The same inventory with stand-ins for ids, accounts, addresses, names, tags and descriptions, in the same places.
    ///
    /// Verdicts stay what they are: groups, interfaces and rules keep their places and addresses keep what lies in what. What the inputs
    /// were called and what is to be known of them is left out. Regions, protocols, ports, times and the names of AWS's own prefix
    /// lists stay.
    public func redacted(_ standIns: StandIns) -> Inventory {
        var result = self
        var table = TextReplacement(texts, standIns)
        for place in result.groups.indices { table.replace(&result.groups[place], in: self) }
        for place in result.rules.indices {
            result.rules[place].id = table[rules[place].id]
            result.rules[place].description = table[rules[place].description]
            if let network = rules[place].peer.ipv4 { result.rules[place].peer = Peer(ipv4: table.network(network)) }
        }
        result.ruleTags = [:]
        for (id, tags) in ruleTags { result.ruleTags[table[id]] = table.replaced(tags, in: self) }
        for place in ignoredPorts.indices {
            guard let network = ignoredPorts[place].rule.peer.ipv4 else { continue }
            result.ignoredPorts[place].rule.peer = Peer(ipv4: table.network(network))
        }
        result.ipv6Networks = ipv6Networks.map(standIns.network)
        for place in references.indices {
            table.replace(&result.references[place], [\.account, \.vpc, \.peeringConnection], keeping: [\.peeringStatus])
        }
        for place in prefixLists.indices {
            let list = prefixLists[place]
            result.prefixLists[place].id = list.isLeftOut ? table.kept(list.id) : table[list.id]
            result.prefixLists[place].name = table.listName(list.name)
            // AWS's own lists hold everybody's addresses; they are turned with the others, so that what lies in what stays.
            result.prefixLists[place].entries = list.entries.map { $0.map(standIns.network) }
        }
        for place in interfaces.indices { table.replace(&result.interfaces[place]) }
        for place in instances.indices { table.replace(&result.instances[place], [\.id, \.name, \.vpc]) }
        for place in vpcs.indices {
            table.replace(&result.vpcs[place], [\.id, \.name, \.owner], keeping: [\.region])
            result.vpcs[place].networks = vpcs[place].networks.map(standIns.network)
            result.vpcs[place].privateBlocks = vpcs[place].privateBlocks.map(standIns.network)
        }
        result.unknownVpcs = Set(unknownVpcs.map { table[$0] })
        for place in subnets.indices {
            table.replace(&result.subnets[place], [\.id, \.name, \.vpc, \.owner], keeping: [\.zone, \.zoneID])
            result.subnets[place].networks = subnets[place].networks.map(standIns.network)
        }
        table.replace(&result.topology)
        result.unlistedVpcs = unlistedVpcs.map { Set($0.map { table[$0] }) }
        if case .partial(let unlisted) = interfaceCoverage { result.interfaceCoverage = .partial(unlisted.map(standIns.network)) }
        result.provenance = provenance.redacted(standIns)
        result.ownerNames = ownerNames.map { (standIns.text($0.name), $0.interfaces) }.sorted { $0.0 < $1.0 }
        result.exactNames = [:]
        result.databaseSetters = [:]
        result.codeNames = [:]
        result.texts = table.finish()
        result.groupsByID = GroupPlaces()
        for (place, group) in groups.enumerated() where groupsByID[group.id] == GroupIndex(place) {
            result.groupsByID[result.groups[place].id] = GroupIndex(place)
        }
        return result
    }
}

/// Makes the table of an inventory's stand-ins, each text looked up once.
struct TextReplacement {
    private let old: StringTable
    let standIns: StandIns
    private var table = StringTable()
    private var places: [TextID: TextID] = [:]
    private var networks: [IPNetwork: IPNetwork] = [:]

    init(_ old: StringTable, _ standIns: StandIns) {
        self.old = old
        self.standIns = standIns
    }

    /// The stand-in of a text.
    subscript(id: TextID) -> TextID {
        mutating get {
            if id.isNone { return .none }
            if let known = places[id] { return known }
            let new = table.intern(standIns.text(old[id]))
            places[id] = new
            return new
        }
    }

    /// The name of a prefix list: AWS's own are everybody's.
    mutating func listName(_ id: TextID) -> TextID { old[id].hasPrefix("com.amazonaws.") ? kept(id) : self[id] }

    /// A text as it is.
    mutating func kept(_ id: TextID) -> TextID { id.isNone ? .none : table.intern(old[id]) }

    /// A text as it was.
    func old(_ id: TextID) -> String { old[id] }

    /// Keeps a text that is made of stand-ins; an empty one is none.
    mutating func new(_ text: String) -> TextID { text.isEmpty ? .none : table.intern(text) }

    mutating func network(_ network: IPNetwork) -> IPNetwork {
        if let known = networks[network] { return known }
        let new = standIns.network(network)
        networks[network] = new
        return new
    }

    /// Puts stand-ins in the place of texts of a thing; `keeping` are those that stay.
    mutating func replace<Thing>(
        _ thing: inout Thing, _ texts: [WritableKeyPath<Thing, TextID>], keeping: [WritableKeyPath<Thing, TextID>] = []
    ) {
        for text in texts { thing[keyPath: text] = self[thing[keyPath: text]] }
        for text in keeping { thing[keyPath: text] = kept(thing[keyPath: text]) }
    }

    mutating func replace(_ group: inout Group, in inventory: Inventory) {
        let id = inventory[group.id]
        if group.isCopy, let mark = id.lastIndex(of: "#") {
            group.id = table.intern(standIns.text(StandIns.plain(id, group)) + id[mark...])
        } else {
            group.id = self[group.id]
        }
        replace(&group, [\.name, \.description, \.vpc, \.owner], keeping: [\.region])
        group.tags = replaced(group.tags, in: inventory)
        group.associatedVpcs = group.associatedVpcs.map { self[$0] }
    }

    mutating func replaced(_ tags: [Tag], in inventory: Inventory) -> [Tag] {
        tags.map { tag in
            let (key, value) = (inventory[tag.key], inventory[tag.value])
            let tool = StandIns.tool(key: key, value: value)
            return Tag(
                key: StandIns.isKept(key: key) ? kept(tag.key) : self[tag.key],
                value: tool.map { table.intern($0) } ?? self[tag.value])
        }
    }

    mutating func replace(_ interface: inout NetworkInterface) {
        replace(
            &interface,
            [\.id, \.subnet, \.vpc, \.owner, \.instance, \.description, \.name, \.attachment.name])
        interface.privateAddresses = interface.privateAddresses.map(standIns.address)
        interface.delegatedPrefixes = interface.delegatedPrefixes.map(standIns.network)
        interface.publicAddresses = interface.publicAddresses.map(standIns.address)
        interface.automaticAddresses = interface.automaticAddresses.map(standIns.address)
        interface.publicAssociations = interface.publicAssociations.map {
            PublicAssociation(standIns.address($0.privateAddress), standIns.address($0.publicAddress))
        }
        interface.type = kept(interface.type)
    }

    consuming func finish() -> StringTable { table }
}
