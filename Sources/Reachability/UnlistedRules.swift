import SecurityGroups

/// What is said of rules that the inputs do not tell: in answers, reports and panes.
public enum UnlistedRules {
    /// Why the rules of a direction are not known, such as "its egress rules are not in the input, which lists its ingress rules only"; nil
    /// where they are.
    public static func text(_ group: Group, _ direction: Direction) -> String? {
        switch group.knowledge(direction) {
        case .complete: nil
        case .partial: "only some of its \(direction.name) rules are in the input"
        case .absent where group.knowledge == .absent: "its own rules are not in the input"
        case .absent: "its \(direction.name) rules are not in the input, which lists \(direction.other.name) rules only"
        }
    }

    /// How many rules of a direction there are, for a table: "3", or "?" where none is known and some may exist.
    public static func count(_ group: Group, _ direction: Direction) -> String {
        let known = group.rules(direction).count
        return known == 0 && group.knowledge(direction) != .complete ? "?" : "\(known)"
    }
}
