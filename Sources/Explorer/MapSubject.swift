import Reachability
import SecurityGroups

/// What a box of the map stands for.
public enum MapSubject: Hashable, Sendable {
    /// 0.0.0.0/0 and ::/0 as a source.
    case internet
    /// A group, loaded or only named.
    case group(GroupIndex)
    /// A network that ingress rules name.
    case network(IPNetwork)
    /// A prefix list that ingress rules name, by its place in ``Inventory/prefixLists``.
    case prefixList(Int)
    /// 0.0.0.0/0 and ::/0 as a destination, drawn on demand.
    case anywhere
    /// A network that egress rules name, drawn on demand: apart from the source of the same name, so that no circle comes of it.
    case destination(IPNetwork)
    /// A prefix list that egress rules name, drawn on demand, by its place in ``Inventory/prefixLists``.
    case destinationList(Int)
    /// Several subjects in one box; ``MapGraph/members`` tells which.
    case fold(MapFold, name: String)

    /// The subject that an edge leaves from.
    init(_ source: Edge.Source) {
        switch source {
        case .internet: self = .internet
        case .network(let network): self = .network(network)
        case .group(let group): self = .group(group)
        case .prefixList(let place): self = .prefixList(place)
        }
    }

    /// The group, where it is one.
    public var group: GroupIndex? {
        guard case .group(let group) = self else { return nil }
        return group
    }

    /// Whether it is a network or a prefix list.
    var isPeer: Bool {
        switch self {
        case .network, .prefixList, .destination, .destinationList: true
        case .internet, .group, .anywhere, .fold: false
        }
    }
}

extension MapSubject {
    /// The subject that a rule names.
    init(peer: Peer, in inventory: Inventory) {
        if let reference = inventory.reference(of: peer) {
            self = .group(reference.group)
        } else if let network = inventory.network(of: peer) {
            self = network.isEverything ? .internet : .network(network)
        } else if case .prefixList(let place) = peer {
            self = .prefixList(Int(place))
        } else {
            self = .internet
        }
    }

    /// The same as a destination, as egress rules name it.
    var asDestination: MapSubject {
        switch self {
        case .internet: .anywhere
        case .network(let network): .destination(network)
        case .prefixList(let place): .destinationList(place)
        case .group, .anywhere, .destination, .destinationList, .fold: self
        }
    }

    /// What it is called on screen.
    func name(_ names: Names, _ inventory: Inventory) -> String {
        switch self {
        case .internet: "INTERNET"
        case .anywhere: "ANYWHERE (out)"
        case .group(let group): names.name(of: group)
        case .network(let network): network.description
        case .destination(let network): "\(network) (out)"
        case .prefixList(let place): names.name(of: .prefixList(UInt32(place)))
        case .destinationList(let place): "\(names.name(of: .prefixList(UInt32(place)))) (out)"
        case .fold(_, let name): name
        }
    }
}
