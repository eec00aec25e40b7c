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

    /// What is told of some members.
    private struct Turn: Hashable {
        /// The end that they are of.
        var side: Direction
        var change: VerdictChange
        /// What becomes of it with some of the other end alone; nil where it holds with all of it.
        var partly: FlowChange.Kind?
        var points: TrafficSet
        var version: IPVersion
    }

    /// The members of a kind at an end, in a family.
    private struct Place: Hashable {
        var side: Direction
        var kind: Int
        var version: IPVersion
    }

    /// The members of each end, together with those that nothing tells from them in either reading.
    let sources: [[Member]]
    let destinations: [[Member]]
    /// Each end as a whole.
    let whole: (source: Member, destination: Member)

    /// How many pairs there are to ask.
    var count: Int { sources.count * destinations.count }

    /// Whether some end is told apart by its members.
    var areAny: Bool { [sources, destinations].contains { $0.contains { $0.contains { $0.id != nil } } } }

    /// The ways that turn for some: one for each change with the same traffic, with the members that it concerns.
    ///
    /// What is told of a member holds for it with all of the other end, as it is asked with that. Where two members turn and neither does so
    /// with all of the other end, the way may open or close. `passing` tells what passes between two ends over a family, in what was read and
    /// in the other reading.
    func ways(
        _ source: EndIdentity, _ destination: EndIdentity, _ traffic: [IPVersion: TrafficSet],
        _ passing: (Member, Member, TrafficSet, IPVersion) -> (old: Passing, new: Passing)
    ) -> [FlowChange] {
        let sides = [Direction.egress, .ingress].filter { of($0).contains { $0.contains { $0.id != nil } } }
        var turns: [Turn: Set<String>] = [:]
        var known: [Place: [(change: VerdictChange, traffic: TrafficSet)]] = [:]
        func turned(_ place: Place, _ points: TrafficSet) -> [(change: VerdictChange, traffic: TrafficSet)] {
            if let found = known[place] { return found }
            guard let one = of(place.side)[place.kind].first else { return [] }
            let (old, new) =
                place.side == .egress
                ? passing(one, whole.destination, points, place.version) : passing(whole.source, one, points, place.version)
            let found: [(change: VerdictChange, traffic: TrafficSet)] = VerdictChange.all(from: old, to: new).map {
                ($0.change, FlowChange.carried($0.traffic, place.version))
            }
            known[place] = found
            return found
        }
        for (first, some) in sources.enumerated() {
            for (second, others) in destinations.enumerated() {
                let (from, to) = (Self.paired(some, with: others), Self.paired(others, with: some))
                guard let one = from.first, let other = to.first(where: { one.id == nil || $0.id != one.id }) else { continue }
                for (version, points) in traffic {
                    let (old, new) = passing(one, other, points, version)
                    for (change, traffic) in VerdictChange.all(from: old, to: new) {
                        var rest = FlowChange.carried(traffic, version)
                        func tell(_ turn: Turn) {
                            let members = turn.side == .egress ? from : to
                            turns[turn, default: []].formUnion(members.compactMap(\.id))
                            rest = rest.subtracting(turn.points)
                        }
                        // Who turns just so with all of the other end is told first, then who turns that way.
                        for isSame in [true, false] {
                            for side in sides where !rest.isEmpty {
                                let place = Place(side: side, kind: side == .egress ? first : second, version: version)
                                for (own, parts) in turned(place, points)
                                where isSame ? own.kind == change.kind : own.isOpening == change.isOpening {
                                    if rest.intersection(parts).isEmpty { continue }
                                    tell(Turn(side: side, change: own, partly: nil, points: parts, version: version))
                                }
                            }
                        }
                        guard !rest.isEmpty, let side = sides.first else { continue }
                        tell(
                            Turn(
                                side: side, change: VerdictChange(before: .depends, after: .depends),
                                partly: change.isOpening ? .mayOpen : .mayClose, points: rest, version: version))
                    }
                }
            }
        }
        let all = turns.map { turn, ids in
            FlowChange(
                source: FlowChange.Part(end: source), destination: FlowChange.Part(end: destination), points: turn.points,
                versions: [turn.version], before: turn.change.before, after: turn.change.after, isWay: true,
                members: FlowChange.Members(
                    side: turn.side, ids: ids.sorted(), count: of(turn.side).reduce(0) { $0 + $1.count }, partly: turn.partly))
        }
        return Self.together(all)
    }

    /// The members of an end: egress is the source.
    private func of(_ side: Direction) -> [[Member]] { side == .egress ? sources : destinations }

    /// Those members that have another one than themselves among others.
    private static func paired(_ own: [Member], with others: [Member]) -> [Member] {
        guard others.count == 1, let only = others[0].id else { return own }
        return own.filter { $0.id != only }
    }

    /// Those that are the same over both families are one.
    private static func together(_ ways: [FlowChange]) -> [FlowChange] {
        var result: [FlowChange] = []
        func order(_ way: FlowChange) -> (UInt8, String, String, String) {
            (way.versions[0].rawValue, way.label, way.kind.rawValue, way.members?.ids.joined(separator: " ") ?? "")
        }
        for way in ways.sorted(by: { order($0) < order($1) }) {
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
