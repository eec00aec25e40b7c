import CoreModel
import Diagram
import Reachability

/// What each interface at an end of an answer comes to by itself.
public struct MemberVerdicts: Hashable, Sendable {
    /// The family that was asked about.
    let version: IPVersion
    private var verdicts: [InterfaceIndex: Verdict] = [:]
    private var unseen: [GroupIndex: Verdict] = [:]

    /// Takes them from an answer; linear in the members of its ends.
    public init(_ answer: Answer, of analyzer: Analyzer) {
        version = answer.question.version
        for row in answer.members { for interface in row.interfaces { add(row.verdict, of: interface) } }
        for own in answer.answers { add(own.verdict, of: own.interface) }
        for one in answer.unseen { unseen[one.group] = Self.both(unseen[one.group], one.verdict) }
        for (end, isSource) in [(answer.question.source, true), (answer.question.destination, false)] {
            for interface in Self.interfaces(end, in: analyzer.inventory) where verdicts[interface] == nil {
                add(answer.way?.verdict(of: interface, isSource: isSource) ?? answer.verdict, of: interface)
            }
        }
    }

    /// The verdict of an interface with all that the other end is; nil of one that nothing was asked of.
    public subscript(interface: InterfaceIndex) -> Verdict? { verdicts[interface] }

    /// The verdict of members of a group that no input lists; nil where there are none, or nothing was asked of them.
    func unseen(of group: GroupIndex) -> Verdict? { unseen[group] }

    /// The interfaces that an end names by themselves or by an address; those of a group stand in the answer.
    private static func interfaces(_ end: Endpoint, in inventory: Inventory) -> [InterfaceIndex] {
        if let interfaces = end.kind.interfaces { return interfaces }
        guard let network = end.kind.network, network.isAddress else { return [] }
        return inventory.interfaces.indices.filter { inventory.interfaces[$0].hasAddress(network.address) }.map(
            InterfaceIndex.init)
    }

    private mutating func add(_ verdict: Verdict, of interface: InterfaceIndex) {
        verdicts[interface] = Self.both(verdicts[interface], verdict)
    }

    /// What something comes to at both ends: a group asked about itself has each member at either.
    private static func both(_ known: Verdict?, _ new: Verdict) -> Verdict { known.map { $0 == new ? new : .depends } ?? new }
}

extension Verdict {
    /// The sign before what comes to it.
    var nodeMark: Highlight.NodeMark {
        switch self {
        case .allowed: .passes
        case .blocked: .fails
        case .depends: .depends
        }
    }
}
