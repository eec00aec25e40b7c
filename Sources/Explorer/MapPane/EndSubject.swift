import Reachability
import CoreModel
import Text

extension ExplorerModel {
    /// The text that names a subject as an end of a question; an id where the name could be taken for something else.
    func endText(_ subject: MapSubject) -> String {
        guard let end = subject.end else { return subject.name(names, inventory) }
        if let network = end.network { return network.version == .v6 ? "[\(network.short)]" : network.short }
        if end.group != nil {
            let name = names.name(of: end)
            let isPlain =
                !name.contains(where: { ":→[]/".contains($0) }) && !name.contains("->") && TerminalText.safe(name) == name
            if isPlain, let found = try? analyzer.resolver.resolve(name), found.kind == end { return name }
        }
        return idText(subject)
    }

    /// The boxes that an end of a question stands for: an interface's are its groups'.
    func subjects(of end: Endpoint) -> [MapSubject] {
        if let interfaces = end.kind.interfaces { return groups(of: interfaces) }
        guard let network = end.kind.network, map.node(of: .end(end.kind)) == nil else { return [.end(end.kind)] }
        return network.isAddress ? groups(holding: network.address) : []
    }

    /// The box of an end of a hop.
    func subject(of end: Endpoint) -> MapSubject? { subjects(of: end).first }

    /// The groups of the interfaces that an address belongs to, by itself or by a delegated prefix.
    func groups(holding address: IPAddress) -> [MapSubject] {
        groups(of: inventory.interfaces.indices.filter { inventory.interfaces[$0].hasAddress(address) }.map(InterfaceIndex.init))
    }

    private func groups(of interfaces: [InterfaceIndex]) -> [MapSubject] {
        interfaces.flatMap { inventory[$0].groups }.distinct().map(MapSubject.group)
    }
}
