import CoreModel

extension Analyzer {
    /// The analyzer of the inventory after some edits: what it looks up is made anew only as far as the edits change it.
    ///
    /// What an active route proved of its target stays proved, since the edits are of what was read. Complexity: rules, routes and entries
    /// of ACLs cost what ``Inventory/applying(_:)`` costs; everything else, also what interfaces carry, is linear in groups and interfaces.
    public func applying(_ edits: [Edit]) -> Analyzer {
        if edits.isEmpty { return self }
        let edited = inventory.applying(edits)
        let names = Names(self.names, after: edited)
        let hasSameGroups = edited.groups.count == inventory.groups.count
        // Interfaces that go move the places of the others, and new groups are none that the index has a place for.
        let keepsPlaces = hasSameGroups && edited.interfaces.count == inventory.interfaces.count
        let directory = keepsPlaces ? self.directory : NameDirectory(edited, names: names)
        // Whoever changes made of another inventory has no members for good may be given some again: that is made anew.
        let keepsIndexes = keepsPlaces && edits.allSatisfy { $0.keepsIndexes || $0.isOfCarrying && self.index.gone.isEmpty }
        if keepsIndexes {
            let isCarrying = edits.contains(where: \.isOfCarrying)
            let index = isCarrying ? self.index.afterCarrying(edited, instead: inventory) : self.index
            let result = Analyzer(
                self, edited: edited, names: names, index, directory,
                Lazy { [walker] in Walker(walker.value, after: edited, index) })
            return before.map(result.after) ?? result
        }
        let isIndexed =
            keepsPlaces && edits.allSatisfy(\.isOfNetworkAlone) && edited.interfaces == inventory.interfaces
            && edited.subnets == inventory.subnets && edited.vpcs == inventory.vpcs
        let off = self.index.off.union(edited.places(turnedOffBy: edits))
        let index = (isIndexed ? self.index : InventoryIndex(edited)).without(subnets: off, in: edited)
        let result = Analyzer(self, edited: edited, names: names, index, directory, Lazy { Walker(edited, index) })
        return before.map(result.after) ?? result
    }

    /// The same question of an inventory that edits made of this one's; nil where an end is not there any more.
    public func question(_ question: Question, after edited: Inventory) -> Question? {
        func end(_ old: Endpoint) -> Endpoint? {
            guard let now = edited.end(old.kind, of: inventory) else { return nil }
            if let group = now.group, edited[group].knowledge == .absent, let was = old.kind.group,
                inventory[was].knowledge != .absent
            {
                return nil
            }
            return Endpoint(now, asked: old.asked, finding: old.finding, hidesText: old.hidesText)
        }
        guard let source = end(question.source), let destination = end(question.destination) else { return nil }
        return try? Question(
            from: source, to: destination, port: question.port, version: question.version, clientPort: question.clientPort)
    }
}

extension Inventory {
    /// The subnets that drills among edits take away, by themselves or with their zones.
    fileprivate func places(turnedOffBy edits: [Edit]) -> Set<TextID> {
        let ids = Set(
            edits.compactMap { edit -> TextID? in
                if case .network(.off(let id)) = edit { texts.find(id) } else { nil }
            }.filter { !$0.isNone })
        if ids.isEmpty { return [] }
        return Set(subnets.filter { subnet in [subnet.id, subnet.zone, subnet.zoneID].contains(where: ids.contains) }.map(\.id))
    }
}

extension Edit {
    /// Whether nothing that is looked up by id or address changes with it.
    fileprivate var keepsIndexes: Bool {
        switch self {
        case .add, .remove, .change: true
        case .network(.addEntry), .network(.removeEntry), .network(.addRoute), .network(.removeRoute), .network(.changeRoute),
            .network(.disableSourceDestinationCheck):
            true
        case .addGroup, .removeGroup, .attach, .detach, .network: false
        }
    }

    /// Whether it puts a group on an interface or takes it off.
    fileprivate var isOfCarrying: Bool {
        switch self {
        case .attach, .detach: true
        case .add, .remove, .change, .addGroup, .removeGroup, .network: false
        }
    }

    /// Whether neither groups nor what interfaces carry change with it.
    fileprivate var isOfNetworkAlone: Bool {
        switch self {
        case .add, .remove, .change, .network: true
        case .addGroup, .removeGroup, .attach, .detach: false
        }
    }
}
