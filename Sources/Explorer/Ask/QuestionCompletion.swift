import Reachability
import CoreModel
import Documentation
import Map
import Text

extension ExplorerModel {
    /// What can be typed as an end, by what a search finds: names, ids and addresses that begin with the text, then those that hold it,
    /// then names that are near it; groups before what carries them.
    func ends(startingWith typed: String) -> [String] { names(typed, endsOnly: true) }

    /// The same for a place to go to, which may be a subnet, a table or an account, too.
    func places(startingWith typed: String) -> [String] { names(typed, endsOnly: false) }

    private func names(_ typed: String, endsOnly: Bool) -> [String] {
        let wanted = typed.withoutOuterBlanks
        if wanted.isEmpty { return groupsFirst }
        if !finder.isPrepared, !Executor.resolvesAtOnce(self) {
            // What is looked up comes beside the keys; until then names alone are offered.
            let lower = wanted.lowercased()
            return groupsFirst.filter { $0.lowercased().contains(lower) }
        }
        let typeable = finder.names(wanted, endsOnly: endsOnly).prefix(Limits.completions).map(text)
        return typeable.filter { TerminalText.safe($0) == $0 && !$0.contains("->") }.distinct()
    }

    /// What names something that was found: what of it was typed, else its name.
    private func text(naming found: Found) -> String {
        switch (found.thing, found.field) {
        case (.network(let network), _): network.short
        case (.interface(let interface), .network): inventory[inventory[interface].id]
        case (.group(let group), .name): names.name(of: group)
        default: found.text
        }
    }

    /// Whether a text is an end for certain, as far as that can be told at once: what is left to a question may still be one.
    func isEnd(_ text: String, among candidates: [String]) -> Bool {
        if Executor.resolvesAtOnce(self) { return (try? analyzer.resolver.resolve(text)) != nil }
        if candidates.count == 1 || inventory.group(id: text) != nil { return true }
        let wanted = text.lowercased()
        if candidates.contains(where: { $0.lowercased() == wanted }) { return true }
        return (try? WrittenNetwork(parsing: text)) != nil
    }

    /// Ports that make sense between two ends: those that the source comes in by, then what else the destination lets in; with
    /// something typed, names of services too.
    func ports(from source: String, to destination: String, startingWith typed: String) -> [String] {
        let resolver = analyzer.resolver
        let end = (try? resolver.resolve(source)) ?? (try? resolver.resolve(ClientText(source).end))
        let sources = Set(end.map { subjects(of: $0) } ?? [])
        let destinations = (try? resolver.resolve(destination)).map { subjects(of: $0) } ?? []
        let groups = Set(destinations.compactMap(\.group))
        let into = groups.sorted().flatMap { analyzer.edges(into: $0) }
        var traffic = into.filter { sources.contains(.end($0.source)) }.flatMap(\.traffic).sorted(by: Self.ascending)
        traffic += into.filter { !sources.contains(.end($0.source)) }.flatMap(\.traffic).sorted(by: Self.ascending)
        if groups.isEmpty {
            for group in sources.compactMap(\.group) {
                traffic += inventory.rules(of: group, .egress).map { inventory[$0].traffic }.sorted(by: Self.ascending)
            }
        }
        var seen = Set<String>()
        let wanted = typed.lowercased()
        let sensible = traffic.map(PortText.text) + (wanted.isEmpty ? ["all"] : ServiceNames.all + ["all", "ping"])
        return sensible.filter { $0.hasPrefix(wanted) && seen.insert($0).inserted }
    }

    private static func ascending(_ left: Traffic, _ right: Traffic) -> Bool {
        (left.ipProtocol == .tcp ? 0 : 1, left.ipProtocol.number, left.from, left.to)
            < (right.ipProtocol == .tcp ? 0 : 1, right.ipProtocol.number, right.from, right.to)
    }
}
