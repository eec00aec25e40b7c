import CoreModel
import Reachability

extension WaySearch {
    /// Asks member by member what depends in both readings: what turns for some of them.
    mutating func turnedForMembers(_ pair: Pair, _ traffic: [IPVersion: TrafficSet]) -> [FlowChange] {
        let search = MemberWays(
            sources: members(pair.source), destinations: members(pair.destination),
            whole: (wholeEnd(pair.source), wholeEnd(pair.destination)))
        guard search.areAny else { return [] }
        guard memberBudget.take(search.count) else {
            isLimited = true
            return []
        }
        return search.ways(pair.source, pair.destination, traffic) { one, other, points, version in
            (
                passing(before, one.before, other.before, points, version),
                passing(after, one.after, other.after, points, version)
            )
        }
    }

    /// An end as a whole.
    private func wholeEnd(_ end: EndIdentity) -> MemberWays.Member {
        MemberWays.Member(before: self.end(end, before), after: self.end(end, after))
    }

    /// The members of an end, those together that nothing tells apart in either reading; what is no group is one by itself.
    ///
    /// Complexity: linear in the members of a group that is asked for first.
    private mutating func members(_ end: EndIdentity) -> [[MemberWays.Member]] {
        guard let id = end.group else {
            return [[wholeEnd(end)]]
        }
        if let known = membersOfGroups[id] { return known }
        let ids = [before, after].flatMap { reading in
            (reading.groups[id].map(reading.analyzer.members) ?? []).map { reading.inventory[reading.inventory[$0].id] }
        }
        func endpoint(_ id: String, _ reading: Reading) -> Endpoint? {
            reading.interfaces[id].map { Endpoint(.interfaces([$0]), asked: id) }
        }
        let (old, new) = (kindsBefore, kindsAfter)
        var places: [[InterfaceKinds.Kind?]: Int] = [:]
        var found: [[MemberWays.Member]] = []
        for id in ids.distinct() {
            let member = MemberWays.Member(id: id, before: endpoint(id, before), after: endpoint(id, after))
            let kind = [before.interfaces[id].map(old.kind), after.interfaces[id].map(new.kind)]
            if let place = places[kind] {
                found[place].append(member)
            } else {
                places[kind] = found.count
                found.append([member])
            }
        }
        membersOfGroups[id] = found
        return found
    }

    /// What all layers let through of some traffic, stretch by stretch.
    func passing(_ reading: Reading, _ pair: Pair, _ points: TrafficSet, _ version: IPVersion) -> Passing {
        passing(reading, end(pair.source, reading), end(pair.destination, reading), points, version)
    }

    private func passing(
        _ reading: Reading, _ source: Endpoint?, _ destination: Endpoint?, _ points: TrafficSet, _ version: IPVersion
    ) -> Passing {
        guard let source, let destination,
            let question = Question(from: source, to: destination, carrying: points, version: version)
        else { return Passing() }
        let (certain, possible) = reading.survey.passing(question)
        return Passing(certain: certain, possible: possible)
    }
}
