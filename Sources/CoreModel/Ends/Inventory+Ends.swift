extension Inventory {
    /// What a rule names on its other side; of a reference the group, stale or not.
    public func end(of peer: Peer) -> End {
        switch peer {
        case .ipv4, .ipv6: network(of: peer).map(End.init(named:)) ?? .internet
        case .group(let place): .group(references[Int(place)].group)
        case .prefixList(let place): .prefixList(Int(place))
        }
    }

    /// The id of an end: that of a group or a list, of one interface, of the instance that several are; a CIDR is its own.
    ///
    /// nil for the internet, and for several interfaces without an instance.
    public func id(of end: End) -> String? {
        switch end {
        case .internet: nil
        case .network(let network): network.description
        case .prefixList(let place): self[prefixLists[place].id]
        case .interfaces(let interfaces):
            interfaces.count == 1
                ? interfaces.first.map { self[self[$0].id] }
                : interfaces.first.map { self[self[$0].instance] }.flatMap { $0.isEmpty ? nil : $0 }
        case .group(let group): self[self[group].id]
        }
    }

    /// The prefix list of an id.
    public func prefixList(id: String) -> Int? {
        texts.find(id).flatMap { wanted in prefixLists.firstIndex { $0.id == wanted } }
    }

    /// The family that an end is bound to: a network's, a list's that is known to have one; nil for what may have addresses of both.
    public func version(of end: End) -> IPVersion? { end.network?.version ?? end.prefixList.flatMap { prefixLists[$0].version } }

    /// The addresses that a rule covers by naming an end itself, and not who is there: the internet is everything, as 0.0.0.0/0 is.
    ///
    /// Empty for groups and interfaces, and for a list without entries.
    public func addresses(namedBy end: End, _ version: IPVersion) -> AddressSet {
        if end == .internet { return AddressSet(IPNetwork.everything(version).range) }
        return AddressSet(
            [end.network].compactMap { $0 } + (end.prefixList.flatMap { prefixLists[$0].entries } ?? []), version: version)
    }
}
