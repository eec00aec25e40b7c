import CoreModel
import Reachability
import Text

/// What stands behind an entry, a route or a rule on the page of a hop: what becomes of the packet there, or why it is not the one.
public struct HopNote: Hashable, Sendable {
    /// What becomes of the packet or its reply; nil where this decides nothing.
    public let outcome: Outcome?
    /// What stands there: "the packet", "source differs", "gone (blackhole)".
    public let text: String

    /// A note of what becomes of a packet; `outcome` is nil where the entry, route or rule decides nothing.
    public init(outcome: Outcome?, text: String) { (self.outcome, self.text) = (outcome, text) }

    /// What a route is whose target no longer exists.
    public static let gone = HopNote(outcome: nil, text: HopText.gone)
    /// What stands behind the entry or the route that takes the packet.
    public static let taken = HopNote(outcome: .pass, text: HopText.packet)
    /// What the input leaves open of an entry or a route.
    public static let unsettled = HopNote(outcome: nil, text: "not settled by the input")
}

/// The pages of hops: what one thing of a way does, entry by entry and route by route.
extension WayText {
    /// What a stage does, in full where it does not let through.
    public func said(_ place: Int) -> HopNote {
        let stage = way.stages[place]
        return HopNote(
            outcome: stage.outcome, text: stage.outcome == .pass ? cell(place) : clauses(place).first ?? cell(place))
    }

    /// The groups by which a stage is filtered; nil where it is none of groups.
    public func groups(_ place: Int) -> [GroupIndex]? {
        if case .groups(let groups, _) = way.stages[place].reason { groups } else { nil }
    }

    /// What stands behind a rule where groups decide: that it does, or the fields in which it differs; nil where it was not asked.
    public func note(ofRule rule: RuleIndex, _ check: Check) -> HopNote? {
        if check.rules.contains(rule) { return HopNote(outcome: check.outcome, text: HopText.packet) }
        return check.misses.first { $0.rule == rule }.map { HopNote(outcome: nil, text: FieldText.differs($0.failed)) }
    }

    // MARK: Routes

    /// What stands behind a route: that it is taken, or why it is not; nil where it does not hold what is looked up.
    public func note(ofRoute route: Int, _ passed: PassedRoutes) -> HopNote? { passed.fate(of: route).map { note($0, passed) } }

    /// The same for the local route of a block of the VPC that the input does not list.
    public func note(ofLocal block: IPNetwork, _ passed: PassedRoutes) -> HopNote? {
        passed.fate(ofLocal: block).map { note($0, passed) }
    }

    /// What is taken, or may be, beside the routes that are listed: no route at all, or one that the input does not have.
    public func besides(_ passed: PassedRoutes) -> [(route: String, note: HopNote)] {
        passed.choice.possible.compactMap { possibility in
            switch possibility {
            case .none:
                ("no route", HopNote(outcome: passed.outcome, text: asked(passed)))
            case .unlisted:
                ("a route that is not in the input", HopNote(outcome: passed.outcome, text: "perhaps \(asked(passed))"))
            case .route, .local, .notRouted: nil
            }
        }
    }

    private func note(_ fate: PassedRoutes.Fate, _ passed: PassedRoutes) -> HopNote {
        switch fate {
        case .taken:
            let why = passed.reasons.first.map { ": \($0.winner)" } ?? ""
            return HopNote(outcome: passed.outcome, text: asked(passed) + why)
        case .drops: return HopNote(outcome: passed.outcome, text: "\(asked(passed)): \(HopText.gone)")
        case .takenOpenly:
            return HopNote(outcome: .depends, text: "\(asked(passed)): whether it carries anything is not settled")
        case .perhaps:
            // Where all that it may take comes to the same, which of them it takes does not matter.
            return HopNote(outcome: passed.outcome, text: "perhaps \(asked(passed))")
        case .loses(let why): return HopNote(outcome: nil, text: why.text)
        }
    }

    private func asked(_ passed: PassedRoutes) -> String { "\(HopText.name(passed.leg)), to \(place(passed.destination))" }
}

/// Words of pages of hops that need no way.
public enum HopText {
    static let gone = "gone (blackhole)"
    /// How a security group treats replies.
    public static let tracked = "tracked: a security group lets the reply to what it let through back by itself"

    /// What is on its way, before what becomes of it.
    public static func label(_ leg: Stage.Leg) -> String { leg == .packet ? "packet" : "reply" }

    static let packet = name(.packet)

    /// What passes on a leg of a way, within a sentence: "the packet", "the reply".
    public static func name(_ leg: Stage.Leg) -> String { leg == .packet ? "the packet" : "the reply" }

    /// What stands behind an entry of a network ACL: over what it decides, or in which fields it differs.
    public static func notes(ofEntry entry: Int, _ passed: PassedEntries) -> [HopNote] {
        let own = passed.pieces(of: entry)
        if !own.isEmpty { return notes(own, passed) }
        return passed.misses[entry].map { [HopNote(outcome: nil, text: FieldText.differs($0))] } ?? []
    }

    /// What stands behind the last entry, which denies what no other matches.
    public static func notes(ofLast passed: PassedEntries) -> [HopNote] { notes(passed.ofLast, passed) }

    /// What is said below the entries where the list may have more of them.
    public static func lack(_ passed: PassedEntries) -> HopNote? {
        let isOpen = passed.pieces.contains { if case .open(_, let known) = $0.decision { !known.isComplete } else { false } }
        return isOpen ? HopNote(outcome: .depends, text: "\(name(passed.leg)): not all entries are in the input") : nil
    }

    private static func notes(
        _ pieces: [NetworkACLJudgement.Piece], _ passed: PassedEntries
    ) -> [HopNote] {
        let whole = passed.pieces.reduce(TrafficSet()) { $0.union($1.points) }
        return pieces.map(\.outcome).distinct().map { outcome in
            let own = pieces.filter { $0.outcome == outcome }.reduce(TrafficSet()) { $0.union($1.points) }
            let who = outcome == .depends ? "perhaps \(name(passed.leg))" : name(passed.leg)
            // What is let through whole goes without saying.
            let isSaid = outcome == .fail || own != whole
            return HopNote(outcome: outcome, text: isSaid ? "\(who), \(TrafficText.text(own, of: whole))" : who)
        }
    }
}

extension RouteChoice.Loss {
    /// What the route is that is taken in place of one that loses so.
    fileprivate var winner: String {
        switch self {
        case .lessSpecific: "the longest"
        case .lowerPriority: "the first of its length"
        case .propagatedWithinVpc: "within the VPC"
        }
    }
}
