import Annotations
import Reachability
import CoreModel
import Text
import Words

/// Who can reach an end, for a terminal.
public struct WhoReport {
    private let who: Who
    private let annotations: Annotations
    private let analyzer: Analyzer
    private static let lead = 11
    private static let shownMembers = 12

    /// A report of what ``Analyzer/who(reaches:port:version:_:)`` found.
    public init(_ who: Who, _ annotations: Annotations, _ analyzer: Analyzer) {
        self.who = who
        self.annotations = annotations
        self.analyzer = analyzer
    }

    /// The lines: who reaches it directly, further steps by distance, then members that differ, then who is let in beside, then whom only the groups would let through.
    public func lines(_ destination: Endpoint, _ port: PortQuery, _ version: IPVersion, width: Int) -> [StyledLine] {
        let members = WhoMembers(analyzer: analyzer, who: who, destination: destination, port: port, version: version)
        let direct = who.reachers.filter { $0.hops == 1 }.map { name($0, destination, members) }
        let said = direct.isEmpty ? answer : direct.joined(separator: ", ")
        var lines = StyledLine.hanging(
            "\(title(destination)) on \(port.text(version)): \(said)", .strong, hang: 1, width: max(Self.lead + 20, width))
        for hops in Set(who.reachers.map(\.hops)).sorted() where hops > 1 {
            let names = who.reachers.filter { $0.hops == hops }.map { name($0, destination, members) }
            lines += row(TextCount.of(hops, "step"), names.joined(separator: ", "), width)
        }
        let words = MemberRowText(annotations.inventory, annotations.names)
        let differing = who.members.prefix(Self.shownMembers).map { ($0.verdict, words.who($0)) }
        let unseen = who.unseen.prefix(Self.shownMembers).map { ($0.verdict, words.who($0)) }
        for (verdict, text) in differing + unseen { lines += row("member", "\(verdict.rawValue)  \(text)", width) }
        if who.members.count > Self.shownMembers {
            lines += row("", "\(who.members.count - Self.shownMembers) more kinds of members: --format json lists them", width)
        }
        for kind in who.besides.map(\.kind).distinct() {
            let names = who.besides.filter { $0.kind == kind }.map { $0.name(annotations.names) }.joined(separator: ", ")
            lines += row("besides", "\(kind.text): \(names)", width)
        }
        return lines + StoppedRows(annotations).lines(who.byGroupsOnly, lead: Self.lead, width: width)
    }

    private var answer: String {
        if who.isNobody { return "nobody can reach it" }
        return who.reachers.isEmpty ? "no group reaches it for certain" : "nobody in one step"
    }

    private func title(_ end: Endpoint) -> String {
        if let group = end.kind.group { return annotations.names.name(of: group) }
        return end.asked
    }

    private func name(_ one: Who.Reacher, _ destination: Endpoint, _ members: WhoMembers) -> String {
        guard let group = one.group else { return one.verdict == .depends ? "internet (it depends)" : "internet" }
        let name = annotations.names.name(of: group)
        let able = members.text(one, of: group)
        return destination.kind == .group(group) && able.isEmpty ? "\(name) (other members)" : name + able
    }

    private func row(_ label: String, _ text: String, _ width: Int) -> [StyledLine] {
        let lead = TerminalText.padded(label.isEmpty ? "" : " \(label)", to: Self.lead)
        return StyledLine.hanging(behind: [StyledSpan(lead)], text, isWhole: true, width: max(Self.lead + 20, width))
    }
}
