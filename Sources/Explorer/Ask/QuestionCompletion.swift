import Reachability
import CoreModel
import Map

extension ExplorerModel {
    /// What can be typed as an end: names that begin with the text, then those that hold it; groups before what carries them.
    func ends(startingWith typed: String) -> [String] {
        let wanted = typed.lowercased().withoutOuterBlanks
        if wanted.isEmpty { return groupsFirst }
        var ranks: [[String]] = [[], [], [], []]
        for place in endIndex.places(holding: [wanted]) {
            ranks[(lowerEnds[place].hasPrefix(wanted) ? 0 : 2) + (isGroupEnd[place] ? 0 : 1)].append(ends[place])
        }
        return ranks.flatMap { $0 }
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
