import Reachability
import CoreModel

/// One permitted flow: the peer of an ingress rule and the rule's group, kept where the peer's own egress lets some of it out.
///
/// A matrix may have a million, so it is 48 bytes, and most have no memory of their own.
public struct MatrixRow: Sendable, Hashable {
    /// ``source``, as small as it is kept.
    let packedSource: PackedEnd
    /// ``destination``, as small as it is kept.
    let packedDestination: PackedEnd
    /// What passes: ports of one protocol, or everything.
    let traffic: [Traffic]
    /// What most rows have nothing of: at most one.
    private var particulars: [Particulars] = []
    private let rule: RuleIndex
    /// What the layers other than groups do with it, in ``TrafficMatrix/networks``; nil where none of them is looked at.
    var network: UInt32?
    /// Whether it passes for certain, or depends: on addresses, or on rules that are not in the input.
    public let verdict: Verdict
    /// Whether the notes document all of it as allowed; nil where they document no flows at all.
    public let isDocumented: Bool?

    private struct Particulars: Hashable, Sendable {
        var members: [InterfaceIndex] = []
        /// The rules behind the first.
        var more: [RuleIndex] = []
        var why: String?
        var flow: Int?
    }

    init(
        source: PackedEnd, destination: PackedEnd, traffic: [Traffic], members: [InterfaceIndex] = [], rule: RuleIndex,
        verdict: Verdict, why: String? = nil, flow: Int? = nil, isDocumented: Bool? = nil
    ) {
        (packedSource, packedDestination) = (source, destination)
        self.traffic = traffic
        self.rule = rule
        self.verdict = verdict
        self.isDocumented = isDocumented
        if !members.isEmpty || why != nil || flow != nil {
            particulars = [Particulars(members: members, why: why, flow: flow)]
        }
    }

    /// Where it comes from.
    public var source: End { packedSource.end }
    /// Where it goes.
    public var destination: End { packedDestination.end }
    /// The members of the source that alone may send it, by other groups that they carry; none where every member may.
    public var members: [InterfaceIndex] { particulars.first?.members ?? [] }
    /// The rules behind it; several where they let the same through, put together when they are asked for.
    public var rules: [RuleIndex] { particulars.isEmpty ? [rule] : [rule] + particulars[0].more }
    /// Why, from the notes; nil where nobody wrote it.
    public var why: String? { particulars.first?.why }
    /// The documented flow, in ``Notes/flows``, that speaks of it.
    public var flow: Int? { particulars.first?.flow }

    /// Adds a rule that lets the same through.
    mutating func add(_ rule: RuleIndex) {
        if particulars.isEmpty { particulars.append(Particulars()) }
        particulars[0].more.append(rule)
    }
}
