import Reachability
import SecurityGroups
import Text

extension ExplorerModel {
    /// The text that names a subject as an end of a question; an id where the name could be taken for something else.
    func endText(_ subject: MapSubject) -> String {
        switch subject {
        case .internet, .anywhere: return "internet"
        case .network(let network), .destination(let network):
            let text = network.prefixLength == network.version.bitWidth ? network.address.description : network.description
            return network.version == .v6 ? "[\(text)]" : text
        case .prefixList(let place), .destinationList(let place): return inventory[inventory.prefixLists[place].id]
        case .fold(_, let name): return name
        case .group(let group):
            let name = names.name(of: group)
            let isPlain =
                !name.contains(where: { ":→[]/".contains($0) }) && !name.contains("->") && TerminalText.safe(name) == name
            if isPlain, let end = try? analyzer.resolver.resolve(name), end.kind == .group(group) { return name }
            return inventory[inventory[group].id]
        }
    }

    /// The boxes that an end of a question stands for: an interface's are its groups'.
    func subjects(of end: Endpoint) -> [MapSubject] {
        switch end.kind {
        case .internet: return [.internet]
        case .group(let group): return [.group(group)]
        case .prefixList(let place): return [.prefixList(place)]
        case .interfaces(let interfaces): return groups(of: interfaces)
        case .network(let network):
            if map.node(of: .network(network)) != nil { return [.network(network)] }
            guard network.prefixLength == network.version.bitWidth else { return [] }
            return groups(holding: network.address)
        }
    }

    /// The box of an end of a hop.
    func subject(of end: HopEnd) -> MapSubject? {
        if let group = end.group { return .group(group) }
        return (try? analyzer.resolver.resolve(end.id)).flatMap { subjects(of: $0).first }
    }

    /// The groups of the interfaces that an address belongs to, by itself or by a delegated prefix.
    func groups(holding address: IPAddress) -> [MapSubject] {
        groups(of: inventory.interfaces.indices.filter { inventory.interfaces[$0].hasAddress(address) }.map(InterfaceIndex.init))
    }

    private func groups(of interfaces: [InterfaceIndex]) -> [MapSubject] {
        interfaces.flatMap { inventory[$0].groups }.distinct().map(MapSubject.group)
    }
}
