/// An end by what is the same in two readings of one environment: the id of a group or a list, a CIDR.
public enum EndIdentity: Hashable, Sendable {
    /// An address or a CIDR; 0.0.0.0/0 and ::/0 are told apart.
    case network(IPNetwork)
    /// A prefix list by its id.
    case prefixList(String)
    /// A group by its id.
    case group(String)

    /// The group's id, where it is one.
    public var group: String? { if case .group(let id) = self { id } else { nil } }

    /// The CIDR, where it is one.
    public var network: IPNetwork? { if case .network(let network) = self { network } else { nil } }

    /// The id or the CIDR.
    public var text: String {
        switch self {
        case .network(let network): network.description
        case .prefixList(let id), .group(let id): id
        }
    }

    /// What it is, as JSON says it: "internet", "network", "prefix-list", "group".
    public var word: String {
        switch self {
        case .network(let network): network.isEverything ? "internet" : "network"
        case .prefixList: "prefix-list"
        case .group: "group"
        }
    }
}

extension Inventory {
    /// What a rule names, by what is the same in another reading.
    public func identity(of peer: Peer) -> EndIdentity {
        if let network = network(of: peer) { return .network(network) }
        return prefixList(of: peer) == nil ? .group(text(of: peer)) : .prefixList(text(of: peer))
    }

    /// An end by what is the same in another reading; nil for the internet, which is two CIDRs, and for interfaces.
    public func identity(of end: End) -> EndIdentity? {
        if let network = end.network { return .network(network) }
        if end.prefixList != nil { return id(of: end).map(EndIdentity.prefixList) }
        return end.group == nil ? nil : id(of: end).map(EndIdentity.group)
    }

    /// What an end of another reading is here; nil where nothing has its id.
    public func end(_ identity: EndIdentity) -> End? {
        switch identity {
        case .network(let network): End(named: network)
        case .prefixList(let id): prefixList(id: id).map(End.prefixList)
        case .group(let id): group(id: id).map(End.group)
        }
    }

    /// What an end of another reading is here; nil where nothing has its id.
    public func end(_ end: End, of other: Inventory) -> End? {
        if let group = end.group { return self.group(id: other[other[group].id]).map(End.group) }
        if let list = end.prefixList { return prefixList(id: other[other.prefixLists[list].id]).map(End.prefixList) }
        guard let interfaces = end.interfaces else { return end }
        let ids = Set(interfaces.map { other[other[$0].id] })
        let here = self.interfaces.indices.filter { ids.contains(self[self.interfaces[$0].id]) }.map(InterfaceIndex.init)
        return here.isEmpty ? nil : .interfaces(here)
    }
}
