import CoreModel
import Diagram
import Reachability

extension MapGraph {
    /// The map with the interfaces that carry each group in its box, in place of whom its rules let in.
    ///
    /// A box of several groups lists none: what stands in it would be of one of them.
    ///
    /// - Parameters:
    ///   - limit: The most lines of a box; one whose members are asked about has at least as many as ``MemberList/Limit/asked``.
    ///   - verdicts: What each interface comes to where something is asked.
    ///   - alone: Whether what is asked about is drawn alone: then boxes do not count what else they have flows with.
    public func listing(
        _ members: MemberLists, limit: Int = MemberList.Limit.usual, verdicts: MemberVerdicts? = nil, alone: Bool = false
    ) -> MapGraph {
        var map = self
        var drawn = graph
        for (node, subject) in subjects.enumerated() {
            if alone { drawn.nodes[node].rim = DiagramGraph.Rim() }
            guard let group = subject.group else { continue }
            let isAsked = verdicts.map { $0.concern(members.carriers(group), or: group) } ?? false
            let list = members.list(group, limit: isAsked ? max(limit, MemberList.Limit.asked) : limit, verdicts: verdicts)
            map.lists[node] = list
            drawn.nodes[node].lines = facts(of: subject)
            (drawn.nodes[node].count, drawn.nodes[node].shortCount) = (list.title, list.shortTitle)
            drawn.nodes[node].rows = list.diagramRows
        }
        map.graph = drawn
        return map
    }
}

extension MemberVerdicts {
    /// Whether something was asked of any of these interfaces, or of members of a group that no input lists.
    func concern(_ interfaces: [InterfaceIndex], or group: GroupIndex) -> Bool {
        unseen(of: group) != nil || interfaces.contains { self[$0] != nil }
    }
}

extension MemberList {
    /// The lines as a diagram draws them, without columns in which nothing is said.
    var diagramRows: [DiagramGraph.Row] {
        let columns = rows.map(\.cells.count).max() ?? 0
        let said = (0..<columns).filter { column in rows.contains { column < $0.cells.count && !$0.cells[column].isEmpty } }
        return rows.map { row in
            var cells = said.compactMap { $0 < row.cells.count ? row.cells[$0] : nil }
            while cells.last?.isEmpty == true { cells.removeLast() }
            return DiagramGraph.Row(cells, mark: row.verdict?.nodeMark)
        }
    }
}
