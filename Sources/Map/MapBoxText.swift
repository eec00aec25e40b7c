import Reachability
import CoreModel
import Text
import Words

/// Writes the two lines of a group's box: whom its own ingress rules let in, and on which ports.
///
///     Inbound: ALB only        Inbound: ECS only        Inbound: NONE
///     Port: 3001               Ports: 80, 443
struct MapBoxText {
    /// Columns that a line is kept to where that is possible: as wide as a usual title, so that no box grows by its lines.
    static let width = 24

    private let inventory: Inventory
    private let names: Names
    /// For each word, the loaded groups whose short title begins with it.
    private let groupsByFirstWord: [Substring: Set<GroupIndex>]
    /// Groups of which a member carries another that lets something in.
    private let openByOthers: Set<GroupIndex>

    init(_ inventory: Inventory, names: Names) {
        self.inventory = inventory
        self.names = names
        var words: [Substring: Set<GroupIndex>] = [:]
        for group in inventory.loadedGroups {
            if let word = Self.short(names.name(of: group)).split(separator: " ").first { words[word, default: []].insert(group) }
        }
        groupsByFirstWord = words
        var open = Set<GroupIndex>()
        for interface in inventory.interfaces where interface.groups.count > 1 {
            let letting = interface.groups.filter { !inventory[$0].ingress.isEmpty }
            for group in interface.groups where letting.contains(where: { $0 != group }) { open.insert(group) }
        }
        openByOthers = open
    }

    /// The lines of a group's box, by all edges that end there, one-sided ones of groups too.
    ///
    /// A one-sided edge of a network is over a family that the group has no address of: it is told where there is no other.
    /// NONE means that neither it nor another group of its members has ingress rules.
    func lines(_ edges: [Edge], of group: GroupIndex) -> [String] {
        let comers = edges.filter { $0.source != .group(group) }
        let usable = comers.filter { !$0.isOneSided || $0.source.group != nil }
        let others = usable.isEmpty ? comers : usable
        if others.isEmpty {
            if !edges.isEmpty { return ["Inbound: itself only"] }
            if inventory[group].knowledge(.ingress) != .complete { return ["Inbound: not known"] }
            if !inventory.rules(of: group, .ingress).isEmpty { return ["Inbound: stale only"] }
            return [openByOthers.contains(group) ? "Inbound: by other groups" : "Inbound: NONE"]
        }
        let traffic = TrafficSet(others.flatMap(\.rules).map { inventory[$0].traffic.points }).traffic
        return ["Inbound: \(sources(others))", ports(traffic)]
    }

    /// A title as it stands inside a sentence: "ALB" of "ALB SG".
    static func short(_ title: String) -> String {
        for ending in [" security group", " sg", "-sg", "_sg"] where title.lowercased().hasSuffix(ending) {
            let rest = title.dropLast(ending.count)
            if !rest.isEmpty { return String(rest) }
        }
        return title
    }

    private func sources(_ edges: [Edge]) -> String {
        let groups = edges.compactMap { $0.source.group }
        let outside = edges.filter { $0.source.group == nil }
        if edges.contains(where: { $0.source == .internet }) {
            let everything = Self.families(edges, in: inventory)
            return edges.count == 1 ? everything : "\(everything) +\(edges.count - 1)"
        }
        if edges.count == 1 { return Self.fitting("\(name(edges[0].source)) only") ?? name(edges[0].source) }
        if outside.isEmpty, let word = sharedWord(groups) { return "\(word) only" }
        let all = edges.map { name($0.source) }.sorted().joined(separator: ", ")
        return Self.fitting(all) ?? Self.counts(groups: groups.count, outside: outside.count)
    }

    /// The word that all of the groups' titles begin with, where no other group's does.
    private func sharedWord(_ groups: [GroupIndex]) -> String? {
        let words = Set(groups.map { Self.short(names.name(of: $0)).split(separator: " ").first ?? "" })
        guard words.count == 1, let word = words.first, groupsByFirstWord[word] == Set(groups) else { return nil }
        return String(word)
    }

    private func name(_ source: End) -> String {
        if let group = source.group { return Self.short(names.name(of: group)) }
        guard let place = source.prefixList else { return MapSubject.end(source).name(names, inventory) }
        let list = inventory.prefixLists[place]
        return inventory[list.name.isNone ? list.id : list.name]
    }

    /// "0.0.0.0/0", "::/0" or both, as the rules have it.
    private static func families(_ edges: [Edge], in inventory: Inventory) -> String {
        let rules = edges.filter { $0.source == .internet }.flatMap(\.rules)
        let texts = Set(rules.map { inventory.text(of: inventory[$0].peer) })
        return texts.sorted().joined(separator: ", ")
    }

    private static func counts(groups: Int, outside: Int) -> String {
        let parts = [(groups, "group"), (outside, "network")].filter { $0.0 > 0 }
        return parts.map { TextCount.of($0.0, $0.1) }.joined(separator: ", ")
    }

    private func ports(_ traffic: [Traffic]) -> String {
        let label = TrafficText.label(traffic)
        if traffic.contains(where: { $0.ipProtocol == .all }) { return "Ports: \(label)" }
        let isOne = traffic.count == 1 && (traffic.first?.ipProtocol.hasPorts ?? false)
        let word = isOne && traffic.first?.from == traffic.first?.to ? "Port" : "Ports"
        if let whole = Self.fitting(label) { return "\(word): \(whole)" }
        var shown = traffic.count
        while shown > 1 {
            shown -= 1
            let part = "\(TrafficText.label(Array(traffic.prefix(shown)))) +\(traffic.count - shown)"
            if let part = Self.fitting(part) { return "Ports: \(part)" }
        }
        return "Ports: \(label)"
    }

    /// The text where it fits behind "Inbound: ".
    private static func fitting(_ text: String) -> String? {
        TerminalText.width(text) <= width - 9 ? text : nil
    }
}
