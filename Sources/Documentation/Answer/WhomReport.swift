import Annotations
import Reachability
import CoreModel
import Text

/// Whom an end can reach, for a terminal.
public struct WhomReport {
    private let whom: Whom
    private let annotations: Annotations
    private static let lead = 11

    /// A report of what ``Analyzer/whom(isReachedFrom:port:version:_:)`` found.
    public init(_ whom: Whom, _ annotations: Annotations) {
        self.whom = whom
        self.annotations = annotations
    }

    /// The lines: whom it reaches directly, further steps by distance, then whom only the groups would let it reach.
    public func lines(_ source: Endpoint, _ port: PortQuery?, _ version: IPVersion, width: Int) -> [StyledLine] {
        let name = source.kind.group.map { annotations.names.name(of: $0) } ?? source.asked
        let asked = port.map { " on \($0.text(version))" } ?? ""
        let direct = whom.reached.filter { $0.hops == 1 }.map(self.name)
        let said =
            direct.isEmpty ? (whom.reached.isEmpty ? "it reaches nobody" : "nobody in one step") : direct.joined(separator: ", ")
        var lines = StyledLine.hanging(
            "from \(name)\(asked): \(said)", .strong, hang: 1, width: max(Self.lead + 20, width))
        for hops in Set(whom.reached.map(\.hops)).sorted() where hops > 1 {
            let names = whom.reached.filter { $0.hops == hops }.map(self.name)
            let lead = TerminalText.padded(" \(TextCount.of(hops, "step"))", to: Self.lead)
            lines += StyledLine.hanging(
                behind: [StyledSpan(lead)], names.joined(separator: ", "), isWhole: true, width: max(Self.lead + 20, width))
        }
        if whom.leavesNetwork {
            lines += StyledLine.hanging(
                " by the groups alone, on some port; every layer is asked where a port is said", .dim, hang: 1,
                width: max(Self.lead + 20, width))
        }
        return lines + StoppedRows(annotations).lines(whom.byGroupsOnly, lead: Self.lead, width: width)
    }

    private func name(_ one: Whom.Reached) -> String {
        let name = one.group.map { annotations.names.name(of: $0) } ?? "internet"
        return one.verdict == .depends ? "\(name) (it depends)" : name
    }
}
