import CoreModel
import Reachability

/// What turns for some members of groups alone, in ways that depend before and after: not all members may, and now others may not.
///
/// Complexity: of members that nothing tells apart one of either end is asked with one of the other in both readings.
struct MemberWays {
    /// An end of a way, or an interface that carries it, in both readings; nil where it is not there.
    struct Member {
        /// The interface's id; nil of an end that is no group.
        var id: String?
        var before: Endpoint?
        var after: Endpoint?
    }

    /// What turned, by whom.
    private struct Turn: Hashable {
        var change: VerdictChange
        var points: TrafficSet
        var version: IPVersion
    }

    /// The members of each end, together with those that nothing tells from them in either reading.
    let sources: [[Member]]
    let destinations: [[Member]]

    /// How many pairs there are to ask.
    var count: Int { sources.count * destinations.count }

    /// Whether some end is told apart by its members.
    var areAny: Bool { [sources, destinations].contains { $0.contains { $0.contains { $0.id != nil } } } }

    /// The ways that turn for some: one for each change with the same traffic, with the members that it concerns.
    ///
    /// `passing` tells what passes between two members over a family, in what was read and in the other reading.
    func ways(
        _ source: EndIdentity, _ destination: EndIdentity, _ traffic: [IPVersion: TrafficSet],
        _ passing: (Member, Member, TrafficSet, IPVersion) -> (old: Passing, new: Passing)
    ) -> [FlowChange] {
        var turns: [Turn: (sources: Set<String>, destinations: Set<String>)] = [:]
        for some in sources {
            for others in destinations {
                let (from, to) = (Self.paired(some, with: others), Self.paired(others, with: some))
                guard let one = from.first, let other = to.first(where: { one.id == nil || $0.id != one.id }) else { continue }
                for (version, points) in traffic {
                    let (old, new) = passing(one, other, points, version)
                    for (change, traffic) in VerdictChange.all(from: old, to: new) {
                        let own = FlowChange.carried(traffic, version)
                        if own.isEmpty { continue }
                        let turn = Turn(change: change, points: own, version: version)
                        turns[turn, default: ([], [])].sources.formUnion(from.compactMap(\.id))
                        turns[turn, default: ([], [])].destinations.formUnion(to.compactMap(\.id))
                    }
                }
            }
        }
        let all = turns.map { turn, who -> FlowChange in
            let isOfSources = !who.sources.isEmpty
            return FlowChange(
                source: FlowChange.Part(end: source), destination: FlowChange.Part(end: destination), points: turn.points,
                versions: [turn.version], before: turn.change.before, after: turn.change.after, isWay: true,
                members: FlowChange.Members(
                    side: isOfSources ? .egress : .ingress, ids: (isOfSources ? who.sources : who.destinations).sorted(),
                    count: (isOfSources ? sources : destinations).reduce(0) { $0 + $1.count }))
        }
        return Self.together(all)
    }

    /// Those members that have another one than themselves among others.
    private static func paired(_ own: [Member], with others: [Member]) -> [Member] {
        guard others.count == 1, let only = others[0].id else { return own }
        return own.filter { $0.id != only }
    }

    /// Those that are the same over both families are one.
    private static func together(_ ways: [FlowChange]) -> [FlowChange] {
        var result: [FlowChange] = []
        for way in ways.sorted(by: { ($0.versions[0].rawValue, $0.label) < ($1.versions[0].rawValue, $1.label) }) {
            var alike = way
            alike.versions = [.v4]
            if way.versions == [.v6], let place = result.firstIndex(of: alike) {
                result[place].versions = IPVersion.allCases
            } else {
                result.append(way)
            }
        }
        return result
    }
}
