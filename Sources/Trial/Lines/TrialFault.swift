import CoreModel
import Reachability

/// Why a line is no change that can be tried; nothing is changed then.
public enum TrialFault: Error, Hashable, Sendable {
    /// What a line is to have, and has not.
    public enum Part: Hashable, Sendable {
        case verb, group, direction, ports, preposition, peer, acl, number, action, network, table, destination, target, carrier,
            thing
        case change, vpc, attachment
    }

    /// It says nothing.
    case empty
    /// It begins with a word that is none of these changes.
    case unknownVerb(String)
    /// A part is missing or is no such thing: what stands in its place, "" where nothing does.
    case lacks(Part, String)
    /// An end, or the ports, mean nothing or several things.
    case asking(QuestionError)
    /// An end that is no group where only one can stand.
    case noGroup(String)
    /// An end that a rule cannot name: an instance, an interface; the groups that it carries and its addresses, which can be named.
    case noPeer(String, instead: [String])
    /// Nothing of a kind is called so; what is there, or close.
    case noThing(Part, String, close: [String])
    /// Several things are called so, with their ids.
    case severalThings(String, candidates: [String])
    /// No rule of the group is meant; the group's rules of that direction as lines.
    case noRule(of: String, candidates: [String])
    /// Several rules are meant.
    case severalRules([String])
    /// The rule stands already.
    case standsAlready(String)
    /// No entry has the number; the ACL's entries of that direction.
    case noEntry(acl: String, candidates: [String])
    /// The table has no such route that somebody wrote; those that it has.
    case noRoute(table: String, candidates: [String])
    /// The carrier carries the group already, or does not carry it.
    case carries(String, group: String, already: Bool)
    /// Carriers have no other group than this one, which is to be taken off.
    case lastGroup([String], group: String)
    /// A word stands behind the words in quotes, where nothing can stand any more.
    case stray(String)
    /// A group or another thing cannot be gone, and why.
    case cannotGo(String, Reason)

    /// Why something cannot be gone.
    public enum Reason: Hashable, Sendable {
        /// A VPC's main table is never deleted.
        case mainTable
        /// The route comes with its VPC.
        case localRoute
        /// What comes with a VPC or is only filtered by, and what of it can be changed instead.
        case noDrill(String, Parts)
    }

    /// What a thing consists of that can be changed while it stays.
    public enum Parts: Hashable, Sendable {
        case none, entries, routes
    }

    /// The candidates that are listed below the sentence, each a line that can be typed, or a name.
    public var candidates: [String] {
        switch self {
        case .noThing(_, _, let close): close
        case .severalThings(_, let all), .noRule(_, let all), .severalRules(let all), .noEntry(_, let all), .noRoute(_, let all):
            all
        case .noPeer(_, let instead): instead
        case .asking(.unknownEnd(_, let close)): close
        case .asking(.ambiguousEnd(_, let candidates)): candidates.map { $0.id ?? $0.name }
        default: []
        }
    }
}
