import CoreModel

/// What one side of a flow does.
public enum Outcome: String, Hashable, Sendable, CaseIterable {
    case pass
    case fail
    case depends
}

/// One side of an answer.
public struct Check: Hashable, Sendable {
    /// Egress of the source or ingress of the destination.
    public internal(set) var side: Direction
    /// The parts of the end that are decided alike, each once; the end itself where its parts need not be told apart.
    public internal(set) var parts: [EndPart]
    /// Whether it lets the flow through.
    public internal(set) var outcome: Outcome
    /// Why it does.
    public internal(set) var reason: Reason
    /// The group whose rules decide; nil for hosts without groups.
    public internal(set) var component: GroupIndex?
    /// Every rule of the side with the fields in which it fails, where the side fails.
    public internal(set) var misses: [RuleMiss] = []

    /// Why a side does what it does.
    public enum Reason: Hashable, Sendable {
        /// These rules let it through, or let part of it through; `unless` is what is not known of whom they let through.
        case rules([RuleIndex], unless: Unknown?)
        /// No rule is known to let it through, and a group's rules are not all in the input.
        case unlistedRules(of: GroupIndex)
        /// What is at this address is reached whatever the rules say.
        case notFiltered(NotFiltered.Service)
        /// The end is a service, which has no security groups.
        case isService(NotFiltered.Kind)
        /// No rule lets it through, and part of what is asked is not filtered.
        case partNotFiltered(NotFiltered.Service)
        /// The end carries no groups: its side is filtered by nothing.
        case noGroups(Host)
        /// It is not known which groups an address carries; the prefix list that was asked about, where it was one.
        case unknownAddress(prefixList: Int?)
        /// The end, or the other one, has no address of the family asked.
        case noAddress(isOther: Bool)
        /// There are no rules of the direction, or of neither.
        case noRules(atAll: Bool)
        /// No rule fits; the one that came closest.
        case mismatch(nearest: RuleMiss)
    }

    /// What is not known where rules decide.
    public enum Unknown: Hashable, Sendable {
        /// Which groups an address carries.
        case address
        /// Rules of a group, or which group is meant.
        case group
        /// The entries of a prefix list.
        case prefixList
    }

    /// What carries no groups.
    public enum Host: Hashable, Sendable {
        /// An interface of the input.
        case interface
        /// Everybody, asked for as `internet`.
        case internet
        /// Everybody, asked for as a network.
        case everyAddress
        /// One address that no interface has.
        case address
        /// Addresses that no interface has.
        case addresses
    }

    /// The rules that decide.
    public var rules: [RuleIndex] {
        if case .rules(let rules, _) = reason { rules } else { [] }
    }

    /// The rule that came closest, where the side fails.
    public var nearest: RuleMiss? {
        if case .mismatch(let nearest) = reason { nearest } else { nil }
    }

    /// AWS's code of the reason, refined.
    public var code: CheckCode {
        switch reason {
        case .rules(_, unless: nil): .rule
        case .rules(_, unless: .address): .unknownAddress
        case .rules(_, unless: .group), .unlistedRules: .unknownGroup
        case .rules(_, unless: .prefixList): .unknownPrefixList
        case .notFiltered, .isService, .partNotFiltered: .notFiltered
        case .noGroups: .noGroups
        case .unknownAddress(let list): list == nil ? .unknownAddress : .unknownPrefixList
        case .noAddress: .mismatch(.family)
        case .noRules: .noRules
        case .mismatch(let nearest): .mismatch(nearest.failed.first ?? .port)
        }
    }
}

/// A rule that does not let a flow through.
public struct RuleMiss: Hashable, Sendable {
    /// The rule.
    public internal(set) var rule: RuleIndex
    /// The fields that failed, in the order of a rule: protocol, port or icmp-type, then the peer; none where it lets something through.
    public internal(set) var failed: [FailedField]
}

/// A field of a rule that does not fit the question.
public enum FailedField: String, Hashable, Sendable, CaseIterable {
    case ipProtocol = "protocol"
    case port
    case icmpType = "icmp-type"
    case family
    case source
    case destination
}

/// A part of an end of a question, of which every address is judged alike.
public struct EndPart: Hashable, Sendable {
    /// What the part is known by.
    public enum Kind: Hashable, Sendable {
        /// The end itself.
        case whole
        /// Members of the group that was asked about, with what else they carry.
        case members(of: GroupIndex, also: [GroupIndex])
        /// What carries these groups.
        case carriers([GroupIndex])
        /// One interface, with its groups where there are several.
        case interface(InterfaceIndex, groups: [GroupIndex])
    }

    /// What it is known by.
    public internal(set) var kind: Kind
    /// How many parts that are judged alike it stands for, itself included.
    public internal(set) var alike = 1

    /// The end itself.
    static let whole = EndPart(kind: .whole)
}

extension EndPart {
    /// A subject as a part of its end.
    init(_ subject: Subject, of end: Endpoint) {
        alike = subject.shownFor
        let groups = if case .groups(let groups) = subject.carrier { groups } else { [GroupIndex]() }
        if let group = end.kind.group {
            kind = .members(of: group, also: groups.count > 1 ? groups.filter { $0 != group } : [])
        } else if groups.count == 1 {
            kind = .carriers(groups)
        } else if let only = subject.soleInterface {
            kind = .interface(only, groups: groups)
        } else {
            kind = groups.isEmpty ? .whole : .carriers(groups)
        }
    }
}
