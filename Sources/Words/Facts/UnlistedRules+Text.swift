import Reachability
import CoreModel
import Text

/// What is said of rules that the inputs do not tell: in answers, reports and panes.
extension UnlistedRules {
    /// What is not known, such as "its egress rules are not in the input, which lists its ingress rules only".
    public var text: String {
        switch self {
        case .some(let direction): "perhaps not all of its \(direction.name) rules are in the input"
        case .of(let direction):
            "its \(direction.name) rules are not in the input, which lists \(direction.other.name) rules only"
        case .all: "its own rules are not in the input"
        }
    }

    /// Which groups' rules of a direction no input lists: "ingress rules of sg-1 and sg-2 are not in the input"; nil where all are listed.
    public static func lacking(_ direction: Direction, in inventory: Inventory, _ names: Names) -> String? {
        let groups = inventory.loadedGroups.filter { inventory[$0].knowledge(direction) == .absent }
        if groups.isEmpty { return nil }
        let named = groups.map { names.name(of: $0) }.sorted()
        let whose = named.count > 3 ? "\(named.count) groups" : TextList.sentence(named, limit: 3)
        return "\(direction.name) rules of \(whose) are not in the input"
    }

    /// How many rules of a direction there are, for a table: "3", or "?" where none is known and some may exist.
    public static func count(_ group: Group, _ direction: Direction) -> String {
        let known = group.rules(direction).count
        return known == 0 && group.knowledge(direction) != .complete ? "?" : "\(known)"
    }
}
