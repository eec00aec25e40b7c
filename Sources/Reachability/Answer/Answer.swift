import CoreModel

/// The answer to a question: the verdict with the facts that prove it.
public struct Answer: Sendable {
    /// What was asked.
    @Boxed public internal(set) var question: Question
    /// Allowed, blocked or depends.
    public internal(set) var verdict: Verdict
    /// What the verdict rests on.
    public internal(set) var ground = Ground.sides
    /// What the groups alone say: the verdict where no other layer is looked at.
    public internal(set) var groupsVerdict: Verdict
    /// What all layers do, there and back; nil where only the groups are looked at.
    @Boxed public internal(set) var way: WayAnswer? = nil
    /// Both sides, egress first; several a side where an end is judged in parts.
    public internal(set) var checks: [Check] = []
    /// Whether parts of the ends answer differently.
    public internal(set) var isUneven = false
    /// The ends that were judged in several parts.
    public internal(set) var parted: [Direction] = []
    /// What a side lets in of the addresses that are asked about, where that is certain and neither all of them nor none.
    public internal(set) var partial: [Direction: PartialAddresses] = [:]
    /// Each interface's own answer, where an end is an instance or several interfaces.
    public internal(set) var answers: [InterfaceAnswer] = []
    /// The members of the groups asked about: a row for each distinct set of groups and verdict.
    public internal(set) var members: [MemberAnswer] = []
    /// Members of the groups asked about that no input tells, where there may be some beside those that it tells.
    public internal(set) var unseen: [UnseenAnswer] = []
    /// What must hold, when the verdict is depends.
    public internal(set) var conditions: [Condition] = []
    /// How to find out whether it holds.
    public internal(set) var findOut: [FindOut] = []
    /// What else to know.
    public internal(set) var remarks: [Remark] = []
    /// Allowed questions that differ from this one in one thing, as they can be typed.
    public internal(set) var meant: [QuestionText] = []
    /// The hops of the shortest way: one when the flow is allowed directly, none when there is no way.
    public internal(set) var path: [Hop] = []
    /// Why there is no way round, where the flow is blocked and there is none.
    public internal(set) var noWay: NoWay?
    /// The smallest rules that turn a verdict of blocked.
    public internal(set) var fixes: [Fix] = []
    /// Whether it depends with all the fixes, since what they do not touch stays open; else they allow it.
    public internal(set) var dependsWhenFixed = false
    /// Why there is no fix, where one was looked for.
    public internal(set) var noFix: NoFix?
    /// The smallest changes of other layers that go with them.
    public internal(set) var networkFixes: [NetworkFix] = []
    /// What would do instead of ``fixes``, all of it together: rules that name groups begin to match across a transit gateway.
    public internal(set) var insteadOfRules: [NetworkFix] = []
    /// Why there are none, where other layers stop it for certain.
    public internal(set) var noNetworkFix: NoNetworkFix?
    /// The verdict over the other family, where the question can be asked there.
    public internal(set) var otherFamily: Verdict?

    /// The layers that were looked at.
    public var layers: [Layer] { way?.layers ?? [.securityGroups] }

    /// Whether the groups' own verdict is that of all layers, so that what explains theirs explains it.
    public var isGroupsOwn: Bool {
        guard let way else { return true }
        return verdict == groupsVerdict && way.deciding.allSatisfy { way.stages[$0].kind == .group && way.lostReferences.isEmpty }
    }

    /// The worst check of a side: the one that fails, else the one that depends, else the first.
    public func check(_ side: Direction) -> Check? {
        let ofSide = checks.filter { $0.side == side }
        return ofSide.first { $0.outcome == .fail } ?? ofSide.first { $0.outcome == .depends } ?? ofSide.first
    }

    /// Whether a side depends that no fix is for.
    var hasOpenSide: Bool {
        Direction.allCases.contains { side in
            let outcomes = checks.filter { $0.side == side }.map(\.outcome)
            return outcomes.contains(.depends) && !outcomes.contains(.fail)
        }
    }

    /// What a side does as a whole: pass or fail where all of its parts do, else depends.
    public func outcome(_ side: Direction) -> Outcome? {
        let outcomes = Set(checks.filter { $0.side == side }.map(\.outcome))
        return outcomes.count > 1 ? .depends : outcomes.first
    }

    /// Whether members of the group at an end answer differently.
    public func membersDiffer(_ side: Direction) -> Bool {
        let isSource = side == .egress
        let listed = members.filter { $0.isSource == isSource }.map(\.verdict)
        return Set(listed + unseen.filter { $0.isSource == isSource }.map(\.verdict)).count > 1
    }
}

/// What a verdict rests on.
public enum Ground: Hashable, Sendable {
    /// What the rules of both sides let through.
    case sides
    /// These ends have no address of the family asked.
    case noAddress([Direction])
    /// Both ends are one and the same interface; the one without an address of the family asked, where there would be another.
    case itself(lacking: InterfaceIndex?)
    /// Security groups do not filter what is asked, whether or not the source's groups have egress rules.
    case notFiltered(NotFiltered.Service, sourceHasNoEgress: Bool)
}

/// Part of the addresses that a side is asked about.
public struct PartialAddresses: Hashable, Sendable {
    /// Those that are let through.
    public internal(set) var covered: AddressSet
    /// Those that are not.
    public internal(set) var rest: AddressSet
}

/// One interface's own answer.
public struct InterfaceAnswer: Hashable, Sendable {
    /// The interface.
    public internal(set) var interface: InterfaceIndex
    /// Its verdict.
    public internal(set) var verdict: Verdict
}

/// Why there is no way round over other groups.
public enum NoWay: Hashable, Sendable {
    /// No group reaches the destination on what is asked.
    case nobodyReaches
    /// No chain of groups leads from the source to those who do.
    case noChain
    /// The groups would let a chain through, and another layer stops a step of it.
    case stoppedByNetwork
}

/// A step of a way.
public struct Hop: Hashable, Sendable {
    /// Where it begins.
    public internal(set) var from: Endpoint
    /// Where it ends.
    public internal(set) var to: Endpoint
    /// What is allowed on it, normalised.
    public internal(set) var traffic: [Traffic]
}

/// A rule to add.
public struct Fix: Hashable, Sendable {
    /// The rule.
    public internal(set) var rule: EditedRule
    /// The group that gets it.
    public internal(set) var group: GroupIndex
    /// The group or the CIDR that it names.
    public internal(set) var peer: End

    /// What it changes.
    public var edit: Edit { .add(rule) }
    /// Which way the rule looks.
    public var direction: Direction { rule.identity.direction }
    /// What it lets through.
    public var traffic: Traffic { rule.identity.traffic }
}

/// Why no rule turns a verdict.
public enum NoFix: Error, Hashable, Sendable {
    /// An end has no address of the family asked.
    case noAddress
    /// An interface of an end of several has none.
    case lacksFamily(InterfaceIndex)
    /// It is not known which groups a part of an end carries; the prefix list that was asked about, where it was one.
    case unknownAddress(EndPart, Direction, prefixList: Int?)
    /// A group's rules of a direction are not all in the input.
    case unlistedRules(of: GroupIndex, Direction)
    /// The input left out whom a rule lets through.
    case leftOut(RuleIndex)
    /// It is not known where the other end of a side is.
    case unknownPlace(Direction, Assumption)
}
