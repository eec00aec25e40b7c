import CoreModel
import Reachability

/// What changes on trial take away of what was read: interfaces, and with them the last carriers of groups.
///
/// Between two readings interfaces come and go by themselves, and what is said of a group that nobody carries is said of a member that it
/// might have. On trial it is asked what comes of their going: nothing passes to or from a group that nobody carries any more.
public struct TakenAway: Sendable {
    /// The ids of the interfaces that are gone.
    public let interfaces: Set<String>
    /// The groups that somebody carried and nobody does any more, by their places in what was read.
    public let groups: [GroupIndex]
    private let base: Analyzer

    /// Of what was read, and the same with changes laid over it.
    ///
    /// Complexity: linear in groups and interfaces; nothing where the interfaces are the same.
    public init(from base: Analyzer, to tried: Analyzer) {
        self.base = base
        let (read, left) = (base.inventory, tried.inventory)
        if read.interfaces == left.interfaces {
            (interfaces, groups) = ([], [])
            return
        }
        interfaces = Set(read.interfaces.map { read[$0.id] }).subtracting(left.interfaces.map { left[$0.id] })
        groups = base.groupsLeft(by: tried)
    }

    /// What makes a reading on trial one without the groups that nobody carries any more.
    var removals: [Edit] { groups.map { Edit.removeGroup(id: base.inventory[base.inventory[$0].id]) } }

    /// The ids by which two readings mean these groups; the later one is that on trial.
    func ids(_ matching: GroupMatching, before: Inventory, after: Inventory) -> Set<String> {
        Set(
            groups.map { group in
                let id = base.inventory[base.inventory[group].id]
                if let tried = after.group(id: id) { return matching.ids[matching.ofAfter[Int(tried.number)]] }
                return before.group(id: id).map { matching.ids[matching.ofBefore[Int($0.number)]] } ?? id
            })
    }
}
