/// What filters or carries a flow, as far as it is looked at: answers, their JSON and their remarks tell these and no others.
public enum Layer: String, Hashable, Sendable, CaseIterable {
    /// The rules of security groups.
    case securityGroups = "security-groups"
}
