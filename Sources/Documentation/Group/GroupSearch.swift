import Annotations
import Reachability
import CoreModel

/// Finds groups by words, by a port, or by who is let in: the explorer's list and `sgscope list`.
public struct GroupSearch: Sendable {
    /// A group that was found.
    public struct Hit: Hashable, Sendable {
        /// The group.
        public var group: GroupIndex
        /// Whether it is let in for certain, where that was asked.
        public var outcome: Outcome?
    }

    /// Every loaded group, by title, then id.
    let all: [GroupIndex]
    private let analyzer: Analyzer
    private let index: TextIndex

    /// A search over an analyzer's inventory; linear in the texts of its groups.
    public init(annotations: Annotations, analyzer: Analyzer) {
        self.analyzer = analyzer
        let inventory = annotations.inventory
        let keyed = inventory.loadedGroups.map { (annotations.names.name(of: $0).lowercased(), inventory[inventory[$0].id], $0) }
        all = keyed.sorted { $0 < $1 }.map(\.2)
        index = TextIndex(
            all.lazy.map { place in
                let group = inventory[place]
                let tags = group.tags.map { "\(inventory[$0.key])=\(inventory[$0.value])" }
                let texts = [
                    annotations.names.name(of: place), inventory[group.name], inventory[group.id], inventory[group.description],
                    inventory[group.vpc],
                ]
                return (texts + tags).joined(separator: "\n")
            })
    }

    /// The groups that a text finds, in the order of ``all``; all for the empty text.
    public func hits(for text: String) -> [Hit] { hits(for: GroupQuery(text, resolver: analyzer.resolver)) }

    /// The groups that a query finds, in the order of ``all``.
    public func hits(for query: GroupQuery) -> [Hit] {
        switch query {
        case .words(let words): return index.places(holding: words).map { Hit(group: all[$0]) }
        case .wordsOrPort(let words, let port):
            let named = Set(index.places(holding: words))
            return all.indices.filter { named.contains($0) || analyzer.hasIngress(all[$0], on: port) }.map { Hit(group: all[$0]) }
        case .port(let port): return all.filter { analyzer.hasIngress($0, on: port) }.map { Hit(group: $0) }
        case .letsIn(let end, let port):
            return all.compactMap { group in
                let outcome = analyzer.admission(of: end, into: group, on: port)
                return outcome == .fail ? nil : Hit(group: group, outcome: outcome)
            }
        }
    }
}
