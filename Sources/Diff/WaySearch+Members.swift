import CoreModel
import Reachability

extension WaySearch {
    /// Asks member by member what depends in both readings: what turns for some of them.
    mutating func turnedForMembers(_ pair: Pair, _ traffic: [IPVersion: TrafficSet]) -> [FlowChange] {
        let search = MemberWays(sources: members(pair.source), destinations: members(pair.destination))
        guard search.areAny else { return [] }
        askedMembers += search.count
        if askedMembers > Self.memberLimit {
            askedMembers -= search.count
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

    private func members(_ end: EndIdentity) -> [MemberWays.Member] {
        guard let id = end.group else {
            return [MemberWays.Member(before: self.end(end, before), after: self.end(end, after))]
        }
        let ids = [before, after].flatMap { reading in
            (reading.groups[id].map(reading.analyzer.members) ?? []).map { reading.inventory[reading.inventory[$0].id] }
        }
        func endpoint(_ id: String, _ reading: Reading) -> Endpoint? {
            reading.interfaces[id].map { Endpoint(.interfaces([$0]), asked: id) }
        }
        return ids.distinct().map { MemberWays.Member(id: $0, before: endpoint($0, before), after: endpoint($0, after)) }
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
