import CoreModel
import Reachability
import Text

/// The members of a group that reach an end, in words: "2 of 3 members: web-7, web-9, by common-egress".
struct WhoMembers {
    let analyzer: Analyzer
    let who: Who
    let destination: Endpoint
    let port: PortQuery
    let version: IPVersion

    private var inventory: Inventory { analyzer.inventory }

    /// Members that are named, and kinds of them that are asked by which of their groups they go out.
    private static let named = 6
    private static let asked = 12

    /// What stands behind a group's name; empty where all of its members can, by its own rules.
    func text(_ one: Who.Reacher, of group: GroupIndex) -> String {
        guard one.hops == 1, let count = one.members else { return "" }
        let able = able(one, group)
        let by = others(letting: able, of: group).map { analyzer.names.name(of: $0) }
        let way = by.isEmpty ? "" : ", by \(TextList.sentence(by, limit: 4))"
        if count.able == count.all {
            // Some of a group may be listed by nobody.
            let all = one.verdict == .depends ? "all \(count.all) that are listed" : "all \(count.all) members"
            if one.verdict == .allowed, way.isEmpty { return "" }
            return count.all == 1 && one.verdict == .allowed ? " (its member\(way))" : " (\(all)\(way))"
        }
        let names = able.prefix(Self.named).map { analyzer.names.name(of: $0) }.distinct()
        let rest = able.count > Self.named ? " and \(able.count - Self.named) more" : ""
        return " (\(count.able) of \(count.all) members: \(names.joined(separator: ", "))\(rest)\(way))"
    }

    /// The members that can for certain.
    private func able(_ one: Who.Reacher, _ group: GroupIndex) -> [InterfaceIndex] {
        if one.verdict == .allowed {
            return inventory.interfaces.indices.filter { inventory.interfaces[$0].groups.contains(group) }.map(
                InterfaceIndex.init)
        }
        return who.members.filter { $0.group == group && $0.verdict == .allowed }.flatMap(\.interfaces).sorted()
    }

    /// The other groups whose rules let members out, where those of the group itself let none of them out.
    private func others(letting able: [InterfaceIndex], of group: GroupIndex) -> [GroupIndex] {
        var seen: Set<[GroupIndex]> = []
        let kinds = able.filter { inventory[$0].groups.count > 1 && seen.insert(inventory[$0].groups.sorted()).inserted }
        // A member with the group alone goes out by it.
        guard !kinds.isEmpty, !able.contains(where: { inventory[$0].groups.count == 1 }) else { return [] }
        var found: [GroupIndex] = []
        for interface in kinds.prefix(Self.asked) {
            let source = Endpoint(.interfaces([interface]))
            guard let question = try? Question(from: source, to: destination, port: port, version: version) else { continue }
            let rules = analyzer.answer(question).checks.filter { $0.side == .egress && $0.outcome == .pass }.flatMap(\.rules)
            let own = rules.map { inventory[$0].group }
            if own.contains(group) { return [] }
            found += own
        }
        return found.distinct()
    }
}
