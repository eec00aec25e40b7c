import CoreModel

/// What the inputs do not tell of the rules of a group.
public enum UnlistedRules: Hashable, Sendable {
    /// Perhaps not all rules of a direction.
    case some(Direction)
    /// The rules of a direction, while those of the other one are told.
    case of(Direction)
    /// Any rule.
    case all

    /// What is not known of a group's rules in a direction; nil where they are.
    public init?(_ group: Group, _ direction: Direction) {
        switch group.knowledge(direction) {
        case .complete: return nil
        case .partial: self = .some(direction)
        case .absent where group.knowledge == .absent: self = .all
        case .absent: self = .of(direction)
        }
    }
}
