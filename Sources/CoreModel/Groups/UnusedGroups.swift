extension Inventory {
    /// The loaded groups that nothing uses: no interface carries them, and no rule of another group names them; nil where not every
    /// interface is listed, so that nobody knows who carries what.
    ///
    /// A default group is none: it cannot be deleted. Linear in rules and interfaces.
    public var unusedGroups: Set<GroupIndex>? {
        guard hasCompleteInterfaceListing else { return nil }
        var isUsed = [Bool](repeating: false, count: groups.count)
        for rule in rules {
            guard case .group(let place) = rule.peer else { continue }
            let group = references[Int(place)].group
            if group != rule.group { isUsed[Int(group.number)] = true }
        }
        for interface in interfaces {
            for group in interface.groups { isUsed[Int(group.number)] = true }
        }
        return Set(loadedGroups.filter { !isUsed[Int($0.number)] && self[self[$0].name] != "default" })
    }
}
