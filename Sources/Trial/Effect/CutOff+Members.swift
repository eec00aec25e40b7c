import CoreModel
import Diff
import Reachability

/// What single members were asked for when it was looked for who is cut off.
struct MembersAsked {
    /// A member with what it was asked for.
    struct Key: Hashable {
        var member: InterfaceIndex
        var direction: Direction
        var internetAlone: Bool
    }

    /// Whether something passes on trial; a member may carry several groups that lose the same.
    var passes: [Key: Bool] = [:]
    /// Pairs of members that were asked of the internet, and of everybody else.
    var ofInternet = 0
    var ofOthers = 0

    /// Pairs of either that are asked, at most.
    static let limit = 4_000

    /// How many pairs there are of a member with an end.
    static func pairs(_ end: End, _ analyzer: Analyzer) -> Int {
        max(1, end.group.map { analyzer.members(of: $0).count } ?? end.interfaces?.count ?? 1)
    }
}

extension CutOffSearch {
    /// The members of a group, by their places in what was read, that may send or take nothing at all any more, and those that have no way
    /// to or from the internet any more; `changes` are what closes in a direction for the group, or for some of its members.
    ///
    /// Told is what is proved: something was allowed for the member, and nothing is let through any more of what its groups have rules for.
    /// Complexity: of very many members some are asked, and the others are taken to have a way.
    mutating func losing(
        _ changes: [FlowChange], _ group: GroupIndex, _ direction: Direction
    ) -> (all: [InterfaceIndex], internet: [InterfaceIndex]) {
        var found: (all: [InterfaceIndex], internet: [InterfaceIndex]) = ([], [])
        var ofOne: [String: [FlowChange]] = [:]
        var ofAny: [FlowChange] = []
        for change in changes {
            if let some = change.members, some.side == direction {
                for id in some.ids { ofOne[id, default: []].append(change) }
            } else {
                ofAny.append(change)
            }
        }
        let ofInternet = ofAny.filter(\.isOfInternet)
        for member in before.members(of: group) where singles.ofInternet <= MembersAsked.limit {
            let id = before.inventory[before.inventory[member].id]
            let own = ofOne[id] ?? []
            if own.isEmpty, ofAny.isEmpty { continue }
            // Who has a way to the internet left is not cut off.
            guard let now = interfaces[id], !passes(now, direction, internetAlone: true) else { continue }
            let lostInternet = own.contains(where: \.isOfInternet) || had(ofInternet, member, direction)
            if !lostInternet, own.isEmpty, !had(ofAny, member, direction) { continue }
            if !passes(now, direction, internetAlone: false) {
                found.all.append(member)
            } else if lostInternet {
                found.internet.append(member)
            }
        }
        return found
    }

    /// Whether something of some changes was allowed for a member.
    private mutating func had(_ changes: [FlowChange], _ member: InterfaceIndex, _ direction: Direction) -> Bool {
        let near = Endpoint(.interfaces([member]))
        for change in changes {
            let points = TrafficSet(change.traffic.map(\.points))
            for far in others(change, direction) {
                for version in change.versions {
                    let question =
                        direction == .egress
                        ? Question(from: near, to: far, carrying: points, version: version)
                        : Question(from: far, to: near, carrying: points, version: version)
                    guard let question else { continue }
                    let count = MembersAsked.pairs(far.kind, before)
                    if change.isOfInternet { singles.ofInternet += count } else { singles.ofOthers += count }
                    if max(singles.ofInternet, singles.ofOthers) > MembersAsked.limit { return false }
                    if !old.passing(question).certain.isEmpty { return true }
                }
            }
        }
        return false
    }

    /// Who is at the other end of a change, in what was read: of one that is of some members there, each of these.
    private func others(_ change: FlowChange, _ direction: Direction) -> [Endpoint] {
        let part = direction == .egress ? change.destination : change.source
        if let some = change.members {
            let ids = Set(some.ids)
            return (group(part).map(before.members) ?? []).filter { ids.contains(before.inventory[before.inventory[$0].id]) }
                .map { Endpoint(.interfaces([$0])) }
        }
        return before.inventory.end(part.end).map { [Endpoint($0)] } ?? []
    }

    /// Whether a member has a way left on trial; one that carries no group is filtered by none.
    private mutating func passes(_ member: InterfaceIndex, _ direction: Direction, internetAlone: Bool) -> Bool {
        let key = MembersAsked.Key(member: member, direction: direction, internetAlone: internetAlone)
        if let known = singles.passes[key] { return known }
        let carried = after.inventory[member].groups.distinct()
        if carried.isEmpty { return true }
        let tried = after
        var count = (internetAlone ? singles.ofInternet : singles.ofOthers) + 1
        let found = passes(Endpoint(.interfaces([member])), carried, direction, internetAlone: internetAlone) { end in
            count += MembersAsked.pairs(end, tried)
            return count <= MembersAsked.limit
        }
        if internetAlone { singles.ofInternet = count } else { singles.ofOthers = count }
        singles.passes[key] = found
        return found
    }
}
