import SecurityGroups

/// The answer to a question: the verdict with the explanation that proves it.
public struct Answer: Sendable {
    /// What was asked.
    public internal(set) var question: Question
    /// Allowed, blocked or depends.
    public internal(set) var verdict: Verdict
    /// One sentence that begins with the verdict and stands alone; at most 160 characters.
    public internal(set) var summary = ""
    /// Both sides, egress first; several a side where an end is judged in parts.
    public internal(set) var checks: [Check] = []
    /// Each interface's own answer, where an end is an instance or several interfaces.
    public internal(set) var answers: [InterfaceAnswer] = []
    /// The members of the groups asked about: a row for each distinct set of groups and verdict.
    public internal(set) var members: [MemberAnswer] = []
    /// Members of the groups asked about that no input tells, where there may be some beside those that it tells.
    public internal(set) var unseen: [UnseenAnswer] = []
    /// What must hold, when the verdict is depends.
    public internal(set) var conditions: [String] = []
    /// How to find out whether it holds: commands or instructions.
    public internal(set) var findOut: [String] = []
    /// What else to know.
    public internal(set) var remarks: [String] = []
    /// Allowed questions that differ from this one in one thing.
    public internal(set) var meant: [String] = []
    /// The hops of the shortest way: one when the flow is allowed directly, none when there is no way.
    public internal(set) var path: [Hop] = []
    /// Why there is no way round, where the flow is blocked and there is none.
    public internal(set) var noWay: String?
    /// The smallest rules that turn a verdict of blocked.
    public internal(set) var fixes: [Fix] = []
    /// Which groups of the fix a tool manages, so that a change by hand does not last.
    public internal(set) var managed: [String] = []
    /// Why there is no fix, where one was looked for.
    public internal(set) var noFix: String?
    /// The verdict over the other family, where the question can be asked there.
    public internal(set) var otherFamily: Verdict?

    /// The worst check of a side: the one that fails, else the one that depends, else the first.
    public func check(_ side: Direction) -> Check? {
        let ofSide = checks.filter { $0.side == side }
        return ofSide.first { $0.outcome == .fail } ?? ofSide.first { $0.outcome == .depends } ?? ofSide.first
    }

    /// What a side does as a whole: pass or fail where all of its parts do, else depends.
    public func outcome(_ side: Direction) -> Outcome? {
        let outcomes = Set(checks.filter { $0.side == side }.map(\.outcome))
        return outcomes.count > 1 ? .depends : outcomes.first
    }

    /// Whether every part of a side fails.
    func fails(_ side: Direction) -> Bool {
        let ofSide = checks.filter { $0.side == side }
        return !ofSide.isEmpty && ofSide.allSatisfy { $0.outcome == .fail }
    }
}

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
    /// The group whose rules decide; nil for hosts without groups.
    public internal(set) var component: GroupIndex?
    /// What the side is called: the group's name, "internet", an address, an interface.
    public internal(set) var name: String
    /// Whether it lets the flow through.
    public internal(set) var outcome: Outcome
    /// Why it does.
    public internal(set) var code: CheckCode
    /// The rules that decide.
    public internal(set) var rules: [RuleIndex]
    /// The rule that came closest, where the side fails.
    public internal(set) var nearest: NearestMiss?
    /// What decides, without the name: "tcp 5432 from ECS API SG", "no rule names ALB SG".
    public internal(set) var decision: String
    /// The deciding rule's own description; empty where there is none.
    public internal(set) var quote: String
    /// The whole line: name and id, decision, description, nearest miss.
    public internal(set) var text: String
}

/// A rule that failed on the fewest fields.
public struct NearestMiss: Hashable, Sendable {
    /// The rule.
    public internal(set) var rule: RuleIndex
    /// The fields that failed, in the order of a rule: protocol, port or icmp-type, then the peer.
    public internal(set) var failed: [FailedField]
    /// "tcp 3001 from ALB SG".
    public internal(set) var text: String
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

/// One interface's own answer.
public struct InterfaceAnswer: Hashable, Sendable {
    /// The interface.
    public internal(set) var interface: InterfaceIndex
    /// Its verdict.
    public internal(set) var verdict: Verdict
}

/// A step of a way.
public struct Hop: Hashable, Sendable {
    /// Where it begins: the group's id, or the end as asked.
    public internal(set) var from: HopEnd
    /// Where it ends.
    public internal(set) var to: HopEnd
    /// What is allowed on it, normalised.
    public internal(set) var traffic: [Traffic]

    /// What stands on the arrow: "80,443", "80,443, udp 53", "all".
    public var label: String {
        let own = protocols
        return (own.filter { $0.name == "tcp" } + own.filter { $0.name != "tcp" }).map { name, ports in
            guard let ports else { return name == "tcp" ? "all tcp" : name }
            return name == "tcp" ? ports : "\(name) \(ports)"
        }.joined(separator: ", ")
    }

    /// Each protocol of it with its own ports: "tcp" with "80,443"; nil where every port, or type, is allowed.
    public var protocols: [(name: String, ports: String?)] {
        TrafficText.byProtocol(traffic).map { own in
            let selectors = own.compactMap(\.selectorText)
            let isWhole = selectors.count < own.count || selectors.isEmpty
            return (own[0].ipProtocol.description, isWhole ? nil : selectors.joined(separator: ","))
        }
    }
}

/// An end of a hop.
public struct HopEnd: Hashable, Sendable {
    /// The group, where it is one.
    public internal(set) var group: GroupIndex?
    /// Its id, or the end as asked.
    public internal(set) var id: String
    /// What it is called.
    public internal(set) var name: String
}

/// A rule to add.
public struct Fix: Hashable, Sendable {
    /// The group that gets it.
    public internal(set) var group: GroupIndex
    /// Which way it looks.
    public internal(set) var direction: Direction
    /// What it lets through.
    public internal(set) var traffic: Traffic
    /// The group it names, where it names one.
    public internal(set) var peerGroup: GroupIndex?
    /// The CIDR it names, where it names one.
    public internal(set) var peerNetwork: IPNetwork?
    /// The id or the CIDR that it names.
    public internal(set) var peer: String
    /// "RDS SG: ingress tcp 5432 from ALB SG".
    public internal(set) var text: String
    /// Why to think twice: it opens the group to the internet.
    public internal(set) var warning: String?
    /// The command that adds it, to be pasted into a shell.
    public internal(set) var aws: String
    /// The command that takes it back.
    public internal(set) var undo: String
    /// The same as Terraform.
    public internal(set) var terraform: String
}
