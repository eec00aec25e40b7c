import CoreModel

/// How much a rule was used by what logs hold.
public struct RuleUse: Hashable, Sendable {
    /// What may be said of it.
    public enum Use: String, Hashable, Sendable, CaseIterable {
        /// Some request was let through by it alone.
        case used
        /// Requests that it let through were let through by other rules as well.
        case shared
        /// No record can have used it.
        case notSeen = "not-seen"
        /// The logs do not tell.
        case cannotSay = "cannot-say"
    }

    /// Why it cannot be said that a rule was not used.
    public enum Doubt: Hashable, Sendable {
        /// Records that may have used it: their role is not known, or one of several rules let them through.
        case records(UInt64)
        /// Of the interfaces that carry its group so many are in no log.
        case notLogged(Int, of: Int)
        /// Interfaces that no input lists may carry its group.
        case unlistedInterfaces
        /// Records of interfaces that carry its group were lost.
        case lostRecords(UInt64)
        /// Of so many of the interfaces that carry its group logs hold nothing but what was rejected.
        case rejectsOnly(Int, of: Int)
        /// Of so many logs not everything could be read.
        case unreadLogs(Int)
        /// No interface is in any log.
        case nothingLogged
        /// Logs never hold what it is for: DNS to the resolver, metadata, time, DHCP.
        case neverLogged
        /// What it names is not loaded: a group of another account, a prefix list's entries.
        case peerNotLoaded
    }

    /// The rule.
    public let rule: RuleIndex
    /// Records of requests that it let through alone.
    public var alone: UInt64 = 0
    /// Records of requests that it and others let through.
    public var beside: UInt64 = 0
    /// Bytes of all of these.
    public var bytes: UInt64 = 0
    /// How many far addresses they had.
    public var fars = 0
    /// How many of these records had no answer at their interface; nil where that was not looked at for all.
    public var unanswered: UInt64?
    /// When it was used first, in seconds since 1970; nil where it was not, or no record tells.
    public var first: Int?
    /// When it was used last, alike.
    public var last: Int?
    /// Why it cannot be said that it was not used; none where it was.
    public var doubts: [Doubt] = []
    /// Rules of its interfaces that let everything through that it did, where it never was alone: the more it is hidden by, the first.
    public var hiddenBy: [RuleIndex] = []

    /// A rule of which nothing was seen.
    init(_ rule: RuleIndex) { self.rule = rule }

    /// Records of requests that it let through.
    public var records: UInt64 { alone + beside }

    /// What may be said of it.
    public var use: Use {
        if alone > 0 { return .used }
        if beside > 0 { return .shared }
        return doubts.isEmpty ? .notSeen : .cannotSay
    }
}
