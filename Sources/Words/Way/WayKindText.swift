import Reachability
import CoreModel
import Text

/// Members whose ways differ: how many go which way, and who.
extension WayText {
    /// The kinds of members whose ways differ from the one that is shown: verdict and who.
    public var otherKinds: [(verdict: Verdict, who: String)] {
        let differ = [
            Direction.egress: Set(way.kinds.map(\.sources)).count > 1, .ingress: Set(way.kinds.map(\.destinations)).count > 1,
        ]
        let isOneTraffic = Set(way.kinds.map(\.traffic)).count < 2
        return way.kinds.map { kind in
            let texts = [(Direction.egress, kind.sources), (.ingress, kind.destinations)].compactMap { side, members -> String? in
                guard differ[side] == true, words.ends.end(side).kind.network?.isAddress != true else { return nil }
                let addresses = members.prefix(3).map { "\($0.end.address)" }
                let count = members.memberCount
                let more = count > addresses.count ? " and \(count - addresses.count) more" : ""
                let list = addresses.joined(separator: ", ")
                return "\(side.other.preposition) \(list)\(more)"
            }
            let traffic =
                isOneTraffic
                ? "" : " on \(TrafficText.shortLabel(kind.traffic.reduce(TrafficSet()) { $0.union($1.points) }.traffic))"
            return (kind.verdict, texts.joined(separator: " ") + traffic)
        }
    }

    /// What of the traffic asked is allowed between all members, where the rest is not and members do not differ; nil elsewhere.
    var servedTraffic: String? {
        if Set(way.kinds.map(\.traffic)).count < 2 || mixedEnd != nil { return nil }
        func points(_ isWanted: (WayKind) -> Bool) -> TrafficSet {
            TrafficSet(way.kinds.filter(isWanted).flatMap(\.traffic).flatMap(\.points.intervals))
        }
        let served = points { $0.verdict == .allowed }.subtracting(points { $0.verdict != .allowed })
        return served.isEmpty ? nil : TrafficText.shortLabel(served.traffic)
    }

    /// "allowed from 3 of 4 members of orders": of the end whose members differ among themselves, where there is one.
    var memberCounts: String {
        guard let own = mixedEnd else { return "parts of what is asked answer differently" }
        let what = words.ends.end(own.side).kind.isAddresses ? "parts" : "members"
        let (verdict, count) = own.able > 0 ? ("allowed", own.able) : ("blocked", own.none)
        let preposition = own.side.other.preposition
        return "\(verdict) \(preposition) \(count) of \(own.all) \(what) of \(words.ends.name(own.side))"
    }

    /// The end whose members differ among themselves; nil where pairs of members do.
    private var mixedEnd: MemberCount? {
        let counts = [memberCount(.egress, \.sources), memberCount(.ingress, \.destinations)]
        return counts.first { $0.able > 0 && $0.able < $0.all } ?? counts.first { $0.none > 0 && $0.none < $0.all }
    }

    /// How many members an end has, how many of them are allowed whatever the other end is, and how many blocked.
    private struct MemberCount {
        var side: Direction
        var all = 0
        var able = 0
        var none = 0
    }

    private func memberCount(_ side: Direction, _ members: KeyPath<WayKind, [WayMember]>) -> MemberCount {
        var count = MemberCount(side: side)
        // One interface may stand in several members: for itself and for another one.
        var verdicts: [WayEnd: Set<Verdict>] = [:]
        for kind in way.kinds {
            for member in kind[keyPath: members] {
                let ends =
                    member.interfaces.isEmpty ? [member.end] : member.interfaces.map { WayEnd.interface($0, member.end.address) }
                for end in ends { verdicts[end.identity, default: []].insert(kind.verdict) }
            }
        }
        for own in verdicts.values {
            count.all += 1
            if own == [.allowed] { count.able += 1 }
            if own == [.blocked] { count.none += 1 }
        }
        return count
    }

    /// Who goes the way that is shown.
    var fewer: String {
        guard let shown = way.shown else { return "the rest" }
        let isSource = mixedEnd.map { $0.side == .egress } ?? (shown.sources.first?.end.isOutside == false)
        let members = isSource ? shown.sources : shown.destinations
        return members.first.map { "\($0.end.address)" } ?? "the rest"
    }
}

extension WayEnd {
    /// The same for an interface whatever the address is that it was walked for.
    fileprivate var identity: WayEnd {
        if case .interface(let interface, _) = self { .interface(interface, IPAddress(.v4, bits: 0)) } else { self }
    }
}
