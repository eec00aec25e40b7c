import Notes
import Reachability
import CoreModel

/// Finds what the ends of documented flows are in an inventory.
public struct DocumentedEnds: Sendable {
    /// What a documented end is here.
    public enum Meaning: Sendable, Hashable {
        /// Every group and the internet of both families.
        case any
        /// These: several groups may have one title; none where no group and no list of the inventory is called so.
        case ends([End])

        /// The ends; none where it is anybody.
        public var ends: [End] { if case .ends(let ends) = self { ends } else { [] } }

        /// The one end; nil where it is anybody, several or nothing.
        public var only: End? { ends.count == 1 ? ends.first : nil }
    }

    private let annotations: Annotations
    private var groups: [String: [GroupIndex]] = [:]
    /// What stands for the `*` of the pattern that fits a group.
    private var baseNames: [GroupIndex: String] = [:]

    /// Looks through the groups of an inventory once.
    public init(_ annotations: Annotations) {
        self.annotations = annotations
        let inventory = annotations.inventory
        var byTitle: [String: [GroupIndex]] = [:]
        var byName: [String: [GroupIndex]] = [:]
        for place in inventory.groups.indices where !inventory.groups[place].isCopy {
            let index = GroupIndex(place)
            let group = inventory.groups[place]
            if let notes = annotations.notes(of: index) {
                byTitle[notes.title.lowercased(), default: []].append(index)
                if let base = Self.baseName(inventory[group.name], notes) { baseNames[index] = base }
            }
            let names = [annotations.names.name(of: index), inventory[group.name], inventory[group.id]].map { $0.lowercased() }
            for name in Set(names) where !name.isEmpty { byName[name, default: []].append(index) }
        }
        groups = byName.merging(byTitle) { _, titled in titled }
    }

    /// What an end is.
    public func meaning(of end: DocumentedEnd) -> Meaning {
        switch end {
        case .any: return .any
        case .internet: return .ends([.internet])
        case .group(let title): return .ends((groups[title.lowercased()] ?? []).map(End.group))
        case .network(let network): return .ends([End(named: network)])
        case .prefixList(let id): return .ends([annotations.inventory.prefixList(id: id).map(End.prefixList)].compactMap { $0 })
        }
    }

    /// Whether the notes or the inventory know a group of this title, name or id.
    public func knows(_ title: String) -> Bool {
        groups[title.lowercased()] != nil || annotations.notes?.group(titled: title) != nil
    }

    /// Which of some groups belong together with another: of one VPC, and of one base name where the titles' patterns tell one.
    ///
    /// Notes for `*-alb-sg` and `*-rds-sg` speak of chat-dev-alb-sg with chat-dev-rds-sg, not with chat-prod-rds-sg.
    public func companions(of group: GroupIndex, among others: [GroupIndex]) -> [GroupIndex] {
        guard others.count > 1 else { return others }
        let inventory = annotations.inventory
        let vpc = inventory[group].vpc
        let sameVpc = vpc.isNone ? [] : others.filter { inventory[$0].vpc == vpc }
        let near = sameVpc.isEmpty ? others : sameVpc
        guard near.count > 1, let base = baseNames[group] else { return near }
        let sameBase = near.filter { baseNames[$0] == base }
        return sameBase.isEmpty ? near : sameBase
    }

    /// What stands for the `*` of the pattern that fits a name; nil where no pattern with one `*` does.
    private static func baseName(_ name: String, _ notes: GroupNotes) -> String? {
        let name = name.lowercased()
        for matcher in notes.matchers {
            guard let pattern = matcher.namePattern, pattern.matches(name) else { continue }
            let parts = pattern.text.lowercased().split(separator: "*", omittingEmptySubsequences: false)
            if parts.count == 2 { return String(name.dropFirst(parts[0].count).dropLast(parts[1].count)) }
        }
        return nil
    }
}
