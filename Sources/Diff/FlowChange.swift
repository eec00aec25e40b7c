import Reachability
import CoreModel
import Text
import Words

/// A flow whose verdict differs between two readings.
public struct FlowChange: Sendable, Hashable {
    /// An end: of a CIDR perhaps not all of it.
    public struct Part: Hashable, Sendable {
        /// What it is in both readings; everything is the internet, a list is one that is not loaded.
        public var end: EndIdentity
        /// The addresses of a CIDR that are not meant.
        public var except: [IPNetwork] = []

        /// The same as it is asked: everything is the internet, of which private addresses are no part.
        var asAsked: Part {
            guard let network = end.network, network.isEverything else { return self }
            let internet = SpecialAddresses.publicAddresses(network.version)
            return Part(end: end, except: except.filter { internet.intersects($0.range) })
        }

        /// Whether it is the internet, or part of it.
        var isOfInternet: Bool { end.isEverything }

        /// Whether it is not all that would be asked in its name.
        var isPartial: Bool { !asAsked.except.isEmpty }
    }

    /// What becomes of a flow.
    public enum Kind: String, Sendable, CaseIterable {
        /// It is allowed now, and was blocked or depended.
        case opens
        /// It depends now, and was blocked.
        case mayOpen = "may open"
        /// It depends now, and was allowed.
        case mayClose = "may close"
        /// It is blocked now, and was allowed or depended.
        case closes
    }

    /// Where it comes from.
    public var source: Part
    /// Where it goes.
    public var destination: Part
    /// What it carries, as points of ``Traffic/points``.
    var points: TrafficSet
    /// The families in which it differs.
    public var versions: [IPVersion]
    /// The verdict before.
    public var before: Verdict
    /// The verdict after.
    public var after: Verdict
    /// Whether the verdicts are those over all layers, not of the groups alone.
    public var isWay = false
    /// The members of an end of which it is alone, where the flow of the whole group depends before and after; nil of whole groups.
    public var members: Members?

    /// Some of the interfaces that carry a group.
    public struct Members: Hashable, Sendable {
        /// The end that they are of: egress is the source.
        public let side: Direction
        /// Their ids, in order.
        public let ids: [String]
        /// How many interfaces carry the group in one reading or the other.
        public let count: Int
        /// What becomes of it with some of the other end alone, so that with all of it the way depends before and after; nil where the
        /// verdicts are those with all of it.
        let partly: Kind?
    }

    /// Whether an end is the internet, or part of it.
    public var isOfInternet: Bool { source.isOfInternet || destination.isOfInternet }

    /// Whether an end is not all that would be asked in its name.
    var isOfPart: Bool { source.isPartial || destination.isPartial }

    /// Whether an end of it is one of some groups, by their ids.
    func isOf(_ groups: Set<String>) -> Bool {
        [source, destination].contains { $0.end.group.map(groups.contains) ?? false }
    }

    /// What is said of one that nobody could count on before, or that is of some members alone; nil of all others.
    public var remark: String? {
        if let members {
            return "(\(members.ids.count) of \(TextCount.of(members.count, "member")): \(TextList.few(members.ids, limit: 3)))"
        }
        return before == .depends ? "(it depended before)" : nil
    }

    /// What becomes of what, whichever layers say so.
    var effect: Effect {
        Effect(
            source: source.asAsked, destination: destination.asAsked, points: points, versions: versions, after: after,
            members: members)
    }

    struct Effect: Hashable {
        var source: Part
        var destination: Part
        var points: TrafficSet
        var versions: [IPVersion]
        var after: Verdict
        var members: Members?
    }

    /// What it carries, as the fewest rules would say it.
    public var traffic: [Traffic] { points.traffic }

    /// What it carries in words: "5432", "udp 53", "all", "all but 22".
    public var label: String {
        let foreign = versions.reduce(TrafficSet(Traffic.allPoints)) { $0.intersection(Self.foreign($1)) }
        let rest = TrafficSet(Traffic.allPoints).subtracting(points).subtracting(foreign)
        if rest.isEmpty { return "all" }
        return points.intervals.count <= rest.intervals.count && !isNearlyAll
            ? TrafficText.label(traffic) : "all but \(TrafficText.label(rest.traffic))"
    }

    /// Whether it carries more protocols than anybody has a use for.
    private var isNearlyAll: Bool { points.intervals.reduce(0) { $0 + Int($1.upperBound - $1.lowerBound) >> 16 } > 64 }

    /// The ICMP of the other family, which a family does not carry.
    static func foreign(_ version: IPVersion) -> TrafficSet {
        let other = try? Traffic(version == .v4 ? .icmpv6 : .icmp)
        return other.map { TrafficSet($0.points) } ?? TrafficSet()
    }

    /// Traffic as a family carries it; everything stays everything.
    static func carried(_ points: TrafficSet, _ version: IPVersion) -> TrafficSet {
        let own = points.subtracting(foreign(version))
        let whole = TrafficSet(Traffic.allPoints)
        return own.union(foreign(version)) == whole ? whole : own
    }

    /// What becomes of it.
    public var kind: Kind { members?.partly ?? VerdictChange(before: before, after: after).kind }
}

/// The traffic that a reading allows for certain, and what it allows or leaves open.
struct Passing: Hashable {
    var certain = TrafficSet()
    var possible = TrafficSet()

    /// What some may and not all.
    var depending: TrafficSet { possible.subtracting(certain) }

    func union(_ other: Passing) -> Passing {
        Passing(certain: certain.union(other.certain), possible: possible.union(other.possible))
    }
}

struct VerdictChange: Hashable {
    var before: Verdict
    var after: Verdict

    /// What becomes of a flow by it.
    var kind: FlowChange.Kind {
        switch after {
        case .allowed: .opens
        case .blocked: .closes
        case .depends: before == .blocked ? .mayOpen : .mayClose
        }
    }

    /// Whether more passes than before.
    var isOpening: Bool { after == .allowed || before == .blocked }

    /// On which traffic the verdict changes between two readings, and how.
    static func all(from old: Passing, to new: Passing) -> [(change: VerdictChange, traffic: TrafficSet)] {
        if old == new { return [] }
        let (wasOpen, isOpen) = (old.depending, new.depending)
        let all: [(VerdictChange, TrafficSet)] = [
            (VerdictChange(before: .blocked, after: .allowed), new.certain.subtracting(old.possible)),
            (VerdictChange(before: .depends, after: .allowed), new.certain.intersection(wasOpen)),
            (VerdictChange(before: .blocked, after: .depends), isOpen.subtracting(old.possible)),
            (VerdictChange(before: .allowed, after: .depends), isOpen.intersection(old.certain)),
            (VerdictChange(before: .allowed, after: .blocked), old.certain.subtracting(new.possible)),
            (VerdictChange(before: .depends, after: .blocked), wasOpen.subtracting(new.possible)),
        ]
        return all.filter { !$0.1.isEmpty }
    }
}

extension EndIdentity {
    /// Whether it is everything of a family, which is asked as the internet.
    var isEverything: Bool { network?.isEverything == true }
}
