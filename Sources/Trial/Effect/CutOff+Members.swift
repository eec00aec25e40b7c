import CoreModel
import Diff
import Reachability

/// What single members were asked for when it was looked for who is cut off.
struct MembersAsked {
    /// Members of a kind with what one of them was asked for.
    struct Key: Hashable {
        var kind: InterfaceKinds.Kind
        var direction: Direction
        var internetAlone: Bool
    }

    /// Whether something passes on trial, where that was asked to its end; a member may carry several groups that lose the same.
    var passes: [Key: Bool] = [:]
    /// Pairs of members that were asked of the internet, and of everybody else; of members that nothing tells apart one is asked.
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
    /// Complexity: one is asked of members that nothing tells apart; where there are very many kinds some are asked, the others are taken to
    /// have a way, and ``isCut`` says so.
    mutating func losing(
        _ changes: [FlowChange], _ group: GroupIndex, _ direction: Direction
    ) -> (all: [InterfaceIndex], internet: [InterfaceIndex]) {
        var found: (all: [InterfaceIndex], internet: [InterfaceIndex]) = ([], [])
        let ofAny = changes.filter { $0.members?.side != direction }
        // Where no more is asked, who is alike need not be known.
        if singles.ofInternet > MembersAsked.limit {
            isCut = isCut || !changes.isEmpty
            return found
        }
        for own in alike(group, changes.filter { $0.members?.side == direction }) {
            if own.changes.isEmpty, ofAny.isEmpty { continue }
            if singles.ofInternet > MembersAsked.limit {
                isCut = true
                break
            }
            // Who has a way to the internet left is not cut off.
            guard let one = own.members.first, let now = own.now, !passes(now, direction, internetAlone: true) else {
                continue
            }
            let sure = own.changes.filter { $0.before == .allowed }
            let perhaps = own.changes.filter { $0.before != .allowed } + ofAny
            let lostInternet =
                sure.contains(where: \.isOfInternet) || had(perhaps.filter(\.isOfInternet), one, direction)
            if !lostInternet, sure.isEmpty, !had(perhaps, one, direction) { continue }
            if !passes(now, direction, internetAlone: false) {
                found.all += own.members
            } else if lostInternet {
                found.internet += own.members
            }
        }
        return (found.all.sorted(), found.internet.sorted())
    }

    /// Members of a group that nothing tells apart in either reading, with the changes that are of them alone.
    private struct Alike {
        var members: [InterfaceIndex]
        var changes: [FlowChange]
        /// The first of them on trial; nil where it is gone.
        var now: InterfaceIndex?
    }

    private mutating func alike(_ group: GroupIndex, _ changes: [FlowChange]) -> [Alike] {
        struct Key: Hashable {
            var kinds: [InterfaceKinds.Kind?]
            var changes: [Int]
        }
        var ofOne: [String: [Int]] = [:]
        for (place, change) in changes.enumerated() {
            for id in change.members?.ids ?? [] { ofOne[id, default: []].append(place) }
        }
        var places: [Key: Int] = [:]
        var all: [Alike] = []
        let (old, new) = (kindsBefore, kindsAfter)
        for member in before.members(of: group) {
            let id = before.inventory[before.inventory[member].id]
            let (now, own) = (interfaces[id], ofOne[id] ?? [])
            let key = Key(kinds: [old.kind(of: member), now.map(new.kind)], changes: own)
            if let place = places[key] {
                all[place].members.append(member)
            } else {
                places[key] = all.count
                all.append(Alike(members: [member], changes: own.map { changes[$0] }, now: now))
            }
        }
        return all
    }

    /// Whether something of some changes was allowed for a member.
    private mutating func had(_ changes: [FlowChange], _ member: InterfaceIndex, _ direction: Direction) -> Bool {
        let near = Endpoint(.interfaces([member]))
        for change in changes {
            let points = TrafficSet(change.traffic.map(\.points))
            for far in others(change, direction, than: member) {
                for version in change.versions {
                    let question =
                        direction == .egress
                        ? Question(from: near, to: far, carrying: points, version: version)
                        : Question(from: far, to: near, carrying: points, version: version)
                    guard let question else { continue }
                    let count = MembersAsked.pairs(far.kind, before)
                    if change.isOfInternet { singles.ofInternet += count } else { singles.ofOthers += count }
                    if max(singles.ofInternet, singles.ofOthers) > MembersAsked.limit {
                        isCut = true
                        return false
                    }
                    if !old.passing(question).certain.isEmpty { return true }
                }
            }
        }
        return false
    }

    /// Who is at the other end of a change, in what was read: of one that is of some members there, or that only some could count on, one of
    /// each kind.
    private mutating func others(_ change: FlowChange, _ direction: Direction, than member: InterfaceIndex) -> [Endpoint] {
        let part = direction == .egress ? change.destination : change.source
        let some = change.members.flatMap { $0.side == direction ? nil : Set($0.ids) }
        guard some != nil || change.before == .depends, let group = self.group(part) else {
            return before.inventory.end(part.end).map { [Endpoint($0)] } ?? []
        }
        let kinds = kindsBefore
        var known: Set<InterfaceKinds.Kind> = []
        return before.members(of: group).filter { other in
            let isMeant = some?.contains(before.inventory[before.inventory[other].id]) ?? true
            return other != member && isMeant && known.insert(kinds.kind(of: other)).inserted
        }.map { Endpoint(.interfaces([$0])) }
    }

    /// Whether a member has a way left on trial; one that carries no group is filtered by none.
    private mutating func passes(_ member: InterfaceIndex, _ direction: Direction, internetAlone: Bool) -> Bool {
        let key = MembersAsked.Key(kind: kindsAfter.kind(of: member), direction: direction, internetAlone: internetAlone)
        if let known = singles.passes[key] { return known }
        let carried = after.inventory[member].groups.distinct()
        if carried.isEmpty { return true }
        let (tried, wasCut) = (after, isCut)
        isCut = false
        var count = (internetAlone ? singles.ofInternet : singles.ofOthers) + 1
        let found = passes(Endpoint(.interfaces([member])), carried, direction, internetAlone: internetAlone) { end in
            count += MembersAsked.pairs(end, tried)
            return count <= MembersAsked.limit
        }
        if internetAlone { singles.ofInternet = count } else { singles.ofOthers = count }
        if !isCut { singles.passes[key] = found }
        isCut = isCut || wasCut
        return found
    }
}
