import SecurityGroups
import Text

/// What is said of rules that the inputs do not tell: in answers, reports and panes.
public enum UnlistedRules {
    /// Why the rules of a direction are not known, such as "its egress rules are not in the input, which lists its ingress rules only"; nil
    /// where they are.
    public static func text(_ group: Group, _ direction: Direction) -> String? {
        switch group.knowledge(direction) {
        case .complete: nil
        case .partial: "perhaps not all of its \(direction.name) rules are in the input"
        case .absent where group.knowledge == .absent: "its own rules are not in the input"
        case .absent: "its \(direction.name) rules are not in the input, which lists \(direction.other.name) rules only"
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
